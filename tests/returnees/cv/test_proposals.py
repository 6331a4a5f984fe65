"""What three invented CVs tell, in French, Arabic and English, and how others are laid out."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returnees.cv.proposals import Job, Proposals, propose
from tests.returnees.cv.vocabulary import vocabulary

pytestmark = pytest.mark.django_db

CVS = Path(__file__).parent / "samples"
TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def words() -> None:
    vocabulary()


def read(name: str, language: str) -> Proposals:
    return propose((CVS / name).read_text(encoding="utf-8"), language, TODAY)


def jobs(text: str, language: str = "en") -> list[tuple[str, str]]:
    """(title as written, occupation in English) of each."""
    return [(job.title, job.name) for job in propose(text, language, TODAY).jobs]


def dates(job: Job) -> tuple[int | None, int | None, int | None]:
    return job.first_year, job.last_year, job.months


def test_a_welder_back_from_italy_is_read_by_an_english_reader() -> None:
    told = read("welder.fr.txt", "en")
    first, second, third = told.jobs
    assert (first.title, first.name, first.country, dates(first)) == (
        "Soudeur TIG/MIG",
        "welder",
        "IT",
        (2019, 2023, 51),
    )
    assert first.shown == "Janvier 2019 à mars 2023 : Soudeur TIG/MIG, Carpenteria Rossi, Brescia (Italie)"
    assert first.tasks.splitlines()[:2] == ["Soudure TIG et MIG de structures en acier et en inox", "Lecture de plans"]
    assert (second.title, second.name, second.country) == ("Serrurier métallier", "locksmith", "MA")
    assert dates(second) == (2015, 2018, 36)
    assert (third.name, third.country, dates(third)) == ("welder", "MA", (2023, None, 42))
    assert [skill.name for skill in told.skills] == ["read technical drawings"]
    assert [(one.language, one.level) for one in told.languages] == [("ar", 6), ("it", 3), ("fr", 3)]
    assert [(one.title, one.year, one.isced, one.country) for one in told.papers] == [
        ("Diplôme de technicien spécialisé en construction métallique", 2014, 5, "MA"),
        ("Baccalauréat sciences et technologies", 2012, 3, ""),
        ("Certificat de soudeur EN ISO 9606-1", 2020, None, "IT"),
    ]


def test_a_receptionist_in_arabic_is_read_by_a_french_reader() -> None:
    told = read("receptionist.ar.txt", "fr")
    assert [(job.name, job.country, *dates(job)) for job in told.jobs] == [
        ("réceptionniste d'hôtel", "MA", 2021, None, 60),
        ("réceptionniste d'hôtel", "ES", 2018, 2021, 39),
        ("serveur / serveuse", "MA", 2016, 2017, 12),
    ]
    assert told.jobs[0].title == "موظفة استقبال"
    assert [skill.name for skill in told.skills] == ["traiter les réclamations", "travailler en équipe"]
    assert [(one.language, one.level) for one in told.languages] == [("ar", 6), ("fr", 4), ("es", 4), ("en", None)]
    assert [(one.title, one.year, one.isced) for one in told.papers] == [
        ("دبلوم تقني متخصص في الفندقة", 2015, 5),
        ("شهادة البكالوريا", 2013, 3),
    ]


def test_a_technician_in_english_is_read_by_an_arabic_reader() -> None:
    told = read("ict.en.txt", "ar")
    assert [(job.name, job.country, *dates(job)) for job in told.jobs] == [
        ("مهندس شبكات / مهندسة شبكات", "CH", 2020, 2023, 45),
        ("تقني دعم معلوماتي", "TN", 2017, 2020, 36),
        ("", "TN", 2016, 2016, 7),  # an intern is none of our occupations
    ]
    assert {skill.name for skill in told.skills} == {"إدارة خوادم لينكس", "Python"}
    assert [(one.language, one.level) for one in told.languages] == [("ar", 6), ("fr", 5), ("en", 4), ("de", 2)]


def test_how_to_reach_somebody_is_nobodys_task() -> None:
    text = "Experience\n2019 - 2021: Welder, Fès\nWelded tanks\nCall 06 12 34 56 78\nboss@example.org"
    (job,) = propose(text, "en", TODAY).jobs
    assert job.tasks == "Welded tanks"


@pytest.mark.parametrize(
    "line",
    ["Asylum seeker in Trieste", "demande d'asile refusée", "CIN BE123456", "طالب لجوء في إيطاليا"],
)
def test_what_no_file_may_hold_is_left_out_of_what_was_done(line: str) -> None:
    (job,) = propose(
        f"Experience\n2019 - 2021: Welder, Fincantieri\nWelded tanks\n{line}\nWelded pipes", "en", TODAY
    ).jobs
    assert job.tasks == "Welded tanks\nWelded pipes"


@pytest.mark.parametrize(
    "text",
    [
        "Experience\n2019 - 2021: Welder, Fincantieri, Trieste",
        "Experience\nWelder, Fincantieri, Trieste — 2019-2021",
        "Experience\nWelder\n2019 - 2021, Fincantieri",
        "Experience\n2019 – 2021 | Fincantieri |\nWelder",
        "Experience\nWelder\nFincantieri\n2019 - 2021",
        "Experience\n2019 - 2021\nWelder",
        "Experience\nWelder at Fincantieri\n• tanks\n• pipes\n• from March 2019 till May 2021",
        "Welder, 2019 - 2021",
        "Profile\nWelder at Fincantieri | 2019 - 2021",
        "Worked 2 years as a welder in Italy",
        "Welder\n2 years of experience",
    ],
)
def test_a_title_is_found_wherever_its_date_stands(text: str) -> None:
    assert [name for _, name in jobs(text)] == ["welder"]


def test_the_other_jobs_tell_where_an_unknown_title_stands() -> None:
    text = "Experience\nWelder\n2019 - 2021, Fincantieri\nBungologist\n2015 - 2019, Ovens Ltd\nCook\n2012 - 2015, Roma"
    assert jobs(text) == [("Welder", "welder"), ("Bungologist", ""), ("Cook", "cook")]


def test_a_title_that_is_only_like_an_occupation_is_offered_and_not_decided() -> None:
    (job,) = propose("Experience\n2019 - 2021: networks helper", "en", TODAY).jobs
    assert (job.occupation, job.name) == (0, "")
    assert "network engineer" in [name for _, name in job.guesses]


@pytest.mark.parametrize(
    "text",
    [
        "Education\n2010 - 2014 Welder school, Fès",
        "Looking for a post as a welder",
        "Experience\nMoved the portal from SharePoint 2010 to 2019.",
        "",
        "2019",
        "\x00\x01 ☎ ✉",
    ],
)
def test_what_is_no_job_is_not_proposed(text: str) -> None:
    assert [job for job in propose(text, "en", TODAY).jobs if job.first_year or job.months] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Languages: French B2, German", {"fr": 4, "de": None}),
        ("Amina | English, Hebrew, French | Fès", {"en": None, "he": None, "fr": None}),
        ("Cook in a French restaurant", {}),
        ("Langues\nArabe", {"ar": None}),
    ],
)
def test_a_language_is_proposed_where_it_is_told_as_one(text: str, found: dict[str, int | None]) -> None:
    assert {one.language: one.level for one in propose(text, "en", TODAY).languages} == found


def test_every_proposal_is_shown_by_a_piece_of_the_text() -> None:
    for name in ("welder.fr.txt", "receptionist.ar.txt", "ict.en.txt"):
        told = read(name, "en")
        for one in (*told.jobs, *told.skills, *told.languages, *told.papers):
            assert 0 < len(one.shown) <= 200


def test_a_very_long_text_is_read_in_part_and_in_time() -> None:
    told = propose("Experience\n" + "2019 - 2020: Welder, Fès\n" * 20_000, "en", TODAY)
    assert len(told.jobs) == 15


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "Experience",
                "2019 - 2021",
                "Welder",
                "• tanks",
                "منذ ٢٠٢٠",
                "لحام",
                "Langues : arabe",
                "BSc 2012",
                "—",
                ":",
            ]
        )
        | st.text(max_size=20),
        max_size=12,
    )
)
def test_no_text_is_too_strange(rows: list[str]) -> None:
    told = propose("\n".join(rows), "fr", TODAY)
    for job in told.jobs:
        assert job.first_year is None or job.last_year is None or job.first_year <= job.last_year
        assert len(job.title) <= 120 and len(job.tasks) <= 500
