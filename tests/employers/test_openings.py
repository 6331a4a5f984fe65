"""Which openings are shown, to whom, and until when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event, Place, Region
from employers import actions
from employers.models import Employer, Opening
from engagement.actions import introduce
from tests import world

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = date.today() - timedelta(days=1), date.today() + timedelta(days=1)


@pytest.fixture
def welder():
    return world.occupation("welder")


def test_open_is_published_in_time_and_of_an_employer_somebody_has_verified(welder):
    shown = [
        world.opening(welder),
        world.opening(welder, deadline=date.today()),
        world.opening(welder, by=world.employer("Visited Démo", level=3), deadline=TOMORROW),
    ]
    world.opening(welder, deadline=YESTERDAY)
    world.opening(welder, state="draft", published_at=None)
    world.opening(welder, state="paused")
    world.opening(welder, by=world.employer("Unseen Démo", level=1))
    world.opening(welder, by=world.employer("Suspended Démo", suspended_at=timezone.now()))
    assert set(Opening.objects.open()) == set(shown)


def test_who_sees_what(welder):
    bao = world.user("Bao")
    his = world.opening(welder, by=world.employer("Bao Démo", level=0, member=bao), state="draft", published_at=None)
    open_one = world.opening(welder)
    samira, chidi = world.counsellor(), world.user("Chidi")
    assert set(Opening.objects.visible_to(bao)) == {his}
    assert set(Opening.objects.visible_to(samira)) == {open_one}
    assert set(Opening.objects.visible_to(chidi)) == {open_one}
    his.employer.agency = world.agency()
    his.employer.save()
    assert set(Opening.objects.visible_to(samira)) == {open_one, his}
    elsewhere = world.counsellor("Mame", of=world.agency("BAOS Thiès", country="SN"))
    assert not Opening.objects.visible_to(elsewhere).exists()


def test_an_opening_past_its_deadline_is_closed_once_and_it_is_written_down(welder):
    late = world.opening(welder, deadline=YESTERDAY)
    world.opening(welder, deadline=date.today())
    assert actions.close_expired() == 1
    assert actions.close_expired() == 0
    late.refresh_from_db()
    assert late.state == "expired" and late.closed_at
    assert [(e.name, e.subject_id, e.by_id) for e in Event.objects.all()] == [("opening.expired", late.pk, None)]


def test_verified_employers(welder):
    world.employer("A Démo", level=1)
    seen = world.employer("B Démo", level=2)
    assert list(Employer.objects.verified()) == [seen]


def test_openings_in_the_agencys_territory_come_first(welder):
    samira = world.counsellor()
    elsewhere = Region.objects.create(country="MA", code="ma-souss", name_en="S", name_fr="S", name_ar="س")
    far = world.opening(welder, at="Agadir")
    Place.objects.filter(name_fr="Agadir").update(region=elsewhere)
    near = world.opening(welder, published_at=timezone.now() - timedelta(days=30))
    world.agency().territory.add(near.site.place.region)
    assert list(Opening.objects.visible_to(samira).nearest_first(samira)) == [near, far]


def test_a_firm_that_does_not_show_its_name_is_named_to_its_agency_and_itself_only(cast, read):
    Opening.objects.filter(pk=cast.opening.pk).update(name_shown=False)
    name = str(cast.firm)
    for address in (reverse("openings"), reverse("home"), reverse("opening", args=[cast.opening.pk])):
        assert name not in read(cast.amina).get(address).content.decode(), address
        assert name not in read(cast.chidi).get(address).content.decode(), address
    for who in (cast.bao, cast.samira):
        assert name in read(who).get(reverse("openings")).content.decode()
    introduce(cast.amina, cast.opening, by=cast.samira)
    page = read(cast.amina).get(reverse("introductions", args=[cast.amina.code])).content.decode()
    assert name in page, "a yes is to somebody"
