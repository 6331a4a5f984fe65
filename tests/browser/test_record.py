"""Hicham fills in his record on his telephone, in three languages, with a bad line and with scripts switched off."""

import pytest

from engagement.demo import PASSWORD
from tests.programs import ask

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HICHAM = "hicham@example.org"


@pytest.fixture(scope="module")
def code(laptop) -> str:
    who = f"from accounts.models import User\nprint(User.objects.get(email={HICHAM!r}).profile.code)"
    return ask(laptop, who)


def stored(laptop, field: str) -> str:
    return ask(
        laptop,
        f"from accounts.models import User\nprint(User.objects.get(email={HICHAM!r}).profile.{field})",
    )


def journey(hicham, code: str) -> None:
    """Every part of the record, from the first page and back."""
    hicham.goes_to("/")
    hicham.follows(f"form.languages button[value={hicham.language}]")
    hicham.signs_in(HICHAM, PASSWORD)
    hicham.follows(f"main a[href='/people/{code}/edit/']")
    for part in ("me", "work", "skills", "languages", "abroad", "place", "wishes"):
        hicham.goes_to(f"/people/{code}/edit/{part}/")
        if part in {"work", "skills", "languages", "abroad"}:
            hicham.follows("main .rows a")
        assert hicham.reads("h1")[0]
    hicham.goes_to(f"/people/{code}/edit/work/add/?q=soudeur")
    assert hicham.reads("#found label")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_part_of_the_record_on_a_telephone(visitor, code, language):
    journey(visitor(language, 360), code)


def test_and_without_scripts(visitor, laptop, code):
    hicham = visitor("fr", 360, scripts=False)
    journey(hicham, code)
    hicham.goes_to(f"/people/{code}/edit/place/")
    hicham.page.locator("#id_radius_km").fill("61")
    hicham.follows("form.fieldwise button[type=submit]")
    assert stored(laptop, "radius_km") == "61"


def on_place(visitor, code):
    hicham = visitor("fr", 360)
    hicham.signs_in(HICHAM, PASSWORD)
    hicham.goes_to(f"/people/{code}/edit/place/")
    return hicham, hicham.page.locator("#id_radius_km"), hicham.page.locator("#kept-radius_km")


def test_each_field_is_saved_as_it_is_left(visitor, laptop, code):
    hicham, radius, beneath = on_place(visitor, code)
    radius.fill("42")
    radius.blur()
    beneath.locator(".status.good").wait_for()
    assert stored(laptop, "radius_km") == "42"
    radius.fill("43")
    radius.blur()
    hicham.page.locator("#was-radius_km[value='43']").wait_for(state="attached")
    assert stored(laptop, "radius_km") == "43"


def test_a_lost_line_loses_nothing(visitor, laptop, code):
    hicham, radius, beneath = on_place(visitor, code)
    hicham.page.context.set_offline(True)
    radius.fill("88")
    radius.blur()
    beneath.locator(".status.warn").wait_for()
    assert radius.input_value() == "88"
    assert stored(laptop, "radius_km") != "88"
    hicham.page.context.set_offline(False)
    beneath.locator(".status.good").wait_for()
    assert stored(laptop, "radius_km") == "88"
    # The browser itself reports that it could not reach the site; nothing else may be amiss.
    told = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    hicham.troubles[:] = [trouble for trouble in hicham.troubles if not any(one in trouble for one in told)]


def test_an_ended_session_loses_nothing(visitor, laptop, code):
    hicham, radius, beneath = on_place(visitor, code)
    hicham.page.context.clear_cookies(name="sessionid")
    radius.fill("77")
    radius.blur()
    beneath.locator(".status.warn a").wait_for()
    assert radius.input_value() == "77"
    hicham.page.locator("form.fieldwise button[type=submit]").click()
    hicham.page.wait_for_url("**/accounts/login/**")
    hicham.page.locator("input[name=login]").fill(HICHAM)
    hicham.page.locator("input[name=password]").fill(PASSWORD)
    hicham.page.locator("form:has(input[name=login]) button[type=submit]").click()
    hicham.page.wait_for_url(f"**/people/{code}/edit/place/")
    assert radius.input_value() == "77"
    assert stored(laptop, "radius_km") != "77"
    hicham.follows("form.fieldwise button[type=submit]")
    assert stored(laptop, "radius_km") == "77"
    hicham.troubles[:] = [trouble for trouble in hicham.troubles if "401" not in trouble]
