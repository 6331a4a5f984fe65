"""A passport in the reader's words: what the pages and the printed sheet show of it.

Names of skills and occupations are shown as they were signed to whoever reads the language of the passport, and by the
vocabulary's word for the same concept to others. What the person wrote stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts.models import Country
from accounts.templatetags.house import currency_name, language_name
from returnees.models import Band, Evidence, Isced, Licence, Profile, ProfileSkill, RecognitionCase
from skills.models import Concept

from .checking import Verdict
from .content import LADDER, Content, Issue, Language, Named, Paper, Season, Skill, Wish, Work
from .offline import Short

# A sign for each step of the ladder (static/icons.svg), always beside its word: no colours, no grades.
SIGNS = dict(zip(LADDER, ("speech", "words", "contract", "person", "check-circle", "shield"), strict=True))


def title() -> str:
    return _("Skills passport")


def disclaimer() -> str:
    """What has to be said wherever a passport is read. It is signed with it, in its language."""
    return _(
        "This is no recognition and no authentication of diplomas. "
        "What is declared is declared by the person, and says so."
    )


def not_a_code() -> str:
    return _("This is no code of a passport: it has twelve letters and digits, without 0, 1, I, L and O.")


def ladder() -> list[tuple[str, str, str, str]]:
    """Each step of the ladder of evidence: its code, its sign, its name, and who stands behind it."""
    meanings = {
        "declared": _("The person says so. Nobody else has looked at it yet."),
        "described": _("The person tells with examples how they did it."),
        "supported": _("A counsellor has seen a document, a photograph or a reference."),
        "confirmed": _("Somebody for whom or with whom the person worked confirms it."),
        "assessed": _("A centre has watched the person do it, in a test with a date."),
        "certified": _("An authority has issued a certificate for it."),
    }
    return [(code, SIGNS[code], str(Evidence(n).label), meanings[code]) for n, code in enumerate(LADDER, 1)]


def meanings() -> dict[str, str]:
    """What each word of ours in the signed document means (terms.OURS)."""
    return {
        "SkillsPassport": _("a skills passport: what is signed as a whole"),
        "WorkExperience": _("work that somebody has done, paid or not"),
        "Occupation": _("an occupation of the shared vocabulary"),
        "LanguageSkill": _("how well somebody knows a language"),
        "Paper": _("a diploma or certificate, as the person or a counsellor entered it"),
        "Season": _("seasons worked in a scheme"),
        "Wish": _("what somebody would like"),
        "abroadAgain": _("would work abroad again: yes, no or maybe"),
        "authority": _("the authority that recognises a diploma"),
        "availableFrom": _("the first day somebody can start"),
        "country": _("a country, by its ISO 3166-1 code"),
        "concept": _("the ESCO address of a skill or an occupation, or our own code for it"),
        "currency": _("a currency, by its ISO 4217 code"),
        "duration": _("how long, in months (m) or years (y), from and to"),
        "hours": _("full for full time, part for part time, or either"),
        "institution": _("the school or centre that gave a diploma"),
        "isced": _("the level of a diploma on the scale ISCED-2011, 0 to 8"),
        "job": _("an occupation wished for"),
        "languageCode": _("a language, by its ISO 639 code"),
        "languageSkill": _("a language that somebody knows"),
        "learned": _("where a skill was learned: work, home, abroad, training, family, army or self"),
        "licence": _("a driving licence or a permit, by its code"),
        "paid": _("whether work was paid"),
        "paper": _("a diploma or certificate that somebody has"),
        "read": _("how well a language is read, A1 to C2 or none"),
        "recognition": _("where the recognition of a diploma stands"),
        "season": _("seasons that somebody worked"),
        "seasons": _("how many seasons"),
        "spoken": _("how well a language is spoken, A1 to C2 or none"),
        "tasks": _("what was done at work, in the person's words"),
        "teamSize": _("how many people somebody led"),
        "title": _("how the person calls the work"),
        "tools": _("tools and machines used"),
        "travelKm": _("the longest way to work, in kilometres"),
        "understood": _("how well a language is understood, A1 to C2 or none"),
        "vouchedBy": _("who assessed or certified a skill"),
        "vouchedOn": _("the day it was assessed or certified"),
        "wage": _("the wage wished for, gross per month"),
        "wish": _("what somebody would like"),
        "workExperience": _("work that somebody has done"),
        "wouldMove": _("whether somebody would move for a job"),
        "written": _("how well a language is written, A1 to C2 or none"),
        "year": _("the year of a diploma"),
    }


@dataclass(frozen=True)
class Finding:
    """What is said of a passport that somebody checks: tone and sign of the note, its title and its sentence."""

    tone: str
    sign: str
    title: str
    text: str


def finding(verdict: Verdict | None) -> Finding:
    """None: no passport has the code that was asked for."""
    return {
        Verdict.VALID: Finding(
            "good",
            "check-circle",
            _("This passport holds"),
            _("We have signed it, nothing in it was changed, and it was not withdrawn."),
        ),
        Verdict.EXPIRED: Finding(
            "warn",
            "clock",
            _("This passport has expired"),
            _("We have signed it and nothing in it was changed, but its time is over. Ask the holder for a new one."),
        ),
        Verdict.WITHDRAWN: Finding(
            "bad",
            "cross",
            _("This passport was withdrawn"),
            _(
                "It no longer holds. That says nothing about its holder: "
                "anybody may withdraw a passport at any time, without a reason."
            ),
        ),
        Verdict.TAMPERED: Finding(
            "bad",
            "alert",
            _("This passport was changed"),
            _("It is not what we have signed, or not all of it. Do not rely on anything in it."),
        ),
        Verdict.UNKNOWN_KEY: Finding(
            "warn",
            "question",
            _("Not signed with a key of ours"),
            _(
                "It looks like a skills passport, but the key that it names is not one of ours. "
                "We cannot say whether it holds."
            ),
        ),
        Verdict.UNREADABLE: Finding(
            "warn",
            "question",
            _("This is no skills passport"),
            _("A part of it may be missing. Bring the whole file, or all of the text from WASL1 on."),
        ),
        None: Finding(
            "warn",
            "question",
            _("No passport has this code"),
            _("Compare it letter by letter with the one on the sheet. If it is the same, the sheet is not from us."),
        ),
    }[verdict]


@dataclass(frozen=True)
class Row:
    """A line in strong letters, and smaller ones below it."""

    name: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Skills that were learned in one kind of place; `where` is "" for those of which it is not said."""

    where: str
    skills: tuple[Row, ...]


@dataclass(frozen=True)
class Rung:
    """The skills that stand on one step of the ladder."""

    sign: str
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Tongue:
    name: str
    levels: tuple[str, ...]  # understood, spoken, read, written


@dataclass(frozen=True)
class Told:
    name: str = ""
    rungs: tuple[Rung, ...] = ()
    works: tuple[Row, ...] = ()
    languages: tuple[Tongue, ...] = ()
    papers: tuple[Row, ...] = ()
    licences: tuple[str, ...] = ()
    seasons: tuple[Row, ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    left_out: int = 0


def told(issue: Issue) -> Told:
    """The passport in the language of the reader. Two queries, however long it is."""
    content = issue.content
    called = _Names(content, issue.language)
    return Told(
        name=content.name,
        rungs=tuple(_rungs((skill.evidence, skill.learned, _skill(skill, called)) for skill in content.skills)),
        works=tuple(_work(work, called) for work in content.works),
        languages=tuple(_tongue(row) for row in content.languages),
        papers=tuple(_paper(paper) for paper in content.papers),
        licences=tuple(_label(Licence, code) for code in sorted(content.licences)),
        seasons=tuple(_season(season) for season in content.seasons),
        wishes=tuple(_wishes(content.wish, called)),
    )


def told_short(short: Short) -> Told:
    """The short text of the printed code: its words stand as they were signed."""
    return Told(
        name=short.name,
        rungs=tuple(_rungs((evidence, "", Row(capfirst(name))) for name, evidence in short.skills)),
        languages=tuple(_tongue(Language(code, *levels)) for code, levels in short.languages),
        left_out=short.left_out,
    )


class _Names:
    """The vocabulary's names, in the reader's language, of everything that a passport in another language names."""

    def __init__(self, content: Content, language: str) -> None:
        self.found: dict[str, str] = {}
        if language == get_language():
            return
        named = [skill.what.concept for skill in content.skills] + [work.what.concept for work in content.works]
        named += [job.concept for job in content.wish.jobs]
        for concept in Concept.objects.filter(Q(uri__in=named) | Q(code__in=named)).with_names():
            self.found |= {known: concept.label() for known in (concept.uri, concept.code) if known}

    def __call__(self, what: Named) -> str:
        return capfirst(self.found.get(what.concept, what.name))


def apart(text: object) -> str:
    """In whatever script it is, without disturbing the direction of the sentence around it."""
    return f"\u2068{text}\u2069"


def _label(choices: Any, code: str | int) -> str:
    return str(choices(code).label) if code in choices.values else str(code)


def _listed(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _rungs(skills: Iterable[tuple[str, str, Row]]) -> Iterator[Rung]:
    """From (evidence, where learned, row): the highest step first, in it the places in the order they come up."""
    rows: dict[str, dict[str, list[Row]]] = {}
    for evidence, learned, row in skills:
        rows.setdefault(evidence, {}).setdefault(learned, []).append(row)
    for step in reversed(LADDER):
        if step in rows:
            name = capfirst(str(Evidence(LADDER.index(step) + 1).label))
            groups = (Group(capfirst(learned_at(where)), tuple(several)) for where, several in rows[step].items())
            yield Rung(SIGNS[step], name, tuple(groups))


def learned_at(code: str) -> str:
    """Where a skill was learned; "work" is all that is said of work where the holder does not say in which country."""
    if not code:
        return ""
    return _("at work") if code == "work" else _label(ProfileSkill.Learned, code)


def _skill(skill: Skill, called: _Names) -> Row:
    by = apart(skill.vouched_by) if skill.vouched_by else ""
    on = formats.date_format(skill.vouched_on, "F Y") if skill.vouched_on else ""
    return Row(called(skill.what), (_listed([by, on]),) if by or on else ())


def _work(work: Work, called: _Names) -> Row:
    facts = [_label(Band, work.duration) if work.duration else ""]
    facts.append(_label(Country, work.country) if work.country else "")
    if work.team:
        facts.append(ngettext("led %(n)d person", "led %(n)d people", work.team) % {"n": work.team})
    facts.append("" if work.paid else _("unpaid"))
    name = called(work.what)
    notes = [apart(work.title) if work.title and capfirst(work.title) != name else "", _listed(facts)]
    notes.append(work.tasks and _("Tasks: %(tasks)s") % {"tasks": apart(work.tasks)})
    notes.append(work.tools and _("Tools and machines: %(tools)s") % {"tools": apart(work.tools)})
    return Row(name, tuple(note for note in notes if note))


def _tongue(row: Language) -> Tongue:
    levels = (row.understood, row.spoken, row.read, row.written)
    none = pgettext("level of a language", "–")
    return Tongue(language_name(row.code), tuple(none if level == "none" else level for level in levels))


def _paper(paper: Paper) -> Row:
    facts = _listed(
        [
            apart(paper.institution) if paper.institution else "",
            str(paper.year or ""),
            _label(Isced, paper.isced) if paper.isced is not None else "",
            _label(Country, paper.country) if paper.country else "",
        ]
    )
    notes = [facts]
    if paper.recognition:
        state = _label(RecognitionCase.State, paper.recognition)
        notes.append(
            _listed([_("Recognition: %(state)s") % {"state": state}, paper.authority and apart(paper.authority)])
        )
    return Row(paper.title, tuple(note for note in notes if note))


def _season(season: Season) -> Row:
    seasons = ngettext("%(n)d season", "%(n)d seasons", season.seasons) % {"n": season.seasons}
    return Row(season.scheme, (_listed([seasons, _label(Country, season.country) if season.country else ""]),))


def _wishes(wish: Wish, called: _Names) -> Iterator[tuple[str, str]]:
    if wish.jobs:
        yield _("Work wished for"), _listed(called(job) for job in wish.jobs)
    if wish.hours:
        yield _("Hours"), _label(Profile.Hours, wish.hours)
    if wish.available_from:
        yield _("Available from"), formats.date_format(wish.available_from)
    if wish.travel_km is not None:
        km = ngettext("up to %(km)d km", "up to %(km)d km", wish.travel_km) % {"km": wish.travel_km}
        yield _("Distance to work"), _listed([km, _("would move for a job") if wish.would_move else ""])
    if wish.wage is not None:
        amount = formats.number_format(wish.wage, decimal_pos=0, use_l10n=True, force_grouping=True)
        said = {"amount": f"\u2066{amount}\u2069", "currency": currency_name(wish.currency)}
        yield _("Wage"), _("{amount} {currency} per month, gross").format(**said)
    if wish.abroad_again:
        yield _("Would work abroad again"), _label(Profile.Abroad, wish.abroad_again)
