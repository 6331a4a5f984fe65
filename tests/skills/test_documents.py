"""Files as people send them: what can be read is read, everything else says why not."""

import contextlib
import io
import tempfile
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
import typst
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from skills import documents, pdf_text
from skills.documents import Unreadable, read_text, text_of
from tests.programs import ROOT

ARABIC = [
    "موظفة استقبال بفندق",
    "2018 - 2021 موظفة استقبال، فندق الأطلس، إيطاليا",
    "منذ ٢٠٢١ رئيسة مكتب الاستقبال، مراكش",
    "استقبال الزبناء والحجوزات، برنامج Opera",
    "الفرنسية: B2",
]


def pdf(text: str = "", *, pages: int = 1, password: str = "", strokes: int = 0) -> bytes:
    """A PDF that shows `text` (plain letters) on each page, over that many strokes; without text, without words."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    shown = DecodedStreamObject()
    lines = " T* ".join(f"({line}) Tj" for line in text.splitlines())
    shown.set_data(b"0 0 m 9 9 l S\n" * strokes + f"BT /F1 12 Tf 14 TL 10 150 Td {lines} ET".encode())
    content = writer._add_object(shown.flate_encode())
    for _page in range(pages):
        page = writer.add_blank_page(200, 200)
        page[NameObject("/Contents")] = content
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def word(*paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        for cell, text in zip(document.add_table(1, len(table)).rows[0].cells, table, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


@pytest.fixture
def file(tmp_path: Path):
    """file(content): a file that holds it, with a name that tells nothing."""

    def made(content: bytes, name: str = "سيرة ذاتية (1)") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return made


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Soudeuse à Fès".encode(), "Soudeuse à Fès"),
        ("\ufeffSoudeuse à Fès".encode(), "Soudeuse à Fès"),
        ("Soudeuse à Fès".encode("utf-16"), "Soudeuse à Fès"),
        ("لحام بفاس".encode("utf-16"), "لحام بفاس"),
        ("Soudeuse confirmée à Fès".encode("cp1252"), "Soudeuse confirmée à Fès"),
        ("لحام في فاس MIG".encode("cp1256"), "لحام في فاس MIG"),
        (b"Welder since 2015" + b" in a yard" * 20 + b"\x00", "Welder since 2015" + " in a yard" * 20),
        (pdf("Welder\nMIG and TIG"), "Welder\nMIG and TIG\n"),
        (pdf("Welder", pages=2), "Welder\nWelder\n"),
        (word("Soudeuse", "", "لحام", table=("2015", "Fès")), "Soudeuse\n\nلحام\n2015\nFès"),
    ],
)
def test_a_cv_is_read_whatever_its_file_is_called(file, content: bytes, text: str) -> None:
    assert read_text(file(content)) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t 12 - ", "there is no text in the file"),
        (pdf(), "the PDF holds pictures only, no text: type the text in instead"),
        (pdf("Welder", password="Fes2015"), "the PDF is protected by a password"),
        (pdf("Welder")[:300], "the PDF is damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "the PDF is damaged"),
        (pdf("Welder", pages=201), "the PDF has more than 200 pages"),
        (word("Welder")[:2000], "the Word file is damaged"),
        (zipped(word__document_xml=b"<w:document", note=b"x"), "the Word file is damaged"),
        (zipped(payslip=b"1,2,3"), "not a Word file (.docx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word file (.doc) or an encrypted one"),
        (b"{\\rtf1\\ansi Welder}", "a rich text file (.rtf): save it as .docx or PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture, whose words cannot be read"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture, whose words cannot be read"),
        (b"\x00\x00\x00\x18ftypheic", "a picture, whose words cannot be read"),
        (zipped(word__document_xml=b"<w:p/>" + bytes(documents.MOST_XML)), "the file unpacks to more than 100 MB"),
        (b"\x7fELF" + bytes(2000), "not a text, PDF or Word file"),
        (b"Welder " * 80_000, "the text is longer than 500,000 letters"),
        (b"Welder " * 1_600_000, "the file is larger than 10 MB"),
    ],
)
def test_what_cannot_be_read_says_why(file, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_text(file(content))
    assert str(told.value).startswith(reason)


def test_a_pdf_encrypted_without_a_password_is_read(file) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf("Welder"))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    assert read_text(file(held.getvalue())) == "Welder\n"


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(file) -> None:
    bomb = zipped(word__document_xml=b"<w:p/>", filler=bytes(documents.MOST_UNPACKED))
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="unpacks to more than 100 MB"):
        read_text(file(bomb))


@pytest.mark.parametrize("line", ARABIC)
def test_an_arabic_pdf_is_read_in_the_order_in_which_one_reads_it(file, line: str) -> None:
    paper = typst.compile(
        f'#set text(font: "Noto Sans Arabic", lang: "ar", dir: rtl)\nسيرة ذاتية\n\n{line}\n\nفاس'.encode(),
        font_paths=[ROOT / "static" / "fonts"],
    )
    assert read_text(file(paper)).splitlines()[:3] == ["سيرة ذاتية", line, "فاس"]


def test_pieces_of_an_arabic_line_are_put_in_order_wherever_they_stand() -> None:
    # As Chromium draws “منذ ٢٠٢١ : رئيسة مكتب، برنامج Opera B2”: (place from the left, what pypdf makes of it).
    drawn = [(470.0, " : رئيسة مكتب، برنامج"), (683.0, "١٢٠٢"), (707.0, "منذ "), (430.0, "B"), (440.0, "2")]
    assert pdf_text._line(drawn) == "منذ ٢٠٢١ : رئيسة مكتب، برنامج B2"
    assert pdf_text._line([(10.0, "Left "), (20.0, "to right")]) == "Left to right"


def test_nothing_that_is_read_touches_a_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(documents, "MOST_SECONDS", 1)
    hostile = pdf("Welder", pages=100, strokes=500_000)
    before = set(tmp_path.iterdir())
    for content in (b"Welder", pdf("Welder"), word("Welder"), word("Welder")[:2000], pdf(), hostile):
        with contextlib.suppress(Unreadable):
            text_of(content)
        assert set(tmp_path.iterdir()) == before


def test_a_pdf_that_takes_for_ever_is_given_up(file, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = pdf("Welder", pages=100, strokes=500_000)
    assert len(hostile) < 100_000
    monkeypatch.setattr(documents, "MOST_SECONDS", 1)
    with pytest.raises(Unreadable, match="the PDF takes too much time or memory to read"):
        read_text(file(hostile))


def test_a_pdf_that_unpacks_to_a_huge_one_is_given_up(file) -> None:
    hostile = pdf("Welder", strokes=5_500_000)
    assert len(hostile) < 1_000_000
    with pytest.raises(Unreadable, match="the PDF takes too much time or memory to read"):
        read_text(file(hostile))


def test_a_file_that_nobody_may_open_is_named_not_raised(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="the file cannot be opened"):
        read_text(tmp_path / "gone.txt")
    with pytest.raises(Unreadable, match="the file cannot be opened"):
        read_text(tmp_path)
