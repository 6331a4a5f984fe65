"""The columns of a file of openings: what each is called in three languages, how else people call it, what goes in.

The names stand here and not in the catalogues: a file is written in one language and may be read in another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from skills.folding import fold

# From so much on a name is taken for one that we know (0 to 100, rapidfuzz's ratio of folded letters).
_NEAR = 84
_SHORTEST = 4  # letters of a name that may be misspelt


@dataclass(frozen=True)
class Column:
    """`key` in our code, names by language, other names, an example by language (one for all: ""), must it be there."""

    key: str
    en: str
    fr: str
    ar: str
    also: tuple[str, ...] = ()
    example: dict[str, str] | str = ""
    required: bool = False

    def name(self, language: str) -> str:
        return str(getattr(self, language, self.en))

    def sample(self, language: str) -> str:
        return self.example if isinstance(self.example, str) else self.example.get(language, "")


COLUMNS = (
    Column(
        "reference", "Reference", "Référence", "المرجع",
        ("ref", "id", "identifier", "n°", "numéro", "code", "الرقم"), "A-17",
    ),
    Column(
        "title", "Title", "Intitulé", "المسمى",
        ("job title", "job", "post", "position", "poste", "intitulé du poste", "titre", "offre", "fonction", "emploi",
         "المسمى الوظيفي", "عنوان", "عنوان العرض", "المنصب", "الوظيفة"),
        {"en": "Welder", "fr": "Soudeur / soudeuse", "ar": "لحام / لحامة"}, required=True,
    ),
    Column(
        "occupation", "Occupation", "Métier", "المهنة", ("profession", "trade", "rome", "metier", "الحرفة"),
        {"en": "welder", "fr": "soudeur", "ar": "لحام"},
    ),
    Column(
        "tasks", "Tasks", "Tâches", "المهام",
        ("description", "job description", "duties", "missions", "mission", "descriptif", "activités", "الوصف", "وصف"),
        {"en": "Weld steel tubes and check the seams.", "fr": "Souder des tubes d'acier et contrôler les cordons.",
         "ar": "لحام أنابيب فولاذية ومراقبة اللحام."},
    ),
    Column(
        "town", "Town", "Ville", "المدينة",
        ("city", "place", "location", "site", "lieu", "lieu de travail", "localité", "commune", "مكان العمل", "المكان"),
        {"en": "Fès", "fr": "Fès", "ar": "فاس"}, required=True,
    ),
    Column(
        "posts", "Posts", "Nombre de postes", "عدد المناصب",
        ("number of posts", "openings", "vacancies", "headcount", "nb postes", "postes", "effectif", "nombre", "العدد"),
        "2",
    ),
    Column(
        "contract", "Contract", "Contrat", "العقد",
        ("contract type", "type of contract", "type de contrat", "nature du contrat", "نوع العقد"),
        {"en": "permanent", "fr": "CDI", "ar": "غير محدد المدة"}, required=True,
    ),
    Column(
        "months", "Length in months", "Durée en mois", "المدة بالأشهر",
        ("months", "duration", "length", "durée", "durée du contrat", "mois", "المدة"), "6",
    ),
    Column(
        "hours", "Hours per week", "Heures par semaine", "ساعات في الأسبوع",
        ("hours", "weekly hours", "working hours", "heures", "horaire hebdomadaire", "nb heures", "الساعات",
         "ساعات العمل"),
        "44",
    ),
    Column(
        "wage_from", "Wage from", "Salaire minimum", "الأجر الأدنى",
        ("wage", "salary", "pay", "minimum wage", "wage min", "salary from", "salaire", "salaire de", "salaire min",
         "salaire brut", "rémunération", "الأجر", "الراتب", "الأجر من"), "4000", required=True,
    ),
    Column(
        "wage_to", "Wage to", "Salaire maximum", "الأجر الأقصى",
        ("maximum wage", "wage max", "salary to", "salaire max", "salaire à", "الأجر إلى"), "4500",
    ),
    Column(
        "period", "Wage period", "Période du salaire", "فترة الأجر",
        ("period", "per", "période", "périodicité", "unité", "الفترة"), {"en": "month", "fr": "mois", "ar": "شهر"},
    ),
    Column("gross", "Gross", "Brut", "خام", ("gross wage", "brut ou net", "الخام"),
           {"en": "yes", "fr": "oui", "ar": "نعم"}),
    Column("currency", "Currency", "Devise", "العملة", ("monnaie",), "MAD"),
    Column(
        "start", "Start", "Début", "البداية",
        ("start date", "starts on", "starting date", "date de début", "date début", "prise de poste", "تاريخ البداية"),
        "2027-03-01",
    ),
    Column(
        "deadline", "Apply until", "Date limite", "آخر أجل",
        ("deadline", "closing date", "valid through", "expiry", "date limite de candidature", "date de clôture",
         "échéance", "تاريخ الانتهاء"), "2027-02-15",
    ),
    Column(
        "years", "Years of experience", "Années d'expérience", "سنوات الخبرة",
        ("experience", "years", "expérience", "ancienneté", "الخبرة"), "2",
    ),
    Column(
        "education", "Education", "Niveau d'études", "المستوى الدراسي",
        ("level of education", "diploma", "degree", "diplôme", "formation", "niveau", "الشهادة", "المستوى"),
        {"en": "vocational certificate", "fr": "bac", "ar": "بكالوريا"},
    ),
    Column(
        "or_equivalent", "Or equivalent experience", "Ou expérience équivalente", "أو خبرة معادلة", (),
        {"en": "yes", "fr": "oui", "ar": "نعم"},
    ),
    Column(
        "skills", "Skills required", "Compétences exigées", "المهارات المطلوبة",
        ("skills", "required skills", "requirements", "compétences", "compétences requises", "المهارات", "الكفاءات"),
        {"en": "arc welding; read plans", "fr": "soudage à l'arc; lire des plans", "ar": "اللحام بالقوس الكهربائي"},
    ),
    Column(
        "preferred", "Skills that help", "Compétences appréciées", "مهارات إضافية",
        ("preferred skills", "nice to have", "atouts", "compétences souhaitées", "مهارات مفضلة"),
        {"en": "cut metal", "fr": "couper le métal", "ar": ""},
    ),
    Column(
        "languages", "Languages", "Langues", "اللغات", ("language", "langue", "اللغة"),
        {"en": "French B1, English A2 (advantage)", "fr": "français B1, anglais A2 (atout)", "ar": "الفرنسية B1"},
    ),
    Column(
        "licences", "Licences", "Permis", "الرخص",
        ("licence", "license", "driving licence", "permis de conduire", "habilitations", "رخصة السياقة", "رخصة"), "B",
    ),
    Column(
        "benefits", "Benefits", "Avantages", "المزايا", ("job benefits", "perks", "avantage", "الامتيازات"),
        {"en": "transport, meals", "fr": "transport, repas", "ar": "نقل، وجبات"},
    ),
    Column("schedule", "Working times", "Horaires", "أوقات العمل", ("shift", "shifts", "rythme"),
           {"en": "shifts", "fr": "équipes", "ar": "نهارا"}),
    Column("probation", "Trial period in months", "Période d'essai en mois", "فترة الاختبار بالأشهر",
           ("trial period", "période d'essai", "essai", "فترة الاختبار"), "3"),
    Column("training", "Training given", "Formation assurée", "التكوين المقدم", ("training", "formation interne"), ""),
    Column("abroad", "Experience abroad is welcome", "Expérience à l'étranger appréciée", "الخبرة في الخارج مرحب بها",
           (), {"en": "yes", "fr": "oui", "ar": "نعم"}),
    Column("name_shown", "Show the name of the firm", "Afficher le nom de l'entreprise", "إظهار اسم المؤسسة", (),
           {"en": "yes", "fr": "oui", "ar": "نعم"}),
)  # fmt: skip
# Of the list of errors: it is corrected and sent again.
LINE = {"en": "Line", "fr": "Ligne", "ar": "السطر"}
WRONG = {"en": "What is wrong", "fr": "Ce qui ne va pas", "ar": "ما يجب تصحيحه"}
BY_KEY = {column.key: column for column in COLUMNS}


@dataclass(frozen=True)
class Matched:
    """For each column of the file the key it was taken for, or ""; what was misspelt; what nobody knows."""

    keys: list[str]
    guessed: list[tuple[str, Column]]
    unknown: list[str]

    @property
    def missing(self) -> list[Column]:
        return [column for column in COLUMNS if column.required and column.key not in self.keys]


def match(header: Sequence[str]) -> Matched:
    """What the names of a file's columns mean. The first of two that mean the same counts."""
    exact = [_names().get(fold(name), "") for name in header]
    keys, guessed, unknown = [], [], []
    for name, key in zip(header, exact, strict=True):
        near = "" if key or fold(name) in _ours() else _near(fold(name), taken={*exact, *keys})
        if key in keys:
            key = ""
        if near:
            guessed.append((name, BY_KEY[near]))
        if name and not (key or near) and fold(name) not in _ours():
            unknown.append(name)
        keys.append(key or near)
    return Matched(keys, guessed, unknown)


def known(header: Sequence[str]) -> int:
    """How many of the names are columns that we know."""
    return len({_names().get(fold(name), "") for name in header} - {""})


def missing_words(matched: Matched, language: str) -> str:
    """The sentence about columns without which no opening can be made."""
    names = ", ".join(f"“{column.name(language)}”" for column in matched.missing)
    return _("These columns are missing: %(names)s. Add them, or start from our template.") % {"names": names}


_HARMFUL = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_HARMFUL) else text


def bare(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_HARMFUL) else text


@cache
def _names() -> dict[str, str]:
    names = {}
    for column in COLUMNS:
        for name in (column.key, column.en, column.fr, column.ar, *column.also):
            names.setdefault(fold(name), column.key)
    return names


@cache
def _ours() -> set[str]:
    """The columns that our own list of errors adds."""
    return {fold(name) for language in ("en", "fr", "ar") for name in (LINE[language], WRONG[language])}


def _near(name: str, taken: set[str]) -> str:
    """The key of the known name that is spelt most like `name`, unless another column of the file has it; else ""."""
    if len(name) < _SHORTEST:
        return ""
    left = [other for other, key in _names().items() if key not in taken and len(other) >= _SHORTEST]
    found = process.extractOne(name, left, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _names()[found[0]] if found else ""
