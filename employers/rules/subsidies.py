"""Which hiring subsidies may come into question for a contract: likely, not, or ask the agency. Never a promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from employers.models import Opening, SubsidyRule

LIKELY, NOT, ASK = "likely", "not", "ask"


@dataclass(frozen=True)
class Answer:
    """What can be said of one rule, with the reasons in words, the weightiest first."""

    rule: SubsidyRule
    verdict: str
    reasons: list[str]


@dataclass(frozen=True)
class Case:
    """What is known: of the contract, and, by name, of the firm and of a person (see `CONDITIONS`)."""

    contract: str
    isced: int | None
    months: int | None
    facts: Mapping[str, Any]


def answers(
    country: str,
    contract: str,
    isced: int | None,
    months: int | None,
    on: date,
    facts: Mapping[str, Any] | None = None,
) -> list[Answer]:
    """Every rule of `country` that holds on the day `on`: likely ones first, those that are out last.

    `isced` is the education asked for, `months` the length of the contract. `facts` may hold what is known of the
    person and the firm: isced, first_contract, months_since_diploma, quarters_insured, worked_abroad, firm_confirmed.
    How somebody came back is never among them: a rule that asks for it can only be asked for.
    """
    rules = SubsidyRule.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), country=country, valid_from__lte=on)
    return judged(rules, Case(contract, isced, months, facts or {}))


def judged(rules: Iterable[SubsidyRule], case: Case) -> list[Answer]:
    """`answers`, of rules that hold on the day."""
    order = [LIKELY, ASK, NOT]
    return sorted((_answer(rule, case) for rule in rules), key=lambda answer: order.index(answer.verdict))


def _answer(rule: SubsidyRule, case: Case) -> Answer:
    said = [
        verdict
        for name, value in rule.conditions.items()
        if name in CONDITIONS
        for verdict in CONDITIONS[name](value, case, rule.conditions)
    ]
    # A condition that this program does not know must not be taken for fulfilled.
    said += [(ASK, _("A condition that only the agency can judge.")) for name in rule.conditions if name not in KNOWN]
    for verdict in (NOT, ASK):
        if reasons := [reason for one, reason in said if one == verdict]:
            return Answer(rule, verdict, reasons)
    return Answer(rule, LIKELY, [reason for _verdict, reason in said])


Conditions = Mapping[str, Any]
Said = list[tuple[str, str]]


def _contract(allowed: list[str], case: Case, _all: Conditions) -> Said:
    names = ", ".join(str(Opening.Contract(value).label) for value in allowed)
    if not case.contract:
        return [(ASK, _("It depends on the contract: %(contracts)s.") % {"contracts": names})]
    if case.contract not in allowed:
        return [(NOT, _("Only for: %(contracts)s.") % {"contracts": names})]
    return [(LIKELY, _("The contract is one it is for."))]


def _months(most: int, case: Case, all_: Conditions) -> Said:
    if not case.months or case.months <= most:
        return []
    if case.months <= all_.get("months_exceptional", most):
        return [(ASK, _("Longer than %(months)s months only exceptionally.") % {"months": most})]
    return [(NOT, _("For %(months)s months at most.") % {"months": most})]


def _isced(least: int, case: Case, all_: Conditions) -> Said:
    level = _level(least)
    has = case.facts.get("isced")
    if has is None:
        reason = _("Depends on the person: education of at least “%(level)s”.") % {"level": level}
        if case.isced is not None and case.isced < least and "below_isced" in all_:
            return [(ASK, reason), (ASK, _(all_["below_isced"]))]
        return [(ASK, reason)]
    if has >= least:
        return [(LIKELY, _("The education is there."))]
    if "below_isced" in all_:
        return [(ASK, _(all_["below_isced"]))]
    return [(NOT, _("Only with education of at least “%(level)s”.") % {"level": level})]


def _level(isced: int) -> str:
    if isced >= 5:
        return _("higher education")
    return _("end of secondary school, or a vocational diploma")


def _first_contract(_value: bool, case: Case, _all: Conditions) -> Said:
    first = case.facts.get("first_contract")
    if first is None:
        return [(ASK, _("Depends on the person: only who never had such a contract."))]
    if not first:
        return [(NOT, _("The person has had such a contract before."))]
    return [(LIKELY, _("The person never had such a contract."))]


def _since_diploma(most: int, case: Case, _all: Conditions) -> Said:
    since = case.facts.get("months_since_diploma")
    if since is None:
        return [(ASK, _("Depends on the person: how much they have worked since their last diploma."))]
    if since > most:
        return [(NOT, _("For %(months)s months after the last diploma.") % {"months": most})]
    return [(LIKELY, _("The last diploma is recent enough."))]


def _years_since_diploma(least: int, case: Case, _all: Conditions) -> Said:
    since = case.facts.get("months_since_diploma")
    if since is None:
        return [(ASK, _("Depends on the person: their last diploma must be %(years)s years old.") % {"years": least})]
    if since < 12 * least:
        return [(NOT, _("Only from %(years)s years after the last diploma.") % {"years": least})]
    return [(LIKELY, _("The last diploma is old enough."))]


def _quarters(most: int, case: Case, _all: Conditions) -> Said:
    quarters = case.facts.get("quarters_insured")
    if quarters is None:
        return [(ASK, _("Depends on the person: at most %(quarters)s insured quarters.") % {"quarters": most})]
    if quarters > most:
        return [(NOT, _("For people with at most %(quarters)s insured quarters.") % {"quarters": most})]
    return [(LIKELY, _("Few enough insured quarters."))]


def _abroad_counts(question: str, case: Case, _all: Conditions) -> Said:
    return [] if case.facts.get("worked_abroad") is False else [(ASK, _(question))]


def _firm(conditions: list[str], case: Case, _all: Conditions) -> Said:
    if case.facts.get("firm_confirmed"):
        return [(LIKELY, _("The firm fulfils its conditions."))]
    return [(ASK, _("Condition of the firm: %(what)s") % {"what": _(what)}) for what in conditions]


def _returned(_countries: list[str], _case: Case, _all: Conditions) -> Said:
    # Nothing about how or from where somebody came back is known here, and nothing may be.
    return [(ASK, _("Only the agency can say for whom: ask it, not the candidates."))]


def _ask(questions: list[str], _case: Case, _all: Conditions) -> Said:
    return [(ASK, _(question)) for question in questions]


CONDITIONS: dict[str, Callable[[Any, Case, Conditions], Said]] = {
    "contract": _contract,
    "months_max": _months,
    "isced_min": _isced,
    "first_contract": _first_contract,
    "max_months_after_diploma": _since_diploma,
    "years_since_diploma_min": _years_since_diploma,
    "social_security_quarters_max": _quarters,
    "abroad_counts": _abroad_counts,
    "firm": _firm,
    "returned_from": _returned,
    "ask": _ask,
}
KNOWN = {*CONDITIONS, "months_exceptional", "below_isced"}
