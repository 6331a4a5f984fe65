"""What was done stays written."""

import pytest
from django.db import Error, connection, transaction

from accounts import audit
from accounts.models import Event, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    samira = User.objects.create_user("samira@example.org", "x")
    return audit.record("profile.viewed", samira, by=samira, page="people")


def test_a_line_says_who_did_what_to_whom(line):
    kept = Event.objects.get()
    assert (kept.name, kept.subject_type, kept.by_id, kept.facts) == (
        "profile.viewed",
        "accounts.user",
        line.by_id,
        {"page": "people"},
    )


@pytest.mark.parametrize(
    "deed",
    [
        lambda: Event.objects.update(name="nothing.happened"),
        lambda: Event.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute("DELETE FROM accounts_event"),
    ],
)
def test_the_database_refuses_to_change_or_delete_it(line, deed):
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        deed()
    assert Event.objects.get().name == "profile.viewed"
