"""Social rights in words: sheets, periods, numbers that are not shown whole."""

from datetime import date

from django import template
from django.utils import formats
from django.utils.translation import get_language

from accounts.models import Country
from returnees.models import SocialPeriod
from returnees.rights import telling
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


@register.filter
def country(code: str) -> str:
    return str(Country(code).label)


@register.filter
def branch(code: str) -> str:
    return str(SocialPeriod.Branch(code).label)


@register.filter
def masked(number: str) -> str:
    return telling.masked(number)


@register.filter
def right_name(right: str) -> str:
    return telling.right_name(right)
