"""Diplomas and certificates, and where their recognition stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Country

from .profile import Currency, Experience, Isced, Profile


class Qualification(models.Model):
    """A diploma or certificate."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="qualifications")
    title = models.CharField(_("title"), max_length=160)
    institution = models.CharField(_("school or centre"), max_length=160, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    isced = models.PositiveSmallIntegerField(_("level"), choices=Isced.choices, null=True, blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")

    def __str__(self) -> str:
        return self.title


class RecognitionCaseQuerySet(models.QuerySet["RecognitionCase"]):
    def of(self, profile: Profile) -> RecognitionCaseQuerySet:
        """Those of a person's papers, and of their work."""
        return self.filter(Q(qualification__profile=profile) | Q(experience__profile=profile))


class RecognitionCase(models.Model):
    """Where the recognition of a qualification, or of experience, stands."""

    class Purpose(models.TextChoices):
        EMPLOYMENT = "employment", _("to work as an employee")
        STUDY = "study", _("to study on")
        REGULATED = "regulated", _("to work in a regulated occupation")
        MOBILITY = "mobility", _("to work abroad")

    class Kind(models.TextChoices):
        ACADEMIC = "academic", _("equivalence of a diploma")
        PROFESSIONAL = "professional", _("professional recognition")
        EXPERIENCE = "experience", _("validation of experience")
        STATEMENT = "statement", _("statement of comparability")
        LICENCE = "licence", _("exchange of a licence")

    class Payer(models.TextChoices):
        PERSON = "person", _("the person")
        EMPLOYER = "employer", _("the employer")
        AGENCY = "agency", _("the agency")
        PROGRAMME = "programme", _("a programme")

    class State(models.TextChoices):
        NOT_NEEDED = "not_needed", _("not needed")
        ADVISED = "advised", _("advised")
        PREPARING = "preparing", _("collecting documents")
        SUBMITTED = "submitted", _("submitted")
        UNDER_REVIEW = "under_review", _("under review")
        GRANTED = "granted", _("granted")
        PARTIAL = "partial", _("granted in part")
        REFUSED = "refused", _("refused")
        EXPIRED = "expired", _("expired")
        ABANDONED = "abandoned", _("given up")

    qualification = models.OneToOneField(
        Qualification, models.CASCADE, null=True, blank=True, related_name="recognition"
    )
    experience = models.OneToOneField(Experience, models.CASCADE, null=True, blank=True, related_name="recognition")
    purpose = models.CharField(_("what it is for"), max_length=10, choices=Purpose.choices, blank=True)
    kind = models.CharField(_("kind of recognition"), max_length=12, choices=Kind.choices, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ADVISED)
    authority = models.CharField(_("authority"), max_length=160, blank=True)
    # [{"name": "…", "there": false}]: what the file needs, and what is there already.
    documents = models.JSONField(_("documents"), default=list, blank=True)
    fee = models.DecimalField(_("fee"), max_digits=9, decimal_places=2, null=True, blank=True)
    fee_currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    payer = models.CharField(_("who pays"), max_length=9, choices=Payer.choices, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    # What was granted, under which conditions, or why it was refused.
    decision = models.CharField(_("decision"), max_length=300, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = RecognitionCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("recognition of a qualification")
        verbose_name_plural = _("recognitions of qualifications")
        constraints = [
            models.CheckConstraint(
                name="submitted_recognition_has_a_date",
                condition=~Q(state__in=["submitted", "under_review"]) | Q(submitted_on__isnull=False),
                violation_error_message=_("Say when the file was submitted."),
            ),
            models.CheckConstraint(
                name="recognition_of_one_thing",
                condition=Q(qualification__isnull=False, experience=None)
                | Q(qualification=None, experience__isnull=False),
            ),
            models.CheckConstraint(
                name="fee_names_its_currency",
                condition=Q(fee=None) | ~Q(fee_currency=""),
                violation_error_message=_("A fee needs its currency."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def profile(self) -> Profile:
        """Whose paper, or whose work, it is about."""
        return (self.qualification or self.experience).profile
