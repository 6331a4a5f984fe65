"""What came of it: introductions, placements and their follow-up, and the employers' path."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Country, User
from accounts.sealed import SealedField
from employers.models import Employer, Member, Opening, SubsidyRule
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


# Which moves exist. Firms skip steps: after the yes they may go as far as they have come with the person. A decline
# ends the introduction from anywhere before the hire.
MOVES: dict[str, set[str]] = {
    Stage.PROPOSED: {Stage.ACCEPTED, Stage.DECLINED},
    Stage.ACCEPTED: {Stage.SHORTLISTED, Stage.INTERVIEWED, Stage.OFFERED, Stage.HIRED, Stage.DECLINED},
    Stage.SHORTLISTED: {Stage.INTERVIEWED, Stage.OFFERED, Stage.HIRED, Stage.DECLINED},
    Stage.INTERVIEWED: {Stage.OFFERED, Stage.HIRED, Stage.DECLINED},
    Stage.OFFERED: {Stage.HIRED, Stage.DECLINED},
    Stage.HIRED: set(),
    Stage.DECLINED: set(),
}


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: User) -> IntroductionQuerySet:
        return self.filter(profile__in=Profile.objects.visible_to(user))

    def of_employer(self, user: User) -> IntroductionQuerySet:
        """Those of openings for which `user` may meet people, as a member of the firm."""
        return self.filter(opening__in=Opening.objects.met_by(user))

    def with_origin(self) -> IntroductionQuerySet:
        """With `by_firm`: whether the firm itself asked, and not an agency."""
        of_firm = Member.objects.filter(user=OuterRef("proposed_by"), employer=OuterRef("opening__employer"))
        return self.annotate(by_firm=Exists(of_firm))

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
        SILENT = "silent", _("no answer in time")
        INTERVIEW = "interview", _("did not come to the interview")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="introductions", verbose_name=_("person"))
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="introductions", verbose_name=_("opening"))
    ranked = models.ForeignKey(Ranked, models.SET_NULL, null=True, blank=True, related_name="introductions")
    stage = models.CharField(_("stage"), max_length=11, choices=Stage.choices, default=Stage.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    stage_at = models.DateTimeField(_("since"), default=timezone.now)
    declined_by = models.CharField(_("declined by"), max_length=8, choices=Decliner.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    # Whoever declined agrees that the other side reads the reason.
    reason_shared = models.BooleanField(_("the other side may read the reason"), default=False)
    # Until when whoever has to act next should; and when they were reminded.
    reply_by = models.DateField(_("answer until"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    # The clock of the employer: the person's yes, and the first thing the employer did after it.
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered by the employer"), null=True, blank=True)

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
            models.CheckConstraint(
                name="employer_answers_after_the_yes",
                condition=Q(answered_at=None) | Q(accepted_at__isnull=False, answered_at__gte=F("accepted_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} – {self.opening_id}: {self.stage}"

    def can_move_to(self, stage: str) -> bool:
        return stage in MOVES[self.stage]

    @property
    def answer_until(self) -> date | None:
        """The last day for the next step: its own, or the opening's if that comes first."""
        return min((day for day in (self.reply_by, self.opening.deadline) if day), default=None)


class Slot(models.Model):
    """A moment that the employer offers to one person for an interview; the person takes one of those offered."""

    class Outcome(models.TextChoices):
        HELD = "held", _("held")
        MISSED = "missed", _("the person did not come")
        CANCELLED = "cancelled", _("cancelled by the employer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("day and hour"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    mode = models.CharField(_("how you meet"), max_length=5, choices=Opening.Interview.choices)
    where = models.CharField(_("where, or the number or address to call"), max_length=200, blank=True)
    offered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    offered_at = models.DateTimeField(_("offered"), default=timezone.now)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=9, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = [
            models.UniqueConstraint(
                fields=["introduction", "starts_at"], condition=Q(outcome=""), name="one_slot_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["introduction"],
                condition=Q(taken_at__isnull=False, outcome=""),
                name="one_interview_ahead",
            ),
            models.CheckConstraint(
                name="interview_of_5_to_480_minutes",
                condition=Q(minutes__gte=5, minutes__lte=480),
                violation_error_message=_("An interview takes from 5 minutes to 8 hours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Letter(models.Model):
    """A message between the two sides of an introduction, relayed: neither sees the address of the other.

    One that asks for money is held until somebody of the agency has read it.
    """

    class Side(models.TextChoices):
        PERSON = "person", _("the person")
        EMPLOYER = "employer", _("the employer")

    class Kept(models.TextChoices):
        MONEY = "money", _("It asks for money, or for a number of an account.")
        PRIVATE = "private", _("It tells something private that nobody needs here.")
        UNKIND = "unkind", _("It threatens or insults.")
        OTHER = "other", _("It has nothing to do with this job.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="letters")
    side = models.CharField(_("from"), max_length=8, choices=Side.choices)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    words = SealedField(_("message"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # Why it was held ("fee", "iban", …); and whether somebody let it pass or kept it back.
    held_for = models.CharField(_("held because of"), max_length=20, blank=True)
    passed = models.BooleanField(_("passed on"), null=True, blank=True)
    kept_because = models.CharField(_("kept back because"), max_length=7, choices=Kept.choices, blank=True)
    judged_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    # Of the form: sent twice, it is one message.
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["sent_at"]
        verbose_name = _("message between the sides")
        verbose_name_plural = _("messages between the sides")
        constraints = [
            models.CheckConstraint(
                name="judged_letter_was_held", condition=Q(passed=None) | (~Q(held_for="") & Q(judged_at__isnull=False))
            ),
            models.CheckConstraint(
                name="letter_kept_back_says_why",
                condition=(Q(passed=False) & ~Q(kept_because=""))
                | (Q(kept_because="") & (Q(passed=None) | Q(passed=True))),
                violation_error_message=_("Say why it is kept back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id} {self.side} {self.sent_at:%Y-%m-%d}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def visible_to(self, user: User) -> PlacementQuerySet:
        """For an agency: those of the people whose file it keeps, and of the firms that it answers for."""
        if not user.is_authenticated:
            return self.none()
        people = Q(introduction__profile__agency__in=user.agency_ids)
        return self.filter(people | Q(introduction__opening__employer__agency__in=user.agency_ids))

    def with_people(self) -> PlacementQuerySet:
        """With everything that a line of a list reads."""
        return self.select_related(
            "introduction__profile__identity",
            "introduction__profile__user",
            "introduction__opening__employer",
            "introduction__opening__site__place",
            "subsidy",
        ).prefetch_related("follow_ups")


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
    # By which rule, where somebody says; never without `subsidised`.
    subsidy = models.ForeignKey(
        SubsidyRule, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("subsidy")
    )
    declared = models.BooleanField(_("declared to social security"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason it ended"), max_length=14, choices=End.choices, blank=True)
    ended_by = models.CharField(_("told by"), max_length=8, choices=Introduction.Decliner.choices, blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    # When the answers of its follow-up went and the figures kept what may be counted.
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

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
    asked_at = models.DateTimeField(_("last asked"), null=True, blank=True)
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

    class Kept(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")
        UNSAID = "unsaid", _("would rather not say")

    follow_up = models.OneToOneField(FollowUp, models.CASCADE, related_name="outcome")
    # An employer knows whether somebody still works there, not what they do since.
    kind = models.CharField(_("situation"), max_length=17, choices=Kind.choices, blank=True)
    same_employer = models.BooleanField(_("with the same employer"), null=True, blank=True)
    # The second question. To the person: is it as agreed? To the employer: would you hire this way again?
    second = models.CharField(_("second answer"), max_length=6, choices=Kept.choices, blank=True)
    left_on = models.DateField(_("left on, as this side says"), null=True, blank=True)
    left_for = models.CharField(
        _("reason it ended, as this side says"), max_length=14, choices=Placement.End.choices, blank=True
    )
    at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return self.get_kind_display()


class Rating(models.Model):
    """Five things an employer may say of how somebody works, or a person of how the work is, each from 1 to 5.

    The items of structured ratings of performance: reliability, quality, learning, teamwork, safety. For the figures
    only: nobody is ranked by it and no page shows it to the other side. What was said of a person is in their own copy.
    """

    ITEMS = ("reliability", "quality", "learning", "teamwork", "safety")

    follow_up = models.OneToOneField(FollowUp, models.CASCADE, primary_key=True, related_name="rating")
    reliability = models.PositiveSmallIntegerField(_("reliability"), null=True, blank=True)
    quality = models.PositiveSmallIntegerField(_("quality of the work"), null=True, blank=True)
    learning = models.PositiveSmallIntegerField(_("learning"), null=True, blank=True)
    teamwork = models.PositiveSmallIntegerField(_("working with others"), null=True, blank=True)
    safety = models.PositiveSmallIntegerField(_("safety"), null=True, blank=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(
                name="rating_from_1_to_5",
                condition=Q(
                    *(
                        Q(**{f"{item}__isnull": True}) | Q(**{f"{item}__gte": 1, f"{item}__lte": 5})
                        for item in ("reliability", "quality", "learning", "teamwork", "safety")
                    )
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.follow_up_id)


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
