"""Codes of six digits: asked for, sent, typed once.

Ten minutes, five guesses, one use. An address is sent one a minute, five an hour, ten a day at most, so that a stranger
who guesses all day long at somebody's account has 50 guesses in a million. Everything counts in the database: no cache
can open this door by failing.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from . import messages
from .encryption import blind
from .models import A_CODE_HOLDS, MOST_GUESSES, Code, User

PAUSE = timedelta(minutes=1)
TO_AN_ADDRESS = [(timedelta(hours=1), 5), (timedelta(days=1), 10)]
# Many people may stand behind one address of a mobile network or of an agency.
FROM_A_NETWORK = [(timedelta(minutes=10), 30), (timedelta(days=1), 300)]
KEPT = timedelta(days=1)


class TooMany(Exception):
    """No code is sent: one was a moment ago, or there were too many. `wait` is how long until one can be."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


def key_of(address: str) -> str:
    return blind(address, "code.address")


@transaction.atomic
def ask(purpose: Code.Purpose, address: str, *, network: str, user: User | None = None, instead: str = "") -> Code:
    """Sends a code to `address`, or the text named `instead`; the answer looks and takes the same. Raises TooMany.

    `network` is where the request comes from; `user` is who signs in or who it is that changes something.
    """
    code = Code(purpose=purpose, user=user, to=address, key=key_of(address), network=blind(network, "code.network"))
    code.minute = int(code.asked_at.timestamp() // 60)
    _check_limits(code)
    digits = f"{secrets.randbelow(10**6):06}"
    if not instead:
        code.digest = _digest(code, digits)
    try:
        with transaction.atomic():
            code.save(force_insert=True)
    except IntegrityError:
        raise TooMany(PAUSE) from None
    messages.send(address, instead or "code", code=digits)
    return code


def _check_limits(code: Code) -> None:
    now = code.asked_at
    to_it = Code.objects.filter(key=code.key)
    last = to_it.filter(used_at=None).order_by("asked_at").last()
    if last and now - last.asked_at < PAUSE:
        raise TooMany(last.asked_at + PAUSE - now)
    from_it = Code.objects.filter(network=code.network)
    for rows, limits in ((to_it, TO_AN_ADDRESS), (from_it, FROM_A_NETWORK)):
        for span, most in limits:
            # The most-th last must be older than the span.
            before = rows.filter(asked_at__gt=now - span).order_by("-asked_at")[most - 1 : most]
            for one in before:
                raise TooMany(one.asked_at + span - now)


def guess(code: Code, typed: str) -> bool:
    """Counts the guess and says whether it is right. A code opens once.

    Not for use inside a transaction that may be rolled back: the guess would not have been counted.
    """
    live = Code.objects.live().filter(pk=code.pk)
    if not live.update(guesses=F("guesses") + 1):
        return False
    if not code.digest or not hmac.compare_digest(code.digest, _digest(code, _digits_of(typed))):
        return False
    return bool(Code.objects.filter(pk=code.pk, used_at=None).update(used_at=timezone.now()))


def guesses_left(code: Code) -> int:
    """How often the code may still be typed; 0 when it holds no longer."""
    guesses = Code.objects.live().filter(pk=code.pk).values_list("guesses", flat=True).first()
    return 0 if guesses is None else MOST_GUESSES - guesses


def forget() -> None:
    """Addresses go once their code has run out, the rows when no limit counts them any more."""
    now = timezone.now()
    Code.objects.filter(asked_at__lt=now - A_CODE_HOLDS).update(to="")
    Code.objects.filter(asked_at__lt=now - KEPT).delete()


def _digits_of(typed: str) -> str:
    """As typed in any script, with or without spaces."""
    return "".join(str(int(sign)) for sign in typed[:20] if sign.isdecimal())


def _digest(code: Code, digits: str) -> str:
    return salted_hmac("accounts.code", f"{code.pk}:{digits}", algorithm="sha256").hexdigest()
