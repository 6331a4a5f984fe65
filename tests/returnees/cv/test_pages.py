"""Amina brings her CV: what it says is proposed, what she ticks is kept, and nothing else is, anywhere."""

import logging
import re
import tempfile
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from accounts.uploads import MOST_KEPT
from returnees.cv import carrying
from returnees.cv.forms import band_of
from returnees.cv.proposals import Job, Proposals
from returnees.models import Band, Experience, Profile, ProfileLanguage, ProfileSkill, Qualification
from skills import documents
from skills.models import Concept
from tests import world
from tests.returnees.cv.vocabulary import vocabulary
from tests.skills.test_documents import pdf, word, zipped

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parent / "samples"
# A word of the CV that is in no vocabulary and no page of ours.
CANARY = "Carpenteria"


@pytest.fixture
def amina() -> Profile:
    """Amina of the stories, with a file that says nothing yet, beside Samira, her counsellor."""
    vocabulary()
    eimea = world.agency()
    return world.person("Amina", of=eimea, counsellor=world.counsellor("Samira", eimea))


def sample(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (SAMPLES / name).read_bytes())


def bring(browser, profile: Profile, file: SimpleUploadedFile | None = None, text: str = ""):
    sent = {"text": text} | ({"file": file} if file else {})
    return browser.post(reverse("cv", args=[profile.code]), sent)


def sealed(answer) -> str:
    return answer.context["sealed"]


def keep(browser, profile: Profile, told: str, **ticked: object):
    return browser.post(reverse("cv-keep", args=[profile.code]), {"told": told, **ticked})


def page(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows() -> dict[str, int]:
    """How many rows each table holds, but for the log of what was done."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model is not Event}


def everything_stored() -> str:
    """Every value in every table."""
    return repr([list(model.objects.values_list()) for model in apps.get_models()])


JOB = {"job-0-keep": "on", "job-0-occupation": "welder", "job-0-band": "3-5y", "job-0-country": "IT"}


@pytest.mark.parametrize(
    ("language", "said", "name", "kept"),
    [
        ("fr", "Ce que dit le CV", "soudeur / soudeuse", "Ajouté au dossier"),
        ("ar", "ما تقوله السيرة الذاتية", "لحام / لحامة", "أضيف إلى الملف"),
        ("en", "What the CV says", "welder", "Added to the file"),
    ],
)
def test_amina_brings_her_cv_and_keeps_what_is_right(amina, read, language, said, name, kept):
    browser = read(amina)
    browser.cookies["django_language"] = language
    offered = bring(browser, amina, sample("welder.fr.txt"))
    text = page(offered)
    assert said in text and name in text
    assert "Janvier 2019 à mars 2023 : Soudeur TIG/MIG, Carpenteria Rossi, Brescia (Italie)" in text
    assert " required" not in text, "a browser would not send what nobody ticked"
    assert "checked" not in re.sub(r'name="job-\d-with_\w+"[^>]*', "", text), "nothing is ticked by us"

    done = keep(
        browser, amina, sealed(offered), **{**JOB, "job-0-occupation": name}, **{"job-0-with_title": "on"},
        **{"language-1-keep": "on", "language-1-level": "3", "paper-1-keep": "on"},
        **{"paper-1-title": "Baccalauréat", "paper-1-year": "2012", "paper-1-isced": "3"},
    )  # fmt: skip
    assert kept in page(done)
    (work,) = Experience.objects.filter(profile=amina)
    assert (work.occupation.label("en"), work.title) == ("welder", "Soudeur TIG/MIG")
    assert (work.band, work.country, work.start_year, work.tasks) == (Band.TO_5_YEARS, "IT", None, "")
    (italian,) = ProfileLanguage.objects.filter(profile=amina)
    assert (italian.language, italian.understood, italian.spoken, italian.read, italian.written) == ("it", 3, 3, 3, 3)
    (bac,) = Qualification.objects.filter(profile=amina)
    assert (bac.title, bac.year, bac.isced, bac.country) == ("Baccalauréat", 2012, 3, "")
    assert not ProfileSkill.objects.filter(profile=amina).exists()


def test_what_was_left_is_told_once_and_kept_nowhere(amina, read):
    browser = read(amina)
    done = page(keep(browser, amina, sealed(bring(browser, amina, sample("welder.fr.txt"))), **JOB))
    assert "9 things in the CV were left out" in done
    for left in ("locksmith", "read technical drawings", "Italian", "Certificat de soudeur EN ISO 9606-1"):
        assert left in done
    assert "locksmith" not in repr(list(Experience.objects.values_list()))


def test_nothing_is_stored_before_amina_says_so(amina, read):
    browser, before = read(amina), rows()
    offered = bring(browser, amina, sample("welder.fr.txt"))
    assert CANARY in page(offered)
    assert rows() == before
    assert CANARY not in everything_stored()
    assert CANARY not in sealed(offered), "not in the clear on its way either"
    # Nor when the form is not right, or nothing is ticked.
    for wrong in ({}, {**JOB, "job-0-band": ""}, {"job-0-occupation": "welder"}, {"tick": "jobs"}):
        assert "What the CV says" in page(keep(browser, amina, sealed(offered), **wrong))
        assert rows() == before


def test_only_what_is_ticked_is_added(amina, read):
    browser, before = read(amina), rows()
    keep(browser, amina, sealed(bring(browser, amina, sample("welder.fr.txt"))), **JOB)
    added = {name: count - before[name] for name, count in rows().items() if count != before[name]}
    assert added == {"returnees.Experience": 1}
    assert CANARY not in everything_stored(), "the employer's name was not among what she kept"


def test_the_log_learns_how_many_and_no_word(amina, read):
    browser = read(amina)
    keep(browser, amina, sealed(bring(browser, amina, sample("welder.fr.txt"))), **JOB)
    reading, kept = (Event.objects.get(name=name) for name in ("profile.cv_read", "profile.cv_kept"))
    assert (reading.subject_id, reading.by_id) == (amina.pk, amina.user_id)
    assert reading.facts == {"jobs": 3, "skills": 1, "languages": 3, "papers": 3}
    assert kept.facts == {"jobs": 1, "skills": 0, "languages": 0, "papers": 0, "left": 9}


def test_no_file_is_left_behind_whatever_happens(amina, read, monkeypatch, tmp_path):
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    monkeypatch.setenv("TMPDIR", str(spool))
    monkeypatch.setattr(documents, "MOST_SECONDS", 1)
    browser = read(amina)
    bring(browser, amina, text="welder")  # whatever a first request makes is made
    before = {file for file in settings.VAR_DIR.rglob("*") if file.is_file()}
    killed = pdf("Welder", pages=100, strokes=500_000)
    for content in (
        (SAMPLES / "welder.fr.txt").read_bytes(),
        word("Welder, Carpenteria"),
        pdf(),
        killed,
        b"x" * MOST_KEPT,
    ):
        bring(browser, amina, SimpleUploadedFile("cv", content))
        assert list(spool.iterdir()) == []
        assert {file for file in settings.VAR_DIR.rglob("*") if file.is_file()} == before


def test_no_word_of_a_cv_is_written_to_the_console(amina, read, caplog):
    with caplog.at_level(logging.DEBUG):
        bring(read(amina), amina, sample("welder.fr.txt"))
        bring(read(amina), amina, SimpleUploadedFile("Carpenteria.pdf", pdf("Carpenteria")[:300]))
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture, whose words cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word file (.doc) or an encrypted one"),
        (pdf("Welder", password="Fes2015"), "the PDF is protected by a password"),
        (pdf(), "the PDF holds pictures only, no text"),
        (pdf("Welder")[:300], "the PDF is damaged"),
        (word("Welder")[:2000], "the Word file is damaged"),
        (zipped(word__document_xml=b"<w:p/>", filler=bytes(documents.MOST_UNPACKED)), "unpacks to more than 100 MB"),
        (b"\x7fELF" + bytes(2000), "not a text, PDF or Word file"),
        (b"x" * (documents.MOST_BYTES + 1), "the file is larger than 10 MB"),
        (b"x" * (MOST_KEPT + 1), "the file is larger than 10 MB"),
    ],
    ids=["empty", "picture", "doc", "encrypted", "images", "pdf", "docx", "bomb", "type", "11 MB", "more"],
)
def test_a_file_that_cannot_be_read_says_why_and_what_was_typed_stays(amina, read, content, reason):
    answer = page(bring(read(amina), amina, SimpleUploadedFile("cv.pdf", content), "Soudeuse à Fès <3"))
    assert "We cannot read this file: " in answer and reason in answer
    assert "Soudeuse à Fès &lt;3</textarea>" in answer
    assert f'<a href="{reverse("add", args=[amina.code, "work"])}">enter the work step by step</a>' in answer
    assert "What the CV says" not in answer


def test_a_reason_is_told_in_the_readers_language(amina, read):
    browser = read(amina)
    for language, told in (("fr", "Nous ne pouvons pas lire ce fichier"), ("ar", "لا يمكننا قراءة هذا الملف")):
        browser.cookies["django_language"] = language
        assert told in page(bring(browser, amina, SimpleUploadedFile("cv.pdf", pdf())))


def test_a_page_that_is_only_opened_complains_of_nothing(amina, read):
    assert 'class="error"' not in page(read(amina).get(reverse("cv", args=[amina.code])))


def test_neither_a_file_nor_a_text_says_so(amina, read):
    for text in ("", " \n 12"):
        assert "Choose a file, or type the text in." in page(bring(read(amina), amina, text=text))


def test_a_text_in_which_nothing_is_known_shows_the_other_way(amina, read):
    answer = page(bring(read(amina), amina, text="Zzzz qqqq."))
    assert "We found no work, skill, language or diploma in it that we could name." in answer
    assert "enter the work step by step" in answer


def test_a_typed_text_is_as_good_as_a_file(amina, read):
    answer = page(bring(read(amina), amina, text="J'ai travaillé 5 ans comme soudeur en Italie."))
    assert (
        "welder" in answer and '<option value="3-5y" selected>' in answer and '<option value="IT" selected>' in answer
    )


def test_what_the_record_holds_is_not_proposed_again(amina, read):
    browser = read(amina)
    welder = Concept.objects.get(code="welder")
    Experience.objects.create(profile=amina, occupation=welder, country="IT", start_year=2019, months=51)
    ProfileLanguage.objects.create(profile=amina, language="fr", spoken=2)
    ProfileSkill.objects.create(profile=amina, skill=Concept.objects.get(code="read-technical-drawings"))
    Qualification.objects.create(profile=amina, title="baccalaureat Sciences et technologies")
    offer = bring(browser, amina, sample("welder.fr.txt")).context["offer"]
    assert [(form.job.name, form.job.first_year) for form in offer.jobs] == [("locksmith", 2015), ("welder", 2023)]
    assert offer.skills == []
    assert [form.speech.language for form in offer.languages] == ["ar", "it"]
    assert len(offer.papers) == 2
    there = offer.there
    assert [job.first_year for job in there.jobs] == [2019]
    assert (len(there.skills), [one.language for one in there.languages], len(there.papers)) == (1, ["fr"], 1)


def test_the_same_page_sent_twice_adds_once(amina, read):
    browser = read(amina)
    told = sealed(bring(browser, amina, sample("welder.fr.txt")))
    ticked = {**JOB, "language-1-keep": "on", "language-1-level": "3"}
    keep(browser, amina, told, **ticked)
    after = rows()
    again = page(keep(browser, amina, told, **ticked))
    assert rows() == after
    assert "Already in the file" in again and "Nothing is ticked yet." in again


def test_everything_of_a_kind_is_ticked_at_once_without_scripts(amina, read):
    browser = read(amina)
    told = sealed(bring(browser, amina, sample("receptionist.ar.txt")))
    skills = keep(browser, amina, told, tick="skills", **{"job-1-keep": "on", "job-1-band": "1-3y"})
    assert len(skills.context["offer"].ticked) == 2
    assert skills.context["offer"].jobs[1]["keep"].value() is True, "what was ticked before stays"
    jobs = keep(browser, amina, told, tick="jobs")
    assert 'class="error"' not in page(jobs), "nobody has sent it yet"
    assert all(form["keep"].value() for form in jobs.context["offer"].jobs)
    assert not Experience.objects.exists() and not ProfileSkill.objects.exists()


def test_an_occupation_in_other_words_is_looked_up(amina, read):
    browser = read(amina)
    told = sealed(bring(browser, amina, sample("welder.fr.txt")))
    keep(browser, amina, told, **{**JOB, "job-0-occupation": "SERRURIER"})
    assert Experience.objects.get().occupation.code == "locksmith"


def test_words_that_are_only_like_an_occupation_ask_which_one(amina, read):
    browser = read(amina)
    told = sealed(bring(browser, amina, sample("welder.fr.txt")))
    sent = {**JOB, "job-0-occupation": "network engineering helper"}
    asked = keep(browser, amina, told, **sent)
    assert "Choose the nearest of these, or say it in other words." in page(asked)
    engineer = Concept.objects.get(code="network-engineer")
    assert f'value="{engineer.pk}" id="job-0-meant-{engineer.pk}"' in page(asked)
    keep(browser, amina, told, **sent, **{"job-0-meant": str(engineer.pk)})
    assert Experience.objects.get().occupation == engineer


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"job-0-occupation": ""}, "Say what the work was."),
        ({"job-0-occupation": "zzzzqqq"}, "We know no occupation by these words."),
        ({"job-0-band": ""}, "Say how long, roughly."),
        ({"job-0-band": "for ever"}, "Select a valid choice"),
        ({"job-0-country": "XX"}, "Select a valid choice"),
        ({"language-1-keep": "on", "language-1-level": ""}, "Say how well, roughly."),
        ({"paper-0-keep": "on", "paper-0-title": " "}, "Say what it is called."),
        ({"paper-0-keep": "on", "paper-0-title": "Bac", "paper-0-year": "12"}, "greater than or equal to 1940"),
    ],
)
def test_what_is_wrong_is_told_beside_it_and_nothing_is_added(amina, read, typed, complaint):
    browser, before = read(amina), rows()
    told = sealed(bring(browser, amina, sample("welder.fr.txt")))
    assert complaint in page(keep(browser, amina, told, **{**JOB, **typed}))
    assert rows() == before


def test_what_is_left_is_not_checked(amina, read):
    browser = read(amina)
    told = sealed(bring(browser, amina, sample("welder.fr.txt")))
    keep(browser, amina, told, **JOB, **{"job-1-occupation": "zzzzqqq", "language-0-level": "99", "paper-0-year": "x"})
    assert Experience.objects.count() == 1


def test_samira_brings_it_with_amina_who_sees_that_she_did(amina, read):
    samira = read(amina.counsellor)
    keep(samira, amina, sealed(bring(samira, amina, sample("welder.fr.txt"))), **JOB)
    assert Experience.objects.get().profile == amina
    assert Event.objects.get(name="profile.cv_read").by_id == amina.counsellor_id


def test_a_stranger_can_neither_bring_nor_keep(amina, read):
    told = sealed(bring(read(amina), amina, sample("welder.fr.txt")))
    for stranger in (world.user("Chidi"), world.counsellor("Dalia", world.agency("ANAPEC Agadir"))):
        browser = read(stranger)
        assert bring(browser, amina, text="welder").status_code == 404
        assert keep(browser, amina, told, **JOB).status_code == 404
    assert not Experience.objects.exists()
    assert Event.objects.filter(name="profile.cv_read").count() == 1


def test_what_was_read_opens_only_for_this_reader_on_this_record_unchanged_and_for_two_hours(amina, read):
    karim = world.person("Karim", of=amina.agency, counsellor=amina.counsellor)
    samira = read(amina.counsellor)
    hers = sealed(bring(samira, amina, sample("welder.fr.txt")))
    own = sealed(bring(read(amina), amina, sample("welder.fr.txt")))
    refused = [(samira, karim, hers), (samira, amina, own), (samira, amina, hers[:-3] + "AAA"), (samira, amina, "")]
    refused.append((samira, amina, "x" * (carrying.MOST + 1)))
    for browser, profile, told in refused:
        answer = browser.post(reverse("cv-keep", args=[profile.code]), {"told": told, **JOB}, follow=True)
        assert "This page was open for too long." in page(answer)
    late = timezone.now() + timezone.timedelta(seconds=carrying.SECONDS + 60)
    with time_machine.travel(late, tick=False), pytest.raises(carrying.Gone):
        carrying.opened(hers, amina, amina.counsellor)
    assert not Experience.objects.exists()
    assert carrying.opened(hers, amina, amina.counsellor).jobs[0].name == "welder"


def test_the_most_that_can_be_proposed_fits_into_what_is_carried(amina):
    long = "ض" * 500
    job = Job(long[:120], 1, long[:80], ((1, long[:80]),) * 3, "IT", 2019, 2021, 24, long, long[:200])
    assert len(carrying.carried(Proposals(jobs=(job,) * 15), amina, amina.user)) < carrying.MOST / 2


def test_what_was_typed_waits_for_who_was_signed_out(amina, read):
    browser = read(amina)
    form = page(browser.get(reverse("cv", args=[amina.code])))
    typed_by = re.search(r'name="typed_by" value="([^"]+)"', form).group(1)
    offered = bring(browser, amina, sample("welder.fr.txt"))
    browser.logout()
    browser.post(reverse("cv", args=[amina.code]), {"text": "Soudeuse à Fès", "typed_by": typed_by})
    assert "Soudeuse" not in everything_stored()
    browser.force_login(amina.user)
    assert "Soudeuse à Fès</textarea>" in page(browser.get(reverse("cv", args=[amina.code])))
    browser.logout()
    keep(browser, amina, sealed(offered), typed_by=typed_by, **JOB)
    browser.force_login(amina.user)
    waiting = browser.get(reverse("cv-keep", args=[amina.code]))
    assert waiting.context["offer"].jobs[0]["keep"].value() is True
    assert not Experience.objects.exists()


def test_the_address_of_keeping_leads_back_when_it_is_only_opened(amina, read):
    answer = read(amina).get(reverse("cv-keep", args=[amina.code]))
    assert answer["Location"] == reverse("cv", args=[amina.code])


def test_many_proposals_cost_as_many_queries_as_few(amina, read):
    browser = read(amina)

    def cost(text: str) -> int:
        told = sealed(bring(browser, amina, text=text))
        with CaptureQueriesContext(connection) as seen:
            page(keep(browser, amina, told, tick="jobs"))
        return len(seen)

    job, more = "2019 - 2021: Welder, Fès\n", "2012 - 2019: Cook, Fès\n2010 - 2012: Waiter, Fès\n"
    few = cost(f"Experience\n{job}Skills\nPython\nLanguages: French")
    many = cost(f"Experience\n{job}{more * 5}Skills\nPython\nwork in a team\nLanguages: French, Arabic, English")
    assert many == few


@pytest.mark.parametrize(
    ("months", "band"),
    [
        (None, ""),
        (1, "0-6m"),
        (5, "0-6m"),
        (6, "6-12m"),
        (12, "6-12m"),
        (13, "1-3y"),
        (36, "1-3y"),
        (60, "3-5y"),
        (120, "5-10y"),
        (121, "10y+"),
    ],
)
def test_a_length_has_its_band(months, band):
    assert band_of(months) == band


def test_suggestions_for_one_of_many_fields_are_options_for_its_list(amina, read):
    asked = {"kind": "occupation", "of": "job-3-occupation", "job-3-occupation": "weld"}
    answer = read(amina).get(reverse("suggest"), asked, headers={"hx-request": "true"})
    assert '<option value="welder"></option>' in answer.content.decode()
