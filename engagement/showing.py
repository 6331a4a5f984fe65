"""Introductions as their two sides see them: read again through the answers that hold at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.consents import Purpose
from accounts.models import Consent, User
from employers.models import Opening
from matching.ranking import rank_for
from matching.showing import Shown, openings_of
from returnees.actions import record_reading
from returnees.models import Profile
from returnees.policy import employer_sight, stages

from .actions import reference_of
from .models import Introduction, Stage

ASKED_TO_DELETE = timedelta(days=30)  # how long the request stands on the employer's page


@dataclass(frozen=True)
class Proposal:
    """One introduction for the person: why it fits, where it stands, the yes that holds."""

    introduction: Introduction
    is_open: bool
    fit: Shown | None
    consent: Consent | None

    @property
    def can_say_yes(self) -> bool:
        """To a new one, or after a no of one's own."""
        declined = self.introduction.stage == Stage.DECLINED and self.introduction.declined_by == "person"
        return self.is_open and (self.introduction.stage == Stage.PROPOSED or declined)


@dataclass(frozen=True)
class Candidate:
    """One introduction for the employer, and which tiers of the person's record are seen now."""

    introduction: Introduction
    sees: dict[str, bool]

    @property
    def is_named(self) -> bool:
        return self.sees["identity"]


def proposals_of(profile: Profile, reader: User) -> list[Proposal]:
    """The introductions of a person, the latest first; one for each opening."""
    rows: dict[int, Introduction] = {}
    for row in profile.introductions.order_by("-proposed_at", "-pk"):
        rows.setdefault(row.opening_id, row)
    openings = Opening.objects.with_needs().in_bulk(rows)
    now_open = set(Opening.objects.open().filter(pk__in=rows).values_list("pk", flat=True))
    fits = {row.subject.pk: row for row in openings_of(rank_for(profile, by=reader), reader)} if rows else {}
    names = Consent.objects.live().filter(person=profile.user_id, purpose=Purpose.SHARE_NAME)
    consents = {row.reference: row for row in names}
    found = []
    for pk, row in rows.items():
        row.opening = openings[pk]
        found.append(Proposal(row, pk in now_open, fits.get(pk), consents.get(reference_of(row.opening))))
    return found


def candidates_of(opening: Opening, reader: User) -> tuple[list[Candidate], list[Introduction]]:
    """Whom a member of the firm sees for an opening: by name who said yes, as a card without a name who may be
    proposed; and whose name is to be deleted. Reading them is written down."""
    rows = list(opening.introductions.order_by("-stage_at", "-pk"))
    people = Profile.objects.with_work().select_related("identity").in_bulk({row.profile_id for row in rows})
    at = stages(list(people.values()), reference_of(opening))
    shown = []
    for row in rows:
        row.profile = people[row.profile_id]
        sees = employer_sight(at[row.profile_id])
        # A name only after the yes to this opening; a card only while the answer is awaited.
        if row.stage != Stage.DECLINED and sees["work"] and (sees["identity"] or row.stage == Stage.PROPOSED):
            shown.append(Candidate(row, sees))
    for named in (True, False):
        read = [one.introduction.profile for one in shown if one.is_named == named]
        record_reading(read, by=reader, where="candidates", opening=opening.pk, named=named)
    since = timezone.now() - ASKED_TO_DELETE
    there = {one.introduction.profile_id for one in shown}
    gone = [row for row in rows if row.reason == Introduction.Reason.CHANGED_MIND and row.stage_at > since]
    return shown, [row for row in gone if row.profile_id not in there]


def introduced(opening: Opening, people: Iterable[Profile]) -> dict[int, Introduction]:
    """Profile -> the introduction to this opening that lives."""
    rows = Introduction.objects.live().filter(opening=opening, profile__in=[profile.pk for profile in people])
    return {row.profile_id: row for row in rows}
