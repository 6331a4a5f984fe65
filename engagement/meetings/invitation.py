"""An interview as an iCalendar file (RFC 5545, RFC 5546), for the calendar of either side."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from matching.cards import reference

from ..models import Letter, Slot
from .sides import zone_of

PERSON, EMPLOYER = Letter.Side.PERSON, Letter.Side.EMPLOYER


def file_of(slot: Slot, *, side: str) -> str:
    """The interview in words for one side, in the language that is active.

    The UID stays with the slot, so that a later file changes or cancels what an earlier one entered. A calendar is
    often kept by somebody else: the firm's names the person by their code, and neither holds a telephone of a person.
    """
    opening, cancelled = slot.introduction.opening, slot.outcome == Slot.Outcome.CANCELLED
    starts_at = slot.starts_at.astimezone(zone_of(opening))
    event = Event()
    event.add("uid", f"{slot.pk}@{settings.PUBLIC_URL.split('//')[1].split(':')[0]}")
    event.add("sequence", int(cancelled))
    event.add("dtstamp", timezone.now())
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=slot.minutes))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    with_whom = reference(opening.pk, slot.introduction.profile_id) if side == EMPLOYER else opening.employer
    event.add("summary", _("Interview: %(opening)s, %(who)s") % {"opening": opening.title, "who": with_whom})
    event.add("description", f"{slot.get_mode_display()}\n{slot.where}".strip())
    if slot.where:
        event.add("location", slot.where)
    event.add("url", settings.PUBLIC_URL + address_of(slot, side=side))
    # Required of what is published; nobody's own address.
    organizer = vCalAddress(f"MAILTO:{settings.DEFAULT_FROM_EMAIL}")
    organizer.params["CN"] = _("Wasl")
    event.add("organizer", organizer)
    calendar = Calendar()
    calendar.add("prodid", "-//Wasl//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    year = timedelta(days=366)
    calendar.add_missing_timezones(first_date=starts_at.date() - year, last_date=starts_at.date() + year)
    return calendar.to_ical().decode()


def address_of(slot: Slot, *, side: str) -> str:
    """The page on which this side sees the interview."""
    introduction = slot.introduction
    if side == EMPLOYER:
        return reverse("candidate", args=[introduction.opening_id, introduction.pk])
    return reverse("introduction", args=[introduction.profile.code, introduction.pk])
