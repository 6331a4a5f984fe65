"""The text of a file: plain text, PDF or Word. Everything else, and everything broken, is refused with its reason.

What somebody sends is read from memory and never put down in a file, so that no copy outlives the reading, not even
when a process is killed half-way.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from . import pdf_text

MOST_BYTES = 10 * 1024 * 1024
# A Word file is a zip: what it unpacks to is checked before it is unpacked.
MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 20 * 1024 * 1024
MOST_SECONDS = 20  # of work for one PDF
MOST_LETTERS = 500_000  # a few hundred pages; more is no CV and no vacancy, and would take minutes to read
SUFFIXES = (".txt", ".md", ".pdf", ".docx")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# JPEG, PNG, GIF, TIFF, WebP, and the HEIC and AVIF of telephones.
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\x00|MM\x00\*|RIFF....WEBP|....ftyp(?:hei|hev|mif|msf|avi)", re.S
)
# What no text holds: control characters but for tab, line ends, form feed and escape.
_CONTROL = bytes(n for n in range(32) if n not in b"\t\n\r\f\x1b")


class Unreadable(Exception):
    """A file whose text cannot be had; the message says why, in the reader's language."""


def read_text(path: Path) -> str:
    """The text of one file, lines as in the document. Raises Unreadable with the reason."""
    return text_of(read_bytes(path, MOST_BYTES))


def text_of(raw: bytes) -> str:
    """The text of a file that holds `raw`, lines as in the document. Raises Unreadable with the reason."""
    if not raw:
        raise Unreadable(_("the file is empty"))
    if len(raw) > MOST_BYTES:
        raise too_large(MOST_BYTES)
    # What the first bytes say it is, whatever its name says.
    if raw.startswith(b"%PDF-"):
        text = _pdf(raw)
    elif raw.startswith(b"PK\x03\x04"):
        text = _docx(raw)
    elif raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("an old Word file (.doc) or an encrypted one: save it as .docx or PDF without a password"))
    elif raw.startswith(b"{\\rtf"):
        raise Unreadable(_("a rich text file (.rtf): save it as .docx or PDF"))
    elif _PICTURE.match(raw):
        raise Unreadable(_("a picture, whose words cannot be read: type the text in instead"))
    else:
        text = decode(raw)
    if not any(letter.isalpha() for letter in text):
        if raw.startswith(b"%PDF-"):
            raise Unreadable(_("the PDF holds pictures only, no text: type the text in instead"))
        raise Unreadable(_("there is no text in the file"))
    if len(text) > MOST_LETTERS:
        raise Unreadable(_("the text is longer than 500,000 letters: not a CV or a vacancy"))
    return text


def too_large(most: int) -> Unreadable:
    return Unreadable(_("the file is larger than %(size)d MB") % {"size": most // 1024**2})


def read_bytes(path: Path, most: int) -> bytes:
    """A whole file. Raises Unreadable when it cannot be opened, is empty or larger than `most` bytes."""
    try:
        size = path.stat().st_size
        if size > most:
            raise too_large(most)
        raw = path.read_bytes()
    except OSError as wrong:
        raise Unreadable(_("the file cannot be opened")) from wrong
    if not raw:
        raise Unreadable(_("the file is empty"))
    return raw


def decode(raw: bytes) -> str:
    """Plain text in UTF-8, UTF-16 with its mark, or an old Windows code page. Raises Unreadable for anything else."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if len(raw) - len(raw.translate(None, _CONTROL)) > len(raw) / 100:
        raise Unreadable(_("not a text, PDF or Word file"))
    raw = raw.replace(b"\x00", b"")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Old Windows files: Arabic ones hold mostly bytes above 0xC0, French ones a few accents among plain letters.
        high = sum(byte >= 0xC0 for byte in raw)
        plain = sum(65 <= byte <= 122 for byte in raw)
        return raw.decode("cp1256" if high > plain else "cp1252", errors="replace")


def _pdf(raw: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-I", pdf_text.__file__, str(MOST_LETTERS + 1), str(MOST_SECONDS)],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * MOST_SECONDS,  # on a busy machine they last longer
            check=False,
        )
    except subprocess.TimeoutExpired as wrong:
        raise Unreadable(_("the PDF takes too much time or memory to read")) from wrong
    if done.returncode == pdf_text.PROTECTED:
        raise Unreadable(_("the PDF is protected by a password"))
    if done.returncode == pdf_text.TOO_MANY_PAGES:
        raise Unreadable(_("the PDF has more than 200 pages"))
    if done.returncode < 0 or done.returncode == pdf_text.TOO_MUCH:  # stopped by a signal, or out of memory
        raise Unreadable(_("the PDF takes too much time or memory to read"))
    if done.returncode != pdf_text.FINE:
        raise Unreadable(_("the PDF is damaged"))
    return done.stdout.decode("utf-8", errors="replace")


def _docx(raw: bytes) -> str:
    from docx.oxml.parser import parse_xml

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
            if "word/document.xml" not in sizes:
                raise Unreadable(_("not a Word file (.docx)"))
            if sum(sizes.values()) > MOST_UNPACKED or sizes["word/document.xml"] > MOST_XML:
                raise Unreadable(_("the file unpacks to more than 100 MB"))
            # The text only: pictures, styles and whatever else is in the file stay packed.
            body = parse_xml(packed.read("word/document.xml"))
    except Unreadable:
        raise
    except Exception as wrong:  # zip and XML raise what they like on a damaged file
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
            elif node.tag == f"{_W}noBreakHyphen":
                yield "-"
            elif node.tag in {f"{_W}r", f"{_W}hyperlink", f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent"}:
                yield from _runs(node)

    return walk(body)
