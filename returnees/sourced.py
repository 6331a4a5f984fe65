"""Facts told in the repository's own files: sentences in three languages, each with its sources and how sure we are.

Kept as TOML beside the code that shows them, so that a fact is corrected in one place and reviewed like code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

LANGUAGES = ("ar", "fr", "en")
KINDS = {"law", "office", "study", "press", "guide", "search"}
# The words of the law or of the office itself.
AUTHORITY = {"law", "office"}
STATES = {"verified", "to_verify", "unknown"}

State = Literal["verified", "to_verify", "unknown"]


class Unsound(ValueError):
    """A file of facts lacks something that a reader needs; the message says which file and what."""


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
class Sentence:
    """Verified: an authority's own words were read, or two sources agree. Unknown: nothing sure was found."""

    state: State
    sources: tuple[Source, ...]
    words: dict[str, str]


def read(file: Path) -> dict[str, Any]:
    """The file's tables. Raises Unsound where it is no TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise Unsound(f"{file.name}: {fault}") from fault


def sources(file: Path) -> dict[str, Source]:
    """Every source of a file by its key. Raises Unsound."""
    return {key: _source(file, key, row) for key, row in read(file).items()}


def sentence(file: Path, row: Mapping[str, Any], known: Mapping[str, Source]) -> Sentence:
    """One row of a file as a sentence. Raises Unsound, with the beginning of the sentence."""
    told = words(file, row)
    about = f"{file.name}: “{told['en'][:50]}”"
    if unheard := [key for key in row["sources"] if key not in known]:
        raise Unsound(f"{about} names sources that sources.toml does not have: {', '.join(unheard)}")
    named = tuple(known[key] for key in row["sources"])
    if not named:
        raise Unsound(f"{about} has no source")
    if row["state"] not in STATES:
        raise Unsound(f"{about} is verified, to_verify or unknown")
    found = [source for source in named if source.kind != "search"]
    if row["state"] == "verified" and len(found) < 2 and not any(source.kind in AUTHORITY for source in found):
        raise Unsound(f"{about} is not verified by one source that is no authority")
    if row["state"] != "unknown" and not found:
        raise Unsound(f"{about} was not found anywhere, so it is unknown")
    return Sentence(row["state"], named, told)


def words(file: Path, row: Mapping[str, Any]) -> dict[str, str]:
    """What a row says in each language. Raises Unsound where one is missing."""
    told = {language: row.get(language, "").strip() for language in LANGUAGES}
    if not all(told.values()):
        raise Unsound(f"{file.name}: “{told['en'][:50]}” is not written in all three languages")
    return told


def cited(sentences: Iterable[Sentence]) -> list[Source]:
    """Their sources, each once, in the order they come first: the notes at the foot of a page."""
    return list(dict.fromkeys(source for one in sentences for source in one.sources))


def _source(file: Path, key: str, row: Mapping[str, Any]) -> Source:
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
