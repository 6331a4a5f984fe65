"""The sheets "my rights": what is known, by whose word, of social rights between one country and another.

A sheet says what exists and whom to ask; it never says what one person is due. How to add or correct one:
docs/rights.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from returnees import sourced
from returnees.sourced import Sentence, Source, Unsound

HOME = Path(__file__).parent / "sheets"
# In the order of the page.
HEADINGS = {
    "convention": _("The agreement"),
    "covers": _("What it covers"),
    "adding": _("Are periods added together?"),
    "example": _("An example"),
    "home": _("At home"),
    "office": _("Whom to ask"),
    "paper": _("Papers to have"),
    "health": _("Health cover"),
    "month": _("What you can do this month"),
}
PARTS = tuple(HEADINGS)
NEEDED = set(PARTS) - {"home"}

Adding = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Said(Sentence):
    """One sentence, and the heading it stands under."""

    part: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of one pair of countries (ISO 3166-1 alpha-2). `adding`: may periods be added together."""

    home: str
    stay: str
    adding: Adding
    said: tuple[Said, ...]

    @property
    def slug(self) -> str:
        return f"{self.home}-{self.stay}".lower()


@cache
def every() -> dict[tuple[str, str], Sheet]:
    """(home, stay) -> sheet. Raises Unsound."""
    found: dict[tuple[str, str], Sheet] = {}
    for file in sorted(HOME.glob("??-??.toml")):
        sheet = _sheet(file)
        found[sheet.home, sheet.stay] = sheet
    return found


def between(home: str, stay: str) -> Sheet | None:
    return every().get((home, stay))


def at_home(country: str) -> list[Said]:
    """What is known of `country` itself, for stays we have no sheet of: its agreements, and whom to ask."""
    keys = [f"{part}-{country.lower()}" for part in ("list", "office", "bring", "home")]
    return _in_order([_common()[key] for key in [*keys, "month-papers"] if key in _common()])


def _in_order(said: Iterable[Said]) -> list[Said]:
    return sorted(said, key=lambda one: PARTS.index(one.part))


@cache
def _sources() -> dict[str, Source]:
    return sourced.sources(HOME / "sources.toml")


@cache
def _common() -> dict[str, Said]:
    file = HOME / "common.toml"
    return {key: _said(file, row) for key, row in sourced.read(file).items()}


def _sheet(file: Path) -> Sheet:
    row = sourced.read(file)
    said = [_said(file, one) for one in row["said"]]
    for key in row["common"]:
        if key not in _common():
            raise Unsound(f"{file.name}: common.toml has no “{key}”")
        said.append(_common()[key])
    if f"{row['home']}-{row['stay']}".lower() != file.stem:
        raise Unsound(f"{file.name}: the name says another pair than home and stay")
    if row["adding"] not in {"yes", "no", "unknown"}:
        raise Unsound(f"{file.name}: adding is yes, no or unknown")
    if missing := NEEDED - {one.part for one in said}:
        raise Unsound(f"{file.name}: nothing said of {', '.join(sorted(missing))}")
    return Sheet(row["home"], row["stay"], row["adding"], tuple(_in_order(said)))


def _said(file: Path, row: Mapping[str, Any]) -> Said:
    if row["part"] not in PARTS:
        raise Unsound(f"{file.name}: “{row.get('en', '')[:50]}” has no place on the page: {row['part']}")
    told = sourced.sentence(file, row, _sources())
    return Said(told.state, told.sources, told.words, row["part"])
