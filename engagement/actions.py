"""What can be done about introductions: propose, say yes or no, take the yes back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit, consents, messages
from accounts.consents import FOR_SOMEBODY, Mode, Purpose
from accounts.models import Consent, User
from employers.models import Opening
from matching.models import Ranked
from returnees.models import Departure, Profile

from .answering.deadlines import reply_by
from .models import Introduction, Stage

Decliner, Reason = Introduction.Decliner, Introduction.Reason
# Why somebody may say no; nobody needs to say.
REASONS = [Reason.WAGE, Reason.DISTANCE, Reason.HOURS, Reason.OTHER_JOB, Reason.UNSAID]


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
    Profile.objects.select_for_update().get(pk=profile.pk)
    if not Profile.objects.filter(pk=profile.pk, agency__in=by.agency_ids).findable().exists():
        raise NotNow(_("This person does not agree to be proposed, or no longer does."))
    if not Opening.objects.open().filter(pk=opening.pk).exists():
        raise NotNow(_("This opening is closed."))
    before = Introduction.objects.filter(profile=profile, opening=opening)
    if live := before.live().first():
        return live
    if before.filter(declined_by=Decliner.PERSON).exists():
        raise NotNow(_("The person has said no to this opening. Only they can make it a yes."))
    lists = Ranked.objects.filter(profile=profile, ranking__opening=opening, ranking__made_for=by)
    introduction = Introduction.objects.create(
        profile=profile,
        opening=opening,
        ranked=lists.order_by("-ranking__made_at").first(),
        proposed_by=by,
        reply_by=reply_by(Stage.PROPOSED, timezone.localdate()),
    )
    audit.record("introduction.proposed", introduction, by=by, profile=profile.pk, opening=opening.pk)
    messages.send(profile.user, "introduction")
    return introduction


@transaction.atomic
def accept(introduction: Introduction, *, by: User, mode: str = Mode.TAP) -> Introduction:
    """The person's yes: this employer may have their name and telephone, for this opening. Also after a no of theirs,
    as a new introduction. Raises NotNow."""
    introduction = _locked(introduction)
    if introduction.stage == Stage.DECLINED and introduction.declined_by == Decliner.PERSON:
        introduction = _again(introduction)
    _unanswered(introduction)
    if not Opening.objects.open().filter(pk=introduction.opening_id).exists():
        raise NotNow(_("This opening is closed."))
    consents.give(**_answer(introduction, by, mode), by=by)
    _move(introduction, Stage.ACCEPTED, by=by)
    for member in introduction.opening.employer.members.select_related("user"):
        messages.send(member.user, "said_yes", opening=introduction.opening.title)
    return introduction


@transaction.atomic
def decline(introduction: Introduction, *, by: User, reason: str = Reason.UNSAID, mode: str = Mode.TAP) -> Introduction:
    """The person's no; nothing is given to anybody. Raises NotNow."""
    introduction = _locked(introduction)
    _unanswered(introduction)
    consents.refuse(**_answer(introduction, by, mode), by=by)
    _move(introduction, Stage.DECLINED, by=by, declined_by=Decliner.PERSON, reason=reason)
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
        _move(introduction, Stage.DECLINED, by=by, declined_by=Decliner.PERSON, reason=Reason.CHANGED_MIND)
    if opening:
        _ask_to_delete(opening, consent.person.profile.code)
    return True


def lapse(introduction: Introduction) -> None:
    """Nobody answered for the person in time: it ends, and says nothing of them. In the caller's transaction."""
    _move(introduction, Stage.DECLINED, by=None, declined_by=Decliner.AGENCY, reason=Reason.NO_ANSWER)


def release(introduction: Introduction) -> None:
    """The employer left the person without an answer: they are free, and are told that it was not about them. In the
    caller's transaction."""
    _move(introduction, Stage.DECLINED, by=None, declined_by=Decliner.EMPLOYER, reason=Reason.SILENT)
    messages.send(introduction.profile.user, "released", opening=introduction.opening.title)


def before_erasing(profile: Profile, departure: Departure) -> None:
    """Whoever was given the name of somebody whose record goes is asked to delete it."""
    given = Consent.objects.filter(person=profile.user_id, purpose=Purpose.SHARE_NAME, granted=True, withdrawn_at=None)
    for consent in given:
        if opening := _opening_of(consent):
            _ask_to_delete(opening, profile.code)


def _ask_to_delete(opening: Opening, code: str) -> None:
    for member in opening.employer.members.select_related("user"):
        messages.send(member.user, "name_withdrawn", code=code, opening=opening.title)


def _opening_of(consent: Consent) -> Opening | None:
    kind, _colon, number = consent.reference.partition(":")
    return Opening.objects.filter(pk=number).select_related("employer").first() if kind == "opening" else None


def _locked(introduction: Introduction) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("opening__employer", "profile__user")
    return rows.get(pk=introduction.pk)


def _unanswered(introduction: Introduction) -> None:
    """Raises NotNow when somebody has answered meanwhile."""
    if introduction.stage != Stage.PROPOSED:
        raise NotNow(_("This has been answered already."))


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


def _move(
    introduction: Introduction, stage: Stage, *, by: User | None, declined_by: str = "", reason: str = ""
) -> None:
    introduction.stage, introduction.declined_by, introduction.reason = stage, declined_by, reason
    introduction.stage_at = max(timezone.now(), introduction.proposed_at)
    introduction.reply_by, introduction.reminded_at = reply_by(stage, timezone.localdate(introduction.stage_at)), None
    if stage == Stage.ACCEPTED:
        introduction.accepted_at = introduction.stage_at
    introduction.save(
        update_fields=["stage", "declined_by", "reason", "stage_at", "reply_by", "reminded_at", "accepted_at"]
    )
    audit.record(f"introduction.{stage}", introduction, by=by, reason=str(reason))
