"""Which contracts a country knows, what they are called there, and how long each may last."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from employers.models import Opening

Contract = Opening.Contract
TO_VERIFY = "to verify"


@dataclass(frozen=True)
class ContractType:
    """A contract as a country has it: its value in an opening, the name people there know it by (not translated), the
    longest term in months where the law states one, a note, and where it was read."""

    value: str
    name: str
    most_months: int | None
    note: str
    source: str

    @property
    def label(self) -> str:
        """What it is, in the reader's language, with its local name."""
        general = Contract(self.value).label
        return f"{general} ({self.name})" if self.name and self.name not in str(general) else str(general)


_LIMITED = _("Only for the cases that the law names.")
_CHECK_TERM = _("Ask the agency how long it may last.")
# country -> (value, local name, most months, note, source)
_KNOWN = {
    "MA": [
        (Contract.PERMANENT, "CDI", None, "", "Code du travail, loi 65-99"),
        (Contract.FIXED_TERM, "CDD", 12, _("Only for the cases that the law names; renewable once in a new firm."),
         "Code du travail, loi 65-99, art. 16-17 (" + TO_VERIFY + ")"),
        (Contract.AGENCY_WORK, "intérim", 6, _("Through an authorised temporary-work agency."),
         "Code du travail, loi 65-99, art. 495-500 (" + TO_VERIFY + ")"),
        (Contract.SITE, "travail déterminé, chantier", None, _("Ends with the building site."),
         "Code du travail, loi 65-99, art. 16 (" + TO_VERIFY + ")"),
        (Contract.SEASONAL, "saisonnier", None, _CHECK_TERM, "Code du travail, loi 65-99, art. 16 (" + TO_VERIFY + ")"),
        (Contract.APPRENTICESHIP, "apprentissage", None, _CHECK_TERM, "loi 12-00 (" + TO_VERIFY + ")"),
        (Contract.INSERTION, "contrat d'insertion, Idmaj", 24, _("Three signed copies from the agency's portal."),
         "fesmeknesinvest.ma, contrats d'insertion"),
    ],
    "TN": [
        (Contract.PERMANENT, "CDI", None, "", "Code du travail"),
        (Contract.FIXED_TERM, "CDD", None, _LIMITED, "2025 reform of the Code du travail (" + TO_VERIFY + ")"),
        (Contract.SEASONAL, "saisonnier", None, _LIMITED, "2025 reform of the Code du travail (" + TO_VERIFY + ")"),
        (Contract.APPRENTICESHIP, "apprentissage", None, _CHECK_TERM, "loi 2008-10 (" + TO_VERIFY + ")"),
        (Contract.INSERTION, "CIVP, Karama", 24, _("CIVP: 12 months, exceptionally up to 19. Karama: up to 24."),
         "paie-tunisie.com; decree 2019-542, demarches.tn"),
    ],
    "SN": [
        (Contract.PERMANENT, "CDI", None, "", "africa-diligence.com"),
        (Contract.FIXED_TERM, "CDD", 24, "", "africa-diligence.com"),
        (Contract.SEASONAL, "saisonnier", None, _CHECK_TERM, "Code du travail (" + TO_VERIFY + ")"),
        (Contract.SITE, "chantier", None, _("Ends with the building site."), "Code du travail (" + TO_VERIFY + ")"),
        (Contract.APPRENTICESHIP, "apprentissage", None, _CHECK_TERM, "africa-diligence.com"),
        (Contract.INSERTION, "stage pré-embauche", None, _CHECK_TERM, "africa-diligence.com"),
        (Contract.INTERNSHIP, "stage d'incubation, d'adaptation, de qualification", None, _CHECK_TERM,
         "africa-diligence.com"),
    ],
    "CI": [
        (Contract.PERMANENT, "CDI", None, "", "Code du travail, loi 2015-532"),
        (Contract.FIXED_TERM, "CDD", 24, _("Renewals included."), "Code du travail, art. 15.4 (" + TO_VERIFY + ")"),
        (Contract.SEASONAL, "saisonnier", None, _CHECK_TERM, "Code du travail (" + TO_VERIFY + ")"),
        (Contract.SITE, "chantier", None, _("Ends with the building site."), "Code du travail (" + TO_VERIFY + ")"),
        (Contract.APPRENTICESHIP, "apprentissage", None, _CHECK_TERM, "Code du travail (" + TO_VERIFY + ")"),
        (Contract.INSERTION, "stage de qualification, Agence Emploi Jeunes", None, _CHECK_TERM, "actulome.com"),
        (Contract.INTERNSHIP, "stage pré-emploi, Agence Emploi Jeunes", None, _CHECK_TERM, "actulome.com"),
    ],
    "NG": [
        (Contract.PERMANENT, "", None, "", "Labour Act (" + TO_VERIFY + ")"),
        (Contract.FIXED_TERM, "", None, "", "Labour Act (" + TO_VERIFY + ")"),
        (Contract.SEASONAL, "", None, "", "Labour Act (" + TO_VERIFY + ")"),
        (Contract.APPRENTICESHIP, "", None, _CHECK_TERM, "Labour Act (" + TO_VERIFY + ")"),
        (Contract.INTERNSHIP, "", None, _CHECK_TERM, "Labour Act (" + TO_VERIFY + ")"),
    ],
}  # fmt: skip
# What every country has; of the others we have read nothing.
_ANYWHERE = [
    (value, "", None, "", "") for value in (Contract.PERMANENT, Contract.FIXED_TERM, Contract.SEASONAL)
]  # fmt: skip


def of(country: str) -> list[ContractType]:
    """The contracts of a country (ISO 3166-1), each value once, in the order in which a form offers them."""
    return [
        ContractType(value, name, months, str(note), source)
        for value, name, months, note, source in _KNOWN.get(country, _ANYWHERE)
    ]


def too_long(country: str, contract: str, months: int | None) -> ContractType | None:
    """The contract, where the law gives it fewer than `months`."""
    for known in of(country):
        if known.value == contract and known.most_months and months and months > known.most_months:
            return known
    return None
