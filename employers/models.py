"""Employers, their sites and people, their openings and what each needs, the floors and subsidies of the law."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Country, Place, Region, User
from skills.models import Concept, Sector, names


class EmployerQuerySet(models.QuerySet["Employer"]):
    def verified(self) -> EmployerQuerySet:
        """Seen by somebody: openings of the others are not shown."""
        return self.filter(level__gte=Employer.Level.DOCUMENT, suspended_at=None)

    def visible_to(self, user: User) -> EmployerQuerySet:
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(members__user=user) | Q(agency__in=user.agency_ids)).distinct()


class Employer(models.Model):
    """A firm, cooperative or association that hires."""

    class Level(models.IntegerChoices):
        SELF_REGISTERED = 0, _("registered by itself")
        FORMAT = 1, _("identifier has the right form")
        DOCUMENT = 2, _("document seen")
        VISITED = 3, _("site visited, or membership attested by a chamber")

    class Size(models.TextChoices):
        MICRO = "1-9", _("1 to 9 people")
        SMALL = "10-49", _("10 to 49 people")
        MEDIUM = "50-249", _("50 to 249 people")
        LARGE = "250+", _("250 people or more")

    name = models.CharField(_("legal name"), max_length=160)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    legal_form = models.CharField(_("legal form"), max_length=40, blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="employers", verbose_name=_("sector"))
    size = models.CharField(_("size"), max_length=6, choices=Size.choices)
    headcount = models.PositiveIntegerField(_("people employed"), null=True, blank=True)
    parent_country = models.CharField(
        _("country of the parent firm"), max_length=2, choices=Country.choices, blank=True
    )
    # ICE, matricule fiscal, NINEA, RC…: by kind, as written on the document.
    identifiers = models.JSONField(_("identifiers"), default=dict, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="employers", verbose_name=_("agency")
    )
    level = models.PositiveSmallIntegerField(_("verification"), choices=Level.choices, default=Level.SELF_REGISTERED)
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    created_at = models.DateTimeField(_("registered"), default=timezone.now)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="employer_once_per_country"),
            models.CheckConstraint(name="verification_level_0_to_3", condition=Q(level__lte=3)),
        ]

    def __str__(self) -> str:
        return self.name


class Verification(models.Model):
    """Who saw what of an employer, when; to be seen again within a year."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="verifications")
    level = models.PositiveSmallIntegerField(_("level reached"), choices=Employer.Level.choices)
    seen = models.CharField(_("what was seen"), max_length=160)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("on"))
    expires_on = models.DateField(_("expires on"))

    class Meta:
        ordering = ["-on"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.CheckConstraint(
                name="verification_expires_after_it_starts",
                condition=Q(expires_on__gt=F("on")),
                violation_error_message=_("A verification expires after the day it was made."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.on}"


class Member(models.Model):
    """A user who works for an employer."""

    user = models.ForeignKey(User, models.CASCADE, related_name="employer_memberships")
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="members")
    may_post = models.BooleanField(_("may post openings"), default=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["user", "employer"], name="member_once_per_employer")]

    def __str__(self) -> str:
        return f"{self.user} · {self.employer}"


class Site(models.Model):
    """Where the work is."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="sites")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("town"))
    address = models.CharField(_("address"), max_length=160, blank=True)
    transport = models.BooleanField(_("staff transport"), default=False)
    accessible = models.BooleanField(_("accessible"), default=False)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    def __str__(self) -> str:
        return f"{self.employer}, {self.place}"


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


class OpeningQuerySet(models.QuerySet["Opening"]):
    def open(self) -> OpeningQuerySet:
        """Published, not past its deadline, of an employer that somebody has verified."""
        return self.filter(
            Q(deadline=None) | Q(deadline__gte=timezone.localdate()),
            state=Opening.State.PUBLISHED,
            employer__level__gte=Employer.Level.DOCUMENT,
            employer__suspended_at=None,
        )

    def visible_to(self, user: User) -> OpeningQuerySet:
        """An intermediary sees what is open in the countries it works in and all of its own employers';
        an employer its own; a person what is open."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(employer__members__user=user)
        if user.is_intermediary:
            countries = Agency.objects.filter(pk__in=user.agency_ids).values("country")
            shown = self.model.objects.open().filter(employer__country__in=countries)
            return self.filter(mine | Q(employer__agency__in=user.agency_ids) | Q(pk__in=shown.values("pk"))).distinct()
        if user.employer_memberships.exists():
            return self.filter(mine).distinct()
        return self.filter(pk__in=self.model.objects.open().values("pk"))

    def nearest_first(self, user: User) -> OpeningQuerySet:
        """Those in the territory of the reader's agencies, then the others; the latest first in both."""
        territory = Region.objects.filter(agencies__in=user.agency_ids).values("pk")
        elsewhere = Case(When(site__place__region__in=territory, then=Value(0)), default=Value(1))
        return self.annotate(elsewhere=elsewhere).order_by("elsewhere", "-published_at", "-pk")

    def for_matching(self) -> OpeningQuerySet:
        """With the rows that features are counted from."""
        return self.select_related("site__place__region").prefetch_related("needs", "languages")

    def with_needs(self) -> OpeningQuerySet:
        """With everything that a card of an opening reads."""
        return self.select_related("employer__sector", "site__place__region", "occupation").prefetch_related(
            names("occupation"), names("needs__skill"), "languages"
        )


class Opening(models.Model):
    """One or more posts of the same kind at one site."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        VERIFYING = "verifying", _("being checked")
        CHANGES = "changes", _("changes asked for")
        REJECTED = "rejected", _("refused")
        PUBLISHED = "published", _("open")
        PAUSED = "paused", _("paused")
        FILLED = "filled", _("filled")
        EXPIRED = "expired", _("expired unfilled")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Contract(models.TextChoices):
        PERMANENT = "permanent", _("permanent contract")
        FIXED_TERM = "fixed_term", _("fixed-term contract")
        AGENCY_WORK = "agency_work", _("agency work")
        SITE = "site", _("contract for a building site")
        SEASONAL = "seasonal", _("seasonal contract")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship")
        INSERTION = "insertion", _("subsidised first contract")

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="openings", verbose_name=_("employer"))
    site = models.ForeignKey(Site, models.PROTECT, related_name="openings", verbose_name=_("site"))
    title = models.CharField(_("title"), max_length=160)
    occupation = models.ForeignKey(Concept, models.PROTECT, related_name="+", verbose_name=_("occupation"))
    description = models.TextField(_("tasks"), max_length=4000, blank=True)
    posts = models.PositiveSmallIntegerField(_("posts"), default=1)
    contract = models.CharField(_("contract"), max_length=15, choices=Contract.choices)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("length in months"), null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(_("hours per week"))
    wage_min = models.DecimalField(_("wage from, gross"), max_digits=10, decimal_places=2)
    wage_max = models.DecimalField(_("wage to, gross"), max_digits=10, decimal_places=2, null=True, blank=True)
    wage_period = models.CharField(_("wage period"), max_length=5, choices=Period.choices, default=Period.MONTH)
    wage_currency = models.CharField(_("currency"), max_length=3)
    # The lower wage per month, whatever its period: what distance to a wish and the floor are measured on.
    wage_monthly = models.DecimalField(_("wage per month"), max_digits=10, decimal_places=2)
    years = models.PositiveSmallIntegerField(_("years of experience asked"), default=0)
    isced = models.PositiveSmallIntegerField(_("education asked (ISCED)"), null=True, blank=True)
    or_equivalent = models.BooleanField(_("or equivalent experience"), default=True)
    licences = models.JSONField(_("licences asked"), default=list, blank=True)
    open_to_all = models.BooleanField(_("open to all"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    reason = models.CharField(_("reason for refusal or withdrawal"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    deadline = models.DateField(_("apply until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, db_index=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = [
            models.CheckConstraint(
                name="opening_has_a_post",
                condition=Q(posts__gte=1),
                violation_error_message=_("An opening has at least one post."),
            ),
            models.CheckConstraint(
                name="opening_wages_in_order",
                condition=Q(wage_max=None) | Q(wage_max__gte=F("wage_min")),
                violation_error_message=_("The higher wage cannot be below the lower one."),
            ),
            models.CheckConstraint(
                name="published_opening_has_a_date",
                condition=~Q(state__in=["published", "paused", "filled", "expired"]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_opening_has_a_reason",
                condition=~Q(state__in=["rejected", "withdrawn"]) | ~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                name="opening_hours_at_most_60", condition=Q(hours_per_week__gte=1, hours_per_week__lte=60)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OpeningNeed(models.Model):
    """A skill that an opening asks for."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Concept, models.PROTECT, related_name="+", verbose_name=_("skill"))
    required = models.BooleanField(_("required"), default=True)

    class Meta:
        verbose_name = _("need of an opening")
        verbose_name_plural = _("needs of an opening")
        constraints = [models.UniqueConstraint(fields=["opening", "skill"], name="need_once_per_opening")]

    def __str__(self) -> str:
        return str(self.skill)


class OpeningLanguage(models.Model):
    """A language that an opening asks for, to a spoken CEFR level (0 to 6)."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=3)
    level = models.PositiveSmallIntegerField(_("level"))
    required = models.BooleanField(_("required"), default=True)

    class Meta:
        verbose_name = _("language of an opening")
        verbose_name_plural = _("languages of an opening")
        constraints = [
            models.UniqueConstraint(fields=["opening", "language"], name="language_once_per_opening"),
            models.CheckConstraint(name="opening_cefr_1_to_6", condition=Q(level__gte=1, level__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.level}"
