"""The audit log's one door."""

from collections.abc import Iterable

from django.db import models

from .models import Event, User


def record(name: str, subject: models.Model, *, by: User | None, **facts: object) -> Event:
    """Write a line in the caller's transaction: if the line cannot be written, the deed does not happen.

    `name` is dotted ("profile.viewed"); `facts` are the few plain values that matter, never names or texts of people.
    """
    return Event.objects.create(
        name=name,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        by_id=by.pk if by and by.is_authenticated else None,
        facts=facts,
    )


def record_many(name: str, subjects: Iterable[models.Model], *, by: User | None, **facts: object) -> None:
    """The same line about each of `subjects`, in one query: what a list costs is the same for one and for fifty."""
    who = by.pk if by and by.is_authenticated else None
    Event.objects.bulk_create(
        Event(name=name, subject_type=subject._meta.label_lower, subject_id=subject.pk, by_id=who, facts=facts)
        for subject in subjects
    )
