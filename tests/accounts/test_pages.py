"""The front door, the languages, and what is said when something goes wrong."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core import mail
from django.db import DatabaseError, connection
from django.test import override_settings
from django.urls import path, reverse

from accounts.models import User
from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def refuse(*_args: object) -> None:
    raise DatabaseError("gone")


def boom(request: object) -> None:
    connection.execute_wrappers.append(refuse)
    raise DatabaseError("gone")


boom.login_required = False
urlpatterns = [*urlpatterns, path("boom/", boom)]


def test_the_first_page_says_what_it_is_and_where_to_go(cast, read):
    page = read().get("/").content.decode()
    assert "Free of charge. Never pay for a job." in page
    assert "EIMEA Fès" in page and '<bdi dir="ltr">+212 535 00 00 00</bdi>' in page
    assert f'href="{reverse("account_login")}"' in page


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("address", ["/", "/accounts/signup/", "/accounts/login/"])
def test_the_first_page_is_light_enough_for_a_slow_phone(cast, read, language, address):
    """Every file it names, uncompressed, and both Arabic fonts where they are read: 100 KB in all."""
    browser = read()
    browser.cookies["django_language"] = language
    page = browser.get(address).content.decode()
    files = {name.partition("#")[0] for name in re.findall(r'(?:src|href)="/static/([^"]+)"', page)}
    assert "wasl.css" in files and not any(name.endswith(".js") for name in files)
    if language == "ar":
        files |= {f"fonts/noto-sans-arabic-{weight}.woff2" for weight in (400, 700)}
    size = len(page.encode()) + sum(Path(finders.find(name)).stat().st_size for name in files)
    assert size < 100_000


def test_a_latin_page_does_not_name_the_arabic_font_outside_arabic():
    css = Path(finders.find("wasl.css")).read_text(encoding="utf-8")
    rules = re.findall(r'([^{}]+)\{[^{}]*"Noto Sans Arabic"', css)
    assert [rule.split("*/")[-1].strip() for rule in rules] == ["@font-face", "@font-face", ":lang(ar)"]


def test_the_language_is_chosen_once_and_kept(cast, read):
    browser = read()
    answer = browser.post(reverse("set-language"), {"language": "ar", "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert '<html lang="ar" dir="rtl">' in text(browser.get("/"))


def test_a_reader_reads_in_their_own_language_without_choosing(cast, read):
    User.objects.filter(pk=cast.chidi.pk).update(language="ar")
    browser = read(User.objects.get(pk=cast.chidi.pk))
    assert '<html lang="ar" dir="rtl">' in text(browser.get("/"))


def test_each_language_is_named_in_itself(cast, read):
    page = read().get("/").content.decode()
    for code, name in (("ar", "العربية"), ("fr", "Français"), ("en", "English")):
        assert re.search(rf'<button[^>]*lang="{code}"[^>]*>{name}</button>', page)


def test_somebody_signs_in_and_out(cast, read):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=cast.chidi, email=cast.chidi.email, verified=True, primary=True)
    browser = read()
    answer = browser.post(reverse("account_login"), {"login": cast.chidi.email, "password": "demo"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Sign out" in browser.get("/").content.decode()
    assert browser.post(reverse("account_logout"))["Location"] == "/"
    assert "Sign out" not in browser.get("/").content.decode()


def test_a_wrong_password_is_said_beside_the_form_and_keeps_the_address(cast, read):
    page = read().post(reverse("account_login"), {"login": cast.chidi.email, "password": "wrong"}).content.decode()
    assert "Please look at this again" in page
    assert f'value="{cast.chidi.email}"' in page


def test_asking_for_a_new_password_says_the_same_whether_one_is_known_or_not(cast, read):
    known = read().post(reverse("account_reset_password"), {"email": cast.chidi.email})
    unknown = read().post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"] == reverse("account_reset_password_done")
    assert len(mail.outbox) == 2
    assert not any("testserver!" in letter.body or "Thank you" in letter.body for letter in mail.outbox)


def test_the_wrong_page_is_said_in_our_layout(read):
    answer = read().get("/nothing-here/")
    assert answer.status_code == 404
    assert "We do not find this page" in answer.content.decode()
    assert 'class="brand"' in answer.content.decode()


@override_settings(ROOT_URLCONF="tests.accounts.test_pages")
def test_a_failure_is_said_without_the_database(cast, read):
    """From the failure on every query is refused, also that for who is reading."""
    browser = read(cast.samira)
    browser.raise_request_exception = False
    browser.cookies["django_language"] = "ar"
    try:
        answer = browser.get("/boom/")
    finally:
        connection.execute_wrappers.remove(refuse)
    assert answer.status_code == 500
    assert 'lang="ar" dir="rtl"' in text(answer)
    assert "<h1>" in text(answer), "a page of ours, not the last resort of the server"


def test_a_form_from_an_old_page_says_that_nothing_was_sent(read):
    from tests.conftest import Reader

    answer = Reader(enforce_csrf_checks=True).post(reverse("set-language"), {"language": "fr"})
    assert answer.status_code == 403
    assert "This page had been open for too long" in answer.content.decode()


def test_health_asks_the_database(read, monkeypatch):
    assert read().get("/healthz").content == b"ok"
    monkeypatch.setattr("accounts.views.connection.cursor", refuse)
    assert read().get("/healthz").status_code == 503


def test_the_policy_lets_a_page_load_its_own_files_only(cast, read):
    policy = read(cast.samira).get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_signed_in_pages_are_kept_by_no_cache(cast, read):
    assert "no-store" in read(cast.amina).get("/")["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("samira", "People not yet introduced"),
        ("amina", "Openings that may suit you"),
        ("bao", "Post an opening"),
        ("chidi", "Your account is not linked to anything yet"),
    ],
)
def test_the_first_page_is_each_ones_own(cast, read, who, said):
    assert said in read(getattr(cast, who)).get("/").content.decode()


def test_demo_is_said_on_every_page_and_only_there(cast, read):
    assert "every person and every firm here is invented" in read().get("/").content.decode()
    with override_settings(DEMO=False):
        assert "every person and every firm here is invented" not in read().get("/").content.decode()


@pytest.mark.parametrize(
    ("low", "high", "language", "text"),
    [
        (3423, None, "en", '<bdi dir="ltr">3,423</bdi> dirhams per month, gross'),
        (3423, 4000, "en", '<bdi dir="ltr">3,423</bdi> to <bdi dir="ltr">4,000</bdi> dirhams per month, gross'),
        (3423, 3423, "en", '<bdi dir="ltr">3,423</bdi> dirhams per month, gross'),
        (None, None, "en", "not said"),
    ],
)
def test_a_wage_is_said_in_words(low, high, language, text):
    from django.utils import translation

    from accounts.templatetags.house import wage

    with translation.override(language):
        assert wage(low, "MAD", "month", high) == text


def test_the_text_of_a_wage_holds_no_code_of_others():
    from accounts.templatetags.house import wage

    assert "<b>" not in wage(1, "<b>", "month")
