"""A form field for free text: points, once, at what should not be in it before it is saved, and lets it through."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills.folding import fold

from .freetext import Concern, Kind, scan

NAMES = {
    Kind.ASYLUM: gettext_lazy("asylum or protection"),
    Kind.DETENTION: gettext_lazy("prison or detention"),
    Kind.ROUTE: gettext_lazy("how somebody travelled, stayed or came back"),
    Kind.TRAFFICKING: gettext_lazy("trafficking or exploitation"),
    Kind.VIOLENCE: gettext_lazy("violence"),
    Kind.HEALTH: gettext_lazy("health"),
    Kind.OFFENCE: gettext_lazy("offences, police or courts"),
    Kind.RELIGION: gettext_lazy("religion"),
    Kind.POLITICS: gettext_lazy("politics or a trade union"),
    Kind.ORIENTATION: gettext_lazy("sexual orientation"),
    Kind.BIOMETRICS: gettext_lazy("fingerprints and other marks of the body"),
    Kind.PAPER: gettext_lazy("the number of a paper"),
    Kind.CONTACT: gettext_lazy("a telephone number or an address"),
}
# Whoever needs protection is sent to those who give it; the file says no more than that.
_REFERRED = {Kind.ASYLUM, Kind.DETENTION, Kind.TRAFFICKING, Kind.VIOLENCE}
_HARMS = gettext_lazy("nobody needs it to find work, and it can harm when others read it")
WHY = {
    **dict.fromkeys(Kind, _HARMS),
    Kind.PAPER: gettext_lazy("it can be misused; a file only says that the paper was seen"),
    Kind.CONTACT: gettext_lazy("it has a field of its own, which only the right people see"),
}


class Typed(str):
    """A text as somebody typed it, with the concerns that they have looked at and keep."""

    kept: frozenset[str] = frozenset()

    @classmethod
    def with_kept(cls, text: str, kept: Iterable[str]) -> Typed:
        typed = cls(text)
        typed.kept = frozenset(kept)
        return typed


def _mark(concern: Concern) -> str:
    return f"{concern.kind}:{fold(concern.words)}"


class _Guard:
    """Mixed into a widget: below the text, what it tells and a tick to keep it all the same."""

    watched: Collection[Kind] = ()
    is_note = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        text = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        kept = data.getlist(f"{name}_kept") if hasattr(data, "getlist") else [data.get(f"{name}_kept", "")]
        return Typed.with_kept(text or "", (mark for marks in kept for mark in marks.split("|")))

    def told(self, value: object) -> tuple[list[Concern], list[Concern]]:
        """What `value` tells: what is still to be looked at, and what somebody keeps."""
        concerns = [concern for concern in scan(str(value or "")) if concern.kind in self.watched]
        # What stood in the record before was looked at when it was saved.
        kept = value.kept if isinstance(value, Typed) else {_mark(concern) for concern in concerns}
        asked = [concern for concern in concerns if _mark(concern) not in kept]
        return asked, [concern for concern in concerns if _mark(concern) in kept]

    def render(self, name: str, value: object, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        asked, kept = self.told(value)
        reasons: dict[str, dict[tuple[str, str], None]] = {}
        for one in asked:
            reasons.setdefault(str(WHY[one.kind]), {})[str(NAMES[one.kind]), one.words] = None
        return render_to_string(
            "components/guarded.html",
            {
                "text": super().render(name, value, attrs, renderer),  # type: ignore[misc]
                "name": f"{name}_kept",
                "id": f"{(attrs or {}).get('id', name)}_kept",
                "reasons": {why: list(lines) for why, lines in reasons.items()},
                "referred": self.is_note and any(one.kind in _REFERRED for one in asked),
                "asked_marks": "|".join(dict.fromkeys(map(_mark, asked))),
                "kept_marks": "|".join(dict.fromkeys(map(_mark, kept))),
            },
        )


class _GuardedLine(_Guard, forms.TextInput):
    pass


class _GuardedLines(_Guard, forms.Textarea):
    pass


class GuardedText(forms.CharField):
    """Free text that others may read. What it should not tell is shown at the first save, with the words and why;
    nothing typed is lost, and a tick lets it through. Works in any form and template.

    `lines` is how many are shown; a counsellor's `note` may hold telephone numbers and addresses.
    An initial value counts as looked at; hand over `Typed(text)` for one that nobody has looked at yet.
    """

    def __init__(self, *, lines: int = 4, note: bool = False, **kwargs: Any) -> None:
        attrs = {"rows": lines, "dir": "auto"} if lines > 1 else {"dir": "auto"}
        widget = (_GuardedLines if lines > 1 else _GuardedLine)(attrs=attrs)
        widget.watched = frozenset(Kind) - ({Kind.CONTACT} if note else set())
        widget.is_note = note
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        # The text itself may have lost blanks around it; what was ticked stays with what was typed.
        asked, _kept = self.widget.told(Typed.with_kept(text, getattr(value, "kept", ())))
        if asked:
            words = " · ".join(dict.fromkeys(concern.words for concern in asked))
            raise ValidationError(_("Please look at these words once more: %(words)s"), "told", {"words": words})
        return text
