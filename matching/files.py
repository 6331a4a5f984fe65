"""Real vacancies and CVs from files, as the same plain values that rows give, ranked by the same curves.

A file has no wishes, no town and no wage, so those features are unknown; beside the additive score stands one more
curve, over the likeness of the two texts, because files say more than their concepts do.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from skills import findings
from skills.documents import SUFFIXES, Unreadable, read_text
from skills.extract import extract
from skills.folding import fold
from skills.guess import guess_language
from skills.models import OccupationSkill
from skills.similarity import Graph, graph
from skills.suggest import suggest

from .curves import AdditiveRanker, Curve, matrix
from .features import Person, Post, compare

TEXT_LIKENESS = Curve((0.0, 0.05, 0.2, 0.5), (-4.0, 0.0, 18.0, 30.0))
WORD = r"(?u)[^\W_][\w+#.]*"
DESCRIBED = 2  # on the ladder of evidence: what a CV names is described, no more
TITLE_COLUMNS = ("title", "titre", "job_title", "name")
TEXT_COLUMNS = ("description", "text", "texte", "content", "cv", "resume")
ID_COLUMNS = ("id", "qid", "docid", "doc_id")


@dataclass(frozen=True)
class Document:
    """One vacancy or CV: an id without spaces (it goes into a TREC run), a title where there is one, the text."""

    id: str
    title: str
    text: str


@dataclass
class Pile:
    """The documents that could be read, and what could not: (name, reason)."""

    documents: list[Document] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)


def read_pile(path: Path) -> Pile:
    """Documents of a folder (text, PDF, Word; sub-folders too), of a CSV with title and description columns,
    or of one file. Raises Unreadable when the path itself is nothing of the kind."""
    pile = Pile()
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            if file.suffix.lower() == ".csv":
                _read_csv(file, pile)
            else:
                _read_one(file, str(file.relative_to(path)), pile)
        return pile
    if not path.exists():
        raise Unreadable("there is no such file or folder")
    if path.suffix.lower() in {".csv", ".tsv"}:
        _read_csv(path, pile)
    else:
        _read_one(path, path.name, pile)
    return pile


def _read_one(file: Path, name: str, pile: Pile) -> None:
    try:
        text = read_text(file)
    except Unreadable as wrong:
        pile.unreadable.append((name, str(wrong)))
        return
    stem = name[: -len(file.suffix)] if file.suffix.lower() in SUFFIXES else name
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    pile.documents.append(Document("_".join(stem.split()), first if len(first) <= 80 else "", text))


def _read_csv(file: Path, pile: Pile) -> None:
    csv.field_size_limit(2**24)
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle, delimiter="\t" if file.suffix.lower() == ".tsv" else ",", strict=True)
            columns = {name.strip().lower(): name for name in rows.fieldnames or []}
            title = next((columns[c] for c in TITLE_COLUMNS if c in columns), None)
            text = next((columns[c] for c in TEXT_COLUMNS if c in columns), None)
            key = next((columns[c] for c in ID_COLUMNS if c in columns), None)
            if not text:
                pile.unreadable.append((file.name, "no column named description or text"))
                return
            for number, row in enumerate(rows, 1):
                body = (row[text] or "").strip()
                name = (row.get(title) or "").strip() if title else ""
                if not body and not name:
                    pile.unreadable.append((f"{file.name}, row {number}", "no title and no text"))
                    continue
                identity = "_".join((row[key] if key and row[key] else str(number)).split())
                pile.documents.append(Document(identity, name, f"{name}\n{body}" if name else body))
    except UnicodeDecodeError as wrong:
        pile.unreadable.append((file.name, f"not UTF-8: byte {wrong.start + 1} cannot be read"))
    except csv.Error as wrong:
        pile.unreadable.append((file.name, f"not a CSV file: {wrong}"))


@dataclass(frozen=True)
class Asked:
    """A vacancy as the ranker reads it: one post per occupation its title may mean, the likeliest first."""

    document: Document
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class Offered:
    """A CV as the ranker reads it."""

    document: Document
    person: Person


def read_vacancy(document: Document, language: str | None) -> Asked:
    """The occupation comes from the title, the needs from the text; with few named, the occupation's essentials."""
    language = language or guess_language(document.text) or "en"
    title = document.title or document.text[:80]
    jobs = [s.concept_id for s in suggest(title, language, kind="occupation", limit=3) if s.score >= 0.45]
    if not jobs:
        jobs = [f.concept_id for f in extract(document.text[:600], language, kind="occupation", limit=1)]
    found = extract(document.text, language, kind="skill", limit=40)
    named = frozenset(f.concept_id for f in found)
    years = findings.years_asked(document.text)
    languages = {code: min(level, 4) for code, level in findings.languages(document.text).items()}
    posts = []
    for job in jobs or [0]:
        essential = _essentials(job)
        posts.append(
            Post(
                occupation=job,
                required=named or essential,
                preferred=essential - named if named else frozenset(),
                languages=languages,
                years=min(years, 15),
            )
        )
    return Asked(document, tuple(posts))


def read_cv(document: Document, language: str | None, today: date) -> Offered:
    """Skills and occupations named, years told, languages. The years go to every occupation named."""
    language = language or guess_language(document.text) or "en"
    skills = {f.concept_id: DESCRIBED for f in extract(document.text, language, kind="skill", limit=120)}
    jobs = [f.concept_id for f in extract(document.text, language, kind="occupation", limit=6)]
    head = document.title or document.text[:80]
    jobs += [s.concept_id for s in suggest(head, language, kind="occupation", limit=1) if s.score >= 0.7]
    months = int(12 * findings.years_worked(document.text, today.year)) or 12
    return Offered(
        document,
        Person(
            skills=skills,
            months=dict.fromkeys(jobs, months),
            languages=findings.languages(document.text),
        ),
    )


def _essentials(job: int) -> frozenset[int]:
    rows = OccupationSkill.objects.filter(occupation=job, essential=True)
    return frozenset(rows.values_list("skill_id", flat=True))


def likeness(vacancies: Sequence[Document], cvs: Sequence[Document]) -> NDArray[np.float64]:
    """Cosine of tf-idf vectors of folded words and word pairs, shape (vacancies, CVs), in [0, 1].

    Document frequencies are counted over the CVs, so that what every CV says counts for little.
    """
    if not cvs or not vacancies:
        return np.zeros((len(vacancies), len(cvs)))
    vectors = TfidfVectorizer(preprocessor=fold, token_pattern=WORD, sublinear_tf=True, ngram_range=(1, 2))
    try:
        known = vectors.fit_transform(document.text for document in cvs)
    except ValueError:  # nothing but stop signs
        return np.zeros((len(vacancies), len(cvs)))
    return np.asarray((vectors.transform(document.text for document in vacancies) @ known.T).todense())


def rank_documents(
    asked: Sequence[Asked], offered: Sequence[Offered], ranker: AdditiveRanker, told: Callable[[], None] = lambda: None
) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Per vacancy its id and the CVs as (id, score), best first; equal scores by id. `told` is called after each."""
    words: Graph = graph()
    alike = likeness([a.document for a in asked], [o.document for o in offered])
    for row, vacancy in enumerate(asked):
        best = np.full(len(offered), -np.inf)
        for post in vacancy.posts:
            features = [compare(o.person, post, None, words)[0] for o in offered]
            best = np.maximum(best, ranker.parts(matrix(features)).sum(axis=1))
        scores = best + TEXT_LIKENESS.at(alike[row]) if len(offered) else best
        ids = [o.document.id for o in offered]
        ordered = sorted(zip(ids, scores.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
        told()
        yield vacancy.document.id, ordered
