"""What was kept long enough goes by itself, after a warning where it is somebody's whole file; twice is once."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts import sms
from accounts.models import Event, User
from engagement.models import Outcome, Placement
from returnees import retention
from returnees.models import (
    ClaimCode,
    ClaimTry,
    Contest,
    Departure,
    Export,
    ExportedPerson,
    Identity,
    Profile,
    ReturnContext,
)
from tests import world

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30.5)


def later(span: timedelta):
    return time_machine.travel(timezone.now() + span, tick=False)


@pytest.fixture
def fatna(cast) -> Profile:
    user = User.objects.create_user(language="en")
    fatna = Profile.objects.create(user=user, agency=cast.agency, counsellor=cast.samira, place=world.town())
    Identity.objects.create(profile=fatna, given_name="Fatna", phone="+212612345678")
    # The others are heard of.
    Profile.objects.exclude(pk=fatna.pk).update(heard_at=timezone.now() + timedelta(days=3000))
    return fatna


class TestSilence:
    def test_warned_at_23_months_erased_at_24(self, cast, read, fatna, django_capture_on_commit_callbacks):
        with later(22.5 * MONTH):
            assert retention.warn_of_silence() == 0
        with later(23 * MONTH):
            with django_capture_on_commit_callbacks(execute=True):
                assert [retention.warn_of_silence(), retention.warn_of_silence()] == [1, 0]
            assert sms.taken[-1].to == "+212612345678" and "Fatna" not in sms.taken[-1].text
            assert len(sms.taken) == 1
            assert fatna.code in read(cast.samira).get("/").content.decode(), "on her counsellor's first page"
            assert retention.erase_silent(retention.ERASED_AFTER) == 0
        with later(24.1 * MONTH):
            assert retention.forget()["a file nobody hears of"] == 1
            assert retention.forget()["a file nobody hears of"] == 0
        assert not Profile.objects.filter(pk=fatna.pk).exists()
        assert Departure.objects.get().reason == "idle"
        assert Event.objects.get(name="profile.erased").by_id is None

    def test_a_late_warning_leaves_a_month_to_answer(self, fatna):
        with later(30 * MONTH):
            assert retention.erase_silent(retention.ERASED_AFTER) == 0, "never without a warning"
            assert retention.warn_of_silence() == 1
            assert retention.erase_silent(retention.ERASED_AFTER) == 0
        with later(30 * MONTH + timedelta(days=29)):
            assert retention.erase_silent(retention.ERASED_AFTER) == 0
        with later(30 * MONTH + timedelta(days=30)):
            assert retention.erase_silent(retention.ERASED_AFTER) == 1

    @pytest.mark.parametrize("sign", ["keep", "changed", "signed in"])
    def test_a_sign_of_life_begins_it_anew(self, cast, read, fatna, sign):
        with later(23 * MONTH):
            retention.warn_of_silence()
            if sign == "keep":
                samira = read(cast.samira)
                assert samira.post(reverse("keep", args=[fatna.code])).status_code == 302
                assert Event.objects.filter(name="profile.kept", by_id=cast.samira.pk).exists()
            elif sign == "changed":
                Profile.objects.filter(pk=fatna.pk).update(changed_at=timezone.now() + timedelta(seconds=1))
            else:
                User.objects.filter(pk=fatna.user_id).update(last_login=timezone.now() + timedelta(seconds=1))
            assert not retention.ending().exists()
        with later(26 * MONTH):
            assert retention.erase_silent(retention.ERASED_AFTER) == 0
        with later(46.5 * MONTH):
            assert retention.warn_of_silence() == 1

    def test_in_batches(self, cast, fatna):
        Profile.objects.update(heard_at=timezone.now())
        with later(23 * MONTH):
            assert [retention.warn_of_silence(most=1) for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize("period", retention.PERIODS[1:], ids=lambda period: period.what)
def test_each_row_goes_when_its_time_is_over_and_not_before(cast, period):
    now = timezone.now()
    export = Export.objects.create(kind="own", by=cast.amina.user, asked_at=now, expires_at=now + timedelta(days=1))
    met = world.accepted(cast.amina, cast.opening, stage="hired")
    hire = Placement.objects.create(introduction=met, started_on=now.date(), contract="permanent", wage_monthly=1)
    asked = hire.follow_ups.create(month=3, whom="person", due_on=now.date())
    rows = {
        "what was answered about a hire": Outcome.objects.create(follow_up=asked, same_employer=True, at=now),
        "what stands in a copy": ExportedPerson.objects.create(export=export, profile=cast.amina, content="x"),
        "that a copy was asked for": export,
        "how somebody came back": ReturnContext.objects.create(profile=cast.amina, kind="own", noted_at=now),
        "codes to take over a file": ClaimCode.objects.create(
            profile=cast.amina, key="k", made_at=now - timedelta(days=1), expires_at=now
        ),
        "wrong codes, by network": ClaimTry.objects.create(network="n", at=now),
        "contests and their answers": Contest.objects.create(
            profile=cast.amina, matter="wrong", outcome="upheld", made_at=now, answered_at=now
        ),
        "two versions of a field": cast.amina.conflicts.create(field="f", at=now),
    }
    row = rows[period.what]
    with later(period.kept - timedelta(minutes=5)):
        period.forget(period.kept)
        assert type(row)._base_manager.filter(pk=row.pk).exists()
    with later(period.kept + timedelta(minutes=5)):
        assert [period.forget(period.kept), period.forget(period.kept)] == [1, 0]
        assert not type(row)._base_manager.filter(pk=row.pk).exists()


def test_one_table_that_fails_does_not_hold_the_others(cast, monkeypatch):
    ClaimTry.objects.create(network="n", at=timezone.now() - timedelta(days=2))
    broken = retention.Period("broken", timedelta(0), "always", lambda _kept: 1 // 0)
    monkeypatch.setattr(retention, "PERIODS", [broken, *retention.PERIODS])
    went = retention.forget()
    assert "broken" not in went and went["wrong codes, by network"] == 1
