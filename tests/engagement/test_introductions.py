"""Samira proposes an opening, Amina says yes or no to this employer, Bao learns her name or nothing."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.consents import NotTheirs, refuse, withdraw
from accounts.models import Consent, Event, Message
from employers.models import Member, Opening
from engagement.actions import NotNow, accept, decline, introduce, shortlist, take_back
from engagement.models import Introduction, Stage
from matching.cards import reference
from returnees import erasing
from returnees.models import Contest, Identity, Profile
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
def proposed(cast, told) -> Introduction:
    return introduce(cast.amina, cast.opening, by=cast.samira)


def letters(cast) -> str:
    return reference(cast.opening.pk, cast.amina.pk)


def alike(cast, people: int = 4) -> None:
    """People who can do what Amina does: alone she would be known by it."""
    for number in range(people):
        world.person(
            f"Alike{number}",
            skills=[cast.weld, cast.plans],
            worked={cast.welder: 70 + number},
            speaks={"fr": 3},
            available_from=date.today(),
        )


def bao_sees(cast, read, opening=None) -> str:
    return text(read(cast.bao).get(reverse("candidates", args=[(opening or cast.opening).pk])))


def names(profile=None):
    return Consent.objects.live().filter(purpose="share_name")


class TestProposing:
    def test_from_the_list_to_the_person(self, cast, read, told):
        samira = read(cast.samira)
        page = text(samira.get(reverse("opening", args=[cast.opening.pk])))
        deed = re.search(r'action="([^"]+/introduce/[^"]+)"', page)[1]
        page = text(samira.post(deed, follow=True))
        assert "who can now say yes or no" in page
        assert "Propose this opening" not in page, "it is proposed once"
        row = Introduction.objects.get()
        assert (row.profile, row.opening, row.stage, row.proposed_by) == (
            cast.amina, cast.opening, "proposed", cast.samira,
        )  # fmt: skip
        assert row.ranked.profile == cast.amina and row.ranked.ranking.opening == cast.opening
        assert told == [(cast.amina.user, "introduction", {})]
        assert Event.objects.get(name="introduction.proposed").by_id == cast.samira.pk
        assert not names().exists()

    def test_twice_is_once(self, cast, proposed, told):
        assert introduce(cast.amina, cast.opening, by=cast.samira) == proposed
        assert len(told) == 1

    @pytest.mark.parametrize("why", ["withdrawn", "refused", "contested", "paused", "closed"])
    def test_not_without_a_yes_that_holds_and_an_opening_that_is_open(self, cast, told, why):
        yes = cast.amina.user.consents.get()
        if why == "withdrawn":
            withdraw(yes, by=cast.amina.user)
        elif why == "refused":
            refuse(cast.amina.user, "propose", mode="tap", by=cast.amina.user)
        elif why == "contested":
            Contest.objects.create(profile=cast.amina, matter="not_me")
        elif why == "paused":
            type(cast.amina).objects.update(status="paused")
        else:
            Opening.objects.update(deadline=date.today() - timedelta(1))
        with pytest.raises(NotNow):
            introduce(cast.amina, cast.opening, by=cast.samira)
        assert not Introduction.objects.exists() and told == []

    def test_only_an_agency_that_keeps_the_file(self, cast, read, told):
        for who in (cast.chidi, cast.bao, cast.dalia, cast.amina.user):
            with pytest.raises(NotNow):
                introduce(cast.amina, cast.opening, by=who)
            address = reverse("introduce", args=[cast.opening.pk, cast.amina.code])
            assert read(who).post(address).status_code == 404
        assert not Introduction.objects.exists()


class TestAnswering:
    def test_amina_reads_what_a_yes_gives_away_and_bao_may_call(self, cast, read, proposed, told):
        amina = read(cast.amina)
        page = text(amina.get(reverse("introductions", args=[cast.amina.code])))
        for said in ("welder", "Bao Câblage Démo", "Fès", "4,000", "44 hours per week", "2 of 2 required skills"):
            assert said in page
        assert "Amina Tazi" in page and "+212 6 61 00 00 01" in page, "what the employer would learn, as it stands"
        assert "how you came back, your age, your address" in page
        assert "There is no hurry" in page and "A no lowers nothing" in page

        before = bao_sees(cast, read)
        assert letters(cast) in before and "Amina" not in before and "61 00" not in before
        assert cast.amina.code not in before, "the code of her file is no firm's business"

        yes = re.search(r'action="([^"]+/yes/)"', page)[1]
        page = text(amina.post(yes, follow=True))
        assert "answered yes" in page
        row = names().get()
        assert (row.mode, row.recipient, row.reference) == (
            "tap", "Bao Câblage Démo · welder", f"opening:{cast.opening.pk}",
        )  # fmt: skip
        after = bao_sees(cast, read)
        assert "Amina Tazi" in after and "+212 6 61 00 00 01" in after
        assert "1994" not in after, "the year of birth stays hers"
        assert told[-1] == (cast.bao, "said_yes", {"opening": "welder"})
        assert Event.objects.get(name="introduction.accepted").by_id == cast.amina.user.pk

    def test_a_no_with_a_reason_gives_nothing(self, cast, read, proposed, told):
        amina = read(cast.amina)
        page = text(amina.get(reverse("introductions", args=[cast.amina.code])))
        ask = re.search(r'href="([^"]+/no/)"', page)[1]
        page = text(amina.get(ask))
        assert "The wage" in page and re.search(r'value="unsaid"[^>]* checked', page), "nobody needs to say why"
        amina.post(ask, {"reason": "distance"})
        proposed.refresh_from_db()
        assert (proposed.stage, proposed.declined_by, proposed.reason) == ("declined", "person", "distance")
        row = Consent.objects.get(purpose="share_name")
        assert not row.granted and row.mode == "tap"
        page = bao_sees(cast, read)
        assert "They gave no reason, and need not." in page and "too far" not in page
        assert [kind for _to, kind, _facts in told] == ["introduction"]
        with pytest.raises(NotNow):
            introduce(cast.amina, cast.opening, by=cast.samira)

    def test_samira_writes_down_what_was_said(self, cast, read, proposed):
        samira = read(cast.samira)
        page = text(samira.get(reverse("introductions", args=[cast.amina.code])))
        assert "Offer a private moment" in page and '/yes/" ' not in page.replace("action", "")
        ask = reverse("say-yes", args=[cast.amina.code, proposed.pk])
        assert 'class="error"' in text(samira.post(ask, {}))
        assert not names().exists()
        samira.post(ask, {"mode": "oral"})
        assert (names().get().mode, names().get().witness) == ("oral", cast.samira)

    def test_samira_does_not_tap_for_amina(self, cast, proposed):
        for deed in (accept, decline):
            with pytest.raises(NotTheirs):
                deed(proposed, by=cast.samira)
        proposed.refresh_from_db()
        assert proposed.stage == Stage.PROPOSED and not names().exists()

    def test_an_answer_is_given_once(self, cast, proposed):
        accept(proposed, by=cast.amina.user)
        with pytest.raises(NotNow):
            accept(proposed, by=cast.amina.user)
        assert names().count() == 1

    def test_a_no_after_the_yes_takes_the_name_away(self, cast, read, proposed, told):
        accept(proposed, by=cast.amina.user)
        shortlist(proposed, by=cast.bao)
        page = text(read(cast.amina).get(reverse("introduction", args=[cast.amina.code, proposed.pk])))
        ask = re.search(r'href="([^"]+/no/)"', page)[1]
        assert "no longer sees your name" in text(read(cast.amina).get(ask))
        read(cast.amina).post(ask, {"reason": "wage", "shared": "on"})
        page = bao_sees(cast, read)
        assert "Amina" not in page and "Please delete" in page and "The wage does not suit them." in page
        assert not names().exists()
        assert told[-1][1] == "name_withdrawn"
        with pytest.raises(NotNow):
            decline(proposed, by=cast.amina.user)

    def test_a_no_becomes_a_yes_when_she_says_so(self, cast, read, proposed):
        decline(proposed, by=cast.amina.user, reason="wage")
        page = text(read(cast.amina).get(reverse("introductions", args=[cast.amina.code])))
        address = re.search(r'href="([^"]+/yes/)"', page)[1]
        read(cast.amina).post(address)
        assert names().count() == 1 and Introduction.objects.live().get().stage == "accepted"
        proposed.refresh_from_db()
        assert proposed.reason == "wage", "what was said before stays"

    def test_not_after_the_opening_closed(self, cast, read, proposed):
        Opening.objects.update(state="filled")
        with pytest.raises(NotNow):
            accept(proposed, by=cast.amina.user)
        page = text(read(cast.amina).get(reverse("introductions", args=[cast.amina.code])))
        assert "closed before an answer" in page and "the employer may call me" not in page

    def test_nobody_else_answers_for_her(self, cast, read, proposed):
        rachid = world.person("Rachid")
        youssef = world.counsellor("Youssef", of=cast.agency)
        for name in ("say-yes", "say-no"):
            address = reverse(name, args=[cast.amina.code, proposed.pk])
            for who in (cast.chidi, cast.bao, cast.dalia, youssef, rachid):
                assert read(who).post(address, {"reason": "wage", "mode": "oral"}).status_code == 404
            assert read(rachid).post(reverse(name, args=[rachid.code, proposed.pk])).status_code == 404
        proposed.refresh_from_db()
        assert proposed.stage == Stage.PROPOSED


class TestTakingBack:
    def test_the_name_is_gone_on_the_next_page_and_bao_is_asked_to_delete_it(self, cast, read, proposed, told):
        accept(proposed, by=cast.amina.user)
        assert "Amina Tazi" in bao_sees(cast, read)
        amina = read(cast.amina)
        page = text(amina.get(reverse("agreements", args=[cast.amina.code])))
        sure = re.search(r'href="([^"]+/take-back/)"', page)[1]
        assert "We cannot erase what somebody has written down" in text(amina.get(sure))
        assert "Amina Tazi" in bao_sees(cast, read), "she has only looked"
        amina.post(sure)

        page = bao_sees(cast, read)
        assert "Amina" not in page and "61 00" not in page
        assert f"{letters(cast)}</bdi> has taken the yes back" in page and "Please delete" in page
        assert told[-1] == (cast.bao, "name_withdrawn", {"code": letters(cast), "opening": "welder"})
        proposed.refresh_from_db()
        assert (proposed.stage, proposed.declined_by, proposed.reason) == ("declined", "person", "changed_mind")
        assert Event.objects.filter(name__in=["consent.withdrawn", "introduction.declined"]).count() == 2

    def test_the_notice_goes_after_a_month(self, cast, read, proposed):
        accept(proposed, by=cast.amina.user)
        take_back(names().get(), by=cast.amina.user)
        Introduction.objects.update(stage_at=timezone.now() - timedelta(31), proposed_at=timezone.now() - timedelta(40))
        assert "Please delete" not in bao_sees(cast, read)

    def test_twice_is_once(self, cast, proposed, told):
        accept(proposed, by=cast.amina.user)
        yes = names().get()
        assert take_back(yes, by=cast.amina.user)
        assert not take_back(yes, by=cast.amina.user)
        assert [kind for _to, kind, _facts in told].count("name_withdrawn") == 1

    def test_a_hire_stays_a_hire(self, cast, proposed, told):
        accept(proposed, by=cast.amina.user)
        Introduction.objects.update(stage="hired")
        take_back(names().get(), by=cast.amina.user)
        proposed.refresh_from_db()
        assert proposed.stage == Stage.HIRED and told[-1][1] == "name_withdrawn"

    def test_a_yes_that_ran_out_shows_no_name(self, cast, read, proposed):
        accept(proposed, by=cast.amina.user)
        Consent.objects.filter(purpose="share_name").update(expires_on=date.today())
        page = bao_sees(cast, read)
        assert "Amina" not in page and letters(cast) not in page

    def test_who_erases_the_file_has_the_name_deleted_too(self, cast, proposed, told):
        accept(proposed, by=cast.amina.user)
        del told[:]
        code = letters(cast)
        erasing.erase(cast.amina, by=cast.amina.user, reason="asked")
        assert told == [(cast.bao, "name_withdrawn", {"code": code, "opening": "welder"})]

    def test_it_is_hers(self, cast, read, proposed):
        accept(proposed, by=cast.amina.user)
        address = reverse("take-back", args=[cast.amina.code, names().get().pk])
        for who in (cast.chidi, cast.bao, cast.dalia):
            assert read(who).post(address).status_code == 404
        rachid = world.person("Rachid")
        assert read(rachid).post(reverse("take-back", args=[rachid.code, names().get().pk])).status_code == 404
        propose = cast.amina.user.consents.get(purpose="propose")
        assert read(cast.amina).post(reverse("take-back", args=[cast.amina.code, propose.pk])).status_code == 404
        assert names().exists()


class TestTheEmployersPage:
    def test_only_the_people_of_the_firm(self, cast, read, proposed):
        accept(proposed, by=cast.amina.user)
        other = world.user("Omar")
        Member.objects.create(user=other, employer=world.employer("Other Démo"))
        address = reverse("candidates", args=[cast.opening.pk])
        for who in (cast.chidi, cast.samira, cast.amina, cast.dalia, other):
            assert read(who).get(address).status_code == 404

    def test_a_yes_to_one_opening_names_nobody_at_another_of_the_same_firm(self, cast, read, proposed):
        second = world.opening(cast.welder, by=cast.firm, required=(cast.weld,))
        introduce(cast.amina, second, by=cast.samira)
        accept(proposed, by=cast.amina.user)
        assert "Amina" in bao_sees(cast, read)
        assert "Amina" not in bao_sees(cast, read, second)

    def test_the_card_says_what_she_can_do_and_no_more(self, cast, read, proposed):
        cast.amina.stays.create(country="IT", band="1-3y", scheme_name="Secret scheme")
        cast.amina.experiences.update(title="In my words", tasks="At Fiat in Turin", start_year=2019, country="IT")
        alike(cast)
        page = bao_sees(cast, read)
        assert "2 of 2 required skills: weld steel, read plans" in page
        assert "Has worked as: welder, 5 years or more" in page and "French: B1, A2 asked for" in page
        assert "confirms it" not in page, "her supervisor alone vouches for her"
        assert "Arabic" not in page, "nobody asked for it"
        for never in ("Italy", "Turin", "Secret", "2019", "In my words", "Fès<"):
            assert never not in page
        world.consent(cast.amina, "show_abroad")
        page = bao_sees(cast, read)
        assert "abroad" not in page, "nobody else has been in Italy"
        for other in Profile.objects.exclude(pk=cast.amina.pk):
            other.stays.create(country="IT", band="3-5y")
            Profile.objects.update(changed_at=timezone.now())
        page = bao_sees(cast, read)
        assert "has worked abroad: Italy" in page and "1 to 3 years" not in page
        assert "Turin" not in page and "Secret" not in page

    def test_it_is_written_down_what_bao_saw(self, cast, read, proposed):
        bao_sees(cast, read)
        accept(proposed, by=cast.amina.user)
        bao_sees(cast, read)
        seen = Event.objects.filter(name="profile.listed", by_id=cast.bao.pk).order_by("pk")
        assert [event.facts for event in seen] == [
            {"where": "candidates", "opening": cast.opening.pk, "named": named} for named in (False, True)
        ]

    def test_many_people_cost_what_one_costs(self, cast, read, told):
        def meet(number: int) -> None:
            person = world.person(f"P{number}", skills=[cast.weld], worked={cast.welder: 12}, speaks={"fr": 3})
            person.stays.create(country="IT", band="1-3y")
            row = introduce(person, cast.opening, by=cast.samira)
            if number % 2:
                accept(row, by=person.user)

        def queries() -> int:
            bao_sees(cast, read)  # what is read once for many pages
            with CaptureQueriesContext(connection) as seen:
                bao_sees(cast, read)
            return len(seen)

        for number in range(4):
            meet(number)
        few = queries()
        for number in range(4, 24):
            meet(number)
        assert queries() == few


def test_many_proposals_cost_what_one_costs(cast, read, told):
    amina = read(cast.amina)
    address = reverse("introductions", args=[cast.amina.code])

    def queries() -> int:
        text(amina.get(address))
        with CaptureQueriesContext(connection) as seen:
            text(amina.get(address))
        return len(seen)

    def propose(number: int) -> None:
        opening = world.opening(
            cast.welder, by=world.employer(f"Firm {number}"), required=(cast.weld,), languages={"fr": 1}
        )
        row = introduce(cast.amina, opening, by=cast.samira)
        if number % 3 == 0:
            accept(row, by=cast.amina.user)

    for number in range(3):
        propose(number)
    few = queries()
    for number in range(3, 18):
        propose(number)
    assert queries() == few


def test_two_live_introductions_are_refused_by_the_database(cast, proposed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(profile=cast.amina, opening=cast.opening)
    assert not Message.objects.exists()
