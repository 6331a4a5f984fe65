"""Stored lists as their readers see them: rows read again through rights and consent, reasons in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.templatetags.house import language_name
from employers.models import Opening
from mobility_schemes.models import FunnelCount, Intake
from returnees.models import Profile
from skills.models import Concept

from . import explain
from .curves import AdditiveRanker
from .features import Facts, Features
from .models import Ranked, Ranking


@dataclass(frozen=True)
class Odds:
    """How many applied and how many were selected the last time somebody published it."""

    applied: int
    selected: int
    as_of: date
    source: str

    @property
    def one_in(self) -> int:
        return max(1, round(self.applied / self.selected)) if self.selected else 0


@dataclass(frozen=True)
class Shown:
    """One row of a list. `band` stands in place of the score."""

    rank: int
    subject: Profile | Opening | Intake
    band: str
    reasons_for: list[str]
    reasons_against: list[str]
    unknown: list[str]
    change: str
    verdict: str = ""
    odds: Odds | None = None


def people_of(ranking: Ranking, reader: User) -> list[Shown]:
    """The people of an opening's list whom the reader may see and who still say yes, at this moment."""
    rows = list(ranking.rows.filter(profile__isnull=False))
    allowed = Profile.objects.visible_to(reader).findable().with_work().select_related("identity")
    found = allowed.in_bulk([row.profile_id for row in rows])
    return _shown(ranking, [(row, found[row.profile_id]) for row in rows if row.profile_id in found])


def openings_of(ranking: Ranking, reader: User) -> list[Shown]:
    """The openings of a person's list that the reader may see and that are still open."""
    rows = list(ranking.rows.filter(opening__isnull=False))
    allowed = Opening.objects.open()
    if ranking.profile and ranking.profile.user_id != reader.pk:
        allowed = allowed.filter(pk__in=Opening.objects.visible_to(reader).values("pk"))
    found = allowed.with_needs().in_bulk([row.opening_id for row in rows])
    return _shown(ranking, [(row, found[row.opening_id]) for row in rows if row.opening_id in found])


def places_of(ranking: Ranking, reader: User) -> list[Shown]:
    """The scheme intakes of a person's list, with verdict and honest odds."""
    rows = list(ranking.rows.filter(intake__isnull=False).select_related("intake__scheme"))
    odds = _odds([row.intake for row in rows if row.intake])
    return _shown(ranking, [(row, row.intake) for row in rows if row.intake], odds)


def _shown(
    ranking: Ranking, rows: list[tuple[Ranked, Profile | Opening | Intake]], odds: dict[int, Odds] | None = None
) -> list[Shown]:
    ranker = AdditiveRanker.from_json(ranking.version.curves)
    kept = [(row, subject, Facts.from_json(row.features["facts"])) for row, subject in rows]
    words = _words(facts for _row, _subject, facts in kept)
    shown = []
    for row, subject, facts in kept:
        features = Features(**row.features["values"])
        told = explain.reasons(features, facts, ranker, words, asked=_asked(facts, subject))
        shown.append(
            Shown(
                rank=row.rank,
                subject=subject,
                band=explain.band(row.score, features),
                reasons_for=[reason.text for reason in told.favour],
                reasons_against=[reason.text for reason in told.against],
                unknown=list(told.unknown),
                change=explain.change(facts, words),
                verdict=row.features.get("verdict", ""),
                odds=(odds or {}).get(row.intake_id) if row.intake_id else None,
            )
        )
    return shown


def _asked(facts: Facts, subject: object) -> set[str]:
    """What is worth saying as unknown: asked for by this post, or always useful to know."""
    asked = {"lateness", "wish"}
    if facts.language:
        asked.add("language")
    if facts.isced_asked is not None:
        asked.add("education")
    if not isinstance(subject, Intake):
        asked.add("wage")
    return asked


def _words(facts: Iterable[Facts]) -> explain.Words:
    """The names of every concept that the facts cite, in the reader's language: one query for a whole list."""
    ids: set[int] = set()
    languages: set[str] = set()
    for f in facts:
        ids |= {*f.has, *f.missing, *f.extra, f.occupation}
        ids |= {skill for need, near, _share in f.near for skill in (need, near)}
        ids |= {job for job in (f.worked_as, f.wish) if job is not None}
        if f.change and f.change[0] == "skill":
            ids.add(int(f.change[1]))
        languages |= {f.language} if f.language else set()
    names = {concept.pk: concept.label() for concept in Concept.objects.filter(pk__in=ids).with_names()}
    return explain.Words(names, {code: language_name(code) for code in languages})


def _odds(intakes: list[Intake]) -> dict[int, Odds]:
    """For each intake the newest published pair of applied and selected of its scheme."""
    by_scheme: dict[int, Odds] = {}
    counts = FunnelCount.objects.filter(step__in=["applied", "selected"]).select_related("intake", "quota_line")
    pairs: dict[tuple[int, str, int], dict[str, FunnelCount]] = {}
    for count in counts.order_by("as_of"):
        owner = count.intake or count.quota_line
        if owner:
            kind = "intake" if count.intake_id else "line"
            pairs.setdefault((owner.scheme_id, kind, owner.pk), {})[count.step] = count
    for (scheme, _kind, _pk), steps in pairs.items():
        applied, selected = steps.get("applied"), steps.get("selected")
        if applied and selected and selected.people:
            odds = Odds(applied.people, selected.people, selected.as_of, selected.source)
            if scheme not in by_scheme or odds.as_of > by_scheme[scheme].as_of:
                by_scheme[scheme] = odds
    return {intake.pk: by_scheme[intake.scheme_id] for intake in intakes if intake.scheme_id in by_scheme}
