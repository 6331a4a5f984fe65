"""A column whose text is sealed at rest and read as plain text by whoever holds the row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .encryption import seal, unseal


class _AtRest(str):
    """A text as the database holds it, not opened yet."""

    __slots__ = ()


class _Opened(DeferredAttribute):
    """Opens a sealed text when it is first read: a list that shows no names opens none."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, _AtRest):
            value = unseal(value, self.field.place(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Being there makes Python ask __get__ even when the row holds the value already.
        instance.__dict__[self.field.attname] = value


class SealedField(models.TextField):
    """Text, sealed with AES-256-GCM for its row and column. "" stays "". Only isnull can be asked of it.

    The row's primary key must be known before it is saved: a one-to-one row's is, and other models take a UUID.
    """

    descriptor_class = _Opened

    def place(self, instance: models.Model) -> str:
        if instance.pk is None:
            raise ValueError(f"{self}: the row needs its primary key before a text can be sealed for it")
        return self.place_of(instance.pk)

    def place_of(self, pk: object) -> str:
        return f"{self.model._meta.label_lower}.{self.name}:{pk}"

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return _AtRest(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, _AtRest) or not value:
            return value
        return _AtRest(seal(str(value), self.place(model_instance)))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value and not isinstance(value, _AtRest):
            # QuerySet.update() knows no row to seal for.
            raise FieldError(f"{self}: saved with its row only, never by update()")
        return None if value is None else str(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self}: sealed, so it cannot be searched; keep a blind key beside it")
        return super().get_lookup(lookup_name)
