"""Rows by the hundred thousand: bulk_create spends two thirds of its time on model instances that nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from accounts.encryption import seal


def pour(model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Inserts rows of plain values in the order of `fields`; fields not named take their default.

    Values go to the database as they are: numbers, texts, booleans, None, and moments as `prepared` returns them.
    """
    every = [field for field in model._meta.concrete_fields if not field.primary_key or field.remote_field]
    named = [model._meta.get_field(name) for name in fields]
    rest = [field for field in every if field not in named]
    constant = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in [*named, *rest])
    marks = ", ".join(["%s"] * len(every))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 (names of our tables)
    with connection.cursor() as cursor:
        cursor.executemany(sql, [row + constant for row in rows] if constant else list(rows))


def prepared(field: models.Field, value: object) -> object:
    """A value as the database wants it for a field."""
    return field.get_db_prep_save(value, connection)


def sealed(model: type[models.Model], pk: int, texts: dict[str, str]) -> list[str]:
    """The texts as the database wants them for the sealed fields of a row, in the same order."""
    return [seal(text, model._meta.get_field(name).place_of(pk)) if text else "" for name, text in texts.items()]
