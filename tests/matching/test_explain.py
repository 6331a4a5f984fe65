"""Reasons that follow from the score."""

import dataclasses
import random

import pytest
from django.utils import translation

from matching import explain
from matching.curves import DIRECTION, PRIORS
from matching.features import FEATURES, Facts, Person, compare

from .test_features import CUT, FITTER, GRIND, HICHAM, POST, READ_PLANS, SEW, TAILOR, WELD, WELDER, SmallGraph

NAMES = {WELD: "weld", CUT: "cut metal", READ_PLANS: "read plans", GRIND: "grind", SEW: "sew"}
NAMES |= {WELDER: "welder", FITTER: "fitter", TAILOR: "tailor"}
WORDS = explain.Words(NAMES, {"fr": "French", "de": "German"})
ASKED = {"language", "wage", "lateness", "education", "wish"}


def told(person=HICHAM, post=POST, distance=12.4):
    features, facts = compare(person, post, distance, SmallGraph())
    return explain.reasons(features, facts, PRIORS, WORDS, asked=ASKED), features


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_the_reasons_of_hicham_cite_facts_and_come_largest_first():
    reasons, _features = told()
    assert [r.text for r in reasons.favour] == [
        "Has worked as: welder",
        "1 of 3 required skills: weld; a near skill for 1 more",
        "Wishes for this occupation",
    ]
    assert [r.text for r in reasons.against] == ["Required, not in the file: read plans"]
    assert [r.points for r in reasons.favour] == sorted((r.points for r in reasons.favour), reverse=True)


def test_what_is_not_said_is_listed_as_unknown_and_not_against():
    reasons, _features = told(dataclasses.replace(HICHAM, wage_wish=None, available_in=None))
    assert reasons.unknown == ("Wage wished for", "When available")
    assert "Wage" not in " ".join(r.text for r in reasons.against)


def test_far_away_and_ready_to_move_says_both():
    reasons, _features = told(dataclasses.replace(HICHAM, would_move=True), distance=240)
    assert "240 km from the job: ready to move" in {r.text for r in reasons.against}


def test_a_language_below_the_level_asked():
    reasons, _features = told(post=dataclasses.replace(POST, languages={"de": 3}))
    assert "German: not in the file, B1 asked for" in {r.text for r in reasons.against}


def any_person(draw: random.Random) -> Person:
    return Person(
        skills={s: draw.randint(1, 6) for s in draw.sample([WELD, CUT, READ_PLANS, GRIND, SEW], draw.randint(0, 5))},
        months={job: draw.randint(1, 200) for job in draw.sample([WELDER, FITTER, TAILOR], draw.randint(0, 3))},
        wishes=tuple(draw.sample([WELDER, FITTER, TAILOR], draw.randint(0, 2))),
        languages={"fr": draw.randint(0, 6)} if draw.random() < 0.7 else {},
        isced=draw.choice([None, 0, 2, 3, 6]),
        licences=frozenset({"B"} if draw.random() < 0.5 else ()),
        wage_wish=draw.choice([None, 3000, 4500, 9000]),
        wage_currency="MAD",
        available_in=draw.choice([None, 0, 20, 100]),
    )


def test_taking_away_the_first_reason_lowers_the_score_for_a_thousand_pairs():
    draw, seen = random.Random(7), 0
    post = dataclasses.replace(POST, licences=frozenset({"B"}))
    for _ in range(1000):
        reasons, features = told(any_person(draw), post, draw.choice([0.0, 8.0, 45.0, 300.0]))
        if not reasons.favour:
            continue
        first = reasons.favour[0].feature
        worst = (
            2000.0 if DIRECTION[first] < 0 else -6.0 if first == "language" else -8.0 if first == "education" else 0.0
        )
        without = dataclasses.replace(features, **{first: worst})
        before, after = PRIORS.score([features, without])
        assert after < before, (first, features)
        # Not knowing it would lower the score too: the reason stands on the fact, not on its absence elsewhere.
        assert PRIORS.score([dataclasses.replace(features, **{first: None})])[0] < before
        seen += 1
    assert seen > 900


def test_reasons_are_no_longer_than_three_for_and_two_against():
    draw = random.Random(11)
    for _ in range(300):
        reasons, _features = told(any_person(draw), POST, 60.0)
        assert len(reasons.favour) <= 3 and len(reasons.against) <= 2
        sentences = [r.text for r in reasons.favour + reasons.against]
        assert len(set(sentences)) == len(sentences) and all(sentences)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("skill", str(READ_PLANS), 3), "With the skill “read plans”: about 3 places higher"),
        (("language", "fr", 1), "With French at B1: about 1 place higher"),
        (("licence", "C", 2), "With the licence C: about 2 places higher"),
        (("available", "", 5), "If available at the start: about 5 places higher"),
        (None, ""),
    ],
)
def test_what_would_change_the_rank(change, said):
    assert explain.change(Facts(language_asked=3, change=change), WORDS) == said


def test_every_feature_has_its_two_sentences():
    assert set(explain.SENTENCES) == set(FEATURES)


def test_strong_asks_for_the_skills_whatever_the_rest():
    near_and_willing = told()[1]
    assert explain.band(80, near_and_willing) == "good"
    assert explain.band(80, dataclasses.replace(near_and_willing, skills_required=0.6)) == "strong"
    assert explain.band(0, near_and_willing) == "possible"
