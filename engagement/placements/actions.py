"""A hire as it was agreed, and its end: told by the employer, the person or the agency, each in its own words.

Each deed may be sent twice: it is done once.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from employers.models import SubsidyRule
from returnees.fieldwise import touch
from returnees.models import Profile

from .. import actions
from ..actions import NotNow, locked
from ..meetings.sides import tell_person
from ..models import FollowUp, Introduction, Placement, Stage

MONTHS = (3, 6, 12)
Teller = Introduction.Decliner


@transaction.atomic
def record_hire(
    introduction: Introduction,
    *,
    by: User,
    started_on: date,
    contract: str,
    wage_monthly: Decimal,
    subsidised: bool = False,
    declared: bool | None = None,
    subsidy: SubsidyRule | None = None,
) -> Placement:
    """The person is hired: how, from when, for how much; `declared` to social security: yes, no, or None for not yet.

    Moves the introduction on, fills the opening when all posts are taken, pauses the person's file and lays the
    questions of 3, 6 and 12 months. A second time it is the same placement. Raises NotNow.
    """
    introduction = locked(introduction)
    if before := Placement.objects.filter(introduction=introduction).first():
        return before
    if introduction.stage != Stage.HIRED:
        actions.hire(introduction, by=by)
    placement = Placement.objects.create(
        introduction=introduction,
        started_on=started_on,
        contract=contract,
        wage_monthly=wage_monthly,
        subsidised=subsidised or subsidy is not None,
        subsidy=subsidy,
        declared=declared,
        recorded_by=by,
    )
    FollowUp.objects.bulk_create(
        FollowUp(placement=placement, month=month, whom=whom, due_on=months_later(started_on, month))
        for month in MONTHS
        for whom in FollowUp.Whom.values
    )
    audit.record("placement.recorded", placement, by=by, subsidised=placement.subsidised)
    _pause(introduction.profile, by)
    return placement


@transaction.atomic
def end(placement: Placement, *, by: User, told_by: str, ended_on: date, reason: str) -> Placement:
    """Somebody says when it ended and why; whoever says so first. Raises NotNow.

    An employer who has said so is asked no more whether the person is still there.
    """
    introduction = locked(placement.introduction)
    placement = Placement.objects.select_for_update().get(pk=placement.pk)
    placement.introduction = introduction
    if placement.ended_on:
        if (placement.ended_on, placement.end_reason) == (ended_on, reason):
            return placement
        day = formats.date_format(placement.ended_on)
        raise NotNow(_("It is written down already that it ended on %(day)s.") % {"day": day})
    if ended_on < placement.started_on:
        raise NotNow(_("It cannot have ended before it started."))
    placement.ended_on, placement.end_reason, placement.ended_by = ended_on, reason, told_by
    placement.save(update_fields=["ended_on", "end_reason", "ended_by"])
    if told_by != Teller.PERSON:
        waiting = placement.follow_ups.filter(whom=FollowUp.Whom.EMPLOYER, result=FollowUp.Result.DUE)
        waiting.filter(due_on__gt=ended_on).delete()
        tell_person(introduction.profile, "placement_ended")
    audit.record("placement.ended", placement, by=by, told_by=str(told_by))
    return placement


@transaction.atomic
def look_again(profile: Profile, *, by: User) -> bool:
    """Somebody who paused looks for work again, and can be proposed again. Whether they had paused."""
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    if profile.status != Profile.Status.PAUSED:
        return False
    profile.status = Profile.Status.ACTIVE
    profile.save(update_fields=["status"])
    touch(profile)
    audit.record("profile.looks_again", profile, by=by)
    return True


def _pause(profile: Profile, by: User) -> None:
    """Somebody at work is not looking: nobody proposes them until they say so."""
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    if profile.status == Profile.Status.ACTIVE:
        profile.status = Profile.Status.PAUSED
        profile.save(update_fields=["status"])
        touch(profile)
        audit.record("profile.paused", profile, by=by)
        tell_person(profile, "hired")


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month: 30 November and 3 months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
