"""The life of an opening: every step that there is, who may take it, and what it leaves behind."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Event, Membership, Message
from employers import actions, durations
from employers.actions import NotNow
from employers.models import Opening, OpeningMove
from employers.moves import MOVES
from tests import world

pytestmark = pytest.mark.django_db
State = Opening.State


@pytest.fixture
def firm():
    """Bao's firm, his opening as a draft, Samira the counsellor and Omar the officer of the agency that answers."""
    eimea = world.agency()
    bao, omar = world.user("Bao"), world.user("Omar")
    Membership.objects.create(user=omar, agency=eimea, role="officer")
    employer = world.employer(member=bao, agency=eimea)
    welder = world.occupation("welder")
    draft = world.opening(welder, by=employer, state="draft", published_at=None)
    return SimpleNamespace(
        bao=bao, omar=omar, samira=world.counsellor(of=eimea), chidi=world.user("Chidi"), employer=employer, draft=draft
    )


def fresh(opening):
    return Opening.objects.get(pk=opening.pk)


def reachable(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def told():
    return list(Message.objects.order_by("created_at").values_list("template", flat=True))


def test_a_verified_firm_publishes_at_once_what_nobody_needs_to_look_at(firm):
    opening = actions.submit(firm.draft, by=firm.bao)
    assert opening.state == State.PUBLISHED and opening.published_at == opening.state_at == opening.confirmed_at
    (move,) = OpeningMove.objects.all()
    assert (move.before, move.after, move.by) == ("draft", "published", firm.bao)
    assert [event.name for event in Event.objects.all()] == ["opening.published"]
    assert Opening.objects.open().filter(pk=opening.pk).exists()
    # Sent twice, from two tabs: still one step.
    assert actions.submit(firm.draft, by=firm.bao).state == State.PUBLISHED
    assert OpeningMove.objects.count() == 1


def test_a_firm_that_nobody_has_seen_waits_for_an_officer(firm):
    firm.employer.level = 1
    firm.employer.save()
    assert actions.submit(firm.draft, by=firm.bao).state == State.SUBMITTED
    with pytest.raises(NotNow, match="Verify the firm first"):
        actions.publish(firm.draft, by=firm.omar)
    assert fresh(firm.draft).state == State.SUBMITTED and OpeningMove.objects.count() == 1
    firm.employer.level = 2
    firm.employer.save()
    assert actions.publish(firm.draft, by=firm.omar).state == State.PUBLISHED


def test_what_asks_for_money_is_held_and_what_is_against_the_law_goes_nowhere(firm):
    Opening.objects.filter(pk=firm.draft.pk).update(description="Frais de dossier : 300 DH.")
    assert actions.submit(firm.draft, by=firm.bao).state == State.SUBMITTED
    Opening.objects.filter(pk=firm.draft.pk).update(description="Hommes uniquement.")
    with pytest.raises(NotNow, match="one sex only"):
        actions.publish(firm.draft, by=firm.omar)
    Opening.objects.filter(pk=firm.draft.pk).update(state="draft")
    with pytest.raises(NotNow, match="one sex only"):
        actions.submit(firm.draft, by=firm.bao)
    assert OpeningMove.objects.count() == 1


def test_what_an_officer_lets_pass_is_written_down(firm):
    Opening.objects.filter(pk=firm.draft.pk).update(description="Frais de dossier : 300 DH.")
    actions.submit(firm.draft, by=firm.bao)
    actions.publish(firm.draft, by=firm.omar)
    assert Event.objects.get(name="opening.passed").facts == {"findings": ["money"]}


def test_the_firm_is_told_what_the_officer_says_in_words_that_do_not_say_what_this_is(firm):
    reachable(firm.bao)
    Opening.objects.filter(pk=firm.draft.pk).update(description="Frais de dossier : 300 DH.")
    actions.submit(firm.draft, by=firm.bao)
    actions.take(firm.draft, by=firm.omar)
    changes = actions.ask_changes(firm.draft, by=firm.omar, reason="money: Enlevez les frais.")
    assert (changes.state, changes.reason) == (State.CHANGES, "money: Enlevez les frais.")
    Opening.objects.filter(pk=firm.draft.pk).update(description="Souder.")
    assert actions.submit(firm.draft, by=firm.bao).reason == ""
    actions.stop(firm.draft, by=firm.omar)
    actions.reject(firm.draft, by=firm.omar, reason="false")
    assert told() == ["opening_changes", "opening_stopped", "opening_rejected"]


def test_nobody_else_takes_a_step(firm):
    for stranger in (firm.chidi, firm.bao, firm.samira):
        with pytest.raises(NotNow, match="not yours"):
            actions.publish(firm.draft, by=stranger)
    with pytest.raises(NotNow, match="not yours"):
        actions.withdraw(firm.draft, by=firm.chidi, reason="other")
    # Somebody of the firm who only meets people.
    firm.employer.members.update(may_post=False)
    with pytest.raises(NotNow, match="not yours"):
        actions.submit(firm.draft, by=firm.bao)
    assert not OpeningMove.objects.exists() and not Event.objects.exists()


def test_a_pause_keeps_how_far_the_work_was_and_only_an_officer_ends_what_an_officer_stopped(firm):
    actions.submit(firm.draft, by=firm.bao)
    actions.advance(firm.draft, State.INTERVIEWING, by=firm.bao)
    first = fresh(firm.draft).published_at
    actions.pause(firm.draft, by=firm.bao)
    assert not fresh(firm.draft).is_live
    assert actions.resume(firm.draft, by=firm.bao).state == State.INTERVIEWING
    assert fresh(firm.draft).published_at == first
    actions.stop(firm.draft, by=firm.omar)
    with pytest.raises(NotNow):
        actions.resume(firm.draft, by=firm.bao)
    assert actions.publish(firm.draft, by=firm.omar).state == State.PUBLISHED


def test_work_never_goes_back_and_does_nothing_to_what_is_closed(firm):
    assert actions.advance(firm.draft, State.OFFERED, by=firm.bao).state == State.DRAFT
    actions.submit(firm.draft, by=firm.bao)
    assert actions.advance(firm.draft, State.OFFERED, by=firm.bao).state == State.OFFERED
    assert actions.advance(firm.draft, State.SHORTLISTING, by=firm.bao).state == State.OFFERED
    assert actions.fill_if_full(firm.draft, 0, by=firm.bao).state == State.OFFERED
    assert actions.fill_if_full(firm.draft, 1, by=firm.bao).state == State.FILLED
    assert actions.fill_if_full(firm.draft, 2, by=firm.bao).state == State.FILLED
    assert OpeningMove.objects.count() == 3


def test_what_is_over_can_be_opened_again_and_is_read_again(firm):
    actions.submit(firm.draft, by=firm.bao)
    first = fresh(firm.draft).published_at
    with pytest.raises(NotNow, match="Only what is over"):
        actions.reopen(firm.draft, by=firm.bao)
    with pytest.raises(NotNow, match="Say why"):
        actions.withdraw(firm.draft, by=firm.bao, reason="")
    actions.withdraw(firm.draft, by=firm.bao, reason="budget")
    Opening.objects.filter(pk=firm.draft.pk).update(
        deadline=date.today() - timedelta(1), description="Caution de 500 DH"
    )
    again = actions.reopen(firm.draft, by=firm.bao)
    assert (again.state, again.deadline, again.reason, again.closed_at) == (State.SUBMITTED, None, "", None)
    assert actions.publish(again, by=firm.omar).published_at >= first


def test_a_change_of_words_or_wage_is_read_again_and_other_changes_are_not(firm):
    actions.submit(firm.draft, by=firm.bao)
    Opening.objects.filter(pk=firm.draft.pk).update(description="Frais de dossier : 300 DH.")
    assert actions.changed(firm.draft, {"posts", "deadline"}, by=firm.bao).state == State.PUBLISHED
    assert actions.changed(firm.draft, {"description"}, by=firm.bao).state == State.SUBMITTED
    Opening.objects.filter(pk=firm.draft.pk).update(state="published", description="Femmes uniquement.")
    with pytest.raises(NotNow, match="one sex only"):
        actions.changed(firm.draft, {"description"}, by=firm.bao)


def test_after_a_month_the_firm_is_asked_and_after_three_it_is_closed(firm):
    reachable(firm.bao)
    actions.submit(firm.draft, by=firm.bao)
    assert actions.ask_stale() == 0
    month, quarter = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=91)
    Opening.objects.update(confirmed_at=month)
    assert (actions.ask_stale(), actions.ask_stale(), actions.close_stale()) == (1, 0, 0)
    actions.confirm(firm.draft, by=firm.bao)
    assert actions.ask_stale() == 0
    Opening.objects.update(confirmed_at=None, published_at=quarter, asked_at=month)
    assert (actions.ask_stale(), actions.close_stale(), actions.close_stale()) == (1, 1, 0)
    assert fresh(firm.draft).state == State.EXPIRED
    assert told() == ["opening_still_free", "opening_still_free", "opening_expired"]
    with pytest.raises(NotNow):
        actions.confirm(firm.draft, by=firm.bao)
    assert actions.reopen(firm.draft, by=firm.bao).state == State.PUBLISHED


def test_an_opening_past_its_day_ends_unless_people_are_being_met(firm):
    actions.submit(firm.draft, by=firm.bao)
    met = world.opening(
        world.occupation("welder"), by=firm.employer, state="interview", deadline=date.today() - timedelta(1)
    )
    Opening.objects.update(deadline=date.today() - timedelta(1))
    assert (actions.close_expired(), actions.close_expired()) == (1, 0)
    assert fresh(firm.draft).state == State.EXPIRED and fresh(met).state == State.INTERVIEWING
    Opening.objects.update(state_at=timezone.now() - timedelta(days=366))
    assert (actions.close_over(), actions.close_over()) == (1, 0)
    assert fresh(firm.draft).state == State.CLOSED


def test_every_state_is_in_the_table_and_only_two_lead_nowhere():
    assert set(MOVES) == set(State)
    assert {state for state in MOVES if not MOVES[state]} == {State.REJECTED, State.CLOSED}
    assert all(who for steps in MOVES.values() for who in steps.values())


def test_how_long_the_steps_took():
    start = timezone.now()
    steps = ["draft submitted", "submitted changes", "changes submitted", "submitted published", "published shortlist",
             "shortlist filled"]  # fmt: skip
    moves = [
        SimpleNamespace(before=step.split()[0], after=step.split()[1], at=start + timedelta(days=day))
        for day, step in zip((0, 2, 3, 5, 9, 30), steps, strict=True)
    ]
    shuffled = moves[3:] + moves[:3]
    assert durations.to_verify(shuffled) == timedelta(days=2)
    assert durations.to_first_shortlist(shuffled) == timedelta(days=4)
    assert durations.to_fill(shuffled) == timedelta(days=25)
    assert durations.to_fill(moves[:5]) is None and durations.to_verify(moves[:1]) is None
