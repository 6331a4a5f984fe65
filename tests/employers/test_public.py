"""What everybody sees of an opening, a search engine too: all that is asked for, nothing that could harm anybody."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld

from employers.models import Opening
from employers.public.jobposting import job_posting
from tests import world

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SAMIRA_ON_THE_PHONE = "+212 535 00 00 00"


def posting_of(opening: Opening) -> dict:
    return job_posting(Opening.objects.for_everybody().get(pk=opening.pk))


@pytest.fixture
def opening(cast) -> Opening:
    """Bao's, at the agency that answers for his firm."""
    cast.firm.agency = cast.agency
    cast.firm.save()
    return cast.opening


def test_a_stranger_reads_what_is_open_without_an_account(opening, read):
    world.opening(opening.occupation, title="Not yet", state="draft", published_at=None)
    listed = read().get("/jobs/").content.decode()
    assert f'href="/jobs/{opening.pk}/"' in listed
    assert "Not yet" not in listed
    page = read().get(f"/jobs/{opening.pk}/").content.decode()
    for words in ("Bao Câblage Démo", "4,000", "Free of charge. Never pay for a job.", SAMIRA_ON_THE_PHONE):
        assert words in page


def test_the_list_is_narrowed_by_words_and_contract(opening, read):
    other = world.opening(world.occupation("tailor"), contract="seasonal")
    found = read().get("/jobs/", {"contract": "seasonal"}).content.decode()
    assert f"/jobs/{other.pk}/" in found
    assert f"/jobs/{opening.pk}/" not in found
    assert "No opening fits these filters" in read().get("/jobs/", {"q": "astronaut"}).content.decode()


def test_a_firm_that_gives_no_name_is_named_nowhere(opening, read):
    Opening.objects.update(name_shown=False)
    agency = opening.employer.agency_id
    fed = (f"/feeds/{agency}/jobs.atom", f"/feeds/{agency}/jobs.json", f"/embed/{agency}/")
    for address in ("/jobs/", f"/jobs/{opening.pk}/", *fed):
        assert "Câblage" not in read().get(address).content.decode(), address
    assert posting_of(opening)["hiringOrganization"] == "confidential"


def test_a_person_who_signs_in_is_not_told_the_name_either(opening, cast, read):
    Opening.objects.update(name_shown=False)
    page = read(cast.amina).get(f"/openings/{opening.pk}/").content.decode()
    assert "gives its name when you meet" in page
    assert "Câblage" not in page
    assert "Câblage" in read(cast.samira).get(f"/openings/{opening.pk}/").content.decode()


@pytest.mark.parametrize("state", ["filled", "expired", "withdrawn", "closed"])
def test_what_is_over_says_so_and_is_given_up_by_search_engines(opening, read, state):
    Opening.objects.update(state=state, reason="found elsewhere")
    answer = read().get(f"/jobs/{opening.pk}/")
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "This post is not open any more" in page
    assert "ld+json" not in page
    assert "found elsewhere" not in page


def test_what_rests_may_come_back_and_what_was_never_open_is_not_known(opening, read):
    Opening.objects.update(state="paused")
    assert read().get(f"/jobs/{opening.pk}/").status_code == 404
    Opening.objects.update(state="draft", published_at=None)
    draft = read().get(f"/jobs/{opening.pk}/")
    assert draft.status_code == 404
    assert "This post is not open any more" not in draft.content.decode()


# What Google asks for, and schema.org's type of each: a text, or the keys of the node.
ASKED_FOR = {
    "title": str,
    "description": str,
    "datePosted": str,
    "validThrough": str,
    "employmentType": list,
    "hiringOrganization": {"@type", "name"},
    "jobLocation": {"@type", "address"},
    "baseSalary": {"@type", "currency", "value"},
    "identifier": {"@type", "name", "value"},
    "experienceRequirements": {"@type", "monthsOfExperience"},
    "educationRequirements": {"@type", "educationalLevel", "credentialCategory"},
    "skills": list,
    "jobBenefits": list,
    "directApply": bool,
}


def test_the_posting_says_all_that_a_search_engine_asks_for(opening):
    Opening.objects.update(years=2, isced=3, benefits=["meals"], description="Weld <b>steel</b>\n\nRead plans")
    posting = posting_of(opening)
    for key, kind in ASKED_FOR.items():
        if isinstance(kind, set):
            assert set(posting[key]) == kind, key
        else:
            assert isinstance(posting[key], kind), key
    assert posting["description"] == "<p>Weld &lt;b&gt;steel&lt;/b&gt;</p><p>Read plans</p>"
    assert posting["baseSalary"]["value"] == {"@type": "QuantitativeValue", "unitText": "MONTH", "value": 4000.0}
    assert posting["jobLocation"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Fès", "addressRegion": "R", "addressCountry": "MA"
    }  # fmt: skip
    assert posting["experienceRequirements"]["monthsOfExperience"] == 24
    assert posting["validThrough"] == f"{opening.deadline.isoformat()}T23:59:59Z"
    assert posting["experienceInPlaceOfEducation"] is True


def test_a_json_ld_processor_understands_every_word_of_it(opening):
    """Each key becomes an address: of schema.org's, or one of ours. What a processor does not know it drops."""

    def offline(url: str, options: object) -> dict:
        assert url == "https://schema.org"
        context = {"@context": {"@vocab": "https://schema.org/"}}
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    posting = posting_of(opening)
    [node] = jsonld.expand(posting, {"documentLoader": offline})
    known = {key.removeprefix("https://schema.org/") for key in node if not key.startswith("@")}
    assert known == {key for key in posting if not key.startswith("@")}
    assert node["@type"] == ["https://schema.org/JobPosting"]


ANY = st.text(min_size=1, max_size=60)
NASTY = st.sampled_from([
    "</script><script>alert(1)</script>", "<!-- <script>", "{{ 1 }}{% x %}", "=1+1", "]]>", '"><img onerror="x">',
    "\x0b\u2028&amp;",
])  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=ANY | NASTY, tasks=ANY | NASTY)
def test_no_text_breaks_out_of_the_page_the_block_or_the_feed(opening, title, tasks):
    title, tasks = (text.replace("\x00", "").encode("utf-8", "replace").decode() for text in (title, tasks))
    Opening.objects.filter(pk=opening.pk).update(title=title, description=tasks)
    browser, agency = Client(), opening.employer.agency_id
    page = browser.get(f"/jobs/{opening.pk}/").content.decode()
    [block] = BLOCK.findall(page)
    assert page.count("<script") == 1
    assert page.count("<img") == 1  # our own sign
    assert not re.search(r"\son\w+=\"", page.replace(block, ""))
    assert not set("<>&") & set(block)
    told = json.loads(block)
    assert "<script" not in told["description"]
    feed = browser.get(f"/feeds/{agency}/jobs.json").json()["dataFeedElement"][0]
    assert feed == {key: value for key, value in told.items() if key != "@context"}
    root = ElementTree.fromstring(browser.get(f"/feeds/{agency}/jobs.atom").content)  # noqa: S314 (our own)
    entry = root.find("{http://www.w3.org/2005/Atom}entry")
    assert "<script" not in entry.find("{http://www.w3.org/2005/Atom}summary").text


def test_asked_again_nothing_is_sent_until_something_changed(opening, read):
    browser = read()
    first = browser.get(f"/jobs/{opening.pk}/")
    assert first["Cache-Control"] == "private, no-cache"
    again = browser.get(f"/jobs/{opening.pk}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # Nobody touched the opening: the firm was given another name.
    opening.employer.name = "Bao & Filles Démo"
    opening.employer.save()
    assert browser.get(f"/jobs/{opening.pk}/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    in_french = browser.get(f"/jobs/{opening.pk}/", headers={"Accept-Language": "fr", "If-None-Match": first["ETag"]})
    assert in_french.status_code == 200


def test_a_reader_who_has_signed_in_leaves_nothing_in_a_cache(opening, cast, read):
    answer = read(cast.amina).get(f"/jobs/{opening.pk}/")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.has_header("ETag")


def test_the_page_is_light(opening, read):
    assert len(read().get(f"/jobs/{opening.pk}/").content) < 20_000


def test_fifty_openings_cost_the_queries_of_one(opening, read):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            read().get(address)
        return len(asked)

    agency = opening.employer.agency_id
    addresses = ["/jobs/", f"/feeds/{agency}/jobs.atom", f"/feeds/{agency}/jobs.json", f"/embed/{agency}/"]
    before = [queries(address) for address in addresses]
    for _ in range(50):
        world.opening(
            opening.occupation, by=opening.employer, required=tuple(need.skill for need in opening.needs.all())
        )
    assert [queries(address) for address in addresses] == before


def test_search_engines_are_told_what_is_open(opening, read):
    closed = world.opening(opening.occupation, state="filled")
    told = read().get("/sitemap.xml")
    assert told["Content-Type"] == "application/xml"
    assert f"<loc>https://wasl.example/jobs/{opening.pk}/</loc>" in told.content.decode()
    assert f"/jobs/{closed.pk}/" not in told.content.decode()


def test_the_first_page_leads_there(read, db):
    assert 'href="/jobs/"' in read().get("/").content.decode()
