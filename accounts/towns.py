"""Towns to choose from, under the names of their regions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .forms import AT_HOME
from .models import Country, Place, Region


def by_region(places: Iterable[Place], near: str = "") -> list[tuple[str, list[tuple[int, str]]]]:
    """("Morocco: Fès-Meknès", [(3, "Fès"), …]) for each region, the countries in our order with `near` first."""
    order = [near, *AT_HOME, *Country.values]

    def region_of(place: Place) -> tuple[int, str, int]:
        return order.index(place.region.country), str(place.region), place.region_id

    def heading(region: Region) -> str:
        return f"{region.get_country_display()}: {region}"

    groups = groupby(sorted(places, key=lambda place: (*region_of(place), str(place))), key=region_of)
    regions = [list(towns) for _region, towns in groups]
    return [(heading(towns[0].region), [(town.pk, str(town)) for town in towns]) for towns in regions]
