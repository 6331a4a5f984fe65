"""Amina reads who looked at her file, when and why, and with whom it was shared."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.consents import give, withdraw
from accounts.models import Event, Membership
from employers.models import Opening
from matching import seen
from returnees.actions import record_reading
from returnees.models import Export, ExportedPerson
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast, read):
    def of(who=None, **query) -> str:
        answer = read(who or cast.amina).get(reverse("seen", args=[cast.amina.code]), query)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return of


def viewed(profile, *, by, days: int) -> None:
    """A reading so many days ago: lines of the log cannot be changed afterwards."""
    Event.objects.create(
        at=timezone.now() - timedelta(days), name="profile.viewed", subject_type="returnees.profile",
        subject_id=profile.pk, by_id=by.pk, facts={"where": "file"},
    )  # fmt: skip


def test_who_in_which_role_and_why(cast, read, page):
    samira = read(cast.samira)
    for name in ("home", "people"):
        samira.get(reverse(name))
    samira.get(reverse("opening", args=[cast.opening.pk]))
    samira.get(reverse("person", args=[cast.amina.code]))
    told = page()
    assert "<bdi>Samira</bdi>" in told and "Counsellor – <bdi>EIMEA Fès</bdi>" in told and "your counsellor" in told
    for sentence in (
        "You stood on their first page, among people to think of next.",
        "You stood in the list of people whom the agency accompanies.",
        "who may fit the job: <bdi>welder – Bao Câblage Démo</bdi>.",
        "Your file was opened, to work on it with you.",
    ):
        assert sentence in told


def test_a_day_and_a_reader_are_told_once(cast, page):
    colleague = world.counsellor("Youssef", of=cast.agency)
    for _ in range(3):
        record_reading([cast.amina], by=cast.samira)
    record_reading([cast.amina], by=colleague)
    viewed(cast.amina, by=cast.samira, days=3)
    told = page()
    assert told.count("<bdi>Samira</bdi>") == 2 and told.count("<bdi>Youssef</bdi>") == 1
    assert told.count("Your file was opened") == 3
    days = [day for day, _visits in seen.visits(cast.amina, None)[1]]
    assert days == [timezone.localdate(), timezone.localdate() - timedelta(3)]
    assert seen.lately(cast.amina) == 2


def test_what_lies_a_month_back_is_not_lately(cast):
    viewed(cast.amina, by=cast.samira, days=31)
    assert seen.lately(cast.amina) == 0


def test_her_own_reading_and_that_of_others_files_are_not_told(cast, page):
    audit.record("profile.edited", cast.amina, by=cast.amina.user)
    record_reading([world.person("Rachid")], by=cast.samira)
    audit.record("agency.opened", cast.agency, by=cast.samira)
    assert "Nobody but you." in page()


def test_who_has_gone_and_the_service_itself_are_told_too(cast, page):
    gone = world.counsellor("Leïla", of=cast.agency)
    record_reading([cast.amina], by=gone)
    audit.record("profile.erased_soon", cast.amina, by=None)
    Membership.objects.filter(user=gone).delete()
    gone.delete()
    told = page()
    assert "Leïla" not in told and told.count("somebody who no longer works here") == 2
    assert "Something was done in your file." in told, "a deed that has no sentence yet is told all the same"


def test_what_bao_saw(cast, page):
    record_reading([cast.amina], by=cast.bao, where="candidates", opening=cast.opening.pk, named=False)
    told = page()
    assert "Employer – <bdi>Bao Câblage Démo</bdi>" in told
    assert "Your card without a name was seen, for the job: <bdi>welder" in told and "telephone were seen" not in told
    record_reading([cast.amina], by=cast.bao, where="candidates", opening=cast.opening.pk, named=True)
    assert "Your name and your telephone were seen, for the job you said yes to: <bdi>welder" in page()


def test_of_an_opening_that_is_not_hers_to_see_she_learns_nothing_but_that_it_was(cast, page):
    record_reading([cast.amina], by=cast.samira, where="opening", opening=cast.opening.pk)
    Opening.objects.update(state="draft", title="Secret post")
    told = page()
    assert "You stood in the list of people who may fit a job." in told
    assert "Secret" not in told
    # Unless she has said yes to it: then she knows it.
    give(cast.amina.user, "share_name", mode="tap", by=cast.amina.user, recipient="Bao · Welder",
         reference=f"opening:{cast.opening.pk}")  # fmt: skip
    assert "who may fit the job: <bdi>Bao · Welder</bdi>." in page()


def test_with_whom_and_why(cast, page):
    assert "With nobody" in page()
    yes = give(cast.amina.user, "share_name", mode="tap", by=cast.amina.user, recipient="Bao · Welder", reference="x:1")
    partner = give(cast.amina.user, "partner", mode="tap", by=cast.amina.user, recipient="OFII")
    withdraw(yes, by=cast.amina.user)
    export = Export.objects.create(
        kind="partner", by=cast.samira, agency=cast.agency, partner="OFII", reason="Business aid"
    )
    ExportedPerson.objects.create(export=export, profile=cast.amina)
    told = page()
    assert "With nobody" not in told
    for said in ("<bdi>Bao · Welder</bdi>", "No longer", "So that the employer can call you", "<bdi>OFII</bdi>"):
        assert said in told
    assert "Business aid" in told and "not handed over" in told
    assert partner.recipient in told


def test_samira_may_look_with_her_and_a_colleague_may_not(cast, read, page):
    assert "Who saw this file" in page(cast.samira)
    assert Event.objects.filter(name="profile.viewed", by_id=cast.samira.pk).exists()
    youssef = world.counsellor("Youssef", of=cast.agency)
    assert read(youssef).get(reverse("seen", args=[cast.amina.code])).status_code == 404


def test_long_lists_have_pages_and_cost_the_same(cast, page):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            page()
        return len(counted)

    readers = [world.counsellor(f"C{number}", of=cast.agency) for number in range(40)]
    opening = world.opening(cast.welder, by=world.employer("Second Démo"))
    for reader in readers[:2]:
        record_reading([cast.amina], by=reader, where="opening", opening=cast.opening.pk)
    few = queries()
    for number, reader in enumerate(readers):
        record_reading([cast.amina], by=reader, where="opening", opening=(cast.opening, opening)[number % 2].pk)
        record_reading([cast.amina], by=reader)
    assert queries() == few
    first, second = page(), page(page="2")
    assert "Page 1 of 3" in first and "Page 2 of 3" in second
    names = [set(re.findall(r"<bdi>C\d+</bdi>", told)) for told in (first, second)]
    assert all(names) and len(names[0] | names[1]) > len(names[0])
