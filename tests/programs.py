"""Programs that some tests start for real and end again: servers, the platform itself, a browser.

A test that lacks a program says so and is skipped; where CI is set, it fails instead.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from config import launch

ROOT = launch.ROOT
Environment = dict[str, str]
PRODUCTION = {
    "APP_ENV": "production",
    "SECRET_KEY": "k3-9Qf_0Zp7xW2vB8nM4cR6tY1uJ5hG-aSdFlKjHgPoIuYtReWq",
    "ALLOWED_HOSTS": "wasl.example",
    # The world is built by the test settings, so their keys open it; a new one seals.
    "FIELD_KEYS": "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=,test:b25seSBmb3IgdGVzdHMsIHRoaXJ0eS10d28gYnl0ZXM=",
    "INDEX_KEY": "test:b25seSBmb3IgdGVzdHMgYXMgd2VsbCwgMzIgYnl0ZXM=",
    "PASSPORT_KEYS": "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "PUBLIC_URL": "https://wasl.example",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "wasl@wasl.example",
    "DATA_KEEPER": "Agence Wasl, Rabat, donnees@wasl.example",
    "SMS_URL": "https://sms.example/send",
    "SMS_TOKEN": "a token",
}


def needed(program: str) -> str:
    """The path of one of `launch.helpers`, or the end of this test."""
    path = launch.helpers()[program]
    if not path:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program} is not on this machine")
    return path


def environment(**changes: str) -> Environment:
    """What a fresh shell would pass on, without what this suite has set for itself."""
    kept = ("PATH", "HOME", "LANG", "CI", "SSL_CERT_FILE", "PIP_CERT", "PIP_INDEX_URL", "UV_INDEX_URL")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONUTF8": "1"} | changes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url: str, form: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of a page, or of the answer to a form; redirections are not followed.
    Headers that come more than once are joined by line ends."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = urllib.request.Request(url, form, named)  # noqa: S310
    try:
        answer = urllib.request.build_opener(Stay).open(asked, timeout=20)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        told = {name: "\n".join(answer.headers.get_all(name)) for name in answer.headers}
        return answer.status, told, answer.read().decode()


def eventually(done: Callable[[], object], seconds: float = 30) -> bool:
    """Whether `done` comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if done():
            return True
        time.sleep(0.1)
    return False


def listens(port: int) -> bool:
    return launch.answers(port)


@contextmanager
def started(
    command: list[str],
    log: Path,
    *,
    ready: Callable[[], object],
    seconds: float = 60,
    stop: signal.Signals = signal.SIGTERM,
    **options: object,
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ready to be used, in a group of its own that is ended afterwards whatever happens.
    Fails with what it wrote when it ends early or is not ready after `seconds`."""
    with log.open("wb") as said:
        program = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True, **options
        )
    try:
        if not eventually(lambda: program.poll() is not None or ready(), seconds) or program.poll() is not None:
            pytest.fail(f"{command} did not start ({program.poll()}):\n{log.read_text(encoding='utf-8')}")
        yield program
    finally:
        with suppress(ProcessLookupError):
            program.send_signal(stop)
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=10)
        launch.end([program], patience=0)


def manage(variables: Environment, *arguments: str) -> str:
    """What `manage.py` wrote; fails with its complaint when the command fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
    return done.stdout


def ask(variables: Environment, code: str) -> str:
    """What `code` prints inside an installation."""
    return manage(variables, "shell", "-v0", "-c", code).strip()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL on loopback without a database of ours yet; nothing of it is kept."""
    postgres = needed("PostgreSQL")
    home = Path(tempfile.mkdtemp(prefix="wasl-pg-"))
    somebody = {}
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root.
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        somebody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    initdb = [str(Path(postgres).with_name("initdb")), "-D", str(home / "data"), "-U", "wasl", "-A", "trust"]
    made = subprocess.run(
        [*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **somebody,
    )
    assert made.returncode == 0, made.stdout
    port = free_port()
    command = [postgres, "-D", str(home / "data"), "-p", str(port), "-k", str(home), "-h", "127.0.0.1"]
    for setting in ("fsync=off", "full_page_writes=off", "synchronous_commit=off"):
        command += ["-c", setting]
    log = home / "log"
    try:
        # SIGQUIT: whoever is still connected is not waited for, and nothing needs to be saved.
        with started(command, log, ready=lambda: listens(port), stop=signal.SIGQUIT, cwd=home, **somebody):
            yield f"postgresql://wasl@127.0.0.1:{port}"
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis on loopback that writes nothing to disk."""
    server = needed("Redis")
    home = tmp_path_factory.mktemp("redis")
    port = free_port()
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with started(command, home / "log", ready=lambda: listens(port), cwd=home):
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment of an embedded installation with a small demo world."""
    variables = environment(APP_ENV="embedded", VAR_DIR=str(tmp_path_factory.mktemp("laptop")))
    manage(variables | {"DEMO": "0"}, "prepare")
    manage(variables, "demo", "--people", "60", "--openings", "40")
    return variables


@pytest.fixture(scope="session")
def database(postgresql: str) -> Environment:
    """The environment of an installation on PostgreSQL with a small demo world."""
    import psycopg

    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE world")
    variables = environment(APP_ENV="test", TEST_DATABASE_URL=f"{postgresql}/world")
    manage(variables, "migrate", "-v0")
    manage(variables, "demo", "--people", "60", "--openings", "40")
    return variables


@pytest.fixture(scope="session")
def production(database: Environment, redis: str, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment of an installation as a country runs it, on the same small world."""
    variables = environment(
        **PRODUCTION,
        DATABASE_URL=database["TEST_DATABASE_URL"],
        REDIS_URL=redis,
        VAR_DIR=str(tmp_path_factory.mktemp("production")),
    )
    manage(variables, "prepare")
    return variables
