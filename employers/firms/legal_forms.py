"""The legal forms that firms take in each of our countries, as they stand on the document."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOPERATIVE, ASSOCIATION = ("coopérative", _("Cooperative")), ("association", _("Association"))
SOLE = ("entreprise individuelle", _("Sole trader"))
GIE = ("GIE", _("GIE (economic interest group)"))
# Of the seventeen OHADA countries: Senegal and Côte d'Ivoire.
OHADA: list[tuple[str, str | Promise]] = [
    ("SARL", "SARL"), ("SUARL", "SUARL"), ("SA", "SA"), ("SAS", "SAS"), ("SASU", "SASU"), ("SNC", "SNC"), GIE,
    COOPERATIVE, ASSOCIATION, SOLE, ("entreprenant", _("Registered small trader (entreprenant)")),
]  # fmt: skip

FORMS: dict[str, list[tuple[str, str | Promise]]] = {
    "MA": [
        ("SARL", "SARL"), ("SARL AU", "SARL AU"), ("SA", "SA"), ("SAS", "SAS"), ("SNC", "SNC"), GIE, COOPERATIVE,
        ASSOCIATION, SOLE, ("auto-entrepreneur", _("Auto-entrepreneur")),
    ],
    "TN": [
        ("SARL", "SARL"), ("SUARL", "SUARL"), ("SA", "SA"), ("SNC", "SNC"), GIE, COOPERATIVE, ASSOCIATION, SOLE,
        ("auto-entrepreneur", _("Auto-entrepreneur")),
    ],
    "SN": OHADA,
    "CI": OHADA,
    "NG": [
        ("Ltd", _("Private company (Ltd)")), ("Plc", _("Public company (Plc)")),
        ("Ltd/Gte", _("Company limited by guarantee (Ltd/Gte)")), ("LLP", _("Limited liability partnership (LLP)")),
        ("Business name", _("Business name (sole trader or partners)")),
        ("cooperative", _("Cooperative")), ("Incorporated trustees", _("Association (incorporated trustees)")),
    ],
}  # fmt: skip


def label(country: str, form: str) -> str:
    """A legal form in the reader's language; as it is kept where it is none of those that are chosen from."""
    return str(dict(FORMS.get(country, [])).get(form, form))
