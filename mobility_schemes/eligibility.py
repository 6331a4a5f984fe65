"""Whether a person meets the rules of a scheme: pure, every rule answered passed, failed or unknown.

A rule that is not applied (sensitive and not reviewed as lawful) is listed as such and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Answer = Literal["passed", "failed", "unknown", "not_applied"]
Verdict = Literal["eligible", "unclear", "not_eligible"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition as data: attribute, operator, value; `hard` rules exclude, soft ones only speak."""

    attribute: str
    operator: str
    value: Any
    hard: bool = True
    applied: bool = True


# attribute -> what is known of the person; a missing or None entry is unknown. "language" maps language -> CEFR.
Known = Mapping[str, Any]


def _at_least(known: Any, value: Any) -> bool:
    return bool(known >= value)


def _at_most(known: Any, value: Any) -> bool:
    return bool(known <= value)


def _equals(known: Any, value: Any) -> bool:
    return bool(value in known) if isinstance(known, (set, frozenset)) else bool(known == value)


def _one_of(known: Any, value: Any) -> bool:
    if isinstance(known, (set, frozenset)):
        return bool(known & set(value))
    return known in value


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": _at_least,
    "at_most": _at_most,
    "equals": _equals,
    "one_of": _one_of,
}


def answer(rule: Rule, known: Known) -> Answer:
    """One rule's answer. A language rule's value is {"language": "es", "level": 2}.

    Raises KeyError for an operator that does not exist.
    """
    if not rule.applied:
        return "not_applied"
    test = OPERATORS[rule.operator]
    fact = known.get(rule.attribute)
    if fact is None:
        return "unknown"
    if rule.attribute == "language":
        if not fact:
            return "unknown"
        return "passed" if test(fact.get(rule.value["language"], 0), rule.value["level"]) else "failed"
    return "passed" if test(fact, rule.value) else "failed"


def verdict(rules: Sequence[Rule], known: Known) -> tuple[Verdict, list[Answer]]:
    """The verdict over all rules, and each one's answer in order: a failed hard rule excludes, an unknown one waits."""
    answers = [answer(rule, known) for rule in rules]
    hard = {given for rule, given in zip(rules, answers, strict=True) if rule.hard}
    if "failed" in hard:
        return "not_eligible", answers
    return ("unclear" if "unknown" in hard else "eligible"), answers
