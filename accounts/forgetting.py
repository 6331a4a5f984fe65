"""What the door remembers of somebody who leaves: sessions, codes, texts on their way."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from . import kept_typing
from .models import Message, User


def forget_ways(user: User, *, also: Iterable[str] = ()) -> None:
    """Signs `user` out everywhere and forgets what was on its way to them, or to the addresses in `also`."""
    addresses = {*also}
    _end_sessions(user)
    # Texts to an address hang on no account; their words go once they are sent, so those that wait are few.
    for message in Message.objects.filter(user=None, sent_at=None):
        if message.to in addresses:
            message.delete()


def _end_sessions(user: User) -> None:
    """Those they are signed in with, and those in which something of theirs waits. Each is opened: whose it is stands
    inside it."""
    for session in Session.objects.all().iterator(chunk_size=500):
        opened = session.get_decoded()
        if opened.get(SESSION_KEY) == str(user.pk) or kept_typing.belongs_to(opened, user):
            session.delete()
