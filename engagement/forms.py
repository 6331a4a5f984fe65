"""An answer to an introduction of either side, and how it was said where somebody else writes it down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consents import FOR_SOMEBODY, Mode
from accounts.templatetags.house import language_name
from employers.models import Opening
from matching.shortlist import Choice

from .models import Introduction
from .reasons import OF_EMPLOYER, OF_PERSON


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
        choices=list(OF_PERSON.items()),
        widget=forms.RadioSelect,
        initial=Introduction.Reason.UNSAID,
    )
    shared = forms.BooleanField(label=_("The employer may read this reason"), required=False)
    field_order = ["reason", "shared", "mode"]


class NotThisPersonForm(forms.Form):
    """Each reason is a button; the tick stands above them."""

    reason = forms.ChoiceField(label=_("Why?"), choices=list(OF_EMPLOYER.items()))
    shared = forms.BooleanField(label=_("The person may read this reason"), required=False)


class CardFilter(forms.Form):
    """What a firm may narrow its list by: by what the cards say, so that a filter tells nothing that they do not."""

    skills = forms.BooleanField(label=_("Has all required skills"), required=False)
    now = forms.BooleanField(label=_("Free now"), required=False)
    language = forms.ChoiceField(label=_("Language as asked for"), required=False)

    def __init__(self, *args: Any, opening: Opening, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.required_skills = [need.skill_id for need in opening.needs.all() if need.required]
        asked = [row.language for row in opening.languages.all() if row.required]
        self.fields["language"].choices = [("", _("Any")), *((code, language_name(code)) for code in asked)]
        if not asked:
            del self.fields["language"]
        if not self.required_skills:
            del self.fields["skills"]

    def narrowed(self) -> list[Choice]:
        self.is_valid()
        tests: list[Callable[[Choice], bool]] = []
        if self.cleaned_data.get("skills"):
            tests.append(lambda one: all(one.card.says("skill", skill) for skill in self.required_skills))
        if self.cleaned_data.get("now"):
            tests.append(lambda one: one.card.says("free", "now"))
        if language := self.cleaned_data.get("language"):
            tests.append(lambda one: any(said.kind == "language" and said.what == language for said in one.card.said))
        return [one for one in self.choices if all(test(one) for test in tests)]
