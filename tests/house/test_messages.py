"""The check of the translations finds what a reader would stumble over."""

import importlib.util
from pathlib import Path

import polib
import pytest

spec = importlib.util.spec_from_file_location("check", Path(__file__).resolve().parents[2] / "locale" / "check.py")
check = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check)

ARABIC = check.numbers_of_forms(
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)
FRENCH = check.numbers_of_forms("nplurals=2; plural=(n > 1);")
PEOPLE = {"msgid": "%(n)s person", "msgid_plural": "%(n)s people"}


def faults(forms=FRENCH, **facts: object) -> list[str]:
    return list(check.faults_of(polib.POEntry(**facts), forms))


def test_the_forms_of_arabic_are_for_none_one_two_few_many_and_the_rest():
    assert [sorted(numbers)[:3] for numbers in ARABIC] == [[0], [1], [2], [3, 4, 5], [11, 12, 13], [100, 101, 102]]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "flags", "told"),
    [
        ("Sign in", "Se connecter", [], []),
        ("Sign in", "", [], ["not translated"]),
        ("Sign in", "Se connecter", ["fuzzy"], ["a guess nobody has looked at (fuzzy)"]),
        ("Hello, %(name)s", "Bonjour %(name)s", [], []),
        ("Hello, %(name)s", "Bonjour %(nom)s", [], ["its places differ: ['%(name)s', '%(nom)s']"]),
        ("{low} to {high}", "de {low} à", [], ["its places differ: ['{high}']"]),
        ("%(n)s%% of %(all)s", "%(n)s %% de %(all)s", [], []),
    ],
)
def test_one_message_is_there_whole_and_looked_at(msgid, msgstr, flags, told):
    assert faults(msgid=msgid, msgstr=msgstr, flags=flags) == told


def test_arabic_may_write_one_and_two_as_words_but_not_three():
    words = {0: "لا أحد", 1: "شخص", 2: "شخصان", 3: "%(n)s أشخاص", 4: "%(n)s شخصا", 5: "%(n)s شخص"}
    assert faults(ARABIC, **PEOPLE, msgstr_plural=words) == []
    assert faults(ARABIC, **PEOPLE, msgstr_plural=words | {3: "أشخاص"}) == [
        "plural form 3: its places differ: ['%(n)s']"
    ]


def test_french_counts_none_as_it_counts_one_so_the_number_stays():
    assert faults(**PEOPLE, msgstr_plural={0: "une personne", 1: "%(n)s personnes"}) == [
        "plural form 0: its places differ: ['%(n)s']"
    ]


def test_every_plural_form_is_there():
    assert faults(ARABIC, **PEOPLE, msgstr_plural={0: "%(n)s", 1: "%(n)s", 2: "%(n)s", 3: "%(n)s", 5: "%(n)s"}) == [
        "plural form 4 of 6 is not translated (for [11, 12, 13, 14])"
    ]
