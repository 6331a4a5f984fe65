"""The forms of a person's own record, one subject a page, each field saved by itself."""

from __future__ import annotations

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Country, Place
from accounts.templatetags.house import LANGUAGE_CODES, language_name
from skills.models import Concept

from .fieldwise import FieldwiseForm
from .guarded import GuardedText
from .models import (
    Cefr,
    Evidence,
    Experience,
    Identity,
    Profile,
    ProfileLanguage,
    ProfileSkill,
    Stay,
)

UNSAID = ("", _("I'd rather not say"))
OLDEST = 1940


def places() -> list[tuple[str, list[tuple[int, str]]]]:
    """Every town, grouped by country and region, for a list that works without scripts."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for place in Place.objects.select_related("region").order_by("region__country", "region__code", "name_fr"):
        group = f"{Country(place.region.country).label} – {place.region}"
        groups.setdefault(group, []).append((place.pk, str(place)))
    return list(groups.items())


class PlaceField(forms.TypedChoiceField):
    """A town out of the grouped list; its value is the Place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=places, coerce=lambda pk: Place.objects.get(pk=pk), empty_value=None, **kwargs)


def year(label: Any, hint: Any = "") -> forms.TypedChoiceField:
    def years() -> list[tuple[str, Any]]:
        now = timezone.localdate().year
        return [UNSAID] + [(str(one), str(one)) for one in range(now, OLDEST, -1)]

    return forms.TypedChoiceField(
        choices=years, coerce=int, empty_value=None, required=False, label=label, help_text=hint
    )


class IdentityForm(FieldwiseForm):
    class Meta:
        model = Identity
        fields = ["given_name", "family_name", "given_name_ar", "family_name_ar", "phone", "birth_year"]
        widgets = {
            "given_name": forms.TextInput(attrs={"autocomplete": "given-name", "maxlength": 80}),
            "family_name": forms.TextInput(attrs={"autocomplete": "family-name", "maxlength": 80}),
            "given_name_ar": forms.TextInput(attrs={"lang": "ar", "dir": "rtl", "maxlength": 80}),
            "family_name_ar": forms.TextInput(attrs={"lang": "ar", "dir": "rtl", "maxlength": 80}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "maxlength": 30}),
        }
        labels = {
            "given_name": _("First name"),
            "family_name": _("Family name"),
            "given_name_ar": _("First name in Arabic letters"),
            "family_name_ar": _("Family name in Arabic letters"),
            "phone": _("Telephone to reach you"),
            "birth_year": _("Year of birth"),
        }
        help_texts = {
            "given_name": _("As you want to be called."),
            "phone": _("May be the family's. An employer gets it only after you say yes to that employer."),
            "birth_year": _("Some schemes have an age limit. Employers and the ranking never see it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_year"] = year(_("Year of birth"), self.fields["birth_year"].help_text)
        self.fields["birth_year"].coerce = str
        for name in ("given_name", "family_name", "given_name_ar", "family_name_ar"):
            self.fields[name].validators.append(MaxLengthValidator(80))
        self.fields["birth_year"].empty_value = ""

    def clean_phone(self) -> str:
        return parsed_phone(self.cleaned_data["phone"], self.instance.profile.place.region.country)


def parsed_phone(typed: str, country: str) -> str:
    """A telephone number as E.164, however it was typed; "" stays "". Raises ValidationError."""
    if not typed.strip():
        return ""
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(
            gettext("This is not a telephone number we can read. From abroad, begin with + and the country code.")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PlaceForm(FieldwiseForm):
    place = PlaceField(
        label=_("Town"), help_text=_("Where you live, or will live when you are back. Employers see the region only.")
    )

    class Meta:
        model = Profile
        fields = ["place", "radius_km", "would_move", "available_from"]
        labels = {
            "radius_km": _("How far from home, in km"),
            "would_move": _("I would move for a job"),
            "available_from": _("From when you could begin"),
        }
        widgets = {"available_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class WishesForm(FieldwiseForm):
    together = (frozenset({"wage_wish", "wage_currency"}),)

    class Meta:
        model = Profile
        fields = ["hours", "wage_wish", "wage_currency", "abroad_again", "own_business"]
        labels = {
            "wage_wish": _("Wage you hope for, per month before deductions"),
            "wage_currency": _("Currency"),
            "abroad_again": _("Would you work abroad again?"),
            "own_business": _("Would you like to start something of your own?"),
        }
        help_texts = {
            "abroad_again": _("Each answer is fine and none lowers anything. Yes shows you schemes with safe routes."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("hours", "abroad_again", "own_business"):
            field = self.fields[name]
            field.choices = [UNSAID] + [(value, label) for value, label in field.choices if value]


class ExperienceForm(FieldwiseForm):
    together = (frozenset({"start_year", "end_year"}), frozenset({"months", "band"}))
    start_year = year(_("From (year)"), _("A length is enough: leave the years out if you prefer."))
    end_year = year(_("To (year)"))
    title = GuardedText(label=_("What you were called, in your words"), max_length=120, required=False, lines=1)
    tasks = GuardedText(
        label=_("What you did"),
        max_length=500,
        required=False,
        help_text=_("A few lines. Only the work: nothing about papers, health or how you travelled."),
    )
    tools = GuardedText(
        label=_("Tools and machines"),
        max_length=300,
        required=False,
        lines=1,
        help_text=_("For example: MIG welder, overlock machine, SAP, forklift."),
    )

    class Meta:
        model = Experience
        fields = ["title", "band", "start_year", "end_year", "country", "paid", "team_size", "tasks", "tools"]
        labels = {
            "band": _("How long"),
            "country": _("Country"),
            "paid": _("It was paid work"),
            "team_size": _("How many people you led"),
        }
        help_texts = {
            "paid": _("Work in the family, on the land or without pay counts as well: leave this open then."),
            "country": _("You may leave it out. Employers see it only if you switch that on."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [UNSAID] + [(v, n) for v, n in self.fields["country"].choices if v]
        self.fields["band"].choices = [(v, n) for v, n in self.fields["band"].choices if v]
        if self.instance.months is not None:
            # An exact length is more than a band: shown as it is, and replaced only by choosing another.
            self.fields["band"].choices = [("", _months(self.instance.months)), *self.fields["band"].choices]

    def _write(self, names: list[str]) -> None:
        if "band" in names and self.cleaned_data["band"]:
            Experience.objects.filter(pk=self.instance.pk).update(months=None, band=self.cleaned_data["band"])
        super()._write(names)


def _months(months: int) -> str:
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


class StayForm(FieldwiseForm):
    together = (frozenset({"start_year", "end_year"}),)
    start_year = year(_("From (year)"), _("A length is enough: leave the years out if you prefer."))
    end_year = year(_("To (year)"))

    class Meta:
        model = Stay
        fields = ["country", "band", "start_year", "end_year", "seasons", "scheme_name"]
        labels = {
            "band": _("How long in all"),
            "seasons": _("Number of seasons, if it was seasonal work"),
            "scheme_name": _("Scheme, if you went with one"),
        }
        widgets = {"scheme_name": forms.TextInput(attrs={"dir": "auto"})}


# What people say of themselves, as the CEFR level that promises no more.
PLAIN_LEVELS = [
    (Cefr.NONE, _("not at all")),
    (Cefr.A1, _("a few words")),
    (Cefr.A2, _("simple conversations")),
    (Cefr.B1, _("enough to work")),
    (Cefr.C1, _("very well")),
]
CEFR_LEVELS = list(Cefr.choices)


class LanguageForm(FieldwiseForm):
    """Four abilities apart; in plain words, or on the CEFR scale for who knows their level."""

    class Meta:
        model = ProfileLanguage
        fields = ["understood", "spoken", "read", "written"]
        labels = {
            "understood": _("I understand it"),
            "spoken": _("I speak it"),
            "read": _("I read it"),
            "written": _("I write it"),
        }

    def __init__(self, *args: Any, cefr: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            level = getattr(self.instance, name)
            levels = CEFR_LEVELS if cefr else PLAIN_LEVELS
            if level not in {value for value, _label in levels}:
                # A finer level is not made coarser by looking at it.
                levels = sorted([*levels, (level, Cefr(level).label)])
            self.fields[name] = forms.TypedChoiceField(choices=levels, coerce=int, label=field.label)


class AddLanguage(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=lambda: [(c, language_name(c)) for c in LANGUAGE_CODES])


class AddStay(forms.Form):
    country = forms.ChoiceField(label=_("Country"), choices=Country.choices)


class SkillForm(FieldwiseForm):
    class Meta:
        model = ProfileSkill
        fields = ["learned"]
        labels = {"learned": _("Where you learned it")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learned"].choices = [UNSAID] + [(v, n) for v, n in self.fields["learned"].choices if v]


class StepForm(forms.Form):
    """What stands behind one more step of the ladder."""

    step = forms.TypedChoiceField(
        label=_("What stands behind it"), coerce=lambda step: Evidence(int(step)), widget=forms.RadioSelect
    )
    told = GuardedText(
        label=_("In words"),
        max_length=300,
        lines=3,
        help_text=_("An example of what was done, the paper that was seen, or the test and its tool."),
    )
    vouched_by = forms.CharField(
        label=_("Who confirmed, tested or certified it"), max_length=160, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    seen_on = forms.DateField(
        label=_("When it was seen or done"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, steps: list[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(int(step), step.label) for step in steps]
        if not any(step > Evidence.SUPPORTED for step in steps):
            del self.fields["vouched_by"]
        if steps == [Evidence.DESCRIBED]:
            del self.fields["seen_on"]
            self.fields["step"].widget = forms.HiddenInput()
            self.fields["step"].initial = int(Evidence.DESCRIBED)
            self.fields["told"].label = _("An example")
            self.fields["told"].help_text = _("What you did with it, where, on what: two sentences are enough.")

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        step = asked.get("step")
        if step and step > Evidence.SUPPORTED and not asked.get("vouched_by"):
            self.add_error("vouched_by", _("Say who confirmed, tested or certified it."))
        return asked


class ChooseConcept(forms.Form):
    """One occupation or skill out of those that fit what was typed."""

    concept = forms.ModelChoiceField(Concept.objects.none(), error_messages={"required": _("Choose one of these.")})

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concept"].queryset = Concept.objects.filter(kind=kind)
