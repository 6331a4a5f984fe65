"""Any change of what was signed is found: a value, a word, a node, a type; and nothing else is called a change."""

import copy
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnees.passport import credential, keys, proof
from returnees.passport.checking import Verdict, check

from . import samples
from .samples import KEY, KEYS, OTHER, issue, signed

SIGNED = signed(issue())
BEFORE, AFTER = date(2028, 11, 24), date(2028, 11, 25)


def verdict(document, keys=KEYS, today=BEFORE, withdrawn=False) -> Verdict:
    return check(json.dumps(document, ensure_ascii=False), keys, today, lambda index: withdrawn).verdict


def places(node, path=()):
    """The path of every value of a document, the nodes and lists too."""
    yield path
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in inside:
        yield from places(value, (*path, step))


PLACES = [path for path in places(SIGNED) if path]


def at(document, path):
    for step in path:
        document = document[step]
    return document


def changed(path, value):
    document = copy.deepcopy(SIGNED)
    at(document, path[:-1])[path[-1]] = value
    return document


def without(path):
    document = copy.deepcopy(SIGNED)
    del at(document, path[:-1])[path[-1]]
    return document


NODES = [(), *(path for path in PLACES if isinstance(at(SIGNED, path), dict))]
LISTS = [path for path in PLACES if isinstance(at(SIGNED, path), list)]
VALUES = [path for path in PLACES if not isinstance(at(SIGNED, path), dict | list)]


@settings(max_examples=60, deadline=None)
@given(samples.contents)
def test_what_is_signed_is_read_back_and_holds(content):
    of = issue(content)
    document = json.loads(json.dumps(signed(of)))
    assert verdict(document) == Verdict.VALID
    assert credential.read(document) == of
    assert "_:" not in proof.canonical({word: document[word] for word in document if word != "proof"}, of.base)


def neighbours(value):
    """What is nearest to a value without being it, of its type and of others."""
    if isinstance(value, bool):
        return [not value, int(value), str(value).lower()]
    return [value + 1, str(value), float(value)] if isinstance(value, int) else [value + "x", value[:-1], [value]]


@pytest.mark.parametrize("path", VALUES, ids=lambda path: ".".join(map(str, path)))
def test_no_value_can_be_changed(path):
    for other in neighbours(at(SIGNED, path)):
        assert verdict(changed(path, other)) not in {Verdict.VALID, Verdict.EXPIRED}, other


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_nothing_can_be_taken_away(path):
    assert verdict(without(path)) not in {Verdict.VALID, Verdict.EXPIRED}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(VALUES), st.one_of(st.text(max_size=40), st.integers(), st.booleans(), st.none(), st.just([])))
def test_no_value_can_be_put_in_the_place_of_another(path, value):
    was = at(SIGNED, path)
    if type(value) is type(was) and value == was:
        return
    assert verdict(changed(path, value)) not in {Verdict.VALID, Verdict.EXPIRED}


WORDS = sorted({str(path[-1]) for path in PLACES if isinstance(path[-1], str)} | {"@id", "@type", "@reverse", "other"})


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(NODES),
    st.sampled_from(WORDS),
    st.sampled_from(["certified", "relative", 1, True, [], ["relative"], {}, [{"id": "relative"}], None]),
)
def test_nothing_can_be_added(path, word, value):
    """Also not what a JSON-LD processor leaves out without a word: unknown terms, relative addresses, empty sets."""
    document = copy.deepcopy(SIGNED)
    node = at(document, path)
    if word in node:
        return
    node[word] = value
    assert verdict(document) not in {Verdict.VALID, Verdict.EXPIRED}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: ".".join(map(str, path)))
def test_no_list_can_hold_one_thing_twice_or_a_new_one(path):
    for more in (at(SIGNED, path)[0], "Relative", {"id": "relative", "type": ["Result"], "value": "certified"}):
        document = copy.deepcopy(SIGNED)
        at(document, path).append(copy.deepcopy(more))
        assert verdict(document) not in {Verdict.VALID, Verdict.EXPIRED}


def test_a_node_cannot_be_moved_under_another():
    """The graph would be the same; who reads the tree would see something else."""
    document = copy.deepcopy(SIGNED)
    paper = document["credentialSubject"].pop("paper")
    document["credentialSubject"]["wish"]["job"] += paper
    assert verdict(document) == Verdict.TAMPERED


def test_a_word_named_twice_is_not_read_one_way_or_the_other():
    twice = json.dumps(SIGNED).replace('"value": "declared"', '"value": "declared", "value": "declared"')
    assert check(twice, KEYS, BEFORE, lambda index: False).verdict == Verdict.UNREADABLE


def test_the_order_of_a_set_is_not_part_of_what_is_signed_and_not_of_what_is_read():
    document = copy.deepcopy(SIGNED)
    document["credentialSubject"]["result"].reverse()
    assert verdict(document) == Verdict.VALID
    assert credential.read(document) == credential.read(SIGNED)


def test_another_context_is_not_accepted():
    """It could give the same words another meaning, and the signature would be over that."""
    context = [*SIGNED["@context"][:2], {"value": "https://elsewhere.example/#value"}]
    assert verdict({**SIGNED, "@context": context}) == Verdict.TAMPERED


class TestKeys:
    def test_a_former_key_still_checks_what_it_signed(self):
        new = {"b": OTHER.public_key(), **KEYS}
        assert verdict(SIGNED, new) == Verdict.VALID
        assert verdict(signed(issue(), "b", OTHER), new) == Verdict.VALID

    def test_a_key_that_is_not_known_is_named_as_such(self):
        assert verdict(SIGNED, {"b": OTHER.public_key()}) == Verdict.UNKNOWN_KEY

    def test_a_stranger_who_uses_the_name_of_our_key_has_not_our_key(self):
        assert verdict(signed(issue(), "a", OTHER)) == Verdict.TAMPERED

    def test_the_address_of_the_service_may_change_since_the_key_says_who_signed(self):
        assert verdict(signed(issue(base="https://former.example"))) == Verdict.VALID

    def test_a_page_of_public_keys_is_read_back(self):
        read = keys.exported(json.loads(json.dumps(keys.controller("https://wasl.example", KEYS))))
        assert {name: key.public_bytes_raw() for name, key in read.items()} == {
            "a": KEY.public_key().public_bytes_raw()
        }

    @pytest.mark.parametrize(
        "page", [{}, [], {"assertionMethod": [], "verificationMethod": []}, {"assertionMethod": 1}]
    )
    def test_what_is_no_page_of_public_keys_is_refused(self, page):
        with pytest.raises(ValueError, match="public key"):
            keys.exported(page)

    @given(st.binary(max_size=70))
    def test_base58_is_read_back(self, raw):
        assert keys.from_base58(keys.base58(raw)) == raw

    def test_base58_as_the_standard_writes_it(self):
        """draft-msporny-base58, test vectors."""
        assert keys.base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
        assert keys.base58(bytes.fromhex("0000287fb4cd")) == "11233QC4"


class TestTime:
    def test_it_holds_until_the_end_of_its_last_day(self):
        assert (verdict(SIGNED, today=BEFORE), verdict(SIGNED, today=AFTER)) == (Verdict.VALID, Verdict.EXPIRED)

    def test_a_withdrawn_one_is_withdrawn_also_when_it_has_expired(self):
        assert verdict(SIGNED, today=AFTER, withdrawn=True) == Verdict.WITHDRAWN

    def test_a_changed_one_is_changed_whatever_else_it_is(self):
        assert verdict(changed(("name",), "x"), today=AFTER, withdrawn=True) == Verdict.TAMPERED


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "null", "1", "{}", "[" * 100_000, '{"a": NaN}', '"' + "x" * 400_000 + '"', "\ud800", "WASL1"],
)
def test_what_is_no_passport_is_called_unreadable(text):
    assert check(text, KEYS, BEFORE, lambda index: False).verdict == Verdict.UNREADABLE
