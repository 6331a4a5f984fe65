"""Somebody who came alone lets an agency accompany them, and takes it back."""

import pytest
from django.urls import reverse

from accounts.models import Agency, Event
from returnees.models import Profile
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def zineb(cast):
    """Nobody accompanies her."""
    zineb = world.person("Zineb")
    Profile.objects.filter(pk=zineb.pk).update(agency=None)
    return Profile.objects.get(pk=zineb.pk)


def test_from_nobody_to_samira_and_back(cast, read, zineb):
    browser, address, people = read(zineb), reverse("agency", args=[zineb.code]), reverse("people")
    assert "Choose an agency" in browser.get(reverse("home")).content.decode()
    assert zineb not in list(read(cast.samira).get(people).context["page"])
    browser.post(address, {"agency": cast.agency.pk})
    assert zineb in list(read(cast.samira).get(people).context["page"])
    zineb.refresh_from_db()
    assert (zineb.agency, zineb.counsellor) == (cast.agency, None)
    browser.post(address, {"agency": ""})
    assert read(cast.samira).get(reverse("person", args=[zineb.code])).status_code == 404
    assert Event.objects.filter(name="profile.agency_chosen").count() == 2


def test_the_counsellor_stays_when_the_same_agency_is_chosen_again(cast, read):
    read(cast.amina).post(reverse("agency", args=[cast.amina.code]), {"agency": cast.agency.pk})
    assert Profile.objects.get(pk=cast.amina.pk).counsellor == cast.samira


def test_only_agencies_of_the_country_that_can_be_called(cast, read, zineb):
    abroad = Agency.objects.create(name="Bureau Tunis", kind="ngo", country="TN", phone="+21620000000")
    silent = Agency.objects.create(name="Bureau muet", kind="ngo", country="MA")
    address = reverse("agency", args=[zineb.code])
    assert list(read(zineb).get(address).context["agencies"]) == [Agency.objects.get(pk=cast.agency.pk)]
    for other in (abroad, silent):
        assert read(zineb).post(address, {"agency": other.pk}).status_code == 404


def test_nobody_chooses_for_somebody_else(cast, read, zineb):
    address = reverse("agency", args=[cast.amina.code])
    for who in (cast.samira, zineb, cast.chidi):
        assert read(who).post(address, {"agency": ""}).status_code == 404
