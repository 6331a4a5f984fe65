"""Whatever anybody does to an opening, in any order, its life stays within the table."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Event, Membership
from employers import actions
from employers.actions import NotNow
from employers.models import Employer, Opening, OpeningMove
from employers.moves import FORWARD, MOVES
from tests import world

State = Opening.State
LONG_AGO = timezone.now() - timedelta(days=400)


def age(opening: Opening, by: object) -> None:
    Opening.objects.filter(pk=opening.pk).update(
        confirmed_at=LONG_AGO, state_at=LONG_AGO, asked_at=None, deadline=date.today() - timedelta(1)
    )


def reword(words: str) -> Callable[[Opening, object], None]:
    def deed(opening: Opening, by: object) -> None:
        with transaction.atomic():
            Opening.objects.filter(pk=opening.pk).update(description=words)
            actions.changed(opening, {"description"}, by=by)

    return deed


def verified(level: int) -> Callable[[Opening, object], None]:
    return lambda opening, by: Employer.objects.filter(pk=opening.employer_id).update(level=level)


DEEDS: dict[str, Callable[[Opening, object], object]] = {
    "submit": lambda opening, by: actions.submit(opening, by=by),
    "take": lambda opening, by: actions.take(opening, by=by),
    "publish": lambda opening, by: actions.publish(opening, by=by),
    "ask for changes": lambda opening, by: actions.ask_changes(opening, by=by, reason="wording"),
    "reject": lambda opening, by: actions.reject(opening, by=by, reason="money"),
    "stop": lambda opening, by: actions.stop(opening, by=by),
    "pause": lambda opening, by: actions.pause(opening, by=by),
    "resume": lambda opening, by: actions.resume(opening, by=by),
    "withdraw": lambda opening, by: actions.withdraw(opening, by=by, reason="budget"),
    "withdraw without a reason": lambda opening, by: actions.withdraw(opening, by=by, reason=""),
    "fill": lambda opening, by: actions.fill(opening, by=by),
    "confirm": lambda opening, by: actions.confirm(opening, by=by),
    "reopen": lambda opening, by: actions.reopen(opening, by=by),
    "full": lambda opening, by: actions.fill_if_full(opening, 1, by=by),
    **{f"advance to {step}": lambda opening, by, step=step: actions.advance(opening, step, by=by) for step in FORWARD},
    "the night": lambda opening, by: (actions.close_expired(), actions.close_stale(), actions.close_over()),
    "the morning": lambda opening, by: actions.ask_stale(),
    "time passes": age,
    "harmless words": reword("Souder des pièces."),
    "words to look at": reword("Frais de dossier : 300 DH."),
    "words against the law": reword("Hommes uniquement."),
    "verified": verified(2),
    "not verified": verified(1),
}


# What the clock does, and what happens to people: whose doing it is, is asked where it is done.
NOBODYS = {"the night", "full", *(f"advance to {step}" for step in FORWARD)}


class Undo(Exception):
    """So that each example begins anew."""


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from(["bao", "omar", "chidi"])), max_size=14)
)
def test_no_order_of_deeds_leaves_the_table(steps):
    with pytest.raises(Undo), transaction.atomic():
        eimea = world.agency()
        people = {name: world.user(name) for name in ("Bao", "Omar", "Chidi")}
        Membership.objects.create(user=people["Omar"], agency=eimea, role="officer")
        firm = world.employer(member=people["Bao"], agency=eimea)
        opening = world.opening(world.occupation("welder"), by=firm, state="draft", published_at=None)
        for name, who in steps:
            before = Opening.objects.get(pk=opening.pk)
            moves, events = OpeningMove.objects.count(), Event.objects.count()
            try:
                DEEDS[name](opening, people[who.capitalize()])
            except NotNow as refused:
                assert str(refused)
                after = Opening.objects.get(pk=opening.pk)
                assert after.state == before.state and after.state_at == before.state_at
                assert (OpeningMove.objects.count(), Event.objects.count()) == (moves, events)
                continue
            after = Opening.objects.get(pk=opening.pk)
            new = list(OpeningMove.objects.order_by("pk"))[moves:]
            if after.state == before.state:
                assert new == []
                continue
            # Each step there is, once, and the last one is where it stands.
            assert len(new) == 1
            assert (new[0].before, new[0].after, new[0].at) == (before.state, after.state, after.state_at)
            assert State(after.state) in MOVES[State(before.state)]
            assert who != "chidi" or name in NOBODYS
            assert not after.is_live or (after.published_at and not after.closed_at)
        raise Undo
