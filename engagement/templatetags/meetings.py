"""Interviews and messages of one introduction, as one side sees them on the page of the introduction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.utils import timezone

from engagement.meetings import letters, slots
from engagement.meetings.sides import MEETING, at_site
from engagement.models import Introduction, Letter, Slot, Stage

register = template.Library()


@dataclass(frozen=True)
class Moment:
    """One slot: `at` is what the clock of the site shows; `clash`: the person meets another employer then."""

    slot: Slot
    at: datetime
    is_past: bool
    clash: bool


@dataclass(frozen=True)
class Meeting:
    """Whether the two sides arrange to meet, and have pages for it; the moments to choose from, the interview agreed or
    to be told of, those that are over; the messages."""

    meets: bool
    is_open: bool
    free: list[Moment]
    agreed: Moment | None
    over: list[Moment]
    may_write: bool
    letters: int
    unread: int


@register.simple_tag
def meeting_of(introduction: Introduction, side: str) -> Meeting:
    """`side`: "person" or "employer", the one that reads."""
    now = timezone.now()
    rows = list(introduction.slots.all())
    clashes = slots.clashing(rows, introduction) if side == Letter.Side.PERSON else set()
    moments = [
        Moment(row, at_site(row.starts_at, introduction.opening), row.starts_at <= now, row.pk in clashes)
        for row in rows
    ]
    told = letters.between(introduction, side)
    return Meeting(
        meets=introduction.stage in MEETING,
        is_open=introduction.stage in {*MEETING, Stage.HIRED},
        free=[one for one in moments if not one.slot.taken_at and not one.is_past],
        agreed=next((one for one in moments if one.slot.taken_at and not one.slot.outcome), None),
        over=[one for one in moments if one.slot.outcome],
        may_write=letters.is_open(introduction),
        letters=told.count(),
        unread=told.exclude(side=side).filter(read_at=None).count(),
    )


@register.filter
def site_clock(slot: Slot) -> datetime:
    """The day and the hour of a slot at the site."""
    return at_site(slot.starts_at, slot.introduction.opening)
