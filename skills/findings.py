"""What a CV or a vacancy says of time and tongues: years of experience, languages and their level. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    r"present|now|to ?day|date|current(?:ly)?|ongoing|actuel(?:lement)?|présent|aujourd'hui|(?:ce|nos) jours?|en cours"
    r"|(?:la )?actualidad|presente|la fecha|الآن|الان|اليوم|حاليا|حتى الآن"
)
_MONTH = r"(?:\d{1,2}[./-])?"
_YEAR = r"((?:19|20)\d\d)"
# In texts taken out of a page the dash between two years may be lost: two spaces stand where it was.
_RANGE = re.compile(
    rf"(?<![\d+]){_MONTH}{_YEAR}(?:[./-]\d{{1,2}}(?!\d))?"
    rf"(?:\s*(?:[-–—]|\b(?:to|till|until|à|au|a|et|y|al|hasta|إلى|الى|حتى)\b)\s*|\s\s+|\s(?={_NOW}))"
    rf"(?:[^\W\d_]+\.?\s+){{0,2}}?(?:{_MONTH}{_YEAR}(?:[./-]\d{{1,2}}(?!\d))?|(?:{_NOW}))(?!\w|-\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"(?<!\w)(?:since|depuis|desde|منذ)\s+(?:[^\W\d_]+\.?\s+){{0,2}}?{_MONTH}{_YEAR}(?!\w)", re.IGNORECASE
)
# Headings: studies begin, or something else does.
_STUDIES = re.compile(
    r"\W*(?:education|academic|studies|qualifications?|formations?|études|etudes|diplômes?|cursus|formación|estudios"
    r"|educación|التعليم|الدراسة|التكوين|المؤهلات|الشواهد)(?!\w)",
    re.IGNORECASE,
)
_OTHER_PART = re.compile(
    r"\W*(?:(?:work|working|professional|employment|job|career|relevant|practical)(?!\w)|experiences?(?!\w)|expériences?"
    r"|parcours|emplois?(?!\w)|experiencia|trabajo|laboral|trayectoria|الخبر|العمل|خبر|المسار"
    r"|(?:skills|compétences|languages?|langues|idiomas|projects?|summary|اللغات|المهارات)(?!\w))",
    re.IGNORECASE,
)
_HEADING = 40  # letters of a line that may be one


def _evened(text: str) -> str:
    """One kind of digit and apostrophe, and at most two spaces: the patterns try every way to share out more."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]{2,}", "  ", text.translate(_DIGITS)))


def _stated(text: str) -> Iterator[tuple[int, bool]]:
    """Every “n years” of a text in order, the lower end of a range, and whether experience is named beside it."""
    for match in _SPAN.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 60]
        experience = bool(_EXPERIENCE.search(before) or _EXPERIENCE.search(after))
        # "J'ai 10 ans d'expérience" is no age.
        its_own = _EXPERIENCE.search(after[:20])
        if not its_own and (_BEFORE_OTHER.search(before) or _AFTER_OTHER.match(after)):
            continue
        word = (match.group(1) or match.group(2)).lower()
        years = int(word) if word.isdigit() else _WORDS.get(word) or _WHOLE[word]
        if 0 < years <= 45:
            yield years, experience


def years_stated(text: str) -> list[int]:
    """Every “n years” of a text, in order; the lower end of “3 to 5 years”. No ages, no contracts, nothing above 45."""
    return [years for years, _ in _stated(_evened(text))]


def years_asked(text: str) -> int:
    """Years of experience that a vacancy asks for: the fewest it states beside that word, else at all, or 0."""
    stated = list(_stated(_evened(text)))
    return min([years for years, experience in stated if experience] or [years for years, _ in stated], default=0)


def years_worked(text: str, this_year: int) -> float:
    """Years of experience that a CV tells: the union of its ranges of years, or more if it states more, at most 45.

    A range within one year counts as half of one. Ranges under a heading like “Education” are studies and left out.
    """
    text = _evened(text)
    told = _without_studies(text)
    worked: set[int] = set()
    within: set[int] = set()
    ranges = list(_RANGE.finditer(told))
    begun = {match.start(1) for match in ranges}
    spans = [(int(match.group(1)), int(match.group(2) or this_year)) for match in ranges]
    spans += [(int(match.group(1)), this_year) for match in _SINCE.finditer(told) if match.start(1) not in begun]
    for first, last in spans:
        if 1960 <= first <= last <= this_year:
            worked.update(range(first, last))
            if first == last:
                within.add(first)
    from_ranges = len(worked) + 0.5 * len(within - worked)
    return min(45.0, max([from_ranges, *map(float, years_stated(text))]))


def _without_studies(text: str) -> str:
    kept, studying = [], False
    for line in text.splitlines():
        if _STUDIES.match(line) and (len(line) <= _HEADING or ":" in line[:_HEADING]):
            studying = True
        elif _OTHER_PART.match(line) and (len(line.strip()) <= _HEADING):
            studying = False
        if not studying:
            kept.append(line)
    return "\n".join(kept)


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
        r"\bC2\b|native|mother tongue|maternelle|bilingue|bilingual|lengua materna|nativo|اللغة الأم|اللغة الام|لغة أم",
    ),
    (
        5,
        r"\bC1\b|fluen|excellent|courant|couramment|fluido|perfect|proficient|full professional|بطلاقة|ممتاز",
    ),
    (4, r"\bB2\b|advanced|upper[- ]intermediate|very good|très bien|avancé|avanzado|good command|متقدم|جيدة? جدا"),
    (3, r"\bB1\b|intermediate|\bgood\b|\bbien\b|intermédiaire|intermedio|professional|متوسط|جيد"),
    (2, r"\bA2\b|elementary|pre-intermediate|scolaire|élémentaire|moyen"),
    (1, r"\bA1\b|basic|basics|beginner|\blearning\b|notions|débutant|básico|مبتدئ|أساسي"),
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


def languages(text: str) -> dict[str, int]:
    """Language (ISO 639) -> CEFR level 1 to 6, for the languages that a text names; the highest level named wins.

    The level stands after the name, up to the next comma, or in the line under it, or before the name. Languages in
    a row share one level: “fluent in English and French”, “English, French: good”.
    """
    found: dict[str, int] = {}
    lines = _evened(text).splitlines()
    for number, line in enumerate(lines):
        names = list(_LANGUAGE.finditer(line))
        under = lines[number + 1] if number + 1 < len(lines) else ""
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
        for match, level in zip(names, levels, strict=True):
            code = _CODE[match.group(1).lower()]
            found[code] = max(found.get(code, 0), level or NO_LEVEL)
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
