"""The forms of an opening: where it begins, and three short pages. Whatever is typed is kept, right or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import F, Q
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.templatetags.house import LANGUAGE_CODES, currency_name, language_name
from employers.models import Employer, Opening, OpeningNeed, Period, SubsidyRule
from employers.rules import contracts
from returnees.fieldwise import shown, text_of
from returnees.models import Cefr, Isced, Licence
from skills.models import Concept, OccupationSkill
from skills.suggest import Suggestion, preferred_labels, suggest

from .reading import MOST_READ, MOST_TASKS, plain

CURRENCIES = {"MA": "MAD", "TN": "TND", "SN": "XOF", "CI": "XOF", "NG": "NGN"}
# The usual week by law; typed over by whoever works another one.
WEEKS = {"MA": 44, "TN": 48, "SN": 40, "CI": 40, "NG": 40}
SPOKEN = {
    "MA": ["ar", "fr", "en", "es"],
    "TN": ["ar", "fr", "en", "it"],
    "SN": ["fr", "wo", "en"],
    "CI": ["fr", "dyu", "en"],
    "NG": ["en", "ha", "yo", "ig"],
}
GUESSES = 4
_SURE = 0.95  # what was typed is a name of the occupation, but for case and accents
_PROPOSED = 10  # skills of an occupation offered to be ticked

LEVELS = [
    (Cefr.A1, _("A1: a few words")),
    (Cefr.A2, _("A2: simple conversations")),
    (Cefr.B1, _("B1: enough to work")),
    (Cefr.B2, _("B2: works in it with ease")),
    (Cefr.C1, _("C1: very well")),
    (Cefr.C2, _("C2: like a mother tongue")),
]


def asked_levels(levels: list[tuple[int, Any]]) -> list[tuple[Any, Any]]:
    """Each level as required ("r3") and as an advantage ("a3")."""
    return [
        (_("required"), [(f"r{int(level)}", name) for level, name in levels]),
        (_("an advantage"), [(f"a{int(level)}", name) for level, name in levels]),
    ]


NEEDED = asked_levels([(level, level.label) for level in map(OpeningNeed.Level, (2, 3, 1))])
NEEDED_VALUES = [value for _name, group in NEEDED for value, _label in group]
FIRST_NEED = f"r{OpeningNeed.Level.CAN.value}"


def _date(**kwargs: Any) -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _number(most: int, least: int = 0, **kwargs: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(min_value=least, max_value=most, widget=widget, **kwargs)


class StartForm(forms.Form):
    """A title, or the text of an opening that is written already."""

    employer = forms.ModelChoiceField(Employer.objects.none(), label=_("For which firm"), empty_label=None)
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Who do you need?"),
        max_length=160,
        required=False,
        help_text=_("For example: welder, two cooks for the season, receptionist."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("Or paste the text of your opening"),
        max_length=MOST_READ,
        required=False,
        help_text=_("In any language. We read it and propose what it says; you tick what is right."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "maxlength": MOST_READ}),
    )

    def __init__(self, *args: Any, employers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers
        if len(employers) == 1:
            self.fields["employer"].widget = forms.HiddenInput()
            self.fields["employer"].initial = employers[0].pk

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        if not self.errors and not any(letter.isalpha() for letter in asked["title"] + asked["text"]):
            self.add_error("title", gettext("Say who you need, or paste the text."))
        return asked


SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


class StepForm(forms.Form):
    """One page of an opening. `data` is what was sent; without it the page shows `typed`, what is kept of the draft."""

    # What is half typed may be kept for later: a browser must not refuse to send it.
    use_required_attribute = False
    # Asked less often: behind a line that opens them.
    more: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, employer: Employer, typed: MultiValueDict) -> None:
        super().__init__(data)
        self.employer, self.typed = employer, typed
        self.prepare()
        for name, field in self.fields.items():
            if name in typed:
                sent = typed.getlist(name)
                field.initial = sent if isinstance(field, SEVERAL) else (sent or [""])[0]

    @classmethod
    def of(cls, employer: Employer, typed: MultiValueDict) -> StepForm:
        """What is typed so far, to be checked; a page that was never sent counts as it would be shown."""
        page = cls(employer=employer, typed=typed)
        return cls(MultiValueDict({**page.as_shown(), **dict(typed.lists())}), employer=employer, typed=typed)

    def as_shown(self) -> dict[str, list[str]]:
        """What the page would send as it is shown."""
        return {
            name: list(field.initial or []) if isinstance(field, SEVERAL) else [text_of(field.initial)]
            for name, field in self.fields.items()
        }

    def prepare(self) -> None:
        """Fills in what depends on the firm and on what is typed."""

    def sent(self) -> dict[str, list[str]]:
        """What was sent for each field: what is kept, right or wrong."""
        return {name: self.data.getlist(name) for name in self.fields}

    def in_words(self, sent: dict[str, list[str]]) -> dict[str, str]:
        """What was sent for each field as a reader would say it: field -> words."""
        names = preferred_labels({int(pk) for pk in sent.get("skill", []) if pk.isdecimal()}, get_language())
        told = {name: shown("\n".join(sent[name]), field) for name, field in self.fields.items() if name in sent}
        return told | ({"skill": ", ".join(names.values())} if "skill" in sent else {})

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.more]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more]

    @property
    def more_open(self) -> bool:
        """Whether something stands in the fields that are asked less often, or is wrong there."""
        return any(name in self.errors or any(self.typed.getlist(name)) for name in self.more)


class WorkForm(StepForm):
    """The work. cleaned_data["concept"] is the occupation; where the words name none, `near` holds some that they may
    mean, as (id, name)."""

    more = ("starts_on", "schedule", "vacancy")

    title = forms.CharField(
        label=_("Title"), max_length=160, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    occupation = forms.CharField(
        label=_("Occupation"),
        max_length=120,
        required=False,
        help_text=_("The nearest usual name of the work: people are found by it."),
    )
    meant = forms.ModelChoiceField(Concept.objects.filter(kind=Concept.Kind.OCCUPATION), required=False)
    description = forms.CharField(
        label=_("What the person will do"),
        max_length=MOST_TASKS,
        required=False,
        help_text=_("Three or four lines are enough."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    site = forms.ModelChoiceField(queryset=None, label=_("Where"), empty_label=_("Choose"))
    posts = _number(500, 1, label=_("How many people"), initial=1)
    contract = forms.ChoiceField(label=_("Contract"))
    months = _number(
        60, 1, label=_("For how many months"), required=False, help_text=_("Leave it open for a permanent contract.")
    )
    hours_per_week = _number(60, 1, label=_("Hours per week"))
    starts_on = _date(label=_("Starts on"), help_text=_("Leave it open for as soon as possible."))
    schedule = forms.ChoiceField(
        label=_("Working times"), choices=[("", _("not said")), *Opening.Schedule.choices], required=False
    )
    vacancy = forms.ChoiceField(
        label=_("Why the post is free"), choices=[("", _("not said")), *Opening.Vacancy.choices], required=False
    )

    def prepare(self) -> None:
        self.near: list[tuple[int, str]] = []
        sites = self.employer.sites.select_related("place", "employer").order_by("pk")
        self.fields["site"].queryset = sites
        self.fields["site"].label_from_instance = lambda site: f"{site.name}, {site.place}" if site.name else site.place
        if len(sites) == 1:
            self.fields["site"].empty_label = None
            self.fields["site"].initial = sites[0].pk
        self.fields["hours_per_week"].initial = WEEKS.get(self.employer.country, 40)
        self.fields["contract"].choices = [
            ("", _("Choose")),
            *((known.value, known.label) for known in contracts.of(self.employer.country)),
        ]
        words = "".join(self.typed.getlist("occupation")) or "".join(self.typed.getlist("title"))
        if not self.is_bound and words and not any(self.typed.getlist("meant")):
            self._find(words)

    def _find(self, words: str) -> list[Suggestion]:
        found = suggest(words[:80], get_language(), kind="occupation", limit=GUESSES, typing=False)
        self.near = [(one.concept_id, one.label) for one in found]
        return found

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        words = asked.get("occupation") or asked.get("title") or ""
        asked["concept"] = self._concept(words, asked.get("meant"))
        if words and asked["concept"] is None:
            unknown = gettext("We know no occupation by these words. Try others, or fewer.")
            self.add_error("occupation", gettext("Choose the nearest of these.") if self.near else unknown)
        contract, months = asked.get("contract"), asked.get("months")
        if contract == Opening.Contract.PERMANENT and months:
            self.add_error("months", gettext("A permanent contract has no end: leave this open."))
        return asked

    def _concept(self, words: str, meant: Concept | None) -> Concept | None:
        """What was ticked, as long as the words still may mean it; else the occupation that the words name."""
        if meant and words in {label for (label,) in meant.labels.values_list("text")}:
            return meant
        found = self._find(words) if words else []
        if found and found[0].score >= _SURE:
            return Concept.objects.get(pk=found[0].concept_id)
        return meant if meant and meant.pk in dict(self.near) else None

    def sent(self) -> dict[str, list[str]]:
        """With the occupation that the words were taken for: the next page proposes what it needs."""
        concept = getattr(self, "cleaned_data", {}).get("concept")
        return super().sent() | ({"meant": [str(concept.pk)]} if concept else {})


@dataclass(frozen=True)
class OfferedSkill:
    """A skill to be ticked, and how well it is asked for."""

    pk: int
    name: str
    ticked: bool
    need: str


class NeedsForm(StepForm):
    """What the work needs. `offered` are the skills to tick: those ticked, then those that the occupation needs."""

    levels = NEEDED
    more = ("licences",)

    skill = forms.ModelMultipleChoiceField(
        Concept.objects.filter(kind=Concept.Kind.SKILL), label=_("Skills"), required=False
    )
    skill_words = forms.CharField(label=_("Another skill, in your words"), max_length=80, required=False)
    other_language = forms.ChoiceField(label=_("Another language"), required=False)
    other_level = forms.ChoiceField(label=_("How well"), required=False)
    years = _number(40, label=_("Years of experience, at least"), required=False)
    isced = forms.TypedChoiceField(
        label=_("Education, at least"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("none asked for")), *[(v, n) for v, n in Isced.choices if v]],
    )
    or_equivalent = forms.BooleanField(
        label=_("Or the same learnt by experience"),
        required=False,
        initial=True,
        help_text=_("People who learnt the work without a diploma are shown to you as well."),
    )
    licences = forms.MultipleChoiceField(
        label=_("Licences"), choices=Licence.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    abroad_valued = forms.BooleanField(label=_("Experience abroad is welcome"), required=False)
    open_to_all = forms.BooleanField(
        label=_("Open to all"),
        required=False,
        initial=True,
        help_text=_(
            "Whoever can do the work is shown to you, women and men, back from abroad or never gone: the law asks for"
            " it, and you see more people."
        ),
    )

    def prepare(self) -> None:
        self.found: list[Suggestion] = []
        here = SPOKEN.get(self.employer.country, ["fr", "en"])
        typed = [
            name.removeprefix("speaks-")
            for name, sent in self.typed.lists()
            if name.startswith("speaks-") and any(sent)
        ]
        self.languages = [*here, *(code for code in typed if code not in here and code in LANGUAGE_CODES)]
        levels = [("", _("not asked for")), *asked_levels(LEVELS)]
        for code in self.languages:
            self.fields[f"speaks-{code}"] = forms.ChoiceField(label=language_name(code), choices=levels, required=False)
        others = [(code, language_name(code)) for code in LANGUAGE_CODES if code not in self.languages]
        self.fields["other_language"].choices = [("", _("none")), *others]
        self.fields["other_level"].choices = levels

    @property
    def spoken_fields(self) -> list[forms.BoundField]:
        return [self[f"speaks-{code}"] for code in self.languages]

    @property
    def _source(self) -> MultiValueDict:
        return self.data if self.is_bound else self.typed

    @property
    def ticked(self) -> list[int]:
        return [int(pk) for pk in self._source.getlist("skill") if pk.isdecimal()]

    def need_of(self, skill: int) -> str:
        need = self._source.get(f"need-{skill}", "")
        return need if need in NEEDED_VALUES else FIRST_NEED

    @property
    def offered(self) -> list[OfferedSkill]:
        ticked = self.ticked
        found = [one.concept_id for one in self.found]
        meant = self.typed.get("meant", "")
        rows = OccupationSkill.objects.filter(occupation=meant if meant.isdecimal() else None)
        rows = rows.exclude(skill__skill_type=Concept.SkillType.LANGUAGE).order_by(F("essential").desc(), "pk")
        usual = list(rows.values_list("skill_id", flat=True)[:_PROPOSED])
        every = list(dict.fromkeys([*found, *ticked, *usual]))
        names = preferred_labels(every, get_language())
        return [OfferedSkill(pk, names[pk], pk in ticked, self.need_of(pk)) for pk in every if pk in names]

    def sent(self) -> dict[str, list[str]]:
        needs = {f"need-{pk}": [self.need_of(pk)] for pk in self.ticked}
        kept = super().sent() | needs
        if kept["other_language"][:1] in [[code] for code in LANGUAGE_CODES] and any(kept["other_level"]):
            kept[f"speaks-{kept['other_language'][0]}"] = kept.pop("other_level")
            kept["other_language"] = kept["other_level"] = [""]
        return kept

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        asked["skill"] = list(asked.get("skill", []))
        if words := asked.get("skill_words"):
            self._take(words)
        if asked.get("other_language") and not asked.get("other_level"):
            self.add_error("other_level", gettext("Say how well, roughly."))
        if asked.get("other_level") and not asked.get("other_language"):
            self.add_error("other_language", gettext("Choose the language."))
        return asked

    def _take(self, words: str) -> None:
        """The skill that was typed in words: the one it names is ticked, several that it may mean are offered first."""
        self.found = suggest(words, get_language(), kind="skill", limit=GUESSES, typing=False)
        if self.found and self.found[0].score >= _SURE:
            self.found = self.found[:1]
            skill = Concept.objects.get(pk=self.found[0].concept_id)
            self.cleaned_data["skill"].append(skill)
            self.data = self.data.copy()
            self.data.appendlist("skill", str(skill.pk))
            self.data["skill_words"] = ""
        elif any(one.concept_id in self.ticked for one in self.found):
            self.data = self.data.copy()
            self.data["skill_words"] = ""
        elif self.found:
            self.add_error("skill_words", gettext("Tick those you meant in the list, or empty this field."))
        else:
            unknown = gettext("We know no skill by these words. Try others, or fewer; or say it among the tasks.")
            self.add_error("skill_words", unknown)

    def needs(self) -> Iterator[OpeningNeed]:
        for skill in self.cleaned_data["skill"]:
            need = self.need_of(skill.pk)
            yield OpeningNeed(skill=skill, required=need[0] == "r", level=int(need[1]))

    def speech(self) -> Iterator[tuple[str, int, bool]]:
        """(language, CEFR level, required) of what is asked for."""
        for code in self.languages:
            if asked := self.cleaned_data.get(f"speaks-{code}"):
                yield code, int(asked[1]), asked[0] == "r"


class AmountField(forms.DecimalField):
    """An amount of money, with the spaces, dots and commas that people write into one."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(plain(value) if isinstance(value, str) else value)


class OfferForm(StepForm):
    more = ("training", "probation_months", "strain", "interview", "subsidy", "deadline", "name_shown")

    wage_min = AmountField(label=_("Wage from"), min_value=Decimal(1), max_digits=10, decimal_places=2)
    wage_max = AmountField(label=_("to"), min_value=Decimal(1), max_digits=10, decimal_places=2, required=False)
    wage_period = forms.ChoiceField(label=_("per"), choices=Period.choices, initial=Period.MONTH)
    wage_gross = forms.ChoiceField(
        label=_("Before or after deductions"),
        choices=[("gross", _("gross: before deductions")), ("net", _("net: what is paid out"))],
        initial="gross",
    )
    benefits = forms.MultipleChoiceField(
        label=_("What comes with it"),
        choices=Opening.Benefit.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    training = forms.CharField(
        label=_("Training that you give"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    probation_months = _number(12, label=_("Trial period, in months"), required=False)
    strain = forms.ChoiceField(
        label=_("Physical strain"), choices=[("", _("not said")), *Opening.Strain.choices], required=False
    )
    interview = forms.ChoiceField(
        label=_("How you meet people"), choices=[("", _("not said")), *Opening.Interview.choices], required=False
    )
    subsidy = forms.ModelChoiceField(
        SubsidyRule.objects.none(),
        label=_("Subsidy you plan to use"),
        required=False,
        empty_label=_("none"),
        help_text=_("The next page says what speaks for it and against."),
    )
    deadline = _date(label=_("Apply until"), help_text=_("Leave it open for until it is filled."))
    name_shown = forms.BooleanField(
        label=_("Show the name of the firm"),
        required=False,
        initial=True,
        help_text=_("Without the name people see your sector and your town. Fewer of them say yes."),
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        currency = currency_name(self.currency)
        self.fields["wage_min"].label = _("Wage from, in %(currency)s") % {"currency": currency}
        self.fields["subsidy"].queryset = SubsidyRule.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=today), country=self.employer.country, valid_from__lte=today
        )
        self.fields["subsidy"].label_from_instance = lambda rule: rule.programme

    @property
    def currency(self) -> str:
        return CURRENCIES.get(self.employer.country, "EUR")

    def clean_deadline(self) -> Any:
        day = self.cleaned_data["deadline"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(gettext("This day is past."))
        return day

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        low, high = asked.get("wage_min"), asked.get("wage_max")
        if low and high and high < low:
            self.add_error("wage_max", gettext("The higher wage cannot be below the lower one."))
        return asked


STEPS: dict[str, type[StepForm]] = {"work": WorkForm, "needs": NeedsForm, "offer": OfferForm}
