"""When a person's record goes: what figures keep of placements, and what the firms that have the name are asked."""

from __future__ import annotations

from datetime import date

from returnees.erasing import may_be_counted
from returnees.models import Departure, Profile

from .models import FollowUp, PastPlacement, Placement


def keep_figures(profile: Profile, departure: Departure) -> None:
    """Before `profile` is erased: whether they were hired and each placement in bands, of who may be counted."""
    if not may_be_counted(profile):
        return
    placements = Placement.objects.filter(introduction__profile=profile).select_related(
        "introduction__opening__occupation", "introduction__opening__site__place__region"
    )
    past = [_without_person(placement) for placement in placements.prefetch_related("follow_ups__outcome")]
    PastPlacement.objects.bulk_create(past)
    departure.hired = bool(past)


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
