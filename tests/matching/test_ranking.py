"""A counsellor opens an opening and sees people; opens a person and sees openings and scheme places."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import Consent
from employers.models import Opening
from matching.curves import PRIORS, AdditiveRanker
from matching.features import FEATURES, Features
from matching.models import Ranked, RankerVersion, Ranking
from matching.ranking import ensure_version, rank, rank_for
from matching.showing import openings_of, people_of, places_of
from mobility_schemes.models import Agreement, EligibilityRule, FunnelCount, Intake, Scheme
from returnees.models import Contest, Equality, Profile, ReturnContext, Stay
from skills.models import Vocabulary
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    """Welding and its skills; sewing, which has nothing to do with it."""
    names = ["weld steel", "read plans", "cut metal", "grind", "sew", "iron"]
    skills = {name: world.skill(name) for name in names}
    welder = world.occupation("welder", "7212", (skills["weld steel"], skills["read plans"], skills["cut metal"]))
    tailor = world.occupation("tailor", "7531", (skills["sew"], skills["iron"]))
    Vocabulary.changed()
    return {**skills, "welder": welder, "tailor": tailor}


@pytest.fixture
def samira():
    return world.counsellor("Samira")


@pytest.fixture
def opening(words):
    return world.opening(
        words["welder"], required=(words["weld steel"], words["read plans"], words["cut metal"]), languages={"fr": 2}
    )


@pytest.fixture
def amina(words):
    return world.person(
        "Amina",
        skills=[words["weld steel"], words["read plans"], words["cut metal"]],
        worked={words["welder"]: 60},
        wishes=(words["welder"],),
        speaks={"fr": 4, "ar": 6},
        available_from=date.today(),
    )


@pytest.fixture
def beginner(words):
    return world.person(
        "Rachid", skills=[words["cut metal"], words["grind"]], worked={words["tailor"]: 12}, speaks={"fr": 3}
    )


def names(shown):
    return [row.subject.identity.given_name for row in shown]


def test_who_fits_stands_first_with_reasons_that_cite_facts(samira, opening, amina, beginner):
    with translation.override("en"):
        shown = people_of(rank(opening, by=samira), samira)
    assert names(shown) == ["Amina", "Rachid"]
    assert [row.band for row in shown] == ["strong", "possible"]
    assert shown[0].reasons_for[0].startswith("3 of 3 required skills: ")
    assert shown[1].reasons_against[0].startswith("Required, not in the file")


def test_what_would_change_the_rank_is_said_where_it_would(samira, opening, beginner, words):
    world.person(
        "Nadia", skills=[words["cut metal"], words["read plans"]], worked={words["tailor"]: 6}, speaks={"fr": 3}
    )
    with translation.override("en"):
        last = people_of(rank(opening, by=samira), samira)[1]
    assert last.change in {
        "With the skill “weld steel”: about 1 place higher",
        "With the skill “read plans”: about 1 place higher",
    }


def test_every_row_shown_is_kept_with_its_rank_score_features_and_version(samira, opening, amina, beginner):
    ranking = rank(opening, by=samira)
    rows = list(ranking.rows.all())
    assert [(row.rank, row.profile_id) for row in rows] == [(1, amina.pk), (2, beginner.pk)]
    ranker = AdditiveRanker.from_json(ranking.version.curves)
    for row in rows:
        assert row.features["values"].keys() == set(FEATURES)
        assert ranker.score([Features(**row.features["values"])])[0] == pytest.approx(row.score, abs=1e-9)
        assert sum(row.parts.values()) == pytest.approx(row.score, abs=1e-9)
    assert (ranking.version.name, ranking.made_for) == ("priors-1", samira)
    assert ranking.funnel["pool"] == 2 and ranking.funnel["considered"] == 2


def test_the_same_list_again_while_nothing_has_changed(samira, opening, amina):
    first = rank(opening, by=samira)
    assert rank(opening, by=samira) == first
    Profile.objects.filter(pk=amina.pk).update(changed_at=timezone.now())
    assert rank(opening, by=samira) != first


def test_nobody_is_listed_who_has_not_said_yes(samira, opening, words):
    skills = [words["weld steel"]]
    world.person("Refuses", skills=skills, agrees=False)
    world.person("Unasked", skills=skills, agrees=None)
    expired = world.person("Expired", skills=skills)
    Consent.objects.filter(person=expired.user).update(expires_on=date.today())
    world.person("Agrees", skills=skills)
    ranking = rank(opening, by=samira)
    assert names(people_of(ranking, samira)) == ["Agrees"]
    assert ranking.funnel["excluded"]["consent"] == 3


def test_a_consent_withdrawn_after_the_list_was_made_hides_the_person_at_once(samira, opening, amina, beginner):
    ranking = rank(opening, by=samira)
    Consent.objects.filter(person=amina.user).update(withdrawn_at=timezone.now())
    assert names(people_of(ranking, samira)) == ["Rachid"]
    assert rank(opening, by=samira) != ranking


def test_a_file_contested_after_the_list_was_made_likewise(samira, opening, amina, beginner):
    ranking = rank(opening, by=samira)
    contest = Contest.objects.create(profile=amina, matter="not_me")
    assert names(people_of(ranking, samira)) == ["Rachid"]
    again = rank(opening, by=samira)
    assert again != ranking
    Contest.objects.filter(pk=contest.pk).update(answered_at=timezone.now(), outcome="upheld")
    assert names(people_of(rank(opening, by=samira), samira)) == ["Amina", "Rachid"]


def test_a_counsellor_is_shown_her_own_agencys_people_only(samira, opening, amina, words):
    world.person("Elsewhere", of=world.agency("EIMEA Oujda"), skills=[words["weld steel"]])
    assert names(people_of(rank(opening, by=samira), samira)) == ["Amina"]
    chidi = world.user("Chidi")
    assert people_of(rank(opening, by=samira), chidi) == []


def test_too_far_and_too_late_are_left_out_and_counted(samira, opening, words):
    skills = [words["weld steel"]]
    world.person("Far", skills=skills, lives="Agadir")
    world.person("Moves", skills=skills, lives="Agadir", would_move=True)
    world.person("Late", skills=skills, available_from=date.today() + timedelta(days=400))
    ranking = rank(opening, by=samira)
    assert names(people_of(ranking, samira)) == ["Moves"]
    assert ranking.funnel["excluded"] == {"consent": 0, "distance": 1, "availability": 1, "work": 0}


def test_a_person_with_a_near_occupation_and_no_named_skill_is_looked_at(samira, opening, words):
    world.person("Worked", worked={words["welder"]: 24})
    world.person("Nothing", worked={words["tailor"]: 24}, skills=[words["sew"]])
    ranking = rank(opening, by=samira)
    assert names(people_of(ranking, samira)) == ["Worked"]
    assert ranking.funnel["excluded"]["work"] == 1


def test_name_sex_age_origin_and_return_change_nothing(samira, opening, words, amina):
    """Two people alike in their work and unlike in everything else get the same features, parts and score."""
    twin = world.person(
        "Mamadou",
        skills=[words["weld steel"], words["read plans"], words["cut metal"]],
        worked={words["welder"]: 60},
        wishes=(words["welder"],),
        speaks={"fr": 4, "ar": 6},
        available_from=date.today(),
    )
    Equality.objects.create(profile=amina, sex="woman", age_band="25-34", rural=True)
    Equality.objects.create(profile=twin, sex="man", age_band="55+", rural=False)
    ReturnContext.objects.create(profile=twin, kind="forced")
    Stay.objects.create(profile=twin, country="IT", band="3-5y")
    twin.identity.birth_year = "1965"
    twin.identity.save()
    twin.experiences.update(country="IT")
    rows = {row.profile_id: row for row in rank(opening, by=samira).rows.all()}
    assert rows[amina.pk].features == rows[twin.pk].features
    assert rows[amina.pk].parts == rows[twin.pk].parts


def test_ranking_reads_no_table_of_who_a_person_is(samira, opening, amina):
    with CaptureQueriesContext(connection) as asked:
        rank(opening, by=samira)
    read = " ".join(query["sql"] for query in asked.captured_queries)
    for table in ("returnees_identity", "returnees_equality", "returnees_returncontext"):
        assert table not in read


def test_taking_the_first_reason_out_of_the_file_lowers_the_score(samira, opening, amina, words):
    before = rank(opening, by=samira).rows.get(profile=amina)
    first = max(before.parts, key=lambda name: before.parts[name] - PRIORS.curves[name].unknown)
    assert first == "skills_required"
    amina.skills.all().delete()
    Profile.objects.filter(pk=amina.pk).update(changed_at=timezone.now())
    after = rank(opening, by=samira).rows.get(profile=amina)
    assert after.score < before.score


def test_a_person_gets_ranked_openings_that_are_open(samira, amina, opening, words):
    sewing = world.opening(words["tailor"], required=(words["sew"],))
    hidden = world.opening(words["welder"], by=world.employer("Unseen Démo", level=1), required=(words["weld steel"],))
    closed = world.opening(words["welder"], required=(words["weld steel"],), deadline=date.today() - timedelta(days=1))
    shown = openings_of(rank_for(amina, by=samira), samira)
    assert [row.subject.pk for row in shown] == [opening.pk]
    assert not {sewing.pk, hidden.pk, closed.pk} & {row.subject.pk for row in shown}
    assert openings_of(rank_for(amina, by=amina.user), amina.user)[0].subject == opening


def test_an_opening_closed_after_the_list_was_made_is_not_shown(samira, amina, opening):
    ranking = rank_for(amina, by=samira)
    Opening.objects.filter(pk=opening.pk).update(state="withdrawn", reason="no budget")
    assert openings_of(ranking, samira) == []


@pytest.fixture
def intake(words):
    agreement = Agreement.objects.create(title_en="A", title_fr="A", title_ar="أ", kind="labour_agreement")
    scheme = Scheme.objects.create(
        agreement=agreement, code="it-welders", name_en="Welders", name_fr="Soudeurs", name_ar="لحامون",
        origin_country="MA", destination_country="IT", pathway="skilled", language="it", language_level=2,
    )  # fmt: skip
    today = date.today()
    made = Intake.objects.create(
        scheme=scheme, label="Welders 2027", opens_on=today, closes_on=today + timedelta(days=60), status="open"
    )
    made.occupations.add(words["welder"])
    return made


def test_scheme_places_come_with_verdict_and_honest_odds(samira, amina, intake):
    rule = EligibilityRule.objects.create(
        scheme=intake.scheme,
        attribute="language",
        operator="at_least",
        value={"language": "it", "level": 2},
        origin="law",
    )
    for step, people in (("applied", 1200), ("selected", 100)):
        FunnelCount.objects.create(intake=intake, step=step, people=people, as_of=date(2026, 1, 31), source="ministry")
    row = places_of(rank_for(amina, by=samira), samira)[0]
    assert (row.subject, row.verdict) == (intake, "not_eligible")
    assert (row.odds.applied, row.odds.selected, row.odds.one_in, row.odds.source) == (1200, 100, 12, "ministry")
    kept = Ranked.objects.get(intake=intake)
    assert kept.features["rules"] == {str(rule.pk): "failed"}


def test_a_sensitive_rule_that_nobody_reviewed_decides_nothing(samira, amina, intake):
    EligibilityRule.objects.create(
        scheme=intake.scheme, attribute="children", operator="at_least", value=1, origin="practice", sensitive=True
    )
    row = places_of(rank_for(amina, by=samira), samira)[0]
    assert row.verdict == "eligible"


def test_a_new_intake_is_seen_by_the_next_list(samira, amina, intake, words):
    first = rank_for(amina, by=samira)
    assert rank_for(amina, by=samira) == first
    Intake.objects.filter(pk=intake.pk).update(status="closed")
    assert places_of(rank_for(amina, by=samira), samira) == []


def test_priors_are_made_live_once():
    assert ensure_version() == ensure_version()
    assert RankerVersion.objects.get(live=True).name == "priors-1"
    assert RankerVersion.objects.count() == 1


def test_an_empty_list_is_kept_too(samira, opening):
    ranking = rank(opening, by=samira)
    assert ranking.rows.count() == 0
    assert ranking.funnel["pool"] == 0
    assert Ranking.objects.count() == 1


def queries(deed):
    with CaptureQueriesContext(connection) as asked:
        deed()
    return len(asked)


def test_a_long_list_costs_as_many_queries_as_a_short_one(samira, opening, words):
    def ranked_again():
        Profile.objects.update(changed_at=timezone.now())
        return people_of(rank(opening, by=samira), samira)

    world.person("One", skills=[words["weld steel"]], worked={words["welder"]: 6})
    ranked_again()
    one = queries(ranked_again)
    for number in range(12):
        world.person(f"P{number}", skills=[words["weld steel"], words["cut metal"]], worked={words["welder"]: 6})
    assert queries(ranked_again) == one
    assert len(ranked_again()) == 13


def test_where_more_are_near_than_are_compared_the_rest_is_further_down(samira, opening, words, monkeypatch):
    monkeypatch.setattr("matching.candidates.MOST", 2)
    for number in range(3):
        world.person(f"P{number}", skills=[words["weld steel"]])
    funnel = rank(opening, by=samira).funnel
    assert (funnel["considered"], funnel["excluded"]["further"]) == (2, 1)
    assert "work" not in funnel["excluded"]
