"""Words on their way into the database: what a reader of files hands to `skills.actions.take_in`. Pure.

Concepts are named by their key: the ESCO address (uri) where one is known, else our own code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

LONGEST_LABEL = 400
LONGEST_NAME = 200
ADDRESS = re.compile(
    r"https?://data\.europa\.eu/esco/(occupation|skill|skill-group|isced-f|isco)/([A-Za-z0-9][A-Za-z0-9.\-]{0,60})"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a file; line and column may be unknown (a truncated zip has neither)."""

    file: str
    line: int | None
    column: str
    reason: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}, column {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


class FaultyFiles(Exception):
    """Files that cannot be taken in, with every fault found before reading stopped."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(slots=True)
class Word:
    """A concept as a file tells it; None and "" mean that the file says nothing."""

    kind: str
    code: str | None = None
    uri: str | None = None
    isco: str | None = None
    skill_type: str = ""
    reuse: str = ""
    description: str = ""
    esco_code: str = ""

    @property
    def key(self) -> str:
        return self.uri or self.code or ""


@dataclass(frozen=True, slots=True)
class Name:
    """A label; kind is preferred, masculine, feminine or alternative."""

    kind: str
    text: str
    needs_review: bool = False


@dataclass
class Words:
    """Everything one load brings. Maps are by key; what is absent stays as it is."""

    source: str
    isco: dict[str, dict[str, str]] = field(default_factory=dict)
    """ISCO-08 code -> language -> name; "" under no language when only the code is known."""
    concepts: dict[str, Word] = field(default_factory=dict)
    names: dict[tuple[str, str], list[Name]] = field(default_factory=dict)
    """(key, language) -> labels."""
    broader: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    all_broader: set[str] = field(default_factory=set)
    """Concepts whose broader ones are all in `broader`: links of this source that are not there go."""
    needs: dict[tuple[str, str], bool] = field(default_factory=dict)
    """(occupation, skill) -> essential. All those of each occupation named."""
    related: dict[tuple[str, str], bool] = field(default_factory=dict)
    """(skill, skill it rests on) -> essential. All those of each skill named."""
    collections: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sectors: dict[str, dict[str, str]] = field(default_factory=dict)
    """Sector code -> field of Sector -> value."""
    shares: dict[str, dict[str, float]] = field(default_factory=dict)
    """Sector code -> ISCO-08 two-digit code -> share of the sector's workers, 0 to 1."""
    in_sectors: dict[str, list[str]] = field(default_factory=dict)


def settled(names: list[tuple[str, Name]], rank: dict[str, int]) -> dict[tuple[str, str], tuple[str, bool]]:
    """What labels of several sources come to for one concept in one language.

    `names` are (source, label); `rank` orders sources, lowest first. The first source to name a preferred,
    masculine or feminine label keeps it, what others say for it becomes an alternative, and an alternative that a
    better source already says in any way is left out. Returns (kind, text) -> (source, needs_review).
    """
    kept: dict[tuple[str, str], tuple[str, bool]] = {}
    taken: set[str] = set()
    said: dict[str, int] = {}
    for source, name in sorted(names, key=lambda pair: (rank[pair[0]], pair[1].kind == "alternative")):
        kind = name.kind
        if kind != "alternative" and kind in taken:
            kind = "alternative"
        if kind == "alternative" and said.get(name.text.casefold(), rank[source]) < rank[source]:
            continue
        if kind != "alternative":
            taken.add(kind)
        kept.setdefault((kind, name.text), (source, name.needs_review))
        said.setdefault(name.text.casefold(), rank[source])
    return kept
