"""An answer to an introduction, and how it was said where somebody else writes it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consents import FOR_SOMEBODY, Mode

from .actions import REASONS
from .models import Introduction

Reason = Introduction.Reason
SAID = {
    Reason.WAGE: _("The wage"),
    Reason.DISTANCE: _("The distance"),
    Reason.HOURS: _("The hours"),
    Reason.OTHER_JOB: _("I have found something else"),
    Reason.UNSAID: _("Something else, or I'd rather not say"),
}


class YesForm(forms.Form):
    """`own`: the person answers; otherwise a counsellor says how the person did."""

    mode = forms.ChoiceField(
        label=_("How did the person answer?"),
        choices=[(mode.value, mode.label) for mode in Mode if mode in FOR_SOMEBODY],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["mode"]


class NoForm(YesForm):
    reason = forms.ChoiceField(
        label=_("What is the reason?"),
        choices=[(reason.value, SAID[reason]) for reason in REASONS],
        widget=forms.RadioSelect,
        initial=Reason.UNSAID,
    )
    field_order = ["reason", "mode"]
