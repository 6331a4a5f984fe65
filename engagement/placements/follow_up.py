"""The two questions at 3, 6 and 12 months, to each side by itself: asked, answered without signing in, or lost.

    due --ask--> asked (at most three times, a week apart) --answer--> answered, or "would rather not answer"
                                                           --silence--> not reached

A person is asked only while they agree to it; whoever withdrew that yes has no question waiting. What the two sides
say is never merged, and neither reads the other's.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit, messages
from accounts.consents import Purpose
from accounts.models import Consent, User
from matching import feedback
from matching.models import Label

from ..actions import NotNow
from ..meetings.sides import tell_person
from ..models import FollowUp, Outcome, Placement, Rating

Whom, Result = FollowUp.Whom, FollowUp.Result
MOST, PAUSE = 3, timedelta(days=7)
# How long a link opens the questions, and how long an answer can be changed by it.
LINK_HOLDS, MAY_CHANGE = timedelta(days=30), timedelta(days=1)
# Of whom no address is known, somebody may still call; then it counts as lost.
LOST_AFTER = timedelta(days=45)
STAYED = {3: Label.Stage.STAYED_3, 6: Label.Stage.STAYED_6, 12: Label.Stage.STAYED_12}
_signer = signing.TimestampSigner(salt="engagement.follow_up")


class LinkOver(Exception):
    """The link opens nothing, or nothing any more. Tells why."""


# The link


def address_of(row: FollowUp) -> str:
    """A link that opens this question, and nothing else, without signing in."""
    return settings.PUBLIC_URL + reverse("follow-up", args=[_signer.sign(str(row.pk))])


def of_link(token: str) -> FollowUp:
    """The question that a link opens. Raises LinkOver when it was forged, is over, or its question is gone."""
    try:
        pk = _signer.unsign(token, max_age=LINK_HOLDS)
    except signing.SignatureExpired as over:
        raise LinkOver(_("This link was good for 30 days and is over.")) from over
    except signing.BadSignature as wrong:
        raise LinkOver(_("This link is not whole. Open it again from the message, or copy all of it.")) from wrong
    row = FollowUp.objects.select_related("placement__introduction__opening__employer").filter(pk=pk).first()
    if row is None or not _may_ask(row):
        raise LinkOver(_("There is nothing to answer any more."))
    if not _can_answer(row):
        raise LinkOver(_("You have answered already. Thank you."))
    return row


# Asking


def due() -> QuerySet[FollowUp]:
    """Questions whose day has come and that are neither answered nor given up."""
    return FollowUp.objects.filter(result=Result.DUE, due_on__lte=timezone.localdate())


def is_due(row: FollowUp) -> bool:
    """Whether somebody may ask today, at the telephone too."""
    return row.due_on <= timezone.localdate() and _may_ask(row) and _can_answer(row)


def ask_due() -> int:
    """Writes to whoever should be asked today, and gives up whom three messages did not reach; how many were written
    to. May run twice."""
    rested = Q(asked_at=None) | Q(asked_at__lte=timezone.now() - PAUSE)
    asked = 0
    for pk in list(due().filter(rested).order_by("due_on").values_list("pk", flat=True)):
        with transaction.atomic():
            row = _locked(pk)
            if row is not None and row.result == Result.DUE and (row.asked_at is None or _rested(row)):
                asked += _ask(row)
    return asked


def _ask(row: FollowUp) -> bool:
    if not _may_ask(row):
        # Nobody may ask: there is no question.
        row.delete()
        return False
    if row.attempts >= MOST or row.due_on <= timezone.localdate() - LOST_AFTER:
        row.result = Result.UNREACHABLE
        row.done_on = timezone.localdate()
        row.save(update_fields=["result", "done_on"])
        return False
    if not _write(row):
        return False
    row.attempts += 1
    row.asked_at = timezone.now()
    row.save(update_fields=["attempts", "asked_at"])
    audit.record("placement.asked", row.placement, by=None, month=row.month, whom=str(row.whom))
    return True


def _write(row: FollowUp) -> bool:
    link = address_of(row)
    introduction = row.placement.introduction
    if row.whom == Whom.PERSON:
        return tell_person(introduction.profile, "how_is_it", link=link)
    facts = {"link": link, "opening": introduction.opening.title, "day": row.placement.started_on}
    return any(messages.send(user, "how_is_it_firm", **facts) for user in _askable(row.placement)[:1])


def _askable(placement: Placement) -> list[User]:
    """Those of the firm who can be written to, whoever told of the hire first."""
    members = placement.introduction.opening.employer.members.filter(may_meet=True).select_related("user")
    users = [member.user for member in members.order_by("joined_at", "pk") if messages.addresses_of(member.user)]
    return sorted(users, key=lambda user: user.pk != placement.recorded_by_id)


def _may_ask(row: FollowUp) -> bool:
    """A person is asked while they agree to it, and an employer in any case."""
    if row.whom == Whom.EMPLOYER:
        return True
    person = row.placement.introduction.profile.user_id
    return Consent.objects.live().filter(person=person, purpose=Purpose.FOLLOW_UP).exists()


def _rested(row: FollowUp) -> bool:
    return row.asked_at <= timezone.now() - PAUSE


# Answering


@transaction.atomic
def answer(
    row: FollowUp,
    *,
    same_employer: bool,
    second: str,
    kind: str = "",
    left_on: object = None,
    left_for: str = "",
    by: User | None = None,
) -> Outcome:
    """What one side says; within a day it can say something else. `by`: who wrote it down at the telephone, which is
    an attempt too. Raises NotNow. The placement itself stays as it was told: answers stand beside it."""
    row = _open(row)
    if same_employer:
        left_on, left_for = None, ""
        kind = Outcome.Kind.EMPLOYED_FORMAL if row.whom == Whom.PERSON else ""
    said = {"same_employer": same_employer, "second": second, "kind": kind, "left_on": left_on, "left_for": left_for}
    outcome, _made = Outcome.objects.update_or_create(follow_up=row, defaults={**said, "at": timezone.now()})
    _done(row, Result.DONE, by)
    _later(row).filter(result=Result.REFUSED, attempts=0).update(result=Result.DUE, done_on=None)
    ranked = row.placement.introduction.ranked
    if same_employer and ranked is not None and row.month in STAYED:
        feedback.label(ranked, STAYED[row.month])
    return outcome


@transaction.atomic
def refuse(row: FollowUp, *, by: User | None = None) -> FollowUp:
    """Would rather not answer: this side is asked no more about this job. Raises NotNow."""
    row = _open(row)
    Outcome.objects.filter(follow_up=row).delete()
    Rating.objects.filter(follow_up=row).delete()
    _done(row, Result.REFUSED, by)
    _later(row).filter(result=Result.DUE).update(result=Result.REFUSED, done_on=timezone.localdate())
    return row


@transaction.atomic
def rate(row: FollowUp, items: dict[str, int | None]) -> Rating | None:
    """The five things, each from 1 to 5 or left out; none of them is no rating. Raises NotNow."""
    row = _open(row)
    if not any(items.values()):
        Rating.objects.filter(follow_up=row).delete()
        return None
    return Rating.objects.update_or_create(follow_up=row, defaults=items)[0]


def _open(row: FollowUp) -> FollowUp:
    found = _locked(row.pk)
    if found is None or not _may_ask(found):
        raise NotNow(_("There is nothing to answer any more."))
    if not _can_answer(found):
        raise NotNow(_("You have answered already. Thank you."))
    return found


def _can_answer(row: FollowUp) -> bool:
    """Not answered yet, or only just: also after it was given up, as long as a link or a telephone reaches us."""
    if row.result in {Result.DUE, Result.UNREACHABLE}:
        return True
    outcome = Outcome.objects.filter(follow_up=row).first()
    if outcome is not None:
        return outcome.at > timezone.now() - MAY_CHANGE
    return row.result == Result.REFUSED and row.done_on is not None and row.done_on >= timezone.localdate() - MAY_CHANGE


def _done(row: FollowUp, result: str, by: User | None) -> None:
    row.result, row.done_on = result, timezone.localdate()
    if by is not None:
        row.attempts = min(MOST, row.attempts + 1)
    row.save(update_fields=["result", "done_on", "attempts"])
    how = "telephone" if by is not None else "link"
    audit.record("placement.answered", row.placement, by=by, month=row.month, whom=str(row.whom), how=how)


def _later(row: FollowUp) -> QuerySet[FollowUp]:
    return row.placement.follow_ups.filter(whom=row.whom, month__gt=row.month)


def _locked(pk: int) -> FollowUp | None:
    rows = FollowUp.objects.select_for_update(of=("self",))
    return rows.select_related("placement__introduction__opening__employer").filter(pk=pk).first()
