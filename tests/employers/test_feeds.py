"""What other sites take from an agency: two feeds and a list in a frame."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from employers.models import Opening
from employers.public import views
from tests import world

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def opening(cast) -> Opening:
    cast.firm.agency = cast.agency
    cast.firm.contact_name, cast.firm.contact_email = "Bao Contact", "bao.contact@example.org"
    cast.firm.contact_phone = "+212600000001"
    cast.firm.save()
    world.opening(cast.welder, by=world.employer("Somebody else's Démo"), title="Elsewhere")
    return cast.opening


@pytest.mark.parametrize("name", ["feed-atom", "feed-json", "embed"])
def test_an_agency_hands_on_what_is_open_at_its_firms_and_no_contact(opening, read, name):
    agency = opening.employer.agency_id
    told = read().get(reverse(name, args=[agency])).content.decode()
    assert f"/jobs/{opening.pk}/" in told
    assert "Elsewhere" not in told
    for contact in ("Bao Contact", "bao.contact", "+212600000001"):
        assert contact not in told
    Opening.objects.update(state="withdrawn", reason="found")
    assert f"/jobs/{opening.pk}/" not in read().get(reverse(name, args=[agency])).content.decode()
    assert read().get(reverse(name, args=[0])).status_code == 404


def test_the_atom_feed_is_whole(opening, read):
    answer = read().get(reverse("feed-atom", args=[opening.employer.agency_id]), {"language": "fr"})
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    for element in ("id", "title", "updated", "author", "link"):
        assert feed.find(ATOM + element) is not None, element
    [entry] = feed.findall(ATOM + "entry")
    assert entry.find(ATOM + "id").text == f"https://wasl.example/jobs/{opening.pk}/"
    assert entry.find(ATOM + "summary").get("type") == "html"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_the_json_feed_holds_job_postings_anybody_may_read(opening, read):
    answer = read().get(reverse("feed-json", args=[opening.employer.agency_id]))
    assert answer["Access-Control-Allow-Origin"] == "*"
    feed = answer.json()
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    assert [one["@type"] for one in feed["dataFeedElement"]] == ["JobPosting"]


@pytest.mark.parametrize("name", ["feed-atom", "feed-json"])
def test_a_reader_of_feeds_asks_again_for_nothing(opening, read, name):
    address = reverse(name, args=[opening.employer.agency_id])
    first = read().get(address)
    assert first["Cache-Control"] == "public, max-age=900"
    assert read().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert not first.cookies
    # What closes is no change of what is left: no date would tell.
    Opening.objects.update(state="filled")
    assert read().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_long_feed_says_where_it_goes_on(opening, read, monkeypatch):
    monkeypatch.setattr(views, "IN_A_FEED", 1)
    world.opening(opening.occupation, by=opening.employer)
    address = reverse("feed-json", args=[opening.employer.agency_id])
    first = read().get(address)
    assert first["Link"] == f'<https://wasl.example{address}?language=en&page=2>; rel="next"'
    assert not read().get(address, {"page": 2}).has_header("Link")
    assert read().get(address, {"page": 3}).status_code == 404
    assert read().get(address, {"page": "x"}).status_code == 404
    told = read().get(reverse("feed-atom", args=[opening.employer.agency_id])).content
    atom = ElementTree.fromstring(told)  # noqa: S314 (our own)
    assert "next" in [link.get("rel") for link in atom.findall(ATOM + "link")]


def test_only_the_list_for_other_sites_may_stand_in_a_frame(opening, read):
    framed = read().get(reverse("embed", args=[opening.employer.agency_id]), {"language": "ar"})
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "default-src 'self'" in framed["Content-Security-Policy"]
    assert not framed.has_header("X-Frame-Options")
    page = framed.content.decode()
    assert 'dir="rtl"' in page
    assert f'href="/jobs/{opening.pk}/"' in page
    for menu in ("<nav", "<form", "csrf"):
        assert menu not in page
    assert not framed.cookies
    whole = read().get(reverse("job", args=[opening.pk]))
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"
