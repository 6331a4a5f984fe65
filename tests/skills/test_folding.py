"""What people type meets what the labels say."""

import pytest

from skills.folding import fold, key, variants, words
from skills.guess import guess_language


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  L’Électricien   d'usine ", "l electricien d usine"),
        ("STRASSE, œuvre & Straße", "strasse oeuvre strasse"),
        ("أحمد إدارة آلات ٱسم", "احمد اداره الات اسم"),
        ("مسؤول رئيس بناء", "مسوول رييس بنا"),
        ("المُديــــرة الفنيّة", "مديره فنيه"),
        ("١٢ آلة ۳", "12 اله 3"),
        ("C, C++ / C# and .NET, not e.g.network", "c c++ c# and dotnet not e g network"),
        ("...", ""),
    ],
)
def test_letters_that_are_left_to_taste_are_forgotten(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("7addad", "haddad"), ("sa9i", "saqi"), ("5ayyat", "khayyat"), ("fella7", "fellah"), ("3assas", "assas")],
)
def test_amina_types_arabic_with_the_digits_of_her_phone(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("name", ["mp3", "h2o", "3d", "html5", "css3", "b2b", "co2", "python3", "2024", "12h"])
def test_digits_of_things_stay(name: str) -> None:
    assert fold(name) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soudeuse", "soudeur"),
        ("agricultrice", "agriculteur"),
        ("Infirmières", "infirmier"),
        ("électricienne", "electricien"),
        ("sportive", "sportif"),
        ("bouchère", "boucher"),
        ("operadoras", "operador"),
        ("secretaries", "secretary"),
        ("managing", "manage"),
        ("المديرة", "مدير"),
    ],
)
def test_gender_and_number_meet_in_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("label", "found_by"),
    [
        ("soudeur/soudeuse", ["soudeur"]),
        ("Agent / Agente d'entretien", ["agent d entretien"]),
        ("المدير الفني / المديرة الفنية", ["مدير فني"]),
        ("Java (computer programming)", ["java", "java computer program"]),
        ("web/multimedia developer", ["web multimedi developer"]),
        ("!", []),
    ],
)
def test_a_label_is_found_by_what_stands_for_it(label: str, found_by: list[str]) -> None:
    assert variants(label) == found_by


def test_words_say_where_they_stand() -> None:
    text = "Soudeuse, à l'usine"
    assert [(text[word.start : word.end], word.folded) for word in words(text)] == [
        ("Soudeuse", "soudeuse"),
        ("à", "a"),
        ("l", "l"),
        ("usine", "usine"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I have worked as a welder in the shipyard for five years", "en"),
        ("Soudeuse depuis cinq ans dans un chantier naval", "fr"),
        ("Trabajé como soldador en el astillero durante cinco años", "es"),
        ("عملت لحاما خمس سنوات مع Excel و Java", "ar"),
        ("Ich habe fünf Jahre als Schweißer auf der Werft gearbeitet", "de"),
        ("Ho lavorato come saldatore nel cantiere per cinque anni", "it"),
        ("électricienne", "fr"),
        ("ingeniería de caminos", "es"),
        ("12 345", None),
        ("Kbbz", None),
        ("", None),
    ],
)
def test_the_language_of_a_text_is_guessed_or_left_open(text: str, language: str | None) -> None:
    assert guess_language(text) == language
