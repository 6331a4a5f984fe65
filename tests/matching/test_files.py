"""Vacancies and CVs from files: what is read, what is reported, and who comes first."""

from datetime import date
from io import StringIO
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from matching import files
from matching.curves import PRIORS
from matching.files import Document, Pile, read_pile
from skills.documents import Unreadable
from skills.fields import Fields, terms
from skills.models import Concept, IscoGroup, Label, OccupationSkill, Vocabulary


def csv(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def texts(pile: Pile) -> dict[str, str]:
    return {document.id: document.text for document in pile.documents.values()}


def test_a_folder_is_read_with_its_subfolders_and_ids_have_no_spaces(tmp_path: Path) -> None:
    (tmp_path / "fès").mkdir()
    (tmp_path / "fès" / "سيرة ذاتية.txt").write_text("لحام", encoding="utf-8")
    (tmp_path / "cv 1.txt").write_text("\nWelder\nsince 2015", encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"\x00\x01")
    (tmp_path / "~$cv 1.docx").write_bytes(b"\x00\x01")
    written = docx.Document()
    written.add_paragraph("Tailor")
    written.save(str(tmp_path / "cv 2.docx"))
    pile = read_pile(tmp_path)
    assert texts(pile) == {"cv_1": "\nWelder\nsince 2015", "cv_2": "Tailor", "fès/سيرة_ذاتية": "لحام"}
    assert pile.documents["cv_1"].title == "Welder"
    assert pile.unreadable == []


def test_two_files_of_one_name_are_both_read(tmp_path: Path) -> None:
    (tmp_path / "cv.md").write_text("Welder", encoding="utf-8")
    (tmp_path / "cv.txt").write_text("Tailor", encoding="utf-8")
    assert texts(read_pile(tmp_path)) == {"cv": "Welder", "cv.txt": "Tailor"}


def test_one_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "link.pdf").symlink_to(tmp_path / "gone.pdf")
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "welder.txt").write_text("Welder", encoding="utf-8")
    pile = read_pile(tmp_path)
    assert texts(pile) == {"welder": "Welder"}
    assert pile.unreadable == [
        ("empty.pdf", "the file is empty"),
        ("link.pdf", "the file cannot be opened"),
        ("old.doc", "an old Word file (.doc) or an encrypted one: save it as .docx or PDF without a password"),
        ("rows.csv", "no column named description or text, only a, b"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "id,title,description\n7 a,Welder,MIG à Fès\n",
        "\ufeffID,Job Title,Description\r\n7 a,Welder,MIG à Fès\r\n\r\n,,\r\n",
        "id;titre;texte\n7 a;Welder;MIG à Fès\n",
        "id\ttitle\ttext\n7 a\tWelder\tMIG à Fès\n",
        "id,title,description\n7 a,Welder,MIG à Fès\n".encode("cp1252"),
        "id,title,description\n7 a,Welder,MIG à Fès\n".encode("utf-16"),
        b"id,title,description\n7 a,Welder,MIG \x00\xc3\xa0 F\xc3\xa8s" + b" " * 99 + b"\n",
        "id,title,description,sector\n7 a,Welder,MIG à Fès\n",
    ],
)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, content: str | bytes) -> None:
    pile = read_pile(csv(tmp_path / "vacancies.csv", content))
    assert list(pile.documents.values()) == [Document("7_a", "Welder", "Welder\nMIG à Fès")]
    assert pile.unreadable == []


def test_rows_without_an_id_get_their_number(tmp_path: Path) -> None:
    assert texts(read_pile(csv(tmp_path / "v.csv", "text\nWelder\nTailor\n"))) == {"1": "Welder", "2": "Tailor"}


@pytest.mark.parametrize(
    ("content", "left_out"),
    [
        ("id,text\n1,Welder\n1,Tailor\n", ("v.csv, line 3", "a second document with the id “1”")),
        ("id,text\n1,Welder\n2,-\n", ("v.csv, line 3", "no title and no text")),
        ('id,text\n1,Welder\n2,"Tailor\n3,Nurse\n', ("v.csv", "line 3 is not CSV: unexpected end of data")),
        ('id,text\n1,Welder\n2,"Tai"lor\n', ("v.csv", "line 3 is not CSV: ',' expected after '\"'")),
        (
            "id,text\n1,Welder\n2," + "Tailor " * 90_000,
            ("v.csv", "line 3 is not CSV: field larger than field limit (500000)"),
        ),
    ],
)
def test_a_faulty_row_is_reported_and_the_rows_before_it_are_kept(
    tmp_path: Path, content: str, left_out: tuple[str, str]
) -> None:
    pile = read_pile(csv(tmp_path / "v.csv", content))
    assert texts(pile) == {"1": "Welder"}
    assert pile.unreadable == [left_out]


def test_a_picture_named_csv_is_no_table(tmp_path: Path) -> None:
    pile = read_pile(csv(tmp_path / "v.csv", b"\x89PNG\r\n" + bytes(range(256)) * 9))
    assert (texts(pile), pile.unreadable) == ({}, [("v.csv", "not a text, PDF or Word file")])


def test_a_path_to_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no such file or folder"):
        read_pile(tmp_path / "nowhere")


def test_terms_are_words_without_endings_and_small_words() -> None:
    assert terms("The welders of Fès, IT and it: les soudeuses") == ["welder", "fes", "ict", "soudeur"]


# Three trades, named in two languages.


@pytest.fixture
def trades(db, settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    settings.VAR_DIR = tmp_path_factory.mktemp("var")
    ids = {}
    for code, isco, english, french, skills in (
        ("welder", "7212", "welder", "soudeur", [("weld", "weld steel pipes", "souder des tubes")]),
        ("tailor", "7531", "tailor", "tailleur", [("sew", "sew garments by hand", "coudre des vêtements")]),
        ("nurse", "2221", "nurse", "infirmier", [("care", "dress wounds", "panser des plaies")]),
    ):
        group = IscoGroup.objects.create(code=isco)
        job = ids[code] = Concept.objects.create(code=code, kind="occupation", isco=group).pk
        Label.objects.create(concept_id=job, language="en", kind="preferred", text=english)
        Label.objects.create(concept_id=job, language="fr", kind="preferred", text=french)
        for skill, in_english, in_french in skills:
            need = Concept.objects.create(code=skill, kind="skill").pk
            Label.objects.create(concept_id=need, language="en", kind="preferred", text=in_english)
            Label.objects.create(concept_id=need, language="fr", kind="preferred", text=in_french)
            OccupationSkill.objects.create(occupation_id=job, skill_id=need, essential=True)
    Vocabulary.changed()
    return ids


def test_a_text_is_about_the_occupation_whose_skills_it_tells(trades: dict[str, int]) -> None:
    fields = Fields.load()
    assert fields.likeliest(fields.of("Ten years of wounds to dress"), 3) == [trades["nurse"]]
    # One field for both languages, and none for words that nobody knows.
    assert (fields.of("soudeur") @ fields.of("weld pipes").T).toarray()[0, 0] == pytest.approx(1.0)
    assert fields.likeliest(fields.of("zzz"), 3) == []
    assert fields.of("zzz").nnz == 0


def test_a_cv_in_another_language_shares_the_field_and_no_word(trades: dict[str, int]) -> None:
    fields = Fields.load()
    asked = files.read_vacancy(Document("v", "", "Weld steel pipes"), fields)
    offered = [
        files.read_cv(Document(key, "", text), fields, date(2026, 1, 1))
        for key, text in (("amina", "Souder des tubes"), ("bao", "Sew garments by hand"))
    ]
    _features, alike, same_field = next(files.points([asked], offered, PRIORS)).tolist()
    assert alike == [0.0, 0.0]
    assert same_field == [pytest.approx(files.FIELD_POINTS), 0.0]
    assert offered[0].person.months == {trades["welder"]: 12}


@pytest.fixture
def folders(trades: dict[str, int], tmp_path: Path) -> tuple[Path, Path]:
    vacancies = csv(
        tmp_path / "vacancies.csv",
        "id,title,description\nv 1,Welder,You weld steel pipes for 2 years.\nv2,Infirmier,Panser des plaies.\n",
    )
    cvs = tmp_path / "cvs"
    cvs.mkdir()
    for name, text in (
        ("amina", "Amina\nSoudeuse. Souder des tubes, 2015 - 2020."),
        ("bao", "Bao\nTailor. I sew garments by hand, 2015 - 2020."),
        ("chidi", "Chidi\nI dress wounds. Nurse, 2015 - 2020."),
    ):
        (cvs / f"{name}.txt").write_text(text, encoding="utf-8")
    return vacancies, cvs


def run(*arguments: object) -> tuple[str, str, int]:
    """What the command says, what it complains of, and its exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command("rank_files", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as wrong:
        return out.getvalue(), f"{err.getvalue()}{wrong}", wrong.returncode
    return out.getvalue(), err.getvalue(), 0


def test_who_has_done_the_work_comes_first_in_any_language(folders: tuple[Path, Path], tmp_path: Path) -> None:
    run_file = tmp_path / "run.txt"
    said, complained, status = run(*folders, "--out", run_file)
    assert (said, complained, status) == (f"2 vacancies × 3 CVs ranked into {run_file}\n", "", 0)
    lines = [line.split(" ") for line in run_file.read_text(encoding="utf-8").splitlines()]
    assert [(qid, q0, docid, rank) for qid, q0, docid, rank, _, _ in lines if rank == "1"] == [
        ("v_1", "Q0", "amina", "1"),
        ("v2", "Q0", "chidi", "1"),
    ]
    assert [line[3] for line in lines] == ["1", "2", "3"] * 2
    assert {line[5] for line in lines} == {"wasl"}
    scores = [float(line[4]) for line in lines]
    assert scores[:3] == sorted(scores[:3], reverse=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cvs", "run.txt", "vacancies.csv"]


def test_at_most_so_many_are_listed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    run(*folders, "--out", tmp_path / "run.txt", "--most", 1)
    assert len((tmp_path / "run.txt").read_text(encoding="utf-8").splitlines()) == 2
    assert run(*folders, "--out", tmp_path / "none.txt", "--most", 0)[1:] == ("--most needs a number of 1 or more", 1)


def test_what_is_not_read_is_named_the_rest_is_ranked_and_the_status_says_so(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    (folders[1] / "dalia.pdf").write_bytes(b"%PDF-1.7 broken")
    said, complained, status = run(*folders, "--out", tmp_path / "run.txt")
    assert said.startswith("2 vacancies × 3 CVs")
    assert complained == "not read: dalia.pdf: the PDF is damaged\n1 could not be read, see above"
    assert status == 1
    assert len((tmp_path / "run.txt").read_text(encoding="utf-8").splitlines()) == 6


def test_nothing_to_read_leaves_no_run(folders: tuple[Path, Path], tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    out = tmp_path / "run.txt"
    for arguments, told in (
        ((empty, folders[1]), f"{empty}: nothing to read there (text, PDF, Word or CSV)"),
        ((folders[0], tmp_path / "gone"), f"{tmp_path / 'gone'}: there is no such file or folder"),
    ):
        assert run(*arguments, "--out", out) == ("", told, 1)
    assert run(*folders, "--out", tmp_path / "gone" / "run.txt")[2] == 1
    assert run(*folders, "--out", empty)[2] == 1
    assert not out.exists()


def test_a_run_that_fails_half_way_leaves_the_one_before(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run.txt"
    out.write_text("the run of yesterday", encoding="utf-8")

    def broken(*_arguments: object) -> object:
        yield "v_1", [("amina", 1.0)]
        raise MemoryError

    monkeypatch.setattr(files, "rank_documents", broken)
    with pytest.raises(MemoryError):
        run(*folders, "--out", out)
    assert out.read_text(encoding="utf-8") == "the run of yesterday"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cvs", "run.txt", "vacancies.csv"]


def test_without_words_there_is_nothing_to_compare_with(db, tmp_path: Path) -> None:
    told = "There are no words to compare with yet: run load_vocabulary or import_esco first."
    assert run(tmp_path, tmp_path, "--out", tmp_path / "run.txt") == ("", told, 1)
