"""Concepts in a CV: the words that show them, and the words that only look like them."""

from pathlib import Path

import pytest

from skills.extract import extract

from .test_suggest import concept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words(settings, tmp_path: Path) -> dict[str, int]:
    settings.VAR_DIR = tmp_path
    return {
        "welder": concept("welder", en="welder", fr="soudeur", fr_feminine="soudeuse", ar="لحام"),
        "truck": concept("truck", en="truck driver", fr="conducteur de poids lourd", ar="سائق شاحنة"),
        "driver": concept("driver", en="driver", fr="conducteur", ar="سائق"),
        "project": concept("project", "skill", en="project management", fr="gestion de projet"),
        "computing": concept("computing", "skill", en="computing", en_alternative="IT"),
        "cpp": concept("cpp", "skill", en="C++"),
        "c": concept("c", "skill", en="C"),
        "r": concept("r", "skill", en="R"),
        "go": concept("go", "skill", en="Go"),
        "art": concept("art", "skill", en="art"),
        "sql": concept("sql", "skill", en="SQL"),
        "gis": concept("gis", "skill", en="GIS"),
        "java": concept("java", "skill", en="Java (computer programming)"),
        "swift": concept("swift", "skill", en="Swift"),
        "staf": concept("staf", "skill", en="STAF"),
        "create": concept("create", "skill", en="think creatively", en_alternative="design"),
        "plan": concept("plan", "skill", es="plan"),
        "teams": concept("teams", "skill", en="video calls", en_alternative="Teams"),
        "nurse": concept("nurse", en="general nurse", fr="infirmier", fr_alternative="IDE"),
    }


def shown(text: str, words: dict[str, int], language: str | None = None) -> list[tuple[str, str]]:
    names = {number: name for name, number in words.items()}
    return [(names[found.concept_id], text[found.start : found.end]) for found in extract(text, language)]


def test_a_cv_shows_its_concepts_in_the_order_of_the_text(words: dict[str, int]) -> None:
    cv = "Soudeuse depuis 2015, puis conductrice de poids lourds.\nInformatique : C++, sql ; gestion de projets"
    assert shown(cv, words) == [
        ("welder", "Soudeuse"),
        ("truck", "conductrice de poids lourds"),
        ("cpp", "C++"),
        ("sql", "sql"),
        ("project", "gestion de projets"),
    ]


def test_the_longest_name_wins(words: dict[str, int]) -> None:
    assert shown("I was a truck driver in Lyon", words) == [("truck", "truck driver")]
    assert shown("كنت سائق شاحنة", words) == [("truck", "سائق شاحنة")]


def test_no_name_reaches_across_the_end_of_a_phrase(words: dict[str, int]) -> None:
    assert shown("Bought a truck. Driver needed", words, "en") == [("driver", "Driver")]


@pytest.mark.parametrize(
    "text",
    [
        "It is good. Go for it, with art and heart.",
        "I read R and C in the alphabet, we go on",
        "The staff has a swift plan to design it",
        "They gis it to the c team",
        "Led a Sales Team and the team, IDE and all",
        "",
        "?!",
    ],
)
def test_everyday_words_name_no_skill(text: str, words: dict[str, int]) -> None:
    assert shown(text, words, "en") == []


def test_names_are_known_by_their_capitals(words: dict[str, int]) -> None:
    assert shown("I use GIS, Java and Swift", words) == [("gis", "GIS"), ("java", "Java"), ("swift", "Swift")]


def test_a_misspelt_line_of_a_list_is_found_and_scores_less(words: dict[str, int]) -> None:
    text = "Skills:\n- Projet managment\n- sewing"
    (found,) = extract(text, "en")
    assert (found.concept_id, text[found.start : found.end]) == (words["project"], "Projet managment")
    assert 0.6 < found.score < 0.9


def test_a_concept_named_twice_is_found_once_where_it_is_surest(words: dict[str, int]) -> None:
    (found,) = extract("welders wanted: a welder", "en")
    assert (found.start, found.end, found.score) == (18, 24, 1.0)


def test_only_the_kind_asked_for_and_the_surest_are_given(words: dict[str, int]) -> None:
    text = "welders, truck driver, project management, SQL"
    assert [found.concept_id for found in extract(text, "en", kind="occupation")] == [words["welder"], words["truck"]]
    assert [found.concept_id for found in extract(text, "en", limit=2)] == [words["truck"], words["project"]]


def test_labels_are_shown_in_the_language_of_the_text(words: dict[str, int]) -> None:
    assert [found.label for found in extract("Je suis soudeuse dans une usine")] == ["soudeur"]
