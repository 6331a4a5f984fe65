"""The short text of the printed code: it fits, it says what it leaves out, and no letter of it can be changed."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnees.passport import offline, proof
from returnees.passport.checking import Verdict, check
from returnees.passport.content import LADDER, Content, Named, Skill

from . import samples
from .samples import KEY, KEYS, OTHER, issue

TEXT = offline.sign(offline.shortened(issue()), "a", KEY)
TODAY = date(2028, 11, 24)


def verdict(text, keys=KEYS, today=TODAY, withdrawn=False) -> Verdict:
    return check(text, keys, today, lambda index: withdrawn).verdict


def test_it_says_who_what_and_until_when():
    said = offline.check(TEXT, KEYS)
    assert (said.name, said.code, said.index) == ("أمينة بن علي", "ABCDEFGHJKMN", 140_000)
    assert said.skills == (("weld steel", "assessed"), ("read plans", "declared"))
    assert said.languages[1] == ("fr", ("B2", "B1", "none", "none"))
    assert (said.issued, said.expires, said.left_out) == (date(2026, 11, 24), date(2028, 11, 24), 0)


@settings(max_examples=60, deadline=None)
@given(samples.contents)
def test_whatever_stands_in_a_passport_is_read_back(content):
    short = offline.shortened(issue(content))
    assert offline.check(offline.sign(short, "a", KEY), KEYS) == short


def many(number: int) -> Content:
    """Skills with names of letters drawn at random: the worst that a code has to hold."""
    draw = random.Random(1)
    names = ("".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=30)) for _ in range(number))
    return Content("Amina", tuple(Skill(Named(name, "x"), LADDER[n % 6]) for n, name in enumerate(names)))


def test_a_long_passport_still_fits_a_code_that_telephones_read_and_says_how_much_it_leaves_out():
    short = offline.shortened(issue(many(60)))
    text = offline.sign(short, "a", KEY)
    said = offline.check(text, KEYS)
    assert offline.qr(text).version <= offline.LARGEST
    assert said.left_out > 0
    assert len(said.skills) + said.left_out == 60
    # The best evidenced are kept, and one more would not have fitted.
    assert said.skills == short.skills[: len(said.skills)]
    assert not offline._fits(offline._signed(short, len(said.skills) + 1, "a", KEY))


def test_twenty_ordinary_skills_need_a_code_of_at_most_97_modules():
    things = ("steel frames", "pipes under pressure", "hydraulic pumps", "engine parts", "electric panels")
    names = [f"{verb} {thing}" for verb in ("weld", "repair", "measure", "assemble") for thing in things]
    content = Content("أمينة بن علي", tuple(Skill(Named(name, "x"), "declared") for name in names))
    text = offline.sign(offline.shortened(issue(content)), "a", KEY)
    assert offline.check(text, KEYS).left_out == 0
    assert offline.qr(text).symbol_size(border=0)[0] <= 97


def test_it_is_written_in_the_letters_that_a_code_packs_best():
    assert offline.qr(TEXT).mode == "alphanumeric"


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.sampled_from(offline._ALPHABET))
def test_no_letter_can_be_changed(place, letter):
    if TEXT[place] == letter:
        return
    found = verdict(TEXT[:place] + letter + TEXT[place + 1 :])
    assert found in {Verdict.TAMPERED, Verdict.UNKNOWN_KEY, Verdict.UNREADABLE}
    # In the part that says what it is and by whom, it is no passport or another's; after it, it was changed.
    assert (found == Verdict.TAMPERED) == (place > TEXT.index(":", 7))


@pytest.mark.parametrize("cut", [1, 2, 3, 50, 300])
def test_nothing_can_be_cut_off_or_added(cut):
    assert verdict(TEXT[:-cut]) == Verdict.TAMPERED
    assert verdict(TEXT + "0" * cut) == Verdict.TAMPERED


def test_it_may_be_copied_with_spaces_and_lines_around_it():
    """Base45 has the space among its letters, but never last (255 // 45 and 65,535 // 2,025 are below 36)."""
    assert verdict(f" \n{TEXT} \r\n") == Verdict.VALID


def test_time_keys_and_withdrawal_are_named():
    assert verdict(TEXT) == Verdict.VALID
    assert verdict(TEXT, today=date(2028, 11, 25)) == Verdict.EXPIRED
    assert verdict(TEXT, withdrawn=True) == Verdict.WITHDRAWN
    assert verdict(TEXT, keys={"b": OTHER.public_key()}) == Verdict.UNKNOWN_KEY
    assert verdict(TEXT, keys={"a": OTHER.public_key()}) == Verdict.TAMPERED


def test_the_signed_document_cannot_be_passed_off_as_a_short_text_of_another_version():
    with pytest.raises(proof.NotOurs):
        offline.check(TEXT.replace("WASL1", "WASL2"), KEYS)


@given(st.binary(max_size=60))
def test_base45_is_read_back(raw):
    assert offline.from_base45(offline.base45(raw)) == raw


def test_base45_as_the_standard_writes_it():
    """RFC 9285, sections 4.3 and 4.4."""
    assert offline.base45(b"AB") == "BB8"
    assert offline.base45(b"Hello!!") == "%69 VD92EX0"
    assert offline.base45(b"base-45") == "UJCLQE7W581"
    assert offline.from_base45("QED8WEX0") == b"ietf!"
    for wrong in ("GGW", "::", "A", "a12"):
        with pytest.raises(ValueError, match="base45"):
            offline.from_base45(wrong)
