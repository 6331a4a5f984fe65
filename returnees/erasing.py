"""Erasing a record: all that is about a person, in whatever app. What counts without them is kept before.

Every row that hangs on the person by CASCADE goes with them; `returnees.own_copy` walks the same rows, so that what
somebody can take along is what can be erased.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.forgetting import forget_ways
from accounts.models import Consent, User

from .models import Departure, Equality, Merge, PassportStatus, Profile

# What the apps further right keep of a record without its person, or tell others before it goes. Called with the
# profile and the unsaved departure in the transaction of the erasure; `engagement` adds its own when it starts.
BEFORE: list[Callable[[Profile, Departure], None]] = []


def may_be_counted(profile: Profile) -> bool:
    """Whether the person agreed to be counted without their name, and has not withdrawn it."""
    return Consent.objects.live().filter(person=profile.user_id, purpose=Consent.Purpose.STATISTICS).exists()


@transaction.atomic
def erase(profile: Profile, *, by: User | None, reason: Departure.Reason) -> None:
    """Everything about this person goes, with the files joined into theirs; their passports are withdrawn.

    What stays: one row that counts a departure, lines of the audit log with numbers, and the account of somebody who
    also works here. Raises Profile.DoesNotExist when it is gone already.
    """
    kept = Profile.objects.select_for_update(of=("self",)).select_related("user", "place__region").get(pk=profile.pk)
    files = [kept, *_joined_with(kept)]
    departure = _departure_of(kept, reason)
    for before in BEFORE:
        before(kept, departure)
    departure.save()
    PassportStatus.objects.filter(passport__profile__in=files, withdrawn_at=None).update(withdrawn_at=timezone.now())
    for file in files:
        audit.record("profile.erased", file, by=by, reason=reason)
        identity = getattr(file, "identity", None)
        forget_ways(file.user, also=[identity.phone] if identity and identity.phone else [])
        remove(file)
    transaction.on_commit(leave_no_traces)


def leave_no_traces() -> None:
    """On SQLite: what was deleted leaves the write-ahead log too. Deleted bytes are overwritten (secure_delete)."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # Somebody who reads at this moment keeps it from being whole; the nightly sweep asks again.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _joined_with(profile: Profile) -> list[Profile]:
    """The files that were joined into this one, or into those."""
    found: dict[int, Profile] = {}
    waiting = [profile.pk]
    while waiting:
        merges = Merge.objects.filter(kept__in=waiting, undone_at=None).select_related("other__user")
        new = {merge.other_id: merge.other for merge in merges if merge.other_id not in {profile.pk, *found}}
        found |= new
        waiting = list(new)
    return list(found.values())


def _departure_of(profile: Profile, reason: Departure.Reason) -> Departure:
    """A month; and bands, from somebody who agreed to be counted."""
    departure = Departure(month=timezone.localdate().replace(day=1), reason=reason)
    if not may_be_counted(profile):
        return departure
    equality = Equality.objects.filter(profile=profile).first() or Equality()
    work = (
        profile.experiences.select_related("occupation").first() or profile.wishes.select_related("occupation").first()
    )
    home = profile.place.region.country
    departure.region = profile.place.region
    departure.sex, departure.age_band = equality.sex, equality.age_band
    departure.isco = (work.occupation.isco_id or "")[:2] if work else ""
    departure.abroad = profile.stays.exists() or profile.experiences.exclude(country="").exclude(country=home).exists()
    return departure


def remove(profile: Profile) -> None:
    """The account with all that hangs on it; of somebody who also works here, or did, only what is theirs as a person.

    What people at work have signed stays signed, and their account is how it is known by whom.
    """
    user = profile.user
    # First the record: a row in which the person acted for themselves would protect their account.
    profile.delete()
    user.consents.all().delete()
    if user.is_staff or user.memberships.exists() or user.employer_memberships.exists():
        user.exports.filter(agency=None).delete()
    else:
        user.delete()
