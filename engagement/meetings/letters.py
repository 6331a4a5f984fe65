"""Messages between the two sides, relayed: neither sees an address of the other.

One that asks for money, or tells what no file here may hold, waits until somebody of the agency has read it. Its
sender is told so.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import Membership, User
from employers.models import Employer
from employers.rules.lint import money_in
from returnees.freetext import Kind, scan
from returnees.models import Profile

from ..actions import NotNow, locked
from ..models import Introduction, Letter, Stage
from .sides import MEETING, is_named_to, tell_employer, tell_person

Side = Letter.Side
LONGEST = 1000  # letters
A_DAY = 10  # messages of one side
AFTER_A_HIRE = timedelta(days=30)
MONEY = "money"


def is_open(introduction: Introduction) -> bool:
    """Whether the two sides may write: after the person's yes while it holds, and a month after a hire."""
    if introduction.stage == Stage.HIRED:
        return introduction.stage_at > timezone.now() - AFTER_A_HIRE and is_named_to(introduction)
    return introduction.stage in MEETING and is_named_to(introduction)


def held_for(words: str) -> str:
    """Why somebody of the agency should read these words first: "money", or the kind of what they tell; "" for none."""
    if money_in(words):
        return MONEY
    told = [concern.kind for concern in scan(words) if concern.kind != Kind.CONTACT]
    return str(told[0]) if told else ""


@transaction.atomic
def write(
    introduction: Introduction, *, side: str, words: str, by: User, form_key: UUID | None = None, tell: bool = True
) -> Letter:
    """One side writes to the other. Sent twice by one form, it is one message. Raises NotNow.

    `tell`: whether the other side is told that somebody has written; not where they are told something else anyway.
    """
    introduction = locked(introduction)
    if form_key and (before := Letter.objects.filter(form_key=form_key, introduction=introduction).first()):
        return before
    if not is_open(introduction):
        raise NotNow(_("You can no longer write to each other about this job here."))
    today = introduction.letters.filter(side=side, sent_at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= A_DAY:
        raise NotNow(_("That is enough for today. You can write again tomorrow."))
    why = held_for(words)
    if why and not _can_be_judged(introduction):
        raise NotNow(_("Please leave out money, numbers of papers and what is private: nobody could read it first."))
    letter = Letter.objects.create(
        introduction=introduction, side=side, words=words, by=by, held_for=why, form_key=form_key
    )
    audit.record("introduction.letter_sent", introduction, by=by, side=str(side), held=bool(why))
    if tell and not why:
        _tell(letter, "letter", "letter_firm")
    return letter


def between(introduction: Introduction, reader: str) -> QuerySet[Letter]:
    """What this side may read: its own, and of the other side's what was not held or was passed on."""
    return introduction.letters.filter(Q(side=reader) | Q(held_for="") | Q(passed=True))


def mark_read(introduction: Introduction, reader: str) -> None:
    """The side that looks at them has read what the other one wrote."""
    unread = between(introduction, reader).exclude(side=reader).filter(read_at=None)
    unread.update(read_at=timezone.now())


def judged_by(user: User) -> QuerySet[Letter]:
    """Held messages that `user` may read and decide on: they accompany the person, or are an officer of the agency.

    Where no agency keeps the person's file, an officer of the agency that answers for the firm.
    """
    if not user.is_intermediary:
        return Letter.objects.none()
    decides = user.memberships.live().filter(role__in=[Membership.Role.OFFICER, Membership.Role.LEAD])
    accompanied = Profile.objects.editable_by(user).exclude(user=user).values("pk")
    mine = Q(introduction__profile__in=accompanied) | Q(introduction__profile__agency__in=decides.values("agency"))
    firms = Employer.objects.verifiable_by(user).values("pk")
    firm = Q(introduction__profile__agency=None, introduction__opening__employer__in=firms)
    return Letter.objects.filter(mine | firm).exclude(held_for="").distinct()


@transaction.atomic
def pass_on(letter: Letter, *, by: User) -> Letter:
    """Somebody of the agency has read a held message and lets it through; the other side is told. Raises NotNow."""
    letter = _waiting(letter)
    _judge(letter, by, passed=True)
    _tell(letter, "letter", "letter_firm")
    return letter


@transaction.atomic
def keep_back(letter: Letter, *, by: User, because: str) -> Letter:
    """The same, and keeps it back: the other side never reads it, and the sender is told why. Raises NotNow."""
    letter = _waiting(letter)
    _judge(letter, by, passed=False, because=because)
    _tell(letter, "letter_kept_back", "letter_kept_back_firm", to_sender=True)
    return letter


def _waiting(letter: Letter) -> Letter:
    introduction = locked(letter.introduction)
    letter = Letter.objects.get(pk=letter.pk)
    letter.introduction = introduction
    if letter.passed is not None:
        raise NotNow(_("Somebody has decided on this message already."))
    return letter


def _judge(letter: Letter, by: User, *, passed: bool, because: str = "") -> None:
    letter.passed, letter.kept_because, letter.judged_by, letter.judged_at = passed, because, by, timezone.now()
    letter.save(update_fields=["passed", "kept_because", "judged_by", "judged_at"])
    name = "introduction.letter_passed_on" if passed else "introduction.letter_kept_back"
    audit.record(name, letter.introduction, by=by, held_for=letter.held_for)


def _can_be_judged(introduction: Introduction) -> bool:
    return bool(introduction.profile.agency_id or introduction.opening.employer.agency_id)


def _tell(letter: Letter, kind: str, kind_firm: str, *, to_sender: bool = False) -> None:
    if (letter.side == Side.PERSON) == to_sender:
        tell_person(letter.introduction.profile, kind)
    else:
        tell_employer(letter.introduction, kind_firm, opening=letter.introduction.opening.title)
