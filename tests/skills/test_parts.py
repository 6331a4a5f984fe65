"""Headings as CVs write them, in four languages and on pages cut into columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.parts import Part, lines


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("EXPÉRIENCES PROFESSIONNELLES", Part.WORK),
        ("Expérience professionnelle :", Part.WORK),
        ("Parcours professionnel", Part.WORK),
        ("Stages et emplois", Part.WORK),
        ("WORK EXPERIENCE", Part.WORK),
        ("Employment History:", Part.WORK),
        ("Web Dev Positions", Part.WORK),
        ("Experiencia laboral", Part.WORK),
        ("التجربة المهنية", Part.WORK),
        ("الخبرات العملية:", Part.WORK),
        ("المسار المهني", Part.WORK),
        ("FORMATION", Part.STUDIES),
        ("Études et diplômes", Part.STUDIES),
        ("Education and Courses", Part.STUDIES),
        ("التكوين", Part.STUDIES),
        ("المؤهلات العلمية", Part.STUDIES),
        ("التعليم والشهادات", Part.STUDIES),
        ("Compétences informatiques", Part.SKILLS),
        ("Technical Skills", Part.SKILLS),
        ("EXPERIENCE SUMMARY", Part.SKILLS),
        ("Programming languages", Part.SKILLS),
        ("المهارات", Part.SKILLS),
        ("Langues", Part.LANGUAGES),
        ("Spoken languages", Part.LANGUAGES),
        ("اللغات", Part.LANGUAGES),
        ("Profil", Part.OTHER),
        ("Curriculum vitae", Part.OTHER),
        ("معلومات شخصية", Part.OTHER),
        ("Centres d’intérêt", Part.ASIDE),
        ("References", Part.ASIDE),
    ],
)
def test_a_heading_opens_its_part(heading: str, part: Part) -> None:
    read = lines(f"Amina\n{heading}\nFès")
    assert [line.part for line in read] == [None, part, part]
    assert [line.body for line in read] == ["Amina", "", "Fès"]


@pytest.mark.parametrize(
    ("line", "part", "body"),
    [
        ("Languages: English, Hebrew", Part.LANGUAGES, "English, Hebrew"),
        ("Work history: Midwife, 2016 - 2021", Part.WORK, "Midwife, 2016 - 2021"),
        ("Formation : CAP soudure, 2012", Part.STUDIES, "CAP soudure, 2012"),
        ("EDUCATION 2010 - 2014 BSc Nursing", Part.STUDIES, "2010 - 2014 BSc Nursing"),
        ("LANGUAGES Hebrew, English", Part.LANGUAGES, "Hebrew, English"),
        ("اللغات: العربية، الفرنسية", Part.LANGUAGES, "العربية، الفرنسية"),
    ],
)
def test_a_heading_may_have_its_text_beside_it(line: str, part: Part, body: str) -> None:
    assert [(one.part, one.body) for one in lines(line)] == [(part, body)]


@pytest.mark.parametrize(
    "line",
    [
        "- Formation",  # what somebody gave at work, in a list
        "Formation des nouveaux ouvriers",
        "Experience with external APIs",
        "Tools: angle grinder, TIG set",
        "Technologies used: React",
        "project.",
        "Langue de veau",
        "",
    ],
)
def test_a_line_of_a_job_does_not_end_it(line: str) -> None:
    assert [one.part for one in lines(f"Experience\n{line}\nFès")] == [Part.WORK] * 3


@given(st.text(max_size=300))
def test_any_text_keeps_its_lines(text: str) -> None:
    assert [line.text for line in lines(text)] == text.splitlines()
