"""The officer's pages, reports by anybody, and the employer's own buttons."""

import uuid
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event, Membership, Message
from employers import actions, reasons
from employers.checking import reporting
from employers.models import Employer, Opening, OpeningMove, OpeningReport
from tests import world

pytestmark = pytest.mark.django_db
State = Opening.State


@pytest.fixture
def house():
    """Omar the officer, Samira the counsellor, and Bao's opening that waits because of its words."""
    eimea = world.agency()
    omar, bao = world.user("Omar"), world.user("Bao")
    Membership.objects.create(user=omar, agency=eimea, role="officer")
    EmailAddress.objects.create(user=omar, email=omar.email, verified=True, primary=True)
    firm = world.employer(member=bao, agency=eimea)
    opening = world.opening(
        world.occupation("welder"),
        by=firm,
        state="submitted",
        published_at=None,
        description="Frais de dossier : 300 DH.",
    )
    return SimpleNamespace(
        omar=omar, bao=bao, samira=world.counsellor(of=eimea), chidi=world.user("Chidi"), firm=firm, opening=opening
    )


def state_of(opening):
    return Opening.objects.get(pk=opening.pk).state


def test_the_queue_shows_what_waits_with_the_words_that_held_it(house, read):
    page = read(house.omar).get(reverse("checking"))
    assert "Frais de dossier" in page.content.decode()
    assert [part.count for part in page.context["parts"]] == [1, 0, 0, 0]
    stranger = world.user("Other")
    Membership.objects.create(user=stranger, agency=world.agency("BAOS Thiès", country="SN"), role="officer")
    assert not list(read(stranger).get(reverse("checking")).context["page"])
    assert read(stranger).get(reverse("check-opening", args=[house.opening.pk])).status_code == 404


def test_the_queue_costs_the_same_for_one_and_for_fifty(house, read):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            browser.get(reverse("checking"))
        return len(taken)

    browser = read(house.omar)
    browser.get(reverse("checking"))
    one = queries()
    for number in range(20):
        world.opening(world.occupation(f"job {number}"), by=house.firm, state="submitted", published_at=None)
    assert queries() == one


def test_an_officer_publishes_what_they_have_read_and_not_what_was_changed_meanwhile(house, read):
    browser, pk = read(house.omar), house.opening.pk
    page = browser.get(reverse("check-opening", args=[pk]))
    read_at = page.context["version"]
    actions.changed(house.opening, {"description"}, by=house.bao)
    browser.post(reverse("check-publish", args=[pk]), {"read": read_at})
    assert state_of(house.opening) == State.SUBMITTED and not OpeningMove.objects.exists()
    read_at = browser.get(reverse("check-opening", args=[pk])).context["version"]
    for _twice in range(2):
        browser.post(reverse("check-publish", args=[pk]), {"read": read_at})
    assert state_of(house.opening) == State.PUBLISHED
    assert OpeningMove.objects.count() == 1


def test_what_cannot_be_published_has_no_button_for_it(house, read):
    browser, page = read(house.omar), reverse("check-opening", args=[house.opening.pk])
    assert reverse("check-publish", args=[house.opening.pk]) in browser.get(page).content.decode()
    Employer.objects.update(level=1)
    assert reverse("check-publish", args=[house.opening.pk]) not in browser.get(page).content.decode()
    Employer.objects.update(level=2)
    Opening.objects.update(description="Hommes uniquement.")
    shown = browser.get(page).content.decode()
    assert reverse("check-publish", args=[house.opening.pk]) not in shown
    assert "An opening cannot be for one sex only." in shown


def test_a_change_is_asked_for_with_words_that_the_firm_reads_in_its_language(house, read):
    browser, url = read(house.omar), reverse("check-changes", args=[house.opening.pk])
    wrong = browser.post(url, {"code": "money", "words": ""})
    assert wrong.status_code == 200 and "words" in wrong.context["form"].errors
    assert 'value="money" ' in wrong.content.decode() and state_of(house.opening) == State.SUBMITTED
    browser.post(url, {"code": "money", "words": "Take the 300 DH out."})
    assert Opening.objects.get().reason == "money: Take the 300 DH out."
    shown = read(house.bao).get(reverse("opening", args=[house.opening.pk])).content.decode()
    assert "It asks people for money. Take the 300 DH out." in shown


def test_a_refusal_is_for_good(house, read):
    read(house.omar).post(reverse("check-refuse", args=[house.opening.pk]), {"code": "nofirm", "words": ""})
    assert (Opening.objects.get().state, Opening.objects.get().reason) == (State.REJECTED, "nofirm")
    other = read(house.omar).post(reverse("check-changes", args=[house.opening.pk]), {"code": "other", "words": "x"})
    assert other.status_code == 302 and state_of(house.opening) == State.REJECTED


def test_nobody_else_decides(house, read):
    for name in ("check-publish", "check-take", "check-stop", "check-changes", "check-refuse"):
        for who in (house.bao, house.samira, house.chidi):
            answered = read(who).post(reverse(name, args=[house.opening.pk]), {"code": "other", "words": "x"})
            assert answered.status_code == 404
    assert not OpeningMove.objects.exists()


def test_reasons_are_read_in_the_readers_language_and_old_words_stay_words():
    assert reasons.in_words(reasons.of("budget")) == "There is no budget any more"
    assert reasons.in_words(reasons.of("other", "  Plus de\nplace ")) == "Plus de place"
    assert reasons.in_words("Demande d'argent : annonce bloquée") == "Demande d'argent : annonce bloquée"
    assert len(reasons.of("money", "x" * 300)) == 200


# Reports


def sent(**more):
    return {"key": uuid.uuid4(), "kind": "money", "words": "On m'a demandé 300 DH.", **more}


@pytest.fixture
def open_one(house):
    Opening.objects.filter(pk=house.opening.pk).update(
        state="published", published_at=timezone.now(), description="Souder."
    )
    return Opening.objects.get(pk=house.opening.pk)


def test_anybody_reports_and_the_officer_reads_it_and_the_firm_never_learns_who(house, open_one, read):
    url, data = reverse("report-opening", args=[open_one.pk]), sent()
    for _twice in range(2):
        assert read().post(url, data).status_code == 302
    made = OpeningReport.objects.get()
    assert (made.by, made.words) == (None, "On m'a demandé 300 DH.")
    assert list(Message.objects.values_list("user", "template")) == [(house.omar.pk, "opening_reported")]
    read(house.chidi).post(url, sent(words="Chidi says so"))
    for page in (reverse("opening", args=[open_one.pk]), reverse("home"), reverse("openings")):
        shown = read(house.bao).get(page).content.decode()
        assert "300 DH" not in shown and "Chidi" not in shown
    queue = read(house.omar).get(reverse("reports")).content.decode()
    assert queue.count(reverse("answer-report", args=[made.pk])) == 1
    page = read(house.omar).get(reverse("answer-report", args=[made.pk])).content.decode()
    assert "On m&#x27;a demandé 300 DH." in page
    assert "Chidi" not in read(house.omar).get(reverse("reports")).content.decode()


def test_what_is_not_open_cannot_be_reported_from_outside(house, read):
    assert read().get(reverse("report-opening", args=[house.opening.pk])).status_code == 404
    assert read(house.chidi).get(reverse("report-opening", args=[house.opening.pk])).status_code == 404


def test_a_network_and_a_reader_send_only_so_many(house, open_one, read, monkeypatch):
    url = reverse("report-opening", args=[open_one.pk])
    monkeypatch.setattr(reporting, "FROM_A_NETWORK", [(reporting.DAY, 2)])
    for _time in range(2):
        read().post(url, sent())
    refused = read().post(url, sent(words="Kept"))
    assert "Many reports have come from here" in refused.content.decode() and "Kept" in refused.content.decode()
    monkeypatch.setattr(reporting, "FROM_A_NETWORK", [])
    monkeypatch.setattr(reporting, "BY_A_READER", [(reporting.DAY, 1)])
    assert read(house.chidi).post(url, sent()).status_code == 302
    assert read(house.chidi).post(url, sent()).status_code == 200
    assert OpeningReport.objects.count() == 3
    OpeningReport.objects.update(made_at=timezone.now() - 2 * reporting.DAY)
    reporting.forget_networks()
    assert set(OpeningReport.objects.values_list("network", flat=True)) == {""}


def test_an_officer_takes_a_reported_opening_off_and_answers_once(house, open_one, read):
    made = open_one.reports.create(kind="false")
    browser, url = read(house.omar), reverse("answer-report", args=[made.pk])
    browser.get(url)
    assert Event.objects.filter(name="opening.report_read").count() == 1
    browser.post(reverse("check-stop", args=[open_one.pk]))
    assert state_of(open_one) == State.VERIFYING and not Opening.objects.open().exists()
    browser.post(url, {"answer": "founded", "note": "Called, nobody there."})
    browser.post(url, {"answer": "unfounded", "note": ""})
    assert OpeningReport.objects.get().answer == "founded"


# The employer's own buttons


def test_an_employer_pauses_resumes_and_withdraws(house, open_one, read):
    browser = read(house.bao)
    for name, state in (("opening-pause", "paused"), ("opening-pause", "paused"), ("opening-resume", "published")):
        browser.post(reverse(name, args=[open_one.pk]))
        assert state_of(open_one) == state
    withdraw = reverse("opening-withdraw", args=[open_one.pk])
    assert "Say it in your words." in browser.post(withdraw, {"code": "other"}).content.decode()
    browser.post(withdraw, {"code": "budget"})
    assert state_of(open_one) == State.WITHDRAWN
    browser.post(reverse("opening-reopen", args=[open_one.pk]))
    assert state_of(open_one) == State.PUBLISHED
    assert OpeningMove.objects.count() == 4


def test_is_it_still_free_one_tap(house, open_one, read):
    browser = read(house.bao)
    assert "Nothing to answer" in browser.get(reverse("still-free")).content.decode()
    Opening.objects.update(confirmed_at=timezone.now() - actions.ASKED_AFTER * 2)
    assert actions.ask_stale() == 1
    assert reverse("opening-confirm", args=[open_one.pk]) in browser.get(reverse("still-free")).content.decode()
    answered = browser.post(reverse("opening-confirm", args=[open_one.pk]), {"next": "still-free"})
    assert answered.url == reverse("still-free")
    assert not Opening.objects.asked().exists()
    browser.post(reverse("opening-fill", args=[open_one.pk]))
    assert state_of(open_one) == State.FILLED
