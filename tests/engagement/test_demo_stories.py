"""What a visitor must be able to find in the demo world, and what a careful reader would check first."""

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.db.models import Count, F, Q
from django.test import TestCase

from accounts.models import Consent, Membership, Place, Region, User
from employers.firms.identifiers import read
from employers.models import Employer, Member, Opening, OpeningMove, SubsidyRule, Verification, WageFloor
from engagement import demo
from engagement.answering.deadlines import DAYS
from engagement.models import Commitment, EngagementEvent, FollowUp, Introduction, Outcome, Placement
from mobility_schemes.models import Application, EligibilityRule, FunnelCount, Intake, QuotaLine, RecallRight, Scheme
from returnees.models import (
    EvidenceStep,
    Identity,
    Profile,
    ProfileLanguage,
    ProfileSkill,
    RecognitionCase,
    ReturnContext,
)

TODAY = date(2026, 11, 22)


def person(name: str) -> Profile:
    """One of the twelve: they are the first of their name."""
    people = Profile.objects.select_related("identity").order_by("pk")[:20]
    return next(profile for profile in people if profile.identity.given_name == name)


def at_six_months() -> list[tuple[Placement, bool | None]]:
    """Placements due at 6 months, with whether the person was still there, None where nobody answered."""
    due = TODAY - timedelta(days=183 + 21)
    rows = Placement.objects.filter(started_on__lte=due).prefetch_related("follow_ups__outcome")
    out = []
    for row in rows.select_related("introduction__profile", "introduction__opening__employer"):
        answers = [
            asked.outcome.same_employer for asked in row.follow_ups.all() if asked.month == 6 and asked.result == "done"
        ]
        assert len(set(answers)) <= 1
        out.append((row, answers[0] if answers else None))
    return out  # fmt: skip


def wilson(yes: int, of: int) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for a share."""
    z, p = 1.959964, yes / of
    middle, half = p + z * z / (2 * of), z * (p * (1 - p) / of + z * z / (4 * of * of)) ** 0.5
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


class DefaultWorld(TestCase):
    """One default world for all tests, seen from one day."""

    @classmethod
    def setUpClass(cls) -> None:
        noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        cls.enterClassContext(time_machine.travel(noon, tick=False))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        demo.build(today=TODAY)

    # The size and spread of it

    def test_the_openings_spread_over_sectors_and_countries(self):
        countries = Counter(Opening.objects.values_list("employer__country", flat=True))
        assert sum(countries.values()) == 120
        assert 78 <= countries["MA"] <= 90 and 20 <= countries["TN"] <= 30
        assert countries["SN"] >= 5 and countries["CI"] >= 3
        assert len(set(Opening.objects.values_list("employer__sector", flat=True))) == 11
        assert Opening.objects.open().count() >= 55

    def test_four_in_ten_came_back_and_each_centre_has_people_of_many_sectors(self):
        back = Profile.objects.filter(stays__isnull=False).distinct().count()
        assert 0.34 <= back / Profile.objects.count() <= 0.46
        samira = User.objects.get(email="samira@example.org")
        hers = Profile.objects.visible_to(samira)
        assert hers.count() >= 80
        assert len(set(hers.values_list("wishes__occupation__sectors", flat=True)) - {None}) >= 9
        assert Opening.objects.visible_to(samira).count() >= 45

    def test_consents_are_asked_one_by_one_and_some_say_no(self):
        people = Profile.objects.count()
        asked = Consent.objects.filter(purpose=Consent.Purpose.PROPOSE)
        assert asked.count() == people
        assert 0.83 <= asked.live().count() / people <= 0.93
        assert 0.04 <= asked.filter(granted=False).count() / people <= 0.11
        assert 0.02 <= asked.exclude(withdrawn_at=None).count() / people <= 0.09
        assert not Consent.objects.filter(mode="oral", witness=None).exists()

    def test_openings_of_firms_that_nobody_has_seen_are_written_and_not_shown(self):
        hidden = Opening.objects.filter(state=Opening.State.PUBLISHED, employer__level__lt=Employer.Level.DOCUMENT)
        assert hidden.exists()
        assert not Opening.objects.open().filter(pk__in=hidden).exists()
        seen = Employer.objects.filter(level__gte=2)
        assert Verification.objects.values("employer").distinct().count() == seen.count()

    def test_behind_every_skill_that_is_more_than_declared_stands_somebody(self):
        more = ProfileSkill.objects.filter(evidence__gt=1)
        assert more.exists()
        assert not more.exclude(steps__step=F("evidence")).exists()
        assert not EvidenceStep.objects.filter(step__gte=4, vouched_by="").exists()

    def test_six_seasons_of_four_months_are_far_from_fifteen_years(self):
        seasons = person("Fatna").social_periods.filter(country="ES", branch="pension")
        days = sum((one.ends_on - one.starts_on).days + 1 for one in seasons)
        assert seasons.count() == 6 and 23 <= days / 30.4 <= 25

    def test_nobody_can_take_anything_here_for_real(self):
        assert not Employer.objects.exclude(name__contains="Démo").exists()
        for country, numbers in Employer.objects.values_list("country", "identifiers"):
            assert all(value.startswith("999") or "DEMO-" in value for value in numbers.values())
            # Invented, and of the right form: the firm's own form takes them as they are.
            assert all(read(country, kind, value) == value for kind, value in numbers.items())
        assert not User.objects.exclude(email=None).exclude(email__endswith="@example.org").exists()
        reserved = re.compile(r"\+(2126000000|216200000|2217000000|22507000000)\d\d")
        assert all(reserved.fullmatch(identity.phone) for identity in Identity.objects.all())

    def test_every_login_of_the_list_can_sign_in_and_nobody_else(self):
        assert len(demo.PASSWORD) >= 15
        for _, email, _ in demo.LOGINS:
            assert authenticate(None, email=email, password=demo.PASSWORD).email == email
            assert EmailAddress.objects.get(email=email).verified
        others = User.objects.exclude(email__in=[email for _, email, _ in demo.LOGINS])
        assert not any(user.has_usable_password() for user in others)
        assert not others.exclude(email=None).exists()

    def test_places_stand_where_they_are(self):
        per_country = {
            country: (
                Region.objects.filter(country=country).count(),
                Place.objects.filter(region__country=country).count(),
            )
            for country in ("MA", "TN", "SN", "CI", "NG")
        }
        assert per_country == {"MA": (12, 57), "TN": (24, 27), "SN": (14, 15), "CI": (6, 6), "NG": (4, 4)}
        for country, (south, north, west, east) in {
            "MA": (23.5, 36, -17.2, -1), "TN": (30.2, 37.6, 7.5, 11.7), "SN": (12.3, 16.7, -17.6, -11.3),
            "CI": (4.3, 10.8, -8.7, -2.4), "NG": (4.2, 13.9, 2.7, 14.7),
        }.items():  # fmt: skip
            for place in Place.objects.filter(region__country=country):
                assert south <= place.latitude <= north and west <= place.longitude <= east, place.name_en
        assert not Place.objects.filter(name_ar="").exists() and not Region.objects.filter(name_ar="").exists()

    def test_seven_centres_answer_for_their_regions(self):
        centres = Membership.objects.filter(agency__kind="eimea").values_list("agency__name", flat=True).distinct()
        assert sorted(centres) == [
            "EIMEA Agadir", "EIMEA Béni Mellal", "EIMEA Casablanca", "EIMEA Fès", "EIMEA Oujda", "EIMEA Rabat",
            "EIMEA Tanger",
        ]  # fmt: skip
        served = Region.objects.filter(agencies__kind="eimea").distinct()
        assert served.count() == 8  # the seven centres' own regions, and Marrakech-Safi

    def test_floors_subsidies_and_quota_lines_name_their_sources(self):
        assert WageFloor.objects.get(name="SMIG", country="MA", valid_to=None).monthly == Decimal("3422.72")
        assert not WageFloor.objects.filter(source="").exists()
        assert not SubsidyRule.objects.filter(source="").exists()
        assert not QuotaLine.objects.filter(source_title="").exists()
        # What the demo invented never carries the name of a public source.
        assert FunnelCount.objects.filter(source="Données de démonstration, inventées").exists()

    # What a sceptical reader checks

    def test_no_wage_is_under_the_floor_of_its_day(self):
        floors = list(WageFloor.objects.all())
        assert Opening.objects.count() == 120
        for opening in Opening.objects.select_related("employer", "occupation"):
            on = (opening.published_at or opening.created_at).date()
            farm = opening.occupation.isco_id == "9211" and opening.employer.country == "MA"
            hours = {"TN": opening.hours_per_week}.get(opening.employer.country)
            least = [
                floor.monthly
                for floor in floors
                if floor.country == opening.employer.country
                and floor.agriculture == farm
                and (hours is None or floor.hours_per_week in {None, hours})
                and floor.valid_from <= on
                and (floor.valid_to is None or on < floor.valid_to)
            ]
            assert least and opening.wage_monthly >= max(least), (opening, on, opening.wage_monthly, least)

    def test_a_second_foreign_language_has_a_reason(self):
        for profile in Profile.objects.prefetch_related("languages", "stays", "experiences__occupation__sectors"):
            foreign = [row for row in profile.languages.all() if row.language in {"es", "it", "de", "nl", "pt", "en"}]
            if len([row for row in foreign if row.spoken >= 3]) < 1:
                continue
            sectors = {sector.code for work in profile.experiences.all() for sector in work.occupation.sectors.all()}
            assert profile.stays.all() or (profile.isced or 0) >= 5 or sectors & {"tourism", "it"}, profile.code
        written = ProfileLanguage.objects.filter(written__gt=F("spoken"), language__in=["es", "it", "nl"])
        assert not written.exists()

    def test_seasons_have_their_months_and_those_called_back_are_older(self):
        huelva = Intake.objects.filter(scheme__code="es-gecco-ma")
        assert huelva.count() == 2
        for intake in huelva:
            assert intake.departs_from.month in {1, 2, 3} and intake.season_ends_on.month == 6
        corsica = Intake.objects.get(label__contains="Corse")
        assert (corsica.departs_from.month, corsica.season_ends_on.month) == (10, 12)
        born = defaultdict(list)
        seasonal = Application.objects.filter(intake__scheme__pathway="seasonal")
        for application in seasonal.select_related("profile__identity"):
            born[application.kind].append(application.profile.identity.born)
        assert min(len(years) for years in born.values()) >= 5
        assert sum(born["repeater"]) / len(born["repeater"]) < sum(born["new"]) / len(born["new"])

    def test_retention_and_loss_are_as_such_programmes_know_them(self):
        known = [there for _, there in at_six_months() if there is not None]
        assert len(known) >= 40
        assert 0.60 <= sum(known) / len(known) <= 0.80
        assert 0.15 <= 1 - len(known) / len(at_six_months()) <= 0.30

    def test_half_of_the_subsidised_first_contracts_that_ended_became_a_job(self):
        ended = Placement.objects.filter(contract="insertion", started_on__lte=TODAY - timedelta(days=390))
        reached = [row for row in ended if row.ended_on is None or (row.ended_on - row.started_on).days >= 365]
        answers = [
            asked.outcome.same_employer
            for asked in FollowUp.objects.filter(placement__in=reached, month=12, result="done").select_related(
                "outcome"
            )
        ]
        assert len(answers) >= 4
        assert 0.3 <= sum(answers) / len(answers) <= 0.7

    def test_what_happened_is_in_order(self):
        assert not Placement.objects.filter(started_on__lt=F("introduction__proposed_at__date")).exists()
        assert not Introduction.objects.filter(proposed_at__lt=F("profile__created_at")).exists()
        assert not Introduction.objects.filter(proposed_at__date__gt=TODAY).exists()
        assert not Introduction.objects.filter(proposed_at__lt=F("opening__published_at")).exists()
        assert not FollowUp.objects.filter(done_on__gt=TODAY).exists()
        assert not Opening.objects.filter(published_at__date__gt=TODAY).exists()
        hired = Opening.objects.filter(state="filled").annotate(
            hires=Count("introductions", filter=Q(introductions__stage="hired"))
        )
        assert all(opening.hires == opening.posts for opening in hired)

    def test_fewer_firms_stand_at_each_later_stage(self):
        def with_(**facts: object) -> int:
            return EngagementEvent.objects.filter(**facts).values("employer").distinct().count()

        year = TODAY - timedelta(days=365)
        steps = [
            Employer.objects.count(), with_(two_way=True), with_(kind__in=["visit", "event_attended"]),
            with_(kind="opening_posted", on__gte=year), with_(kind="hire"), with_(kind="retention_check"),
            with_(kind="repeat_hire"), with_(kind__in=["testimony", "referral_given"]),
        ]  # fmt: skip
        assert steps == sorted(steps, reverse=True) and len(set(steps)) >= 7
        assert steps[0] >= 60 and steps[-1] >= 1

    # The stories

    def test_the_quota_that_few_use(self):
        line = QuotaLine.objects.get(scheme__code="ch-youngpro-tn", counts__step="departed", ends_on__lt=TODAY)
        gone = line.counts.get(step="departed").people
        assert (line.places, gone, line.confidence) == (1500, 172, "estimate")
        assert QuotaLine.objects.get(scheme__code="ch-youngpro-tn", ends_on__gte=TODAY).places == 150
        italy = FunnelCount.objects.get(people=9331)
        assert italy.quota_line.places == 119890 and "finalisées" in italy.note

    def test_the_campaign_with_twelve_applicants_for_a_place(self):
        intake = Intake.objects.get(label="WAFIRA II, premier groupe (démo)")
        counts = dict(intake.counts.values_list("step", "people"))
        assert counts["applied"] == 12 * counts["announced"]
        assert intake.applications.count() >= 5

    def test_the_season_that_did_not_call_back(self):
        contested = RecallRight.objects.get(contested_on__isnull=False)
        assert contested.called_on is None and contested.not_called_reason and contested.contest_text
        waiting = RecallRight.objects.get(profile=person("Fatna"))
        samira = User.objects.get(email="samira@example.org")
        assert contested.profile in Profile.objects.visible_to(samira)
        assert waiting.called_on and waiting.answered == ""

    def test_the_pledge_of_twenty_hires_that_lapsed(self):
        pledge = Commitment.objects.get(hires=20)
        assert pledge.due_on < TODAY
        assert not Opening.objects.filter(employer=pledge.employer).exists()
        assert EngagementEvent.objects.filter(employer=pledge.employer, kind="lapse", on=pledge.due_on).count() == 1

    def test_the_firm_that_left_and_why(self):
        last = EngagementEvent.objects.filter(reason="bad_experience", note__gt="").get()
        assert last.employer.events.first() == last
        assert last.employer.events.filter(kind="complaint").exists()

    def test_the_two_hires_that_ended(self):
        opening = Opening.objects.get(title="Frigoriste / technicienne en froid", state="filled")
        ended = Placement.objects.filter(introduction__opening=opening).order_by("ended_on")
        assert [row.end_reason for row in ended] == ["abroad_regular", "conditions"]
        asked = FollowUp.objects.filter(placement=ended[0], month=6, result="done")
        assert {row.outcome.kind for row in asked} == {"abroad_regular"}

    def test_the_comparison_that_cannot_tell(self):
        groups: dict[bool, list[bool]] = {True: [], False: []}
        for row, there in at_six_months():
            if there is not None:
                groups[row.introduction.profile.stays.exists()].append(there)
        assert min(len(group) for group in groups.values()) >= 10
        (p1, n1), (p2, n2) = ((sum(groups[key]) / len(groups[key]), len(groups[key])) for key in (True, False))
        (low1, high1), (low2, high2) = wilson(round(p1 * n1), n1), wilson(round(p2 * n2), n2)
        # Newcombe's interval of a difference, method 10 (1998).
        low = p1 - p2 - ((p1 - low1) ** 2 + (high2 - p2) ** 2) ** 0.5
        high = p1 - p2 + ((high1 - p1) ** 2 + (p2 - low2) ** 2) ** 0.5
        assert low < 0 < high

    def test_the_cell_too_small_to_print(self):
        cells = Counter(row.introduction.opening.employer.country for row, _ in at_six_months())
        assert 0 < min(cells.values()) < 10 <= max(cells.values())

    def test_the_consent_refused(self):
        answer = Consent.objects.get(person=person("Nadia").user, purpose=Consent.Purpose.SHOW_ABROAD)
        assert not answer.granted
        assert Profile.objects.findable().filter(pk=person("Nadia").pk).exists()

    def test_the_fraud_that_was_stopped(self):
        fraud = Opening.objects.get(title__startswith="URGENT")
        assert fraud.state == "rejected" and "argent" in fraud.reason and fraud.employer.suspended_at
        assert not Opening.objects.open().filter(pk=fraud.pk).exists()

    def test_the_subsidy_that_can_only_be_asked_for(self):
        opening = Opening.objects.open().get(
            title="Opérateur / opératrice machine à coudre", contract="insertion", posts=8
        )
        assert opening.isced is None and opening.employer.country == "MA"
        assert SubsidyRule.objects.get(country="MA", programme__startswith="Idmaj").conditions["ask"]

    # The twelve

    def test_the_twelve_are_who_they_are(self):
        names = [
            "Fatna",
            "Hicham",
            "Nadia",
            "Omar",
            "Sana",
            "Bilel",
            "Khadija",
            "Anas",
            "Mamadou",
            "Awa",
            "Rachid",
            "Imane",
        ]
        born = [TODAY.year - person(name).identity.born for name in names]
        assert born == [43, 29, 34, 52, 26, 31, 38, 27, 33, 28, 24, 41]
        towns = [person(name).place.name_fr for name in names]
        assert towns == [
            "Sidi Kacem", "Béni Mellal", "Fès", "Khouribga", "Ben Arous", "Sfax", "Oujda", "Rabat", "Thiès", "Bouaké",
            "Béni Mellal", "Tanger",
        ]  # fmt: skip
        assert [list(person(name).stays.values_list("country", flat=True)) for name in names] == [
            ["ES"], ["IT"], ["AT"], ["FR"], ["CH"], ["IT"], ["ES"], [], ["ES"], ["TN"], [], [],
        ]  # fmt: skip
        assert ReturnContext.objects.get(profile=person("Bilel")).kind == "forced"
        assert not Consent.objects.live().filter(person=person("Bilel").user, purpose="show_abroad").exists()
        fatna = person("Fatna")
        assert (fatna.stays.get().seasons, fatna.isced, fatna.wishes.count()) == (6, 0, 2)
        assert fatna.languages.get(language="es").spoken == 2
        assert RecognitionCase.objects.get(qualification__profile=person("Sana")).state == "submitted"

    def test_hicham_has_something_to_answer_and_salma_people_to_meet(self):
        hicham = User.objects.get(email="hicham@example.org")
        assert hicham.profile == person("Hicham")
        assert hicham.profile.introductions.get().stage == "proposed"
        salma = User.objects.get(email="salma@example.org")
        assert Member.objects.get(user=salma).employer.name == "Atlas Couture Démo SARL"
        assert Introduction.objects.filter(opening__employer__members__user=salma).count() >= 3

    def test_samira_has_something_to_do_today(self):
        hers = Profile.objects.visible_to(User.objects.get(email="samira@example.org"))
        due = FollowUp.objects.filter(result="due", due_on__lte=TODAY, placement__introduction__profile__in=hers)
        assert due.count() >= 3
        assert RecallRight.objects.filter(profile__in=hers, called_on__isnull=False, answered="").exists()
        soon = Consent.objects.live().filter(person__profile__in=hers, expires_on__lte=TODAY + timedelta(days=30))
        assert soon.exists()

    def test_a_practice_is_on_record_and_not_applied(self):
        practice = EligibilityRule.objects.filter(origin="practice")
        assert sorted(practice.values_list("attribute", "review")) == [
            ("children", "not_applied"),
            ("sex", "not_applied"),
        ]
        assert not any(rule.is_applied for rule in practice)
        assert Scheme.objects.filter(rules__attribute="age", rules__value=35, rules__review="lawful").count() == 3

    def test_the_firm_that_left_people_waiting(self):
        firm = Employer.objects.get(switched_off_at__isnull=False)
        assert not Opening.objects.open().filter(employer=firm).exists()
        ends = Introduction.objects.filter(opening__employer=firm, declined_by="employer")
        assert {row.reason for row in ends} == {"silent"}

    def test_the_hire_of_whom_both_sides_say_different_things(self):
        said = Outcome.objects.exclude(same_employer=None).values_list(
            "follow_up__placement", "follow_up__month", "same_employer"
        )
        found = {}
        for placement, month, there in said:
            found.setdefault((placement, month), set()).add(there)
        assert {True, False} in found.values()

    def test_what_waits_may_still_be_answered(self):
        late = Introduction.objects.filter(reply_by__lt=TODAY)
        assert not late.filter(stage__in=DAYS).exists()

    def test_every_move_of_an_opening_follows_the_one_before(self):
        by_opening = {}
        for move in OpeningMove.objects.order_by("opening", "at", "pk"):
            before = by_opening.get(move.opening_id)
            assert before is None or (before.after == move.before and before.at <= move.at)
            by_opening[move.opening_id] = move
        assert by_opening and all(move.after == move.opening.state for move in by_opening.values())
