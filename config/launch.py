"""From a bare machine to a served platform or a tested one.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import contextlib
import glob
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


def say(text: str) -> None:
    print(text, flush=True)


def venv_python() -> Path:
    return VENV / "bin" / "python"


def venv_works() -> bool:
    """Whether the virtual environment is whole: an interrupted start or a Python since removed leaves a broken one."""
    try:
        return subprocess.run([str(venv_python()), "-c", "import pip"], capture_output=True).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """A virtual environment beside the code; one line of advice when Python cannot make one."""
    if venv_works():
        return
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        said = done.stdout.strip()
        # A link to an environment elsewhere is not ours to remove.
        if not VENV.is_symlink():
            shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in said or "No module named venv" in said:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            sys.exit(
                "Python cannot make a virtual environment here; "
                f"on Debian or Ubuntu: apt install python{version}-venv (or python3-venv)"
            )
        sys.exit(f"The virtual environment {VENV} could not be made: {said.splitlines()[-1] if said else 'no reason'}")


def install(lock: str) -> None:
    """Install a lock once: again only when the lock has changed since. Every file is checked against its hash."""
    file = ROOT / "requirements" / lock
    wanted = hashlib.sha256(file.read_bytes()).hexdigest()
    stamp = VENV / f".installed-{lock}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say(f"Installing {lock} …")
    python = str(venv_python())
    quiet = ["-q", "--disable-pip-version-check"]
    arguments = ["--require-hashes", "-r", str(file)]
    uv = shutil.which("uv") or shutil.which("uv", path=str(venv_python().parent))
    if not uv and subprocess.run([python, "-m", "pip", "install", *quiet, "uv"], capture_output=True).returncode == 0:
        uv = str(venv_python().parent / "uv")
    # uv is only a quicker way; plain pip reads the same lock.
    ways = [[uv, "pip", "install", "-q", "--python", python]] if uv else []
    ways.append([python, "-m", "pip", "install", *quiet])
    if all(subprocess.run([*way, *arguments]).returncode for way in ways):
        sys.exit("The packages could not be installed; the reason stands above. Once it is mended, run the same again.")
    stamp.write_text(wanted, encoding="utf-8")


def manage(*arguments: str) -> None:
    done = subprocess.run([str(venv_python()), "manage.py", *arguments], cwd=ROOT)
    if done.returncode:
        sys.exit(done.returncode)


def prepare() -> None:
    make_venv()
    install("run.lock")
    manage("prepare")


def free_port(first: int, tries: int = 50) -> int:
    """The first port from `first` that nobody on this machine listens on."""
    last = min(first + tries, 65536) - 1
    for port in range(first, last + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(f"No free port between {first} and {last}: choose another with --port")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end(programs: list[subprocess.Popen[bytes]], patience: float = 10) -> None:
    """End each program with everything it started: asked first, forced after `patience` seconds."""
    for program in programs:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGTERM)
    for program in programs:
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(timeout=patience)
    for program in programs:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def serve(port: int) -> int:
    """Web and worker side by side, until one stops or somebody stops us; both are ended before we leave."""
    python = str(venv_python())
    address = f"127.0.0.1:{port}"
    # What is printed and signed leads to where it is served.
    os.environ.setdefault("PUBLIC_URL", f"http://{address}")
    web = [python, "-m", "gunicorn", "config.wsgi", "--bind", address, "--workers", "1", "--threads", "8"]
    web += ["--no-control-socket", "--log-level", "warning"]
    worker = [python, "-m", "celery", "-A", "config", "worker", "-P", "solo", "-B", "-l", "warning", "--without-gossip"]
    worker += ["--without-mingle", "-s", str(Path(os.environ.get("VAR_DIR") or ROOT / "var") / "beat")]
    programs: list[subprocess.Popen[bytes]] = []

    def leave(*_: object) -> None:
        raise KeyboardInterrupt

    # A supervisor that stops us and a terminal that closes are Ctrl-C too, unless nohup keeps the latter from us.
    ways = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        ways.append(signal.SIGHUP)
    for way in ways:
        signal.signal(way, leave)
    try:
        # Groups of their own: Ctrl-C reaches us alone, and we end each with all it started.
        for command in (web, worker):
            programs.append(subprocess.Popen(command, cwd=ROOT, start_new_session=True))
        while programs[0].poll() is None and not answers(port):
            time.sleep(0.1)
        if programs[0].poll() is None:
            say(f"\nWasl is at http://{address}/   (Ctrl-C stops it)")
            manage("logins")
        while all(program.poll() is None for program in programs):
            time.sleep(0.5)
        name, program = next((n, p) for n, p in zip(("web", "worker"), programs, strict=True) if p.poll() is not None)
        say(f"The {name} process has ended by itself ({program.returncode}); the reason stands above.")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for way in ways:
            signal.signal(way, signal.SIG_IGN)
        end(programs)


def run(arguments: list[str]) -> int:
    ask = argparse.ArgumentParser(prog="./run", description="Sets the platform up on this machine and serves it.")
    ask.add_argument("--prepare", action="store_true", help="set up without serving")
    ask.add_argument("--port", type=int, default=8000, help="where to serve; the next free one otherwise (8000)")
    asked = ask.parse_args(arguments)
    if not 1 <= asked.port <= 65535:
        ask.error("--port: a number from 1 to 65535")
    prepare()
    if asked.prepare:
        return 0
    port = free_port(asked.port)
    if port != asked.port:
        say(f"Port {asked.port} is taken.")
    return serve(port)


def helpers() -> dict[str, str | None]:
    """The programs that some tests need beside Python: path by name, None for one that is not on this machine."""

    def release(path: str) -> int:
        return int(re.findall(r"\d+", path)[0])

    debian = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"), key=release)
    return {
        # Debian keeps the server's programs out of the way of PATH.
        "PostgreSQL": debian[-1] if debian else shutil.which("postgres"),
        "Redis": shutil.which("redis-server"),
        "Chromium": shutil.which("chromium") or shutil.which("chromium-browser"),
        "gettext": shutil.which("xgettext"),
    }


def test(arguments: list[str]) -> int:
    """pytest on the embedded default; tests that need a server or a browser run where it is present, and say so."""
    make_venv()
    found = helpers()
    install("all.lock" if found["Chromium"] else "test.lock")  # all: with the driver of a browser
    present = [name for name, path in found.items() if path]
    missing = [name for name, path in found.items() if not path]
    if present:
        say(f"Found here, so what needs it is tested too: {', '.join(present)}")
    if missing:
        say(f"Not found here, so what needs it is skipped: {', '.join(missing)}")
    environment = {**os.environ, "APP_ENV": "test"}
    command = [str(venv_python()), "-m", "pytest", "-rs", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    os.chdir(ROOT)
    os.environ.setdefault("PYTHONUTF8", "1")
    deed = {"run": run, "test": test}[sys.argv[1]]
    try:
        sys.exit(deed(sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
