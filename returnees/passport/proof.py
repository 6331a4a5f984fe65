"""Signing a document and telling whether it was changed: Data Integrity with the cryptosuite eddsa-rdfc-2022.

Sources: W3C Verifiable Credential Data Integrity 1.0; Data Integrity EdDSA Cryptosuites 1.0, section 3.2; RDF Dataset
Canonicalization. The signature is over SHA-256 of the canonical proof options, then SHA-256 of the canonical document.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from . import terms
from .keys import PublicKeys, base58, from_base58

Node = dict[str, Any]
_ADDRESS = re.compile(r"(?:urn:uuid:|https?://)[^\s<>\"{}|\\^`]+\Z")
# What a node of these types may hold: each word with the type of its value, in a list where there may be several.
Shapes = Mapping[str | tuple[str, ...], Mapping[str, type | list[type]]]
_OPTIONS = {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "id"}
_SUITE = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod"}


class NotOurs(Exception):
    """Not a document that this program could have signed: another issuer's, or no credential at all."""


class UnknownKey(Exception):
    """Signed, it says, with a key that is not among those known."""


class Tampered(Exception):
    """The signature does not hold for what the document says now."""


def sign(document: Node, base: str, name: str, key: Ed25519PrivateKey, *, proof_id: str, created: str) -> Node:
    """`document` with its proof. `name` is that of the key in the issuer's list, `created` a moment in UTC."""
    options = {**_SUITE, "id": proof_id, "created": created, "verificationMethod": f"{base}{terms.ISSUER}#{name}"}
    signature = key.sign(_hash(options, document, base))
    return {**document, "proof": {**options, "proofValue": "z" + base58(signature)}}


def check(document: Node, keys: PublicKeys, shapes: Shapes) -> str:
    """The name of the key that `document` is signed with, when nothing in it was changed.

    `shapes` is all that such a document may hold. Raises NotOurs, UnknownKey or Tampered.
    """
    base, name, proof = _said(document)
    if name not in keys:
        raise UnknownKey(name)
    bare = {word: value for word, value in document.items() if word != "proof"}
    options = {word: value for word, value in proof.items() if word != "proofValue"}
    if set(options) != _OPTIONS or not all(isinstance(value, str) for value in options.values()):
        raise Tampered("proof")
    if not _ADDRESS.match(options["id"]):
        raise Tampered("proof")
    if any(options[word] != value for word, value in _SUITE.items()):
        raise Tampered("proof")
    _fits(bare, shapes)
    try:
        signature = from_base58(proof["proofValue"].removeprefix("z"))
        keys[name].verify(signature, _hash(options, bare, base))
    except (InvalidSignature, ValueError, TypeError, LookupError, AttributeError, jsonld.JsonLdError) as fault:
        raise Tampered(type(fault).__name__) from fault
    return name


def _said(document: Node) -> tuple[str, str, Node]:
    """The issuer's address and the key that a document claims, and its proof. Raises NotOurs, Tampered."""
    issuer, proof, context = document.get("issuer"), document.get("proof"), document.get("@context")
    address = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(address, str) or not isinstance(proof, dict) or not isinstance(context, list):
        raise NotOurs
    if not address.endswith(terms.ISSUER) or not _ADDRESS.match(address):
        raise NotOurs
    base = address.removesuffix(terms.ISSUER)
    method = proof.get("verificationMethod")
    if not isinstance(method, str) or not method.startswith(f"{address}#"):
        raise Tampered("verificationMethod")
    # A context says what the words mean: with another one the same words could say something else.
    if context not in ([terms.CREDENTIALS], [terms.CREDENTIALS, terms.OPEN_BADGES, base + terms.CONTEXT]):
        raise Tampered("@context")
    return base, method.removeprefix(f"{address}#"), proof


def _fits(document: Node, shapes: Shapes) -> None:
    """Raises Tampered for what a JSON-LD processor would drop without a word, so that it would be shown unsigned.

    Every node has an address of its own, named once: then the tree that is read is the graph that is signed.
    """
    seen: set[str] = set()
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        address, kinds = node.get("id"), node.get("type", [])
        if not isinstance(address, str) or not _ADDRESS.match(address) or address in seen:
            raise Tampered("id")
        seen.add(address)
        if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
            kinds = tuple(kinds)
        shape = shapes.get(kinds) if isinstance(kinds, str | tuple) else None
        if shape is None:
            raise Tampered("type")
        for word, value in node.items():
            if word in ("id", "type", "@context"):
                continue
            expected = shape.get(word)
            if isinstance(expected, list) and isinstance(value, list):
                # Sets: a member named twice is signed once, an empty one not at all.
                if not value or any(type(one) is not expected[0] for one in value):
                    raise Tampered(word)
                if expected == [str] and len(set(value)) < len(value):
                    raise Tampered(word)
                waiting += value if expected == [dict] else []
            elif type(value) is not expected:
                raise Tampered(word)
            elif expected is dict:
                waiting.append(value)
        if "@context" in node and node is not document:
            raise Tampered("@context")


def _hash(options: Node, document: Node, base: str) -> bytes:
    options = {"@context": document["@context"], **options}
    return b"".join(hashlib.sha256(canonical(node, base).encode()).digest() for node in (options, document))


def canonical(node: Node, base: str) -> str:
    """The canonical N-Quads of a node, all of whose contexts `terms.loader` knows."""
    quads: str = jsonld.normalize(
        node,
        {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "documentLoader": terms.loader(base),
            "base": "",
        },
    )
    return quads
