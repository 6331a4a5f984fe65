"""What can be done to openings. Every step of an opening's life goes through `move`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, messages
from accounts.models import User

from .models import OPEN, Employer, Member, Opening, OpeningMove
from .moves import CLOCK, EMPLOYER, FORWARD, MOVES, OFFICER, WORK
from .rules import lint

State = Opening.State
OVER = {State.FILLED, State.EXPIRED, State.WITHDRAWN}
WITH_A_REASON = {State.CHANGES, State.REJECTED, State.WITHDRAWN}
# Until so long after the last word of the employer an opening is taken for free; then we ask, in the end it is closed.
ASKED_AFTER, GONE_AFTER = timedelta(days=30), timedelta(days=90)
# As long as an opening that is over may be opened again, which is also as long as its hires are asked about.
CLOSED_AFTER = timedelta(days=365)
# What somebody reads before it is published: a change of anything else needs no second look.
READ = {
    "title", "occupation", "description", "training", "contract", "starts_on", "hours_per_week", "wage_min", "wage_max",
    "wage_period", "wage_gross", "wage_currency", "isced", "or_equivalent", "vacancy", "legal_basis",
}  # fmt: skip


class NotNow(Exception):
    """The opening, the firm or the reader is not where this deed needs them. Tells why, in the reader's language."""


@transaction.atomic
def move(opening: Opening, to: State, *, by: User | None, reason: str = "", who: str | None = None) -> Opening:
    """One step, if `MOVES` lets this reader take it; it is written down with its time. Raises NotNow.

    `who` says as what somebody acts where it is not told by who they are: the clock, or the work with people. `reason`
    is a code of `employers.reasons`, words, or a code and words with ": " between.
    """
    return _step(locked(opening), to, by=by, reason=reason, who=who)


def locked(opening: Opening) -> Opening:
    """The row as it is now, held until the end of the transaction, with its employer and occupation."""
    rows = Opening.objects.select_for_update(of=("self",)).select_related("employer", "occupation")
    return rows.get(pk=opening.pk)


def _step(opening: Opening, to: State, *, by: User | None, reason: str = "", who: str | None = None) -> Opening:
    here = State(opening.state)
    allowed = MOVES[here].get(to)
    if allowed is None:
        if here == to:
            raise NotNow(_("This has been done already."))
        raise NotNow(
            _("From “%(here)s” there is no step to “%(there)s”.") % {"here": here.label, "there": State(to).label}
        )
    if not allowed & ({who} if who else _acts_as(opening, by)):
        raise NotNow(_("This step is not yours to take."))
    if to in WITH_A_REASON and not reason:
        raise NotNow(_("Say why."))
    now = timezone.now()
    opening.state, opening.state_at, opening.changed_at = to, now, now
    opening.reason = reason[:200] if to in WITH_A_REASON else ""
    if to in OPEN and (opening.published_at is None or opening.closed_at):
        opening.published_at = opening.confirmed_at = now
    if to in OVER or to == State.REJECTED:
        opening.closed_at = now
    elif to != State.CLOSED:
        opening.closed_at = None
    opening.asked_at = None
    opening.save(
        update_fields=[
            "state", "state_at", "changed_at", "reason", "published_at", "confirmed_at", "closed_at", "asked_at",
        ]
    )  # fmt: skip
    OpeningMove.objects.create(opening=opening, before=here, after=to, at=now, by=by, reason=reason[:200])
    audit.record(f"opening.{to}", opening, by=by, before=here)
    return opening


def _acts_as(opening: Opening, by: User | None) -> set[str]:
    if by is None:
        return {CLOCK}
    mine = Opening.objects.filter(pk=opening.pk)
    acts = set()
    if mine.editable_by(by).exists():
        acts.add(EMPLOYER)
    if mine.checkable_by(by).exists():
        acts.add(OFFICER)
    return acts


# The employer


@transaction.atomic
def submit(opening: Opening, *, by: User) -> Opening:
    """Publish at once where the firm is verified and nothing in the opening asks for a second look; else an officer
    reads it first. Raises NotNow with what is against the law in it."""
    opening = locked(opening)
    if opening.state in {State.SUBMITTED, State.VERIFYING} or opening.is_live:
        # Sent twice: there is one opening, and it is on its way.
        return opening
    return _step(opening, _after_reading(opening), by=by)


@transaction.atomic
def changed(opening: Opening, fields: Collection[str], *, by: User) -> Opening:
    """To be called in the transaction that saved changed `fields`: an opening that people see is read again.

    Raises NotNow, which takes the change back, with what is against the law in it.
    """
    opening = locked(opening)
    opening.changed_at = timezone.now()
    opening.save(update_fields=["changed_at"])
    if not (opening.is_live or opening.state == State.PAUSED) or not READ & set(fields):
        return opening
    if _after_reading(opening) == State.SUBMITTED:
        return _step(opening, State.SUBMITTED, by=by)
    return opening


def _after_reading(opening: Opening) -> State:
    """Where an opening goes as it is worded and as its firm stands. Raises NotNow where it may go nowhere."""
    found = _lawful(opening)
    firm = opening.employer
    verified = firm.level >= Employer.Level.DOCUMENT and firm.suspended_at is None
    return State.SUBMITTED if not verified or lint.held(found) else State.PUBLISHED


def _lawful(opening: Opening) -> list[lint.Finding]:
    found = lint.of(opening)
    if refused := lint.refused(found):
        raise NotNow(" ".join(finding.says for finding in refused))
    return found


@transaction.atomic
def pause(opening: Opening, *, by: User) -> Opening:
    """Not shown for a while; who has been proposed stays. Raises NotNow."""
    return move(opening, State.PAUSED, by=by)


@transaction.atomic
def resume(opening: Opening, *, by: User) -> Opening:
    """As it was before the pause. Raises NotNow."""
    opening = locked(opening)
    if opening.deadline and opening.deadline < timezone.localdate():
        raise NotNow(_("Its last day has passed. Change the day first."))
    before = opening.moves.filter(after=State.PAUSED).order_by("-at", "-pk").values_list("before", flat=True).first()
    return _step(opening, State(before) if before in FORWARD else State.PUBLISHED, by=by)


@transaction.atomic
def withdraw(opening: Opening, *, by: User, reason: str) -> Opening:
    """Taken back before it was filled, with a reason. Raises NotNow."""
    return move(opening, State.WITHDRAWN, by=by, reason=reason)


@transaction.atomic
def fill(opening: Opening, *, by: User) -> Opening:
    """The employer says that nobody is needed any more: the post is filled. Raises NotNow."""
    return move(opening, State.FILLED, by=by)


@transaction.atomic
def confirm(opening: Opening, *, by: User) -> Opening:
    """The employer says that the post is still free. Raises NotNow."""
    opening = locked(opening)
    if not opening.is_live:
        raise NotNow(_("This opening is closed."))
    opening.confirmed_at, opening.asked_at = timezone.now(), None
    opening.save(update_fields=["confirmed_at", "asked_at"])
    audit.record("opening.confirmed", opening, by=by)
    return opening


@transaction.atomic
def reopen(opening: Opening, *, by: User) -> Opening:
    """What was filled, expired or withdrawn is open again, read again like a new one. Raises NotNow."""
    opening = locked(opening)
    if opening.state not in OVER:
        raise NotNow(_("Only what is over can be opened again."))
    if opening.deadline and opening.deadline < timezone.localdate():
        opening.deadline = None
        opening.save(update_fields=["deadline"])
    return _step(opening, _after_reading(opening), by=by)


# The officer


@transaction.atomic
def take(opening: Opening, *, by: User) -> Opening:
    """An officer says that they are reading it, so that no two do. Raises NotNow."""
    return move(opening, State.VERIFYING, by=by, who=_officer(opening, by))


@transaction.atomic
def publish(opening: Opening, *, by: User, read: str = "") -> Opening:
    """An officer has read it and found nothing that stands against it. Raises NotNow.

    `read` is the version they read (`version_of`); what was changed since has to be read first.
    """
    who, opening = _officer(opening, by), locked(opening)
    if read and read != version_of(opening):
        raise NotNow(_("It was changed while you were reading. Please read it again."))
    firm = opening.employer
    if firm.suspended_at:
        raise NotNow(_("The firm is suspended."))
    if firm.level < Employer.Level.DOCUMENT:
        raise NotNow(_("Nobody has seen a document of this firm yet. Verify the firm first."))
    found = _lawful(opening)
    opening = _step(opening, State.PUBLISHED, by=by, who=who)
    if found:
        # What an officer let pass is theirs to answer for.
        audit.record("opening.passed", opening, by=by, findings=sorted({finding.code for finding in found}))
    _tell(opening, "opening_published")
    return opening


@transaction.atomic
def ask_changes(opening: Opening, *, by: User, reason: str) -> Opening:
    """An officer says what to change before it can be published. Raises NotNow."""
    opening = move(opening, State.CHANGES, by=by, reason=reason, who=_officer(opening, by))
    _tell(opening, "opening_changes")
    return opening


@transaction.atomic
def reject(opening: Opening, *, by: User, reason: str) -> Opening:
    """An officer refuses it for good, with the reason. Raises NotNow."""
    opening = move(opening, State.REJECTED, by=by, reason=reason, who=_officer(opening, by))
    _tell(opening, "opening_rejected")
    return opening


@transaction.atomic
def stop(opening: Opening, *, by: User) -> Opening:
    """An officer takes it off the lists while it is looked into. Only an officer can put it back. Raises NotNow."""
    opening = move(opening, State.VERIFYING, by=by, who=_officer(opening, by))
    _tell(opening, "opening_stopped")
    return opening


def version_of(opening: Opening) -> str:
    """What a page of an opening was made from."""
    return opening.changed_at.isoformat()


def _officer(opening: Opening, by: User) -> str:
    if not Opening.objects.checkable_by(by).filter(pk=opening.pk).exists():
        raise NotNow(_("This step is not yours to take."))
    return OFFICER


# The work with people


@transaction.atomic
def advance(opening: Opening, state: State, *, by: User | None) -> Opening:
    """How far the work with people is: people chosen, met, offered a post. It never goes back, and does nothing to an
    opening that is not live."""
    opening = locked(opening)
    if not opening.is_live or FORWARD.index(State(state)) <= FORWARD.index(State(opening.state)):
        return opening
    return _step(opening, State(state), by=by, who=WORK)


@transaction.atomic
def fill_if_full(opening: Opening, hired: int, *, by: User | None) -> Opening:
    """Filled once as many are `hired` as there are posts."""
    opening = locked(opening)
    if hired < opening.posts or State.FILLED not in MOVES[State(opening.state)] or opening.state in OVER:
        return opening
    return _step(opening, State.FILLED, by=by, who=WORK)


# The clock. Each may run again at any time and does nothing twice.


def close_expired() -> int:
    """Ends what is past its last day before anybody was chosen; how many. Who is being met is met to the end."""
    late = Q(state__in=[State.PUBLISHED, State.PAUSED], deadline__lt=timezone.localdate())
    return _each(late, lambda opening: _step(opening, State.EXPIRED, by=None))


def ask_stale() -> int:
    """Asks the firm whether a post is still free, of which nothing was heard for a month; of how many."""
    return _each(_silent_since(ASKED_AFTER) & _asked_before(ASKED_AFTER), _ask)


def close_stale() -> int:
    """Ends openings of which nothing was heard for three months; how many."""
    return _each(_silent_since(GONE_AFTER), _gone)


def close_over() -> int:
    """What has been over for a year is closed for good; how many."""
    over = Q(state__in=OVER, state_at__lt=timezone.now() - CLOSED_AFTER)
    return _each(over, lambda opening: _step(opening, State.CLOSED, by=None))


def _each(which: Q, deed: Callable[[Opening], object]) -> int:
    """Does `deed` to each row that is `which`, one transaction each, and still is when it is locked."""
    rows = Opening.objects.annotate(
        heard_at=Coalesce("confirmed_at", "published_at", output_field=models.DateTimeField())
    )
    done = 0
    for pk in rows.filter(which).values_list("pk", flat=True):
        with transaction.atomic():
            row = rows.select_for_update(of=("self",)).select_related("employer").filter(which, pk=pk).first()
            if row:
                deed(row)
                done += 1
    return done


def _silent_since(span: timedelta) -> Q:
    return Q(state__in=OPEN, heard_at__lt=timezone.now() - span)


def _asked_before(span: timedelta) -> Q:
    return Q(asked_at=None) | Q(asked_at__lt=timezone.now() - span)


def _ask(opening: Opening) -> None:
    opening.asked_at = timezone.now()
    opening.save(update_fields=["asked_at"])
    audit.record("opening.asked", opening, by=None)
    _tell(opening, "opening_still_free")


def _gone(opening: Opening) -> None:
    _step(opening, State.EXPIRED, by=None)
    _tell(opening, "opening_expired")


def _tell(opening: Opening, template: str) -> None:
    """To those of the firm who may post."""
    for member in Member.objects.filter(employer=opening.employer_id, may_post=True).select_related("user"):
        messages.send(member.user, template, title=opening.title)
