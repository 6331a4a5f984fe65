"""Bao reads who may fit as cards without a name, invites, and goes on with whoever says yes: step by step, or not."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.consents import withdraw
from accounts.models import Event
from employers.models import Employer, Member, Opening
from engagement.actions import (
    NotNow,
    accept,
    decline,
    decline_by_employer,
    hire,
    interviewed,
    introduce,
    invite,
    offer,
    shortlist,
)
from engagement.models import MOVES, Introduction, Stage
from matching.cards import K, reference
from matching.models import Label, Ranked
from returnees.models import Identity, Profile
from tests import world

pytestmark = pytest.mark.django_db
PHONE = "+212661000001"


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def told(cast, monkeypatch):
    """What was sent, to whom: (user, kind, facts)."""
    sent = []
    monkeypatch.setattr("accounts.messages.send", lambda to, template, **facts: sent.append((to, template, facts)))
    Identity(profile=cast.amina, given_name="Amina", family_name="Tazi", phone=PHONE, birth_year="1994").save()
    return sent


@pytest.fixture
def others(cast) -> list[Profile]:
    """Five people of another agency who can weld as Amina can."""
    oujda = world.agency("EIMEA Oujda")
    return [
        world.person(
            f"Other{number}", of=oujda, skills=[cast.weld, cast.plans], worked={cast.welder: 61 + number},
            speaks={"fr": 3}, available_from=date.today(),
        )
        for number in range(K)
    ]  # fmt: skip


@pytest.fixture
def proposed(cast, told, others) -> Introduction:
    return introduce(cast.amina, cast.opening, by=cast.samira)


@pytest.fixture
def accepted(cast, proposed) -> Introduction:
    return accept(proposed, by=cast.amina.user)


def letters(cast, profile=None) -> str:
    return reference(cast.opening.pk, (profile or cast.amina).pk)


def listed(cast, read, **query) -> str:
    return text(read(cast.bao).get(reverse("shortlist", args=[cast.opening.pk]), query))


def page_of(cast, read, row) -> str:
    return text(read(cast.bao).get(reverse("candidate", args=[row.opening_id, row.pk])))


class TestTheList:
    def test_cards_in_order_with_reasons_and_without_a_name(self, cast, read, told, others):
        page = listed(cast, read)
        everybody = [cast.amina, *others]
        for one in everybody:
            assert letters(cast, one) in page and one.code not in page
            assert one.identity.given_name not in page
        assert "2 of 2 required skills" in page and "Fits well" in page
        assert "5 years or more" in page and "61" not in re.sub(r"<[^>]*>", " ", page)
        assert "Amina" not in page and PHONE not in page and "Fès<" not in page

    def test_every_card_shown_is_kept_for_the_member_who_saw_it(self, cast, read, told, others):
        listed(cast, read)
        rows = Ranked.objects.filter(ranking__opening=cast.opening)
        assert {row.ranking.made_for for row in rows} == {cast.bao} and rows.count() == 6
        assert Label.objects.filter(stage="viewed", ranked__in=rows).count() == 6
        listed(cast, read)
        assert Ranked.objects.count() == Label.objects.count() == 6, "the same list, read again"

    def test_amina_reads_that_her_card_was_seen(self, cast, read, told, others):
        listed(cast, read)
        line = Event.objects.get(name="profile.listed", subject_id=cast.amina.pk, by_id=cast.bao.pk)
        assert line.facts == {"where": "shortlist", "opening": cast.opening.pk}
        page = text(read(cast.amina).get(reverse("seen", args=[cast.amina.code])))
        assert "Your card without a name was seen" in page

    def test_who_takes_the_agreement_back_is_gone_on_the_next_page(self, cast, read, told, others):
        assert letters(cast) in listed(cast, read)
        withdraw(cast.amina.user.consents.get(purpose="propose"), by=cast.amina.user)
        page = listed(cast, read)
        assert letters(cast) not in page and letters(cast, others[0]) in page

    def test_a_yes_to_the_text_before_firms_read_lists_is_for_the_agency_only(self, cast, read, told, others):
        yes = cast.amina.user.consents.filter(purpose="propose")
        yes.update(text_version="2026-01")
        assert letters(cast) not in listed(cast, read) and letters(cast, others[0]) in listed(cast, read)
        assert introduce(cast.amina, cast.opening, by=cast.samira).stage == "proposed"
        agreements = reverse("agreements", args=[cast.amina.code])
        assert "has changed since your yes" in text(read(cast.amina).get(agreements))
        read(cast.amina).post(reverse("agree", args=[cast.amina.code, "propose"]), {"answer": "yes"})
        assert "has changed since your yes" not in text(read(cast.amina).get(agreements))
        assert Profile.objects.listed_to_firms().filter(pk=cast.amina.pk).exists()

    def test_the_changes_of_others_do_not_show_for_a_while(self, cast, read, told, others):
        listed(cast, read)
        world.person("New", skills=[cast.weld, cast.plans], worked={cast.welder: 80})
        listed(cast, read)
        assert cast.opening.rankings.count() == 1
        cast.opening.rankings.update(made_at=timezone.now() - timezone.timedelta(minutes=16))
        assert listed(cast, read).count("<h3>") == 7

    def test_fewer_than_five_are_not_shown_at_all(self, cast, read, told, others):
        for one in others[1:]:
            withdraw(one.user.consents.get(purpose="propose"), by=one.user)
        page = listed(cast, read)
        assert "Fewer than 5 people can be proposed here" in page and letters(cast) not in page
        assert not Event.objects.filter(name="profile.listed", by_id=cast.bao.pk).exists()
        for number in range(5):
            world.person(f"Tailor{number}", worked={world.occupation("tailor", "7531"): 12})
        cast.opening.rankings.all().delete()
        assert "Fewer than 5 people fit at the moment" in listed(cast, read)

    def test_a_filter_goes_by_what_the_cards_say(self, cast, read, told, others):
        assert listed(cast, read, language="fr").count("<h3>") == 6
        Profile.objects.filter(pk=cast.amina.pk).update(available_from=None, changed_at=timezone.now())
        cast.opening.rankings.all().delete()
        page = listed(cast, read, now="on", skills="on")
        assert letters(cast) not in page and page.count("<h3>") == 5
        Profile.objects.exclude(pk=cast.amina.pk).update(available_from=None, changed_at=timezone.now())
        cast.opening.rankings.all().delete()
        assert "No card says this" in listed(cast, read, now="on")

    def test_only_who_may_meet_people_of_this_firm(self, cast, read, told, others):
        omar = world.user("Omar")
        Member.objects.create(user=omar, employer=world.employer("Other Démo"))
        poster = world.user("Poster")
        Member.objects.create(user=poster, employer=cast.firm, may_meet=False)
        for who in (cast.chidi, cast.samira, cast.amina, cast.dalia, omar, poster):
            assert read(who).get(reverse("shortlist", args=[cast.opening.pk])).status_code == 404
            assert read(who).get(reverse("candidates", args=[cast.opening.pk])).status_code == 404
            asked = reverse("invite", args=[cast.opening.pk, letters(cast)])
            assert read(who).post(asked).status_code == 404
        assert not Introduction.objects.exists()

    def test_a_closed_opening_lists_nobody(self, cast, read, told, others):
        Opening.objects.update(state="paused")
        page = listed(cast, read)
        assert "This opening is not open" in page and letters(cast) not in page

    def test_many_people_cost_what_few_cost(self, cast, read, told, others):
        def queries() -> int:
            listed(cast, read)
            with CaptureQueriesContext(connection) as seen:
                listed(cast, read)
            return len(seen)

        few = queries()
        for number in range(15):
            world.person(f"More{number}", skills=[cast.weld, cast.plans], worked={cast.welder: 62 + number})
        cast.opening.rankings.all().delete()
        assert queries() == few and "Page" not in listed(cast, read)


class TestInviting:
    def invited(self, cast, read, profile=None):
        page = listed(cast, read)
        deed = re.search(rf'action="([^"]+/{letters(cast, profile)}/invite/)"', page)[1]
        return text(read(cast.bao).post(deed, follow=True))

    def test_amina_is_told_that_the_firm_itself_asks(self, cast, read, told, others):
        page = self.invited(cast, read)
        assert "You are told when they say yes" in page
        row = Introduction.objects.get()
        assert (row.profile, row.stage, row.proposed_by) == (cast.amina, "proposed", cast.bao)
        assert row.ranked.profile == cast.amina and row.ranked.ranking.made_for == cast.bao
        assert told == [(cast.amina.user, "introduction", {"by_firm": True})]
        amina = text(read(cast.amina).get(reverse("introduction", args=[cast.amina.code, row.pk])))
        assert "invited by the firm itself" in amina and "What the employer learns with a yes" in amina
        assert "Never pay for a job" in amina
        samira = text(read(cast.samira).get(reverse("introduction", args=[cast.amina.code, row.pk])))
        assert "How far you have come" in samira and "invited by the firm itself" in samira
        assert "Amina" not in page and "Amina" not in page_of(cast, read, row)

    def test_people_of_another_agency_and_of_none_too(self, cast, read, told, others):
        Profile.objects.filter(pk=others[0].pk).update(agency=None)
        self.invited(cast, read, others[0])
        assert Introduction.objects.get().profile == others[0]

    def test_twice_is_once(self, cast, read, told, others):
        for _time in range(2):
            invite(cast.opening, cast.amina, by=cast.bao)
        assert Introduction.objects.count() == 1 and len(told) == 1

    def test_as_many_a_month_as_the_firm_can_meet(self, cast, read, told, others):
        Employer.objects.update(people_a_month=1)
        invite(cast.opening, cast.amina, by=cast.bao)
        with pytest.raises(NotNow, match="as many people this month"):
            invite(cast.opening, others[0], by=cast.bao)
        page = listed(cast, read)
        assert "you can still ask 0 people this month" in page and "/invite/" not in page
        Introduction.objects.update(proposed_at=timezone.now() - timezone.timedelta(days=32))
        invite(cast.opening, others[0], by=cast.bao)

    def test_not_who_is_not_on_the_list(self, cast, read, told, others):
        stranger = world.person("Tailor", worked={cast.welder: 3}, lives="Agadir")
        listed(cast, read)
        address = reverse("invite", args=[cast.opening.pk, letters(cast, stranger)])
        assert read(cast.bao).post(address).status_code == 404
        with pytest.raises(NotNow):
            invite(cast.opening, cast.amina, by=cast.samira)

    def test_who_said_no_is_not_asked_again(self, cast, read, told, others):
        decline(invite(cast.opening, cast.amina, by=cast.bao), by=cast.amina.user)
        page = listed(cast, read)
        assert letters(cast) not in page
        with pytest.raises(NotNow):
            invite(cast.opening, cast.amina, by=cast.bao)


class TestSteps:
    def test_from_the_yes_to_the_hire_a_tap_each_and_the_hire_asks_once_more(self, cast, read, accepted):
        bao = read(cast.bao)
        for label, stage, opening in (
            ("Go on with this person", "shortlisted", "shortlist"),
            ("We have met", "interviewed", "interview"),
            ("I have offered the post", "offered", "offered"),
        ):
            page = page_of(cast, read, accepted)
            assert "Amina Tazi" in page and "+212 6 61 00 00 01" in page
            deed = re.search(rf'action="([^"]+/to/\w+/)"[^<]*<input[^>]*> <button[^>]*>{label}', page)[1]
            bao.post(deed)
            accepted.refresh_from_db()
            cast.opening.refresh_from_db()
            assert (accepted.stage, cast.opening.state) == (stage, opening)
        page = page_of(cast, read, accepted)
        ask = re.search(r'href="([^"]+/hire/)"', page)[1]
        assert "Hired, just like this" in text(bao.get(ask))
        accepted.refresh_from_db()
        assert accepted.stage == Stage.OFFERED, "looking hires nobody"
        said = {
            "started_on": date.today().isoformat(),
            "contract": "permanent",
            "wage_monthly": "4000",
            "declared": "no",
        }
        bao.post(ask, said)
        bao.post(ask, said)
        accepted.refresh_from_db()
        cast.opening.refresh_from_db()
        assert (accepted.stage, cast.opening.state) == ("hired", "filled")
        assert Event.objects.filter(name="introduction.hired").count() == 1

    def test_each_step_is_a_label_of_the_very_row_that_was_shown(self, cast, read, told, others):
        listed(cast, read)
        row = accept(invite(cast.opening, cast.amina, by=cast.bao), by=cast.amina.user)
        for deed in (shortlist, shortlist, interviewed, offer, hire):
            deed(row, by=cast.bao)
        labels = Label.objects.filter(ranked=row.ranked).order_by("pk").values_list("stage", flat=True)
        assert list(labels) == ["viewed", "shortlisted", "interviewed", "offered", "hired"]

    def test_two_taps_and_a_reason_that_amina_reads_where_bao_agrees(self, cast, read, accepted, told):
        page = page_of(cast, read, accepted)
        deed = re.search(r'action="([^"]+/no/)"', page)[1]
        assert "<summary>Not this person</summary>" in page and 'name="reason" value="skills"' in page
        read(cast.bao).post(deed, {"reason": "skills", "shared": "on"})
        accepted.refresh_from_db()
        assert (accepted.declined_by, accepted.reason, accepted.reason_shared) == ("employer", "skills", True)
        page = text(read(cast.amina).get(reverse("introduction", args=[cast.amina.code, accepted.pk])))
        assert "The firm looks for other skills for this post." in page
        assert told[-1] == (cast.amina.user, "did_not_go_on", {"opening": "welder"})
        assert "It says nothing about other jobs" in page
        assert "Amina" not in page_of(cast, read, accepted)

    def test_a_no_is_a_label_that_says_whose(self, cast, read, told, others):
        listed(cast, read)
        row = accept(invite(cast.opening, cast.amina, by=cast.bao), by=cast.amina.user)
        decline_by_employer(row, by=cast.bao, reason="skills")
        assert row.ranked.labels.get(stage="declined").reason == "employer:skills"

    def test_a_reason_that_is_not_shared_stays_with_its_side(self, cast, read, accepted):
        decline_by_employer(accepted, by=cast.bao, reason="experience")
        page = text(read(cast.amina).get(reverse("introductions", args=[cast.amina.code])))
        assert "The firm gave no reason." in page and "experience for this post" not in page
        page = text(read(cast.bao).get(reverse("candidates", args=[cast.opening.pk])))
        assert "More experience is needed" in page, "to Bao it is known"

    def test_a_reason_out_of_the_air_does_nothing(self, cast, read, accepted):
        address = reverse("candidate-no", args=[cast.opening.pk, accepted.pk])
        page = text(read(cast.bao).post(address, {"reason": "age"}, follow=True))
        assert "Please choose a reason." in page
        accepted.refresh_from_db()
        assert accepted.stage == Stage.ACCEPTED

    def test_the_clock_of_the_employer_stops_at_its_first_deed(self, cast, read, accepted):
        assert accepted.accepted_at and accepted.answered_at is None
        first = shortlist(accepted, by=cast.bao).answered_at
        assert first >= accepted.accepted_at
        assert interviewed(accepted, by=cast.bao).answered_at == first

    def test_a_no_of_the_person_is_no_answer_of_the_employer(self, cast, read, accepted):
        decline(accepted, by=cast.amina.user)
        accepted.refresh_from_db()
        assert accepted.answered_at is None

    def test_bao_may_say_no_before_the_answer(self, cast, read, proposed):
        decline_by_employer(proposed, by=cast.bao, reason="filled")
        with pytest.raises(NotNow):
            accept(proposed, by=cast.amina.user)

    def test_nobody_else_moves_it(self, cast, read, accepted):
        omar = world.user("Omar")
        Member.objects.create(user=omar, employer=world.employer("Other Démo"))
        same = [cast.opening.pk, accepted.pk]
        for who in (cast.chidi, cast.samira, cast.amina, omar):
            assert read(who).get(reverse("candidate", args=same)).status_code == 404
            for address in (
                reverse("candidate-step", args=[*same, "shortlist"]),
                reverse("candidate-no", args=same),
                reverse("hire", args=same),
            ):
                assert read(who).post(address, {"reason": "skills"}).status_code == 404
        assert read(cast.bao).post(reverse("candidate-step", args=[*same, "hire"])).status_code == 404
        accepted.refresh_from_db()
        assert accepted.stage == Stage.ACCEPTED


DEEDS = {
    Stage.SHORTLISTED: shortlist,
    Stage.INTERVIEWED: interviewed,
    Stage.OFFERED: offer,
    Stage.HIRED: hire,
}


@pytest.mark.parametrize("before", Stage.values)
@pytest.mark.parametrize("after", [*DEEDS, Stage.DECLINED])
def test_the_table_says_which_deeds_are_done(cast, accepted, before, after):
    ended = {"declined_by": "person", "reason": "wage"} if before == Stage.DECLINED else {}
    Introduction.objects.filter(pk=accepted.pk).update(stage=before, **ended)
    if after == Stage.DECLINED:
        deed = lambda: decline_by_employer(accepted, by=cast.bao, reason="skills")  # noqa: E731
    else:
        deed = lambda: DEEDS[after](accepted, by=cast.bao)  # noqa: E731
    if after in MOVES[before] or before == after != Stage.DECLINED:
        assert deed().stage == after
    else:
        with pytest.raises(NotNow):
            deed()
        accepted.refresh_from_db()
        assert accepted.stage == before
