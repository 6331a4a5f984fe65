"""Background work and its timetable."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("wasl")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "send the texts that wait": {
        "task": "accounts.tasks.send_waiting",
        "schedule": crontab(),
    },
    "forget codes, texts and sessions that are over": {
        "task": "accounts.tasks.forget",
        "schedule": crontab(minute=5),
    },
    "make copies whose work was lost": {
        "task": "returnees.tasks.make_lost_copies",
        "schedule": crontab(minute="*/10"),
    },
    "warn people of whom nobody has heard for 23 months": {
        "task": "returnees.tasks.warn_of_silence",
        "schedule": crontab(minute=20, hour=8),
    },
    "forget what was kept long enough": {
        "task": "returnees.tasks.forget",
        "schedule": crontab(minute=40, hour=2),
    },
    "close openings past their deadline": {
        "task": "employers.tasks.close_expired",
        "schedule": crontab(minute=10, hour=0),
    },
    # On a working morning, when somebody of the firm reads it.
    "ask whether posts are still free": {
        "task": "employers.tasks.ask_stale",
        "schedule": crontab(minute=15, hour=8),
    },
    "close openings of which nothing is heard": {
        "task": "employers.tasks.close_stale",
        "schedule": crontab(minute=15, hour=0),
    },
    "end verifications of firms that are a year old": {
        "task": "employers.tasks.lapse_verifications",
        "schedule": crontab(minute=15, hour=0),
    },
    "remind firms that are to be verified again": {
        "task": "employers.tasks.remind_firms",
        "schedule": crontab(minute=10, hour=8),
    },
    "forget files of openings": {
        "task": "employers.tasks.forget_imports",
        "schedule": crontab(minute=15),
    },
    "mark recognitions that have ended": {
        "task": "returnees.tasks.expire_recognitions",
        "schedule": crontab(minute=20, hour=0),
    },
    # In the morning of most of our countries, when an office can be called.
    "remind of steps whose day has come": {
        "task": "returnees.tasks.remind_due",
        "schedule": crontab(minute=30, hour=7),
    },
    "take away what is left of joined files": {
        "task": "returnees.tasks.forget_joined",
        "schedule": crontab(minute=20, hour=1),
    },
    "give keys to who came in without": {
        "task": "returnees.tasks.write_missing_keys",
        "schedule": crontab(minute=30, hour=1),
    },
    # First what was left without an answer ends, then it is counted.
    "end what nobody answered in time": {
        "task": "engagement.tasks.give_up_unanswered",
        "schedule": crontab(minute=5, hour=1),
    },
    "count how employers answer": {
        "task": "engagement.tasks.count_answers",
        "schedule": crontab(minute=30, hour=2),
    },
    "remind of answers that are due": {
        "task": "engagement.tasks.remind_of_answers",
        "schedule": crontab(minute=0, hour=8),
    },
    "invite back firms that left people waiting": {
        "task": "engagement.tasks.invite_back",
        "schedule": crontab(minute=15, hour=9),
    },
    # In the afternoon, so that the day after is tomorrow everywhere.
    "remind people of tomorrow's interview": {
        "task": "engagement.tasks.remind_of_interviews",
        "schedule": crontab(minute=0, hour=15),
    },
    "ask both sides how a hire goes": {
        "task": "engagement.tasks.ask_how_it_goes",
        "schedule": crontab(minute=30, hour=9),
    },
    "ask again before a yes ends": {
        "task": "accounts.tasks.remind_of_consents",
        "schedule": crontab(minute=0, hour=9),
    },
}
