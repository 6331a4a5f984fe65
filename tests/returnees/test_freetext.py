"""What free text tells that no file may hold is pointed at; what only sounds like it is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import freetext as measured
from returnees import tier_f
from returnees.freetext import Kind, _pattern, _read, scan


def told(text: str) -> list[tuple[str, str]]:
    return [(concern.kind.value, concern.words) for concern in scan(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J'étais en prison en Libye", [("detention", "prison")]),
        ("Sa demande d'asile a été rejetée", [("asylum", "demande d'asile")]),
        ("وكنت بالسجن في ليبيا", [("detention", "بالسجن")]),
        ("He is pregnant? No: she is pregnant.", [("health", "pregnant"), ("health", "pregnant")]),
        ("Elle est enceinte", [("health", "enceinte")]),
        ("kan 7arrag bla wra9", [("route", "7arrag"), ("route", "bla wra9")]),
        ("Mon passeport n° AB1234567 et le 06 12 34 56 78", [("paper", "AB1234567"), ("contact", "06 12 34 56 78")]),
        ("رقم هاتفي ٠٦٦١٢٣٤٥٦٧", [("contact", "٠٦٦١٢٣٤٥٦٧")]),
        ("fatna@example.org", [("contact", "fatna@example.org")]),
    ],
)
def test_the_very_words_are_pointed_at(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Gardien de prison à Casablanca",
        "Soins aux patients séropositifs",
        "Montage d'enceintes acoustiques",
        "Vente de polices d'assurance",
        "Arrêt de la machine en fin de poste",
        "Traite des vaches",
        "Master and slave cylinders",
        "حاملة شهادة تقني في الخياطة",
        "مكافحة أمراض النباتات",
        "Mason. Prevention of accidents",
        "Brescia 2019-2021, 12.05.2019, lot 4500123, EN 10025",
        "",
    ],
)
def test_work_is_not_taken_for_it(text: str) -> None:
    assert told(text) == []


def test_the_work_of_one_sentence_does_not_excuse_the_next() -> None:
    assert told("Infirmière à l'hôpital. Six mois de prison.") == [("detention", "prison")]


def test_a_concern_keeps_its_words_out_of_what_may_be_logged() -> None:
    assert "prison" not in repr(scan("J'étais en prison"))


@given(st.text(max_size=200) | st.text(alphabet="aeéدسن ج.|*0+6-", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for concern in scan(text):
        assert concern.words == text[concern.start : concern.end] != ""


def test_nearly_all_of_the_sentences_we_know_are_found_and_hardly_any_about_work() -> None:
    for language, count in measured.judged(measured.sentences()).items():
        assert count["found"] >= 0.97 * count["told"], language
        assert count.get("false", 0) <= 0.05 * count.get("work", 0), language


def test_the_words_of_the_house_raise_no_alarm() -> None:
    for name, texts in measured.labels():
        some = texts[::5]  # the benchmark reads them all
        alarms = [text for text in some if scan(text)]
        assert len(alarms) <= 0.002 * len(some), (name, alarms)


def test_every_kind_of_tier_f_has_words() -> None:
    kinds = set(Kind) - {Kind.PAPER, Kind.CONTACT}
    assert set(tier_f.ALWAYS) == kinds
    assert set(tier_f.UNLESS_AT_WORK) <= kinds and set(tier_f.OF_SOMEBODY) <= kinds


def test_the_notation_of_the_lists() -> None:
    assert re.fullmatch(_read("(le|la)? prison*"), "la prisons")
    assert re.fullmatch(_read("(le|la)? prison*"), "prison")
    assert re.fullmatch(_read("vendu .. drogue"), "vendu de la drogue")
    assert not re.fullmatch(_read("vendu .. drogue"), "vendu un peu de la drogue")
    assert re.fullmatch(_read("سجن"), "وبالسجن")
    assert not _pattern("FINE").search("xx")
