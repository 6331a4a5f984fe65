"""Samira looks at a pair, decides, and Amina can read that it was done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Event, Membership
from returnees.models import Merge, NotTheSame, Profile
from tests import world

pytestmark = pytest.mark.django_db


def named(profile, given, family, born=1985, claimed=False):
    identity = profile.identity
    identity.given_name, identity.family_name, identity.birth_year = given, family, str(born)
    identity.save()
    if not claimed:
        profile.user.set_unusable_password()
        profile.user.save()
    return profile


@pytest.fixture
def pair(cast):
    amina = named(cast.amina, "Amina", "Alaoui", claimed=True)
    again = world.person("x", of=cast.agency, counsellor=cast.samira, radius_km=50, agrees=None)
    return amina, named(again, "أمينة", "العلوي")


def address(pair):
    return reverse("duplicate", args=[one.code for one in pair])


def test_samira_sees_the_pair_and_reading_it_is_written_down(cast, read, pair):
    page = read(cast.samira).get(reverse("duplicates")).content.decode()
    assert "Alaoui" in page and "العلوي" in page and address(pair) in page
    assert "born in the same year" in page
    assert "</svg> likely" in page
    read_of = Event.objects.filter(name="profile.listed", by_id=cast.samira.pk, facts__where="duplicates")
    assert set(read_of.values_list("subject_id", flat=True)) == {one.pk for one in pair}


def test_a_colleague_reads_no_name(cast, read, pair):
    youssef = world.counsellor("Youssef", cast.agency)
    page = read(youssef).get(reverse("duplicates")).content.decode()
    assert "Alaoui" not in page and "العلوي" not in page
    assert pair[0].code in page and "Samira" in page
    assert read(youssef).get(address(pair)).status_code == 404
    assert read(youssef).post(address(pair), {"answer": "one"}).status_code == 404
    assert not Merge.objects.exists()


def test_another_agency_sees_nothing(cast, read, pair):
    dalia = read(cast.dalia)
    Membership.objects.filter(user=cast.dalia).update(role="counsellor")
    assert pair[0].code not in dalia.get(reverse("duplicates")).content.decode()
    assert dalia.get(address(pair)).status_code == 404


def test_what_differs_is_shown_side_by_side_and_what_is_equal_is_folded_away(cast, read, pair):
    page = read(cast.samira).get(address(pair)).content.decode()
    assert 'name="profile.radius_km" value="other"' in " ".join(page.split())
    assert "would be kept" in page and "because somebody signs in with it" in page
    assert "<summary>What both say</summary>" in page


def test_joining_takes_what_was_chosen_and_leads_to_what_was_done(cast, read, pair):
    amina, again = pair
    samira = read(cast.samira)
    answer = samira.post(address((again, amina)), {"answer": "one", "profile.radius_km": "other"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("joined", args=[amina.code])
    assert Profile.objects.get(pk=amina.pk).radius_km == 50
    assert samira.get(reverse("person", args=[again.code]))["Location"] == reverse("person", args=[amina.code])
    assert again.code not in samira.get(reverse("people")).content.decode()
    page = read(amina).get(reverse("joined", args=[amina.code])).content.decode()
    assert "Samira" in page and again.code in page and "Part them again" not in page
    assert (
        reverse("joined", args=[amina.code]) in read(amina).get(reverse("person", args=[amina.code])).content.decode()
    )
    undo = reverse("undo-joining", args=[amina.code, Merge.objects.get().pk])
    assert read(amina).post(undo).status_code == 404
    assert samira.post(undo, follow=True).status_code == 200
    assert Profile.objects.get(pk=again.pk).status == "active"
    assert "This was undone already." in samira.post(undo, follow=True).content.decode()


def test_two_people_are_left_alone_from_then_on(cast, read, pair):
    samira = read(cast.samira)
    assert samira.post(address(pair), {"answer": "unsure"}).status_code == 302
    assert address(pair) in samira.get(reverse("duplicates")).content.decode()
    samira.post(address(pair), {"answer": "two"})
    assert NotTheSame.objects.get().by == cast.samira
    assert address(pair) not in samira.get(reverse("duplicates")).content.decode()


def test_the_second_of_two_counsellors_is_told(cast, read, pair):
    samira = read(cast.samira)
    samira.get(address(pair))
    Profile.objects.filter(pk=pair[1].pk).update(status="merged")
    assert samira.post(address(pair), {"answer": "one"}).status_code == 404
    Profile.objects.filter(pk=pair[1].pk).update(status="active")
    pair[1].user.set_password("demo")
    pair[1].user.save()
    page = samira.get(address(pair)).content.decode()
    assert "Somebody signs in with each of these files" in page and 'value="one"' not in page
    assert "Somebody signs in with each" in samira.post(address(pair), {"answer": "one"}, follow=True).content.decode()
    assert not Merge.objects.exists()


def test_fifty_pairs_cost_what_one_costs(cast, read, pair):
    samira = read(cast.samira)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert samira.get(reverse("duplicates")).status_code == 200
        return len(asked)

    cost()
    few = cost()
    for number in range(12):
        for _ in range(2):
            named(
                world.person("y", of=cast.agency, counsellor=cast.samira),
                "Zineb",
                f"Idrissi {'abcdefghijkl'[number]}ar",
            )
    assert cost() == few
