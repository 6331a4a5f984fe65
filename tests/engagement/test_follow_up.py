"""At 3, 6 and 12 months each side is asked two questions by a link that opens nothing else, and may say nothing."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone, translation

from accounts.consents import withdraw
from accounts.models import Event, Message, SignInPhone
from engagement import keeping, tasks
from engagement.actions import NotNow
from engagement.models import FollowUp, Outcome, PastPlacement, Placement, Rating
from engagement.placements import follow_up
from engagement.placements.actions import end, record_hire
from matching.models import Label
from returnees.erasing import erase
from returnees.models import Departure
from tests import world

pytestmark = pytest.mark.django_db
STARTED = datetime(2027, 3, 1, 12, tzinfo=UTC)
JUNE = datetime(2027, 6, 1, 9, 30, tzinfo=UTC)
AMINAS = "+212661000001"
YES = {"same": "yes", "second": "yes"}


@pytest.fixture
def placed(cast) -> Placement:
    """Amina welds for Bao since March, and agrees to be asked."""
    with time_machine.travel(STARTED, tick=False):
        SignInPhone.objects.create(user=cast.amina.user, number=AMINAS, key=SignInPhone.key_of(AMINAS), verified=True)
        cast.bao.emailaddress_set.create(email=cast.bao.email, verified=True, primary=True)
        for purpose in ("follow_up", "statistics"):
            world.consent(cast.amina, purpose, expires_on=date(2029, 12, 31))
        met = world.accepted(cast.amina, cast.opening, stage="interviewed")
        made = record_hire(
            met, by=cast.bao, started_on=STARTED.date(), contract="permanent", wage_monthly=Decimal(4000)
        )
        Message.objects.all().delete()
    return made


@pytest.fixture
def june(placed):
    with time_machine.travel(JUNE, tick=False) as clock:
        yield clock


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def row(placed: Placement, whom: str, month: int = 3) -> FollowUp:
    return placed.follow_ups.get(whom=whom, month=month)


def link(placed: Placement, whom: str, month: int = 3) -> str:
    return follow_up.address_of(row(placed, whom, month)).removeprefix("https://wasl.example")


class TestAsking:
    def test_on_the_day_three_times_a_week_apart_then_not_reached(self, placed):
        sent = Message.objects.filter(template__startswith="how_is_it")
        for day, told in ((-1, 0), (0, 2), (1, 2), (6, 2), (7, 4), (14, 6), (15, 6), (21, 6), (30, 6)):
            with time_machine.travel(JUNE + timedelta(days=day), tick=False):
                tasks.ask_how_it_goes()
                assert sent.count() == told, day
        assert [(one.attempts, one.result) for one in placed.follow_ups.filter(month=3)] == [(3, "unreachable")] * 2

    def test_what_the_messages_say(self, placed, june):
        follow_up.ask_due()
        sms, letter = (Message.objects.get(template=name) for name in ("how_is_it", "how_is_it_firm"))
        assert sms.to == AMINAS and link(placed, "person") in sms.body and len(sms.body) <= 160
        assert letter.to == "bao@example.org" and "March 2027" in letter.body and "Amina" not in letter.body

    @pytest.mark.parametrize("how", ["never", "withdrawn", "over"])
    def test_nobody_is_asked_who_does_not_agree(self, cast, placed, june, how):
        yes = cast.amina.user.consents.filter(purpose="follow_up")
        if how == "never":
            yes.delete()
        elif how == "withdrawn":
            withdraw(yes.get(), by=cast.amina.user)
        else:
            yes.update(expires_on=JUNE.date())
        follow_up.ask_due()
        assert [one.template for one in Message.objects.all()] == ["how_is_it_firm"]
        assert not placed.follow_ups.filter(whom="person", month=3).exists()

    def test_whom_nothing_reaches_waits_for_a_call_and_is_lost_at_last(self, cast, placed, june):
        cast.bao.emailaddress_set.all().delete()
        follow_up.ask_due()
        assert row(placed, "employer").attempts == 0 and row(placed, "employer").result == "due"
        june.move_to(JUNE + timedelta(days=46))
        follow_up.ask_due()
        assert row(placed, "employer").result == "unreachable"

    def test_an_answer_ends_the_asking(self, placed, june, read):
        follow_up.ask_due()
        read().post(link(placed, "person"), YES)
        june.move_to(JUNE + timedelta(days=8))
        Message.objects.all().delete()
        follow_up.ask_due()
        assert [one.template for one in Message.objects.all()] == ["how_is_it_firm"]


class TestTheLink:
    def test_bao_answers_without_signing_in_and_the_page_names_nobody(self, cast, placed, june, read):
        address = link(placed, "employer")
        page = text(read().get(address))
        assert "welder" in page and "March 2027" in page
        assert "Amina" not in page and cast.amina.code not in page
        page = text(read().post(address, {**YES, "second": "partly"}, follow=True))
        assert "Your answer is written down" in page
        outcome = Outcome.objects.get()
        assert (outcome.same_employer, outcome.second, outcome.kind) == (True, "partly", "")
        assert (row(placed, "employer").result, row(placed, "employer").done_on) == ("done", JUNE.date())
        line = Event.objects.get(name="placement.answered")
        assert line.by_id is None and line.facts["how"] == "link"

    def test_opening_it_answers_nothing(self, placed, june, read):
        """Some telephones open every link they are sent."""
        read().get(link(placed, "person"))
        read().head(link(placed, "person"))
        assert row(placed, "person").result == "due" and not Outcome.objects.exists()

    def test_amina_no_longer_works_there(self, placed, june, read):
        said = {"same": "no", "left_on": "2027-05-15", "left_for": "conditions", "kind": "seeking", "second": "no"}
        text(read().post(link(placed, "person"), said, follow=True))
        outcome = Outcome.objects.get()
        assert (outcome.same_employer, outcome.left_on, outcome.left_for, outcome.kind, outcome.second) == (
            False, date(2027, 5, 15), "conditions", "seeking", "no",
        )  # fmt: skip
        placed.refresh_from_db()
        assert placed.ended_on is None, "an answer is kept apart from what was told of the placement"

    def test_what_belongs_to_a_no_is_not_kept_with_a_yes(self, placed, june, read):
        said = {"same": "yes", "left_on": "1999-01-01", "left_for": "conditions", "kind": "seeking", "second": "yes"}
        text(read().post(link(placed, "person"), said, follow=True))
        outcome = Outcome.objects.get()
        assert (outcome.left_on, outcome.left_for, outcome.kind) == (None, "", "employed_formal")

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ({}, "This field is required"),
            ({"same": "perhaps", "second": "yes"}, "Select a valid choice"),
            ({"same": "no", "second": "yes"}, "Choose what is nearest"),
            ({"same": "no", "second": "no", "kind": "seeking", "left_on": "2026-01-01"}, "before it started"),
            ({"same": "no", "second": "no", "kind": "seeking", "left_on": "2027-07-01"}, "still to come"),
            ({"same": "no", "second": "no", "kind": "seeking", "left_on": "in May"}, "valid date"),
        ],
    )
    def test_bad_input(self, placed, june, read, said, told):
        assert told in text(read().post(link(placed, "person"), said))
        assert not Outcome.objects.exists()

    def test_rather_not_is_an_answer_for_good(self, placed, june, read):
        page = text(read().post(link(placed, "person"), {"deed": "refuse"}, follow=True))
        assert "Nobody asks you again" in page and "Five more things" not in page
        asked = placed.follow_ups.filter(whom="person").order_by("month")
        assert [one.result for one in asked] == ["refused"] * 3
        assert placed.follow_ups.filter(whom="employer", result="due").count() == 3
        read().post(link(placed, "person"), YES)
        assert [one.result for one in asked.all()] == ["done", "due", "due"], "a change of mind the same day"

    def test_sent_twice_it_is_one_and_can_change_for_a_day(self, placed, june, read):
        address = link(placed, "person")
        for second in ("yes", "yes", "partly"):
            read().post(address, {"same": "yes", "second": second})
        assert Outcome.objects.get().second == "partly"
        june.move_to(JUNE + timedelta(hours=20))
        assert "You can change it for a day" in text(read().get(address))
        june.move_to(JUNE + timedelta(hours=25))
        assert "answered already" in text(read().get(address), 410)
        assert "answered already" in text(read().post(address, {"same": "no", "second": "no"}), 410)
        assert Outcome.objects.get().same_employer is True

    def test_it_is_over_after_30_days(self, placed, june, read):
        address = link(placed, "person")
        june.move_to(JUNE + timedelta(days=30, minutes=1))
        assert "good for 30 days" in text(read().get(address), 410)
        assert "good for 30 days" in text(read().post(address, YES), 410)
        assert not Outcome.objects.exists()

    def test_forged(self, placed, june, read):
        pk, stamp, seal = link(placed, "person").strip("/").split("/")[1].split(":")
        other = row(placed, "employer").pk
        elsewhere = signing.TimestampSigner(salt="typed_by").sign(pk)
        for token in (f"{other}:{stamp}:{seal}", f"{pk}:{stamp}:{'A' * 43}", pk, f"{pk}:{stamp}", elsewhere, "حرف"):
            page = text(read().post(reverse("follow-up", args=[token]), YES), 410)
            assert "This link is over" in page and "welder" not in page
        assert not Outcome.objects.exists()

    def test_of_somebody_who_is_gone_or_withdrew(self, cast, placed, june, read):
        person, firm = link(placed, "person"), link(placed, "employer")
        withdraw(cast.amina.user.consents.get(purpose="follow_up"), by=cast.amina.user)
        assert "nothing to answer" in text(read().get(person), 410)
        assert "welder" in text(read().get(firm))
        erase(cast.amina, by=cast.amina.user, reason=Departure.Reason.ASKED)
        assert "nothing to answer" in text(read().post(firm, YES), 410)

    def test_in_the_language_of_whoever_was_asked_until_they_choose(self, cast, placed, june, read):
        cast.amina.user.language = "ar"
        cast.amina.user.save()
        page = text(read().get(link(placed, "person")))
        assert 'lang="ar"' in page and 'dir="rtl"' in page
        browser = read()
        browser.cookies["django_language"] = "fr"
        assert 'lang="fr"' in text(browser.get(link(placed, "person")))
        translation.activate("en")

    def test_after_it_was_given_up_a_link_that_holds_still_answers(self, placed, june, read):
        FollowUp.objects.update(result="unreachable", attempts=3)
        read().post(link(placed, "person"), YES)
        assert row(placed, "person").result == "done"


class TestRating:
    def test_five_things_some_left_out(self, placed, june, read):
        address = link(placed, "employer")
        page = text(read().post(address, YES, follow=True))
        assert "Five more things" in page and "No, that was all" in page
        text(read().post(f"{address}more/", {"reliability": "5", "safety": "3"}, follow=True))
        rating = Rating.objects.get()
        assert (rating.reliability, rating.quality, rating.safety) == (5, None, 3)

    @pytest.mark.parametrize("said", [{"reliability": "6"}, {"safety": "many"}])
    def test_from_1_to_5(self, placed, june, read, said):
        address = link(placed, "employer")
        read().post(address, YES)
        assert "Select a valid choice" in text(read().post(f"{address}more/", said))
        assert not Rating.objects.exists()

    def test_nothing_is_no_rating_and_none_without_an_answer(self, placed, june, read):
        address = link(placed, "person")
        assert read().post(f"{address}more/", {"safety": "1"})["Location"] == address
        read().post(address, YES)
        read().post(f"{address}more/", {})
        assert not Rating.objects.exists()
        assert "Five more things" not in text(read().get(f"{address}more/?enough"))


class TestWhoReadsIt:
    def test_both_sides_side_by_side_for_samira_and_for_nobody_else(self, cast, placed, june, read):
        read().post(link(placed, "employer"), YES)
        no = {"same": "no", "left_for": "conditions", "kind": "employed_informal", "second": "no"}
        read().post(link(placed, "person"), no)
        address = reverse("placement", args=[placed.pk])
        page = text(read(cast.samira).get(address))
        for said in ("The two sides do not say the same", "still there", "no longer there", "were not kept",
                     "without a contract"):  # fmt: skip
            assert said in page
        colleague = text(read(world.counsellor("Youssef", of=cast.agency)).get(address))
        assert (
            "still there" in colleague and "were not kept" not in colleague and "do not say the same" not in colleague
        )
        firm = text(read(cast.bao).get(reverse("candidate", args=[cast.opening.pk, placed.introduction_id])))
        hers = text(read(cast.amina).get(reverse("introduction", args=[cast.amina.code, placed.introduction_id])))
        for page in (firm, hers):
            assert "were not kept" not in page and "no longer there" not in page and "still there" not in page

    def test_by_telephone(self, cast, placed, june, read):
        samira, asked = read(cast.samira), row(placed, "person")
        page = text(samira.get(reverse("placement", args=[placed.pk])))
        address = reverse("follow-up-told", args=[placed.pk, asked.pk])
        assert address in page
        samira.post(address, YES)
        asked.refresh_from_db()
        assert (asked.result, asked.attempts) == ("done", 1)
        line = Event.objects.get(name="placement.answered")
        assert line.by_id == cast.samira.pk and line.facts["how"] == "telephone"

    def test_only_whoever_accompanies_her_asks_her(self, cast, placed, june, read):
        asked = row(placed, "person")
        address = reverse("follow-up-told", args=[placed.pk, asked.pk])
        for who in (world.counsellor("Youssef", of=cast.agency), cast.dalia, cast.bao, cast.amina, cast.chidi):
            assert read(who).post(address, YES).status_code == 404
        withdraw(cast.amina.user.consents.get(purpose="follow_up"), by=cast.amina.user)
        with pytest.raises(NotNow):
            follow_up.answer(asked, same_employer=True, second="yes", by=cast.samira)
        assert not Outcome.objects.exists()

    def test_signed_in_they_find_the_question_on_the_page_of_the_hire(self, cast, placed, june, read):
        page = text(read(cast.bao).get(reverse("candidate", args=[cast.opening.pk, placed.introduction_id])))
        found = re.search(r'href="https://wasl.example(/q/[^"]+)"', page)[1]
        assert "The employer does not" not in text(read(cast.bao).get(found))


class TestWhatTheListLearns:
    def test_stayed(self, cast, placed, june, read):
        from matching.ranking import rank

        type(cast.amina).objects.update(status="active")
        met = placed.introduction
        met.ranked = rank(world.opening(cast.welder), by=cast.samira).rows.get(profile=cast.amina)
        met.save()
        read().post(link(placed, "person"), {"same": "no", "kind": "seeking", "second": "no"})
        assert not Label.objects.filter(stage="stayed_3").exists()
        read().post(link(placed, "employer"), YES)
        assert Label.objects.get(stage="stayed_3").ranked == met.ranked


class TestKeeping:
    def test_18_months_after_an_answer_only_bands_are_left(self, cast, placed, june, read):
        read().post(link(placed, "person"), YES)
        read().post(link(placed, "employer"), YES)
        read().post(f"{link(placed, 'employer')}more/", {"safety": "3"})
        assert keeping.forget_answers(timedelta(days=548)) == 0
        june.move_to(JUNE + timedelta(days=549))
        assert keeping.forget_answers(timedelta(days=548)) == 1
        assert not Outcome.objects.exists() and not Rating.objects.exists()
        assert row(placed, "person").result == "done", "how many answered is still known"
        past = PastPlacement.objects.get()
        assert (past.at_3, past.at_6, past.month) == ("employed_formal", "", date(2027, 3, 1))
        assert keeping.forget_answers(timedelta(days=548)) == 0, "twice is once"
        erase(cast.amina, by=cast.amina.user, reason=Departure.Reason.ASKED)
        assert PastPlacement.objects.count() == 1, "counted once"

    def test_of_who_did_not_agree_to_be_counted_nothing_is_left(self, cast, placed, june, read):
        cast.amina.user.consents.filter(purpose="statistics").delete()
        read().post(link(placed, "person"), YES)
        june.move_to(JUNE + timedelta(days=549))
        keeping.forget_answers(timedelta(days=548))
        assert not Outcome.objects.exists() and not PastPlacement.objects.exists()


def test_after_the_firm_told_of_the_end_it_is_asked_no_more(cast, placed, june):
    end(placed, by=cast.bao, told_by="employer", ended_on=date(2027, 5, 15), reason="resigned")
    follow_up.ask_due()
    assert [one.template for one in Message.objects.exclude(template="placement_ended")] == ["how_is_it"]
    assert timezone.now() == JUNE and not mail.outbox
