"""What must never be true, refused by the database itself, and told in words where a form can show it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import Code, Consent
from employers.models import (
    JoinRequest,
    MemberInvitation,
    Opening,
    OpeningMove,
    OpeningReport,
    Responsiveness,
    WageFloor,
)
from engagement.models import (
    Commitment,
    EngagementEvent,
    FollowUp,
    Introduction,
    Letter,
    PastPlacement,
    Placement,
    Rating,
    Slot,
)
from matching.models import RankerVersion, Ranking
from mobility_schemes.models import Agreement, Application, EligibilityRule, Intake, QuotaLine, RecallRight, Scheme
from returnees.models import (
    ClaimCode,
    Contest,
    EvidenceStep,
    Experience,
    Export,
    ExportedPerson,
    IdentityKey,
    Merge,
    NotTheSame,
    Profile,
    ProfileSkill,
    RecognitionCase,
    SocialPeriod,
    Stay,
)
from skills.models import Concept, Label
from tests import world

pytestmark = pytest.mark.django_db
MAY = datetime(2027, 5, 3, 9, tzinfo=UTC)


@pytest.fixture
def rows():
    """One of everything that the refusals below start from."""
    weld = world.skill("weld")
    welder = world.occupation("welder", needs=(weld,))
    amina = world.person("Amina", skills=[weld], worked={welder: 12})
    opening = world.opening(welder, required=(weld,))
    agreement = Agreement.objects.create(title_en="A", title_fr="A", title_ar="أ", kind="mou")
    scheme = Scheme.objects.create(
        agreement=agreement, code="ch-tn", name_en="CH", name_fr="CH", name_ar="س", origin_country="TN",
        destination_country="CH", pathway="trainee",
    )  # fmt: skip
    intake = Intake.objects.create(scheme=scheme, label="2027", opens_on=date(2027, 1, 1), closes_on=date(2027, 2, 1))
    introduction = Introduction.objects.create(profile=amina, opening=opening)
    placement = Placement.objects.create(
        introduction=introduction, started_on=date(2026, 1, 5), contract="permanent", wage_monthly=4000
    )
    return dict(
        weld=weld, welder=welder, amina=amina, opening=opening, scheme=scheme, intake=intake,
        introduction=introduction, placement=placement, samira=world.counsellor(),
    )  # fmt: skip


def line(r, **facts):
    plain = dict(
        scheme=r["scheme"], label="all", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), kind="contingent",
        places=150, as_of=date(2026, 1, 1), source_title="treaty", source_kind="law", confidence="official",
    )  # fmt: skip
    return QuotaLine(**{**plain, **facts})


def consent(r, **facts):
    plain = dict(
        person=r["amina"].user, purpose="statistics", granted=True, text_version="1", language="fr", mode="tap",
        expires_on=date(2030, 1, 1),
    )  # fmt: skip
    return Consent(**{**plain, **facts})


def key(r):
    return IdentityKey.objects.create(identity=r["amina"].identity, kind="name", key="k")


def slot(r, **facts):
    return Slot(**{**dict(introduction=r["introduction"], starts_at=MAY, mode="phone"), **facts})


def other(r):
    r.setdefault("other", world.person("Fatna"))
    return r["other"]


REFUSED = {
    "stay_ends_after_it_starts": lambda r: Stay(
        profile=r["amina"], country="IT", band="1-3y", start_year=2020, end_year=2019
    ),
    "evidence_step_on_the_ladder": lambda r: EvidenceStep(skill=r["amina"].skills.get(), step=1),
    "evidence_of_others_says_whose": lambda r: EvidenceStep(skill=r["amina"].skills.get(), step=5, told="a test"),
    "recognition_of_one_thing": lambda r: RecognitionCase(),
    "fee_names_its_currency": lambda r: RecognitionCase(experience=r["amina"].experiences.get(), fee=100),
    "identity_key_once": lambda r: IdentityKey(identity=key(r).identity, kind="name", key="k"),
    "social_period_ends_after_it_starts": lambda r: SocialPeriod(
        profile=r["amina"], country="ES", branch="pension", starts_on=date(2020, 2, 1), ends_on=date(2020, 1, 1)
    ),
    "claim_expires_after_it_is_made": lambda r: ClaimCode(
        profile=r["amina"], key="k", expires_at=timezone.now() - timedelta(days=1)
    ),
    "answered_contest_has_an_outcome": lambda r: Contest(
        profile=r["amina"], matter="wrong", answered_at=timezone.now()
    ),
    "a_file_is_not_joined_with_itself": lambda r: Merge(kept=r["amina"], other=r["amina"]),
    "joined_once": lambda r: Merge(kept=other(r), other=Merge.objects.create(kept=other(r), other=r["amina"]).other),
    "two_people_once": lambda r: NotTheSame(
        first=r["amina"], second=NotTheSame.objects.create(first=r["amina"], second=other(r)).second
    ),
    "two_people_in_order": lambda r: NotTheSame(first=other(r), second=r["amina"]),
    "export_for_a_partner_names_it_and_why": lambda r: Export(kind="partner", by=r["samira"]),
    "exported_once": lambda r: ExportedPerson(
        export=ExportedPerson.objects.create(
            export=Export.objects.create(kind="own", by=r["samira"]), profile=r["amina"]
        ).export,
        profile=r["amina"],
    ),
    "oral_consent_has_a_witness": lambda r: consent(r, mode="oral"),
    "one_answer_per_purpose": lambda r: consent(r, purpose="propose"),
    "what_is_shared_with_somebody_says_with_whom": lambda r: consent(r, purpose="partner"),
    "one_waiting_code_a_minute": lambda r: after(
        Code(purpose="sign_in", key="amina", network="n", minute=1),
        Code(purpose="sign_up", key="amina", network="n", minute=1),
    ),
    "consent_withdrawn_after_given": lambda r: consent(r, withdrawn_at=timezone.now() - timedelta(days=9)),
    "concept_is_known_by_code_or_uri": lambda r: Concept(kind="skill"),
    "occupation_has_an_isco_group": lambda r: Concept(kind="occupation", code="nameless"),
    "one_preferred_label_per_language": lambda r: Label(
        concept=r["weld"], language="en", kind="preferred", text="join"
    ),
    "label_has_a_text": lambda r: Label(concept=r["weld"], language="fr", kind="preferred", text=""),
    "experience_has_a_length": lambda r: Experience(profile=r["amina"], occupation=r["welder"], country="MA"),
    "experience_ends_after_it_starts": lambda r: Experience(
        profile=r["amina"], occupation=r["welder"], country="MA", months=3, start_year=2020, end_year=2019
    ),
    "skill_once_per_profile": lambda r: ProfileSkill(profile=r["amina"], skill=r["weld"]),
    "evidence_on_the_ladder": lambda r: ProfileSkill(profile=r["amina"], skill=r["welder"], evidence=7),
    "profile_wage_names_its_currency": lambda r: Profile(
        user=world.user("x"), place=world.town(), wage_wish=3000, code="XXXXXXX"
    ),
    "opening_has_a_post": lambda r: copy(r["opening"], posts=0),
    "opening_wages_in_order": lambda r: copy(r["opening"], wage_max=1),
    "published_opening_has_a_date": lambda r: copy(r["opening"], published_at=None),
    "refused_opening_has_a_reason": lambda r: copy(r["opening"], state="rejected"),
    "wage_floor_names_its_source": lambda r: WageFloor(
        country="MA", name="SMIG", amount=17, currency="MAD", period="hour", monthly=3422, valid_from=date(2026, 1, 1)
    ),
    "scheme_goes_somewhere_else": lambda r: copy(r["scheme"], code="tn-tn", destination_country="TN"),
    "quota_period_in_order": lambda r: line(r, ends_on=date(2025, 1, 1)),
    "quota_line_names_its_source": lambda r: line(r, source_title=""),
    "only_no_quota_lacks_places": lambda r: line(r, places=None),
    "intake_closes_after_it_opens": lambda r: copy(r["intake"], closes_on=date(2026, 1, 1)),
    "rules_on_sex_and_children_are_sensitive": lambda r: EligibilityRule(
        scheme=r["scheme"], attribute="sex", operator="equals", value="woman", origin="practice"
    ),
    "lawful_sensitive_rule_names_basis_and_reviewer": lambda r: EligibilityRule(
        scheme=r["scheme"], attribute="sex", operator="equals", value="woman", origin="practice", sensitive=True,
        review="lawful",
    ),
    "refused_application_has_a_reason": lambda r: Application(
        intake=r["intake"], profile=r["amina"], state="not_selected"
    ),
    "only_a_call_is_answered": lambda r: RecallRight(
        profile=r["amina"], scheme=r["scheme"], employer_name="Finca", valid_to=date(2027, 1, 1), answered="yes"
    ),
    "one_live_ranker": lambda r: RankerVersion(name="second", curves={}, live=True),
    "ranking_of_an_opening_or_a_person": lambda r: Ranking(version=RankerVersion.objects.get(live=True)),
    "one_live_introduction_per_opening": lambda r: Introduction(profile=r["amina"], opening=r["opening"]),
    "declined_says_who_and_why": lambda r: copy(r["introduction"], stage="declined"),
    "placement_ends_after_it_starts": lambda r: copy(r["placement"], ended_on=date(2025, 1, 1), end_reason="family"),
    "ended_placement_says_why": lambda r: copy(r["placement"], ended_on=date(2026, 2, 1)),
    "three_attempts_then_stop": lambda r: FollowUp(
        placement=r["placement"], month=3, whom="person", due_on=date(2026, 4, 5), attempts=4
    ),
    "refusal_has_a_reason": lambda r: EngagementEvent(
        employer=r["opening"].employer, kind="refusal", on=date(2026, 1, 1)
    ),
    "ended_past_placement_says_why": lambda r: PastPlacement(
        month=date(2026, 1, 1), country="MA", isco="72", contract="permanent", months=3
    ),
    "employer_takes_1_to_500_a_month": lambda r: copy(r["opening"].employer, people_a_month=0),
    "one_waiting_request_per_firm": lambda r: JoinRequest(
        employer=JoinRequest.objects.create(
            employer=r["opening"].employer, user=r["samira"], name="Bao"
        ).employer, user=r["samira"], name="Bao",
    ),
    "request_is_answered_with_yes_or_no": lambda r: JoinRequest(
        employer=r["opening"].employer, user=r["samira"], name="Bao", answered_at=timezone.now()
    ),
    "invitation_accepted_or_withdrawn": lambda r: MemberInvitation(
        employer=r["opening"].employer, to="bao@example.org", expires_at=timezone.now(), accepted_at=timezone.now(),
        withdrawn_at=timezone.now(),
    ),
    "responsiveness_is_a_share": lambda r: Responsiveness(
        employer=r["opening"].employer, asked=3, answered=4, rate=0.5, low=0.2, high=0.8, sector_rate=0.5,
        as_of=date(2026, 1, 1),
    ),
    "opening_once_per_form": lambda r: after(copy(r["opening"], key="k"), copy(r["opening"], key="k")),
    "a_move_changes_the_state": lambda r: OpeningMove(opening=r["opening"], before="draft", after="draft"),
    "answered_report_has_a_moment": lambda r: OpeningReport(opening=r["opening"], kind="money", answer="founded"),
    "employer_answers_after_the_yes": lambda r: copy(r["introduction"], answered_at=timezone.now()),
    "one_slot_at_a_time": lambda r: after(slot(r), slot(r)),
    "one_interview_ahead": lambda r: after(
        slot(r, taken_at=timezone.now()), slot(r, taken_at=timezone.now(), starts_at=MAY + timedelta(days=1))
    ),
    "interview_of_5_to_480_minutes": lambda r: slot(r, minutes=0),
    "judged_letter_was_held": lambda r: Letter(introduction=r["introduction"], side="person", words="w", passed=True),
    "letter_kept_back_says_why": lambda r: Letter(
        introduction=r["introduction"], side="person", words="w", held_for="money", passed=False, judged_at=MAY
    ),
    "rating_from_1_to_5": lambda r: Rating(
        follow_up=FollowUp.objects.create(
            placement=r["placement"], month=3, whom="employer", due_on=date(2026, 4, 5)
        ),
        quality=6,
    ),
    "commitment_has_a_number_and_a_later_date": lambda r: Commitment(
        employer=r["opening"].employer, hires=0, signed_on=date(2026, 1, 1), due_on=date(2026, 6, 1)
    ),
}  # fmt: skip


def after(first, row):
    """The row that comes too much once the first is there."""
    first.save()
    return row


def copy(row, **changes):
    """The row as a new one, changed; saved rows keep theirs."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    if "code" in changes or type(row) in {Opening, Intake}:
        row.pk = None
        row._state.adding = True
    return row


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses(rows, name):
    RankerVersion.objects.create(name="first", curves={}, live=True)
    row = REFUSED[name](rows)
    constraint = next(
        c for model in type(row).mro() if hasattr(model, "_meta") for c in model._meta.constraints if c.name == name
    )
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    # SQLite names a check by its name and a unique index by its columns.
    said = str(refused.value)
    assert name in said or "UNIQUE" in said, said
    if (
        constraint.violation_error_code
        or constraint.violation_error_message != constraint.default_violation_error_message
    ):
        with translation.override("en"), pytest.raises(ValidationError) as told:
            constraint.validate(type(row), row)
        assert "Constraint" not in str(told.value)


def test_a_line_is_superseded_by_a_new_one_and_stays(rows):
    first = line(rows)
    first.save()
    second = line(rows, places=200, supersedes=first)
    second.save()
    assert list(QuotaLine.objects.current()) == [second]
    assert QuotaLine.objects.get(pk=first.pk).places == 150
    with pytest.raises(IntegrityError), transaction.atomic():
        line(rows, places=300, supersedes=first).save()
