"""Deeds on accounts: opening one, how one signs in, leaving everywhere."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from . import audit, consents, messages
from .models import Consent, Message, SignInPhone, User


class Taken(Exception):
    """The address opens somebody else's account."""


class LastWay(Exception):
    """Without this address nobody could sign in to the account."""


def owner_of(address: str) -> User | None:
    """Whose account opens with a code sent to `address`: only an address that was shown to be theirs counts."""
    if messages.channel_of(address) == Message.Channel.SMS:
        phone = SignInPhone.objects.of(address).filter(verified=True).select_related("user").first()
        return phone.user if phone else None
    mail = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    return mail.user if mail else None


def is_free(address: str) -> bool:
    """Whether no account has `address` yet, shown to be theirs or not."""
    if messages.channel_of(address) == Message.Channel.SMS:
        return not SignInPhone.objects.of(address).exists()
    return not (
        EmailAddress.objects.filter(email=address).exists() or User.objects.filter(email__iexact=address).exists()
    )


def open_account(address: str, *, language: str, keep_a_file: bool = True) -> User:
    """The account of somebody who has just shown that they read `address`, and who agreed to have a file kept, or works
    for an employer and has none.

    Once: whoever opened it a moment ago with the same address is the same person.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(language=language)
            _set_way(user, address)
            audit.record("account.opened", user, by=user, way=messages.channel_of(address))
            if keep_a_file:
                consents.give(user, Consent.Purpose.KEEP, mode=Consent.Mode.CODE, by=user)
    except IntegrityError:
        if user := owner_of(address):
            return user
        raise
    return user


@transaction.atomic
def sign_in_with(user: User, address: str) -> None:
    """From now on `address`, which `user` has shown to read, opens their account. The former one of its kind is told
    that it no longer does, the one of the other kind that there is another. Raises Taken."""
    channel = messages.channel_of(address)
    before = messages.addresses_of(user)
    if address in before:
        return
    try:
        with transaction.atomic():
            _set_way(user, address)
    except IntegrityError:
        raise Taken from None
    audit.record("account.way_changed", user, by=user, way=channel)
    for one in before:
        messages.send(one, "way_changed" if messages.channel_of(one) == channel else "way_added")


@transaction.atomic
def stop_signing_in_with(user: User, channel: str) -> None:
    """The telephone or the e-mail address opens the account no longer, and is told so. Raises LastWay."""
    # So that of two requests, one for each way, the second sees what the first has left.
    User.objects.select_for_update().get(pk=user.pk)
    addresses = messages.addresses_of(user)
    if all(messages.channel_of(one) == channel for one in addresses):
        raise LastWay
    _drop_ways(user, channel)
    audit.record("account.way_removed", user, by=user, way=channel)
    for one in addresses:
        if messages.channel_of(one) == channel:
            messages.send(one, "way_changed")


def end_sessions(user: User, *, but: str | None = None) -> None:
    """Signs `user` out everywhere, except in the session with the key `but`."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


def _set_way(user: User, address: str) -> None:
    channel = messages.channel_of(address)
    _drop_ways(user, channel)
    if channel == Message.Channel.SMS:
        SignInPhone.objects.create(user=user, number=address, key=SignInPhone.key_of(address), verified=True)
    else:
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        user.email = address
        user.save(update_fields=["email"])


def _drop_ways(user: User, channel: str) -> None:
    if channel == Message.Channel.SMS:
        SignInPhone.objects.filter(user=user).delete()
    else:
        EmailAddress.objects.filter(user=user).delete()
        user.email = None
        user.save(update_fields=["email"])
