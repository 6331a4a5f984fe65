"""The law as we last read it, and writing it into the tables where people keep it up to date."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from employers.models import SubsidyRule, WageFloor

from .floors import FLOORS
from .subsidies import REVIEWED, SUBSIDIES

__all__ = ["FLOORS", "SUBSIDIES", "load"]


@transaction.atomic
def load() -> None:
    """Adds what is lacking and ends what a newer row of ours follows. What an agency has written is left alone.

    Run again, it changes nothing.
    """
    for country, name, agriculture, hours, amount, currency, period, monthly, start, end, source in FLOORS:
        floor, made = WageFloor.objects.get_or_create(
            country=country,
            name=name,
            agriculture=agriculture,
            valid_from=start,
            defaults=dict(
                hours_per_week=hours,
                amount=Decimal(amount),
                currency=currency,
                period=period,
                monthly=Decimal(monthly),
                valid_to=end,
                source=source,
            ),
        )
        if not made and end and not floor.valid_to:
            floor.valid_to = end
            floor.save(update_fields=["valid_to"])
    older = Q(reviewed_on=None) | Q(reviewed_on__lt=REVIEWED)
    for country, programme, start, end, conditions, benefit, source in SUBSIDIES:
        told = dict(valid_to=end, conditions=conditions, benefit=benefit, source=source, reviewed_on=REVIEWED)
        rule, made = SubsidyRule.objects.get_or_create(
            country=country, programme=programme, valid_from=start, defaults=told
        )
        if not made:
            SubsidyRule.objects.filter(older, pk=rule.pk).update(**told)
