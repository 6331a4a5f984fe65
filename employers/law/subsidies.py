"""Hiring subsidies, each with where it was read. Conditions are what `employers.rules.subsidies` can check."""

from datetime import date

from django.utils.translation import gettext_noop as _

REVIEWED = date(2026, 11, 2)

# country, programme, valid from, valid to, conditions, benefit, source
SUBSIDIES = [
    ("MA", "Idmaj (contrat d'insertion)", date(2025, 1, 1), None,
     {"contract": ["insertion"], "months_max": 24, "isced_min": 3, "first_contract": True,
      "below_isced": _("Whether people without a diploma are admitted: the final vote on bill 51.25 is not verified."),
      "ask": [_("Whether the allowance, the papers and the portal are still those of the day.")]},
     _("Up to 24 months, allowance of 1,600 to 6,000 MAD, contributions and training levy exempt; the State pays the "
       "employer's share for 12 months where the person is hired afterwards."),
     "fesmeknesinvest.ma, contrats d'insertion; Le360, November 2024"),
    ("MA", "Taehil (formation contractualisée)", date(2025, 1, 1), None,
     {"contract": ["permanent", "insertion"], "firm": [_("The firm trains the person for the post.")],
      "ask": [_("Terms and places of the year: ask the agency.")]},
     _("Training paid for where it leads to the hire."),
     "to verify: anapec.org, Taehil"),
    ("TN", "CIVP", date(2025, 10, 1), None,
     {"contract": ["insertion"], "months_max": 12, "months_exceptional": 19, "first_contract": True,
      "max_months_after_diploma": 36,
      "firm": [_("At least half of the CIVP contracts ended in three years led to a job.")],
      "abroad_counts": _("Whether months worked abroad count against the first-job condition.")},
     _("12 months, not renewed; the State pays 200 TND (higher education) or 150 TND a month, 50 TND more with a "
       "disability; up to 400 hours of training paid."),
     "paie-tunisie.com; managers.tn, January 2024; emploi.nat.tn"),
    ("TN", "Karama", date(2019, 6, 1), None,
     {"contract": ["permanent", "fixed_term", "insertion"], "months_max": 24, "isced_min": 5,
      "years_since_diploma_min": 2, "social_security_quarters_max": 12,
      "firm": [_("The firm has paid its taxes and contributions, and the person does not work there already.")],
      "abroad_counts": _("Whether quarters insured abroad count: ask the agency.")},
     _("For two years at most, a part of the wage refunded and contributions waived (2017: 400 TND of 600)."),
     "demarches.tn; fr.allafrica.com, October 2017"),
    ("TN", "Tounesna", date(2022, 1, 1), None,
     {"returned_from": ["FR", "BE", "CH", "DE", "IT", "AT"],
      "ask": [_("Only for people back from partner European States, and subject to funds.")]},
     _("Temporary wage support, social and business aid, reinforced in the first 12 months for vulnerable people."),
     "ote.nat.tn/tounesna; ofii.fr"),
    ("CI", "Stage de qualification (Agence Emploi Jeunes)", date(2026, 2, 1), None,
     {"contract": ["insertion", "internship", "apprenticeship"], "ask": [_("Places of the year: ask the agency.")]},
     _("Premium of 75,000 XOF a month (45,000 before February 2026), never below the SMIG; health cover automatic."),
     "actulome.com, February 2026"),
    ("SN", "Contrat de stage pré-embauche", date(2015, 1, 1), None,
     {"contract": ["insertion", "internship"], "ask": [_("Terms of the year: ask the territorial office.")]},
     _("One of four internship contracts since 2015; the State shares the allowance under its convention with "
       "employers."),
     "africa-diligence.com"),
]  # fmt: skip
