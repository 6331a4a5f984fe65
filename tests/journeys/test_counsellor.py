"""Samira opens an opening and sees people with reasons; she opens Amina's file, and Amina sees that she did."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Consent, Event
from employers.models import Opening
from returnees.models import Identity, Profile
from tests import world

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def queries(browser, address: str) -> int:
    """How many a page costs once caches, the ranker and the stored list are there."""
    text(browser.get(address))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        text(browser.get(address))
    return len(seen)


def test_from_today_to_the_person_and_back(cast, read):
    samira = read(cast.samira)
    today = text(samira.get("/"))
    assert "Hello, <bdi>Samira</bdi>" in today
    assert reverse("opening", args=[cast.opening.pk]) in today, "it closes within two weeks"
    assert reverse("person", args=[cast.amina.code]) in today, "nobody has introduced Amina yet"

    opening = text(samira.get(reverse("opening", args=[cast.opening.pk])))
    assert '<bdi dir="ltr">4,000</bdi> dirhams per month, gross' in opening
    assert "1 of 1 person was compared." in opening
    assert "Fits well" in opening
    assert "2 of 2 required skills" in opening

    person = text(samira.get(reverse("person", args=[cast.amina.code])))
    assert "Confirmed by a supervisor" in person
    assert reverse("opening", args=[cast.opening.pk]) in person
    assert "About 1 in 12 was selected last time." in person
    assert "60,000 applied, 5,000 were selected (Press of the day" in person


def test_a_list_says_how_many_were_left_out_and_why(cast, read):
    world.person("Rachid", skills=[cast.weld], agrees=None)
    world.person("Karim", skills=[cast.weld], lives="Agadir")
    opening = text(read(cast.samira).get(reverse("opening", args=[cast.opening.pk])))
    assert "1 of 3 people were compared." in opening
    assert "1 has not agreed to be proposed" in opening
    assert "1 lives too far" in opening
    assert "Rachid" not in opening and "Karim" not in opening


def test_who_withdraws_is_gone_from_the_list_at_once(cast, read):
    samira, address = read(cast.samira), reverse("opening", args=[cast.opening.pk])
    assert cast.amina.code in text(samira.get(address))
    Consent.objects.filter(person=cast.amina.user).update(withdrawn_at=timezone.now())
    assert cast.amina.code not in text(samira.get(address))


def test_reading_a_file_is_written_down_and_told_to_the_person(cast, read):
    address, seen = (reverse(name, args=[cast.amina.code]) for name in ("person", "seen"))
    amina = read(cast.amina)
    assert "Nobody but you in the last 30 days." in text(amina.get(address))
    assert "Nobody but you." in text(amina.get(seen))
    assert Event.objects.filter(name="profile.viewed").count() == 0
    read(cast.samira).get(address)
    event = Event.objects.get(name="profile.viewed")
    assert (event.subject_id, event.by_id) == (cast.amina.pk, cast.samira.pk)
    assert "1 person in the last 30 days." in text(amina.get(address))
    assert "<bdi>Samira</bdi>" in text(amina.get(seen))


def test_chidi_and_bao_find_no_such_file_and_leave_no_trace(cast, read):
    address = reverse("person", args=[cast.amina.code])
    assert [read(who).get(address).status_code for who in (cast.chidi, cast.bao, cast.dalia)] == [404, 404, 404]
    assert not Event.objects.filter(name="profile.viewed").exists()


def test_an_employer_sees_its_opening_and_nobodys_name(cast, read):
    page = text(read(cast.bao).get(reverse("opening", args=[cast.opening.pk])))
    assert "See who may fit" in page
    assert cast.amina.code not in page and "Amina" not in page


def test_amina_reads_why_an_opening_fits_her(cast, read):
    page = text(read(cast.amina).get(reverse("opening", args=[cast.opening.pk])))
    assert "How it fits you" in page
    assert "2 of 2 required skills" in page
    assert "People who may fit" not in page


def test_a_draft_of_another_firm_is_not_there(cast, read):
    Opening.objects.update(state="draft")
    address = reverse("opening", args=[cast.opening.pk])
    assert [read(who).get(address).status_code for who in (cast.bao, cast.samira, cast.amina)] == [200, 404, 404]


def test_openings_are_narrowed_by_words_and_by_list(cast, read):
    baker = world.occupation("baker", "7512")
    world.opening(baker, contract="seasonal")
    samira, address = read(cast.samira), reverse("openings")
    assert "2 openings" in text(samira.get(address))
    assert "1 opening" in text(samira.get(address, {"contract": "seasonal"}))
    found = text(samira.get(address, {"q": "bake"}))
    assert "1 opening" in found and ">baker</a>" in found and ">welder</a>" not in found
    nothing = text(samira.get(address, {"q": "zzzzzzzz"}))
    assert "No opening fits these filters" in nothing and "Show all openings" in nothing


def test_a_filter_that_makes_no_sense_is_said_and_left_out(cast, read):
    page = text(read(cast.samira).get(reverse("openings"), {"contract": "nonsense", "region": "9999"}))
    assert "1 opening" in page
    assert "Select a valid choice" in page


def test_people_are_found_by_work_and_by_the_code_they_read_out(cast, read):
    world.person("Rachid")
    samira, address = read(cast.samira), reverse("people")
    assert "2 people" in text(samira.get(address))
    for words in ("welder", cast.amina.code.lower()):
        found = text(samira.get(address, {"q": words}))
        assert "1 person" in found and "Amina" in found
    assert "Nobody fits these filters" in text(samira.get(address, {"status": "closed"}))


def test_people_of_an_opening_are_narrowed_without_moving_their_rank(cast, read):
    world.person("Karim", skills=[cast.weld], lives="Agadir", would_move=True, available_from=date.today())
    samira, address = read(cast.samira), reverse("opening", args=[cast.opening.pk])
    both = text(samira.get(address))
    assert "Amina" in both and "Karim" in both
    near = text(samira.get(address, {"within": "60"}))
    assert "Amina" in near and "Karim" not in near
    Profile.objects.filter(pk=cast.amina.pk).update(
        available_from=date.today() + timedelta(9), changed_at=timezone.now()
    )
    now = text(samira.get(address, {"now": "on"}))
    assert "Karim" in now and "Amina" not in now
    assert '<span class="place-in-list">2.</span>' in now


def test_a_scheme_tells_its_figures_with_their_sources(cast, read):
    page = text(read(cast.samira).get(reverse("scheme", args=["huelva"])))
    assert '<bdi dir="ltr">20,000</bdi>' in page
    assert "yearly contingent" in page and "to verify" in page and "Orden GECCO" in page
    assert "At least 18 years old" in page
    assert "It touches on private life, and nobody has reviewed it as lawful." in page


def test_a_word_is_shown_in_its_languages(cast, read):
    from skills.models import Label

    Label.objects.create(concept=cast.welder, language="ar", kind="preferred", text="لحام", needs_review=True)
    page = text(read(cast.amina).get(reverse("concept", args=[cast.welder.pk])))
    assert "لحام" in page and "still needs to be read by a native speaker" in page
    assert ">weld steel</a>" in page


def test_suggestions_are_a_fragment_for_htmx_and_a_page_without(cast, read):
    address = reverse("suggest")
    samira = read(cast.samira)
    fragment = text(samira.get(address, {"q": "welder", "kind": "occupation"}, headers={"hx-request": "true"}))
    assert fragment.startswith('<ul class="guesses">') and 'value="welder"' in fragment
    assert "<html" in text(samira.get(address, {"q": "welder"}))


def test_lists_cost_the_same_for_one_and_for_many(cast, read):
    samira, amina = read(cast.samira), read(cast.amina)
    addresses = [
        (samira, "/"),
        (samira, reverse("openings")),
        (samira, reverse("people")),
        (samira, reverse("opening", args=[cast.opening.pk])),
        (samira, reverse("person", args=[cast.amina.code])),
        (amina, "/"),
        (amina, reverse("openings")),
    ]
    few = [queries(browser, address) for browser, address in addresses]
    for number in range(30):
        world.person(
            f"P{number}", skills=[cast.weld], worked={cast.welder: 12}, wishes=(cast.welder,), speaks={"fr": 3}
        )
        world.opening(
            cast.welder,
            by=world.employer(f"Firm {number}"),
            required=(cast.weld,),
            languages={"fr": 1},
            deadline=date.today() + timedelta(5),
        )
    many = [queries(browser, address) for browser, address in addresses]
    assert many == few


def test_a_name_is_written_in_the_readers_script(cast, read):
    Identity(profile=cast.amina, given_name="Amina", given_name_ar="أمينة").save()
    samira, address = read(cast.samira), reverse("person", args=[cast.amina.code])
    assert "<bdi>Amina</bdi>" in text(samira.get(address))
    samira.cookies["django_language"] = "ar"
    assert "<bdi>أمينة</bdi>" in text(samira.get(address))
