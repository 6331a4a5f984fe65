"""The work profile: what a person can do, has done, wants, and where. This is what matching reads."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.consents import BY_AN_AGENCY_ONLY
from accounts.models import Agency, Consent, Country, Place, User
from skills.models import Concept, names

# Without 0 O 1 I L: a code is read aloud at a counter.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """A pseudonym of 31^7 possible values, drawn so that it says nothing of the person."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(7))


class Cefr(models.IntegerChoices):
    """Levels of the Common European Framework; 0 is none."""

    NONE = 0, _("none")
    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"


class Isced(models.IntegerChoices):
    """ISCED-2011 levels of education."""

    NONE = 0, _("no schooling or pre-primary")
    PRIMARY = 1, _("primary school")
    LOWER_SECONDARY = 2, _("lower secondary")
    UPPER_SECONDARY = 3, _("upper secondary or vocational certificate")
    POST_SECONDARY = 4, _("post-secondary, not tertiary")
    SHORT_TERTIARY = 5, _("short tertiary (two-year diploma)")
    BACHELOR = 6, _("bachelor's degree")
    MASTER = 7, _("master's degree or engineer")
    DOCTORATE = 8, _("doctorate")


class Licence(models.TextChoices):
    """Driving licence categories and common operating permits."""

    B = "B", _("B (car)")
    C = "C", _("C (lorry)")
    CE = "CE", _("CE (articulated lorry)")
    D = "D", _("D (bus)")
    FORKLIFT = "forklift", _("forklift permit")
    CRANE = "crane", _("crane permit")


class Currency(models.TextChoices):
    MAD = "MAD", _("dirhams")
    TND = "TND", _("Tunisian dinars")
    XOF = "XOF", _("CFA francs")
    NGN = "NGN", _("naira")
    EUR = "EUR", _("euros")
    CHF = "CHF", _("Swiss francs")
    CAD = "CAD", _("Canadian dollars")


class ProfileQuerySet(models.QuerySet["Profile"]):
    def active(self) -> ProfileQuerySet:
        return self.filter(status=Profile.Status.ACTIVE)

    def findable(self) -> ProfileQuerySet:
        """People who said yes to being proposed to employers, asked at this moment."""
        agreed = Consent.objects.live().filter(purpose=Consent.Purpose.PROPOSE, person=OuterRef("user_id"))
        return self.active().undisputed().filter(Exists(agreed))

    def listed_to_firms(self) -> ProfileQuerySet:
        """Of these, those whose yes is to a text that says that firms look for people themselves."""
        agreed = Consent.objects.live().filter(purpose=Consent.Purpose.PROPOSE, person=OuterRef("user_id"))
        return self.findable().filter(Exists(agreed.exclude(text_version__in=BY_AN_AGENCY_ONLY)))

    def undisputed(self) -> ProfileQuerySet:
        """Files that nobody has contested, or whose contest is answered."""
        return self.exclude(Exists(_open_contests()))

    def visible_to(self, user: User) -> ProfileQuerySet:
        """One's own, and those whose file one's agency keeps. How much of it: `policy`."""
        if not user.is_authenticated:
            return self.none()
        return self.exclude(status=Profile.Status.MERGED).filter(Q(user=user) | Q(agency__in=user.agency_ids))

    def editable_by(self, user: User) -> ProfileQuerySet:
        """One's own, those one accompanies, and those of one's agency whom nobody accompanies yet."""
        if not user.is_authenticated:
            return self.none()
        cared_for = Q(counsellor=user) | Q(counsellor=None)
        return self.visible_to(user).filter(Q(user=user) | (Q(agency__in=user.agency_ids) & cared_for))

    def for_matching(self) -> ProfileQuerySet:
        """With the rows that features are counted from, and no names of anything."""
        return self.select_related("place__region").prefetch_related("experiences", "skills", "languages", "wishes")

    def with_work(self) -> ProfileQuerySet:
        """With everything that a card of a person reads."""
        return self.select_related("place__region", "agency").prefetch_related(
            names("experiences__occupation"),
            names("skills__skill"),
            "languages",
            "stays",
            names("wishes__occupation"),
        )


def _open_contests() -> models.QuerySet:
    from .keeping import Contest

    return Contest.objects.filter(profile=OuterRef("pk"), answered_at=None)


class Profile(models.Model):
    """The work profile: what a person can do, wants, and where. Known to others by its code."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("looking")
        PAUSED = "paused", _("pausing")
        CLOSED = "closed", _("closed")
        MERGED = "merged", _("joined with another file")

    class Hours(models.TextChoices):
        FULL = "full", _("full time")
        PART = "part", _("part time")
        EITHER = "either", _("either")
        UNSAID = "", _("not said")

    class Abroad(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        MAYBE = "maybe", _("maybe")
        UNSAID = "", _("not said")

    user = models.OneToOneField(User, models.CASCADE, related_name="profile", verbose_name=_("user"))
    code = models.CharField(_("code"), max_length=7, unique=True, default=new_code, editable=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="profiles", verbose_name=_("agency")
    )
    counsellor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="caseload", verbose_name=_("counsellor")
    )
    status = models.CharField(_("status"), max_length=6, choices=Status.choices, default=Status.ACTIVE)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("town"))
    radius_km = models.PositiveSmallIntegerField(_("distance to work, km"), default=30)
    would_move = models.BooleanField(_("would move for a job"), default=False)
    available_from = models.DateField(_("available from"), null=True, blank=True)
    isced = models.PositiveSmallIntegerField(_("education"), choices=Isced.choices, null=True, blank=True)
    licences = models.JSONField(_("licences"), default=list, blank=True)
    wage_wish = models.PositiveIntegerField(_("wage wished, gross per month"), null=True, blank=True)
    wage_currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    abroad_again = models.CharField(_("would work abroad again"), max_length=5, choices=Abroad.choices, blank=True)
    hours = models.CharField(_("hours"), max_length=6, choices=Hours.choices, blank=True)
    own_business = models.CharField(_("would start a business"), max_length=5, choices=Abroad.choices, blank=True)
    # Names of fields and of parts of the record that the person would rather not fill in: not asked for again.
    unsaid = models.JSONField(_("would rather not say"), default=list, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, db_index=True)
    # The last sign of life that is neither a change nor signing in, and the last warning that there was none.
    heard_at = models.DateTimeField(_("last heard of"), default=timezone.now, editable=False)
    warned_at = models.DateTimeField(_("warned that it goes"), null=True, blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                name="profile_wage_names_its_currency",
                condition=Q(wage_wish=None) | ~Q(wage_currency=""),
                violation_error_message=_("A wage needs its currency."),
            ),
            models.CheckConstraint(
                name="profile_isced_0_to_8",
                condition=Q(isced=None) | Q(isced__lte=8),
                violation_error_message=_("ISCED levels go from 0 to 8."),
            ),
            models.CheckConstraint(
                name="profile_radius_at_most_500_km",
                condition=Q(radius_km__lte=500),
                violation_error_message=_("The distance to work is at most 500 km; tick “would move” for more."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Band(models.TextChoices):
    """How long, for those who would rather not give dates (a gap or a date can reveal more than it should)."""

    UNDER_6_MONTHS = "0-6m", _("less than 6 months")
    TO_1_YEAR = "6-12m", _("6 to 12 months")
    TO_3_YEARS = "1-3y", _("1 to 3 years")
    TO_5_YEARS = "3-5y", _("3 to 5 years")
    TO_10_YEARS = "5-10y", _("5 to 10 years")
    OVER_10_YEARS = "10y+", _("more than 10 years")
    UNSAID = "unsaid", _("I'd rather not say")


# The middle of each band in months, the last one cautiously near its start; a length not said counts as half a year.
BAND_MONTHS = {"0-6m": 3, "6-12m": 9, "1-3y": 24, "3-5y": 48, "5-10y": 90, "10y+": 144, "unsaid": 6}


class Stay(models.Model):
    """Tier B: a time abroad. Shown to an employer only where the person switched it on."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="stays")
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    band = models.CharField(_("how long"), max_length=6, choices=Band.choices)
    start_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("to"), null=True, blank=True)
    seasons = models.PositiveSmallIntegerField(_("seasons"), default=0)
    scheme_name = models.CharField(_("scheme"), max_length=80, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stay abroad")
        verbose_name_plural = _("stays abroad")
        constraints = [
            models.CheckConstraint(
                name="stay_ends_after_it_starts",
                condition=Q(start_year=None) | Q(end_year=None) | Q(end_year__gte=F("start_year")),
                violation_error_message=_("The last year cannot be before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_country_display()}, {self.get_band_display()}"


class Experience(models.Model):
    """Work done, paid or not. Dates by year or only a band."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="experiences")
    occupation = models.ForeignKey(Concept, models.PROTECT, related_name="+", verbose_name=_("occupation"))
    title = models.CharField(_("in the person's words"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, blank=True)
    start_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("to"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("length in months"), null=True, blank=True)
    band = models.CharField(_("how long"), max_length=6, choices=Band.choices, blank=True)
    paid = models.BooleanField(_("paid"), default=True)
    team_size = models.PositiveSmallIntegerField(_("people led"), null=True, blank=True)
    tasks = models.CharField(_("tasks"), max_length=500, blank=True)
    tools = models.CharField(_("tools and machines"), max_length=300, blank=True)

    class Meta:
        ordering = [F("end_year").desc(nulls_first=True), "-pk"]
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = [
            models.CheckConstraint(
                name="experience_ends_after_it_starts",
                condition=Q(start_year=None) | Q(end_year=None) | Q(end_year__gte=F("start_year")),
                violation_error_message=_("The last year cannot be before the first."),
            ),
            models.CheckConstraint(
                name="experience_has_a_length",
                condition=Q(months__isnull=False) | ~Q(band=""),
                violation_error_message=_("Say how long, in months or roughly."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.occupation)

    @property
    def length_months(self) -> int:
        return self.months if self.months is not None else BAND_MONTHS[self.band]


class Evidence(models.IntegerChoices):
    """The ladder of what stands behind a skill. A declared skill is allowed to win."""

    DECLARED = 1, _("declared by the person")
    DESCRIBED = 2, _("described with examples")
    SUPPORTED = 3, _("supported by a document or a reference")
    CONFIRMED = 4, _("confirmed by a supervisor")
    ASSESSED = 5, _("assessed in a practical test")
    CERTIFIED = 6, _("certified by an authority")


class ProfileSkill(models.Model):
    """A skill of a person, with the evidence behind it and where it was learned."""

    class Learned(models.TextChoices):
        HOME = "home", _("at work at home")
        ABROAD = "abroad", _("at work abroad")
        TRAINING = "training", _("in training")
        FAMILY = "family", _("in the family")
        ARMY = "army", _("in the army")
        SELF = "self", _("by oneself")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Concept, models.PROTECT, related_name="+", verbose_name=_("skill"))
    evidence = models.PositiveSmallIntegerField(_("evidence"), choices=Evidence.choices, default=Evidence.DECLARED)
    learned = models.CharField(_("learned"), max_length=8, choices=Learned.choices, blank=True)

    class Meta:
        verbose_name = _("skill of a person")
        verbose_name_plural = _("skills of a person")
        constraints = [
            models.UniqueConstraint(fields=["profile", "skill"], name="skill_once_per_profile"),
            models.CheckConstraint(name="evidence_on_the_ladder", condition=Q(evidence__gte=1, evidence__lte=6)),
        ]

    def __str__(self) -> str:
        return str(self.skill)


class EvidenceStep(models.Model):
    """What stands behind one step of the ladder, and who vouches for it. Which step who may raise: `evidence`."""

    skill = models.ForeignKey(ProfileSkill, models.CASCADE, related_name="steps")
    step = models.PositiveSmallIntegerField(_("step"), choices=Evidence.choices)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(_("recorded"), default=timezone.now)
    seen_on = models.DateField(_("seen or done on"), null=True, blank=True)
    # The example, the paper that was seen (never a copy), the test and its tool, the authority.
    told = models.CharField(_("in words"), max_length=300, blank=True)
    vouched_by = models.CharField(_("who vouches for it"), max_length=160, blank=True)

    class Meta:
        ordering = ["-step", "-at"]
        verbose_name = _("evidence of a skill")
        verbose_name_plural = _("evidence of skills")
        constraints = [
            models.CheckConstraint(name="evidence_step_on_the_ladder", condition=Q(step__gte=2, step__lte=6)),
            models.CheckConstraint(
                name="evidence_of_others_says_whose",
                condition=Q(step__lte=3) | ~Q(vouched_by=""),
                violation_error_message=_("Say who confirmed, tested or certified it."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display()


class ProfileLanguage(models.Model):
    """A language of a person: understood, spoken, read, written, each on the CEFR scale."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=3)  # ISO 639
    understood = models.PositiveSmallIntegerField(_("understood"), choices=Cefr.choices, default=0)
    spoken = models.PositiveSmallIntegerField(_("spoken"), choices=Cefr.choices, default=0)
    read = models.PositiveSmallIntegerField(_("read"), choices=Cefr.choices, default=0)
    written = models.PositiveSmallIntegerField(_("written"), choices=Cefr.choices, default=0)

    class Meta:
        verbose_name = _("language of a person")
        verbose_name_plural = _("languages of a person")
        constraints = [
            models.UniqueConstraint(fields=["profile", "language"], name="language_once_per_profile"),
            models.CheckConstraint(
                name="cefr_0_to_6", condition=Q(understood__lte=6, spoken__lte=6, read__lte=6, written__lte=6)
            ),
        ]

    def __str__(self) -> str:
        return self.language


class Wish(models.Model):
    """An occupation that a person would like, most wanted first."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="wishes")
    occupation = models.ForeignKey(Concept, models.PROTECT, related_name="+", verbose_name=_("occupation"))
    priority = models.PositiveSmallIntegerField(_("priority"), default=1)

    class Meta:
        ordering = ["priority"]
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [models.UniqueConstraint(fields=["profile", "occupation"], name="wish_once")]

    def __str__(self) -> str:
        return str(self.occupation)
