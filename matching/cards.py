"""What an employer reads of a person before their yes: only what at least K people share, all of it together.

A card is a list of statements, each true of the person. They are weighed in a fixed order, what an employer needs most
first, each as finely as can be: a statement stands only while at least K of the people who may be proposed in the
country, the person among them, are such that *every* statement of the card is true of them. Otherwise a coarser one is
tried, then none. So nothing that is read on a card, alone or together, is true of fewer than K people.

    1  required skills it meets     each → nothing
    2  work nearest to the post     occupation → ISCO-08 unit group (4 digits) → sub-major group (2) → nothing
    3  how long in that work        10, 5, 3, 1 years or more, or less than one → a lower step → nothing
    4  languages asked for          level → as asked for → nothing
    5  licences asked for           each → nothing
    6  when free                    now, within a month, 3 months, later → within 3 months → nothing
    7  region                       region → the country
    8  how near                     at most 30, 100 km, or would move → further → nothing
    9  what stands behind a skill   said, confirmed, tested → nothing
    10 education                    band of ISCED levels → nothing
    11 preferred skills             each → nothing
    12 what is asked for and lacks  each → nothing
    13 other work, the longest two  as 2, then as 3
    14 abroad, where it is agreed   country and how long → country → "abroad" → nothing

What is lacking is said only where everything that is met is: else a card would look worse than the person is.

Never a name, a town, a year, a title, a free text, an employer, or the code of the file. Here nothing asks the
database or the clock: `crowd` brings the people as columns, `telling` says the statements in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.encryption import blind
from returnees.models.profile import CODE_LETTERS

from .features import Post

K = 5
YEARS = (10, 5, 3, 1)
NEAR_KM = (30, 100)
# Days until somebody is free: the end of each band.
FREE = {"now": 0, "month": 31, "quarter": 92}
LATER = "later"
# ISCED-2011 levels of each band: at most lower secondary, secondary and vocational, higher.
EDUCATION = ((0, 2), (3, 4), (5, 8))
# Steps of the ladder of evidence: the person's own word, a paper or a supervisor, a test or a certificate.
EVIDENCE = ((1, 2), (3, 4), (5, 6))
OTHER_WORK = 2
MOST_STAYS = 3

Mask = NDArray[np.bool_]
Nearness = Callable[[int], float]


def reference(opening_id: int, profile_id: int) -> str:
    """Six letters by which an employer knows a candidate of one opening: other ones at every other opening, and no way
    back to the file without the secret."""
    number = int.from_bytes(blind(f"{opening_id}:{profile_id}", "candidate").encode(), "big")
    letters = ""
    for _place in range(6):
        number, letter = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[letter]
    return letters


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: of which kind, about what, and how much. `holds` of the tests tells what each one means."""

    kind: str
    what: Any = None
    how: Any = None


@dataclass(frozen=True)
class Work:
    """One job of one person: the row of the person, the occupation, its ISCO-08 unit group (0: none), its months."""

    row: NDArray[np.int32]
    occupation: NDArray[np.int32]
    isco: NDArray[np.int32]
    months: NDArray[np.int32]


@dataclass(frozen=True)
class Crowd:
    """The people who may be proposed in a country, in columns, as far as one opening asks; a person is a row number.

    `free_in`: days, NaN where not known. `isced`: -1 where not known. `skills`: evidence 1 to 6, 0 for none.
    `languages`: spoken CEFR 0 to 6. `stays`: row -> (country, band).
    """

    rows: Mapping[int, int]  # profile -> row
    region: NDArray[np.int32]
    km: NDArray[np.int32]
    moves: Mask
    free_in: NDArray[np.float32]
    isced: NDArray[np.int8]
    work: Work
    skills: Mapping[int, NDArray[np.int8]]
    languages: Mapping[str, NDArray[np.int8]]
    licences: Mapping[str, Mask]
    stays: Mapping[int, Sequence[tuple[str, str]]]
    kept: dict[Any, Any] = field(default_factory=dict)  # what was counted before

    def __len__(self) -> int:
        return len(self.region)

    def done(self, kind: str, key: int) -> NDArray[np.int32]:
        """Months of each person in an occupation, or in an ISCO-08 group of four or two digits."""
        if (kind, key) not in self.kept:
            column = {"occupation": self.work.occupation, "unit": self.work.isco, "field": self.work.isco // 100}[kind]
            these = column == key
            months = np.bincount(self.work.row[these], weights=self.work.months[these], minlength=len(self))
            # Work of less than a month is work.
            here = np.bincount(self.work.row[these], minlength=len(self)) > 0
            self.kept[kind, key] = np.where(here, np.maximum(months, 1), 0).astype(np.int32)
        return self.kept[kind, key]

    def been(self, country: str | None, band: str | None) -> Mask:
        """Who has been abroad: anywhere, in a country, in a country that long."""
        if ("been", country, band) not in self.kept:
            who = [
                row
                for row, stays in self.stays.items()
                if any(country in {None, land} and band in {None, long} for land, long in stays)
            ]
            mask = np.zeros(len(self), bool)
            mask[who] = True
            self.kept["been", country, band] = mask
        return self.kept["been", country, band]

    @cached_property
    def _order(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        order = np.argsort(self.work.row, kind="stable")
        return order, self.work.row[order]

    def jobs_of(self, row: int) -> list[tuple[int, int]]:
        """(occupation, ISCO-08 unit group) of one person, each once, the longest first."""
        order, rows = self._order
        first, last = np.searchsorted(rows, [row, row + 1])
        months: dict[tuple[int, int], int] = {}
        for at in order[first:last].tolist():
            job = int(self.work.occupation[at]), int(self.work.isco[at])
            months[job] = months.get(job, 0) + int(self.work.months[at])
        return sorted(months, key=lambda job: (-months[job], job))


Option = tuple[Said, Mask]


def card_of(crowd: Crowd, row: int, post: Post, nearness: Nearness, *, abroad: bool) -> tuple[Said, ...]:
    """The statements of one person's card for a post.

    `nearness` of an occupation to that of the post, 0 to 1; `abroad`: whether the person lets employers see that they
    have worked abroad.
    """
    if len(crowd) < K:
        return ()
    said: list[Said] = []
    left = np.ones(len(crowd), bool)
    for options in _facets(crowd, row, post, nearness, abroad, said):
        for statement, true in options:
            both = left & true
            if statement not in said and np.count_nonzero(both) >= K:
                said.append(statement)
                left = both
                break
    return tuple(said)


def _facets(
    crowd: Crowd, row: int, post: Post, nearness: Nearness, abroad: bool, said: list[Said]
) -> Iterator[Iterable[Option]]:
    """What may be said, facet by facet, the finest first. Reads in `said` what already stands."""
    jobs = sorted(crowd.jobs_of(row), key=lambda job: -nearness(job[0]))
    yield from _required(crowd, row, post)
    for job in jobs[:1]:
        yield _done(crowd, "work", job, said)
    for job in jobs[:1]:
        yield _length(crowd, row, "work", job, said)
    for language, asked in post.languages.items():
        yield _spoken(crowd, row, language, asked)
    for licence in sorted(post.licences):
        if crowd.licences[licence][row]:
            yield [(Said("licence", licence), crowd.licences[licence])]
    yield _free(crowd, row)
    yield [(Said("region", int(crowd.region[row])), crowd.region == crowd.region[row])]
    yield _near(crowd, row)
    for skill in [one.what for one in said if one.kind == "skill"]:
        yield [_within(Said("evidence", skill), EVIDENCE, crowd.skills[skill], row)]
    if crowd.isced[row] >= 0:
        yield [_within(Said("education"), EDUCATION, crowd.isced, row)]
    for skill in sorted(post.preferred):
        if crowd.skills[skill][row]:
            yield [(Said("extra", skill), crowd.skills[skill] > 0)]
    told = {one.what for one in said if one.kind in {"skill", "licence", "language"}}
    met = {skill for skill in post.required if crowd.skills[skill][row]}
    met |= {licence for licence in post.licences if crowd.licences[licence][row]}
    if met | {code for code, asked in post.languages.items() if crowd.languages[code][row] >= asked} <= told:
        yield from _lacking(crowd, row, post)
    for job in jobs[1 : 1 + OTHER_WORK]:
        yield _done(crowd, "other", job, said)
        yield _length(crowd, row, "other", job, said)
    if abroad:
        for country, band in list(crowd.stays.get(row, ()))[:MOST_STAYS]:
            yield _abroad(crowd, country, band)


def _ways(job: tuple[int, int]) -> list[tuple[str, int]]:
    """An occupation and the groups it is in, the finest first."""
    occupation, isco = job
    return [("occupation", occupation), *([("unit", isco), ("field", isco // 100)] if isco else [])]


def _done(crowd: Crowd, kind: str, job: tuple[int, int], said: Sequence[Said]) -> Iterator[Option]:
    known = {one.what for one in said if one.kind in {"work", "other"}}
    for way in _ways(job):
        if way not in known:
            yield Said(kind, way), crowd.done(*way) > 0


def _length(crowd: Crowd, row: int, kind: str, job: tuple[int, int], said: Sequence[Said]) -> Iterator[Option]:
    """Of what stands on the card: the length of something finer would say what that is."""
    way = next((one.what for one in said if one.kind == kind and one.what in _ways(job)), None)
    if way is None:
        return
    months = crowd.done(*way)
    for years in YEARS:
        if months[row] >= 12 * years:
            yield Said("length", way, years), months >= 12 * years
    if months[row] < 12:
        yield Said("length", way, 0), (months > 0) & (months < 12)


def _required(crowd: Crowd, row: int, post: Post) -> Iterator[Iterable[Option]]:
    for skill in sorted(post.required):
        if crowd.skills[skill][row]:
            yield [(Said("skill", skill), crowd.skills[skill] > 0)]


def _spoken(crowd: Crowd, row: int, language: str, asked: int) -> Iterator[Option]:
    level = crowd.languages[language]
    if level[row] >= asked:
        yield Said("language", language, int(level[row])), level == level[row]
        yield Said("language", language), level >= asked


def _free(crowd: Crowd, row: int) -> Iterator[Option]:
    free = crowd.free_in
    if np.isnan(free[row]):
        return
    start = -np.inf
    for band, end in FREE.items():
        if free[row] <= end:
            yield Said("free", band), (free > start) & (free <= end)
            yield Said("free", "by_quarter"), free <= FREE["quarter"]
            return
        start = end
    yield Said("free", LATER), free > start


def _near(crowd: Crowd, row: int) -> Iterator[Option]:
    for km in NEAR_KM:
        if crowd.km[row] <= km:
            yield Said("near", km), crowd.km <= km
    if crowd.km[row] > NEAR_KM[-1] and crowd.moves[row]:
        yield Said("moves"), crowd.moves


def _within(said: Said, bands: Sequence[tuple[int, int]], column: NDArray[np.int8], row: int) -> Option:
    at = next(n for n, (low, high) in enumerate(bands) if low <= column[row] <= high)
    low, high = bands[at]
    return Said(said.kind, said.what, at), (column >= low) & (column <= high)


def _lacking(crowd: Crowd, row: int, post: Post) -> Iterator[Iterable[Option]]:
    for skill in sorted(post.required):
        if not crowd.skills[skill][row]:
            yield [(Said("lacks_skill", skill), crowd.skills[skill] == 0)]
    for language, asked in post.languages.items():
        if crowd.languages[language][row] < asked:
            yield [(Said("lacks_language", language), crowd.languages[language] < asked)]
    for licence in sorted(post.licences):
        if not crowd.licences[licence][row]:
            yield [(Said("lacks_licence", licence), ~crowd.licences[licence])]


def _abroad(crowd: Crowd, country: str, band: str) -> Iterator[Option]:
    if band != "unsaid":
        yield Said("abroad", country, band), crowd.been(country, band)
    yield Said("abroad", country), crowd.been(country, None)
    yield Said("abroad"), crowd.been(None, None)
