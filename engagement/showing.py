"""Introductions as their two sides see them: read again through the answers that hold at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.consents import Purpose
from accounts.models import Consent, Event, User
from employers.models import Opening
from matching.card_words import Card, cards_in_words
from matching.cards import reference
from matching.crowd import cards_of
from matching.ranking import rank_for
from matching.showing import Shown, openings_of
from returnees.actions import record_reading
from returnees.models import Profile
from returnees.policy import employer_sight, stages
from skills.similarity import graph

from . import reasons
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

    @property
    def can_end(self) -> bool:
        """Whether the person, who has said yes, can still leave."""
        row = self.introduction
        return row.stage != Stage.PROPOSED and row.can_move_to(Stage.DECLINED)

    @property
    def is_named(self) -> bool:
        """Whether the employer sees the name now."""
        return self.consent is not None and self.introduction.stage != Stage.DECLINED

    @property
    def why(self) -> str:
        return reasons.to_person(self.introduction)


@dataclass(frozen=True)
class Step:
    """One step of an introduction's way; `at`: when it was reached, None where it was skipped or has not come."""

    stage: str
    at: datetime | None
    is_now: bool


def way_of(introduction: Introduction) -> list[Step]:
    """The steps from the proposal to the hire, with the days from the audit log."""
    about = Event.objects.filter(subject_type=Introduction._meta.label_lower, subject_id=introduction.pk)
    reached = {name.removeprefix("introduction."): at for name, at in about.order_by("pk").values_list("name", "at")}
    reached |= {Stage.PROPOSED: introduction.proposed_at, introduction.stage: introduction.stage_at}
    return [
        Step(stage, reached.get(stage), stage == introduction.stage)
        for stage in Stage.values
        if stage != Stage.DECLINED
    ]


@dataclass(frozen=True)
class Candidate:
    """One introduction for the employer, by the letters it knows the person by: with the record of who said yes, as a
    card of who has not answered, with neither once it has ended."""

    introduction: Introduction
    reference: str
    sees: dict[str, bool]
    card: Card | None = None

    @property
    def is_named(self) -> bool:
        return self.sees["identity"]

    @property
    def is_to_be_deleted(self) -> bool:
        """Whether the firm has had the name of somebody who took it back lately."""
        row = self.introduction
        had = row.reason == Introduction.Reason.CHANGED_MIND or row.accepted_at is not None
        lately = row.stage_at > timezone.now() - ASKED_TO_DELETE
        return had and lately and row.stage == Stage.DECLINED and row.declined_by == Introduction.Decliner.PERSON

    @property
    def why(self) -> str:
        return reasons.to_employer(self.introduction)


@dataclass(frozen=True)
class Candidates:
    """The introductions of an opening by what the employer has to do, each the latest first."""

    to_answer: Sequence[Candidate]
    asked: Sequence[Candidate]
    going_on: Sequence[Candidate]
    hired: Sequence[Candidate]
    ended: Sequence[Candidate]


def proposals_of(profile: Profile, reader: User) -> list[Proposal]:
    """The introductions of a person, the latest first; one for each opening."""
    rows: dict[int, Introduction] = {}
    for row in profile.introductions.with_origin().order_by("-proposed_at", "-pk"):
        rows.setdefault(row.opening_id, row)
    return _proposals(profile, list(rows.values()), reader)


def proposal_of(introduction: Introduction, reader: User) -> Proposal:
    """The same for one introduction."""
    return _proposals(introduction.profile, [introduction], reader)[0]


def _proposals(profile: Profile, rows: Sequence[Introduction], reader: User) -> list[Proposal]:
    pks = [row.opening_id for row in rows]
    openings = Opening.objects.with_needs().in_bulk(pks)
    now_open = set(Opening.objects.open().filter(pk__in=pks).values_list("pk", flat=True))
    fits = {row.subject.pk: row for row in openings_of(rank_for(profile, by=reader), reader)} if rows else {}
    names = Consent.objects.live().filter(person=profile.user_id, purpose=Purpose.SHARE_NAME)
    given = {row.reference: row for row in names}
    found = []
    for row in rows:
        row.opening = openings[row.opening_id]
        consent = given.get(reference_of(row.opening))
        found.append(Proposal(row, row.opening_id in now_open, fits.get(row.opening_id), consent))
    return found


def candidates_of(opening: Opening, reader: User) -> Candidates:
    """Whom a member of the firm sees for an opening: by name who said yes, as a card without a name who has not
    answered yet, by letters alone who is out. Reading them is written down."""
    seen = _seen(opening, list(opening.introductions.with_origin().order_by("-stage_at", "-pk")), reader)

    def of(*stages: Stage) -> list[Candidate]:
        return [one for one in seen if one.introduction.stage in stages]

    return Candidates(
        to_answer=of(Stage.ACCEPTED),
        asked=of(Stage.PROPOSED),
        going_on=of(Stage.SHORTLISTED, Stage.INTERVIEWED, Stage.OFFERED),
        hired=of(Stage.HIRED),
        ended=of(Stage.DECLINED),
    )


def candidate_of(introduction: Introduction, reader: User) -> Candidate | None:
    """The same for one of them; None where the person may not be shown any more."""
    return next(iter(_seen(introduction.opening, [introduction], reader)), None)


def _seen(opening: Opening, rows: Sequence[Introduction], reader: User) -> list[Candidate]:
    """Some introductions of one opening through the answers that hold at this moment. A live one is left out while
    nothing may be shown: the card after a no to being proposed, the name after the yes ran out."""
    people = Profile.objects.with_work().select_related("identity").in_bulk({row.profile_id for row in rows})
    at = stages(list(people.values()), reference_of(opening))
    waiting = [row.profile_id for row in rows if row.stage == Stage.PROPOSED]
    cards = {}
    if waiting:
        matched = Opening.objects.for_matching().get(pk=opening.pk)
        carded = [people[pk] for pk in waiting if employer_sight(at[pk])["work"]]
        cards = cards_in_words(matched, cards_of(matched, carded, graph()))
    shown = []
    for row in rows:
        row.profile, row.opening = people[row.profile_id], opening
        sees = employer_sight(at[row.profile_id])
        if row.stage in {Stage.PROPOSED, Stage.DECLINED}:
            sees = sees | {"identity": False}
        if row.stage == Stage.DECLINED or row.profile_id in cards or sees["identity"]:
            code = reference(opening.pk, row.profile_id)
            shown.append(Candidate(row, code, sees, cards.get(row.profile_id) if row.stage == Stage.PROPOSED else None))
    for named in (True, False):
        read = [one.introduction.profile for one in shown if one.is_named == named and (named or one.card)]
        record_reading(read, by=reader, where="candidates", opening=opening.pk, named=named)
    return shown


def introduced(opening: Opening, people: Iterable[Profile]) -> dict[int, Introduction]:
    """Profile -> the introduction to this opening that lives."""
    rows = Introduction.objects.live().filter(opening=opening, profile__in=[profile.pk for profile in people])
    return {row.profile_id: row for row in rows}
