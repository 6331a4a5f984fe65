"""Whether a passport holds, whichever way it is brought: the signed document, or the short text of its printed code.

No network, no database: the public keys are given, and whether it was withdrawn is asked of whoever can say.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from . import credential, offline, proof, status
from .content import Issue
from .keys import PublicKeys
from .offline import Short

# A passport with everything in it has some 40,000 characters.
MOST_CHARACTERS = 300_000


class Verdict(Enum):
    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    TAMPERED = "tampered"
    UNKNOWN_KEY = "unknown_key"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Checked:
    """`said` is what was signed: None unless the signature holds."""

    verdict: Verdict
    said: Issue | Short | None = None


def check(text: str, keys: PublicKeys, today: date, is_withdrawn: Callable[[int], bool]) -> Checked:
    """`is_withdrawn` is asked for the place of a passport in the status list."""
    try:
        said = _said(text.strip().strip("\ufeff"), keys)
    except proof.NotOurs:
        return Checked(Verdict.UNREADABLE)
    except proof.UnknownKey:
        return Checked(Verdict.UNKNOWN_KEY)
    except proof.Tampered:
        return Checked(Verdict.TAMPERED)
    if is_withdrawn(said.index):
        return Checked(Verdict.WITHDRAWN, said)
    return Checked(Verdict.EXPIRED if said.expires < today else Verdict.VALID, said)


def _said(text: str, keys: PublicKeys) -> Issue | Short:
    if text.startswith(offline.PREFIX):
        return offline.check(text, keys)
    document = parsed(text)
    proof.check(document, keys, credential.SHAPES)
    return credential.read(document)


def parsed(text: str) -> dict[str, Any]:
    """The JSON object. Raises NotOurs for anything else; a word named twice, which could be read two ways, is none."""
    try:
        if len(text) > MOST_CHARACTERS:
            raise ValueError("too long")
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise proof.NotOurs from fault
    if not isinstance(document, dict):
        raise proof.NotOurs
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("a word twice")
    return read


def _no_constant(name: str) -> None:
    raise ValueError(name)


def listed(text: str, keys: PublicKeys) -> Callable[[int], bool]:
    """Whether a place is set in a status list that was fetched before; a place of another list is not.

    Raises NotOurs, UnknownKey or Tampered when it is not a list signed by one of `keys`.
    """
    document = parsed(text)
    proof.check(document, keys, status.SHAPES)
    number = int(document["id"].rpartition("/")[2])

    def is_withdrawn(index: int) -> bool:
        of, place = divmod(index, status.LIST_LENGTH)
        return of == number and status.is_withdrawn(document, place)

    return is_withdrawn
