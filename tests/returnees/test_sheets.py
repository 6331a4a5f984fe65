"""The sheets of social rights: every sentence in three languages, with a source and a date; and the pages they make."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from returnees.rights import sheets
from returnees.sourced import Unsound
from returnees.templatetags.rights import as_dated

FILES = sorted(file.stem for file in sheets.HOME.glob("??-??.toml"))
ARABIC = re.compile(r"[\u0600-\u06ff]{3}")


@pytest.mark.parametrize("pair", FILES)
def test_a_sheet_says_every_part_in_three_languages_with_source_and_date(pair):
    sheet = sheets.every()[tuple(pair.upper().split("-"))]
    assert {one.part for one in sheet.said} >= sheets.NEEDED
    for one in sheet.said:
        assert set(one.words) == {"ar", "fr", "en"}
        assert len(set(one.words.values())) == 3, one.words["en"]
        assert ARABIC.search(one.words["ar"]) and not ARABIC.search(one.words["fr"] + one.words["en"])
        assert one.sources and all(source.title and date(2026, 1, 1) < source.read for source in one.sources)


def test_there_is_no_sentence_and_no_source_that_no_page_shows():
    shown = [one for sheet in sheets.every().values() for one in sheet.said]
    shown += [one for country in ("MA", "TN", "SN", "CI", "NG") for one in sheets.at_home(country)]
    assert set(sheets._sources().values()) == {source for one in shown for source in one.sources}
    assert {id(one) for one in sheets._common().values()} <= {id(one) for one in shown}


def test_a_sheet_makes_no_promise():
    """It says what exists and whom to ask, never what the reader is due."""
    promises = re.compile(r"\byou (?:are entitled|will (?:get|receive)|qualify|are eligible)\b", re.IGNORECASE)
    assert not [
        one.words["en"] for sheet in sheets.every().values() for one in sheet.said if promises.search(one.words["en"])
    ]


SOURCES = """
[law]
kind = "law"
title = "Law"
url = "https://example.org/law"
read = 2026-11-24
[guide]
kind = "guide"
title = "Guide"
url = "https://example.org/guide"
read = 2026-11-24
[searched]
kind = "search"
title = "Our own search"
read = 2026-11-24
"""
SAID = """
[[said]]
part = "{part}"
state = "verified"
sources = ["law"]
en = "One sentence."
fr = "Une phrase."
ar = "جملة واحدة."
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small house of sheets, sound until a test spoils it: house(file, old, new)."""
    for name in ("every", "_sources", "_common"):
        getattr(sheets, name).cache_clear()
    monkeypatch.setattr(sheets, "HOME", tmp_path)
    files = {
        "sources.toml": SOURCES,
        "common.toml": SAID.format(part="month").replace("[[said]]", "[month]"),
        "ma-es.toml": 'home = "MA"\nstay = "ES"\nadding = "yes"\ncommon = ["month"]\n'
        + "".join(SAID.format(part=part) for part in sheets.PARTS if part not in {"home", "month"}),
    }

    def spoil(file="ma-es.toml", old="", new=""):
        assert old in files[file]
        files[file] = files[file].replace(old, new, 1)
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return sheets.every()

    yield spoil
    for name in ("every", "_sources", "_common"):
        getattr(sheets, name).cache_clear()


def test_a_sound_house_is_read(house):
    assert list(house()) == [("MA", "ES")]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("ma-es.toml", 'ar = "جملة واحدة."', "", "ma-es.toml: “One sentence.” is not written in all three languages"),
        ("ma-es.toml", '["law"]', "[]", "has no source"),
        ("ma-es.toml", '["law"]', '["hearsay"]', "names sources that sources.toml does not have: hearsay"),
        ("ma-es.toml", '["law"]', '["guide"]', "is not verified by one source that is no authority"),
        ("ma-es.toml", '["law"]', '["guide", "searched"]', "is not verified by one source that is no authority"),
        (
            "ma-es.toml",
            'state = "verified"\nsources = ["law"]',
            'state = "to_verify"\nsources = ["searched"]',
            "was not found anywhere",
        ),
        ("ma-es.toml", 'state = "verified"', 'state = "sure"', "is verified, to_verify or unknown"),
        ("ma-es.toml", 'part = "office"', 'part = "covers"', "ma-es.toml: nothing said of office"),
        ("ma-es.toml", 'part = "office"', 'part = "joke"', "has no place on the page: joke"),
        ("ma-es.toml", 'stay = "ES"', 'stay = "FR"', "the name says another pair"),
        ("ma-es.toml", 'adding = "yes"', 'adding = "perhaps"', "adding is yes, no or unknown"),
        ("ma-es.toml", '["month"]', '["monthly"]', "common.toml has no “monthly”"),
        ("ma-es.toml", 'home = "MA"', "home = MA", "ma-es.toml: Invalid value"),
        ("sources.toml", "read = 2026-11-24", "", "law does not say when it was read"),
        ("sources.toml", 'title = "Law"', "", "law has no title"),
        ("sources.toml", 'url = "https://example.org/law"', "", "law has no address"),
        ("sources.toml", 'kind = "law"', 'kind = "rumour"', "law is of no known kind"),
    ],
)
def test_what_a_sheet_lacks_is_said_by_name(house, file, old, new, told):
    with pytest.raises(Unsound, match=re.escape(told)):
        house(file, old, new)


def test_two_guides_that_agree_verify(house):
    assert house("ma-es.toml", '["law"]', '["guide", "law"]')


@pytest.mark.parametrize(
    ("told", "en", "fr"),
    [
        ("", "", ""),
        ("2025", "2025", "2025"),
        ("2025-04", "April 2025", "avril 2025"),
        ("1982-10-13", "13 October 1982", "13 octobre 1982"),
    ],
)
def test_a_date_is_as_exact_as_the_source(told, en, fr):
    for language, words in (("en", en), ("fr", fr)):
        with translation.override(language):
            assert as_dated(told) == words


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.django_db
def test_anybody_reads_a_sheet_before_signing_in(read):
    page = text(read().get(reverse("rights-sheet", args=["ma-es"])))
    assert "in force since 1 October 1982" in page
    assert "Four months a year for 15 seasons make 60 months" in page
    assert "verified" in page and "to verify" in page
    assert "https://boe.es/diario_boe/txt.php?id=BOE-A-1982-26519" in page
    assert "No fund and no lawyer has read this sheet over yet." in page


@pytest.mark.django_db
def test_what_is_not_known_says_so_and_whom_to_ask(read):
    page = text(read().get(reverse("rights-sheet", args=["ci-tn"])))
    assert "We found no agreement between Tunisia and Côte d" in page
    assert "not known" in page and "APEX" in page


@pytest.mark.django_db
def test_a_pair_without_a_sheet_tells_what_is_known_at_home(read):
    page = text(read().get(reverse("rights-sheet", args=["ma-at"])))
    assert "We have no sheet for these two countries." in page
    assert "the CNSS agency nearest to you" in page
    assert "print" not in page
    assert read().get(reverse("rights-sheet-printed", args=["ma-at"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("pair", ["ma-ma", "ma-xx", "ma", "nonsense"])
def test_a_pair_that_makes_no_sense_is_not_there(read, pair):
    assert read().get(reverse("rights-sheet", args=[pair])).status_code == 404


@pytest.mark.django_db
def test_two_countries_lead_to_their_sheet_and_one_twice_does_not(read):
    address = reverse("rights-sheets")
    assert read().get(address, {"home": "MA", "stay": "IT"})["Location"] == reverse("rights-sheet", args=["ma-it"])
    assert "Choose two different countries." in text(read().get(address, {"home": "MA", "stay": "MA"}))


@pytest.mark.django_db
@pytest.mark.parametrize("pair", FILES)
def test_the_printed_page_holds_nothing_but_the_sheet(read, pair):
    page = text(read().get(reverse("rights-sheet-printed", args=[pair])))
    assert not re.search(r"<(nav|header|footer|form|button|script|aside)\b", page)
    assert page.count("<h1") == 1
    # Every note in the text leads to a source at the foot.
    assert set(re.findall(r'href="#(source-\d+)"', page)) == set(re.findall(r'id="(source-\d+)"', page))
