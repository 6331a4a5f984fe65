"""Which occupations a text is about, whether it names them or not.

Every occupation of the vocabulary is described by its names in every language, its description and the names of the
skills it needs. A text is laid beside all of them (tf-idf, cosine), and the occupations it is most like, squared so
that the likeliest stand out, are its field: a vector over occupations. Two texts of one field lie near each other
even when they share no word, and even in two languages. The idea is explicit semantic analysis (Gabrilovich and
Markovitch, 2007), with occupations where they took articles.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from .folding import stem, words
from .guess import SMALL_WORDS
from .models import Concept, Label, Occupation, OccupationSkill

LIKELIEST = 200  # of three thousand: what is less like a text than these says nothing of it
_OPTIONAL = 0.5  # a skill that an occupation needs less tells less
_SMALL = frozenset(word.folded for listed in SMALL_WORDS.values() for word in words(listed))
_IN_CAPITALS = {"IT": "ict"}  # small words but for their capitals


def terms(text: str) -> list[str]:
    """The words of a text as they are compared: folded, without plural and gender, without the small words."""
    found = []
    for start, end, folded in words(text):
        if folded not in _SMALL:
            found.append(stem(folded))
        elif text[start:end] in _IN_CAPITALS:
            found.append(_IN_CAPITALS[text[start:end]])
    return found


@dataclass(frozen=True)
class Fields:
    """The occupations described, as a matrix; `ids` names its rows. Make it with `load` (seconds with all of ESCO)."""

    ids: tuple[int, ...]
    _vectors: TfidfVectorizer
    _described: csr_array  # (words, occupations), columns of length 1

    @classmethod
    def load(cls) -> "Fields":
        """Reads the vocabulary from the database. ValueError while it holds no occupation."""
        described = dict(Occupation.objects.order_by("pk").values_list("pk", "description_en"))
        names = _texts(Label.objects.filter(concept__kind=Concept.Kind.OCCUPATION))
        skills = _texts(
            Label.objects.filter(concept__kind=Concept.Kind.SKILL).exclude(kind=Label.Kind.ALTERNATIVE),
        )
        needs: dict[bool, defaultdict[int, list[str]]] = {True: defaultdict(list), False: defaultdict(list)}
        links = OccupationSkill.objects.order_by("pk").values_list("occupation_id", "skill_id", "essential")
        for occupation, skill, essential in links:
            needs[essential][occupation] += skills[skill]
        sides = [
            (1.0, ["\n".join(names[one]) for one in described]),
            (1.0, list(described.values())),
            (1.0, ["\n".join(needs[True][one]) for one in described]),
            (_OPTIONAL, ["\n".join(needs[False][one]) for one in described]),
        ]
        vectors = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
        vectors.fit("\n".join(texts) for texts in zip(*(texts for _, texts in sides), strict=True))
        # Each side of a length of its own, so that a long list of skills does not drown the name.
        whole = sum(weight * vectors.transform(texts) for weight, texts in sides)
        return cls(tuple(described), vectors, csr_array(normalize(whole).T))

    def of(self, *texts: str) -> csr_array:
        """The field of a document, (1, occupations), of length 1: the sum of the fields of its parts, so that a title
        weighs as much as the text under it. All zero if no word is known."""
        parts = np.sum([self._one(text) for text in texts], axis=0)
        return csr_array(normalize(parts.reshape(1, -1)))

    def _one(self, text: str) -> NDArray[np.float64]:
        like = (self._vectors.transform([text]) @ self._described).toarray().ravel()
        if len(like) > LIKELIEST:
            # What is left of the likeness above that of the first occupation left out.
            like = np.maximum(like - np.partition(like, -LIKELIEST - 1)[-LIKELIEST - 1], 0.0)
        squared = like**2
        return np.asarray(squared / (np.linalg.norm(squared) or 1.0))

    def likeliest(self, field: csr_array, most: int) -> list[int]:
        """The occupations of a field, the likeliest first, at most `most`."""
        best = np.argsort(-field.data, kind="stable")[:most]
        return [self.ids[int(field.indices[at])] for at in best if field.data[at] > 0]


def _texts(labels: QuerySet[Label]) -> defaultdict[int, list[str]]:
    """The labels of each concept."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for concept, text in labels.order_by("pk").values_list("concept_id", "text"):
        found[concept].append(text)
    return found
