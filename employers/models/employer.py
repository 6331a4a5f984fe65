"""Who hires: the firm, where it works, who works for it here, who has seen that it exists, how it answers."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Country, Membership, Place, User
from accounts.sealed import SealedField
from skills.models import Sector


class EmployerQuerySet(models.QuerySet["Employer"]):
    def verified(self) -> EmployerQuerySet:
        """Seen by somebody: openings of the others are not shown."""
        return self.filter(level__gte=Employer.Level.DOCUMENT, suspended_at=None)

    def answering(self) -> EmployerQuerySet:
        """Verified, and not switched off for leaving people without an answer."""
        return self.verified().filter(switched_off_at=None)

    def visible_to(self, user: User) -> EmployerQuerySet:
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(members__user=user) | Q(agency__in=user.agency_ids)).distinct()

    def editable_by(self, user: User) -> EmployerQuerySet:
        """By its managers, and by the agency that answers for it."""
        if not user.is_authenticated:
            return self.none()
        managed = Member.objects.filter(user=user, may_manage=True).values("employer")
        return self.filter(Q(pk__in=managed) | Q(agency__in=user.agency_ids))

    def posting_for(self, user: User) -> EmployerQuerySet:
        """Those in whose name `user` may post: as a member who may, or from the agency that answers for it."""
        if not user.is_authenticated:
            return self.none()
        posting = Member.objects.filter(user=user, may_post=True).values("employer")
        return self.filter(Q(pk__in=posting) | Q(agency__in=user.agency_ids))

    def verifiable_by(self, user: User) -> EmployerQuerySet:
        """By an officer or a lead of the agency that answers for it."""
        if not user.is_authenticated:
            return self.none()
        decides = user.memberships.live().filter(role__in=[Membership.Role.OFFICER, Membership.Role.LEAD])
        return self.filter(agency__in=decides.values("agency"))


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

    class Channel(models.TextChoices):
        MAIL = "mail", _("e-mail")
        PHONE = "phone", _("telephone")
        WHATSAPP = "whatsapp", _("WhatsApp")

    name = models.CharField(_("legal name"), max_length=160)
    trade_name = models.CharField(_("name on the sign"), max_length=160, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    legal_form = models.CharField(_("legal form"), max_length=40, blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="employers", verbose_name=_("sector"))
    size = models.CharField(_("size"), max_length=6, choices=Size.choices)
    headcount = models.PositiveIntegerField(_("people employed"), null=True, blank=True)
    founded = models.PositiveSmallIntegerField(_("year it was founded"), null=True, blank=True)
    parent_country = models.CharField(
        _("country of the parent firm"), max_length=2, choices=Country.choices, blank=True
    )
    # ICE, matricule fiscal, NINEA, RC…: by kind, as written on the document.
    identifiers = models.JSONField(_("identifiers"), default=dict, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="employers", verbose_name=_("agency")
    )
    chambers = models.CharField(_("memberships of chambers"), max_length=160, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=80, blank=True)
    contact_role = models.CharField(_("what they do there"), max_length=80, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=20, blank=True)
    channel = models.CharField(_("how to reach them best"), max_length=8, choices=Channel.choices, blank=True)
    # How many people a month the firm can meet; without a number as many as are proposed.
    people_a_month = models.PositiveSmallIntegerField(_("people a month"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("verification"), choices=Level.choices, default=Level.SELF_REGISTERED)
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspended_reason = models.CharField(_("reason it is suspended"), max_length=200, blank=True)
    # Off because people were left without an answer; the firm switches itself on again.
    switched_off_at = models.DateTimeField(_("switched off at"), null=True, blank=True)
    back_at = models.DateTimeField(_("switched on again at"), null=True, blank=True)
    created_at = models.DateTimeField(_("registered"), default=timezone.now)
    # Of the form that registered it: sent twice, it makes one firm.
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="employer_once_per_country"),
            models.CheckConstraint(name="verification_level_0_to_3", condition=Q(level__lte=3)),
            models.CheckConstraint(
                name="employer_takes_1_to_500_a_month",
                condition=Q(people_a_month=None) | Q(people_a_month__gte=1, people_a_month__lte=500),
                violation_error_message=_("From 1 to 500 people a month, or nothing for as many as are proposed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EmployerKey(models.Model):
    """What tells a firm from every other, from its numbers (firms/identifiers.py): one firm is registered once."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="keys")
    key = models.CharField(_("key"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("key of an employer")
        verbose_name_plural = _("keys of employers")

    def __str__(self) -> str:
        return self.key


class Verification(models.Model):
    """Who saw what of an employer, when; to be seen again within a year."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="verifications")
    level = models.PositiveSmallIntegerField(_("level reached"), choices=Employer.Level.choices)
    seen = models.CharField(_("what was seen"), max_length=160)
    # Point of the officer's list -> "yes", "no" or "not_seen".
    checklist = models.JSONField(_("points checked"), default=dict, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("on"))
    expires_on = models.DateField(_("expires on"))
    # That it expires soon was told once.
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
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
    may_meet = models.BooleanField(_("may see and invite people"), default=True)
    may_manage = models.BooleanField(_("may change the firm and its members"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["user", "employer"], name="member_once_per_employer")]

    def __str__(self) -> str:
        return f"{self.user} · {self.employer}"


class MemberInvitation(models.Model):
    """An address that was asked to work for an employer here, with the rights it would have. Its key is the link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="invitations")
    to = SealedField(_("e-mail address"))
    may_post = models.BooleanField(_("may post openings"), default=True)
    may_meet = models.BooleanField(_("may see and invite people"), default=True)
    may_manage = models.BooleanField(_("may change the firm and its members"), default=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by"))
    made_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("invitation of a colleague")
        verbose_name_plural = _("invitations of colleagues")
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                violation_error_message=_("This invitation has been used or withdrawn."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.made_at:%Y-%m-%d}"


class JoinRequest(models.Model):
    """Somebody who says they work for a firm that is here already; its agency answers. They learn nothing of it."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(User, models.CASCADE, related_name="join_requests")
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("what they do there"), max_length=80, blank=True)
    made_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    accepted = models.BooleanField(_("accepted"), null=True)

    class Meta:
        ordering = ["made_at"]
        verbose_name = _("request to join a firm")
        verbose_name_plural = _("requests to join a firm")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "user"], condition=Q(answered_at=None), name="one_waiting_request_per_firm"
            ),
            models.CheckConstraint(
                name="request_is_answered_with_yes_or_no",
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.employer}"


class Site(models.Model):
    """Where the work is."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="sites")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("town"))
    name = models.CharField(_("name of the site"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=160, blank=True)
    transport = models.BooleanField(_("staff transport"), default=False)
    creche = models.BooleanField(_("crèche"), default=False)
    accessible = models.BooleanField(_("accessible"), default=False)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    def __str__(self) -> str:
        return f"{self.employer}, {self.place}"


class Responsiveness(models.Model):
    """How an employer answers people who said yes to it: counted by those who know, shown and ranked by.

    `rate` is the share answered in time, drawn towards its sector's by the sample; `low` and `high` hold it with 90 %.
    """

    employer = models.OneToOneField(Employer, models.CASCADE, primary_key=True, related_name="responsiveness")
    asked = models.PositiveIntegerField(_("people who waited for an answer"))
    answered = models.PositiveIntegerField(_("answered in time"))
    rate = models.FloatField(_("share answered"))
    low = models.FloatField(_("from"))
    high = models.FloatField(_("to"))
    days = models.FloatField(_("days until the answer, half of them sooner"), null=True, blank=True)
    sector_rate = models.FloatField(_("share answered in the sector"))
    as_of = models.DateField(_("as of"))

    class Meta:
        verbose_name = _("responsiveness")
        verbose_name_plural = _("responsiveness")
        constraints = [
            models.CheckConstraint(
                name="responsiveness_is_a_share",
                condition=Q(answered__lte=F("asked"), low__gte=0, low__lte=F("rate"), rate__lte=F("high"), high__lte=1),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.rate:.2f}"
