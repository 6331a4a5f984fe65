"""Why a row stands where it stands, in words: the largest parts of its own score, each citing a fact.

Points are counted from what the feature would bring if nothing were known of it, so the same pair has the same reasons
on the page of the opening and on the page of the person. Taking away the first reason lowers the score, because the
score is the sum of the parts and no other part depends on that fact's feature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .curves import AdditiveRanker
from .features import FEATURES, Facts, Features

WORTH_SAYING = 0.5  # points
CEFR = ("–", "A1", "A2", "B1", "B2", "C1", "C2")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the feature it comes from, its points from neutral, and the sentence."""

    feature: str
    points: float
    text: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Up to three for, two against, and what is not known."""

    favour: tuple[Reason, ...]
    against: tuple[Reason, ...]
    unknown: tuple[str, ...]


class Words:
    """Names that the sentences need: of concepts by id, of languages by code."""

    def __init__(self, concepts: Mapping[int, str], languages: Mapping[str, str]) -> None:
        self.concepts = concepts
        self.languages = languages

    def join(self, names: Iterable[str]) -> str:
        """“a, b, c” with the comma of the reader's language."""
        return pgettext("between the items of a list", ", ").join(names)

    def list(self, ids: tuple[int, ...], most: int = 3) -> str:
        """“a, b, c” and how many more, in the reader's language."""
        names = [self.concepts[i] for i in ids[:most] if i in self.concepts]
        text = self.join(names)
        rest = len(ids) - len(names)
        if rest > 0 and names:
            text = ngettext("%(names)s and %(rest)d more", "%(names)s and %(rest)d more", rest) % {
                "names": text,
                "rest": rest,
            }
        return text


def _years(value: float) -> str:
    """ "5 months", "one year", "14 months", "4 years": months below two years, then whole years."""
    months = round(12 * value)
    if months == 12:
        return _("one year")
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = int(value)
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def _skills_required(f: Facts, w: Words) -> str:
    near = tuple(need for need, *_rest in f.near)
    if not f.has:
        return _("Near skills for %(near)d of %(asked)d required: %(names)s") % {
            "near": len(near),
            "asked": f.asked,
            "names": w.list(near),
        }
    has = ngettext(
        "%(has)d of %(asked)d required skill: %(names)s", "%(has)d of %(asked)d required skills: %(names)s", f.asked
    ) % {"has": len(f.has), "asked": f.asked, "names": w.list(f.has)}
    if not near:
        return has
    return ngettext("%(has)s; a near skill for %(n)d more", "%(has)s; near skills for %(n)d more", len(near)) % {
        "has": has,
        "n": len(near),
    }


def _skills_missing(f: Facts, w: Words) -> str:
    if not f.missing:
        return _("Only near skills: %(names)s") % {"names": w.list(tuple(need for need, *_rest in f.near))}
    return _("Required, not in the file: %(names)s") % {"names": w.list(f.missing)}


def _skills_preferred(f: Facts, w: Words) -> str:
    return (
        _("Also brings: %(names)s") % {"names": w.list(f.extra)} if f.extra else _("Near some of the skills preferred")
    )


def _occupation(f: Facts, w: Words) -> str:
    if f.worked_as == f.occupation:
        return _("Has worked as: %(job)s") % {"job": w.list((f.occupation,))}
    return _("Has worked in a near occupation: %(job)s") % {"job": w.list((f.worked_as,) if f.worked_as else ())}


def _occupation_against(f: Facts, w: Words) -> str:
    if f.worked_as:
        return _("Has worked in another occupation: %(job)s") % {"job": w.list((f.worked_as,))}
    return _("No work in this occupation in the file")


def _years_for(f: Facts, w: Words) -> str:
    return _("%(years)s in this work or near it") % {"years": _years(f.years)}


def _years_against(f: Facts, w: Words) -> str:
    if f.years_asked and f.years:
        return _("%(years)s of experience, %(asked)s asked for") % {
            "years": _years(f.years),
            "asked": _years(f.years_asked),
        }
    if f.years_asked:
        return _("New to this work, %(asked)s asked for") % {"asked": _years(f.years_asked)}
    return (
        _("Short experience in this work: %(years)s") % {"years": _years(f.years)} if f.years else _("New to this work")
    )


def _language(f: Facts, w: Words) -> str:
    return _("%(language)s: %(level)s, %(asked)s asked for") % {
        "language": w.languages.get(f.language, f.language),
        "level": CEFR[f.language_level or 0],
        "asked": CEFR[f.language_asked],
    }


def _language_against(f: Facts, w: Words) -> str:
    if not f.language_level:
        return _("%(language)s: not in the file, %(asked)s asked for") % {
            "language": w.languages.get(f.language, f.language),
            "asked": CEFR[f.language_asked],
        }
    return _language(f, w)


def _km(f: Facts) -> str:
    return number_format(f.distance_km or 0, force_grouping=True)


def _distance(f: Facts, w: Words) -> str:
    if not f.distance_km:
        return _("In the same town as the job")
    return _("%(km)s km from the job") % {"km": _km(f)}


def _distance_against(f: Facts, w: Words) -> str:
    if f.moves:
        return _("%(km)s km from the job: ready to move") % {"km": _km(f)}
    return _("%(km)s km from the job") % {"km": _km(f)}


def _wage(f: Facts, w: Words) -> str:
    return _("The wage is at least the wage wished for")


def _wage_against(f: Facts, w: Words) -> str:
    return _("The wage is %(percent)d%% below the wage wished for") % {"percent": -(f.wage_percent or 0)}


def _available(f: Facts, w: Words) -> str:
    return _("Available when the job starts") if not f.late_days else _late(f, w)


def _late(f: Facts, w: Words) -> str:
    days = f.late_days or 0
    return ngettext("Available %(days)d day after the start", "Available %(days)d days after the start", days) % {
        "days": days
    }


def _education(f: Facts, w: Words) -> str:
    if f.by_experience:
        return _("Experience in place of the diploma asked for")
    return _("Education as asked for")


def _education_against(f: Facts, w: Words) -> str:
    return _("Education below the level asked for")


def _wish(f: Facts, w: Words) -> str:
    if f.wish == f.occupation:
        return _("Wishes for this occupation")
    return _("Wishes for a near occupation: %(job)s") % {"job": w.list((f.wish,) if f.wish else ())}


def _wish_against(f: Facts, w: Words) -> str:
    return _("Wishes for other work: %(job)s") % {"job": w.list((f.wish,) if f.wish else ())}


def _licence(f: Facts, w: Words) -> str:
    return _("Holds the licence: %(licences)s") % {"licences": w.join(f.licences_held)}


def _licence_against(f: Facts, w: Words) -> str:
    return _("Licence not in the file: %(licences)s") % {"licences": w.join(f.licences_missing)}


def _answers(f: Facts, w: Words) -> str:
    if f.answers_in_ten == 10:
        return _("This employer answers nearly everybody in time")
    return _("This employer answers about %(n)d in 10 people in time") % {"n": f.answers_in_ten or 0}


def _answers_against(f: Facts, w: Words) -> str:
    if not f.answers_in_ten:
        return _("This employer has left nearly everybody without an answer")
    return _answers(f, w)


Sentence = Callable[[Facts, Words], str]
# feature -> (sentence for, sentence against)
SENTENCES: dict[str, tuple[Sentence, Sentence]] = {
    "skills_required": (_skills_required, _skills_missing),
    "skills_preferred": (_skills_preferred, _skills_preferred),
    "occupation": (_occupation, _occupation_against),
    "years": (_years_for, _years_against),
    "years_share": (_years_for, _years_against),
    "language": (_language, _language_against),
    "distance": (_distance, _distance_against),
    "wage": (_wage, _wage_against),
    "lateness": (_available, _late),
    "education": (_education, _education_against),
    "wish": (_wish, _wish_against),
    "licence": (_licence, _licence_against),
    "answers": (_answers, _answers_against),
}

# What is worth saying when it is not known, and asked for or useful to know.
NOT_KNOWN: dict[str, Callable[[], str]] = {
    "language": lambda: _("Languages spoken"),
    "wage": lambda: _("Wage wished for"),
    "lateness": lambda: _("When available"),
    "education": lambda: _("Level of education"),
    "wish": lambda: _("Work wished for"),
}


def reasons(features: Features, facts: Facts, ranker: AdditiveRanker, words: Words, *, asked: set[str]) -> Reasons:
    """The reasons of one row. `asked` names the features that the post has a demand or an offer for."""
    values = features.values()
    parts = {name: ranker.points(name, value) - ranker.curves[name].unknown for name, value in values.items()}
    favour = sorted((name for name in FEATURES if parts[name] > WORTH_SAYING), key=lambda name: -parts[name])

    # Points lost: below neutral, or for want of required skills although the cover as a whole speaks in favour.
    lost = {name: parts[name] for name in FEATURES if parts[name] < -WORTH_SAYING}
    if facts.missing:
        full = ranker.points("skills_required", 1.0) - ranker.points("skills_required", features.skills_required)
        lost["skills_required"] = min(-full, lost.get("skills_required", 0.0), -WORTH_SAYING)
    against = sorted(lost, key=lambda name: lost[name])

    def tell(names: list[str], side: int, points: Mapping[str, float], most: int) -> tuple[Reason, ...]:
        told: list[Reason] = []
        for name in names:
            text = SENTENCES[name][side](facts, words)
            if len(told) < most and text not in {reason.text for reason in told}:
                told.append(Reason(name, points[name], text))
        return tuple(told)

    unknown = tuple(say() for name, say in NOT_KNOWN.items() if values[name] is None and name in asked)
    return Reasons(tell(favour, 0, parts, 3), tell(against, 1, lost, 2), unknown)


def change(facts: Facts, words: Words) -> str:
    """What would change the rank most, or nothing."""
    if not facts.change:
        return ""
    kind, what, places = facts.change
    if kind == "skill":
        cause = _("With the skill “%(skill)s”") % {"skill": words.concepts.get(int(what), "")}
    elif kind == "language":
        cause = _("With %(language)s at %(level)s") % {
            "language": words.languages.get(what, what),
            "level": CEFR[facts.language_asked],
        }
    elif kind == "licence":
        cause = _("With the licence %(licences)s") % {"licences": what}
    else:
        cause = _("If available at the start")
    return ngettext("%(cause)s: about %(n)d place higher", "%(cause)s: about %(n)d places higher", places) % {
        "cause": cause,
        "n": places,
    }


STRONG, GOOD = 40.0, 18.0


def band(score: float, features: Features) -> str:
    """“strong”, “good” or “possible”: what a reader sees in place of a score. Stated, until outcomes are known.

    Strong also asks for six tenths of the required skills, so that nearness and wishes alone never make it.
    """
    if score >= STRONG and (features.skills_required is None or features.skills_required >= 0.6):
        return "strong"
    return "good" if score >= GOOD else "possible"
