"""The sheets "my rights": what is known, by whose word, of social rights between one country and another.

A sheet is a file of sentences, each in three languages with its sources, their dates and how sure we are. It says what
exists and whom to ask; it never says what one person is due. How to add or correct one: docs/rights.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

HOME = Path(__file__).parent / "sheets"
LANGUAGES = ("ar", "fr", "en")
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
KINDS = {"law", "office", "study", "press", "guide", "search"}
# The words of the law or of the office itself.
AUTHORITY = {"law", "office"}

State = Literal["verified", "to_verify", "unknown"]
Adding = Literal["yes", "no", "unknown"]


class Unsound(ValueError):
    """A file of the sheets lacks something that a reader needs; the message says which file and what."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence comes from. `dated` is what the source says of itself ("2025-04"), "" if nothing."""

    key: str
    kind: str
    title: str
    url: str
    dated: str
    read: date


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence. Verified: an authority's own words were read, or two sources agree. Unknown: nothing sure found."""

    part: str
    state: State
    sources: tuple[Source, ...]
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of one pair of countries. `adding`: may periods be added together."""

    home: str
    stay: str
    adding: Adding
    said: tuple[Said, ...]

    @property
    def sources(self) -> list[Source]:
        """Each once, in the order of the page: the notes at its foot."""
        return list(dict.fromkeys(source for one in self.said for source in one.sources))

    @property
    def slug(self) -> str:
        return f"{self.home}-{self.stay}".lower()


@cache
def every() -> dict[tuple[str, str], Sheet]:
    """(home, stay) -> sheet, countries in ISO 3166-1 alpha-2. Raises Unsound."""
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
    file = HOME / "sources.toml"
    return {key: _source(file, key, row) for key, row in _read(file).items()}


@cache
def _common() -> dict[str, Said]:
    file = HOME / "common.toml"
    return {key: _said(file, row) for key, row in _read(file).items()}


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise Unsound(f"{file.name}: {fault}") from fault


def _sheet(file: Path) -> Sheet:
    row = _read(file)
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


def _said(file: Path, row: dict[str, Any]) -> Said:
    words = {language: row.get(language, "").strip() for language in LANGUAGES}
    about = f"{file.name}: “{words['en'][:50]}”"
    if not all(words.values()):
        raise Unsound(f"{about} is not written in all three languages")
    if row["part"] not in PARTS:
        raise Unsound(f"{about} has no place on the page: {row['part']}")
    if unheard := [key for key in row["sources"] if key not in _sources()]:
        raise Unsound(f"{about} names sources that sources.toml does not have: {', '.join(unheard)}")
    sources = tuple(_sources()[key] for key in row["sources"])
    if not sources:
        raise Unsound(f"{about} has no source")
    if row["state"] not in {"verified", "to_verify", "unknown"}:
        raise Unsound(f"{about} is verified, to_verify or unknown")
    told = [source for source in sources if source.kind != "search"]
    if row["state"] == "verified" and len(told) < 2 and not any(source.kind in AUTHORITY for source in told):
        raise Unsound(f"{about} is not verified by one source that is no authority")
    if row["state"] != "unknown" and not told:
        raise Unsound(f"{about} was not found anywhere, so it is unknown")
    return Said(row["part"], row["state"], sources, words)


def _source(file: Path, key: str, row: dict[str, Any]) -> Source:
    about = f"{file.name}: {key}"
    if row.get("kind") not in KINDS:
        raise Unsound(f"{about} is of no known kind")
    if not row.get("title"):
        raise Unsound(f"{about} has no title")
    if not isinstance(row.get("read"), date):
        raise Unsound(f"{about} does not say when it was read")
    url = row.get("url", "")
    if not url.startswith(("https://", "http://")) and row["kind"] != "search":
        raise Unsound(f"{about} has no address")
    return Source(key, row["kind"], row["title"], url, row.get("dated", ""), row["read"])
