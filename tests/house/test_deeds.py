"""Every deed that the audit log may tell of a person's record has words in which the person reads it."""

import re
from pathlib import Path

from returnees.copies.deeds import WORDS

ROOT = Path(__file__).resolve().parents[2]
APPS = ["accounts", "returnees", "mobility_schemes", "matching", "engagement"]
RECORDED = re.compile(r"audit\.record(?:_many)?\(\s*\"([a-z_]+\.[a-z_]+)\"")


def test_every_deed_has_words():
    told = {
        name
        for app in APPS
        for file in (ROOT / app).rglob("*.py")
        for name in RECORDED.findall(file.read_text(encoding="utf-8"))
        # What is done to a firm stands in no record of a person.
        if not name.startswith("employer.")
    }
    assert len(told) > 30
    assert told - set(WORDS) == set()
