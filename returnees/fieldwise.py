"""Forms that are saved field by field: what is right is kept at once, what is wrong or contested waits beside it.

Each field travels with the value it had when the page was made (`was_<name>`). A field that its reader did not touch
is never written, so two devices can work on one record. Where both changed the same field, the stored value stays,
the later one is kept in a Conflict, and somebody is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import User

from .models import Conflict, Profile

WAS = "was_"


def text_of(value: Any) -> str:
    """A value of a field as the text that a form sends for it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "\n".join(sorted(str(one) for one in value))
    return str(value)


@dataclass
class Saved:
    """The names of the fields that were written, that wait for a choice between two values, and that are wrong."""

    written: list[str] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class FieldwiseForm(forms.ModelForm):
    """A form over one existing row of a person's record. `second`: a language to show each label in as well."""

    # Fields that only make sense with each other: one that breaks a rule keeps the others of its set back.
    together: ClassVar[tuple[frozenset[str], ...]] = ()

    def __init__(self, *args: Any, second: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.second = second
        self.stored = {name: text_of(self.initial.get(name)) for name in self.fields}
        self.saved = Saved()
        for bound in self.fields.values():
            if second and isinstance(bound, forms.ChoiceField) and not isinstance(bound, forms.ModelChoiceField):
                bound.choices = [(value, in_both(label, second)) for value, label in bound.choices]

    @property
    def row(self) -> str:
        return f"{self.instance._meta.label_lower}:{self.instance.pk}"

    @property
    def now_stored(self) -> list[tuple[str, str]]:
        """What the record holds for each field after saving."""
        fresh = type(self)(instance=type(self.instance)._default_manager.get(pk=self.instance.pk))
        return [(name, fresh.stored[name]) for name in self.fields if name in fresh.stored]

    def save_fields(self, profile: Profile, by: User) -> Saved:
        """Write what was changed and is right. Call it in a transaction that holds the lock on `profile`."""
        self.profile_code = profile.code
        self.is_valid()
        changed: list[str] = []
        for name in self.fields:
            was, stored = self.data.get(WAS + name), _lines(self.stored[name])
            if name in self.errors:
                self.saved.wrong.append(name)
            elif was is not None and (new := _lines(text_of(self.cleaned_data[name]))) != _lines(was):
                if stored not in {_lines(was), new}:
                    _contest(profile, f"{self.row}.{name}", stored, new, by)
                    self.saved.contested.append(name)
                elif stored != new:
                    changed.append(name)
        self._write(changed)
        if self.saved.written or self.saved.contested:
            touch(profile)
            audit.record("profile.edited", profile, by=by, row=self.row, fields=self.saved.written)
        return self.saved

    def _write(self, names: list[str]) -> None:
        kept = type(self.instance)._default_manager.get(pk=self.instance.pk)
        before = {name: getattr(kept, name) for name in names}
        for name in names:
            setattr(kept, name, self.cleaned_data[name])
        try:
            kept.validate_constraints()
        except ValidationError as wrong:
            bound = {name for name in names if any(name in group for group in self.together)} or set(names)
            for name in bound:
                setattr(kept, name, before[name])
            self.add_error(sorted(bound)[0], wrong.messages)
            self.saved.wrong += sorted(bound)
            names = [name for name in names if name not in bound]
        if names:
            kept.save(update_fields=names)
            self.saved.written += names

    def _post_clean(self) -> None:
        """Fields are checked one by one; the rules of the row when it is written, without what stays as it was."""
        exclude = self._get_validation_exclusions()
        self.instance = forms.models.construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        try:
            self.instance.clean_fields(exclude=exclude)
        except ValidationError as wrong:
            self._update_errors(wrong)


def _lines(text: str) -> str:
    """A text as we keep it: a browser sends every new line as two letters."""
    return text.replace("\r\n", "\n")


def touch(profile: Profile) -> None:
    """Marks a record as changed now: lists and indexes made before are old."""
    profile.changed_at = timezone.now()
    profile.save(update_fields=["changed_at"])


def in_both(label: Any, second: str) -> Any:
    """A label in the reader's language and in another one, each apart from the other's direction."""
    with translation.override(second):
        other = str(label)
    return label if not other or str(label) == other else format_lazy("\u2068{}\u2069 · \u2068{}\u2069", label, other)


def _contest(profile: Profile, name: str, stored: str, offered: str, by: User) -> None:
    waiting = Conflict.objects.filter(profile=profile, field=name, by=by).first() or Conflict(
        profile=profile, field=name, by=by
    )
    waiting.stored, waiting.offered, waiting.at = stored, offered, timezone.now()
    waiting.save()


def settle(conflict: Conflict, form_class: type[FieldwiseForm], row: models.Model, *, take: bool, by: User) -> bool:
    """Let the stored or (`take`) the later value of a field count. False when the later one no longer fits."""
    name = conflict.field.rsplit(".", 1)[1]
    if take:
        several = isinstance(form_class.base_fields[name], forms.MultipleChoiceField)
        offered = conflict.offered.split("\n") if several else conflict.offered
        form = form_class({name: offered, WAS + name: ""}, instance=row)
        form.data[WAS + name] = form.stored[name]
        # Only this field is asked about: the rest of the row is not on the page.
        form.fields = {name: form.fields[name]}
        if form.save_fields(conflict.profile, by).wrong:
            return False
    audit.record("profile.conflict_settled", conflict.profile, by=by, field=conflict.field, later_value=take)
    conflict.delete()
    return True


def shown(value: str, bound: forms.Field) -> str:
    """A stored text of a field in words."""
    if isinstance(bound, forms.BooleanField):
        return str(_("yes") if value else _("no"))
    if isinstance(bound, forms.ChoiceField):
        names = {str(key): str(label) for key, label in flat(bound.choices)}
        return ", ".join(names.get(one, one) for one in value.split("\n"))
    return value


def flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label
