"""What a ranker sees of a person and a post: thirteen numbers, and nothing that stands for who the person is.

`Person` and `Post` are plain values taken from rows; `compare` turns a pair of them into `Features` (what the ranker
gets) and `Facts` (what the reasons cite). No name, sex, age, origin, family or way of return is a field anywhere here,
and a place is only a distance. A feature that is not known is None, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Protocol

# A skill counts nearly in full when only declared: a welder without papers is still a welder.
EVIDENCE_WEIGHT: Mapping[int, float] = {1: 0.85, 2: 0.88, 3: 0.92, 4: 0.96, 5: 1.0, 6: 1.0}
NEAR_OCCUPATION = 0.5
WORKING_DAYS_A_MONTH = 26


class Graph(Protocol):
    """How near words are to each other (skills.similarity)."""

    def near_skills(self, skill: int) -> Mapping[int, float]: ...
    def occupation_nearness(self, a: int, b: int) -> float: ...
    def idf(self, skill: int) -> float: ...


@dataclass(frozen=True, slots=True)
class Person:
    """The work profile as plain values. Months are counted, wages are gross per month."""

    skills: Mapping[int, int] = field(default_factory=dict)  # skill -> evidence, 1 to 6
    months: Mapping[int, int] = field(default_factory=dict)  # occupation -> months
    wishes: tuple[int, ...] = ()
    languages: Mapping[str, int] = field(default_factory=dict)  # language -> spoken CEFR, 0 to 6
    isced: int | None = None
    licences: frozenset[str] = frozenset()
    would_move: bool = False
    wage_wish: float | None = None
    wage_currency: str = ""
    available_in: int | None = None  # days from today; 0 or less is now


@dataclass(frozen=True, slots=True)
class Post:
    """What is asked for and offered, as plain values."""

    occupation: int
    required: frozenset[int] = frozenset()
    preferred: frozenset[int] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)  # language -> CEFR asked, 1 to 6
    years: int = 0
    isced: int | None = None
    or_equivalent: bool = True
    licences: frozenset[str] = frozenset()
    wage: float | None = None
    wage_currency: str = ""
    starts_in: int | None = None  # days from today
    # The share, 0 to 1, of people who said yes that the employer answers in time; where a person's openings are ranked.
    answers: float | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """The frozen value a ranker gets. Each field: unit, range, and whether more is better (+) or worse (-)."""

    skills_required: float | None  # share 0 to 1 of the required skills, by rarity and evidence (+)
    skills_preferred: float | None  # share 0 to 1 of the preferred skills, likewise (+)
    occupation: float | None  # nearness 0 to 1 of the nearest occupation worked in (+)
    years: float | None  # years in the occupation or near it, 0 to 40 (+)
    years_share: float | None  # share 0 to 1 of the years asked for (+)
    language: float | None  # CEFR steps above the level asked, the worst language counts, -6 to 5 (+)
    distance: float | None  # km between the towns, 0 to 2,000 (-)
    wage: float | None  # wage offered over wage wished, 0 to 3 (+)
    lateness: float | None  # days from the start of the job to the person's availability, 0 to 365 (-)
    education: float | None  # ISCED steps above the level asked, -8 to 8 (+)
    wish: float | None  # nearness 0 to 1 of the occupation to the wishes (+)
    licence: float | None  # share 0 to 1 of the licences asked for (+)
    # Not in the lists that were stored before it was counted.
    answers: float | None = None  # share 0 to 1 of people whom the employer answers in time (+)

    def values(self) -> dict[str, float | None]:
        return asdict(self)


FEATURES: tuple[str, ...] = tuple(f.name for f in fields(Features))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reasons cite: plain values, stored beside the score they explain."""

    has: tuple[int, ...] = ()
    near: tuple[tuple[int, int, float], ...] = ()  # (needed skill, skill that stands near it, share)
    missing: tuple[int, ...] = ()  # rarest first
    extra: tuple[int, ...] = ()
    asked: int = 0
    occupation: int = 0
    worked_as: int | None = None
    years: float = 0.0
    years_asked: int = 0
    language: str = ""
    language_level: int | None = None
    language_asked: int = 0
    distance_km: int | None = None
    moves: bool = False
    wage_percent: int | None = None
    late_days: int | None = None
    isced: int | None = None
    isced_asked: int | None = None
    by_experience: bool = False
    wish: int | None = None
    licences_missing: tuple[str, ...] = ()
    licences_held: tuple[str, ...] = ()
    answers_in_ten: int | None = None
    # The single change that would gain most places: (kind, what, places gained), see `changes`.
    change: tuple[str, str, int] | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Facts:
        """The facts of a stored row; JSON has lists where we have tuples."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: _tuples(value) for name, value in data.items() if name in known})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km of two (latitude, longitude) in degrees: the haversine formula, mean Earth radius."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def skill_weight(need: int, skills: Mapping[int, int], graph: Graph) -> tuple[float, int | None]:
    """How far `skills` meet one need, 0 to 1, and through which skill: itself, or the nearest one at a share."""
    if need in skills:
        return EVIDENCE_WEIGHT[skills[need]], need
    best, through = 0.0, None
    for near, share in graph.near_skills(need).items():
        if near in skills:
            weight = share * EVIDENCE_WEIGHT[skills[near]]
            if weight > best:
                best, through = weight, near
    return best, through


def skill_cover(needs: frozenset[int], skills: Mapping[int, int], graph: Graph) -> float | None:
    """Σ idf·weight / Σ idf over the needs, so that a rare skill counts more than one everybody has. None: no needs."""
    total = sum(graph.idf(need) for need in needs)
    if not total:
        return None
    return sum(graph.idf(need) * skill_weight(need, skills, graph)[0] for need in sorted(needs)) / total


def compare(person: Person, post: Post, distance: float | None, graph: Graph) -> tuple[Features, Facts]:
    """Features and facts of a pair; `distance` in km between the towns, None when the place does not matter."""
    has, near, missing = [], [], []
    for need in sorted(post.required, key=lambda skill: (-graph.idf(skill), skill)):
        weight, through = skill_weight(need, person.skills, graph)
        if through == need:
            has.append(need)
        elif through is not None:
            near.append((need, through, round(weight, 2)))
        else:
            missing.append(need)

    nearness = {job: graph.occupation_nearness(job, post.occupation) for job in sorted(person.months)}
    worked_as = max(nearness, key=lambda job: (nearness[job], person.months[job]), default=None)
    years = sum(m * nearness[job] for job, m in person.months.items() if nearness[job] >= NEAR_OCCUPATION) / 12
    years = min(years, 40.0)

    steps = {name: person.languages.get(name, 0) - asked for name, asked in post.languages.items()}
    worst = min(steps, key=lambda name: (steps[name], name), default="")
    knows_languages = bool(person.languages)

    wage = None
    if person.wage_wish and post.wage and person.wage_currency == post.wage_currency:
        wage = min(post.wage / person.wage_wish, 3.0)

    lateness = None
    if person.available_in is not None:
        lateness = float(min(max(0, person.available_in - max(0, post.starts_in or 0)), 365))

    education, by_experience = None, False
    if post.isced is not None and person.isced is not None:
        education = float(person.isced - post.isced)
        if education < 0 and post.or_equivalent and years >= max(3, post.years):
            education, by_experience = 0.0, True

    wishes = {job: graph.occupation_nearness(job, post.occupation) for job in person.wishes}
    held = tuple(sorted(post.licences & person.licences))
    lacking = tuple(sorted(post.licences - person.licences))

    features = Features(
        skills_required=skill_cover(post.required, person.skills, graph),
        skills_preferred=skill_cover(post.preferred, person.skills, graph),
        occupation=nearness[worked_as] if worked_as is not None else 0.0,
        years=years,
        years_share=min(1.0, years / post.years) if post.years else None,
        language=float(steps[worst]) if worst and knows_languages else None,
        distance=min(distance, 2000.0) if distance is not None else None,
        wage=wage,
        lateness=lateness,
        education=education,
        wish=max(wishes.values()) if wishes else None,
        licence=len(held) / len(post.licences) if post.licences else None,
        answers=post.answers,
    )
    facts = Facts(
        has=tuple(has),
        near=tuple(near),
        missing=tuple(missing),
        extra=tuple(sorted(post.preferred & person.skills.keys(), key=lambda s: (-graph.idf(s), s))),
        asked=len(post.required),
        occupation=post.occupation,
        worked_as=worked_as if worked_as is not None and nearness[worked_as] >= 0.3 else None,
        years=round(years, 1),
        years_asked=post.years,
        language=worst,
        language_level=person.languages.get(worst, 0) if worst and knows_languages else None,
        language_asked=post.languages.get(worst, 0),
        distance_km=round(distance) if distance is not None else None,
        moves=person.would_move,
        wage_percent=round(100 * (wage - 1)) if wage is not None else None,
        late_days=int(lateness) if lateness is not None else None,
        isced=person.isced,
        isced_asked=post.isced,
        by_experience=by_experience,
        wish=max(wishes, key=lambda job: wishes[job]) if wishes else None,
        licences_missing=lacking,
        licences_held=held,
        answers_in_ten=round(10 * post.answers) if post.answers is not None else None,
    )
    return features, facts


def is_near(features: Features) -> bool:
    """Whether a pair is worth showing at all: a fifth of the required skills, or an occupation not far from this one.

    Without it a short list would be filled with people who fit in nothing but place and time.
    """
    return (features.skills_required or 0.0) >= 0.2 or (features.occupation or 0.0) >= 0.4


def changes(person: Person, post: Post, facts: Facts) -> list[tuple[str, str, Person]]:
    """What a person could change, one thing at a time: (kind, what, the person with it). Nobody can change the rest."""
    options: list[tuple[str, str, Person]] = []
    for skill in facts.missing[:3]:
        options.append(("skill", str(skill), replace(person, skills={**person.skills, skill: 1})))
    if facts.language_level is not None and facts.language_level < facts.language_asked:
        better = {**person.languages, facts.language: facts.language_asked}
        options.append(("language", facts.language, replace(person, languages=better)))
    if facts.licences_missing:
        options.append(
            ("licence", ", ".join(facts.licences_missing), replace(person, licences=person.licences | post.licences))
        )
    if facts.late_days:
        options.append(("available", "", replace(person, available_in=post.starts_in or 0)))
    return options
