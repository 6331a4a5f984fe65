"""The passport as a short signed text that fits a printed QR code and needs no network to be checked.

"WASL1:<KEY>:" and then, in base45 (RFC 9285), the Ed25519 signature (64 bytes) followed by zlib of a compact JSON
object: c code, i place in the status list, d issued, u valid until (both days), n name, l languages with four digits
0 to 6 (understood, spoken, read, written), s skills with their step 1 to 6 on the ladder, g the language of the words,
m how many skills did not fit. The signature is over the part in front and the compressed bytes, as they stand.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .content import CEFR, LADDER, Issue
from .keys import PublicKeys
from .proof import NotOurs, Tampered, UnknownKey

PREFIX = "WASL1:"
# A code of 117 by 117 modules is read by an ordinary telephone when it is printed 5 cm wide.
LARGEST = 25
QUIET = 4  # modules of white around it
_SIGNATURE = 64
_MOST_BYTES = 10_000
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}
_HEAD = re.compile(r"WASL1:([A-Z0-9-]{1,20}):")


@dataclass(frozen=True)
class Short:
    """What the short text says: skills as (name, code of LADDER), languages as (ISO 639 code, four codes of CEFR)."""

    code: str
    index: int
    issued: date
    expires: date
    language: str
    name: str
    skills: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, tuple[str, ...]], ...]
    left_out: int


def shortened(issue: Issue) -> Short:
    """Everything of a passport that the short form may hold, what is best evidenced first."""
    content = issue.content
    skills = sorted(content.skills, key=lambda skill: -LADDER.index(skill.evidence))
    return Short(
        code=issue.code,
        index=issue.index,
        issued=date.fromisoformat(issue.issued[:10]),
        expires=issue.expires,
        language=issue.language,
        name=content.name,
        skills=tuple((skill.what.name, skill.evidence) for skill in skills),
        languages=tuple((row.code, (row.understood, row.spoken, row.read, row.written)) for row in content.languages),
        left_out=0,
    )


def sign(short: Short, name: str, key: Ed25519PrivateKey) -> str:
    """The text, with as many skills as fit a code of version LARGEST; `left_out` says how many do not."""
    few, many = 0, len(short.skills)
    text = _signed(short, many, name, key)
    if _fits(text):
        return text
    # The last skills go first. What fits with n skills fits with fewer.
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if _fits(_signed(short, middle, name, key)) else (few, middle)
    return _signed(short, few, name, key)


def check(text: str, keys: PublicKeys) -> Short:
    """What the text says, when it is signed by one of `keys`. Raises NotOurs, UnknownKey or Tampered."""
    head = _HEAD.match(text)
    if not head:
        raise NotOurs
    name = head[1].lower()
    if name not in keys:
        raise UnknownKey(name)
    try:
        raw = from_base45(text[head.end() :])
        keys[name].verify(raw[:_SIGNATURE], head[0].encode() + raw[_SIGNATURE:])
    except (InvalidSignature, ValueError) as fault:
        raise Tampered("signature") from fault
    return _read(raw[_SIGNATURE:])


def qr(text: str) -> segno.QRCode:
    """As a QR code; level M bears that 15 % of it are worn away."""
    return segno.make(text, error="m", micro=False, boost_error=False)


def svg(code: segno.QRCode) -> str:
    """Black on white with its quiet zone, as large as the place it is put in."""
    out = BytesIO()
    code.save(out, kind="svg", border=QUIET, xmldecl=False, nl=False, omitsize=True, light="#fff")
    return out.getvalue().decode()


def _fits(text: str) -> bool:
    try:
        segno.make(text, error="m", version=LARGEST, boost_error=False)
    except segno.DataOverflowError:
        return False
    return True


def _signed(short: Short, skills: int, name: str, key: Ed25519PrivateKey) -> str:
    said = {
        "c": short.code,
        "i": short.index,
        "d": short.issued.isoformat(),
        "u": short.expires.isoformat(),
        "g": short.language,
        "n": short.name,
        "s": [[label, LADDER.index(evidence) + 1] for label, evidence in short.skills[:skills]],
        "l": [[language, "".join(str(CEFR.index(level)) for level in four)] for language, four in short.languages],
        "m": len(short.skills) - skills,
    }
    packed = zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    head = f"{PREFIX}{name.upper()}:"
    return head + base45(key.sign(head.encode() + packed) + packed)


def _read(packed: bytes) -> Short:
    unpacking = zlib.decompressobj()
    said = json.loads(unpacking.decompress(packed, _MOST_BYTES))
    return Short(
        code=said["c"],
        index=said["i"],
        issued=date.fromisoformat(said["d"]),
        expires=date.fromisoformat(said["u"]),
        language=said["g"],
        name=said["n"],
        skills=tuple((label, LADDER[step - 1]) for label, step in said["s"]),
        languages=tuple((language, tuple(CEFR[int(level)] for level in four)) for language, four in said["l"]),
        left_out=said["m"],
    )


def base45(raw: bytes) -> str:
    text = ""
    for start in range(0, len(raw), 2):
        pair = raw[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _letter in range(len(pair) + 1):
            number, rest = divmod(number, 45)
            text += _ALPHABET[rest]
    return text


def from_base45(text: str) -> bytes:
    """Raises ValueError for what RFC 9285 does not allow."""
    raw = bytearray()
    for start in range(0, len(text), 3):
        three = text[start : start + 3]
        if len(three) == 1 or any(letter not in _VALUE for letter in three):
            raise ValueError("not base45")
        number = sum(_VALUE[letter] * 45**place for place, letter in enumerate(three))
        try:
            raw += number.to_bytes(len(three) - 1, "big")
        except OverflowError:
            raise ValueError("not base45") from None
    return bytes(raw)
