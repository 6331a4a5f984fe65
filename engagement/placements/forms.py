"""What is asked about a hire, its end, and how it goes: the words each side understands it by."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.models import Opening, SubsidyRule
from employers.rules import contracts

from ..models import FollowUp, Outcome, Placement, Rating

End, Kind, Kept = Placement.End, Outcome.Kind, Outcome.Kept
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
A_YEAR = timedelta(days=366)
OTHER_SUBSIDY = "other"
DECLARED = {"yes": True, "not_yet": None, "no": False}

# Why it ended, as each side would say it.
ENDS = {
    "employer": {
        End.CONTRACT_ENDED: gettext_lazy("The contract came to its end"),
        End.RESIGNED: gettext_lazy("They left for another job here"),
        End.ABROAD: gettext_lazy("They left for a contract abroad"),
        End.FAMILY: gettext_lazy("Family reasons"),
        End.DISMISSED: gettext_lazy("We ended it"),
        End.FIRM: gettext_lazy("We have closed, or have less work"),
        End.CONDITIONS: gettext_lazy("We did not agree on wage or conditions"),
    },
    "person": {
        End.CONTRACT_ENDED: gettext_lazy("My contract came to its end"),
        End.RESIGNED: gettext_lazy("I found another job here"),
        End.ABROAD: gettext_lazy("I left for a contract abroad"),
        End.FAMILY: gettext_lazy("Family reasons"),
        End.DISMISSED: gettext_lazy("The firm ended it"),
        End.FIRM: gettext_lazy("The firm closed, or had less work"),
        End.CONDITIONS: gettext_lazy("The wage or the conditions were not kept"),
    },
    "agency": {reason: reason.label for reason in End},
}
NOW = {
    Kind.EMPLOYED_FORMAL: gettext_lazy("I work elsewhere, with a contract"),
    Kind.EMPLOYED_INFORMAL: gettext_lazy("I work elsewhere, without a contract"),
    Kind.SELF_EMPLOYED: gettext_lazy("I work for myself"),
    Kind.TRAINING: gettext_lazy("I am in training"),
    Kind.SEEKING: gettext_lazy("I am looking for work"),
    Kind.NOT_SEEKING: gettext_lazy("I care for somebody, or am not looking"),
    Kind.ABROAD_REGULAR: gettext_lazy("I am abroad, with a contract"),
    Kind.ABROAD_UNKNOWN: gettext_lazy("I am abroad"),
}
ITEMS = {
    "employer": {
        "reliability": gettext_lazy("Can be relied on"),
        "quality": gettext_lazy("Does good work"),
        "learning": gettext_lazy("Learns new things"),
        "teamwork": gettext_lazy("Works well with others"),
        "safety": gettext_lazy("Works safely"),
    },
    "person": {
        "reliability": gettext_lazy("The firm keeps its word"),
        "quality": gettext_lazy("The work suits what I can do"),
        "learning": gettext_lazy("I learn new things"),
        "teamwork": gettext_lazy("People work well together"),
        "safety": gettext_lazy("The work is safe"),
    },
}
SCALE = [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")]


class HireForm(forms.Form):
    """A hire, with what the opening says as its first answers."""

    started_on = forms.DateField(label=gettext_lazy("First day of work"), widget=DAY)
    contract = forms.ChoiceField(label=gettext_lazy("Contract"))
    wage_monthly = forms.DecimalField(
        label=gettext_lazy("Wage per month, gross"), min_value=Decimal(1), max_digits=10, decimal_places=2
    )
    subsidy = forms.ChoiceField(
        label=gettext_lazy("Does a subsidy help to pay it?"),
        help_text=gettext_lazy("Said here it decides nothing; the agency knows what is due."),
        required=False,
    )
    declared = forms.ChoiceField(
        label=gettext_lazy("Is the person declared to social security?"),
        choices=[("yes", gettext_lazy("Yes")), ("not_yet", gettext_lazy("Not yet")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, initial=as_in(opening), **kwargs)
        self.fields["wage_monthly"].help_text = opening.wage_currency
        country = opening.site.place.region.country
        known = {one.value: one.name for one in contracts.of(country)}
        own = {opening.contract: opening.get_contract_display()}
        self.fields["contract"].choices = list((own | known).items())
        today = timezone.localdate()
        rules = SubsidyRule.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), country=country)
        self.rules = {str(rule.pk): rule for rule in rules.filter(valid_from__lte=today)}
        self.fields["subsidy"].choices = [
            ("", _("No")),
            *((pk, rule.programme) for pk, rule in self.rules.items()),
            (OTHER_SUBSIDY, _("Another one")),
        ]

    def clean_started_on(self) -> date:
        day = self.cleaned_data["started_on"]
        if abs(day - timezone.localdate()) > A_YEAR:
            raise forms.ValidationError(_("Choose a day less than a year from today."))
        return day

    def facts(self) -> dict[str, Any]:
        """What `record_hire` takes."""
        told = dict(self.cleaned_data)
        chosen = told.pop("subsidy")
        told["declared"] = DECLARED[told["declared"]]
        return told | {"subsidised": bool(chosen), "subsidy": self.rules.get(chosen)}


def as_in(opening: Opening) -> dict[str, Any]:
    """What a hire is when everything is as the opening says."""
    today = timezone.localdate()
    soon = opening.starts_on and abs(opening.starts_on - today) <= A_YEAR
    return {
        "started_on": opening.starts_on if soon else today,
        "contract": opening.contract,
        "wage_monthly": opening.wage_monthly,
        "subsidy": str(opening.subsidy_id or ""),
        "declared": "not_yet",
    }


class EndForm(forms.Form):
    ended_on = forms.DateField(label=gettext_lazy("Last day of work"), widget=DAY)
    reason = forms.ChoiceField(label=gettext_lazy("Why did it end?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, placement: Placement, told_by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placement = placement
        self.fields["reason"].choices = list(ENDS[told_by].items())

    def clean_ended_on(self) -> date:
        return _since(self.cleaned_data["ended_on"], self.placement)


def _since(day: date, placement: Placement) -> date:
    if day < placement.started_on:
        raise forms.ValidationError(_("It cannot have ended before it started."))
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day


class AnswerForm(forms.Form):
    """The two questions, to one side."""

    same = forms.ChoiceField(
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))], widget=forms.RadioSelect
    )
    left_on = forms.DateField(label=gettext_lazy("About when did it end?"), widget=DAY, required=False)
    left_for = forms.ChoiceField(label=gettext_lazy("Why did it end?"), widget=forms.RadioSelect, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What do you do now?"), widget=forms.RadioSelect, required=False)
    second = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, row: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placement = row.placement
        self.fields["left_for"].choices = [*ENDS[row.whom].items(), ("", _("I'd rather not say"))]
        unsaid = (Kept.UNSAID.value, _("I'd rather not say"))
        if row.whom == FollowUp.Whom.EMPLOYER:
            del self.fields["kind"]
            self.fields["same"].label = _("Does the person still work for you?")
            self.fields["second"].label = _("Would you hire this way again?")
            self.fields["second"].choices = [
                (Kept.YES.value, _("Yes")), (Kept.PARTLY.value, _("Perhaps")), (Kept.NO.value, _("No")), unsaid
            ]  # fmt: skip
        else:
            self.fields["same"].label = _("Do you still work there?")
            self.fields["kind"].choices = list(NOW.items())
            self.fields["second"].label = _("Is it as agreed: wage, hours, contract?")
            self.fields["second"].choices = [
                (Kept.YES.value, _("Yes")), (Kept.PARTLY.value, _("Partly")), (Kept.NO.value, _("No")), unsaid
            ]  # fmt: skip

    def clean_left_on(self) -> date | None:
        day = self.cleaned_data["left_on"]
        return _since(day, self.placement) if day and self.cleaned_data.get("same") == "no" else None

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("same") == "no" and "kind" in self.fields and not told.get("kind"):
            self.add_error("kind", _("Choose what is nearest."))
        return told

    def facts(self) -> dict[str, Any]:
        """What `follow_up.answer` takes."""
        told = dict(self.cleaned_data)
        return told | {"same_employer": told.pop("same") == "yes"}


def answered(outcome: Outcome | None) -> dict[str, Any]:
    """An answer given before, as the first answers of the form."""
    if outcome is None:
        return {}
    told = {name: getattr(outcome, name) for name in ("left_on", "left_for", "kind", "second")}
    return told | {"same": "yes" if outcome.same_employer else "no"}


class RatingForm(forms.Form):
    def __init__(self, *args: Any, row: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in Rating.ITEMS:
            self.fields[item] = forms.TypedChoiceField(
                label=ITEMS[row.whom][item],
                choices=SCALE,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
