"""The thirteen features, by hand, over a small graph of words."""

import dataclasses

import pytest

from matching.features import FEATURES, Facts, Features, Person, Post, changes, compare, distance_km, skill_cover

WELD, CUT, READ_PLANS, GRIND, SEW = 1, 2, 3, 4, 5
WELDER, FITTER, TAILOR = 100, 101, 102


class SmallGraph:
    """Grinding is half-way to cutting; a fitter is near a welder; everything else stands alone."""

    def near_skills(self, skill):
        return {CUT: {GRIND: 0.5}}.get(skill, {})

    def occupation_nearness(self, a, b):
        return 1.0 if a == b else 0.6 if {a, b} == {WELDER, FITTER} else 0.0

    def idf(self, skill):
        return 2.0 if skill == WELD else 1.0


HICHAM = Person(
    skills={WELD: 1, GRIND: 1},
    months={WELDER: 48},
    wishes=(WELDER,),
    languages={"fr": 4, "ar": 6},
    isced=2,
    wage_wish=4000,
    wage_currency="MAD",
    available_in=0,
)
POST = Post(
    occupation=WELDER,
    required=frozenset({WELD, CUT, READ_PLANS}),
    preferred=frozenset({SEW}),
    languages={"fr": 3},
    years=2,
    isced=3,
    wage=5000,
    wage_currency="MAD",
    starts_in=10,
)


def test_each_feature_is_what_its_docstring_says():
    features, facts = compare(HICHAM, POST, 12.4, SmallGraph())
    # (2 · .85 + 1 · .5 · .85 + 0) / 4
    assert features.skills_required == pytest.approx(0.53125)
    assert features.values() == {
        "skills_required": pytest.approx(0.53125),
        "skills_preferred": 0.0,
        "occupation": 1.0,
        "years": 4.0,
        "years_share": 1.0,
        "language": 1.0,
        "distance": 12.4,
        "wage": 1.25,
        "lateness": 0.0,
        "education": 0.0,  # below the level asked, with the years in its place
        "wish": 1.0,
        "licence": None,
        "answers": None,  # nothing is known of the employer
    }
    assert (facts.has, facts.missing, facts.by_experience) == ((WELD,), (READ_PLANS,), True)
    assert facts.near == ((CUT, GRIND, 0.42),)


def test_what_is_not_said_is_unknown_and_not_zero():
    features, _facts = compare(Person(), dataclasses.replace(POST, licences=frozenset({"C"})), None, SmallGraph())
    unknown = {name for name, value in features.values().items() if value is None}
    assert unknown == {"language", "distance", "wage", "lateness", "education", "wish", "answers"}
    assert features.licence == 0.0


def test_wages_in_two_currencies_are_not_compared():
    features, _facts = compare(dataclasses.replace(HICHAM, wage_currency="EUR"), POST, 0, SmallGraph())
    assert features.wage is None


def test_years_near_the_occupation_count_in_part():
    features, facts = compare(dataclasses.replace(HICHAM, months={FITTER: 60, TAILOR: 120}), POST, 0, SmallGraph())
    assert features.years == pytest.approx(3.0)
    assert (features.occupation, facts.worked_as) == (0.6, FITTER)


def test_evidence_raises_the_cover_and_a_declared_skill_keeps_most_of_it():
    needs = frozenset({WELD})
    declared, certified = (skill_cover(needs, {WELD: level}, SmallGraph()) for level in (1, 6))
    assert (declared, certified) == (0.85, 1.0)


def test_no_needs_is_unknown():
    assert skill_cover(frozenset(), {WELD: 1}, SmallGraph()) is None


def test_changes_are_only_those_that_a_person_can_make():
    post = dataclasses.replace(POST, licences=frozenset({"B"}), languages={"fr": 5})
    late = dataclasses.replace(HICHAM, available_in=40)
    _features, facts = compare(late, post, 500, SmallGraph())
    assert [(kind, what) for kind, what, _person in changes(late, post, facts)] == [
        ("skill", str(READ_PLANS)),
        ("language", "fr"),
        ("licence", "B"),
        ("available", ""),
    ]


def test_distance_from_fes_to_casablanca():
    assert distance_km((34.0331, -5.0003), (33.5731, -7.5898)) == pytest.approx(244.8, abs=1.0)


# Words of who a person is. A feature, a plain value or a fact named for one of them would reach the ranker.
FORBIDDEN = {
    "name", "sex", "gender", "age", "birth", "origin", "nationality", "country", "family", "marital", "children",
    "religion", "return", "abroad", "stay", "disability", "rural", "phone", "email", "code", "identity", "equality",
}  # fmt: skip


@pytest.mark.parametrize("value", [Features, Person, Post, Facts])
def test_nothing_that_says_who_a_person_is_has_a_field(value):
    words = {word for f in dataclasses.fields(value) for word in f.name.split("_")}
    assert words & FORBIDDEN == set()


def test_the_features_are_frozen():
    features, _facts = compare(HICHAM, POST, 12.4, SmallGraph())
    with pytest.raises(dataclasses.FrozenInstanceError):
        features.distance = 0.0
    assert tuple(features.values()) == FEATURES
