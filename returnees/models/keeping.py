"""What keeping a record asks for: two versions of one field, claims, contests, joined files, exports, departures."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Membership, Region, User
from accounts.sealed import SealedField

from .identity import Equality
from .profile import Profile


class Conflict(models.Model):
    """Two devices changed one field: the later value waits here until somebody says which one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="conflicts")
    # "returnees.experience:12.tasks"
    field = models.CharField(_("field"), max_length=80)
    stored = SealedField(_("value that is kept"), blank=True)
    offered = SealedField(_("value that came later"), blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("typed by"))
    at = models.DateTimeField(_("typed"), default=timezone.now)

    class Meta:
        ordering = ["at"]
        verbose_name = _("two versions of a field")
        verbose_name_plural = _("two versions of fields")

    def __str__(self) -> str:
        return self.field


# A code to take over a file holds so long, and for so many wrong answers to what is asked beside it.
A_CLAIM_HOLDS = timedelta(days=30)
MOST_WRONG = 5


class ClaimCodeQuerySet(models.QuerySet["ClaimCode"]):
    def live(self) -> ClaimCodeQuerySet:
        """Those that may still be typed."""
        return self.filter(used_at=None, expires_at__gt=timezone.now(), wrong__lt=MOST_WRONG)


class ClaimCode(models.Model):
    """Lets the person take over the account that a counsellor opened. Only the blind key of the code is kept."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="claim_codes")
    key = models.CharField(max_length=43, unique=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    # How often somebody who had the code did not know what the file says of the person.
    wrong = models.PositiveSmallIntegerField(_("wrong tries"), default=0)

    objects = ClaimCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code to take over a file")
        verbose_name_plural = _("codes to take over a file")
        constraints = [
            models.CheckConstraint(name="claim_expires_after_it_is_made", condition=Q(expires_at__gt=F("made_at")))
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.made_at:%Y-%m-%d}"


class ClaimTry(models.Model):
    """A code that was typed and is none, by the network it came from: whoever guesses is told to wait."""

    network = models.CharField(max_length=43)  # blind key
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("wrong code to take over a file")
        verbose_name_plural = _("wrong codes to take over a file")
        indexes = [models.Index(fields=["network", "at"], name="claim_try_of_a_network")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class ContestQuerySet(models.QuerySet["Contest"]):
    def open(self) -> ContestQuerySet:
        return self.filter(answered_at=None)

    def answerable_by(self, user: User) -> ContestQuerySet:
        """Those that `user` may answer: as a lead of the agency; as an officer where there is no lead; as who runs the
        platform where there is neither. Never the counsellor whom it is about, nor whoever made the code."""
        role = Membership.Role
        own = user.memberships.live()
        leads, officers = (
            Membership.objects.live()
            .filter(agency=OuterRef("profile__agency"), role=one)
            .exclude(user=Coalesce(OuterRef("profile__counsellor"), 0))
            for one in (role.LEAD, role.OFFICER)
        )
        no_lead = ~Exists(leads)
        mine = Q(profile__agency__in=own.filter(role=role.LEAD).values("agency"))
        mine |= Q(profile__agency__in=own.filter(role=role.OFFICER).values("agency")) & no_lead
        if user.is_staff:
            mine |= Q(no_lead & ~Exists(officers))
        return self.filter(mine).exclude(profile__counsellor=user).exclude(code__made_by=user)


class Contest(models.Model):
    """Somebody says that a file, or something in it, should not be as it is. While open, nobody is proposed by it."""

    class Matter(models.TextChoices):
        NOT_ME = "not_me", _("This file is not mine or was opened without me")
        NOT_AGREED = "not_agreed", _("I did not agree to this")
        WRONG = "wrong", _("Something in it is wrong")
        JOINED = "joined", _("My file was joined with somebody else's")

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        ERASED = "erased", _("erased")
        UNDONE = "undone", _("undone")
        UPHELD = "upheld", _("kept as it is, with the reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="contests")
    matter = models.CharField(_("what about"), max_length=10, choices=Matter.choices)
    text = SealedField(_("in your words"), blank=True)
    # Made without an account: whoever holds the code reads the answer with it.
    code = models.ForeignKey(ClaimCode, models.SET_NULL, null=True, blank=True, related_name="contests")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices, blank=True)
    answer = SealedField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by"))

    objects = ContestQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        constraints = [
            models.CheckConstraint(
                name="answered_contest_has_an_outcome",
                condition=Q(answered_at=None, outcome="") | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                violation_error_message=_("Say what came of it."),
            )
        ]

    def __str__(self) -> str:
        return self.get_matter_display()


class Merge(models.Model):
    """Two files found to be one person's, joined by somebody; can be undone while `record` is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Profile, models.CASCADE, related_name="joined")
    other = models.ForeignKey(Profile, models.CASCADE, related_name="joined_into")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("joined by"))
    at = models.DateTimeField(_("joined"), default=timezone.now)
    # What stood where, as JSON: all that undoing needs.
    record = SealedField(blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by"))

    class Meta:
        ordering = ["-at"]
        verbose_name = _("joining of two files")
        verbose_name_plural = _("joinings of two files")
        constraints = [
            models.CheckConstraint(name="a_file_is_not_joined_with_itself", condition=~Q(kept=F("other"))),
            models.UniqueConstraint(fields=["other"], condition=Q(undone_at=None), name="joined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} → {self.kept_id}"


class NotTheSame(models.Model):
    """Two files that somebody has looked at and found to be two people. `first` has the lower number."""

    first = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    second = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("said by"))
    at = models.DateTimeField(_("said"), default=timezone.now)

    class Meta:
        verbose_name = _("two people")
        verbose_name_plural = _("two people")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_people_once"),
            models.CheckConstraint(name="two_people_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: User) -> ExportQuerySet:
        """Those one asked for; of an agency's, while one works for it."""
        return self.filter(Q(by=user) & (Q(kind=Export.Kind.OWN) | Q(agency__in=user.agency_ids)))


class Export(models.Model):
    """A copy of records on its way out: one's own, or those of people who agreed to be shared with a named partner."""

    class Kind(models.TextChoices):
        OWN = "own", _("everything about me")
        PARTNER = "partner", _("for a named partner")

    class State(models.TextChoices):
        ASKED = "asked", _("being prepared")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    by = models.ForeignKey(User, models.CASCADE, related_name="exports", verbose_name=_("asked by"))
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="exports")
    partner = models.CharField(_("partner"), max_length=120, blank=True)
    reason = models.CharField(_("what it is for"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.CheckConstraint(
                name="export_for_a_partner_names_it_and_why",
                condition=Q(kind="own") | (~Q(partner="") & ~Q(reason="") & Q(agency__isnull=False)),
                violation_error_message=_("Name the partner and say what it is for."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


class ExportedPerson(models.Model):
    """One person's part of an export, sealed. Fetching reads the person's consent again, row by row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    export = models.ForeignKey(Export, models.CASCADE, related_name="people")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="exported")
    content = SealedField(blank=True)

    class Meta:
        verbose_name = _("exported person")
        verbose_name_plural = _("exported people")
        constraints = [models.UniqueConstraint(fields=["export", "profile"], name="exported_once")]

    def __str__(self) -> str:
        return f"{self.export_id} {self.profile_id}"


class Departure(models.Model):
    """What statistics keep of a record that is gone: a month and bands, nobody."""

    class Reason(models.TextChoices):
        ASKED = "asked", _("asked by the person")
        IDLE = "idle", _("nothing heard for two years")
        CONTESTED = "contested", _("contested")

    month = models.DateField(_("month"))
    reason = models.CharField(_("reason"), max_length=9, choices=Reason.choices)
    region = models.ForeignKey(Region, models.SET_NULL, null=True, blank=True, related_name="+")
    sex = models.CharField(_("sex"), max_length=5, choices=Equality.Sex.choices, blank=True)
    age_band = models.CharField(_("age"), max_length=5, choices=Equality.AgeBand.choices, blank=True)
    isco = models.CharField(_("ISCO-08 sub-major group"), max_length=2, blank=True)
    abroad = models.BooleanField(_("had been abroad"), default=False)
    hired = models.BooleanField(_("was hired"), default=False)

    class Meta:
        verbose_name = _("record that is gone")
        verbose_name_plural = _("records that are gone")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
