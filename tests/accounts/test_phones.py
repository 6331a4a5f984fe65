"""A telephone number is read as people write it."""

import pytest

from accounts.phones import NotAMobile, NotANumber, calling_code, read, spaced

AMINAS = "+212612345678"


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("0612345678", "MA"),
        ("06 12 34 56 78", "MA"),
        ("06-12.34/56 78", "MA"),
        ("612345678", "MA"),
        ("212612345678", "MA"),
        ("00212612345678", "MA"),
        ("00 212 6 12 34 56 78", ""),
        ("00212612345678", "NG"),
        ("٠٦١٢٣٤٥٦٧٨", "MA"),
        ("٠٠٢١٢٦١٢٣٤٥٦٧٨", "TN"),
        ("+۲۱۲۶۱۲۳۴۵۶۷۸", "FR"),
        ("+212 (0)6 12 34 56 78", ""),
        (" (+212) 612345678 ", "SN"),
        ("\u200e+212 6 12 34 56 78\u202c", ""),
    ],
)
def test_amina_writes_her_number_in_her_own_way(typed, country):
    assert read(typed, country) == AMINAS


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("98 123 456", "TN", "+21698123456"),
        ("77 123 45 67", "SN", "+221771234567"),
        ("07 00 00 00 01", "CI", "+2250700000001"),
        ("0803 123 4567", "NG", "+2348031234567"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("345 123 4567", "IT", "+393451234567"),
        ("+44 7911 123456", "", "+447911123456"),
        # Where mobile and fixed numbers look alike.
        ("514 555 0123", "CA", "+15145550123"),
    ],
)
def test_a_number_of_each_country(typed, country, number):
    assert read(typed, country) == number


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("", "MA"),
        ("12", "MA"),
        ("my number", "MA"),
        ("0612345678", ""),
        ("07000001", "CI"),
        ("0612345678 / 0661234567", "MA"),
        ("0612345678 ou 0698765432", "MA"),
        ("+212612345678 ext. 5", "MA"),
        ("9" * 400, "MA"),
        ("+999 123 456", ""),
        ("00", "MA"),
    ],
)
def test_what_is_no_number_is_refused(typed, country):
    with pytest.raises(NotANumber):
        read(typed, country)


@pytest.mark.parametrize(("typed", "country"), [("0522 12 34 56", "MA"), ("0898123456", "MA"), ("+1 900 555 1234", "")])
def test_a_line_that_reads_no_texts_or_costs_extra_is_refused(typed, country):
    with pytest.raises(NotAMobile):
        read(typed, country)


def test_a_number_is_shown_in_groups_that_stay_together():
    assert spaced(AMINAS).split("\u00a0") == ["+212", "6", "12", "34", "56", "78"]


def test_each_country_has_its_code():
    assert (calling_code("MA"), calling_code("CI"), calling_code("CA")) == ("+212", "+225", "+1")
