"""What a CV or a vacancy says of time and tongues: years of experience, languages and their level. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
}  # fmt: skip
_NUMBER = r"(\d{1,2}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_UNIT = r"(?:years?|yrs?|ans?|années?|años?|سنوات|سنة|أعوام|عام)"
_SPAN = re.compile(
    rf"\b{_NUMBER}\s*(?:\(\s*\w+\s*\)\s*)?(?:\+|plus|or more|et plus|o más)?"
    rf"\s*(?:[-–/à]\s*\d{{1,2}}\s*)?\+?[\s-]*{_UNIT}\b",
    re.IGNORECASE,
)
_NOW = (
    r"present|now|today|current|ongoing|actuel(?:lement)?|présent|aujourd'hui|ce jour|actualidad|presente"
    r"|الآن|اليوم|حاليا"
)
_MONTH = r"(?:\d{1,2}[./-])?"
_RANGE = re.compile(
    rf"{_MONTH}((?:19|20)\d\d)(?:[./-]\d{{1,2}})?\s*(?:-|–|—|to|à|au|a|hasta|until|till|إلى|\s)\s*"
    rf"(?:[^\W\d_]+\.?\s+)?{_MONTH}((?:19|20)\d\d|{_NOW})(?:[./-]\d{{1,2}})?",
    re.IGNORECASE,
)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def years_stated(text: str) -> list[int]:
    """Every “n years” of a text, in order; the lower end of “3 to 5 years”. Ages and centuries are left out (> 45)."""
    found = (_number(match.group(1)) for match in _SPAN.finditer(text.translate(_DIGITS)))
    return [n for n in found if 0 < n <= 45]


def years_worked(text: str, this_year: int) -> float:
    """Years of experience that a CV tells: the union of its ranges of years, or more if it states more, at most 45.

    A range within one year counts as half of one.
    """
    worked: set[int] = set()
    halves = 0.0
    for match in _RANGE.finditer(text.translate(_DIGITS)):
        first = int(match.group(1))
        last = int(match.group(2)) if match.group(2).isdigit() else this_year
        if 1960 <= first <= last <= this_year:
            worked.update(range(first, last))
            halves += 0.5 if first == last and first not in worked else 0.0
    return min(45.0, max([len(worked) + halves, *map(float, years_stated(text))]))


def years_asked(text: str) -> int:
    """Years of experience that a vacancy asks for: the lowest it states, 0 if none."""
    return min(years_stated(text), default=0)


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
    "am": ("amharic", "amharique"),
}
_LANGUAGE = re.compile(
    r"(?<!\w)("
    + "|".join(sorted((re.escape(n) for ns in _NAMES.values() for n in ns), key=len, reverse=True))
    + r")(?!\w)",
    re.IGNORECASE,
)
_CODE = {name: code for code, names in _NAMES.items() for name in names}
_LEVELS: tuple[tuple[int, str], ...] = (
    (6, r"\bC2\b|native|mother tongue|maternelle|bilingue|bilingual|lengua materna|nativo|اللغة الأم|اللغة الام"),
    (
        5,
        r"\bC1\b|fluent|fluently|excellent|courant|couramment|fluido|perfect|proficient|full professional|بطلاقة|ممتاز",
    ),
    (4, r"\bB2\b|advanced|upper[- ]intermediate|very good|très bien|avancé|avanzado|good command|متقدم|جيد جدا"),
    (3, r"\bB1\b|intermediate|\bgood\b|\bbien\b|intermédiaire|intermedio|professional|متوسط|جيد"),
    (2, r"\bA2\b|elementary|pre-intermediate|scolaire|élémentaire|moyen"),
    (1, r"\bA1\b|basic|basics|beginner|notions|débutant|básico|مبتدئ"),
)
_LEVEL = [(level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _LEVELS]
NO_LEVEL = 4  # a language named without a level, in a CV, is one that the person works in


def languages(text: str) -> dict[str, int]:
    """Language (ISO 639) -> CEFR level 1 to 6, for the languages that a text names; the highest level named wins.

    The level is looked for after the name, up to the next language or the end of the line, else before it on the line.
    """
    found: dict[str, int] = {}
    for line in text.splitlines():
        names = list(_LANGUAGE.finditer(line))
        for here, match in enumerate(names):
            end = names[here + 1].start() if here + 1 < len(names) else min(len(line), match.end() + 60)
            start = names[here - 1].end() if here else max(0, match.start() - 30)
            level = _level(line[match.end() : end]) or _level(line[start : match.start()]) or NO_LEVEL
            code = _CODE[match.group(1).lower()]
            found[code] = max(found.get(code, 0), level)
    return found


def _level(words: str) -> int | None:
    return next(iter(_levels(words)), None)


def _levels(words: str) -> Iterable[int]:
    return (level for level, pattern in _LEVEL if pattern.search(words))
