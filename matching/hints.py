"""How many openings near a person ask for what the record does not say yet: what a next step would change."""

from __future__ import annotations

from accounts.models import User
from employers.models import Opening, OpeningLanguage, OpeningNeed
from returnees.models import Profile
from skills.similarity import graph

from . import candidates


def asking(profile: Profile, by: User) -> tuple[int, dict[str, int]]:
    """(openings within reach, part of the record -> how many of them ask for something it does not say).

    Reads `profile` as `with_work` fetched it.
    """
    _best, pool = candidates.openings_for(profile, by, graph())
    ids = pool.among
    spoken = [row.language for row in profile.languages.all()]
    asked = OpeningLanguage.objects.filter(opening__in=ids, required=True).exclude(language__in=spoken)
    found = {"languages": asked.values("opening").distinct().count()}
    if not profile.skills.all():
        found["skills"] = OpeningNeed.objects.filter(opening__in=ids).values("opening").distinct().count()
    if profile.available_from is None:
        found["place"] = Opening.objects.filter(pk__in=ids, starts_on__isnull=False).count()
    return pool.size, found
