"""Samira registers Fatna, who sits beside her and is asked first."""

import pytest
from django.urls import reverse

from accounts.models import Event, User
from returnees.models import Identity, Profile
from tests import world

pytestmark = pytest.mark.django_db
NEW = "register"


def typed(town, **more: str) -> dict[str, object]:
    plain = {"language": "ar", "keep": "oral", "adult": "on", "given_name": "Fatna", "place": town.pk}
    return plain | {"phone": "0612 34 56 78", "birth_year": "1987", "given_name_ar": "فاطنة", **more}


@pytest.fixture
def samira(cast, read):
    return read(cast.samira)


def test_a_yes_said_aloud_and_a_file(cast, samira):
    page = samira.get(reverse(NEW), {"language": "ar"}).content.decode()
    assert "هل يمكننا حفظ ملفكم؟" in page and 'dir="rtl"' in page
    step = samira.post(reverse(NEW), {"language": "ar", "keep": "oral", "adult": "on"}).content.decode()
    assert 'name="given_name_ar"' in step and not Identity.objects.filter(birth_year__isnull=True).exists()
    answer = samira.post(reverse(NEW), typed(world.town(), agency=str(cast.agency.pk)))
    fatna = Profile.objects.latest("pk")
    assert answer["Location"] == reverse("edit", args=[fatna.code])
    assert (fatna.counsellor, fatna.agency, fatna.user.language) == (cast.samira, cast.agency, "ar")
    assert (str(fatna.identity), fatna.identity.phone, fatna.identity.born) == ("Fatna", "+212612345678", 1987)
    consent = fatna.user.consents.get()
    assert (consent.purpose, consent.mode, consent.witness, consent.language) == ("keep", "oral", cast.samira, "ar")
    assert Event.objects.filter(name="profile.registered", subject_id=fatna.pk, by_id=cast.samira.pk).exists()
    assert not Profile.objects.findable().filter(pk=fatna.pk).exists(), "being proposed is another question"


def test_after_a_no_nothing_is_kept(cast, samira):
    before = User.objects.count()
    page = samira.post(reverse(NEW), typed(world.town(), keep="no")).content.decode()
    assert "not even this answer is kept" in page
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"adult": ""}, "only for people of 18 or older"),
        ({"keep": ""}, "Say what the person answers."),
        ({"given_name": "", "given_name_ar": ""}, "in one of the two scripts"),
        ({"phone": "12"}, "not a telephone number"),
        ({"place": ""}, "Choose a town."),
    ],
)
def test_what_is_missing_is_said_and_nothing_saved(cast, samira, more, said):
    before = User.objects.count()
    page = samira.post(reverse(NEW), typed(world.town(), agency=str(cast.agency.pk), **more)).content.decode()
    assert said in page
    assert User.objects.count() == before


def test_a_file_that_may_be_hers_is_shown_first(cast, samira):
    fatna = world.person("Fatna", of=cast.agency, counsellor=cast.samira)
    Identity(profile=fatna, given_name="Fatna", family_name="Ben Ali", birth_year="1987").save()
    facts = typed(world.town(), family_name="Benali", agency=str(cast.agency.pk))
    before = User.objects.count()
    page = samira.post(reverse(NEW), facts).content.decode()
    assert "Perhaps there is a file already" in page and reverse("person", args=[fatna.code]) in page
    assert User.objects.count() == before
    assert Event.objects.filter(name="profile.listed", subject_id=fatna.pk, by_id=cast.samira.pk).exists()
    assert samira.post(reverse(NEW), facts | {"new": "1"}).status_code == 302
    assert User.objects.count() == before + 1
