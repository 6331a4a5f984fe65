"""What can be done to a person's record. Each deed locks, checks, changes, writes its line in the audit log."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import Max

from accounts import audit
from accounts.models import Agency, Consent, Place, SignInPhone, User
from skills.models import Concept

from .fieldwise import touch
from .models import Experience, Identity, Profile, ProfileLanguage, ProfileSkill, Qualification, Stay, Wish


class NotAgreed(Exception):
    """The person has not agreed that a file is kept about them, or no longer."""


def has_agreed(user: User) -> bool:
    """Whether they agree, at this moment, that a file is kept about them."""
    return Consent.objects.live().filter(person=user, purpose=Consent.Purpose.KEEP).exists()


@transaction.atomic
def begin(user: User, *, given_name: str, place: Place) -> Profile:
    """Opens the file of somebody who agreed that one is kept, by themselves. Called twice it is one file. Raises
    NotAgreed."""
    if not has_agreed(user):
        raise NotAgreed
    profile, made = Profile.objects.get_or_create(user=user, defaults={"place": place})
    if made:
        phone = SignInPhone.objects.filter(user=user, verified=True).first()
        Identity.objects.create(profile=profile, given_name=given_name, phone=phone.number if phone else "")
        audit.record("profile.begun", profile, by=user)
    return profile


def record_reading(profiles: Iterable[Profile], *, by: User, where: str = "file", **facts: object) -> None:
    """Writes down that `by` read these people's records, one query for all; one's own reading is nobody's business.

    `where`: "file" for a whole file, else the list that showed a line of it; `facts` say which one ("opening": its pk).
    """
    name = "profile.viewed" if where == "file" else "profile.listed"
    audit.record_many(name, [one for one in profiles if one.user_id != by.pk], by=by, where=where, **facts)


def _locked(profile: Profile) -> Profile:
    return Profile.objects.select_for_update().get(pk=profile.pk)


def _added(row: models.Model, profile: Profile, by: User) -> None:
    touch(profile)
    audit.record("profile.row_added", profile, by=by, row=f"{row._meta.label_lower}:{row.pk}")


@transaction.atomic
def add_experience(profile: Profile, occupation: Concept, *, by: User, **facts: object) -> Experience:
    """Work done; a length that is not given is one not said."""
    profile = _locked(profile)
    if not facts.get("months") and not facts.get("band"):
        facts["band"] = "unsaid"
    row = Experience.objects.create(profile=profile, occupation=occupation, **facts)
    _added(row, profile, by)
    return row


@transaction.atomic
def add_stay(profile: Profile, country: str, *, by: User, **facts: object) -> Stay:
    profile = _locked(profile)
    row = Stay.objects.create(profile=profile, country=country, **{"band": "unsaid", **facts})
    _added(row, profile, by)
    return row


@transaction.atomic
def add_language(profile: Profile, language: str, *, by: User, **levels: int) -> ProfileLanguage:
    """A language of the person, once: what is there already is given back as it is."""
    profile = _locked(profile)
    row, made = ProfileLanguage.objects.get_or_create(profile=profile, language=language, defaults=levels)
    if made:
        _added(row, profile, by)
    return row


@transaction.atomic
def add_skills(profile: Profile, skills: Iterable[Concept], *, by: User, learned: str = "") -> list[ProfileSkill]:
    """Declares skills; those that are there already keep their evidence and are not given back."""
    profile = _locked(profile)
    there = set(profile.skills.values_list("skill_id", flat=True))
    rows = [
        ProfileSkill.objects.create(profile=profile, skill=skill, learned=learned)
        for skill in skills
        if skill.pk not in there
    ]
    for row in rows:
        _added(row, profile, by)
    return rows


@transaction.atomic
def add_qualification(profile: Profile, *, by: User, **facts: object) -> Qualification:
    profile = _locked(profile)
    row = Qualification.objects.create(profile=profile, **facts)
    _added(row, profile, by)
    return row


@transaction.atomic
def add_wish(profile: Profile, occupation: Concept, *, by: User) -> Wish:
    """A job wished for, after those already there; once."""
    profile = _locked(profile)
    last = profile.wishes.aggregate(last=Max("priority"))["last"] or 0
    row, made = Wish.objects.get_or_create(profile=profile, occupation=occupation, defaults={"priority": last + 1})
    if made:
        _added(row, profile, by)
    return row


@transaction.atomic
def remove(row: models.Model, *, by: User) -> None:
    """Takes one row out of a record for good."""
    profile = _locked(row.profile)
    audit.record("profile.row_removed", profile, by=by, row=f"{row._meta.label_lower}:{row.pk}")
    row.delete()
    touch(profile)


@transaction.atomic
def leave_unsaid(profile: Profile, part: str, *, by: User, unsaid: bool = True) -> None:
    """The person would rather not fill in a part of the record: it is not asked for again, until they say otherwise."""
    profile = _locked(profile)
    profile.unsaid = sorted({*profile.unsaid, part} if unsaid else {*profile.unsaid} - {part})
    profile.save(update_fields=["unsaid"])
    audit.record("profile.part_left_unsaid", profile, by=by, part=part, unsaid=unsaid)


@transaction.atomic
def take_over(profile: Profile, *, by: User) -> Profile:
    """A counsellor of the agency begins to accompany the person; the person sees who and when."""
    profile = _locked(profile)
    before, profile.counsellor = profile.counsellor_id, by
    profile.save(update_fields=["counsellor"])
    audit.record("profile.taken_over", profile, by=by, before=before)
    return profile


@transaction.atomic
def choose_agency(profile: Profile, agency: Agency | None, *, by: User) -> Profile:
    """The person lets an agency accompany them, or nobody; whoever did so before reads the record no longer."""
    profile = _locked(profile)
    before = profile.agency_id
    if agency is None or agency.pk != before:
        profile.agency, profile.counsellor = agency, None
        profile.save(update_fields=["agency", "counsellor"])
        audit.record("profile.agency_chosen", profile, by=by, before=before, agency=agency.pk if agency else None)
    return profile
