"""Whatever stands behind the door for SMS keeps the same promises."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from accounts import sms
from accounts.sms import Sms, SmsFailed

AMINAS = "+212612345678"
TEXTS = ["Code : 123456. Valable 10 minutes.", "الرمز 123456.\nلا تعطه لأحد.", 'quotes " \\ and {braces}']


class Provider(BaseHTTPRequestHandler):
    """A provider that takes texts, or does what `server.mood` says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mood = self.server.mood
        if mood == "silent":
            time.sleep(1)
        if mood == "redirect":
            # The one that a client follows by itself, with all its headers.
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        elif mood == "refuse":
            self.send_response(503)
        else:
            self.server.asked.append(self)
            self.server.taken.append(Sms(**json.loads(body)))
            self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.server.asked.append(self)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def provider(settings, monkeypatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.mood, server.taken, server.asked = "well", [], []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.SMS_BACKEND, settings.SMS_TOKEN = "http", "secret-token"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/messages"
    yield server
    server.shutdown()
    server.server_close()


def files(folder: Path) -> list[Sms]:
    found = []
    for file in sorted(folder.glob("*.txt")):
        to, _, text = file.read_text(encoding="utf-8").partition("\n\n")
        found.append(Sms(to, text.removesuffix("\n")))
    return found


@pytest.fixture(params=["memory", "file", "http"])
def door(request, settings, tmp_path, monkeypatch) -> SimpleNamespace:
    """`arrived()`: the texts that came out at the other end. `close()`: from now on none is taken."""
    monkeypatch.setattr(sms, "taken", [])
    if request.param == "http":
        server = request.getfixturevalue("provider")
        return SimpleNamespace(arrived=lambda: server.taken, close=lambda: setattr(server, "mood", "refuse"))
    settings.SMS_BACKEND, settings.VAR_DIR = request.param, tmp_path
    if request.param == "file":
        return SimpleNamespace(
            arrived=lambda: files(tmp_path / "sms"),
            close=lambda: (tmp_path / "sms").write_text("no folder", encoding="utf-8"),
        )
    return SimpleNamespace(arrived=lambda: sms.taken)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_arrives_as_it_was_written(door, text):
    sms.send(AMINAS, text)
    assert door.arrived() == [Sms(AMINAS, text)]


def test_each_text_arrives_by_itself(door):
    for number in range(3):
        sms.send(AMINAS, f"text {number}")
    assert sorted(one.text for one in door.arrived()) == ["text 0", "text 1", "text 2"]


@pytest.mark.parametrize("door", ["file", "http"], indirect=True)
def test_what_is_not_taken_is_said_without_the_number_and_the_words(door):
    door.close()
    with pytest.raises(SmsFailed) as told:
        sms.send(AMINAS, "Code : 123456")
    assert AMINAS not in str(told.value) and "123456" not in str(told.value)
    assert told.value.__cause__ is None, "the cause might say more"


def test_the_provider_is_told_who_asks(provider):
    sms.send(AMINAS, "text")
    (asked,) = provider.asked
    assert asked.headers["Authorization"] == "Bearer secret-token"
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.path == "/messages"


def test_the_token_does_not_follow_to_another_address(provider):
    provider.mood = "redirect"
    with pytest.raises(SmsFailed, match="answered 302"):
        sms.send(AMINAS, "text")
    assert provider.asked == []


def test_a_silent_provider_is_not_waited_for(provider, monkeypatch):
    provider.mood = "silent"
    monkeypatch.setattr(sms, "PATIENCE", 0.1)
    start = time.monotonic()
    with pytest.raises(SmsFailed, match="does not answer"):
        sms.send(AMINAS, "text")
    assert time.monotonic() - start < 0.9


def test_nobody_at_the_address(settings):
    settings.SMS_BACKEND, settings.SMS_TOKEN, settings.SMS_URL = "http", "x", "http://127.0.0.1:9/"
    with pytest.raises(SmsFailed, match="does not answer"):
        sms.send(AMINAS, "text")
