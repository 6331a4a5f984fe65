"""Periods of social insurance abroad and the rights that may follow from them. No advice is computed from them."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Country
from accounts.sealed import SealedField

from .profile import Band, Profile


class SocialPeriod(models.Model):
    """A time insured under one regime, for one branch."""

    class Branch(models.TextChoices):
        PENSION = "pension", _("pension")
        HEALTH = "health", _("health")
        FAMILY = "family", _("family benefits")
        ACCIDENT = "accident", _("accidents at work")
        UNEMPLOYMENT = "unemployment", _("unemployment")

    class Evidence(models.TextChoices):
        NONE = "", _("nothing at hand")
        STATEMENT = "statement", _("statement of the insurance")
        PAYSLIPS = "payslips", _("payslips")
        CONTRACT = "contract", _("contract or work certificate")
        CARD = "card", _("insurance card")

    class Totalisable(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("not known")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="social_periods")
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    regime = models.CharField(_("regime or insurance"), max_length=120, blank=True)
    branch = models.CharField(_("branch"), max_length=12, choices=Branch.choices)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    band = models.CharField(_("how long"), max_length=6, choices=Band.choices, blank=True)
    days = models.PositiveIntegerField(_("days insured"), null=True, blank=True)
    number = SealedField(_("insurance number"), blank=True)
    evidence = models.CharField(_("evidence"), max_length=9, choices=Evidence.choices, blank=True)
    totalisable = models.CharField(
        _("may be added up"), max_length=7, choices=Totalisable.choices, default=Totalisable.UNKNOWN
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["country", "branch", "starts_on", "pk"]
        verbose_name = _("period of social insurance")
        verbose_name_plural = _("periods of social insurance")
        constraints = [
            models.CheckConstraint(
                name="social_period_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day cannot be before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_country_display()}, {self.get_branch_display()}"


class RightsCaseQuerySet(models.QuerySet["RightsCase"]):
    def due(self, today: date) -> RightsCaseQuerySet:
        """Whose day to be reminded of has come, of people whose record is open."""
        open_ones = [Profile.Status.ACTIVE, Profile.Status.PAUSED]
        return self.filter(remind_on__lte=today, profile__status__in=open_ones)

    def to_remind(self, today: date) -> RightsCaseQuerySet:
        """Of those, the ones nobody was reminded of since that day."""
        return self.due(today).filter(Q(reminded_on=None) | Q(reminded_on__lt=F("remind_on")))

    def with_person(self) -> RightsCaseQuerySet:
        """With whose they are, the longest waiting first."""
        return self.select_related("profile__identity").order_by("remind_on", "pk")


class RightsCase(models.Model):
    """One right that somebody follows up, at which office and how far."""

    class State(models.TextChoices):
        NOT_INFORMED = "not_informed", _("not informed yet")
        INFORMED = "informed", _("informed")
        DOCUMENTS = "documents", _("collecting documents")
        FILED = "filed", _("filed")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        APPEAL = "appeal", _("contested")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="rights_cases")
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    right = models.CharField(_("right"), max_length=160)
    convention = models.CharField(_("convention"), max_length=160, blank=True)
    office = models.CharField(_("office"), max_length=160, blank=True)
    form = models.CharField(_("form"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.NOT_INFORMED)
    next_action = models.CharField(_("next step"), max_length=200, blank=True)
    remind_on = models.DateField(_("remind on"), null=True, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    objects = RightsCaseQuerySet.as_manager()

    class Meta:
        ordering = ["country", "right", "pk"]
        verbose_name = _("right followed up")
        verbose_name_plural = _("rights followed up")

    def __str__(self) -> str:
        return self.right
