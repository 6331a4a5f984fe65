"""Which passports were withdrawn, as a list that anybody can fetch: W3C Bitstring Status List 1.0.

A bit per passport, at a place drawn at random, among so many that whoever fetches the list does not say whom they ask
about.
"""

from __future__ import annotations

import gzip
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from typing import Any

from .proof import Shapes
from .terms import CREDENTIALS, ISSUER, STATUS

LIST_LENGTH = 131_072  # bits, the least that the standard allows
SHAPES: Shapes = {
    ("VerifiableCredential", "BitstringStatusListCredential"): {
        "issuer": str,
        "validFrom": str,
        "validUntil": str,
        "credentialSubject": dict,
    },
    "BitstringStatusList": {"statusPurpose": str, "encodedList": str},
}


def build(base: str, number: int, withdrawn: Iterable[int], *, made: str, until: str) -> dict[str, Any]:
    """The credential of list `number`, not signed yet; `withdrawn` are places within it, both moments ISO 8601."""
    address = f"{base}{STATUS}{number}"
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": base + ISSUER,
        "validFrom": made,
        "validUntil": until,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(withdrawn),
        },
    }


def encode(withdrawn: Iterable[int]) -> str:
    """The bits, the first place leftmost, as multibase base64url of gzip."""
    bits = bytearray(LIST_LENGTH // 8)
    for place in withdrawn:
        bits[place // 8] |= 0x80 >> place % 8
    # mtime=0: the same list is the same text.
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def is_withdrawn(document: dict[str, Any], place: int) -> bool:
    """Whether the bit at `place` is set, in a list whose signature holds. Raises ValueError for another length."""
    text = document["credentialSubject"]["encodedList"].removeprefix("u")
    bits = gzip.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    if len(bits) * 8 != LIST_LENGTH:
        raise ValueError("not a list of this length")
    return bool(bits[place // 8] & 0x80 >> place % 8)
