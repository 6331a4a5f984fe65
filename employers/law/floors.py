"""Legal minimum wages, each with where it was read. A change is a new row, and the end of the one before."""

from datetime import date

from employers.models import Period

MONTH, DAY = Period.MONTH, Period.DAY

# country, name, agriculture, hours per week, amount, currency, period, per month, valid from, valid to, source
FLOORS = [
    ("MA", "SMIG", False, 44, "17.92", "MAD", Period.HOUR, "3422.72", date(2026, 1, 1), None,
     "Le360, 18 December 2025: SMIG 2026; 191 hours a month"),
    ("MA", "SMIG", False, 44, "17.10", "MAD", Period.HOUR, "3266.10", date(2025, 1, 1), date(2026, 1, 1),
     "Le360, 18 December 2025: SMIG before 2026; 191 hours a month"),
    ("MA", "SMAG", True, None, "97.44", "MAD", DAY, "2533.44", date(2026, 4, 1), None,
     "Le360, 18 December 2025: SMAG from April 2026; 26 days a month"),
    ("MA", "SMAG", True, None, "93.00", "MAD", DAY, "2418.00", date(2025, 4, 1), date(2026, 4, 1),
     "Le360, 18 December 2025: SMAG before April 2026; 26 days a month"),
    ("TN", "SMIG 48 h", False, 48, "528.320", "TND", MONTH, "528.32", date(2025, 1, 1), None,
     "plumeseconomiques.com, SMIG 2026 (start date to verify); transport and presence premiums come on top"),
    ("TN", "SMIG 40 h", False, 40, "448.238", "TND", MONTH, "448.24", date(2025, 1, 1), None,
     "plumeseconomiques.com, SMIG 2026 (start date to verify); transport and presence premiums come on top"),
    ("SN", "SMIG", False, 40, "370.526", "XOF", Period.HOUR, "64223.00", date(2023, 1, 1), None,
     "sikafinance.com, 2023"),
    ("CI", "SMIG", False, 40, "75000", "XOF", MONTH, "75000.00", date(2023, 1, 1), None, "ivoirematin.com, 2026"),
    ("NG", "Minimum wage", False, 40, "70000", "NGN", MONTH, "70000.00", date(2024, 7, 1), None,
     "to verify: Minimum Wage Act as amended in July 2024"),
]  # fmt: skip
