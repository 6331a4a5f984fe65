"""What every template may use."""

import math
from datetime import date, datetime
from decimal import Decimal

import phonenumbers
from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts import phones
from accounts.models import Place

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A sign from static/icons.svg; always beside a word, so hidden from readers aloud."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra,
        static("icons.svg"),
        name,
    )


@register.filter
def bdi(value: object) -> SafeString:
    """A code, a telephone, an address: read from left to right whatever surrounds it."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def in_ten(share: float) -> int:
    """A share of 0 to 1 as people say it: so many in ten."""
    return round(10 * share)


@register.filter
def whole_days(days: float) -> int:
    """Days as people say them: one at least, none cut off."""
    return max(1, math.ceil(days))


@register.filter
def telephone(number: str) -> SafeString:
    """A telephone number as people write it, whole and read from left to right."""
    try:
        written = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        written = number
    return format_html('<bdi dir="ltr" class="nowrap">{}</bdi>', written)


@register.filter
def spaced(number: str) -> str:
    """An E.164 number in groups that can be read out."""
    return phones.spaced(number)


# What a browser calls itself, the more telling names first: each also calls itself by those after it.
BROWSERS = [
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
]  # fmt: skip
MACHINES = [
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("KAIOS", "KaiOS"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
]  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """ "Chrome · Android": enough to know one's own telephone again."""
    known = [
        next((name for sign, name in names if sign.lower() in user_agent.lower()), "") for names in (BROWSERS, MACHINES)
    ]
    return " · ".join(filter(None, known)) or _("A device we do not know")


@register.filter
def apart(value: object) -> SafeString:
    """A name or a title in whatever script: its own direction, without disturbing that of the sentence."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def bare(field: BoundField) -> SafeString:
    """The field without a placeholder: the label above says what it is, and stays while one types."""
    return field.as_widget(attrs={"placeholder": False})


def currency_name(code: str) -> str:
    """The currency as people say it; its ISO 4217 code where we have no word."""
    return {
        "MAD": _("dirhams"),
        "TND": _("Tunisian dinars"),
        "XOF": _("CFA francs"),
        "NGN": _("naira"),
        "EUR": _("euros"),
        "CHF": _("Swiss francs"),
        "CAD": _("Canadian dollars"),
    }.get(code, code)


def _amount(value: Decimal | int) -> str:
    whole = value == int(value)
    return formats.number_format(value, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)


@register.simple_tag
def wage(low: Decimal | int | None, currency: str, period: str = "month", high: Decimal | int | None = None) -> str:
    """ "3,423 to 4,000 dirhams per month, gross"; the figures isolated from the direction of the text."""
    if low is None:
        return _("not said")
    figures = format_html('<bdi dir="ltr">{}</bdi>', _amount(low))
    if high is not None and high != low:
        figures = format_html(
            _("{low} to {high}"), low=figures, high=format_html('<bdi dir="ltr">{}</bdi>', _amount(high))
        )
    sentence = {
        "hour": _("{amount} {currency} per hour, gross"),
        "day": _("{amount} {currency} per day, gross"),
        "month": _("{amount} {currency} per month, gross"),
    }[period]
    return format_html(sentence, amount=figures, currency=currency_name(currency))


@register.simple_tag
def spot(place: Place) -> str:
    """ "Beni Mellal, Beni Mellal-Khenifra", with the comma of the reader's language."""
    return pgettext("between the items of a list", ", ").join([str(place), str(place.region)])


@register.filter
def since(moment: date | datetime | None) -> str:
    """How long ago, in whole days, weeks or months: what a counsellor needs, no more."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    days = (timezone.localdate() - day).days
    if days <= 0:
        return _("today")
    if days < 14:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    if days < 60:
        weeks = days // 7
        return ngettext("%(count)d week ago", "%(count)d weeks ago", weeks) % {"count": weeks}
    months = days // 30
    return ngettext("%(count)d month ago", "%(count)d months ago", months) % {"count": months}


@register.filter
def until(day: date | None) -> str:
    """How long from now: "today", "in 3 days"."""
    if day is None:
        return ""
    days = (day - timezone.localdate()).days
    if days < 0:
        return _("over")
    if days == 0:
        return _("today")
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}


# The languages that people here speak, by ISO 639 code, in the order in which they are offered.
LANGUAGE_CODES = ["ar", "ary", "aeb", "zgh", "fr", "en", "es", "it", "de", "nl", "pt"]
LANGUAGE_CODES += ["wo", "ff", "ha", "yo", "ig", "bm", "dyu", "bci"]


@register.filter
def language_name(code: str) -> str:
    """A language people speak, by its ISO 639 code, in the reader's language; the code where we have no word."""
    return {
        "ar": pgettext("language", "Arabic"),
        "ary": pgettext("language", "Moroccan Arabic"),
        "aeb": pgettext("language", "Tunisian Arabic"),
        "ber": pgettext("language", "Amazigh"),
        "zgh": pgettext("language", "Amazigh"),
        "fr": pgettext("language", "French"),
        "en": pgettext("language", "English"),
        "es": pgettext("language", "Spanish"),
        "it": pgettext("language", "Italian"),
        "de": pgettext("language", "German"),
        "nl": pgettext("language", "Dutch"),
        "pt": pgettext("language", "Portuguese"),
        "wo": pgettext("language", "Wolof"),
        "ff": pgettext("language", "Pulaar"),
        "ha": pgettext("language", "Hausa"),
        "yo": pgettext("language", "Yoruba"),
        "ig": pgettext("language", "Igbo"),
        "bm": pgettext("language", "Bambara"),
        "dyu": pgettext("language", "Dioula"),
        "bci": pgettext("language", "Baoulé"),
        "am": pgettext("language", "Amharic"),
        "he": pgettext("language", "Hebrew"),
        "om": pgettext("language", "Oromo"),
        "ru": pgettext("language", "Russian"),
        "so": pgettext("language", "Somali"),
        "ti": pgettext("language", "Tigrinya"),
        "tr": pgettext("language", "Turkish"),
        "uk": pgettext("language", "Ukrainian"),
        "zh": pgettext("language", "Chinese"),
    }.get(code, code)


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, page: Page, number: int) -> str:
    """The address of another page of the list, with the filters as they are."""
    query: QueryDict = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
