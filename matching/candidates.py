"""Who is looked at for an opening, and which openings for a person: hard filters, then overlap of words.

The database answers alone: idf-weighted overlap of the needed skills, spread to near ones, plus nearness of the
occupation, and the top few hundred are kept. The caller's rights and the person's consent are part of the query.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, Count, F, FloatField, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from accounts.models import Place, User
from employers.models import Opening, OpeningNeed
from returnees.models import Experience, Profile, ProfileSkill
from returnees.models.profile import ProfileQuerySet
from skills.similarity import Graph

from .features import distance_km

MOST = 300
# Somebody free only half a year after the start is not a candidate for this opening.
LATEST = timedelta(days=183)


@dataclass
class Pool:
    """Who could come in question, and how many fell out for which reason: the list says so to its reader."""

    among: QuerySet | list[int]  # those that are left: a query for their ids, or the ids
    size: int = 0  # and how many
    everybody: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    distances: dict[int, float] = field(default_factory=dict)  # km, by place


def distances_from(place: Place) -> dict[int, float]:
    """km from `place` to every town."""
    here = (place.latitude, place.longitude)
    return {
        pk: distance_km(here, (latitude, longitude))
        for pk, latitude, longitude in Place.objects.order_by().values_list("pk", "latitude", "longitude")
    }


def pool_of(opening: Opening, people: ProfileQuerySet) -> Pool:
    """Those of `people` who said yes to being proposed, live near enough (or would move), are free in time.

    Counted and kept by the database, which takes fewer variables than there are people.
    """
    country = opening.site.place.region.country
    distances = distances_from(opening.site.place)
    here = people.active().filter(place__region__country=country).order_by()
    towns = Place.objects.filter(region__country=country).order_by().values_list("pk", flat=True)
    cases = [When(place=town, then=Value(math.ceil(distances[town]))) for town in towns]
    # Rounded up to whole km, as the distance that somebody goes to is.
    near = Q(would_move=True) | Q(radius_km__gte=Case(*cases, output_field=IntegerField()))
    last = max(opening.starts_on or date.min, timezone.localdate()) + LATEST
    in_time = Q(available_from=None) | Q(available_from__lte=last)
    agreed = here.findable()
    left = agreed.filter(near, in_time)
    counted = agreed.aggregate(
        agreed=Count("pk"), near=Count("pk", filter=near), left=Count("pk", filter=near & in_time)
    )
    everybody = here.count()
    excluded = {
        "consent": everybody - counted["agreed"],
        "distance": counted["agreed"] - counted["near"],
        "availability": counted["near"] - counted["left"],
    }
    return Pool(left.values("pk"), counted["left"], everybody, excluded, distances)


def spread(skills: Iterable[int], words: Graph) -> dict[int, float]:
    """Skill -> weight: each needed one with its idf, its neighbours with their share of it."""
    weights: dict[int, float] = {}
    for skill in skills:
        for near, share in {**words.near_skills(skill), skill: 1.0}.items():
            weights[near] = max(weights.get(near, 0.0), share * words.idf(skill))
    return weights


def _weighted(rows: QuerySet, owner: str, concept: str, weights: Mapping[int, float]) -> dict[int, float]:
    """Σ weight per owner over the rows whose concept has one, best first, MOST at the most."""
    if not weights:
        return {}
    cases = [When(**{concept: key}, then=Value(weight)) for key, weight in sorted(weights.items())]
    found = (
        rows.filter(**{f"{concept}__in": weights.keys()})
        .values(owner)
        .annotate(overlap=Sum(Case(*cases, output_field=FloatField())))
        .order_by(F("overlap").desc(), owner)
        .values_list(owner, "overlap")[:MOST]
    )
    return dict(found)


def near_occupations(occupation: int, words: Graph, others: Iterable[int]) -> dict[int, float]:
    return {job: n for job in others if (n := words.occupation_nearness(job, occupation)) >= 0.3}


def people_for(opening: Opening, pool: Pool, words: Graph) -> list[int]:
    """Up to 300 profile ids of the pool, by overlap of skills and nearness of occupations; ties by id."""
    needs = [need.skill_id for need in opening.needs.all()]
    weights = spread(needs, words)
    inside = Q(profile__in=pool.among)
    scores = _weighted(ProfileSkill.objects.filter(inside), "profile", "skill_id", weights)
    worked = Experience.objects.filter(inside).order_by().values_list("occupation_id", flat=True).distinct()
    near = near_occupations(opening.occupation_id, words, worked)
    # An occupation weighs like two middling skills: enough to be looked at, not enough to win.
    unit = 2 * (sum(weights.values()) / len(weights) if weights else 1.0)
    for profile, nearness in _weighted(Experience.objects.filter(inside), "profile", "occupation_id", near).items():
        scores[profile] = scores.get(profile, 0.0) + unit * min(nearness, 1.0)
    return sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST]


def openings_for(profile: Profile, user: User, words: Graph) -> tuple[list[int], Pool]:
    """Up to 300 open openings for a person: near enough or they would move; by overlap of what they can do and wish."""
    distances = distances_from(profile.place)
    country = profile.place.region.country
    # `user` must be allowed to see both sides; a person sees what is open.
    around = Opening.objects.open().filter(site__place__region__country=country)
    if user.pk != profile.user_id:
        around = around.filter(pk__in=Opening.objects.visible_to(user).values("pk"))
    jobs: dict[int, int] = {}
    out = {"distance": 0, "availability": 0}
    today, everybody = timezone.localdate(), 0
    for pk, place, job, starts in around.values_list("pk", "site__place_id", "occupation_id", "starts_on"):
        everybody += 1
        free = profile.available_from
        if distances[place] > profile.radius_km and not profile.would_move:
            out["distance"] += 1
        elif free and free > max(starts or today, today) + LATEST:
            out["availability"] += 1
        else:
            jobs[pk] = job
    pool = Pool(list(jobs), len(jobs), everybody, out, distances)
    skills = {row.skill_id for row in profile.skills.all()}
    scores = _weighted(OpeningNeed.objects.filter(opening__in=pool.among), "opening", "skill_id", spread(skills, words))
    known = {e.occupation_id for e in profile.experiences.all()} | {w.occupation_id for w in profile.wishes.all()}
    for pk, job in jobs.items():
        nearness = max((words.occupation_nearness(mine, job) for mine in known), default=0.0)
        if nearness >= 0.3:
            scores[pk] = scores.get(pk, 0.0) + 8.0 * nearness
    return sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST], pool
