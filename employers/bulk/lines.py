"""One row of a file, read and judged as the opening it would become. Nothing is saved here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from employers.models import Employer, Opening, OpeningLanguage, OpeningNeed, Period, Site
from employers.posting.forms import CURRENCIES, WEEKS
from employers.rules import lint, wages
from returnees.models import Currency
from skills.folding import fold, variants
from skills.models import Concept
from skills.suggest import Kind, Suggestion, suggest

from . import values
from .values import Wrong

T = TypeVar("T")

_SIGNS = {
    "dh": "MAD", "dhs": "MAD", "dirham": "MAD", "dirhams": "MAD", "درهم": "MAD", "dt": "TND", "dinar": "TND",
    "dinars": "TND", "دينار": "TND", "cfa": "XOF", "fcfa": "XOF", "f cfa": "XOF", "naira": "NGN", "euro": "EUR",
    "euros": "EUR",
}  # fmt: skip
_LEAST = 0.6  # below this a likeness of letters means nothing
_SKILL = 0.8
_TOWN = 85
# Where a finding of `rules.lint` stands in a file.
_COLUMNS = {
    "description": "tasks", "wage_min": "wage_from", "isced": "education", "hours_per_week": "hours",
    "employer": "title",
}  # fmt: skip


@dataclass
class Line:
    """What a row says. `errors` keep it from becoming an opening, `notes` say how something was understood, both by
    column; `meaning` is the occupation it was taken for, `sure` whether it was called by its own name. `opening` is
    there, not saved, where nothing is wrong, with the rows that belong to it."""

    errors: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    meaning: str = ""
    sure: bool = False
    opening: Opening | None = None
    needs: list[OpeningNeed] = field(default_factory=list)
    languages: list[OpeningLanguage] = field(default_factory=list)

    def wrong(self, column: str, sentence: str) -> None:
        self.errors.setdefault(column, []).append(sentence)

    def note(self, column: str, sentence: str) -> None:
        self.notes.setdefault(column, []).append(sentence)


def key_of(typed: Mapping[str, str]) -> str:
    """What makes a row one opening, however often it is sent: its own reference, else all that it says."""
    reference = typed.get("reference", "").strip().casefold()
    said = f"reference {reference}" if reference else json.dumps(dict(sorted(typed.items())), ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


class Reader:
    """Reads the rows of one file for one firm; what rows have in common is looked up once."""

    def __init__(self, employer: Employer) -> None:
        self.employer = employer
        self.today = timezone.localdate()
        self._sites = _by_town(employer)
        self._found: dict[tuple[Kind, str], Suggestion | None] = {}
        self._concepts: dict[int, Concept] = {}

    def read(self, typed: Mapping[str, str], formulas: Iterable[str] = ()) -> Line:
        """Column → text; `formulas`: the columns whose cell holds a formula, which is never worked out."""
        line = Line()
        for column in formulas:
            line.wrong(column, _("A formula, not a value. Copy the cell and paste it as a value."))
        row = _Row(self, line, {column: text for column, text in typed.items() if column not in line.errors})
        facts = row.facts()
        if not line.errors:
            opening = Opening(employer=self.employer, **facts)
            opening.wage_monthly = wages.of(opening).monthly
            _judge(line, lint.of(opening))
            line.opening = None if line.errors else opening
        else:
            texts = {name: facts[name] for name in ("title", "description", "training")}
            _judge(line, lint.read(**texts))
        return line

    def meant(self, kind: Kind, words: str) -> Suggestion | None:
        """The concept that `words` name best."""
        asked = kind, fold(words)
        if asked not in self._found:
            found = suggest(words[:80], get_language() or "en", kind=kind, limit=1, typing=False)
            self._found[asked] = found[0] if found else None
        return self._found[asked]

    def concept(self, pk: int) -> Concept:
        if pk not in self._concepts:
            self._concepts[pk] = Concept.objects.get(pk=pk)
        return self._concepts[pk]

    def site(self, town: str) -> Site | None:
        """The firm's site in a town of this name, in any language, nearly so spelt, or with its region behind."""
        for words in (town, town.split(",")[0]):
            if site := self._sites.get(fold(words)):
                return site
        near = process.extractOne(fold(town), self._sites.keys(), scorer=fuzz.ratio, score_cutoff=_TOWN)
        return self._sites[near[0]] if near else None

    @property
    def towns(self) -> list[Site]:
        return list(dict.fromkeys(self._sites.values()))


class _Row:
    """The cells of one row, each read as what its column holds; what is wrong is told to `line`."""

    def __init__(self, reader: Reader, line: Line, cells: Mapping[str, str]) -> None:
        self.reader, self.line, self.cells = reader, line, cells

    def facts(self) -> dict[str, Any]:
        """The fields of the opening. Those that are wrong stand for nothing."""
        cell, line = self.cell, self.line
        title = cell("title", partial(_short, most=160), "", demand=_("Say who is needed."))
        contract = cell("contract", values.contract, "", demand=_("Say which contract."))
        months = cell("months", partial(values.whole, least=1, most=60), None)
        if contract == Opening.Contract.PERMANENT and months:
            line.wrong("months", _("A permanent contract has no end: leave this open."))
        benefits, others = cell("benefits", values.benefits, ([], []))
        if others:
            line.note("benefits", _("Left out, as we have no word for it: %(words)s") % {"words": ", ".join(others)})
        line.languages = [
            OpeningLanguage(language=code, level=level, required=required)
            for code, level, required in cell("languages", values.languages, [])
        ]
        line.needs = [*self.needs("skills", required=True), *self.needs("preferred", required=False)]
        return {
            "title": title,
            "occupation": self.occupation(title),
            "site": self.site(),
            "description": cell("tasks", partial(_short, most=4000), ""),
            "posts": cell("posts", partial(values.whole, least=1, most=500), 1),
            "contract": contract,
            "months": months,
            "hours_per_week": self.hours(),
            "starts_on": cell("start", values.day, None),
            "deadline": self.deadline(),
            "years": cell("years", partial(values.whole, least=0, most=40), 0),
            "isced": cell("education", values.education, 0) or None,
            "or_equivalent": cell("or_equivalent", values.yes, True),
            "licences": cell("licences", values.licences, []),
            "benefits": benefits,
            "schedule": cell("schedule", values.schedule, ""),
            "probation_months": cell("probation", partial(values.whole, least=0, most=12), None),
            "training": cell("training", partial(_short, most=200), ""),
            "abroad_valued": cell("abroad", values.yes, False),
            "name_shown": cell("name_shown", values.yes, True),
            **self.wage(),
        }

    def cell(self, column: str, parse: Callable[[str], T], default: T, *, demand: str = "") -> T:
        """What stands in a column; `default` where nothing does, which is wrong where a sentence `demand`s it."""
        if text := self.cells.get(column, ""):
            try:
                return parse(text)
            except Wrong as wrong:
                self.line.wrong(column, str(wrong))
        elif demand and column not in self.line.errors:
            self.line.wrong(column, demand)
        return default

    def occupation(self, title: str) -> Concept | None:
        words = self.cells.get("occupation") or title
        if not words or "occupation" in self.line.errors:
            return None
        found = self.reader.meant("occupation", words)
        if found is None or found.score < _LEAST:
            self.line.wrong(
                "occupation",
                _("We know no occupation by these words. Write its usual name in the column “Occupation”."),
            )
            return None
        self.line.meaning, self.line.sure = found.label, _is_called(words, found)
        return self.reader.concept(found.concept_id)

    def needs(self, column: str, *, required: bool) -> list[OpeningNeed]:
        needs, unknown = {need.skill_id: need for need in self.line.needs}, []
        for words in values.parts(self.cells.get(column, "")):
            found = self.reader.meant("skill", words)
            if found is None or found.score < _SKILL:
                unknown.append(words)
            elif found.concept_id not in needs:
                needs[found.concept_id] = OpeningNeed(skill_id=found.concept_id, required=required)
        if unknown:
            words = ", ".join(unknown)
            self.line.note(column, _("Left out, as we know no such skill: %(words)s") % {"words": words})
        return list(needs.values())

    def site(self) -> Site | None:
        town = self.cells.get("town", "")
        sites = self.reader.towns
        if not sites:
            self.line.wrong("town", _("The firm has no site yet. Add one to the firm first."))
        elif "town" in self.line.errors:
            return None
        elif not town and len(sites) == 1:
            self.line.note("town", _("Taken for your only site: %(town)s") % {"town": sites[0].place})
            return sites[0]
        elif site := self.reader.site(town) if town else None:
            return site
        else:
            towns = ", ".join(str(site.place) for site in sites[:6])
            self.line.wrong("town", _("The firm has no site of this name. Its sites: %(towns)s.") % {"towns": towns})
        return None

    def hours(self) -> int:
        hours = self.cell("hours", partial(values.whole, least=1, most=60), 0)
        if hours or "hours" in self.line.errors:
            return hours
        usual = WEEKS.get(self.reader.employer.country, 40)
        self.line.note("hours", _("Taken for the usual week: %(hours)d hours") % {"hours": usual})
        return usual

    def deadline(self) -> date | None:
        last = self.cell("deadline", values.day, None)
        if last and last < self.reader.today:
            self.line.wrong("deadline", _("This day is over."))
        return last

    def wage(self) -> dict[str, Any]:
        currency = self.cell("currency", _currency, CURRENCIES.get(self.reader.employer.country, "EUR"))
        period, parts = self.cell("period", values.period, (str(Period.MONTH), 1))
        read = partial(_money, thousandths=currency == "TND")
        low = self.cell("wage_from", read, Decimal(0), demand=_("Say the wage."))
        high = self.cell("wage_to", read, None)
        if parts > 1:
            self.line.note("period", _("The wage of a year, divided by twelve"))
            low, high = _share(low, parts), high and _share(high, parts)
        if high is not None and low and high < low:
            self.line.wrong("wage_to", _("The higher wage cannot be below the lower one."))
        return {
            "wage_min": low,
            "wage_max": high,
            "wage_period": period,
            "wage_currency": currency,
            "wage_gross": self.cell("gross", values.yes, True),
        }


def _is_called(words: str, found: Suggestion) -> bool:
    """Whether `words` are a name of the concept, but for case, accents, gender and number."""
    return not {*variants(words)}.isdisjoint([*variants(found.matched), *variants(found.label)])


def _judge(line: Line, found: Iterable[lint.Finding]) -> None:
    """What is against the law keeps a row out; what somebody reads first, or could be better, is said."""
    for finding in found:
        column = _COLUMNS.get(finding.field, finding.field)
        says = finding.says
        if finding.field in {"title", "description", "training"}:
            says = _("“%(found)s”: %(says)s") % {"found": finding.found, "says": says}
        if finding.weight == lint.REFUSE:
            line.wrong(column, says)
        else:
            line.note(column, says)
        if finding.instead:
            line.note(column, finding.instead)


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise Wrong(_("At most %(most)d letters; these are %(count)d.") % {"most": most, "count": len(text)})
    return text


def _money(text: str, thousandths: bool) -> Decimal:
    amount = values.amount(text, thousandths=thousandths)
    if not 0 < amount < 10**8:
        raise Wrong(_("This is not an amount. Write it like 4000 or 4 000,50."))
    return amount


def _share(amount: Decimal, parts: int) -> Decimal:
    return (amount / parts).quantize(Decimal("0.01"))


def _currency(text: str) -> str:
    code = _SIGNS.get(text.strip(" .").casefold(), text.strip().upper())
    if code not in Currency.values:
        raise Wrong(_("Write one of these: %(codes)s.") % {"codes": ", ".join(Currency.values)})
    return code


def _by_town(employer: Employer) -> dict[str, Site]:
    """The firm's sites by every name they are called by, folded; the first of two in one town."""
    named: dict[str, Site] = {}
    for site in employer.sites.select_related("place").order_by("pk"):
        for name in (site.name, site.place.name_fr, site.place.name_en, site.place.name_ar):
            if folded := fold(name):
                named.setdefault(folded, site)
    return named
