"""Subsidies, contracts, and the law as it is written into the tables."""

from datetime import date
from decimal import Decimal

import pytest

from employers import law
from employers.models import Opening, SubsidyRule, WageFloor
from employers.rules import contracts, lint, subsidies
from tests import world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
GRADUATE = {"isced": 6, "first_contract": True, "firm_confirmed": True, "worked_abroad": False}


@pytest.fixture(autouse=True)
def the_law(db):
    law.load()


def verdict(country, programme, contract, isced=None, months=12, on=TODAY, *, facts=None):
    for answer in subsidies.answers(country, contract, isced, months, on, facts or {}):
        if answer.rule.programme.startswith(programme):
            return answer.verdict
    return None


@pytest.mark.parametrize(
    ("asked", "facts", "told"),
    [
        # The contract alone decides what it can.
        (("MA", "Idmaj", "permanent"), {}, "not"),
        (("MA", "Idmaj", "insertion"), {}, "ask"),
        (("MA", "Idmaj", "insertion", 6, 25), {}, "not"),
        (("TN", "CIVP", "insertion", 3, 12), {}, "ask"),
        (("TN", "CIVP", "insertion", 3, 15), {}, "ask"),
        (("TN", "CIVP", "insertion", 3, 20), {}, "not"),
        (("TN", "Karama", "seasonal"), {}, "not"),
        # An opening that asks for a diploma still knows no person.
        (("TN", "Karama", "permanent", 6), {}, "ask"),
        # With what is known of a person.
        (("TN", "CIVP", "insertion", 3), {**GRADUATE, "months_since_diploma": 20}, "likely"),
        (("TN", "CIVP", "insertion", 3), {**GRADUATE, "months_since_diploma": 40}, "not"),
        (("TN", "CIVP", "insertion", 3), {**GRADUATE, "first_contract": False, "months_since_diploma": 20}, "not"),
        (("TN", "CIVP", "insertion", 3), {**GRADUATE, "worked_abroad": True, "months_since_diploma": 20}, "ask"),
        (("TN", "Karama", "permanent"), {**GRADUATE, "months_since_diploma": 30, "quarters_insured": 4}, "likely"),
        (("TN", "Karama", "permanent"), {**GRADUATE, "months_since_diploma": 12, "quarters_insured": 4}, "not"),
        (("TN", "Karama", "permanent"), {**GRADUATE, "months_since_diploma": 30, "quarters_insured": 13}, "not"),
        (("TN", "Karama", "permanent"), {**GRADUATE, "isced": 3, "months_since_diploma": 30}, "not"),
        (("TN", "Karama", "permanent"), {**GRADUATE, "months_since_diploma": 30, "firm_confirmed": False}, "ask"),
        # Who has no diploma: the law is about to change.
        (("MA", "Idmaj", "insertion"), {**GRADUATE, "isced": 2}, "ask"),
        # How somebody came back is never a fact here.
        (("TN", "Tounesna", "permanent"), GRADUATE, "ask"),
        (("TN", "Tounesna", "permanent"), {**GRADUATE, "returned_from": "FR"}, "ask"),
        # Dates.
        (("CI", "Stage", "insertion"), {}, "ask"),
        (("CI", "Stage", "insertion", None, 6, date(2026, 1, 31)), {}, None),
        (("MA", "Idmaj", "insertion", None, 12, date(2024, 12, 31)), {}, None),
        (("DZ", "Idmaj", "insertion"), {}, None),
    ],
)  # fmt: skip
def test_likely_not_or_ask_the_agency(asked, facts, told):
    assert verdict(*asked, facts=facts) == told


def test_every_answer_has_reasons_and_the_likely_ones_come_first():
    found = subsidies.answers("TN", "permanent", 6, 12, TODAY, {**GRADUATE, "months_since_diploma": 30})
    assert [answer.verdict for answer in found] == sorted(
        (answer.verdict for answer in found), key=["likely", "ask", "not"].index
    )
    assert all(answer.reasons and all(answer.reasons) for answer in found)


def test_a_condition_that_nobody_wrote_a_check_for_is_not_taken_for_fulfilled():
    SubsidyRule.objects.create(
        country="DZ", programme="New", valid_from=date(2026, 1, 1), conditions={"moon": "full"}, source="x"
    )
    assert verdict("DZ", "New", "permanent") == "ask"


def test_a_rule_that_has_ended_is_not_spoken_of():
    SubsidyRule.objects.filter(country="CI").update(valid_to=TODAY)
    assert subsidies.answers("CI", "insertion", None, 6, TODAY) == []


def test_the_law_is_written_once_and_what_an_agency_wrote_is_left_alone():
    floors, rules = WageFloor.objects.count(), SubsidyRule.objects.count()
    WageFloor.objects.filter(name="SMIG 48 h").update(amount=Decimal("560"), monthly=Decimal("560"))
    SubsidyRule.objects.filter(programme="CIVP").update(benefit="As read today", reviewed_on=date(2026, 12, 1))
    law.load()
    assert (WageFloor.objects.count(), SubsidyRule.objects.count()) == (floors, rules)
    assert WageFloor.objects.get(name="SMIG 48 h").amount == 560
    assert SubsidyRule.objects.get(programme="CIVP").benefit == "As read today"


def test_what_we_have_read_since_replaces_what_nobody_has_looked_at():
    SubsidyRule.objects.filter(programme="CIVP").update(benefit="Old", reviewed_on=date(2025, 1, 1))
    WageFloor.objects.filter(name="SMIG", country="MA").update(valid_to=None)
    law.load()
    assert SubsidyRule.objects.get(programme="CIVP").benefit != "Old"
    assert WageFloor.objects.get(name="SMIG", country="MA", valid_to=None).valid_from == date(2026, 1, 1)


def test_a_country_offers_each_of_its_contracts_once_by_its_own_name():
    for country in ("MA", "TN", "SN", "CI", "NG", "DZ"):
        known = contracts.of(country)
        values = [one.value for one in known]
        assert values and len(values) == len(set(values)) and set(values) <= set(Opening.Contract.values)
    assert "Idmaj" in next(one.label for one in contracts.of("MA") if one.value == "insertion")
    assert "CIVP" in next(one.label for one in contracts.of("TN") if one.value == "insertion")
    assert "agency_work" not in [one.value for one in contracts.of("TN")]
    assert next(one for one in contracts.of("SN") if one.value == "fixed_term").most_months == 24
    assert all(one.source for one in contracts.of("MA") if one.most_months)


def test_a_contract_longer_than_the_law_has_it_is_said():
    opening = world.opening(world.occupation("welder"), contract="insertion", months=30)
    assert [found.code for found in lint.of(opening)] == ["term"]
    opening.months = 24
    assert lint.of(opening) == []
