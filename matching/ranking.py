"""The two doors of matching: `rank` the people for an opening, `rank_for` a person the openings and scheme places.

Every list made is kept: each row's rank, score, features, parts and facts, and the version that made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from numpy.typing import NDArray

from accounts.models import Consent, User
from employers.models import Employer, Opening
from mobility_schemes import eligibility
from mobility_schemes.models import Intake
from returnees.models import Contest, Profile
from returnees.models.profile import ProfileQuerySet
from skills.models import Vocabulary
from skills.similarity import Graph, graph

from . import candidates, reading
from .curves import PRIORS, AdditiveRanker, matrix
from .features import FEATURES, Facts, Features, Person, Post, changes, compare, is_near
from .models import Ranked, RankerVersion, Ranking

SHOWN = 50
PRIORS_NAME = "priors-1"
OPEN_INTAKES = [Intake.Status.PLANNED, Intake.Status.OPEN]
# A list made for a firm stands that long.
HOLDS = timedelta(minutes=15)
FOR_THE_FIRM = "for_the_firm"
Pair = tuple[Person, Post, float | None]


def ensure_version() -> RankerVersion:
    """The stated priors as a version of their own, live if nothing else is."""
    version, _made = RankerVersion.objects.get_or_create(
        name=PRIORS_NAME, defaults={"curves": PRIORS.as_json(), "promotion_reason": "stated priors, before any outcome"}
    )
    if version.curves != PRIORS.as_json():
        version.curves = PRIORS.as_json()
        version.save(update_fields=["curves"])
    if not RankerVersion.objects.filter(live=True).exists():
        # Another version may go live at this very moment: the database lets one of the two, and that one stays.
        with suppress(IntegrityError), transaction.atomic():
            RankerVersion.objects.filter(pk=version.pk).update(live=True)
        version.refresh_from_db(fields=["live"])
    return version


def live() -> tuple[RankerVersion, AdditiveRanker]:
    version = RankerVersion.objects.filter(live=True).first()
    if version is None:
        ensure_version()
        version = RankerVersion.objects.get(live=True)
    return version, AdditiveRanker.from_json(version.curves)


def order(
    pairs: Sequence[Pair], ranker: AdditiveRanker, words: Graph
) -> list[tuple[int, float, Features, Facts, dict[str, float]]]:
    """(index into pairs, score, features, facts, parts), best first; equal scores keep the order they came in.

    Pairs that are not near each other at all are left out.
    """
    kept: list[tuple[int, Features, Facts]] = []
    for index, (person, post, distance) in enumerate(pairs):
        features, facts = compare(person, post, distance, words)
        if is_near(features):
            kept.append((index, features, facts))
    if not kept:
        return []
    parts = ranker.parts(matrix([features for _index, features, _facts in kept]))
    scores = parts.sum(axis=1)
    ascending = np.sort(scores)
    rows = []
    for at in np.argsort(-scores, kind="stable").tolist():
        index, features, facts = kept[at]
        if len(rows) < SHOWN:
            person, post, distance = pairs[index]
            gains = [
                (_gain(ranker, words, (changed, post, distance), scores[at], ascending), kind, what)
                for kind, what, changed in changes(person, post, facts)
            ]
            gain, kind, what = max(gains, default=(0, "", ""))
            if gain > 0:
                facts = replace(facts, change=(kind, what, gain))
        rows.append((index, float(scores[at]), features, facts, dict(zip(FEATURES, parts[at].tolist(), strict=True))))
    return rows


def _gain(ranker: AdditiveRanker, words: Graph, pair: Pair, score: float, ascending: NDArray[np.float64]) -> int:
    """Places gained in the list by a person already changed, over the row that scored `score`."""
    features, _facts = compare(*pair, words)
    better = float(ranker.score([features])[0])
    left, right = np.searchsorted(ascending, [score, better], side="right")
    return int(right - left) if better > score else 0


def _fresh(rankings: Any, version: RankerVersion, user: User, changed: Sequence[Any]) -> Ranking | None:
    """The last list made for this reader, if nothing it rests on has changed since."""
    newest = max((moment for moment in changed if moment), default=None)
    last = rankings.filter(version=version, made_for=user, made_at__date=timezone.now().date()).first()
    if last and last.funnel.get("words") == Vocabulary.version() and (newest is None or last.made_at > newest):
        return last
    return None


def _latest(queryset: Any, *names: str) -> list[Any]:
    return list(queryset.aggregate(**{name: Max(name) for name in names}).values())


def rank(opening: Opening, *, by: User) -> Ranking:
    """The people for an opening among those `by` may see; the same list again while nothing has changed."""
    version, _ranker = live()
    people = Profile.objects.visible_to(by)
    consents = Consent.objects.filter(purpose=Consent.Purpose.PROPOSE, person__profile__in=people)
    contests = Contest.objects.filter(profile__in=people)
    changed = [opening.changed_at, *_latest(people, "changed_at"), *_latest(consents, "given_at", "withdrawn_at")]
    changed += _latest(contests, "made_at", "answered_at")
    rankings = opening.rankings.exclude(funnel__has_key=FOR_THE_FIRM)
    return _fresh(rankings, version, by, changed) or _people(opening, people, by)


def rank_for_the_firm(opening: Opening, *, by: User) -> Ranking:
    """The people for an opening among all who agreed to be proposed, for a member of the firm: the same list for a
    quarter of an hour, so that nobody learns from its changes who has just changed what."""
    version, _ranker = live()
    since = timezone.now() - HOLDS
    rankings = opening.rankings.filter(funnel__has_key=FOR_THE_FIRM, made_at__gte=since)
    if last := _fresh(rankings, version, by, [opening.changed_at]):
        return last
    return _people(opening, Profile.objects.listed_to_firms(), by, extra={FOR_THE_FIRM: True})


def _people(opening: Opening, people: ProfileQuerySet, by: User, extra: dict[str, Any] | None = None) -> Ranking:
    """Makes and keeps the list of `people` for an opening."""
    version, ranker = live()
    opening = Opening.objects.for_matching().get(pk=opening.pk)
    today = timezone.localdate()
    words = graph()
    pool = candidates.pool_of(opening, people)
    found = candidates.people_for(opening, pool, words)
    rows = Profile.objects.for_matching().in_bulk(found)
    post = reading.post(opening, today)
    pairs = [(reading.person(rows[pk], today), post, pool.distances[rows[pk].place_id]) for pk in found]
    ordered = order(pairs, ranker, words)
    funnel = _funnel(pool, len(found), len(ordered)) | (extra or {})
    with transaction.atomic():
        ranking = Ranking.objects.create(opening=opening, version=version, made_for=by, funnel=funnel)
        Ranked.objects.bulk_create(
            _row(ranking, place, score, features, facts, parts, profile_id=found[index])
            for place, (index, score, features, facts, parts) in enumerate(ordered[:SHOWN], 1)
        )
    return ranking


def rank_for(profile: Profile, *, by: User) -> Ranking:
    """The openings and the scheme places for a person, each kind ranked from 1; likewise kept."""
    version, ranker = live()
    intakes = _intakes(profile)
    openings = Opening.objects.filter(site__place__region__country=profile.place.region.country)
    employers = Employer.objects.filter(country=profile.place.region.country)
    changed = [
        profile.changed_at,
        *_latest(openings, "changed_at"),
        *_latest(employers, "suspended_at", "switched_off_at", "back_at"),
    ]
    last = _fresh(profile.rankings.all(), version, by, changed)
    if last and last.funnel.get("intakes") == [intake.pk for intake in intakes]:
        return last
    profile = (
        Profile.objects.for_matching()
        .select_related("identity")
        .prefetch_related("stays", "experiences__occupation__sectors")
        .get(pk=profile.pk)
    )
    words = graph()
    today = timezone.localdate()
    found, pool = candidates.openings_for(profile, by, words)
    rows = Opening.objects.for_matching().select_related("employer__responsiveness").in_bulk(found)
    person = reading.person(profile, today)
    posts = {pk: replace(reading.post(row, today), answers=reading.answers(row)) for pk, row in rows.items()}
    pairs = [(person, posts[pk], pool.distances[rows[pk].site.place_id]) for pk in found]
    ordered = order(pairs, ranker, words)
    funnel = _funnel(pool, len(found), len(ordered)) | {"intakes": [intake.pk for intake in intakes]}
    with transaction.atomic():
        ranking = Ranking.objects.create(profile=profile, version=version, made_for=by, funnel=funnel)
        Ranked.objects.bulk_create(
            _row(ranking, place, score, features, facts, parts, opening_id=found[index])
            for place, (index, score, features, facts, parts) in enumerate(ordered[:SHOWN], 1)
        )
        Ranked.objects.bulk_create(_scheme_rows(ranking, profile, person, intakes, ranker, words))
    return ranking


def _intakes(profile: Profile) -> list[Intake]:
    """Intakes that a person of this country can still apply to."""
    today = timezone.localdate()
    return list(
        Intake.objects.filter(
            scheme__origin_country=profile.place.region.country,
            scheme__status="active",
            status__in=OPEN_INTAKES,
            closes_on__gte=today,
        )
        .select_related("scheme")
        .prefetch_related("occupations", "scheme__occupations", "scheme__rules")
    )


def _scheme_rows(
    ranking: Ranking, profile: Profile, person: Person, intakes: list[Intake], ranker: AdditiveRanker, words: Graph
) -> list[Ranked]:
    """One row per intake, by its best occupation; who is plainly not eligible stands last and is told why."""
    today = timezone.localdate()
    facts_known = reading.known(profile, today)
    rows = []
    for intake in intakes:
        ordered = order([(person, post, None) for post in reading.posts(intake, today)], ranker, words)
        if not ordered:
            continue
        _index, score, features, facts, parts = ordered[0]
        rules = list(intake.scheme.rules.all())
        verdict, answers = eligibility.verdict(reading.rules(rules), facts_known)
        told = {str(rule.pk): answer for rule, answer in zip(rules, answers, strict=True)}
        rows.append((verdict == "not_eligible", -score, intake.pk, score, features, facts, parts, verdict, told))
    rows.sort(key=lambda row: row[:3])
    return [
        _row(ranking, place, score, features, facts, parts, intake_id=pk, extra={"verdict": verdict, "rules": told})
        for place, (_last, _minus, pk, score, features, facts, parts, verdict, told) in enumerate(rows, 1)
    ]


def _row(
    ranking: Ranking,
    place: int,
    score: float,
    features: Features,
    facts: Facts,
    parts: dict[str, float],
    *,
    extra: dict[str, Any] | None = None,
    **subject: int,
) -> Ranked:
    kept = {"values": features.values(), "facts": asdict(facts), **(extra or {})}
    return Ranked(ranking=ranking, rank=place, score=score, features=kept, parts=parts, **subject)


def _funnel(pool: candidates.Pool, found: int, near: int) -> dict[str, Any]:
    """How the list came about. Who is near in neither skills nor occupation fell out for the work itself; where more
    were near than are compared at all, the rest is only further down."""
    rest = "work" if found < candidates.MOST else "further"
    return {
        "pool": pool.everybody,
        "excluded": {**pool.excluded, rest: pool.size - near},
        "considered": near,
        "shown": min(near, SHOWN),
        "words": Vocabulary.version(),
    }
