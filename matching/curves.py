"""The ranker: a score that is exactly the sum of one curve per feature.

A curve is piecewise linear through its knots and flat beyond them; a feature that is not known has points of its own.
Curves are data (JSON), so a version can be read, compared and drawn; nothing is pickled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .features import FEATURES, Features

RISES, FALLS = 1, -1
# Which way each feature is allowed to move the score: the field says so, and no data may turn it round.
DIRECTION: Mapping[str, int] = {name: FALLS if name in {"distance", "lateness"} else RISES for name in FEATURES}


class CurvesError(ValueError):
    """Curves that cannot be used: a feature of another version, knots out of order, a direction turned round."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Points over a feature's values: `knots` ascending, `points` at each, `unknown` when there is no value."""

    knots: tuple[float, ...]
    points: tuple[float, ...]
    unknown: float = 0.0

    def at(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points for values of shape (n,); NaN stands for not known."""
        found = np.interp(values, self.knots, self.points)
        return np.where(np.isnan(values), self.unknown, found)


def matrix(rows: Sequence[Features]) -> NDArray[np.float64]:
    """Shape (n, 13): a row per pair, a column per feature in the order of FEATURES, NaN where not known."""
    values = [[getattr(row, name) for name in FEATURES] for row in rows]
    return np.array(values, dtype=np.float64).reshape(len(rows), len(FEATURES))


@dataclass(frozen=True, slots=True)
class AdditiveRanker:
    """score(x) = Σ curve_f(x_f). Takes Features and nothing else, so it cannot reach what is not in them."""

    curves: Mapping[str, Curve]

    def __post_init__(self) -> None:
        if set(self.curves) != set(FEATURES):
            raise CurvesError(f"curves for {sorted(set(self.curves) ^ set(FEATURES))} are missing or too many")
        for name, curve in self.curves.items():
            if len(curve.knots) != len(curve.points) or len(curve.knots) < 2:
                raise CurvesError(f"{name}: as many points as knots, two at least")
            if any(b <= a for a, b in zip(curve.knots, curve.knots[1:], strict=False)):
                raise CurvesError(f"{name}: knots must rise")
            steps = np.diff(curve.points) * DIRECTION[name]
            if (steps < 0).any():
                raise CurvesError(f"{name}: the curve turns against its direction")

    def parts(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of each feature, shape (n, 13), for values of shape (n, 13); their row sums are the scores."""
        return np.column_stack([self.curves[name].at(values[:, i]) for i, name in enumerate(FEATURES)])

    def score(self, rows: Sequence[Features]) -> NDArray[np.float64]:
        """Scores of shape (n,)."""
        return self.parts(matrix(rows)).sum(axis=1) if rows else np.zeros(0)

    def points(self, feature: str, value: float | None) -> float:
        """Points of one feature at one value; None is not known."""
        return float(self.curves[feature].at(np.array([np.nan if value is None else value]))[0])

    def as_json(self) -> dict[str, Any]:
        return {
            name: {"knots": list(c.knots), "points": list(c.points), "unknown": c.unknown}
            for name, c in self.curves.items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> AdditiveRanker:
        """Raises CurvesError when the data does not fit the features of this program."""
        try:
            return cls({n: Curve(tuple(c["knots"]), tuple(c["points"]), float(c["unknown"])) for n, c in data.items()})
        except (KeyError, TypeError, AttributeError) as wrong:
            raise CurvesError(f"not the curves of a ranker: {wrong}") from wrong


# Stated priors, in points: what counsellors say matters, before any outcome is known. A point has no other meaning
# than beside other points; docs/ranker.md says for each curve why it has this shape.
PRIORS = AdditiveRanker(
    {
        "skills_required": Curve((0.0, 0.25, 0.5, 0.75, 1.0), (-30.0, -14.0, 4.0, 20.0, 30.0)),
        "skills_preferred": Curve((0.0, 1.0), (0.0, 8.0)),
        "occupation": Curve((0.0, 0.3, 0.6, 1.0), (-10.0, -4.0, 6.0, 14.0)),
        "years": Curve((0.0, 1.0, 3.0, 8.0, 15.0), (-4.0, 0.0, 5.0, 9.0, 10.0)),
        "years_share": Curve((0.0, 0.5, 1.0), (-10.0, -4.0, 0.0)),
        "language": Curve((-4.0, -1.0, 0.0, 2.0), (-18.0, -5.0, 3.0, 5.0), unknown=-1.0),
        "distance": Curve((0.0, 10.0, 30.0, 60.0, 150.0, 600.0), (8.0, 6.0, 0.0, -5.0, -11.0, -16.0)),
        "wage": Curve((0.5, 0.9, 1.0, 1.2), (-16.0, -3.0, 2.0, 4.0)),
        "lateness": Curve((0.0, 14.0, 30.0, 90.0, 180.0), (2.0, 0.0, -4.0, -12.0, -16.0), unknown=-1.0),
        "education": Curve((-3.0, -1.0, 0.0, 2.0), (-8.0, -3.0, 2.0, 2.0)),
        "wish": Curve((0.0, 0.5, 1.0), (-6.0, 0.0, 6.0)),
        "licence": Curve((0.0, 1.0), (-25.0, 3.0)),
        "answers": Curve((0.0, 0.2, 0.5, 0.9), (-16.0, -8.0, 0.0, 2.0)),
    }
)
