"""What a CV says of a person's work, skills, languages and diplomas: proposals, each with the piece that shows it.

Nothing here is stored and nothing is certain: a CV is laid out for eyes, and its text comes as lines. A job is known by
its dates; its name stands beside them, above them or below them, where the words of the vocabulary are found. What is
not found is left empty for the person to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, zip_longest
from typing import TypedDict

from returnees.freetext import scan
from skills.extract import extract
from skills.findings import Period, evened, length_stated, periods, tongues, years_worked
from skills.folding import fold
from skills.guess import guess_language
from skills.models import Concept
from skills.parts import Line, Part, lines
from skills.suggest import preferred_labels, suggest

from .countries import country_named
from .diplomas import diploma

MOST_READ = 60_000  # letters: thirty pages; a second for every ten with the whole of ESCO
MOST_DATES = 40
MOST_JOBS, MOST_SKILLS, MOST_PAPERS = 15, 60, 12
_SHOWN = 200  # letters of the piece that shows a proposal
_TITLE = 120
_HEADLINE = 80  # what is longer, outside the part of studies, is a sentence
_TASKS = 500
_WORDS = 0.9  # from here on a label stands in the text word for word
_SURE = 0.87  # a title this near to a label names the occupation; what is less near is offered as a guess
_GUESS = 0.6
_GUESSES = 3

_BULLET = re.compile(r"\s*(?:[-–•*·▪✓➢►❖o]\s|[•▪✓➢►❖])\s*")
_ENDS = " \t.,;:|/-–—•*·()[]«»\"'،؛"
# Between a title, an employer and a place.
_CUT = re.compile(
    r"\s[-–—|•@/]\s|\s[-–—]|[|\t,;:()،؛•]|\s{2,}|\.\s|\s(?:at|chez|pour|for|with|au sein d[eu]|لدى|في)\s", re.IGNORECASE
)
_MOMENT = r"(?:[^\W\d_]+\.?\s)?(?:\d{1,2}[./-])?(?:19|20)\d\d(?:[./-]\d{1,2})?"
# A year alone dates a job where it opens or closes the line.
_OPENS = re.compile(rf"\W{{0,3}}(?P<moment>{_MOMENT})\s*(?:[:|]|(?P<open>[–—-])|$)")
_CLOSES = re.compile(rf"(?:[-–—|:,(\t]|\s{{2}})\s*(?P<moment>{_MOMENT})\W{{0,3}}$|\s(?P<begun>{_MOMENT})\s*[-–—/]+\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEADS_IN = re.compile(r"(?<!\w)(?:from|between|de|du|entre|desde|من|pendant|for|لمدة)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Job:
    """Work done. `title` is as written; `occupation` 0 and `name` "" where no occupation is near enough; `guesses` are
    (occupation, name) that it may be; `country` is "" if none is named."""

    title: str
    occupation: int
    name: str
    guesses: tuple[tuple[int, str], ...]
    country: str
    first_year: int | None
    last_year: int | None
    months: int | None
    tasks: str
    shown: str


class _Called(TypedDict):
    title: str
    occupation: int
    name: str
    guesses: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Ability:
    skill: int
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A language (ISO 639) and its CEFR level, None where the CV tells none."""

    language: str
    level: int | None
    shown: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A diploma; the level is ISCED, None where its name tells none."""

    title: str
    year: int | None
    isced: int | None
    country: str
    shown: str


@dataclass(frozen=True, slots=True)
class Proposals:
    jobs: tuple[Job, ...] = ()
    skills: tuple[Ability, ...] = ()
    languages: tuple[Speech, ...] = ()
    papers: tuple[Paper, ...] = ()

    def __len__(self) -> int:
        return len(self.jobs) + len(self.skills) + len(self.languages) + len(self.papers)


def propose(text: str, language: str, today: date) -> Proposals:
    """What the text of a CV, in whatever language, says; occupations and skills are named in the reader's `language`.

    `today` closes what still goes on. Reads the vocabulary, nothing of any person.
    """
    text = evened(text[:MOST_READ])
    written_in = guess_language(text) or language
    told = lines(text)
    return Proposals(
        tuple(_jobs(told, text, written_in, language, today))[:MOST_JOBS],
        tuple(_abilities(told, written_in, language)),
        tuple(_languages(told)),
        tuple(_papers(told))[:MOST_PAPERS],
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """Words of a line that name an occupation, and how near they come."""

    words: str
    occupation: int
    score: float
    others: tuple[int, ...] = ()  # that it may be as well, where it is not sure

    @property
    def sure(self) -> bool:
        return self.score >= _SURE


@dataclass(frozen=True, slots=True)
class _Dated:
    """A line that dates a job: what of it is not the date, and the date as far as it is told."""

    at: int
    rest: str
    period: Period | None = None
    first: int | None = None  # years, where there is no range
    last: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """A dated line with the title that belongs to it, which stands `where` lines below."""

    dated: _Dated
    where: int
    title: str
    named: _Named | None

    @property
    def lines(self) -> range:
        at = self.dated.at
        return range(min(at, at + self.where), max(at, at + self.where) + 1)


# Jobs


def _jobs(told: Sequence[Line], text: str, written_in: str, language: str, today: date) -> Iterator[Job]:
    heads = _heads(told, list(islice(_dated(told, written_in), MOST_DATES)), written_in)
    labels = _labels([head.named for head in heads], language)
    for head, after in zip_longest(heads, heads[1:]):
        body = _body(told, head.lines[-1] + 1, after.lines[0] if after else len(told))
        job = _job(head, " ".join(told[at].text for at in head.lines), body, labels, today)
        if job.title or job.tasks:
            yield job
    if not heads:
        yield from _told_in_sentences(told, text, written_in, language, today)


def _heads(told: Sequence[Line], dated: Sequence[_Dated], written_in: str) -> list[_Head]:
    taken = {one.at for one in dated}
    heads = []
    for one in dated:
        where, named = _best_name(told, one, written_in, taken)
        heads.append(_Head(one, where, _title_at(told, one, where, taken) or one.rest, named))
    # Where a title says nothing known, or is that of the next job, the others tell on which line it stands.
    sure = Counter(head.where for head in heads if head.named and head.named.sure).most_common(1)
    if not sure:
        return heads
    usual, many = sure[0][0], sure[0][1] > 2
    titles = {head.dated.at + usual for head in heads if head.where == usual and head.named}
    for number, head in enumerate(heads):
        apart = head.where not in {0, usual} and (many or head.dated.at + head.where in titles)
        at_home = head.named and head.named.sure and not apart
        if not at_home and (title := _title_at(told, head.dated, usual, taken)):
            heads[number] = _Head(head.dated, usual, title, _name(title, written_in))
    return heads


def _job(head: _Head, shown: str, body: list[str], labels: dict[int, str], today: date) -> Job:
    dated, named = head.dated, head.named
    first, last, months = dated.first, dated.last, dated.months
    if dated.period:
        first = dated.period.first[0]
        last = dated.period.last[0] if dated.period.last else None
        months = dated.period.months((today.year, today.month))
    # What follows the title in its own line is told in a sentence as often as in a list under it.
    rest = dated.rest if len(dated.rest) > _TITLE // 2 else ""
    behind = rest.partition(". ")[2] or rest.partition(": ")[2]
    called = _called(named, next(iter(_segments(head.title)), head.title), labels)
    if scan(called["title"]):
        called["title"] = ""
    return Job(
        **called,
        country=country_named(shown) or country_named(" ".join(body[:1])),
        first_year=first,
        last_year=last,
        months=months,
        tasks=_tasks([behind, *body]),
        shown=_short(shown),
    )


def _called(named: _Named | None, title: str, labels: dict[int, str]) -> _Called:
    """What a job is called, in the words of the CV and in those of the vocabulary, if they are sure."""
    if named is None:
        return {"title": _clean(title)[:_TITLE], "occupation": 0, "name": "", "guesses": ()}
    sure = named.sure and named.occupation in labels
    offered = () if sure else (named.occupation, *named.others)
    return {
        "title": _clean(named.words)[:_TITLE],
        "occupation": named.occupation if sure else 0,
        "name": labels[named.occupation] if sure else "",
        "guesses": tuple((pk, labels[pk]) for pk in offered if pk in labels),
    }


def _labels(named: Sequence[_Named | None], language: str) -> dict[int, str]:
    return preferred_labels({pk for one in named if one for pk in (one.occupation, *one.others)}, language)


def _dated(told: Sequence[Line], written_in: str) -> Iterator[_Dated]:
    """The lines that date a job. Where there are no headings, or beside them, only those that also name one."""
    has_work = any(line.part == Part.WORK for line in told)
    for at, line in enumerate(told):
        found = _date_of(at, line.body) if line.part != Part.STUDIES and line.body.strip() else None
        if found is None:
            continue
        if line.part == Part.WORK or (not has_work and line.part in {None, Part.OTHER}):
            if found.period or found.first or _name(found.rest, written_in):
                yield found
        elif found.period and (named := _best_name(told, found, written_in, set())[1]) and named.score >= _SURE:
            yield found


def _date_of(at: int, body: str) -> _Dated | None:
    ranges = [period for period in periods(body) if _stands_apart(body, period)]
    if ranges:
        return _Dated(at, _without(body, ranges[0].start, ranges[0].end), ranges[0])
    length = length_stated(body)
    months = length[2] if length else None
    if single := _OPENS.match(body) or (_CLOSES.search(body) if len(body) <= _TITLE else None):
        told = single.groupdict()
        which = "moment" if told["moment"] else "begun"
        first = int(_YEAR.search(told[which]).group())  # type: ignore[union-attr]
        rest = _without(body, single.start(which), single.end(which))
        if which == "begun":  # “Team lead 2013 –” at the end of a line: it goes on
            return _Dated(at, rest, Period(single.start(which), single.end(which), (first, None), None))
        return _Dated(at, rest, None, first, None if told.get("open") else first, months)
    if length:
        return _Dated(at, _without(body, length[0], length[1]), months=months)
    return None


def _stands_apart(body: str, period: Period) -> bool:
    """Whether a range of years dates the line: “moved from SharePoint 2010 to 2019.” does not."""
    if period.first[1] or period.last is None:
        return True
    before, after = body[: period.start].rstrip(), body[period.end :].strip()
    opens = len(before) <= 8
    apart = not before or before[-1] in "|,;:(–—-/\t،؛" or body[: period.start].endswith(("  ", "\t"))
    return opens or apart or (not after.strip(_ENDS) and not body.rstrip().endswith(".") and not body[0].islower())


def _without(body: str, start: int, end: int) -> str:
    before = _LEADS_IN.sub("", body[:start]).rstrip(_ENDS)
    return f"{before}  {body[end:].lstrip(_ENDS)}".strip(_ENDS)


def _best_name(told: Sequence[Line], one: _Dated, written_in: str, dated: set[int]) -> tuple[int, _Named | None]:
    """How many lines below its date the title of a job stands (-2 to 1), and what it names."""
    best: tuple[int, _Named | None] = (0, None)
    # A date that closes a list of what one did belongs to the job above it, however long the list.
    ends_a_list = not one.rest and _BULLET.match(told[one.at].text)
    places = range(-1, -7, -1) if ends_a_list else (0, -1, 1) if one.rest else (-1, -2, 1)
    for where in places:
        title = _title_at(told, one, where, dated)
        named = _name(title, written_in) if title else None
        if named and (best[1] is None or named.score > best[1].score + 0.1):
            best = where, named
        if best[1] and best[1].score >= 0.9:
            break
    return best


def _title_at(told: Sequence[Line], one: _Dated, where: int, dated: set[int]) -> str:
    if where == 0:
        return one.rest
    at = one.at + where
    if not 0 <= at < len(told) or at in dated:
        return ""
    if where < -1 and not _BULLET.match(told[one.at].text) and not _title_at(told, one, where + 1, dated):
        return ""  # only an employer may stand between a title and its date
    line = told[at]
    title = line.body.strip()
    same_part = line.part == told[one.at].part
    if not same_part or not title or len(title) > _TITLE or _BULLET.match(title) or title[-1] in ".;,،":
        return ""
    return title


def _name(title: str, written_in: str) -> _Named | None:
    """The occupation that a title names: word for word if it does, else the one it is most like."""
    if not title.strip(_ENDS):
        return None
    exact = [one for one in extract(title[: 2 * _TITLE], written_in, kind="occupation", limit=3) if one.score >= _WORDS]
    if exact:
        # A name of several words says more than the better spelling of one; what comes first is the title.
        best = max(exact, key=lambda one: (round(one.score, 1), len(title[one.start : one.end].split()), -one.start))
        return _Named(_around(title, best.start, best.end), best.concept_id, best.score)
    best_guess: _Named | None = None
    for segment in _segments(title)[:3]:
        found = suggest(segment[:80], written_in, kind="occupation", limit=_GUESSES, typing=False)
        if found and found[0].score >= _GUESS and (best_guess is None or found[0].score > best_guess.score):
            near = tuple(one.concept_id for one in found[1:] if one.score >= _GUESS)
            best_guess = _Named(segment, found[0].concept_id, found[0].score, near)
    return best_guess


def _around(title: str, start: int, end: int) -> str:
    """The piece of a title, between its commas, that holds these words."""
    cuts = [(0, 0), *((cut.start(), cut.end()) for cut in _CUT.finditer(title)), (len(title), len(title))]
    first = max((after for _, after in cuts if after <= start), default=0)
    last = min((before for before, _ in cuts if before >= end), default=len(title))
    return title[first:last]


def _segments(title: str) -> list[str]:
    return [part for piece in _CUT.split(title) if len(part := piece.strip(_ENDS)) > 2 and re.search(r"[^\W\d_]", part)]


def _body(told: Sequence[Line], start: int, until: int) -> list[str]:
    """The lines under a job, up to the next one or the next heading."""
    part = told[start - 1].part if start else None
    found = []
    for line in told[start:until]:
        if line.part != part or not line.body:
            break
        found.append(line.body)
    return found


def _tasks(body: Sequence[str]) -> str:
    """Whole lines, as many as fit, without those that tell what no file here may hold, or how to reach somebody."""
    kept = ""
    for line in body:
        line = " ".join(_BULLET.sub("", line, count=1).split()) if _BULLET.match(line) else " ".join(line.split())
        if not line or scan(line):
            continue
        if len(kept) + len(line) + 1 > _TASKS:
            return kept or line[: _TASKS - 1].rsplit(" ", 1)[0] + "…"
        kept = f"{kept}\n{line}" if kept else line
    return kept


def _told_in_sentences(told: Sequence[Line], text: str, written_in: str, language: str, today: date) -> Iterator[Job]:
    """Work told without dates: each sentence with an occupation and a length, else the first line and all the years."""
    whole = "\n".join(line.body for line in told if line.part != Part.STUDIES)
    sentences = [one for one in re.split(r"[\n.;؛]|\s(?:puis|then|ثم)\s", whole) if one.strip()]
    found: list[tuple[str, _Named, int | None]] = []
    for sentence in sentences:
        length = length_stated(sentence)
        exact = extract(sentence, written_in, kind="occupation", limit=1) if length else []
        if length and exact:
            words = sentence[exact[0].start : exact[0].end]
            found.append((sentence, _Named(words, exact[0].concept_id, exact[0].score), length[2]))
    if not found:
        named = next(filter(None, (_name(sentence, written_in) for sentence in sentences[:3])), None)
        months = int(12 * years_worked(text, today.year)) or None
        if named and named.sure:
            found.append((whole.strip()[:_SHOWN], named, months))
    labels = _labels([named for _, named, _ in found], language)
    for sentence, named, months in found:
        yield Job(
            **_called(named, "", labels),
            country=country_named(sentence),
            first_year=None,
            last_year=None,
            months=months,
            tasks="",
            shown=_short(sentence),
        )


# Skills, languages, diplomas


def _abilities(told: Sequence[Line], written_in: str, language: str) -> Iterator[Ability]:
    text = "\n".join(line.body for line in told if line.part not in {Part.LANGUAGES, Part.ASIDE})
    found = extract(text, written_in, kind="skill", limit=2 * MOST_SKILLS)
    # Languages are proposed as languages, with their level.
    spoken = set(
        Concept.objects.filter(
            pk__in=[one.concept_id for one in found], skill_type=Concept.SkillType.LANGUAGE
        ).values_list("pk", flat=True)
    )
    found = [one for one in found if one.concept_id not in spoken][:MOST_SKILLS]
    labels = preferred_labels([one.concept_id for one in found], language)
    for one in found:
        yield Ability(one.concept_id, labels[one.concept_id], _piece(text, one.start, one.end))


def _languages(told: Sequence[Line]) -> Iterator[Speech]:
    """Under their heading if there is one; else where a level is told or several stand in a line. “Restaurant
    français” speaks no French."""
    under = [line.body for line in told if line.part == Part.LANGUAGES and line.body]
    named = tongues("\n".join(under))
    if not named:
        everywhere = tongues("\n".join(line.text for line in told))
        in_line = Counter(one.line for one in everywhere)
        named = [one for one in everywhere if one.level or in_line[one.line] > 1]
    best: dict[str, Speech] = {}
    for one in named:
        if one.language not in best or (one.level or 0) > (best[one.language].level or 0):
            best[one.language] = Speech(one.language, one.level, _short(one.line))
    yield from best.values()


def _papers(told: Sequence[Line]) -> Iterator[Paper]:
    seen = set()
    for at, line in enumerate(told):
        if line.part not in {Part.STUDIES, None, Part.OTHER} or not line.body:
            continue
        found = diploma(line.body)
        if found is None or (line.part != Part.STUDIES and (not found.isced or len(line.body) > _HEADLINE)):
            continue
        shown, year = line.body, found.year
        # The school, its town and the year stand under the diploma as often as beside it, or above.
        for near in (at + 1, at - 1) if not year else ():
            other = told[near] if 0 <= near < len(told) else line
            years = _YEAR.findall(other.body) if other.part == line.part and len(other.body) <= _TITLE else []
            if not years or diploma(other.body) or (near > at and _YEAR.match(other.body)):
                continue  # what opens with a year is the next diploma or course
            year, shown = int(years[-1]), f"{shown} – {other.body}" if near > at else f"{other.body} – {shown}"
            break
        key = fold(found.title)
        if key and key not in seen:
            seen.add(key)
            yield Paper(found.title, year, found.isced, country_named(shown), _short(shown))


# Pieces of the text


def _clean(words: str) -> str:
    return " ".join(words.strip(_ENDS + "✓➢►❖▪").split())


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"


def _piece(text: str, start: int, end: int) -> str:
    """The line in which text[start:end] stands, or as much of it around those words as is shown."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    left = max(first, start - 60)
    right = min(last, end + 60)
    piece = " ".join(text[left:right].split()).lstrip("•*-–· ")
    return f"{'…' if left > first else ''}{piece}{'…' if right < last else ''}"
