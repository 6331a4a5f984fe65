"""Contents of passports as hypothesis draws them, and one by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from returnees.passport import credential, keys, proof
from returnees.passport.content import (
    CEFR,
    LADDER,
    Content,
    Issue,
    Language,
    Named,
    Paper,
    Season,
    Skill,
    Wish,
    Work,
)

BASE = "https://wasl.example"
ID = "9d0f5a52-7a3c-4f5e-8d0a-1f4d1f0c6a11"
KEY = keys.private(b"one key for tests, of 32 bytes..")
OTHER = keys.private(b"another for tests, of 32 bytes..")
KEYS = {"a": KEY.public_key()}

text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
some = text.filter(bool)
named = st.builds(
    Named,
    some,
    st.one_of(st.uuids().map(lambda one: f"http://data.europa.eu/esco/skill/{one}"), st.just("weld-steel")),
    st.sampled_from(["", "7212"]),
)
skills = st.builds(
    Skill, named, st.sampled_from(LADDER), st.sampled_from(["", "work", "abroad"]), text, st.none() | st.dates()
)
works = st.builds(
    Work,
    named,
    text,
    text,
    text,
    st.none() | st.integers(1, 500),
    st.sampled_from(["", "1-3y"]),
    st.sampled_from(["", "ES"]),
    st.booleans(),
)
level = st.sampled_from(CEFR)
languages = st.builds(Language, st.sampled_from(["ar", "fr", "ary"]), level, level, level, level)
papers = st.builds(
    Paper, some, text, st.none() | st.integers(1950, 2026), st.none() | st.integers(0, 8), st.just("MA"), text, text
)
seasons = st.builds(Season, some, st.integers(1, 20), st.sampled_from(["", "ES"]))
wishes = st.builds(
    Wish,
    st.lists(named, max_size=2).map(tuple),
    st.sampled_from(["", "full"]),
    st.none() | st.dates(),
    st.none() | st.integers(0, 500),
    st.booleans(),
    st.none() | st.integers(1, 9000),
    st.sampled_from(["", "MAD"]),
    st.sampled_from(["", "maybe"]),
)


def several(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=3).map(tuple)


contents = st.builds(
    Content,
    text,
    several(skills),
    several(works),
    several(languages),
    several(papers),
    st.lists(st.sampled_from(["B", "C", "crane"]), unique=True).map(tuple),
    several(seasons),
    wishes,
)

FULL = Content(
    name="أمينة بن علي",
    skills=(
        Skill(
            Named("weld steel", "http://data.europa.eu/esco/skill/1"), "assessed", "abroad", "AFPA", date(2025, 3, 1)
        ),
        Skill(Named("read plans", "read-plans"), "declared"),
    ),
    works=(Work(Named("welder", "welder", "7212"), "soudeuse", "frames", "MIG", 4, "3-5y", "ES", True),),
    languages=(Language("ar", "C2", "C2", "C1", "B2"), Language("fr", "B2", "B1", "none", "none")),
    papers=(Paper("CAP soudure", "ISTA Fès", 2014, 3, "MA", "partial", "Ministry"),),
    licences=("B", "crane"),
    seasons=(Season("GECCO Huelva", 3, "ES"),),
    wish=Wish((Named("foreman", "foreman"),), "full", date(2027, 1, 1), 30, True, 4000, "MAD", "maybe"),
)


def issue(content: Content = FULL, **facts: object) -> Issue:
    plain = dict(
        id=ID,
        code="ABCDEFGHJKMN",
        base=BASE,
        language="en",
        issued="2026-11-24T10:00:00Z",
        expires=date(2028, 11, 24),
        index=140_000,
        content=content,
    )
    return Issue(**{**plain, **facts})


def signed(of: Issue, name: str = "a", key=KEY) -> dict:
    document = credential.build(of, issuer_name="Wasl", title="Skills passport", disclaimer="No recognition.")
    return proof.sign(document, of.base, name, key, proof_id=f"urn:uuid:{ID}#proof", created=of.issued)
