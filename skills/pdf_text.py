"""The text of one PDF, written to standard output: `python -I pdf_text.py FILE LETTERS SECONDS`.

Its own process, because a hostile PDF can cost its reader any amount of time and memory: here it costs so many seconds
and a gigabyte at most, and the caller goes on. The exit status says what was wrong; pypdf's own words go nowhere.
"""

import contextlib
import logging
import sys

MEMORY = 1024**3
MOST_PAGES = 200
FINE, DAMAGED, PROTECTED, TOO_MANY_PAGES, TOO_MUCH = 0, 3, 4, 5, 6


def main(path: str, letters: int, seconds: int) -> int:
    """Writes at most `letters` characters. Returns the exit status."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # a system without limits has the caller's clock only
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.disable()
    written = 0
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return PROTECTED
        for number, page in enumerate(reader.pages):
            if number == MOST_PAGES:
                return TOO_MANY_PAGES
            text = page.extract_text()[: letters - written] + "\n"
            sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
            written += len(text)
            if written > letters:
                break
    except (FileNotDecryptedError, DependencyError):  # some ciphers need a library that we do without
        return PROTECTED
    except MemoryError:
        return TOO_MUCH
    except Exception as wrong:  # a damaged PDF makes the parser fail in any way there is
        return TOO_MUCH if type(wrong).__name__ == "LimitReachedError" else DAMAGED
    return FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
