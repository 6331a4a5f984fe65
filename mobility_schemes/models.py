"""Circular mobility: agreements, the schemes under them, their quota lines with sources, intakes and applications.

A quota is one of six different things, and never the number of people who go: what happened is told by funnel counts,
each with its own source and date. A quota line is never overwritten: a change is a new row that supersedes the old.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Country, Region, User, name_in
from employers.models import Employer
from returnees.models import Cefr, Profile
from skills.models import Concept, IscoGroup, Sector


class Agreement(models.Model):
    """What two or more States, or a State alone, have decided."""

    class Kind(models.TextChoices):
        LABOUR = "labour_agreement", _("labour agreement")
        YOUNG_PROFESSIONALS = "young_professionals", _("young professionals agreement")
        TALENT_PARTNERSHIP = "talent_partnership", _("talent partnership")
        MOU = "mou", _("memorandum of understanding")
        PROJECT = "project", _("project")
        DECREE = "decree", _("decree of one State")
        DIRECTIVE = "directive", _("European directive")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        SUSPENDED = "suspended", _("suspended")
        EXPIRED = "expired", _("expired")

    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_ar = models.CharField(_("title in Arabic"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    parties = models.JSONField(_("parties"), default=list)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.IN_FORCE)
    legal_reference = models.CharField(_("legal reference"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self) -> str:
        return self.title_en


class Scheme(models.Model):
    """A way to work in another country for a time, and come back."""

    class Pathway(models.TextChoices):
        SEASONAL = "seasonal", _("seasonal work")
        TRAINEE = "trainee", _("young professionals")
        SKILLED = "skilled", _("skilled work")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship")
        CONTINGENT = "short_contingent", _("short-term employment")
        HOME_AWAY = "home_away_training", _("training for home and abroad")

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="schemes", verbose_name=_("agreement"))
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=160)
    name_fr = models.CharField(_("name in French"), max_length=160)
    name_ar = models.CharField(_("name in Arabic"), max_length=160)
    origin_country = models.CharField(_("from"), max_length=2, choices=Country.choices)
    destination_country = models.CharField(_("to"), max_length=2, choices=Country.choices)
    pathway = models.CharField(_("pathway"), max_length=20, choices=Pathway.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    status_note = models.CharField(_("note"), max_length=200, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, related_name="schemes", verbose_name=_("sectors"))
    occupations = models.ManyToManyField(Concept, blank=True, related_name="+", verbose_name=_("occupations"))
    max_months_in_12 = models.PositiveSmallIntegerField(_("months in twelve, at most"), null=True, blank=True)
    max_months = models.PositiveSmallIntegerField(_("months in all, at most"), null=True, blank=True)
    language = models.CharField(_("language asked"), max_length=3, blank=True)
    language_level = models.PositiveSmallIntegerField(_("level asked"), choices=Cefr.choices, default=0)
    return_required = models.BooleanField(_("return is agreed"), default=True)
    repeat_allowed = models.BooleanField(_("may be called back"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        constraints = [
            models.CheckConstraint(
                name="scheme_goes_somewhere_else", condition=~Q(origin_country=F("destination_country"))
            ),
            models.CheckConstraint(
                name="seasonal_months_5_to_12",
                condition=Q(max_months_in_12=None) | Q(max_months_in_12__gte=1, max_months_in_12__lte=12),
            ),
        ]

    def __str__(self) -> str:
        return name_in(self)


class QuotaLineQuerySet(models.QuerySet["QuotaLine"]):
    def current(self) -> QuotaLineQuerySet:
        """Lines that no later line supersedes."""
        return self.filter(superseded_by=None)


class QuotaLine(models.Model):
    """Places announced for a scheme, a period and perhaps a sector, an occupation, a region; with its source."""

    class Kind(models.TextChoices):
        LEGAL_CAP = "legal_cap", _("legal ceiling")
        CONTINGENT = "contingent", _("yearly contingent")
        FORECAST = "forecast", _("approved needs")
        PROJECT_TARGET = "project_target", _("project goal")
        ADMIN_CEILING = "admin_ceiling", _("revisable ceiling")
        NONE = "none", _("no quota")

    class Unit(models.TextChoices):
        PERSONS = "persons", _("people")
        AUTHORISATIONS = "authorisations", _("authorisations")
        POSTS = "posts", _("posts")
        FIRST_CONSENTS = "first_consents", _("first consents")

    class Split(models.TextChoices):
        ANY = "any", _("everybody")
        NEW = "new", _("new workers")
        REPEATER = "repeater", _("workers called back")

    class Status(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", _("open")
        SUSPENDED = "suspended", _("suspended")
        EXHAUSTED = "exhausted", _("exhausted")
        CLOSED = "closed", _("closed")

    class Confidence(models.TextChoices):
        OFFICIAL = "official", _("official")
        REPORTED = "reported", _("reported")
        ESTIMATE = "estimate", _("estimate")
        TO_VERIFY = "to_verify", _("to verify")

    class SourceKind(models.TextChoices):
        LAW = "law", _("law")
        ADMINISTRATION = "administration", _("administration")
        PRESS = "press", _("press")
        PROJECT = "project", _("project")

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="quota_lines", verbose_name=_("scheme"))
    label = models.CharField(_("what it covers"), max_length=160)
    starts_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period to"))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=14, choices=Unit.choices, default=Unit.PERSONS)
    split = models.CharField(_("for"), max_length=8, choices=Split.choices, default=Split.ANY)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    isco = models.ForeignKey(IscoGroup, models.PROTECT, null=True, blank=True, verbose_name=_("ISCO-08 group"))
    origin_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from the region")
    )
    destination_region = models.CharField(_("to the region"), max_length=80, blank=True)
    reserve_for = models.CharField(_("reserved for"), max_length=120, blank=True)
    carry_over = models.BooleanField(_("unused places carry over"), default=False)
    # For reports only: no rule and no ranker may read it.
    women_target = models.PositiveIntegerField(_("women, target for reports"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    as_of = models.DateField(_("as of"))
    source_title = models.CharField(_("source"), max_length=200)
    source_url = models.CharField(_("address of the source"), max_length=300, blank=True)
    source_kind = models.CharField(_("kind of source"), max_length=14, choices=SourceKind.choices)
    confidence = models.CharField(_("confidence"), max_length=9, choices=Confidence.choices)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("replaces")
    )

    objects = QuotaLineQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "-starts_on", "pk"]
        verbose_name = _("quota line")
        verbose_name_plural = _("quota lines")
        constraints = [
            models.CheckConstraint(
                name="quota_period_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                name="quota_line_names_its_source",
                condition=~Q(source_title=""),
                violation_error_message=_("Every quota line names its source."),
            ),
            models.CheckConstraint(
                name="only_no_quota_lacks_places",
                condition=Q(kind="none", places=None) | (~Q(kind="none") & Q(places__isnull=False)),
                violation_error_message=_("A quota has a number of places; “no quota” has none."),
            ),
            models.CheckConstraint(name="a_line_does_not_supersede_itself", condition=~Q(supersedes=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.label} {self.places}"


class Intake(models.Model):
    """One campaign of a scheme: when people apply, leave and come back."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open for applications")
        PRESELECTION = "preselection", _("pre-selection")
        SELECTION = "selection", _("selection")
        VISA = "visa", _("visas")
        DEPARTURES = "departures", _("departures")
        RUNNING = "running", _("people are away")
        RETURNS = "returns", _("people are coming back")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="intakes", verbose_name=_("scheme"))
    quota_line = models.ForeignKey(
        QuotaLine, models.PROTECT, null=True, blank=True, related_name="intakes", verbose_name=_("quota line")
    )
    label = models.CharField(_("name"), max_length=160)
    opens_on = models.DateField(_("applications from"))
    closes_on = models.DateField(_("applications until"))
    departs_from = models.DateField(_("departures from"), null=True, blank=True)
    season_ends_on = models.DateField(_("end of the season"), null=True, blank=True)
    channels = models.CharField(_("where to apply"), max_length=200, blank=True)
    occupations = models.ManyToManyField(Concept, blank=True, related_name="+", verbose_name=_("occupations"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PLANNED)

    class Meta:
        ordering = ["-opens_on"]
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        constraints = [
            models.CheckConstraint(
                name="intake_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Applications cannot close before they open."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class FunnelCount(models.Model):
    """How many people reached a step, as somebody published it on a date."""

    class Step(models.TextChoices):
        ANNOUNCED = "announced", _("places announced")
        EMPLOYER_DEMAND = "employer_demand", _("asked for by employers")
        APPLIED = "applied", _("applied")
        ELIGIBLE = "eligible", _("eligible")
        PRESELECTED = "preselected", _("pre-selected")
        SELECTED = "selected", _("selected")
        VISA = "visa_issued", _("visa issued")
        DEPARTED = "departed", _("departed")
        ACTIVE = "active", _("at work")
        COMPLETED = "completed", _("finished")
        RETURNED = "returned_confirmed", _("return confirmed")
        RETURN_UNKNOWN = "return_unknown", _("return not known")
        RECALLED = "recalled", _("called back")
        REMIGRATED = "remigrated_regular", _("left again by a regular route")

    quota_line = models.ForeignKey(QuotaLine, models.CASCADE, null=True, blank=True, related_name="counts")
    intake = models.ForeignKey(Intake, models.CASCADE, null=True, blank=True, related_name="counts")
    step = models.CharField(_("step"), max_length=18, choices=Step.choices)
    people = models.PositiveIntegerField(_("people"))
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["as_of", "pk"]
        verbose_name = _("funnel count")
        verbose_name_plural = _("funnel counts")
        constraints = [
            models.CheckConstraint(
                name="count_of_a_line_or_an_intake",
                condition=Q(quota_line__isnull=False, intake=None) | Q(quota_line=None, intake__isnull=False),
            ),
            models.CheckConstraint(name="count_names_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.people}"


class EligibilityRule(models.Model):
    """A condition of a scheme, as data. What touches sex, family or age is applied only once somebody named has
    reviewed it as lawful."""

    class Attribute(models.TextChoices):
        COUNTRY = "country", _("country")
        AGE = "age", _("age")
        EDUCATION = "isced", _("education")
        LANGUAGE = "language", _("language")
        SEASONS = "seasons", _("seasons worked before")
        OCCUPATION_MONTHS = "occupation_months", _("months in the occupation")
        SECTOR = "sector", _("sector")
        SEX = "sex", _("sex")
        CHILDREN = "children", _("children")

    class Operator(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        EQUALS = "equals", _("is")
        ONE_OF = "one_of", _("is one of")

    class Origin(models.TextChoices):
        LAW = "law", _("law")
        AGREEMENT = "agreement", _("agreement")
        EMPLOYER = "employer", _("employer")
        PRACTICE = "practice", _("practice")

    class Review(models.TextChoices):
        UNREVIEWED = "unreviewed", _("not reviewed")
        LAWFUL = "lawful", _("reviewed as lawful")
        CONTESTED = "contested", _("contested")
        NOT_APPLIED = "not_applied", _("not applied")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="rules", verbose_name=_("scheme"))
    attribute = models.CharField(_("attribute"), max_length=20, choices=Attribute.choices)
    operator = models.CharField(_("operator"), max_length=8, choices=Operator.choices)
    value = models.JSONField(_("value"))
    hard = models.BooleanField(_("excludes"), default=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    review = models.CharField(_("review"), max_length=12, choices=Review.choices, default=Review.UNREVIEWED)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("eligibility rule")
        verbose_name_plural = _("eligibility rules")
        constraints = [
            models.CheckConstraint(
                name="rules_on_sex_and_children_are_sensitive",
                condition=~Q(attribute__in=["sex", "children"]) | Q(sensitive=True),
            ),
            models.CheckConstraint(
                name="lawful_sensitive_rule_names_basis_and_reviewer",
                condition=~Q(sensitive=True, review="lawful")
                | (Q(reviewed_by__isnull=False, reviewed_on__isnull=False) & ~Q(legal_basis="")),
                violation_error_message=_("A sensitive rule is applied only with a legal basis and a named reviewer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_attribute_display()} {self.get_operator_display()} {self.value}"

    @property
    def is_applied(self) -> bool:
        if self.sensitive:
            return self.review == self.Review.LAWFUL
        return self.review != self.Review.NOT_APPLIED


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User) -> ApplicationQuerySet:
        return self.filter(profile__in=Profile.objects.visible_to(user))


class Application(models.Model):
    """A person's application to an intake."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        INCOMPLETE = "incomplete", _("incomplete")
        ELIGIBLE = "eligible", _("eligible")
        INELIGIBLE = "ineligible", _("not eligible")
        PRESELECTED = "preselected", _("pre-selected")
        INTERVIEWED = "interviewed", _("interviewed")
        SELECTED = "selected", _("selected")
        RESERVE = "reserve_list", _("on the reserve list")
        NOT_SELECTED = "not_selected", _("not selected")
        DEPARTED = "departed", _("departed")
        RETURNED = "returned", _("returned")
        WITHDRAWN = "withdrawn", _("withdrawn")

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="applications", verbose_name=_("intake"))
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="applications", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=8, choices=QuotaLine.Split.choices, default=QuotaLine.Split.NEW)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.SUBMITTED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(fields=["intake", "profile"], name="one_application_per_intake"),
            models.CheckConstraint(
                name="refused_application_has_a_reason",
                condition=~Q(state__in=["ineligible", "not_selected"]) | ~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} → {self.intake_id}"


class RecallRight(models.Model):
    """A seasonal worker's right to be called back by the same employer, and their way to contest a missed call."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="recall_rights", verbose_name=_("person"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="recall_rights", verbose_name=_("scheme"))
    employer_name = models.CharField(_("employer abroad"), max_length=160)
    valid_to = models.DateField(_("valid until"))
    called_on = models.DateField(_("called on"), null=True, blank=True)
    answered = models.CharField(
        _("answer"), max_length=3, blank=True, choices=[("yes", _("accepted")), ("no", _("declined"))]
    )
    not_called_reason = models.CharField(_("reason given for no call"), max_length=200, blank=True)
    contested_on = models.DateField(_("contested on"), null=True, blank=True)
    contest_text = models.CharField(_("what the person says"), max_length=300, blank=True)
    contest_outcome = models.CharField(_("outcome"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("recall right")
        verbose_name_plural = _("recall rights")
        constraints = [
            models.CheckConstraint(
                name="only_a_call_is_answered",
                condition=Q(answered="") | Q(called_on__isnull=False),
                violation_error_message=_("There is no call to answer yet."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} ← {self.employer_name}"


class SchemeBody(models.Model):
    """Who does what in a scheme: publish, preselect, select, visa, permit, accompany."""

    class Role(models.TextChoices):
        PUBLISH = "publish", _("publishes")
        PRESELECT = "preselect", _("pre-selects")
        SELECT = "select", _("selects")
        VISA = "visa", _("issues visas")
        PERMIT = "permit", _("issues permits")
        ACCOMPANY = "accompany", _("accompanies")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="bodies")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    body = models.CharField(_("body"), max_length=120)
    agency = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True)
    employer = models.ForeignKey(Employer, models.SET_NULL, null=True, blank=True)

    class Meta:
        verbose_name = _("body of a scheme")
        verbose_name_plural = _("bodies of a scheme")

    def __str__(self) -> str:
        return f"{self.body} {self.get_role_display()}"
