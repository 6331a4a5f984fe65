"""How somebody gets in: alone, from a telephone, in three languages, without scripts; and how nobody else does."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import actions, codes, sms, tasks
from accounts.consents import CURRENT
from accounts.models import Code, Consent, Event, Message, SignInPhone, User
from returnees.models import Identity, Profile
from tests import world

pytestmark = pytest.mark.django_db

AMINAS = "+212612345678"
SIGN_UP, SIGN_IN, CODE = "/accounts/signup/", "/accounts/login/code/", "/accounts/code/"
BY_SMS = {"by": "sms", "country": "MA", "phone": "06 12 34 56 78"}
BY_MAIL = {"by": "mail", "email": "Amina@Example.org"}
AGREED = {"keep": "yes", "adult": "on"}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def code_of(words: str) -> str:
    return re.search(r"\d{6}", words).group()


@pytest.fixture
def amina() -> User:
    return actions.open_account(AMINAS, language="en")


@pytest.fixture
def mails() -> User:
    """Somebody who signs in by mail."""
    return actions.open_account("amina@example.org", language="en")


@pytest.mark.parametrize(
    ("language", "name", "asked", "begun"),
    [
        ("en", "Amina", "May we keep your file?", "Two questions, and your file begins."),
        ("fr", "Amina", "Pouvons-nous garder votre dossier ?", "Deux questions, et votre dossier commence."),
        ("ar", "أمينة", "هل يمكننا حفظ ملفكم؟", "سؤالان ويبدأ ملفكم."),
    ],
)
def test_amina_opens_her_account_from_her_telephone_and_begins_her_file(read, language, name, asked, begun):
    fes = world.town()
    browser = read()
    browser.cookies["django_language"] = language
    assert asked in text(browser.get(SIGN_UP))
    answer = browser.post(SIGN_UP, BY_SMS | AGREED)
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert not User.objects.exists() and not Consent.objects.exists(), "nothing is kept before the code"
    assert "+212 6 12 34 56 78" in text(browser.get(CODE))
    (one,) = sms.taken
    assert one.to == AMINAS
    answer = browser.post(CODE, {"code": code_of(one.text)})
    assert answer["Location"] == "/start/"

    amina = User.objects.get()
    assert (amina.language, amina.email, amina.has_usable_password()) == (language, None, False)
    assert SignInPhone.objects.get().number == AMINAS
    consent = Consent.objects.get()
    assert (consent.person, consent.purpose, consent.granted) == (amina, "keep", True)
    assert (consent.language, consent.mode, consent.text_version) == (language, "code", CURRENT["keep"].version)
    assert consent.expires_on == date.today() + timedelta(days=365)

    assert begun in text(browser.get("/start/"))
    answer = browser.post("/start/", {"given_name": name, "place": fes.pk})
    profile = Profile.objects.get()
    assert answer["Location"] == reverse("edit", args=[profile.code])
    assert (profile.user, profile.place, profile.agency) == (amina, fes, None)
    identity = Identity.objects.get()
    assert (identity.given_name, identity.phone) == (name, AMINAS)
    assert browser.get(answer["Location"]).status_code == 200
    assert [event.name for event in Event.objects.order_by("pk")] == [
        "account.opened",
        "consent.given",
        "profile.begun",
    ]


def test_she_opens_it_by_mail_from_abroad(read):
    browser = read()
    browser.post(SIGN_UP, BY_MAIL | AGREED)
    (letter,) = mail.outbox
    assert letter.to == ["amina@example.org"]
    assert browser.post(CODE, {"code": code_of(letter.body)})["Location"] == "/start/"
    amina = User.objects.get()
    assert amina.email == "amina@example.org"
    assert EmailAddress.objects.filter(user=amina, email=amina.email, verified=True, primary=True).exists()
    assert sms.taken == []


@pytest.mark.parametrize("choice", [{"keep": "no", "adult": "on"}, {"keep": "no"}])
def test_who_says_no_is_told_that_nothing_is_kept_and_nothing_is(read, choice):
    answer = read().post(SIGN_UP, BY_SMS | choice)
    assert "Nothing is kept" in text(answer)
    assert not any(rows.objects.exists() for rows in (User, Consent, Code, Message))
    assert sms.taken == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (BY_SMS | {"keep": "yes"}, "A file is only for people of 18 or older."),
        (BY_SMS | {"adult": "on"}, "Say yes or no."),
        (BY_SMS | AGREED | {"phone": ""}, "Write your mobile number."),
        (BY_SMS | AGREED | {"phone": "12"}, "We do not know such a number in Morocco."),
        (BY_SMS | AGREED | {"country": ""}, "Begin with + and the code of the country"),
        (BY_SMS | AGREED | {"phone": "0522 12 34 56"}, "This number receives no SMS."),
        (BY_SMS | AGREED | {"phone": "6" * 41}, "at most 40 characters"),
        (BY_SMS | AGREED | {"country": "XX"}, "Select a valid choice"),
        (BY_MAIL | AGREED | {"email": ""}, "Write your e-mail address."),
        (BY_MAIL | AGREED | {"email": "amina@"}, "Enter a valid email address."),
        (AGREED | {"phone": "0612345678"}, "This field is required."),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(read, typed, said):
    answer = read().post(SIGN_UP, typed)
    assert answer.status_code == 200 and said in text(answer)
    for field in ("phone", "email"):
        if typed.get(field):
            assert f'value="{typed[field]}"' in text(answer)
    assert not Code.objects.exists()


def test_what_stands_in_the_field_not_chosen_does_not_matter(read):
    read().post(SIGN_UP, BY_SMS | AGREED | {"email": "half an addr"})
    assert [one.to for one in sms.taken] == [AMINAS]


def test_the_page_says_who_keeps_it(read, settings):
    settings.DATA_KEEPER = "Agence Wasl, Rabat"
    assert "Who keeps it: <bdi>Agence Wasl, Rabat</bdi>." in text(read().get(SIGN_UP))


def test_the_countries_we_work_in_come_first_and_the_last_one_chosen_is_remembered(read):
    browser = read()
    first = re.findall(r'<option value="(\w*)"', text(browser.get(SIGN_UP)))[:6]
    assert first == ["", "MA", "TN", "SN", "CI", "NG"]
    browser.post(SIGN_UP, BY_SMS | AGREED | {"country": "SN", "phone": "77 123 45 67"})
    assert '<option value="SN" selected>' in text(browser.get("/accounts/login/"))


def test_she_signs_in_with_a_code_and_comes_to_where_she_wanted(read, amina):
    browser = read()
    asked = browser.get("/schemes/")
    assert '<input type="hidden" name="next" value="/schemes/">' in text(browser.get(asked["Location"]))
    answer = browser.post(SIGN_IN, BY_SMS | {"next": "/schemes/"})
    assert answer["Location"] == CODE
    assert browser.post(CODE, {"code": code_of(sms.taken[-1].text)})["Location"] == "/schemes/"
    assert "Sign out" in text(browser.get("/schemes/"))


def test_a_place_elsewhere_is_not_gone_to(read, amina):
    browser = read()
    browser.post(SIGN_IN, BY_SMS | {"next": "https://evil.example/"})
    assert browser.post(CODE, {"code": code_of(sms.taken[-1].text)})["Location"] == "/"


def test_she_signs_in_by_mail_whatever_the_capitals(read, mails):
    browser = read()
    browser.post(SIGN_IN, BY_MAIL)
    assert browser.post(CODE, {"code": code_of(mail.outbox[-1].body)})["Location"] == "/"


def _asks(read, page: str, typed: dict[str, str]) -> tuple[object, ...]:
    """Everything that somebody sees who asks for a code and types a wrong one, less what differs for everybody."""
    browser = read()
    answer = browser.post(page, typed)
    pages = [browser.get(CODE), browser.post(CODE, {"code": "no"}), browser.post("/accounts/code/again/", follow=True)]
    secret = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w+"')
    return (
        answer.status_code,
        answer["Location"],
        *[(page.status_code, secret.sub(r"\1", text(page))) for page in pages],
    )


@pytest.mark.parametrize("page", [SIGN_UP, SIGN_IN])
@pytest.mark.parametrize("typed", [BY_SMS, BY_MAIL])
def test_on_the_screen_nobody_can_tell_whether_there_is_an_account(read, page, typed):
    unknown = _asks(read, page, typed | AGREED)
    Code.objects.all().delete()
    actions.open_account(AMINAS, language="en")
    actions.open_account("amina@example.org", language="en")
    assert _asks(read, page, typed | AGREED) == unknown


def test_it_costs_the_same_whether_there_is_an_account(read):
    def cost(typed: dict[str, str]) -> int:
        browser = read()
        with CaptureQueriesContext(connection) as queries:
            browser.post(SIGN_IN, typed)
        return len(queries)

    unknown = cost(BY_SMS)
    Code.objects.all().delete()
    actions.open_account(AMINAS, language="en")
    assert cost(BY_SMS) == unknown


def test_a_number_without_an_account_is_told_so_where_only_its_owner_reads(read):
    browser = read()
    browser.post(SIGN_IN, BY_SMS)
    (one,) = sms.taken
    assert one.to == AMINAS and "No account opens with this number" in one.text
    assert not re.search(r"\d{6}", one.text)
    assert browser.post(CODE, {"code": "000000"}).status_code == 200
    assert not User.objects.exists()


def test_two_who_share_a_telephone_the_second_is_told_how_and_not_whose_it_is(read, amina):
    browser = read()
    browser.post(SIGN_UP, BY_SMS | AGREED)
    (one,) = sms.taken
    assert "This number already opens an account" in one.text and "e-mail" in one.text
    assert "when you share it, use an e-mail address or ask an agency" in text(browser.get(CODE))
    assert User.objects.get() == amina


def test_an_address_that_was_never_shown_to_be_somebodys_opens_nothing(read):
    """A counsellor may have mistyped it: whoever reads it would be let into a stranger's file."""
    hers = User.objects.create_user("amina@example.org", language="en")
    EmailAddress.objects.create(user=hers, email=hers.email, verified=False, primary=True)
    browser = read()
    browser.post(SIGN_IN, BY_MAIL)
    assert "No account opens with this address" in mail.outbox[-1].subject
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        browser.post(SIGN_UP, BY_MAIL | AGREED)
    assert "already opens an account" in mail.outbox[-1].subject
    assert User.objects.count() == 1


def test_nor_does_such_a_number(read):
    hers = User.objects.create_user(language="en")
    SignInPhone.objects.create(user=hers, number=AMINAS, key=SignInPhone.key_of(AMINAS), verified=False)
    read().post(SIGN_IN, BY_SMS)
    assert "No account opens with this number" in sms.taken[-1].text


def test_a_code_opens_in_the_browser_that_asked_and_once(read, amina):
    hers, elses = read(), read()
    hers.post(SIGN_IN, BY_SMS)
    digits = code_of(sms.taken[-1].text)
    assert elses.post(CODE, {"code": digits})["Location"] == reverse("account_login")
    assert hers.post(CODE, {"code": digits})["Location"] == "/"
    hers.post(reverse("account_logout"))
    assert hers.post(CODE, {"code": digits})["Location"] == reverse("account_login")


def test_wrong_digits_are_said_with_how_often_one_may_still_try(read, amina):
    browser = read()
    browser.post(SIGN_IN, BY_SMS)
    digits = code_of(sms.taken[-1].text)
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    said = [text(browser.post(CODE, {"code": wrong})) for _ in range(5)]
    assert all(f"You can try {5 - number} more time" in page for number, page in enumerate(said[:4], 1))
    assert "This code does not hold any more. Ask for a new one." in said[4]
    assert "does not hold any more" in text(browser.post(CODE, {"code": digits}))
    assert "Sign out" not in text(browser.get("/"))


def test_a_new_code_comes_after_a_pause_and_only_it_counts(read, amina):
    browser = read()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser.post(SIGN_IN, BY_SMS | {"next": "/schemes/"})
        first = code_of(sms.taken[-1].text)
        assert "You can ask for another in 1 minute." in text(browser.post("/accounts/code/again/", follow=True))
        clock.shift(timedelta(minutes=1))
        assert "Only the last one counts." in text(browser.post("/accounts/code/again/", follow=True))
        second = code_of(sms.taken[-1].text)
        if first != second:
            assert browser.post(CODE, {"code": first}).status_code == 200
        assert browser.post(CODE, {"code": second})["Location"] == "/schemes/"


def test_a_code_that_ran_out_can_be_had_anew_from_the_same_page(read, amina):
    browser = read()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser.post(SIGN_IN, BY_SMS)
        clock.shift(timedelta(minutes=11))
        page = text(browser.get(CODE))
        assert "does not hold any more" in page and 'name="code"' not in page
        browser.post("/accounts/code/again/")
        assert browser.post(CODE, {"code": code_of(sms.taken[-1].text)})["Location"] == "/"


def test_too_many_codes_are_refused_beside_the_form_on_each_page(read, amina):
    browser = read()
    browser.post(SIGN_IN, BY_SMS)
    for page in (SIGN_IN, SIGN_UP):
        answer = browser.post(page, BY_SMS | AGREED)
        assert answer.status_code == 200 and "You can ask for another in 1 minute." in text(answer)
    assert len(sms.taken) == 1


def test_a_number_that_was_given_up_meanwhile_opens_nothing(read, amina):
    browser = read()
    browser.post(SIGN_IN, BY_SMS)
    SignInPhone.objects.all().delete()
    assert browser.post(CODE, {"code": code_of(sms.taken[-1].text)})["Location"] == reverse("account_login")
    assert "Sign out" not in text(browser.get("/"))


def test_an_account_that_was_closed_stays_closed(read, amina):
    User.objects.update(is_active=False)
    browser = read()
    browser.post(SIGN_IN, BY_SMS)
    answer = browser.post(CODE, {"code": code_of(sms.taken[-1].text)})
    assert answer["Location"] == reverse("account_inactive")
    assert "Sign out" not in text(browser.get("/"))


def test_two_codes_for_one_number_open_one_account(read):
    """From two telephones or two tabs: whoever reads the number is one person."""
    browsers = [read(), read()]
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for browser in browsers:
            browser.post(SIGN_UP, BY_SMS | AGREED)
            clock.shift(timedelta(minutes=1))
        for browser, one in zip(browsers, list(sms.taken), strict=True):
            assert browser.post(CODE, {"code": code_of(one.text)})["Location"] == "/start/"
    assert (User.objects.count(), Consent.objects.count()) == (1, 1)


def test_who_is_signed_in_needs_no_door(read, amina):
    browser = read(amina)
    assert browser.get(SIGN_UP)["Location"] == "/"
    assert browser.post(SIGN_UP, BY_SMS | AGREED)["Location"] == "/"
    assert browser.post(SIGN_IN, BY_SMS)["Location"] == reverse("account_login")
    assert not Code.objects.exists()


def test_the_session_holds_nothing_of_whom_the_code_went_to(read, amina):
    browser = read()
    browser.post(SIGN_IN, BY_SMS)
    assert "612345678" not in repr(dict(browser.session.items()))


def test_without_a_broker_and_with_a_silent_provider_the_page_still_comes(read, amina, monkeypatch):
    def gone(*_: object) -> None:
        raise OSError("nobody listens")

    def silent(to: str, text: str) -> None:
        raise sms.SmsFailed("the SMS provider does not answer")

    monkeypatch.setattr(tasks.deliver_message, "delay", gone)
    monkeypatch.setattr(sms, "send", silent)
    assert read().post(SIGN_IN, BY_SMS)["Location"] == CODE
    waiting = Message.objects.get()
    assert (waiting.attempts, waiting.last_error) == (1, "the SMS provider does not answer")


@pytest.fixture
def broken_cache(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise ConnectionError("the cache is gone")

    for deed in ("get", "set", "add", "delete", "get_many", "set_many", "incr"):
        monkeypatch.setattr(type(cache._connections["default"]), deed, fail, raising=False)


def test_a_broken_cache_opens_no_door_and_closes_none_for_codes(read, amina, broken_cache):
    browser = read()
    browser.post(SIGN_IN, BY_SMS)
    digits = code_of(sms.taken[-1].text)
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    for _ in range(codes.MOST_GUESSES):
        browser.post(CODE, {"code": wrong})
    browser.post(CODE, {"code": digits})
    assert "Sign out" not in text(browser.get("/")), "five guesses, cache or not"
    assert "You can ask for another" in text(browser.post(SIGN_IN, BY_SMS)), "one a minute, cache or not"
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        browser.post(SIGN_IN, BY_SMS)
        assert browser.post(CODE, {"code": code_of(sms.taken[-1].text)})["Location"] == "/"


def test_a_broken_cache_lets_nobody_guess_passwords(read, broken_cache):
    samira = world.user("Samira")
    EmailAddress.objects.create(user=samira, email=samira.email, verified=True, primary=True)
    browser = read()
    browser.raise_request_exception = False
    answer = browser.post("/accounts/login/", {"login": samira.email, "password": "demo"})
    assert answer.status_code == 500
    assert "Sign out" not in text(browser.get("/"))
