"""What runs in the background: one line each."""

from celery import shared_task

from .answering import actions as answering
from .meetings import slots
from .placements import follow_up


@shared_task
def count_answers() -> None:
    answering.count()


@shared_task
def remind_of_answers() -> None:
    answering.remind()


@shared_task
def give_up_unanswered() -> None:
    answering.give_up()


@shared_task
def invite_back() -> None:
    answering.invite_back()


@shared_task
def remind_of_interviews() -> None:
    slots.remind()


@shared_task
def ask_how_it_goes() -> None:
    follow_up.ask_due()
