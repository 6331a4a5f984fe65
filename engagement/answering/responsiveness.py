"""How an employer answers, as a share that few cases do not make perfect or hopeless. Pure.

The share is the mean of a beta distribution: its prior is the sector's share with the weight of some people, and each
person who said yes and was answered in time, or was not, is one observation (Gelman et al., Bayesian Data Analysis,
3rd edition, 2.4). The interval is its central 90 %. The sector's share is drawn in the same way towards everybody's.
How much the sector weighs is read from how unlike its firms are: the weight under which what was seen is likeliest
(beta-binomial, 5.3 there), held near PRIOR while there are few firms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy.stats import beta, betabinom

PRIOR = 8.0  # people: how much the sector counts beside what the employer did, before firms are known to be unlike
WEIGHTS = PRIOR * 2.0 ** np.arange(-4, 4)
EVERYWHERE = 0.5  # before anybody has answered anybody
HOLDS = 0.9


@dataclass(frozen=True)
class Share:
    """Of `asked` people `answered` were answered in time: the share, and from where to where it may lie."""

    asked: int
    answered: int
    rate: float
    low: float
    high: float


def share(asked: int, answered: int, prior: float, weight: float = PRIOR) -> Share:
    """The share drawn towards `prior` (0 to 1) with the weight of `weight` people. ValueError when more were answered
    than asked."""
    if not 0 <= answered <= asked:
        raise ValueError(f"{answered} answered of {asked}")
    yes = prior * weight + answered
    no = (1 - prior) * weight + asked - answered
    low, high = (float(beta.ppf(at, yes, no)) for at in ((1 - HOLDS) / 2, (1 + HOLDS) / 2))
    # The mean of a very skewed distribution may lie outside of its central part.
    rate = yes / (yes + no)
    return Share(asked, answered, rate, min(low, rate), max(high, rate))


def weight(cases: Sequence[tuple[int, int, float]]) -> float:
    """The weight in people, one of WEIGHTS, under which the cases are likeliest: (asked, answered, the sector's share).

    Halving or doubling PRIOR has to be paid for with one unit of log-likelihood, so that three firms change nothing.
    """
    if not cases:
        return PRIOR
    asked, answered, usual = (np.array(column) for column in zip(*cases, strict=True))
    usual = usual.clip(0.01, 0.99)

    def likelihood(people: float) -> float:
        seen = betabinom.logpmf(answered, asked, usual * people, (1 - usual) * people).sum()
        return float(seen) - abs(float(np.log2(people / PRIOR)))

    return float(max(WEIGHTS, key=likelihood))


def sector_share(asked: int, answered: int, asked_of_all: int, answered_of_all: int) -> float:
    """The share of a sector, drawn towards everybody's, which is drawn towards one half."""
    everybody = share(asked_of_all, answered_of_all, EVERYWHERE).rate
    return share(asked, answered, everybody).rate


def usual_days(days: Iterable[float]) -> float | None:
    """Days within which half of the answers came; None of fewer than three answers."""
    known = list(days)
    return float(median(known)) if len(known) >= 3 else None
