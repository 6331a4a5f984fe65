"""Years and languages as CVs and vacancies write them, in four languages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.findings import (
    evened,
    languages,
    languages_asked,
    length_stated,
    periods,
    tongues,
    years_asked,
    years_stated,
    years_worked,
)

THIS_YEAR = 2026


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("10 years of experience", [10]),
        ("Minimum of five (5) years relevant experience", [5]),
        ("minimum of 5/6 years’ relevant work experience", [5]),
        ("3 to 5 years", [3]),
        ("3-5 yrs", [3]),
        ("3 – 5 years", [3]),
        ("between 3 and 5 years' experience", [3]),
        ("5+ years", [5]),
        ("2.5 years of android", [2]),
        ("at least 2 (two) years", [2]),
        ("two years post-graduation", [2]),
        ("Experience In Year: 4 Years", [4]),
        ("Experience: 0 years", []),
        ("a one-year contract", []),
        ("10 ans d'expérience", [10]),
        ("3 à 5 ans", [3]),
        ("au moins deux années d’expérience", [2]),
        ("Expérience de 3 ans minimum", [3]),
        ("plus de cinq ans", [5]),
        ("un an d'expérience", [1]),
        ("5 años de experiencia", [5]),
        ("de 2 a 4 años", [2]),
        ("mínimo tres años", [3]),
        ("خبرة ٥ سنوات", [5]),
        ("خبرة لا تقل عن 3 سنوات", [3]),
        ("من 3 إلى 5 سنوات", [3]),
        ("12 سنة خبرة", [12]),
        ("خبرة سنتين", [2]),
        ("سنة واحدة من الخبرة", [1]),
        ("خمس سنوات خبرة", [5]),
        # Not experience.
        ("27 years old", []),
        ("Age: 27 years", []),
        ("aged between 25 and 35 years", []),
        ("must be at least 18 years of age", []),
        ("Age 32 ans", []),
        ("âgé de 32 ans", []),
        ("J'ai 29 ans et je cherche", []),
        ("Âge : 32 ans", []),
        ("Edad: 30 años", []),
        ("30 años de edad", []),
        ("العمر: 30 سنة", []),
        ("عمري 30 سنة", []),
        ("celebrating 100 years", []),
        ("Tel. 06 12 34 56 78", []),
        ("children aged 3 to 5 years", []),
    ],
)
def test_years_stated(text: str, years: list[int]) -> None:
    assert years_stated(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2018 – présent", 8),
        ("2018 - present", 8),
        ("July 2020 – now: Java developer", 6),
        ("2021-present: Frontend developer", 5),
        ("2018 à aujourd'hui", 8),
        ("2018 à aujourd’hui", 8),
        ("Depuis 2018", 8),
        ("since 2018", 8),
        ("since March 2018", 8),
        ("desde 2018", 8),
        ("منذ 2018", 8),
        ("2018 - إلى الآن", 8),
        ("من 2018 إلى الآن", 8),
        ("06/2015 - 09/2019", 4),
        ("06.2015-09.2019", 4),
        ("2017/04 - 2018/10 Athena", 1),
        ("de mars 2016 à juin 2019", 3),
        ("From March 2016 to June 2019", 3),
        ("Mar 2016 – Jun 2019", 3),
        ("entre 2016 et 2019", 3),
        ("de enero de 2016 a junio de 2019", 3),
        ("من 2016 إلى 2019", 3),
        ("من يناير 2016 إلى يونيو 2019", 3),
        ("2016 : 2019", 0),
        ("2019", 0),
        ("2019 - 2019", 0.5),
        ("03/2019 - 09/2019", 0.5),
        ("2015-2017, 2016-2019", 4),
        ("2015-2017 and 2019-2020", 3),
        ("10 ans d'expérience\n2015 - 2017", 10),
        ("2030 - 2034", 0),
        # Not work.
        ("Born in 1990", 0),
        ("Date of birth: 12/05/1990", 0),
        ("Né le 12/05/1990, 36 ans", 0),
        ("Phone 2015 2019 44", 0),
        ("Tel: +212 2010 2018", 0),
        ("Education\nBSc, University of Fès, 2010 - 2014", 0),
        ("Education\n2010 - 2014 BSc Nursing\nExperience\n2014 - 2016 Nurse", 2),
        ("Formation\n2010 - 2014 Licence\nExpérience professionnelle\n2014 - 2016 Infirmier", 2),
        ("FORMACIÓN\n2010 - 2014 Grado\nEXPERIENCIA\n2014 - 2016 Enfermero", 2),
        ("التعليم\n2010 - 2014 إجازة\nالخبرة المهنية\n2014 - 2016 ممرض", 2),
    ],
)
def test_years_worked(text: str, years: float) -> None:
    assert years_worked(text, THIS_YEAR) == years


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2018–2021", (2018, None), (2021, None), 36),
        ("janvier 2019 à mars 2020", (2019, 1), (2020, 3), 15),
        ("De mars 2016 à juin 2019", (2016, 3), (2019, 6), 40),
        ("févr. 2019 - déc. 2019", (2019, 2), (2019, 12), 11),
        ("03/2019 - 05/2021", (2019, 3), (2021, 5), 27),
        ("2017/04 - 2018/10", (2017, 4), (2018, 10), 19),
        ("01/02/2018 au 30/06/2018", (2018, 2), (2018, 6), 5),
        ("Sep 2015 – Mar 2016", (2015, 9), (2016, 3), 7),
        ("4/2016  5/2022", (2016, 4), (2022, 5), 74),
        ("1998/2004", (1998, None), (2004, None), 72),
        ("depuis 2021", (2021, None), None, 60),
        ("Depuis avril 2023", (2023, 4), None, 42),
        ("à partir de 2024", (2024, None), None, 24),
        ("2020 - présent", (2020, None), None, 72),
        ("2021 - current time", (2021, None), None, 60),
        ("من يناير ٢٠١٨ إلى مارس ٢٠٢١", (2018, 1), (2021, 3), 39),
        ("من غشت 2018 إلى دجنبر 2018", (2018, 8), (2018, 12), 5),
        ("منذ ٢٠٢٠", (2020, None), None, 72),
        ("2016 – إلى الآن", (2016, None), None, 120),
    ],
)
def test_a_period_has_its_months(text: str, first: tuple, last: tuple | None, months: int) -> None:
    (found,) = periods(evened(text))
    assert (found.first, found.last, found.months((2026, 9))) == (first, last, months)


@pytest.mark.parametrize("text", ["2021 - 2018", "12/2020 - 03/2020", "2019", "06 12 34 2018", "SharePoint 2016"])
def test_what_runs_backwards_or_stands_alone_is_no_period(text: str) -> None:
    assert periods(text) == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("pendant 2 ans et 6 mois", 30),
        ("9 months", 9),
        ("(5 month)", 5),
        ("six mois de stage", 6),
        ("7 years in metal workshops", 84),
        ("لمدة سنتين", 24),
        ("18 شهرا", 18),
        ("شهرين", 2),
        ("3 mois puis 2 ans", 3),
        ("Age: 27 years", None),
        ("J'ai 29 ans", None),
        ("0 months", None),
        ("Fès", None),
    ],
)
def test_a_length_is_told_in_years_and_months(text: str, months: int | None) -> None:
    found = length_stated(evened(text))
    assert (found and found[2]) == months


def test_a_language_is_told_with_its_line_and_without_a_level_that_nobody_wrote() -> None:
    told = tongues("Langues :\nArabe : langue maternelle\nItalien B 1\nFrançais")
    assert [(one.language, one.level, one.line) for one in told] == [
        ("ar", 6, "Arabe : langue maternelle"),
        ("it", 3, "Italien B 1"),
        ("fr", None, "Français"),
    ]


def test_a_vacancy_asks_for_the_least_it_states_for_anything() -> None:
    assert years_asked("BA and 4 years, or MA and 2 years of experience; contract of one year") == 2
    assert years_asked("A degree in law") == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fluent in English and French", {"en": 5, "fr": 5}),
        ("English, French: fluent", {"en": 5, "fr": 5}),
        ("Anglais : B2", {"en": 4}),
        ("English (B1-B2)", {"en": 4}),
        ("Hebrew (A1-A2)", {"he": 2}),
        ("Hebrew - learning", {"he": 1}),
        ("العربية: اللغة الأم", {"ar": 6}),
        ("الفرنسية: جيد جدا", {"fr": 4}),
        ("الإنجليزية: متوسط", {"en": 3}),
        ("اللغات: العربية لغة أم، الفرنسية جيدة", {"ar": 6, "fr": 3}),
        ("Langues: arabe (maternelle), français courant, anglais notions", {"ar": 6, "fr": 5, "en": 1}),
        ("Langues : français (courant), anglais (intermédiaire)", {"fr": 5, "en": 3}),
        ("Languages:\nArabic – native\nEnglish – basic", {"ar": 6, "en": 1}),
        ("English  Upper Intermediate, Russian  Fluent", {"en": 4, "ru": 5}),
        ("Native Arabic, good French, basic English", {"ar": 6, "fr": 3, "en": 1}),
        ("Árabe: lengua materna. Español fluido", {"ar": 6, "es": 5}),
        ("Amharic (native), English (good)", {"am": 6, "en": 3}),
        ("Somali mother tongue, Afaan Oromo, Tigrinya", {"so": 6, "om": 4, "ti": 4}),
        ("Languages: English, Hebrew, Russian", {"en": 4, "he": 4, "ru": 4}),
        ("Good knowledge of welding", {}),
        ("Frenchman's Cove, Germany", {}),
        ("", {}),
    ],
)
def test_languages_and_their_levels(text: str, found: dict[str, int]) -> None:
    assert languages(text) == found


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Fluency in English and Amharic is a must.", {"en": 5, "am": 5}),
        ("Ability of speaking, reading, writing English and Amharic Language is mandatory", {"en": 4, "am": 4}),
        ("Languages: French B2", {"fr": 4}),
        ("Maîtrise du français et de l'arabe", {"fr": 4, "ar": 4}),
        ("إجادة اللغة الفرنسية", {"fr": 4}),
        ("Acted is a French humanitarian NGO. Good communication skills.", {}),
        ("The German firm sells Italian tiles.", {}),
    ],
)
def test_a_vacancy_asks_for_languages_only_where_it_speaks_of_them(text: str, asked: dict[str, int]) -> None:
    assert languages_asked(text) == asked


def test_a_level_in_the_line_under_its_language_counts() -> None:
    assert languages("Languages\nEnglish\nFluent\nFrench\nBasic") == {"en": 5, "fr": 1}


@pytest.mark.parametrize("gap", [" ", "\t", "\n", "\u00a0"])
def test_long_gaps_cost_no_time(gap: str) -> None:
    text = f"2015{gap * 20_000}Arabic{gap * 20_000}French 5{gap * 20_000}(x) "
    began = time.perf_counter()
    assert (years_stated(text), years_worked(text, THIS_YEAR)) == ([], 0)
    assert languages_asked(text) == {}
    assert time.perf_counter() - began < 2


@given(st.text(max_size=200))
def test_any_text_gives_numbers_in_their_range(text: str) -> None:
    assert all(0 < years <= 45 for years in years_stated(text))
    assert 0 <= years_worked(text, THIS_YEAR) <= 45
    assert set(languages(text).values()) <= {1, 2, 3, 4, 5, 6}
    for period in periods(text):
        assert text[period.start : period.end] and period.months((2100, 1)) > 0
    assert (length_stated(text) or (0, 0, 1))[2] > 0


@given(st.integers(1980, 2025), st.integers(1, 40), st.sampled_from(["-", " – ", " to ", " à ", " a ", " إلى "]))
def test_a_range_counts_its_years_once_however_often_it_stands(first: int, years: int, joined: str) -> None:
    last = min(first + years, THIS_YEAR)
    told = f"{first}{joined}{last} Welder\n"
    assert years_worked(told, THIS_YEAR) == years_worked(told * 3, THIS_YEAR) == last - first
