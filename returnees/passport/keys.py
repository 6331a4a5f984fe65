"""The keys that passports are signed with, and how the public ones are written and read (Multikey, base58btc).

Sources: W3C Controlled Identifiers 1.0, section 2.2.2 (Multikey) and 2.4 (multibase).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .terms import ISSUER

# Both stand in the loaders that verifiers have; https://www.w3.org/ns/cid/v1 says the same and is not there yet.
CONTROLLER_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
PublicKeys = Mapping[str, Ed25519PublicKey]
_ED25519 = b"\xed\x01"  # multicodec of an Ed25519 public key
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}


def private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def public(seeds: Mapping[str, bytes]) -> dict[str, Ed25519PublicKey]:
    return {name: private(seed).public_key() for name, seed in seeds.items()}


def controller(base: str, keys: PublicKeys) -> dict[str, Any]:
    """The public page of the issuer at `base`, which says with which keys it signs."""
    address = base + ISSUER
    methods = [
        {
            "id": f"{address}#{name}",
            "type": "Multikey",
            "controller": address,
            "publicKeyMultibase": "z" + base58(_ED25519 + key.public_bytes(Encoding.Raw, PublicFormat.Raw)),
        }
        for name, key in keys.items()
    ]
    return {
        "@context": CONTROLLER_CONTEXTS,
        "id": address,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def exported(document: Any) -> dict[str, Ed25519PublicKey]:
    """The keys that a page written by `controller` names. Raises ValueError where it is not such a page."""
    try:
        allowed = set(document["assertionMethod"])
        found = {
            method["id"].rpartition("#")[2]: _key(method["publicKeyMultibase"])
            for method in document["verificationMethod"]
            if method["id"] in allowed
        }
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("no list of public keys") from fault
    if not found:
        raise ValueError("no public key")
    return found


def _key(text: str) -> Ed25519PublicKey:
    raw = from_base58(text.removeprefix("z"))
    if not text.startswith("z") or not raw.startswith(_ED25519):
        raise ValueError("not an Ed25519 key")
    return Ed25519PublicKey.from_public_bytes(raw[len(_ED25519) :])


def base58(raw: bytes) -> str:
    """base58btc: zero bytes in front become ones in front."""
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = _ALPHABET[rest] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """Raises ValueError for a letter that is not of the alphabet, or a text too long to be a key or a signature."""
    if len(text) > 200:
        raise ValueError("too long")
    number = 0
    for letter in text:
        if letter not in _VALUE:
            raise ValueError("not base58")
        number = number * 58 + _VALUE[letter]
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
