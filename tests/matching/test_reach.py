"""How many people fit what Bao types, which requirement costs most of them, and that nobody is singled out."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.models import Member
from employers.posting import actions
from matching.reach import STEP, Asked, Reach, asked_of, in_words, reach, told
from returnees.models import Contest, Profile
from skills.models import Vocabulary
from tests import world


@pytest.fixture
def trade(db):
    """Welders around Fès: twelve who weld, seven of whom also read plans; and one tailor, whom nobody asks for."""
    weld, plans, sew = (world.skill(name) for name in ("weld steel", "read plans", "sew"))
    welder = world.occupation("welder", "7212", (weld, plans))
    tailor = world.occupation("tailor", "7531", (sew,))
    Vocabulary.changed()
    for number in range(12):
        skills = [weld, plans] if number < 7 else [weld]
        world.person(f"Welder{number}x", skills=skills, worked={welder: 60}, speaks={"fr": 3 if number < 6 else 1})
    world.person("Tailor", skills=[sew, weld, plans], worked={tailor: 60})
    return welder, weld, plans


def asked(trade, **more):
    return Asked(**{"occupation": trade[0].pk, "place": world.town(), **more})


def test_everybody_counted_has_all_that_is_required(trade):
    _welder, weld, plans = trade
    assert reach(asked(trade)) == Reach(10)
    assert reach(asked(trade, skills={weld.pk})) == Reach(10)
    assert reach(asked(trade, skills={weld.pk, plans.pk})) == Reach(5, ("skill", plans.pk), 10)


def test_the_requirement_that_costs_most_is_named(trade):
    _welder, weld, _plans = trade
    found = reach(asked(trade, skills={weld.pk}, languages={"fr": 3}, licences=set()))
    assert found == Reach(5, ("language", "fr"), 10)
    assert reach(asked(trade, licences={"B"})) == Reach(0, ("licence", "B"), 10)
    assert reach(asked(trade, years=8)) == Reach(0, ("years", 8), 10)


@pytest.mark.parametrize(("or_equivalent", "found"), [(True, Reach(10)), (False, Reach(0, ("isced", 4), 10))])
def test_years_stand_for_a_diploma_where_that_will_do(trade, or_equivalent, found):
    assert reach(asked(trade, isced=4, or_equivalent=or_equivalent)) == found


def test_only_who_agreed_lives_near_and_is_free_in_time(trade):
    welder, weld, _plans = trade
    late = date.today() + timedelta(days=400)
    for number in range(STEP):
        world.person(f"No{number}x", skills=[weld], worked={welder: 60}, agrees=False)
        world.person(f"Far{number}x", skills=[weld], worked={welder: 60}, lives="Agadir")
        world.person(f"Late{number}x", skills=[weld], worked={welder: 60}, available_from=late)
    assert reach(asked(trade)).people == 10
    assert reach(asked(trade, starts_on=late)).people == 15
    for number in range(STEP):
        world.person(f"Moves{number}x", skills=[weld], worked={welder: 60}, lives="Agadir", would_move=True)
    assert reach(asked(trade)).people == 15


def test_who_wishes_the_work_and_can_do_it_counts(trade):
    welder, weld, _plans = trade
    for number in range(STEP):
        world.person(f"Wish{number}x", skills=[weld], wishes=(welder,))
    assert reach(asked(trade, skills={weld.pk})).people == 15
    assert reach(asked(trade, skills={weld.pk}, years=1)) == Reach(10, ("years", 1), 15)


def test_a_file_that_is_contested_is_not_counted(trade):
    for profile in Profile.objects.order_by("pk")[:3]:
        Contest.objects.create(profile=profile, matter="wrong")
    assert reach(asked(trade)).people == 5


@given(
    fit=st.integers(0, 40),
    only=st.dictionaries(st.sampled_from([("skill", 1), ("skill", 2), ("years", 3)]), st.integers(0, 40)),
)
@settings(max_examples=200, deadline=None)
def test_no_number_and_no_difference_below_five_is_ever_told(fit, only):
    said = told(fit, only)
    assert said.people % STEP == said.without % STEP == 0
    assert fit - STEP < said.people <= fit
    if said.dearest:
        assert only[said.dearest] == max(only.values()) >= STEP
        assert said.without - said.people >= STEP and said.without <= fit + only[said.dearest]
    else:
        assert said.without == 0


def test_one_person_more_or_less_is_not_seen_but_at_a_step():
    assert [told(fit, {}).people for fit in (4, 5, 6, 9, 10)] == [0, 5, 5, 5, 10]


def draft_of(cast, **typed):
    sent = {"title": ["welder"], "occupation": ["welder"], "meant": [str(cast.welder.pk)]}
    sent |= {"site": [str(cast.opening.site_id)], "or_equivalent": ["on"], **typed}
    return actions.begin(cast.firm, uuid.uuid4(), sent, by=cast.bao)


def test_what_a_draft_asks_for(cast):
    draft = draft_of(
        cast,
        skill=[str(cast.weld.pk), str(cast.plans.pk), str(cast.cut.pk)],
        **{f"need-{cast.plans.pk}": ["a2"], f"need-{cast.cut.pk}": ["r1"], "speaks-fr": ["r3"], "speaks-en": ["a4"]},
        years=["2"],
        licences=["B"],
    )
    found = asked_of(draft)
    # What is an advantage, or learnt there, keeps nobody out.
    assert (found.skills, found.languages) == ({cast.weld.pk}, {"fr": 3})
    assert (found.occupation, found.years, found.licences) == (cast.welder.pk, 2, {"B"})
    assert found.or_equivalent is True


def test_what_is_typed_at_this_moment_counts_before_what_is_kept(cast):
    draft = draft_of(cast, skill=[str(cast.weld.pk)], years=["2"])
    sent = MultiValueDict({"skill_words": [""], "years": ["many"], "speaks-fr": ["r2"]})
    found = asked_of(draft, sent)
    assert (found.skills, found.languages, found.years) == (set(), {"fr": 2}, 0)
    assert found.or_equivalent is False


def test_without_a_work_or_a_place_nobody_is_counted(cast):
    assert asked_of(draft_of(cast, site=[""])) is None
    assert asked_of(draft_of(cast, meant=[""], occupation=["qqqq"], title=["zzzz"])) is None


def test_the_number_stands_beside_the_form_and_on_a_page_of_its_own(cast, read):
    draft = draft_of(cast)
    at = reverse("opening-reach", args=[draft.pk])
    page = read(cast.bao).get(at).content.decode()
    assert "Fewer than 5 people fit" in page and "<html" in page
    part = read(cast.bao).post(at, {"years": "2"}, headers={"hx-request": "true"}).content.decode()
    assert "Fewer than 5 people fit" in part and "<html" not in part
    counted = read(cast.bao).post(reverse("posting-step", args=[draft.pk, "needs"]), {"count": "1", "version": "0"})
    assert counted["Location"] == at


def test_who_may_count(cast, read):
    at = reverse("opening-reach", args=[draft_of(cast).pk])
    idle = world.user("Idle")
    Member.objects.create(user=idle, employer=cast.firm, may_post=False)
    cast.firm.agency = cast.agency
    cast.firm.save()
    answers = [read(one).get(at).status_code for one in (cast.bao, cast.samira, idle, cast.chidi, cast.amina)]
    assert answers == [200, 200, 404, 404, 404]


def test_counting_costs_the_same_for_one_and_for_fifty(trade, django_assert_num_queries):
    welder, weld, _plans = trade
    wanted = asked(trade, skills={weld.pk}, languages={"fr": 1}, years=1)
    reach(wanted)
    with django_assert_num_queries(6):
        reach(wanted)
    for number in range(30):
        world.person(f"More{number}x", skills=[weld], worked={welder: 60})
    with django_assert_num_queries(6):
        reach(wanted)


@pytest.mark.django_db
def test_a_requirement_in_words(trade):
    _welder, weld, _plans = trade
    assert in_words(("skill", weld.pk)) == "weld steel"
    assert in_words(("years", 1)) == "1 year of experience"
    assert in_words(("language", "fr")) == "French" and in_words(("licence", "B")) == "B (car)"
    assert in_words(("isced", 6)) == "bachelor's degree"
