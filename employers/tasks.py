from celery import shared_task

from . import actions


@shared_task
def close_expired() -> None:
    actions.close_expired()


@shared_task
def ask_stale() -> None:
    actions.ask_stale()


@shared_task
def close_stale() -> None:
    actions.close_stale()
    actions.close_over()
