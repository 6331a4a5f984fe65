"""Agreements, schemes, quota lines with their sources, intakes, applications and recalls.

Figures with a public source name it and the day it was read for; what is invented for the demo says so in its source.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from mobility_schemes.models import (
    Agreement,
    Application,
    EligibilityRule,
    FunnelCount,
    Intake,
    QuotaLine,
    RecallRight,
    Scheme,
    SchemeBody,
)
from skills.models import Sector

from .agencies import Staff
from .employers import moment
from .people import Person
from .trades import Trades

INVENTED = "Données de démonstration, inventées"
Kind, Unit, Split = QuotaLine.Kind, QuotaLine.Unit, QuotaLine.Split
Confidence, From = QuotaLine.Confidence, QuotaLine.SourceKind
Step, Role, Rule = FunnelCount.Step, SchemeBody.Role, EligibilityRule
AGREED, PROJECT = Agreement.Kind, Agreement.Kind.PROJECT

# key, title in English, French, Arabic, kind, parties, signed on, status, legal reference
AGREEMENTS = [
    ("es-ma", "Spain–Morocco, collective hiring in the country of origin",
     "Espagne–Maroc, embauche collective à la source",
     "إسبانيا–المغرب، التشغيل الجماعي من بلد المنشأ", AGREED.LABOUR, ["Spain", "Morocco"], None, "in_force",
     "Ley Orgánica 4/2000 art. 39 ; RD 1155/2024 ; ordre pour 2026, BOE-A-2025-27014"),
    ("wafira", "WAFIRA II project", "Projet WAFIRA II", "مشروع وفيرة 2", PROJECT,
     ["Morocco", "Spain", "France", "Portugal", "Mauritania", "Cape Verde"], None, "in_force",
     "Lancé à Rabat le 16 décembre 2025"),
    ("es-sn", "Spain–Senegal, circular migration", "Espagne–Sénégal, migration circulaire",
     "إسبانيا–السنغال، الهجرة الدائرية", AGREED.LABOUR, ["Spain", "Senegal"], None, "in_force",
     "Accords de 2008, 2021, 2023 et 2024"),
    ("it-flussi", "Italy, decree on flows 2026–2028", "Italie, décret sur les flux 2026–2028",
     "إيطاليا، مرسوم التدفقات 2026–2028", AGREED.DECREE, ["Italy"], date(2025, 10, 2), "in_force",
     "DPCM du 2 octobre 2025, GU 240 du 15 octobre 2025"),
    ("it-tn", "Italy–Tunisia, memorandum of understanding", "Italie–Tunisie, protocole d'accord",
     "إيطاليا–تونس، مذكرة تفاهم", AGREED.MOU, ["Italy", "Tunisia"], date(2023, 10, 20), "in_force",
     "Cadre THAMM Plus Italia du 2 juillet 2024"),
    ("fr-ma", "France–Morocco, labour agreement", "France–Maroc, convention de main-d'œuvre",
     "فرنسا–المغرب، اتفاقية اليد العاملة", AGREED.LABOUR, ["France", "Morocco"], None, "in_force",
     "Accord de main-d'œuvre de 1963 ; cadre FNSEA–OFII–ANAPEC de 2023"),
    ("fr-tn-yp", "France–Tunisia, young professionals", "France–Tunisie, jeunes professionnels",
     "فرنسا–تونس، المهنيون الشباب", AGREED.YOUNG_PROFESSIONALS, ["France", "Tunisia"], None, "in_force",
     "Accord de 2008, ensemble de 9 000 places"),
    ("fr-ma-yp", "France–Morocco, young professionals", "France–Maroc, jeunes professionnels",
     "فرنسا–المغرب، المهنيون الشباب", AGREED.YOUNG_PROFESSIONALS, ["France", "Morocco"], None, "in_force",
     "Published text, JORFARTI000001266098; unused places not carried over"),
    ("ch-tn", "Switzerland–Tunisia, young professionals", "Suisse–Tunisie, jeunes professionnels",
     "سويسرا–تونس، المهنيون الشباب", AGREED.YOUNG_PROFESSIONALS, ["Switzerland", "Tunisia"], None,
     "in_force", "Accord de 2012, en vigueur depuis 2014"),
    ("de-15d", "Germany, short-term contingent employment", "Allemagne, emploi contingenté de courte durée",
     "ألمانيا، التشغيل قصير الأمد", AGREED.DECREE, ["Germany"], None, "in_force",
     "§ 15d BeschV, since 1 March 2024; residence title under § 19c(1) AufenthG"),
    ("thamm", "THAMM Plus", "THAMM Plus", "برنامج تام بلوس", AGREED.TALENT_PARTNERSHIP,
     ["Germany", "Morocco", "Tunisia", "Egypt"], None, "in_force", "2024–2026, GIZ with ILO, IOM, Enabel, OFII, AICS"),
    ("palim", "PALIM pilot, Belgium–Morocco", "Projet pilote PALIM, Belgique–Maroc", "مشروع باليم، بلجيكا–المغرب",
     PROJECT, ["Belgium", "Morocco"], None, "expired", "Enabel, mars 2019 à avril 2021"),
    ("quebec", "Québec recruitment missions to Morocco", "Missions de recrutement du Québec au Maroc",
     "بعثات التوظيف من كيبيك إلى المغرب", PROJECT, ["Canada", "Morocco"], None, "suspended", ""),
]  # fmt: skip

FARM = ["strawberry-picker", "fruit-vegetable-picker", "citrus-picker", "crop-farm-worker", "packing-house-worker"]
BUILD = ["mason", "formwork-carpenter", "steel-fixer", "building-electrician", "plumber", "tiler", "scaffolder"]
YOUNG = [
    "software-developer", "web-developer", "nurse", "cook", "hotel-receptionist", "waiter", "welder",
    "chemistry-technician", "industrial-electrician", "mason",
]  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A scheme as told; `bodies` are (role, name, agency here or ""), `rules` (attribute, operator, value, facts)."""

    code: str
    agreement: str
    names: tuple[str, str, str]
    origin: str
    destination: str
    pathway: str
    sectors: tuple[str, ...]
    occupations: list[str]
    bodies: list[tuple[str, str, str]]
    rules: list[tuple[str, str, object, dict]] = field(default_factory=list)
    months_in_12: int | None = None
    months: int | None = None
    language: tuple[str, int] = ("", 0)
    returns: bool = True
    repeats: bool = False
    status: str = "active"
    note: str = ""
    source: str = ""


def _adult(law: str) -> tuple[str, str, object, dict]:
    return ("age", "at_least", 18, {"origin": "law", "legal_basis": law, "review": "lawful"})


def _from(country: str) -> tuple[str, str, object, dict]:
    return ("country", "equals", country, {"origin": "agreement", "review": "lawful"})


def _young(treaty: str) -> list[tuple[str, str, object, dict]]:
    facts = {"origin": "agreement", "legal_basis": treaty, "review": "lawful"}
    return [("age", "at_least", 18, facts), ("age", "at_most", 35, facts)]


EMBASSY, MINISTRY = "Bureau du travail de l'ambassade", "DG Gestión Migratoria"
SCHEMES = [
    Told("es-gecco-ma", "es-ma", ("Seasonal work in Spain (GECCO)", "Travail saisonnier en Espagne (GECCO)",
         "العمل الموسمي في إسبانيا (جيكو)"), "MA", "ES", "seasonal", ("agrifood",), FARM,
         [(Role.PUBLISH, "ANAPEC", ""), (Role.PRESELECT, "ANAPEC", ""),
          (Role.SELECT, "Freshuelva, Asaja, UPA, Interfresa", ""), (Role.PERMIT, MINISTRY, ""),
          (Role.VISA, "Consulat d'Espagne", ""), (Role.ACCOMPANY, "EIMEA", "EIMEA Rabat")],
         [_from("MA"), _adult("Ley Orgánica 4/2000"),
          ("occupation_months", "at_least", 3, {"origin": "employer", "hard": False}),
          # As it was practised for years, and reported: kept as a fact, never applied.
          ("sex", "equals", "woman", {"origin": "practice", "sensitive": True, "review": "not_applied"}),
          ("children", "at_least", 1, {"origin": "practice", "sensitive": True, "review": "not_applied",
           "legal_basis": ""})],
         months_in_12=9, repeats=True, source="Ordre ISM pour 2026, BOE-A-2025-27014 ; RD 1155/2024"),
    Told("es-wafira2-ma", "wafira", ("WAFIRA II: seasons with a plan for the return",
         "WAFIRA II : saisons et projet de retour",
         "وفيرة 2: مواسم مع مشروع للعودة"), "MA", "ES", "seasonal", ("agrifood",), FARM,
         [(Role.PRESELECT, "ANAPEC", ""), (Role.SELECT, "Cooperativas Agro-alimentarias", ""),
          (Role.ACCOMPANY, "OIT", "")],
         [_from("MA"), _adult("Ley Orgánica 4/2000")], months_in_12=9, repeats=True,
         source="SEAE, lancement à Rabat le 16 décembre 2025"),
    Told("es-circular-sn", "es-sn", ("Circular migration Spain–Senegal", "Migration circulaire Espagne–Sénégal",
         "الهجرة الدائرية إسبانيا–السنغال"), "SN", "ES", "seasonal", ("agrifood",), FARM,
         [(Role.PUBLISH, "BAOS", "BAOS Thiès"), (Role.PRESELECT, "Ministère chargé de l'emploi", ""),
          (Role.SELECT, "Entreprises espagnoles", ""), (Role.VISA, "Consulat d'Espagne", "")],
         [_from("SN"), _adult("Ley Orgánica 4/2000")], months_in_12=9, repeats=True,
         note="Toutes les personnes sont rentrées selon un ministre, un journal en doute : rien n'est établi.",
         source="pressafrik.com; senenews.com; leral.net"),
    Told("it-flussi-ma", "it-flussi", ("Seasonal work in Italy (decree on flows)",
         "Travail saisonnier en Italie (décret flux)",
         "العمل الموسمي في إيطاليا (مرسوم التدفقات)"), "MA", "IT", "seasonal", ("agrifood", "tourism"),
         [*FARM, "cook", "waiter", "room-attendant"],
         [(Role.SELECT, "L'employeur désigne la personne", ""), (Role.PERMIT, "Sportello unico", ""),
          (Role.VISA, "Consulat d'Italie", "")],
         [_from("MA"), _adult("Testo unico immigrazione")], months_in_12=9, repeats=True,
         source="DPCM du 2 octobre 2025, GU 240 du 15 octobre 2025"),
    Told("it-flussi-tn", "it-flussi", ("Seasonal work in Italy (decree on flows)",
         "Travail saisonnier en Italie (décret flux)",
         "العمل الموسمي في إيطاليا (مرسوم التدفقات)"), "TN", "IT", "seasonal", ("agrifood", "tourism"),
         [*FARM, "cook", "waiter", "room-attendant"],
         [(Role.SELECT, "L'employeur désigne la personne", ""), (Role.PERMIT, "Sportello unico", ""),
          (Role.VISA, "Consulat d'Italie", "")],
         [_from("TN"), _adult("Testo unico immigrazione")], months_in_12=9, repeats=True,
         source="DPCM du 2 octobre 2025, GU 240 du 15 octobre 2025"),
    Told("it-thamm-construction-tn", "it-tn", ("THAMM Plus Italy, construction", "THAMM Plus Italie, bâtiment",
         "تام بلوس إيطاليا، البناء"), "TN", "IT", "skilled", ("construction",), BUILD,
         [(Role.PRESELECT, "ANETI et ATFP", "Bureau emploi et réinsertion de Tunis (démo)"),
          (Role.SELECT, "Entreprises de l'ANCE", ""), (Role.ACCOMPANY, "Centro ELIS", "")],
         [_from("TN"), _adult("Testo unico immigrazione"),
          ("sector", "one_of", ["construction"], {"origin": "agreement"}),
          ("language", "at_least", {"language": "it", "level": 1}, {"origin": "agreement", "hard": False})],
         returns=False, language=("it", 1), source="agi.it, July and November 2024; kapitalis.com, 24 February 2026"),
    Told("fr-seasonal-ma", "fr-ma", ("Seasonal work in France (OFII)", "Travail saisonnier en France (OFII)",
         "العمل الموسمي في فرنسا (أوفي)"), "MA", "FR", "seasonal", ("agrifood",), FARM,
         [(Role.PRESELECT, "ANAPEC", ""), (Role.SELECT, "Exploitations, FNSEA", ""), (Role.PERMIT, "OFII Casablanca",
         ""),
          (Role.ACCOMPANY, "OFII Casablanca (pointage au retour)", "")],
         [_from("MA"), _adult("Code du travail")], months_in_12=6, repeats=True,
         source="terre-net.fr; Le360, 1,200 seasonal workers for Corsica, 2023"),
    Told("fr-youngpro-tn", "fr-tn-yp", ("Young professionals in France", "Jeunes professionnels en France",
         "المهنيون الشباب في فرنسا"), "TN", "FR", "trainee", (), YOUNG,
         [(Role.SELECT, "Employeur", ""), (Role.PERMIT, "OFII", ""),
          (Role.ACCOMPANY, "ANETI, avec l'OFII pour le projet de retour",
          "Bureau emploi et réinsertion de Tunis (démo)")],
         [_from("TN"), *_young("Accord France–Tunisie de 2008"),
          ("isced", "at_least", 3, {"origin": "agreement", "hard": False}),
          ("language", "at_least", {"language": "fr", "level": 3}, {"origin": "agreement", "hard": False})],
         months=18, language=("fr", 3), source="thamm-ofii.org; up to 24 months with a return project"),
    Told("fr-youngpro-ma", "fr-ma-yp", ("Young professionals in France", "Jeunes professionnels en France",
         "المهنيون الشباب في فرنسا"), "MA", "FR", "trainee", (), YOUNG,
         [(Role.SELECT, "Employeur", ""), (Role.PERMIT, "OFII", "")],
         [_from("MA"), *_young("France–Morocco exchange of young professionals"),
          ("language", "at_least", {"language": "fr", "level": 3}, {"origin": "agreement", "hard": False})],
         months=18, language=("fr", 3), note="Le contingent a changé depuis le texte publié : à vérifier.",
         source="legal.tricoteuses.fr, JORFARTI000001266098"),
    Told("ch-youngpro-tn", "ch-tn", ("Young professionals in Switzerland", "Jeunes professionnels en Suisse",
         "المهنيون الشباب في سويسرا"), "TN", "CH", "trainee", ("it", "health", "tourism", "automotive"), YOUNG,
         [(Role.SELECT, "L'entreprise et le SEM", ""), (Role.PERMIT, "SEM", ""),
          (Role.ACCOMPANY, "Perspectives, Swisscontact", ""),
          (Role.PUBLISH, "Chambre tuniso-suisse (démo)", "Chambre tuniso-suisse (démo)")],
         [_from("TN"), *_young("Accord Suisse–Tunisie de 2012"),
          ("isced", "at_least", 3, {"origin": "agreement", "legal_basis": "Formation de deux ans ou diplôme",
           "review": "lawful"})],
         months=18, language=("fr", 3), source="perspectives-program.org; webmanagercenter.com, March 2015"),
    Told("de-15d-ma", "de-15d", ("Short-term employment in Germany", "Emploi de courte durée en Allemagne",
         "تشغيل قصير الأمد في ألمانيا"), "MA", "DE", "short_contingent", ("tourism", "logistics", "services"),
         ["kitchen-assistant", "room-attendant", "waiter", "warehouse-worker", "baggage-handler"],
         [(Role.SELECT, "Employeur lié par une convention collective", ""), (Role.PERMIT, "Bundesagentur für Arbeit",
         "")],
         [_adult("§ 15d BeschV")], months_in_12=8, repeats=True,
         source="gesetze-im-internet.de, § 15d BeschV; haufe.de"),
    Told("de-thamm-plus-ma", "thamm", ("THAMM Plus: apprenticeship in Germany",
         "THAMM Plus : apprentissage en Allemagne",
         "تام بلوس: التدرج المهني في ألمانيا"), "MA", "DE", "apprenticeship", ("tourism", "construction"),
         ["cook", "waiter", "hotel-receptionist", "mason", "building-electrician"],
         [(Role.PRESELECT, "ANAPEC", ""), (Role.SELECT, "Entreprise, Bundesagentur für Arbeit", ""),
          (Role.ACCOMPANY, "GIZ, Goethe-Institut", "")],
         [_from("MA"), _adult("Berufsbildungsgesetz"), ("isced", "at_least", 3, {"origin": "employer", "hard": False}),
          ("language", "at_least", {"language": "de", "level": 3}, {"origin": "employer", "hard": False})],
         returns=False, language=("de", 3), source="giz.de, THAMM Plus"),
    Told("be-palim-ma", "palim", ("PALIM, ICT at home and away", "PALIM, métiers du numérique ici et là-bas",
         "باليم، مهن الرقمنة هنا وهناك"), "MA", "BE", "home_away_training", ("it",),
         ["software-developer", "web-developer"],
         [(Role.PRESELECT, "ANAPEC", ""), (Role.SELECT, "VOKA, VDAB, Agoria", ""), (Role.ACCOMPANY, "Enabel", "")],
         status="closed", note="Terminé en avril 2021 ; suite dans THAMM.", returns=False,
         source="news.belgium.be; migrationpartnershipfacility.eu"),
    Told("ca-quebec-ma", "quebec", ("Québec recruitment missions", "Missions de recrutement du Québec",
         "بعثات التوظيف من كيبيك"), "MA", "CA", "skilled", ("it", "health"), ["software-developer", "nurse"],
         [(Role.SELECT, "Employeurs du Québec", "")], status="suspended", returns=False,
         note="Missions suspendues : 762 recrutements la dernière année, 356 000 candidatures pour 1 400 postes.",
         source="bladi.net"),
]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A quota line as told; `counts` are (step, people, as of, source, note)."""

    scheme: str
    label: str
    start: date
    end: date
    kind: str
    places: int | None
    as_of: date
    source: str
    source_kind: str = From.PRESS
    confidence: str = Confidence.REPORTED
    unit: str = Unit.PERSONS
    split: str = Split.ANY
    sector: str = ""
    reserve: str = ""
    status: str = "open"
    counts: tuple[tuple, ...] = ()
    supersedes: str = ""


ITALY = "DPCM du 2 octobre 2025, GU 240 du 15 octobre 2025"
Y26 = (date(2026, 1, 1), date(2026, 12, 31))
HUELVA = (date(2025, 11, 1), date(2026, 6, 30))
LINES = [
    Line("es-gecco-ma", "Huelva 2025/26, tous pays", *HUELVA, Kind.FORECAST, 21496, date(2026, 1, 12),
         "Europa Press, 12 janvier 2026", unit=Unit.POSTS, status="closed"),
    Line("es-gecco-ma", "Huelva 2025/26, rappelées du Maroc", *HUELVA, Kind.FORECAST, 14525,
         date(2026, 1, 21), "Europa Press, 21 janvier 2026", split=Split.REPEATER, status="closed"),
    Line("es-gecco-ma", "Huelva 2025/26, nouvelles du Maroc", *HUELVA, Kind.FORECAST, 3305, date(2026, 1, 21),
         "Europa Press, 21 janvier 2026", split=Split.NEW, status="closed"),
    Line("es-gecco-ma", "Huelva 2018", date(2018, 1, 1), date(2018, 6, 30), Kind.FORECAST, 12944, date(2018, 4, 1),
         "Le360, départs d'avril 2018", status="closed",
         counts=((Step.APPLIED, 33452, date(2018, 4, 1), "Le360, 2018", "dossiers reçus"),
                 (Step.PRESELECTED, 12944, date(2018, 4, 1), "Le360, 2018", ""))),
    Line("es-wafira2-ma", "Objectif du projet à novembre 2028, six pays, Espagne et France", date(2025, 12, 16),
         date(2028, 11, 30), Kind.PROJECT_TARGET, 3000, date(2025, 12, 16), "SEAE, lancement à Rabat, 16 décembre 2025",
         From.PROJECT, Confidence.OFFICIAL),
    Line("es-circular-sn", "Places de 2024", date(2024, 1, 1), date(2024, 12, 31), Kind.PROJECT_TARGET, 150,
         date(2024, 12, 1), "pressafrik.com (100 à 150 selon les sources)", status="closed"),
    Line("es-circular-sn", "Places de 2025, dont 100 pour les personnes de 2024", date(2025, 1, 1), date(2025, 12, 31),
         Kind.PROJECT_TARGET, 370, date(2025, 3, 1), "senenews.com; pressafrik.com, 2025", status="closed",
         counts=((Step.APPLIED, 10000, date(2025, 3, 1), "senenews.com, 2025", "en 48 heures"),
                 (Step.SELECTED, 370, date(2025, 3, 1), "pressafrik.com, 2025", "au moins"),
                 (Step.DEPARTED, 500, date(2025, 10, 1), "leral.net, octobre 2025", "plus de 500 selon la presse"))),
    Line("it-flussi-ma", "Toutes les entrées de 2024, toutes nationalités", date(2024, 1, 1), date(2024, 12, 31),
         Kind.LEGAL_CAP, 119890, date(2025, 6, 1), "Ero straniero, rapport sur 2024", confidence=Confidence.REPORTED,
         unit=Unit.AUTHORISATIONS, status="closed",
         counts=((Step.ACTIVE, 9331, date(2025, 6, 1), "Ero straniero, rapport sur 2024",
                  "finalisées : contrat de séjour signé, sur 119 890 places"),)),
    Line("it-flussi-ma", "Saisonniers 2026, toutes nationalités", *Y26, Kind.LEGAL_CAP, 88000, date(2025, 10, 15),
    ITALY,
         From.LAW, Confidence.OFFICIAL, Unit.AUTHORISATIONS),
    Line("it-flussi-ma", "Saisonniers 2026, agriculture, par les organisations", *Y26, Kind.LEGAL_CAP, 47000,
         date(2025, 10, 15), ITALY, From.LAW, Confidence.OFFICIAL, Unit.AUTHORISATIONS, sector="agrifood",
         reserve="organisations d'employeurs"),
    Line("it-flussi-ma", "Saisonniers 2026, tourisme, par les organisations", *Y26, Kind.LEGAL_CAP, 13000,
         date(2025, 10, 15), ITALY, From.LAW, Confidence.OFFICIAL, Unit.AUTHORISATIONS, sector="tourism",
         reserve="organisations d'employeurs"),
    Line("it-flussi-tn", "Saisonniers 2026, toutes nationalités", *Y26, Kind.LEGAL_CAP, 88000, date(2025, 10, 15),
    ITALY,
         From.LAW, Confidence.OFFICIAL, Unit.AUTHORISATIONS),
    Line("it-flussi-tn", "Aide familiale 2026, dans le plafond non saisonnier", *Y26, Kind.LEGAL_CAP, 13600,
         date(2025, 10, 15), "DPCM du 2 octobre 2025 ; fanpage.it", From.LAW, Confidence.OFFICIAL, Unit.AUTHORISATIONS,
         sector="health"),
    Line("it-thamm-construction-tn", "Trois ans à partir de juillet 2024", date(2024, 7, 2), date(2027, 7, 1),
         Kind.PROJECT_TARGET, 2000, date(2024, 7, 3), "agi.it, 3 juillet 2024", From.PROJECT, Confidence.REPORTED,
         sector="construction",
         counts=((Step.DEPARTED, 38, date(2026, 2, 24), "kapitalis.com, 24 février 2026",
                  "un pilote a placé 38 personnes ; le premier groupe est parti le 23 février 2026"),)),
    Line("fr-seasonal-ma", "Aucun nombre n'est fixé", *Y26, Kind.NONE, None, date(2023, 7, 1),
         "terre-net.fr, accord-cadre de 2023", confidence=Confidence.REPORTED,
         counts=((Step.DEPARTED, 15700, date(2022, 12, 31), "yabiladi.com, 2022",
                  "tous les saisonniers marocains de 2022"),)),
    Line("fr-youngpro-tn", "Jeunes professionnels 2026", *Y26, Kind.CONTINGENT, 1500, date(2013, 1, 1),
         "metiseurope.eu, 22 avril 2011 ; accord de 2008", confidence=Confidence.REPORTED),
    Line("fr-youngpro-ma", "Jeunes professionnels 2026, selon le texte publié", *Y26, Kind.CONTINGENT, 100,
         date(2003, 1, 1), "Texte publié, JORFARTI000001266098", From.LAW, Confidence.TO_VERIFY),
    Line("ch-youngpro-tn", "Dix ans à 150 par an, notre somme", date(2014, 1, 1), date(2023, 12, 31), Kind.CONTINGENT,
         1500, date(2024, 1, 31), "webmanagercenter.com, mars 2015 (150 par an) ; linstant-m.tn", From.PRESS,
         Confidence.ESTIMATE, status="closed",
         counts=((Step.DEPARTED, 172, date(2024, 1, 31), "linstant-m.tn, janvier 2024", "de 2014 à janvier 2024"),)),
    Line("ch-youngpro-tn", "Contingent 2026", *Y26, Kind.CONTINGENT, 150, date(2015, 3, 23),
         "webmanagercenter.com, 23 mars 2015 ; accord de 2012", From.PRESS, Confidence.REPORTED),
    Line("de-15d-ma", "Année civile 2026, tous pays", *Y26, Kind.ADMIN_CEILING, 25000, date(2026, 1, 1),
         "§ 15d BeschV, gesetze-im-internet.de; haufe.de", From.ADMINISTRATION, Confidence.OFFICIAL,
         Unit.FIRST_CONSENTS),
    Line("be-palim-ma", "Promotion 2019–2021", date(2019, 3, 1), date(2021, 4, 30), Kind.PROJECT_TARGET, 120,
         date(2021, 4, 30), "news.belgium.be; Enabel", From.PROJECT, Confidence.OFFICIAL, status="closed",
         counts=((Step.APPLIED, 9677, date(2019, 12, 31), "open-test.enabel.be", ""),
                 (Step.SELECTED, 120, date(2021, 4, 30), "news.belgium.be", "formés, dont 18 % de femmes"))),
    Line("ca-quebec-ma", "Missions, suspendues", date(2025, 1, 1), date(2025, 6, 30), Kind.PROJECT_TARGET, 1400,
         date(2025, 6, 30), "bladi.net", status="suspended", unit=Unit.POSTS,
         counts=((Step.APPLIED, 356000, date(2025, 6, 30), "bladi.net", "Mission de Marrakech"),
                 (Step.SELECTED, 762, date(2025, 6, 30), "bladi.net", "recrutés la dernière année, toutes missions"))),
]  # fmt: skip


@dataclass
class Schemes:
    """Schemes by code, quota lines by (scheme, label), intakes by label."""

    schemes: dict[str, Scheme] = field(default_factory=dict)
    lines: dict[tuple[str, str], QuotaLine] = field(default_factory=dict)
    intakes: dict[str, Intake] = field(default_factory=dict)


def load(today: date, trades: Trades, staff: Staff) -> Schemes:
    """All schemes with lines, counts, rules, bodies and the intakes of this and next season."""
    out = Schemes()
    agreements = {
        key: Agreement.objects.create(
            title_en=en,
            title_fr=fr,
            title_ar=ar,
            kind=kind,
            parties=parties,
            signed_on=signed,
            status=status,
            legal_reference=reference,
        )
        for key, en, fr, ar, kind, parties, signed, status, reference in AGREEMENTS
    }
    known_sectors = set(Sector.objects.values_list("code", flat=True))
    for told in SCHEMES:
        language, level = told.language
        scheme = Scheme.objects.create(
            agreement=agreements[told.agreement],
            code=told.code,
            name_en=told.names[0],
            name_fr=told.names[1],
            name_ar=told.names[2],
            origin_country=told.origin,
            destination_country=told.destination,
            pathway=told.pathway,
            status=told.status,
            status_note=told.note,
            max_months_in_12=told.months_in_12,
            max_months=told.months,
            language=language,
            language_level=level,
            return_required=told.returns,
            repeat_allowed=told.repeats,
            source=told.source,
        )
        scheme.sectors.set([code for code in told.sectors if code in known_sectors])
        scheme.occupations.set(_occupations(trades, told.occupations))
        out.schemes[told.code] = scheme
        SchemeBody.objects.bulk_create(
            SchemeBody(scheme=scheme, role=role, body=body, agency=staff.agencies.get(agency))
            for role, body, agency in told.bodies
        )
        for attribute, operator, value, facts in told.rules:
            reviewed = facts.get("review") == "lawful"
            EligibilityRule.objects.create(
                scheme=scheme,
                attribute=attribute,
                operator=operator,
                value=value,
                reviewed_by=staff.users["dalia@example.org"] if reviewed else None,
                reviewed_on=today - timedelta(days=120) if reviewed else None,
                **facts,
            )
    for line in LINES:
        row = QuotaLine.objects.create(
            scheme=out.schemes[line.scheme],
            label=line.label,
            starts_on=line.start,
            ends_on=line.end,
            kind=line.kind,
            places=line.places,
            unit=line.unit,
            split=line.split,
            sector_id=line.sector if line.sector in known_sectors else None,
            reserve_for=line.reserve,
            status=line.status,
            as_of=line.as_of,
            source_title=line.source,
            source_kind=line.source_kind,
            confidence=line.confidence,
        )
        out.lines[line.scheme, line.label] = row
        FunnelCount.objects.bulk_create(
            FunnelCount(quota_line=row, step=step, people=people, as_of=as_of, source=source, note=note)
            for step, people, as_of, source, note in line.counts
        )
    _intakes(out, today, trades)
    return out


def _occupations(trades: Trades, codes: list[str]) -> list[int]:
    return [trades.by_code[code].pk for code in codes if code in trades.by_code]


def _intakes(out: Schemes, today: date, trades: Trades) -> None:
    """This season's intakes around `today`, with invented counts that say so; Huelva goes from winter to June."""

    def near(start: int, end: int) -> tuple[date, date]:
        return today + timedelta(days=start), today + timedelta(days=end)

    # The next Huelva season: departures in January (called back) to March (new), over at the end of June.
    year = today.year + 1
    corsica = today.year if today.month >= 10 else today.year - 1
    told: list[tuple[str, str, str, tuple[date, date], str, date | None, date | None, str, list[str], tuple]] = [
        ("es-gecco-ma", "", f"Huelva, fruits rouges {year - 1}/{year % 100:02d}", near(-25, 25), "open",
         date(year, 1, 15), date(year, 6, 30), "Agence, unité mobile, liste du caïdat", FARM[:2], ()),
        ("es-gecco-ma", "Huelva 2025/26, nouvelles du Maroc",
         f"Huelva, fruits rouges {year - 2}/{(year - 1) % 100:02d}",
         (date(year - 2, 10, 15), date(year - 2, 12, 1)), "closed", date(year - 1, 1, 12), date(year - 1, 6, 30),
         "Agence, liste du caïdat", FARM[:2],
         ((Step.EMPLOYER_DEMAND, 420), (Step.APPLIED, 1310), (Step.ELIGIBLE, 940), (Step.PRESELECTED, 610),
          (Step.SELECTED, 402), (Step.VISA, 396), (Step.DEPARTED, 391), (Step.COMPLETED, 372),
          (Step.RETURNED, 318), (Step.RETURN_UNKNOWN, 54), (Step.RECALLED, 290))),
        ("es-wafira2-ma", "", "WAFIRA II, premier groupe (démo)", near(-80, -35), "selection", date(year, 2, 1),
         date(year, 6, 15), "Agence et caravane d'information", FARM[:2],
         ((Step.ANNOUNCED, 250), (Step.APPLIED, 3000), (Step.ELIGIBLE, 1720), (Step.PRESELECTED, 640),
          (Step.SELECTED, 250))),
        ("es-circular-sn", "", f"Lérida et Huelva {year} (démo)", near(-12, 18), "open", date(year, 2, 10),
         date(year, 10, 31), "BAOS, plateforme en ligne", FARM, ()),
        ("fr-seasonal-ma", "Aucun nombre n'est fixé", f"Clémentines de Corse {corsica}",
         (date(corsica, 7, 1), date(corsica, 8, 20)), "running" if today.month >= 10 else "closed",
         date(corsica, 10, 6), date(corsica, 12, 20), "Agence, OFII Casablanca",
         ["citrus-picker"], ((Step.EMPLOYER_DEMAND, 300), (Step.SELECTED, 300), (Step.DEPARTED, 287))),
        ("ch-youngpro-tn", "Contingent 2026", f"Suisse, jeunes professionnels {today.year}",
         (date(today.year, 1, 1), date(today.year, 12, 31)), "open", None, None,
         "Candidature libre, appui Perspectives", YOUNG,
         ((Step.APPLIED, 61), (Step.SELECTED, 19), (Step.VISA, 15), (Step.DEPARTED, 14))),
        ("fr-youngpro-tn", "Jeunes professionnels 2026", f"France, jeunes professionnels {today.year}",
         (date(today.year, 1, 1), date(today.year, 12, 31)), "open", None, None, "Employeur et OFII", YOUNG, ()),
        ("fr-youngpro-ma", "Jeunes professionnels 2026, selon le texte publié",
         f"France, jeunes professionnels marocains {today.year}", (date(today.year, 1, 1), date(today.year, 12, 31)),
         "open", None, None, "Employeur et OFII", YOUNG, ()),
        ("it-thamm-construction-tn", "Trois ans à partir de juillet 2024", "Bâtiment, groupe de printemps (démo)",
         near(-15, 40), "open", today + timedelta(days=150), None, "Bureau d'emploi", BUILD,
         ((Step.ANNOUNCED, 80), (Step.APPLIED, 212), (Step.SELECTED, 74))),
        ("it-flussi-ma", "Saisonniers 2026, toutes nationalités", f"Italie, saison agricole {year}",
         (date(year, 1, 12), date(year, 12, 31)), "planned", date(year, 3, 1), date(year, 11, 30), "Par l'employeur",
         FARM, ()),
        ("de-thamm-plus-ma", "", f"Allemagne, apprentissage hôtelier {year} (démo)", near(-30, 60), "open",
         date(year, 8, 1), None, "Agence, Goethe-Institut", ["cook", "waiter", "hotel-receptionist"],
         ((Step.APPLIED, 350), (Step.PRESELECTED, 160), (Step.SELECTED, 110))),
        ("be-palim-ma", "Promotion 2019–2021", "PALIM 2019", (date(2019, 3, 1), date(2019, 6, 30)), "closed",
         date(2020, 1, 15), date(2021, 4, 30), "En ligne", ["software-developer", "web-developer"], ()),
    ]  # fmt: skip
    for code, line, label, (opens, closes), status, departs, ends, channels, occupations, counts in told:
        intake = Intake.objects.create(
            scheme=out.schemes[code],
            quota_line=out.lines[code, line] if line else None,
            label=label,
            opens_on=opens,
            closes_on=closes,
            departs_from=departs,
            season_ends_on=ends,
            channels=channels,
            status=status,
        )
        intake.occupations.set(_occupations(trades, occupations))
        out.intakes[label] = intake
        FunnelCount.objects.bulk_create(
            FunnelCount(intake=intake, step=step, people=people, as_of=min(today, closes), source=INVENTED)
            for step, people in counts
        )


# What becomes of applications by the state of the intake: (states, shares)
COURSE = {
    "open": (["submitted", "incomplete", "eligible", "draft", "withdrawn"], [50, 15, 25, 6, 4]),
    "selection": (["preselected", "interviewed", "reserve_list", "not_selected", "selected"], [25, 15, 20, 25, 15]),
    "running": (["departed", "not_selected"], [80, 20]),
    "closed": (["returned", "not_selected", "withdrawn"], [60, 35, 5]),
}
NOT_SELECTED = [
    "Places pourvues ; inscrite sur la liste de la prochaine campagne.",
    "Pas de poste dans le métier demandé.",
]


def apply(rng: random.Random, today: date, schemes: Schemes, trades: Trades, people: list[Person]) -> list[Application]:
    """Applications of people of the right country and kind of work (the same two digits of ISCO-08); those with
    seasons there before apply as called back."""
    rows = []
    for intake in schemes.intakes.values():
        scheme = intake.scheme
        if intake.status not in COURSE or scheme.status != "active":
            continue
        kinds = {trades.by_pk[pk].isco[:2] for pk in intake.occupations.values_list("pk", flat=True)}
        wanted = {trade.pk for trade in trades.all if trade.isco[:2] in kinds}
        bracket = (18, 35) if scheme.pathway == "trainee" else (18, 65)
        fit = [
            person
            for person in people
            if person.country == scheme.origin_country
            and not person.told
            and wanted & set(person.trades)
            and bracket[0] <= person.age <= bracket[1]
            and (person.seasons or scheme.pathway != "seasonal" or person.age < 36)
        ]
        states, shares = COURSE[intake.status]
        for person in rng.sample(fit, min(len(fit), 14)):
            state = rng.choices(states, shares)[0]
            first = max(intake.opens_on, person.created)
            last = min(intake.closes_on, today)
            if first > last:
                continue
            again = bool(person.seasons) and scheme.repeat_allowed and scheme.destination_country in person.was_in
            rows.append(
                Application(
                    intake=intake,
                    profile_id=person.profile_id,
                    kind=Split.REPEATER if again else Split.NEW,
                    state=state,
                    reason=rng.choice(NOT_SELECTED) if state == "not_selected" else "",
                    submitted_at=moment(first + timedelta(days=rng.randrange(1 + (last - first).days))),
                )
            )
    return Application.objects.bulk_create(rows)


FARMS = ["Fresas del Condado (demo)", "Frutos de Moguer (demo)", "Bayas de Lepe (demo)", "Fruita de Ponent (demo)"]


def recalls(rng: random.Random, today: date, schemes: Schemes, people: list[Person]) -> None:
    """Rights to be called back of people with two seasons or more; most were called, some have yet to answer."""
    rows = []
    for person in people:
        if person.told or person.seasons < 2 or "ES" not in person.was_in or rng.random() > 0.6:
            continue
        code = {"MA": "es-gecco-ma", "SN": "es-circular-sn"}.get(person.country)
        if code is None:
            continue
        called = today - timedelta(days=rng.randrange(3, 40)) if rng.random() < 0.75 else None
        rows.append(
            RecallRight(
                profile_id=person.profile_id,
                scheme=schemes.schemes[code],
                employer_name=rng.choice(FARMS),
                valid_to=date(today.year + rng.choice([1, 2, 3]), 6, 30),
                called_on=called,
                answered=rng.choices(["yes", "no", ""], [70, 10, 20])[0] if called else "",
            )
        )
    RecallRight.objects.bulk_create(rows)
