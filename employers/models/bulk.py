"""Openings read from a file and looked at before any of them is kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .employer import Employer, EmployerQuerySet


class OpeningImportQuerySet(models.QuerySet["OpeningImport"]):
    def editable_by(self, user: User) -> OpeningImportQuerySet:
        """By those who may post for the firm."""
        firms: EmployerQuerySet = Employer.objects.posting_for(user)
        return self.filter(employer__in=firms.values("pk"))


class OpeningImport(models.Model):
    """What a file said, line by line, until somebody says to keep it; nothing of it is an opening before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="imports")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("name of the file"), max_length=160)
    # "source"; the "language" it was judged in; "columns" that it has; names that were "guessed" (name, column) or are
    # "unknown"; how many rows there are in "total", and whether there are "more" that were not counted.
    about = models.JSONField(_("about the file"), default=dict)
    # [{"line": 2, "typed": {column: text}, "formulas": [column], "key": "…", "good": true, "sure": true,
    #   "meaning": "…", "errors": {column: ["…"]}, "notes": {column: ["…"]}}]
    lines = models.JSONField(_("lines"), default=list)
    made_at = models.DateTimeField(_("read"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("kept"), null=True, blank=True)
    kept = models.PositiveIntegerField(_("openings kept"), default=0)
    handed_in = models.PositiveIntegerField(_("openings handed in"), default=0)

    objects = OpeningImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("file of openings")
        verbose_name_plural = _("files of openings")

    def __str__(self) -> str:
        return f"{self.employer} {self.made_at:%Y-%m-%d}"
