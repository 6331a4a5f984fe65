"""How employers answer: counted fairly, reminded, given up in time, switched off and invited back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Event, Message
from employers.models import Employer, Opening, Responsiveness
from engagement.actions import accept, introduce
from engagement.answering import actions
from engagement.answering.responsiveness import PRIOR, sector_share, share, usual_days, weight
from engagement.models import Introduction
from matching.ranking import rank_for
from tests import world

NOW = timezone.now()
DAY = timedelta(days=1)


class TestTheShare:
    def test_one_answer_of_one_is_not_perfect_and_none_of_one_not_hopeless(self):
        assert share(1, 1, 0.4).rate == pytest.approx((0.4 * PRIOR + 1) / (PRIOR + 1))
        assert 0.3 < share(1, 0, 0.4).rate < 0.4

    def test_many_cases_speak_for_themselves(self):
        found = share(200, 160, 0.2)
        assert 0.75 < found.rate < 0.8 and found.high - found.low < 0.12

    def test_more_answered_than_asked_is_a_mistake(self):
        with pytest.raises(ValueError, match="3 answered of 2"):
            share(2, 3, 0.5)

    @given(st.integers(0, 60), st.integers(0, 60), st.floats(0.02, 0.98))
    def test_it_lies_between_the_sector_and_what_was_seen_and_in_its_interval(self, answered, silent, prior):
        asked = answered + silent
        found = share(asked, answered, prior)
        assert 0 <= found.low <= found.rate <= found.high <= 1
        seen = answered / asked if asked else prior
        assert min(seen, prior) - 1e-9 <= found.rate <= max(seen, prior) + 1e-9

    @given(st.integers(0, 20), st.integers(0, 20))
    def test_one_more_answer_never_lowers_it(self, answered, silent):
        assert share(answered + silent + 1, answered + 1, 0.5).rate > share(answered + silent, answered, 0.5).rate

    def test_a_sector_of_few_is_near_everybody(self):
        assert sector_share(1, 0, 1000, 800) > 0.65

    def test_the_sector_weighs_less_where_its_firms_are_unlike(self):
        unlike = [(20, 20, 0.5), (20, 0, 0.5)] * 15
        alike = [(20, 10, 0.5)] * 30
        assert weight(unlike) < PRIOR < weight(alike)
        assert weight([]) == PRIOR == weight([(1, 1, 0.5)])

    def test_days_of_two_answers_say_nothing(self):
        assert usual_days([1, 2]) is None
        assert usual_days([9, 1, 4]) == 4


def met(opening: Opening, ago: int, answered_after: int | None = None, **facts: object) -> Introduction:
    """Somebody said yes `ago` days ago, and was answered so many days later or not at all."""
    said = NOW - ago * DAY
    plain = dict(stage="accepted", proposed_at=said - DAY, stage_at=said, accepted_at=said)
    if answered_after is not None:
        plain |= dict(stage="shortlisted", answered_at=said + answered_after * DAY)
    person = world.person("P", of=world.agency())
    return Introduction.objects.create(profile=person, opening=opening, **{**plain, **facts})


@pytest.mark.django_db
class TestCounting:
    def test_in_time_late_silent_open_and_who_left(self, cast):
        met(cast.opening, 30, 2)
        met(cast.opening, 30, 9)
        met(cast.opening, 40, 20)  # too late
        met(cast.opening, 30)  # never
        met(cast.opening, 3)  # may still be answered
        left = dict(stage="declined", declined_by="person", reason="changed_mind", stage_at=NOW - 28 * DAY)
        met(cast.opening, 30, **left)
        met(cast.opening, 500, 1)  # longer ago than a year
        assert actions.count(NOW) == 1
        told = Responsiveness.objects.get(employer=cast.firm)
        assert (told.asked, told.answered, told.days) == (4, 2, 9)
        assert 0.3 < told.rate < 0.6

    def test_counted_twice_it_is_the_same_and_who_has_nobody_left_is_forgotten(self, cast):
        row = met(cast.opening, 30, 2)
        actions.count(NOW)
        actions.count(NOW)
        assert Responsiveness.objects.count() == 1
        row.delete()
        actions.count(NOW)
        assert not Responsiveness.objects.exists()

    def test_the_same_queries_for_one_and_for_fifty(self, cast, django_assert_num_queries):
        met(cast.opening, 30, 2)
        with django_assert_num_queries(5):
            actions.count(NOW)
        for _number in range(20):
            met(cast.opening, 30, 2)
        with django_assert_num_queries(5):
            actions.count(NOW)


@pytest.mark.django_db
class TestDeadlines:
    @pytest.fixture
    def said_yes(self, cast) -> Introduction:
        return accept(introduce(cast.amina, cast.opening, by=cast.samira), by=cast.amina.user)

    def at(self, row: Introduction, days: int):
        return timezone.localdate(row.stage_at) + days * DAY

    def test_bao_is_reminded_once_three_days_before(self, cast, said_yes, reachable):
        reachable(cast.bao)
        assert actions.remind(self.at(said_yes, 6)) == 0
        assert actions.remind(self.at(said_yes, 7)) == 1
        assert actions.remind(self.at(said_yes, 8)) == 0
        assert Message.objects.filter(user=cast.bao, template="people_wait").count() == 1

    def test_amina_is_released_told_and_no_longer_named(self, cast, read, said_yes, reachable):
        reachable(cast.amina.user)
        assert actions.give_up(self.at(said_yes, 10)) == 0
        assert actions.give_up(self.at(said_yes, 11)) == 1
        assert actions.give_up(self.at(said_yes, 11)) == 0
        said_yes.refresh_from_db()
        assert (said_yes.stage, said_yes.declined_by, said_yes.reason) == ("declined", "employer", "silent")
        assert Message.objects.filter(user=cast.amina.user, template="released").count() == 1
        assert "Amina" not in read(cast.bao).get(reverse("candidates", args=[cast.opening.pk])).content.decode()

    def test_an_unanswered_proposal_ends_and_blames_nobody(self, cast):
        row = introduce(cast.amina, cast.opening, by=cast.samira)
        actions.give_up(self.at(row, 22))
        row.refresh_from_db()
        assert (row.stage, row.declined_by, row.reason) == ("declined", "agency", "no_answer")
        assert introduce(cast.amina, cast.opening, by=cast.samira).pk != row.pk, "it may be proposed again"


@pytest.fixture
def reachable():
    from allauth.account.models import EmailAddress

    def show(user) -> None:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    return show


@pytest.mark.django_db
class TestSwitchingOff:
    def leave(self, cast, number: int) -> None:
        for _person in range(number):
            met(cast.opening, 30, reply_by=timezone.localdate() - 15 * DAY)
        actions.give_up()
        cast.firm.refresh_from_db()

    def test_after_five_in_a_row_the_openings_are_not_shown(self, cast, read):
        self.leave(cast, 4)
        assert cast.firm.switched_off_at is None
        page = read(cast.bao).get(reverse("employer-answers", args=[cast.firm.pk])).content.decode()
        assert "The last 4 people got no answer" in " ".join(page.split())
        self.leave(cast, 1)
        assert cast.firm.switched_off_at and not Opening.objects.open().exists()
        assert Event.objects.filter(name="employer.switched_off", subject_id=cast.firm.pk).count() == 1

    def test_an_answer_in_between_breaks_the_row(self, cast):
        self.leave(cast, 4)
        met(cast.opening, 12, 1)
        self.leave(cast, 0)
        met(cast.opening, 11, reply_by=timezone.localdate() - DAY)
        actions.give_up()
        cast.firm.refresh_from_db()
        assert cast.firm.switched_off_at is None and actions.silent(cast.firm) == 1

    def test_bao_comes_back_with_a_clean_row(self, cast, read):
        self.leave(cast, 5)
        bao = read(cast.bao)
        assert "We answer again" in bao.get(reverse("employer-answers", args=[cast.firm.pk])).content.decode()
        bao.post(reverse("employer-back", args=[cast.firm.pk]))
        bao.post(reverse("employer-back", args=[cast.firm.pk]))
        cast.firm.refresh_from_db()
        assert cast.firm.switched_off_at is None and Opening.objects.open().exists()
        assert actions.silent(cast.firm) == 0
        assert Event.objects.filter(name="employer.came_back").count() == 1

    def test_nobody_else_switches_a_firm_on(self, cast, read):
        self.leave(cast, 5)
        for who in (cast.amina, cast.chidi, cast.samira):
            assert read(who).post(reverse("employer-back", args=[cast.firm.pk])).status_code == 404

    def test_it_is_invited_back_every_half_year(self, cast, reachable):
        reachable(cast.bao)
        Employer.objects.filter(pk=cast.firm.pk).update(switched_off_at=NOW - 190 * DAY)
        assert [actions.invite_back(), actions.invite_back()] == [1, 0]
        assert Message.objects.filter(template="come_back").count() == 1


@pytest.mark.django_db
class TestExposure:
    def test_of_two_like_openings_the_one_that_answers_stands_first_and_says_why(self, cast):
        silent = world.employer("Silence Démo")
        quiet = world.opening(cast.welder, by=silent, required=(cast.weld, cast.plans), preferred=(cast.cut,),
                              languages={"fr": 2}, deadline=cast.opening.deadline)  # fmt: skip
        for firm, answered in ((cast.firm, 19), (silent, 0)):
            told = share(20, answered, 0.5)
            Responsiveness.objects.create(
                employer=firm, asked=20, answered=answered, rate=told.rate, low=told.low, high=told.high,
                sector_rate=0.5, as_of=NOW.date(),
            )  # fmt: skip
        rows = rank_for(cast.amina, by=cast.amina.user).rows.filter(opening__isnull=False)
        assert [row.opening for row in rows] == [cast.opening, quiet]
        gap = rows[0].score - rows[1].score
        assert gap == pytest.approx(rows[0].parts["answers"] - rows[1].parts["answers"])

    def test_of_two_people_nothing_is_concluded(self, cast, read):
        Responsiveness.objects.create(
            employer=cast.firm, asked=2, answered=0, rate=0.4, low=0.1, high=0.7, sector_rate=0.5, as_of=NOW.date()
        )
        row = rank_for(cast.amina, by=cast.amina.user).rows.get(opening=cast.opening)
        assert row.features["values"]["answers"] is None
        page = read(cast.amina).get(reverse("opening", args=[cast.opening.pk])).content.decode()
        assert "Too few people have waited" in page
