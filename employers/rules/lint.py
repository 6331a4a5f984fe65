"""What in an opening is against the law, what somebody looks at before it is published, and what could be better.

It knows words, not meanings: what it refuses comes with a wording that says the same lawfully, and an officer reads
what it holds.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from employers.models import Opening
from returnees import freetext

from . import contracts, wages
from .wordings import BOTH, FINE, FOR_ALL, FOUND, GAIN, HURRY, MONEY

REFUSED_WORDINGS = ("sex", "age", "marital", "children", "religion", "record", "origin")
MOST_HOURS = 48
# The education that work of an ISCO-08 major group usually asks for at most (ISCED 2011).
USUAL = {"9": 2, "8": 3, "7": 4, "6": 3, "5": 4, "4": 5, "3": 6}
FREE_MAIL = {
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.fr", "ymail.com", "hotmail.com", "hotmail.fr", "outlook.com",
    "outlook.fr", "live.com", "live.fr", "msn.com", "icloud.com", "gmx.com", "gmx.fr", "laposte.net", "proton.me",
    "protonmail.com", "mail.com", "yandex.com",
}  # fmt: skip


class Weight(StrEnum):
    """What comes of a finding."""

    REFUSE = "refuse"  # not published as it is
    HOLD = "hold"  # an officer reads it first
    WARN = "warn"  # said, and no more


REFUSE, HOLD, WARN = Weight.REFUSE, Weight.HOLD, Weight.WARN


@dataclass(frozen=True)
class Finding:
    """What was found, where (the field and its words), what is to be said of it, and what could stand there instead."""

    code: str
    weight: Weight
    field: str
    found: str
    says: str
    instead: str = ""


def refused(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.weight == REFUSE]


def held(found: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.weight == HOLD]


def of(opening: Opening) -> list[Finding]:
    """Everything that can be said of an opening, saved or not; the weightiest first."""
    found = [
        *read(
            legal_basis=opening.legal_basis,
            title=opening.title,
            description=opening.description,
            training=opening.training,
        ),
        *_wage(opening),
        *_facts(opening),
    ]
    order = [REFUSE, HOLD, WARN]
    return sorted(found, key=lambda finding: order.index(finding.weight))


def read(*, legal_basis: str = "", **texts: str) -> list[Finding]:
    """What the texts say, each by the name of its field; one finding per kind and field.

    With a legal basis that looks like one, what is refused otherwise is held for an officer.
    """
    found = []
    for field, text in texts.items():
        for code, words in told_in(text):
            found.append(_finding(code, field, words, basis=looks_like_a_basis(legal_basis)))
    return found


def looks_like_a_basis(text: str) -> bool:
    """An article and the text it stands in: "article 172 du Code du travail", "المادة 5 من القانون"."""
    plain = _Folded.of(text).text
    article = re.search(r"\b(?:art|article|section|s)\b\.?\W{0,3}(?:\w\.? ?)?\d+|(?:ال)?(?:ماده|فصل)\W+\d+", plain)
    of_what = re.search(
        r"\b(?:loi|code|dahir|decret|arrete|convention|law|act|decree|regulation)\b"
        r"|(?:ال)?(?:قانون|ظهير|مرسوم|مدونه|مجله|قرار)",
        plain,
    )
    return bool(article and of_what)


def money_in(text: str) -> str:
    """The kind of money that `text` asks for ("iban", "transfer", "fee"), or "": for openings and for messages."""
    return next((kind for kind, _words in _money(_Folded.of(text))), "")


def told_in(text: str) -> Iterator[tuple[str, str]]:
    """Each kind that `text` tells, once, with the words that tell it."""
    folded = _Folded.of(text)
    for code in FOUND:
        places = _money(folded) if code == "money" else _places(folded, code)
        for _kind, words in places:
            yield code, words
            break
    if contact := min(freetext.contacts(text), key=lambda one: one.start, default=None):
        yield "contact", contact.words
    hurry, gain = re.search(HURRY, folded.text), re.search(GAIN, folded.text)
    if hurry and gain:
        yield "hurry", folded.original(*hurry.span())


def _money(folded: _Folded) -> Iterator[tuple[str, str]]:
    fine = _spans(folded, tuple(FINE["money"]))
    for kind, patterns in MONEY.items():
        for span in _spans(folded, tuple(patterns)):
            if not _touches(span, fine):
                yield kind, folded.original(*span)


def _places(folded: _Folded, code: str) -> Iterator[tuple[str, str]]:
    fine = _spans(folded, tuple(FINE.get(code, ())))
    for span in _spans(folded, tuple(FOUND[code])):
        if _touches(span, fine) or (code in REFUSED_WORDINGS and _of_everybody(folded.sentence(span), code)):
            continue
        yield code, folded.original(*span)


def _of_everybody(sentence: str, code: str) -> bool:
    if re.search(FOR_ALL, sentence):
        return True
    return code == "sex" and any(re.search(one, sentence) and re.search(other, sentence) for one, other in BOTH)


def _touches(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _spans(folded: _Folded, patterns: tuple[str, ...]) -> list[tuple[int, int]]:
    return [match.span() for pattern in _compiled(patterns) for match in pattern.finditer(folded.text)]


@cache
def _compiled(patterns: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.MULTILINE) for pattern in patterns]


_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ـ": ""})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SENTENCE = re.compile(r"[.!?؟;؛\n•]+")


@dataclass(frozen=True)
class _Folded:
    """A text as patterns read it, and where each of its signs came from."""

    text: str
    source: str
    places: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> _Folded:
        signs, places = [], []
        for place, sign in enumerate(source):
            for one in unicodedata.normalize("NFKD", sign.translate(_ARABIC).translate(_DIGITS)).lower():
                if not unicodedata.combining(one):
                    signs.append(" " if one in "\u00a0\u202f\t" else one)
                    places.append(place)
        text = "".join(signs)
        # A point between digits, or inside an address, ends nothing.
        ends = tuple(m.end() for m in _SENTENCE.finditer(text) if not text[m.end() : m.end() + 1].isalnum())
        return cls(text, source, tuple(places), ends)

    def original(self, start: int, end: int) -> str:
        return self.source[self.places[start] : self.places[end - 1] + 1].strip()

    def sentence(self, span: tuple[int, int]) -> str:
        at = bisect_right(self.ends, span[0])
        start = self.ends[at - 1] if at else 0
        end = next((stop for stop in self.ends if stop >= span[1]), len(self.text))
        return self.text[start:end]


def _finding(code: str, field: str, found: str, *, basis: bool) -> Finding:
    says, instead = _words(code)
    weight = WARN if code in {"hurry", "hours"} else HOLD
    if code in REFUSED_WORDINGS:
        weight = HOLD if basis else REFUSE
        if basis:
            says = _("Allowed only by the law you named: somebody of the agency reads it first.")
    return Finding(code, weight, field, found, says, instead)


def _words(code: str) -> tuple[str, str]:
    """What is said of a wording, and what could stand there instead."""
    return {
        "sex": (
            _("An opening cannot be for one sex only."),
            _("Say what the work asks for, “carry up to 25 kg”, and name the job in both forms."),
        ),
        "age": (
            _("An opening cannot set an age."),
            _("Say how much experience it takes, “from 2 years”, or “beginners are welcome”."),
        ),
        "marital": (
            _("An opening cannot ask whether somebody is married."),
            _("Say what the work asks for: “some evenings”, “away two nights a week”."),
        ),
        "children": (
            _("An opening cannot ask for children or pregnancy."),
            _("Say the working times, and let people judge whether they can keep them."),
        ),
        "religion": (
            _("An opening cannot ask for a religion, nor for dress because of one."),
            _("Say what safety or hygiene asks for: “hair covered at the machine”."),
        ),
        "record": (
            _("An opening cannot ask for a clean criminal record unless a law says so for this job."),
            _("Leave it out. If a law asks for it, write its article in “Legal basis”."),
        ),
        "origin": (
            _("An opening cannot ask for an origin or a nationality."),
            _("“With the right to work in the country”; or the language that the work needs."),
        ),
        "money": (
            _("This reads as if people had to pay. Nobody pays for a job."),
            _("Leave it out. What the work costs is the firm's to pay."),
        ),
        "bank": (_("An account abroad is named."), _("Leave it out: an opening needs no account.")),
        "strike": (
            _("This reads as if people on strike were to be replaced. The law forbids it."),
            _("Say why the post is free."),
        ),
        "link": (
            _("Links to other pages are not shown: people answer here."),
            _("Write here what is on that page."),
        ),
        "contact": (
            _("Telephone numbers and addresses are not shown: you get in touch here, once a person has said yes."),
            _("Leave it out."),
        ),
        "hurry": (
            _("Hurry together with much money reads like a trick."),
            _("Say when the work starts and what it pays."),
        ),
        "hours": (
            _("These are more hours than the law allows in most trades."),
            _("Write the hours of a week, and that overtime is paid."),
        ),
    }[code]


def _wage(opening: Opening) -> Iterator[Finding]:
    if not (opening.wage_min and opening.hours_per_week and opening.occupation_id):
        return
    wage = wages.of(opening)
    offered = f"{number_format(opening.wage_min, 2, force_grouping=True)} {opening.wage_currency}"
    if wage.floor and wage.floor.currency != opening.wage_currency:
        says = _("Wages there are paid in %(currency)s.") % {"currency": wage.floor.currency}
        yield Finding("currency", HOLD, "wage_min", offered, says)
    elif wage.ok is False:
        floor = wages.told(wage, opening.hours_per_week)
        yield Finding(
            "wage",
            REFUSE,
            "wage_min",
            offered,
            _("The wage is below the legal minimum. %(floor)s") % {"floor": floor},
            _("%(least)s %(currency)s a month or more.")
            % {
                "least": number_format(wage.floor_monthly, 2, force_grouping=True),
                "currency": wage.floor.currency,
            },
        )
    elif wage.ok is None and wage.floor:
        floor = wages.told(wage, opening.hours_per_week)
        says = _("Whether the wage reaches the legal minimum cannot be told. %(floor)s") % {"floor": floor}
        yield Finding("wage_unsure", WARN, "wage_min", offered, says, _("Write the gross wage of a month."))


def _facts(opening: Opening) -> Iterator[Finding]:
    isco = opening.occupation.isco_id if opening.occupation_id else ""
    usual = USUAL.get((isco or "")[:1])
    if usual is not None and opening.isced is not None and opening.isced > usual:
        yield Finding(
            "degree",
            WARN,
            "isced",
            str(opening.isced),
            _("This is more education than such work usually asks for: people who can do it will not answer."),
            _("Leave it out, or allow equivalent experience."),
        )
    if opening.hours_per_week and opening.hours_per_week > MOST_HOURS:
        says, instead = _words("hours")
        yield Finding("hours", WARN, "hours_per_week", str(opening.hours_per_week), says, instead)
    firm = opening.employer
    if firm.contact_email.rpartition("@")[2].lower() in FREE_MAIL and not any(firm.identifiers.values()):
        says = _("The firm writes from a free address and has given no identifier.")
        yield Finding("free_mail", HOLD, "employer", firm.contact_email, says, _("Add an identifier of the firm."))
    if known := contracts.too_long(firm.country, opening.contract, opening.months):
        says = _("%(contract)s: %(months)s months at most, as far as we know.") % {
            "contract": known.label,
            "months": known.most_months,
        }
        yield Finding("term", WARN, "months", str(opening.months), says)
