"""A distinctive text planted in every text field of every table that can hold it, and the search for what is left."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from accounts.encryption import Unsealable
from accounts.models import User
from accounts.sealed import SealedField
from returnees.about import COPIES, tables_about_people
from returnees.models import PassportStatus, Profile

CANARY = "qz7kanari"
# About somebody at work, whose account stays.
AT_WORK = {
    "accounts.membership",
    "accounts.user_groups",
    "accounts.user_user_permissions",
    "employers.member",
    "employers.joinrequest",
}

# What a table needs besides: its constraints, and which of two things a row is about.
OTHERWISE: dict[str, dict[str, object]] = {
    "accounts.consent": {"mode": "tap"},
    "returnees.experience": {"months": 12},
    "returnees.recognitioncase": {"experience": None},
    "returnees.evidencestep": {"step": 4},
    "matching.ranking": {"opening": None},
    "matching.ranked": {"opening": None, "intake": None},
    "returnees.passport": {
        "status": lambda: PassportStatus.objects.create(index=7, key="k", expires_on=date(2030, 1, 1))
    },
    "returnees.profile": {"status": "active"},
    "returnees.merge": {"undone_at": timezone.now},
}


def tables() -> list[type[models.Model]]:
    return [model for model in (*tables_about_people(), *COPIES) if model._meta.label_lower not in AT_WORK]


def plant(amina: Profile, other: Profile) -> dict[type[models.Model], models.Model]:
    """One row about Amina in every table that can hold one, the canary in each text of it, made as the database wants
    it. `other` is somebody else, where a row speaks of two files."""
    made: dict[type[models.Model], models.Model] = {User: amina.user, Profile: amina}
    for model in _parents_first():
        row = model._base_manager.filter(pk=made[model].pk).get() if model in made else model()
        pair = [field for field in model._meta.concrete_fields if field.related_model is Profile]
        for field in model._meta.concrete_fields:
            if field.primary_key and not field.is_relation:
                continue
            if field in pair[1:]:
                # Of two files Amina's has the lower number: `NotTheSame` wants them in order.
                setattr(row, field.name, other)
            else:
                _fill(row, field, made)
        row.save()
        made[model] = row
    return made


def _parents_first() -> list[type[models.Model]]:
    """The tables, each after those it needs a row of."""
    waiting, sorted_ = tables(), []
    while waiting:
        ready = next(model for model in waiting if not _needs(model) & {*waiting} - {model})
        waiting.remove(ready)
        sorted_.append(ready)
    return sorted_


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation and not field.null}


def _fill(row: models.Model, field: models.Field, made: dict[type[models.Model], models.Model]) -> None:
    label = row._meta.label_lower
    if field.name in OTHERWISE.get(label, {}):
        needed = OTHERWISE[label][field.name]
        setattr(row, field.name, needed() if callable(needed) else needed)
    elif field.is_relation:
        if getattr(row, field.attname) is None:
            setattr(row, field.name, made.get(field.related_model) or _any(field))
    elif field.choices:
        if not field.blank and getattr(row, field.name) in {None, ""}:
            setattr(row, field.name, field.flatchoices[0][0])
    elif isinstance(field, models.EmailField):
        setattr(row, field.name, f"{CANARY}@example.org")
    elif takes(field):
        setattr(row, field.name, CANARY)
    elif isinstance(field, models.JSONField):
        setattr(row, field.name, [CANARY] if field.default is list else {CANARY: CANARY})
    elif getattr(row, field.name) is None and not field.null:
        setattr(row, field.name, _plain(field))
    elif isinstance(field, models.CharField) and field.unique and not getattr(row, field.name):
        setattr(row, field.name, uuid.uuid4().hex[: field.max_length])


def takes(field: models.Field) -> bool:
    """Whether the canary fits."""
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return is_text and not field.is_relation and (field.max_length is None or field.max_length >= len(CANARY))


def _any(field: models.ForeignKey) -> models.Model | None:
    return None if field.null else field.related_model._base_manager.first()


def _plain(field: models.Field) -> object:
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return date.today()
    if isinstance(field, models.DecimalField):
        return Decimal(1)
    if isinstance(field, models.GenericIPAddressField):
        return "192.0.2.1"
    return 1


def places_with(text: str) -> set[str]:
    """Every column of every table that holds `text`, in clear or sealed: "returnees.identity.phone"."""
    found = {f"{table}.{name}" for table, name, value in _raw() if text in str(value)}
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                if text in str(_opened(row, field)):
                    found.add(f"{model._meta.label_lower}.{field.name}")
    return found


def _opened(row: models.Model, field: models.Field) -> object:
    if not isinstance(field, SealedField):
        return getattr(row, field.attname)
    try:
        return getattr(row, field.name)
    except Unsealable:
        return ""


def _raw() -> Iterator[tuple[str, str, object]]:
    """Every value as the database holds it, of the tables that no model knows, too (the cache, old ones)."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                for name, value in zip(names, values, strict=True):
                    yield table, name, value


def texts_about_people() -> set[str]:
    """Every text field, of every table about people, that the canary fits in."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in tables()
        for field in model._meta.concrete_fields
        if takes(field) or isinstance(field, models.JSONField)
    }
