"""Which language a text is written in, as far as one can tell without a model.

Arabic has its own letters. The others give themselves away by their small words and, in a title too short to have
any, by a few letters and endings. Good enough to choose which labels come first; never shown as a fact.
"""

import re
from collections import Counter

_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?=['’]?)")

# The small words of each language, those that CVs and vacancies are full of; a word may count for several.
SMALL_WORDS = {
    "en": "the of and in to a for with is on as at by an or from you your we our i my are be will have has this that"
    " which who not it their they was were can may about all more must should",
    "fr": "le la les de des du et en un une dans pour avec sur au aux par ce cette qui que est sont être vous votre nos"
    " notre nous je mon mes il elle ou à d l qu plus ne pas son ses leur leurs chez sans entre",
    "es": "el la los las de del y en un una para con por al que es son ser usted su sus nuestro nuestra se o como más"
    " no lo mi mis sobre desde hasta sin entre e está están",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er"
    " hat dass sie nach wird bei einer um am sind noch wie einem über oder wir ich ihre zum zur",
    "it": "il lo la i gli le di e in un una per con del della dei delle che è sono al alla da dal non si su come nel"
    " nella o anche più loro ai alle tra",
    "pt": "o a os as de do da dos das e em um uma para com por ao à no na nos nas que é são se ou como mais não seu"
    " sua",
    "nl": "de het een en van in op te voor met is zijn dat die aan bij om als ook of door naar uit er worden wordt"
    " niet je wij ons onze jij",
}
# What only one of them has, or nearly: tried on single words, so each weighs less than a small word.
_SHAPES = {
    "en": r"(ing|ment|ship|tion|er|ness|ist|ly|ght|y)$|w|th|sh|ck",
    "fr": r"(eur|euse|eurs|euses|trice|ière|ier|iers|ien|ienne|age|aire|iste|eaux|ère|ée?s?|ement)$|[çœèêùûâîôë]|qu|ou",
    "es": r"(dor|dora|dores|ción|ero|era|eros|eras|ista|ario|aria|ico|ica|ador|ar|ir|o|os|as)$|[ñ¿¡íóúá]|ll",
    "de": r"(ung|ungen|keit|heit|schaft|ier|in|innen|er|mann|frau|kraft)$|[äöüß]|sch|ei|ch|tz",
    "it": r"(zione|zioni|tore|trice|tori|aio|aia|iere|iera|ista|ità|ico|ica|ti|re|i)$|[ìòù]|gli|cch|zz|gn",
    "pt": r"(ção|ções|dor|dora|eiro|eira|ista|ário|ária|ade|em|ão|ões)$|[ãõç]|lh|nh",
    "nl": r"(ing|heid|schap|eur|ster|aar|man|vrouw|er|en|ijk)$|ij|oe|aa|ee|oo|uu|sch",
}
_SMALL = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
_SHAPE = {language: re.compile(pattern) for language, pattern in _SHAPES.items()}


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text` (ar de en es fr it nl pt), or None where nothing tells."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if not latin:
        return None
    # A CV in Arabic names its machines and programs in Latin letters.
    if arabic * 2 > latin - arabic:
        return "ar"
    points: Counter[str] = Counter()
    for word in _WORD.findall(text.lower())[:400]:
        for language, small in _SMALL.items():
            if word in small:
                points[language] += 10
            elif len(word) > 2:
                points[language] += len(_SHAPE[language].findall(word))
    (first, most), (_, second) = [*points.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > second else None
