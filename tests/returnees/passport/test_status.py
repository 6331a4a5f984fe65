"""The list of withdrawn passports: the bit that is meant, and a signature over all of them."""

import gzip
import json
from base64 import urlsafe_b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnees.passport import proof, status
from returnees.passport.checking import listed

from .samples import BASE, KEY, KEYS, OTHER


def signed(withdrawn, number=1, key=KEY):
    bare = status.build(BASE, number, withdrawn, made="2026-11-24T10:00:00Z", until="2026-11-25T10:00:00Z")
    return proof.sign(bare, BASE, "a", key, proof_id=f"{BASE}/passport/status/1#proof", created="2026-11-24T10:00:00Z")


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, status.LIST_LENGTH - 1), max_size=20), st.integers(0, status.LIST_LENGTH - 1))
def test_a_bit_is_set_for_each_withdrawn_and_for_nobody_else(withdrawn, other):
    of = listed(json.dumps(signed(withdrawn)), KEYS)
    assert all(of(status.LIST_LENGTH + place) for place in withdrawn)
    assert of(status.LIST_LENGTH + other) == (other in withdrawn)
    # A place of another list.
    assert not of(other)


def test_the_first_place_is_the_leftmost_bit():
    """W3C Bitstring Status List 1.0, section 3.2: index 0 is the leftmost bit; the list holds 131,072 at least."""
    text = status.encode([0, 9])
    raw = gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert (text[0], len(raw) * 8, raw[0], raw[1], set(raw[2:])) == ("u", 131_072, 0b10000000, 0b01000000, {0})


def test_a_changed_list_and_one_of_a_stranger_are_refused():
    document = signed([5])
    document["credentialSubject"]["encodedList"] = status.encode([])
    for wrong in (document, signed([], key=OTHER)):
        with pytest.raises(proof.Tampered):
            listed(json.dumps(wrong), KEYS)
    with pytest.raises(proof.NotOurs):
        listed("{}", KEYS)
