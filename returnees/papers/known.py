"""What is known about papers in other countries: levels by their national names, regulated work, ways to recognition.

Tables in files beside this one, with their sources. What they do not hold is unknown, and pages say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from returnees import sourced
from returnees.sourced import Sentence, Source, Unsound

HOME = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Regulation(Sentence):
    """Whether the work of these ISCO-08 groups needs a permission in a country."""

    country: str
    isco: tuple[str, ...]
    regulated: Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Way(Sentence):
    """A way to recognition in a country: who decides, and the keys of the documents they ask for."""

    country: str
    kind: str
    authority: str
    documents: tuple[str, ...]


def level_names(country: str) -> dict[int, list[str]]:
    """ISCED level -> what papers of that level are called there; nothing for a country we have no table of."""
    return _levels().get(country, {})


def regulation(isco: str, country: str) -> Regulation | None:
    """What is known of a work (four digits of ISCO-08) in a country; None is unknown."""
    rows = [row for row in _regulated() if row.country == country and any(isco.startswith(one) for one in row.isco)]
    # The row that speaks of the narrowest group.
    return max(rows, key=lambda row: max(len(one) for one in row.isco if isco.startswith(one)), default=None)


def way(country: str, kind: str) -> Way | None:
    return _ways().get((country, kind))


@cache
def document_names() -> dict[str, dict[str, str]]:
    """Key of a document -> what it is called in each language."""
    file = HOME / "ways.toml"
    return {key: sourced.words(file, row) for key, row in sourced.read(file)["documents"].items()}


@cache
def _sources() -> dict[str, Source]:
    return sourced.sources(HOME / "sources.toml")


@cache
def _levels() -> dict[str, dict[int, list[str]]]:
    rows = sourced.read(HOME / "levels.toml")
    return {country: {int(level): names for level, names in row.items()} for country, row in rows.items()}


@cache
def _regulated() -> list[Regulation]:
    file = HOME / "regulated.toml"
    found = []
    for row in sourced.read(file)["row"]:
        told = sourced.sentence(file, row, _sources())
        if row["regulated"] not in {"yes", "no"}:
            raise Unsound(f"{file.name}: “{told.words['en'][:50]}” is regulated yes or no; what is unknown is no row")
        found.append(
            Regulation(told.state, told.sources, told.words, row["country"], tuple(row["isco"]), row["regulated"])
        )
    return found


@cache
def _ways() -> dict[tuple[str, str], Way]:
    file = HOME / "ways.toml"
    named = document_names()
    found = {}
    for row in sourced.read(file)["way"]:
        told = sourced.sentence(file, row, _sources())
        if unnamed := [key for key in row["documents"] if key not in named]:
            raise Unsound(f"{file.name}: no words for the documents {', '.join(unnamed)}")
        found[row["country"], row["kind"]] = Way(
            told.state, told.sources, told.words, row["country"], row["kind"], row["authority"], tuple(row["documents"])
        )
    return found
