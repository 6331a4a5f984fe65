"""Whatever both sides and the clock do in whatever order: only moves of the table, one live introduction, and no name
before the yes."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.consents import give, withdraw
from accounts.models import Consent
from engagement import actions, showing
from engagement.models import MOVES, Introduction, Stage
from engagement.reasons import OF_EMPLOYER, OF_PERSON
from matching import crowd
from returnees.models import Identity
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_people(cast):
    """Amina and four like her, so that cards say something."""
    Identity.objects.filter(profile=cast.amina).delete()
    Identity(profile=cast.amina, given_name="Zoubida", family_name="Qandil", phone="+212661000001").save()
    for number in range(4):
        world.person(
            f"P{number}", skills=[cast.weld, cast.plans], worked={cast.welder: 61}, available_from=date.today()
        )
    return cast


def test_any_order_of_deeds_keeps_the_rules(two_people):
    cast = two_people

    class Meeting(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.start = transaction.savepoint()
            crowd.forget()
            self.before: dict[int, str] = {}

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.start)

        def attempt(self, deed, *what, **facts) -> None:
            with suppress(actions.NotNow):
                deed(*what, **facts)

        def latest(self) -> Introduction | None:
            return Introduction.objects.order_by("-pk").first()

        @rule()
        def samira_proposes(self) -> None:
            self.attempt(actions.introduce, cast.amina, cast.opening, by=cast.samira)

        @rule()
        def bao_invites(self) -> None:
            self.attempt(actions.invite, cast.opening, cast.amina, by=cast.bao)

        @rule()
        def amina_says_yes(self) -> None:
            if row := self.latest():
                self.attempt(actions.accept, row, by=cast.amina.user)

        @rule(reason=st.sampled_from([*OF_PERSON]), shared=st.booleans())
        def amina_says_no(self, reason, shared) -> None:
            if row := self.latest():
                self.attempt(actions.decline, row, by=cast.amina.user, reason=reason, shared=shared)

        @rule()
        def amina_takes_it_back(self) -> None:
            if yes := Consent.objects.live().filter(purpose="share_name").first():
                actions.take_back(yes, by=cast.amina.user)

        @rule()
        def amina_pauses_being_proposed(self) -> None:
            yes = Consent.objects.live().filter(person=cast.amina.user, purpose="propose").first()
            if yes:
                withdraw(yes, by=cast.amina.user)
            else:
                give(cast.amina.user, "propose", mode="tap", by=cast.amina.user)

        @rule(deed=st.sampled_from(["shortlist", "interviewed", "offer", "hire"]))
        def bao_goes_on(self, deed) -> None:
            if row := self.latest():
                self.attempt(getattr(actions, deed), row, by=cast.bao)

        @rule(reason=st.sampled_from([*OF_EMPLOYER]), shared=st.booleans())
        def bao_says_no(self, reason, shared) -> None:
            if row := self.latest():
                self.attempt(actions.decline_by_employer, row, by=cast.bao, reason=reason, shared=shared)

        @invariant()
        def only_moves_of_the_table(self) -> None:
            now = dict(Introduction.objects.values_list("pk", "stage"))
            for pk, stage in now.items():
                before = self.before.get(pk, Stage.PROPOSED)
                assert stage == before or stage in MOVES[before]
            assert self.before.keys() <= now.keys()
            self.before = now

        @invariant()
        def one_lives_at_a_time(self) -> None:
            assert Introduction.objects.live().count() <= 1

        @invariant()
        def no_name_before_the_yes(self) -> None:
            found = showing.candidates_of(cast.opening, cast.bao)
            yes = Consent.objects.live().filter(purpose="share_name").exists()
            for one in [*found.to_answer, *found.asked, *found.going_on, *found.hired, *found.ended]:
                told = f"{one.reference}{one.card}{one.why}{one.introduction.reason}"
                assert "Zoubida" not in told and "Qandil" not in told and cast.amina.code not in told
                assert not one.is_named or yes
                assert not one.is_named or one.introduction.accepted_at

    run_state_machine_as_test(Meeting, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))
