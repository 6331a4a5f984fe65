"""Whether a wage is below the legal minimum of the country, the work and the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from employers.models import Opening, Period, WageFloor

WEEKS = Decimal(52) / 12  # in a month
DAYS = 26  # of work in a month: six a week
HOURS = 8  # of a day that a floor per day is for
# Moroccan law counts 44 hours a week as 191 a month (2,288 a year, rounded up), others as 52/12 weeks.
ROUNDED = {("MA", 44): Decimal(191)}
# A floor per day says nothing of hours: from so many a week the days are whole ones.
WHOLE_DAYS = 44
# Farming by ISCO-08: growers and breeders, also for themselves, forestry, farm machines and farm and forest labourers.
# Not fishing (622, 634, 9216). A gardener (6113, 9214) of a firm that does not farm is held to the farms' floor too.
FARMING = ("61", "621", "631", "632", "633", "8341", "9211", "9212", "9213", "9214", "9215")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Wage:
    """A wage per month, the floor that holds for it and what that floor is for the same hours.

    `ok` is None where nobody can tell: no floor is known, the wage is net, or days may be short ones.
    """

    monthly: Decimal
    floor: WageFloor | None
    floor_monthly: Decimal | None
    ok: bool | None


def judge(
    amount: Decimal,
    period: str,
    hours_per_week: int,
    country: str,
    isco: str | None,
    on: date,
    gross: bool = True,
) -> Wage:
    """A wage of `amount` per `period` (hour, day, month) for `hours_per_week` on the day `on`, in the country's
    currency; `isco` is the ISCO-08 code of the occupation, which tells farming from the rest."""
    valid = WageFloor.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), country=country, valid_from__lte=on)
    return held(amount, period, hours_per_week, country, isco, list(valid), gross)


def of(opening: Opening) -> Wage:
    """The lower wage of an opening on the day the work starts, or today where it does not say when."""
    on = opening.starts_on or timezone.localdate()
    country, isco = opening.employer.country, opening.occupation.isco_id
    wage = judge(
        opening.wage_min, opening.wage_period, opening.hours_per_week, country, isco, on, gross=opening.wage_gross
    )
    if wage.floor and wage.floor.currency != opening.wage_currency:
        return Wage(wage.monthly, wage.floor, wage.floor_monthly, None)
    return wage


def held(
    amount: Decimal, period: str, hours: int, country: str, isco: str | None, floors: Iterable[WageFloor], gross: bool
) -> Wage:
    """`judge`, of floors that hold on the day. Part time counts in proportion to the hours."""
    floor = _floor_for(hours, isco, floors)
    whole = _week(floor) if floor else max(hours, WHOLE_DAYS)
    share = min(Decimal(1), Decimal(hours) / whole)
    if period == Period.HOUR:
        monthly = amount * _hours_a_month(hours, country, floor)
    elif period == Period.DAY:
        # With part time, as many whole days as the hours make.
        monthly = amount * DAYS * share
    else:
        monthly = amount
    monthly = monthly.quantize(CENT, ROUND_HALF_UP)
    if floor is None:
        return Wage(monthly, None, None, None)
    least = _for_hours(floor, hours)
    ok: bool | None = monthly >= least
    if period == Period.HOUR and floor.period == Period.DAY:
        ok = amount * HOURS >= floor.amount
    if not ok and period == Period.DAY and amount * DAYS >= least:
        # Short days, six a week, might make it.
        ok = None
    if not ok and not gross:
        # What is left after contributions tells nothing certain of what was paid before.
        ok = None
    return Wage(monthly, floor, least, ok)


def _floor_for(hours: int, isco: str | None, floors: Iterable[WageFloor]) -> WageFloor | None:
    floors = list(floors)
    farms = [floor for floor in floors if floor.agriculture]
    if not (farms and isco and isco.startswith(FARMING)):
        farms = [floor for floor in floors if not floor.agriculture]
    # Tunisia has one floor for weeks of 40 hours and one for 48. With fewer hours than both the lower one counts: which
    # of the two a firm works by is not known.
    exact = [floor for floor in farms if floor.hours_per_week == hours]
    long_enough = [floor for floor in farms if _week(floor) >= hours]
    longest = sorted(farms, key=_week)[-1:]
    fitting = exact or long_enough or longest
    return min(fitting, key=lambda floor: _for_hours(floor, hours), default=None)


def _week(floor: WageFloor) -> int:
    return floor.hours_per_week or WHOLE_DAYS


def _for_hours(floor: WageFloor, hours: int) -> Decimal:
    """A month's floor for that many hours a week. Only a floor per hour grows with hours beyond the week of the law."""
    share = Decimal(hours) / _week(floor)
    if floor.period != Period.HOUR:
        share = min(share, Decimal(1))
    return (floor.monthly * share).quantize(CENT, ROUND_HALF_UP)


def _hours_a_month(hours: int, country: str, floor: WageFloor | None) -> Decimal:
    week = floor.hours_per_week if floor and floor.hours_per_week else hours
    return hours * ROUNDED.get((country, week), week * WEEKS) / week


def told(wage: Wage, hours: int) -> str:
    """The floor in words, with its figure, since when it holds and where it was read; "" where none is known."""
    if wage.floor is None:
        return ""
    return _("%(name)s: %(least)s %(currency)s a month for %(hours)s hours a week, since %(since)s (%(source)s)") % {
        "name": wage.floor.name,
        "least": number_format(wage.floor_monthly, 2, force_grouping=True),
        "currency": wage.floor.currency,
        "hours": hours,
        "since": date_format(wage.floor.valid_from),
        "source": wage.floor.source,
    }
