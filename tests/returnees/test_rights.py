"""Amina writes down the times she was insured abroad and follows her rights up; Samira sits beside her."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Event, Message
from returnees.evidence import NotAllowed
from returnees.fieldwise import WAS
from returnees.models import Conflict, Profile, RightsCase, SocialPeriod
from returnees.rights.actions import MOVES, move_right, remind_due
from returnees.rights.periods import Total
from returnees.rights.telling import RIGHTS, length, masked, right_name
from tests import world
from tests.returnees.test_editing import as_sent, form_on

pytestmark = pytest.mark.django_db
State = RightsCase.State
TODAY = timezone.localdate()


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def at(cast, name="rights", *more):
    return reverse(name, args=[cast.amina.code, *more])


class TestPeriods:
    def test_a_period_begins_with_two_answers_and_goes_on_field_by_field(self, cast, read):
        amina = read(cast.amina)
        page = amina.post(at(cast, "period-add"), {"country": "ES", "branch": "pension"})["Location"]
        period = SocialPeriod.objects.get()
        assert page == at(cast, "period", period.pk)
        typed = dict(starts_on="2019-03-01", ends_on="2019-06-30", regime="Seguridad Social", evidence="payslips")
        assert amina.post(page, as_sent(form_on(amina, page), **typed))["Location"] == at(cast) + "#periods"
        period.refresh_from_db()
        assert (period.starts_on, period.ends_on) == (date(2019, 3, 1), date(2019, 6, 30))
        assert (period.regime, period.evidence, period.totalisable) == ("Seguridad Social", "payslips", "unknown")
        names = list(Event.objects.filter(subject_id=cast.amina.pk).values_list("name", flat=True))
        assert names == ["profile.row_added", "profile.edited"]

    def test_nothing_has_to_be_dated(self, cast, read):
        period = world.period(cast.amina)
        amina, address = read(cast.amina), at(cast, "period", period.pk)
        amina.post(address, as_sent(form_on(amina, address), band="1-3y"))
        page = text(amina.get(at(cast)))
        assert "1 year to 3 years, roughly" in page and "1 to 3 years" in page
        period.refresh_from_db()
        assert (period.starts_on, period.ends_on, period.days) == (None, None, None)

    def test_dates_the_wrong_way_round_keep_the_rest(self, cast, read):
        period = world.period(cast.amina)
        amina, address = read(cast.amina), at(cast, "period", period.pk)
        wrong = dict(starts_on="2020-06-30", ends_on="2020-03-01", regime="INPS")
        page = text(amina.post(address, as_sent(form_on(amina, address), **wrong)))
        assert "The last day cannot be before the first." in page and 'value="2020-06-30"' in page
        period.refresh_from_db()
        assert (period.regime, period.starts_on) == ("INPS", None)

    def test_the_sums_are_told_in_words_and_say_who_really_counts(self, cast, read):
        for year in range(2010, 2025):
            world.period(cast.amina, date(year, 3, 1), date(year, 6, 30))
        # The same season twice does not count twice; another branch stands for itself.
        world.period(cast.amina, date(2012, 4, 1), date(2012, 5, 31))
        world.period(cast.amina, branch="health", days=120)
        page = text(read(cast.amina).get(at(cast)))
        assert "About 5 years" in page and "About 4 months" in page
        assert "Only the office can count" in page
        assert 'width="100%"' in page and 'width="7%"' in page

    def test_a_number_is_sealed_and_never_shown_whole(self, cast, read):
        period = world.period(cast.amina)
        amina, address = read(cast.amina), at(cast, "period", period.pk)
        amina.post(address, as_sent(form_on(amina, address), number="281234567840"))
        period.refresh_from_db()
        assert period.number == "281234567840"
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM returnees_socialperiod")
            assert "28123" not in cursor.fetchone()[0]
        for browser in (amina, read(cast.samira)):
            for page in (text(browser.get(address)), text(browser.get(at(cast)))):
                assert "281234567840" not in page and "28123" not in page and "•••• 840" in page

    def test_an_empty_field_leaves_the_number_and_a_tick_takes_it_out(self, cast, read):
        period = world.period(cast.amina, number="281234567840")
        amina, address = read(cast.amina), at(cast, "period", period.pk)
        amina.post(address, as_sent(form_on(amina, address), regime="CNSS"))
        period.refresh_from_db()
        assert (period.number, period.regime) == ("281234567840", "CNSS")
        amina.post(address, as_sent(form_on(amina, address), forget_number="on"))
        period.refresh_from_db()
        assert period.number == ""

    def test_two_devices_keep_both_values(self, cast, read):
        period = world.period(cast.amina, regime="CNSS")
        amina, address = read(cast.amina), at(cast, "period", period.pk)
        early = form_on(amina, address)
        amina.post(address, as_sent(form_on(amina, address), regime="CNSS Rabat"))
        assert amina.post(address, as_sent(early, regime="CNSS Fès"))["Location"] == at(cast, "conflicts")
        conflict = Conflict.objects.get()
        assert (conflict.stored, conflict.offered) == ("CNSS Rabat", "CNSS Fès")
        assert "CNSS Fès" in text(amina.get(at(cast, "conflicts")))
        amina.post(at(cast, "settle-conflict", conflict.pk), {"offered": "1"})
        period.refresh_from_db()
        assert period.regime == "CNSS Fès"

    def test_taking_out_asks_first(self, cast, read):
        period = world.period(cast.amina)
        amina, address = read(cast.amina), at(cast, "period-remove", period.pk)
        assert "Take it out" in text(amina.get(address))
        assert SocialPeriod.objects.exists()
        amina.post(address)
        assert not SocialPeriod.objects.exists()
        assert Event.objects.filter(name="profile.row_removed").exists()

    def test_somebody_elses_period_is_not_there(self, cast, read):
        other = world.period(world.person("Rachid", of=cast.agency, counsellor=cast.samira))
        assert read(cast.amina).get(at(cast, "period", other.pk)).status_code == 404
        assert read(cast.amina).post(at(cast, "period-remove", other.pk)).status_code == 404
        assert SocialPeriod.objects.filter(pk=other.pk).exists()

    def test_typed_while_signed_out_is_there_again(self, cast, read):
        period = world.period(cast.amina)
        address = at(cast, "period", period.pk)
        page = read(cast.amina).get(address)
        signed = page.content.decode().split('name="typed_by" value="')[1].split('"')[0]
        stranger = read()
        sent = as_sent(page.context["form"], regime="AVS Genève") | {"typed_by": signed}
        assert stranger.post(address, sent).status_code == 302
        assert not SocialPeriod.objects.filter(regime="AVS Genève").exists()
        stranger.force_login(cast.amina.user)
        again = text(stranger.get(address))
        assert "AVS Genève" in again and "You were signed out before this was saved." in again


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (Total("ES", "pension", 1826, 0, 0, 0), "about 5 years"),
        (Total("ES", "pension", 427, 0, 0, 0), "about 1 year and 2 months"),
        (Total("ES", "pension", 12, 0, 0, 0), "12 days"),
        (Total("ES", "pension", 0, 12, 36, 0), "1 year to 3 years, roughly"),
        (Total("ES", "pension", 365, 0, 6, 0), "about 1 year, up to 6 months more"),
        (Total("ES", "pension", 0, 120, None, 1), "at least 10 years, 1 period without a length"),
        (Total("ES", "pension", 0, 0, 0, 2), "2 periods without a length"),
    ],
)
def test_lengths_in_words(total, words):
    with translation.override("en"):
        assert length(total) == words


@pytest.mark.parametrize(("number", "shown"), [("", ""), ("1234567", "•••• "), ("12345678", "•••• 678")])
def test_a_short_number_shows_nothing_of_itself(number, shown):
    assert masked(number) == shown


class TestSteps:
    def test_a_right_is_followed_from_the_first_word_to_the_answer(self, cast, read):
        amina = read(cast.amina)
        page = amina.post(at(cast, "right-add"), {"country": "ES", "right": "old_age"})["Location"]
        case = RightsCase.objects.get()
        assert (page, case.state) == (at(cast, "right", case.pk), State.INFORMED)
        amina.post(page, as_sent(form_on(amina, page), next_action="Ask the CNSS for the form", office="CNSS Fès"))
        for to in (State.DOCUMENTS, State.FILED, State.REFUSED, State.APPEAL, State.GRANTED):
            amina.post(at(cast, "right-move", case.pk), {"to": to})
        shown = text(amina.get(at(cast)))
        assert "Old-age pension" in shown and "Ask the CNSS for the form" in shown and "granted" in shown
        told = Event.objects.filter(name="right.moved").order_by("pk").values_list("facts", flat=True)
        assert [one["now"] for one in told] == ["documents", "filed", "refused", "appeal", "granted"]

    def test_a_right_in_ones_own_words(self, cast, read):
        amina = read(cast.amina)
        assert "Choose a right" in text(amina.post(at(cast, "right-add"), {"country": "ES", "right": "", "other": ""}))
        amina.post(at(cast, "right-add"), {"country": "ES", "right": "", "other": "Subsidio agrario"})
        assert right_name(RightsCase.objects.get().right) == "Subsidio agrario"

    @pytest.mark.parametrize("here", State)
    @pytest.mark.parametrize("there", State)
    def test_every_move_is_in_the_table_or_refused_with_nothing_left_behind(self, cast, here, there):
        case = world.right(cast.amina, state=here, remind_on=TODAY)
        changed = Profile.objects.get(pk=cast.amina.pk).changed_at
        if there in MOVES[here]:
            assert move_right(case, there, by=cast.amina.user).state == there
            assert Event.objects.get().facts == {"right": case.pk, "before": here, "now": there}
            return
        with pytest.raises(NotAllowed):
            move_right(case, there, by=cast.amina.user)
        case.refresh_from_db()
        assert (case.state, case.remind_on) == (here, TODAY)
        assert not Event.objects.exists()
        assert Profile.objects.get(pk=cast.amina.pk).changed_at == changed

    def test_whoever_pressed_the_wrong_button_can_go_back(self):
        back = {(a, b) for a, several in MOVES.items() for b in several if a in MOVES[b]}
        assert {(State.GRANTED, State.FILED), (State.REFUSED, State.FILED), (State.DOCUMENTS, State.INFORMED)} <= back

    def test_a_move_that_is_not_there_changes_nothing(self, cast, read):
        case = world.right(cast.amina, state="informed")
        amina, address = read(cast.amina), at(cast, "right-move", case.pk)
        assert amina.post(address, {"to": "nonsense"}).status_code == 404
        answer = amina.post(address, {"to": "granted"}, follow=True)
        assert "there is no step to" in text(answer)
        case.refresh_from_db()
        assert case.state == "informed"

    def test_free_text_that_tells_too_much_is_shown_before_it_is_saved(self, cast, read):
        case = world.right(cast.amina)
        amina, address = read(cast.amina), at(cast, "right", case.pk)
        told = "ask the lawyer about my asylum request"
        page = text(amina.post(address, as_sent(form_on(amina, address), next_action=told)))
        assert "asylum" in page
        case.refresh_from_db()
        assert case.next_action == ""


class TestReminders:
    def test_once_on_its_day_and_again_only_for_a_later_day(self, cast):
        case = world.right(cast.amina, remind_on=TODAY)
        world.right(cast.amina, remind_on=TODAY + timedelta(1))
        assert [remind_due(), remind_due()] == [1, 0]
        case.refresh_from_db()
        assert case.reminded_on == TODAY
        assert Event.objects.get(name="right.reminded").facts == {"right": case.pk}
        RightsCase.objects.filter(pk=case.pk).update(remind_on=TODAY + timedelta(2))
        assert remind_due(TODAY + timedelta(1)) == 1  # the other one
        assert remind_due(TODAY + timedelta(2)) == 1

    def test_a_text_without_a_word_of_what_it_is_about_goes_to_amina_once(self, cast):
        EmailAddress.objects.create(user=cast.amina.user, email="amina@example.org", verified=True, primary=True)
        world.right(cast.amina, remind_on=TODAY, next_action="Ring the CNSS")
        remind_due()
        remind_due()
        message = Message.objects.get()
        assert (message.user, message.template, message.channel) == (cast.amina.user, "reminder", "mail")
        assert message.subject == "Your reminder" and "Sign in to see what" in message.body
        assert "CNSS" not in message.body + message.subject and "pension" not in message.body

    def test_who_has_no_address_is_reminded_on_their_page_only(self, cast):
        world.right(cast.amina, remind_on=TODAY)
        assert remind_due() == 1
        assert not Message.objects.exists()

    def test_nobody_is_reminded_of_a_closed_record(self, cast):
        world.right(cast.amina, remind_on=TODAY)
        Profile.objects.filter(pk=cast.amina.pk).update(status="closed")
        assert remind_due() == 0

    def test_amina_and_her_counsellor_see_it_and_nobody_else(self, cast, read):
        world.right(cast.amina, remind_on=TODAY, next_action="Ring the CNSS")
        assert "Ring the CNSS" in text(read(cast.amina).get("/"))
        assert "Ring the CNSS" in text(read(cast.samira).get("/"))
        assert Event.objects.filter(name="profile.listed", by_id=cast.samira.pk).exists()
        other = world.counsellor("Youssef", cast.agency)
        assert "Ring the CNSS" not in text(read(other).get("/"))

    def test_a_step_taken_answers_the_reminder_that_has_come(self, cast, read):
        case = world.right(cast.amina, state="informed", remind_on=TODAY)
        move_right(case, State.DOCUMENTS, by=cast.amina.user)
        assert "Steps whose day has come" not in text(read(cast.amina).get("/"))

    def test_one_that_lies_ahead_stays(self, cast):
        case = world.right(cast.amina, state="informed", remind_on=TODAY + timedelta(3))
        assert move_right(case, State.DOCUMENTS, by=cast.amina.user).remind_on == TODAY + timedelta(3)


class TestThePage:
    def test_the_sheets_of_her_countries_are_there(self, cast, read):
        world.period(cast.amina, country="ES")
        world.period(cast.amina, country="AT")
        page = text(read(cast.amina).get(at(cast)))
        assert reverse("rights-sheet", args=["ma-es"]) in page and reverse("rights-sheet", args=["ma-at"]) in page
        assert "periods can be added together" in page and "no sheet yet: whom to ask" in page
        assert reverse("rights-sheet", args=["ma-ma"]) not in page

    def test_samira_works_on_it_and_amina_sees_that_she_did(self, cast, read):
        read(cast.samira).get(at(cast))
        read(cast.samira).post(at(cast, "period-add"), {"country": "ES", "branch": "pension"})
        assert Event.objects.filter(name="profile.viewed", by_id=cast.samira.pk).exists()
        assert Event.objects.filter(name="profile.row_added", by_id=cast.samira.pk).exists()

    def test_a_colleague_finds_no_such_page(self, cast, read):
        other = world.counsellor("Youssef", cast.agency)
        period = world.period(cast.amina)
        for address in (at(cast), at(cast, "period", period.pk)):
            assert read(other).get(address).status_code == 404

    def test_rather_not_said_is_not_asked_for(self, cast, read):
        amina = read(cast.amina)
        assert "Nothing written yet." in text(amina.get(at(cast)))
        amina.post(at(cast, "rights-unsaid"))
        assert "You would rather not say more here" in text(amina.get(at(cast)))
        assert "rather not said" in text(amina.get(at(cast, "edit")))
        amina.post(at(cast, "rights-unsaid"), {"say": "1"})
        assert Profile.objects.get(pk=cast.amina.pk).unsaid == []

    def test_it_costs_the_same_for_one_period_and_for_many(self, cast, read):
        amina = read(cast.amina)

        def cost():
            text(amina.get(at(cast)))
            with CaptureQueriesContext(connection) as seen:
                text(amina.get(at(cast)))
            return len(seen)

        world.period(cast.amina, number="12345678")
        world.right(cast.amina)
        few = cost()
        for year in range(2000, 2020):
            world.period(cast.amina, date(year, 1, 1), date(year, 3, 1), number="12345678")
            world.right(cast.amina)
        assert cost() == few


def test_the_database_refuses_what_the_form_refuses(cast):
    period = world.period(cast.amina)
    period.starts_on, period.ends_on = date(2020, 2, 1), date(2020, 1, 1)
    with pytest.raises(ValidationError):
        period.validate_constraints()


def test_every_known_right_has_a_name():
    with translation.override("fr"):
        assert right_name("old_age") == "Pension de vieillesse"
    assert len({str(name) for name in RIGHTS.values()}) == len(RIGHTS)


def test_what_a_form_was_given_travels_with_it(cast, read):
    period = world.period(cast.amina, number="281234567840")
    page = read(cast.amina).get(at(cast, "period", period.pk)).content.decode()
    assert f'name="{WAS}number"' in page and "281234567840" not in page
