"""Work asked for in the background is done by a worker of its own, over files or over Redis."""

import socket
import sys
from pathlib import Path

import pytest

from tests.programs import ROOT, Environment, ask, eventually, started

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

LATE = """
from datetime import timedelta
from django.utils import timezone
from employers.models import Opening
from employers.tasks import close_expired
yesterday = timezone.localdate() - timedelta(days=1)
late = Opening.objects.open().order_by("pk").first()
Opening.objects.filter(pk=late.pk).update(deadline=yesterday)
close_expired.delay()
close_expired.delay()
print(late.pk)
"""


@pytest.mark.parametrize("kind", ["laptop", "production"])
def test_a_worker_closes_an_opening_past_its_deadline_once(request, tmp_path: Path, kind):
    installation = request.getfixturevalue(kind)
    late = ask(installation, LATE)
    log = tmp_path / "log"
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "solo", "-l", "info"]
    with started(command, log, ready=lambda: " ready." in log.read_text(encoding="utf-8"), cwd=ROOT, env=installation):
        done = "employers.tasks.close_expired"
        assert eventually(lambda: log.read_text(encoding="utf-8").count(f"Task {done}") >= 4)
    told = ask(
        installation,
        f"""
from accounts.models import Event
from employers.models import Opening
print(Opening.objects.get(pk={late}).state, Event.objects.filter(name="opening.expired", subject_id={late}).count())
""",
    )
    assert told == "expired 1"


def test_a_silent_redis_does_not_hold_whoever_asks_for_work(production: Environment):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        nobody.listen()
        silent = production | {"REDIS_URL": f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"}
        told = ask(
            silent,
            """
import time
from kombu.exceptions import OperationalError
from employers.tasks import close_expired
start = time.monotonic()
try:
    close_expired.delay()
except OperationalError:
    print(time.monotonic() - start)
""",
        )
    assert float(told) < 6
