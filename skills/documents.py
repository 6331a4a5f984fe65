"""The text of a file: plain text, PDF or Word. Everything else, and everything broken, is refused with its reason."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
# A Word file is a zip: what it unpacks to is checked before it is unpacked.
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PAGES = 200
SUFFIXES = (".txt", ".md", ".pdf", ".docx")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Unreadable(Exception):
    """A file whose text cannot be had; the message says why, in the reader's language."""


def read_text(path: Path) -> str:
    """The text of one file, lines as in the document. Raises Unreadable with the reason."""
    try:
        size = path.stat().st_size
    except OSError as wrong:
        raise Unreadable(_("the file cannot be opened")) from wrong
    if size > MOST_BYTES:
        raise Unreadable(_("the file is larger than 10 MB"))
    if not size:
        raise Unreadable(_("the file is empty"))
    kind = _kind(path)
    text = {"pdf": _pdf, "docx": _docx, "text": _plain}[kind](path)
    if not any(letter.isalpha() for letter in text):
        if kind == "pdf":
            raise Unreadable(_("the PDF holds pictures only, no text: type the text in instead"))
        raise Unreadable(_("there is no text in the file"))
    return text


def _kind(path: Path) -> str:
    """What the first bytes say it is, whatever its name says."""
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("an old Word file (.doc) or an encrypted one: save it as .docx or PDF without a password"))
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in head:
        return "text"
    raise Unreadable(_("not a text, PDF or Word file"))


def _plain(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Old Windows files: Arabic ones hold mostly bytes above 0xC0, French ones a few accents among plain letters.
        high = sum(byte >= 0xC0 for byte in raw)
        plain = sum(65 <= byte <= 122 for byte in raw)
        return raw.decode("cp1256" if high > plain else "cp1252", errors="replace")


def _pdf(path: Path) -> str:
    import pypdf
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(_("the PDF is protected by a password"))
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(_("the PDF has more than 200 pages"))
        return "\n".join(page.extract_text() for page in reader.pages)
    except FileNotDecryptedError as wrong:
        raise Unreadable(_("the PDF is protected by a password")) from wrong
    except Unreadable:
        raise
    # A damaged PDF makes the parser fail in many ways; whatever it is, the other files go on.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as wrong:
        raise Unreadable(_("the PDF is damaged")) from wrong


def _docx(path: Path) -> str:
    import docx

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("the file unpacks to more than 100 MB"))
            if "word/document.xml" not in packed.namelist():
                raise Unreadable(_("not a Word file (.docx)"))
        body = docx.Document(str(path)).element.body
    except Unreadable:
        raise
    except Exception as wrong:  # the parser of XML and of parts raises what it likes on a damaged file
        raise Unreadable(_("the Word file is damaged")) from wrong
    return "\n".join(_paragraphs(body))


def _paragraphs(body: object) -> Iterator[str]:
    """Every paragraph in order, those in tables and text boxes too, each once."""

    def walk(node: object) -> Iterator[str]:
        for child in node:  # type: ignore[attr-defined]
            if child.tag == _FALLBACK:  # the same text box again, for old readers
                continue
            if child.tag == f"{_W}p":
                yield "".join(_runs(child))
            yield from walk(child)

    def _runs(paragraph: object) -> Iterator[str]:
        for node in paragraph:  # type: ignore[attr-defined]
            if node.tag == f"{_W}t":
                yield node.text or ""
            elif node.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
                yield "\n" if node.tag != f"{_W}tab" else "\t"
            elif node.tag in {f"{_W}r", f"{_W}hyperlink", f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent"}:
                yield from _runs(node)

    return walk(body)
