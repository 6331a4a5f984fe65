"""Amina and Bao write to each other; a message that asks for money or tells too much is read by Samira first."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, Event, Membership, SignInPhone
from accounts.sms import taken as sent_by_sms
from engagement.actions import NotNow, take_back
from engagement.meetings import letters
from engagement.models import Introduction, Letter
from returnees.erasing import erase
from returnees.models import Departure, Profile
from tests import world

pytestmark = pytest.mark.django_db
HELLO = "Bonjour, à quelle porte dois-je venir jeudi ?"
MONEY = "Please send 500 dirhams by Western Union to hold the place for you."
BAOS, AMINAS = "+212661000002", "+212661000001"


@pytest.fixture
def met(cast) -> Introduction:
    for user, number in ((cast.amina.user, AMINAS), (cast.bao, BAOS)):
        SignInPhone.objects.create(user=user, number=number, key=SignInPhone.key_of(number), verified=True)
    return world.accepted(cast.amina, cast.opening)


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def own(met: Introduction) -> str:
    return reverse("letters", args=[met.profile.code, met.pk])


def firm(met: Introduction) -> str:
    return reverse("letters-firm", args=[met.opening_id, met.pk])


def post(browser, address: str, words: str) -> str:
    """As somebody sends it from the page they read."""
    key = re.search(r'name="form_key" value="([^"]+)"', text(browser.get(address)))[1]
    return text(browser.post(address, {"words": words, "form_key": key}, follow=True))


class TestWriting:
    def test_one_writes_and_the_other_reads(self, cast, read, met):
        assert "Your message is sent" in post(read(cast.amina), own(met), HELLO)
        assert [one.to for one in sent_by_sms] == [BAOS]
        assert "porte" not in sent_by_sms[0].text
        page = text(read(cast.bao).get(firm(met)))
        assert HELLO in page and AMINAS[-6:] not in page and cast.amina.user.email not in page
        assert Letter.objects.get().read_at is not None
        assert "read" in text(read(cast.amina).get(own(met)))
        post(read(cast.bao), firm(met), "Porte 2, à dix heures.")
        assert sent_by_sms[-1].to == AMINAS
        page = text(read(cast.amina).get(own(met)))
        assert "Porte 2" in page and BAOS[-6:] not in page and cast.bao.email not in page

    def test_the_words_are_sealed(self, cast, read, met):
        post(read(cast.amina), own(met), HELLO)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM engagement_letter")
            assert "porte" not in repr(cursor.fetchall())

    def test_sent_twice_it_is_one(self, cast, read, met):
        bao, sent = read(cast.bao), {"words": "Venez jeudi.", "form_key": str(uuid.uuid4())}
        for _again in range(2):
            assert bao.post(firm(met), sent).status_code == 302
        assert Letter.objects.count() == 1 and len(sent_by_sms) == 1

    @pytest.mark.parametrize(("words", "said"), [("  ", "This field is required"), ("a" * 1001, "at most 1000")])
    def test_nothing_and_too_much_is_said_beside_the_field(self, cast, read, met, words, said):
        page = text(read(cast.bao).post(firm(met), {"words": words, "form_key": str(uuid.uuid4())}))
        assert said in page and not Letter.objects.exists()
        assert words.strip() in page

    def test_so_many_a_day(self, cast, read, met):
        for number in range(letters.A_DAY):
            letters.write(met, side="employer", words=f"Message {number}", by=cast.bao)
        page = text(read(cast.bao).post(firm(met), {"words": "One more", "form_key": str(uuid.uuid4())}))
        assert "enough for today" in page and "One more" in page, "what was typed is kept"
        letters.write(met, side="person", words="J'ai compris.", by=cast.amina.user)
        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            letters.write(met, side="employer", words="Another day", by=cast.bao)

    def test_samira_writes_for_her_but_has_not_read_for_her(self, cast, read, met):
        letters.write(met, side="employer", words="Venez jeudi.", by=cast.bao)
        samira = read(cast.samira)
        assert "Venez jeudi." in text(samira.get(own(met)))
        assert Letter.objects.get().read_at is None
        post(samira, own(met), HELLO)
        assert Letter.objects.get(side="person").by == cast.samira


class TestWhoMay:
    def test_nobody_else(self, cast, read, met):
        for who in (cast.chidi, cast.bao, cast.dalia):
            assert read(who).get(own(met)).status_code == 404
        for who in (cast.chidi, cast.amina, cast.samira, cast.dalia):
            assert read(who).get(firm(met)).status_code == 404

    @pytest.mark.parametrize("stage", ["proposed", "declined"])
    def test_only_after_the_yes_while_it_lives(self, cast, read, met, stage):
        who = {"declined_by": "employer", "reason": "skills"} if stage == "declined" else {}
        Introduction.objects.update(stage=stage, **who)
        assert read(cast.bao).get(firm(met)).status_code == read(cast.amina).get(own(met)).status_code == 404
        met.refresh_from_db()
        with pytest.raises(NotNow):
            letters.write(met, side="employer", words=HELLO, by=cast.bao)

    @pytest.mark.parametrize(("days", "open_"), [(29, True), (31, False)])
    def test_a_month_after_the_hire(self, cast, read, met, days, open_):
        Introduction.objects.update(stage="hired", stage_at=timezone.now())
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            met.refresh_from_db()
            assert letters.is_open(met) == open_
            assert ("no longer write" in text(read(cast.bao).get(firm(met)))) != open_

    def test_after_the_yes_is_taken_back_the_firm_reads_nothing(self, cast, read, met):
        letters.write(met, side="person", words=HELLO, by=cast.amina.user)
        Introduction.objects.update(stage="hired")  # which does not end by it
        take_back(cast.amina.user.consents.get(purpose="share_name"), by=cast.amina.user)
        assert read(cast.bao).get(firm(met)).status_code == 404
        met.refresh_from_db()
        assert not letters.is_open(met)
        assert HELLO in text(read(cast.amina).get(own(met))), "what she wrote stays hers"

    def test_erased_they_are_gone(self, cast, met):
        letters.write(met, side="person", words=HELLO, by=cast.amina.user)
        erase(cast.amina, by=cast.amina.user, reason=Departure.Reason.ASKED)
        assert not Letter.objects.exists()


class TestHolding:
    @pytest.mark.parametrize(
        ("words", "held"),
        [
            (MONEY, "money"),
            ("Mon IBAN est MA64 0115 1900 0001 2050 0053 4921.", "money"),
            ("J'ai demandé l'asile en Allemagne.", "asylum"),
            ("Je suis sortie de prison l'an dernier.", "detention"),
            ("My telephone is +212661000001, call me.", ""),
            (HELLO, ""),
        ],
    )
    def test_money_and_what_no_file_may_hold(self, words, held):
        assert letters.held_for(words) == held

    def test_samira_passes_it_on(self, cast, read, met):
        page = post(read(cast.bao), firm(met), MONEY)
        assert "Somebody of the agency reads this message before it is passed on" in page
        assert "reads it first" in text(read(cast.bao).get(firm(met)))
        assert MONEY not in text(read(cast.amina).get(own(met))) and not sent_by_sms
        samira = read(cast.samira)
        page = text(samira.get(reverse("held-letters")))
        assert "It speaks of money" in page and "Western" not in page
        letter = Letter.objects.get()
        assert MONEY in text(samira.get(reverse("held-letter", args=[letter.pk])))
        samira.post(reverse("held-letter", args=[letter.pk]), {"deed": "pass"})
        assert MONEY in text(read(cast.amina).get(own(met)))
        assert [one.to for one in sent_by_sms] == [AMINAS]
        assert Event.objects.get(name="introduction.letter_passed_on").by_id == cast.samira.pk

    def test_or_keeps_it_back_with_a_reason_that_the_sender_reads(self, cast, read, met):
        post(read(cast.bao), firm(met), MONEY)
        samira, address = read(cast.samira), reverse("held-letter", args=[Letter.objects.get().pk])
        assert "This field is required" in text(samira.post(address, {"deed": "keep"}))
        samira.post(address, {"deed": "keep", "because": "money"})
        assert [one.to for one in sent_by_sms] == [BAOS]
        page = text(read(cast.bao).get(firm(met)))
        assert "Not passed on" in page and "It asks for money" in page
        assert MONEY not in text(read(cast.amina).get(own(met)))
        page = text(samira.post(address, {"deed": "pass"}, follow=True))
        assert "decided on this message already" in page
        assert Letter.objects.get().passed is False

    def test_who_judges(self, cast, read, met):
        post(read(cast.bao), firm(met), MONEY)
        letter = Letter.objects.get()
        youssef = world.counsellor("Youssef", of=cast.agency)
        omar = world.user("Omar")
        Membership.objects.create(user=omar, agency=cast.agency, role="officer")
        for who, status in ((youssef, 404), (cast.dalia, 404), (cast.amina, 404), (cast.bao, 404), (omar, 200)):
            assert read(who).get(reverse("held-letter", args=[letter.pk])).status_code == status
        assert read(cast.chidi).get(reverse("held-letters")).status_code == 404

    def test_of_somebody_without_an_agency_the_officer_of_the_firm(self, cast, read, met):
        Profile.objects.update(agency=None, counsellor=None)
        met = Introduction.objects.get()
        with pytest.raises(NotNow):
            letters.write(met, side="employer", words=MONEY, by=cast.bao)
        cast.firm.agency = Agency.objects.get(name="Programme Wasl")
        cast.firm.save()
        met = Introduction.objects.get()
        letters.write(met, side="employer", words=MONEY, by=cast.bao)
        page = text(read(cast.dalia).get(reverse("held-letters")))
        assert "Bao Câblage Démo" in page and "Amina" not in page

    def test_the_list_costs_the_same_for_one_and_for_many(self, cast, read, met, django_assert_num_queries):
        letters.write(met, side="employer", words=MONEY, by=cast.bao)
        samira, address = read(cast.samira), reverse("held-letters")
        samira.get(address)
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as one:
            samira.get(address)
        for _more in range(5):
            letters.write(met, side="employer", words=MONEY, by=cast.bao)
        with CaptureQueriesContext(connection) as six:
            samira.get(address)
        assert len(one) == len(six)
