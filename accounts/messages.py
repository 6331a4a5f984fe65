"""Texts to people: rows written in the transaction that causes them, sent after it, tried again by a sweep.

A text has two or three files in templates/messages: <name>.sms.txt, or <name>.subject.txt and <name>.mail.txt. An SMS
never says what this service is: the telephone may be shared.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from . import sms
from .models import A_CODE_HOLDS, MOST_TRIES, Message, SignInPhone, User

log = logging.getLogger("wasl.messages")

# How long after each failure the next try comes: within a minute for a hiccup, over most of a day in all.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240, 480)]
# Longer than any door waits; whoever took a message and died gives it back after it.
LEASE = timedelta(minutes=2)
# A code that comes late would be tried in vain.
USELESS_AFTER = {"code": A_CODE_HOLDS}
KEPT = timedelta(days=30)
TOO_LATE = "came too late to be of use"


def channel_of(address: str) -> Message.Channel:
    return Message.Channel.MAIL if "@" in address else Message.Channel.SMS


def addresses_of(user: User) -> list[str]:
    """Where `user` has shown that texts reach them: the telephone first, then the e-mail address."""
    phones = SignInPhone.objects.filter(user=user, verified=True)
    mails = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return [phone.number for phone in phones] + [mail.email for mail in mails[:1]]


def send(to: User | str, template: str, *, calendar: str = "", **facts: object) -> Message | None:
    """Writes a text in the caller's transaction, in the language of its reader; it leaves after the commit.

    `to` is a user, an e-mail address or an E.164 number; an address is written to in the language on the screen.
    `calendar` is an iCalendar file that goes with an e-mail; a telephone gets the words only. None when a user has no
    address that is known to reach them.
    """
    if isinstance(to, User):
        address = next(iter(addresses_of(to)), "")
        if not address:
            return None
        user, language = to, to.language
    else:
        user, address, language = None, to, translation.get_language() or settings.LANGUAGE_CODE
    channel = channel_of(address)
    with translation.override(language):
        subject = ""
        if channel == Message.Channel.MAIL:
            subject = " ".join(_words(f"{template}.subject", facts).split())
        body = _words(f"{template}.{channel}", facts)
    attached = calendar if channel == Message.Channel.MAIL else ""
    return write(address, template, subject=subject, body=body, language=language, user=user, calendar=attached)


def write(
    address: str,
    template: str,
    *,
    subject: str,
    body: str,
    language: str,
    user: User | None = None,
    calendar: str = "",
) -> Message:
    """Writes a text whose words are given, in the caller's transaction; it leaves after the commit."""
    message = Message.objects.create(
        user=user,
        channel=channel_of(address),
        template=template,
        language=language,
        to=address,
        subject=subject,
        body=body,
        calendar=calendar,
    )
    transaction.on_commit(lambda: _hurry(message.pk))
    return message


def _words(name: str, facts: dict[str, object]) -> str:
    return get_template(f"messages/{name}.txt").template.render(Context(facts, autoescape=False)).strip()


def _hurry(pk: UUID) -> None:
    """Has the message sent now by a worker; by this very request when the broker does not take the work."""
    from .tasks import deliver_message  # the task calls back into this module

    try:
        deliver_message.delay(str(pk))
    except Exception as wrong:  # each broker fails in its own way, and the request goes on in any case
        log.warning("the broker takes no work (%s): a message is sent without it", type(wrong).__name__)
        deliver(pk)


def deliver(pk: UUID) -> bool:
    """Sends a message that is due and whether it did; called twice, it sends once. A failure is kept in the row."""
    now = timezone.now()
    # Taken by moving its next try, so that no two senders hold one message, on every database.
    due = Message.objects.due().filter(pk=pk)
    if not due.update(attempts=F("attempts") + 1, next_try=now + LEASE):
        return False
    message = Message.objects.get(pk=pk)
    if now > message.created_at + USELESS_AFTER.get(message.template, KEPT):
        message.attempts = MOST_TRIES
        _wipe(message, last_error=TOO_LATE)
        return False
    try:
        _hand_over(message)
    except Exception as wrong:  # whatever is wrong with one message must not hold the others
        _failed(message, wrong)
        return False
    message.sent_at = timezone.now()
    _wipe(message, last_error="")
    return True


def _hand_over(message: Message) -> None:
    if message.channel == Message.Channel.SMS:
        sms.send(message.to, message.body)
    else:
        mail = EmailMessage(message.subject, message.body, to=[message.to])
        if message.calendar:
            mail.attach("calendar.ics", message.calendar, "text/calendar")
        mail.send()


def _wipe(message: Message, *, last_error: str) -> None:
    """Whom it was for and what it said are of no more use."""
    message.to = message.subject = message.body = message.calendar = ""
    message.last_error = last_error
    message.save(update_fields=["to", "subject", "body", "calendar", "sent_at", "attempts", "last_error"])


def _failed(message: Message, wrong: Exception) -> None:
    # What a mail server says may hold the address.
    message.last_error = str(wrong) if isinstance(wrong, sms.SmsFailed) else type(wrong).__name__
    if message.attempts < MOST_TRIES:
        message.next_try = timezone.now() + PAUSES[message.attempts - 1]
        log.info("message %s waits: %s", message.pk, message.last_error)
    else:
        log.error("message %s is given up after %d tries: %s", message.pk, message.attempts, message.last_error)
    message.save(update_fields=["next_try", "last_error"])


def send_waiting(*, seconds: float = 45) -> int:
    """Sends what is due, oldest first, for at most `seconds`; how many left. May run beside itself."""
    until = time.monotonic() + seconds
    sent = 0
    for pk in Message.objects.due().order_by("next_try").values_list("pk", flat=True)[:1000]:
        if time.monotonic() > until:
            break
        sent += deliver(pk)
    return sent


def try_again() -> int:
    """Gives what was given up another round, unless it came too late; how many."""
    given_up = Message.objects.given_up().exclude(last_error=TOO_LATE)
    return given_up.update(attempts=0, next_try=timezone.now())


def forget() -> None:
    """That somebody was written to is of no more use after a month."""
    Message.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
