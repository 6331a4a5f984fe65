"""Real vacancies and CVs from files, as the same plain values that rows give, ranked by the same curves.

A file has no wishes, no town and no wage, so those features are unknown; beside the additive score stand two more
lines: one over the likeness of the two texts, because files say more than their concepts do, and one over their field
of work (skills.fields), because a CV and a vacancy may tell of one trade in different words or languages.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from sklearn.feature_extraction.text import TfidfVectorizer

from skills import findings
from skills.documents import MOST_LETTERS, SUFFIXES, Unreadable, decode, read_bytes, read_text
from skills.extract import extract
from skills.fields import Fields, terms
from skills.guess import guess_language
from skills.models import OccupationSkill
from skills.similarity import Graph, graph

from .curves import AdditiveRanker, matrix
from .features import Person, Post, compare

# Points of a score for a likeness of 1. Where they come from: benchmarks/files.py compares the parts and their sum.
TEXT_POINTS = 400.0
FIELD_POINTS = 400.0
OCCUPATIONS = 3  # that a text may be about
DESCRIBED = 2  # on the ladder of evidence: what a CV names is described, no more
TITLE_COLUMNS = ("title", "job_title", "position", "name", "titre", "intitulé", "poste", "título", "puesto", "العنوان")
TEXT_COLUMNS = (
    *("description", "job_description", "text", "content", "body", "cv", "cv_text", "resume", "resume_text"),
    *("texte", "contenu", "texto", "descripción", "الوصف", "النص"),
)
ID_COLUMNS = ("id", "qid", "docid", "doc_id", "vacancy_id", "job_id", "cv_id", "resume_id")
MOST_CSV_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Document:
    """One vacancy or CV: an id without spaces (it goes into a TREC run), a title where there is one, the text."""

    id: str
    title: str
    text: str


@dataclass
class Pile:
    """The documents that could be read, each id once, and what could not: (name, reason)."""

    documents: dict[str, Document] = field(default_factory=dict)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def add(self, document: Document, name: str) -> None:
        if document.id in self.documents:
            # A run names a document by its id alone: the second one would be scored as the first.
            self.unreadable.append((name, _("a second document with the id “%(id)s”") % {"id": document.id}))
        else:
            self.documents[document.id] = document


def read_pile(path: Path) -> Pile:
    """Documents of a folder (text, PDF, Word; sub-folders too), of a CSV with title and description columns,
    or of one file. Raises Unreadable when the path itself is nothing of the kind."""
    pile = Pile()
    if path.is_dir():
        # A link to nothing is reported; pipes and the like would never end.
        for file in sorted(p for p in path.rglob("*") if (p.is_file() or p.is_symlink()) and not p.is_dir()):
            name = file.relative_to(path)
            # Hidden files, and the locks that Word leaves beside an open document, are nobody's CV.
            if not any(part.startswith((".", "~$")) for part in name.parts):
                _read(file, str(name), pile)
    elif path.exists():
        _read(path, path.name, pile)
    else:
        raise Unreadable(_("there is no such file or folder"))
    return pile


def _read(file: Path, name: str, pile: Pile) -> None:
    name = name.encode(errors="replace").decode()  # names of files need not be text
    try:
        if file.suffix.lower() in {".csv", ".tsv"}:
            _read_csv(file, name, pile)
        else:
            _read_one(file, name, pile)
    except Unreadable as wrong:
        pile.unreadable.append((name, str(wrong)))


def _read_one(file: Path, name: str, pile: Pile) -> None:
    text = read_text(file)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    stem = name[: -len(file.suffix)] if file.suffix.lower() in SUFFIXES else name
    # “cv.pdf” beside “cv.docx”: the second keeps its ending.
    key = _in_a_run(stem if _in_a_run(stem) not in pile.documents else name)
    pile.add(Document(key, first if len(first) <= 80 else "", text), name)


def _read_csv(file: Path, name: str, pile: Pile) -> None:
    """The rows before a fault are kept; the fault is reported with its line."""
    text = decode(read_bytes(file, MOST_CSV_BYTES))
    head = text.partition("\n")[0]
    # Excel writes semicolons where the comma is the decimal sign.
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max("\t;,", key=head.count), strict=True)
    csv.field_size_limit(MOST_LETTERS)
    line = 1  # where a row begins: it may run over several
    try:
        columns = {"_".join(column.lower().split()): column for column in rows.fieldnames or []}
        title, body, key = (
            next((columns[known] for known in names if known in columns), None)
            for names in (TITLE_COLUMNS, TEXT_COLUMNS, ID_COLUMNS)
        )
        if body is None:
            raise Unreadable(_("no column named description or text, only %(names)s") % {"names": ", ".join(columns)})
        for number, row in enumerate(rows, 1):
            heading = (row[title] or "").strip() if title else ""
            content = (row[body] or "").strip()
            place = _("%(file)s, line %(line)d") % {"file": name, "line": line + 1}
            line = rows.line_num
            if any(letter.isalpha() for letter in heading + content):
                identity = _in_a_run((key and row[key]) or str(number))
                text = f"{heading}\n{content}" if heading else content
                pile.add(Document(identity or str(number), heading, text), place)
            elif any(isinstance(value, str) and value.strip() for value in row.values()):
                pile.unreadable.append((place, _("no title and no text")))
    except csv.Error as wrong:
        reason = _("line %(line)d is not CSV: %(reason)s") % {"line": line + 1, "reason": wrong}
        raise Unreadable(reason) from wrong


def _in_a_run(key: str) -> str:
    """An id as a TREC run can hold it: no spaces."""
    return "_".join(key.split())


@dataclass(frozen=True)
class Asked:
    """A vacancy as the ranker reads it: a post for each occupation that it may mean, the likeliest first."""

    document: Document
    field: csr_array
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class Offered:
    """A CV as the ranker reads it."""

    document: Document
    field: csr_array
    person: Person


def read_vacancy(document: Document, fields: Fields, language: str | None = None) -> Asked:
    """The occupations come from the field of title and text, the needs from the text: the skills that it names, and
    as welcome ones the essential skills of the occupation. If it names none, those are the needs."""
    language = language or guess_language(document.text) or "en"
    field = fields.of(document.title, document.text) if document.title else fields.of(document.text)
    named = frozenset(f.concept_id for f in extract(document.text, language, kind="skill", limit=40))
    posts = []
    for job in fields.likeliest(field, OCCUPATIONS) or [0]:
        essential = _essentials(job)
        posts.append(
            Post(
                occupation=job,
                required=named or essential,
                preferred=essential - named if named else frozenset(),
                languages={code: min(level, 4) for code, level in findings.languages_asked(document.text).items()},
                years=min(findings.years_asked(document.text), 15),
            )
        )
    return Asked(document, field, tuple(posts))


def read_cv(document: Document, fields: Fields, today: date, language: str | None = None) -> Offered:
    """Skills named, years told, languages. The years go to each occupation that the CV is likeliest about."""
    language = language or guess_language(document.text) or "en"
    field = fields.of(document.text)
    months = int(12 * findings.years_worked(document.text, today.year)) or 12
    return Offered(
        document,
        field,
        Person(
            skills={f.concept_id: DESCRIBED for f in extract(document.text, language, kind="skill", limit=120)},
            months=dict.fromkeys(fields.likeliest(field, OCCUPATIONS), months),
            languages=findings.languages(document.text),
        ),
    )


def _essentials(job: int) -> frozenset[int]:
    rows = OccupationSkill.objects.filter(occupation=job, essential=True)
    return frozenset(rows.values_list("skill_id", flat=True))


def likeness(vacancies: Sequence[Document], cvs: Sequence[Document]) -> NDArray[np.float64]:
    """How alike the words are, shape (vacancies, CVs): the cosine of tf-idf vectors of the texts, in [0, 1], and half
    of that of the vacancy's title. What every document says counts for little."""
    known = [document.text for document in (*vacancies, *cvs)]
    try:
        vectors = TfidfVectorizer(analyzer=terms, sublinear_tf=True).fit(known)
    except ValueError:  # no words at all
        return np.zeros((len(vacancies), len(cvs)))
    if not cvs or not vacancies:
        return np.zeros((len(vacancies), len(cvs)))
    asked = vectors.transform(v.text for v in vacancies) + 0.5 * vectors.transform(v.title for v in vacancies)
    return np.asarray((asked @ vectors.transform(cv.text for cv in cvs).T).toarray())


def points(asked: Sequence[Asked], offered: Sequence[Offered], ranker: AdditiveRanker) -> Iterator[NDArray[np.float64]]:
    """Per vacancy what its CVs get, shape (3, CVs): for the ranker's features, for like words, for the same field."""
    words: Graph = graph()
    alike = TEXT_POINTS * likeness([a.document for a in asked], [o.document for o in offered])
    fields = vstack([o.field for o in offered]).T if offered else None
    for row, vacancy in enumerate(asked):
        best = np.full(len(offered), -np.inf)
        for post in vacancy.posts:
            features = [compare(o.person, post, None, words)[0] for o in offered]
            best = np.maximum(best, ranker.parts(matrix(features)).sum(axis=1))
        same_field = (vacancy.field @ fields).toarray().ravel() if fields is not None else np.zeros(0)
        yield np.stack([best, alike[row], FIELD_POINTS * same_field])


def rank_documents(
    asked: Sequence[Asked], offered: Sequence[Offered], ranker: AdditiveRanker
) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Per vacancy its id and the CVs as (id, score), best first; equal scores by id."""
    ids = [o.document.id for o in offered]
    for vacancy, parts in zip(asked, points(asked, offered, ranker), strict=True):
        scores = parts.sum(axis=0).tolist()
        yield vacancy.document.id, sorted(zip(ids, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))
