"""How well titles are ranked: mean average precision (MAP) and mean reciprocal rank (MRR), as trec_eval has them.

    python benchmarks/titles.py RUN QRELS             scores a run in TREC format
    python benchmarks/titles.py --data ../shared/data runs `manage.py suggest_titles` on all sets and scores it

Every query with a relevant title counts, also one without any line in the run. Of the TalentCLEF 2025 validation
queries, 73 % (English) and 53 % (Spanish) are ESCO labels word for word.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def read_run(lines: Iterable[str]) -> dict[str, list[str]]:
    """The titles of each query of a run, best first: by score, ties by id from the last, as trec_eval breaks them."""
    scored: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for line in lines:
        query, _, title, _, score, _ = line.split()
        scored[query].append((float(score), title))
    return {query: [title for _, title in sorted(pairs, reverse=True)] for query, pairs in scored.items()}


def read_qrels(lines: Iterable[str]) -> dict[str, set[str]]:
    """The relevant titles of each query that has any."""
    relevant: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        query, _, title, grade = line.split()
        if int(grade) > 0:
            relevant[query].add(title)
    return relevant


def average_precision(ranked: list[str], relevant: set[str]) -> float:
    """The mean, over the relevant titles, of the precision at each one's rank; 0 for one that is not ranked."""
    hits, total = 0, 0.0
    for rank, title in enumerate(ranked, start=1):
        if title in relevant:
            hits += 1
            total += hits / rank
    return total / len(relevant)


def reciprocal_rank(ranked: list[str], relevant: set[str]) -> float:
    return next((1 / rank for rank, title in enumerate(ranked, start=1) if title in relevant), 0.0)


def score(run: dict[str, list[str]], qrels: dict[str, set[str]]) -> dict[str, float]:
    n = len(qrels)
    return {
        "queries": n,
        "MAP": round(sum(average_precision(run.get(query, []), right) for query, right in qrels.items()) / n, 4),
        "MRR": round(sum(reciprocal_rank(run.get(query, []), right) for query, right in qrels.items()) / n, 4),
    }


def sets(data: Path) -> Iterator[tuple[str, Path, Path, Path]]:
    """Name, queries, corpus and judgements of each set at hand."""
    for folder in sorted((data / "titles" / "melo").glob("*")):
        yield f"MELO {folder.name}", *(folder / f"{name}.tsv" for name in ("queries", "corpus_elements", "annotations"))
    for folder in sorted((data / "titles" / "talentclef2025").glob("*")):
        yield f"TalentCLEF 2025 {folder.name}", folder / "queries", folder / "corpus_elements", folder / "qrels.tsv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", nargs="?", type=Path)
    parser.add_argument("qrels", nargs="?", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=HOUSE / "var/bench/titles.json")
    options = parser.parse_args()
    report = {}
    if options.data:
        with tempfile.TemporaryDirectory() as folder:
            for name, queries, corpus, qrels in sets(options.data):
                run = Path(folder) / "run.txt"
                command = [sys.executable, str(HOUSE / "manage.py"), "suggest_titles", queries, corpus, "--out", run]
                subprocess.run(command, check=True)
                report[name] = score(read_run(run.open(encoding="utf-8")), read_qrels(qrels.open(encoding="utf-8")))
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(report, indent=1), encoding="utf-8")
    elif options.run and options.qrels:
        run, qrels = options.run.open(encoding="utf-8"), options.qrels.open(encoding="utf-8")
        report[options.run.name] = score(read_run(run), read_qrels(qrels))
    else:
        parser.error("give RUN and QRELS, or --data")
    for name, figures in report.items():
        print(f"{name:32}", *(f"{what} {value:<8}" for what, value in figures.items()))


if __name__ == "__main__":
    main()
