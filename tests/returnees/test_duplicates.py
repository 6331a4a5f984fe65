"""Amina was registered twice; her sister shares her telephone. Samira is shown the first and not the second."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from returnees import duplicates
from returnees.duplicates import Sure, Who, judge
from returnees.models import Identity, IdentityKey, Profile
from returnees.names import Name
from tests import world

pytestmark = pytest.mark.django_db

PHONE = "+212600000001"


def person(given, family="Alaoui", *, of=None, phone="", born="", **facts):
    profile = world.person(given, of=of, **facts)
    Identity.objects.get(profile=profile).delete()
    identity = Identity(profile=profile, given_name=given, family_name=family, phone=phone, birth_year=str(born))
    identity.save()
    return Profile.objects.get(pk=profile.pk)


def arabic(given, family, **facts):
    profile = person("x", "", **facts)
    identity = profile.identity
    identity.given_name, identity.given_name_ar, identity.family_name_ar = "", given, family
    identity.save()
    return Profile.objects.get(pk=profile.pk)


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        (Who([Name("Amina", "Alaoui")], PHONE, 1985), Who([Name("أمينة", "العلوي")], PHONE, 1985), Sure.VERY_LIKELY),
        (Who([Name("Amina", "Alaoui")], "", 1985), Who([Name("Amina", "El Alaoui")], PHONE, 1985), Sure.LIKELY),
        (Who([Name("Amina", "Alaoui")], PHONE), Who([Name("Amina", "Alaoui")], PHONE, 1985), Sure.LIKELY),
        (Who([Name("Amina", "Alaoui")]), Who([Name("Amina", "Alaoui")]), Sure.POSSIBLE),
        (Who([Name("Amina", "Alaoui")], "", 1985), Who([Name("Amina", "Alaoui")], "", 1986), Sure.POSSIBLE),
        (Who([Name("Amina", "Alaoui")], PHONE), Who([Name("Amina", "Tazi")], PHONE), Sure.POSSIBLE),
        # A mother and her daughter of one name; two of one name and no more; two sisters; a brother.
        (Who([Name("Amina", "Alaoui")], "", 1985), Who([Name("Amina", "Alaoui")], "", 1960), None),
        (Who([Name("Amina", "Alaoui")], PHONE), Who([Name("Samira", "Alaoui")], PHONE), None),
        (Who([Name("Amina", "Alaoui")], PHONE, 1985), Who([Name("Amine", "Alaoui")], PHONE, 1987), None),
    ],
)
def test_how_sure_one_may_be(one, other, sure):
    found = judge(one, other)
    assert (found.sure if found else None) == sure
    assert judge(other, one) == found


def test_amina_is_found_over_scripts_and_her_sister_is_not():
    amina = person("Amina", phone=PHONE, born=1985)
    again = arabic("أمينة", "العلوي", born=1985)
    person("Samira", phone=PHONE, born=1985)
    person("Amina", of=world.agency("Elsewhere"), phone=PHONE, born=1985)
    found = duplicates.candidates(amina)
    assert [alike.other for alike in found] == [again]
    assert found[0].judged == duplicates.Judged(Sure.LIKELY, ("name", "born"))
    assert [(one.one, one.other) for one in duplicates.among(Profile.objects.filter(agency=amina.agency))] == [
        (amina, again)
    ]


def test_two_people_are_never_asked_about_again():
    amina, again = person("Amina", born=1985), person("Amina", born=1985)
    assert duplicates.among(Profile.objects.all())
    duplicates.keep_apart(again, amina, by=world.counsellor())
    assert duplicates.among(Profile.objects.all()) == duplicates.candidates(amina) == []


def test_a_name_that_is_changed_is_found_by_its_new_keys():
    amina, again = person("Zohra", born=1985), person("Amina", born=1985)
    assert not duplicates.candidates(amina)
    amina.identity.given_name = "Amina"
    amina.identity.save(update_fields=["given_name"])
    assert [alike.other for alike in duplicates.candidates(amina)] == [again]


def test_a_name_without_a_year_meets_one_with_it():
    amina, again = person("Amina"), person("Amina", born=1985)
    assert [(a.one, a.other) for a in duplicates.among(Profile.objects.all())] == [(amina, again)]


def test_blind_keys_hold_no_name():
    amina = person("Amina", phone=PHONE, born=1985)
    rows = list(IdentityKey.objects.filter(identity=amina.pk).values_list("kind", "key"))
    assert {kind for kind, _key in rows} == {"phone", "name", "calls", "born"}
    assert all(len(key) == 43 for _kind, key in rows)


def test_before_registering_samira_is_told_of_her_own_and_hears_nothing_of_others():
    here, elsewhere = world.agency(), world.agency("Elsewhere")
    amina = person("Amina", of=here, born=1985)
    person("Zineb", "Tazi", of=elsewhere, phone=PHONE)
    known = duplicates.like("أمينة", "العلوي", birth_year=1985, agency=here)
    assert [profile for profile, _judged in known.own] == [amina] and not known.elsewhere
    assert duplicates.like("Zaynab", "Tazi", phone=PHONE, agency=here) == duplicates.Known([], True)
    assert duplicates.like("Zaynab", "Tazi", agency=here) == duplicates.Known([], False)
    assert duplicates.like("Amina", "Tazi", phone=PHONE, agency=here) == duplicates.Known([], False)


def test_many_cost_the_same_queries():
    def cost():
        with CaptureQueriesContext(connection) as asked:
            duplicates.among(Profile.objects.all())
        return len(asked)

    person("Amina", born=1985), person("Amina", born=1985)
    few = cost()
    for number in range(20):
        person("Amina", "Alaoui" if number % 2 else "Tazi", born=1985)
    assert cost() == few
