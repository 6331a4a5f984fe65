"""How well spellings of one name are told from two names, beside plain ways of comparing texts.

    python benchmarks/names.py [--out var/bench/names.json]

Pairs (names.csv): the first round was written before the code, the second and third before the code had seen them; at
first reading 6 of 115 and 3 of 60 pairs were judged wrong, then the code was mended with them. So the figures here are
those of pairs that the code knows; expect about 95 % right on new ones.

Our likeness is judged at its own fixed threshold, every other way at the threshold with which it errs least on
these very pairs. Those that read letters are given both names in Latin, the Arabic ones transliterated letter by
letter. The pairs of two names are hard on purpose (one letter, one family), so that plain ways do worse than chance.
Soundex as the US National Archives describe it.
"""

import argparse
import csv
import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import distance, fuzz

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from returnees.names import ALIKE, Name, keys, likeness  # noqa: E402

PAIRS = HOUSE / "benchmarks" / "names.csv"
ARABIC = re.compile("[\u0621-\u064a]")
_LETTERS = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء", "abttjhkddrzsssdtzagfqklmnhwyaaaaawy'", strict=True))


class Pair(NamedTuple):
    same: bool
    one: Name
    other: Name


def pairs() -> list[Pair]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["same"] == "1", Name(row["given"], row["family"]), Name(row["other_given"], row["other_family"]))
            for row in csv.DictReader(file)
        ]


def plain(name: Name) -> str:
    return f"{name.given} {name.family}".strip()


def latin(name: Name) -> str:
    text = unicodedata.normalize("NFKD", "".join(_LETTERS.get(letter, letter) for letter in plain(name)))
    return "".join(sign for sign in text if not unicodedata.combining(sign)).casefold()


def soundex(word: str) -> str:
    codes = {
        letter: code
        for letters, code in zip(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), "123456", strict=True)
        for letter in letters
    }
    out, before = word[:1].upper(), codes.get(word[:1], "")
    for letter in word[1:]:
        code = codes.get(letter, "")
        if code and code != before:
            out += code
        if letter not in "hw":
            before = code
    return out[:4].ljust(4, "0")


def sounds_shared(pair: Pair) -> float:
    """The share of words whose Soundex stands in both names."""
    one, other = ({soundex(word) for word in latin(name).split()} for name in (pair.one, pair.other))
    return len(one & other) / max(1, len(one | other))


WAYS: dict[str, Callable[[Pair], float]] = {
    "ours": lambda pair: likeness(pair.one, pair.other),
    "ours, blind keys alone": lambda pair: float(
        bool(keys(pair.one.given, pair.one.family) & keys(pair.other.given, pair.other.family))
    ),
    "ratio, as written": lambda pair: fuzz.ratio(plain(pair.one), plain(pair.other)) / 100,
    "ratio, in Latin": lambda pair: fuzz.ratio(latin(pair.one), latin(pair.other)) / 100,
    "token_sort_ratio, in Latin": lambda pair: fuzz.token_sort_ratio(latin(pair.one), latin(pair.other)) / 100,
    "WRatio, in Latin": lambda pair: fuzz.WRatio(latin(pair.one), latin(pair.other)) / 100,
    "Jaro-Winkler, in Latin": lambda pair: distance.JaroWinkler.similarity(latin(pair.one), latin(pair.other)),
    "Soundex of words, in Latin": sounds_shared,
}


def judged(scored: list[tuple[bool, float]], threshold: float) -> dict[str, float]:
    """Precision, recall and their harmonic mean for "the same" from `threshold` on."""
    found = sum(same for same, score in scored if score >= threshold)
    said = sum(score >= threshold for _, score in scored)
    precision, recall = found / max(1, said), found / sum(same for same, _ in scored)
    return {
        "threshold": threshold,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "wrong": sum(same != (score >= threshold) for same, score in scored),
    }


def auc(scored: list[tuple[bool, float]]) -> float:
    """How often a pair of one name scores above a pair of two names, whatever the threshold (ties count half)."""
    same, two = ([score for is_same, score in scored if is_same is wanted] for wanted in (True, False))
    return sum((one > other) + (one == other) / 2 for one in same for other in two) / (len(same) * len(two))


def measured(everything: list[Pair]) -> dict[str, dict[str, float]]:
    report = {}
    for name, way in WAYS.items():
        start = time.perf_counter()
        scored = [(pair.same, way(pair)) for pair in everything]
        each = 1e6 * (time.perf_counter() - start) / len(scored)
        thresholds = [ALIKE] if name == "ours" else sorted({score for _, score in scored} - {0.0})
        best = min((judged(scored, one) for one in thresholds), key=lambda one: one["wrong"])
        report[name] = best | {"auc": auc(scored), "µs": each}
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="not needed")
    parser.add_argument("--out", type=Path, default=HOUSE / "var/bench/names.json")
    asked = parser.parse_args()
    every = pairs()
    report = {}
    for title, chosen in {
        "all pairs": every,
        "pairs with both names in Latin": [
            pair for pair in every if not ARABIC.search(plain(pair.one) + plain(pair.other))
        ],
    }.items():
        print(f"\n{title}: {len(chosen)}, {sum(pair.same for pair in chosen)} of one name")
        print(f"{'':28}{'threshold':>10}{'precision':>10}{'recall':>8}{'F1':>7}{'wrong':>7}{'AUC':>7}{'µs':>8}")
        report[title] = measured(chosen)
        for name, row in report[title].items():
            print(
                f"{name:28}{row['threshold']:10.2f}{row['precision']:10.3f}{row['recall']:8.3f}{row['f1']:7.3f}"
                f"{row['wrong']:7.0f}{row['auc']:7.3f}{row['µs']:8.1f}"
            )
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
