"""Interviews: moments that the employer offers to one person, the one that is taken, and what came of it.

Each deed may be sent twice: it is done once, and both sides are told once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts import audit, messages
from accounts.models import User
from employers.models import Opening

from .. import actions
from ..actions import NotNow, locked
from ..models import Introduction, Slot, Stage
from . import invitation, letters
from .sides import MEETING, at_site, tell_employer, tell_person, zone_of

MOST = 5
TO_TELL = timedelta(days=7)  # after the interview, before silence ends the introduction
Outcome = Slot.Outcome


def ahead(introduction: Introduction) -> QuerySet[Slot]:
    """Those that are still to come and not cancelled, free or taken."""
    return introduction.slots.filter(outcome="", starts_at__gt=timezone.now())


def free(introduction: Introduction) -> QuerySet[Slot]:
    """Those that the person can take."""
    return ahead(introduction).filter(taken_at=None)


def of(introduction: Introduction, pk: UUID) -> Slot:
    """A slot of this introduction. Raises NotNow when it is there no longer."""
    slot = introduction.slots.filter(pk=pk).first()
    if slot is None:
        raise NotNow(_("This moment is no longer offered."))
    return slot


@transaction.atomic
def offer(
    introduction: Introduction, moments: Iterable[datetime], *, minutes: int, mode: str, where: str = "", by: User
) -> list[Slot]:
    """Offers the person these moments, at most five at a time; those offered already are left as they are.

    Raises NotNow.
    """
    introduction = locked(introduction)
    _meets(introduction)
    there = list(ahead(introduction))
    if any(slot.taken_at for slot in there):
        raise NotNow(_("An interview is agreed already. Cancel it first, then offer other moments."))
    known = {slot.starts_at for slot in there}
    new = sorted(set(moments) - known)
    if any(moment <= timezone.now() for moment in new):
        raise NotNow(_("A moment that has passed cannot be offered."))
    if len(there) + len(new) > MOST:
        raise NotNow(_("Five moments at a time are enough. Take one back before you offer another."))
    told = {"introduction": introduction, "minutes": minutes, "mode": mode, "where": where, "offered_by": by}
    slots = [Slot.objects.create(starts_at=moment, **told) for moment in new]
    if slots:
        _give_time(introduction, slots[-1])
        audit.record("introduction.slots_offered", introduction, by=by, slots=len(slots))
        tell_person(introduction.profile, "slots_offered")
    return slots


@transaction.atomic
def take(slot: Slot, *, by: User) -> Slot:
    """The person takes this moment; the others that were offered go, and both sides are told. Raises NotNow."""
    slot = _locked(slot)
    if slot.taken_at and not slot.outcome:
        return slot
    _meets(slot.introduction)
    if slot.outcome or slot.starts_at <= timezone.now():
        raise NotNow(_("This moment has passed or is no longer offered."))
    if slot.introduction.slots.filter(taken_at__isnull=False, outcome="").exists():
        raise NotNow(_("Another moment is taken already."))
    slot.taken_at = timezone.now()
    slot.save(update_fields=["taken_at"])
    _give_time(slot.introduction, slot)
    free(slot.introduction).delete()
    audit.record("introduction.slot_taken", slot.introduction, by=by)
    _tell_both(slot, "slot_taken", "slot_taken_firm")
    return slot


@transaction.atomic
def none_fits(introduction: Introduction, *, by: User) -> bool:
    """The person can come at none of the moments; the employer is asked for others. Whether any was offered."""
    introduction = locked(introduction)
    gone, _rows = free(introduction).delete()
    if gone:
        audit.record("introduction.slots_refused", introduction, by=by)
        tell_employer(introduction, "slots_refused", opening=introduction.opening.title)
    return bool(gone)


@transaction.atomic
def give_up(slot: Slot, *, by: User) -> None:
    """The person can no longer come at the moment they took; the employer is told, and may offer others. Raises
    NotNow."""
    slot = _locked(slot)
    if not slot.taken_at or slot.outcome or slot.starts_at <= timezone.now():
        raise NotNow(_("This interview is over, or was cancelled."))
    slot.outcome = Outcome.CANCELLED  # for the calendars only: what the person gives up is no deed of the firm's
    _tell_both(slot, "slot_given_up", "slot_given_up_firm")
    slot.delete()
    audit.record("introduction.slot_given_up", slot.introduction, by=by)


@transaction.atomic
def withdraw(slot: Slot, *, by: User) -> None:
    """The employer takes back a moment that nobody has taken. Raises NotNow."""
    slot = _locked(slot)
    if slot.taken_at:
        raise NotNow(_("The person has just taken this moment. You can cancel it, with a word to them."))
    slot.delete()
    audit.record("introduction.slot_withdrawn", slot.introduction, by=by)


@transaction.atomic
def cancel(slot: Slot, *, by: User, words: str = "") -> Slot:
    """The employer cancels an interview that was agreed, with a word to the person, relayed like every other. Raises
    NotNow."""
    slot = _locked(slot)
    if slot.outcome == Outcome.CANCELLED:
        return slot
    if not slot.taken_at or slot.outcome or slot.starts_at <= timezone.now():
        raise NotNow(_("This interview is over, or was not agreed."))
    slot.outcome = Outcome.CANCELLED
    slot.save(update_fields=["outcome"])
    audit.record("introduction.slot_cancelled", slot.introduction, by=by)
    _tell_both(slot, "slot_cancelled", "slot_cancelled_firm")
    if words:
        letters.write(slot.introduction, side=letters.Side.EMPLOYER, words=words, by=by, form_key=slot.pk, tell=False)
    return slot


@transaction.atomic
def mark(slot: Slot, outcome: str, *, by: User) -> Slot:
    """The employer says whether the interview was held or the person did not come. Raises NotNow."""
    slot = _locked(slot)
    if slot.outcome == outcome:
        return slot
    if not slot.taken_at or slot.outcome:
        raise NotNow(_("This interview is over, or was not agreed."))
    if slot.starts_at > timezone.now():
        raise NotNow(_("This interview is still to come."))
    slot.outcome = outcome
    slot.save(update_fields=["outcome"])
    audit.record(f"introduction.slot_{outcome}", slot.introduction, by=by)
    if outcome == Outcome.HELD:
        _interviewed(slot.introduction, by)
    return slot


def remind() -> int:
    """Reminds people, once, of the interview that they have tomorrow; how many were reminded. May run twice."""
    now = timezone.now()
    soon = Slot.objects.filter(taken_at__isnull=False, outcome="", reminded_at=None)
    soon = soon.filter(starts_at__gt=now, starts_at__lt=now + timedelta(days=2))
    told = 0
    for pk in list(soon.order_by("starts_at").values_list("pk", flat=True)):
        with transaction.atomic():
            slot = _locked(Slot(pk=pk))
            zone = zone_of(slot.introduction.opening)
            tomorrow = timezone.localdate(now, zone) + timedelta(days=1)
            if slot.reminded_at or slot.outcome or timezone.localdate(slot.starts_at, zone) > tomorrow:
                continue
            slot.reminded_at = now
            slot.save(update_fields=["reminded_at"])
            told += tell_person(slot.introduction.profile, "slot_tomorrow", **_when(slot))
    return told


def clashing(slots: Iterable[Slot], introduction: Introduction) -> set[object]:
    """Of these moments, those at which the same person meets another employer. For the person's side only."""
    theirs = Slot.objects.filter(introduction__profile=introduction.profile_id, taken_at__isnull=False, outcome="")
    others = [(one.starts_at, _ends(one)) for one in theirs.exclude(introduction=introduction)]
    return {slot.pk for slot in slots if any(slot.starts_at < last and first < _ends(slot) for first, last in others)}


def _give_time(introduction: Introduction, slot: Slot) -> None:
    """Offering moments is an answer of the firm's; and nobody is released for silence before they have met."""
    last = timezone.localdate(slot.starts_at, zone_of(introduction.opening)) + TO_TELL
    introduction.reply_by = max(introduction.reply_by or last, last)
    if introduction.answered_at is None and introduction.accepted_at is not None:
        introduction.answered_at = max(timezone.now(), introduction.accepted_at)
    introduction.save(update_fields=["reply_by", "answered_at"])


def _ends(slot: Slot) -> datetime:
    return slot.starts_at + timedelta(minutes=slot.minutes)


def _locked(slot: Slot) -> Slot:
    """The slot as it is now, with its introduction held first, so that two deeds come one after the other."""
    pk = Slot.objects.filter(pk=slot.pk).values_list("introduction", flat=True).first()
    if pk is None:
        raise NotNow(_("This moment is no longer offered."))
    introduction = locked(Introduction(pk=pk))
    found = Slot.objects.filter(pk=slot.pk).first()
    if found is None:
        raise NotNow(_("This moment is no longer offered."))
    found.introduction = introduction
    return found


def _meets(introduction: Introduction) -> None:
    if introduction.stage not in MEETING:
        raise NotNow(_("The person has not said yes, or this proposal is over."))


def _interviewed(introduction: Introduction, by: User) -> None:
    """The interview that was held moves the introduction on, where it has not come further already."""
    if introduction.can_move_to(Stage.INTERVIEWED):
        actions.interviewed(introduction, by=by)


def _when(slot: Slot) -> dict[str, object]:
    moment = at_site(slot.starts_at, slot.introduction.opening)
    return {"day": moment.date(), "hour": moment.time()}


def _tell_both(slot: Slot, kind: str, kind_firm: str) -> None:
    """The same news for both sides, each with the file for its own calendar in its own language."""
    opening: Opening = slot.introduction.opening
    profile = slot.introduction.profile
    with translation.override(profile.user.language):
        for_person = invitation.file_of(slot, side=invitation.PERSON)
    tell_person(profile, kind, calendar=for_person, **_when(slot))
    for member in opening.employer.members.filter(may_meet=True).select_related("user"):
        with translation.override(member.user.language):
            for_firm = invitation.file_of(slot, side=invitation.EMPLOYER)
        messages.send(member.user, kind_firm, opening=opening.title, calendar=for_firm, **_when(slot))
