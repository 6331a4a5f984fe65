"""The numbers of a firm: what is taken as right in each country, how it is kept, and what is said when it is not."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.firms import identifiers

GOOD = [
    ("MA", "ice", "00 15 61 19 10 00 066", "001561191000066"),
    ("MA", "ice", "٠٠١٥٦١١٩١٠٠٠٠٦٦", "001561191000066"),
    ("MA", "if", "1234567", "1234567"),
    ("MA", "rc", "RC 12345 - Béni  Mellal", "12345 Béni Mellal"),
    ("MA", "rc", "12345 (Fès)", "12345 Fès"),
    ("MA", "cnss", "123 4567", "1234567"),
    ("MA", "patente", "12345678", "12345678"),
    ("TN", "mf", "1234567 m a e 001", "1234567/M/A/E/001"),
    ("TN", "mf", "1282182/W", "1282182/W"),
    ("TN", "rne", "1282182 w", "1282182W"),
    ("TN", "cnss", "123456-78", "12345678"),
    ("SN", "ninea", "306 7221", "3067221"),
    ("SN", "ninea", "3067221 2G2", "30672212G2"),
    ("SN", "rccm", "sn dkr 2005 b 1234", "SN-DKR-2005-B-1234"),
    ("SN", "ipres", "12345678", "12345678"),
    ("SN", "css", "1234567", "1234567"),
    ("CI", "rccm", "CI-ABJ-03-2021-B12-01234", "CI-ABJ-03-2021-B12-01234"),
    ("CI", "cc", "1234567 a", "1234567A"),
    ("CI", "idu", "CI-2019-1234567 A", "CI20191234567A"),
    ("CI", "cnps", "123456", "123456"),
    ("NG", "rc", "123456", "RC123456"),
    ("NG", "rc", "bn 1234567", "BN1234567"),
    ("NG", "tin", "12345678-0001", "123456780001"),
    ("NG", "tin", "1234567890", "1234567890"),
    ("NG", "tin", "1234567890123", "1234567890123"),
    ("NG", "pencom", "PR 0000012345", "PR0000012345"),
    ("NG", "nsitf", "123456789", "123456789"),
]
BAD = [
    ("MA", "ice", "001561191000065"),  # the last two digits do not check
    ("MA", "ice", "1561191000066"),
    ("MA", "if", "1234"),
    ("MA", "rc", "12345"),  # of which court?
    ("MA", "rc", "Fès"),
    ("MA", "cnss", "12345678"),
    ("MA", "patente", "1234567"),
    ("TN", "mf", "1219773U"),  # U looks like 4
    ("TN", "mf", "1234567/M/A/M/001"),  # a branch is of category E
    ("TN", "rne", "1234567"),
    ("TN", "cnss", "12345"),
    ("SN", "ninea", "3067222"),
    ("SN", "ninea", "3067221 9G2"),
    ("SN", "rccm", "CI-ABJ-2019-B-123"),
    ("SN", "ipres", "1234"),
    ("SN", "css", "abc"),
    ("CI", "rccm", "SN-DKR-2005-B-1234"),
    ("CI", "rccm", "CI-ABJ-B-1234"),
    ("CI", "cc", "1234567"),
    ("CI", "idu", "2019-1234567 A"),
    ("CI", "cnps", "12"),
    ("NG", "rc", "RC 12"),
    ("NG", "tin", "12345678901"),
    ("NG", "pencom", "PR"),
    ("NG", "nsitf", "X"),
]
ALL = [(country, kind) for country, kinds in identifiers.KINDS.items() for kind in kinds]


@pytest.mark.parametrize(("country", "code", "typed", "kept"), GOOD)
def test_a_number_of_the_right_form_is_kept_in_one_way(country, code, typed, kept):
    assert identifiers.read(country, code, typed) == kept
    assert identifiers.read(country, code, kept) == kept


@pytest.mark.parametrize(("country", "code", "typed"), BAD)
def test_another_is_refused_with_what_is_expected(country, code, typed):
    with translation.override("en"), pytest.raises(identifiers.WrongForm) as told:
        identifiers.read(country, code, typed)
    kind = identifiers.kind_of(country, code)
    assert str(kind.form) in str(told.value) and kind.example in str(told.value)


@pytest.mark.parametrize(("country", "kind"), ALL)
def test_every_example_is_right_itself_and_clearly_invented(country, kind):
    assert identifiers.read(country, kind.code, kind.example)
    assert "999" in kind.example


def test_every_kind_of_every_country_is_tried_both_ways():
    tried = {(country, code) for country, code, *_ in GOOD} & {(country, code) for country, code, _ in BAD}
    assert tried == {(country, kind.code) for country, kind in ALL}


def test_a_country_has_only_its_own_kinds():
    with pytest.raises(LookupError):
        identifiers.read("TN", "ice", "001561191000066")


def test_branches_of_one_firm_have_one_key():
    def keys(country: str, **numbers: str) -> set[str]:
        return set(identifiers.keys_of(country, numbers))

    assert keys("MA", ice="999000001000075") == keys("MA", ice="999000001000172") == {"MA:ice:999000001"}
    assert keys("TN", mf="1234567/M/A/E/001") == keys("TN", mf="1234567/M/A/M/000")
    assert keys("SN", ninea="3067221") == keys("SN", ninea="003067221") == keys("SN", ninea="30672212G2")
    assert keys("MA", rc="12345 Fès") != keys("MA", rc="12345 Rabat")
    assert keys("MA", ice="12345", other="1") == set()


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ALL), st.text(max_size=60))
def test_whatever_is_typed_is_kept_once_or_refused_in_words(one, typed):
    country, kind = one
    try:
        kept = identifiers.read(country, kind.code, typed)
    except identifiers.WrongForm:
        return
    assert identifiers.read(country, kind.code, kept) == kept
    assert len(kept) <= 60
