"""What of a person's record goes into a passport: what the holder ticked, in the language of the passport.

A choice is what the form gives and the row keeps, so that a passport can be made again with the same ticks: the numbers
of rows, codes, and two switches. "abroad" off leaves out every country and what the person calls a job, which often
names a place, and tells work abroad and at home by one word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from returnees.models import Band, Identity, Profile, ProfileSkill, Qualification, RecognitionCase
from skills.models import Concept, names

from .content import CEFR, LADDER, Content, Language, Named, Paper, Season, Skill, Wish, Work

Choice = dict[str, Any]
# From this step on an authority or a centre stands behind a skill, and is named; who else vouches is a private person.
ASSESSED = LADDER.index("assessed") + 1
# What is told of a recognition: not where a counsellor and a person stand with it, and not a refusal.
TOLD_STATES = {"granted", "partial", "submitted", "under_review", "not_needed"}
_UP_TO = ((6, Band.UNDER_6_MONTHS), (12, Band.TO_1_YEAR), (36, Band.TO_3_YEARS), (60, Band.TO_5_YEARS))


def with_all(profiles: Any) -> Any:
    """A queryset of profiles with every row that a passport may be made of."""
    return profiles.select_related("user", "identity", "place__region", "agency").prefetch_related(
        names("skills__skill"),
        "skills__steps",
        names("experiences__occupation"),
        "languages",
        "qualifications__recognition",
        "stays",
        names("wishes__occupation"),
    )


def names_of(profile: Profile) -> dict[str, str]:
    """The names that somebody may stand under, by the code of the choice. Not free words: a passport is signed."""
    try:
        who = profile.identity
    except Identity.DoesNotExist:
        return {}
    found = {
        "full": f"{who.given_name} {who.family_name}",
        "given": who.given_name,
        "arabic": f"{who.given_name_ar} {who.family_name_ar}",
    }
    found = {code: clean(name) for code, name in found.items()}
    if found["given"] == found["full"]:
        del found["given"]
    return {code: name for code, name in found.items() if name}


def content(profile: Profile, choice: Choice, language: str) -> Content:
    """What is signed. `profile` comes from `with_all`; what was ticked and is no longer there is left out."""
    with translation.override(language):
        return Content(
            name=names_of(profile).get(choice.get("name", ""), ""),
            skills=tuple(_skills(profile, choice)),
            works=tuple(_works(profile, choice)),
            languages=tuple(_languages(profile, choice)),
            papers=tuple(_papers(profile, choice)),
            licences=tuple(sorted(code for code in profile.licences if _ticked(choice, "licences")(code))),
            seasons=tuple(_seasons(profile, choice)),
            wish=_wish(profile, choice),
        )


def clean(text: str) -> str:
    """One line without the control characters that canonical forms write in different ways."""
    return " ".join("".join(" " if unicodedata.category(one) in {"Cc", "Cs"} else one for one in text).split())


def _ticked(choice: Choice, part: str) -> Callable[[object], bool]:
    ticked = {str(one) for one in choice.get(part, ())}
    return lambda key: str(key) in ticked


def _named(concept: Concept) -> Named:
    return Named(clean(concept.label()), concept.uri or concept.code or "", concept.isco_id or "")


def _skills(profile: Profile, choice: Choice) -> Iterator[Skill]:
    ticked = _ticked(choice, "skills")
    rows = sorted(profile.skills.all(), key=lambda row: (-row.evidence, row.pk))
    for row in rows:
        if not ticked(row.pk):
            continue
        step = next((one for one in row.steps.all() if one.step == row.evidence >= ASSESSED), None)
        yield Skill(
            _named(row.skill),
            LADDER[row.evidence - 1],
            _learned(row.learned, choice),
            clean(step.vouched_by) if step else "",
            step.seen_on if step else None,
        )


def _learned(code: str, choice: Choice) -> str:
    at_work = {ProfileSkill.Learned.HOME.value, ProfileSkill.Learned.ABROAD.value}
    return "work" if code in at_work and not choice.get("abroad") else code


def _country(code: str, choice: Choice) -> str:
    return code if choice.get("abroad") else ""


def _works(profile: Profile, choice: Choice) -> Iterator[Work]:
    ticked = _ticked(choice, "works")
    for row in profile.experiences.all():
        if ticked(row.pk):
            yield Work(
                _named(row.occupation),
                clean(row.title) if choice.get("abroad") else "",
                clean(row.tasks),
                clean(row.tools),
                row.team_size,
                _duration(row.months, row.band),
                _country(row.country, choice),
                row.paid,
            )


def _duration(months: int | None, band: str) -> str:
    """The code of a band, also where months are known: dates can tell what a gap hides."""
    if months is None:
        return "" if band == Band.UNSAID else band
    fitting: Iterable[str] = (code.value for most, code in _UP_TO if months <= most)
    return next(iter(fitting), Band.TO_10_YEARS.value if months <= 120 else Band.OVER_10_YEARS.value)


def _languages(profile: Profile, choice: Choice) -> Iterator[Language]:
    ticked = _ticked(choice, "languages")
    for row in sorted(profile.languages.all(), key=lambda row: (-row.spoken, row.pk)):
        if ticked(row.language):
            levels = (row.understood, row.spoken, row.read, row.written)
            yield Language(row.language, *(CEFR[level] for level in levels))


def _papers(profile: Profile, choice: Choice) -> Iterator[Paper]:
    ticked = _ticked(choice, "papers")
    for row in profile.qualifications.all():
        if ticked(row.pk):
            case = _recognition(row)
            yield Paper(
                clean(row.title),
                clean(row.institution),
                row.year,
                row.isced,
                _country(row.country, choice),
                case.state if case else "",
                clean(case.authority) if case else "",
            )


def _recognition(paper: Qualification) -> RecognitionCase | None:
    case = getattr(paper, "recognition", None)
    if case is None or case.state not in TOLD_STATES:
        return None
    return None if case.valid_until and case.valid_until < timezone.localdate() else case


def _seasons(profile: Profile, choice: Choice) -> Iterator[Season]:
    ticked = _ticked(choice, "seasons")
    for row in profile.stays.all():
        if row.seasons and ticked(row.pk):
            yield Season(clean(row.scheme_name) or _("Seasonal work"), row.seasons, _country(row.country, choice))


def _wish(profile: Profile, choice: Choice) -> Wish:
    ticked = _ticked(choice, "wishes")
    has_wage = ticked("wage") and profile.wage_wish
    return Wish(
        jobs=tuple(_named(row.occupation) for row in profile.wishes.all()) if ticked("jobs") else (),
        hours=profile.hours if ticked("hours") else "",
        available_from=profile.available_from if ticked("from") else None,
        travel_km=profile.radius_km if ticked("distance") else None,
        would_move=profile.would_move if ticked("distance") else False,
        wage=profile.wage_wish if has_wage else None,
        currency=profile.wage_currency if has_wage else "",
        abroad_again=profile.abroad_again if ticked("abroad_again") else "",
    )
