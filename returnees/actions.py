"""What can be done to a person's record. Each deed locks, checks, changes, writes its line in the audit log."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import audit
from accounts.models import User

from .models import Profile


def record_reading(profiles: Iterable[Profile], *, by: User, where: str = "file") -> None:
    """Writes down that `by` read these people's records, one query for all; one's own reading is nobody's business.

    `where`: "file" for a whole file, else the list that showed a line of it.
    """
    name = "profile.viewed" if where == "file" else "profile.listed"
    audit.record_many(name, [one for one in profiles if one.user_id != by.pk], by=by, where=where)
