"""./run and ./test, as somebody types them who has just got the code, in the plainest locale there is."""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import launch
from tests.programs import ROOT, Environment, ask, environment, eventually, free_port, get

pytestmark = pytest.mark.timeout(900)

# From nothing, as on a bare machine: packages fetched, the whole demo world built.
FULL = bool(os.environ.get("CI") or os.environ.get("WASL_FULL"))


def shell(**changes: str) -> Environment:
    plain = environment(LC_ALL="C", **changes)
    del plain["PYTHONUTF8"]
    return plain


def typed(tree: Path, *command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=tree, env=shell(**changes), capture_output=True, text=True, encoding="utf-8", timeout=600
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code as it would be cloned."""
    copy = tmp_path_factory.mktemp("clone") / "wasl"
    # The folder may belong to somebody else than who runs the tests.
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def ready(tree: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy with a virtual environment, and where its data are; from nothing only when there is time for it."""
    if FULL:
        return tree / "var"
    borrow(tree)
    for lock in (tree / "requirements").iterdir():
        stamp = hashlib.sha256(lock.read_bytes()).hexdigest()
        (tree / ".venv" / f".installed-{lock.name}").write_text(stamp, encoding="utf-8")
    data = tmp_path_factory.mktemp("data") / "var"
    shutil.copytree(request.getfixturevalue("laptop")["VAR_DIR"], data)
    return data


def borrow(tree: Path) -> None:
    """An environment in `tree` with the packages of whoever runs this."""
    (tree / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():
        if not part.name.startswith(".installed"):
            (tree / ".venv" / part.name).symlink_to(part)


def rows(data: Path) -> dict[str, list[object]]:
    """How many rows of each kind there are, and the last of them: the same rows, not as many others."""
    code = """
import json
from django.apps import apps
from django.db.models import Count, Max
kinds = [model for model in apps.get_models() if model._meta.app_label != "sessions"]
found = {kind._meta.label: kind.objects.aggregate(n=Count("pk"), last=Max("pk")) for kind in kinds}
print(json.dumps({label: [facts["n"], str(facts["last"])] for label, facts in found.items()}))
"""
    return json.loads(ask(environment(VAR_DIR=str(data)), code))


def test_prepare_twice_is_prepare_once(tree, ready):
    first = typed(tree, "./run", "--prepare", VAR_DIR=str(ready))
    assert (first.returncode, first.stderr) == (0, "")
    after_one = rows(ready)
    assert after_one["accounts.User"][0] > 60
    second = typed(tree, "./run", "--prepare", VAR_DIR=str(ready))
    assert (second.returncode, second.stderr) == (0, "")
    assert "Installing" not in second.stdout
    assert rows(ready) == after_one


def processes_of(data: Path) -> list[str]:
    """The command lines of what still runs over these data."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={data}\0".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text(encoding="utf-8").replace("\0", " "))
        except OSError:
            continue
    return found


@contextmanager
def running(tree: Path, data: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """./run in the background and what it has said so far; forced to an end if it has not come to one."""
    said = data.parent / f"said-{port}"
    with said.open("wb") as log:
        program = subprocess.Popen(
            ["./run", "--port", str(port)],
            cwd=tree,
            env=shell(VAR_DIR=str(data)),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield program, said
    finally:
        if program.poll() is None:
            program.terminate()
            program.wait(timeout=30)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_run_serves_three_languages_and_leaves_nothing_behind(tree, ready, way):
    with socket.socket() as somebody:
        # Two free ports in a row, the first of which somebody takes.
        taken = next(p for p in iter(free_port, None) if p < 65535 and not launch.answers(p + 1))
        somebody.bind(("127.0.0.1", taken))
        somebody.listen()
        with running(tree, ready, taken) as (program, said):
            assert eventually(lambda: "hicham@" in said.read_text(encoding="utf-8"), 180), said.read_text("utf-8")
            text = said.read_text(encoding="utf-8")
            assert f"Port {taken} is taken." in text
            address = re.search(r"Wasl is at (http://127\.0\.0\.1:(\d+)/)", text)
            assert int(address[2]) > taken
            assert "demo-wasl-2026-essai" in text
            assert "samira@example.org" in text
            for language, direction in [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")]:
                status, headers, page = get(address[1], Accept_Language=language)
                assert (status, headers["Content-Language"]) == (200, language)
                assert re.search(rf'<html lang="{language}"\s+dir="{direction}"', page)
            assert any("gunicorn" in line for line in processes_of(ready))
            assert any("celery" in line for line in processes_of(ready))
            program.send_signal(way)
            assert program.wait(timeout=30) == 0
    assert processes_of(ready) == []
    assert "Traceback" not in said.read_text(encoding="utf-8")


def test_run_says_which_half_has_ended_and_ends_the_other(tree, ready):
    port = free_port()
    with running(tree, ready, port) as (program, said):
        assert eventually(lambda: "hicham@" in said.read_text(encoding="utf-8"), 180), said.read_text("utf-8")
        assert eventually(lambda: any("celery" in line for line in processes_of(ready)))
        for process in Path("/proc").glob("[0-9]*"):
            with_data = f"VAR_DIR={ready}\0".encode()
            try:
                ours = with_data in (process / "environ").read_bytes()
                if ours and b"celery" in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:
                continue
        assert program.wait(timeout=30) == 1
    assert "The worker process has ended by itself" in said.read_text(encoding="utf-8")
    assert processes_of(ready) == []


@pytest.mark.parametrize("port", ["0", "70000", "-1", "eighty"])
def test_a_port_that_is_none_is_refused_before_anything_is_done(tree, port):
    done = typed(tree, "./run", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_when_no_port_is_free_it_says_which_were_tried():
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 65535))
        somebody.listen()
        with pytest.raises(SystemExit, match="No free port between 65535 and 65535: choose another with --port"):
            launch.free_port(65535)


def fake(folder: Path, name: str, script: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


OLD = f'exec {sys.executable} -c "import sys; sys.version_info = (3, 10, 12); $2"'


@pytest.mark.parametrize("command", ["./run", "./test"])
def test_a_python_too_old_gets_one_line_that_says_what_to_install(tree, tmp_path, command):
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))
    fake(tmp_path, "python3", OLD)
    done = typed(tree, command, PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == ("Python 3.11 or newer is needed; on Debian or Ubuntu: apt install python3 python3-venv\n")


def test_a_newer_python_is_found_by_its_own_name(tree, tmp_path):
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))
    fake(tmp_path, "python3", OLD)
    fake(tmp_path, "python3.12", f'exec {sys.executable} "$@"')
    assert "--prepare" in typed(tree, "./run", "--help", PATH=str(tmp_path)).stdout


def test_the_python_asked_for_is_the_one_used_or_refused_by_name(tree, tmp_path):
    old = fake(tmp_path, "python old", OLD)
    done = typed(tree, "./run", WASL_PYTHON=str(old))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"WASL_PYTHON: expected a Python of 3.11 or newer, but {old} is not one.\n"
    good = fake(tmp_path, "python good", f'exec {sys.executable} "$@"')
    assert "--prepare" in typed(tree, "./run", "--help", WASL_PYTHON=str(good), PATH="/usr/bin:/bin").stdout


def test_a_python_without_venv_gets_one_line_that_says_what_to_install(tree, tmp_path):
    bare = tmp_path / "wasl"
    (bare / "config").mkdir(parents=True)
    for name in ("run", "config/launch.py", "config/find_python.sh"):
        shutil.copy(tree / name, bare / name)
    # As Debian answers without python3-venv.
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "__init__.py").touch()
    (tmp_path / "venv" / "__main__.py").write_text("raise SystemExit('ensurepip is not available')", encoding="utf-8")
    done = typed(bare, "./run", PYTHONPATH=str(tmp_path), WASL_PYTHON=sys.executable)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Python cannot make a virtual environment here; "
        f"on Debian or Ubuntu: apt install python{version}-venv (or python3-venv)\n"
    )
    assert not (bare / ".venv").exists()


def test_a_half_made_environment_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr(launch, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(tmp_path / "gone")
    (tmp_path / ".venv" / ".installed-run.lock").write_text("x", encoding="utf-8")
    launch.make_venv()
    assert launch.venv_works()
    assert not (tmp_path / ".venv" / ".installed-run.lock").exists()


def test_packages_that_cannot_be_had_end_in_one_line_and_are_tried_again(tmp_path, monkeypatch, capfd):
    borrow(tmp_path)
    monkeypatch.setattr(launch, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(launch, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "none.lock").write_text("wasl==none", encoding="utf-8")
    with pytest.raises(SystemExit, match="could not be installed; the reason stands above"):
        launch.install("none.lock")
    assert "wasl" in capfd.readouterr().err
    assert not (tmp_path / ".venv" / ".installed-none.lock").exists()


def test_what_follows_test_goes_to_pytest(tree, ready):
    done = typed(tree, "./test", "--collect-only", "tests/house/test_launch.py", "-k", "follows_test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if "::" in line] == [
        "tests/house/test_launch.py::test_what_follows_test_goes_to_pytest"
    ]
    assert "ound here, so what needs it is" in done.stdout
