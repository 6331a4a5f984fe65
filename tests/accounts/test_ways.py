"""How somebody signs in is theirs to change, once they have shown that it is them; whoever else may be, is told."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import actions, sms
from accounts.models import Event, SignInPhone, User
from tests import world

pytestmark = pytest.mark.django_db

OLD, NEW, HERS = "+212612345678", "+221771234567", "amina@example.org"
CODE, HOW = "/accounts/code/", "/accounts/how/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def code_of(words: str) -> str:
    return re.search(r"\d{6}", words).group()


@pytest.fixture
def amina() -> User:
    return actions.open_account(OLD, language="en")


@pytest.fixture
def both(amina) -> User:
    """Amina with a telephone and an e-mail address."""
    actions.sign_in_with(amina, HERS)
    return amina


def told(address: str) -> list[str]:
    return [one.text for one in sms.taken if one.to == address]


def test_she_changes_her_number_and_the_old_one_is_told(read, amina):
    browser, elsewhere = read(amina), _signed_in_elsewhere(read)
    assert "+212 6 12 34 56 78" in text(browser.get(HOW))
    assert browser.post("/accounts/how/sms/", {"country": "SN", "phone": "77 123 45 67"})["Location"] == CODE
    assert "Your account opens" not in text(browser.get(HOW)) and SignInPhone.objects.get().number == OLD
    answer = browser.post(CODE, {"code": code_of(told(NEW)[-1])})
    assert answer["Location"] == HOW
    page = text(browser.get(HOW))
    assert "Done. Your account opens with it from now on." in page and "+221 77 123 45 67" in page
    assert "This number no longer opens your account." in told(OLD)[-1]
    assert elsewhere.get(HOW).status_code == 302, "signed out elsewhere"
    assert Event.objects.filter(name="account.way_changed", by_id=amina.pk, facts={"way": "sms"}).count() == 1
    assert actions.owner_of(OLD) is None and actions.owner_of(NEW) == amina


def _signed_in_elsewhere(read) -> object:
    browser = read()
    browser.post("/accounts/login/code/", {"by": "sms", "phone": OLD})
    browser.post(CODE, {"code": code_of(told(OLD)[-1])})
    assert browser.get(HOW).status_code == 200
    return browser


def test_she_adds_an_address_and_signs_in_by_either(read, amina):
    browser = read(amina)
    browser.post("/accounts/how/mail/", {"email": HERS})
    browser.post(CODE, {"code": code_of(mail.outbox[-1].body)})
    assert actions.owner_of(HERS) == actions.owner_of(OLD) == amina
    amina.refresh_from_db()
    assert amina.email == HERS
    assert "Your account now opens with another address as well." in told(OLD)[-1]


def test_an_address_of_somebody_else_stays_theirs_and_the_page_says_nothing(read, amina):
    other = actions.open_account(HERS, language="en")
    browser = read(amina)
    assert browser.post("/accounts/how/mail/", {"email": HERS})["Location"] == CODE
    assert "already opens an account" in mail.outbox[-1].subject
    assert "We have sent a mail to" in text(browser.get(CODE))
    assert actions.owner_of(HERS) == other


def test_an_address_taken_while_the_code_was_on_its_way(read, amina):
    browser = read(amina)
    browser.post("/accounts/how/mail/", {"email": HERS})
    other = actions.open_account(HERS, language="en")
    browser.post(CODE, {"code": code_of(mail.outbox[-1].body)})
    assert "opens another account since a moment ago" in text(browser.get(HOW))
    assert actions.owner_of(HERS) == other and actions.owner_of(OLD) == amina


def test_her_own_number_once_more_changes_nothing(read, amina):
    browser = read(amina)
    browser.post("/accounts/how/sms/", {"phone": OLD})
    browser.post(CODE, {"code": code_of(told(OLD)[-1])})
    assert actions.owner_of(OLD) == amina
    assert len(told(OLD)) == 1, "nothing to be told of"


def test_one_of_two_ways_is_removed_after_a_question(read, both):
    browser = read(both)
    assert "Remove the number?" in text(browser.get("/accounts/how/sms/remove/"))
    assert actions.owner_of(OLD) == both, "asking changes nothing"
    assert browser.post("/accounts/how/sms/remove/")["Location"] == HOW
    assert (actions.owner_of(OLD), actions.owner_of(HERS)) == (None, both)
    assert "This number no longer opens your account." in told(OLD)[-1]


def test_the_last_way_is_not_removed(read, amina):
    browser = read(amina)
    assert "Remove" not in text(browser.get(HOW))
    browser.post("/accounts/how/sms/remove/")
    assert "Nobody could sign in to your account without it." in text(browser.get(HOW))
    assert actions.owner_of(OLD) == amina


@pytest.mark.parametrize("page", ["/accounts/how/sms/", "/accounts/how/mail/remove/", "/accounts/password/set/"])
def test_after_a_while_she_shows_first_that_it_is_her_and_comes_back(read, both, page):
    browser = read(both)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser.get("/")
        assert browser.get(page).status_code == 200
        clock.shift(timedelta(minutes=16))
        answer = browser.get(page)
        assert answer["Location"] == f"/accounts/how/prove/?next={page.replace('/', '%2F')}"
        assert browser.post(page)["Location"] == answer["Location"], "also when it was open already"
        key = browser.session.session_key
        assert "Send a code to <bdi" in text(browser.get(answer["Location"]))
        assert browser.post("/accounts/how/prove/", {"by": "sms", "next": page})["Location"] == CODE
        assert browser.post(CODE, {"code": code_of(told(OLD)[-1])})["Location"] == page
        assert browser.get(page).status_code == 200
        assert browser.session.session_key != key, "a key that somebody saw opens nothing any more"
        assert [session.session_key for session in UserSession.objects.purge_and_list(both)] == [
            browser.session.session_key
        ]


def test_somebody_with_a_password_may_show_it_instead(read):
    samira = world.user("Samira")
    EmailAddress.objects.create(user=samira, email=samira.email, verified=True, primary=True)
    browser = read(samira)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser.get("/")
        clock.shift(timedelta(minutes=16))
        wrong = browser.post("/accounts/how/prove/", {"password": "wrong", "next": "/accounts/how/sms/"})
        assert "This is not the password." in text(wrong)
        assert browser.get("/accounts/how/sms/").status_code == 302
        right = browser.post("/accounts/how/prove/", {"password": "demo", "next": "/accounts/how/sms/"})
        assert right["Location"] == "/accounts/how/sms/"
        assert browser.get("/accounts/how/sms/").status_code == 200


def test_passwords_are_not_guessed_there_either(read):
    samira = world.user("Samira")
    EmailAddress.objects.create(user=samira, email=samira.email, verified=True, primary=True)
    browser = read(samira)
    said = [text(browser.post("/accounts/how/prove/", {"password": "wrong"})) for _ in range(6)]
    assert "Too many failed login attempts" in said[-1] and "This is not the password" not in said[-1]


def test_the_code_of_one_person_proves_nothing_in_the_browser_of_another(read, both):
    eve = actions.open_account(NEW, language="en")
    hers = read(both)
    hers.post("/accounts/how/prove/", {"by": "sms"})
    browser = read(eve)
    session = browser.session
    session["code"] = dict(hers.session["code"])
    session.save()
    assert browser.get(CODE)["Location"] == HOW


def test_a_way_that_nobody_knows_is_not_found(read, both):
    assert read(both).get("/accounts/how/pigeon/").status_code == 404
    assert read(both).get("/accounts/how/pigeon/remove/").status_code == 404


def test_she_sees_where_she_is_signed_in_and_signs_out_there(read, amina):
    telephone = _signed_in_elsewhere(read)
    UserSession.objects.update(user_agent="Mozilla/5.0 (Linux; Android 9; Nokia 2.2) AppleWebKit Chrome/99 Safari/537")
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        computer = _signed_in_elsewhere(read)
        page = text(computer.get(reverse("usersessions_list")))
        assert "Chrome · Android" in page and page.count("signed in on") == 2
        computer.post(reverse("usersessions_list"))
        assert telephone.get(HOW).status_code == 302
        assert computer.get(HOW).status_code == 200
        assert text(computer.get(reverse("usersessions_list"))).count("signed in on") == 1


def test_the_old_pages_of_addresses_lead_here(read, amina):
    assert read(amina).get(reverse("account_email"))["Location"] == HOW
