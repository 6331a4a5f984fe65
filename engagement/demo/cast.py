"""The twelve people whom everybody meets first: each stands for a path that a counsellor knows. All are invented."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Consent, User
from returnees.models import Evidence

from .agencies import Staff, login
from .people import Codes, Draft, Person, save
from .places import Map
from .trades import Trades

DECLARED, DESCRIBED, SUPPORTED, CONFIRMED, ASSESSED, CERTIFIED = Evidence.values
Purpose, Mode = Consent.Purpose, Consent.Mode


@dataclass(frozen=True)
class Told:
    """One of the twelve as told; `work` lines are (ISCO, code, title, country, first year back, months, team, tasks),
    years counted back from today."""

    name: str
    names: tuple[tuple[str, str], tuple[str, str]]
    woman: bool
    age: int
    country: str
    town: str
    isced: int
    trade: tuple[str, str]
    work: list[tuple[str, str, str, str, int, int, int | None, str]]
    languages: list[tuple[str, int, int, int, int]]
    stays: list[tuple[str, str, int, str]]
    share: float = 0.8
    evidence: int = DESCRIBED
    extra: tuple[str, ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    diplomas: tuple[tuple[str, str, int, int], ...] = ()
    recognition: str = ""
    rural: bool = False
    language: str = "fr"
    abroad_again: str = ""
    returned: str = ""
    programme: str = ""
    show_abroad: bool | None = True
    radius: int = 30
    would_move: bool = False
    licences: tuple[str, ...] = ()
    wage_wish: int | None = None
    email: str = ""


TOLD = [
    Told("Fatna", (("Fatna", "فاطنة"), ("Zeroual", "زروال")), True, 43, "MA", "Sidi Kacem", 0,
         ("9211", "strawberry-picker"),
         [("9211", "strawberry-picker", "Cueillette de fraises et de framboises, Huelva", "ES", 6, 34, 8,
           "Six saisons ; responsable d'un groupe de huit pendant les deux dernières"),
          ("6121", "livestock-worker", "Trois vaches laitières à la maison", "MA", 20, 180, None,
           "Traite, fourrage, vente du lait au collecteur")],
         [("ar", 6, 6, 0, 0), ("es", 3, 2, 0, 0)], [("ES", "1-3y", 6, "GECCO Huelva")],
         extra=("lead-small-team", "train-newcomers", "teamwork", "be-reliable", "physical-fitness"),
         wishes=(("9211", "strawberry-picker"), ("6121", "cattle-farmer")), rural=True, language="ar",
         abroad_again="yes", radius=20),
    Told("Hicham", (("Hicham", "هشام"), ("Saidi", "السعيدي")), False, 29, "MA", "Béni Mellal", 2,
         ("7212", "welder"),
         [("7212", "welder", "Soudeur en charpente métallique, Brescia", "IT", 5, 48, None,
           "MIG et TIG, lecture de plans, portails et structures"),
          ("9313", "building-labourer", "", "MA", 8, 20, None, "")],
         [("ar", 6, 6, 4, 3), ("it", 4, 3, 2, 1), ("fr", 3, 2, 2, 1)], [("IT", "3-5y", 0, "")], share=0.9,
         extra=("read-technical-drawings", "wear-ppe", "work-safely", "be-punctual", "use-power-tools"),
         wishes=(("7212", "welder"), ("7213", "boilermaker")), abroad_again="maybe", licences=("B",), wage_wish=5200,
         would_move=True, radius=50, email="hicham@example.org"),
    Told("Nadia", (("Nadia", "نادية"), ("Tazi", "التازي")), True, 34, "MA", "Fès", 5, ("4224", "hotel-receptionist"),
         [("4224", "hotel-receptionist", "Réceptionniste, hôtel de montagne, Tyrol", "AT", 2, 18, None,
           "Accueil en allemand et en anglais, caisse, réservations"),
          ("4224", "hotel-receptionist", "Réceptionniste, maison d'hôtes", "MA", 7, 40, None, "")],
         [("ar", 6, 6, 6, 6), ("fr", 5, 5, 5, 4), ("de", 4, 3, 3, 2), ("en", 4, 4, 4, 3)], [("AT", "1-3y", 0, "")],
         evidence=SUPPORTED, extra=("welcome-people", "handle-complaints", "answer-phone", "use-business-software"),
         diplomas=(("Diplôme de technicien spécialisé en hôtellerie", "MA", 12, 5),), show_abroad=False,
         wage_wish=5500),
    Told("Omar", (("Omar", "عمر"), ("Ouali", "والي")), False, 52, "MA", "Khouribga", 1, ("3123", "site-foreman"),
         [("7112", "mason", "Maçon puis chef de chantier, Lyon", "FR", 21, 240, 12,
           "Logements et écoles ; douze personnes les huit dernières années"),
          ("7112", "mason", "Maçon", "MA", 30, 84, None, "")],
         [("ar", 6, 6, 3, 2), ("fr", 6, 5, 4, 3)], [("FR", "10y+", 0, "")], share=0.9, evidence=CONFIRMED,
         extra=("supervise-staff", "plan-team-work", "train-newcomers", "teach-a-trade", "estimate-costs"),
         wishes=(("3123", "site-foreman"), ("7112", "mason")), abroad_again="no", licences=("B",), wage_wish=8500,
         radius=80),
    Told("Sana", (("Sana", "سناء"), ("Gharbi", "الغربي")), True, 26, "TN", "Ben Arous", 6,
         ("3111", "chemistry-technician"),
         [("3111", "chemistry-technician", "Chimiste au laboratoire de contrôle, Sion", "CH", 2, 17, None,
           "Chromatographie, bonnes pratiques de laboratoire, rapports en français")],
         [("ar", 6, 6, 6, 6), ("fr", 6, 5, 5, 5), ("en", 4, 3, 4, 3), ("de", 2, 1, 1, 1)],
         [("CH", "1-3y", 0, "Jeunes professionnels CH–TN")], evidence=CONFIRMED,
         extra=("write-reports", "quality-rules", "follow-procedures", "handle-chemicals-safely"),
         diplomas=(("Licence appliquée en chimie", "TN", 4, 6),
                   ("Certificat de stage, laboratoire de contrôle", "CH", 1, 5)),
         recognition="submitted", wage_wish=1600, would_move=True),
    Told("Bilel", (("Bilel", "بلال"), ("Mejri", "الماجري")), False, 31, "TN", "Sfax", 3,
         ("7411", "building-electrician"),
         [("7411", "building-electrician", "Électricien, rénovation de logements", "IT", 3, 26, None, ""),
          ("7411", "building-electrician", "Électricien bâtiment", "TN", 9, 60, None, "")],
         [("ar", 6, 6, 5, 5), ("it", 4, 4, 2, 1), ("fr", 3, 2, 3, 2)], [("IT", "1-3y", 0, "")], share=0.85,
         diplomas=(("Certificat d'aptitude professionnelle, électricité", "TN", 12, 3),), abroad_again="maybe",
         returned="forced", show_abroad=None, wage_wish=1200, licences=("B",)),
    Told("Khadija", (("Khadija", "خديجة"), ("Azzouzi", "العزوزي")), True, 38, "MA", "Oujda", 1,
         ("5322", "home-carer"),
         [("5322", "home-carer", "Aide à domicile auprès d'une dame âgée, Almería", "ES", 5, 50, None,
           "Toilette, repas, médicaments préparés par l'infirmière, nuits"),
          ("9112", "room-attendant", "Ménage", "MA", 12, 48, None, "")],
         [("ar", 6, 6, 3, 2), ("es", 5, 4, 1, 1)], [("ES", "3-5y", 0, "")], evidence=DECLARED,
         extra=("be-patient", "show-empathy", "keep-confidential"), wishes=(("5322", "home-carer"),
         ("5321", "nursing-assistant")), abroad_again="no", language="ar", wage_wish=3800, radius=15),
    Told("Anas", (("Anas", "أنس"), ("Lahlou", "لحلو")), False, 27, "MA", "Rabat", 6, ("2513", "web-developer"),
         [("2513", "web-developer", "Développeur web, stage puis contrat", "MA", 2, 14, None,
           "Projet pour une agence belge, à distance")],
         [("ar", 6, 6, 6, 6), ("fr", 5, 5, 5, 5), ("en", 4, 4, 5, 4), ("nl", 1, 1, 1, 0)], [], evidence=ASSESSED,
         extra=("use-computer", "work-remotely", "meet-deadlines", "teamwork"),
         diplomas=(("Licence professionnelle en informatique", "MA", 4, 6),
                   ("Formation développeur, parcours au pays (type PALIM)", "MA", 2, 5)),
         abroad_again="yes", show_abroad=None, wage_wish=9500, would_move=True),
    Told("Mamadou", (("Mamadou", ""), ("Ndiaye", "")), False, 33, "SN", "Thiès", 2, ("9321", "packing-house-worker"),
         [("9321", "packing-house-worker", "Station fruitière, Lérida", "ES", 2, 14, 10,
           "Deux saisons ; chef de ligne la seconde"),
          ("9211", "market-gardener", "Maraîchage familial", "SN", 12, 90, None, "")],
         [("wo", 6, 6, 2, 1), ("fr", 4, 4, 3, 2), ("es", 3, 2, 1, 0)],
         [("ES", "1-3y", 2, "Migration circulaire Espagne–Sénégal")], evidence=SUPPORTED,
         extra=("lead-small-team", "check-quality", "plan-team-work", "keep-workplace-tidy"), abroad_again="yes",
         wage_wish=120000, radius=40),
    Told("Awa", (("Awa", ""), ("Koné", "")), True, 28, "CI", "Bouaké", 2, ("8153", "sewing-machine-operator"),
         [("8153", "sewing-machine-operator", "Atelier de confection, Monastir", "TN", 2, 20, None, ""),
          ("7531", "dressmaker", "Couture à la maison", "CI", 8, 48, None, "Robes et uniformes d'école")],
         [("dyu", 6, 6, 0, 0), ("fr", 4, 4, 3, 2), ("ar", 2, 1, 0, 0)], [("TN", "1-3y", 0, "")],
         extra=("run-small-business", "count-money", "use-mobile-money"),
         wishes=(("8153", "sewing-machine-operator"), ("7531", "dressmaker")), abroad_again="no", returned="assisted",
         programme="Prêt d'installation et couverture maladie universelle demandés", wage_wish=95000),
    Told("Rachid", (("Rachid", "رشيد"), ("Hilali", "الهلالي")), False, 24, "MA", "Béni Mellal", 4,
         ("7212", "welder"),
         [("7212", "welder", "Soudeur, atelier de ferronnerie", "MA", 2, 18, None, "")],
         [("ar", 6, 6, 5, 5), ("fr", 3, 3, 3, 3)], [], share=0.85, evidence=CERTIFIED,
         extra=("read-technical-drawings", "wear-ppe", "use-power-tools"),
         diplomas=(("Technicien en soudage et constructions métalliques (OFPPT)", "MA", 3, 4),), show_abroad=None,
         abroad_again="yes", wage_wish=4500, radius=30),
    Told("Imane", (("Imane", "إيمان"), ("Raji", "راجي")), True, 41, "MA", "Tanger", 2,
         ("8153", "sewing-machine-operator"),
         [("8153", "sewing-machine-operator", "Couture industrielle, trois usines", "MA", 15, 180, None,
           "Piqueuse plate, surjeteuse, contrôle en fin de chaîne")],
         [("ar", 6, 6, 4, 3), ("fr", 2, 2, 2, 1)], [], share=0.9, evidence=CONFIRMED,
         extra=("check-quality", "work-fast", "train-newcomers"),
         wishes=(("8153", "sewing-machine-operator"), ("3122", "sewing-line-leader")), show_abroad=None,
         language="ar", wage_wish=4200, radius=15),
]  # fmt: skip


def load(rng: random.Random, today: date, trades: Trades, towns: Map, staff: Staff) -> dict[str, Person]:
    """The twelve by given name, with one login (Hicham); their consents are a month old, spoken before a counsellor
    except for those who tapped."""
    drafts = [_draft(told, today, trades, towns, staff) for told in TOLD]
    persons = save(drafts, Codes(rng), staff, today)
    for told, person in zip(TOLD, persons, strict=True):
        person.told = True
        if told.email:
            user = User.objects.get(pk=person.user_id)
            user.email = told.email
            user.save(update_fields=["email"])
            staff.users[told.email] = login(user)
    return {told.name: person for told, person in zip(TOLD, persons, strict=True)}


def _draft(told: Told, today: date, trades: Trades, towns: Map, staff: Staff) -> Draft:
    place = towns.towns[told.town]
    agency = staff.serving(place.region.code)
    given, family = told.names
    trade = trades.of(*told.trade)
    draft = Draft(
        country=told.country,
        place=place,
        given=given,
        family=family,
        woman=told.woman,
        age=told.age,
        created=today - timedelta(days=200 + len(told.name) * 11),
        trade=trade,
        isced=told.isced,
        agency=agency.name if agency else "",
        witness=staff.counsellors[agency.name][0] if agency else None,
        rural=told.rural,
        language=told.language,
        radius=told.radius,
        would_move=told.would_move,
        available=today + timedelta(days=len(told.name)),
        licences=list(told.licences),
        wage_wish=told.wage_wish,
        abroad_again=told.abroad_again,
        languages=told.languages,
        stays=told.stays,
        wishes=list(dict.fromkeys(trades.of(isco, code) for isco, code in told.wishes or (told.trade,))),
        diplomas=[(title, country, today.year - back, level) for title, country, back, level in told.diplomas],
        recognition=told.recognition,
        returned=told.returned,
        programme=told.programme,
    )
    for isco, code, title, country, back, months, team, tasks in told.work:
        start = today.year - back
        done = trades.of(isco, code)
        draft.experiences.append(
            (done.pk, title, country, start, min(today.year, start + months // 12), months, "", team, tasks)
        )
        learned = "home" if country == told.country else "abroad"
        for skills, share in ((done.essential, told.share), (done.optional, told.share / 2)):
            for skill in skills[: round(len(skills) * share)]:
                draft.skills.setdefault(skill, (told.evidence, learned))
    for skill in trades.skills(*told.extra):
        draft.skills.setdefault(skill, (min(told.evidence, DESCRIBED), "abroad" if told.stays else "home"))
    given_on = today - timedelta(days=30)
    mode = Mode.ORAL if told.isced <= 2 and draft.witness else Mode.TAP
    for purpose in (Purpose.KEEP, Purpose.PROPOSE, Purpose.FOLLOW_UP, Purpose.STATISTICS):
        draft.consents[purpose] = (True, mode, given_on, None)
    if told.show_abroad is not None:
        draft.consents[Purpose.SHOW_ABROAD] = (told.show_abroad, mode, given_on, None)
    return draft
