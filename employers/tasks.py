from celery import shared_task

from . import actions
from .bulk.actions import forget_files
from .checking import reporting
from .firms import verifying


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
    reporting.forget_networks()


@shared_task
def remind_firms() -> None:
    verifying.remind()


@shared_task
def lapse_verifications() -> None:
    verifying.lapse()


@shared_task
def forget_imports() -> None:
    forget_files()
