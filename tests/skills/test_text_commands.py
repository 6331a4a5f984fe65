"""The text side as commands: files in, ranked lines out, faulty lines named."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from .test_suggest import concept


def rank(tmp_path: Path, queries: bytes, corpus: bytes) -> tuple[list[str], str, str]:
    """The run, what was said of faulty lines, and how it ended."""
    (tmp_path / "q.tsv").write_bytes(queries)
    (tmp_path / "c.tsv").write_bytes(corpus)
    said, end = StringIO(), ""
    try:
        call_command("suggest_titles", tmp_path / "q.tsv", tmp_path / "c.tsv", out=tmp_path / "run.txt", stderr=said)
    except CommandError as error:
        end = str(error)
    return (tmp_path / "run.txt").read_text(encoding="utf-8").splitlines(), said.getvalue(), end


def test_titles_are_ranked_without_a_database(tmp_path: Path) -> None:
    run, said, end = rank(
        tmp_path,
        b"q_id\tjobtitle\r\nq1\tSOUDEUSES\r\nq2\tnurse\r\n",
        "\ufeffc_id\tjobtitle\nc1\tsoudeur/soudeuse\nc2\tnurse\nc3\tnurse\nc4\tchief nurse\n".encode(),
    )
    assert [line.split()[:4] for line in run] == [
        ["q1", "Q0", "c1", "1"],
        ["q2", "Q0", "c3", "1"],  # a tie: by id from the last, as trec_eval reads it
        ["q2", "Q0", "c2", "2"],
        ["q2", "Q0", "c4", "3"],
    ]
    assert all(line.endswith(" wasl") for line in run)
    assert (said, end) == ("", "")


def test_faulty_lines_are_named_and_the_rest_is_done(tmp_path: Path) -> None:
    run, said, end = rank(tmp_path, b"q1\tnurse\n\nq2\n\xff\tx\nq1\tagain\nq 3\twelder\n", b"c1\tnurse\n")
    assert [line.split()[:3] for line in run] == [["q1", "Q0", "c1"]]
    assert said.splitlines() == [
        f"{tmp_path}/q.tsv:3: not an id, a tab and a text",
        f"{tmp_path}/q.tsv:4: not UTF-8",
        f"{tmp_path}/q.tsv:5: the id was there before",
        f"{tmp_path}/q.tsv:6: the id has a space",
    ]
    assert end == "4 lines were left out."


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.tsv: No such file"):
        call_command("suggest_titles", tmp_path / "none.tsv", tmp_path / "none.tsv", out=tmp_path / "run.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_skills_are_ranked_for_each_row(tmp_path: Path) -> None:
    concept("money", "skill", en="manage budgets", en_alternative="administer money", fr="gérer des budgets")
    concept("french", "skill", en="French")
    concept("boss", en="budget manager")
    (tmp_path / "s.csv").write_text(
        'span,sentence\nx,"You will manage, alone, the budgets"\ny,\nz,French\n', encoding="utf-8"
    )
    said = StringIO()
    with pytest.raises(CommandError, match=r"^1 row was left out\.$"):
        call_command("extract_skills", tmp_path / "s.csv", out=tmp_path / "run.tsv", stderr=said)
    lines = [line.split("\t") for line in (tmp_path / "run.tsv").read_text(encoding="utf-8").splitlines()]
    assert [(number, label) for number, label, _ in lines] == [("1", "manage budgets"), ("3", "French")]
    assert said.getvalue() == f"{tmp_path}/s.csv:3: no sentence\n"


@pytest.mark.django_db
def test_sentences_need_their_column(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("text\nhello\n", encoding="utf-8")
    with pytest.raises(CommandError, match="there is no column “sentence”"):
        call_command("extract_skills", tmp_path / "s.csv", out=tmp_path / "run.tsv")
