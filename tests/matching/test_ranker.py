"""One contract for a ranker: it takes Features, its score is the sum of its parts, each part moves one way only."""

import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.curves import DIRECTION, PRIORS, AdditiveRanker, Curve, CurvesError, matrix
from matching.features import FEATURES, Features

RANGES = {
    "skills_required": (0, 1), "skills_preferred": (0, 1), "occupation": (0, 1), "years": (0, 40),
    "years_share": (0, 1), "language": (-6, 5), "distance": (0, 2000), "wage": (0, 3), "lateness": (0, 365),
    "education": (-8, 8), "wish": (0, 1), "licence": (0, 1), "answers": (0, 1),
}  # fmt: skip
rows = st.builds(Features, **{n: st.none() | st.floats(low, high) for n, (low, high) in RANGES.items()})


@given(rows)
def test_the_score_is_exactly_the_sum_of_its_parts(row):
    parts = PRIORS.parts(matrix([row]))
    assert abs(PRIORS.score([row])[0] - parts.sum()) < 1e-9
    assert parts[0].tolist() == pytest.approx([PRIORS.points(n, v) for n, v in row.values().items()])


@given(rows, st.sampled_from(FEATURES), st.floats(0, 1), st.floats(0, 1))
def test_more_of_what_is_asked_never_lowers_the_score(row, name, a, b):
    low, high = RANGES[name]
    worse, better = sorted((low + a * (high - low), low + b * (high - low)), reverse=DIRECTION[name] < 0)
    scores = PRIORS.score([dataclasses.replace(row, **{name: worse}), dataclasses.replace(row, **{name: better})])
    assert scores[0] <= scores[1] + 1e-9


def test_a_perfect_match_is_never_below_a_partial_one():
    perfect = Features(1, 1, 1, 15, 1, 2, 0, 1.2, 0, 0, 1, 1)
    partial = Features(0.6, 0, 0.6, 3, 1, 0, 20, 1, 10, 0, 0.5, 1)
    scores = PRIORS.score([partial, perfect])
    assert scores[1] > scores[0]


def test_a_version_survives_json():
    again = AdditiveRanker.from_json(json.loads(json.dumps(PRIORS.as_json())))
    assert again == PRIORS


def test_no_rows_have_no_scores():
    assert PRIORS.score([]).shape == (0,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"wish": None}, "not the curves of a ranker"),
        ({"charm": {"knots": [0, 1], "points": [0, 1], "unknown": 0}}, r"\['charm'\] are missing or too many"),
        ({"wish": {"knots": [1, 0], "points": [0, 1], "unknown": 0}}, "wish: knots must rise"),
        ({"wish": {"knots": [0, 1], "points": [1, 0], "unknown": 0}}, "wish: the curve turns against its direction"),
        ({"distance": {"knots": [0, 9], "points": [0, 1], "unknown": 0}}, "distance: the curve turns"),
        ({"wish": {"knots": [0, 1], "points": [0], "unknown": 0}}, "wish: as many points as knots"),
    ],
)
def test_curves_that_make_no_sense_are_refused_by_name(change, said):
    with pytest.raises(CurvesError, match=said):
        AdditiveRanker.from_json({**PRIORS.as_json(), **change})


def test_a_curve_is_flat_beyond_its_knots_and_has_its_own_points_for_unknown():
    curve = Curve((0.0, 10.0), (8.0, 6.0), unknown=-1.0)
    assert curve.at(np.array([-5.0, 5.0, 50.0, np.nan])).tolist() == [8.0, 7.0, 6.0, -1.0]
