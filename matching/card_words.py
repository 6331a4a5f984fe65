"""Cards in the reader's words: the statements of `cards`, and nothing that is not one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Country, Region, name_in
from accounts.templatetags.house import language_name
from employers.models import Opening
from returnees.models import Band, Licence
from skills.models import Concept, IscoGroup

from .cards import Said, reference
from .explain import CEFR, Words

FREE: dict[str, str | Promise] = {
    "now": gettext_lazy("free now"),
    "month": gettext_lazy("free within a month"),
    "quarter": gettext_lazy("free within 3 months"),
    "by_quarter": gettext_lazy("free within 3 months"),
    "later": gettext_lazy("free in more than 3 months"),
}
EDUCATION: tuple[str | Promise, ...] = (
    gettext_lazy("school up to lower secondary"),
    gettext_lazy("secondary school or a vocational certificate"),
    gettext_lazy("higher education"),
)
EVIDENCE: tuple[str | Promise, ...] = (
    gettext_lazy("as the person says"),
    gettext_lazy("a paper or a supervisor confirms it"),
    gettext_lazy("tested or certified"),
)


@dataclass(frozen=True)
class Card:
    """What an employer reads of one person before the yes. `unknown` and `change` stay empty: a card says what is, in
    the same shape as any other list of reasons."""

    reference: str
    said: tuple[Said, ...]
    place: str
    free: str
    facts: Sequence[str]
    reasons_for: Sequence[str]
    reasons_against: Sequence[str]
    unknown: Sequence[str] = ()
    change: str = ""

    def says(self, kind: str, what: object = None, how: object = None) -> bool:
        return Said(kind, what, how) in self.said


def cards_in_words(opening: Opening, cards: Mapping[int, tuple[Said, ...]]) -> dict[int, Card]:
    """Profile -> its card, in the language on the screen; three queries for any number of cards."""
    names = _Names(opening, [said for card in cards.values() for said in card])
    return {pk: names.card(reference(opening.pk, pk), said) for pk, said in cards.items()}


class _Names:
    """The names that the statements of one opening need."""

    def __init__(self, opening: Opening, said: Iterable[Said]) -> None:
        self.opening = opening
        self.required = [need.skill_id for need in opening.needs.all() if need.required]
        concepts = {need.skill_id for need in opening.needs.all()}
        groups: set[str] = set()
        regions: set[int] = set()
        for one in said:
            if one.kind in {"work", "other"}:
                way, key = one.what
                if way == "occupation":
                    concepts.add(key)
                else:
                    groups.add(_code(way, key))
            elif one.kind == "region":
                regions.add(one.what)
        found = {concept.pk: concept.label() for concept in Concept.objects.filter(pk__in=concepts).with_names()}
        self.words = Words(found, {row.language: language_name(row.language) for row in opening.languages.all()})
        self.levels = {row.language: row.level for row in opening.languages.all()}
        self.groups = {group.code: name_in(group) for group in IscoGroup.objects.filter(code__in=groups)}
        self.regions = Region.objects.in_bulk(regions)

    def card(self, code: str, said: tuple[Said, ...]) -> Card:
        by_kind: dict[str, list[Said]] = {}
        for one in said:
            by_kind.setdefault(one.kind, []).append(one)
        region = next((str(self.regions[one.what]) for one in by_kind.get("region", [])), "")
        return Card(
            reference=code,
            said=said,
            place=region or str(Country(self.opening.site.place.region.country).label),
            free=next((str(FREE[one.what]) for one in by_kind.get("free", [])), ""),
            facts=self._facts(by_kind),
            reasons_for=self._for(by_kind),
            reasons_against=self._against(by_kind),
        )

    def _for(self, said: Mapping[str, list[Said]]) -> list[str]:
        told = []
        proof = {one.what: str(EVIDENCE[one.how]) for one in said.get("evidence", [])}
        has = [one.what for one in said.get("skill", [])]
        if has:
            names = [self._proved(skill, proof.get(skill)) for skill in has]
            told.append(
                ngettext(
                    "%(has)d of %(asked)d required skill: %(names)s",
                    "%(has)d of %(asked)d required skills: %(names)s",
                    len(self.required),
                )
                % {"has": len(has), "asked": len(self.required), "names": self.words.join(names)}
            )
        told += [self._has_worked(one, said) for one in said.get("work", []) if self._is_near(one)]
        for one in said.get("language", []):
            level = CEFR[one.how] if one.how is not None else _("%(level)s or more") % {"level": self._asked(one.what)}
            told.append(
                _("%(language)s: %(level)s, %(asked)s asked for")
                % {"language": self.words.languages[one.what], "level": level, "asked": self._asked(one.what)}
            )
        if licences := [str(Licence(one.what).label) for one in said.get("licence", [])]:
            told.append(_("Holds the licence: %(licences)s") % {"licences": self.words.join(licences)})
        if extra := tuple(one.what for one in said.get("extra", [])):
            told.append(_("Also brings: %(names)s") % {"names": self.words.list(extra)})
        return told

    def _against(self, said: Mapping[str, list[Said]]) -> list[str]:
        told = []
        if lacking := tuple(one.what for one in said.get("lacks_skill", [])):
            told.append(_("Required, not in the file: %(names)s") % {"names": self.words.list(lacking)})
        told += [
            _("%(language)s: less than the %(asked)s asked for, or not said")
            % {"language": self.words.languages[one.what], "asked": self._asked(one.what)}
            for one in said.get("lacks_language", [])
        ]
        if licences := [str(Licence(one.what).label) for one in said.get("lacks_licence", [])]:
            told.append(_("Licence not in the file: %(licences)s") % {"licences": self.words.join(licences)})
        return told

    def _facts(self, said: Mapping[str, list[Said]]) -> list[str]:
        told = [_("at most %(km)d km from the job") % {"km": one.what} for one in said.get("near", [])]
        told += [_("would move for a job") for _one in said.get("moves", [])]
        told += [str(EDUCATION[one.how]) for one in said.get("education", [])]
        told += [self._has_worked(one, said) for one in said.get("work", []) if not self._is_near(one)]
        told += [_("also: %(job)s") % {"job": self._work(one, said)} for one in said.get("other", [])]
        return told + [self._stay(one) for one in said.get("abroad", [])]

    def _is_near(self, one: Said) -> bool:
        """Whether it is the occupation of the opening, or a group that it is in."""
        isco = self.opening.occupation.isco_id or ""
        way, key = one.what
        return key == self.opening.occupation_id if way == "occupation" else isco.startswith(_code(way, key))

    def _has_worked(self, one: Said, said: Mapping[str, list[Said]]) -> str:
        sentence = (
            _("Has worked as: %(job)s") if one.what[0] == "occupation" else _("Has worked in this field: %(job)s")
        )
        return sentence % {"job": self._work(one, said)}

    def _work(self, one: Said, said: Mapping[str, list[Said]]) -> str:
        way, key = one.what
        name = self.words.concepts[key] if way == "occupation" else self.groups.get(_code(way, key), "")
        years = next((length.how for length in said.get("length", []) if length.what == one.what), None)
        if years is None:
            return name
        if years == 0:
            return _("%(job)s, less than a year") % {"job": name}
        long = ngettext("%(job)s, %(n)d year or more", "%(job)s, %(n)d years or more", years)
        return long % {"job": name, "n": years}

    def _proved(self, skill: int, proof: str | None) -> str:
        name = self.words.concepts[skill]
        return _("%(skill)s (%(proof)s)") % {"skill": name, "proof": proof} if proof else name

    def _asked(self, language: str) -> str:
        return CEFR[self.levels[language]]

    def _stay(self, one: Said) -> str:
        if one.what is None:
            return _("has worked abroad")
        land = str(Country(one.what).label)
        if one.how is None:
            return _("has worked abroad: %(country)s") % {"country": land}
        long = str(Band(one.how).label)
        return _("has worked abroad: %(country)s, %(long)s") % {"country": land, "long": long}


def _code(way: str, key: int) -> str:
    return f"{key:04d}" if way == "unit" else f"{key:02d}"
