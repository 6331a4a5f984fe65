"""How an employer answers, as a share that few cases do not make perfect or hopeless. Pure.

The share is the mean of a beta distribution: its prior is the sector's share with the weight of PRIOR people, and each
person who said yes and was answered in time, or was not, is one observation (Gelman et al., Bayesian Data Analysis, 3rd
edition, 2.4). The interval is its central 90 %. The sector's share is drawn in the same way towards everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from scipy.stats import beta

PRIOR = 8.0  # people: how much the sector counts beside what the employer did
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


def sector_share(asked: int, answered: int, asked_of_all: int, answered_of_all: int) -> float:
    """The share of a sector, drawn towards everybody's, which is drawn towards one half."""
    everybody = share(asked_of_all, answered_of_all, EVERYWHERE).rate
    return share(asked, answered, everybody).rate


def usual_days(days: Iterable[float]) -> float | None:
    """Days within which half of the answers came; None of fewer than three answers."""
    known = list(days)
    return float(median(known)) if len(known) >= 3 else None
