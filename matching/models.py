"""What was shown: rankings, their rows with features and score, the versions of the ranker, what happened next."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from employers.models import Opening
from mobility_schemes.models import Intake
from returnees.models import Profile


class RankerVersion(models.Model):
    """A ranker as data: its curves, where they come from, who made it live. Never a pickle."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    # {"features": {name: {"knots": [...], "values": [...], "unknown": float}}, "source": "…"}
    curves = models.JSONField(_("curves"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    live = models.BooleanField(_("live"), default=False)
    promoted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    promotion_reason = models.CharField(_("reason for going live"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version of the ranker")
        verbose_name_plural = _("versions of the ranker")
        constraints = [
            models.UniqueConstraint(fields=["live"], condition=Q(live=True), name="one_live_ranker"),
        ]

    def __str__(self) -> str:
        return self.name


class Ranking(models.Model):
    """One list, as it was made: for an opening, or for a person."""

    opening = models.ForeignKey(Opening, models.CASCADE, null=True, blank=True, related_name="rankings")
    profile = models.ForeignKey(Profile, models.CASCADE, null=True, blank=True, related_name="rankings")
    version = models.ForeignKey(RankerVersion, models.PROTECT, related_name="rankings")
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_for = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # How the list came about: {"pool": n, "filtered": {"consent": n, …}, "considered": n}
    funnel = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        indexes = [
            models.Index(fields=["opening", "-made_at"], name="ranking_of_opening"),
            models.Index(fields=["profile", "-made_at"], name="ranking_of_profile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="ranking_of_an_opening_or_a_person",
                condition=Q(opening__isnull=False, profile=None) | Q(opening=None, profile__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id or '-'}/{self.profile_id or '-'} {self.made_at:%Y-%m-%d %H:%M}"


class Ranked(models.Model):
    """One row of a list as it was shown: rank, score, features, and their parts of the score."""

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="rows")
    rank = models.PositiveSmallIntegerField(_("rank"))
    profile = models.ForeignKey(Profile, models.CASCADE, null=True, blank=True, related_name="ranked")
    opening = models.ForeignKey(Opening, models.CASCADE, null=True, blank=True, related_name="ranked")
    intake = models.ForeignKey(Intake, models.CASCADE, null=True, blank=True, related_name="ranked")
    score = models.FloatField(_("score"))
    features = models.JSONField(_("features"))
    parts = models.JSONField(_("parts of the score"))

    class Meta:
        ordering = ["rank"]
        verbose_name = _("ranked row")
        verbose_name_plural = _("ranked rows")
        constraints = [
            # A person's list holds two: openings, and scheme intakes, each ranked from 1.
            models.UniqueConstraint(fields=["ranking", "rank"], condition=Q(intake=None), name="rank_once_per_list"),
            models.UniqueConstraint(
                fields=["ranking", "rank"], condition=Q(intake__isnull=False), name="rank_once_per_list_of_intakes"
            ),
            models.CheckConstraint(
                name="ranked_row_is_one_thing",
                condition=Q(profile__isnull=False, opening=None, intake=None)
                | Q(profile=None, opening__isnull=False, intake=None)
                | Q(profile=None, opening=None, intake__isnull=False),
            ),
            models.CheckConstraint(name="rank_from_1", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.score:.3f}"


class Label(models.Model):
    """What happened to a shown row, in stages. Written from the right; a past scheme selection is never one."""

    class Stage(models.TextChoices):
        VIEWED = "viewed", _("viewed")
        DECLINED = "declined", _("declined")
        SHORTLISTED = "shortlisted", _("shortlisted")
        INTERVIEWED = "interviewed", _("interviewed")
        OFFERED = "offered", _("offered")
        HIRED = "hired", _("hired")
        STAYED_3 = "stayed_3", _("stayed 3 months")
        STAYED_6 = "stayed_6", _("stayed 6 months")
        STAYED_12 = "stayed_12", _("stayed 12 months")

    ranked = models.ForeignKey(Ranked, models.CASCADE, related_name="labels")
    stage = models.CharField(_("stage"), max_length=11, choices=Stage.choices)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        constraints = [models.UniqueConstraint(fields=["ranked", "stage"], name="stage_once_per_ranked_row")]

    def __str__(self) -> str:
        return self.stage
