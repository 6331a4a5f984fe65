"""How well `returnees.freetext.scan` finds what no file may hold, and how often it takes something else for it.

    python benchmarks/freetext.py [--data ../shared/data] [--out var/bench/freetext.json]

Sentences (freetext.csv): found is the share of those that tell something in which it is found, of its own kind; false
is the share of the sentences about work in which anything is. They were written in four rounds, each of the later
three before the lists had seen it. At first reading 69 %, 69 % and 81 % of what they tell was found (108, 93 and 63
sentences), and 12 % and 4 % of 60 and 50 sentences about work gave a false alarm; then the lists were mended with
them, so that the figures printed here are those of texts the lists know. Expect four in five on new ones.

Labels: the vocabulary of the house and, with --data, of ESCO. None tells anything of anybody, so each one flagged is
false; half of them are occupations such as prison chaplain or lawyer of asylum.
"""

import argparse
import csv
import io
import json
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from returnees.freetext import scan  # noqa: E402

SENTENCES = HOUSE / "benchmarks" / "freetext.csv"
LANGUAGES = {"fr": "French", "en": "English", "ar": "Arabic", "ary": "Darija in Latin letters"}


def sentences() -> list[tuple[str, str, str]]:
    """Language, kind ("" for work) and text of each sentence."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return [(row["language"], row["kind"], row["text"]) for row in csv.DictReader(file)]


def judged(rows: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, float]]:
    """Per language: how many sentences tell something and in how many it was found; how many tell nothing and in how
    many something was seen all the same."""
    counts: dict[str, Counter[str]] = {}
    for language, kind, text in rows:
        count = counts.setdefault(language, Counter())
        kinds = {concern.kind for concern in scan(text)}
        count["told" if kind else "work"] += 1
        count["found" if kind else "false"] += kind in kinds if kind else bool(kinds)
    return {language: dict(count) for language, count in counts.items()}


def labels() -> Iterator[tuple[str, list[str]]]:
    """The labels of our vocabulary in each language."""
    found: dict[str, dict[str, None]] = {"en": {}, "fr": {}, "ar": {}}
    for path in sorted((HOUSE / "skills" / "vocabulary").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, value in row.items():
                    language = column.removeprefix("also_").removesuffix("_f")
                    if language in found and value:
                        found[language].update(dict.fromkeys(value.split("|")))
    for language, texts in found.items():
        yield f"our vocabulary, {LANGUAGES[language]}", list(texts)


def esco(data: Path) -> Iterator[tuple[str, list[str]]]:
    folder = data / "esco"
    for kind in ("occupations", "skills"):
        for language in ("en", "fr", "ar"):
            files: list[io.TextIOBase] = [
                path.open(encoding="utf-8-sig") for path in sorted((folder / language).glob(f"{kind}*.csv"))
            ]
            for path in sorted((folder / language).glob("*classification*.zip")):
                archive = zipfile.ZipFile(path)
                files += [
                    io.TextIOWrapper(archive.open(name), "utf-8-sig")
                    for name in archive.namelist()
                    if name.rpartition("/")[2].startswith(f"{kind}_")
                ]
            texts: dict[str, None] = {}
            for file in files:
                for row in csv.DictReader(file):
                    for column, value in row.items():
                        if column and column.lower() in ("preferredlabel", "altlabels", "label"):
                            texts.update(dict.fromkeys((value or "").splitlines()))
            texts.pop("", None)
            if texts:
                yield f"ESCO {kind}, {LANGUAGES[language]}", list(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=HOUSE / "var/bench/freetext.json")
    asked = parser.parse_args()
    report: dict[str, object] = {}
    print(f"{'sentences':32}{'tell':>6}{'found':>7}{'%':>7}{'work':>6}{'false':>7}{'%':>7}")
    for language, count in judged(sentences()).items():
        count = {**dict.fromkeys(("told", "found", "work", "false"), 0), **count}
        found, false = 100 * count["found"] / count["told"], 100 * count["false"] / (count["work"] or 1)
        report[LANGUAGES[language]] = count
        print(
            f"{LANGUAGES[language]:32}{count['told']:6}{count['found']:7}{found:7.1f}{count['work']:6}{count['false']:7}{false:7.1f}"
        )
    print(f"\n{'labels':42}{'labels':>8}{'false':>7}{'%':>7}{'ms each':>9}")
    for name, texts in [*labels(), *(esco(asked.data) if asked.data else ())]:
        start = time.perf_counter()
        false = sum(bool(scan(text)) for text in texts)
        each = 1000 * (time.perf_counter() - start) / len(texts)
        report[name] = {"labels": len(texts), "false": false}
        print(f"{name:42}{len(texts):8}{false:7}{100 * false / len(texts):7.2f}{each:9.2f}")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
