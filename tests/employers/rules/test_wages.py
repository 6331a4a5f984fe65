"""A wage beside the floor of its country, its work, its hours and its day."""

from datetime import date
from decimal import Decimal

import pytest

from employers import law
from employers.rules import lint, wages
from tests import world

pytestmark = pytest.mark.django_db
WELDER, FARM, FISHER, DRIVER = "7212", "9211", "9216", "8341"
D = Decimal


@pytest.fixture(autouse=True)
def the_law(db):
    law.load()


@pytest.mark.parametrize(
    ("amount", "period", "hours", "country", "isco", "on", "gross", "ok", "least"),
    [
        # Morocco, 191 hours a month for a week of 44.
        ("3422.72", "month", 44, "MA", WELDER, (2026, 1, 1), True, True, "3422.72"),
        ("3422.71", "month", 44, "MA", WELDER, (2026, 1, 1), True, False, "3422.72"),
        # The floor of the day: the last one of 2025 was lower.
        ("3300", "month", 44, "MA", WELDER, (2025, 12, 31), True, True, "3266.10"),
        ("3300", "month", 44, "MA", WELDER, (2026, 1, 1), True, False, "3422.72"),
        ("17.92", "hour", 44, "MA", WELDER, (2026, 6, 1), True, True, "3422.72"),
        ("17.91", "hour", 44, "MA", WELDER, (2026, 6, 1), True, False, "3422.72"),
        # Part time: the same per hour.
        ("17.92", "hour", 22, "MA", WELDER, (2026, 6, 1), True, True, "1711.36"),
        ("1711.36", "month", 22, "MA", WELDER, (2026, 6, 1), True, True, "1711.36"),
        ("1700", "month", 22, "MA", WELDER, (2026, 6, 1), True, False, "1711.36"),
        # More hours than the week of the law are paid, too.
        ("3422.72", "month", 48, "MA", WELDER, (2026, 6, 1), True, False, "3733.88"),
        # A day's wage: 26 days a month.
        ("131.65", "day", 44, "MA", WELDER, (2026, 6, 1), True, True, "3422.72"),
        ("131.60", "day", 44, "MA", WELDER, (2026, 6, 1), True, False, "3422.72"),
        # Short days or few days? It cannot be told from a day's wage.
        ("100", "day", 22, "MA", WELDER, (2026, 6, 1), True, None, "1711.36"),
        ("60", "day", 22, "MA", WELDER, (2026, 6, 1), True, False, "1711.36"),
        # Farms have a floor of their own, per day; fishing has not.
        ("97.44", "day", 44, "MA", FARM, (2026, 4, 1), True, True, "2533.44"),
        ("97.43", "day", 44, "MA", FARM, (2026, 4, 1), True, False, "2533.44"),
        ("93", "day", 44, "MA", FARM, (2026, 3, 31), True, True, "2418.00"),
        ("12.18", "hour", 44, "MA", FARM, (2026, 4, 1), True, True, "2533.44"),
        ("12.17", "hour", 44, "MA", FARM, (2026, 4, 1), True, False, "2533.44"),
        ("97.44", "day", 44, "MA", DRIVER, (2026, 4, 1), True, True, "2533.44"),
        ("97.44", "day", 44, "MA", FISHER, (2026, 4, 1), True, False, "3422.72"),
        # Tunisia: weeks of 48 and of 40 hours.
        ("528.320", "month", 48, "TN", WELDER, (2026, 6, 1), True, True, "528.32"),
        ("500", "month", 48, "TN", WELDER, (2026, 6, 1), True, False, "528.32"),
        ("448.24", "month", 40, "TN", WELDER, (2026, 6, 1), True, True, "448.24"),
        ("448.23", "month", 40, "TN", WELDER, (2026, 6, 1), True, False, "448.24"),
        ("484.29", "month", 44, "TN", WELDER, (2026, 6, 1), True, True, "484.29"),
        # With 20 hours either week may be meant: the lower one counts.
        ("220.13", "month", 20, "TN", WELDER, (2026, 6, 1), True, True, "220.13"),
        # A floor per month does not grow with the hours.
        ("75000", "month", 44, "CI", WELDER, (2026, 6, 1), True, True, "75000.00"),
        ("370.526", "hour", 40, "SN", WELDER, (2026, 6, 1), True, True, "64223.00"),
        # Net: above the floor it is above; below it nobody can tell.
        ("3500", "month", 44, "MA", WELDER, (2026, 6, 1), False, True, "3422.72"),
        ("3300", "month", 44, "MA", WELDER, (2026, 6, 1), False, None, "3422.72"),
        # No floor is known.
        ("1", "month", 44, "DZ", WELDER, (2026, 6, 1), True, None, None),
        ("1", "month", 44, "MA", WELDER, (2024, 6, 1), True, None, None),
    ],
)  # fmt: skip
def test_a_wage_and_its_floor(amount, period, hours, country, isco, on, gross, ok, least):
    wage = wages.judge(D(amount), period, hours, country, isco, date(*on), gross=gross)
    assert (wage.ok, wage.floor_monthly) == (ok, least and D(least))


def test_the_wage_of_a_month_of_the_hours_that_were_said():
    judged = [
        wages.judge(D("20"), "hour", 44, "MA", WELDER, date(2026, 6, 1)),
        wages.judge(D("20"), "hour", 22, "MA", WELDER, date(2026, 6, 1)),
        wages.judge(D("150"), "day", 44, "MA", WELDER, date(2026, 6, 1)),
        wages.judge(D("4"), "hour", 40, "TN", WELDER, date(2026, 6, 1)),
    ]
    assert [wage.monthly for wage in judged] == [D("3820.00"), D("1910.00"), D("3900.00"), D("693.33")]


def test_the_start_of_the_work_decides_which_floor_it_is_and_the_figure_is_said_with_its_source():
    opening = world.opening(world.occupation("welder"), wage=3300, hours_per_week=44, starts_on=date(2025, 12, 1))
    assert wages.of(opening).ok and not lint.refused(lint.of(opening))
    opening.starts_on = date(2026, 1, 5)
    (found,) = lint.refused(lint.of(opening))
    assert found.code == "wage" and found.field == "wage_min"
    assert "3,422.72 MAD" in found.says and "Le360, 18 December 2025" in found.says
    assert found.instead == "3,422.72 MAD a month or more."


def test_a_wage_in_another_currency_is_looked_at_by_somebody():
    opening = world.opening(world.occupation("welder"), wage=500)
    opening.wage_currency = "EUR"
    assert [(found.code, found.weight) for found in lint.of(opening)] == [("currency", "hold")]
