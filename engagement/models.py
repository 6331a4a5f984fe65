"""What came of it: introductions, placements and their follow-up, and the employers' path."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Country, User
from employers.models import Employer, Opening
from matching.models import Ranked
from returnees.models import Profile


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted by the person")
    SHORTLISTED = "shortlisted", _("shortlisted")
    INTERVIEWED = "interviewed", _("interviewed")
    OFFERED = "offered", _("offered")
    HIRED = "hired", _("hired")
    DECLINED = "declined", _("declined")


# Which moves exist. A decline ends the introduction from anywhere before the hire.
MOVES: dict[str, set[str]] = {
    Stage.PROPOSED: {Stage.ACCEPTED, Stage.DECLINED},
    Stage.ACCEPTED: {Stage.SHORTLISTED, Stage.DECLINED},
    Stage.SHORTLISTED: {Stage.INTERVIEWED, Stage.DECLINED},
    Stage.INTERVIEWED: {Stage.OFFERED, Stage.HIRED, Stage.DECLINED},
    Stage.OFFERED: {Stage.HIRED, Stage.DECLINED},
    Stage.HIRED: set(),
    Stage.DECLINED: set(),
}


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: User) -> IntroductionQuerySet:
        return self.filter(profile__in=Profile.objects.visible_to(user))

    def live(self) -> IntroductionQuerySet:
        return self.exclude(stage=Stage.DECLINED)

    def waiting(self) -> IntroductionQuerySet:
        """Those that the person can still say yes or no to."""
        return self.filter(stage=Stage.PROPOSED, opening__in=Opening.objects.open())


class Introduction(models.Model):
    """A proposed meeting of one person and one opening."""

    class Decliner(models.TextChoices):
        PERSON = "person", _("the person")
        EMPLOYER = "employer", _("the employer")
        AGENCY = "agency", _("the agency")

    class Reason(models.TextChoices):
        WAGE = "wage", _("wage")
        DISTANCE = "distance", _("distance")
        HOURS = "hours", _("hours")
        OTHER_JOB = "other_job", _("found something else")
        SKILLS = "skills", _("skills")
        EXPERIENCE = "experience", _("experience")
        LANGUAGE = "language", _("language")
        PAPERS = "papers", _("papers or recognition")
        FILLED = "filled", _("post already filled")
        NO_ANSWER = "no_answer", _("no answer")
        CHANGED_MIND = "changed_mind", _("the yes was taken back")
        UNSAID = "unsaid", _("would rather not say")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="introductions", verbose_name=_("person"))
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="introductions", verbose_name=_("opening"))
    ranked = models.ForeignKey(Ranked, models.SET_NULL, null=True, blank=True, related_name="introductions")
    stage = models.CharField(_("stage"), max_length=11, choices=Stage.choices, default=Stage.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    stage_at = models.DateTimeField(_("since"), default=timezone.now)
    declined_by = models.CharField(_("declined by"), max_length=8, choices=Decliner.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "opening"], condition=~Q(stage="declined"), name="one_live_introduction_per_opening"
            ),
            models.CheckConstraint(
                name="declined_says_who_and_why",
                condition=(Q(stage="declined") & ~Q(declined_by="") & ~Q(reason=""))
                | (~Q(stage="declined") & Q(declined_by="", reason="")),
                violation_error_message=_("A decline says who declined and why."),
            ),
            models.CheckConstraint(
                name="introduction_moves_forward_in_time", condition=Q(stage_at__gte=F("proposed_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} – {self.opening_id}: {self.stage}"

    def can_move_to(self, stage: str) -> bool:
        return stage in MOVES[self.stage]


class Placement(models.Model):
    """A hire, and how long it lasted."""

    class End(models.TextChoices):
        CONTRACT_ENDED = "contract_ended", _("contract ended")
        RESIGNED = "resigned", _("left for another job here")
        ABROAD = "abroad_regular", _("left for a regular contract abroad")
        FAMILY = "family", _("family reasons")
        DISMISSED = "dismissed", _("dismissed")
        FIRM = "firm", _("the firm closed or shrank")
        CONDITIONS = "conditions", _("wage or conditions not kept")

    introduction = models.OneToOneField(Introduction, models.CASCADE, related_name="placement")
    started_on = models.DateField(_("started on"))
    contract = models.CharField(_("contract"), max_length=15, choices=Opening.Contract.choices)
    wage_monthly = models.DecimalField(_("wage per month, gross"), max_digits=10, decimal_places=2)
    subsidised = models.BooleanField(_("subsidised"), default=False)
    declared = models.BooleanField(_("declared to social security"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason it ended"), max_length=14, choices=End.choices, blank=True)

    class Meta:
        ordering = ["-started_on"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.CheckConstraint(
                name="placement_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("A placement ends after it starts."),
            ),
            models.CheckConstraint(
                name="ended_placement_says_why",
                condition=Q(ended_on=None, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                violation_error_message=_("Say why it ended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id} {self.started_on}"


class FollowUp(models.Model):
    """A question asked at 3, 6 or 12 months: to the employer and, separately, to the person."""

    class Whom(models.TextChoices):
        EMPLOYER = "employer", _("employer")
        PERSON = "person", _("person")

    class Result(models.TextChoices):
        DUE = "due", _("due")
        DONE = "done", _("answered")
        REFUSED = "refused", _("would rather not answer")
        UNREACHABLE = "unreachable", _("not reached")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="follow_ups")
    month = models.PositiveSmallIntegerField(_("month"))
    whom = models.CharField(_("asked to"), max_length=8, choices=Whom.choices)
    due_on = models.DateField(_("due on"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    result = models.CharField(_("result"), max_length=11, choices=Result.choices, default=Result.DUE)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.UniqueConstraint(fields=["placement", "month", "whom"], name="follow_up_once"),
            models.CheckConstraint(name="follow_up_at_1_to_24_months", condition=Q(month__gte=1, month__lte=24)),
            models.CheckConstraint(
                name="three_attempts_then_stop",
                condition=Q(attempts__lte=3),
                violation_error_message=_("Three attempts, then we stop."),
            ),
            models.CheckConstraint(name="done_has_a_date", condition=~Q(result="done") | Q(done_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.month} {self.whom}"


class Outcome(models.Model):
    """What a follow-up learned. No outcome is good or bad."""

    class Kind(models.TextChoices):
        EMPLOYED_FORMAL = "employed_formal", _("employed with a contract")
        EMPLOYED_INFORMAL = "employed_informal", _("employed without a contract")
        SELF_EMPLOYED = "self_employed", _("self-employed")
        TRAINING = "training", _("in training")
        SEEKING = "seeking", _("looking for work")
        NOT_SEEKING = "not_seeking", _("caring or not looking")
        ABROAD_REGULAR = "abroad_regular", _("abroad by a regular route")
        ABROAD_UNKNOWN = "abroad_unknown", _("abroad, route not known")

    follow_up = models.OneToOneField(FollowUp, models.CASCADE, related_name="outcome")
    kind = models.CharField(_("situation"), max_length=17, choices=Kind.choices)
    same_employer = models.BooleanField(_("with the same employer"), null=True, blank=True)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return self.get_kind_display()


class PastPlacement(models.Model):
    """A placement whose person's record is gone, for the figures: a month and bands; no person, no firm, no wage.

    Kept only of people who agreed to be counted without their name.
    """

    month = models.DateField(_("month it started"))
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    isco = models.CharField(_("ISCO-08 sub-major group"), max_length=2)
    contract = models.CharField(_("contract"), max_length=15, choices=Opening.Contract.choices)
    subsidised = models.BooleanField(_("subsidised"), default=False)
    declared = models.BooleanField(_("declared to social security"), null=True, blank=True)
    # Whole months; none while it lasted.
    months = models.PositiveSmallIntegerField(_("how long it lasted, in months"), null=True, blank=True)
    end_reason = models.CharField(_("reason it ended"), max_length=14, choices=Placement.End.choices, blank=True)
    at_3 = models.CharField(_("after 3 months"), max_length=17, choices=Outcome.Kind.choices, blank=True)
    at_6 = models.CharField(_("after 6 months"), max_length=17, choices=Outcome.Kind.choices, blank=True)
    at_12 = models.CharField(_("after 12 months"), max_length=17, choices=Outcome.Kind.choices, blank=True)

    class Meta:
        verbose_name = _("past placement")
        verbose_name_plural = _("past placements")
        constraints = [
            models.CheckConstraint(
                name="ended_past_placement_says_why",
                condition=Q(months=None, end_reason="") | (Q(months__isnull=False) & ~Q(end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class EngagementEvent(models.Model):
    """Something that happened between an agency and an employer. Stages are computed from these, never typed."""

    class Kind(models.TextChoices):
        FIRST_CONTACT = "first_contact", _("first contact")
        CALL = "call", _("call")
        VISIT = "visit", _("visit")
        EVENT_ATTENDED = "event_attended", _("attended an event")
        NEEDS_SURVEY = "needs_survey", _("needs survey")
        COMMITMENT = "commitment_signed", _("pledge signed")
        OPENING_POSTED = "opening_posted", _("opening posted")
        SHORTLIST_REVIEWED = "shortlist_reviewed", _("shortlist reviewed")
        INTERVIEW = "interview_held", _("interview held")
        OFFER = "offer_made", _("offer made")
        HIRE = "hire", _("hire")
        RETENTION_CHECK = "retention_check", _("retention check")
        REPEAT_HIRE = "repeat_hire", _("hired again")
        REFERRAL = "referral_given", _("recommended another firm")
        TESTIMONY = "testimony", _("testimony")
        COMPLAINT = "complaint", _("complaint")
        REFUSAL = "refusal", _("refusal")
        LAPSE = "lapse", _("lapse")

    class Refusal(models.TextChoices):
        NO_VACANCY = "no_vacancy", _("no vacancy")
        WAGE = "wage", _("wage does not fit")
        SKILL_DOUBT = "skill_doubt", _("doubts about skills")
        PAPERS = "papers", _("papers or recognition")
        REPUTATION = "reputation", _("worry about reputation")
        BAD_EXPERIENCE = "bad_experience", _("a bad experience")
        BUREAUCRACY = "bureaucracy", _("paperwork")
        SUBSIDY_ONLY = "subsidy_only", _("wants a subsidy only")
        NETWORK = "network", _("hires through its own network")
        DISTANCE = "distance", _("distance")

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="events", verbose_name=_("employer"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    on = models.DateField(_("on"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    two_way = models.BooleanField(_("the employer answered"), default=True)
    reason = models.CharField(_("reason"), max_length=14, choices=Refusal.choices, blank=True)
    note = models.CharField(_("note, without names of candidates"), max_length=500, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("engagement event")
        verbose_name_plural = _("engagement events")
        constraints = [
            models.CheckConstraint(
                name="refusal_has_a_reason",
                condition=~Q(kind="refusal") | ~Q(reason=""),
                violation_error_message=_("Say why the employer refused."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.get_kind_display()} {self.on}"


class Commitment(models.Model):
    """A pledge with a number and a date."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="commitments", verbose_name=_("employer"))
    hires = models.PositiveSmallIntegerField(_("hires pledged"))
    signed_on = models.DateField(_("signed on"))
    due_on = models.DateField(_("due on"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_on"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                name="commitment_has_a_number_and_a_later_date",
                condition=Q(hires__gte=1, due_on__gt=F("signed_on")),
                violation_error_message=_("A pledge has a number of hires and a date after its signature."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.hires}"
