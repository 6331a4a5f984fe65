"""The text of one PDF, from standard input to standard output: `python -I pdf_text.py LETTERS SECONDS`.

Its own process, because a hostile PDF can cost its reader any amount of time and memory: here it costs so many seconds
and a gigabyte at most, and the caller goes on. The exit status says what was wrong; pypdf's own words go nowhere.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import sys
import unicodedata
from typing import Any

MEMORY = 1024**3
MOST_PAGES = 200
FINE, DAMAGED, PROTECTED, TOO_MANY_PAGES, TOO_MUCH = 0, 3, 4, 5, 6

_RIGHT_TO_LEFT = re.compile("[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC_NUMBER = re.compile("[\u0660-\u0669\u06f0-\u06f9][\u0660-\u0669\u06f0-\u06f9.,\u066b\u066c]*")
_LATIN = re.compile(r"[^\W_]")
_LETTER = "[\u0621-\u064a\ufe70-\ufefc،؛]"
_SCRIPTS_TOUCH = re.compile(rf"(?<={_LETTER})(?=[A-Za-z0-9\u0660-\u0669])|(?<=[A-Za-z0-9\u0660-\u0669])(?={_LETTER})")
# A page draws shapes: letters joined as Arabic joins them, or "fi" in one.
_SHAPES = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")


def main(letters: int, seconds: int) -> int:
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
        reader = pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            return PROTECTED
        for number, page in enumerate(reader.pages):
            if number == MOST_PAGES:
                return TOO_MANY_PAGES
            text = page.extract_text()
            if _RIGHT_TO_LEFT.search(text):
                text = _read_from_the_right(page)
            text = _SHAPES.sub(lambda drawn: unicodedata.normalize("NFKC", drawn.group()), text)
            text = text[: letters - written] + "\n"
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


def _read_from_the_right(page: Any) -> str:
    """The text of a page that holds Arabic or Hebrew.

    Such a page is drawn from left to right, in pieces, and pypdf turns each piece round by itself. Where the pieces of
    a line lie on the page gives their order back.
    """
    lines: list[list[tuple[float, str]]] = []
    height = float("inf")

    def piece(text: str, to_page: list[float], to_line: list[float], _font: object, size: float) -> None:
        nonlocal height
        text = text.replace("\n", "")
        if not text:
            return
        across = to_line[4] * to_page[0] + to_line[5] * to_page[2] + to_page[4]
        up = to_line[4] * to_page[1] + to_line[5] * to_page[3] + to_page[5]
        if not lines or abs(up - height) > 0.4 * abs(size or 10):
            lines.append([])
        height = up
        lines[-1].append((across, text))

    page.extract_text(visitor_text=piece)
    return "\n".join(_line(pieces) for pieces in lines)


def _line(pieces: list[tuple[float, str]]) -> str:
    """One line out of its pieces (place from the left, text), in reading order."""
    if not any(_RIGHT_TO_LEFT.search(text) for _, text in pieces):
        return "".join(text for _, text in pieces)
    read: list[str] = []
    latin: list[str] = []
    for _, text in sorted(pieces, key=lambda piece: -piece[0]):
        if _LATIN.search(text) and not _RIGHT_TO_LEFT.search(text) and not _ARABIC_NUMBER.search(text):
            # Latin words and figures that touch are read from the left again; "2018 - 2021" are two, and the gap.
            latin.insert(0, text)
            continue
        read += [*latin, _ARABIC_NUMBER.sub(lambda number: number.group()[::-1], text)]
        latin.clear()
    # The blank between the two scripts is drawn on the far side of its word as often as not.
    return _SCRIPTS_TOUCH.sub(" ", re.sub(" {2,}", " ", "".join(read + latin)))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
