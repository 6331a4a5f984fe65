"""Who may see which field of a person's record, and when: one table that pages, exports and tests read.

A field has a tier (what kind of thing it says of somebody), a reader has a role towards this person, an employer has a
stage. `may(role, tier, stage)` is the whole answer. Tests walk every field of every row of a record through it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from django.db import models

from accounts.models import Consent, User

from .models import Profile


class Tier(StrEnum):
    WORK = "A"  # what somebody can do, wants, and where
    ABROAD = "B"  # where and when abroad, for whom
    IDENTITY = "C"  # who they are
    EQUALITY = "D"  # sex, age, town or country: joined only in the audit for fairness
    RETURN = "E"  # how they came back
    KEEPING = "K"  # what keeping the record asks for: who did what, and when


class Role(StrEnum):
    PERSON = "person"
    COUNSELLOR = "counsellor"  # accompanies this person, or the file waits for somebody of the agency to
    COLLEAGUE = "colleague"  # works for the agency that keeps the file
    EMPLOYER = "employer"
    PARTNER = "partner"  # an organisation that the person agreed to share the file with
    RANKER = "ranker"
    REPORT = "report"
    NOBODY = "nobody"


class Stage(StrEnum):
    """How far an employer, or a partner, and a person have come with each other."""

    NONE = "none"  # the person has not agreed to be proposed
    CARD = "card"  # agreed to be proposed without a name
    ABROAD = "abroad"  # and to show the experience abroad
    NAMED = "named"  # said yes to this employer for this opening, or to this partner
    WHOLE = "whole"  # said yes, and shows the experience abroad


# Somebody at work pauses: their employer still knows who they are.
MEETING = (Profile.Status.ACTIVE, Profile.Status.PAUSED)

# (tier, role) -> the stages at which it is seen; for roles other than an employer the stage does not matter.
_ALWAYS = frozenset(Stage)
_NEVER: frozenset[Stage] = frozenset()
SEEN: dict[tuple[Tier, Role], frozenset[Stage]] = {
    (Tier.WORK, Role.PERSON): _ALWAYS,
    (Tier.WORK, Role.COUNSELLOR): _ALWAYS,
    (Tier.WORK, Role.COLLEAGUE): _ALWAYS,
    (Tier.WORK, Role.EMPLOYER): frozenset({Stage.CARD, Stage.ABROAD, Stage.NAMED, Stage.WHOLE}),
    (Tier.WORK, Role.RANKER): _ALWAYS,
    (Tier.WORK, Role.REPORT): _ALWAYS,
    (Tier.ABROAD, Role.PERSON): _ALWAYS,
    (Tier.ABROAD, Role.COUNSELLOR): _ALWAYS,
    (Tier.ABROAD, Role.EMPLOYER): frozenset({Stage.ABROAD, Stage.WHOLE}),
    (Tier.ABROAD, Role.REPORT): _ALWAYS,
    (Tier.WORK, Role.PARTNER): frozenset({Stage.NAMED, Stage.WHOLE}),
    (Tier.ABROAD, Role.PARTNER): frozenset({Stage.WHOLE}),
    (Tier.IDENTITY, Role.PARTNER): frozenset({Stage.NAMED, Stage.WHOLE}),
    (Tier.IDENTITY, Role.PERSON): _ALWAYS,
    (Tier.IDENTITY, Role.COUNSELLOR): _ALWAYS,
    (Tier.IDENTITY, Role.EMPLOYER): frozenset({Stage.NAMED, Stage.WHOLE}),
    (Tier.EQUALITY, Role.PERSON): _ALWAYS,
    (Tier.EQUALITY, Role.COUNSELLOR): _ALWAYS,
    (Tier.EQUALITY, Role.REPORT): _ALWAYS,
    (Tier.RETURN, Role.PERSON): _ALWAYS,
    (Tier.RETURN, Role.COUNSELLOR): _ALWAYS,
    (Tier.RETURN, Role.REPORT): _ALWAYS,
    (Tier.KEEPING, Role.PERSON): _ALWAYS,
    (Tier.KEEPING, Role.COUNSELLOR): _ALWAYS,
}

# The tier of a whole table, and of the fields that differ from it.
TABLES: dict[str, Tier] = {
    "profile": Tier.WORK,
    "experience": Tier.WORK,
    "profileskill": Tier.WORK,
    "evidencestep": Tier.WORK,
    "profilelanguage": Tier.WORK,
    "wish": Tier.WORK,
    "qualification": Tier.WORK,
    "recognitioncase": Tier.WORK,
    "stay": Tier.ABROAD,
    "socialperiod": Tier.ABROAD,
    "rightscase": Tier.ABROAD,
    "identity": Tier.IDENTITY,
    "identitykey": Tier.IDENTITY,
    "equality": Tier.EQUALITY,
    "returncontext": Tier.RETURN,
    "passport": Tier.KEEPING,
    "passportstatus": Tier.KEEPING,
    "conflict": Tier.KEEPING,
    "claimcode": Tier.KEEPING,
    "claimtry": Tier.KEEPING,
    "contest": Tier.KEEPING,
    "merge": Tier.KEEPING,
    "notthesame": Tier.KEEPING,
    "export": Tier.KEEPING,
    "exportedperson": Tier.KEEPING,
    "departure": Tier.EQUALITY,
}
FIELDS: dict[str, Tier] = {
    "profile.user": Tier.IDENTITY,
    "profile.agency": Tier.KEEPING,
    "profile.counsellor": Tier.KEEPING,
    "profile.unsaid": Tier.KEEPING,
    "profile.created_at": Tier.KEEPING,
    "profile.changed_at": Tier.KEEPING,
    "profile.heard_at": Tier.KEEPING,
    "profile.warned_at": Tier.KEEPING,
    "experience.country": Tier.ABROAD,
    # Free words and years can tell who somebody is, or what a gap hides.
    "experience.title": Tier.ABROAD,
    "experience.tasks": Tier.ABROAD,
    "experience.start_year": Tier.ABROAD,
    "experience.end_year": Tier.ABROAD,
    "profileskill.learned": Tier.ABROAD,
    "evidencestep.told": Tier.ABROAD,
    "evidencestep.vouched_by": Tier.ABROAD,
    "evidencestep.by": Tier.KEEPING,
    "qualification.institution": Tier.ABROAD,
    "qualification.country": Tier.ABROAD,
    "qualification.year": Tier.ABROAD,
    "socialperiod.number": Tier.IDENTITY,
    "recognitioncase.reference": Tier.IDENTITY,
}


def tier_of(field: models.Field) -> Tier:
    """The tier of a field of a person's record. Raises KeyError for a table nobody has placed."""
    table = field.model._meta.model_name or ""
    return FIELDS.get(f"{table}.{field.name}", TABLES[table])


def may(role: Role, tier: Tier, stage: Stage = Stage.NONE) -> bool:
    """Whether a reader of this role sees a field of this tier. What the table does not name is never seen."""
    return stage in SEEN.get((tier, role), _NEVER)


def sight(user: User, profile: Profile) -> dict[str, bool]:
    """What `user` sees of this person, by the name of the tier in lower case: for templates."""
    role = role_of(user, profile)
    return {tier.name.lower(): may(role, tier) for tier in Tier}


def employer_sight(stage: Stage) -> dict[str, bool]:
    """The same for an employer who has come as far as `stage` with this person."""
    return {tier.name.lower(): may(Role.EMPLOYER, tier, stage) for tier in Tier}


def stages(people: Sequence[Profile], reference: str) -> dict[int, Stage]:
    """Profile -> how far it has come with the employer of `reference` ("opening:12"), by the answers that hold at this
    moment. Three queries for any number of people; that the reader is this employer, the caller has seen to."""
    among = Profile.objects.filter(pk__in=[profile.pk for profile in people])
    proposed = set(among.findable().values_list("pk", flat=True))
    reachable = set(among.undisputed().filter(status__in=MEETING).values_list("pk", flat=True))
    answered = Consent.objects.live().filter(person__in=[profile.user_id for profile in people])
    named, abroad = set(), set()
    for person, purpose, about in answered.values_list("person_id", "purpose", "reference"):
        if purpose == Consent.Purpose.SHOW_ABROAD:
            abroad.add(person)
        elif purpose == Consent.Purpose.SHARE_NAME and about == reference:
            named.add(person)
    found = {}
    for profile in people:
        if profile.pk in reachable and profile.user_id in named:
            found[profile.pk] = Stage.WHOLE if profile.user_id in abroad else Stage.NAMED
        elif profile.pk in proposed:
            found[profile.pk] = Stage.ABROAD if profile.user_id in abroad else Stage.CARD
        else:
            found[profile.pk] = Stage.NONE
    return found


def stage_for(profile: Profile, reference: str) -> Stage:
    """The same for one person."""
    return stages([profile], reference)[profile.pk]


def role_of(user: User, profile: Profile) -> Role:
    """What `user` is to this person. Asks the database nothing beyond the agencies of the user, read once."""
    if user.pk == profile.user_id:
        return Role.PERSON
    if profile.agency_id is not None and profile.agency_id in user.agency_ids:
        return Role.COUNSELLOR if profile.counsellor_id in {None, user.pk} else Role.COLLEAGUE
    return Role.NOBODY
