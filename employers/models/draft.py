"""Openings that are still being typed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .employer import Employer
from .opening import Opening


class OpeningDraftQuerySet(models.QuerySet["OpeningDraft"]):
    def editable_by(self, user: User) -> OpeningDraftQuerySet:
        """By whoever may edit the opening it becomes."""
        return self.filter(employer__in=Employer.objects.posting_for(user).values("pk"))

    def being_typed(self) -> OpeningDraftQuerySet:
        """Those that somebody still has to go on with."""
        return self.exclude(typed={})


class OpeningDraft(models.Model):
    """An opening as it was typed so far: nothing of it has to be right yet. Kept at every step, for everybody of the
    firm who may post; empty when it has become an opening or changed it, until that is changed again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="drafts")
    # The opening that it changes or has become; none for one that is new.
    opening = models.OneToOneField(Opening, models.CASCADE, null=True, blank=True, related_name="draft")
    # Field -> what was sent for it, as a list of texts.
    typed = models.JSONField(_("typed"), default=dict)
    # The text it began with.
    text = models.TextField(_("text of the opening"), max_length=20_000, blank=True)
    # Counted up at every save: who saves over another's words is told so first.
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("last saved by"))
    made_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = OpeningDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("draft of an opening")
        verbose_name_plural = _("drafts of openings")

    def __str__(self) -> str:
        return self.title or f"{self.made_at:%Y-%m-%d}"

    @property
    def title(self) -> str:
        return "".join(self.typed.get("title", []))

    @property
    def fields(self) -> MultiValueDict:
        """What was typed, as a form reads it."""
        return MultiValueDict(self.typed)
