"""What a CV or a vacancy says of time and tongues: years of experience, languages and their level. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .parts import Part, lines

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩’", "0123456789'")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "ثلاث": 3, "أربع": 4, "اربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثماني": 8, "ثمان": 8, "تسع": 9, "عشر": 10,
}  # fmt: skip
# Arabic says "two years" and "one year" in a word of its own, or with the number behind.
_WHOLE = {"سنتين": 2, "سنتان": 2, "عامين": 2, "عامان": 2, "سنة واحدة": 1, "عام واحد": 1}
_NUMBER = r"(\d{1,2}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_UNIT = r"(?:years?|yrs?|ans?|années?|annees?|años?|سنوات|سنة|أعوام|اعوام|عاما|عام)"
_SPAN = re.compile(
    rf"(?<![\w.,])(?:{_NUMBER}(?:[.,]\d)?\s*(?:\(\s*\w+\s*\)\s*)?(?:\+|plus|or more|et plus|o más)?"
    rf"\s*(?:(?:[-–/]|\b(?:to|and|or|à|et|ou|a|y|o|إلى|الى)\b)\s*\d{{1,2}}\s*)?\+?[\s-]*{_UNIT}"
    rf"|({'|'.join(_WHOLE)}))(?!\w)",
    re.IGNORECASE,
)
# Years that are no experience: an age, or how long a contract runs.
_BEFORE_OTHER = re.compile(
    r"(?:\b(?:age[ds]?|âge|âgée?s?|edad|born|née?|contract|contrat|contrato|cdd)\b|عمر|عقد)[^.;\n]{0,25}$"
    r"|(?:\bj'ai|\btengo)\s+$",
    re.IGNORECASE,
)
_AFTER_OTHER = re.compile(r"[\s-]*(?:old\b|of age\b|d'âge\b|de edad\b|ago\b|(?:\w+ )?contract|من العمر)", re.IGNORECASE)
_EXPERIENCE = re.compile(r"experience|expérience|experiencia|خبرة|الخبرة", re.IGNORECASE)
_NOW = (
    r"present|now|to ?day|date|current(?:ly| time)?|ongoing|actuel(?:lement)?|présent|aujourd'hui|maintenant"
    r"|(?:ce|nos) jours?|en cours|(?:la )?actualidad|presente|la fecha|الآن|الان|اليوم|حاليا|حتى الآن"
)
# Months as CVs shorten them; in Arabic those of Morocco, of Tunisia and of the Levant's neighbours in Egypt.
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january janvier enero jan janv ene يناير جانفي",
            "february février fevrier febrero feb févr fevr fév فبراير فيفري",
            "march mars marzo mar مارس",
            "april avril abril apr avr abr أبريل ابريل أفريل افريل",
            "may mai mayo ماي مايو",
            "june juin junio jun يونيو جوان",
            "july juillet julio jul juil يوليو يوليوز جويلية",
            "august août aout agosto aug ago أغسطس اغسطس غشت أوت اوت",
            "september septembre septiembre sep sept سبتمبر شتنبر",
            "october octobre octubre oct أكتوبر اكتوبر",
            "november novembre noviembre nov نوفمبر نونبر",
            "december décembre decembre diciembre dec déc dic ديسمبر دجنبر",
        ),
        start=1,
    )
    for name in names.split()
}
_NAME = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"


def _moment(end: str) -> str:
    """A year with its month before or behind it, in words or figures; groups name_, month_, year_ and behind_."""
    return (
        rf"(?:(?P<name_{end}>{_NAME})\.?,?\s+(?:(?:de|of)\s+)?)?(?:(?:\d{{1,2}}[./-])?(?P<month_{end}>\d{{1,2}})[./-])?"
        rf"(?P<year_{end}>(?:19|20)\d\d)(?:[./-](?P<behind_{end}>\d{{1,2}})(?!\d))?"
    )


# In texts taken out of a page the dash between two years may be lost: two spaces stand where it was.
_RANGE = re.compile(
    rf"(?<![\w+]){_moment('first')}"
    rf"(?:\s*(?:[-–—/]|\b(?:to|till|until|à|au|a|et|y|al|hasta|jusqu'à|jusqu'en|إلى|الى|حتى)\b)\s*|\s\s+|\s(?={_NOW}))"
    rf"(?:[^\W\d_]+\.?\s+){{0,2}}?(?:{_moment('last')}|(?P<now>{_NOW}))(?!\w|-\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"(?<!\w)(?:since|depuis|à partir de|desde|منذ|ابتداء من)\s+(?:[^\W\d_]+\.?\s+){{0,2}}?{_moment('first')}(?!\w)",
    re.IGNORECASE,
)
_MONTHS_LONG = re.compile(
    rf"(?<![\w.,]){_NUMBER}\s*(?:months?|mois|meses|أشهر|اشهر|شهور|شهرا|شهر)(?!\w)|(?<!\w)(شهرين|شهران)(?!\w)",
    re.IGNORECASE,
)


def evened(text: str) -> str:
    """One kind of digit and apostrophe, and at most two spaces: the patterns try every way to share out more."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]{2,}", "  ", text.translate(_DIGITS)))


@dataclass(frozen=True, slots=True)
class _Stated:
    start: int
    end: int
    years: int
    experience: bool  # named beside it


def _number(match: re.Match[str]) -> int:
    """The first group that matched, as a number; a word of its own is two of something."""
    word = next(group for group in match.groups() if group).lower()
    return int(word) if word.isdigit() else _WORDS.get(word) or _WHOLE.get(word) or 2


def _stated(text: str) -> Iterator[_Stated]:
    """Every “n years” of a text in order, the lower end of a range."""
    for match in _SPAN.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 60]
        experience = bool(_EXPERIENCE.search(before) or _EXPERIENCE.search(after))
        # "J'ai 10 ans d'expérience" is no age.
        its_own = _EXPERIENCE.search(after[:20])
        if not its_own and (_BEFORE_OTHER.search(before) or _AFTER_OTHER.match(after)):
            continue
        years = _number(match)
        if 0 < years <= 45:
            yield _Stated(match.start(), match.end(), years, experience)


def years_stated(text: str) -> list[int]:
    """Every “n years” of a text, in order; the lower end of “3 to 5 years”. No ages, no contracts, nothing above 45."""
    return [stated.years for stated in _stated(evened(text))]


def years_asked(text: str) -> int:
    """Years of experience that a vacancy asks for: the fewest it states beside that word, else at all, or 0."""
    stated = list(_stated(evened(text)))
    return min([one.years for one in stated if one.experience] or [one.years for one in stated], default=0)


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when, and where in the text that stands. Months are 1 to 12, or None where only a year is told;
    `last` is None where it goes on."""

    start: int
    end: int
    first: tuple[int, int | None]
    last: tuple[int, int | None] | None

    def months(self, today: tuple[int, int]) -> int:
        """How long: whole years count from the first to the last, a range within one year as half of one; months
        count both ends. `today` is (year, month)."""
        first, last = self.first, self.last or today
        if first[1] and last[1]:
            return max(1, (last[0] - first[0]) * 12 + last[1] - first[1] + 1)
        return (last[0] - first[0]) * 12 or 6


def periods(text: str) -> list[Period]:
    """The ranges of time that an evened text tells, in order: “2018 – 2021”, “janvier 2019 à mars 2020”, “منذ 2020”.
    No range runs backwards."""
    found = {match.start("year_first"): match for match in _SINCE.finditer(text)}
    found |= {match.start("year_first"): match for match in _RANGE.finditer(text)}
    told = []
    for _, match in sorted(found.items()):
        last = _told(match, "last") if match.re is _RANGE and not match["now"] else None
        period = Period(match.start(), match.end(), _told(match, "first"), last)
        if period.first[0] >= 1960 and (last is None or _ordered(period.first, last)):
            told.append(period)
    return told


def _told(match: re.Match[str], end: str) -> tuple[int, int | None]:
    name, figure = match[f"name_{end}"], match[f"month_{end}"] or match[f"behind_{end}"]
    month = MONTHS[name.lower()] if name else int(figure or 0)
    return int(match[f"year_{end}"]), month if 1 <= month <= 12 else None


def _ordered(first: tuple[int, int | None], last: tuple[int, int | None]) -> bool:
    return first[0] < last[0] or (first[0] == last[0] and (not first[1] or not last[1] or first[1] <= last[1]))


def length_stated(text: str) -> tuple[int, int, int] | None:
    """The first length of time that an evened text states, no age and no contract: (start, end, months)."""
    years = next(_stated(text), None)
    months = _MONTHS_LONG.search(text)
    if years and (not months or years.start < months.start()):
        # “2 ans et 6 mois”: the months behind belong to the years.
        more = months if months and re.fullmatch(r"\W*(?:and|et|y|و)?\W*", text[years.end : months.start()]) else None
        return years.start, more.end() if more else years.end, 12 * years.years + (_number(more) if more else 0)
    if months and _number(months):
        return months.start(), months.end(), _number(months)
    return None


def years_worked(text: str, this_year: int) -> float:
    """Years of experience that a CV tells: the union of its ranges of years, or more if it states more, at most 45.

    A range within one year counts as half of one. Ranges under a heading like “Education” are studies and left out.
    """
    text = evened(text)
    told = "\n".join(line.text for line in lines(text) if line.part != Part.STUDIES)
    worked: set[int] = set()
    within: set[int] = set()
    for period in periods(told):
        first, last = period.first[0], period.last[0] if period.last else this_year
        if first <= last <= this_year:
            worked.update(range(first, last))
            if first == last:
                within.add(first)
    from_ranges = len(worked) + 0.5 * len(within - worked)
    return min(45.0, max([from_ranges, *map(float, years_stated(text))]))


# Names of languages as CVs write them. One list per language that they may be written in.
_NAMES: dict[str, tuple[str, ...]] = {
    "ar": ("arabic", "arabe", "árabe", "العربية", "عربية"),
    "ary": ("darija", "moroccan arabic", "arabe dialectal", "arabe marocain", "الدارجة"),
    "zgh": ("tamazight", "amazigh", "amazighe", "berber", "berbère", "الأمازيغية", "أمازيغية"),
    "fr": ("french", "français", "francais", "francés", "الفرنسية", "فرنسية"),
    "en": ("english", "anglais", "inglés", "ingles", "الإنجليزية", "الانجليزية", "إنجليزية"),
    "es": ("spanish", "espagnol", "español", "espanol", "castellano", "الإسبانية", "الاسبانية", "إسبانية"),
    "it": ("italian", "italien", "italiano", "الإيطالية", "الايطالية", "إيطالية"),
    "de": ("german", "allemand", "alemán", "deutsch", "الألمانية", "ألمانية"),
    "nl": ("dutch", "néerlandais", "holandés", "الهولندية"),
    "pt": ("portuguese", "portugais", "portugués", "البرتغالية"),
    "wo": ("wolof",),
    "ru": ("russian", "russe", "ruso", "الروسية"),
    "he": ("hebrew", "hébreu", "hebreo", "العبرية"),
    "uk": ("ukrainian", "ukrainien", "ucraniano"),
    "am": ("amharic", "amharique", "الأمهرية"),
    "so": ("somali", "somalí", "الصومالية"),
    "om": ("oromo", "oromiffa", "oromifa"),
    "ti": ("tigrinya", "tigrigna"),
    "tr": ("turkish", "turc", "turco", "التركية"),
    "zh": ("chinese", "mandarin", "chinois", "chino", "الصينية"),
}
_LANGUAGE = re.compile(
    r"(?<!\w)("
    + "|".join(sorted((re.escape(n) for ns in _NAMES.values() for n in ns), key=len, reverse=True))
    # A French company is nobody's language.
    + r")(?!\w)(?!\s+(?:ngo|humanitarian|company|firm|group|bank|embassy|government|army|market|cuisine|food|citizen"
    r"|national|passport))",
    re.IGNORECASE,
)
_CODE = {name: code for code, names in _NAMES.items() for name in names}
_LEVELS: tuple[tuple[int, str], ...] = (
    (
        6,
        r"\bC ?2\b|native|mother tongue|maternelle|bilingue|bilingual|lengua materna|nativo|اللغة الأم"
        r"|اللغة الام|لغة أم",
    ),
    (
        5,
        r"\bC ?1\b|fluen|excellent|courant|couramment|fluido|perfect|proficient|full professional|بطلاقة|ممتاز",
    ),
    (4, r"\bB ?2\b|advanced|upper[- ]intermediate|very good|très bien|avancé|avanzado|good command|متقدم|جيدة? جدا"),
    (3, r"\bB ?1\b|intermediate|\bgood\b|\bbien\b|intermédiaire|intermedio|professional|متوسط|جيد"),
    (2, r"\bA ?2\b|elementary|pre-intermediate|scolaire|élémentaire|moyen"),
    (1, r"\bA ?1\b|basic|basics|beginner|\blearning\b|notions|débutant|básico|مبتدئ|أساسي"),
)
_LEVEL = [(level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _LEVELS]
NO_LEVEL = 4  # a language named without a level, in a CV, is one that the person works in
_END = re.compile(r"[,;|،؛]|\.\s|\s(?:and|et|y)\s")
_JOINED = re.compile(r"(?:[\s,;/&|،]|and|et|y|و)*(?:languages?\s*)?")
# Words beside which a language is asked for, and not only named.
_SPOKEN = re.compile(
    r"languages?|langues?|idiomas?|لغة|اللغات|speak|spoken|writ|read|oral|verbal|fluen|command|knowledge|proficien"
    r"|communicat|parl|écrit|maîtris|maitris|habla|escrit|dominio|إتقان|إجادة",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language (ISO 639) named in a line of a text, with its CEFR level 1 to 6 where one is told."""

    language: str
    level: int | None
    line: str


def tongues(text: str) -> list[Tongue]:
    """Every mention of a language, in order.

    The level stands after the name, up to the next comma, or in the line under it, or before the name. Languages in
    a row share one level: “fluent in English and French”, “English, French: good”.
    """
    told: list[Tongue] = []
    rows = evened(text).splitlines()
    for number, line in enumerate(rows):
        names = list(_LANGUAGE.finditer(line))
        under = rows[number + 1] if number + 1 < len(rows) else ""
        levels = [_level_after(line, names, at) for at in range(len(names))]
        if len(names) == 1 and names[0].group() == line.strip(" :•-\t") and len(under) <= 40:
            levels[0] = None if _LANGUAGE.search(under) else _level(under)
        # Back to front, the level behind a row of names; front to back, the one before it.
        for at in range(len(names) - 2, -1, -1):
            if levels[at] is None and _level_before(line, names, at) is None and _joined(line, names, at):
                levels[at] = levels[at + 1]
        for at in range(len(names)):
            if levels[at] is None:
                levels[at] = _level_before(line, names, at)
            if levels[at] is None and at and _joined(line, names, at - 1):
                levels[at] = levels[at - 1]
        told += [Tongue(_CODE[match.group(1).lower()], level, line) for match, level in zip(names, levels, strict=True)]
    return told


def languages(text: str) -> dict[str, int]:
    """Language (ISO 639) -> CEFR level 1 to 6, for the languages that a text names; the highest level named wins."""
    found: dict[str, int] = {}
    for tongue in tongues(text):
        found[tongue.language] = max(found.get(tongue.language, 0), tongue.level or NO_LEVEL)
    return found


def languages_asked(text: str) -> dict[str, int]:
    """Language -> CEFR level, as `languages` has it, for those that a vacancy asks for: named where a sentence speaks
    of languages or of how well. A country's name for its people or firms asks for nothing."""
    asked: dict[str, int] = {}
    for sentence in re.split(r"\n|(?<=[.;!?؟])\s", text):
        if _SPOKEN.search(sentence) or _level(sentence):
            for code, level in languages(sentence).items():
                asked[code] = max(asked.get(code, 0), level)
    return asked


Names = Sequence[re.Match[str]]


def _level_after(line: str, names: Names, at: int) -> int | None:
    end = names[at + 1].start() if at + 1 < len(names) else names[at].end() + 60
    after = line[names[at].end() : end]
    if after.lstrip().startswith("("):
        return _level(after[: after.find(")") + 1 or None])
    stop = _END.search(after)
    return _level(after[: stop.start()] if stop else after) if not stop or stop.start() else None


def _level_before(line: str, names: Names, at: int) -> int | None:
    start = names[at - 1].end() if at else max(0, names[at].start() - 40)
    before = line[start : names[at].start()]
    # What stands before the last comma belongs to something else.
    stops = list(_END.finditer(before))
    return _level(before[stops[-1].end() :] if stops else before if not at else "")


def _joined(line: str, names: Names, at: int) -> bool:
    """Whether only a comma or an “and” stands between a name and the next."""
    return bool(_JOINED.fullmatch(line[names[at].end() : names[at + 1].start()]))


def _level(words: str) -> int | None:
    return next((level for level, pattern in _LEVEL if pattern.search(words)), None)
