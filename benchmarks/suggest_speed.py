"""How fast and how right suggestions are with all of ESCO, beside scanning every label with rapidfuzz.

    python benchmarks/suggest_speed.py --data ../shared/data [--out var/bench/suggest_speed.json]

Labels of ESCO in English, French, Spanish and Arabic; queries are labels spoilt as people spoil them: a wrong
letter, two letters swapped, no accents, words in another order, only the beginning typed. A query is answered
right if the first (or one of five) concepts is one that the unspoilt label names. One thread; every round asks
every query once; the figures are the median of the rounds.
"""

import argparse
import csv
import io
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapidfuzz import fuzz, process

from skills.folding import key
from skills.ngrams import LabelIndex

Answer = Callable[[str], list[int]]


def esco_labels(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(address of the concept, language, label) of every occupation and skill, preferred and alternative."""
    bundle = zipfile.ZipFile(next((folder / "en").glob("*classification*.zip")))
    sources = [
        ("en", io.TextIOWrapper(bundle.open(name), "utf-8-sig", newline=""))
        for name in ("occupations_en.csv", "skills_en.csv")
    ]
    sources += [
        (language, (folder / language / name).open(encoding="utf-8-sig", newline=""))
        for language, name in (
            ("fr", "occupations_tabiya_v1.1.2.csv"),
            ("fr", "skills_fr.csv"),
            ("fr", "skills_fr_v1.2.1_labels.csv"),
            ("es", "occupations_es.csv"),
            ("es", "skills_es.csv"),
            ("ar", "occupations_ar.csv"),
        )
    ]
    for language, source in sources:
        with source:
            for row in csv.DictReader(source):
                low = {name.lower(): value for name, value in row.items()}
                names = [low["preferredlabel"], *(low["altlabels"] or "").split("\n")]
                for name in dict.fromkeys(filter(None, map(str.strip, names))):
                    yield low.get("concepturi") or low["originuri"], language, name


def spoil(label: str, chance: random.Random) -> tuple[str, str]:
    """A label as somebody might type it, and what was done to it."""
    harm = chance.choice(["letter", "swap", "accents", "order", "begin", "begin", "letter"])
    at = chance.randrange(1, len(label) - 1)
    if harm == "letter":
        spoilt = label[:at] + chance.choice(["", label[at] * 2, chance.choice("aeinrst")]) + label[at + 1 :]
    elif harm == "swap":
        spoilt = label[:at] + label[at + 1] + label[at] + label[at + 2 :]
    elif harm == "accents":
        plain = unicodedata.normalize("NFKD", label)
        spoilt = "".join(sign for sign in plain if not unicodedata.combining(sign)).upper()
    elif harm == "order":
        spoilt = " ".join(chance.sample(label.split(), len(label.split())))
    else:
        spoilt = label[: max(5, int(len(label) * chance.uniform(0.45, 0.85)))]
    return spoilt, harm


def measure(answer: Answer, queries: list[tuple[str, set[int], str]], rounds: int) -> dict[str, float]:
    """p50 and p95 in ms (median of rounds), share right at 1 and among 5."""
    p50, p95, first, five = [], [], 0, 0
    for _ in range(rounds):
        times, first, five = [], 0, 0
        for text, right, _harm in queries:
            start = time.perf_counter()
            found = answer(text)
            times.append((time.perf_counter() - start) * 1000)
            first += bool(right & set(found[:1]))
            five += bool(right & set(found[:5]))
        times.sort()
        p50.append(times[len(times) // 2])
        p95.append(times[int(len(times) * 0.95)])
    return {
        "p50_ms": round(statistics.median(p50), 2),
        "p95_ms": round(statistics.median(p95), 2),
        "right_at_1": round(first / len(queries), 3),
        "right_at_5": round(five / len(queries), 3),
        "queries": len(queries),
        "rounds": rounds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("var/bench/suggest_speed.json"))
    parser.add_argument("--queries", type=int, default=280)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", type=int, default=40, help="queries for the peers, which take half a second each")
    options = parser.parse_args()

    numbers: dict[str, int] = {}
    rows = list(dict.fromkeys(esco_labels(options.data / "esco")))
    concepts = [numbers.setdefault(uri, len(numbers)) for uri, _, _ in rows]
    texts = [text for _, _, text in rows]

    start = time.perf_counter()
    built = LabelIndex.build(texts, concepts)
    build_s = time.perf_counter() - start
    folder = Path(tempfile.mkdtemp())
    built.save(folder / "index")
    start = time.perf_counter()
    index = LabelIndex.load(folder / "index")
    load_ms = (time.perf_counter() - start) * 1000
    size_mb = sum(file.stat().st_size for file in (folder / "index").iterdir()) / 1e6

    named: dict[str, set[int]] = defaultdict(set)
    by_language: dict[str, list[str]] = defaultdict(list)
    for (_, language, text), concept in zip(rows, concepts, strict=True):
        named[key(text)].add(concept)
        if 6 <= len(text) <= 60 and "/" not in text:
            by_language[language].append(text)
    # Arabic titles come as "masculine / feminine"; people type one of them.
    by_language["ar"] = [text.split(" / ")[0] for _, language, text in rows if language == "ar" and " / " in text]
    for (_, _, text), concept in zip(rows, concepts, strict=True):
        for side in text.split(" / "):
            named[key(side)].add(concept)
    chance = random.Random(7)
    queries = []
    for at in range(options.queries):
        label = chance.choice(by_language[("en", "fr", "es", "ar")[at % 4]])
        spoilt, harm = spoil(label, chance)
        queries.append((spoilt, named[key(label)], harm))

    def ours(text: str) -> list[int]:
        return [hit.concept for hit in index.search(text, 5)]

    def scan(scorer: Callable[..., float]) -> Answer:
        lowered = [text.lower() for text in texts]

        def answer(text: str) -> list[int]:
            found = process.extract(text.lower(), lowered, scorer=scorer, limit=30)
            return list(dict.fromkeys(concepts[row] for _, _, row in found))[:5]

        return answer

    peers = queries[: options.peers]
    report = {
        "labels": len(texts),
        "concepts": len(numbers),
        "build_s": round(build_s, 1),
        "load_ms": round(load_ms, 1),
        "size_mb": round(size_mb, 1),
        "ours": measure(ours, queries, options.rounds),
        "ours, the peers' queries": measure(ours, peers, options.rounds),
        "rapidfuzz WRatio": measure(scan(fuzz.WRatio), peers, 1),
        "rapidfuzz ratio": measure(scan(fuzz.ratio), peers, 1),
    }
    for harm in sorted({harm for _, _, harm in queries}):
        report[f"ours, {harm}"] = measure(ours, [query for query in queries if query[2] == harm], 1)
    shutil.rmtree(folder)
    print(
        "{labels} labels, {concepts} concepts; built in {build_s} s, opened in {load_ms} ms, {size_mb} MB".format(
            **report
        )
    )
    for name, figures in report.items():
        if isinstance(figures, dict):
            print(f"{name:26}", *(f"{what} {value:<8}" for what, value in figures.items()))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
