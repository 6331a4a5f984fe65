"""Openings: what the post is, what it needs, and every move of its life."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Region, User
from accounts.sealed import SealedField
from skills.models import Concept, names

from .employer import Employer, Member, Site
from .law import Period, SubsidyRule


class OpeningQuerySet(models.QuerySet["Opening"]):
    def open(self) -> OpeningQuerySet:
        """Published, not past its deadline, of an employer that somebody has verified and that answers."""
        return self.filter(
            Q(deadline=None) | Q(deadline__gte=timezone.localdate()),
            state__in=OPEN,
            employer__level__gte=Employer.Level.DOCUMENT,
            employer__suspended_at=None,
            employer__switched_off_at=None,
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

    def editable_by(self, user: User) -> OpeningQuerySet:
        """By the members who may post, and by the agency that answers for the employer."""
        return self.filter(employer__in=Employer.objects.posting_for(user).values("pk"))

    def changeable(self) -> OpeningQuerySet:
        """Those whose words may still be changed: not over, not refused."""
        return self.filter(state__in=[*OPEN, *CHANGEABLE])

    def met_by(self, user: User) -> OpeningQuerySet:
        """Those for which `user` may see and invite people, as a member of the firm."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(employer__in=Member.objects.filter(user=user, may_meet=True).values("employer"))

    def checkable_by(self, user: User) -> OpeningQuerySet:
        """Those that `user` may publish or refuse."""
        return self.filter(employer__in=Employer.objects.verifiable_by(user).values("pk"))

    def asked(self) -> OpeningQuerySet:
        """Those whose firm was asked whether the post is still free, and has not said."""
        return self.filter(state__in=OPEN, asked_at__isnull=False)

    def nearest_first(self, user: User) -> OpeningQuerySet:
        """Those in the territory of the reader's agencies, then the others; the latest first in both."""
        territory = Region.objects.filter(agencies__in=user.agency_ids).values("pk")
        elsewhere = Case(When(site__place__region__in=territory, then=Value(0)), default=Value(1))
        return self.annotate(elsewhere=elsewhere).order_by("elsewhere", "-published_at", "-pk")

    def for_matching(self) -> OpeningQuerySet:
        """With the rows that features are counted from."""
        return self.select_related("site__place__region").prefetch_related("needs", "languages")

    def for_everybody(self) -> OpeningQuerySet:
        """With everything that its public page, a feed and a search engine are told."""
        return self.with_needs().select_related("employer__agency__place")

    def with_needs(self) -> OpeningQuerySet:
        """With everything that a card of an opening reads."""
        return self.select_related(
            "employer__sector", "employer__responsiveness", "site__place__region", "occupation"
        ).prefetch_related(names("occupation"), names("needs__skill"), "languages")


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
        SHORTLISTING = "shortlist", _("open, people being chosen")
        INTERVIEWING = "interview", _("open, people being met")
        OFFERED = "offered", _("open, an offer made")
        FILLED = "filled", _("filled")
        EXPIRED = "expired", _("expired unfilled")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CLOSED = "closed", _("closed")

    class Contract(models.TextChoices):
        PERMANENT = "permanent", _("permanent contract")
        FIXED_TERM = "fixed_term", _("fixed-term contract")
        AGENCY_WORK = "agency_work", _("agency work")
        SITE = "site", _("contract for a building site")
        SEASONAL = "seasonal", _("seasonal contract")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship")
        INSERTION = "insertion", _("subsidised first contract")
        INTERNSHIP = "internship", _("paid internship")

    class Schedule(models.TextChoices):
        DAY = "day", _("by day")
        SHIFTS = "shifts", _("in shifts")
        NIGHT = "night", _("by night")
        WEEKEND = "weekend", _("also at weekends")
        FLEXIBLE = "flexible", _("flexible")

    class Strain(models.TextChoices):
        LIGHT = "light", _("light: mostly seated")
        MIDDLING = "middling", _("standing and walking")
        HEAVY = "heavy", _("heavy: lifting, heat or height")

    class Interview(models.TextChoices):
        SITE = "site", _("at the site")
        PHONE = "phone", _("by telephone")
        VIDEO = "video", _("by video")
        TRIAL = "trial", _("a trial at work, paid")

    class Vacancy(models.TextChoices):
        NEW = "new", _("a new post")
        REPLACEMENT = "replacement", _("somebody left")
        SEASON = "season", _("the season")
        ORDER = "order", _("more work for a time")

    class Benefit(models.TextChoices):
        SOCIAL_SECURITY = "social", _("declared to social security")
        HEALTH = "health", _("health cover")
        TRANSPORT = "transport", _("transport")
        MEALS = "meals", _("meals")
        HOUSING = "housing", _("housing")
        CLOTHING = "clothing", _("work clothes and protection")
        CRECHE = "creche", _("crèche")
        BONUS = "bonus", _("bonus")

    class Source(models.TextChoices):
        FORM = "form", _("typed here")
        FILE = "file", _("from a file")
        JOB_POSTING = "posting", _("from a page with JobPosting")

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
    wage_gross = models.BooleanField(_("gross"), default=True)
    wage_currency = models.CharField(_("currency"), max_length=3)
    # The lower wage per month, whatever its period: what distance to a wish and the floor are measured on.
    wage_monthly = models.DecimalField(_("wage per month"), max_digits=10, decimal_places=2)
    years = models.PositiveSmallIntegerField(_("years of experience asked"), default=0)
    isced = models.PositiveSmallIntegerField(_("education asked (ISCED)"), null=True, blank=True)
    or_equivalent = models.BooleanField(_("or equivalent experience"), default=True)
    licences = models.JSONField(_("licences asked"), default=list, blank=True)
    open_to_all = models.BooleanField(_("open to all"), default=True)
    abroad_valued = models.BooleanField(_("experience abroad is welcome"), default=False)
    benefits = models.JSONField(_("what comes with it"), default=list, blank=True)
    schedule = models.CharField(_("working times"), max_length=8, choices=Schedule.choices, blank=True)
    strain = models.CharField(_("physical strain"), max_length=8, choices=Strain.choices, blank=True)
    probation_months = models.PositiveSmallIntegerField(_("trial period in months"), null=True, blank=True)
    training = models.CharField(_("training that is given"), max_length=200, blank=True)
    interview = models.CharField(_("how you meet people"), max_length=5, choices=Interview.choices, blank=True)
    vacancy = models.CharField(_("why the post is free"), max_length=11, choices=Vacancy.choices, blank=True)
    subsidy = models.ForeignKey(
        SubsidyRule, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("subsidy you plan to use")
    )
    name_shown = models.BooleanField(_("show the name of the firm"), default=True)
    # The article of law that allows a wording which is refused otherwise.
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    state_at = models.DateTimeField(_("in this state since"), default=timezone.now)
    reason = models.CharField(_("reason for refusal or withdrawal"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    deadline = models.DateField(_("apply until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, db_index=True)
    posted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # When somebody last said that the post is still free, and when we last asked.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked whether it is still free"), null=True, blank=True)
    source = models.CharField(_("how it came"), max_length=7, choices=Source.choices, default=Source.FORM)
    # Of the form, or of the line of a file: what comes twice makes one opening.
    key = models.CharField(max_length=64, blank=True, editable=False)

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
                condition=~Q(
                    state__in=["published", "paused", "shortlist", "interview", "offered", "filled", "expired"]
                )
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_opening_has_a_reason",
                condition=~Q(state__in=["rejected", "withdrawn", "changes"]) | ~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                name="opening_hours_at_most_60", condition=Q(hours_per_week__gte=1, hours_per_week__lte=60)
            ),
            models.UniqueConstraint(fields=["employer", "key"], condition=~Q(key=""), name="opening_once_per_form"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether its state is one in which people may be proposed; the employer's standing is not asked."""
        return self.state in OPEN

    @property
    def is_changeable(self) -> bool:
        return self.state in [*OPEN, *CHANGEABLE]


# Open to people: published, and what follows while posts are free.
OPEN = [
    Opening.State.PUBLISHED,
    Opening.State.SHORTLISTING,
    Opening.State.INTERVIEWING,
    Opening.State.OFFERED,
]
# Not open yet, or for the moment.
CHANGEABLE = [
    Opening.State.DRAFT,
    Opening.State.SUBMITTED,
    Opening.State.VERIFYING,
    Opening.State.CHANGES,
    Opening.State.PAUSED,
]


class OpeningMove(models.Model):
    """One step of an opening's life: from where to where, when, by whom and why. The times between tell how long."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="moves")
    before = models.CharField(_("before"), max_length=10, choices=Opening.State.choices)
    after = models.CharField(_("after"), max_length=10, choices=Opening.State.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("move of an opening")
        verbose_name_plural = _("moves of an opening")
        constraints = [models.CheckConstraint(name="a_move_changes_the_state", condition=~Q(before=F("after")))]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class OpeningReport(models.Model):
    """Somebody says that something is wrong with an opening. Who said it is never shown to the employer."""

    class Kind(models.TextChoices):
        MONEY = "money", _("It asks for money")
        FALSE = "false", _("The post or the firm does not exist")
        WAGE = "wage", _("The wage or the contract is not as written")
        UNFAIR = "unfair", _("It shuts people out for what they are")
        UNSAFE = "unsafe", _("The work is dangerous or people are treated badly")
        OTHER = "other", _("Something else")

    class Answer(models.TextChoices):
        FOUNDED = "founded", _("it was right")
        UNFOUNDED = "unfounded", _("nothing wrong was found")
        UNCLEAR = "unclear", _("it could not be cleared up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="reports")
    kind = models.CharField(_("what is wrong"), max_length=6, choices=Kind.choices)
    words = SealedField(_("in your words"), blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # Blind key of where it came from, for a day: what a limit counts.
    network = models.CharField(max_length=43, blank=True, editable=False)
    made_at = models.DateTimeField(_("reported"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("report of an opening")
        verbose_name_plural = _("reports of openings")
        constraints = [
            models.CheckConstraint(
                name="answered_report_has_a_moment",
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.kind}"


class OpeningNeed(models.Model):
    """A skill that an opening asks for, and how well."""

    class Level(models.IntegerChoices):
        LEARNS = 1, _("can be learnt here")
        CAN = 2, _("works alone")
        LEADS = 3, _("shows others how")

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Concept, models.PROTECT, related_name="+", verbose_name=_("skill"))
    required = models.BooleanField(_("required"), default=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, default=Level.CAN)

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
