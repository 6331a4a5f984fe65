"""Sums of periods by hand, and against a slow twin that marks days on a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnees.models import Band
from returnees.rights.periods import BAND_LIMITS, Span, Total, totals

DAY = date(2015, 1, 1)


def pension(first=None, last=None, **facts):
    return Span("ES", "pension", first, last, **facts)


def the_one(*spans: Span) -> Total:
    (total,) = totals(spans)
    return total


def test_the_bands_are_those_a_person_can_choose():
    assert set(BAND_LIMITS) == set(Band.values) - {"unsaid"}


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([pension(date(2020, 1, 1), date(2020, 1, 31))], 31),
        ([pension(date(2020, 1, 1), date(2020, 1, 1))], 1),
        # The same month twice is one month; a shared day is one day; neighbours are two.
        ([pension(date(2020, 1, 1), date(2020, 1, 31))] * 2, 31),
        ([pension(date(2020, 1, 1), date(2020, 1, 10)), pension(date(2020, 1, 10), date(2020, 1, 20))], 20),
        ([pension(date(2020, 1, 1), date(2020, 1, 10)), pension(date(2020, 1, 11), date(2020, 1, 20))], 20),
        # A short one inside a long one, and one that reaches out of it.
        (
            [
                pension(date(2020, 1, 1), date(2020, 12, 31)),
                pension(date(2020, 3, 1), date(2020, 3, 31)),
                pension(date(2020, 12, 1), date(2021, 1, 31)),
            ],
            397,
        ),
        # Fifteen seasons written as one line: the insured days count, not the calendar.
        ([pension(date(2010, 3, 1), date(2024, 6, 30), days=1800)], 1800),
        # More days than the calendar has are not believed.
        ([pension(date(2020, 1, 1), date(2020, 1, 31), days=400)], 31),
        # Where one of two that overlap has no count, the calendar has to do.
        ([pension(date(2020, 1, 1), date(2020, 1, 31), days=20), pension(date(2020, 1, 15), date(2020, 1, 31))], 31),
        ([pension(days=90), pension(days=60)], 150),
    ],
)
def test_days_by_hand(spans, days):
    assert the_one(*spans).days == days


def test_four_months_in_fifteen_seasons_are_five_years():
    seasons = [pension(date(year, 3, 1), date(year, 6, 30)) for year in range(2010, 2025)]
    assert the_one(*seasons).days == 15 * 122
    assert the_one(*seasons).months == 60


def test_rough_lengths_stay_rough():
    total = the_one(pension(band="1-3y"), pension(band="6-12m"), pension(date(2020, 1, 1), date(2020, 1, 31)))
    assert (total.days, total.rough_least, total.rough_most) == (31, 18, 48)
    assert the_one(pension(band="10y+"), pension(band="0-6m")).rough_most is None
    assert not the_one(pension(days=3)).is_rough


def test_what_was_not_said_is_counted_as_not_said():
    total = the_one(pension(), pension(date(2020, 1, 1)), pension(band="unsaid"), pension(band="1-3y"))
    assert (total.days, total.without_length) == (0, 3)


def test_dates_count_before_a_band_and_a_count_of_days_too():
    assert not the_one(pension(date(2020, 1, 1), date(2020, 1, 31), band="1-3y")).is_rough
    assert not the_one(pension(days=10, band="1-3y")).is_rough


def test_branches_and_countries_do_not_mix():
    year = (date(2020, 1, 1), date(2020, 12, 31))
    found = totals([Span("ES", "pension", *year), Span("ES", "health", *year), Span("FR", "pension", *year)])
    assert [(total.country, total.branch, total.days) for total in found] == [
        ("ES", "pension", 366), ("ES", "health", 366), ("FR", "pension", 366),
    ]  # fmt: skip


def slow(spans: list[Span]) -> dict[tuple[str, str], int]:
    """Every day of every period marked on a calendar; days told replace a cluster's marks where all are told."""
    out: dict[tuple[str, str], int] = {}
    for key in {(span.country, span.branch) for span in spans}:
        mine = [span for span in spans if (span.country, span.branch) == key]
        marks = [
            ({span.first + timedelta(n) for n in range((span.last - span.first).days + 1)}, [span.days])
            for span in mine
            if span.first and span.last
        ]
        merged = True
        while merged:
            merged = False
            for one in marks:
                other = next((other for other in marks if other is not one and other[0] & one[0]), None)
                if other:
                    marks = [mark for mark in marks if mark is not one and mark is not other]
                    marks.append((one[0] | other[0], one[1] + other[1]))
                    merged = True
                    break
        count = sum(
            len(days) if None in told else min(len(days), sum(told)) for days, told in marks
        )  # fmt: skip
        out[key] = count + sum(span.days for span in mine if not (span.first and span.last) and span.days is not None)
    return out


spans_of = st.builds(
    lambda country, branch, start, length, dated, days: Span(
        country,
        branch,
        DAY + timedelta(start) if dated else None,
        DAY + timedelta(start + length) if dated else None,
        days,
    ),
    st.sampled_from(["ES", "FR"]),
    st.sampled_from(["pension", "health"]),
    st.integers(0, 60),
    st.integers(0, 20),
    st.booleans(),
    st.none() | st.integers(0, 40),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(spans_of, max_size=8))
def test_the_slow_twin_agrees(spans):
    assert {(total.country, total.branch): total.days for total in totals(spans)} == slow(spans)


@settings(max_examples=100, deadline=None)
@given(st.lists(spans_of, min_size=1, max_size=6), st.randoms())
def test_the_order_does_not_matter(spans, random):
    mixed = random.sample(spans, len(spans))
    assert set(totals(mixed)) == set(totals(spans))
