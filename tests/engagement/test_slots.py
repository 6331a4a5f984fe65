"""Bao offers moments, Amina takes one or none, and both have it in their calendar; what came of it is told."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Event, Message, SignInPhone
from accounts.sms import taken as sent_by_sms
from employers.models import Member
from engagement import tasks
from engagement.actions import NotNow, take_back
from engagement.meetings import slots
from engagement.models import Introduction, Letter, Slot
from tests import world

pytestmark = pytest.mark.django_db
# 10 in the morning in Fès is 9 by Greenwich.
NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)
DAY, TEN = date(2027, 5, 6), datetime(2027, 5, 6, 9, tzinfo=UTC)
AMINAS = "+212661000001"


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def met(cast) -> Introduction:
    """Amina has said yes to Bao's opening, and has a telephone."""
    SignInPhone.objects.create(user=cast.amina.user, number=AMINAS, key=SignInPhone.key_of(AMINAS), verified=True)
    cast.bao.emailaddress_set.create(email=cast.bao.email, verified=True, primary=True)
    return world.accepted(cast.amina, cast.opening)


@pytest.fixture
def free(met, cast) -> Slot:
    (slot,) = slots.offer(met, [TEN], minutes=30, mode="site", where="Usine, Fès", by=cast.bao)
    sent_by_sms.clear()
    return slot


@pytest.fixture
def agreed(free, cast) -> Slot:
    return slots.take(free, by=cast.amina.user)


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def offering(met: Introduction, *pairs: tuple[str, str], **more: str) -> tuple[str, dict[str, str]]:
    said = {"mode": "site", "where": "Usine, porte 2", "minutes": "30", **more}
    for number, (day, hour) in enumerate(pairs, 1):
        said |= {f"day_{number}": day, f"hour_{number}": hour}
    return reverse("slots-offer", args=[met.opening_id, met.pk]), said


def firm(name: str, met: Introduction, *more: object) -> str:
    return reverse(name, args=[met.opening_id, met.pk, *more])


def own(name: str, met: Introduction, *more: object) -> str:
    return reverse(name, args=[met.profile.code, met.pk, *more])


def calendars() -> list[Calendar]:
    return [Calendar.from_ical(part[1]) for letter in mail.outbox for part in letter.attachments]


class TestOffering:
    def test_moments_in_the_hours_of_the_site(self, cast, read, met):
        address, said = offering(met, ("2027-05-06", "10:00"), ("2027-05-07", "15:30"))
        page = text(read(cast.bao).post(address, said, follow=True))
        assert "The person has not chosen yet" in page
        assert list(Slot.objects.values_list("starts_at", "where")) == [
            (TEN, "Usine, porte 2"), (datetime(2027, 5, 7, 14, 30, tzinfo=UTC), "Usine, porte 2"),
        ]  # fmt: skip
        assert [one.to for one in sent_by_sms] == [AMINAS]
        met.refresh_from_db()
        assert met.answered_at == NOON and met.stage == "accepted", "offering is an answer, and moves nothing"
        assert met.reply_by == DAY + timedelta(8), "nobody is released for silence before they could meet"

    def test_sent_twice_it_is_offered_once(self, cast, read, met):
        address, said = offering(met, ("2027-05-06", "10:00"))
        bao = read(cast.bao)
        assert bao.post(address, said).status_code == bao.post(address, said).status_code == 302
        assert Slot.objects.count() == 1 and len(sent_by_sms) == 1

    @pytest.mark.parametrize(
        ("pairs", "said"),
        [
            ([], "This field is required"),
            ([("2027-05-06", "")], "This field is required"),
            ([("2027-05-06", "10:00"), ("2027-05-07", "")], "Say at what hour"),
            ([("2027-05-06", "10:00"), ("", "10:00")], "Say on which day"),
            ([("2027-05-03", "12:30")], "This moment has passed"),
            ([("2028-05-06", "10:00")], "within the next three months"),
            ([("2027-05-06", "10:00"), ("2027-05-06", "10:00")], "stands above already"),
            ([("tomorrow", "10:00")], "valid date"),
            ([("2027-05-06", "25:00")], "valid time"),
        ],
    )
    def test_what_cannot_be_is_said_beside_it_and_kept(self, cast, read, met, pairs, said):
        address, typed = offering(met, *pairs, where="Chez Bao")
        page = text(read(cast.bao).post(address, typed))
        assert said in page and 'value="Chez Bao"' in page
        assert not Slot.objects.exists()

    def test_at_the_site_somebody_must_know_where(self, cast, read, met):
        address, typed = offering(met, ("2027-05-06", "10:00"), where=" ")
        assert "Say where the person should come" in text(read(cast.bao).post(address, typed))

    def test_five_at_a_time(self, cast, met):
        def days(*numbers: int) -> list[datetime]:
            return [TEN + timedelta(days=number) for number in numbers]

        slots.offer(met, days(0, 1, 2), minutes=30, mode="phone", by=cast.bao)
        with pytest.raises(NotNow):
            slots.offer(met, days(3, 4, 5), minutes=30, mode="phone", by=cast.bao)
        slots.offer(met, days(3, 4), minutes=30, mode="phone", by=cast.bao)
        assert Slot.objects.count() == 5

    @pytest.mark.parametrize("stage", ["proposed", "declined", "hired"])
    def test_only_after_the_yes_and_before_the_end(self, cast, read, met, stage):
        who = {"declined_by": "employer", "reason": "skills"} if stage == "declined" else {}
        Introduction.objects.update(stage=stage, **who)
        with pytest.raises(NotNow):
            slots.offer(met, [TEN], minutes=30, mode="phone", by=cast.bao)
        if stage != "hired":
            assert read(cast.bao).get(firm("slots-offer", met)).status_code == 404

    def test_only_a_member_who_may_meet_people(self, cast, read, met):
        address, said = offering(met, ("2027-05-06", "10:00"))
        for who in (cast.chidi, cast.amina, cast.samira, cast.dalia):
            assert read(who).post(address, said).status_code == 404
        Member.objects.update(may_meet=False)
        assert read(cast.bao).post(address, said).status_code == 404
        assert not Slot.objects.exists()

    def test_after_the_yes_is_taken_back_the_page_is_gone(self, cast, read, met, agreed):
        take_back(cast.amina.user.consents.get(purpose="share_name"), by=cast.amina.user)
        bao = read(cast.bao)
        for address in (firm("slots-offer", met), reverse("slot-calendar", args=[agreed.pk])):
            assert bao.get(address).status_code == 404


class TestTaking:
    def test_two_taps(self, cast, read, free, met):
        amina = read(cast.amina)
        page = text(amina.get(own("introduction", met)))
        assert "Thursday" in page and "10:00" in page and "Usine, Fès" in page
        assert own("slot-take", met, free.pk) in page
        page = text(amina.post(own("slot-take", met, free.pk), follow=True))
        assert "Agreed" in page and "Into my calendar" in page
        met.refresh_from_db()
        assert met.stage == "accepted", "taking a moment moves nothing"
        assert Event.objects.get(name="introduction.slot_taken").by_id == cast.amina.user.pk

    def test_twice_is_once_and_both_are_told_once(self, cast, read, free, met):
        amina = read(cast.amina)
        for _again in range(2):
            amina.post(own("slot-take", met, free.pk))
        assert [one.to for one in sent_by_sms] == [AMINAS]
        assert len(mail.outbox) == 1 and mail.outbox[0].to == [cast.bao.email]
        assert "10:00" in sent_by_sms[0].text and "welder" not in sent_by_sms[0].text

    def test_the_others_go_and_no_second_can_be_taken(self, cast, met):
        one, other = slots.offer(met, [TEN, TEN + timedelta(days=1)], minutes=30, mode="phone", by=cast.bao)
        slots.take(one, by=cast.amina.user)
        assert list(Slot.objects.all()) == [one]
        with pytest.raises(NotNow):
            slots.take(other, by=cast.amina.user)
        with pytest.raises(NotNow):
            slots.offer(met, [TEN + timedelta(days=2)], minutes=30, mode="phone", by=cast.bao)
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.create(introduction=met, starts_at=TEN + timedelta(3), mode="phone", taken_at=NOON)

    def test_a_moment_that_has_passed_cannot_be_taken(self, cast, read, free, met):
        with time_machine.travel(TEN + timedelta(minutes=1)):
            page = text(read(cast.amina).post(own("slot-take", met, free.pk), follow=True))
        assert "has passed" in page
        free.refresh_from_db()
        assert free.taken_at is None

    def test_samira_takes_it_for_her(self, cast, read, free, met):
        samira = read(cast.samira)
        assert "The person comes at this hour" in text(samira.get(own("introduction", met)))
        samira.post(own("slot-take", met, free.pk))
        assert Event.objects.get(name="introduction.slot_taken").by_id == cast.samira.pk

    def test_a_stranger_takes_nothing(self, cast, read, free, met):
        for who in (cast.chidi, cast.bao, cast.dalia):
            assert read(who).post(own("slot-take", met, free.pk)).status_code == 404

    def test_none_fits_asks_for_others(self, cast, read, free, met):
        page = text(read(cast.amina).post(own("slots-none", met), follow=True))
        assert "This is not a no" in page
        assert not Slot.objects.exists() and len(mail.outbox) == 1
        read(cast.amina).post(own("slots-none", met))
        assert len(mail.outbox) == 1, "twice is once"
        met.refresh_from_db()
        assert met.stage == "accepted"

    def test_she_is_warned_of_two_at_one_hour_and_the_firm_is_not(self, cast, read, met, free):
        ceuta = world.employer("Ceuta Soudure Démo", member=world.user("Ceuta"))
        elsewhere = world.accepted(cast.amina, world.opening(cast.welder, by=ceuta))
        (other,) = slots.offer(elsewhere, [TEN + timedelta(minutes=15)], minutes=30, mode="phone", by=cast.bao)
        slots.take(other, by=cast.amina.user)
        assert "Another interview is agreed for the same hour" in text(read(cast.amina).get(own("introduction", met)))
        assert "same hour" not in text(read(cast.bao).get(firm("candidate", met)))


class TestTheCalendarFile:
    def test_bao_gets_it_with_his_mail_and_it_reads_back(self, cast, agreed, read, django_capture_on_commit_callbacks):
        page = read(cast.bao).get(reverse("slot-calendar", args=[agreed.pk]))
        assert page["Content-Type"].startswith("text/calendar")
        file = Calendar.from_ical(page.content)
        (event,) = file.events
        assert file["method"] == "PUBLISH" and event["sequence"] == 0
        assert event.start == TEN and event.start.tzinfo.key == "Africa/Casablanca" and event.start.hour == 10
        assert event.end - event.start == timedelta(minutes=30)
        assert event["location"] == "Usine, Fès"
        assert event["uid"] == f"{agreed.pk}@wasl.example"
        assert "Africa/Casablanca" in {str(zone["tzid"]) for zone in file.timezones}
        assert "Amina" not in page.content.decode(), "a calendar is often kept by somebody else"

    def test_hers_names_the_firm_and_opens_her_page(self, cast, agreed, read):
        (event,) = Calendar.from_ical(read(cast.amina).get(reverse("slot-calendar", args=[agreed.pk])).content).events
        assert event["summary"] == "Interview: welder, Bao Câblage Démo"
        assert urlsplit(event["url"]).path == own("introduction", agreed.introduction)

    def test_only_the_two_sides(self, cast, agreed, read):
        address = reverse("slot-calendar", args=[agreed.pk])
        assert read().get(address).status_code == 302
        for who in (cast.chidi, cast.dalia):
            assert read(who).get(address).status_code == 404
        assert read(cast.samira).get(address).status_code == 200

    def test_a_free_moment_has_none(self, cast, free, read):
        assert read(cast.bao).get(reverse("slot-calendar", args=[free.pk])).status_code == 404

    def test_cancelled_it_takes_the_same_event_out(self, cast, read, free, met):
        read(cast.amina).post(own("slot-take", met, free.pk))
        address = firm("slot-cancel", met, free.pk)
        read(cast.bao).post(address, {"words": "The machine is broken. I offer another day tomorrow."})
        first, second = calendars()
        assert second["method"] == "CANCEL" and second.events[0]["status"] == "CANCELLED"
        assert first.events[0]["uid"] == second.events[0]["uid"]
        assert (first.events[0]["sequence"], second.events[0]["sequence"]) == (0, 1)


class TestWhatCameOfIt:
    def test_cancelling_asks_for_a_word_that_she_reads(self, cast, read, agreed, met):
        sent_by_sms.clear()
        bao, address = read(cast.bao), firm("slot-cancel", met, agreed.pk)
        assert "This field is required" in text(bao.post(address, {"words": " "}))
        for _again in range(2):
            bao.post(address, {"words": "The machine is broken."})
        agreed.refresh_from_db()
        assert agreed.outcome == "cancelled" and Letter.objects.get().words == "The machine is broken."
        assert len(sent_by_sms) == 1 and "cancelled" in sent_by_sms[0].text
        assert "The machine is broken." in text(read(cast.amina).get(own("letters", met)))
        assert slots.offer(met, [TEN + timedelta(days=1)], minutes=30, mode="phone", by=cast.bao)

    def test_a_free_one_is_taken_back_without_a_word(self, cast, read, free, met):
        bao = read(cast.bao)
        bao.post(firm("slot-settle", met, free.pk, "withdraw"))
        assert not Slot.objects.exists() and not sent_by_sms
        assert "no longer offered" in text(bao.post(firm("slot-settle", met, free.pk, "withdraw"), follow=True))

    def test_one_just_taken_is_not(self, cast, read, agreed, met):
        page = text(read(cast.bao).post(firm("slot-settle", met, agreed.pk, "withdraw"), follow=True))
        assert "just taken" in page and Slot.objects.exists()

    def test_she_cannot_come(self, cast, read, agreed, met):
        mail.outbox.clear()
        page = text(read(cast.amina).post(own("slot-give-up", met, agreed.pk), follow=True))
        assert "may offer other moments" in page
        assert not Slot.objects.exists() and calendars()[0]["method"] == "CANCEL"

    def test_held_moves_on_and_twice_is_once(self, cast, read, agreed, met):
        bao, address = read(cast.bao), firm("slot-settle", met, agreed.pk, "held")
        assert "still to come" in text(bao.post(address, follow=True))
        with time_machine.travel(TEN + timedelta(hours=1)):
            bao = read(cast.bao)
            assert "How did it go?" in text(bao.get(firm("candidate", met)))
            bao.post(address)
            bao.post(address)
        met.refresh_from_db()
        agreed.refresh_from_db()
        assert (met.stage, agreed.outcome) == ("interviewed", "held")
        assert Event.objects.filter(name="introduction.interviewed").count() == 1

    def test_missed_moves_nothing(self, cast, read, agreed, met):
        with time_machine.travel(TEN + timedelta(hours=1)):
            read(cast.bao).post(firm("slot-settle", met, agreed.pk, "missed"))
        met.refresh_from_db()
        assert met.stage == "accepted" and Slot.objects.get().outcome == "missed"

    def test_no_other_deed(self, cast, read, agreed, met):
        assert read(cast.bao).post(firm("slot-settle", met, agreed.pk, "erase")).status_code == 404

    def test_another_ones_slot_is_out_of_reach(self, cast, read, agreed, met):
        zineb = world.accepted(world.person("Zineb", of=cast.agency), cast.opening)
        with time_machine.travel(TEN + timedelta(hours=1)):
            read(cast.bao).post(firm("slot-settle", zineb, agreed.pk, "held"))
        agreed.refresh_from_db()
        assert agreed.outcome == ""
        zineb.refresh_from_db()
        assert zineb.stage == "accepted"


class TestReminding:
    def test_the_day_before_once(self, cast, agreed):
        reminders = Message.objects.filter(template="slot_tomorrow")
        for day, told in ((4, 0), (5, 1), (5, 1)):
            with time_machine.travel(datetime(2027, 5, day, 15, tzinfo=UTC)):
                tasks.remind_of_interviews()
            assert reminders.count() == told
        assert "10:00" in reminders.get().body

    def test_not_of_one_that_is_free_or_cancelled(self, cast, agreed):
        slots.cancel(agreed, by=cast.bao)
        with time_machine.travel(datetime(2027, 5, 5, 15, tzinfo=UTC)):
            assert slots.remind() == 0
        assert not Message.objects.filter(template="slot_tomorrow").exists()
