"""What free text says that no file here may hold: asylum, detention, the way somebody travelled, violence, health,
offences, belief, the numbers of papers. Pure.

Text is the leak: fields can be guarded by whoever reads them, a sentence cannot. `scan` points at the words before they
are saved; a person decides. It knows words, not meanings (see `benchmarks/freetext.py` for what it finds and what it
takes for something else), so it warns and never forbids.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import phonenumbers

from skills.folding import fold, words

from . import tier_f

Span = tuple[int, int]


class Kind(StrEnum):
    """What a text should not tell; the first twelve are tier F of the table of who may see what."""

    ASYLUM = "asylum"
    DETENTION = "detention"
    ROUTE = "route"
    TRAFFICKING = "trafficking"
    VIOLENCE = "violence"
    HEALTH = "health"
    OFFENCE = "offence"
    RELIGION = "religion"
    POLITICS = "politics"
    ORIENTATION = "orientation"
    BIOMETRICS = "biometrics"
    PAPER = "paper"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Concern:
    """A place of a text (characters, end exclusive) and what it tells. The words stay out of every `repr`."""

    kind: Kind
    start: int
    end: int
    words: str = field(repr=False)


def scan(text: str) -> list[Concern]:
    """What `text` tells that it should not, in the order of the text; places of one kind never overlap."""
    found = [*_told(text), *_papers(text), *contacts(text)]
    return sorted(_apart(found), key=lambda concern: (concern.start, concern.end, concern.kind))


def _apart(concerns: Iterable[Concern]) -> Iterator[Concern]:
    """The longest of those that overlap within a kind."""
    taken: dict[Kind, list[Concern]] = {}
    for concern in sorted(concerns, key=lambda one: (one.start - one.end, one.start)):
        others = taken.setdefault(concern.kind, [])
        if all(concern.end <= other.start or other.end <= concern.start for other in others):
            others.append(concern)
            yield concern


# Words

_SENTENCE_ENDS = re.compile(r"[.!?؟;؛\n•]")
_STOP = "|"  # stands among the folded words for the end of a sentence, so that no pattern steps over it
_TOKEN = re.compile(r"\.\.|[()|?]|[^\s()|?]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_BEFORE_ARABIC = "[وف]?(?:ف?ال|بال|كال|لل|[بلكف])?"
_AFTER_ARABIC = "(?:ا|ه|ها|هم|ي|نا)?"
_NEAR = 4  # words between what is told and whose work it is
_ALSO_OF_GOODS = {"health", "religion", "biometrics", "politics"}


def _told(text: str) -> Iterator[Concern]:
    laid = _LaidOut.of(text)
    for kind in tier_f.ALWAYS:
        for name in ("ALWAYS", "UNLESS_AT_WORK", "OF_SOMEBODY"):
            for match in _pattern(name, kind).finditer(laid.folded):
                if not _excused(laid, match.span(), name, kind):
                    start, end = laid.place(match.span())
                    yield Concern(Kind(kind), start, end, text[start:end])


def _excused(laid: _LaidOut, told: Span, name: str, kind: str) -> bool:
    """Whether what a list found is only a likeness, somebody's work, or said of nobody."""
    if any(start <= told[0] and told[1] <= end for start, end in laid.found("FINE")):
        return True
    if name == "ALWAYS":
        return False
    work = [*laid.found("WORK"), *(laid.found("GOODS") if kind in _ALSO_OF_GOODS else ())]
    if any(laid.between(told, other) <= _NEAR for other in work):
        return True
    if any(other <= told and laid.between(other, told) <= 1 for other in laid.found("WORKED_IN")):
        return True
    return name == "OF_SOMEBODY" and not any(laid.same_sentence(told, other) for other in laid.found("SOMEBODY"))


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A text as folded words with one space between and a stop where a sentence ends."""

    folded: str
    starts: list[int]  # of each word in `folded`
    places: list[Span]  # of each word in the text
    stops: list[int]  # in `folded`

    @classmethod
    def of(cls, text: str) -> _LaidOut:
        parts: list[str] = []
        starts, places, stops = [], [], []
        length, before = 0, 0
        for word in words(text):
            if _SENTENCE_ENDS.search(text, before, word.start):
                stops.append(length)
                parts.append(_STOP)
                length += 2
            starts.append(length)
            places.append((word.start, word.end))
            parts.append(word.folded)
            length += len(word.folded) + 1
            before = word.end
        return cls(" ".join(parts), starts, places, stops)

    def found(self, name: str) -> list[Span]:
        """Where the entries of a list stand in `folded`."""
        return [match.span() for match in _pattern(name).finditer(self.folded)]

    def place(self, span: Span) -> Span:
        first, last = bisect_right(self.starts, span[0]) - 1, bisect_left(self.starts, span[1]) - 1
        return self.places[first][0], self.places[last][1]

    def same_sentence(self, one: Span, other: Span) -> bool:
        return bisect_left(self.stops, one[0]) == bisect_left(self.stops, other[0])

    def between(self, one: Span, other: Span) -> float:
        """Words between two places of one sentence, endless across a stop."""
        if not self.same_sentence(one, other):
            return float("inf")
        first, second = sorted((one, other))
        return max(0, bisect_left(self.starts, second[0]) - bisect_left(self.starts, first[1]))


@cache
def _pattern(name: str, kind: str = "") -> re.Pattern[str]:
    """What finds the entries of a list of `tier_f` among folded words."""
    listed = getattr(tier_f, name)
    entries = [" ".join(entry.split()) for entry in re.split(r",|\n\s*\n", listed.get(kind, "") if kind else listed)]
    found = "|".join(dict.fromkeys(_read(entry) for entry in entries if entry))
    return re.compile(f"(?<![^ ])(?:{found})(?![^ ])" if found else "(?!)")


def _read(entry: str) -> str:
    """An entry of `tier_f`, whose notation its head explains, as a regular expression over folded words."""
    left = _TOKEN.findall(entry)

    def one_of() -> str:
        sides = [in_a_row()]
        while left and left[0] == "|":
            left.pop(0)
            sides.append(in_a_row())
        return "|".join(sides)

    def in_a_row() -> str:
        row = ""
        while left and left[0] not in ("|", ")"):
            sign = left.pop(0)
            space = " " if row and not row.endswith(" )?") else ""
            if sign == "..":
                row += "(?: [^ |]+){0,3}"
                continue
            if sign != "(":
                row += space + _word(sign)
                continue
            inside = one_of()
            left.pop(0)
            if left and left[0] == "?":
                left.pop(0)
                row += f"(?:{space}(?:{inside}))?" if row else f"(?:(?:{inside}) )?"
            else:
                row += f"{space}(?:{inside})"
        return row

    return one_of()


def _word(word: str) -> str:
    if word == "*":
        return "[^ |]+"
    parts = [
        f"{_BEFORE_ARABIC}{part}{_AFTER_ARABIC}" if _ARABIC.match(part) else re.escape(part)
        for part in fold(word).split()
    ]
    return " ".join(parts) + ("[^ |]*" if word.endswith("*") else "")


# Numbers

_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def _papers(text: str) -> Iterator[Concern]:
    plain = text.translate(_LATIN_DIGITS)
    for pattern in (_NAMED_NUMBER, _SHAPED_NUMBER):
        for match in pattern.finditer(plain):
            start, end = match.span("number")
            yield Concern(Kind.PAPER, start, end, text[start:end])


# "passport no. AB123456": six signs or more, not a date, just behind the name of a paper.
_PAPERS = "|".join(
    (
        r"passe?ports?|passaporte?|c\.?i\.?n\.?e?|c\.?n\.?i\.?e?|n\.?i\.?[en]|nif|dni|ssn",
        r"(?:national )?id(?:entity)? card|cartes? (?:nationale|consulaire)|cartes? d['’]identité(?: nationale)?",
        r"(?:carte|titre) de séjour|pièce d['’]identité",
        r"residence permit|permesso di soggiorno|tarjeta de residencia|national identification number",
        r"social security(?: number)?|numéro de sécurité sociale|لاكارط(?: ناسيونال)?|رقم التعريف|الباسبور",
        r"(?:ال)?بطاق[ةه] (?:ال)?(?:وطني[ةه]|تعريف|هوي[ةه]|[اإ]قام[ةه])|جواز(?: (?:ال)?سفر(?:ه|ها|ي)?)?",
    )
)
_BETWEEN = "n|no|num|numéro|number|nr|is|est|رقم|رقمه|رقمها|ديالو|ديالي|الوطنية|للتعريف|هو|:|°|º"
_NAMED_NUMBER = re.compile(
    rf"(?<!\w)(?:{_PAPERS})(?!\w)[^\w\n]*(?:(?:{_BETWEEN})[^\w\n]*){{0,3}}"
    r"(?P<number>[A-Z]{0,3}[ -]?\d(?:[ -]?\d){4,14}-?[A-Z]?)(?!\w)",
    re.IGNORECASE,
)
# Shapes that are hardly ever anything else: Moroccan card, Spanish NIE, Italian tax code, French social security.
_SHAPED_NUMBER = re.compile(
    r"(?<![\w-])(?P<number>[A-Z]{1,2}\d{6}|[XYZ]-?\d{7}-?[A-Z]|\d{8}-?[A-HJ-NP-TV-Z]"
    r"|[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]"
    r"|[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3}(?: ?\d{2})?)(?![\w-])"
)

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00) ?[1-9](?:[ ().-]{0,2}\d){7,13}(?!\w)")
_HOMES = ("MA", "TN", "SN", "CI", "NG", "DZ", "FR", "ES", "IT")
_CALL = re.compile(
    r"t[ée]l|gsm|phone|mobile|portable|whats ?app|num[ée]ro|number|appel|joign|joindre|reach|text|sms|call"
    r"|هاتف|رقم|واتس|اتصل|عيط|تلفون|تيليفون",
    re.IGNORECASE,
)
_YEARS_OR_DATE = re.compile(r"\(?(?:19|20)\d\d\W+(?:19|20)\d\d|\d{1,2}([./-])\d{1,2}\1\d{4}")


def contacts(text: str) -> Iterator[Concern]:
    """The telephone numbers and e-mail addresses in `text`, in no order."""
    plain = text.translate(_LATIN_DIGITS)
    spans = {match.span() for pattern in (_MAIL, _ABROAD) for match in pattern.finditer(plain)}
    for country in _HOMES:
        for match in phonenumbers.PhoneNumberMatcher(plain, country):
            around = plain[max(0, match.start - 1) : match.start] + plain[match.end : match.end + 1]
            if "-" in around or any(sign.isalpha() for sign in around) or _YEARS_OR_DATE.fullmatch(match.raw_string):
                continue
            # Eight or nine digits may be anything, unless the text calls them a telephone.
            if plain[match.start] in "+0" or _CALL.search(plain, max(0, match.start - 30), match.start):
                spans.add((match.start, match.end))
    return (Concern(Kind.CONTACT, start, end, text[start:end]) for start, end in spans)
