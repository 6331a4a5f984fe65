"""What is asked when two sides meet: moments for an interview, a word with a cancellation, a message."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from employers.models import Opening
from returnees.guarded import GuardedText

from ..models import Introduction, Letter
from .letters import LONGEST
from .sides import zone_of
from .slots import MOST, ahead

FURTHEST = timedelta(days=90)
MINUTES = [15, 20, 30, 45, 60, 90, 120, 240, 480]
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
HOUR = forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "300"})


def _length(minutes: int) -> str:
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return {60: _("1 hour"), 90: _("1 hour and a half"), 120: _("2 hours"), 240: _("half a day"), 480: _("a day")}[
        minutes
    ]


class SlotsForm(forms.Form):
    """Up to five moments of one interview, in the hours of the site."""

    mode = forms.ChoiceField(
        label=gettext_lazy("How you meet"), choices=Opening.Interview.choices, widget=forms.RadioSelect
    )
    where = forms.CharField(
        label=gettext_lazy("Where, or how to join"),
        help_text=gettext_lazy("The address and whom to ask for; or who calls; or the link of the video call."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long"), coerce=int, initial=30)

    def __init__(self, *args: Any, introduction: Introduction, **kwargs: Any) -> None:
        opening = introduction.opening
        self.zone: ZoneInfo = zone_of(opening)
        self.count = MOST - ahead(introduction).count()
        plain = {"mode": opening.interview or Opening.Interview.SITE, "where": _address(opening)}
        super().__init__(*args, initial={**plain, **kwargs.pop("initial", {})}, **kwargs)
        self.fields["minutes"].choices = [(minutes, _length(minutes)) for minutes in MINUTES]
        for number in range(1, self.count + 1):
            day = forms.DateField(label=_("Day"), widget=DAY, required=number == 1)
            hour = forms.TimeField(label=_("Hour"), widget=HOUR, required=number == 1)
            self.fields[f"day_{number}"], self.fields[f"hour_{number}"] = day, hour

    def pairs(self) -> Iterator[tuple[int, forms.BoundField, forms.BoundField]]:
        """The fields of each moment, for the page."""
        for number in range(1, self.count + 1):
            yield number, self[f"day_{number}"], self[f"hour_{number}"]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        self.moments: list[datetime] = []
        for number in range(1, self.count + 1):
            day, hour = told.get(f"day_{number}"), told.get(f"hour_{number}")
            if day and hour:
                self._add(number, datetime.combine(day, hour, self.zone))
            elif day and f"hour_{number}" not in self.errors:
                self.add_error(f"hour_{number}", _("Say at what hour."))
            elif hour and f"day_{number}" not in self.errors:
                self.add_error(f"day_{number}", _("Say on which day."))
        if told.get("mode") in {Opening.Interview.SITE, Opening.Interview.TRIAL} and not told.get("where"):
            self.add_error("where", _("Say where the person should come."))
        return told

    def _add(self, number: int, moment: datetime) -> None:
        if moment <= timezone.now():
            self.add_error(f"day_{number}", _("This moment has passed."))
        elif moment > timezone.now() + FURTHEST:
            self.add_error(f"day_{number}", _("Choose a day within the next three months."))
        elif moment in self.moments:
            self.add_error(f"hour_{number}", _("This moment stands above already."))
        else:
            self.moments.append(moment)


def _address(opening: Opening) -> str:
    site = opening.site
    return ", ".join(part for part in (site.address or site.name, str(site.place)) if part)


class CancelForm(forms.Form):
    words = GuardedText(
        label=gettext_lazy("A word to the person"),
        help_text=gettext_lazy("Why, and whether you will offer other moments. They read it on their page."),
        max_length=LONGEST,
        lines=4,
        note=True,
    )


class LetterForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "maxlength": LONGEST}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class JudgeForm(forms.Form):
    """Passing on needs no reason; keeping back does."""

    because = forms.ChoiceField(
        label=gettext_lazy("Why it is not passed on"),
        choices=Letter.Kept.choices,
        widget=forms.RadioSelect,
    )
