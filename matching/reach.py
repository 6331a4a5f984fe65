"""How many people fit an opening while it is typed, and which single requirement keeps most of them out.

Counted are people who agreed to be proposed, near enough to the site or ready to move, free in time, who did the work
or something near it, or wish it. All that is required is asked of each at once; what is an advantage, and what can be
learnt in the post, is not. Nobody may be singled out, however often somebody counts: numbers are told in steps of
five, and what is less than five is never told, nor is a difference of less than five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, ngettext

from accounts.models import Place
from accounts.templatetags.house import language_name
from employers.models import OpeningDraft, OpeningNeed
from employers.posting.forms import NeedsForm, WorkForm
from returnees.models import Experience, Isced, Licence, Profile, ProfileLanguage, ProfileSkill, Wish
from returnees.models.profile import BAND_MONTHS
from skills.similarity import Graph, graph
from skills.suggest import preferred_labels

from .candidates import LATEST, distances_from
from .features import NEAR_OCCUPATION

STEP = 5
# A skill that stands this near to the one asked for will do: one rests on the other.
NEAR_SKILL = 0.5
# As the ranker has it: so many years stand for a diploma.
EQUIVALENT_YEARS = 3

# What a requirement is: its kind ("skill", "language", "licence", "years", "isced") and its value.
Requirement = tuple[str, Any]


@dataclass(frozen=True)
class Asked:
    """What an opening requires, as plain values; `languages` to a spoken CEFR level, `isced` as the ranker has it."""

    occupation: int
    place: Place
    starts_on: date | None = None
    skills: Set[int] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)
    licences: Set[str] = frozenset()
    years: int = 0
    isced: int | None = None
    or_equivalent: bool = True


def asked_of(draft: OpeningDraft, sent: MultiValueDict | None = None) -> Asked | None:
    """What a draft requires, with what was `sent` of a page that is not kept yet; what is wrong in it is left out.
    None while it does not say which work it is, or where."""
    typed = draft.fields
    for name, values in (sent or MultiValueDict()).lists():
        typed.setlist(name, values)
    if sent is not None and "skill_words" in sent:
        # A box without a tick is not sent.
        for name in ("skill", "licences", "or_equivalent"):
            typed.setlist(name, sent.getlist(name))
    work, needs = WorkForm.of(draft.employer, typed), NeedsForm.of(draft.employer, typed)
    work.full_clean()
    needs.full_clean()
    concept, site = work.cleaned_data.get("concept"), work.cleaned_data.get("site")
    if concept is None or site is None:
        return None
    asked = needs.cleaned_data
    return Asked(
        occupation=concept.pk,
        place=site.place,
        starts_on=work.cleaned_data.get("starts_on"),
        skills={need.skill_id for need in needs.needs() if need.required and need.level > OpeningNeed.Level.LEARNS},
        languages={language: level for language, level, required in needs.speech() if required},
        licences=set(asked.get("licences") or []),
        years=asked.get("years") or 0,
        isced=asked.get("isced"),
        or_equivalent=bool(asked.get("or_equivalent")),
    )


@dataclass(frozen=True)
class Reach:
    """How many fit, in steps of five (0: fewer than five); what keeps most of them out and how many it would be
    without it, where that is at least five more."""

    people: int
    dearest: Requirement | None = None
    without: int = 0


def reach(asked: Asked) -> Reach:
    """Reads nothing of who people are; a handful of queries whatever the number of people."""
    words = graph()
    near = {job for job in words.isco if words.occupation_nearness(job, asked.occupation) >= NEAR_OCCUPATION}
    near.add(asked.occupation)
    people = _near_the_work(near, asked.place.region.country)
    starts = max(asked.starts_on or date.min, timezone.localdate())
    distances = distances_from(asked.place)
    in_time = Q(available_from=None) | Q(available_from__lte=starts + LATEST)
    findable = Profile.objects.findable().filter(in_time, pk__in=people)
    rows = findable.values_list("pk", "place_id", "radius_km", "would_move", "isced", "licences")
    pool = {
        pk: (isced, licences)
        for pk, place, radius, moves, isced, licences in rows.iterator()
        if moves or distances[place] <= radius
    }
    met = _met(asked, people, words)
    months = _months(near, people) if asked.years or asked.isced is not None else {}
    fit, only = 0, Counter[Requirement]()
    for pk, (isced, licences) in pool.items():
        missing = [requirement for requirement, by in met.items() if pk not in by]
        missing += [("licence", one) for one in asked.licences if one not in licences]
        years = months.get(pk, 0) / 12
        if asked.years > years:
            missing.append(("years", asked.years))
        by_experience = asked.or_equivalent and years >= max(EQUIVALENT_YEARS, asked.years)
        if asked.isced is not None and (isced is None or isced < asked.isced) and not by_experience:
            missing.append(("isced", asked.isced))
        if not missing:
            fit += 1
        elif len(missing) == 1:
            only[missing[0]] += 1
    return told(fit, only)


def told(fit: int, only: Mapping[Requirement, int]) -> Reach:
    """The counts as they may be told; `only` holds how many people lack nothing but that one requirement."""
    dearest = max(only, key=lambda one: (only[one], str(one)), default=None)
    if dearest is None or only[dearest] < STEP:
        return Reach(_in_steps(fit))
    without = _in_steps(fit + only[dearest])
    # Less than a step apart once both are rounded would tell the difference after all.
    if without < _in_steps(fit) + STEP:
        return Reach(_in_steps(fit))
    return Reach(_in_steps(fit), dearest, without)


def in_words(requirement: Requirement) -> str:
    """A requirement as the reader would name it."""
    kind, value = requirement
    if kind == "skill":
        return preferred_labels([value], get_language()).get(value, "")
    if kind == "language":
        return language_name(value)
    if kind == "licence":
        return str(Licence(value).label)
    if kind == "years":
        return ngettext("%(n)d year of experience", "%(n)d years of experience", value) % {"n": value}
    return str(Isced(value).label)


def _in_steps(people: int) -> int:
    return people - people % STEP


def _near_the_work(near: set[int], country: str) -> QuerySet:
    """The ids of everybody there who did the work or wishes it: found by the index, before anything is asked of them.

    Skills and languages are read for all of these: that costs less than asking once more who agreed.
    """
    here = {"occupation__in": near, "profile__place__region__country": country}
    worked = Experience.objects.filter(**here).order_by().values("profile")
    return worked.union(Wish.objects.filter(**here).order_by().values("profile"))


def _met(asked: Asked, people: QuerySet, words: Graph) -> dict[Requirement, set[int]]:
    """Who has each skill and language."""
    met: dict[Requirement, set[int]] = {}
    stands_for: dict[int, list[int]] = {}
    for skill in asked.skills:
        met["skill", skill] = set()
        for one in [skill, *(near for near, share in words.near_skills(skill).items() if share >= NEAR_SKILL)]:
            stands_for.setdefault(one, []).append(skill)
    if stands_for:
        rows = ProfileSkill.objects.filter(profile__in=people, skill__in=stands_for).order_by()
        for pk, skill in rows.values_list("profile_id", "skill_id").iterator():
            for needed in stands_for[skill]:
                met["skill", needed].add(pk)
    if asked.languages:
        for language in asked.languages:
            met["language", language] = set()
        rows = ProfileLanguage.objects.filter(profile__in=people, language__in=asked.languages).order_by()
        for pk, language, spoken in rows.values_list("profile_id", "language", "spoken").iterator():
            if spoken >= asked.languages[language]:
                met["language", language].add(pk)
    return met


def _months(near: set[int], people: QuerySet) -> dict[int, int]:
    """Months in the occupation or near it."""
    months: dict[int, int] = {}
    rows = Experience.objects.filter(profile__in=people, occupation__in=near).order_by()
    for pk, exact, band in rows.values_list("profile_id", "months", "band").iterator():
        months[pk] = months.get(pk, 0) + (exact if exact is not None else BAND_MONTHS[band])
    return months
