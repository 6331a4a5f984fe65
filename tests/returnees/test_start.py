"""A file begins with a name and a town, and only for whoever agreed."""

import re

import pytest

from accounts import actions as accounts
from accounts.models import Consent, Event, Place, Region
from returnees import actions
from returnees.models import Identity, Profile
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    return accounts.open_account("+221771234567", language="en")


@pytest.fixture
def towns():
    world.town("Fès")
    thies = Region.objects.create(country="SN", code="sn-thies", name_en="Thies", name_fr="Thiès", name_ar="تييس")
    Place.objects.create(region=thies, name_en="Mbour", name_fr="Mbour", name_ar="مبور", latitude=14.4, longitude=-17)
    Place.objects.create(region=thies, name_en="Thies", name_fr="Thiès", name_ar="تييس", latitude=14.8, longitude=-17)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_towns_of_her_own_country_come_first_region_by_region(read, amina, towns):
    page = text(read(amina).get("/start/"))
    assert re.findall(r'<optgroup label="([^"]+)"', page) == ["Senegal: Thies", "Morocco: R"]
    assert re.findall(r'<option value="\d+">(\w+)</option>', page) == ["Mbour", "Thies", "Fès"]


def test_until_it_is_begun_the_first_page_leads_there(read, amina, towns):
    browser = read(amina)
    page = text(browser.get("/"))
    assert "Your file is not begun yet" in page and 'href="/start/"' in page
    browser.post("/start/", {"given_name": "Amina", "place": Place.objects.first().pk})
    assert "Your file is not begun yet" not in text(browser.get("/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"given_name": "", "place": "1"}, "This field is required."),
        ({"given_name": "Amina", "place": ""}, "Choose a town."),
        ({"given_name": "Amina", "place": "999999"}, "not one of the available choices"),
        ({"given_name": "A" * 81, "place": "1"}, "at most 80 characters"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_begun(read, amina, towns, typed, said):
    answer = read(amina).post("/start/", typed)
    assert answer.status_code == 200 and said in text(answer)
    assert not Profile.objects.exists()


def test_sent_twice_it_is_one_file(read, amina, towns):
    place = Place.objects.first()
    first = actions.begin(amina, given_name="Amina", place=place)
    assert actions.begin(amina, given_name="Amina", place=place) == first
    assert (Profile.objects.count(), Identity.objects.count()) == (1, 1)
    assert Event.objects.filter(name="profile.begun").count() == 1


def test_who_has_not_agreed_or_no_longer_begins_nothing(read, amina, towns):
    Consent.objects.filter(person=amina).update(granted=False)
    browser = read(amina)
    assert browser.get("/start/").status_code == 404
    assert browser.post("/start/", {"given_name": "Amina", "place": Place.objects.first().pk}).status_code == 404
    assert not Profile.objects.exists()
    with pytest.raises(actions.NotAgreed):
        actions.begin(amina, given_name="Amina", place=Place.objects.first())


def test_who_has_a_file_is_taken_to_it(cast, read):
    assert read(cast.amina).get("/start/")["Location"] == f"/people/{cast.amina.code}/"
