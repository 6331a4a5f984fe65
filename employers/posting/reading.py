"""What the pasted text of an opening says, field by field, each with the words that show it: proposals, no more.

Nothing is taken over before somebody ticks it, so the patterns here would rather miss a thing than guess one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from accounts.templatetags.house import language_name
from employers.models import Opening, Period
from returnees.models import Licence
from skills.extract import extract
from skills.findings import NO_LEVEL, evened, languages_asked, tongues, years_asked
from skills.guess import guess_language
from skills.models import Concept
from skills.suggest import preferred_labels, suggest

MOST_READ = 20_000  # letters
MOST_TASKS = 4000
_MOST_SKILLS = 12
_SHOWN = 160  # letters of the words that show a proposal
_TITLE = 120
_WORDS = 0.9  # from here on a label stands in the text word for word
_SURE = 0.87  # a title this near to a label names the occupation

_SENTENCE_END = re.compile(r"\n|(?<=[\w)])[.;!?؟](?:\s|$)")
_CLAUSE_END = re.compile(r"[\n,;،؛]|(?<=[\w)])[.!?؟](?:\s|$)")
_ENDS = " \t.,;:|/-–—•*·()[]«»\"'،؛!"
# What stands before the name of the work in the first line of an advertisement.
_LEADS_IN = re.compile(
    r"^\W*(?:(?:nous|on) (?:recherchons|recrutons|cherche|cherchons)|(?:we(?:'re| are)?) (?:looking for|hiring)"
    r"|recherch(?:e|ons)|recrut(?:e|ons|ement)|cherch(?:e|ons)|wanted|hiring|offre d'emploi|job offer|poste(?: de| à)?"
    r"|مطلوب|نبحث عن|نوظف|توظيف|عرض عمل|فرصة عمل)\s*[:\-–]?\s*(?:d'|de |des |un |une |an? |\d{1,2} )*",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s[-–—|•@/]\s|[|\t,;:(،؛]|\.(?:\s|$)|\s(?:at|chez|pour|for|with|avec|à|in|لدى|في)\s", re.IGNORECASE)
_AMOUNT = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,7}(?:[.,]\d{1,2})?"
_CURRENCY = (
    r"MAD|dhs?|dirhams?|TND|DT|dinars?|XOF|F\s?CFA|FCFA|CFA|NGN|nairas?|₦|EUR|euros?|€|درهما?|دراهم|دينارا?|دنانير"
    r"|فرنكا?|نيرة"
)
_WAGE = re.compile(
    rf"(?<![\w.,])(?P<low>{_AMOUNT})(?:\s*(?:{_CURRENCY})?\s*(?:[-–—/]|\bà\b|\bto\b|\bet\b|\band\b|إلى|الى|و)\s*"
    rf"(?P<high>{_AMOUNT}))?\s*(?:{_CURRENCY})(?!\w)(?P<after>[^\n.;]{{0,40}})",
    re.IGNORECASE,
)
_PERIODS = (
    (Period.HOUR, re.compile(r"(?:/|par|per|an|de l'|في|لل)\s*(?:h\b|heure|hour|ساعة|ال?ساعة)", re.IGNORECASE)),
    (Period.DAY, re.compile(r"(?:/|par|per|a|في|لل)\s*(?:j\b|jour|day|يوم|اليوم)|يوميا", re.IGNORECASE)),
)
_NET = re.compile(r"\bnets?\b|صافي", re.IGNORECASE)
_HOURS = re.compile(
    r"(?<!\d)(\d{2})\s*(?:h|heures?|hours?|ساعة)\s*(?:/|par|per|a|de|في|ب)?\s*(?:travail\s*(?:/|par)\s*)?"
    r"(?:sem\b|semaine|week|ال?أسبوع|اسبوع)",
    re.IGNORECASE,
)
_POSTS = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:postes?|posts?|vacanc(?:y|ies)|positions?|مناصب|منصبا?|وظائف)(?!\w)", re.IGNORECASE
)
_MANY = re.compile(
    r"\W*(?:recrut\w+|recherch\w+|cherch\w+|hiring|wanted|مطلوب|توظيف)\s*:?\s*(\d{1,2})(?!\d)", re.IGNORECASE
)
_WISHED = re.compile(
    r"souhait\w+|un plus|atout|appréci\w+|préfér\w+|preferred|desirable|advantage|a plus|nice to have|يفضل|ميزة|مستحب",
    re.IGNORECASE,
)
_CONTRACTS = (
    (Opening.Contract.PERMANENT, r"\bCDI\b|durée indéterminée|permanent|open-ended|عقد دائم|غير محدد المدة"),
    (Opening.Contract.FIXED_TERM, r"\bCDD\b|durée déterminée|fixed[- ]term|عقد محدد|محدد المدة"),
    (Opening.Contract.AGENCY_WORK, r"\bint[ée]rim(?:aire)?\b|agency work|temporary agency|عمل مؤقت"),
    (Opening.Contract.SEASONAL, r"saisonni(?:er|ère)|seasonal|موسمي"),
    (Opening.Contract.APPRENTICESHIP, r"apprentissage|apprenti|apprenticeship|تدرج مهني|تلمذة"),
    (Opening.Contract.INTERNSHIP, r"\bstage\b|stagiaire|internship|تدريب مدفوع"),
)
_TERM = re.compile(
    r"(?:\bCDD\b|contrat|contract|عقد|durée|duration)[^\n.;]{0,25}?(\d{1,2})\s*(?:mois|months?|أشهر|اشهر|شهرا)",
    re.IGNORECASE,
)
_LICENCES = (
    (Licence.CE, r"permis (?:de conduire )?(?:catégorie )?(?:CE|EC)\b|(?:licen[cs]e|category) CE\b"),
    (Licence.C, r"permis (?:de conduire )?(?:catégorie )?C\b|(?:licen[cs]e|category) C\b|permis poids lourds?"),
    (Licence.D, r"permis (?:de conduire )?(?:catégorie )?D\b|(?:licen[cs]e|category) D\b"),
    (
        Licence.B,
        r"permis (?:de conduire )?(?:catégorie )?B\b|(?:licen[cs]e|category) B\b|driving licen[cs]e(?! [A-Z])"
        r"|permis de conduire(?! (?:[A-Z]|catégorie))|رخصة (?:ال)?(?:سياقة|قيادة)",
    ),
    (Licence.FORKLIFT, r"\bCACES\b|permis (?:de )?cariste|forklift (?:licen[cs]e|permit)|رخصة (?:ال)?رافعة شوكية"),
    (Licence.CRANE, r"permis (?:de )?grue|crane (?:licen[cs]e|permit)"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a text says. `field`: what it is about; `values`: what the forms would be sent; `name`: the same
    for a reader; `shown`: the words that say it."""

    key: str
    field: str
    values: dict[str, list[str]]
    name: str
    shown: str


def propose(text: str, language: str) -> list[Piece]:
    """The pieces of a text in whatever language, in the order in which the forms ask for them; concepts are named in
    the reader's `language`. The same text gives the same pieces."""
    text = evened(text[:MOST_READ])
    written_in = guess_language(text) or language
    return [
        *_work(text, written_in, language),
        *_figures(text),
        *_skills(text, written_in, language),
        *_languages(text),
        *_licences(text),
        *_wages(text),
        *_tasks(text),
    ]


def _work(text: str, written_in: str, language: str) -> Iterator[Piece]:
    first = next((line for line in text.splitlines() if line.strip(_ENDS)), "")
    headed = _CUT.split(_LEADS_IN.sub("", first))[0].strip(_ENDS)
    found = extract(text[:2000], written_in, kind="occupation", limit=5)
    named = next((one for one in found if one.score >= _WORDS), None)
    title = headed if headed and len(headed) <= _TITLE else ""
    if named and not title:
        title = text[named.start : named.end].strip(_ENDS)
    if title:
        title = title[:1].upper() + title[1:]
        yield Piece("title", "title", {"title": [title]}, title, _line(first))
    near = suggest(title[:80], written_in, kind="occupation", limit=1, typing=False) if title else []
    if near and near[0].score >= _SURE:
        occupation, shown = near[0].concept_id, _line(first)
    elif named:
        occupation, shown = named.concept_id, _around(text, named.start)
    else:
        return
    label = preferred_labels([occupation], language).get(occupation, "")
    yield Piece("occupation", "occupation", {"occupation": [label], "meant": [str(occupation)]}, label, shown)


def _figures(text: str) -> Iterator[Piece]:
    if found := _POSTS.search(text) or _MANY.match(text):
        yield Piece("posts", "posts", {"posts": [found[1]]}, found[1], _around(text, found.start()))
    for contract, words in _CONTRACTS:
        if found := re.search(words, text, re.IGNORECASE):
            values = {"contract": [contract.value]}
            term = _TERM.search(text)
            if term and contract != Opening.Contract.PERMANENT:
                values["months"] = [term[1]]
            yield Piece("contract", "contract", values, str(contract.label), _around(text, found.start()))
            break
    if (found := _HOURS.search(text)) and int(found[1]) <= 60:
        yield Piece("hours", "hours_per_week", {"hours_per_week": [found[1]]}, found[1], _around(text, found.start()))
    if years := years_asked(text):
        sentences = _SENTENCE_END.split(text)
        shown = next((one for one in sentences if years_asked(one) == years), "")
        yield Piece("years", "years", {"years": [str(years)]}, str(years), _line(shown))


def _skills(text: str, written_in: str, language: str) -> list[Piece]:
    """Without languages and licences, which have fields of their own."""
    licences = [found.span() for _licence, words in _LICENCES for found in re.finditer(words, text, re.IGNORECASE)]
    found = extract(text, written_in, kind="skill", limit=_MOST_SKILLS)
    found = [one for one in found if not any(start <= one.start < end for start, end in licences)]
    spoken = Concept.objects.filter(
        pk__in=[one.concept_id for one in found], skill_type=Concept.SkillType.LANGUAGE
    ).values_list("pk", flat=True)
    names = preferred_labels({one.concept_id for one in found}.difference(spoken), language)
    return [
        Piece(
            f"skill-{one.concept_id}",
            "skill",
            {"skill": [str(one.concept_id)]},
            names[one.concept_id],
            _around(text, one.start),
        )
        for one in found
        if one.concept_id in names
    ]


def _languages(text: str) -> Iterator[Piece]:
    told = [(tongue.language, one) for one in _CLAUSE_END.split(text) for tongue in tongues(one)]
    for code, level in languages_asked(text).items():
        shown = next((sentence for language, sentence in told if language == code), "")
        # A language asked for without a level is asked for as one works in it.
        asked = "a" if _WISHED.search(shown) else "r"
        values = {f"speaks-{code}": [f"{asked}{level or NO_LEVEL}"]}
        yield Piece(f"language-{code}", "language", values, language_name(code), _line(shown))


def _licences(text: str) -> Iterator[Piece]:
    for licence, words in _LICENCES:
        if found := re.search(words, text, re.IGNORECASE):
            values = {"licences": [licence.value]}
            yield Piece(
                f"licence-{licence.value}", "licences", values, str(licence.label), _around(text, found.start())
            )


def _wages(text: str) -> Iterator[Piece]:
    found = _WAGE.search(text)
    if not found:
        return
    low, high = plain(found["low"]), plain(found["high"] or "")
    period = next((period for period, words in _PERIODS if words.search(found["after"])), Period.MONTH)
    gross = "net" if _NET.search(text[max(0, found.start() - 30) : found.end()]) else "gross"
    values = {"wage_min": [low], "wage_max": [high], "wage_period": [period.value], "wage_gross": [gross]}
    name = f"{low} – {high}" if high else low
    paid = gettext("net") if gross == "net" else gettext("gross")
    yield Piece("wage", "wage_min", values, f"{name} {period.label}, {paid}", _around(text, found.start()))


def _tasks(text: str) -> Iterator[Piece]:
    """The whole text, where it is more than a line."""
    told = text.strip()
    if "\n" in told or len(told) > _SHOWN:
        yield Piece(
            "description", "description", {"description": [told[:MOST_TASKS]]}, gettext("the whole text"), _line(told)
        )


def plain(amount: str) -> str:
    """An amount as people write it, as a number: "3 500" and "3.500" are three thousand five hundred, "17,50" has
    cents."""
    return re.sub(r"[ .,\u00a0\u202f](?=\d{3}(?!\d))", "", evened(amount).strip()).replace(",", ".")


def _around(text: str, at: int) -> str:
    """The sentence that holds the letter at `at`, cut near it where it is long."""
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, at)), default=0)
    end = _SENTENCE_END.search(text, at)
    told = text[start : end.start() if end else None]
    if len(told) > _SHOWN and at - start > _SHOWN // 2:
        return "…" + told[at - start - _SHOWN // 2 : at - start + _SHOWN // 2].strip() + "…"
    return _line(told)


def _line(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
