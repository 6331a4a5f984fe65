"""How near two skills or two occupations are, from 0 to 1, by how the vocabulary links them.

Skills a and b:

    1                          the same
    0.6                        one rests on the other (essential relation)
    0.5                        one gains from the other (optional relation), or is its broader skill
    0.2 + 0.3 · together(a, b) in the same narrow group (at most 60 skills), and neither is a language
    0                          otherwise

where together(a, b) = |A ∩ B| / √(|A| · |B|), A and B being the occupations that need a and b (Ochiai's coefficient).
The greatest that holds counts. Languages are apart: who speaks French has not half learned Spanish.

Occupations a and b:

    1 − (1 − isco(a, b)) · (1 − shared(a, b))

isco: 0.6 in the same ISCO-08 unit group, 0.4 in the same minor group (three digits), 0.2 in the same sub-major group
(two digits), 0.75 when one is the broader of the other; shared: the weighted Jaccard index of the skills they need,
Σ min(w) / Σ max(w), with w = idf(skill), halved where the skill is optional. Two signs that agree raise each other,
and neither alone reaches 1.

    idf(s) = ln((1 + N) / (1 + n(s)))

with N occupations that need any skill, n(s) of which need s.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log, sqrt
from threading import Lock

from .models import Concept, OccupationSkill, SkillRelation, Vocabulary

ESSENTIAL = 0.6
OPTIONAL = 0.5
IN_GROUP = 0.2
TOGETHER = 0.3
WIDEST_GROUP = 60
LEAST_SHARE = 0.3
MOST_NEIGHBOURS = 30
ISCO_SHARES = ((4, 0.6), (3, 0.4), (2, 0.2))
BROADER_OCCUPATION = 0.75


@dataclass(frozen=True, slots=True)
class Facts:
    """What the graph is made of: plain rows, ids throughout."""

    isco: dict[int, str]
    """Occupation -> unit group."""
    languages: frozenset[int]
    """Skills that are languages."""
    groups: frozenset[int]
    """Concepts that are groups of skills."""
    needs: Iterable[tuple[int, int, bool]]
    """Occupation, skill, whether essential."""
    relations: Iterable[tuple[int, int, bool]]
    """Skill, skill, whether essential."""
    broader: Iterable[tuple[int, int]]
    """Concept, its broader one."""


@dataclass
class Graph:
    """The links of one version of the vocabulary. Reading is safe from several threads."""

    isco: dict[int, str] = field(default_factory=dict)
    _languages: frozenset[int] = frozenset()
    _direct: defaultdict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    _groups_of: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _members: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _needed_by: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _needs: defaultdict[int, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))
    _weights: dict[int, tuple[dict[int, float], float]] = field(default_factory=dict)
    _near: dict[int, dict[int, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts) -> Graph:
        graph = cls(isco=facts.isco, _languages=facts.languages)
        for occupation, skill, essential in facts.needs:
            graph._needs[occupation].append((skill, essential))
            graph._needed_by[skill].add(occupation)
        for one, other in facts.broader:
            if other in facts.groups:
                graph._groups_of[one].append(other)
                graph._members[other].append(one)
            else:
                graph._tie(one, other, BROADER_OCCUPATION if one in facts.isco else OPTIONAL)
        for one, other, essential in facts.relations:
            graph._tie(one, other, ESSENTIAL if essential else OPTIONAL)
        return graph

    def _tie(self, one: int, other: int, share: float) -> None:
        self._direct[one][other] = max(share, self._direct[one].get(other, 0.0))
        self._direct[other][one] = max(share, self._direct[other].get(one, 0.0))

    def idf(self, skill: int) -> float:
        """How telling a skill is: 0 when every occupation needs it, more the fewer do."""
        return log((1 + len(self._needs)) / (1 + len(self._needed_by.get(skill, ()))))

    def near_skills(self, skill: int) -> dict[int, float]:
        """The nearest other skills with their share (0.3 to 0.6), at most 30, nearest first."""
        near = self._near.get(skill)
        if near is None:
            shares = dict(self._direct.get(skill, ()))
            for other in self._group_mates(skill):
                share = self._through_group(skill, other)
                if share > shares.get(other, 0.0):
                    shares[other] = share
            ranked = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NEIGHBOURS]
            near = self._near[skill] = {other: share for other, share in ranked if share >= LEAST_SHARE}
        return near

    def skill_nearness(self, one: int, other: int) -> float:
        """From 0 to 1, by the formula of this module; also below the share that `near_skills` stops at."""
        if one == other:
            return 1.0
        share = self._direct.get(one, {}).get(other, 0.0)
        return max(share, self._through_group(one, other)) if other in self._group_mates(one) else share

    def occupation_nearness(self, one: int, other: int) -> float:
        """From 0 to 1, by the formula of this module."""
        if one == other:
            return 1.0
        left, right = self.isco.get(one, ""), self.isco.get(other, "")
        isco = next((share for digits, share in ISCO_SHARES if left and left[:digits] == right[:digits]), 0.0)
        isco = max(isco, self._direct.get(one, {}).get(other, 0.0))
        return 1 - (1 - isco) * (1 - self._shared(one, other))

    def _group_mates(self, skill: int) -> set[int]:
        if skill in self._languages:
            return set()
        mates: set[int] = set()
        for group in self._groups_of.get(skill, ()):
            members = self._members[group]
            if len(members) <= WIDEST_GROUP:
                mates.update(members)
        mates.discard(skill)
        return mates - self._languages

    def _through_group(self, one: int, other: int) -> float:
        left, right = self._needed_by.get(one), self._needed_by.get(other)
        both = len(left & right) / sqrt(len(left) * len(right)) if left and right else 0.0
        return IN_GROUP + TOGETHER * both

    def _weighed(self, occupation: int) -> tuple[dict[int, float], float]:
        weighed = self._weights.get(occupation)
        if weighed is None:
            needs = self._needs.get(occupation, ())
            weights = {skill: self.idf(skill) * (1.0 if essential else 0.5) for skill, essential in needs}
            weighed = self._weights[occupation] = (weights, sum(weights.values()))
        return weighed

    def _shared(self, one: int, other: int) -> float:
        (left, all_left), (right, all_right) = self._weighed(one), self._weighed(other)
        if len(left) > len(right):
            left, right = right, left
        both = sum(min(weight, right[skill]) for skill, weight in left.items() if skill in right)
        either = all_left + all_right - both
        return both / either if either else 0.0


_lock = Lock()
_held: tuple[int, Graph] | None = None


def graph() -> Graph:
    """The graph of the vocabulary as it stands: one query when it is held already, five when words have changed."""
    global _held
    version = Vocabulary.version()
    held = _held
    if held is None or held[0] != version:
        with _lock:
            held = _held
            if held is None or held[0] != version:
                held = _held = (version, Graph.of(_facts()))
                # With all of ESCO this is a million small objects that stay: left to the garbage collector's rounds,
                # they make one page in twenty wait a quarter of a second.
                gc.collect()
                gc.freeze()
    return held[1]


def forget() -> None:
    """Drop the graph held, for a test that takes words back together with their version."""
    global _held
    _held = None


def similarity(a: int, b: int) -> float:
    """How near two concepts are, by id, from 0 to 1; 0 for concepts of different kinds."""
    links = graph()
    if a == b:
        return 1.0
    if (a in links.isco) != (b in links.isco):
        return 0.0
    return links.occupation_nearness(a, b) if a in links.isco else links.skill_nearness(a, b)


def _facts() -> Facts:
    concepts = Concept.objects.values_list("id", "kind", "isco_id", "skill_type")
    isco: dict[int, str] = {}
    languages: set[int] = set()
    groups: set[int] = set()
    for concept, kind, unit_group, skill_type in concepts:
        if kind == Concept.Kind.OCCUPATION:
            isco[concept] = unit_group
        elif kind == Concept.Kind.GROUP:
            groups.add(concept)
        elif skill_type == Concept.SkillType.LANGUAGE:
            languages.add(concept)
    return Facts(
        isco=isco,
        languages=frozenset(languages),
        groups=frozenset(groups),
        needs=OccupationSkill.objects.values_list("occupation_id", "skill_id", "essential"),
        relations=SkillRelation.objects.values_list("skill_id", "related_id", "essential"),
        broader=Concept.broader.through.objects.values_list("from_concept_id", "to_concept_id"),
    )
