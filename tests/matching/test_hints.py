"""A hint says how many openings within reach ask for what is not said yet; it grades nobody."""

import pytest
from django.urls import reverse

from matching.hints import asking
from returnees.models import Profile
from tests import world

pytestmark = pytest.mark.django_db


def told(profile):
    return asking(Profile.objects.with_work().get(pk=profile.pk), profile.user)


def test_openings_that_ask_for_a_language_nobody_has_written_down(cast):
    world.opening(cast.welder, by=cast.firm, languages={"de": 2})
    world.opening(cast.welder, by=cast.firm, at="Agadir", languages={"de": 2})  # out of reach
    assert told(cast.amina) == (2, {"languages": 1})
    cast.amina.languages.all().delete()
    assert told(cast.amina) == (2, {"languages": 2})


def test_what_is_said_already_is_not_counted(cast):
    cast.amina.skills.all().delete()
    Profile.objects.filter(pk=cast.amina.pk).update(available_from=None)
    near, found = told(cast.amina)
    assert (near, found["skills"], found["place"]) == (1, 1, 0)
    assert "skills" not in told(world.person("Fatna", skills=[cast.weld]))[1]


def test_amina_reads_it_on_her_first_page(cast, read):
    cast.amina.languages.all().delete()
    text = " ".join(read(cast.amina).get(reverse("home")).content.decode().split())
    assert "1 of the 1 opening within your reach asks for it." in text
    assert "%" not in text.split("What would help most now")[1].split("</section>")[0]
