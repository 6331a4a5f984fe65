"""A country's installation: PostgreSQL, Redis, gunicorn behind a proxy that ends TLS."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.programs import ROOT, Environment, ask, free_port, get, listens, manage, started

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

PASSWORD = "six longs mots à retenir"
BEHIND_THE_PROXY = {"Host": "wasl.example", "X_Forwarded_Proto": "https"}


def serving(installation: Environment, folder: Path, port: int) -> object:
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    return started(command, folder / "log", ready=lambda: listens(port), cwd=ROOT, env=installation)


@pytest.fixture(scope="module")
def site(production: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    with serving(production, tmp_path_factory.mktemp("site"), port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def samira(production: Environment, site: str) -> str:
    """The cookie of Samira, signed in by the form."""
    # The demo world's passwords are of the suite's quick kind, which production does not know.
    code = "from accounts.models import User\nu = User.objects.get(email='samira@example.org')\n"
    ask(production, f"{code}u.set_password({PASSWORD!r})\nu.save()")
    login = f"{site}/accounts/login/"
    _status, headers, page = get(login, **BEHIND_THE_PROXY)
    token = re.search(r'name="csrfmiddlewaretoken"\s+value="(\w+)"', page).group(1)
    form = urlencode({"login": "samira@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token}).encode()
    cookie = headers["Set-Cookie"].split(";")[0]
    asked = {**BEHIND_THE_PROXY, "Cookie": cookie, "Referer": "https://wasl.example/accounts/login/"}
    status, headers, page = get(login, form, **asked)
    assert status == 302, page
    session = next(c for c in headers["Set-Cookie"].split("\n") if "sessionid" in c)
    assert_locked(session, "__Host-sessionid")
    return session.split(";")[0]


def assert_locked(cookie: str, name: str) -> None:
    """Only over TLS, out of reach of scripts, for this very host."""
    morsel = SimpleCookie(cookie)[name]
    assert morsel["secure"] and morsel["httponly"]
    assert (morsel["samesite"], morsel["path"], morsel["domain"]) == ("Lax", "/", "")


def test_it_passes_every_check_of_a_deployment(production):
    assert "no issues" in manage(production, "check", "--deploy", "--fail-level", "WARNING")


def test_whoever_watches_it_needs_no_proxy(site):
    status, _headers, page = get(f"{site}/healthz", Host="wasl.example")
    assert (status, page) == (200, "ok")


def test_a_page_asked_for_in_the_clear_is_sent_to_tls(site):
    status, headers, _page = get(f"{site}/accounts/login/", Host="wasl.example")
    assert (status, headers["Location"]) == (301, "https://wasl.example/accounts/login/")


def test_another_host_is_not_served(site):
    assert get(f"{site}/accounts/login/", Host="elsewhere.example", X_Forwarded_Proto="https")[0] == 400


def test_the_sign_in_page_is_locked_down(site):
    status, headers, _page = get(f"{site}/accounts/login/", **BEHIND_THE_PROXY)
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert_locked(headers["Set-Cookie"], "__Host-csrftoken")


def test_style_is_served_under_a_name_that_may_be_kept_for_ever(site):
    page = get(f"{site}/accounts/login/", **BEHIND_THE_PROXY)[2]
    style = re.search(r'href="(/static/wasl\.[0-9a-f]{12}\.css)"', page).group(1)
    status, headers, _css = get(f"{site}{style}", **BEHIND_THE_PROXY)
    assert status == 200
    assert "immutable" in headers["Cache-Control"]


def test_a_page_of_somebody_signed_in_is_kept_nowhere(site, samira):
    status, headers, page = get(f"{site}/", Cookie=samira, **BEHIND_THE_PROXY)
    assert status == 200
    assert "no-store" in headers["Cache-Control"]
    assert "Samira" in page


def test_pages_come_while_redis_is_silent(production, samira, tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        nobody.listen()
        silent = production | {"REDIS_URL": f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"}
        port = free_port()
        with serving(silent, tmp_path, port):
            start = time.monotonic()
            status, _headers, page = get(f"http://127.0.0.1:{port}/", Cookie=samira, **BEHIND_THE_PROXY)
            took = time.monotonic() - start
    assert status == 200, (tmp_path / "log").read_text(encoding="utf-8")
    assert "Samira" in page
    assert took < 5


def test_the_demo_world_is_refused(production):
    done = subprocess.run(
        [sys.executable, "manage.py", "demo"], cwd=ROOT, env=production, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: This is not a demo: fictional people are never put beside real ones.")
    assert len(done.stderr.splitlines()) == 1
