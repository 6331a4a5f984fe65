"""The list of people for an opening as a member of the firm reads it: cards without a name, in order, with reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts.models import User
from employers.models import Opening
from returnees.models import Profile
from skills.similarity import graph

from . import explain
from .card_words import Card, cards_in_words
from .cards import K
from .crowd import cards_of
from .features import Features
from .models import Ranked
from .ranking import rank_for_the_firm


@dataclass(frozen=True)
class Choice:
    """One card of the list; `band` stands in place of the score."""

    ranked: Ranked
    profile: Profile
    band: str
    card: Card


@dataclass(frozen=True)
class Shortlist:
    """The cards, and how many came in question. Below K nobody is shown: being on so short a list already says who."""

    choices: Sequence[Choice]
    pool: int
    near: int

    @property
    def too_few(self) -> bool:
        return self.near < K

    @property
    def is_pool_small(self) -> bool:
        return self.pool < K


def shortlist(opening: Opening, *, by: User, without: Collection[int] = ()) -> Shortlist:
    """The list for `by`, who may meet people for this opening (the caller has seen to it), of who still agrees at this
    moment. `without`: profiles not to be shown."""
    ranking = rank_for_the_firm(opening, by=by)
    opening = Opening.objects.for_matching().get(pk=opening.pk)
    rows = list(ranking.rows.all())
    people = Profile.objects.listed_to_firms().in_bulk([row.profile_id for row in rows])
    near = min(ranking.funnel["considered"], len(people))
    shown = [row for row in rows if row.profile_id in people and row.profile_id not in without]
    if near < K:
        return Shortlist([], ranking.funnel["pool"], near)
    cards = cards_in_words(opening, cards_of(opening, [people[row.profile_id] for row in shown], graph()))
    return Shortlist(
        [
            Choice(
                row,
                people[row.profile_id],
                explain.band(row.score, Features(**row.features["values"])),
                cards[row.profile_id],
            )
            for row in shown
        ],
        ranking.funnel["pool"],
        near,
    )
