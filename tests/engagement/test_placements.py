"""Amina is hired, in two taps or with changes; her file pauses and comes back; the end is told by whoever says it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Event, SignInPhone
from accounts.sms import taken as sent_by_sms
from employers.models import Member, SubsidyRule
from engagement.actions import NotNow, introduce, take_back
from engagement.models import Introduction, Placement
from engagement.placements.actions import end, look_again, months_later, record_hire
from matching.models import Label
from tests import world

pytestmark = pytest.mark.django_db
MAY = datetime(2027, 5, 3, 12, tzinfo=UTC)
AMINAS = "+212661000001"
PLAIN = {"started_on": date(2027, 5, 10), "contract": "permanent", "wage_monthly": Decimal(4000)}


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(MAY, tick=False):
        yield


@pytest.fixture
def met(cast) -> Introduction:
    SignInPhone.objects.create(user=cast.amina.user, number=AMINAS, key=SignInPhone.key_of(AMINAS), verified=True)
    return world.accepted(cast.amina, cast.opening, stage="interviewed")


@pytest.fixture
def placed(met, cast) -> Placement:
    made = record_hire(met, by=cast.bao, **PLAIN)
    sent_by_sms.clear()
    return made


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def firm(name: str, met: Introduction) -> str:
    return reverse(name, args=[met.opening_id, met.pk])


def own(name: str, met: Introduction) -> str:
    return reverse(name, args=[met.profile.code, met.pk])


def hidden(page: str) -> dict[str, str]:
    """What the button "just like this" sends."""
    import re

    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" (?:value="([^"]*)")?', page))
    return {name: value for name, value in fields.items() if name not in {"csrfmiddlewaretoken", "typed_by"}}


class TestTheHire:
    def test_two_taps(self, cast, read, met):
        bao = read(cast.bao)
        assert firm("hire", met) in text(bao.get(firm("candidate", met)))
        page = text(bao.get(firm("hire", met)))
        assert "4,000" in page and "permanent contract" in page
        sent = hidden(page)
        page = text(bao.post(firm("hire", met), sent, follow=True))
        assert "We ask in 3 months" in page and "The hire" in page
        row = Placement.objects.get()
        assert (row.started_on, row.contract, row.wage_monthly) == (MAY.date(), "permanent", Decimal(4000))
        assert (row.subsidised, row.declared, row.recorded_by) == (False, None, cast.bao)
        met.refresh_from_db()
        assert met.stage == "hired" and Event.objects.get(name="placement.recorded").by_id == cast.bao.pk

    def test_sent_twice_it_is_one_hire(self, cast, read, met):
        bao = read(cast.bao)
        sent = hidden(text(bao.get(firm("hire", met))))
        bao.post(firm("hire", met), sent)
        bao.post(firm("hire", met), sent)
        assert record_hire(met, by=cast.bao, **PLAIN) == Placement.objects.get()
        assert len(sent_by_sms) == 1 and Event.objects.filter(name="introduction.hired").count() == 1

    def test_with_changes_and_a_subsidy_named(self, cast, read, met):
        rule = SubsidyRule.objects.create(
            country="MA", programme="Idmaj Démo", valid_from=date(2020, 1, 1), conditions={}, benefit="b", source="s"
        )
        over = SubsidyRule.objects.create(
            country="MA", programme="Old Démo", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1), conditions={},
            benefit="b", source="s",
        )  # fmt: skip
        bao = read(cast.bao)
        page = text(bao.get(firm("hire", met)))
        assert "Idmaj Démo" in page and over.programme not in page
        said = {
            "started_on": "2027-06-01", "contract": "permanent", "wage_monthly": "4200.50", "subsidy": str(rule.pk),
            "declared": "yes",
        }  # fmt: skip
        bao.post(firm("hire", met), said)
        row = Placement.objects.get()
        assert (row.started_on, row.wage_monthly, row.declared) == (date(2027, 6, 1), Decimal("4200.50"), True)
        assert row.subsidised and row.subsidy == rule

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("started_on", "", "This field is required"),
            ("started_on", "soon", "valid date"),
            ("started_on", "2019-01-01", "less than a year from today"),
            ("wage_monthly", "much", "Enter a number"),
            ("wage_monthly", "0", "greater than or equal to 1"),
            ("contract", "marriage", "Select a valid choice"),
            ("declared", "perhaps", "Select a valid choice"),
            ("subsidy", "9999", "Select a valid choice"),
        ],
    )
    def test_bad_input_is_said_beside_the_field_and_kept(self, cast, read, met, field, value, said):
        typed = {"started_on": "2027-05-10", "contract": "permanent", "wage_monthly": "4321", "declared": "no"}
        page = text(read(cast.bao).post(firm("hire", met), {**typed, field: value}))
        assert said in page and not Placement.objects.exists()
        assert field == "wage_monthly" or 'value="4321"' in page
        assert "<details" in page and " open>" in page.replace("open >", "open>")

    def test_the_last_post_fills_the_opening(self, cast, met):
        record_hire(met, by=cast.bao, **PLAIN)
        cast.opening.refresh_from_db()
        assert cast.opening.state == "filled"

    def test_one_of_two_does_not(self, cast, met):
        cast.opening.posts = 2
        cast.opening.save()
        record_hire(met, by=cast.bao, **PLAIN)
        cast.opening.refresh_from_db()
        assert cast.opening.is_live

    @pytest.mark.parametrize("stage", ["proposed", "declined"])
    def test_nobody_is_hired_without_having_said_yes(self, cast, read, met, stage):
        who = {"declined_by": "person", "reason": "wage"} if stage == "declined" else {}
        Introduction.objects.update(stage=stage, **who)
        with pytest.raises(NotNow):
            record_hire(Introduction.objects.get(), by=cast.bao, **PLAIN)
        assert not Placement.objects.exists() and read(cast.bao).get(firm("hire", met)).status_code == 404

    def test_who_may_tell(self, cast, read, met):
        for who in (cast.chidi, cast.amina, cast.samira, cast.dalia):
            assert read(who).get(firm("hire", met)).status_code == 404
        for who in (cast.chidi, cast.amina, cast.bao, cast.dalia):
            assert read(who).get(own("hire-told", met)).status_code == 404
        Member.objects.update(may_meet=False)
        assert read(cast.bao).get(firm("hire", met)).status_code == 404

    def test_samira_was_told(self, cast, read, met):
        samira = read(cast.samira)
        sent = hidden(text(samira.get(own("hire-told", met))))
        samira.post(own("hire-told", met), sent)
        assert Placement.objects.get().recorded_by == cast.samira

    def test_the_questions_are_laid(self, cast, placed):
        asked = placed.follow_ups.values_list("month", "whom", "due_on", "result")
        assert set(asked) == {
            (month, whom, due, "due")
            for month, due in ((3, date(2027, 8, 10)), (6, date(2027, 11, 10)), (12, date(2028, 5, 10)))
            for whom in ("employer", "person")
        }

    def test_what_the_list_learns(self, cast, met):
        from matching.ranking import rank

        ranking = rank(cast.opening, by=cast.samira)
        met.ranked = ranking.rows.get(profile=cast.amina)
        met.save()
        record_hire(met, by=cast.bao, **PLAIN)
        assert Label.objects.get().stage == "hired"

    @pytest.mark.parametrize(
        ("first", "months", "then"),
        [
            (date(2027, 11, 30), 3, date(2028, 2, 29)),
            (date(2027, 1, 31), 6, date(2027, 7, 31)),
            (date(2027, 12, 1), 12, date(2028, 12, 1)),
        ],
    )
    def test_months_later(self, first, months, then):
        assert months_later(first, months) == then


class TestThePause:
    def test_the_file_pauses_and_she_is_told_how_to_come_back(self, cast, read, met):
        bao = read(cast.bao)
        bao.post(firm("hire", met), hidden(text(bao.get(firm("hire", met)))))
        cast.amina.refresh_from_db()
        assert cast.amina.status == "paused"
        assert [one.to for one in sent_by_sms] == [AMINAS] and "open it again" in sent_by_sms[0].text
        assert "Amina" in text(read(cast.bao).get(firm("letters-firm", met))), "her employer still knows who she is"
        other = world.opening(cast.welder)
        with pytest.raises(NotNow):
            introduce(cast.amina, other, by=cast.samira)

        amina, address = read(cast.amina), reverse("look-again", args=[cast.amina.code])
        assert address in text(amina.get(reverse("person", args=[cast.amina.code])))
        page = text(amina.post(address, follow=True))
        assert "open again" in page and address not in page
        introduce(cast.amina, other, by=cast.samira)
        assert not look_again(cast.amina, by=cast.amina.user), "twice is once"

    def test_only_the_person_and_who_accompanies_them(self, cast, read, placed):
        address = reverse("look-again", args=[cast.amina.code])
        for who in (cast.chidi, cast.bao, cast.dalia):
            assert read(who).post(address).status_code == 404
        assert read(cast.samira).post(address).status_code == 302


class TestTheEnd:
    def test_amina_says_it_and_bao_does_not_read_why(self, cast, read, placed, met):
        with time_machine.travel(MAY + timedelta(days=60)):
            amina, address = read(cast.amina), own("placement-end-told", met)
            page = text(amina.get(address))
            assert "The wage or the conditions were not kept" in page
            amina.post(address, {"ended_on": "2027-06-30", "reason": "conditions"})
            placed.refresh_from_db()
            assert (placed.ended_on, placed.end_reason, placed.ended_by) == (
                date(2027, 6, 30), "conditions", "person",
            )  # fmt: skip
            page = text(read(cast.bao).get(firm("candidate", met)))
            assert "30 June 2027" in page and "conditions" not in page
            assert "were not kept" in text(amina.get(own("introduction", met)))
        assert placed.follow_ups.filter(whom="employer").count() == 3, "the firm is still asked what it sees"

    def test_bao_says_it_in_his_words_and_is_asked_no_more(self, cast, read, placed, met):
        with time_machine.travel(MAY + timedelta(days=150)):
            bao, address = read(cast.bao), firm("placement-end", met)
            assert "We ended it" in text(bao.get(address))
            for _again in range(2):
                bao.post(address, {"ended_on": "2027-09-30", "reason": "dismissed"})
        assert [one.to for one in sent_by_sms] == [AMINAS]
        assert list(placed.follow_ups.filter(whom="employer").values_list("month", flat=True)) == [3]
        assert placed.follow_ups.filter(whom="person").count() == 3
        assert Event.objects.filter(name="placement.ended").count() == 1

    def test_whoever_says_it_second_is_told(self, cast, placed):
        end(placed, by=cast.bao, told_by="employer", ended_on=date(2027, 5, 20), reason="resigned")
        with pytest.raises(NotNow, match="20 May 2027"):
            end(placed, by=cast.amina.user, told_by="person", ended_on=date(2027, 5, 21), reason="conditions")

    @pytest.mark.parametrize(
        ("day", "said"),
        [("", "This field is required"), ("2027-05-01", "before it started"), ("2027-08-01", "still to come")],
    )
    def test_days_that_cannot_be(self, cast, read, placed, met, day, said):
        with time_machine.travel(MAY + timedelta(days=30)):
            page = text(read(cast.bao).post(firm("placement-end", met), {"ended_on": day, "reason": "dismissed"}))
        assert said in page
        placed.refresh_from_db()
        assert placed.ended_on is None

    def test_after_she_takes_the_yes_back_the_page_is_gone(self, cast, read, placed, met):
        take_back(cast.amina.user.consents.get(purpose="share_name"), by=cast.amina.user)
        assert read(cast.bao).get(firm("placement-end", met)).status_code == 404


class TestTheAgencysPage:
    def test_the_list(self, cast, read, placed):
        samira = read(cast.samira)
        page = text(samira.get(reverse("placements")))
        assert "Amina" in page and "at work" in page
        assert "Nobody waits to be called" in text(samira.get(reverse("placements") + "?show=due"))
        with time_machine.travel(MAY + timedelta(days=100)):
            samira = read(cast.samira)
            assert "Amina" in text(samira.get(reverse("placements") + "?show=due"))

    def test_strangers_see_none(self, cast, read, placed):
        for who in (cast.chidi, cast.bao, cast.amina):
            assert read(who).get(reverse("placements")).status_code == 404
        assert "Amina" not in text(read(cast.dalia).get(reverse("placements")))
        assert read(cast.dalia).get(reverse("placement", args=[placed.pk])).status_code == 404

    def test_the_agency_of_the_firm_sees_the_hire_and_no_name(self, cast, read, placed):
        leila = world.counsellor("Leila", of=world.agency("EIMEA Oujda"))
        cast.firm.agency = world.agency("EIMEA Oujda")
        cast.firm.save()
        browser = read(leila)
        for address in (reverse("placements"), reverse("placement", args=[placed.pk])):
            page = text(browser.get(address))
            assert "welder" in page and "Amina" not in page
        assert "The person says" not in page

    def test_it_costs_the_same_for_one_and_for_many(self, cast, read, placed):
        samira = read(cast.samira)
        samira.get(reverse("placements"))
        with CaptureQueriesContext(connection) as one:
            samira.get(reverse("placements"))
        for number in range(4):
            zineb = world.accepted(world.person(f"Zineb{number}", of=cast.agency), cast.opening, stage="hired")
            record_hire(zineb, by=cast.samira, **PLAIN)
        with CaptureQueriesContext(connection) as five:
            samira.get(reverse("placements"))
        assert len(one) == len(five)
