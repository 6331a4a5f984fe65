"""What runs in the background: one line each."""

from uuid import UUID

from celery import shared_task

from . import merging, retention
from .copies import actions as copies
from .models import IdentityKey
from .papers import recognition
from .rights import actions as rights


@shared_task
def make_copy(pk: str) -> None:
    copies.make(UUID(pk))


@shared_task
def make_lost_copies() -> None:
    copies.make_lost()


@shared_task
def warn_of_silence() -> None:
    retention.warn_of_silence()


@shared_task
def forget() -> None:
    retention.forget()


@shared_task
def remind_due() -> None:
    rights.remind_due()


@shared_task
def expire_recognitions() -> None:
    recognition.expire_recognitions()


@shared_task
def forget_joined() -> None:
    merging.forget_joined()


@shared_task
def write_missing_keys() -> None:
    IdentityKey.objects.write_missing()
