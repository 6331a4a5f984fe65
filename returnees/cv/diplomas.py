"""Which diploma a line of a CV names. French, Arabic, English. Pure.

Levels are ISCED-2011, by the crosswalk that agencies here use: 8 doctorate, 7 master or engineer, 6 licence or
bachelor, 5 BTS, DUT and technicien spécialisé, 3 baccalauréat, CAP and technicien. What names no level keeps None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from skills.findings import evened, periods


@dataclass(frozen=True, slots=True)
class Diploma:
    title: str
    year: int | None
    isced: int | None


_LEVELS: tuple[tuple[int | None, str], ...] = (
    (8, r"doctorat|doctorate|ph\.? ?d\b|docteur (?:en|ès)|دكتوراه"),
    (
        7,
        r"masters?(?:['’]s)?(?= (?:of|in|en|de|degree|spécialisé|professionnel|recherche|1|2|[a-zé]+$)|$|[,(:-])"
        r"|mast[èe]re"
        r"|\b(?:MBA|MSc|M\.Sc|MA|MPH|LLM|MEng|DESS|DEA)\b|dipl[ôo]me d['’]ing[ée]nieur|ing[ée]nieur d['’][ée]tat"
        r"|engineer(?:['’]s)? degree|ماستر|ماجستير|مهندس دولة",
    ),
    (
        6,
        r"licence (?:en|de|d['’]|ès|professionnelle|fondamentale|appliquée|universitaire)|ma[îi]trise (?:en|de|ès)"
        r"|bachelor(?:['’]s)?|\b(?:BSc|B\.Sc|BA|B\.A|B\.?Ed|LLB|BEng|B\.?Pharm)\b|grado en|بكالوريوس"
        r"|[إا]جازة في|ليسانس",
    ),
    (
        5,
        r"\b(?:BTS|DUT|DEUG|DEUST|HND)\b|technicien(?:ne)? (?:spécialisée?|supérieure?)|associate(?:['’]s)? degree"
        r"|تقني(?:ة)? (?:متخصصة?|سامي?ة?)|advanced diploma",
    ),
    (
        3,
        r"\bbac(?:calauréat|calaureat)?\b(?! ?\+)|\b(?:CAP|BEP)\b|dipl[ôo]me de (?:technicien|qualification)"
        r"|certificat d['’]aptitude professionnelle|high school|secondary school (?:certificate|diploma|leaving)"
        r"|ب(?:ا)?كالوريا|دبلوم (?:تقني|التأهيل)|TVET",
    ),
    (
        None,
        r"dipl[ôo]me?|diploma|certificat(?:e|ion)?\b|attestation|brevet|degree|habilitation|CACES"
        r"|دبلوم|شهادة|دبلومة|اعتماد",
    ),
)
_KINDS = [(level, re.compile(rf"(?<!\w)(?:ال)?(?:{pattern})", re.IGNORECASE)) for level, pattern in _LEVELS]
_CAPITALS_ONLY = re.compile(r"\b(?:MA|BA|CAP|BAC)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_END = re.compile(r"\s[-–—|•]\s|[,;|(\t،؛]|\s{2,}|\.\s|[.:]$")
# What a certificate of these is, is nobody's diploma.
_OTHER = re.compile(
    r"scrum master|web ?master|certificate of (?:birth|residence)|certificat (?:de résidence|médical|de travail)"
    r"|attestation de travail|شهادة (?:عمل|العمل|السكنى|الإقامة)|driving licen[cs]e|no diploma|sans diplôme",
    re.IGNORECASE,
)
_LONGEST = 120
_BEFORE = 4  # words of a name before the kind of diploma


def diploma(line: str) -> Diploma | None:
    """The diploma that a line names, if it does; the year is the last one in the line."""
    line = evened(line)
    if _OTHER.search(line):
        return None
    for level, pattern in _KINDS:
        for match in pattern.finditer(line):
            # Two capital letters are a degree, two small ones a word.
            if _CAPITALS_ONLY.fullmatch(match.group()) and not match.group().isupper():
                continue
            return Diploma(_title(line, match), _year(line), level)
    return None


def _title(line: str, match: re.Match[str]) -> str:
    """From the start of the phrase that names it to the next comma, bracket or dash."""
    for period in reversed(periods(line)):
        if period.end <= match.start():
            line, shift = line[period.end :], period.end
            return _phrase(line, match.start() - shift, match.end() - shift)
        if period.start >= match.end():
            line = line[: period.start]
    return _phrase(line, match.start(), match.end())


def _phrase(line: str, start: int, end: int) -> str:
    before = [stop.end() for stop in re.finditer(r"[,;:|(،؛\t]\s*|\s[-–—]\s|\s{2,}", line[:start])]
    after = _END.search(line, end)
    opens = before[-1] if before else 0
    if len(line[opens:start].split()) > _BEFORE:
        opens = start  # the end of a sentence, not a name
    phrase = line[opens : after.start() if after else None]
    if "(" not in phrase:
        phrase = phrase.rpartition(")")[2]  # the bracket opened before the name
    return " ".join(_YEAR.sub("", phrase).split()).strip(' .:-–—•*·,»«"')[:_LONGEST]


def _year(line: str) -> int | None:
    years = _YEAR.findall(line)
    return int(years[-1]) if years else None
