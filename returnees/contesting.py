"""Saying that a file, or something in it, should not be as it is; and answering. Meanwhile nobody is proposed by it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation

from accounts import audit, messages
from accounts.models import User

from .erasing import erase
from .models import A_CLAIM_HOLDS, ClaimCode, Contest, Departure, Profile


class Answered(Exception):
    """Somebody has answered it already."""


@transaction.atomic
def contest(
    profile: Profile, *, matter: str, text: str, by: User | None = None, code: ClaimCode | None = None
) -> Contest:
    """By the person, or by whoever holds the code to the file. From this moment nobody is proposed by it."""
    made = Contest.objects.create(profile=profile, matter=matter, text=text, code=code)
    audit.record("contest.made", profile, by=by, matter=matter)
    for user in who_answers(made):
        messages.send(user, "contest_made")
    return made


def who_answers(made: Contest) -> list[User]:
    """Those of the agency who may answer; the platform's own people have their list."""
    people = User.objects.filter(memberships__agency=made.profile.agency_id).distinct()
    mine = Contest.objects.filter(pk=made.pk)
    return [user for user in people if mine.answerable_by(user).exists()]


@transaction.atomic
def answer(made: Contest, *, outcome: str, text: str, by: User) -> None:
    """With what came of it, and why. Erasing does so at once. Raises Answered."""
    made = Contest.objects.select_for_update(of=("self",)).select_related("profile__user", "code").get(pk=made.pk)
    if made.answered_at:
        raise Answered
    audit.record("contest.answered", made.profile, by=by, outcome=outcome)
    address, language = _address(made), made.profile.user.language
    if outcome == Contest.Outcome.ERASED:
        erase(made.profile, by=by, reason=Departure.Reason.CONTESTED)
        # Afterwards: what was on its way to them went, too.
        _tell(address, language, "contest_erased")
        return
    _tell(address, language, "contest_answered")
    made.outcome, made.answer, made.answered_at, made.answered_by = outcome, text, timezone.now(), by
    made.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    if made.code and not made.code.used_at:
        # Whoever contested with it reads the answer with it.
        made.code.expires_at = timezone.now() + A_CLAIM_HOLDS
        made.code.save(update_fields=["expires_at"])


def _address(made: Contest) -> str:
    """Where they sign in with; else the telephone of the file, unless the file may not be theirs."""
    for address in messages.addresses_of(made.profile.user):
        return address
    identity = getattr(made.profile, "identity", None)
    return identity.phone if identity and made.matter != Contest.Matter.NOT_ME else ""


def _tell(address: str, language: str, template: str) -> None:
    if address:
        with translation.override(language):
            messages.send(address, template)
