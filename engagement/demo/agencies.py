"""The agencies between people and employers, and who works there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Agency, Membership, User

from .places import Map

# One password for all logins of the demo world, printed by ./run: it guards nothing.
PASSWORD = "demo-wasl-2026-essai"  # noqa: S105

# role, e-mail, what they can see
LOGINS = [
    (
        "EIMEA counsellor, Béni Mellal",
        "samira@example.org",
        "her centre's people and the openings of Morocco, ranked both ways",
    ),
    (
        "EIMEA officer, Béni Mellal",
        "driss@example.org",
        "his centre's firms, which he verifies, and their openings",
    ),
    (
        "EIMEA officer, Tanger",
        "rachid@example.org",
        "Atlas Couture Démo and the other firms of Tanger, which he verifies",
    ),
    (
        "EIMEA counsellor, Fès",
        "youssef@example.org",
        "his centre's people and the openings of Morocco, ranked both ways",
    ),
    ("chamber officer, Tunisia", "leila@example.org", "the openings of Tunisia, schemes"),
    ("territorial office, Thiès", "mame@example.org", "people of Thiès, the Senegal–Spain seasons"),
    ("employment office, Tunis", "ines@example.org", "people of Tunisia, the openings of Tunisia"),
    ("programme lead", "dalia@example.org", "schemes with their places and funnels"),
    ("employer, Atlas Couture Démo", "salma@example.org", "her firm's openings and where they stand"),
    ("person, Hicham", "hicham@example.org", "his own file, openings near him, who saw what"),
]

COUNSELLOR, OFFICER, LEAD = Membership.Role.COUNSELLOR, Membership.Role.OFFICER, Membership.Role.LEAD
KIND = Agency.Kind

# name, kind, country, town, territory (codes of regions), telephone, [(name, e-mail or "", language, role)]
AGENCIES = [
    ("EIMEA Béni Mellal", KIND.EIMEA, "MA", "Béni Mellal", ["ma-beni-mellal", "ma-marrakech"], "+212 600 00 00 01",
     [("Samira D.", "samira@example.org", "fr", COUNSELLOR), ("Hassan O.", "", "ar", COUNSELLOR),
      ("Driss M.", "driss@example.org", "fr", OFFICER)]),
    ("EIMEA Fès", KIND.EIMEA, "MA", "Fès", ["ma-fes"], "+212 600 00 00 02",
     [("Youssef T.", "youssef@example.org", "fr", COUNSELLOR), ("Zineb L.", "", "ar", COUNSELLOR)]),
    ("EIMEA Casablanca", KIND.EIMEA, "MA", "Casablanca", ["ma-casablanca", "ma-marrakech"], "+212 600 00 00 03",
     [("Meryem B.", "", "fr", COUNSELLOR), ("Tarik S.", "", "fr", COUNSELLOR)]),
    ("EIMEA Rabat", KIND.EIMEA, "MA", "Rabat", ["ma-rabat"], "+212 600 00 00 04",
     [("Laila F.", "", "fr", COUNSELLOR), ("Adil M.", "", "ar", COUNSELLOR)]),
    ("EIMEA Tanger", KIND.EIMEA, "MA", "Tanger", ["ma-tanger"], "+212 600 00 00 05",
     [("Naoual E.", "", "fr", COUNSELLOR), ("Rachid N.", "rachid@example.org", "fr", OFFICER)]),
    ("EIMEA Oujda", KIND.EIMEA, "MA", "Oujda", ["ma-oriental"], "+212 600 00 00 06",
     [("Brahim Z.", "", "ar", COUNSELLOR)]),
    ("EIMEA Agadir", KIND.EIMEA, "MA", "Agadir", ["ma-souss"], "+212 600 00 00 07",
     [("Fadma A.", "", "fr", COUNSELLOR)]),
    ("Bureau emploi et réinsertion de Tunis (démo)", KIND.EMPLOYMENT_AGENCY, "TN", "Tunis",
     ["tn-tunis", "tn-ariana", "tn-ben-arous", "tn-manouba", "tn-nabeul", "tn-zaghouan", "tn-bizerte"],
     "+216 20 00 00 01", [("Ines B.", "ines@example.org", "fr", COUNSELLOR)]),
    ("Bureau emploi et réinsertion de Sfax (démo)", KIND.EMPLOYMENT_AGENCY, "TN", "Sfax",
     ["tn-sfax", "tn-sousse", "tn-monastir", "tn-mahdia", "tn-gabes", "tn-medenine"],
     "+216 20 00 00 02", [("Slim G.", "", "fr", COUNSELLOR)]),
    ("BAOS Thiès", KIND.TERRITORIAL_OFFICE, "SN", "Thiès", ["sn-thies"], "+221 70 000 00 01",
     [("Mame A.", "mame@example.org", "fr", COUNSELLOR)]),
    ("Agence Emploi Jeunes Bouaké", KIND.EMPLOYMENT_AGENCY, "CI", "Bouaké", ["ci-bouake"], "+225 07 00 00 00 01",
     [("Aya K.", "", "fr", COUNSELLOR)]),
    ("Chambre tuniso-suisse (démo)", KIND.CHAMBER, "TN", "Tunis", [], "+216 20 00 00 03",
     [("Leïla K.", "leila@example.org", "fr", OFFICER)]),
    ("Chambre hispano-marocaine (démo)", KIND.CHAMBER, "MA", "Casablanca", [], "+212 600 00 00 08",
     [("Jaime R.", "", "fr", OFFICER)]),
    ("Programme mobilité circulaire (démo)", KIND.PROGRAMME, "MA", "Rabat", [], "+212 600 00 00 09",
     [("Dalia M.", "dalia@example.org", "fr", LEAD)]),
]  # fmt: skip

# The agency that keeps the files of people and of firms of a region; the rest of a country goes to its "XX" line.
SERVED_BY = {
    "ma-beni-mellal": "EIMEA Béni Mellal",
    "ma-marrakech": "EIMEA Béni Mellal",
    "ma-draa": "EIMEA Fès",
    "ma-fes": "EIMEA Fès",
    "ma-casablanca": "EIMEA Casablanca",
    "ma-rabat": "EIMEA Rabat",
    "ma-tanger": "EIMEA Tanger",
    "ma-oriental": "EIMEA Oujda",
    "ma-souss": "EIMEA Agadir",
    "ma-guelmim": "EIMEA Agadir",
    "ma-laayoune": "EIMEA Agadir",
    "ma-dakhla": "EIMEA Agadir",
    "TN": "Bureau emploi et réinsertion de Tunis (démo)",
    "tn-sfax": "Bureau emploi et réinsertion de Sfax (démo)",
    "tn-sousse": "Bureau emploi et réinsertion de Sfax (démo)",
    "tn-monastir": "Bureau emploi et réinsertion de Sfax (démo)",
    "tn-mahdia": "Bureau emploi et réinsertion de Sfax (démo)",
    "tn-gabes": "Bureau emploi et réinsertion de Sfax (démo)",
    "tn-medenine": "Bureau emploi et réinsertion de Sfax (démo)",
    "SN": "BAOS Thiès",
    "CI": "Agence Emploi Jeunes Bouaké",
}


@dataclass
class Staff:
    """The agencies by name and their people: `counsellors` by name of agency (of a chamber, its officers), `users` by
    e-mail."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    counsellors: dict[str, list[User]] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def serving(self, region_code: str) -> Agency | None:
        """The agency that keeps files of a region, or None where the demo world has none."""
        name = SERVED_BY.get(region_code) or SERVED_BY.get(region_code[:2].upper())
        return self.agencies[name] if name else None


@cache
def _hash(password: str) -> str:
    # Slow by design, and the same for all: once is enough.
    return make_password(password)


def login(user: User) -> User:
    """Lets a user with an e-mail address sign in with PASSWORD: the address counts as confirmed."""
    user.password = _hash(PASSWORD)
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def load(towns: Map) -> Staff:
    """The agencies, their territories and their staff; only the addresses of LOGINS can sign in."""
    staff = Staff()
    may_sign_in = {email for _, email, _ in LOGINS}
    for name, kind, country, town, territory, phone, people in AGENCIES:
        agency = Agency.objects.create(name=name, kind=kind, country=country, place=towns.towns[town], phone=phone)
        agency.territory.set([towns.regions[code] for code in territory])
        staff.agencies[name] = agency
        staff.counsellors[name] = []
        for who, email, language, role in people:
            user = User.objects.create_user(email or None, name=who, language=language)
            if email in may_sign_in:
                login(user)
                staff.users[email] = user
            Membership.objects.create(user=user, agency=agency, role=role)
            if role == COUNSELLOR or not staff.counsellors[name]:
                staff.counsellors[name].append(user)
    return staff
