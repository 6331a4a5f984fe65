"""Small makers of rows for stories: each says only what the story needs, the rest is plain."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from accounts.models import Agency, Consent, Membership, Place, Region, User
from employers.bulk import actions as bulk
from employers.models import Employer, Member, Opening, OpeningImport, OpeningLanguage, OpeningNeed, Site
from engagement.actions import recipient_of, reference_of
from engagement.models import Introduction
from returnees.models import (
    Experience,
    Identity,
    Passport,
    Profile,
    ProfileLanguage,
    ProfileSkill,
    Qualification,
    RecognitionCase,
    RightsCase,
    SocialPeriod,
    Wish,
)
from returnees.passport.actions import issue
from returnees.passport.choosing import with_all
from returnees.passport.forms import PassportForm
from skills.models import Concept, IscoGroup, Label, OccupationSkill, Sector

TOWNS = {"Fès": (34.0331, -5.0003), "Meknès": (33.8935, -5.5473), "Agadir": (30.4278, -9.5981)}
_number = count(1)


def town(name: str = "Fès", country: str = "MA") -> Place:
    region, _made = Region.objects.get_or_create(
        code=f"{country.lower()}-fes-meknes", defaults=dict(country=country, name_en="R", name_fr="R", name_ar="ر")
    )
    latitude, longitude = TOWNS[name]
    names = dict(name_en=name, name_ar=name, latitude=latitude, longitude=longitude)
    return Place.objects.get_or_create(region=region, name_fr=name, defaults=names)[0]


def skill(name: str) -> Concept:
    return _concept(name, kind="skill", skill_type="skill")


def occupation(name: str, isco: str = "7212", needs: tuple[Concept, ...] = ()) -> Concept:
    for digits in range(1, 5):
        code = isco[:digits]
        IscoGroup.objects.get_or_create(code=code, defaults=dict(name_en=code, parent_id=code[:-1] or None))
    concept = _concept(name, kind="occupation", isco_id=isco)
    for need in needs:
        OccupationSkill.objects.get_or_create(occupation=concept, skill=need, defaults=dict(essential=True))
    return concept


def _concept(name: str, **facts: object) -> Concept:
    concept, made = Concept.objects.get_or_create(code=name.replace(" ", "-"), defaults=facts)
    if made:
        Label.objects.create(concept=concept, language="en", kind="preferred", text=name)
    return concept


def sector(code: str = "automotive") -> Sector:
    return Sector.objects.get_or_create(pk=code, defaults=dict(name_en=code, name_fr=code, name_ar=code))[0]


def agency(name: str = "EIMEA Fès", country: str = "MA") -> Agency:
    return Agency.objects.get_or_create(name=name, defaults=dict(kind="eimea", country=country))[0]


def user(name: str, **facts: object) -> User:
    return User.objects.create_user(f"{name.lower()}@example.org", "demo", name=name, language="en", **facts)


def counsellor(name: str = "Samira", of: Agency | None = None) -> User:
    samira = user(name)
    Membership.objects.create(user=samira, agency=of or agency(), role="counsellor")
    return samira


def person(
    name: str = "Amina",
    *,
    of: Agency | None = None,
    skills: dict[Concept, int] | list[Concept] | None = None,
    worked: dict[Concept, int] | None = None,
    wishes: tuple[Concept, ...] = (),
    speaks: dict[str, int] | None = None,
    lives: str = "Fès",
    agrees: bool | None = True,
    **facts: object,
) -> Profile:
    """A person with a file at an agency; `agrees` is their answer to being proposed (None: not asked)."""
    amina = Profile.objects.create(
        user=user(f"{name}{next(_number)}"), agency=of or agency(), place=town(lives), **facts
    )
    Identity.objects.create(profile=amina, given_name=name)
    for one in skills or []:
        ProfileSkill.objects.create(profile=amina, skill=one, evidence=skills[one] if isinstance(skills, dict) else 1)
    for job, months in (worked or {}).items():
        Experience.objects.create(profile=amina, occupation=job, country="MA", months=months)
    for priority, job in enumerate(wishes, 1):
        Wish.objects.create(profile=amina, occupation=job, priority=priority)
    for language, level in (speaks or {}).items():
        ProfileLanguage.objects.create(profile=amina, language=language, spoken=level)
    if agrees is not None:
        consent(amina, granted=agrees)
    return amina


def period(profile: Profile, first: date | None = None, last: date | None = None, **facts: object) -> SocialPeriod:
    plain = dict(country="ES", branch="pension", starts_on=first, ends_on=last)
    return SocialPeriod.objects.create(profile=profile, **{**plain, **facts})


def right(profile: Profile, **facts: object) -> RightsCase:
    return RightsCase.objects.create(profile=profile, **{**dict(country="ES", right="old_age"), **facts})


def paper(profile: Profile, title: str = "Attestation de soudage", **facts: object) -> Qualification:
    return Qualification.objects.create(profile=profile, title=title, **{**dict(country="ES"), **facts})


def recognition(of: Qualification | Experience, **facts: object) -> RecognitionCase:
    side = "qualification" if isinstance(of, Qualification) else "experience"
    return RecognitionCase.objects.create(**{side: of}, **{**dict(country="MA", kind="professional"), **facts})


def consent(profile: Profile, purpose: str = "propose", *, granted: bool = True, **facts: object) -> Consent:
    plain = dict(text_version="1", language="fr", mode="tap", expires_on=date.today() + timedelta(days=365))
    return Consent.objects.create(person=profile.user, purpose=purpose, granted=granted, **{**plain, **facts})


def accepted(profile: Profile, of: Opening, **facts: object) -> Introduction:
    """An introduction to which the person has said yes: the firm may know their name."""
    row = Introduction.objects.create(profile=profile, opening=of, **{**dict(stage="accepted"), **facts})
    row.accepted_at = row.stage_at
    row.save()
    consent(profile, "share_name", recipient=recipient_of(of), reference=reference_of(of))
    return row


def passport(profile: Profile, *, language: str = "en", disclosed: bool = False, **choice: object) -> Passport:
    """A passport with all of the work ticked, as the form proposes it; `choice` overrides."""
    chosen = with_all(Profile.objects.filter(pk=profile.pk)).get()
    first = PassportForm(profile=chosen, by=profile.user).initial
    del first["language"]
    return issue(profile, {**first, **choice}, language=language, disclosed=disclosed, by=profile.user)


def employer(
    name: str = "Bao Câblage Démo", *, level: int = 2, member: User | None = None, **facts: object
) -> Employer:
    bao = Employer.objects.get_or_create(
        name=name, country="MA", defaults=dict(sector=sector(), size="10-49", level=level, **facts)
    )[0]
    if member:
        Member.objects.create(user=member, employer=bao, may_manage=True)
    return bao


def opening(
    job: Concept,
    *,
    by: Employer | None = None,
    required: tuple[Concept, ...] = (),
    preferred: tuple[Concept, ...] = (),
    languages: dict[str, int] | None = None,
    at: str = "Fès",
    wage: int = 4000,
    **facts: object,
) -> Opening:
    by = by or employer()
    site = Site.objects.get_or_create(employer=by, place=town(at))[0]
    plain = dict(
        title=f"{job}", state="published", published_at=timezone.now(), contract="permanent", hours_per_week=44
    )
    made = Opening.objects.create(
        employer=by, site=site, occupation=job, wage_min=Decimal(wage), wage_monthly=Decimal(wage),
        wage_currency="MAD", **{**plain, **facts},
    )  # fmt: skip
    for need in required + preferred:
        OpeningNeed.objects.create(opening=made, skill=need, required=need in required)
    for language, level in (languages or {}).items():
        OpeningLanguage.objects.create(opening=made, language=language, level=level)
    return made


def brought(firm: Employer, by: User, text: str = "", name: str = "openings.csv") -> OpeningImport:
    """A file of openings that has been read and not kept; without a text, one of one row with a wrong wage."""
    text = text or "Title;Contract;Town;Wage\nwelder;CDI;Fès;a lot\n"
    return bulk.bring(text.encode(), name, firm, by=by)
