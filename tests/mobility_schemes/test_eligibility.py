"""Eligibility, against a table."""

import pytest

from mobility_schemes.eligibility import Rule, answer, verdict

AGE = Rule("age", "at_most", 35)
SPANISH = Rule("language", "at_least", {"language": "es", "level": 2})
SECTOR = Rule("sector", "one_of", ["agrifood", "fishing"])
MOTHERS = Rule("children", "at_least", 1, applied=False)
SEASONS = Rule("seasons", "at_least", 1, hard=False)


@pytest.mark.parametrize(
    ("rule", "known", "said"),
    [
        (AGE, {"age": 35}, "passed"),
        (AGE, {"age": 36}, "failed"),
        (AGE, {"age": None}, "unknown"),
        (AGE, {}, "unknown"),
        (SPANISH, {"language": {"es": 2}}, "passed"),
        (SPANISH, {"language": {"es": 1}}, "failed"),
        (SPANISH, {"language": {"fr": 6}}, "failed"),
        (SPANISH, {"language": {}}, "unknown"),
        (SECTOR, {"sector": {"agrifood", "retail"}}, "passed"),
        (SECTOR, {"sector": {"retail"}}, "failed"),
        (SECTOR, {"sector": set()}, "failed"),
        (Rule("country", "equals", "MA"), {"country": "MA"}, "passed"),
        (Rule("country", "one_of", ["TN", "SN"]), {"country": "MA"}, "failed"),
        (Rule("sector", "equals", "it"), {"sector": {"it"}}, "passed"),
        (MOTHERS, {"children": 0}, "not_applied"),
        (SEASONS, {"seasons": 0}, "failed"),
    ],
)
def test_a_rule_is_passed_failed_unknown_or_not_applied(rule, known, said):
    assert answer(rule, known) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"age": 30, "language": {"es": 3}, "children": 0}, "eligible"),
        ({"age": 30, "language": {"es": 3}, "seasons": 0}, "eligible"),  # a soft rule only speaks
        ({"language": {"es": 3}}, "unclear"),
        ({"age": 40}, "not_eligible"),  # one plain no outweighs what is not known
    ],
)
def test_the_verdict_waits_for_what_is_unknown_and_ends_at_a_plain_no(known, said):
    assert verdict([AGE, SPANISH, MOTHERS, SEASONS], known)[0] == said


def test_an_operator_that_does_not_exist_is_an_error_of_ours():
    with pytest.raises(KeyError):
        answer(Rule("age", "about", 35), {"age": 30})
