"""A card before the yes says nothing, alone or together, that fewer than five people share."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cards import EDUCATION, EVIDENCE, FREE, Crowd, K, Said, Work, card_of, reference
from matching.features import Post

NURSE, PHARMACIST, WELDER = 1, 2, 3
ISCO = {NURSE: 2221, PHARMACIST: 3213, WELDER: 7212}
TUNIS, KEF = 1, 2
MIX, WEIGH = 11, 12


@dataclass
class Somebody:
    region: int = TUNIS
    km: int = 10
    moves: bool = False
    free_in: int | None = 0
    isced: int | None = 4
    work: dict[int, int] = field(default_factory=dict)  # occupation -> months
    skills: dict[int, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    licences: frozenset = frozenset()
    stays: tuple = ()


def crowd_of(people, post) -> Crowd:
    jobs = [(row, job, ISCO[job], months) for row, one in enumerate(people) for job, months in one.work.items()]
    columns = zip(*jobs, strict=True) if jobs else [()] * 4
    return Crowd(
        rows={row: row for row in range(len(people))},
        region=np.array([one.region for one in people], np.int32),
        km=np.array([one.km for one in people], np.int32),
        moves=np.array([one.moves for one in people], bool),
        free_in=np.array([np.nan if one.free_in is None else one.free_in for one in people], np.float32),
        isced=np.array([-1 if one.isced is None else one.isced for one in people], np.int8),
        work=Work(*(np.array(column, np.int32) for column in columns)),
        skills={
            skill: np.array([one.skills.get(skill, 0) for one in people], np.int8)
            for skill in post.required | post.preferred
        },
        languages={
            code: np.array([one.languages.get(code, 0) for one in people], np.int8) for code in post.languages
        },
        licences={name: np.array([name in one.licences for one in people], bool) for name in post.licences},
        stays={row: one.stays for row, one in enumerate(people) if one.stays},
    )  # fmt: skip


def holds(said: Said, one: Somebody, post: Post) -> bool:
    """What each statement means, written a second time and slowly."""

    def months(way) -> int:
        kind, key = way
        own = {"occupation": lambda job: job, "unit": lambda job: ISCO[job], "field": lambda job: ISCO[job] // 100}
        done = [length for job, length in one.work.items() if own[kind](job) == key]
        return max(1, sum(done)) if done else 0

    free = float("inf") if one.free_in is None else one.free_in
    match said:
        case Said("work" | "other", way):
            return months(way) > 0
        case Said("length", way, 0):
            return 0 < months(way) < 12
        case Said("length", way, years):
            return months(way) >= 12 * years
        case Said("skill" | "extra", skill):
            return skill in one.skills
        case Said("evidence", skill, step):
            return EVIDENCE[step][0] <= one.skills.get(skill, 0) <= EVIDENCE[step][1]
        case Said("language", code, None):
            return one.languages.get(code, 0) >= post.languages[code]
        case Said("language", code, level):
            return one.languages.get(code, 0) == level
        case Said("licence", name):
            return name in one.licences
        case Said("free", "by_quarter"):
            return free <= FREE["quarter"]
        case Said("free", "later"):
            return FREE["quarter"] < free < float("inf")
        case Said("free", band):
            bands = list(FREE)
            before = FREE[bands[bands.index(band) - 1]] if band != "now" else -float("inf")
            return before < free <= FREE[band]
        case Said("region", region):
            return one.region == region
        case Said("near", km):
            return one.km <= km
        case Said("moves"):
            return one.moves
        case Said("education", None, band):
            return one.isced is not None and EDUCATION[band][0] <= one.isced <= EDUCATION[band][1]
        case Said("lacks_skill", skill):
            return skill not in one.skills
        case Said("lacks_language", code):
            return one.languages.get(code, 0) < post.languages[code]
        case Said("lacks_licence", name):
            return name not in one.licences
        case Said("abroad", country, band):
            return any(country in {None, land} and band in {None, long} for land, long in one.stays)
    raise AssertionError(said)


def near(occupation: int) -> float:
    return {PHARMACIST: 1.0, NURSE: 0.5}.get(occupation, 0.0)


POST = Post(
    occupation=PHARMACIST,
    required=frozenset({MIX}),
    preferred=frozenset({WEIGH}),
    languages={"fr": 4},
    licences=frozenset({"B"}),
)


def cards(people, post=POST, abroad=True):
    crowd = crowd_of(people, post)
    return [card_of(crowd, row, post, near, abroad=abroad) for row in range(len(people))]


people = st.lists(
    st.builds(
        Somebody,
        region=st.sampled_from([TUNIS, KEF]),
        km=st.sampled_from([5, 60, 300]),
        moves=st.booleans(),
        free_in=st.sampled_from([None, -3, 10, 60, 200]),
        isced=st.sampled_from([None, 1, 4, 6]),
        work=st.dictionaries(st.sampled_from([*ISCO]), st.sampled_from([0, 6, 14, 40, 130]), max_size=3),
        skills=st.dictionaries(st.sampled_from([MIX, WEIGH]), st.integers(1, 6)),
        languages=st.dictionaries(st.sampled_from(["fr"]), st.integers(0, 6)),
        licences=st.sampled_from([frozenset(), frozenset({"B"})]),
        stays=st.lists(
            st.tuples(st.sampled_from(["CH", "IT"]), st.sampled_from(["1-3y", "unsaid"])), max_size=2
        ).map(tuple),
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(people, st.booleans())
def test_at_least_five_people_share_all_that_a_card_says(everybody, abroad):
    for one, card in zip(everybody, cards(everybody, abroad=abroad), strict=True):
        assert all(holds(said, one, POST) for said in card), "every statement is true of the person"
        alike = [other for other in everybody if all(holds(said, other, POST) for said in card)]
        assert not card or len(alike) >= K
        assert abroad or not any(said.kind == "abroad" for said in card)


@pytest.fixture
def rare() -> list[Somebody]:
    """A pharmacy technician in Kef, trained in Switzerland, among two hundred nurses and pharmacists of Tunis."""
    swiss = Somebody(
        KEF, km=150, moves=True, free_in=40, isced=5, work={PHARMACIST: 70}, skills={MIX: 6}, languages={"fr": 5},
        stays=(("CH", "3-5y"),),
    )  # fmt: skip
    others = [
        Somebody(
            work={NURSE if number % 4 else PHARMACIST: 20 + number},
            skills={MIX: 1} if number % 3 else {},
            languages={"fr": number % 6},
            free_in=number % 100,
            stays=(("IT", "1-3y"),) if number % 9 == 0 else (),
        )
        for number in range(200)
    ]
    return [swiss, *others]


def test_the_swiss_trained_pharmacy_technician_in_kef_is_not_found(rare):
    card = cards(rare)[0]
    kinds = {said.kind for said in card}
    assert card[0] == Said("skill", MIX), "what she can do is said"
    assert "region" not in kinds and Said("abroad", "CH", "3-5y") not in card and Said("abroad", "CH") not in card
    alike = [one for one in rare if all(holds(said, one, POST) for said in card)]
    assert len(alike) >= K


def test_where_others_are_like_her_all_is_said(rare):
    card = cards([rare[0]] * 5 + rare[1:])[0]
    assert card == (
        Said("skill", MIX),
        Said("work", ("occupation", PHARMACIST)),
        Said("length", ("occupation", PHARMACIST), 5),
        Said("language", "fr", 5),
        Said("free", "quarter"),
        Said("region", KEF),
        Said("moves"),
        Said("evidence", MIX, 2),
        Said("education", None, 2),
        Said("lacks_licence", "B"),
        Said("abroad", "CH", "3-5y"),
    )
    assert "abroad" not in {said.kind for said in cards([rare[0]] * 5, abroad=False)[0]}


def test_an_occupation_of_few_is_told_by_its_group():
    ISCO[4] = 3214
    try:
        few = [Somebody(work={4: 30})] * 2 + [Somebody(work={PHARMACIST: 30})] * 4
        card = cards(few)[0]
    finally:
        del ISCO[4]
    assert card[0] == Said("work", ("field", 32))
    assert Said("length", ("field", 32), 1) in card


def test_what_is_lacking_is_not_said_of_who_has_more_than_the_card_tells():
    post = Post(occupation=PHARMACIST, required=frozenset({MIX, WEIGH}))
    everybody = [Somebody(skills={MIX: 2})] * 4 + [Somebody(skills={WEIGH: 2})] * 6
    assert not {"skill", "lacks_skill"} & {said.kind for said in cards(everybody, post)[0]}
    assert {Said("skill", WEIGH), Said("lacks_skill", MIX)} <= {*cards(everybody, post)[-1]}


def test_fewer_than_five_people_are_told_nothing_about():
    assert cards([Somebody(work={PHARMACIST: 30})] * 4) == [()] * 4


def test_a_reference_is_another_at_each_opening_and_leads_nowhere():
    assert reference(1, 7) == reference(1, 7)
    assert len({reference(opening, 7) for opening in range(200)}) == 200
    assert len({reference(1, person) for person in range(500)}) == 500
    assert len(reference(1, 7)) == 6 and reference(1, 7).isalnum()
