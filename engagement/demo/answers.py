"""How the demo's firms answer, when their openings moved, what both sides said later: beside the history, not in it.

A firm has a habit of answering; of those whom it declined some never heard of it. Nothing here reads who a person is.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta

from accounts.consents import CURRENT, HOLDS
from accounts.models import Consent, User
from employers.models import Employer, Member, Opening, OpeningMove
from engagement.actions import recipient_of, reference_of
from engagement.answering.actions import count
from engagement.answering.deadlines import DAYS, reply_by
from engagement.models import FollowUp, Introduction, Outcome, Stage
from returnees.models import Profile

from .employers import CAST, Known, moment
from .history import MONTHS

State = Opening.State
Reason, Decliner = Introduction.Reason, Introduction.Decliner
HABITS = [0.95, 0.75, 0.5, 0.3, 0.1]  # the share of declines that are said at all
AFTER_THE_YES = [Stage.SHORTLISTED, Stage.INTERVIEWED, Stage.OFFERED, Stage.HIRED]
FIELDS = ["reason", "proposed_at", "stage_at", "accepted_at", "answered_at", "reply_by"]


def load(rng: random.Random, today: date, known: list[Known]) -> None:
    """Moments of answers for every introduction, moves for every opening, a colleague, one firm that fell silent."""
    habit = {one.row.pk: rng.choice(HABITS) for one in known}
    rows = list(Introduction.objects.select_related("opening").order_by("pk"))
    for row in rows:
        _live(rng, today, row) if row.stage in DAYS else None
        _answer(rng, row, habit.get(row.opening.employer_id, 0.8))
        row.reply_by = reply_by(row.stage, row.stage_at.date())
    Introduction.objects.bulk_update(rows, FIELDS, batch_size=500)
    _consents(rows)
    _moves()
    _colleague(known[0].row)
    _fell_silent(today, rows)
    count(moment(today, 3))


def _live(rng: random.Random, today: date, row: Introduction) -> None:
    """What waits for a step waits no longer than it may."""
    longest = moment(today - timedelta(days=DAYS[row.stage] - 1), 12)
    if row.stage_at < longest:
        row.stage_at = moment(today - timedelta(days=rng.randrange(1, DAYS[row.stage] - 1)), 12)
    if row.stage == Stage.PROPOSED:
        row.proposed_at = row.stage_at


def _between(rng: random.Random, first: datetime, last: datetime, most: int) -> datetime:
    """A moment after `first`, some days later at most, and not after `last`."""
    return min(last, first + timedelta(hours=rng.randrange(4, 24 * most)))


def _answer(rng: random.Random, row: Introduction, habit: float) -> None:
    if row.stage == Stage.ACCEPTED:
        row.accepted_at = row.stage_at
    elif row.stage in AFTER_THE_YES:
        row.accepted_at = _between(rng, row.proposed_at, row.stage_at, 6)
        row.answered_at = _between(rng, row.accepted_at, row.stage_at, 9)
    elif row.declined_by == Decliner.EMPLOYER:
        row.accepted_at = _between(rng, row.proposed_at, row.stage_at, 5)
        if row.reason == Reason.NO_ANSWER or rng.random() > habit:
            row.reason = Reason.SILENT
        else:
            row.answered_at = row.stage_at


def _consents(rows: list[Introduction]) -> None:
    """Whoever went on with a firm had said yes to giving it their name."""
    text = CURRENT[Consent.Purpose.SHARE_NAME]
    given = set(Consent.objects.filter(purpose=text.purpose).values_list("person", "reference"))
    met = [row for row in rows if row.stage in {Stage.ACCEPTED, *AFTER_THE_YES}]
    openings = Opening.objects.select_related("employer").in_bulk({row.opening_id for row in met})
    users = dict(Profile.objects.filter(pk__in=[row.profile_id for row in met]).values_list("pk", "user"))
    Consent.objects.bulk_create(
        Consent(
            person_id=users[row.profile_id],
            purpose=text.purpose,
            recipient=recipient_of(openings[row.opening_id]),
            reference=reference_of(openings[row.opening_id]),
            granted=True,
            text_version=text.version,
            language="fr",
            mode=Consent.Mode.TAP,
            given_at=row.accepted_at,
            expires_on=row.accepted_at.date() + HOLDS,
        )
        for row in met
        if (users[row.profile_id], reference_of(openings[row.opening_id])) not in given
    )


def _moves() -> None:
    """The steps that each opening's dates tell of."""
    moves = []
    for row in Opening.objects.order_by("pk"):
        steps = [] if row.state == State.DRAFT else [(State.SUBMITTED, row.created_at)]
        if row.published_at:
            steps.append((State.PUBLISHED, row.published_at))
        if row.state not in {State.DRAFT, State.SUBMITTED, State.PUBLISHED}:
            steps.append((row.state, row.closed_at or row.changed_at))
        before = State.DRAFT
        for after, at in steps:
            moves.append(OpeningMove(opening=row, before=before, after=after, at=at, reason=row.reason[:200]
                                     if after == row.state else ""))  # fmt: skip
            before = after
        row.state_at = steps[-1][1] if steps else row.created_at
        row.confirmed_at = row.published_at
        row.save(update_fields=["state_at", "confirmed_at"])
    OpeningMove.objects.bulk_create(moves, batch_size=500)


def _colleague(firm: Employer) -> None:
    """Salma does not hire alone: a foreman meets people and posts nothing."""
    karim = User.objects.create_user(None, name="Karim B.", language="fr")
    Member.objects.create(user=karim, employer=firm, may_post=False)


def _fell_silent(today: date, rows: list[Introduction]) -> None:
    """Of the firms with least to offer, the one that declined most people in a year told none, and is switched off."""
    year = moment(today - timedelta(days=330))
    declined = Counter(
        row.opening.employer_id for row in rows if row.declined_by == Decliner.EMPLOYER and row.stage_at > year
    )
    shown = Counter(Opening.objects.open().values_list("employer", flat=True))
    told_of = {firm.name for firm in CAST}
    silent = min(
        Employer.objects.filter(pk__in=declined).exclude(name__in=told_of),
        key=lambda firm: (shown[firm.pk], -declined[firm.pk], firm.pk),
        default=None,
    )
    if silent is None:
        return
    told = Introduction.objects.filter(opening__employer=silent, declined_by=Decliner.EMPLOYER)
    told.update(reason=Reason.SILENT, answered_at=None)
    Employer.objects.filter(pk=silent.pk).update(switched_off_at=moment(today - timedelta(days=20)))


def second_answers(rng: random.Random) -> None:
    """The second question of each follow-up, and one hire of whom the two sides say different things."""
    outcomes = list(Outcome.objects.select_related("follow_up__placement").order_by("pk"))
    for row in outcomes:
        of_person = row.follow_up.whom == FollowUp.Whom.PERSON
        kept = ["yes", "partly", "no", "unsaid"]
        row.second = rng.choices(kept, [62, 20, 10, 8] if of_person else [66, 14, 8, 12])[0]
        row.at = moment(row.follow_up.done_on, 15)
        if row.same_employer is False:
            row.left_on = row.follow_up.placement.ended_on
            row.left_for = row.follow_up.placement.end_reason if row.left_on else ""
    by_place: dict[tuple[int, int], list[Outcome]] = {}
    for row in outcomes:
        if row.same_employer and row.follow_up.month == MONTHS[0]:
            by_place.setdefault((row.follow_up.placement_id, row.follow_up.month), []).append(row)
    both = next((pair for pair in by_place.values() if len(pair) == 2), None)
    if both:
        person = next(row for row in both if row.follow_up.whom == FollowUp.Whom.PERSON)
        person.same_employer, person.kind, person.second = False, Outcome.Kind.SEEKING, Outcome.Kept.NO
        person.left_on = person.follow_up.due_on - timedelta(days=16)
        person.left_for = "conditions"
    Outcome.objects.bulk_update(
        outcomes, ["second", "at", "left_on", "left_for", "same_employer", "kind"], batch_size=500
    )
