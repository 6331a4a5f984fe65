"""A counsellor's way through the pages, as she sees it: in three languages, on a telephone and on a desk."""

import re

import pytest

from engagement.demo import PASSWORD
from tests.programs import ask

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SAMIRA = "samira@example.org"
LETTERS = {"ar": r"[؀-ۿ]", "fr": r"[a-zà-ü]", "en": r"[a-z]"}


@pytest.fixture(scope="module")
def opening(laptop) -> str:
    """The way to the opening with the longest list of people for Samira."""
    pk = ask(
        laptop,
        f"""
from accounts.models import User
from employers.models import Opening
from matching.ranking import rank
samira = User.objects.get(email="{SAMIRA}")
print(max(Opening.objects.visible_to(samira), key=lambda opening: rank(opening, by=samira).rows.count()).pk)
""",
    )
    return f"/openings/{pk}/"


def journey(samira, opening: str) -> None:
    """From the door to a person's openings and places, and out again."""
    samira.goes_to("/")
    # Her own language is French; what she picks on this device counts for more.
    samira.follows(f"form.languages button[value={samira.language}]")
    samira.signs_in(SAMIRA, PASSWORD)
    assert re.search(LETTERS[samira.language], samira.reads("h1")[0])

    samira.follows(".menu a[href='/openings/']")
    assert samira.reads("#results a[href^='/openings/']")
    samira.goes_to(opening)
    people = samira.reads("#results .ranked > li h3")
    assert people
    assert all(samira.reads("#results .ranked > li .reasons"))

    samira.follows("#results .ranked > li h3 a")
    assert samira.reads("h1")[0] in people[0]
    assert samira.reads("#results .ranked > li .reasons")
    assert samira.reads("#places ~ .ranked > li .status")

    samira.follows("#places ~ .ranked > li h3 a")
    assert samira.page.url.startswith(f"{samira.site}/schemes/")
    samira.follows(".menu a[href='/people/']")
    assert samira.reads("#results a[href^='/people/']")
    samira.follows(".menu a[href='/schemes/']")
    assert samira.reads("main a[href^='/schemes/']")
    samira.goes_to("/words/?q=soudeur")
    assert samira.reads("#results a[href^='/words/']")
    samira.follows("#results a[href^='/words/']")

    samira.follows(".menu button[type=submit]")
    assert samira.page.locator(".menu a[href='/people/']").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_samira_finds_people_for_an_opening_and_openings_for_a_person(visitor, opening, language, width):
    journey(visitor(language, width), opening)


def test_the_same_way_is_open_without_scripts(visitor, opening):
    journey(visitor("ar", 360, scripts=False), opening)


def test_a_list_narrows_as_she_chooses_without_a_new_page(visitor, opening):
    samira = visitor("fr", 1280)
    samira.signs_in(SAMIRA, PASSWORD)
    samira.goes_to("/words/")
    page = samira.page
    page.evaluate("document.body.dataset.kept = 'yes'")
    page.locator("main input[name=q]").fill("soudeur")
    page.locator("main form button[type=submit]").click()
    page.locator("#results a[href^='/words/']").first.wait_for()
    assert page.evaluate("document.body.dataset.kept") == "yes"
    assert page.url.endswith("/words/?q=soudeur")
    samira.looks()
    page.go_back()
    page.wait_for_url(re.compile(r"/words/$"))
    samira.looks()


def test_a_wrong_password_is_said_beside_the_form_and_loses_nothing_typed(visitor):
    stranger = visitor("en", 360)
    stranger.signs_in(SAMIRA, "not her password at all")
    assert stranger.page.locator("input[name=login]").input_value() == SAMIRA
    assert stranger.reads("main [role=alert], main .error, main .faults")
