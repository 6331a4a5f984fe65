"""What is known about papers in other countries: read whole, sourced, and silent where nothing is known."""

import pytest

from accounts.models import Country
from returnees.models import Isced, RecognitionCase
from returnees.papers import known


def test_levels_are_those_of_isced_and_countries_those_of_the_house():
    assert set(known._levels()) <= set(Country.values)
    for country in known._levels():
        assert set(known.level_names(country)) <= set(Isced.values)
    assert known.level_names("MA")[5][0] == "technicien spécialisé"
    assert known.level_names("LY") == {}


@pytest.mark.parametrize(
    ("isco", "country", "regulated"),
    [("2221", "MA", "yes"), ("8332", "MA", "yes"), ("4224", "DE", "no"), ("5120", "MA", None), ("2221", "IT", None)],
)
def test_what_no_source_says_is_unknown(isco, country, regulated):
    found = known.regulation(isco, country)
    assert (found and found.regulated) == regulated


def test_every_row_has_a_source_and_no_source_waits_for_a_row():
    rows = [*known._regulated(), *known._ways().values()]
    assert {row.country for row in rows} <= set(Country.values)
    assert {row.kind for row in known._ways().values()} <= set(RecognitionCase.Kind.values)
    assert {source for row in rows for source in row.sources} == set(known._sources().values())


def test_a_way_names_its_documents():
    way = known.way("MA", "academic")
    assert "diploma" in way.documents
    assert known.document_names()["diploma"]["en"] == "Certified copy of the diploma"
    assert known.way("MA", "licence") is None
