"""How well `rank_files` finds the right CVs, beside plain text search and beside its own parts.

    python benchmarks/files.py --data ../shared/data [--out var/bench/files.json]

Real vacancies and CVs with people's judgements are rare, so three stand-ins, each unlike the others:

    vacancies   each of 256 real vacancies (Hahu Jobs) asks for others of its ESCO code: their texts without title
    halves      the title and the requirements of a vacancy ask for the duties of others of its ESCO code
    cvs         each vacancy asks for CVs of its occupation among 62 written for this purpose (cvs.csv), 11 of
                them in French, Spanish or Arabic; `cvs, other languages` asks among these 11 only

Gains: 3 for the ESCO code or a CV's occupations (isco), 2 for the unit group, 1 for the minor group or a field near
(near). nDCG at 10 with 2^gain − 1; mean average precision counts gains of 2 and more. The codes were given by a job
board and some are odd; vacancies often quote ESCO's own description, which favours whoever reads ESCO: the CVs do not.

It needs a database with words: set VAR_DIR to a folder where load_vocabulary and import_esco have run.
"""

import argparse
import csv
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer  # noqa: E402

from matching import files  # noqa: E402
from matching.curves import PRIORS  # noqa: E402
from matching.files import Document  # noqa: E402
from skills.fields import Fields, terms  # noqa: E402
from skills.folding import fold  # noqa: E402

Matrix = NDArray[np.float64]
REQUIREMENTS = re.compile(
    r"(job requirements?|qualifications?|requirements|education(al)?|skills and experience)\b", re.I
)


class Task(NamedTuple):
    name: str
    vacancies: list[Document]
    cvs: list[Document]
    gains: Matrix  # (vacancies, CVs); NaN where a vacancy would find itself


def tasks(data: Path) -> list[Task]:
    csv.field_size_limit(2**24)
    with (data / "vacancies" / "hahu_dev.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (HERE / "cvs.csv").open(encoding="utf-8", newline="") as file:
        cvs = list(csv.DictReader(file))
    asking = [_document(row["id"], row["title"], row["description"]) for row in rows]
    halves = []
    for row in rows:
        text = row["description"]
        cut = next((m.start() for m in REQUIREMENTS.finditer(text) if 200 < m.start() < len(text) - 120), None)
        if cut:
            halves.append((row["esco_code"], row["id"], row["title"], text[:cut], text[cut:]))
    of_cvs = np.array(
        [
            [3.0 if r["esco_code"][:4] in c["isco"] else float(r["esco_code"][:4] in c["near"]) for c in cvs]
            for r in rows
        ]
    )
    foreign = np.array([cv["language"] != "en" for cv in cvs])
    texts = [Document(cv["id"], "", cv["text"]) for cv in cvs]
    return [
        Task(
            "vacancies",
            asking,
            [Document(row["id"], "", row["description"]) for row in rows],
            _by_code([row["esco_code"] for row in rows]),
        ),
        Task(
            "halves",
            [_document(key, title, asked) for _, key, title, _, asked in halves],
            [Document(key, "", duties) for _, key, _, duties, _ in halves],
            _by_code([half[0] for half in halves]),
        ),
        Task("cvs", asking, texts, of_cvs),
        Task("cvs, other languages", asking, [t for t, f in zip(texts, foreign, strict=True) if f], of_cvs[:, foreign]),
    ]


def _document(key: str, title: str, text: str) -> Document:
    return Document(key, title, f"{title}\n{text}")


def _by_code(codes: Sequence[str]) -> Matrix:
    def gain(one: str, other: str) -> float:
        return 3.0 if one == other else 2.0 if one[:4] == other[:4] else 1.0 if one[:3] == other[:3] else 0.0

    gains = np.array([[gain(one, other) for other in codes] for one in codes])
    np.fill_diagonal(gains, np.nan)
    return gains


def ndcg_and_map(scores: Matrix, gains: Matrix) -> tuple[float, float]:
    """nDCG at 10 and mean average precision, over the rows that have something to find."""
    ndcg, precision = [], []
    discount = 1 / np.log2(np.arange(2, 12))
    for score, gain in zip(scores, gains, strict=True):
        there = ~np.isnan(gain)
        ranked = gain[there][np.argsort(-score[there], kind="stable")]
        right = ranked >= 2
        if not right.any():
            continue
        reached, best = ((2.0 ** g[:10] - 1) @ discount[: len(g[:10])] for g in (ranked, -np.sort(-ranked)))
        ndcg.append(reached / best)
        precision.append((np.cumsum(right)[right] / (np.flatnonzero(right) + 1)).mean())
    return float(np.mean(ndcg)), float(np.mean(precision))


def tfidf(task: Task, vectors: TfidfVectorizer) -> Matrix:
    asked, known = [d.text for d in task.vacancies], [d.text for d in task.cvs]
    vectors.fit(asked + known)
    return (vectors.transform(asked) @ vectors.transform(known).T).toarray()


def bm25(task: Task, *, titles: bool = False) -> Matrix:
    """Okapi BM25, k1 = 1.2, b = 0.75, idf = ln(1 + (N − df + ½) / (df + ½)); at most three of a word in the query."""
    counts = CountVectorizer(analyzer=terms)
    known = counts.fit_transform(d.text for d in task.cvs).astype(float).toarray()
    asked = np.minimum(counts.transform(d.title if titles else d.text for d in task.vacancies).toarray(), 3)
    df = (known > 0).sum(axis=0)
    idf = np.log(1 + (len(known) - df + 0.5) / (df + 0.5))
    length = known.sum(axis=1, keepdims=True)
    weights = idf * known * 2.2 / (known + 1.2 * (0.25 + 0.75 * length / length.mean()))
    return asked @ weights.T


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    fields = Fields.load()
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for task in tasks(options.data):
        began = time.perf_counter()
        asked = [files.read_vacancy(document, fields) for document in task.vacancies]
        offered = [files.read_cv(document, fields, date(2026, 1, 1)) for document in task.cvs]
        read = time.perf_counter() - began
        parts = np.stack(list(files.points(asked, offered, PRIORS)), axis=1)
        ranked = time.perf_counter() - began - read
        ways = {
            "letters (tf-idf of 3 to 5)": tfidf(
                task, TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), preprocessor=fold)
            ),
            "words (tf-idf)": tfidf(task, TfidfVectorizer(analyzer=terms, sublinear_tf=True)),
            "words (BM25)": bm25(task),
            "words of the title (BM25)": bm25(task, titles=True),
            "our part: features": parts[0],
            "our part: words and title": parts[1],
            "our part: field": parts[2],
            "words and field": parts[1] + parts[2],
            "all three: rank_files": parts.sum(axis=0),
        }
        found[task.name] = {way: ndcg_and_map(scores, task.gains) for way, scores in ways.items()}
        print(f"\n{task.name}: {len(asked)} × {len(offered)}, read in {read:.0f} s, ranked in {ranked:.0f} s")
        for way, (ndcg, precision) in found[task.name].items():
            print(f"  {way:28} nDCG@10 {ndcg:.3f}  MAP {precision:.3f}", flush=True)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
