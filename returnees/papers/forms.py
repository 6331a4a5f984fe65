"""What is asked about papers and their recognition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Country
from returnees.edit_forms import UNSAID, year
from returnees.fieldwise import FieldwiseForm
from returnees.guarded import GuardedText
from returnees.models import Isced, Licence, Profile, Qualification, RecognitionCase

from .known import level_names
from .recognition import TOLD, State

DAY = {"type": "date"}
OWN_WORDS = {"dir": "auto"}


def level(label: Any, country: str, hint: Any = "") -> forms.TypedChoiceField:
    """A level of ISCED in plain words, each with what the papers of that level are called in `country`."""
    names = level_names(country)
    lines = [
        (value, ": ".join([str(told), *filter(None, [", ".join(names.get(value, []))])]))
        for value, told in Isced.choices
    ]
    return forms.TypedChoiceField(
        choices=[*lines, UNSAID], coerce=int, empty_value=None, required=False, label=label, help_text=hint,
        widget=forms.RadioSelect,
    )  # fmt: skip


class AddPaper(forms.Form):
    """A paper begins with its name and its country; the country then tells what its levels are called."""

    title = forms.CharField(
        label=_("What is written on it"),
        max_length=160,
        help_text=_("Diploma, certificate or attestation, as it is called on the paper."),
        widget=forms.TextInput(attrs=OWN_WORDS),
    )
    country = forms.ChoiceField(label=_("Country it is from"), choices=[UNSAID, *Country.choices], required=False)


class PaperForm(FieldwiseForm):
    year = year(_("Year"))

    class Meta:
        model = Qualification
        fields = ["title", "country", "isced", "institution", "year"]
        labels = {
            "title": _("What is written on it"),
            "country": _("Country it is from"),
            "isced": _("Level"),
            "institution": _("School or training centre"),
        }
        help_texts = {
            "isced": _("Take the line with a paper like yours. It compares school years, and recognises nothing."),
            "institution": _("Employers do not see it."),
        }
        widgets = {name: forms.TextInput(attrs=OWN_WORDS) for name in ("title", "institution")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [UNSAID, *Country.choices]
        # Set here: what papers are called depends on the row, and a second language would make the lines too long.
        asked = self.fields["isced"]
        self.fields["isced"] = level(asked.label, self.instance.country, asked.help_text)


class SchoolForm(FieldwiseForm):
    """How far somebody went to school, and what they may drive."""

    licences = forms.MultipleChoiceField(
        label=_("Licences and permits"),
        choices=Licence.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those you hold now. If one from abroad has to be exchanged, write it down as a paper as well."),
    )

    class Meta:
        model = Profile
        fields = ["isced", "licences"]
        labels = {"isced": _("Highest level of school or training")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["isced"] = level(self.fields["isced"].label, self.instance.place.region.country)


class OpenRecognition(forms.Form):
    """What should be recognised where."""

    kind = forms.ChoiceField(label=_("Kind of recognition"), choices=RecognitionCase.Kind.choices)
    country = forms.ChoiceField(label=_("Where it should count"), choices=Country.choices)


class RecognitionForm(FieldwiseForm):
    together = (frozenset({"fee", "fee_currency"}),)

    class Meta:
        model = RecognitionCase
        fields = ["purpose", "kind", "country", "authority", "fee", "fee_currency", "payer"]
        labels = {
            "purpose": _("What you need it for"),
            "country": _("Where it should count"),
            "authority": _("Office that decides"),
            "fee": _("What it costs"),
            "fee_currency": _("Currency"),
            "payer": _("Who pays"),
        }
        help_texts = {"fee": _("Leave it empty if you do not know. Ask before you pay: some offices take nothing.")}
        widgets = {"authority": forms.TextInput(attrs=OWN_WORDS)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("purpose", "kind", "country", "payer"):
            field = self.fields[name]
            field.choices = [UNSAID] + [(value, label) for value, label in field.choices if value]
        currency = self.fields["fee_currency"]
        currency.choices = [("", "–")] + [(value, label) for value, label in currency.choices if value]


class MoveForm(forms.Form):
    """What is told with a step of a recognition: only what belongs to it."""

    submitted_on = forms.DateField(
        label=_("Day it was handed in"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    reference = forms.CharField(
        label=_("Number of the file"), max_length=60, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    decided_on = forms.DateField(
        label=_("Day of the answer"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    decision = GuardedText(max_length=300, required=False, lines=3)
    valid_until = forms.DateField(
        label=_("Valid until, if it ends"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, to: State, case: RecognitionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(TOLD.get(to, ())):
            del self.fields[name]
        for name in self.fields:
            self.initial[name] = getattr(case, name) or self.initial.get(name)
        for name in {"submitted_on", "decided_on"} & set(self.fields):
            self.initial[name] = self.initial[name] or timezone.localdate()
        if "decision" in self.fields:
            self.fields["decision"].label = {
                State.PARTIAL: _("What is still missing, or under which conditions"),
                State.REFUSED: _("The reason they gave"),
            }.get(to, _("What was granted"))
