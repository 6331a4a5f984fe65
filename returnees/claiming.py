"""Taking over a file that a counsellor opened: a code on a slip of paper or by SMS, and something the person knows.

31^8 codes, of which a few thousand live; whoever types wrong ones waits, and a code that somebody holds without knowing
the person ends after a few wrong answers.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from accounts import actions as accounts
from accounts import audit, messages
from accounts.encryption import blind
from accounts.models import User

from .models import A_CLAIM_HOLDS, CODE_LETTERS, ClaimCode, ClaimTry, Identity, Profile

LETTERS = 8
# Wrong codes from one network; behind one of an agency or a mobile operator stand many people.
LIMITS = [(timedelta(minutes=10), 10), (timedelta(days=1), 50)]


class Refused(Exception):
    """No code is made or taken. `why`: "wrong", "over", "used", "too_many", "unknown", "claimed", "contested"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class OtherAccount(Exception):
    """The address opens an account with a file of its own, `owner`'s: nothing is joined by itself."""

    def __init__(self, owner: User) -> None:
        super().__init__(owner.pk)
        self.owner = owner


def can_sign_in(user: User) -> bool:
    return bool(messages.addresses_of(user)) or user.has_usable_password()


def spaced(code: str) -> str:
    """As it is read aloud: "ABCD EFGH"."""
    return f"{code[:4]} {code[4:]}"


@transaction.atomic
def make_code(profile: Profile, *, by: User) -> str:
    """A code for the person; those before it end. Only its blind key is kept. Raises Refused: "claimed" where the
    person signs in already, "contested", "unknown" where the file knows neither year of birth nor telephone."""
    profile = Profile.objects.select_for_update(of=("self",)).select_related("user", "identity").get(pk=profile.pk)
    identity = getattr(profile, "identity", None)
    if can_sign_in(profile.user):
        raise Refused("claimed")
    if profile.contests.open().exists():
        raise Refused("contested")
    if identity is None or not (identity.birth_year or identity.phone):
        raise Refused("unknown")
    now = timezone.now()
    profile.claim_codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(LETTERS))
    ClaimCode.objects.create(profile=profile, key=_key(code), made_by=by, made_at=now, expires_at=now + A_CLAIM_HOLDS)
    audit.record("claim.code_made", profile, by=by)
    return code


def send_code(profile: Profile, code: str, *, address: str, contest_at: str) -> None:
    """By SMS to the telephone in the file, in the person's language and in words that give nothing away."""
    with translation.override(profile.user.language):
        day = timezone.localdate() + A_CLAIM_HOLDS
        messages.send(
            profile.identity.phone,
            "claim",
            code=spaced(code),
            day=f"{day:%d/%m/%Y}",
            address=address,
            contest=contest_at,
        )


def find(typed: str, *, network: str) -> ClaimCode:
    """The live code that was typed. Raises Refused, and counts what is none."""
    where = blind(network, "claim.network")
    for span, most in LIMITS:
        if ClaimTry.objects.filter(network=where, at__gt=timezone.now() - span).count() >= most:
            raise Refused("too_many")
    code = (
        ClaimCode.objects.filter(key=_key(_letters(typed))).select_related("profile__user", "profile__agency").first()
    )
    if code is None:
        ClaimTry.objects.create(network=where)
        raise Refused("wrong")
    if code.used_at:
        raise Refused("used")
    if not ClaimCode.objects.live().filter(pk=code.pk).exists():
        raise Refused("over")
    return code


def is_known(code: ClaimCode, *, birth_year: int | None, phone: str) -> bool:
    """Whether who holds the code also knows what the file says: the year of birth or the telephone. Counts a wrong one.

    Not for use inside a transaction that may be rolled back: the wrong answer would not have been counted.
    """
    identity = getattr(code.profile, "identity", None) or Identity()
    known = (birth_year is not None and identity.born == birth_year) or bool(phone and identity.phone == phone)
    if not known:
        ClaimCode.objects.filter(pk=code.pk).update(wrong=F("wrong") + 1)
    return known


@transaction.atomic
def take_over(code: ClaimCode, *, address: str) -> User:
    """From now on whoever reads `address` signs in to the account that was opened for them. Once.

    An account of theirs that holds no file gives way. Raises Refused; OtherAccount where there is a file already.
    """
    code = ClaimCode.objects.select_for_update(of=("self",)).select_related("profile__user").get(pk=code.pk)
    if code.used_at or not ClaimCode.objects.live().filter(pk=code.pk).exists():
        raise Refused("used" if code.used_at else "over")
    user = code.profile.user
    owner = accounts.owner_of(address)
    if owner is not None and owner != user:
        if hasattr(owner, "profile") or owner.works_for_others or owner.is_staff:
            raise OtherAccount(owner)
        owner.delete()
    try:
        accounts.sign_in_with(user, address)
    except accounts.Taken:
        raise Refused("over") from None
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    Profile.objects.filter(pk=code.profile_id).update(heard_at=code.used_at)
    audit.record("claim.taken_over", code.profile, by=user)
    return user


@transaction.atomic
def say_both_are_mine(code: ClaimCode, owner: User) -> None:
    """The person has two files: their counsellors are told, who may join them; nothing is joined by itself."""
    for profile, other in ((code.profile, owner.profile), (owner.profile, code.profile)):
        audit.record("claim.two_accounts", profile, by=owner, other=other.pk)
        if profile.counsellor:
            messages.send(profile.counsellor, "two_files", code=profile.code)


def _key(code: str) -> str:
    return blind(code, "returnees.claim")


def _letters(typed: str) -> str:
    """Without spaces and dashes, in capitals, with the digits that we write."""
    signs = (str(int(sign)) if sign.isdecimal() else sign.upper() for sign in typed[:40])
    return "".join(sign for sign in signs if sign in CODE_LETTERS)
