"""Sheets of social rights in words."""

from datetime import date

from django import template
from django.utils import formats
from django.utils.translation import get_language

from returnees.sourced import Sentence

register = template.Library()


@register.filter
def worded(said: Sentence) -> str:
    """The sentence in the reader's language."""
    return said.words.get(get_language() or "en", said.words["en"])


@register.filter
def as_dated(told: str) -> str:
    """What a source says of its own date, as exactly as it says it: "2025", "April 2025", "13 October 1982"."""
    year, _dash, rest = told.partition("-")
    if not rest:
        return year  # also where it says nothing
    month, _dash, day = rest.partition("-")
    if not day:
        return formats.date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")
    return formats.date_format(date(int(year), int(month), int(day)), "DATE_FORMAT")
