"""Skills passports: what was signed, for whom, until when. Whether one still holds outlives the person's record."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sealed import SealedField

from .profile import Profile


def in_fours(code: str) -> str:
    """A code as it is read aloud and typed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


class PassportStatus(models.Model):
    """Whether the passport at a place of the status list still holds. Knows no person."""

    index = models.PositiveIntegerField(_("place in the status list"), primary_key=True)
    key = models.CharField(max_length=43, unique=True)  # blind key of the code
    expires_on = models.DateField(_("expires on"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("status of a passport")
        verbose_name_plural = _("statuses of passports")

    def __str__(self) -> str:
        return str(self.index)


class PassportQuerySet(models.QuerySet["Passport"]):
    def live(self) -> PassportQuerySet:
        """Neither withdrawn nor expired: at the moment of asking."""
        return self.filter(status__withdrawn_at=None, expires_on__gte=timezone.localdate())

    def held_by(self, profile: Profile) -> PassportQuerySet:
        """Theirs, and those of the files that were joined into theirs."""
        joined = profile.joined.filter(undone_at=None).values("other")
        return self.filter(models.Q(profile=profile) | models.Q(profile__in=joined))


class Passport(models.Model):
    """A signed statement of what somebody can do, with what the holder chose to put into it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="passports")
    code = models.CharField(_("code"), max_length=12, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    choice = models.JSONField(_("what the holder chose"), default=dict)
    disclosed = models.BooleanField(_("the page that checks it shows what is in it"), default=False)
    document = SealedField(_("signed document"))
    offline = SealedField(_("signed short form"), blank=True)
    key_name = models.CharField(_("key"), max_length=20)
    status = models.OneToOneField(PassportStatus, models.PROTECT, related_name="passport")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    expires_on = models.DateField(_("expires on"))
    issued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("issued by"))

    objects = PassportQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        verbose_name = _("skills passport")
        verbose_name_plural = _("skills passports")

    def __str__(self) -> str:
        return self.code

    @property
    def shown_code(self) -> str:
        return in_fours(self.code)

    @property
    def state(self) -> str:
        """ "valid", "withdrawn" or "expired", as far as its row knows."""
        if self.status.withdrawn_at:
            return "withdrawn"
        return "expired" if self.expires_on < timezone.localdate() else "valid"
