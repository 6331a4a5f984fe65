"""The firms of the demo world with their sites and verifications."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accounts.models import User
from employers.firms.actions import write_keys
from employers.models import Employer, Member, Site, Verification
from skills.models import Sector

from .agencies import Staff, login
from .places import Map


@dataclass(frozen=True)
class Firm:
    """A firm as told: where, what it does, how many work there, and how often it posts (0: a prospect only)."""

    name: str
    country: str
    town: str
    sector: str
    headcount: int
    posts: int
    parent: str = ""
    agency: str = ""
    level: int = 2
    form: str = "SARL"


TS, HM = "Chambre tuniso-suisse (démo)", "Chambre hispano-marocaine (démo)"
CAST = [
    Firm("Atlas Couture Démo SARL", "MA", "Tanger", "textile", 180, 3, level=3),
    Firm("Rif Câblage Démo SA", "MA", "Kénitra", "automotive", 1200, 3, parent="DE", level=3, form="SA"),
    Firm("Oum Rbia Primeurs Démo", "MA", "Béni Mellal", "agrifood", 90, 3, level=3),
    Firm("Coopérative Ennour Démo", "MA", "Sidi Kacem", "agrifood", 34, 1, form="coopérative"),
    Firm("Souss Serres Démo", "MA", "Agadir", "agrifood", 140, 2, parent="ES", agency=HM),
    Firm("Zellige Hôtels Démo", "MA", "Fès", "tourism", 75, 3, level=3),
    Firm("Chantiers Bouregreg Démo", "MA", "Rabat", "construction", 60, 3),
    Firm("Nord Froid & Clim Démo", "MA", "Tanger", "construction", 22, 2, agency=HM),
    Firm("Oriental Code Démo", "MA", "Oujda", "it", 45, 3, level=3),
    Firm("Clinique Anfa-Démo", "MA", "Casablanca", "health", 110, 2),
    Firm("Café Médina TPE Démo", "MA", "Fès", "tourism", 6, 1, form="auto-entrepreneur"),
    Firm("Helvéto-Plast Démo", "TN", "Ben Arous", "automotive", 210, 3, parent="CH", agency=TS, level=3),
    Firm("Sahel Maille Démo", "TN", "Monastir", "textile", 95, 2, agency=TS),
    Firm("Cap Bon Agro Démo", "TN", "Nabeul", "agrifood", 120, 2, agency=TS),
    Firm("Lagune BTP Démo", "CI", "Abidjan", "construction", 80, 2),
    Firm("Teranga Halieutique Démo", "SN", "Thiès", "fishing", 50, 2),
]
# Those that post come first; the order also makes the smaller worlds of the tests complete.
OTHERS = [
    Firm("Polyclinique Tadla Démo", "MA", "Béni Mellal", "health", 70, 2),
    Firm("Tadla Bâtiment Démo", "MA", "Béni Mellal", "construction", 48, 2),
    Firm("Transit Med Démo", "MA", "Tanger", "logistics", 85, 2, agency=HM),
    Firm("Messagerie Chaouia Démo", "MA", "Berrechid", "logistics", 130, 2),
    Firm("Grands Magasins Chaouia Démo", "MA", "Casablanca", "retail", 240, 2),
    Firm("Propreté Bouregreg Démo", "MA", "Rabat", "services", 160, 2),
    Firm("Pêcheries Dakhla Démo", "MA", "Dakhla", "fishing", 190, 2, parent="ES", agency=HM),
    Firm("Faisceaux Gharb Démo", "MA", "Kénitra", "automotive", 640, 2, parent="FR"),
    Firm("Soudure et Métal Tadla Démo", "MA", "Béni Mellal", "automotive", 26, 2),
    Firm("Relation Client Atlas Démo", "MA", "Rabat", "it", 320, 2, parent="FR"),
    Firm("Riad Agdal Démo", "MA", "Marrakech", "tourism", 28, 2),
    Firm("Confection Ouergha Démo", "MA", "Fès", "textile", 65, 2),
    Firm("Lait du Tadla Démo", "MA", "Kasba Tadla", "agrifood", 105, 2),
    Firm("Tunis Logiciel Démo", "TN", "Ariana", "it", 58, 2, agency=TS),
    Firm("Djerba Plage Démo", "TN", "Houmt Souk", "tourism", 140, 2),
    Firm("Clinique Carthage Démo", "TN", "Tunis", "health", 95, 1, agency=TS),
    Firm("Bâtisseurs de Sfax Démo", "TN", "Sfax", "construction", 70, 1),
    Firm("Radès Logistique Démo", "TN", "Ben Arous", "logistics", 60, 1, agency=TS),
    Firm("Petite Côte Lodge Démo", "SN", "Mbour", "tourism", 32, 1),
    Firm("Thiès Travaux Démo", "SN", "Thiès", "construction", 44, 1),
    Firm("Services Abidjan Démo", "CI", "Abidjan", "services", 52, 1),
    Firm("Bandama Constructions Démo", "CI", "Bouaké", "construction", 30, 1),
    Firm("Baie d'Agadir Resort Démo", "MA", "Agadir", "tourism", 210, 1),
    Firm("Gardiennage Phosphate Démo", "MA", "Khouribga", "services", 75, 1),
    Firm("Épiceries du Moyen Atlas Démo", "MA", "Khénifra", "retail", 19, 1),
    Firm("Plasturgie Détroit Démo", "MA", "Tanger", "automotive", 150, 1, parent="ES", agency=HM),
    # Registered by themselves: their openings are written, and not shown until somebody has seen a document.
    Firm("Coiffure Jasmin Démo", "MA", "Marrakech", "services", 4, 1, level=1, form="auto-entrepreneur"),
    Firm("Étanchéité Doukkala Démo", "MA", "El Jadida", "construction", 12, 1, level=0),
    Firm("Data Fès Démo", "MA", "Fès", "it", 9, 1, level=1),
    Firm("Armement Mahdia Démo", "TN", "Mahdia", "fishing", 24, 1, level=0),
    # Known to an agency, without an opening yet.
    Firm("Maille du Détroit Démo", "MA", "Tanger", "textile", 310, 0, agency=HM),
    Firm("Denim Salé Démo", "MA", "Salé", "textile", 220, 0),
    Firm("Broderie Médina Démo", "MA", "Fès", "textile", 8, 0),
    Firm("Tôlerie Mohammédia Démo", "MA", "Mohammédia", "automotive", 90, 0),
    Firm("Sièges Atlantique Démo", "MA", "Kénitra", "automotive", 480, 0, parent="FR"),
    Firm("Loukkos Fruits Démo", "MA", "Larache", "agrifood", 260, 0, parent="ES", agency=HM),
    Firm("Agrumes Berkane Démo", "MA", "Berkane", "agrifood", 110, 0),
    Firm("Conserverie Tadla Démo", "MA", "Fquih Ben Salah", "agrifood", 80, 0),
    Firm("Huilerie Zerhoun Démo", "MA", "Meknès", "agrifood", 36, 0),
    Firm("Primeurs Chtouka Démo", "MA", "Biougra", "agrifood", 170, 0),
    Firm("Dunes Hôtels Démo", "MA", "Ouarzazate", "tourism", 60, 0),
    Firm("Auberge d'Azilal Démo", "MA", "Azilal", "tourism", 7, 0),
    Firm("Routes du Rif Démo", "MA", "Tétouan", "construction", 95, 0),
    Firm("Solaire Ouarzazate Démo", "MA", "Ouarzazate", "construction", 40, 0),
    Firm("Soins à Domicile Fès Démo", "MA", "Fès", "health", 15, 0),
    Firm("Maison des Aînés Démo", "MA", "Rabat", "health", 33, 0),
    Firm("Fret Oriental Démo", "MA", "Nador", "logistics", 29, 0),
    Firm("Sardine Safi Démo", "MA", "Safi", "fishing", 280, 0),
    Firm("Casanear Dev Démo", "MA", "Casablanca", "it", 130, 0),
    Firm("Câbles du Sahel Démo", "TN", "Sousse", "automotive", 520, 0, parent="DE", agency=TS),
    Firm("Fil d'Or Démo", "TN", "Ksar Hellal", "textile", 74, 0, agency=TS),
    Firm("Couture Bizerte Démo", "TN", "Bizerte", "textile", 180, 0, agency=TS),
    Firm("Dattes du Djérid Démo", "TN", "Tozeur", "agrifood", 46, 0, agency=TS),
    Firm("Hammamet Palmes Démo", "TN", "Hammamet", "tourism", 160, 0, agency=TS),
    Firm("Contact Ifriqiya Démo", "TN", "Tunis", "it", 240, 0, agency=TS),
    Firm("Pharma Zaghouan Démo", "TN", "Zaghouan", "health", 88, 0, parent="CH", agency=TS),
    Firm("Distribution Kairouan Démo", "TN", "Kairouan", "retail", 35, 0),
    Firm("Arachide Saloum Démo", "SN", "Kaolack", "agrifood", 65, 0),
]
SEEN = {
    2: "Extrait du registre et attestation d'affiliation vus (démo)",
    3: "Visite du site, effectif déclaré et conditions de travail vus (démo)",
}


def size(headcount: int) -> str:
    for most, band in ((9, Employer.Size.MICRO), (49, Employer.Size.SMALL), (249, Employer.Size.MEDIUM)):
        if headcount <= most:
            return band
    return Employer.Size.LARGE


def identifiers(country: str, number: int) -> dict[str, str]:
    """Clearly invented identifiers of the right form: numbers begin with 999, and no court is called Démo."""
    if country == "MA":
        ice = f"999{number:06d}0000"
        return {"ice": f"{ice}{-int(ice) * 100 % 97:02d}", "rc": f"{999000 + number} Démo"}
    if country == "TN":
        return {"mf": f"999{number:04d}/B/A/M/000"}
    if country == "SN":
        ninea = f"999{number:05d}"
        last = -sum(int(digit) * weight for digit, weight in zip(ninea, (1, 2) * 4, strict=True)) % 10
        return {"ninea": f"{ninea}{last}", "rccm": f"SN-DEMO-2020-B-{99900 + number}"}
    return {"rccm": f"CI-DEMO-2020-B-{99900 + number}"}


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def firms(openings: int) -> list[Firm]:
    """The cast and the others; for large worlds, branches of the others so that no firm posts more than a few dozen."""
    told = CAST + OTHERS
    for branch in range(2, 2 + openings // 400):
        told = told + [
            Firm(f"{firm.name} {branch}", firm.country, firm.town, firm.sector, firm.headcount, firm.posts, level=2)
            for firm in OTHERS
            if firm.posts and firm.level >= 2
        ]
    return told


@dataclass
class Known:
    """A firm's row, its first site, and what was told of it."""

    firm: Firm
    row: Employer
    site: Site


def load(rng: random.Random, today: date, towns: Map, staff: Staff, openings: int) -> list[Known]:
    """The employers with one site each (large ones two), verified by the agency that knows them."""
    sectors = set(Sector.objects.values_list("code", flat=True))
    known: list[Known] = []
    verifications = []
    for number, firm in enumerate(firms(openings), start=1):
        place = towns.towns[firm.town]
        agency = staff.agencies[firm.agency] if firm.agency else staff.serving(place.region.code)
        registered = today - timedelta(days=rng.randrange(420, 900))
        row = Employer(
            name=firm.name,
            country=firm.country,
            legal_form=firm.form,
            sector_id=firm.sector if firm.sector in sectors else min(sectors),
            size=size(firm.headcount),
            headcount=firm.headcount,
            parent_country=firm.parent,
            identifiers={} if firm.level == 0 else identifiers(firm.country, number),
            agency=agency,
            level=firm.level,
            created_at=moment(registered),
        )
        known.append(Known(firm, row, Site(place=place, address="", transport=firm.headcount >= 100)))
    Employer.objects.bulk_create([one.row for one in known])
    write_keys(one.row for one in known)
    for one in known:
        one.site.employer = one.row
        one.site.accessible = rng.random() < 0.3
    Site.objects.bulk_create([one.site for one in known])
    for one in known:
        if one.firm.level < Employer.Level.DOCUMENT:
            continue
        on = today - timedelta(days=rng.randrange(15, 355))
        by = staff.counsellors[one.row.agency.name][0] if one.row.agency else None
        verifications.append(
            Verification(
                employer=one.row,
                level=one.firm.level,
                seen=SEEN[one.firm.level],
                by=by or staff.users["samira@example.org"],
                on=on,
                expires_on=on + timedelta(days=365),
            )
        )
    Verification.objects.bulk_create(verifications)
    salma = login(User.objects.create_user("salma@example.org", name="Salma R.", language="fr"))
    staff.users["salma@example.org"] = salma
    Member.objects.create(user=salma, employer=known[0].row, may_manage=True)
    return known
