"""What the law of a country says of wages and subsidies, between two dates, with the source it was read in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Country


class Period(models.TextChoices):
    HOUR = "hour", _("per hour")
    DAY = "day", _("per day")
    MONTH = "month", _("per month")


class WageFloor(models.Model):
    """A legal minimum wage between two dates, with the source it was read in. A change is a new row."""

    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    name = models.CharField(_("name"), max_length=40)
    agriculture = models.BooleanField(_("for agriculture"), default=False)
    hours_per_week = models.PositiveSmallIntegerField(_("for a week of, hours"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=3)
    currency = models.CharField(_("currency"), max_length=3)
    period = models.CharField(_("period"), max_length=5, choices=Period.choices)
    monthly = models.DecimalField(_("the same per month"), max_digits=12, decimal_places=2)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["country", "-valid_from"]
        verbose_name = _("wage floor")
        verbose_name_plural = _("wage floors")
        constraints = [
            models.CheckConstraint(
                name="wage_floor_dates_in_order",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                violation_error_message=_("A floor ends after it starts."),
            ),
            models.CheckConstraint(name="wage_floor_names_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.amount} {self.currency} {self.get_period_display()}"


class SubsidyRule(models.Model):
    """A hiring subsidy between two dates. Never a promise: the answer is likely, not, or ask the agency."""

    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    programme = models.CharField(_("programme"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    conditions = models.JSONField(_("conditions"), default=dict)
    benefit = models.CharField(_("benefit"), max_length=300)
    source = models.CharField(_("source"), max_length=200)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    class Meta:
        ordering = ["country", "programme"]
        verbose_name = _("subsidy rule")
        verbose_name_plural = _("subsidy rules")
        constraints = [models.CheckConstraint(name="subsidy_rule_names_its_source", condition=~Q(source=""))]

    def __str__(self) -> str:
        return f"{self.country} {self.programme}"
