"""The starter vocabulary as the demo world reads it: trades with what they need, by code, ISCO group and sector."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from skills.models import Concept, Label, OccupationSkill

TRANSVERSAL = """
teamwork be-punctual be-reliable work-with-public solve-problems work-alone adapt-to-change willing-to-learn
attention-to-detail work-fast work-in-shifts follow-procedures comply-with-rules count-and-calculate
use-smartphone use-messaging work-safely wear-ppe first-aid physical-fitness listen-to-others handle-stress
keep-workplace-tidy respect-cultures train-newcomers lead-small-team check-quality drive-vehicle use-computer
use-email
"""

# What most firms ask for and most people do: the daily work of the sectors. Six hundred people spread evenly over every
# occupation of the vocabulary would be nobody for anything.
_COMMON = """
sewing-machine-operator dressmaker fabric-cutter pattern-maker hand-embroiderer garment-finisher sewing-line-leader
wire-harness-assembler vehicle-assembler welder boilermaker electromechanical-technician industrial-electrician
cnc-operator quality-inspector vehicle-mechanic fruit-vegetable-picker strawberry-picker citrus-picker
packing-house-worker fruit-vegetable-preserver food-production-operator agricultural-technician tractor-driver
horticulture-team-leader dairy-products-maker fish-preparation-worker fishing-deckhand net-mender
software-developer web-developer system-administrator it-support-technician customer-service-adviser
cook head-chef pastry-maker waiter hotel-receptionist room-attendant kitchen-assistant
mason formwork-carpenter building-electrician plumber tiler refrigeration-technician site-foreman excavator-operator
building-painter nurse healthcare-assistant home-carer childcare-worker
lorry-driver delivery-driver forklift-driver order-picker stock-clerk
shop-assistant cashier shelf-filler office-cleaner security-guard hairdresser secretary accounting-assistant
"""
COMMON = frozenset(_COMMON.split())


@dataclass(frozen=True)
class Trade:
    """An occupation: `essential` and `optional` are ids of skills, in the order of their codes."""

    pk: int
    code: str
    isco: str
    sectors: tuple[str, ...]
    essential: tuple[int, ...]
    optional: tuple[int, ...]
    labels: dict[str, str] = field(hash=False, compare=False)

    @property
    def sector(self) -> str:
        return self.sectors[0]

    @cached_property
    def skills(self) -> frozenset[int]:
        return frozenset(self.essential + self.optional)

    def name(self, language: str, woman: bool | None = None) -> str:
        """The name in "fr", "ar" or "en"; masculine, feminine, or both with a stroke when `woman` is None."""
        both = self.labels.get(language) or self.labels.get("en") or self.code
        if woman is None:
            return both
        return self.labels.get(f"{language}-feminine" if woman else f"{language}-masculine") or both


class Trades:
    """All trades that have needs, in the order of their codes, so that draws do not depend on primary keys."""

    def __init__(self) -> None:
        self.skill_ids: dict[str, int] = {}
        skill_codes: dict[int, str] = {}
        languages: set[int] = set()
        for pk, code, kind in (
            Concept.objects.filter(kind=Concept.Kind.SKILL)
            .exclude(code=None)
            .order_by("code")
            .values_list("pk", "code", "skill_type")
        ):
            self.skill_ids[code], skill_codes[pk] = pk, code
            if kind == Concept.SkillType.LANGUAGE:
                languages.add(pk)
        needs: dict[int, dict[bool, list[int]]] = defaultdict(lambda: {True: [], False: []})
        for occupation, skill, essential in OccupationSkill.objects.values_list(
            "occupation_id", "skill_id", "essential"
        ):
            # Languages have rows of their own with a level.
            if skill in skill_codes and skill not in languages:
                needs[occupation][essential].append(skill)
        labels: dict[int, dict[str, str]] = defaultdict(dict)
        for concept, language, kind, text in (
            Label.objects.filter(concept__kind=Concept.Kind.OCCUPATION, language__in=["en", "fr", "ar"])
            .exclude(kind=Label.Kind.ALTERNATIVE)
            .order_by("pk")
            .values_list("concept_id", "language", "kind", "text")
        ):
            key = language if kind == Label.Kind.PREFERRED else f"{language}-{kind}"
            labels[concept].setdefault(key, text)
        sectors: dict[int, list[str]] = defaultdict(list)
        for row in Concept.sectors.through.objects.order_by("pk").values_list("concept_id", "sector_id"):
            sectors[row[0]].append(row[1])

        def in_order(ids: list[int]) -> tuple[int, ...]:
            return tuple(sorted(ids, key=lambda pk: skill_codes[pk]))

        self.all = [
            Trade(pk, code, isco, tuple(sectors[pk]), in_order(needs[pk][True]), in_order(needs[pk][False]), labels[pk])
            for pk, code, isco in Concept.objects.filter(kind=Concept.Kind.OCCUPATION)
            .exclude(code=None)
            .order_by("code")
            .values_list("pk", "code", "isco_id")
            if sectors[pk] and needs[pk][True]
        ]
        self.by_code = {trade.code: trade for trade in self.all}
        self.by_pk = {trade.pk: trade for trade in self.all}
        self.by_sector: dict[str, list[Trade]] = defaultdict(list)
        for trade in self.all:
            self.by_sector[trade.sector].append(trade)
        self.transversal = [self.skill_ids[code] for code in TRANSVERSAL.split() if code in self.skill_ids]
        self._near: dict[int, list[Trade]] = {}

    def of(self, isco: str, *codes: str) -> Trade:
        """The first trade known by one of `codes`, else of the ISCO group, else of its parent groups, else any.

        Raises LookupError where there is no trade at all.
        """
        for code in codes:
            if code in self.by_code:
                return self.by_code[code]
        for length in range(len(isco), 0, -1):
            for trade in self.all:
                if trade.isco.startswith(isco[:length]):
                    return trade
        if not self.all:
            raise LookupError("The vocabulary holds no occupation with skills: load it first.")
        return self.all[0]

    def skills(self, *codes: str) -> list[int]:
        """The ids of those of `codes` that the vocabulary holds."""
        return [self.skill_ids[code] for code in codes if code in self.skill_ids]

    def near(self, trade: Trade) -> list[Trade]:
        """Up to five trades that somebody of `trade` plausibly also did: shared skills first, then ISCO nearness."""
        if trade.pk not in self._near:
            scored = []
            for other in self.all:
                # Nobody moves between sewing and engineering by shared soft skills alone.
                if other.pk == trade.pk or (other.isco[0] in "12") != (trade.isco[0] in "12"):
                    continue
                shared = len(trade.skills & other.skills) / len(trade.skills | other.skills)
                kin = 0.15 if other.isco[:3] == trade.isco[:3] else 0.08 if other.isco[:2] == trade.isco[:2] else 0.0
                if shared + kin >= 0.1:
                    scored.append((-(shared + kin), other.code, other))
            self._near[trade.pk] = [other for *_, other in sorted(scored)[:5]]
        return self._near[trade.pk]
