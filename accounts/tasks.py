"""What runs in the background: one line each."""

from uuid import UUID

from celery import shared_task

from . import codes, consents, messages, session_limits


@shared_task
def deliver_message(pk: str) -> None:
    messages.deliver(UUID(pk))


@shared_task
def send_waiting() -> None:
    messages.send_waiting()


@shared_task
def forget() -> None:
    for kept in (codes, messages, session_limits):
        kept.forget()


@shared_task
def remind_of_consents() -> None:
    consents.remind()
