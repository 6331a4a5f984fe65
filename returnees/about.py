"""Every row that is about somebody, in whatever app: what can be taken along, and what goes when they go.

A row is about a person when it hangs on their account or their file by CASCADE. A table that somebody adds further
right is found by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models

from accounts.models import User

from .models import ExportedPerson, Profile

# A copy of what stands elsewhere; and, in what somebody exported at work, of other people.
COPIES: tuple[type[models.Model], ...] = (ExportedPerson,)
AT_ONCE = 5000

Rows = dict[type[models.Model], list[models.Model]]


def hanging_on(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """The foreign keys, of any app, whose rows go when a row of `model` goes."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and getattr(relation, "on_delete", None) is models.CASCADE:
            yield relation.field


def tables_about_people() -> list[type[models.Model]]:
    """Every table that can hold a row about somebody, nearest first; copies left out."""
    found: list[type[models.Model]] = [User]
    for model in found:
        new = {field.model for field in hanging_on(model)} - {*found, *COPIES}
        found += sorted(new, key=lambda one: one._meta.label_lower)
    return found


def rows_about(profile: Profile) -> Rows:
    """The rows about this person, by table, in the order of their numbers.

    Costs a few queries per table, however many rows there are.
    """
    found: dict[type[models.Model], dict[object, models.Model]] = {}
    waiting: list[tuple[type[models.Model], Iterable[models.Model]]] = [(User, [profile.user]), (Profile, [profile])]
    while waiting:
        model, rows = waiting.pop(0)
        known = found.setdefault(model, {})
        new = {row.pk: row for row in rows if row.pk not in known}
        known |= new
        pks = list(new)
        for start in range(0, len(pks), AT_ONCE):
            some = pks[start : start + AT_ONCE]
            for field in hanging_on(model):
                if field.model not in COPIES:
                    waiting.append((field.model, field.model._base_manager.filter(**{f"{field.name}__in": some})))
    order = [model for model in tables_about_people() if found.get(model)]
    return {model: [found[model][pk] for pk in sorted(found[model], key=str)] for model in order}
