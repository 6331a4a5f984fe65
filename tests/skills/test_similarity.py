"""How near skills and occupations are: values worked out by hand, and one graph per version of the words."""

import math

import pytest

from skills import similarity
from skills.models import Concept, IscoGroup, OccupationSkill, SkillRelation, Vocabulary
from skills.similarity import Facts, Graph, graph

SEWER, EMBROIDERER, WELDER, FOREMAN = 1, 2, 3, 4
SEW, EMBROIDER, WELD, SAFETY, FRENCH, SPANISH = 11, 12, 13, 14, 15, 16
TEXTILE, LANGUAGES = 21, 22


def small(**changes: object) -> Graph:
    """Four occupations, six skills, two groups."""
    facts = {
        "isco": {SEWER: "7533", EMBROIDERER: "7533", WELDER: "7212", FOREMAN: "7531"},
        "languages": frozenset({FRENCH, SPANISH}),
        "groups": frozenset({TEXTILE, LANGUAGES}),
        "needs": [
            (SEWER, SEW, True), (SEWER, SAFETY, True), (SEWER, EMBROIDER, False),
            (EMBROIDERER, EMBROIDER, True), (EMBROIDERER, SAFETY, True),
            (WELDER, WELD, True), (WELDER, SAFETY, True),
            (FOREMAN, FRENCH, True), (FOREMAN, SPANISH, True), (FOREMAN, SAFETY, True),
        ],
        "relations": [(WELD, SAFETY, True), (SEW, SAFETY, False)],
        "broader": [(SEW, TEXTILE), (EMBROIDER, TEXTILE), (FRENCH, LANGUAGES), (SPANISH, LANGUAGES)],
    }  # fmt: skip
    return Graph.of(Facts(**{**facts, **changes}))  # type: ignore[arg-type]


def test_a_skill_needed_everywhere_tells_nothing_and_a_rare_one_much() -> None:
    words = small()
    assert words.idf(SAFETY) == 0
    assert words.idf(EMBROIDER) == pytest.approx(math.log(5 / 3))
    assert words.idf(WELD) == pytest.approx(math.log(5 / 2))
    assert words.idf(999) == pytest.approx(math.log(5))


def test_a_skill_is_near_those_it_rests_on_in_both_directions() -> None:
    words = small()
    assert words.near_skills(WELD) == {SAFETY: 0.6}
    assert words.near_skills(SAFETY) == {WELD: 0.6, SEW: 0.5}


def test_skills_of_one_narrow_group_are_nearer_the_more_occupations_need_both() -> None:
    # SEW is needed by 1 occupation, EMBROIDER by 2, both by 1: 0.2 + 0.3 · 1 / √2.
    assert small().near_skills(SEW)[EMBROIDER] == pytest.approx(0.2 + 0.3 / math.sqrt(2))
    assert small(needs=[]).skill_nearness(SEW, EMBROIDER) == pytest.approx(0.2)
    assert EMBROIDER not in small(needs=[]).near_skills(SEW)


def test_who_speaks_french_has_not_half_learned_spanish() -> None:
    words = small()
    assert words.near_skills(FRENCH) == {}
    assert words.skill_nearness(FRENCH, SPANISH) == 0
    beside = small(broader=[(FRENCH, LANGUAGES), (SAFETY, LANGUAGES)], relations=[])
    assert beside.skill_nearness(FRENCH, SAFETY) == beside.skill_nearness(SAFETY, FRENCH) == 0


def test_a_wide_group_brings_nobody_near() -> None:
    crowd = [(skill, TEXTILE) for skill in range(100, 161)]
    assert small(broader=crowd).skill_nearness(100, 101) == 0
    assert small(broader=crowd[:60]).skill_nearness(100, 101) == pytest.approx(0.2)


def test_no_more_than_thirty_neighbours_the_nearest_first() -> None:
    ties = [(SEW, other, other == 150) for other in range(100, 160)]
    near = small(relations=ties).near_skills(SEW)
    assert len(near) == 30
    assert next(iter(near)) == 150
    assert list(near.values()) == sorted(near.values(), reverse=True)


def test_occupations_are_near_by_isco_group_and_by_the_skills_both_need() -> None:
    words = small()
    sew, embroider, weld = (words.idf(skill) for skill in (SEW, EMBROIDER, WELD))
    shared = (embroider / 2) / (sew + embroider)  # Σ min / Σ max; safety weighs nothing
    assert words.occupation_nearness(SEWER, EMBROIDERER) == pytest.approx(1 - (1 - 0.6) * (1 - shared))
    assert words.occupation_nearness(SEWER, FOREMAN) == pytest.approx(0.4)
    assert words.occupation_nearness(SEWER, WELDER) == 0
    assert weld > 0


def test_nearness_is_the_same_both_ways_and_stays_between_nothing_and_one() -> None:
    words = small(broader=[(SEWER, EMBROIDERER), (SEW, TEXTILE), (EMBROIDER, TEXTILE)])
    assert words.occupation_nearness(SEWER, EMBROIDERER) > 0.75
    for ids, near in (
        ((SEWER, EMBROIDERER, WELDER, FOREMAN), words.occupation_nearness),
        ((SEW, EMBROIDER, WELD, SAFETY, FRENCH), words.skill_nearness),
    ):
        for one in ids:
            assert near(one, one) == 1
            for other in ids:
                assert near(one, other) == near(other, one)
                assert 0 <= near(one, other) <= 1


@pytest.fixture
def tailor_and_skills(db: None) -> tuple[Concept, Concept, Concept]:
    similarity.forget()
    isco = IscoGroup.objects.create(code="7531")
    tailor = Concept.objects.create(kind="occupation", code="tailor", isco=isco)
    cut = Concept.objects.create(kind="skill", code="cut-fabric")
    sew = Concept.objects.create(kind="skill", code="sew")
    OccupationSkill.objects.create(occupation=tailor, skill=cut, essential=True)
    Vocabulary.changed()
    yield tailor, cut, sew
    similarity.forget()


def test_the_graph_is_held_until_words_change(
    tailor_and_skills: tuple[Concept, Concept, Concept], django_assert_num_queries: object
) -> None:
    tailor, cut, sew = tailor_and_skills
    held = graph()
    assert similarity.similarity(cut.pk, sew.pk) == 0
    SkillRelation.objects.create(skill=cut, related=sew, essential=True)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert graph() is held
    Vocabulary.changed()
    assert similarity.similarity(cut.pk, sew.pk) == 0.6
    assert graph() is not held
    assert similarity.similarity(tailor.pk, cut.pk) == 0
    assert similarity.similarity(tailor.pk, tailor.pk) == 1
