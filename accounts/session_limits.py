"""How long one stays signed in: until nothing was done for a while, and not for ever; and whether it is still oneself.

Telephones are shared, and what an agency or an employer sees is about other people.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from .models import User

Answer = Callable[..., HttpResponse]
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


@dataclass(frozen=True)
class Limits:
    """In seconds: `idle` without a request, `whole` since signing in."""

    idle: int
    whole: int


PERSON = Limits(idle=2 * HOUR, whole=14 * DAY)
DESK = Limits(idle=30 * MINUTE, whole=12 * HOUR)
STAFF = Limits(idle=15 * MINUTE, whole=8 * HOUR)
# Who has signed in or typed a code so lately need not do so again to change how they sign in.
PROOF_HOLDS = 15 * MINUTE


def limits_of(user: User) -> Limits:
    if user.is_staff:
        return STAFF
    return DESK if user.works_for_others else PERSON


class SessionLimits:
    """Signs out whoever stayed too long, or away too long. Reads who one is only when it may matter."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _is_over(request):
            logout(request)
        _note(request)
        response = self.get_response(request)
        # Somebody may just have signed in.
        _note(request)
        return response


def _is_over(request: HttpRequest) -> bool:
    now, session = time.time(), request.session
    idle, whole = now - session.get("seen", now), now - session.get("since", now)
    if idle <= STAFF.idle and whole <= STAFF.whole:
        return False
    limits = limits_of(request.user)
    return idle > limits.idle or whole > limits.whole


def _note(request: HttpRequest) -> None:
    """Since when, and when last, to the minute: a session is not written on every request."""
    if not request.user.is_authenticated:
        return
    now, session = int(time.time()), request.session
    if "since" not in session:
        session["since"] = session["seen"] = session["proven"] = now
        # The cookie and the row run out by themselves, too.
        session.set_expiry(limits_of(request.user).idle)
    elif now - session["seen"] >= MINUTE:
        session["seen"] = now


def proven(request: HttpRequest) -> None:
    """Whoever is signed in has just shown again that it is them; a key known to others opens nothing from here on."""
    request.session["proven"] = int(time.time())
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


def forget() -> None:
    """Sessions that have run out, and what is known of where they were."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    live = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(live)).delete()


def asks_for_proof(view: Answer) -> Answer:
    """Lets those pass who have lately shown that it is them; others do so first and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if time.time() - request.session.get("proven", 0) < PROOF_HOLDS:
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('prove')}?{urlencode({'next': request.get_full_path()})}")

    return guarded
