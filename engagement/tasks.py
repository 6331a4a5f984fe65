from celery import shared_task

from .answering import actions as answering


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
