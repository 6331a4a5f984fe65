"""A stranger checks a passport with other people's code: rdflib reads the JSON-LD, PyNaCl checks the signature.

No code of returnees.passport is used: only what a stranger can have, the downloaded document, the printed text, our
public addresses, and the two published contexts. What is computed here is written from the standards (W3C Data
Integrity EdDSA Cryptosuites 1.0, section 3.2.1; Bitstring Status List 1.0; RFC 9285).
"""

import gzip
import hashlib
import json
import zlib
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
import rdflib
from django.urls import reverse
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from returnees.models import Experience
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph")]

PUBLISHED = Path(__file__).resolve().parents[3] / "returnees" / "passport" / "contexts"
CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
}
BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Stranger:
    """Reads our public addresses, and computes alone."""

    def __init__(self, browser) -> None:
        self.browser = browser

    def fetch(self, url: str) -> dict:
        assert url.startswith("https://wasl.example/")
        answer = self.browser.get(url.removeprefix("https://wasl.example"))
        assert answer.status_code == 200 and answer["Access-Control-Allow-Origin"] == "*"
        return json.loads(answer.content)

    def context(self, url: str) -> dict:
        if url in CONTEXTS:
            return json.loads((PUBLISHED / CONTEXTS[url]).read_text(encoding="utf-8"))["@context"]
        return self.fetch(url)["@context"]

    def key(self, address: str) -> VerifyKey:
        issuer = self.fetch(address.partition("#")[0])
        assert address in issuer["assertionMethod"]
        method = next(one for one in issuer["verificationMethod"] if one["id"] == address)
        assert (method["type"], method["controller"]) == ("Multikey", issuer["id"])
        raw = base58(method["publicKeyMultibase"])
        assert raw[:2] == b"\xed\x01"
        return VerifyKey(raw[2:])

    def digest(self, node: dict) -> bytes:
        """SHA-256 of the sorted N-Quads: canonical, because no node is blank."""
        inlined = {**node, "@context": [self.context(url) for url in node["@context"]]}
        graph = rdflib.Graph().parse(data=json.dumps(inlined), format="json-ld")
        assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
        lines = sorted(line for line in graph.serialize(format="nt").splitlines(keepends=True) if line.strip())
        return hashlib.sha256("".join(lines).encode()).digest()

    def checks(self, document: dict) -> bool:
        document, proof = dict(document), dict(document["proof"])
        del document["proof"]
        assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", "eddsa-rdfc-2022")
        assert proof["proofPurpose"] == "assertionMethod"
        signature = base58(proof.pop("proofValue"))
        options = {"@context": document["@context"], **proof}
        try:
            self.key(proof["verificationMethod"]).verify(self.digest(options) + self.digest(document), signature)
        except BadSignatureError:
            return False
        return True

    def is_withdrawn(self, document: dict) -> bool:
        entry = document["credentialStatus"]
        listed = self.fetch(entry["statusListCredential"])
        assert self.checks(listed)
        subject = listed["credentialSubject"]
        assert listed["id"] == entry["statusListCredential"] and subject["statusPurpose"] == entry["statusPurpose"]
        text = subject["encodedList"]
        assert text[0] == "u"
        bits = "".join(
            f"{byte:08b}" for byte in gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
        )
        assert len(bits) == 131_072
        return bits[int(entry["statusListIndex"])] == "1"


def base58(text: str) -> bytes:
    assert text[0] == "z"
    number = 0
    for letter in text[1:]:
        number = 58 * number + BITCOIN.index(letter)
    return number.to_bytes(-(-number.bit_length() // 8), "big").rjust(64 if len(text) > 60 else 34, b"\0")


def base45(text: str) -> bytes:
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    raw = b""
    for three in (text[at : at + 3] for at in range(0, len(text), 3)):
        number = sum(letters.index(letter) * 45**n for n, letter in enumerate(three))
        raw += number.to_bytes(len(three) - 1, "big")
    return raw


@pytest.fixture(autouse=True)
def literals_as_they_are_written(monkeypatch):
    """rdflib would write a moment in another way than it was signed."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.fixture
def passport(cast):
    Experience.objects.filter(profile=cast.amina).update(
        title='Soudeuse "TIG"\\', tasks="لحام", team_size=4, country="ES"
    )
    return world.passport(cast.amina, abroad=True, wishes=["jobs", "distance", "from"])


def test_a_stranger_finds_that_it_holds(passport, read):
    document, stranger = json.loads(passport.document), Stranger(read())
    assert stranger.checks(document)
    assert not stranger.is_withdrawn(document)


def test_a_stranger_finds_that_it_was_changed(passport, read):
    document, stranger = json.loads(passport.document), Stranger(read())
    document["credentialSubject"]["result"][1]["value"] = "certified"
    assert not stranger.checks(document)


def test_a_stranger_finds_that_it_was_withdrawn(cast, passport, read):
    read(cast.amina).post(reverse("passport-withdraw", args=[cast.amina.code, passport.pk]))
    document, stranger = json.loads(passport.document), Stranger(read())
    assert stranger.checks(document)
    assert stranger.is_withdrawn(document)


def test_a_stranger_finds_that_its_holder_is_erased(cast, passport, read):
    cast.amina.user.delete()
    assert Stranger(read()).is_withdrawn(json.loads(passport.document))


def test_a_stranger_reads_the_printed_code(passport, read):
    prefix, name, body = passport.offline.split(":", 2)
    raw = base45(body)
    key = Stranger(read()).key(f"https://wasl.example/passport/issuer#{name.lower()}")
    signed = f"{prefix}:{name}:".encode() + raw[64:]
    key.verify(signed, raw[:64])
    with pytest.raises(BadSignatureError):
        key.verify(signed + b"x", raw[:64])
    said = json.loads(zlib.decompress(raw[64:]))
    assert (said["n"], said["c"], said["s"]) == ("Amina", passport.code, [["weld steel", 4], ["read plans", 1]])


def test_every_word_of_the_document_is_one_of_a_published_vocabulary_or_told_on_our_page(passport, read):
    """A word that no context knows would be dropped before it is signed."""
    document = json.loads(passport.document)
    known: set[str] = {"@context", "id", "type", "proof"}

    def words(node):
        if isinstance(node, dict):
            for word, value in node.items():
                if word not in ("@context", "proof"):
                    yield word
                    yield from words(value)
        elif isinstance(node, list):
            for one in node:
                yield from words(one)

    def terms(context):
        for word, meaning in context.items():
            yield word
            if isinstance(meaning, dict) and isinstance(meaning.get("@context"), dict):
                yield from terms(meaning["@context"])

    for url in document["@context"]:
        known |= set(terms(Stranger(read()).context(url)))
    assert set(words(document)) <= known
    page = read().get(reverse("passport-about")).content.decode()
    ours = Stranger(read()).fetch("https://wasl.example/passport/context/1")["@context"]
    for word, meaning in ours.items():
        if word != "@protected":
            assert meaning["@id"] == f"https://wasl.example/passport/about/#{word}"
            assert f'id="{word}"' in page
