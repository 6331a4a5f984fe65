"""What is asked about social rights."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Country
from returnees.edit_forms import UNSAID
from returnees.fieldwise import FieldwiseForm
from returnees.guarded import GuardedText
from returnees.models import RightsCase, SocialPeriod

from .telling import RIGHTS, masked

DAY = {"type": "date"}


class PairForm(forms.Form):
    """Which two countries somebody asks about."""

    stay = forms.ChoiceField(label=_("I worked in"), choices=[("", _("choose")), *Country.choices])
    home = forms.ChoiceField(label=_("I live in"), choices=[("", _("choose")), *Country.choices])

    def clean(self) -> dict[str, str]:
        said = super().clean()
        if said.get("stay") and said.get("stay") == said.get("home"):
            self.add_error("stay", _("Choose two different countries."))
        return said


class AddPeriod(forms.Form):
    """A period begins with these two; everything else is said on its own page, or not."""

    country = forms.ChoiceField(label=_("Country"), choices=Country.choices)
    branch = forms.ChoiceField(label=_("Insured for"), choices=SocialPeriod.Branch.choices)


class PeriodForm(FieldwiseForm):
    together = (frozenset({"starts_on", "ends_on"}),)
    number = forms.CharField(
        label=_("Insurance number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    forget_number = forms.BooleanField(label=_("Take the number out of my file"), required=False)

    class Meta:
        model = SocialPeriod
        fields = [
            "country", "branch", "regime", "starts_on", "ends_on", "days", "band", "evidence", "totalisable", "source"
        ]  # fmt: skip
        labels = {
            "branch": _("Insured for"),
            "regime": _("Name of the insurance or fund"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "days": _("Insured days in all, as the paper says"),
            "band": _("Or roughly how long"),
            "evidence": _("What you have at hand"),
            "totalisable": _("Can it be added to periods in another country?"),
            "source": _("Who says so"),
        }
        help_texts = {
            "regime": _("For example: Seguridad Social, CNSS, INPS, AVS."),
            "starts_on": _("Dates may be left out: a rough length is enough."),
            "days": _(
                "For seasons: the first day of the first, the last day of the last, and the insured days in all."
            ),
            "totalisable": _("The sheet of your two countries says what is known. “Not known” is a good answer."),
        }
        widgets = {
            "starts_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "regime": forms.TextInput(attrs={"dir": "auto"}),
            "source": forms.TextInput(attrs={"dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].choices = [UNSAID] + [
            (v, n) for v, n in self.fields["band"].choices if v not in {"", "unsaid"}
        ]
        self.fields["evidence"].choices = list(SocialPeriod.Evidence.choices)
        # Never sent back to the page: what is typed replaces the number, an empty field leaves it.
        if self.instance.number:
            self.fields["number"].help_text = _("Kept, sealed: %(number)s. Type another one to replace it.") % {
                "number": masked(self.instance.number)
            }
        else:
            self.fields["number"].help_text = _("Optional. It is kept sealed, and pages show its end only.")
            del self.fields["forget_number"]

    def _write(self, names: list[str]) -> None:
        if "forget_number" in names:
            self.cleaned_data["number"] = ""
            names = [name for name in names if name not in {"forget_number", "number"}] + ["number"]
        super()._write(names)


class FollowRight(forms.Form):
    """Which right somebody begins to follow up, where."""

    country = forms.ChoiceField(label=_("Country that would pay"), choices=Country.choices)
    right = forms.ChoiceField(label=_("Right"), choices=[*RIGHTS.items(), ("", _("another one"))], required=False)
    other = forms.CharField(
        label=_("Another one, in your words"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean(self) -> dict[str, str]:
        said = super().clean()
        if not said.get("right") and not said.get("other"):
            self.add_error("other", _("Choose a right, or name it in your words."))
        return said


class RightForm(FieldwiseForm):
    next_action = GuardedText(
        label=_("Next step"),
        max_length=200,
        required=False,
        lines=2,
        help_text=_("For example: ask the CNSS for the form, on Monday."),
    )

    class Meta:
        model = RightsCase
        fields = ["next_action", "remind_on", "office", "form", "convention"]
        labels = {
            "remind_on": _("Remind me on"),
            "office": _("Office"),
            "form": _("Form"),
            "convention": _("Agreement between the countries"),
        }
        help_texts = {
            "remind_on": _("On that day you get a short message without details, and your counsellor sees it too."),
        }
        widgets = {
            "remind_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            **{name: forms.TextInput(attrs={"dir": "auto"}) for name in ("office", "form", "convention")},
        }
