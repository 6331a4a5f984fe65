"""The seven purposes that somebody says yes or no to: their texts, and the deeds of giving, refusing and withdrawing.

A text that changes is a new one with a new version and stands below the former, which stays: an answer names the
version it was given to. Rows are never changed but for their withdrawal, so the history of the answers is the table.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from . import audit, messages
from .models import Consent, Event, User

HOLDS = timedelta(days=365)
ASKED_AGAIN = timedelta(days=30)  # before a yes ends
Purpose, Mode = Consent.Purpose, Consent.Mode
# Said in somebody's stead, before a witness who answers for it.
FOR_SOMEBODY = frozenset({Mode.ORAL, Mode.PAPER})


class NotTheirs(Exception):
    """The answer would not be the person's own, or nobody could vouch for it."""


@dataclass(frozen=True)
class Text:
    """What is read to somebody before they answer: who, what, why, until when, what a no does, and a change of mind."""

    purpose: Consent.Purpose
    version: str
    asks: str | Promise
    what: str | Promise
    why: str | Promise
    who: str | Promise
    until: str | Promise
    without: str | Promise
    after: str | Promise

    def fingerprint(self, languages: tuple[str, ...] = ("ar", "en", "fr")) -> str:
        """16 hexadecimal digits of SHA-256 over the words in these languages."""
        read = []
        for language in languages:
            with override(language):
                read += [str(words) for words in astuple(self)]
        return hashlib.sha256("\n".join(read).encode()).hexdigest()[:16]


_A_YEAR = _("For 12 months. Before they end we ask you again. You can say no at any time.")

TEXTS = [
    Text(
        Purpose.KEEP,
        "2026-01",
        asks=_("May we keep your file?"),
        what=_("What you tell us about your work, your languages and your wishes, with your name and your telephone."),
        why=_("So that a counsellor can look for work with you, and you need not tell everything again."),
        who=_("You and your counsellor. Other people of the same agency see your work, but not who you are."),
        until=_A_YEAR,
        without=_("Without a file you can still come and talk with a counsellor, free of charge."),
        after=_("No longer keeping your file means erasing it. We show you first what goes."),
    ),
    Text(
        Purpose.PROPOSE,
        "2026-01",
        asks=_("May we propose you to employers without your name?"),
        what=_("A card about you: your work, your skills, your languages, your region. Never how you came back."),
        why=_("So that employers learn what you can do. Then you say yes or no to each of them."),
        who=_("Your agency, when it looks for people for a job, and the employers to whom it proposes you."),
        until=_A_YEAR,
        without=_("Without it nobody proposes you. You keep your counsellor, and you see all openings yourself."),
        after=_(
            "From that moment you stand in no list of people for a job, and no employer sees your card. "
            "An employer may remember a card already seen; your name was not on it."
        ),
    ),
    Text(
        Purpose.PROPOSE,
        "2026-11",
        asks=_("May employers see a card about you, without your name?"),
        what=_(
            "Your work, your skills, your languages, your region: each only as far as at least five people share it. "
            "Never how you came back."
        ),
        why=_("So that employers learn what you can do. Then you say yes or no to each of them."),
        who=_(
            "Your agency, when it looks for people for a job, and employers that an agency has verified, when they do."
        ),
        until=_A_YEAR,
        without=_("Without it nobody proposes you. You keep your counsellor, and you see all openings yourself."),
        after=_(
            "From that moment you stand in no list of people for a job, and no employer sees your card. "
            "An employer may remember a card already seen; your name was not on it."
        ),
    ),
    Text(
        Purpose.SHARE_NAME,
        "2026-01",
        asks=_("May this employer have your name and your telephone?"),
        what=_("Your name and your telephone, for this job only."),
        why=_("So that the employer can call you and meet you."),
        who=_("The people of this firm who use this service. No other firm."),
        until=_("For 12 months at most. Another job is asked for separately. You can say no at any time."),
        without=_("Without it this employer does not learn who you are. Other jobs are proposed to you as before."),
        after=_(
            "From that moment the employer no longer sees your name here, and is asked to delete it. "
            "We cannot erase what somebody has written down or remembers."
        ),
    ),
    Text(
        Purpose.FOLLOW_UP,
        "2026-01",
        asks=_("May we contact you afterwards to ask how it goes?"),
        what=_("A call or a message 3, 6 and 12 months after you start a job. After three attempts we stop."),
        why=_("To help when something goes wrong, and to learn what helps people."),
        who=_("Your counsellor. The employer does not learn what you answer."),
        until=_A_YEAR,
        without=_("Without it we do not call you. You can call us whenever you want."),
        after=_("From that moment we ask you nothing more. What you have answered stays in your file."),
    ),
    Text(
        Purpose.STATISTICS,
        "2026-01",
        asks=_("May we count you in statistics without your name?"),
        what=_("Your answers, counted together with those of many others. Nobody can find you in them."),
        why=_("To see what helps people, and whether everybody is treated alike."),
        who=_("Those who run and pay for the programmes see numbers, never a person."),
        until=_A_YEAR,
        without=_("Without it you are not counted. Nothing else changes for you."),
        after=_("From that moment you are no longer counted. Numbers already published stay as they are."),
    ),
    Text(
        Purpose.PARTNER,
        "2026-01",
        asks=_("May we share your file with this partner?"),
        what=_("A copy of your file: who you are, your work and your skills. Never how you came back."),
        why=_("So that this partner can help you too, and you need not tell everything again."),
        who=_("The people who work for this partner. No other organisation."),
        until=_A_YEAR,
        without=_("Without it this partner receives nothing. Your counsellor helps you as before."),
        after=_(
            "From that moment the partner receives nothing more, not even a copy that is being prepared. "
            "To have erased what it already has, ask the partner; your counsellor helps you."
        ),
    ),
    Text(
        Purpose.SHOW_ABROAD,
        "2026-01",
        asks=_("May employers see that you have worked abroad?"),
        what=_("In which countries you worked, in what work and for how long. Never how you came back."),
        why=_("Experience from abroad can be an advantage. You decide whether it is shown."),
        who=_("The employers who see your card."),
        until=_A_YEAR,
        without=_("Without it employers see what you can do, but not where you learned it."),
        after=_("From that moment your card no longer says it. An employer may remember what was already seen."),
    ),
]
CURRENT: dict[str, Text] = {text.purpose: text for text in TEXTS}  # the last of each purpose
# Texts to which a yes was for an agency that proposes somebody, not for firms that read a list themselves.
BY_AN_AGENCY_ONLY = frozenset({"2026-01"})
# Those that concern the whole file, in the order in which they are asked.
GENERAL = [Purpose.KEEP, Purpose.PROPOSE, Purpose.SHOW_ABROAD, Purpose.FOLLOW_UP, Purpose.STATISTICS]


@transaction.atomic
def give(
    person: User,
    purpose: str,
    *,
    mode: str,
    by: User,
    witness: User | None = None,
    recipient: str = "",
    reference: str = "",
) -> Consent:
    """A yes to the text of today, in the language on the screen; takes the place of the answer before.

    `reference` says what the recipient is, for those who know it ("opening:12"). Raises NotTheirs when somebody else
    than the person taps or types a code, or when nobody vouches for what was said or signed.
    """
    return _answer(person, purpose, True, mode, by, witness, recipient, reference)


@transaction.atomic
def refuse(
    person: User,
    purpose: str,
    *,
    mode: str,
    by: User,
    witness: User | None = None,
    recipient: str = "",
    reference: str = "",
) -> Consent:
    """A no, likewise."""
    return _answer(person, purpose, False, mode, by, witness, recipient, reference)


@transaction.atomic
def withdraw(consent: Consent, *, by: User) -> bool:
    """Ends an answer at this moment; whether it was there to end. A second time changes nothing."""
    _hold(consent.person_id)
    return _end(Consent.objects.get(pk=consent.pk), by, "consent.withdrawn")


def remind() -> int:
    """Tells each person once that a yes of theirs ends within a month; how many were told. Called twice, tells once.

    Whoever cannot be written to is told by the counsellor, whose first page names them.
    """
    ending = Consent.objects.live().exclude(purpose=Purpose.SHARE_NAME)
    ending = ending.filter(expires_on__lte=timezone.localdate() + ASKED_AGAIN).filter(~Exists(_reminders()))
    told = 0
    for person in User.objects.filter(consents__in=ending, is_active=True).distinct():
        with transaction.atomic():
            _hold(person.pk)
            rows = list(ending.filter(person=person).order_by("expires_on"))
            if rows and messages.send(person, "consent_ends", day=rows[0].expires_on):
                audit.record_many("consent.reminded", rows, by=None)
                told += 1
    return told


def _reminders() -> QuerySet[Event]:
    about = Event.objects.filter(name="consent.reminded", subject_type=Consent._meta.label_lower)
    return about.filter(subject_id=OuterRef("pk"))


def answers(person: User) -> list[Consent]:
    """The last answer to every question that this person was asked, oldest first: one for each recipient."""
    last: dict[tuple[str, str], Consent] = {}
    rows = Consent.objects.filter(person=person).select_related("witness", "withdrawn_by")
    for row in rows.order_by("given_at", "pk"):
        key = (row.purpose, row.reference or row.recipient)
        last.pop(key, None)
        last[key] = row
    return list(last.values())


def _answer(
    person: User,
    purpose: str,
    granted: bool,
    mode: str,
    by: User,
    witness: User | None,
    recipient: str,
    reference: str,
) -> Consent:
    own = by.pk == person.pk
    vouched = witness is not None and witness.pk != person.pk
    if own == (mode in FOR_SOMEBODY) or vouched == own:
        raise NotTheirs(f"{mode} by {by.pk} for {person.pk}, witness {witness.pk if witness else None}")
    _hold(person.pk)
    before = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    before = before.filter(reference=reference) if reference else before.filter(recipient=recipient)
    for row in before:
        _end(row, by, "consent.replaced")
    language = (get_language() or person.language)[:2]
    consent = Consent.objects.create(
        person=person,
        purpose=purpose,
        recipient=recipient,
        reference=reference,
        granted=granted,
        text_version=CURRENT[purpose].version,
        language=language if language in dict(settings.LANGUAGES) else person.language,
        mode=mode,
        witness=witness,
        expires_on=timezone.localdate() + HOLDS,
    )
    name = "consent.given" if granted else "consent.refused"
    audit.record(name, consent, by=by, purpose=str(purpose), mode=str(mode))
    return consent


def _hold(person: int) -> None:
    """So that two answers at the same moment come one after the other."""
    User.objects.select_for_update().get(pk=person)


def _end(consent: Consent, by: User, name: str) -> bool:
    if consent.withdrawn_at is not None:
        return False
    # Not before it was given, should two machines not agree on the time.
    consent.withdrawn_at = max(timezone.now(), consent.given_at)
    consent.withdrawn_by = by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(name, consent, by=by, purpose=consent.purpose)
    return True
