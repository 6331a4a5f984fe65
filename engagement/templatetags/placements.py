"""A hire on the page of its introduction, and how a follow-up stands."""

from __future__ import annotations

from django import template

from engagement.models import FollowUp, Introduction, Placement, Stage
from engagement.placements import follow_up
from engagement.placements.forms import ENDS, NOW

register = template.Library()


@register.simple_tag
def placement_of(introduction: Introduction) -> Placement | None:
    return Placement.objects.filter(introduction=introduction).first()


@register.simple_tag
def question_of(placement: Placement, whom: str) -> str:
    """The link to the question that waits for this side, for its own page; "" when none does."""
    row = next((row for row in follow_up.due().filter(placement=placement, whom=whom) if follow_up.is_due(row)), None)
    return follow_up.address_of(row) if row else ""


@register.filter
def may_be_hired(introduction: Introduction) -> bool:
    """Whether a hire can be told of: not only at the stage, which may have been told without its facts."""
    return introduction.stage == Stage.HIRED or introduction.can_move_to(Stage.HIRED)


@register.filter
def why_in_words_of(reason: str, side: str) -> str:
    """Why it ended, as this side says it."""
    return str(ENDS[side].get(reason, ""))


@register.filter
def situation(kind: str) -> str:
    return str(NOW.get(kind, ""))


@register.filter
def lost(placement: Placement) -> int:
    """How many questions reached nobody; from rows read already."""
    return sum(row.result == FollowUp.Result.UNREACHABLE for row in placement.follow_ups.all())
