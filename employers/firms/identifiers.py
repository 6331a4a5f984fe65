"""The numbers a firm is known by in its country: which there are, what form each has, and how it is kept.

A right form says nothing about whether the firm exists: somebody looks at a document for that. Where python-stdnum
knows a number it decides (ICE: 15 digits with two control digits; matricule fiscal: its letters; NINEA: its checksum).
The others are held to what their offices print on certificates; where offices print several forms, all are taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotValid
from stdnum.ma import ice
from stdnum.sn import ninea
from stdnum.tn import mf


class WrongForm(ValueError):
    """Not of the form of its kind; the message says what is expected, with an example."""


@dataclass(frozen=True)
class Kind:
    """One kind of number. `read` gives back what is kept and raises ValueError; `key` is the part that belongs to the
    firm as a whole, the same for all its branches."""

    code: str
    name: str | Promise
    form: str | Promise
    example: str
    read: Callable[[str], str]
    key: Callable[[str], str]

    @property
    def told(self) -> dict[str, str]:
        """What a sentence about its form takes."""
        # Isolated, or the parts of the example would change places in a text from right to left.
        return {"form": str(self.form), "example": f"\u2066{self.example}\u2069"}


def _plain(pattern: str, *, drop: str = " .-/") -> Callable[[str], str]:
    """Reads a number held to a regular expression, in capitals, without the signs that people put in between."""
    whole = re.compile(pattern)

    def read(typed: str) -> str:
        number = "".join(sign for sign in typed.upper() if sign not in drop)
        if not whole.fullmatch(number):
            raise ValueError(typed)
        return number

    return read


def _rccm(country: str) -> Callable[[str], str]:
    """The register of the OHADA countries: country, court, year, kind of firm, number, however they are parted.

    "SN-DKR-2019-B-12345" as it was, "CI-ABJ-03-2021-B12-01234" as it is printed since the revised rules.
    """
    whole = re.compile(rf"{country}-[A-Z]{{3,5}}(-\d{{2}})?-(19|20)\d\d-[A-Z]\d{{0,2}}-\d{{1,6}}")

    def read(typed: str) -> str:
        number = re.sub(r"[\s./_-]+", "-", typed.strip().upper())
        if not whole.fullmatch(number):
            raise ValueError(typed)
        return number

    return read


def _same(number: str) -> str:
    return number


def _whole_ninea(number: str) -> str:
    """Without the COFI, at nine digits: older ones are written with seven."""
    return (number[:-3] if len(number) > 9 else number).zfill(9)


KINDS: dict[str, list[Kind]] = {
    "MA": [
        Kind("ice", _("ICE"), _("15 digits, the last two of which check the others"), "999999000000086",
             ice.validate, lambda number: number[:9]),
        Kind("if", _("IF (tax number)"), _("up to 8 digits"), "99900012", _plain(r"\d{5,8}"), _same),
        # Numbers of a register repeat from court to court, so both are written.
        Kind("rc", _("RC (register)"), _("a number, then the town of the court"), "999001 Fès",
             lambda typed: _register(typed), lambda number: number.casefold()),
        Kind("cnss", _("CNSS affiliation"), _("7 digits"), "9990001", _plain(r"\d{7}"), _same),
        Kind("patente", _("Professional tax (patente)"), _("8 digits"), "99900001", _plain(r"\d{8}"), _same),
    ],
    "TN": [
        Kind("mf", _("Matricule fiscal"), _("7 digits and a letter, then the letters of the tax office and 3 digits"),
             "9999001B/A/M/000", lambda typed: mf.format(mf.validate(typed)),
             lambda number: number.replace("/", "")[:8]),
        Kind("rne", _("RNE"), _("7 digits and a letter"), "9990001B", _plain(r"\d{7}[A-HJ-NP-TV-Z]"), _same),
        Kind("cnss", _("CNSS affiliation"), _("6 to 10 digits"), "99900001-23", _plain(r"\d{6,10}"), _same),
    ],
    "SN": [
        Kind("ninea", _("NINEA"), _("7 or 9 digits, and the 3 signs of the COFI if you know them"),
             "9990004 2G2", ninea.validate, _whole_ninea),
        Kind("rccm", _("RCCM"), _("country, court, year, letter and number"), "SN-DKR-2019-B-99901", _rccm("SN"),
             _same),
        Kind("ipres", _("IPRES"), _("5 to 10 digits"), "999000123", _plain(r"\d{5,10}"), _same),
        Kind("css", _("CSS"), _("5 to 10 digits"), "999000456", _plain(r"\d{5,10}"), _same),
    ],
    "CI": [
        Kind("rccm", _("RCCM"), _("country, court, year, letter and number"), "CI-ABJ-2019-B-99901", _rccm("CI"),
             _same),
        Kind("cc", _("Compte contribuable"), _("7 digits and a letter"), "9990001 A", _plain(r"\d{7}[A-Z]"), _same),
        Kind("idu", _("IDU"), _("CI, the year, 7 digits and a letter"), "CI-2020-9990001 A",
             _plain(r"CI20\d\d\d{7}[A-Z]"), _same),
        Kind("cnps", _("CNPS"), _("5 to 10 digits"), "999001", _plain(r"\d{5,10}"), _same),
    ],
    "NG": [
        Kind("rc", _("RC or BN number (CAC)"), _("RC, BN or IT and up to 8 digits"), "RC 999001",
             lambda typed: _cac(typed), _same),
        Kind("tin", _("TIN"), _("10, 12 or 13 digits"), "99900001-0001", _plain(r"\d{10}|\d{12,13}"), _same),
        Kind("pencom", _("PenCom employer code"), _("letters and 5 to 12 digits"), "PR0000999001",
             _plain(r"[A-Z]{0,3}\d{5,12}"), _same),
        Kind("nsitf", _("NSITF"), _("letters and 5 to 12 digits"), "999001234", _plain(r"[A-Z]{0,3}\d{5,12}"), _same),
    ],
}  # fmt: skip


def _register(typed: str) -> str:
    """ "999001 Fès": the number first, the court after it."""
    found = re.fullmatch(r"\s*(?:RC\W*)?(\d{1,7})[\s,/:()-]+([^\W\d_][^\d_]{1,39}?)[\s)]*", typed, re.IGNORECASE)
    if not found:
        raise ValueError(typed)
    return f"{found[1]} {' '.join(found[2].split())}"


def _cac(typed: str) -> str:
    """ "RC999001"; a number without letters is a company's."""
    found = re.fullmatch(r"(RC|BN|IT)?(\d{4,8})", re.sub(r"[\s.:/-]", "", typed.upper()))
    if not found:
        raise ValueError(typed)
    return f"{found[1] or 'RC'}{found[2]}"


def kind_of(country: str, code: str) -> Kind | None:
    return next((kind for kind in KINDS.get(country, []) if kind.code == code), None)


def read(country: str, code: str, typed: str) -> str:
    """The number as it is kept; "" for nothing typed. Digits of any script are read. Raises WrongForm, and LookupError
    for a kind that the country does not have."""
    kind = kind_of(country, code)
    if kind is None:
        raise LookupError(f"{country}: {code}")
    typed = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in typed.strip())
    if not typed:
        return ""
    try:
        return kind.read(typed)
    except (ValueError, NotValid):
        raise WrongForm(
            gettext("This is not the form of this number. Expected: %(form)s, for instance %(example)s.") % kind.told
        ) from None


def named(country: str, numbers: dict[str, str]) -> list[tuple[str, str]]:
    """(name, number) of the numbers there are, in the order of the form."""
    return [(str(kind.name), numbers[kind.code]) for kind in KINDS.get(country, []) if numbers.get(kind.code)]


def keys_of(country: str, numbers: dict[str, str]) -> Iterator[str]:
    """What tells the firm from every other: "MA:ice:999000001". A number that is not of its form tells nothing."""
    for code, number in numbers.items():
        kind = kind_of(country, code)
        try:
            kept = read(country, code, str(number))
        except (WrongForm, LookupError):
            continue
        if kind and kept:
            yield f"{country}:{code}:{kind.key(kept)}"


def has_right_form(country: str, numbers: dict[str, str]) -> bool:
    """Whether one of the numbers has the form of its kind: what level 1 asks."""
    return any(True for _key in keys_of(country, numbers))
