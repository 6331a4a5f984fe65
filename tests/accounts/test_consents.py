"""Amina's yes and no to each purpose: who may say them, what replaces what, and the words that they were given to."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from accounts.consents import CURRENT, TEXTS, NotTheirs, answers, give, refuse, remind, withdraw
from accounts.models import Consent, Event
from returnees.models import Profile
from tests import world

# Of the words of each version in three languages. A text that changes is another version, below the former:
# somebody said yes to these very words.
FROZEN = {
    "keep 2026-01": "84c7ebbe4bc0a1ca",
    "propose 2026-01": "e586b4884ddd11cd",
    "propose 2026-11": "09f3108456daff60",
    "share_name 2026-01": "63339d1851d2bffd",
    "follow_up 2026-01": "107e2b0c4f541a1a",
    "statistics 2026-01": "cdd216dc96128958",
    "partner 2026-01": "b6e10a0da59a4eeb",
    "show_abroad 2026-01": "a83fe5177ca3574f",
}


def test_nobody_changes_a_text_that_somebody_said_yes_to():
    assert {f"{text.purpose} {text.version}": text.fingerprint() for text in TEXTS} == FROZEN


def test_another_word_in_any_language_is_another_text():
    text = TEXTS[0]
    assert text.fingerprint(("en",)) != text.fingerprint(("fr",)) != text.fingerprint(("ar",))


def test_every_purpose_has_its_text():
    assert set(CURRENT) == set(Consent.Purpose)


@pytest.fixture
def amina(db):
    return world.person("Amina", agrees=None)


@pytest.fixture
def samira(amina):
    return world.counsellor()


def tapped(amina, purpose="propose", **facts):
    return give(amina.user, purpose, mode="tap", by=amina.user, **facts)


def lines():
    return list(Event.objects.filter(subject_type="accounts.consent").order_by("pk").values_list("name", flat=True))


class TestGiving:
    def test_a_yes_names_its_text_its_language_and_its_end(self, amina):
        with translation.override("ar"):
            row = tapped(amina)
        assert (row.granted, row.text_version, row.language, row.mode) == (True, "2026-11", "ar", "tap")
        assert row.expires_on == timezone.localdate() + timedelta(days=365)
        assert list(Profile.objects.findable()) == [amina]
        event = Event.objects.get(name="consent.given")
        assert (event.subject_id, event.by_id) == (row.pk, amina.user.pk)
        assert event.facts == {"purpose": "propose", "mode": "tap"}

    def test_a_new_answer_takes_the_place_of_the_old_which_stays(self, amina):
        first = tapped(amina)
        second = refuse(amina.user, "propose", mode="tap", by=amina.user)
        first.refresh_from_db()
        assert first.granted and first.withdrawn_at and first.withdrawn_by == amina.user
        assert answers(amina.user) == [second]
        assert not Profile.objects.findable().exists()
        assert lines() == ["consent.given", "consent.replaced", "consent.refused"]

    def test_a_yes_again_runs_another_year(self, amina):
        first = tapped(amina)
        Consent.objects.filter(pk=first.pk).update(
            given_at=timezone.now() - timedelta(340), expires_on=timezone.localdate() + timedelta(25)
        )
        again = tapped(amina)
        assert Consent.objects.live().get() == again
        assert again.expires_on == timezone.localdate() + timedelta(365)

    def test_two_firms_and_two_openings_of_one_name_are_two_answers(self, amina):
        for reference in ("opening:1", "opening:2"):
            tapped(amina, purpose="share_name", recipient="Firm · Welder", reference=reference)
        tapped(amina, purpose="share_name", recipient="Firm · Welder (TIG)", reference="opening:2")
        assert set(Consent.objects.live().values_list("reference", flat=True)) == {"opening:1", "opening:2"}
        assert Consent.objects.live().get(reference="opening:2").recipient == "Firm · Welder (TIG)"

    def test_it_ends_after_a_year(self, amina):
        row = tapped(amina)
        Consent.objects.filter(pk=row.pk).update(expires_on=timezone.localdate())
        row.refresh_from_db()
        assert row.state == "over"
        assert not Profile.objects.findable().exists()


class TestWhoMaySay:
    def test_samira_writes_down_what_was_said_before_her(self, amina, samira):
        row = give(amina.user, "propose", mode="oral", by=samira, witness=samira)
        assert (row.mode, row.witness) == ("oral", samira)

    @pytest.mark.parametrize(
        ("mode", "who", "before"),
        [
            ("tap", "samira", None),
            ("tap", "samira", "samira"),
            ("code", "samira", None),
            ("oral", "samira", None),
            ("paper", "samira", None),
            ("oral", "amina", "amina"),
            ("paper", "amina", "samira"),
            ("tap", "amina", "samira"),
        ],
    )
    def test_nobody_taps_for_amina_and_she_is_not_her_own_witness(self, amina, samira, mode, who, before):
        people = {"samira": samira, "amina": amina.user, None: None}
        with pytest.raises(NotTheirs):
            give(amina.user, "propose", mode=mode, by=people[who], witness=people[before])
        assert not Consent.objects.exists() and not lines()


class TestWithdrawing:
    def test_it_holds_from_that_moment_and_says_who_did_it(self, amina):
        row = tapped(amina)
        assert withdraw(row, by=amina.user)
        row.refresh_from_db()
        assert row.state == "withdrawn" and row.withdrawn_by == amina.user
        assert not Profile.objects.findable().exists()
        assert answers(amina.user) == [row]

    def test_twice_is_once(self, amina, samira):
        row = tapped(amina)
        withdraw(row, by=amina.user)
        assert not withdraw(row, by=samira)
        row.refresh_from_db()
        assert row.withdrawn_by == amina.user
        assert lines() == ["consent.given", "consent.withdrawn"]

    def test_a_clock_that_runs_late_does_not_stand_in_the_way(self, amina):
        row = tapped(amina)
        Consent.objects.filter(pk=row.pk).update(given_at=timezone.now() + timedelta(minutes=3))
        assert withdraw(row, by=amina.user)


def test_the_last_answer_to_each_question_is_told(amina):
    tapped(amina, "statistics")
    yes = tapped(amina, "partner", recipient="ANAPEC Fès")
    no = refuse(amina.user, "statistics", mode="tap", by=amina.user)
    other = tapped(amina, "partner", recipient="Chambre")
    withdraw(yes, by=amina.user)
    assert [(row, row.state) for row in answers(amina.user)] == [(yes, "withdrawn"), (no, "no"), (other, "yes")]


def test_only_a_purpose_that_is_known_is_asked(amina):
    with pytest.raises(KeyError):
        give(amina.user, "sell", mode="tap", by=amina.user)


class TestAskingAgain:
    @pytest.fixture
    def sent(self, monkeypatch):
        """Whom a text reached, and what it said; nobody whose name is in `unreachable`."""
        reached, unreachable = [], set()

        def send(to, template, **facts):
            if to.pk not in unreachable:
                reached.append((to, template, facts))
                return True
            return None

        monkeypatch.setattr("accounts.messages.send", send)
        return reached, unreachable

    def ends_in(self, amina, days, purpose="propose", **facts):
        row = tapped(amina, purpose, **facts)
        on = timezone.localdate() + timedelta(days)
        Consent.objects.filter(pk=row.pk).update(given_at=timezone.now() - timedelta(330), expires_on=on)
        return on

    def test_once_for_all_that_ends_and_not_again(self, amina, sent):
        soon = self.ends_in(amina, 12)
        self.ends_in(amina, 30, "statistics")
        self.ends_in(amina, 31, "follow_up")
        self.ends_in(amina, 5, "share_name", recipient="Bao · Welder", reference="opening:1")
        assert remind() == 1
        assert sent[0] == [(amina.user, "consent_ends", {"day": soon})]
        assert Event.objects.filter(name="consent.reminded").count() == 2
        assert remind() == 0 and len(sent[0]) == 1

    def test_not_of_what_is_over_withdrawn_or_no(self, amina, sent):
        self.ends_in(amina, 0)
        self.ends_in(amina, 10, "statistics")
        withdraw(Consent.objects.get(purpose="statistics"), by=amina.user)
        refuse(amina.user, "follow_up", mode="tap", by=amina.user)
        Consent.objects.filter(purpose="follow_up").update(expires_on=timezone.localdate() + timedelta(3))
        assert remind() == 0 and sent[0] == []

    def test_who_could_not_be_reached_is_told_when_they_can(self, amina, sent):
        self.ends_in(amina, 12)
        sent[1].add(amina.user.pk)
        assert remind() == 0
        assert not Event.objects.filter(name="consent.reminded").exists()
        sent[1].clear()
        assert remind() == 1

    def test_the_yes_of_next_year_is_asked_for_again_in_its_turn(self, amina, sent):
        self.ends_in(amina, 12)
        remind()
        self.ends_in(amina, 12)
        assert remind() == 1
