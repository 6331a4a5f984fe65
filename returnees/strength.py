"""What the next step in a record would change. A hint, never a grade: nothing is counted up, nobody is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Evidence, Identity, Profile


@dataclass(frozen=True)
class Told:
    """How much of each part of a record is there."""

    counts: dict[str, int]
    described: int  # skills with more behind them than a word
    town_only: bool  # nothing said of when

    def count(self, part: str) -> int:
        return self.counts.get(part, 0)


@dataclass(frozen=True)
class Step:
    """A part to go on with, and what would change with it."""

    part: str
    text: Any


def read(profile: Profile) -> Told:
    evidences = list(profile.skills.values_list("evidence", flat=True))
    identity = Identity.objects.filter(profile=profile).first()
    wishes = profile.wishes.count()
    said = [profile.hours, profile.wage_wish, profile.abroad_again, profile.own_business]
    named = (identity.given_name, identity.family_name, identity.phone) if identity else ()
    counts = {
        "me": sum(bool(text) for text in named),
        "work": profile.experiences.count(),
        "skills": len(evidences),
        "languages": profile.languages.count(),
        "abroad": profile.stays.count(),
        "place": 1 + bool(profile.available_from),
        "wishes": wishes + sum(bool(value) for value in said),
    }
    described = sum(value > Evidence.DECLARED for value in evidences)
    return Told(counts, described, profile.available_from is None)


# In the order in which a step opens most: what is not there cannot be compared at all.
_STEPS = [
    (
        lambda t: not t.count("work"),
        Step("work", _("Add work you have done, paid or not: openings are compared with it.")),
    ),
    (lambda t: not t.count("skills"), Step("skills", _("Tick what you can do: most of the list rests on it."))),
    (
        lambda t: not t.count("languages"),
        Step("languages", _("Say which languages you speak: openings that ask for one can then count it for you.")),
    ),
    (lambda t: not t.count("wishes"), Step("wishes", _("Say which job you would like: it comes first in your list."))),
    (lambda t: t.town_only, Step("place", _("Say from when you could begin: employers look for it."))),
    (
        lambda t: t.count("skills") and not t.described,
        Step("skills", _("Describe one skill with an example: it then counts for more than a word.")),
    ),
    (lambda t: not t.count("abroad"), Step("abroad", _("Have you worked abroad? What you learned there counts too."))),
]


def next_steps(told: Told, unsaid: list[str]) -> list[Step]:
    """At most two steps; nothing of what the person would rather not say."""
    steps: list[Step] = []
    for lacks, step in _STEPS:
        if lacks(told) and step.part not in unsaid and step.part not in {one.part for one in steps}:
            steps.append(step)
    return steps[:2]
