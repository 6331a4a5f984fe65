"""A body of any size is answered or cut off, out of little memory and past every disk, by a server as it is run."""

import http.client
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.programs import ROOT, Environment, ask, free_port, get, listens, started

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]

MB = 1024**2
TOKEN = "a" * 32
SIGNED_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from returnees.models import Profile
profile = Profile.objects.select_related("user").exclude(user__email=None).order_by("pk").first()
session = SessionStore()
session[SESSION_KEY] = str(profile.user.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = profile.user.get_session_auth_hash()
session.create()
print(profile.code, session.session_key)
"""


def body(size: int) -> Iterator[bytes]:
    """A form with a file of `size` bytes, in pieces, as a browser sends it."""
    yield f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'.encode()
    yield b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nwelder\r\n'
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'
    for _ in range(size // MB):
        yield b"x" * MB
    yield b"\r\n--b--\r\n"


def send(port: int, path: str, session: str, size: int) -> tuple[int, str]:
    """How many bytes the server took, and its answer, "" where the line was cut before there was one."""
    length, taken = sum(map(len, body(0))) + size, 0
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.putrequest("POST", path)
    cookie = f"sessionid={session}; csrftoken={TOKEN}; django_language=en"
    told = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(length), "Cookie": cookie}
    for name, value in told.items():
        line.putheader(name, value)
    line.endheaders()
    with suppress(BrokenPipeError, ConnectionResetError):
        for piece in body(size):
            line.send(piece)
            taken += len(piece)
    with suppress(OSError, http.client.HTTPException):
        return taken, line.getresponse().read().decode()
    return taken, ""


def most_memory(program: int) -> int:
    """The most bytes that any child of a program has held at once, so far."""
    children = Path(f"/proc/{program}/task/{program}/children").read_text(encoding="utf-8").split()
    return max(
        int(line.split()[1]) * 1024
        for child in children
        for line in Path(f"/proc/{child}/status").read_text(encoding="utf-8").splitlines()
        if line.startswith("VmHWM")
    )


def test_a_huge_file_costs_little_memory_and_no_disk(laptop: Environment, tmp_path: Path):
    spool, port = tmp_path / "spool", free_port()
    spool.mkdir()
    code, session = ask(laptop, SIGNED_IN).split()
    path = f"/people/{code}/cv/"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    command.append("--no-control-socket")
    variables = laptop | {"TMPDIR": str(spool)}
    with started(command, tmp_path / "log", ready=lambda: listens(port), cwd=ROOT, env=variables) as server:
        # What a first page loads is loaded.
        assert (
            "Bring a CV" in get(f"http://127.0.0.1:{port}{path}", Cookie=f"sessionid={session}; django_language=en")[2]
        )
        before = most_memory(server.pid)
        taken, answer = send(port, path, session, 30 * MB)
        assert taken > 30 * MB, "a browser that is not heard out shows its own error"
        assert "the file is larger than 10 MB" in answer and "welder</textarea>" in answer
        taken, _ = send(port, path, session, 200 * MB)
        assert taken < 100 * MB
        assert most_memory(server.pid) - before < 40 * MB
        assert [file for file in spool.rglob("*") if file.is_file() and file.stat().st_size] == []
        assert get(f"http://127.0.0.1:{port}/healthz")[0] == 200
