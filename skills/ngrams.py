"""Finding labels by their letters: a memory-mapped index of character n-grams, and ranked runs over given texts.

Pure: texts and integers in, rows and scores out; no database and no settings. A label is filed under the key of
each of its variants (`folding.variants`). A search walks the postings of the query's n-grams, rarest first, adds
their squared idf into one cosine per key, and lets rapidfuzz order the best few dozen.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

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


def _codes(keys: Sequence[str], *, still_typing: bool = False) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The n-grams of `keys` as numbers, and the row of the key each belongs to; both (m,), doubles included.

    Three letters within a word and its surrounding spaces, and the first letter of a word with the space before
    it. The end of the last word says nothing while it is being typed.
    """
    joined = "\n".join(f" {text} " for text in keys)
    signs = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.int64)
    rows = np.cumsum(signs == 10, dtype=np.int32)
    if still_typing:
        signs, rows = signs[:-1], rows[:-1]
    blank = (signs == 32) | (signs == 10)
    pair = blank[:-1] & ~blank[1:]
    three = ~blank[1:-1] & (signs[:-2] != 10) & (signs[2:] != 10)
    pairs = signs[1:][pair]
    threes = (signs[:-2] << 2 * _PLANES | signs[1:-1] << _PLANES | signs[2:])[three]
    return np.concatenate([pairs, threes]), np.concatenate([rows[1:][pair], rows[1:-1][three]])


def _postings(keys: Sequence[str]) -> dict[str, Array]:
    """The inverted file of `keys`; idf as scikit-learn's TfidfTransformer has it: ln((1 + n) / (1 + df)) + 1."""
    codes, rows = _codes(keys)
    grams, gram_of = np.unique(codes, return_inverse=True)
    pairs = np.sort(gram_of.astype(np.int64) * max(len(keys), 1) + rows)
    # numpy.unique would do, in ten times the time: it hashes what a comparison with the neighbour tells.
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    gram, row = np.divmod(pairs, max(len(keys), 1))
    counts = np.bincount(gram, minlength=len(grams))
    idf = np.log((1 + len(keys)) / (1 + counts)) + 1
    squares = np.bincount(row, weights=idf[gram] ** 2, minlength=len(keys))
    return {
        "grams": grams,
        "gram_ends": np.cumsum(counts),
        "postings": row.astype(np.int32),
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
