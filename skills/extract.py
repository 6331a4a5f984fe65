"""Concepts named in a longer text: a CV, a vacancy, a description of one's work.

Windows of one to six words are looked up exactly (after folding), the longest first; then the short phrases in
which nothing was found, such as the lines of a list, are searched as one would search what somebody typed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .folding import Word, fold, stem, variants, words
from .guess import SMALL_WORDS, guess_language
from .models import Concept, Label
from .ngrams import ALTERNATIVE_WORTH, rank_concepts
from .suggest import Kind, Labels, open_labels, preferred_labels

_LONGEST = 6  # words in a window
_PHRASE_END = re.compile(r"[\n\r\t.,;:!?()\[\]{}|•·▪–—*،؛؟]|\s[-/]\s")
_SENTENCE_END = re.compile(r"[\n\r.!?؟•·▪*]")
_IN_WORDS = 0.9  # below this a label was found by likeness, not word for word
_VOWELS = frozenset("aeiouy")
_SHORTEST = 9  # letters in a phrase searched by likeness: in less, one wrong letter makes another word
_PHRASES = 80  # phrases searched by likeness in one text: a search costs about two milliseconds
_LIKENESS = 0.8  # from here on a phrase and a label are taken for the same words, misspelt

_SMALL = {word.folded for listed in SMALL_WORDS.values() for word in words(listed)}
# Names of things that are first of all everyday words, in one language or another. They count only when written
# like a name, with a capital letter inside a sentence or in capitals.
_EVERYDAY = {
    stem(word.folded)
    for word in words(
        "access act ada agile amuse art avec bajo basic bash board canvas chef chip chips choose clay clean climb coach"
        " corte craft curl curls cut data debate decide did dimension doble doubles double draw dust end excel extra"
        " fencing fire flint force form formation forms frames frame fuel gems go guide hack hair hearing helm head"
        " host iris judge keep latch latches lead less light lights locks logic logging long luz maker marca marine"
        " master mayor mimic mixer model modele mold moral morals morale mover mural noises oracle pack packing paint"
        " paris parto patient patients pelo plan plans plata play pole position press prose pumps rage read rest"
        " retaking right rights root ropes ruby run safe salt sampling scale scratch sea securities shade shaker ship"
        " sing smelling soap source sounds space spark spring staking stats stock super supra swift tala team term tie"
        " titulos trade unity use valeurs valores valves whip wild word"
    )
}


@dataclass(frozen=True)
class Found:
    """A concept named in a text, and the words that show it: text[start:end]."""

    concept_id: int
    kind: str
    label: str
    score: float
    start: int
    end: int


@dataclass(frozen=True)
class _Span:
    label: int
    score: float
    first: int  # words, last exclusive
    last: int


def extract(text: str, language: str | None = None, *, kind: Kind | None = None, limit: int = 40) -> list[Found]:
    """The concepts named in `text`, in the order of the text, each once, at most the `limit` surest.

    `language` is that of the text, guessed if not given; labels are shown in it. Scores in (0, 1]: 1 where a
    label stands there word for word.
    """
    labels = open_labels()
    if labels is None:
        return []
    language = language or guess_language(text) or "en"
    read = list(words(text))
    spans = _exact(labels, text, read, language, kind)
    spans += _alike(labels, text, read, spans, language, kind)
    best: dict[int, _Span] = {}
    for span in sorted(spans, key=lambda span: (-span.score, span.first)):
        best.setdefault(int(labels.index.concepts[span.label]), span)
    names = preferred_labels(best, language)
    for concept, span in list(best.items()):
        one_word = span.last - span.first == 1 and (labels.is_alternative(span.label) or span.score < _IN_WORDS)
        if one_word and not _is_akin(labels.index.text(span.label), names.get(concept, "")):
            del best[concept]
    found = [
        Found(
            concept_id=concept,
            kind=labels.kind(span.label),
            label=names[concept],
            score=round(span.score, 4),
            start=read[span.first].start,
            end=read[span.last - 1].end,
        )
        for concept, span in best.items()
        if concept in names  # a concept may have gone since the index was built
    ]
    return sorted(found[:limit], key=lambda one: (one.start, -one.score))


def _exact(labels: Labels, text: str, read: Sequence[Word], language: str, kind: Kind | None) -> list[_Span]:
    """The windows that are a label, none overlapping: longest first, then from the left."""
    stems = [stem(word.folded) for word in read]
    ends = _phrase_ends(text, read)
    windows = [
        (first, first + length)
        for length in range(_LONGEST, 0, -1)
        for first in range(len(read) - length + 1)
        if ends.isdisjoint(range(first + 1, first + length))
    ]
    worth = labels.worth(language, kind)
    taken = [False] * len(read)
    spans = []
    answers = labels.index.exact([" ".join(stems[first:last]) for first, last in windows])
    for (first, last), rows in zip(windows, answers, strict=True):
        if any(taken[first:last]):
            continue
        written = text[read[first].start : read[last - 1].end]
        begins = first == 0 or bool(_SENTENCE_END.search(text, read[first - 1].end, read[first].start))
        # One word may name an occupation and a skill ("chef", "Chef"): the best of each.
        best: dict[str, _Span] = {}
        for row in rows:
            # Moroccan Arabic in Latin letters stands among the words of any other language.
            written_in = labels.language(row)
            at_home = written_in in (language, "ary")
            # Initials belong to their language: the French IDE is a nurse, everybody else's writes programs.
            if not at_home and written_in != "en" and labels.index.text(row).isupper():
                continue
            if worth[row] and _is_meant(written, labels.index.text(row), at_home, begins):
                same = fold(labels.index.text(row)).startswith(fold(written))
                span = _Span(row, float(worth[row]) * (1.0 if same else 0.98), first, last)
                face = labels.kind(row)
                if face not in best or span.score > best[face].score:
                    best[face] = span
        if best:
            taken[first:last] = [True] * (last - first)
            spans += best.values()
    return spans


def _is_meant(written: str, label: str, at_home: bool, begins: bool) -> bool:
    """Whether these words of a text, equal to a label but for case and endings, are likely to mean it.

    Several words nearly always do. One word must be long enough, belong to the language of the text or be a name,
    and not be an everyday word, unless it is written as a name where a sentence does not begin.
    """
    folded = fold(written)
    if " " in folded:
        first, *_, last = folded.split()
        return first not in _SMALL and last not in _SMALL
    if not folded.isalnum():
        return True  # C++, C#
    is_name = label != label.lower()
    if len(folded) < 3 or folded in _SMALL or not (at_home or is_name):
        return False
    if is_name and not fold(label).startswith(folded):
        return False  # "staff" is not the program STAF
    if stem(folded) in _EVERYDAY:
        # In the label's own form: "Sales Team" is not the program Teams.
        return is_name and not begins and written[0].isupper() and f"{fold(label)} ".startswith(f"{folded} ")
    # Three letters without a vowel are no word: "sql" and "css" need no capitals.
    return len(folded) > 3 or not folded.isascii() or written.isupper() or _VOWELS.isdisjoint(folded)


def _is_akin(label: str, preferred: str) -> bool:
    """Whether a one-word label is a form of the concept's preferred one, or a name.

    Vocabularies collect generous alternatives, good for searching: "design" for "think creatively", "sensitive" for
    "psychic". In a running text such a word nearly always means something else.
    """
    if label != label.lower():
        return True
    names = [form.split() for form in variants(preferred)]
    return any(len(name) == 1 and name[0][:4] == fold(label)[:4] for name in names)


def _alike(
    labels: Labels, text: str, read: Sequence[Word], spans: Sequence[_Span], language: str, kind: Kind | None
) -> Iterator[_Span]:
    """Whole phrases of at most six words in which nothing was found, and that are nearly a label."""
    taken = {at for span in spans for at in range(span.first, span.last)}
    worth = labels.worth(language, kind)
    searched = 0
    edges = [0, *sorted(_phrase_ends(text, read)), len(read)]
    for first, last in pairwise(edges):
        while first < last and read[first].folded in _SMALL:
            first += 1
        while first < last and read[last - 1].folded in _SMALL:
            last -= 1
        if not 0 < last - first <= _LONGEST or not taken.isdisjoint(range(first, last)):
            continue
        phrase = text[read[first].start : read[last - 1].end]
        if len(phrase) < _SHORTEST:
            continue
        if searched == _PHRASES:
            return
        searched += 1
        for hit in labels.index.search(phrase, 1, worth, typing=False):
            if hit.score >= _LIKENESS:
                yield _Span(hit.label, hit.score * _IN_WORDS, first, last)


def _phrase_ends(text: str, read: Sequence[Word]) -> set[int]:
    """The words before which a phrase ends: no label reaches across."""
    gaps = (text[before.end : word.start] for before, word in pairwise(read))
    return {at for at, gap in enumerate(gaps, start=1) if _PHRASE_END.search(gap)}


def rank_skills(sentences: Sequence[str], language: str, limit: int = 20) -> Iterator[list[tuple[str, float]]]:
    """For each sentence in turn, the `limit` skills it most likely speaks of, named in `language`, with scores.

    Other than `extract`, it always answers: every skill that shares something with the sentence has a place.
    """
    rows = Label.objects.filter(language=language, concept__kind=Concept.Kind.SKILL).order_by("concept", "pk")
    labels = list(rows.values_list("text", "concept_id", "kind"))
    names = {concept: text for text, concept, kind in labels if kind == Label.Kind.PREFERRED}
    labels = [label for label in labels if label[1] in names]
    worth = [ALTERNATIVE_WORTH if kind == Label.Kind.ALTERNATIVE else 1.0 for _, _, kind in labels]
    texts, concepts = [text for text, _, _ in labels], [concept for _, concept, _ in labels]
    ranked = rank_concepts(sentences, texts, concepts, worth, limit)
    return ([(names[concept], score) for concept, score in hits] for hits in ranked)
