"""The forms of a CV: a file or a text, and one small form for each thing that was found in it.

Every one of them has "keep", open at first; what is not kept is not asked for and not checked.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Country
from accounts.uploads import cut_off
from returnees.edit_forms import PLAIN_LEVELS, UNSAID
from returnees.guarded import GuardedText
from returnees.models import Band, Cefr, Isced
from skills.documents import MOST_BYTES, Unreadable, text_of, too_large
from skills.models import Concept
from skills.suggest import suggest

from .proposals import MOST_READ, Job, Paper, Speech

GUESSES = 4
_SURE = 0.95  # what was typed is a name of the occupation, but for case and accents


class BringForm(forms.Form):
    """A file, or the same as text; `clean` leaves the text in cleaned_data["told"]."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,  # "the file is empty" is said with the other reasons
        help_text=_("PDF, Word (.docx) or text, up to 10 MB. It is read and forgotten at once: no copy is kept."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt,application/pdf,text/plain"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=MOST_READ,
        help_text=_("Type it or paste it here, in any language: what you did, where, for how long."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "maxlength": MOST_READ}),
    )

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        file, text = asked.get("file"), asked.get("text", "")
        try:
            if self.request and cut_off(self.request):
                raise too_large(MOST_BYTES)
            read = text_of(file.read()) if file else ""
        except Unreadable as wrong:
            self.add_error("file", gettext("We cannot read this file: %(reason)s.") % {"reason": wrong})
            return asked
        if not read and "text" not in self.errors and not any(letter.isalpha() for letter in text):
            self.add_error("text", gettext("Choose a file, or type the text in."))
        asked["told"] = f"{read}\n{text}".strip()
        return asked


class _KeepForm(forms.Form):
    # A browser would refuse to send the page for the sake of something that nobody ticked.
    use_required_attribute = False
    keep = forms.BooleanField(label=_("Keep this"), required=False)

    def full_clean(self) -> None:
        """What is left is not checked."""
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("keep"):
            self._errors = forms.utils.ErrorDict()

    @property
    def kept(self) -> bool:
        return self.is_bound and bool(self.cleaned_data.get("keep")) and not self.errors


def _country(**kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Country"), required=False, choices=[UNSAID, *Country.choices], **kwargs)


class JobForm(_KeepForm):
    """Work done. cleaned_data["concept"] is the occupation; where the words name none, `near` holds some that they may
    mean, as (id, name)."""

    occupation = forms.CharField(
        label=_("Occupation"),
        max_length=80,
        error_messages={"required": _("Say what the work was.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    meant = forms.ModelChoiceField(
        Concept.objects.filter(kind=Concept.Kind.OCCUPATION), required=False, widget=forms.HiddenInput
    )
    band = forms.ChoiceField(
        label=_("How long"),
        choices=[("", _("Choose")), *Band.choices],
        error_messages={"required": _("Say how long, roughly.")},
    )
    country = _country()
    with_years = forms.BooleanField(required=False)
    with_title = forms.BooleanField(required=False)
    with_tasks = forms.BooleanField(required=False)

    def __init__(self, *args: Any, job: Job, language: str, **kwargs: Any) -> None:
        self.job, self.language = job, language
        self.near: list[tuple[int, str]] = [] if job.occupation else list(job.guesses)
        started = {
            "occupation": job.name,
            "band": band_of(job.months),
            "country": job.country,
            "with_title": True,
            "with_tasks": True,
        }
        super().__init__(*args, initial=started, **kwargs)
        if self.near:
            # The list of what it may be says so itself.
            self.fields["occupation"].required = False

    @property
    def known(self) -> list[tuple[int, str]]:
        """What the CV was taken to mean: chosen by its name, without looking it up again."""
        return [(self.job.occupation, self.job.name), *self.job.guesses] if self.job.occupation else [*self.job.guesses]

    @property
    def years(self) -> dict[str, int | None]:
        """As a row of work done has them."""
        return {"start_year": self.job.first_year, "end_year": self.job.last_year}

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        typed = asked.get("occupation", "").strip()
        if asked.get("keep") and "occupation" not in self.errors:
            asked["concept"] = self._chosen(typed, asked.get("meant"))
            if asked["concept"] is None and self.near:
                self.add_error("occupation", gettext("Choose the nearest of these, or say it in other words."))
            elif asked["concept"] is None:
                self.add_error("occupation", gettext("We know no occupation by these words. Try others, or fewer."))
        return asked

    def _chosen(self, typed: str, meant: Concept | None) -> Concept | None:
        """What was typed counts before what was ticked under it; a name that we know is taken, a likeness asks."""
        for pk, name in self.known:
            if typed.casefold() == name.casefold():
                return Concept.objects.filter(pk=pk, kind=Concept.Kind.OCCUPATION).first()
        if not typed:
            return meant
        found = suggest(typed, self.language, kind="occupation", limit=GUESSES, typing=False)
        self.near = [(one.concept_id, one.label) for one in found]
        if found and found[0].score >= _SURE:
            return Concept.objects.get(pk=found[0].concept_id)
        return meant if meant and meant.pk in dict([*self.near, *self.known]) else None

    def facts(self) -> dict[str, Any]:
        """What `add_experience` is told besides the occupation."""
        asked, job = self.cleaned_data, self.job
        facts: dict[str, Any] = {"band": asked["band"], "country": asked["country"]}
        if asked["with_title"]:
            facts["title"] = job.title
        if asked["with_tasks"]:
            facts["tasks"] = job.tasks
        if asked["with_years"]:
            facts |= self.years
        return facts


def band_of(months: int | None) -> str:
    """The band that holds a length; "" for one that is not known."""
    if months is None:
        return ""
    for most, band in ((5, Band.UNDER_6_MONTHS), (12, Band.TO_1_YEAR), (36, Band.TO_3_YEARS), (60, Band.TO_5_YEARS)):
        if months <= most:
            return band
    return Band.TO_10_YEARS if months <= 120 else Band.OVER_10_YEARS


class SpeechForm(_KeepForm):
    """A language, and how well: one level for all four abilities, told apart later by whoever wants to."""

    level = forms.TypedChoiceField(
        label=_("How well"), coerce=int, error_messages={"required": _("Say how well, roughly.")}
    )

    def __init__(self, *args: Any, speech: Speech, **kwargs: Any) -> None:
        self.speech = speech
        super().__init__(*args, initial={"level": "" if speech.level is None else speech.level}, **kwargs)
        levels = [(int(level), name) for level, name in PLAIN_LEVELS if level]
        if speech.level and speech.level not in dict(levels):
            levels = sorted([*levels, (speech.level, Cefr(speech.level).label)])
        self.fields["level"].choices = [("", _("Choose")), *levels]


class PaperForm(_KeepForm):
    title = GuardedText(
        label=_("Title"), max_length=160, lines=1, error_messages={"required": _("Say what it is called.")}
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1940, max_value=2100)
    isced = forms.TypedChoiceField(
        label=_("Level"), required=False, coerce=int, empty_value=None, choices=[UNSAID, *Isced.choices]
    )
    country = _country()

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        self.paper = paper
        started = {"title": paper.title, "year": paper.year, "isced": paper.isced, "country": paper.country}
        super().__init__(*args, initial=started, **kwargs)


class SkillsForm(forms.Form):
    """All the skills in one list of ticks."""

    skill = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, known: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = [(pk, pk) for pk in known]
