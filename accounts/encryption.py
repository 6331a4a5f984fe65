"""Who a person is, unreadable at rest: AES-256-GCM bound to its row, and blind keys to find it again.

A sealed text is "<key id>:<base64url of nonce, cipher text and tag>". The place ("returnees.identity.phone:12") is
authenticated with it, so that a text copied to another row or column is not opened there. The first key of
FIELD_KEYS seals; all of them open, so that a key can be replaced while its texts are still there.

A blind key is HMAC-SHA-256 under INDEX_KEY: equal texts have equal keys, and nothing else can be told from them
without the secret.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12  # bytes, NIST SP 800-38D


class Unsealable(Exception):
    """A sealed text that cannot be opened: its key is gone, it was changed, or it was moved to another place."""


def seal(text: str, place: str) -> str:
    """`text` sealed for `place` under the first of FIELD_KEYS."""
    name, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(_NONCE)
    box = nonce + _cipher(key).encrypt(nonce, text.encode(), place.encode())
    return f"{name}:{urlsafe_b64encode(box).decode().rstrip('=')}"


def unseal(sealed: str, place: str) -> str:
    """The text that `seal` was given. Raises Unsealable."""
    name, _, box = sealed.partition(":")
    if name not in settings.FIELD_KEYS:
        raise Unsealable(f"{place}: no key {name!r}")
    try:
        raw = urlsafe_b64decode(box + "=" * (-len(box) % 4))
        return _cipher(settings.FIELD_KEYS[name]).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as wrong:
        raise Unsealable(f"{place}: changed, or sealed for another place") from wrong


def is_current(sealed: str) -> bool:
    """Whether it is sealed under the key that seals today."""
    return sealed.startswith(f"{next(iter(settings.FIELD_KEYS))}:")


def blind(text: str, purpose: str) -> str:
    """43 characters that stand for `text` in an index kept for `purpose`; the same text elsewhere has another."""
    tag = hmac.digest(settings.INDEX_KEY, f"{purpose}\0{text}".encode(), hashlib.sha256)
    return urlsafe_b64encode(tag).decode().rstrip("=")


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
