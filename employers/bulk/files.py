"""The rows of a file: CSV in any of the usual encodings, or an Excel workbook. What cannot be read says why.

What somebody sends is read from memory and never put down in a file. No formula is ever worked out.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
# A workbook is a zip: what it unpacks to is checked before it is unpacked. 10,000 rows of 25 cells are about 20 MB.
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 10_000  # are counted
MOST_KEPT = 500  # are handed on: each is judged, which takes about 10 ms
MOST_COLUMNS = 60
MOST_LETTERS = 5_000  # of one cell: 4,000 is the longest text of an opening
# Rows that a workbook may hold, blank ones between included, and rows above the names of the columns.
_MOST_SCANNED = 30_000
_ABOVE = 10

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PICTURE_OR_PDF = re.compile(rb"%PDF-|\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP", re.DOTALL)
# UTF-8 read as Latin and saved again, and letters that were lost for good.
_BROKEN = re.compile("\ufffd|Ã[©¨ªà´®§]|Ø[§±ªµ]|Ù[\x84\x85\x86„…†]")
_MAC = re.compile(r"[a-z][Žˆ‰‡‹][a-z]")
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_DELIMITERS = (";", ",", "\t")


class Unreadable(Exception):
    """A file whose rows cannot be had; the message is a sentence in the reader's language."""


@dataclass(frozen=True)
class Cell:
    text: str
    formula: bool = False


@dataclass(frozen=True)
class Table:
    """The names of the columns; the rows that are handed on, each with its number in the file; how many there are.

    `total` counts the rows with something in them; `more`: there are others beyond `MOST_ROWS`, not counted.
    """

    header: list[str]
    rows: list[tuple[int, list[Cell]]]
    total: int
    more: bool = False


# How many of these names are columns that we know: tells the delimiter, the sheet and the row of the names.
Known = Callable[[list[str]], int]


def read(raw: bytes, known: Known) -> Table:
    """The rows of a file. Raises Unreadable with a sentence."""
    if not raw.strip():
        raise Unreadable(_("The file is empty."))
    if len(raw) > MOST_BYTES:
        raise too_large()
    # What the first bytes say it is, whatever its name says.
    if raw.startswith(b"PK\x03\x04"):
        return _workbook(raw, known)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise Unreadable(_("The workbook is protected by a password. Save it without one and send it again."))
        raise Unreadable(_("This is an old Excel file (.xls). Open it and save it as .xlsx or CSV."))
    if _PICTURE_OR_PDF.match(raw):
        raise Unreadable(_("This is a picture or a PDF. We need a CSV or Excel file (.xlsx)."))
    return _csv(decoded(raw), known)


def too_large() -> Unreadable:
    return Unreadable(_("The file is larger than 10 MB. Split it, or remove pictures and old sheets."))


def _table(lines: Iterable[tuple[int, list[Cell]]], known: Known) -> Table:
    """The row among the first few that names most columns is the header; what stands above it is passed over."""
    rows = ((number, cells) for number, cells in lines if any(cell.text for cell in cells))
    top = list(islice(rows, _ABOVE))
    if not top:
        raise Unreadable(_("There is nothing in the file."))
    at = max(range(len(top)), key=lambda place: (known([cell.text for cell in top[place][1]]), -place))
    kept, total, more = [*top[at + 1 :]], len(top) - at - 1, False
    for row in rows:
        if total == MOST_ROWS:
            more = True
            break
        total += 1
        if len(kept) < MOST_KEPT:
            kept.append(row)
    if not total:
        raise Unreadable(_("There is no row under the names of the columns."))
    return Table([cell.text for cell in top[at][1]], kept, total, more)


# CSV


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, windows-1252 or windows-1256. Raises Unreadable for anything else."""
    text = _decoded(raw)
    if _BROKEN.search(text) or text.count("\x00"):
        raise _unknown_encoding()
    return text


def _decoded(raw: bytes) -> str:
    for encoding in _candidates(raw):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unknown_encoding()


def _candidates(raw: bytes) -> list[str]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    # Without a mark every second byte of plain text is zero.
    if raw[1:400:2].count(0) > 100 or (len(raw) < 400 and raw[1::2].count(0) > len(raw) / 4):
        return ["utf-16-le"]
    if raw[:400:2].count(0) > 100 or (len(raw) < 400 and raw[::2].count(0) > len(raw) / 4):
        return ["utf-16-be"]
    # Arabic words are runs of high bytes, French ones have an accent here and there.
    high = sum(byte >= 0x80 for byte in raw)
    in_runs = sum(len(run) for run in _RUN.findall(raw))
    if in_runs * 2 > high:
        return ["utf-8-sig", "cp1256"]
    return ["utf-8-sig"] if _MAC.search(raw.decode("cp1252", errors="replace")) else ["utf-8-sig", "cp1252"]


def _unknown_encoding() -> Unreadable:
    return Unreadable(
        _("The letters of this file cannot be recognised. Save it again as “CSV UTF-8”, or as an Excel file (.xlsx).")
    )


def _csv(text: str, known: Known) -> Table:
    if len(_CONTROL.findall(text[:10_000])) > 20:
        raise Unreadable(_("This is neither CSV nor an Excel file (.xlsx)."))
    # Excel writes the delimiter it uses in a first line of its own.
    said = re.match(r"sep=(.)\r?\n", text)
    delimiters = [said.group(1)] if said else _DELIMITERS
    text = text[said.end() :] if said else text
    first = "\n".join(text.splitlines()[:_ABOVE])

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(first), delimiter=delimiter))
        except csv.Error:  # what is wrong is said when the rows are read
            return 0, 0
        return max((known(row) for row in rows), default=0), max((len(row) for row in rows), default=0)

    return _table(_csv_rows(text, max(delimiters, key=fit), said is not None), known)


def _csv_rows(text: str, delimiter: str, shifted: bool) -> Iterator[tuple[int, list[Cell]]]:
    # A quotation mark that is never closed swallows the rest of the file into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            if any(len(cell) > 4 * MOST_LETTERS for cell in row):
                raise csv.Error
            yield line + shifted, [Cell(tidy(cell)) for cell in row[:MOST_COLUMNS]]
            line = reader.line_num + 1
    except csv.Error as wrong:
        raise Unreadable(
            _("From line %(line)s on the file cannot be read: a quotation mark is opened there and never closed.")
            % {"line": line + shifted}
        ) from wrong


def tidy(text: str) -> str:
    """Without control characters and spaces around; cut where no opening could hold it."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").strip("\ufeff\u200e\u200f \t\r\n")[:MOST_LETTERS]


# Excel


def _workbook(raw: bytes, known: Known) -> Table:
    import openpyxl  # a second to load: for those who send a workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
            if "xl/workbook.xml" not in sizes:
                raise Unreadable(_not_excel(sizes))
            if sum(sizes.values()) > MOST_UNPACKED:
                raise Unreadable(_("The workbook unpacks to more than 80 MB. Remove pictures and old sheets."))
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
        try:
            return _table(_sheet_rows(_sheet(book.worksheets[:5], known)), known)
        finally:
            book.close()
    except Unreadable:
        raise
    except Exception as wrong:  # zip, XML and openpyxl raise what they like on a damaged file
        raise Unreadable(_("The workbook is damaged. Open it in Excel, save it anew and send it again.")) from wrong


def _not_excel(names: Iterable[str]) -> str:
    names = set(names)
    if "word/document.xml" in names:
        return _("This is a Word file. We need a CSV or Excel file (.xlsx).")
    if "content.xml" in names or "xl/workbook.bin" in names:
        return _("This is another kind of workbook. Open it and save it as .xlsx or CSV.")
    return _("This is neither CSV nor an Excel file (.xlsx).")


def _sheet(sheets: list[Any], known: Known) -> Any:
    """The sheet whose first rows name most columns; the first of them where none does."""
    if not sheets:
        raise Unreadable(_("There is nothing in the file."))

    def fit(sheet: Any) -> int:
        rows = islice(_sheet_rows(sheet), _ABOVE)
        return max((known([cell.text for cell in cells]) for _number, cells in rows), default=0)

    return max(sheets, key=fit)


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    # What the sheet says of its own size may be anything.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_row=_MOST_SCANNED, max_col=MOST_COLUMNS), 1):
        yield number, [_cell(cell) for cell in cells]


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f" or not isinstance(value, (str, bool, int, float, date)) or cell.data_type == "e":
        return Cell(tidy(str(getattr(value, "text", value))), formula=True)
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat())
    if isinstance(value, date):
        return Cell(value.isoformat())
    if isinstance(value, float):
        return Cell(f"{value:.4f}".rstrip("0").rstrip("."))
    return Cell(tidy(str(value)))
