"""Levels and licences, kept as numbers and codes, in words."""

from django import template

from returnees.models import Cefr, Isced, Licence

register = template.Library()


@register.filter
def cefr(level: int) -> str:
    return str(Cefr(level).label)


@register.filter
def isced(level: int) -> str:
    return str(Isced(level).label)


@register.filter
def licence(code: str) -> str:
    return str(Licence(code).label) if code in Licence.values else code
