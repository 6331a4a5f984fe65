"""Countries as CVs name them."""

import pytest

from accounts.models import Country
from returnees.cv.countries import _NAMES, country_named


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Soudeur, Turin, Italie", "IT"),
        ("Saudi Arabia", "SA"),
        ("لحام بإيطاليا", "IT"),
        ("في المملكة العربية السعودية", "SA"),
        ("بالدار البيضاء", "MA"),
        ("Côte d’Ivoire", "CI"),
        ("PAYS-BAS", "NL"),
        ("Serveur (Genève)", "CH"),
        ("from Tunis to Milan", "TN"),
        ("Nice (06)", "FR"),
        ("a nice team", ""),
        ("conduite d'eau", ""),
        ("restaurant italien", ""),
        ("Perm, Russia", ""),
        ("", ""),
    ],
)
def test_the_first_country_or_town_counts(text: str, code: str) -> None:
    assert country_named(text) == code


def test_every_country_of_the_platform_can_be_named() -> None:
    assert set(_NAMES) == set(Country.values)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_country_is_known_by_the_name_that_our_own_pages_give_it(language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        assert {country_named(str(country.label)) for country in Country} == set(Country.values)
