"""How pages say what was decided about an opening."""

from django import template

from employers import reasons

register = template.Library()


@register.filter
def why(reason: str) -> str:
    """A kept reason, in the reader's language."""
    return reasons.in_words(reason)
