"""What the list of people of an opening shows of introductions."""

from collections.abc import Iterable

from django import template

from employers.models import Opening
from engagement import showing
from engagement.models import Introduction
from matching.showing import Shown

register = template.Library()


@register.simple_tag
def introduced(opening: Opening, rows: Iterable[Shown]) -> dict[int, Introduction]:
    """Profile -> its introduction to the opening, for the people of a page, in one query."""
    return showing.introduced(opening, [row.subject for row in rows])


@register.filter
def of(found: dict[int, Introduction], key: int) -> Introduction | None:
    return found.get(key)
