"""The words of the signed document: two published vocabularies, kept here, and ours for what has no home in them.

Nothing here reads the network. The published contexts are files of this folder (contexts/README.txt says whose).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}
_FOLDER = Path(__file__).parent / "contexts"

# Where the issuer answers, below its address. Signed into every document: they never change.
ISSUER = "/passport/issuer"
CONTEXT = "/passport/context/1"
ABOUT = "/passport/about/"
STATUS = "/passport/status/"

_XSD = "http://www.w3.org/2001/XMLSchema#"
# Ours, each with its type where it is more than a text. Each is told on the page at ABOUT, under its own name.
OURS: dict[str, str] = {
    "SkillsPassport": "",
    "WorkExperience": "",
    "Occupation": "",
    "LanguageSkill": "",
    "Paper": "",
    "Season": "",
    "Wish": "",
    "abroadAgain": "",
    "authority": "",
    "availableFrom": _XSD + "date",
    "country": "",
    "concept": "",
    "currency": "",
    "duration": "",
    "hours": "",
    "institution": "",
    "isced": "",
    "job": "@id",
    "languageCode": "",
    "languageSkill": "@id",
    "learned": "",
    "licence": "",
    "paid": "",
    "paper": "@id",
    "read": "",
    "recognition": "",
    "season": "@id",
    "seasons": "",
    "spoken": "",
    "tasks": "",
    "teamSize": "",
    "title": "",
    "tools": "",
    "travelKm": "",
    "understood": "",
    "vouchedBy": "",
    "vouchedOn": _XSD + "date",
    "wage": "",
    "wish": "@id",
    "workExperience": "@id",
    "wouldMove": "",
    "written": "",
    "year": "",
}


def ours(base: str) -> dict[str, Any]:
    """Our context as it is served at `base` + CONTEXT."""
    words: dict[str, Any] = {"@protected": True}
    for word, kind in OURS.items():
        words[word] = {"@id": f"{base}{ABOUT}#{word}", **({"@type": kind} if kind else {})}
    return {"@context": words}


@lru_cache(maxsize=2)
def _published(url: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((_FOLDER / FILES[url]).read_text(encoding="utf-8"))
    return read


def loader(base: str) -> Callable[..., dict[str, Any]]:
    """Gives a JSON-LD processor the contexts above, and nothing else. Raises LookupError for any other address."""

    def load(url: str, options: object = None) -> dict[str, Any]:
        if url == base + CONTEXT:
            document = ours(base)
        elif url in FILES:
            document = _published(url)
        else:
            raise LookupError(url)
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}

    return load
