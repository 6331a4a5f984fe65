"""What a skills passport says, as plain values: what the holder chose, and nothing else of the record.

Codes are kept beside words, so that a passport signed in one language can be read in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# The ladder of evidence, lowest first: the codes that stand in the signed document for the steps 1 to 6.
LADDER = ("declared", "described", "supported", "confirmed", "assessed", "certified")
# The Common European Framework, 0 to 6.
CEFR = ("none", "A1", "A2", "B1", "B2", "C1", "C2")


@dataclass(frozen=True)
class Named:
    """Something of the vocabulary: its name in the language of the passport, and its ESCO address or our code."""

    name: str
    concept: str
    isco: str = ""


@dataclass(frozen=True)
class Skill:
    """`evidence` is a code of LADDER; `learned` says where, or ""; who assessed or certified it, when."""

    what: Named
    evidence: str
    learned: str = ""
    vouched_by: str = ""
    vouched_on: date | None = None


@dataclass(frozen=True)
class Work:
    """`duration` is the code of a band; `country` ISO 3166-1 alpha-2, or "" where the holder leaves it out."""

    what: Named
    title: str = ""
    tasks: str = ""
    tools: str = ""
    team: int | None = None
    duration: str = ""
    country: str = ""
    paid: bool = True


@dataclass(frozen=True)
class Language:
    """An ISO 639 code and four codes of CEFR."""

    code: str
    understood: str
    spoken: str
    read: str
    written: str


@dataclass(frozen=True)
class Paper:
    """A diploma or certificate; `recognition` is the code of a state, or "" where none was asked for."""

    title: str
    institution: str = ""
    year: int | None = None
    isced: int | None = None
    country: str = ""
    recognition: str = ""
    authority: str = ""


@dataclass(frozen=True)
class Season:
    """Seasons worked in a scheme."""

    scheme: str
    seasons: int
    country: str = ""


@dataclass(frozen=True)
class Wish:
    """What somebody would like. Empty where the holder keeps it to themselves."""

    jobs: tuple[Named, ...] = ()
    hours: str = ""
    available_from: date | None = None
    travel_km: int | None = None
    would_move: bool = False
    wage: int | None = None
    currency: str = ""
    abroad_again: str = ""


@dataclass(frozen=True)
class Content:
    """Everything that is signed about the holder. `name` is "" on a passport without one."""

    name: str = ""
    skills: tuple[Skill, ...] = ()
    works: tuple[Work, ...] = ()
    languages: tuple[Language, ...] = ()
    papers: tuple[Paper, ...] = ()
    licences: tuple[str, ...] = ()
    seasons: tuple[Season, ...] = ()
    wish: Wish = Wish()


@dataclass(frozen=True)
class Issue:
    """A passport as issued: which, by whom, in which language, from when until the end of which day, its place in the
    status list."""

    id: str
    code: str
    base: str
    language: str
    issued: str  # a moment, ISO 8601 in UTC to the second
    expires: date
    index: int
    content: Content
