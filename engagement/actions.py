"""What can be done about introductions: propose or invite, say yes or no, take the yes back, go on, hire."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit, consents, messages
from accounts.consents import FOR_SOMEBODY, Mode, Purpose
from accounts.models import Consent, User
from employers.actions import advance, fill_if_full
from employers.models import Employer, Opening
from matching import feedback
from matching.cards import reference
from matching.models import Label, Ranked
from returnees.models import Departure, Profile

from .answering.deadlines import reply_by
from .models import Introduction, Stage

Decliner, Reason = Introduction.Decliner, Introduction.Reason

# How far a step with one person brings the whole opening.
FAR = {
    Stage.SHORTLISTED: Opening.State.SHORTLISTING,
    Stage.INTERVIEWED: Opening.State.INTERVIEWING,
    Stage.OFFERED: Opening.State.OFFERED,
}


class NotNow(Exception):
    """The person, the opening or the introduction is not, or no longer, where this deed finds it. Tells why."""


def recipient_of(opening: Opening) -> str:
    """Whom a yes to giving one's name is for, in words: this firm, for this opening."""
    return f"{opening.employer} · {opening.title}"[:120]


def reference_of(opening: Opening) -> str:
    """The same for the policy, which knows no openings."""
    return f"opening:{opening.pk}"


@transaction.atomic
def introduce(profile: Profile, opening: Opening, *, by: User) -> Introduction:
    """Somebody of an agency picks a person of a list; the person is told, the employer sees a card without a name.

    A second time it is the same introduction. Raises NotNow.
    """
    if not Profile.objects.filter(pk=profile.pk, agency__in=by.agency_ids).exists():
        raise NotNow(_("This person does not agree to be proposed, or no longer does."))
    return _propose(profile, opening, by, _("This firm takes no more people this month."))


@transaction.atomic
def invite(opening: Opening, profile: Profile, *, by: User) -> Introduction:
    """A member of the firm picks a card of the list; the person is told and answers, the firm learns no name yet.

    A second time it is the same introduction. Raises NotNow.
    """
    if not Opening.objects.met_by(by).filter(pk=opening.pk).exists():
        raise NotNow(_("You may not invite people for this opening."))
    full = _("You have asked as many people this month as your firm said it can meet.")
    return _propose(profile, opening, by, full, by_firm=True)


def _propose(profile: Profile, opening: Opening, by: User, full: str, **told: object) -> Introduction:
    # The firm is held, too: two at once would both still fit under what it can take.
    firm = Employer.objects.select_for_update().get(pk=opening.employer_id)
    Profile.objects.select_for_update().get(pk=profile.pk)
    if not Profile.objects.filter(pk=profile.pk).findable().exists():
        raise NotNow(_("This person does not agree to be proposed, or no longer does."))
    if not Opening.objects.open().filter(pk=opening.pk).exists():
        raise NotNow(_("This opening is closed."))
    before = Introduction.objects.filter(profile=profile, opening=opening)
    if live := before.live().first():
        return live
    if before.filter(declined_by=Decliner.PERSON).exists():
        raise NotNow(_("The person has said no to this opening. Only they can make it a yes."))
    if room(firm) == 0:
        raise NotNow(full)
    lists = Ranked.objects.filter(profile=profile, ranking__opening=opening, ranking__made_for=by)
    introduction = Introduction.objects.create(
        profile=profile,
        opening=opening,
        ranked=lists.order_by("-ranking__made_at").first(),
        proposed_by=by,
        reply_by=reply_by(Stage.PROPOSED, timezone.localdate()),
    )
    audit.record("introduction.proposed", introduction, by=by, profile=profile.pk, opening=opening.pk)
    messages.send(profile.user, "introduction", **told)
    return introduction


def room(firm: Employer) -> int | None:
    """How many more people the firm said it can meet this month; None where it named no number."""
    if firm.people_a_month is None:
        return None
    start = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    asked = Introduction.objects.filter(opening__employer=firm, proposed_at__gte=start).count()
    return max(0, firm.people_a_month - asked)


@transaction.atomic
def accept(introduction: Introduction, *, by: User, mode: str = Mode.TAP) -> Introduction:
    """The person's yes: this employer may have their name and telephone, for this opening. Also after a no of theirs,
    as a new introduction. Raises NotNow."""
    introduction = locked(introduction)
    if introduction.stage == Stage.DECLINED and introduction.declined_by == Decliner.PERSON:
        introduction = _again(introduction)
    if introduction.stage != Stage.PROPOSED:
        raise NotNow(_("This has been answered already."))
    if not Opening.objects.open().filter(pk=introduction.opening_id).exists():
        raise NotNow(_("This opening is closed."))
    consents.give(**_answer(introduction, by, mode), by=by)
    _move(introduction, Stage.ACCEPTED, by=by)
    for member in _meeting(introduction.opening):
        messages.send(member, "said_yes", opening=introduction.opening.title)
    return introduction


@transaction.atomic
def decline(
    introduction: Introduction,
    *,
    by: User,
    reason: str = Reason.UNSAID,
    shared: bool = False,
    mode: str = Mode.TAP,
) -> Introduction:
    """The person's no, at any step before the hire; who was named is so no longer. Raises NotNow."""
    introduction = locked(introduction)
    if not introduction.can_move_to(Stage.DECLINED):
        raise NotNow(_("This has been answered already."))
    named = introduction.stage != Stage.PROPOSED
    consents.refuse(**_answer(introduction, by, mode), by=by)
    _end(introduction, Decliner.PERSON, reason, shared=shared, by=by)
    if named:
        _ask_to_delete(introduction.opening, introduction.profile)
    return introduction


@transaction.atomic
def take_back(consent: Consent, *, by: User) -> bool:
    """The person takes a yes to an employer back: the name is no longer shown, the employer is asked to delete it, and
    the introduction ends unless the person works there. Whether there was a yes to take back."""
    opening = _opening_of(consent)
    rows = Introduction.objects.live().select_for_update()
    introduction = rows.filter(opening=opening, profile__user=consent.person_id).first()
    if not consents.withdraw(consent, by=by):
        return False
    if introduction and introduction.can_move_to(Stage.DECLINED):
        _end(introduction, Decliner.PERSON, Reason.CHANGED_MIND, shared=False, by=by)
    if opening:
        _ask_to_delete(opening, consent.person.profile)
    return True


def lapse(introduction: Introduction) -> None:
    """Nobody answered for the person in time: it ends, and says nothing of them. In the caller's transaction."""
    _move(introduction, Stage.DECLINED, by=None, declined_by=Decliner.AGENCY, reason=Reason.NO_ANSWER)


def release(introduction: Introduction) -> None:
    """The employer left the person without an answer: they are free, and are told that it was not about them. In the
    caller's transaction."""
    _move(introduction, Stage.DECLINED, by=None, declined_by=Decliner.EMPLOYER, reason=Reason.SILENT)
    messages.send(introduction.profile.user, "released", opening=introduction.opening.title)


@transaction.atomic
def shortlist(introduction: Introduction, *, by: User) -> Introduction:
    """The employer wants to go on with the person. Twice is once. Raises NotNow."""
    return _step(introduction, Stage.SHORTLISTED, by)


@transaction.atomic
def interviewed(introduction: Introduction, *, by: User) -> Introduction:
    """They have met. Twice is once. Raises NotNow."""
    return _step(introduction, Stage.INTERVIEWED, by)


@transaction.atomic
def offer(introduction: Introduction, *, by: User) -> Introduction:
    """The employer has offered the post. Twice is once. Raises NotNow."""
    return _step(introduction, Stage.OFFERED, by)


@transaction.atomic
def hire(introduction: Introduction, *, by: User) -> Introduction:
    """The person has the post. Twice is once. Raises NotNow."""
    return _step(introduction, Stage.HIRED, by)


@transaction.atomic
def decline_by_employer(introduction: Introduction, *, by: User, reason: str, shared: bool = False) -> Introduction:
    """The employer does not go on with this person; the name is no longer shown. Twice is once. Raises NotNow."""
    introduction = locked(introduction)
    if introduction.stage == Stage.DECLINED and introduction.declined_by == Decliner.EMPLOYER:
        return introduction
    if not introduction.can_move_to(Stage.DECLINED):
        raise NotNow(_("Meanwhile this has gone on: see where it stands."))
    _end(introduction, Decliner.EMPLOYER, reason, shared=shared, by=by)
    messages.send(introduction.profile.user, "did_not_go_on", opening=introduction.opening.title)
    return introduction


def _step(introduction: Introduction, stage: Stage, by: User) -> Introduction:
    introduction = locked(introduction)
    if introduction.stage == stage:
        return introduction
    if not introduction.can_move_to(stage):
        raise NotNow(_("Meanwhile this has gone on: see where it stands."))
    _move(introduction, stage, by=by)
    feedback.label(introduction.ranked, stage)
    opening = introduction.opening
    if stage in FAR:
        advance(opening, FAR[stage], by=by)
    else:
        hired = Introduction.objects.filter(opening=opening, stage=Stage.HIRED).count()
        fill_if_full(opening, hired, by=by)
    return introduction


def _end(introduction: Introduction, who: str, reason: str, *, shared: bool, by: User) -> None:
    _move(introduction, Stage.DECLINED, by=by, declined_by=who, reason=reason, shared=shared)
    feedback.label(introduction.ranked, Label.Stage.DECLINED, f"{who}:{reason}")


def before_erasing(profile: Profile, departure: Departure) -> None:
    """Whoever was given the name of somebody whose record goes is asked to delete it."""
    given = Consent.objects.filter(person=profile.user_id, purpose=Purpose.SHARE_NAME, granted=True, withdrawn_at=None)
    for consent in given:
        if opening := _opening_of(consent):
            _ask_to_delete(opening, profile)


def _ask_to_delete(opening: Opening, profile: Profile) -> None:
    for member in _meeting(opening):
        messages.send(member, "name_withdrawn", code=reference(opening.pk, profile.pk), opening=opening.title)


def _meeting(opening: Opening) -> list[User]:
    """The people of the firm who meet people."""
    return [member.user for member in opening.employer.members.filter(may_meet=True).select_related("user")]


def _opening_of(consent: Consent) -> Opening | None:
    kind, _colon, number = consent.reference.partition(":")
    return Opening.objects.filter(pk=number).select_related("employer").first() if kind == "opening" else None


def locked(introduction: Introduction) -> Introduction:
    """The row as it is now, held until the end of the transaction: whoever comes second sees what the first did."""
    rows = Introduction.objects.select_for_update(of=("self",))
    rows = rows.select_related("opening__employer", "profile__user", "ranked")
    return rows.get(pk=introduction.pk)


def _again(introduction: Introduction) -> Introduction:
    """The introduction that lives now, or a new one in the place of one that the person declined."""
    same = {"profile": introduction.profile, "opening": introduction.opening}
    facts = {
        "ranked_id": introduction.ranked_id,
        "proposed_by_id": introduction.proposed_by_id,
        "reply_by": reply_by(Stage.PROPOSED, timezone.localdate()),
    }
    return Introduction.objects.live().filter(**same).first() or Introduction.objects.create(**same, **facts)


def _answer(introduction: Introduction, by: User, mode: str) -> dict[str, object]:
    return {
        "person": introduction.profile.user,
        "purpose": Purpose.SHARE_NAME,
        "mode": mode,
        "witness": by if mode in FOR_SOMEBODY else None,
        "recipient": recipient_of(introduction.opening),
        "reference": reference_of(introduction.opening),
    }


_MOVED = ["stage", "stage_at", "declined_by", "reason", "reason_shared", "reply_by", "reminded_at"]


def _move(
    introduction: Introduction,
    stage: Stage,
    *,
    by: User | None,
    declined_by: str = "",
    reason: str = "",
    shared: bool = False,
) -> None:
    now = max(timezone.now(), introduction.proposed_at)
    introduction.stage, introduction.stage_at = stage, now
    introduction.declined_by, introduction.reason, introduction.reason_shared = declined_by, reason, shared
    introduction.reply_by, introduction.reminded_at = reply_by(stage, timezone.localdate(now)), None
    if stage == Stage.ACCEPTED:
        introduction.accepted_at = now
    # What nobody did, and what the person did, is no answer of the employer.
    elif by and introduction.accepted_at and not introduction.answered_at and declined_by in {"", Decliner.EMPLOYER}:
        introduction.answered_at = now
    introduction.save(update_fields=[*_MOVED, "accepted_at", "answered_at"])
    audit.record(f"introduction.{stage}", introduction, by=by, reason=str(reason))
