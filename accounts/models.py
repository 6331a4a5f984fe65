"""Who may act, where, with whose agreement, and what was done: users, agencies, consents, the audit log."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .encryption import blind
from .sealed import SealedField


class Country(models.TextChoices):
    """The countries the platform works in, and those that people go to and come back from (ISO 3166-1 alpha-2)."""

    MOROCCO = "MA", _("Morocco")
    TUNISIA = "TN", _("Tunisia")
    SENEGAL = "SN", _("Senegal")
    IVORY_COAST = "CI", _("Côte d'Ivoire")
    NIGERIA = "NG", _("Nigeria")
    ALGERIA = "DZ", _("Algeria")
    AUSTRIA = "AT", _("Austria")
    BELGIUM = "BE", _("Belgium")
    CANADA = "CA", _("Canada")
    SWITZERLAND = "CH", _("Switzerland")
    GERMANY = "DE", _("Germany")
    EGYPT = "EG", _("Egypt")
    SPAIN = "ES", _("Spain")
    FRANCE = "FR", _("France")
    UNITED_KINGDOM = "GB", _("United Kingdom")
    ITALY = "IT", _("Italy")
    LIBYA = "LY", _("Libya")
    MAURITANIA = "MR", _("Mauritania")
    NETHERLANDS = "NL", _("Netherlands")
    PORTUGAL = "PT", _("Portugal")
    SAUDI_ARABIA = "SA", _("Saudi Arabia")
    TURKEY = "TR", _("Türkiye")
    EMIRATES = "AE", _("United Arab Emirates")


def name_in(row: models.Model, language: str | None = None) -> str:
    """The name of a row with name_en, name_fr and name_ar, in `language` or the reader's."""
    return getattr(row, f"name_{language or get_language() or 'en'}", "") or row.name_en


class Region(models.Model):
    """A region of a country: where agencies answer for people, and as fine as an employer may see."""

    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_ar = models.CharField(_("name in Arabic"), max_length=80)

    class Meta:
        ordering = ["country", "code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return name_in(self)


class Place(models.Model):
    """A town, with its centre in degrees (WGS 84): enough to tell how far a job is, too coarse to find a home."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="places", verbose_name=_("region"))
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_ar = models.CharField(_("name in Arabic"), max_length=80)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        ordering = ["name_fr"]
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        constraints = [
            models.UniqueConstraint(fields=["region", "name_fr"], name="place_once_per_region"),
            models.CheckConstraint(
                name="place_on_the_globe",
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                violation_error_message=_("Latitude is from -90 to 90 degrees, longitude from -180 to 180."),
            ),
        ]

    def __str__(self) -> str:
        return name_in(self)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **facts: object) -> User:
        """A user; without an e-mail, one that nobody can sign in as until the person claims it."""
        user = self.model(email=self.normalize_email(email) if email else None, **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **facts: object) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who acts here. A person whose file a counsellor keeps has one too, before they ever sign in."""

    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    # Of those who work here, for the people to see. A person's own name is sealed in their record.
    name = models.CharField(_("name to be called by"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    is_staff = models.BooleanField(_("runs the platform"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"

    @property
    def agency_ids(self) -> list[int]:
        """The agencies this user works for, read once per request."""
        if not hasattr(self, "_agency_ids"):
            self._agency_ids = list(self.memberships.live().values_list("agency_id", flat=True))
        return self._agency_ids

    @property
    def is_intermediary(self) -> bool:
        return bool(self.agency_ids)

    @property
    def works_for_others(self) -> bool:
        """Whether what they see here is about other people: for an agency, or for an employer."""
        return self.is_intermediary or self.employer_memberships.exists()


class SignInPhoneQuerySet(models.QuerySet["SignInPhone"]):
    def of(self, number: str) -> SignInPhoneQuerySet:
        """Whoever signs in with this E.164 number: nobody or one."""
        return self.filter(key=SignInPhone.key_of(number))


class SignInPhone(models.Model):
    """The telephone that a user signs in with. The number is sealed; its blind key finds it, once for everybody.

    A family may share a telephone; only one of them can sign in with it.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="sign_in_phone")
    number = SealedField(_("telephone"))
    key = models.CharField(max_length=43, unique=True, editable=False)
    verified = models.BooleanField(_("verified"), default=False)

    objects = SignInPhoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("telephone for signing in")
        verbose_name_plural = _("telephones for signing in")

    def __str__(self) -> str:
        return str(self.user_id)

    @staticmethod
    def key_of(number: str) -> str:
        return blind(number, "accounts.sign_in_phone")


# A message is tried so often, then given up.
MOST_TRIES = 8


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> MessageQuerySet:
        return self.filter(sent_at=None, attempts__lt=MOST_TRIES)

    def due(self) -> MessageQuerySet:
        return self.waiting().filter(next_try__lte=timezone.now())

    def given_up(self) -> MessageQuerySet:
        return self.filter(sent_at=None, attempts__gte=MOST_TRIES)


class Message(models.Model):
    """A text on its way to somebody, written in the transaction that caused it. Its words go once it is sent."""

    class Channel(models.TextChoices):
        SMS = "sms", _("SMS")
        MAIL = "mail", _("e-mail")

    # Known before it is saved, so that its texts can be sealed for it.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="messages")
    channel = models.CharField(_("channel"), max_length=4, choices=Channel.choices)
    template = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    to = SealedField(_("address"), blank=True)
    subject = SealedField(_("subject"), blank=True)
    body = SealedField(_("text"), blank=True)
    # An iCalendar file that goes with an e-mail.
    calendar = SealedField(_("calendar file"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    next_try = models.DateTimeField(_("next try"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["next_try"], condition=Q(sent_at=None), name="message_waiting")]

    def __str__(self) -> str:
        return f"{self.template} {self.created_at:%Y-%m-%d %H:%M}"


# A code is tried so often and holds so long.
MOST_GUESSES = 5
A_CODE_HOLDS = timedelta(minutes=10)


class CodeQuerySet(models.QuerySet["Code"]):
    def live(self) -> CodeQuerySet:
        """Those that may still be typed."""
        return self.filter(used_at=None, guesses__lt=MOST_GUESSES, asked_at__gt=timezone.now() - A_CODE_HOLDS)


class Code(models.Model):
    """Six digits sent to an address, so that whoever asked shows that they read what arrives there.

    The rows of a day are also the memory of the limits: how many an address was sent, how many a network asked for. One
    without a digest has no digits: its address was told something else, and the page says the same.
    """

    class Purpose(models.TextChoices):
        SIGN_UP = "sign_up", _("open an account")
        SIGN_IN = "sign_in", _("sign in")
        PROVE = "prove", _("show that it is oneself")
        ADD = "add", _("sign in with this address from now on")
        CLAIM = "claim", _("take over a file that a counsellor opened")
        FIRM = "firm", _("come in as an employer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("purpose"), max_length=7, choices=Purpose.choices)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    to = SealedField(_("address"), blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # Blind keys of the address and of the network that asked.
    key = models.CharField(max_length=43, editable=False)
    network = models.CharField(max_length=43, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    minute = models.BigIntegerField(editable=False)
    guesses = models.PositiveSmallIntegerField(_("guesses"), default=0)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        indexes = [
            models.Index(fields=["key", "asked_at"], name="code_of_an_address"),
            models.Index(fields=["network", "asked_at"], name="code_of_a_network"),
        ]
        constraints = [
            # Two requests at the same moment must not both count the codes before them.
            models.UniqueConstraint(
                fields=["key", "minute"], condition=Q(used_at=None), name="one_waiting_code_a_minute"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.asked_at:%Y-%m-%d %H:%M}"


class Agency(models.Model):
    """An organisation between people and employers."""

    class Kind(models.TextChoices):
        EMPLOYMENT_AGENCY = "employment_agency", _("Employment agency")
        EIMEA = "eimea", _("EIMEA centre")
        CHAMBER = "chamber", _("Bilateral chamber")
        TERRITORIAL_OFFICE = "territorial_office", _("Territorial office")
        NGO = "ngo", _("Association")
        PROGRAMME = "programme", _("Programme")

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name=_("town"))
    territory = models.ManyToManyField(Region, blank=True, related_name="agencies", verbose_name=_("territory"))
    phone = models.CharField(_("telephone"), max_length=20, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> MembershipQuerySet:
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))


class Membership(models.Model):
    """A user's work for an agency."""

    class Role(models.TextChoices):
        COUNSELLOR = "counsellor", _("Counsellor")
        OFFICER = "officer", _("Officer")
        LEAD = "lead", _("Lead")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "agency", "role"], name="one_membership_per_role")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.agency}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self) -> ConsentQuerySet:
        """Given, not withdrawn, not expired: at the moment of asking."""
        return self.filter(granted=True, withdrawn_at=None, expires_on__gt=timezone.localdate())


class Consent(models.Model):
    """A person's yes or no to one purpose, for one recipient where the purpose has one. A refusal is a row too."""

    class Purpose(models.TextChoices):
        KEEP = "keep", _("Keep my file")
        PROPOSE = "propose", _("Propose me to employers without my name")
        SHARE_NAME = "share_name", _("Give my name to this employer for this opening")
        FOLLOW_UP = "follow_up", _("Contact me afterwards to ask how it goes")
        STATISTICS = "statistics", _("Count me in statistics without my name")
        PARTNER = "partner", _("Share my file with a named partner")
        SHOW_ABROAD = "show_abroad", _("Show my experience abroad")

    class Mode(models.TextChoices):
        TAP = "tap", _("tapped on the screen")
        CODE = "code", _("code received by message")
        ORAL = "oral", _("said before a counsellor")
        PAPER = "paper", _("signed on paper")

    person = models.ForeignKey(User, models.CASCADE, related_name="consents", verbose_name=_("person"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    recipient = models.CharField(_("recipient"), max_length=120, blank=True)
    granted = models.BooleanField(_("granted"))
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    mode = models.CharField(_("how it was given"), max_length=5, choices=Mode.choices)
    witness = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("counsellor present")
    )
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    expires_on = models.DateField(_("expires on"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by")
    )
    # What the recipient is, for those further right who know it ("opening:12", "agency:3").
    reference = models.CharField(max_length=40, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [
            models.Index(
                fields=["purpose", "person"], condition=Q(granted=True, withdrawn_at=None), name="live_consent"
            )
        ]
        constraints = [
            # With the reference: a firm may have two openings of one name.
            models.UniqueConstraint(
                fields=["person", "purpose", "recipient", "reference"],
                condition=Q(withdrawn_at=None),
                name="one_answer_per_purpose",
            ),
            models.CheckConstraint(
                name="what_is_shared_with_somebody_says_with_whom",
                condition=~Q(purpose__in=["share_name", "partner"]) | ~Q(recipient=""),
                violation_error_message=_("Say with whom."),
            ),
            models.CheckConstraint(
                name="oral_consent_has_a_witness",
                condition=~Q(mode="oral") | Q(witness__isnull=False),
                violation_error_message=_("Consent given orally names the counsellor who heard it."),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message=_("Consent cannot be withdrawn before it was given."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {_('yes') if self.granted else _('no')}"

    @property
    def state(self) -> str:
        """ "yes", "no", "withdrawn" (a yes taken back) or "over" (a yes that nobody asked for again in time)."""
        if not self.granted:
            return "no"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "yes" if self.expires_on > timezone.localdate() else "over"


class Event(models.Model):
    """One line of the audit log: what was done, by whom, to what. Written once; the database refuses the rest."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    name = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    # No foreign keys: the log outlives the rows it speaks of.
    by_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.name} {self.subject_type} {self.subject_id}"
