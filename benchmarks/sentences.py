"""How well skills are found for sentences of job ads: R-precision at 5 (RP@5, in %) and mean reciprocal rank.

    python benchmarks/sentences.py RUN ANNOTATIONS        scores what `manage.py extract_skills` wrote
    python benchmarks/sentences.py --data ../shared/data  ranks all English ESCO skills and scores them

Annotations are those of Decorte et al. 2022; rows without a label of ESCO are dropped, and a sentence counts once.
RP@5 is the share of the first five that are right, of the five or fewer there are to find. With --data the same
function that the command calls (`ngrams.rank_concepts`) reads ESCO from its files, so no database is needed, and
MRR is over all skills; in a RUN it is over the skills written.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.suggest_speed import esco_labels
from skills.ngrams import ALTERNATIVE_WORTH, rank_concepts

HOUSE = Path(__file__).resolve().parent.parent
NO_LABEL = ("LABEL NOT PRESENT", "UNDERSPECIFIED")


def read_annotations(path: Path) -> tuple[list[str], dict[str, set[str]]]:
    """The sentence of each row, and the labels of each sentence that has any."""
    rows, right = [], defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rows.append(row["sentence"].strip())
            if row["label"] not in NO_LABEL:
                right[rows[-1]].add(row["label"])
    return rows, right


def read_run(path: Path, rows: list[str]) -> dict[str, list[str]]:
    """The skills written for each sentence, best first."""
    ranked: dict[int, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        number, label, _score = line.split("\t")
        ranked[int(number)].append(label)
    return {rows[number - 1]: labels for number, labels in ranked.items()}


def r_precision(ranked: list[str], right: set[str], depth: int = 5) -> float:
    return len(right.intersection(ranked[:depth])) / min(depth, len(right))


def reciprocal_rank(ranked: list[str], right: set[str]) -> float:
    return next((1 / rank for rank, label in enumerate(ranked, start=1) if label in right), 0.0)


def score(ranked: dict[str, list[str]], right: dict[str, set[str]]) -> dict[str, float]:
    n = len(right)
    return {
        "sentences": n,
        "RP@5": round(100 * sum(r_precision(ranked.get(text, []), labels) for text, labels in right.items()) / n, 1),
        "MRR": round(sum(reciprocal_rank(ranked.get(text, []), labels) for text, labels in right.items()) / n, 3),
    }


def rank_all(data: Path, sentences: list[str]) -> dict[str, list[str]]:
    """Every English ESCO skill that shares anything with a sentence, best first."""
    uris: dict[str, int] = {}
    names: list[str] = []
    labels, concepts, worth = [], [], []
    for uri, language, label in esco_labels(data / "esco"):
        if language == "en" and "/skill/" in uri:
            if uri not in uris:  # the preferred label comes first
                uris[uri] = len(uris)
                names.append(label)
            labels.append(label)
            concepts.append(uris[uri])
            worth.append(1.0 if label == names[uris[uri]] else ALTERNATIVE_WORTH)
    hits = rank_concepts(sentences, labels, concepts, worth, len(names))
    return {text: [names[concept] for concept, _ in line] for text, line in zip(sentences, hits, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", nargs="?", type=Path)
    parser.add_argument("annotations", nargs="?", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=HOUSE / "var/bench/sentences.json")
    options = parser.parse_args()
    report = {}
    if options.data:
        for path in sorted((options.data / "skills" / "decorte").glob("*_annotations.csv")):
            right = read_annotations(path)[1]
            report[path.stem.removesuffix("_annotations")] = score(rank_all(options.data, list(right)), right)
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(report, indent=1), encoding="utf-8")
    elif options.run and options.annotations:
        rows, right = read_annotations(options.annotations)
        report[options.run.name] = score(read_run(options.run, rows), right)
    else:
        parser.error("give RUN and ANNOTATIONS, or --data")
    for name, figures in report.items():
        print(f"{name:32}", *(f"{what} {value:<8}" for what, value in figures.items()))


if __name__ == "__main__":
    main()
