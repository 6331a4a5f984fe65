"""What the door remembers of somebody who leaves: sessions, codes, texts on their way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from . import codes, kept_typing, messages
from .models import Code, Message, User


def forget_ways(user: User, *, also: Iterable[str] = ()) -> None:
    """Signs `user` out everywhere and forgets what was on its way to them, or to the addresses in `also`."""
    addresses = {*also, *messages.addresses_of(user), *filter(None, [user.email])}
    _end_sessions(user)
    # A code that somebody asked for before there was an account hangs on nobody but its address.
    Code.objects.filter(Q(user=user) | Q(key__in=[codes.key_of(address) for address in addresses])).delete()
    # Texts to an address hang on no account; their words go once they are sent, so those that wait are few.
    for message in Message.objects.filter(user=None, sent_at=None):
        if message.to in addresses:
            message.delete()
    transaction.on_commit(lambda: _forget_files(addresses))


def _end_sessions(user: User) -> None:
    """Those they are signed in with, and those in which something of theirs waits. Each is opened: whose it is stands
    inside it."""
    for session in Session.objects.all().iterator(chunk_size=500):
        opened = session.get_decoded()
        if opened.get(SESSION_KEY) == str(user.pk) or kept_typing.belongs_to(opened, user):
            session.delete()


def _forget_files(addresses: set[str]) -> None:
    """On one laptop mail and SMS are files in a folder."""
    folders = [getattr(settings, "EMAIL_FILE_PATH", None)]
    if settings.SMS_BACKEND == "file":
        folders.append(Path(settings.VAR_DIR) / "sms")
    for folder in filter(None, folders):
        for file in Path(folder).glob("*"):
            if any(address in file.read_text(encoding="utf-8", errors="replace") for address in addresses):
                file.unlink(missing_ok=True)
