"""The people who may be proposed in a country, read as columns for the cards of one opening.

A crowd is some queries over everybody, so it serves for a while. It is read anew when one of those who are to be shown
is not in it or has changed since; whoever is shown is looked up in any case, so nobody stays after their no.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from accounts.models import Consent, Place
from employers.models import Opening
from returnees.models import BAND_MONTHS, Experience, Profile, ProfileLanguage, ProfileSkill, Stay
from skills.similarity import Graph

from . import candidates, reading
from .cards import Crowd, Said, Work, card_of
from .features import Post

HOLDS = timedelta(minutes=15)
_KEPT = 8
_crowds: OrderedDict[int, tuple[datetime, datetime, Crowd]] = OrderedDict()
_lock = Lock()


def cards_of(opening: Opening, people: Sequence[Profile], words: Graph) -> dict[int, tuple[Said, ...]]:
    """Profile -> the statements of its card for the opening (fetched `for_matching`); the same queries for any number
    of people. Nothing is said of who may not be proposed."""
    today = timezone.localdate()
    post = reading.post(opening, today)
    crowd = _crowd(opening, post, people, today)
    shows = Consent.objects.live().filter(purpose=Consent.Purpose.SHOW_ABROAD)
    abroad = set(shows.filter(person__in=[one.user_id for one in people]).values_list("person_id", flat=True))

    def nearness(occupation: int) -> float:
        return words.occupation_nearness(occupation, post.occupation)

    return {
        one.pk: card_of(crowd, crowd.rows[one.pk], post, nearness, abroad=one.user_id in abroad)
        if one.pk in crowd.rows
        else ()
        for one in people
    }


def forget() -> None:
    """For tests, whose rows are rolled back."""
    _crowds.clear()


def _crowd(opening: Opening, post: Post, people: Sequence[Profile], today: date) -> Crowd:
    with _lock:
        made_at, changed_at, crowd = _crowds.get(opening.pk, (None, None, None))
        now = timezone.now()
        fits = crowd is not None and made_at > now - HOLDS and changed_at == opening.changed_at
        if not fits or any(one.pk not in crowd.rows or one.changed_at > made_at for one in people):
            crowd = read(opening, post, today)
            _crowds[opening.pk] = now, opening.changed_at, crowd
            _crowds.move_to_end(opening.pk)
            if len(_crowds) > _KEPT:
                _crowds.popitem(last=False)
        return crowd


def read(opening: Opening, post: Post, today: date) -> Crowd:
    """Everybody who may be proposed in the country of the site, at this moment."""
    everybody = Profile.objects.findable().filter(place__region__country=opening.site.place.region.country)
    distances = candidates.distances_from(opening.site.place)
    regions = dict(Place.objects.order_by().values_list("pk", "region_id"))
    fields = ["pk", "place_id", "would_move", "available_from", "isced", "licences"]
    columns = list(zip(*everybody.order_by().values_list(*fields).iterator(10_000), strict=True)) or [()] * len(fields)
    pks, places, moves, free, isced, licences = columns
    rows = {pk: row for row, pk in enumerate(pks)}
    asked = sorted(post.required | post.preferred)
    among = everybody.order_by().values("pk")
    speaks = ProfileLanguage.objects.filter(language__in=post.languages)
    return Crowd(
        rows=rows,
        region=np.array([regions[place] for place in places], np.int32),
        km=np.array([round(distances[place]) for place in places], np.int32),
        moves=np.array(moves, bool),
        free_in=np.array([(day - today).days if day else np.nan for day in free], np.float32),
        isced=np.array([-1 if level is None else level for level in isced], np.int8),
        work=_work(rows, Experience.objects.filter(profile__in=among)),
        skills=_levels(rows, asked, ProfileSkill.objects.filter(skill__in=asked), "skill_id", "evidence", among),
        languages=_levels(rows, post.languages, speaks, "language", "spoken", among),
        licences={name: np.array([name in held for held in licences], bool) for name in post.licences},
        stays=_stays(rows, among),
    )


def _work(rows: dict[int, int], jobs: QuerySet) -> Work:
    fields = ["profile_id", "occupation_id", "occupation__isco_id", "months", "band"]
    found = [
        (rows[profile], occupation, _unit(isco), BAND_MONTHS[band] if months is None else months)
        for profile, occupation, isco, months, band in jobs.order_by("pk").values_list(*fields).iterator(10_000)
        if profile in rows
    ]
    columns = zip(*found, strict=True) if found else [()] * 4
    return Work(*(np.array(column, np.int32) for column in columns))


def _unit(isco: str | None) -> int:
    """The ISCO-08 unit group as a number; 0 where the occupation is in none."""
    return int(isco) if isco and len(isco) == 4 else 0


def _levels(
    rows: dict[int, int], asked: Iterable[Any], found: QuerySet, key: str, level: str, among: QuerySet
) -> dict[Any, NDArray[np.int8]]:
    """What is asked for -> the level of each person, 0 for none."""
    columns = {one: np.zeros(len(rows), np.int8) for one in asked}
    held = found.filter(profile__in=among).order_by().values_list("profile_id", key, level)
    for profile, one, how in held.iterator(10_000) if columns else ():
        if profile in rows:
            columns[one][rows[profile]] = how
    return columns


def _stays(rows: dict[int, int], among: QuerySet) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    stays = Stay.objects.filter(profile__in=among).order_by("pk")
    for profile, country, band in stays.values_list("profile_id", "country", "band").iterator(10_000):
        if profile in rows:
            found.setdefault(rows[profile], []).append((country, band))
    return found
