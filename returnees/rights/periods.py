"""How long somebody was insured, from what they remember: pure sums, rough where they are rough.

A fund counts in its own days, quarters and months and by its own rules; these sums only help to see what is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Months: the least and the most of each band (returnees.models.Band); no most for the open one.
BAND_LIMITS: dict[str, tuple[int, int | None]] = {
    "0-6m": (0, 6),
    "6-12m": (6, 12),
    "1-3y": (12, 36),
    "3-5y": (36, 60),
    "5-10y": (60, 120),
    "10y+": (120, None),
}
DAYS_OF_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Span:
    """One time insured. `days` are the insured days that somebody was told, over the whole of it."""

    country: str
    branch: str
    first: date | None = None
    last: date | None = None
    days: int | None = None
    band: str = ""

    @property
    def is_dated(self) -> bool:
        return self.first is not None and self.last is not None


@dataclass(frozen=True, slots=True)
class Total:
    """What is known of one branch in one country: days by dates or by count, more by rough bands, and gaps."""

    country: str
    branch: str
    days: int
    rough_least: int  # months
    rough_most: int | None  # months; None: no upper limit
    without_length: int

    @property
    def is_rough(self) -> bool:
        return self.rough_most != 0

    @property
    def months(self) -> int:
        """Whole months in the days known, to the nearest."""
        return round(self.days / DAYS_OF_A_MONTH)


def totals(spans: Iterable[Span]) -> list[Total]:
    """One per country and branch, in the order they come first. Times that overlap are counted once."""
    groups: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for span in spans:
        groups[span.country, span.branch].append(span)
    return [_total(country, branch, several) for (country, branch), several in groups.items()]


def _total(country: str, branch: str, spans: list[Span]) -> Total:
    dated = [span for span in spans if span.is_dated]
    counted = [span for span in spans if not span.is_dated and span.days is not None]
    rough = [span.band for span in spans if not span.is_dated and span.days is None and span.band in BAND_LIMITS]
    most = [BAND_LIMITS[band][1] for band in rough]
    return Total(
        country=country,
        branch=branch,
        days=sum(_days(stretch) for stretch in _stretches(dated)) + sum(span.days or 0 for span in counted),
        rough_least=sum(BAND_LIMITS[band][0] for band in rough),
        rough_most=None if None in most else sum(one or 0 for one in most),
        without_length=len(spans) - len(dated) - len(counted) - len(rough),
    )


def _stretches(dated: list[Span]) -> list[list[Span]]:
    """Those that share a day with each other, together."""
    out: list[list[Span]] = []
    until = date.min
    for span in sorted(dated, key=lambda one: (one.first or date.min, one.last or date.min)):
        first, last = span.first or date.min, span.last or date.min
        if out and first <= until:
            out[-1].append(span)
        else:
            out.append([span])
        until = max(until, last)
    return out


def _days(stretch: list[Span]) -> int:
    """The days of a stretch on the calendar; fewer where the insured days of all of it are known and are fewer.

    A seasonal worker writes "2010 to 2024, 1,800 days": the calendar alone would make 15 years of it.
    """
    firsts = [span.first for span in stretch if span.first]
    lasts = [span.last for span in stretch if span.last]
    calendar = (max(lasts) - min(firsts)).days + 1
    told = [span.days for span in stretch if span.days is not None]
    return min(calendar, sum(told)) if len(told) == len(stretch) else calendar
