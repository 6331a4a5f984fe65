"""Whose file may be found, and by whom it may be read."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from returnees.models import CODE_LETTERS, Identity, Profile, new_code
from tests import world

pytestmark = pytest.mark.django_db


def test_findable_is_asked_at_the_moment_of_reading():
    amina = world.person("Amina")
    assert list(Profile.objects.findable()) == [amina]
    answer = amina.user.consents.get()
    answer.withdrawn_at = timezone.now()
    answer.save()
    assert not Profile.objects.findable().exists()
    world.consent(amina)
    assert list(Profile.objects.findable()) == [amina]
    amina.status = "paused"
    amina.save()
    assert not Profile.objects.findable().exists()


def test_a_file_is_read_by_its_person_and_its_agency_and_by_nobody_else():
    amina = world.person("Amina")
    samira, youssef = world.counsellor(), world.counsellor("Youssef", of=world.agency("EIMEA Oujda"))
    chidi = world.user("Chidi")
    readers = {who: list(Profile.objects.visible_to(who)) for who in (amina.user, samira, youssef, chidi)}
    assert readers == {amina.user: [amina], samira: [amina], youssef: [], chidi: []}


def test_a_counsellor_who_has_left_reads_nothing():
    world.person("Amina")
    samira = world.counsellor()
    Membership.objects.update(ended_on=date.today() - timedelta(days=1))
    assert not Profile.objects.visible_to(samira).exists()


def test_samira_finds_her_people_by_name_in_any_spelling_and_by_telephone(cast, read):
    Identity(profile=cast.amina, given_name="Amina", family_name="Saïdi", phone="+212600000042").save()
    browser, address = read(cast.samira), reverse("people")
    for words in ("amina saidi", "SAIDI Amina", "أمينة السعيدي", "06 00 00 00 42", "+212600000042"):
        assert list(browser.get(address, {"q": words}).context["page"]) == [cast.amina], words
    assert not list(browser.get(address, {"q": "amina tazi"}).context["page"])


def test_who_may_not_see_a_name_cannot_try_it_out(cast, read):
    Identity(profile=cast.amina, given_name="Amina", family_name="Saïdi", phone="+212600000042").save()
    youssef = read(world.counsellor("Youssef", of=cast.agency))
    for words in ("amina saidi", "06 00 00 00 42"):
        assert not list(youssef.get(reverse("people"), {"q": words}).context["page"])


def test_codes_can_be_read_aloud():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) <= set(CODE_LETTERS)
    assert not set("01ILO") & set(CODE_LETTERS)


def test_a_band_stands_for_its_middle_where_no_months_are_given():
    weld = world.occupation("welder")
    amina = world.person("Amina")
    assert amina.experiences.create(occupation=weld, country="IT", band="1-3y").length_months == 24
    assert amina.experiences.create(occupation=weld, country="IT", months=5).length_months == 5
