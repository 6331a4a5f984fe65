"""How long the steps of an opening took, told by its moves. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from .models import OPEN, Opening

State = Opening.State


class Move(Protocol):
    before: str
    after: str
    at: datetime


def to_verify(moves: Iterable[Move]) -> timedelta | None:
    """From the first time it was handed in to the officer's first word: published, changes asked for or refused.

    None while it waits, and of what was published without an officer.
    """
    handed_in = None
    for move in _in_order(moves):
        if handed_in is None and move.after == State.SUBMITTED:
            handed_in = move.at
        elif handed_in and move.after in {State.PUBLISHED, State.CHANGES, State.REJECTED}:
            return move.at - handed_in
    return None


def to_first_shortlist(moves: Iterable[Move]) -> timedelta | None:
    """From the first publication until somebody was chosen, met or offered the post; None where nobody was."""
    return _between(moves, {State.SHORTLISTING, State.INTERVIEWING, State.OFFERED})


def to_fill(moves: Iterable[Move]) -> timedelta | None:
    """From the first publication until it was filled; None where it was not: count it as not filled yet, not as 0."""
    return _between(moves, {State.FILLED})


def _between(moves: Iterable[Move], reached: set[str]) -> timedelta | None:
    published = None
    for move in _in_order(moves):
        if published is None and move.after in OPEN:
            published = move.at
        if published and move.after in reached:
            return move.at - published
    return None


def _in_order(moves: Iterable[Move]) -> list[Move]:
    return sorted(moves, key=lambda move: move.at)
