"""What two spellings of the same words have in common.

`fold` works on letters: it forgets case, accents, punctuation and the letters that Arabic spelling leaves to
taste. `key` works on words: it also forgets plural and gender, so that "soudeuses" and "soudeur" meet. Both are
for comparing, never for showing. Neither knows or asks which language it reads: a rule is kept only if it does
no harm in the others.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_MARK = re.compile(f"[{_MARKS}\u0640]")
# C, C++ and C# are three skills, and ".NET" is a name, not the end of a sentence.
_WORD = re.compile(rf"(?<!\w)\.net\b|[^\W_](?:[^\W_]|[{_MARKS}])*(?:(?<=[^\W\d_])(?:\+\+|#)(?!\w))?", re.IGNORECASE)
_LETTERS = str.maketrans(
    {
        **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
        **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
        "ٱ": "ا",
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "گ": "ك",
        "ݣ": "ك",
        "ڭ": "ك",
        "ڤ": "ف",
        "ڥ": "ف",
        "پ": "ب",
        "چ": "ج",
        "ء": "",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)
# Arabic written in Latin letters on a phone borrows the digits that look like the missing letters.
_DARIJA = {"2": "", "3": "a", "5": "kh", "7": "h", "8": "gh", "9": "q"}
_VOWELS = frozenset("aeiouy")


class Word(NamedTuple):
    """A word of a text: where it stands (characters, end exclusive) and how it folds."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order, with their places in it."""
    for match in _WORD.finditer(text):
        folded = _fold_word(match.group())
        if folded:
            yield Word(match.start(), match.end(), folded)


def fold(text: str) -> str:
    """`text` as folded words with one space between: "L’Électricien  d'usine" gives "l electricien d usine"."""
    return " ".join(word.folded for word in words(text))


def key(text: str) -> str:
    """`text` folded, each word without plural and gender: what labels are looked up by."""
    return " ".join(stem(word.folded) for word in words(text))


def variants(text: str) -> list[str]:
    """The keys under which a label can be found, best first, without doubles.

    A label may be a pair of genders ("soudeur/soudeuse", "Agent / Agente d'entretien") and may end in an
    explanation in brackets ("Java (computer programming)"). Each side, and the part before the bracket, stand for
    the label as well. A slash between different words ("web/multimedia developer") is only punctuation.
    """
    bare = text[: text.rindex("(")] if text.endswith(")") and "(" in text else text
    found: dict[str, None] = {}
    for form in dict.fromkeys((bare, text)):
        sides = _one_gender([side for side in map(key, form.split("/")) if side]) if "/" in form else []
        found.update(dict.fromkeys(sides or [key(form)]))
    found.pop("", None)
    return list(found)


def _one_gender(sides: list[str]) -> list[str]:
    """The sides of a pair that can stand alone, or none if the sides are not forms of one title."""
    if len(sides) != 2:
        return []
    left, right = (side.split() for side in sides)
    if left[0] != right[0]:
        return []
    # "Agent / Agente d'entretien": what follows the second word belongs to both.
    return [sides[1]] if right[: len(left)] == left else sides


@lru_cache(maxsize=200_000)
def _fold_word(word: str) -> str:
    if word.isascii():
        word = word.lower()
    else:
        # Twice: NFKD opens ligatures and hamza letters, casefold may leave something to open.
        word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
        word = "".join(_WORD.findall(_MARK.sub("", word).translate(_LETTERS)))
        # The article is written onto its word. Three letters must remain, so that "آلة" (machine) stays itself.
        if word.startswith("ال") and len(word) >= 5:
            word = word[2:]
    if word == ".net":
        return "dotnet"
    return word if word.isalpha() or word.isdecimal() else _without_darija(word)


def _without_darija(word: str) -> str:
    """Reads 3 7 9 5 2 8 as letters where they stand among Latin letters, and leaves "mp3", "h2o", "3d" alone.

    Such a word has three letters or more and a vowel; each digit stands alone, before a letter or after a vowel.
    """
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) < 3 or not word.isascii() or _VOWELS.isdisjoint(letters):
        return word
    out = []
    for at, sign in enumerate(word):
        if sign.isdigit():
            before, after = word[at - 1 : at], word[at + 1 : at + 2]
            alone = not before.isdigit() and not after.isdigit()
            if sign not in _DARIJA or not alone or not (after.isalpha() or before in _VOWELS):
                return word
            sign = _DARIJA[sign]
        out.append(sign)
    return "".join(out).replace("aa", "a")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without plural and gender: "soudeuses" and "soudeur" give "soudeur", "operadoras" "operador".

    Deliberately light, and the same for every language: a wrong cut costs little since both sides are cut alike.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if not word.isascii():
        for ending in ("ات", "ون", "ين", "يه", "ه"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
        return word
    if word.endswith("ing") and len(word) >= 7:
        word = word[:-3]
    else:
        if word.endswith("eaux") or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            word = word[:-1]
        if len(word) >= 5 and word[-1] in "aeo":
            word = word[:-1]
    if len(word) >= 5:
        if word.endswith("eus"):
            word = word[:-1] + "r"
        elif word.endswith("tric"):
            word = word[:-3] + "eur"
        elif word[-1] == word[-2]:
            word = word[:-1]
        elif word[-1] in "vy":
            word = word[:-1] + ("f" if word[-1] == "v" else "i")
    return word
