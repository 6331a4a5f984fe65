"""Finding labels by their letters: a memory-mapped index of character n-grams, and ranked runs over given texts.

Pure: texts and integers in, rows and scores out; no database and no settings. A label is filed under the key of
each of its variants (`folding.variants`). A search walks the postings of the query's n-grams, rarest first, adds
their squared idf into one cosine per key, and lets rapidfuzz order the best few dozen.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix, diags, hstack

from .folding import fold, key, variants

Array = NDArray[Any]

#: Grows when the files or the keys in them change, so that no process opens an index it would misread.
FORMAT = 1

_SHORTLIST = 120  # keys handed to rapidfuzz: one concept may hold dozens of near-equal labels
_POSTINGS = 400_000  # postings read per search; what is skipped are the commonest n-grams, the rerank sees the rest
_NEAR = 0.4  # keys below this share of the best cosine are not candidates
_PLANES = 21  # bits of a code point: three fit one int64


class Hit(NamedTuple):
    """A concept found: its best label (row of `texts` given to `build`) and how well that fits, in [0, 1]."""

    concept: int
    label: int
    score: float


class LabelIndex:
    """An index over n labels under k ≥ n keys. Open it with `build` or `load`; it never changes afterwards.

    Arrays, each one .npy file: `concepts` (n,) int64; `marks` (n,) uint32, whatever the caller wants to know of a
    label when searching; `texts`, `keys` uint8, UTF-8 one after the other, with
    `text_ends` (n,) and `key_ends` (k,) int64; `owner` (k,) int32, the label of a key; `hashes` (k,) uint64
    sorted, with `hashed` (k,) int32, the keys in that order; `grams` (g,) int64 sorted codes, `gram_ends` (g,)
    int64, `postings` int32 keys in rising order within a gram; `idf` (g,) and `norms` (k,) float32.
    """

    _names = (
        *("concepts", "marks", "texts", "text_ends", "keys", "key_ends", "owner"),
        *("hashes", "hashed", "grams", "gram_ends", "postings", "idf", "norms"),
    )

    def __init__(self, **arrays: Array) -> None:
        self._arrays = arrays
        self.concepts = arrays["concepts"]
        self.marks = arrays["marks"]
        self.owner = arrays["owner"]

    def __len__(self) -> int:
        return len(self.concepts)

    @classmethod
    def build(cls, texts: Sequence[str], concepts: Sequence[int], marks: Sequence[int] | None = None) -> "LabelIndex":
        """An index of `texts`; `concepts[i]` is the concept that `texts[i]` names. Labels without a letter or
        digit are kept but never found. ValueError if the lengths differ."""
        if len(texts) != len(concepts) or (marks is not None and len(marks) != len(texts)):
            raise ValueError(f"{len(texts)} labels need as many concepts and marks, not {len(concepts)}")
        keys: list[str] = []
        owner: list[int] = []
        for row, text in enumerate(texts):
            for variant in variants(text):
                keys.append(variant)
                owner.append(row)
        hashes = _hashes(keys)
        order = np.argsort(hashes, kind="stable")
        blob, ends = _blob(texts)
        key_blob, key_ends = _blob(keys)
        return cls(
            concepts=np.asarray(concepts, np.int64),
            marks=np.zeros(len(texts), np.uint32) if marks is None else np.asarray(marks, np.uint32),
            texts=blob,
            text_ends=ends,
            keys=key_blob,
            key_ends=key_ends,
            owner=np.asarray(owner, np.int32),
            hashes=hashes[order],
            hashed=order.astype(np.int32),
            **_postings(keys),
        )

    def save(self, folder: Path) -> None:
        """Writes the index so that `folder` appears whole or not at all. A folder is named by what it holds, so
        one that is there already is as good as ours and stays."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".draft-"))
        try:
            for name, array in self._arrays.items():
                np.save(draft / f"{name}.npy", array, allow_pickle=False)
            draft.chmod(0o755)
            try:
                os.rename(draft, folder)
            except OSError:
                if not folder.is_dir():
                    raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path) -> "LabelIndex":
        """Opens a saved index in milliseconds; processes that do so share its pages. OSError or ValueError if the
        files are missing or are not ours."""
        return cls(**{name: _mapped(folder / f"{name}.npy") for name in cls._names})

    def text(self, label: int) -> str:
        """The label as it was given."""
        return _slice(self._arrays["texts"], self._arrays["text_ends"], label)

    def exact(self, keys: Sequence[str]) -> list[list[int]]:
        """For each of `keys` (made by `folding.key`), the labels that have exactly this key."""
        hashes = _hashes(keys)
        first = np.searchsorted(self._arrays["hashes"], hashes, "left")
        last = np.searchsorted(self._arrays["hashes"], hashes, "right")
        owner, hashed = self.owner, self._arrays["hashed"]
        return [
            sorted({int(row) for row in owner[hashed[a:b]]}) if b > a else []
            for a, b in zip(first.tolist(), last.tolist(), strict=True)
        ]

    def search(
        self, text: str, limit: int = 8, worth: NDArray[np.float32] | None = None, *, typing: bool = True
    ) -> list[Hit]:
        """The `limit` concepts whose labels fit `text` best, best first; none if `text` has no letters.

        `worth`, float32 (n,), one number in [0, 1] per label, scales its score: 0 leaves the label out, and a
        little less than 1 lets another label win a tie. While `typing`, a label that begins with `text` counts
        nearly as one that equals it.
        """
        query = key(text)
        candidates, cosines = self._candidates(query, worth, typing=typing)
        folded = fold(text)
        best: dict[int, Hit] = {}
        for found, cosine in zip(candidates.tolist(), cosines.tolist(), strict=True):
            label = int(self.owner[found])
            name = _slice(self._arrays["keys"], self._arrays["key_ends"], found)
            likeness = _likeness(query, name, cosine, typing=typing)
            if likeness > 0.97 and fold(self.text(label)) != folded:
                likeness -= 0.01  # the same gender and number as typed wins the tie
            score = likeness * (1.0 if worth is None else float(worth[label]))
            concept = int(self.concepts[label])
            if concept not in best or score > best[concept].score:
                best[concept] = Hit(concept, label, min(score, 1.0))
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.label))[:limit]

    def _candidates(
        self, query: str, worth: NDArray[np.float32] | None, *, typing: bool
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The keys nearest to `query` by cosine over n-grams, unordered, with their cosines."""
        grams, ends = self._arrays["grams"], self._arrays["gram_ends"]
        codes = np.unique(_codes([query], still_typing=typing)[0])
        nothing = np.empty(0, np.intp), np.empty(0, np.float32)
        if not len(codes) or not len(grams):
            return nothing
        at = np.searchsorted(grams, codes)
        at = at[at < len(grams)]
        at = at[np.isin(grams[at], codes)]
        starts = np.where(at > 0, ends[at - 1], 0)
        lengths = ends[at] - starts
        if not len(at):
            return nothing
        rare_first = np.argsort(lengths)
        # At least one n-gram is read, however common: the first letter typed has to show something.
        read = rare_first[: max(1, int(np.searchsorted(np.cumsum(lengths[rare_first]), _POSTINGS)))]
        squares = self._arrays["idf"][at] ** 2
        postings = self._arrays["postings"]
        sums = np.zeros(len(self._arrays["norms"]), np.float32)
        for gram in read.tolist():
            start = starts[gram]
            # A key stands once under a gram, so that += over the rows is a sum.
            sums[postings[start : start + lengths[gram]]] += squares[gram]
        sums *= self._arrays["norms"]
        if worth is not None:
            sums *= worth[self.owner]
        top = float(sums.max())
        if top <= 0:
            return nothing
        near = np.flatnonzero(sums >= top * _NEAR)
        if len(near) > _SHORTLIST:
            near = near[np.argpartition(-sums[near], _SHORTLIST)[:_SHORTLIST]]
        cosines = sums[near] / np.float32(np.sqrt(squares.sum()) or 1.0)
        return near, np.minimum(cosines, 1.0)


def _likeness(query: str, label: str, cosine: float, *, typing: bool) -> float:
    """How alike two keys are, in [0, 1]: half by n-grams, half by letters in the better of two word orders.

    Someone who has typed only the beginning is judged by the beginning of the label, a little lower.
    """
    if query == label:
        return 1.0
    ratio = max(fuzz.ratio(query, label), 0.99 * fuzz.token_sort_ratio(query, label)) / 100
    whole = 0.5 * ratio + 0.5 * cosine
    if not typing or len(label) <= len(query):
        return whole
    begun = fuzz.ratio(query, label[: len(query)]) / 100
    # The longer what is still to come, the less sure: "nur" is "nurse" before it is "nursery school teacher".
    return max(whole, begun**2 * (0.80 + 0.15 * len(query) / len(label)))


def _codes(
    keys: Sequence[str], *, still_typing: bool = False, slips: bool = True
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The n-grams of `keys` as numbers, and the row of the key each belongs to; both (m,), doubles included.

    Three letters within a word and its surrounding spaces. The end of the last word says nothing while it is being
    typed. Where people type, with `slips`, also the first letter of a word; and three letters inside a word count in
    any order, for swapping two neighbours is the commonest slip, and in a short word it would leave nothing to find.
    """
    joined = "\n".join(f" {text} " for text in keys)
    signs = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.int64)
    rows = np.cumsum(signs == 10, dtype=np.int32)
    if still_typing:
        signs, rows = signs[:-1], rows[:-1]
    blank = (signs == 32) | (signs == 10)
    pair = blank[:-1] & ~blank[1:] & slips
    three = ~blank[1:-1] & (signs[:-2] != 10) & (signs[2:] != 10)
    pairs = signs[1:][pair]
    windows = np.stack([signs[:-2], signs[1:-1], signs[2:]])[:, three]
    inner = (windows[0] != 32) & (windows[2] != 32) & slips
    windows[:, inner] = np.sort(windows[:, inner], axis=0)
    threes = windows[0] << 2 * _PLANES | windows[1] << _PLANES | windows[2]
    return np.concatenate([pairs, threes]), np.concatenate([rows[1:][pair], rows[1:-1][three]])


_KEYS_AT_ONCE = 20_000


def _postings(keys: Sequence[str]) -> dict[str, Array]:
    """The inverted file of `keys`; idf as scikit-learn's TfidfTransformer has it: ln((1 + n) / (1 + df)) + 1."""
    # Each array holds millions of numbers: keys are taken in batches, and arrays let go as soon as the next one stands.
    batches = []
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        codes, rows = _codes(keys[first : first + _KEYS_AT_ONCE])
        batches.append((codes, rows + np.int32(first)))
    codes = np.concatenate([np.empty(0, np.int64), *(codes for codes, _ in batches)])
    rows = np.concatenate([np.empty(0, np.int32), *(rows for _, rows in batches)])
    del batches
    grams = np.unique(codes)
    pairs = np.searchsorted(grams, codes)
    del codes
    pairs *= max(len(keys), 1)
    pairs += rows
    del rows
    pairs.sort()
    # numpy.unique would do, in ten times the time: it hashes what a comparison with the neighbour tells.
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    row = (pairs % max(len(keys), 1)).astype(np.int32)
    pairs //= max(len(keys), 1)
    counts = np.bincount(pairs, minlength=len(grams))
    idf = np.log((1 + len(keys)) / (1 + counts)) + 1
    squares = np.bincount(row, weights=idf[pairs] ** 2, minlength=len(keys))
    return {
        "grams": grams,
        "gram_ends": np.cumsum(counts),
        "postings": row,
        "idf": idf.astype(np.float32),
        "norms": (1 / np.sqrt(np.maximum(squares, 1e-9))).astype(np.float32),
    }


def _hashes(keys: Sequence[str]) -> NDArray[np.uint64]:
    """Sixty-four bits per key, the same in every process (Python's own hash is not)."""
    digests = b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in keys)
    return np.frombuffer(digests, np.uint64)


def _blob(texts: Iterable[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), np.uint8), ends


def _slice(blob: Array, ends: Array, row: int) -> str:
    start = int(ends[row - 1]) if row else 0
    return blob[start : int(ends[row])].tobytes().decode()


def _mapped(path: Path) -> Array:
    # An empty file cannot be mapped.
    array: Array
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:
        array = np.load(path, allow_pickle=False)
        if array.size:
            raise
    # A plain view: indexing an np.memmap makes a Python object per slice, which costs more than the slice.
    return array.view(np.ndarray)


_WORDS = 0.3  # weight of whole words beside that of n-grams
_WORDS_IN_A_SENTENCE = 0.7
ALTERNATIVE_WORTH = 0.8  # of an alternative label, ranking concepts for a sentence: vocabularies are generous with them
_LENGTH = 0.85  # how far a long title is marked down: 1 is the cosine, 0 not at all
_FEEDBACK = 0.3  # weight of the nearest texts in the second reading of a query
_NEAREST = 5
_BATCH = 200  # queries scored at once, to bound memory


def search_texts(queries: Sequence[str], corpus: Sequence[str], limit: int = 200) -> Iterator[list[tuple[int, float]]]:
    """For each query in turn, the (row, score) of the `limit` texts of `corpus` nearest to it, best first.

    Cosine over binary n-grams and words weighted by idf, with three changes. A word that many of the queries have
    ("in general", "and similar") says little about any: its weight falls with their own idf. Long texts are marked
    down a little less than a cosine does (pivoted length, Singhal et al. 1996). The query is read a second time
    with its five nearest texts added (pseudo-relevance feedback, Rocchio 1971).
    """
    if not corpus:
        yield from ([] for _ in queries)
        return
    keys, texts = [_best_key(text) for text in queries], [_best_key(text) for text in corpus]
    asked, known = _weighted(keys, texts, words=_WORDS, length=_LENGTH, formulas=True)
    across = known.T.tocsr()
    unit = _unit(known)
    for first in range(0, len(queries), _BATCH):
        batch = asked[first : first + _BATCH]
        near = [_highest(scores, _NEAREST) for scores in (batch @ across).toarray()]
        ends = np.cumsum([0, *(len(rows) for rows, _ in near)])
        rows, scores = (np.concatenate(part) for part in zip(*near, strict=True))
        feedback = _unit(csr_matrix((scores**3, rows, ends), (batch.shape[0], len(corpus))) @ unit)
        for line in ((batch * (1 - _FEEDBACK) + feedback * _FEEDBACK) @ across).toarray():
            yield list(zip(*(part.tolist() for part in _highest(line, limit)), strict=True))


def _best_key(text: str) -> str:
    return next(iter(variants(text)), "")


def rank_concepts(
    sentences: Sequence[str], labels: Sequence[str], concepts: Sequence[int], worth: Sequence[float], limit: int = 20
) -> Iterator[list[tuple[int, float]]]:
    """For each sentence in turn, the (concept, score) of the `limit` concepts it most likely speaks of, best first.

    A concept is as near as the nearest of its labels, of which `concepts` and `worth` (0 to 1) say whose they are and
    how much they count. Words tell more than letters here, and how rare a word is, is counted over concepts: one that
    has thirty ways to say "manage" makes the word no commoner.
    """
    if not labels:
        yield from ([] for _ in sentences)
        return
    whose, owners = np.unique(np.asarray(concepts, np.int64), return_inverse=True)
    order = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[order], np.arange(len(whose)))
    keys = [key(text) for text in labels]
    asked, known = _weighted(
        [key(text) for text in sentences], [keys[row] for row in order], owners[order], words=_WORDS_IN_A_SENTENCE
    )
    across = (diags(np.asarray(worth, np.float32)[order]) @ known).T.tocsr()
    for first in range(0, len(sentences), _BATCH):
        scores = (asked[first : first + _BATCH] @ across).toarray()
        for line in np.maximum.reduceat(scores, starts, axis=1):
            some, values = _highest(line, limit)
            yield list(zip(whose[some].tolist(), values.tolist(), strict=True))


def _weighted(
    queries: Sequence[str],
    texts: Sequence[str],
    owners: Array | None = None,
    *,
    words: float,
    length: float = 1.0,
    formulas: bool = False,
) -> tuple[csr_matrix, csr_matrix]:
    """Queries and texts (keys) as weighted rows over the same terms, n-grams and then words.

    Texts of the same of `owners` count once when counting how rare a term is. `words` is the weight of words beside
    that of n-grams, `length` how far a long text is marked down: 1 is the cosine, 0 not at all. With
    `formulas`, a term that many queries have weighs less.
    """
    keys = [*queries, *texts]
    vocabulary: dict[str, int] = {}
    split = [[vocabulary.setdefault(word, len(vocabulary)) for word in text.split()] for text in keys]
    in_row = np.repeat(np.arange(len(keys)), [len(row) for row in split])
    word_terms = np.fromiter((word for row in split for word in row), np.int64, len(in_row)), in_row
    asked, known = [], []
    for weight, (terms, rows) in ((1 - words, _codes(keys, slips=False)), (words, word_terms)):
        _, terms = np.unique(terms, return_inverse=True)
        counts = csr_matrix(
            (np.ones(len(terms), np.float32), (rows, terms)), (len(keys), int(terms.max(initial=0)) + 1)
        )
        counts.data[:] = 1
        theirs, ours = counts[: len(queries)], counts[len(queries) :]
        idf, their_idf = _idf(ours, owners), _idf(theirs) if formulas else np.float32(1)
        # A term that no text has is no reason to think less of the texts.
        idf[ours.getnnz(axis=0) == 0] = 0
        ours = ours @ diags(idf)
        lengths = np.sqrt(ours.multiply(ours).sum(axis=1)).A1
        lengths = np.maximum(lengths, 1e-9) ** length * max(lengths.mean(), 1e-9) ** (1 - length)
        known.append(diags(np.sqrt(weight) / lengths) @ ours)
        asked.append(_unit(theirs @ diags(idf * their_idf)) * np.sqrt(weight))
    return hstack(asked, "csr", np.float32), hstack(known, "csr", np.float32)


def _idf(counts: csr_matrix, owners: Array | None = None) -> Array:
    if owners is not None:
        counts = csr_matrix((np.ones(len(owners), np.float32), (owners, np.arange(len(owners))))) @ counts
    return (np.log((1 + counts.shape[0]) / (1 + counts.getnnz(axis=0))) + 1).astype(np.float32)


def _unit(rows: csr_matrix) -> csr_matrix:
    """`rows` scaled to length 1; empty ones stay empty."""
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1)).A1
    return diags(1 / np.maximum(lengths, 1e-9)).astype(np.float32) @ rows


def _highest(scores: Array, limit: int) -> tuple[Array, Array]:
    """Where the at most `limit` highest scores above zero are, and what; highest first, ties in order."""
    some = np.argpartition(-scores, limit)[:limit] if limit < len(scores) else np.arange(len(scores))
    some = some[scores[some] > 0]
    some = some[np.lexsort((some, -scores[some]))]
    return some, scores[some]
