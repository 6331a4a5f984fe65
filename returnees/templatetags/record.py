"""A person's record in words: their name as the reader writes it, levels and licences kept as numbers and codes."""

from django import template
from django.forms import BoundField
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.kept_typing import signature
from returnees.models import Cefr, Identity, Isced, Licence, Profile
from returnees.policy import Tier, may, role_of

register = template.Library()


@register.simple_tag(takes_context=True)
def called(context: template.Context, profile: Profile) -> SafeString:
    """The name in the reader's script where we have it, else as given; the code for who may not see names."""
    reader = context["request"].user
    if not may(role_of(reader, profile), Tier.IDENTITY):
        return format_html('<bdi dir="ltr">{}</bdi>', profile.code)
    try:
        identity = profile.identity
    except Identity.DoesNotExist:
        return format_html("<bdi>{}</bdi>", profile.code)
    arabic = f"{identity.given_name_ar} {identity.family_name_ar}".strip()
    latin = str(identity)
    return format_html("<bdi>{}</bdi>", arabic if arabic and (get_language() == "ar" or not latin) else latin)


@register.filter
def cefr(level: int) -> str:
    return str(Cefr(level).label)


@register.filter
def isced(level: int) -> str:
    return str(Isced(level).label)


@register.filter
def licence(code: str) -> str:
    return str(Licence(code).label) if code in Licence.values else code


@register.filter
def also(label: object, language: str) -> SafeString:
    """The same words in another language, beneath those of the reader: for two who look at one page."""
    if not language:
        return SafeString("")
    with translation.override(language):
        return format_html('<span class="also" lang="{}" dir="auto">{}</span>', language, label)


@register.filter
def stored(field: BoundField) -> str:
    """The value that the record holds for a field, as a form sends it."""
    return field.form.stored[field.name]


@register.filter
def saved_at_once(field: BoundField, address: str) -> SafeString:
    """The field, sending itself to `address` whenever it was changed."""
    ways = {"hx-post": address, "hx-trigger": "change", "hx-target": f"#kept-{field.name}", "hx-swap": "innerHTML"}
    return field.as_widget(attrs={**ways, "hx-sync": "this:replace", "placeholder": False})


@register.simple_tag(takes_context=True)
def typed_by(context: template.Context) -> SafeString:
    """Whose form this is, under a signature: what is typed is kept for them if the session ends meanwhile."""
    return format_html('<input type="hidden" name="typed_by" value="{}">', signature(context["request"].user))
