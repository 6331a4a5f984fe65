"""Telephone numbers as people type them, and as they are kept: E.164, "+212612345678"."""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

# Premium lines would cost the service, and most fixed ones cannot read a text.
_READ_TEXTS = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER}


class NotANumber(ValueError):
    """No telephone number of that country; or, without a country, none that starts with + and a country's code."""


class NotAMobile(ValueError):
    """A telephone number, but one that receives no texts."""


def read(typed: str, country: str = "") -> str:
    """The mobile number that `typed` means, in E.164. `country` (ISO 3166-1 alpha-2) is where a number written without
    its country's code belongs. Digits of any script, spaces, dots and 00 for + are read. Raises NotANumber, NotAMobile.
    """
    typed = typed.strip()
    # Not everywhere the way out of the country (Nigeria dials 009), but everywhere what people write.
    if phonenumbers.normalize_digits_only(typed).startswith("00"):
        typed = "+" + phonenumbers.normalize_digits_only(typed)[2:]
    try:
        number = phonenumbers.parse(typed, country or None)
    except NumberParseException as wrong:
        raise NotANumber(typed) from wrong
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise NotANumber(typed)
    if phonenumbers.number_type(number) not in _READ_TEXTS:
        raise NotAMobile(typed)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def spaced(number: str) -> str:
    """An E.164 number in groups that can be read out and stay on one line: "+212 6 12 34 56 78"."""
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL).replace(
        " ", "\u00a0"
    )


def calling_code(country: str) -> str:
    """ "+212" for "MA"."""
    return f"+{phonenumbers.country_code_for_region(country)}"
