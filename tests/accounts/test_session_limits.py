"""Nobody stays signed in for ever, nor long on a telephone put aside."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions, sms, tasks
from accounts.models import Membership, User
from tests import world

pytestmark = pytest.mark.django_db

MINUTES, HOURS, DAYS = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))


def _person() -> User:
    return actions.open_account("+212612345678", language="en")


def _counsellor() -> User:
    return world.counsellor()


def _employer() -> User:
    bao = world.user("Bao")
    world.employer(member=bao)
    return bao


def _staff() -> User:
    return world.user("Root", is_staff=True)


WHO = pytest.mark.parametrize(
    ("who", "idle", "whole"),
    [
        (_person, 2 * HOURS, 14 * DAYS),
        (_counsellor, 30 * MINUTES, 12 * HOURS),
        (_employer, 30 * MINUTES, 12 * HOURS),
        (_staff, 15 * MINUTES, 8 * HOURS),
    ],
)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as travel:
        yield travel


def is_in(browser) -> bool:
    return browser.get("/accounts/how/").status_code == 200


@WHO
def test_without_a_request_one_is_signed_out(who, idle, whole, read, clock):
    browser = read(who())
    assert is_in(browser)
    clock.shift(idle - 2 * MINUTES)
    assert is_in(browser)
    clock.shift(idle - 2 * MINUTES)
    assert is_in(browser), "each request counts anew"
    clock.shift(idle + MINUTES)
    assert not is_in(browser)


@WHO
def test_whatever_one_does_one_signs_in_again_in_the_end(who, idle, whole, read, clock):
    browser = read(who())
    assert is_in(browser)
    start = timezone.now()
    while timezone.now() - start < whole - idle / 2:
        assert is_in(browser)
        clock.shift(idle / 2)
    assert is_in(browser)
    clock.shift(idle / 2 + MINUTES)
    assert not is_in(browser)


@WHO
def test_the_cookie_runs_out_by_itself(who, idle, whole, read, clock):
    browser = read(who())
    is_in(browser)
    assert browser.cookies["sessionid"]["max-age"] == idle.total_seconds()


def test_who_begins_to_work_for_an_agency_is_held_to_its_limits_at_once(read, clock):
    amina = _person()
    browser = read(amina)
    assert is_in(browser)
    Membership.objects.create(user=amina, agency=world.agency(), role="counsellor")
    clock.shift(40 * MINUTES)
    assert not is_in(browser)


def test_signed_out_one_comes_back_to_the_page(read, clock):
    browser = read(_person())
    is_in(browser)
    clock.shift(3 * HOURS)
    assert browser.get("/accounts/how/")["Location"] == "/accounts/login/?next=/accounts/how/"


def test_a_session_is_written_once_a_minute_not_on_each_request(read, clock):
    browser = read(_person())
    is_in(browser)

    def writes() -> int:
        with CaptureQueriesContext(connection) as queries:
            is_in(browser)
        return sum('UPDATE "django_session"' in query["sql"] for query in queries)

    assert writes() == 0
    clock.shift(MINUTES)
    assert writes() == 1


def test_what_is_over_is_forgotten(read, clock):
    amina = _person()
    browser = read()
    browser.post("/accounts/login/code/", {"by": "sms", "phone": "+212612345678"})
    browser.post("/accounts/code/", {"code": re.search(r"\d{6}", sms.taken[-1].text).group()})
    assert (Session.objects.count(), UserSession.objects.filter(user=amina).count()) == (1, 1)
    tasks.forget()
    assert is_in(browser)
    clock.shift(3 * HOURS)
    tasks.forget()
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)
