from celery import shared_task

from . import actions


@shared_task
def close_expired() -> None:
    actions.close_expired()
