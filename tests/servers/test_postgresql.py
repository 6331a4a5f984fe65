"""What holds on SQLite holds on PostgreSQL, and what only PostgreSQL can break holds there."""

import subprocess
import sys

import pytest

from tests.programs import ROOT, ask, environment

pytestmark = [pytest.mark.servers, pytest.mark.timeout(1800)]


def test_the_whole_suite_passes_there_too(postgresql):
    """But for what needs no database of this process: servers, browser, the house's own commands."""
    left_out = [f"--ignore=tests/{part}" for part in ("servers", "browser", "house")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests", "-p", "no:cacheprovider", *left_out],
        cwd=ROOT,
        env=environment(TEST_DATABASE_URL=f"{postgresql}/suite"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE accounts_event SET name = 'nothing.happened'",
        "DELETE FROM accounts_event",
        "TRUNCATE accounts_event",
    ],
)
def test_the_audit_log_is_append_only_there(database, deed):
    told = ask(
        database,
        f"""
from django.db import Error, connection, transaction
from accounts import audit
from accounts.models import Event, User
samira = User.objects.get(email="samira@example.org")
Event.objects.filter(name="profile.viewed").exists() or audit.record("profile.viewed", samira, by=samira)
before = Event.objects.count()
try:
    with transaction.atomic():
        connection.cursor().execute("{deed}")
except Error as refusal:
    print(str(refusal).splitlines()[0])
print(Event.objects.count() == before > 0, Event.objects.filter(name="nothing.happened").exists())
""",
    )
    assert told == "the audit log is append-only\nTrue False"


def test_samira_gets_a_ranked_list_with_its_reasons_there(database):
    told = ask(
        database,
        """
from accounts.models import User
from employers.models import Opening
from matching.ranking import rank
samira = User.objects.get(email="samira@example.org")
lists = [rank(opening, by=samira) for opening in Opening.objects.visible_to(samira)]
rows = [row for ranking in lists for row in ranking.rows.all()]
print(any(rows), all(abs(sum(row.parts.values()) - row.score) < 1e-9 for row in rows))
""",
    )
    assert told == "True True"
