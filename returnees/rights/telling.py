"""Periods and rights in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from returnees.models import SocialPeriod

from .periods import Span, Total, totals

# What people follow up, kept by key so that each reads it in their language; anything else is kept in their own words.
RIGHTS = {
    "old_age": _("Old-age pension"),
    "invalidity": _("Invalidity pension"),
    "survivors": _("Pension of a widow, a widower or an orphan"),
    "health": _("Health cover"),
    "family": _("Family benefits"),
    "accident": _("Benefit after an accident at work"),
    "unemployment": _("Unemployment benefit"),
    "refund": _("Contributions paid back"),
}


def right_name(right: str) -> str:
    return str(RIGHTS.get(right, right))


def masked(number: str) -> str:
    """An insurance number as a page shows it: enough to tell two cards apart, not enough to use."""
    shown = number[-3:] if len(number) >= 8 else ""
    return "•••• " + shown if number else ""


def spans(periods: Iterable[SocialPeriod]) -> list[Span]:
    return [Span(one.country, one.branch, one.starts_on, one.ends_on, one.days, one.band) for one in periods]


def totals_told(periods: Iterable[SocialPeriod]) -> list[tuple[Total, str, int]]:
    """Each total with its length in words and its share, in percent, of the longest: for the bar beside it."""
    found = totals(spans(periods))
    longest = max((_reach(total) for total in found), default=0)
    return [(total, length(total), round(100 * _reach(total) / longest) if longest else 0) for total in found]


def length(total: Total) -> str:
    """ "About 5 years and 2 months, and 1 to 3 years more, roughly"; what was not said is said to be missing."""
    told = []
    if total.days:
        told.append(
            gettext("about %(length)s") % {"length": years_and_months(total.months)} if total.months else _days(total)
        )
    if total.is_rough:
        told.append(_rough(total, more=bool(told)))
    if total.without_length:
        told.append(
            ngettext("%(n)d period without a length", "%(n)d periods without a length", total.without_length)
            % {"n": total.without_length}
        )
    return pgettext("between the items of a list", ", ").join(told)


def years_and_months(months: int) -> str:
    years, rest = divmod(months, 12)
    told = []
    if years:
        told.append(ngettext("%(n)d year", "%(n)d years", years) % {"n": years})
    if rest or not years:
        told.append(ngettext("%(n)d month", "%(n)d months", rest) % {"n": rest})
    if len(told) == 2:
        return gettext("%(years)s and %(months)s") % {"years": told[0], "months": told[1]}
    return told[0]


def _days(total: Total) -> str:
    return ngettext("%(n)d day", "%(n)d days", total.days) % {"n": total.days}


def _rough(total: Total, *, more: bool) -> str:
    facts = {"least": years_and_months(total.rough_least)}
    if total.rough_most is None:
        return (gettext("at least %(least)s more") if more else gettext("at least %(least)s")) % facts
    facts["most"] = years_and_months(total.rough_most)
    if not total.rough_least:
        return (gettext("up to %(most)s more") if more else gettext("up to %(most)s")) % facts
    told = gettext("%(least)s to %(most)s more, roughly") if more else gettext("%(least)s to %(most)s, roughly")
    return told % facts


def _reach(total: Total) -> int:
    """Months that are sure to be there: what the bar draws."""
    return total.months + total.rough_least
