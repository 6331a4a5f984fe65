"""Karim, officer of the agency, verifies a firm, suspends it, and what happens when a year is over."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, Event, Membership
from employers import tasks
from employers.firms import checklist, verifying
from employers.firms.actions import NotNow
from employers.models import Employer, JoinRequest, Member, Opening, Site, Verification
from tests import world

pytestmark = pytest.mark.django_db

YES = dict.fromkeys(checklist.CODES, "yes")
LEVEL_2 = dict.fromkeys(checklist.CODES, "not_seen") | {"existence": "yes", "call_back": "yes", "free": "yes"}
SEEN = "Extrait du registre du 3 mars"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def eimea():
    return world.agency()


@pytest.fixture
def karim(eimea):
    user = world.user("Karim")
    Membership.objects.create(user=user, agency=eimea, role="officer")
    return user


@pytest.fixture
def bao(db):
    user = world.user("Bao")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def firm(bao, eimea):
    firm = world.employer(member=bao, agency=eimea, level=1, legal_form="SARL")
    Member.objects.update(may_manage=True)
    return firm


@pytest.fixture
def opening(firm):
    return world.opening(world.occupation("welder"), by=firm)


def letters() -> list[str]:
    return [letter.subject for letter in mail.outbox]


def test_which_points_which_level_needs():
    assert checklist.best(LEVEL_2) == 2
    assert checklist.best(YES) == 3
    assert checklist.best({}) is None
    needed = {level: {p.code for p in checklist.POINTS if p.needed_for == level} for level in (2, 3)}
    assert needed == {
        2: {"existence", "call_back", "free"},
        3: {"social_security", "headcount", "address", "conditions"},
    }
    for code in checklist.CODES:
        # A no stands in the way, whatever else was seen.
        assert checklist.best(YES | {code: "no"}) is None
        assert [point.code for point in checklist.missing(2, YES | {code: "no"})] == [code]
    for code in needed[2]:
        assert checklist.best(YES | {code: "not_seen"}) is None
    for code in needed[3]:
        assert checklist.best(YES | {code: "not_seen"}) == 2


def test_karim_verifies_the_firm_and_its_opening_is_shown(
    read, karim, firm, opening, django_capture_on_commit_callbacks
):
    assert not Opening.objects.open().exists()
    browser = read(karim)
    page = text(browser.get(reverse("firms")))
    assert firm.name in page and "waits to be verified" in page
    page = text(browser.get(reverse("firm-verify", args=[firm.pk])))
    assert all(str(point.asks) in page for point in checklist.POINTS)
    answer = browser.post(
        reverse("firm-verify", args=[firm.pk]), LEVEL_2 | {"seen": SEEN, "level": 2, "note": "Qznote"}
    )
    assert answer["Location"] == reverse("firm", args=[firm.pk])
    made = Verification.objects.get()
    today = timezone.localdate()
    assert (made.level, made.seen, made.by, made.on) == (2, SEEN, karim, today)
    assert made.expires_on == today + timedelta(days=365) and made.checklist == LEVEL_2
    firm.refresh_from_db()
    assert firm.level == 2 and list(Opening.objects.open()) == [opening]
    assert Event.objects.get(name="employer.verified").by_id == karim.pk
    assert letters() == [f"Verified: {firm.name}"]
    # Bao reads what was seen, not the note of the agency.
    page = text(read(firm.members.get().user).get(reverse("firm", args=[firm.pk])))
    assert SEEN in page and "Verified by documents" in page and "Qznote" not in page
    assert "Qznote" in text(browser.get(reverse("firm", args=[firm.pk])))


def test_a_level_that_is_not_reached_is_refused_with_the_points(read, karim, firm):
    sent = LEVEL_2 | {"seen": SEEN, "level": 3, "note": "typed"}
    page = text(read(karim).post(reverse("firm-verify", args=[firm.pk]), sent))
    assert "This level is not reached yet" in page and "It works at the address it gives" in page
    assert SEEN in page and "typed" in page
    assert not Verification.objects.exists()
    with pytest.raises(NotNow):
        verifying.verify(firm, 2, by=karim, seen=SEEN, answers=YES | {"free": "no"})


def test_who_may_verify(read, karim, firm, bao):
    counsellor = world.counsellor(of=firm.agency)
    elsewhere = world.user("Leila")
    Membership.objects.create(
        user=elsewhere, agency=Agency.objects.create(name="Tanger", kind="eimea", country="MA"), role="lead"
    )
    for name in ("firm-verify", "firm-suspend"):
        address = reverse(name, args=[firm.pk])
        told = {who.name: read(who).get(address).status_code for who in (karim, counsellor, elsewhere, bao)}
        assert told == {"Karim": 200, "Samira": 404, "Leila": 404, "Bao": 404}
    for who in (counsellor, elsewhere, bao):
        for name in ("firm-verify", "firm-suspend", "firm-lift"):
            sent = YES | {"seen": SEEN, "level": 3, "reason": "because"}
            assert read(who).post(reverse(name, args=[firm.pk]), sent).status_code == 404
    firm.refresh_from_db()
    assert (firm.level, firm.suspended_at) == (1, None)


def test_suspended_nothing_is_shown_and_lifted_it_comes_back(read, karim, firm, opening, bao):
    verifying.verify(firm, 2, by=karim, seen=SEEN, answers=LEVEL_2)
    browser = read(karim)
    page = text(browser.post(reverse("firm-suspend", args=[firm.pk]), {"reason": " "}))
    assert "Say why." in page
    browser.post(reverse("firm-suspend", args=[firm.pk]), {"reason": "A fee was asked for."})
    assert not Opening.objects.open().exists() and not Employer.objects.verified().exists()
    assert "A fee was asked for." in text(read(bao).get(reverse("firm", args=[firm.pk])))
    assert f"Suspended: {firm.name}" in letters() and "fee" not in mail.outbox[-1].body
    with pytest.raises(NotNow):
        verifying.verify(firm, 2, by=karim, seen=SEEN, answers=LEVEL_2)
    # A second tab finds it suspended already.
    browser.post(reverse("firm-suspend", args=[firm.pk]), {"reason": "Again."})
    firm.refresh_from_db()
    assert firm.suspended_reason == "A fee was asked for."
    for _ in range(2):
        browser.post(reverse("firm-lift", args=[firm.pk]))
    firm.refresh_from_db()
    assert (firm.suspended_at, firm.suspended_reason, firm.level) == (None, "", 2)
    assert list(Opening.objects.open()) == [opening]
    names = list(Event.objects.filter(subject_type="employers.employer").values_list("name", flat=True))
    assert sorted(names) == ["employer.suspended", "employer.suspension_lifted", "employer.verified"]


def verified(firm, karim, ends: date) -> Verification:
    Employer.objects.filter(pk=firm.pk).update(level=2)
    return Verification.objects.create(
        employer=firm, level=2, seen=SEEN, by=karim, on=ends - timedelta(days=365), expires_on=ends
    )


@pytest.mark.parametrize(("days", "told"), [(31, 0), (30, 1), (0, 1), (-1, 0)])
def test_managers_are_reminded_once_30_days_before(firm, karim, days, told, django_capture_on_commit_callbacks):
    verified(firm, karim, timezone.localdate() + timedelta(days=days))
    Member.objects.create(user=world.user("Salma"), employer=firm)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.remind_firms()
    assert letters() == [f"To be verified again soon: {firm.name}"] * told


def test_after_a_year_it_falls_back_and_verified_again_its_openings_come_back(
    firm, karim, opening, django_capture_on_commit_callbacks
):
    today = timezone.localdate()
    verified(firm, karim, today)
    assert verifying.lapse() == 0, "the last day counts"
    Verification.objects.update(expires_on=today - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert (verifying.lapse(), verifying.lapse()) == (1, 0)
    firm.refresh_from_db()
    assert firm.level == 1 and not Opening.objects.open().exists()
    assert letters() == [f"The verification is over: {firm.name}"]
    assert Event.objects.get(name="employer.lapsed").by_id is None
    verifying.verify(firm, 3, by=karim, seen=SEEN, answers=YES)
    assert list(Opening.objects.open()) == [opening]
    tasks.lapse_verifications()
    assert list(Opening.objects.open()) == [opening]


def test_a_firm_whom_nobody_has_looked_at_here_does_not_fall(eimea):
    seen_elsewhere = world.employer("Hérité Démo", level=2)
    assert verifying.lapse() == 0
    seen_elsewhere.refresh_from_db()
    assert seen_elsewhere.level == 2


def test_the_list_tells_what_waits_first_then_what_ends_soon(read, karim, eimea):
    today = timezone.localdate()
    firms = {name: world.employer(name, agency=eimea, level=1) for name in ("D ends", "C holds", "E waits", "A asked")}
    verified(firms["C holds"], karim, today + timedelta(days=200))
    verified(firms["D ends"], karim, today + timedelta(days=20))
    verified(firms["A asked"], karim, today + timedelta(days=200))
    JoinRequest.objects.create(employer=firms["A asked"], user=world.user("Chidi"), name="Chidi")
    world.employer("F suspended", agency=eimea, suspended_at=timezone.now())
    world.employer("Of another agency")
    browser = read(karim)

    def listed(**asked) -> list[str]:
        return [one.name for one in browser.get(reverse("firms"), asked).context["page"]]

    assert listed() == ["A asked", "E waits", "D ends", "C holds", "F suspended"]
    assert listed(state="waiting") == ["E waits"]
    assert listed(state="asked") == ["A asked"]
    assert listed(state="ending") == ["D ends"]
    assert listed(state="suspended") == ["F suspended"]
    assert listed(state="verified") == ["A asked", "D ends", "C holds"]
    assert listed(name="hold") == ["C holds"]
    assert len(listed(state="nonsense")) == 5


def test_the_list_costs_the_same_for_one_and_for_fifty(read, karim, eimea):
    def queries() -> int:
        browser = read(karim)
        with CaptureQueriesContext(connection) as cost:
            browser.get(reverse("firms"))
        return len(cost)

    Site.objects.create(employer=world.employer("One Démo", agency=eimea), place=world.town())
    one = queries()
    for number in range(20):
        Site.objects.create(employer=world.employer(f"F{number} Démo", agency=eimea), place=world.town())
    assert queries() == one


def test_who_works_for_no_agency_has_no_list(read, bao, firm):
    assert read(bao).get(reverse("firms")).status_code == 404
