"""Issuing and withdrawing a passport, and whether one holds that somebody asks about by its code."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import audit
from accounts.encryption import Unsealable, blind
from accounts.models import User
from returnees.models import CODE_LETTERS, Passport, PassportStatus, Profile

from . import choosing, credential, keys, offline, proof, status, telling
from .checking import Checked, Verdict, check
from .content import Content, Issue

YEARS = 2
# Nobody needs more at a time; the places of the status list are for everybody.
MOST_LIVE = 12
LIST_TTL = timedelta(hours=24)


class TooMany(Exception):
    """Somebody holds as many live passports as anybody may: one is withdrawn first."""


def public_keys() -> keys.PublicKeys:
    return keys.public(settings.PASSPORT_KEYS)


def draft(profile: Profile, choice: choosing.Choice, language: str) -> Issue:
    """The passport as it would be issued today, without a code and a place in the list."""
    return _issue(choosing.content(profile, choice, language), language, code="", index=0, id="")


@transaction.atomic
def issue(profile: Profile, choice: choosing.Choice, *, language: str, disclosed: bool, by: User) -> Passport:
    """Signs what the holder chose. Raises TooMany."""
    profile = choosing.with_all(Profile.objects.select_for_update(of=("self",))).get(pk=profile.pk)
    if Passport.objects.held_by(profile).live().count() >= MOST_LIVE:
        raise TooMany
    code = "".join(secrets.choice(CODE_LETTERS) for _letter in range(12))
    passport = Passport(profile=profile, code=code, language=language, choice=choice, disclosed=disclosed, issued_by=by)
    content = choosing.content(profile, choice, language)
    expires = _last_day(_now().date())
    passport.status = _place(code, expires)
    issued = _issue(content, language, code=code, index=passport.status.index, id=str(passport.pk))
    name, seed = next(iter(settings.PASSPORT_KEYS.items()))
    key = keys.private(seed)
    with translation.override(language):
        bare = credential.build(issued, issuer_name=_("Wasl"), title=telling.title(), disclaimer=telling.disclaimer())
    document = proof.sign(bare, issued.base, name, key, proof_id=f"urn:uuid:{uuid.uuid4()}", created=issued.issued)
    passport.document = json.dumps(document, ensure_ascii=False, indent=1)
    passport.offline = offline.sign(offline.shortened(issued), name, key)
    passport.key_name, passport.expires_on = name, expires
    passport.save()
    # Whoever accompanies somebody has said that they were there: the form asks.
    facts = {"passport": str(passport.pk), "disclosed": disclosed, "together": by.pk != profile.user_id}
    audit.record("passport.issued", profile, by=by, **facts)
    return passport


@transaction.atomic
def withdraw(passport: Passport, *, by: User) -> Passport:
    """From now on it is named withdrawn wherever it is checked. Once is enough."""
    entry = PassportStatus.objects.select_for_update().get(pk=passport.status_id)
    if entry.withdrawn_at is None:
        entry.withdrawn_at = timezone.now()
        entry.save(update_fields=["withdrawn_at"])
        audit.record("passport.withdrawn", passport.profile, by=by, passport=str(passport.pk))
    passport.status = entry
    return passport


def looked_up(code: str) -> tuple[Checked | None, Passport | None]:
    """Whether the passport of this code holds, and the passport where there still is one; (None, None) for no passport.

    A passport outlives nobody: once its holder's record is erased, only its withdrawn place is left.
    """
    entry = PassportStatus.objects.filter(key=_key(code)).select_related("passport").first()
    if entry is None:
        return None, None
    passport = getattr(entry, "passport", None)
    if passport is None:
        return Checked(Verdict.WITHDRAWN), None
    return checked(passport), passport


def checked(passport: Passport, *, short: bool = False) -> Checked:
    """Whether what is kept of this passport (the signed document, or its short form) is what was signed, and holds."""
    try:
        return brought(passport.offline if short else passport.document)
    except Unsealable:
        return Checked(Verdict.TAMPERED)


def brought(text: str) -> Checked:
    """Whether a signed document, or the text of a printed code, holds: of ours, and asked of the database."""
    return check(text, public_keys(), _now().date(), is_withdrawn)


def address(passport: Passport) -> str:
    """Where anybody checks it: what the smaller code on the sheet holds."""
    return f"{settings.PUBLIC_URL}{reverse('passport-checked', args=[passport.code])}"


def is_withdrawn(index: int) -> bool:
    """Asked of the database: effective at once. A place that was never given away holds nothing either."""
    return not PassportStatus.objects.filter(pk=index, withdrawn_at=None, passport__isnull=False).exists()


def status_list(number: int) -> str:
    """The signed list `number` as JSON, made anew when somebody withdraws and every hour. Raises LookupError."""
    first = number * status.LIST_LENGTH
    entries = PassportStatus.objects.filter(pk__gte=first, pk__lt=first + status.LIST_LENGTH)
    if number and not entries.exists():
        raise LookupError(number)
    gone = entries.filter(Q(withdrawn_at__isnull=False) | Q(passport=None)).order_by("pk").values_list("pk", flat=True)
    places = [index - first for index in gone]
    made = _now().replace(minute=0, second=0)
    name, seed = next(iter(settings.PASSPORT_KEYS.items()))
    said = f"{settings.PUBLIC_URL} {number} {made} {name} {places}"
    cached = "passport-status:" + hashlib.sha256(said.encode()).hexdigest()
    if (known := cache.get(cached)) is None:
        bare = status.build(settings.PUBLIC_URL, number, places, made=_iso(made), until=_iso(made + LIST_TTL))
        proof_id = f"urn:uuid:{uuid.uuid4()}"
        document = proof.sign(
            bare, settings.PUBLIC_URL, name, keys.private(seed), proof_id=proof_id, created=_iso(made)
        )
        known = json.dumps(document)
        cache.set(cached, known, 3600)
    return str(known)


def _issue(content: Content, language: str, *, code: str, index: int, id: str) -> Issue:
    now = _now()
    return Issue(
        id=id,
        code=code,
        base=settings.PUBLIC_URL,
        language=language,
        issued=_iso(now),
        expires=_last_day(now.date()),
        index=index,
        content=content,
    )


def _place(code: str, expires: date) -> PassportStatus:
    """A place in the newest list, drawn at random; a list is left half empty, so that a draw soon finds a free one."""
    first = PassportStatus.objects.count() // (status.LIST_LENGTH // 2) * status.LIST_LENGTH
    while True:
        index = first + secrets.randbelow(status.LIST_LENGTH)
        entry, made = PassportStatus.objects.get_or_create(
            index=index, defaults={"key": _key(code), "expires_on": expires}
        )
        if made:
            return entry


def _key(code: str) -> str:
    return blind(code, "passport")


def _last_day(day: date) -> date:
    """The same day YEARS later; the last of February where that year has no 29th."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:
        return day.replace(year=day.year + YEARS, day=28)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
