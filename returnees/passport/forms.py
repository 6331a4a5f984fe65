"""The holder's choice: tick by tick, from what the record has. And what somebody brings to have it checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.templatetags.house import language_name
from returnees.models import Licence, Profile

from .checking import MOST_CHARACTERS
from .choosing import Choice, clean, names_of


class PassportForm(forms.Form):
    """`cleaned_data` without the last three is the choice. Everything of the work is ticked at first; nothing of where
    somebody was, and nothing of what they wish for."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the passport"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The sheet can be printed in the two others as well."),
    )
    name = forms.ChoiceField(label=gettext_lazy("Name on it"), widget=forms.RadioSelect)
    abroad = forms.BooleanField(
        label=gettext_lazy("Say which work and skills are from abroad, and name the countries"),
        help_text=gettext_lazy(
            "Tasks, tools and schools stand as they were written: read in the preview what they tell."
        ),
        required=False,
    )
    disclosed = forms.BooleanField(
        label=gettext_lazy("Whoever checks the code on the web may read the content, not only whether it holds"),
        required=False,
    )
    present = forms.BooleanField(
        label=gettext_lazy("The person is here with me, has chosen this and asks for it"),
        error_messages={"required": gettext_lazy("A passport is only made while the person is there.")},
    )

    PARTS = ("skills", "works", "languages", "papers", "licences", "seasons", "wishes")
    TICKED_AT_FIRST = ("skills", "works", "languages", "papers", "licences")

    def __init__(self, *args: Any, profile: Profile, by: User, like: Choice | None = None, **kwargs: Any) -> None:
        self.profile = profile
        options = {part: rows for part, (_name, rows) in self._parts().items()}
        first: Choice = {part: [code for code, _label in options[part]] for part in self.TICKED_AT_FIRST}
        called = names_of(profile)
        arabic = profile.user.language == "ar" and "arabic" in called
        first |= {"language": profile.user.language, "name": "arabic" if arabic else next(iter(called), "none")}
        super().__init__(*args, initial={**first, **(like or {})}, **kwargs)
        self.fields["name"].choices = [*called.items(), ("none", _("no name: the passport is known by its code"))]
        for part, (label, rows) in self._parts().items():
            if rows:
                self.fields[part] = forms.MultipleChoiceField(
                    label=label, choices=rows, required=False, widget=forms.CheckboxSelectMultiple
                )
        if "seasons" in self.fields:
            self.fields["seasons"].help_text = _("Seasons in a scheme say that you were abroad.")
        if by.pk == profile.user_id:
            del self.fields["present"]
        self.order_fields(["language", "name", *self.PARTS, "abroad", "disclosed", "present"])

    def _parts(self) -> dict[str, tuple[str, list[tuple[str, str]]]]:
        """The title of each part, and what may be ticked in it, as (code, label)."""
        profile = self.profile
        skills = sorted(profile.skills.all(), key=lambda row: (-row.evidence, row.pk))
        return {
            "skills": (
                _("What I can do"),
                [(str(row.pk), f"{row.skill} – {row.get_evidence_display()}") for row in skills],
            ),
            "works": (_("Work done"), [(str(row.pk), _work(row)) for row in profile.experiences.all()]),
            "languages": (
                _("Languages"),
                [(row.language, language_name(row.language)) for row in profile.languages.all()],
            ),
            "papers": (
                _("Diplomas and certificates"),
                [(str(row.pk), clean(row.title)) for row in profile.qualifications.all()],
            ),
            "licences": (
                _("Licences"),
                [(code, str(Licence(code).label)) for code in profile.licences if code in Licence.values],
            ),
            "seasons": (
                _("Seasons"),
                [(str(row.pk), _season(row)) for row in profile.stays.all() if row.seasons],
            ),
            "wishes": (_("What I would like"), self._wishes()),
        }

    def _wishes(self) -> list[tuple[str, str]]:
        profile = self.profile
        told = {
            "jobs": (profile.wishes.all(), _("Work wished for")),
            "hours": (profile.hours, _("Hours")),
            "from": (profile.available_from, _("Available from")),
            "distance": (True, _("Distance to work")),
            "wage": (profile.wage_wish, _("Wage")),
            "abroad_again": (profile.abroad_again, _("Would work abroad again")),
        }
        return [(code, label) for code, (there, label) in told.items() if there]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if not any(asked.get(part) for part in self.PARTS):
            raise forms.ValidationError(_("Tick at least one thing that the passport should say."))
        return asked

    @property
    def choice(self) -> Choice:
        return {word: self.cleaned_data[word] for word in ("name", "abroad", *self.PARTS) if word in self.cleaned_data}


def _work(row: Any) -> str:
    name = str(row.occupation)
    return f"{name} – {row.title}" if row.title and row.title != name else name


def _season(row: Any) -> str:
    seasons = ngettext("%(n)d season", "%(n)d seasons", row.seasons) % {"n": row.seasons}
    return f"{row.scheme_name or row} – {seasons}"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the passport"),
        help_text=gettext_lazy("Twelve letters and digits, as they stand on it."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class BroughtForm(forms.Form):
    """A signed document or the short text of a printed code, as a file or pasted."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The signed document that the holder downloaded (.json)."),
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        help_text=gettext_lazy("What a telephone reads in the larger code of the sheet; it begins with WASL1."),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "dir": "ltr"}),
        strip=True,
    )

    def clean(self) -> dict[str, Any]:
        brought = super().clean() or {}
        file = brought.get("file")
        if self.errors:
            return brought
        if file is None and not brought.get("text"):
            raise forms.ValidationError(_("Choose a file or paste a text."))
        if file is None:
            return brought
        if file.size > MOST_CHARACTERS:
            raise forms.ValidationError(_("This file is too large to be a skills passport."))
        raw = file.read()
        if raw.startswith(b"%PDF"):
            raise forms.ValidationError(
                _("This is the sheet to print. Type the code that stands on it, or paste what its larger code holds.")
            )
        brought["text"] = raw.decode("utf-8", "replace")
        return brought
