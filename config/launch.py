"""From a bare machine to a served platform or a tested one.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CHROMIUM = "/usr/bin/chromium"


def say(text: str) -> None:
    print(text, flush=True)


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> None:
    """A virtual environment beside the code; one line of advice when Python cannot make one."""
    if venv_python().exists():
        return
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            "Python cannot make a virtual environment here; "
            f"on Debian or Ubuntu: apt install python{version}-venv (or python3-venv)"
        )


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
    uv = shutil.which("uv")
    if not uv and subprocess.run([python, "-m", "pip", "install", *quiet, "uv"], capture_output=True).returncode == 0:
        uv = str(venv_python().parent / "uv")
    if uv and subprocess.run([uv, "pip", "install", "-q", "--python", python, *arguments]).returncode == 0:
        stamp.write_text(wanted, encoding="utf-8")
        return
    # uv is only a quicker way; plain pip reads the same lock.
    if subprocess.run([python, "-m", "pip", "install", *quiet, *arguments]).returncode:
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
    for port in range(first, min(first + tries, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(f"No free port between {first} and {first + tries - 1}: choose one with --port")


def serve(port: int) -> int:
    """Web and worker side by side, until one stops or Ctrl-C; both are ended before we leave."""
    python = str(venv_python())
    address = f"127.0.0.1:{port}"
    web = [python, "-m", "gunicorn", "config.wsgi", "--bind", address, "--workers", "1", "--threads", "8"]
    worker = [python, "-m", "celery", "-A", "config", "worker", "-P", "solo", "-B", "-l", "warning", "--without-gossip"]
    worker += ["--without-mingle", "-s", str(Path(os.environ.get("VAR_DIR", ROOT / "var")) / "beat")]
    programs = [
        subprocess.Popen([*web, "--log-level", "warning"], cwd=ROOT, start_new_session=True),
        subprocess.Popen(worker, cwd=ROOT, start_new_session=True),
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        say(f"\nWasl is at http://{address}/   (Ctrl-C stops it)")
        manage("logins")
        while all(program.poll() is None for program in programs):
            time.sleep(0.5)
        return max(program.poll() or 0 for program in programs)
    except KeyboardInterrupt:
        return 0
    finally:
        for program in programs:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGTERM)
        for program in programs:
            try:
                program.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(program.pid, signal.SIGKILL)


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


def test(arguments: list[str]) -> int:
    """pytest on the embedded default; tests that need a server or a browser run where it is present, and say so."""
    make_venv()
    install("all.lock" if Path(CHROMIUM).exists() else "test.lock")  # all: with the driver of a browser
    environment = {**os.environ, "APP_ENV": "test"}
    return subprocess.run([str(venv_python()), "-m", "pytest", *arguments], cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    os.chdir(ROOT)
    os.environ.setdefault("PYTHONUTF8", "1")
    deed = {"run": run, "test": test}[sys.argv[1]]
    sys.exit(deed(sys.argv[2:]))
