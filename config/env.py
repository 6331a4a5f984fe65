"""Settings read from the environment: each with its type, each refused by name when it makes no sense."""

import base64
import os
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MISSING = object()


class SettingError(Exception):
    """A variable of the environment is missing or wrong; the text names it and says what was expected."""

    def __init__(self, name: str, expected: str, got: str | None) -> None:
        found = "it is not set" if got is None else f"it is {got!r}"
        super().__init__(f"{name}: expected {expected}, but {found}.")
        self.name, self.got = name, got


def _read(name: str, default: object, expected: str, parse: Callable[[str], T]) -> T:
    got = os.environ.get(name)
    if got is None or got == "":
        if default is MISSING:
            raise SettingError(name, expected, None)
        return default  # type: ignore[return-value]
    try:
        return parse(got.strip())
    except ValueError:
        raise SettingError(name, expected, got) from None


def text(name: str, default: object = MISSING, *, expected: str = "a text") -> str:
    """The variable as it stands. Raises SettingError when it is needed and not set."""
    return _read(name, default, expected, str)


def flag(name: str, default: object = MISSING) -> bool:
    """1, true, yes, on or 0, false, no, off. Raises SettingError for anything else."""

    def parse(got: str) -> bool:
        if got.lower() in {"1", "true", "yes", "on"}:
            return True
        if got.lower() in {"0", "false", "no", "off"}:
            return False
        raise ValueError(got)

    return _read(name, default, "1 or 0 (true/false, yes/no, on/off)", parse)


def number(name: str, default: object = MISSING, *, least: int = 0, most: int = 2**31) -> int:
    """A whole number from `least` to `most`. Raises SettingError otherwise."""

    def parse(got: str) -> int:
        value = int(got)
        if not least <= value <= most:
            raise ValueError(got)
        return value

    return _read(name, default, f"a whole number from {least} to {most}", parse)


def choice(name: str, options: tuple[str, ...], default: object = MISSING) -> str:
    """One of `options`. Raises SettingError otherwise."""

    def parse(got: str) -> str:
        if got not in options:
            raise ValueError(got)
        return got

    return _read(name, default, "one of " + ", ".join(options), parse)


def url(name: str, schemes: tuple[str, ...], default: object = MISSING) -> str:
    """A URL with one of `schemes`. Raises SettingError otherwise."""

    def parse(got: str) -> str:
        if not got.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(got)
        return got

    return _read(name, default, "a URL that starts with " + " or ".join(f"{s}://" for s in schemes), parse)


def keys(name: str, *, length: int = 32) -> dict[str, bytes]:
    """Secret keys by their names, in order: "name:base64,…", each of `length` bytes. Raises SettingError."""
    expected = f"one or more of name:key separated by commas, each key {length} bytes in base64, kept secret"

    def parse(got: str) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for item in got.split(","):
            called, colon, key = item.strip().partition(":")
            if not colon or not called or called in found:
                raise ValueError(name)
            found[called] = base64.b64decode(key, validate=True)
            if len(found[called]) != length:
                raise ValueError(name)
        return found

    try:
        return _read(name, MISSING, expected, parse)
    except SettingError as wrong:
        # What was given is a secret, also when it is wrong.
        raise SettingError(name, expected, None if wrong.got is None else "not that") from None


def listing(name: str, default: object = MISSING) -> list[str]:
    """Words separated by commas. Raises SettingError when needed and not set."""
    return _read(
        name, default, "words separated by commas", lambda got: [w.strip() for w in got.split(",") if w.strip()]
    )
