"""From rows to the plain values that the features are counted from. This is the only place that reads both."""

from __future__ import annotations

from datetime import date
from typing import Any

from employers.models import Opening
from mobility_schemes.eligibility import Rule
from mobility_schemes.models import EligibilityRule, Intake
from returnees.models import Profile
from skills.models import OccupationSkill

from .features import Person, Post

# An occupation's essential skills stand for the demands of an intake that lists none of its own.
ESSENTIALS = 8


def person(profile: Profile, today: date) -> Person:
    """Reads the work profile only (prefetch with `with_work`): not identity, equality data, stays or return."""
    months: dict[int, int] = {}
    for experience in profile.experiences.all():
        months[experience.occupation_id] = months.get(experience.occupation_id, 0) + experience.length_months
    return Person(
        skills={row.skill_id: row.evidence for row in profile.skills.all()},
        months=months,
        wishes=tuple(wish.occupation_id for wish in profile.wishes.all()),
        languages={row.language: row.spoken for row in profile.languages.all()},
        isced=profile.isced,
        licences=frozenset(profile.licences),
        would_move=profile.would_move,
        wage_wish=float(profile.wage_wish) if profile.wage_wish else None,
        wage_currency=profile.wage_currency,
        available_in=(profile.available_from - today).days if profile.available_from else None,
    )


def post(opening: Opening, today: date) -> Post:
    """Reads an opening (prefetch with `with_needs`)."""
    return Post(
        occupation=opening.occupation_id,
        required=frozenset(need.skill_id for need in opening.needs.all() if need.required),
        preferred=frozenset(need.skill_id for need in opening.needs.all() if not need.required),
        languages={row.language: row.level for row in opening.languages.all() if row.required},
        years=opening.years,
        isced=opening.isced,
        or_equivalent=opening.or_equivalent,
        licences=frozenset(opening.licences),
        wage=float(opening.wage_monthly),
        wage_currency=opening.wage_currency,
        starts_in=(opening.starts_on - today).days if opening.starts_on else None,
    )


# Of fewer people nothing is concluded.
ENOUGH = 3


def answers(opening: Opening) -> float | None:
    """The share, 0 to 1, of people whom the employer answers in time, as counted last; None while too few are known."""
    counted = getattr(opening.employer, "responsiveness", None)
    return counted.rate if counted and counted.asked >= ENOUGH else None


def posts(intake: Intake, today: date) -> list[Post]:
    """One post per occupation that the intake (or its scheme) is for."""
    occupations = list(intake.occupations.all()) or list(intake.scheme.occupations.all())
    needs: dict[int, list[int]] = {}
    for row in OccupationSkill.objects.filter(occupation__in=occupations, essential=True).order_by("pk"):
        needs.setdefault(row.occupation_id, []).append(row.skill_id)
    scheme = intake.scheme
    languages = {scheme.language: scheme.language_level} if scheme.language and scheme.language_level else {}
    return [
        Post(
            occupation=occupation.pk,
            required=frozenset(needs.get(occupation.pk, [])[:ESSENTIALS]),
            languages=languages,
            starts_in=(intake.departs_from - today).days if intake.departs_from else None,
        )
        for occupation in occupations
    ]


def rules(scheme_rules: list[EligibilityRule]) -> list[Rule]:
    return [Rule(r.attribute, r.operator, r.value, r.hard, r.is_applied) for r in scheme_rules]


def known(profile: Profile, today: date) -> dict[str, Any]:
    """What eligibility may ask of a person. Age serves treaty brackets and the legal minimum, and no ranker sees it."""
    identity = getattr(profile, "identity", None)
    months = sum(experience.length_months for experience in profile.experiences.all())
    return {
        "country": profile.place.region.country,
        "age": today.year - identity.born if identity and identity.born else None,
        "isced": profile.isced,
        "language": {row.language: row.spoken for row in profile.languages.all()},
        "seasons": sum(stay.seasons for stay in profile.stays.all()),
        "occupation_months": months,
        "sector": {s.pk for e in profile.experiences.all() for s in e.occupation.sectors.all()},
    }
