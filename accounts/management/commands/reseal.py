"""Seals every sealed text under the first of FIELD_KEYS, so that older keys can be taken away."""

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from accounts.encryption import is_current
from accounts.sealed import SealedField

BATCH = 500


class Command(BaseCommand):
    help = "Seals what was sealed under older keys anew. May be stopped and run again at any time, also in use."

    def handle(self, *args: object, **options: object) -> None:
        for model in apps.get_models():
            sealed = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
            if sealed:
                count = sum(_reseal(model, field) for field in sealed)
                self.stdout.write(f"{model._meta.label}: {count} sealed anew")


def _reseal(model: type[models.Model], field: SealedField) -> int:
    old = [
        pk
        for pk, text in model._base_manager.values_list("pk", field.name).iterator()
        if text and not is_current(str.__str__(text))
    ]
    for start in range(0, len(old), BATCH):
        with transaction.atomic():
            # Locked, so that what somebody saves at this moment is not undone.
            for row in model._base_manager.select_for_update().filter(pk__in=old[start : start + BATCH]):
                setattr(row, field.name, str(getattr(row, field.name)))
                models.Model.save(row, update_fields=[field.name])
    return len(old)
