"""Amina's diplomas, certificates and licences, and their recognition; Samira advises and sees it through."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from returnees.evidence import NotAllowed
from returnees.fieldwise import WAS
from returnees.models import Conflict, Experience, Profile, Qualification, RecognitionCase
from returnees.papers.recognition import (
    MOVES,
    OF_THE_PERSON,
    TOLD,
    add_document,
    expire_recognitions,
    may_take,
    move_recognition,
    open_recognition,
    tick_documents,
)
from tests import world
from tests.returnees.test_editing import as_sent, form_on

pytestmark = pytest.mark.django_db
State = RecognitionCase.State
TODAY = timezone.localdate()


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def at(cast, name="papers", *more):
    return reverse(name, args=[cast.amina.code, *more])


@pytest.fixture
def case(cast) -> RecognitionCase:
    return world.recognition(world.paper(cast.amina, isced=3))


class TestPapers:
    def test_a_paper_begins_with_its_name_and_is_placed_by_papers_like_it(self, cast, read):
        amina = read(cast.amina)
        page = amina.post(at(cast, "paper-add"), {"title": "Technicien en soudage", "country": "MA"})["Location"]
        paper = Qualification.objects.get()
        assert (page, paper.country, paper.isced) == (at(cast, "paper", paper.pk), "MA", None)
        shown = text(amina.get(page))
        assert "technicien (OFPPT)" in shown and "technicien spécialisé, BTS" in shown
        amina.post(page, as_sent(form_on(amina, page), isced="3", year="2014", institution="ISTA Fès"))
        paper.refresh_from_db()
        assert (paper.isced, paper.year, paper.institution) == (3, 2014, "ISTA Fès")
        assert "upper secondary or vocational certificate" in text(amina.get(at(cast)))

    def test_a_paper_needs_no_country_no_level_and_no_year(self, cast, read):
        amina = read(cast.amina)
        amina.post(at(cast, "paper-add"), {"title": "Attestation", "country": ""})
        page = text(amina.get(at(cast)))
        assert "Attestation" in page and "level not said" in page

    def test_levels_of_a_country_we_know_nothing_of_are_in_plain_words(self, cast, read):
        paper = world.paper(cast.amina, country="LY")
        page = text(read(cast.amina).get(at(cast, "paper", paper.pk)))
        assert "two-year diploma" in page and "technicien" not in page

    def test_taking_out_asks_first_and_takes_the_recognition_too(self, cast, read, case):
        amina, address = read(cast.amina), at(cast, "paper-remove", case.qualification_id)
        assert "Take it out" in text(amina.get(address))
        amina.post(address)
        assert not Qualification.objects.exists() and not RecognitionCase.objects.exists()

    def test_school_and_licences(self, cast, read):
        amina, address = read(cast.amina), at(cast, "school")
        amina.post(address, as_sent(form_on(amina, address), isced="2") | {"licences": ["B", "forklift"]})
        kept = Profile.objects.get(pk=cast.amina.pk)
        assert (kept.isced, kept.licences) == (2, ["B", "forklift"])
        page = text(amina.get(at(cast)))
        assert "B (car)" in page and "forklift permit" in page
        amina.post(address, as_sent(form_on(amina, address)) | {"licences": []})
        assert Profile.objects.get(pk=cast.amina.pk).licences == []

    def test_a_list_travels_as_a_browser_sends_it(self, cast, read):
        """A browser turns each new line of what a field was into two letters."""
        Profile.objects.filter(pk=cast.amina.pk).update(licences=["B", "C"])
        amina, address = read(cast.amina), at(cast, "school")
        sent = as_sent(form_on(amina, address)) | {WAS + "licences": "B\r\nC", "licences": ["B", "C", "D"]}
        amina.post(address, sent)
        assert Profile.objects.get(pk=cast.amina.pk).licences == ["B", "C", "D"]
        assert not Conflict.objects.exists()

    def test_two_devices_and_the_later_licences_can_be_chosen(self, cast, read):
        amina, address = read(cast.amina), at(cast, "school")
        early = as_sent(form_on(amina, address))
        amina.post(address, early | {"licences": ["B"]})
        amina.post(address, early | {"licences": ["C", "D"]})
        conflict = Conflict.objects.get()
        amina.post(at(cast, "settle-conflict", conflict.pk), {"offered": "1"})
        assert Profile.objects.get(pk=cast.amina.pk).licences == ["C", "D"]

    def test_whether_a_permission_is_needed_is_said_with_its_source_or_not_known(self, cast, read):
        driver = world.occupation("lorry driver", "8332")
        Experience.objects.create(profile=cast.amina, occupation=driver, months=12)
        page = text(read(cast.amina).get(at(cast)))
        assert "permission needed" in page and "card of professional driver" in page and "Loi 52-05" in page
        assert "not known" in page and "Not known means that we have read nothing sure" in page

    def test_the_page_costs_the_same_for_one_paper_and_for_many(self, cast, read, case):
        amina = read(cast.amina)

        def cost():
            text(amina.get(at(cast)))
            with CaptureQueriesContext(connection) as seen:
                text(amina.get(at(cast)))
            return len(seen)

        few = cost()
        for number in range(15):
            world.recognition(world.paper(cast.amina, f"Paper {number}"))
            job = world.occupation(f"job {number}", "7212")
            world.recognition(Experience.objects.create(profile=cast.amina, occupation=job, months=3))
        assert cost() == few


def test_a_colleague_finds_no_such_page(cast, read):
    other, paper = world.counsellor("Youssef", cast.agency), world.paper(cast.amina)
    for address in (at(cast), at(cast, "paper", paper.pk), at(cast, "school")):
        assert read(other).get(address).status_code == 404


class TestMoves:
    @pytest.mark.parametrize("here", State)
    @pytest.mark.parametrize("there", State)
    @pytest.mark.parametrize("who", ["amina", "samira"])
    def test_every_step_is_open_or_refused_with_nothing_left_behind(self, cast, case, here, there, who):
        RecognitionCase.objects.filter(pk=case.pk).update(state=here, submitted_on=TODAY)
        by = cast.amina.user if who == "amina" else cast.samira
        changed = Profile.objects.get(pk=cast.amina.pk).changed_at
        if there in MOVES[here] and (who == "samira" or there in OF_THE_PERSON):
            assert move_recognition(case, there, by=by).state == there
            assert Event.objects.get().facts == {"case": case.pk, "before": here, "now": there}
            return
        told = "for your counsellor" if there in MOVES[here] else "there is no step"
        with pytest.raises(NotAllowed, match=told):
            move_recognition(case, there, by=by)
        case.refresh_from_db()
        assert case.state == here
        assert not Event.objects.exists()
        assert Profile.objects.get(pk=cast.amina.pk).changed_at == changed

    def test_nobody_else_takes_a_step(self, cast, case):
        colleague = world.counsellor("Youssef", cast.agency)
        for stranger in (cast.chidi, cast.bao, colleague):
            assert may_take(stranger, case) == []
            with pytest.raises(NotAllowed):
                move_recognition(case, State.PREPARING, by=stranger)

    def test_handing_in_needs_its_day(self, cast, case):
        move_recognition(case, State.PREPARING, by=cast.amina.user)
        with pytest.raises(ValidationError, match="Say when the file was submitted"):
            move_recognition(case, State.SUBMITTED, by=cast.amina.user)
        case.refresh_from_db()
        assert case.state == State.PREPARING
        case = move_recognition(case, State.SUBMITTED, by=cast.amina.user, submitted_on=TODAY, reference="2026/12")
        assert (case.submitted_on, case.reference) == (TODAY, "2026/12")

    def test_only_what_belongs_to_a_step_is_told_with_it(self, cast, case):
        with pytest.raises(TypeError):
            move_recognition(case, State.PREPARING, by=cast.samira, valid_until=TODAY)

    def test_every_decision_can_be_told(self):
        assert {State.GRANTED, State.PARTIAL, State.REFUSED, State.SUBMITTED} == set(TOLD)
        assert set(MOVES) == set(State)

    def test_from_advice_to_the_answer_on_the_pages(self, cast, read):
        paper = world.paper(cast.amina, isced=6)
        samira, amina = read(cast.samira), read(cast.amina)
        address = at(cast, "paper-recognition", paper.pk)
        assert 'value="academic" selected' in text(samira.get(address))
        page = samira.post(address, {"kind": "academic", "country": "MA"})["Location"]
        case = RecognitionCase.objects.get()
        assert (case.state, len(case.documents)) == (State.ADVISED, 8)
        assert amina.get(address)["Location"] == page
        amina.post(at(cast, "recognition-move", case.pk, "preparing"))
        shown = text(amina.get(page))
        assert "8 papers missing" in shown and "Certified copy of the diploma" in shown and "ANEAQ" in shown
        handed = at(cast, "recognition-move", case.pk, "submitted")
        assert "This field is required" in text(amina.post(handed, {"submitted_on": "", "reference": "A-7"}))
        amina.post(handed, {"submitted_on": "2026-10-01", "reference": "A-7"})
        answered = at(cast, "recognition-move", case.pk, "partial")
        assert "What is still missing" in text(amina.get(answered))
        told = {"decided_on": "2026-11-02", "decision": "One module of French", "valid_until": ""}
        assert amina.post(answered, told)["Location"] == page
        shown = text(samira.get(page))
        assert "granted in part" in shown and "One module of French" in shown and "A-7" in shown
        names = list(Event.objects.filter(name__startswith="recognition").order_by("pk").values_list("name", "by_id"))
        assert names == [
            ("recognition.opened", cast.samira.pk),
            *[("recognition.moved", cast.amina.user_id)] * 3,
        ]

    def test_steps_for_the_counsellor_are_not_there_for_amina(self, cast, read, case):
        page = text(read(cast.amina).get(at(cast, "recognition", case.pk)))
        assert "Not needed" not in page and "Collecting documents" in page
        assert "Not needed" in text(read(cast.samira).get(at(cast, "recognition", case.pk)))
        assert read(cast.amina).post(at(cast, "recognition-move", case.pk, "not_needed")).status_code == 404

    def test_a_person_alone_begins_by_preparing(self, cast):
        assert open_recognition(world.paper(cast.amina), by=cast.amina.user).state == State.PREPARING

    def test_beginning_twice_gives_the_case_there_is(self, cast, case):
        assert open_recognition(case.qualification, by=cast.samira) == case
        assert not Event.objects.exists()

    def test_work_without_a_paper_can_be_validated(self, cast, read):
        work = cast.amina.experiences.get()
        amina = read(cast.amina)
        assert "at least 3 years of work" in text(amina.get(at(cast))) and "Places are few" in text(amina.get(at(cast)))
        amina.post(at(cast, "work-recognition", work.pk), {"kind": "experience", "country": "MA"})
        case = RecognitionCase.objects.get()
        assert (case.experience, case.profile) == (work, cast.amina)
        assert "welder" in text(amina.get(at(cast, "recognition", case.pk)))

    def test_somebody_elses_case_is_not_there(self, cast, read):
        other = world.recognition(world.paper(world.person("Rachid", of=cast.agency, counsellor=cast.samira)))
        assert read(cast.amina).get(at(cast, "recognition", other.pk)).status_code == 404
        assert read(cast.amina).post(at(cast, "recognition-move", other.pk, "preparing")).status_code == 404
        assert RecognitionCase.objects.get(pk=other.pk).state == State.ADVISED


class TestDocuments:
    def test_ticks_are_kept_and_those_of_another_device_stay(self, cast, read, case):
        for name in ("Diploma", "Marks", "CV"):
            add_document(case, name, by=cast.samira)
        amina, address = read(cast.amina), at(cast, "recognition-documents", case.pk)
        # Samira ticks the CV after Amina opened the page; Amina ticks the diploma.
        tick_documents(case, {"CV": True}, by=cast.samira)
        amina.post(address, {"shown": ["Diploma", "Marks", "CV"], "there": ["Diploma"], "name": "Photos"})
        case.refresh_from_db()
        assert [(row["name"], row["there"]) for row in case.documents] == [
            ("Diploma", True), ("Marks", False), ("CV", True), ("Photos", False),
        ]  # fmt: skip
        amina.post(
            address, {"shown": ["Diploma", "Marks", "CV", "Photos"], "was_there": ["Diploma", "CV"], "there": ["CV"]}
        )
        amina.post(address, {"drop": "Marks"})
        case.refresh_from_db()
        assert [(row["name"], row["there"]) for row in case.documents] == [
            ("Diploma", False),
            ("CV", True),
            ("Photos", False),
        ]

    def test_one_name_stands_once(self, cast, case):
        for _ in range(2):
            add_document(case, "CV", by=cast.samira)
        case.refresh_from_db()
        assert case.documents == [{"name": "CV", "there": False}]

    def test_what_we_do_not_know_is_said(self, cast, read, case):
        page = text(read(cast.amina).get(at(cast, "recognition", case.pk)))
        assert "We do not know what this office asks for." in page

    def test_the_fee_and_who_pays(self, cast, read, case):
        amina, address = read(cast.amina), at(cast, "recognition", case.pk)
        sent = as_sent(form_on(amina, address), fee="350.00", payer="programme")
        assert "A fee needs its currency." in text(amina.post(address, sent))
        amina.post(address, as_sent(form_on(amina, address), fee="350.00", fee_currency="MAD", payer="programme"))
        case.refresh_from_db()
        assert (case.fee, case.fee_currency, case.payer) == (350, "MAD", "programme")


def test_what_was_granted_ends_on_its_day_once(cast):
    over = world.recognition(
        world.paper(cast.amina), state="granted", submitted_on=TODAY, valid_until=TODAY - timedelta(1)
    )
    still = world.recognition(world.paper(cast.amina, "B"), state="granted", submitted_on=TODAY, valid_until=TODAY)
    assert [expire_recognitions(), expire_recognitions()] == [1, 0]
    over.refresh_from_db()
    still.refresh_from_db()
    assert (over.state, still.state) == (State.EXPIRED, State.GRANTED)
    assert Event.objects.get(name="recognition.moved").by_id is None
    assert date.today() >= over.valid_until
