"""The demo world is built once, the same from the same seed, never beside real people."""

import os
from datetime import date
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from accounts.models import Consent, Region, User
from employers.models import Opening, OpeningNeed
from engagement import demo
from engagement.models import EngagementEvent, FollowUp, Introduction, Placement
from mobility_schemes.models import Application, FunnelCount
from returnees.models import Experience, Identity, Profile, ProfileSkill, Stay
from skills import starter
from skills.actions import take_in

SMALL = {"people": 60, "openings": 40}
DAY = date(2026, 11, 22)


# The rows of each kind by what they say, without primary keys.
ROWS = {
    Profile: ["code", "place__name_fr", "wage_wish"],
    ProfileSkill: ["profile__code", "skill__code", "evidence", "learned"],
    Experience: ["profile__code", "occupation__code", "country", "months", "band", "team_size"],
    Stay: ["profile__code", "country", "band", "seasons"],
    Consent: ["person__profile__code", "purpose", "recipient", "granted", "expires_on"],
    Opening: ["employer__name", "title", "posts", "wage_min", "state", "published_at"],
    OpeningNeed: ["opening__title", "skill__code", "required"],
    Introduction: ["profile__code", "opening__title", "stage", "proposed_at", "reason"],
    Placement: ["introduction__profile__code", "started_on", "ended_on", "end_reason"],
    FollowUp: ["placement__introduction__profile__code", "month", "whom", "result", "attempts"],
    EngagementEvent: ["employer__name", "kind", "on", "reason"],
    Application: ["profile__code", "intake__label", "state", "submitted_at"],
    FunnelCount: ["step", "people", "source", "as_of"],
}


def told() -> dict[str, list[str]]:
    """The world as sorted lines, by kind of row."""
    # Sealed texts differ each time they are sealed: read as a page reads them.
    people = Identity.objects.select_related("profile")
    names = sorted(f"{one.profile.code} {one} {one.given_name_ar} {one.phone} {one.born}" for one in people)
    return {"Identity": names} | {
        model.__name__: sorted(map(str, model.objects.order_by().values_list(*fields)))
        for model, fields in ROWS.items()
    }


class Building(TestCase):
    """Every test begins with the vocabulary and without a world."""

    @classmethod
    def setUpTestData(cls) -> None:
        take_in(starter.read())

    def test_the_same_seed_and_day_give_the_same_world(self):
        demo.build(**SMALL, seed=7, today=DAY)
        first = told()
        demo.clear()
        demo.build(**SMALL, seed=7, today=DAY)
        second = told()
        assert [name for name, rows in second.items() if rows != first[name]] == []
        assert all(first.values())
        demo.clear()
        demo.build(**SMALL, seed=8, today=DAY)
        assert told()["Identity"] != first["Identity"]

    def test_a_second_world_is_refused_and_if_empty_says_nothing(self):
        said = StringIO()
        call_command("demo", "--people", "60", "--openings", "40", stdout=said)
        assert "60 people, 40 openings" in said.getvalue()
        with pytest.raises(CommandError, match="here already"):
            call_command("demo", "--people", "60", "--openings", "40")
        said = StringIO()
        call_command("demo", "--if-empty", stdout=said)
        assert (Profile.objects.count(), said.getvalue()) == (60, "")

    def test_replace_takes_the_old_world_away_and_keeps_who_runs_the_platform(self):
        runner = User.objects.create_superuser("runner@example.org", "a password of nobody's")
        call_command("demo", "--people", "60", "--openings", "40", "--seed", "1", stdout=StringIO())
        codes = set(Profile.objects.values_list("code", flat=True))
        call_command("demo", "--people", "70", "--openings", "40", "--seed", "2", "--replace", stdout=StringIO())
        assert Profile.objects.count() == 70
        assert not codes & set(Profile.objects.values_list("code", flat=True))
        assert User.objects.filter(pk=runner.pk).exists()

    def test_fictional_people_are_never_put_beside_real_ones(self):
        refused = pytest.raises(CommandError, match="This is not a demo")
        with mock.patch.dict(os.environ, APP_ENV="production"), refused:
            call_command("demo")
        with self.settings(DEMO=False), refused:
            call_command("demo")
        assert (Profile.objects.count(), Region.objects.count()) == (0, 0)

    def test_a_world_too_small_for_its_stories_is_refused(self):
        with pytest.raises(CommandError, match="at least 50 people"):
            call_command("demo", "--people", "10")
