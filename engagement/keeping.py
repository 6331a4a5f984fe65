"""What figures keep of placements when a person's record goes, or when the answers of a follow-up are too old."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from returnees.erasing import may_be_counted
from returnees.models import Departure, Profile
from returnees.retention import MOST

from .models import FollowUp, Outcome, PastPlacement, Placement, PlacementQuerySet, Rating


def keep_figures(profile: Profile, departure: Departure) -> None:
    """Before `profile` is erased: whether they were hired and each placement in bands, of who may be counted."""
    if not may_be_counted(profile):
        return
    placements = list(_with_answers().filter(introduction__profile=profile))
    PastPlacement.objects.bulk_create(_without_person(one) for one in placements if one.counted_at is None)
    departure.hired = bool(placements)


def forget_answers(kept: timedelta) -> int:
    """Takes away what was answered of the placements whose first answer is older than `kept`, and keeps them in bands
    where the person may be counted; of how many placements. Which questions were answered is still known.

    The last question comes at 12 months: when an answer is 18 months old, no other is to come.
    """
    old = Placement.objects.filter(follow_ups__outcome__at__lte=timezone.now() - kept).distinct()
    pks = list(old.order_by("pk").values_list("pk", flat=True)[:MOST])
    for pk in pks:
        with transaction.atomic():
            placement = _with_answers().select_for_update(of=("self",)).get(pk=pk)
            if placement.counted_at is None and may_be_counted(placement.introduction.profile):
                _without_person(placement).save()
                placement.counted_at = timezone.now()
                placement.save(update_fields=["counted_at"])
            for answers in (Outcome, Rating):
                answers.objects.filter(follow_up__placement=placement).delete()
    return len(pks)


def _with_answers() -> PlacementQuerySet:
    placements = Placement.objects.select_related(
        "introduction__profile", "introduction__opening__occupation", "introduction__opening__site__place__region"
    )
    return placements.prefetch_related("follow_ups__outcome")


def _without_person(placement: Placement) -> PastPlacement:
    opening = placement.introduction.opening
    told = {
        f"at_{ask.month}": ask.outcome.kind
        for ask in placement.follow_ups.all()
        if ask.month in {3, 6, 12} and ask.whom == FollowUp.Whom.PERSON and hasattr(ask, "outcome")
    }
    return PastPlacement(
        month=placement.started_on.replace(day=1),
        country=opening.site.place.region.country,
        isco=(opening.occupation.isco_id or "")[:2],
        contract=placement.contract,
        subsidised=placement.subsidised,
        declared=placement.declared,
        months=whole_months(placement.started_on, placement.ended_on) if placement.ended_on else None,
        end_reason=placement.end_reason,
        **told,
    )


def whole_months(first: date, last: date) -> int:
    """How many whole months lie between two days: 31 January to 28 February is none yet."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
