"""Whether two names may be one person's, over scripts and spellings: محمد and Mohammed, بن علي and Benali. Pure.

A name is heard, not read: a word of it becomes the consonants it is spoken with and the vowels between them, as far as
its spelling tells. Arabic leaves short vowels out, so that ك ر م may be Karam or Karim; Latin spellings disagree about
vowels, so that Zohra may be Zahra; but neither makes Amina of Amine. `keys` keeps the consonants only and finds whom to
look at; `likeness` weighs the vowels too and says how sure one may be.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, permutations, product

from rapidfuzz import fuzz

ALIKE = 0.87  # from here on two names are taken to be spellings of one


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one script."""

    given: str
    family: str = ""


def keys(given: str, family: str) -> set[str]:
    """What spellings of one name have in common: two names that may be one share a key, in whatever order given and
    family name were written and whichever of several given names was left out. Stable: it may be stored blind."""
    firsts, lasts = _spoken(given), _spoken(family)
    if not lasts and len(firsts) > 1:
        # The whole name in one field.
        return {"+".join(sorted(map(_key, pair))) for pair in combinations(firsts, 2)}
    if not lasts:
        return {f"{key}+" for key in _keys(firsts)}
    return {"+".join(sorted(pair)) for pair in product(_keys(firsts), _keys(lasts))}


def word_keys(name: str) -> set[str]:
    """As `keys`, of the given or the family name alone."""
    return _keys(_spoken(name))


def likeness(one: Name, other: Name) -> float:
    """From 0 to 1 how likely two names are spellings of one; ALIKE and more is worth a human's look.

    Words are paired as they fit best, whichever of them was called given or family name. The worst pair counts as much
    as all of them together, and each word without a partner takes something off.
    """
    return max(
        (_paired(left, right) for left, right in product(_ways(one), _ways(other)) if left and right), default=0.0
    )


# Words

_ARABIC = re.compile(r"[\u0621-\u064a\u0671\u067e\u0686\u06a4\u06af]")
_MARK = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`´‘](?=\w)")
_DIGITS = str.maketrans({"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "q"})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ARTICLES = _set("el al l ul ad ed ud es as us er ar ur en an un ez az uz et at ut ech ach esh ash ال")
_NO_ARTICLE = _set("الياس الهام الفه البير")
# Written apart or as one with the word behind.
_SONS = {
    **{"ben": "ben", "bin": "ben", "ibn": "ben", "bent": "bent", "bint": "bent", "bou": "bou", "abou": "abou"},
    **{"abu": "abou", "ait": "ait", "ould": "ould", "ouled": "ouled", "oulad": "ouled", "abd": "abd", "abdul": "abd"},
    **{"abdel": "abd", "abdoul": "abd", "abdal": "abd", "بن": "بن", "ابن": "بن", "بنت": "بنت", "بو": "بو"},
    **{"ابو": "ابو", "ايت": "ايت", "ولد": "ولد", "اولاد": "اولاد", "عبد": "عبد"},
}
_FAITH = _set("din dine deen ddin ddine eddine eddin uddin addin دين")
_GOD = _set("allah ellah ullah ollah alla ella llah lah الله لله")
_TITLES = _set("moulay mulay sidi lalla lala hadj haj hajj elhadj elhaj hajja مولاي سيدي لالا لاله حاج حاجه")
_ALIASES = {
    **dict.fromkeys(("med", "mohd", "md", "mhd", "mohamad"), "mohamed"),
    **dict.fromkeys(("fatim", "fatma"), "fatima"),
    **dict.fromkeys(("cheick", "cheik", "sheik"), "cheikh"),
}


@lru_cache(maxsize=20_000)
def _spoken(text: str) -> tuple[_Word, ...]:
    """The words of a name as they sound; "Ben", "Abd" and "-eddine" belong to the word beside them."""
    parts: list[str] = []
    for part in _parts(text):
        if parts and part in _GOD:
            parts[-1] += "-الله" if _ARABIC.match(part) else "-alla"
        elif parts and part in _FAITH:
            parts[-1] += "-دين" if _ARABIC.match(part) else "-din"
        elif parts and parts[-1] in _SONS.values():
            # The hyphen keeps "d" and "h" of Abd el-Hak from being read as one letter.
            parts[-1] += "-" + (part.removeprefix("ال") if parts[-1] == "عبد" and len(part) == 4 else part)
        else:
            parts.append(_SONS.get(part, part))
    named = [part for part in parts if part not in _TITLES]
    return tuple(word for part in named or parts if (word := _sound(part)))


def _parts(text: str) -> list[str]:
    """`text` as words without accents, case and articles."""
    # An alif with its hamza begins a name, never an article: إلياس. It is kept apart until articles are gone.
    text = re.sub("[أإآ]", "ٱ", text.replace("ç", "s").replace("Ç", "s"))
    plain = _MARK.sub("", unicodedata.normalize("NFKD", text).casefold())
    words = [word for word in re.split(r"[\W_]+", _APOSTROPHES.sub("", plain)) if word]
    if len(words) > 1:
        # The last word is a name, whatever it looks like.
        words = [word for word in words[:-1] if word not in _ARTICLES] + words[-1:]
    return [bare for word in words for bare in _without_article(word)]


def _without_article(word: str) -> list[str]:
    """A word without the article written onto it, and "Abd" before what it serves."""
    if _ARABIC.match(word):
        if word in _GOD or word in _NO_ARTICLE:
            return [word]
        if word.startswith("عبدال") and len(word) > 6:
            return ["عبد", word[3:] if word[3:] in _GOD else word[5:]]
        for ending, set_apart in (("الدين", "دين"), ("الله", "الله")):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return [*_without_article(word.removesuffix(ending)), set_apart]
        return [(word[2:] if word.startswith("ال") and len(word) >= 5 else word).replace("ٱ", "ا")]
    word = word.translate(_DIGITS) if not word.isdecimal() else ""
    word = _ALIASES.get(word, word)
    if not word or word in _GOD or word in _FAITH:
        return [word] if word else []
    if served := _SERVANT.match(word):
        return ["abd", "allah" if served["whom"] in _GOD else served["whom"]]
    if faith := _OF_FAITH.match(word):
        return [faith["what"], "din"]
    if god := _OF_GOD.match(word):
        return [god["what"], "allah"]
    article = _WRITTEN_ARTICLE.match(word)
    return [word[article.end() :] if article else word]


# Abderrahmane, Abdelkader, Abdurahman; Noureddine, Badreddin; Nasrallah.
_SERVANT = re.compile(r"abd[aeiou]{1,2}(?:l|([rsnztd])(?=\1)|(?=r?ahm|ch|sh))(?P<whom>\w{3,})$")
_OF_FAITH = re.compile(r"(?P<what>\w{3,}?)(?:[euai]?dd|[eu]d)(?:ine?|een)$")
_OF_GOD = re.compile(r"(?P<what>\w{3,}?)(?:[aeu]|ou)l?lah$")
# Essaidi, Elghazi, Alsaidi, Lghazi; but not Elias, Alami, Assia, Leila.
_WRITTEN_ARTICLE = re.compile(
    r"e([srnztd])(?=\1\w{2})|a([srnztd])(?=\2\w{4})|el(?=[^aeiouy]\w{3}|\w{5})|al(?=[^aeiouyl]\w{4})|l(?=[^aeiouylh]\w{2})"
)


# Sounds


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it sounds: its consonants, and before, between and behind them what is known of the vowels.

    Latin vowels: a i u o, and e for any short one. Arabic ones: A I U for letters written, Y for A or I, ' for a letter
    that carries any vowel. ~ at the end: an h that hardly sounds.
    """

    consonants: str
    vowels: tuple[str, ...]
    arabic: bool
    # Read with "th" and "sh" as two letters each: Fathi, Ishak.
    apart: _Word | None = None

    @property
    def flat(self) -> str:
        out = "".join(vowel + consonant for vowel, consonant in zip(self.vowels, self.consonants + " ", strict=True))
        return out.lower().replace("y", "a").strip(" '~")


_ARABIC_SOUNDS = {
    **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhhddrzs$sdtdgfkklmnh", strict=True)),
    **{"گ": "g", "ڤ": "f", "پ": "b", "چ": "j"},
    **{"ا": "A", "و": "U", "ي": "I", "ى": "Y", "ة": "A", "ع": "'", "ء": "'"},
}
_LATIN_SOUNDS = (
    (r"tch|sch|ch|sh", "$"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("dj", "j"),
    ("ck", "k"), ("qu?", "k"), ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k"), ("gu(?=[eiy])", "g"),
    ("p", "b"), ("v", "f"), ("ou|oo|ow|w", "u"), ("ee|y", "i"),
)  # fmt: skip
_VOWELS = "aeiouAIUY'~"


@lru_cache(maxsize=20_000)
def _sound(part: str) -> _Word | None:
    """How a word sounds; None if it has no letter we know."""
    if _ARABIC.match(part):
        return _laid_out(_arabic_sounds(part), arabic=True)
    word = _laid_out(_latin_sounds(part))
    if word and (apart := re.sub("(?<=[tsd])h", "-h", part)) != part:
        return replace(word, apart=_laid_out(_latin_sounds(apart)))
    return word


def _laid_out(sounds: str, arabic: bool = False) -> _Word | None:
    sounds = re.sub(r"(.)\1+", r"\1", sounds)
    if not sounds:
        return None
    consonants, vowels = "", [""]
    for sound in sounds:
        if sound in _VOWELS:
            vowels[-1] += sound
        else:
            consonants += sound
            vowels.append("")
    return _Word(consonants, tuple(vowels), arabic)


def _latin_sounds(part: str) -> str:
    for spelled, sounded in _LATIN_SOUNDS:
        part = re.sub(spelled, sounded, part)
    part = re.sub(r"(?<=[aeiou])h$", "~", re.sub("[^a-z$]", "", part))
    return re.sub(r"(?<=[^aeiou~])e$", "", part)


def _arabic_sounds(part: str) -> str:
    sounds = "".join(_ARABIC_SOUNDS.get(letter, "") for letter in part)
    if part.endswith("اة"):
        sounds = sounds[:-1] + "t"  # حياة, Hayat
    if part.startswith("ا"):
        sounds = "'" + sounds[1:]
    if len(part) > 2 and part[-1] in "هحخ":
        # What looks like ه at the end is mostly ة; a breath that is one is not heard.
        sounds = sounds[:-1] + ("A" if part[-1] == "ه" and part[-2] not in "اي" else "~")
    return sounds


def _keys(words: tuple[_Word, ...]) -> set[str]:
    """The keys of each word of a name and of all of them as one: "Fatima Zahra", "Fatimazahra"."""
    whole = [*words, _joined(words)] if len(words) > 1 else words
    return {_key(word) for one in whole for word in (one, one.apart, *_without_spoken_article(one)) if word}


def _key(word: _Word) -> str:
    consonants = word.consonants.replace("g", "k")
    if len(consonants) > 1:
        return consonants
    # Too little to tell names apart: the vowels that both scripts write help.
    heard = re.sub(r"(.)\1+", r"\1", re.sub("[^iu]", "", "".join(word.vowels).lower()))
    return consonants + (heard or "a")


def _without_spoken_article(word: _Word) -> list[_Word]:
    """Larbi is العربي too: the article as it is spoken, before a vowel that may be its own."""
    if word.arabic or not word.consonants.startswith("l") or word.vowels[0] or not word.vowels[1].startswith("a"):
        return []
    rest = word.vowels[1:]
    return [
        _Word(word.consonants[1:], vowels, False) for vowels in ({rest, ("", *rest[1:])} if rest[0] == "a" else {rest})
    ]


# Comparing


def _joined(words: tuple[_Word, ...]) -> _Word:
    whole = words[0]
    for word in words[1:]:
        inner = whole.vowels[-1].replace("~", "") + word.vowels[0]
        vowels = (*whole.vowels[:-1], inner, *word.vowels[1:])
        whole = _Word(whole.consonants + word.consonants, vowels, whole.arabic and word.arabic)
    return whole


def _ways(name: Name) -> list[tuple[_Word, ...]]:
    """The words of a name one by one, and with the given names as one."""
    given, family = _spoken(name.given), _spoken(name.family)
    ways = [given + family]
    if len(given) > 1:
        ways.append((_joined(given), *family))
    return ways


_LONELY = 0.06  # what a word without a partner takes off


def _paired(one: tuple[_Word, ...], other: tuple[_Word, ...]) -> float:
    few, many = sorted((one[:5], other[:5]), key=len)
    best = 0.0
    for order in permutations(many, len(few)):
        likes = [_alike(left, right) for left, right in zip(few, order, strict=True)]
        best = max(best, 0.8 * min(likes) + 0.2 * sum(likes) / len(likes))
    lonely = len(many) - len(few)
    # One word against two or more: a given name without a family name says little.
    return best - lonely * (_LONELY if len(few) > 1 else 3 * _LONELY)


@lru_cache(maxsize=20_000)
def _alike(one: _Word, other: _Word) -> float:
    """From 0 to 1: how likely two words are one name."""
    if one.apart or other.apart:
        return max(
            _alike(left, right)
            for left in (replace(one, apart=None), one.apart)
            for right in (replace(other, apart=None), other.apart)
            if left and right
        )
    if one.consonants.replace("g", "k") != other.consonants.replace("g", "k"):
        for short, long in ((one, other), (other, one)):
            if "l" + short.consonants == long.consonants:
                return max((_alike(short, bare) for bare in _without_spoken_article(long)), default=0.08) - 0.08
        return 0.95 * (fuzz.ratio(one.flat, other.flat) + fuzz.ratio(one.consonants, other.consonants)) / 200
    last = len(one.vowels) - 1
    cost = 0.1 * sum(left != right for left, right in zip(one.consonants, other.consonants, strict=True))
    before = ""
    for at, (left, right) in enumerate(zip(one.vowels, other.vowels, strict=True)):
        place = "end" if at == last else "start" if at == 0 else "late" if at == last - 1 else "between"
        if one.arabic == other.arabic:
            cost += (_both_arabic if one.arabic else _both_latin)(left, right, place)
        else:
            written, heard = (left, right) if one.arabic else (right, left)
            # In خالد the i is short, in رشيد it is written: the last syllable sounds its long vowel.
            closed = place == "late" and not one.vowels[-1] and "A" not in before
            cost += _arabic_and_latin(written, heard, place, closed and (last < 4 or "u" in heard))
            before = written
    return max(0.0, 1 - 0.28 * cost)


def _both_arabic(one: str, other: str, place: str) -> float:
    if one == other:
        return 0.0
    left, right = (text.replace("'", "").replace("~", "") for text in (one, other))
    if left == right:
        return 0.5 if place == "start" else 0.1
    if "Y" in left + right and left.replace("Y", "A") == right.replace("Y", "A"):
        return 0.0
    return 0.8


def _both_latin(one: str, other: str, place: str) -> float:
    breath = "~" in one + other
    one, other = (_settled(text) for text in (one, other))
    if one == other:
        return 0.05 * breath
    if not one or not other:
        there = one or other
        if place == "end":
            return 0.15 if breath else 0.7
        if place == "start":
            return {"e": 0.3, "i": 0.4}.get(there, 0.6)
        return {"e": 0.1, "a": 0.2, "o": 0.3}.get(there, 0.6)
    if "e" in (one, other):
        there = other if one == "e" else one
        return 0.5 if place == "end" else {"a": 0.1, "i": 0.1, "o": 0.15, "u": 0.25}.get(there, 0.4)
    if {one, other} in ({"o", "u"},):
        return 0.05
    if {one, other} == {"a", "o"}:
        return 0.6 if place == "start" else 0.25
    if len(one) > 1 or len(other) > 1:
        short, long = sorted((one, other), key=len)
        if short in long:
            return 0.15 if place in ("between", "late") and short[-1] == long[-1] else 0.6
        return 0.25 if short.replace("o", "u") in long.replace("o", "u") else 0.7
    return 0.8


def _settled(vowels: str) -> str:
    """Latin vowels without the e that only colours another, and o before u as u."""
    vowels = vowels.replace("~", "")
    if len(vowels) > 1:
        vowels = re.sub("^ie", "ia", vowels).replace("e", "") or "e"
        vowels = vowels.replace("ou", "u")
    return re.sub(r"(.)\1+", r"\1", vowels)


_MEETS = {"A": {"a": 0.0, "e": 0.1, "o": 0.25}, "I": {"i": 0.0, "e": 0.05}, "U": {"u": 0.0, "o": 0.0, "e": 0.4},
          "Y": {"a": 0.0, "i": 0.0, "e": 0.1}}  # fmt: skip


def _arabic_and_latin(arabic: str, latin: str, place: str, closed: bool) -> float:
    """What it costs to hear the letters of one in the vowels of the other."""
    carriers = arabic.count("'")
    letters = arabic.replace("'", "").replace("~", "")
    breath = "~" in arabic + latin
    heard = re.sub(r"(.)\1+", r"\1", latin.replace("~", ""))
    cost, at = 0.0, 0
    for letter in letters:
        meets = _MEETS[letter]
        fitting = [(meets[vowel], where) for where, vowel in enumerate(heard) if where >= at and vowel in meets]
        if fitting:
            least, where = min(fitting)
            cost += least
            at = where + 1
        else:
            cost += 0.7 if place == "end" else 0.6
    left = len(heard) - len(letters)
    if letters:
        # Nothing is heard behind a long a: سعاد is not Said.
        if letters[-1] == "A" and not arabic.endswith("'") and at < len(heard):
            cost += 0.6
        # Nor is anything before the last one that is not written: رضا is not Radia.
        if place == "end":
            written = letters.lower().replace("y", "a" if "a" in heard else "i")
            cost += 0.6 * len(set(heard) & {"i", "u"} - set(written))
        return cost + 0.2 * max(0, left - 1 - carriers - letters.count("U") - letters.count("I"))
    if place == "end":
        return cost + (0.0 if not heard or carriers else 0.15 if breath else 0.7 if "a" in heard else 0.5)
    if len(heard) > 1 + carriers:
        return cost + (0.35 if _settled(heard) not in ("i", "a", "u", "o", "e") else 0.12)
    if place == "start" and bool(carriers) != bool(heard):
        return cost + (0.35 if carriers else 0.6)
    if heard in ("i", "u"):
        return cost + (0.6 if closed and not carriers else 0.1)
    return cost
