"""Papers in words."""

from django import template
from django.utils.translation import get_language

from returnees.papers.known import document_names

register = template.Library()


@register.filter
def document_name(row: dict[str, object]) -> str:
    """What a document of a recognition is called: a known one in the reader's language, another as it was written."""
    known = document_names().get(str(row.get("key", "")))
    return known[get_language() or "en"] if known else str(row.get("name", ""))
