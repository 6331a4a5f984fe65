"""Concepts for what somebody is typing, in any language, named in the reader's own.

The table of labels is the truth; the index beside it is a view, in a folder named by the vocabulary's version.
Whoever first needs a version builds it, the others wait or use what they have.
"""

import fcntl
import logging
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from .models import Concept, Label, Vocabulary
from .ngrams import FORMAT, LabelIndex

Kind = Literal["occupation", "skill"]

logger = logging.getLogger(__name__)

# Enough to win a tie or to pass over a slightly better spelling, never to hide what was meant.
_IN_ENGLISH, _IN_ANOTHER_LANGUAGE, _ALTERNATIVE = 0.97, 0.96, 0.99


_LEAST = 0.4  # below this a label only shares some letters with what was typed


@dataclass(frozen=True)
class Suggestion:
    """A concept that fits what was typed. `label` is how to show it, `matched` is the label that fitted."""

    concept_id: int
    kind: str
    label: str
    matched: str
    matched_language: str
    score: float


def suggest(
    text: str, language: str, *, kind: Kind | None = None, limit: int = 8, typing: bool = True
) -> list[Suggestion]:
    """The concepts that fit `text` best, best first, each once; scores in [0, 1]. Not `typing`: its last word is whole.

    Labels of every language are searched; those in `language`, then preferred ones, win ties. Empty text or
    vocabulary: no suggestions. The first call after a change of the vocabulary builds the index (seconds).
    """
    labels = open_labels()
    if labels is None or not text.strip():
        return []
    hits = labels.index.search(text, limit, labels.worth(language, kind), typing=typing)
    names = preferred_labels([hit.concept for hit in hits], language)
    return [
        Suggestion(
            concept_id=hit.concept,
            kind=labels.kind(hit.label),
            label=names[hit.concept],
            matched=labels.index.text(hit.label),
            matched_language=labels.language(hit.label),
            score=round(hit.score, 4),
        )
        for hit in hits
        if hit.score >= _LEAST and hit.concept in names  # a concept may have gone since the index was built
    ]


def preferred_labels(concepts: Collection[int], language: str) -> dict[int, str]:
    """What to call each of `concepts`: its preferred label in `language`, else in English, else in any language."""
    named: dict[int, tuple[bool, bool, bool, str]] = {}
    rows = Label.objects.filter(concept__in=concepts)
    for concept, written_in, kind, text in rows.values_list("concept_id", "language", "kind", "text"):
        rank = (kind != Label.Kind.PREFERRED, written_in != language, written_in != "en", text)
        named[concept] = min(named.get(concept, rank), rank)
    return {concept: rank[-1] for concept, rank in named.items()}


class Labels:
    """An opened index, and what its marks say of a label: kind of concept, alternative or not, language."""

    _KINDS = (Concept.Kind.OCCUPATION.value, Concept.Kind.SKILL.value)

    def __init__(self, index: LabelIndex) -> None:
        self.index = index
        self._worth: dict[tuple[str, str | None], NDArray[np.float32]] = {}

    @classmethod
    def build(cls) -> "Labels":
        """Reads every label of an occupation or a skill from the database."""
        rows = Label.objects.filter(concept__kind__in=cls._KINDS).order_by("pk")
        read = list(rows.values_list("text", "concept_id", "language", "kind", "concept__kind"))
        marks = [
            _language_number(language) << 2 | (kind == Label.Kind.ALTERNATIVE) << 1 | cls._KINDS.index(concept_kind)
            for _, _, language, kind, concept_kind in read
        ]
        return cls(LabelIndex.build([row[0] for row in read], [row[1] for row in read], marks))

    def kind(self, label: int) -> str:
        return self._KINDS[int(self.index.marks[label]) & 1]

    def is_alternative(self, label: int) -> bool:
        return bool(int(self.index.marks[label]) & 2)

    def language(self, label: int) -> str:
        number = int(self.index.marks[label]) >> 2
        return "".join(chr(96 + (number >> shift & 31)) for shift in (10, 5, 0) if number >> shift)

    def worth(self, language: str, kind: str | None) -> NDArray[np.float32]:
        """What each label is worth to a reader of `language` who looks for `kind`: (n,), for `LabelIndex.search`."""
        if (language, kind) not in self._worth:
            marks = self.index.marks
            worth = np.full(len(marks), _IN_ANOTHER_LANGUAGE, np.float32)
            worth[marks >> 2 == _language_number("en")] = _IN_ENGLISH
            worth[marks >> 2 == _language_number(language)] = 1
            worth[marks & 2 > 0] *= _ALTERNATIVE
            if kind:
                worth[marks & 1 != self._KINDS.index(kind)] = 0
            # A handful of languages and two kinds: this stays a dozen entries.
            self._worth[language, kind] = worth
        return self._worth[language, kind]


_opened: tuple[Path, Labels] | None = None


def open_labels() -> Labels | None:
    """The labels as they are now; None while there are none.

    While another process builds the index, or if building fails, the one opened before is used on.
    """
    global _opened
    home = Path(settings.VAR_DIR) / "text-index"
    folder = home / f"{FORMAT}-{Vocabulary.version()}"
    opened = _opened if _opened and _opened[0].parent == home else None
    if opened is None or opened[0] != folder:
        try:
            if folder.is_dir() or _build(folder, wait=opened is None):
                _opened = opened = folder, Labels(LabelIndex.load(folder))
        except (OSError, ValueError):
            if opened is None:
                raise
            logger.exception("The index of labels could not be built; the one before is used on.")
    return opened[1] if opened and len(opened[1].index) else None


def forget() -> None:
    """Drop the labels held and their index, for a test that takes words back together with their version."""
    global _opened
    _opened = None
    shutil.rmtree(Path(settings.VAR_DIR) / "text-index", ignore_errors=True)


def _build(folder: Path, *, wait: bool) -> bool:
    """Builds `folder` if nobody has; False if somebody is just doing so and we need not `wait`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _lock(folder.parent / ".lock", wait=wait) as locked:
        if locked and not folder.is_dir():
            Labels.build().index.save(folder)
            # Processes that have an older one open keep its pages until they let go.
            for old in folder.parent.iterdir():
                if old.is_dir() and old != folder:
                    shutil.rmtree(old, ignore_errors=True)
        return locked


@contextmanager
def _lock(path: Path, *, wait: bool) -> Iterator[bool]:
    """Holds the lock of `path`, or says False. The system lets go of it when a process dies."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def _language_number(language: str) -> int:
    """Up to three letters, five bits each: a label's language has to fit into its mark."""
    number = 0
    for letter in language[:3].lower():
        number = number << 5 | (ord(letter) - 96 & 31)
    return number
