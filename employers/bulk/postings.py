"""The rows of schema.org JobPostings: from JSON-LD, or from a saved page with some. No address is ever fetched."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _

from .columns import BY_KEY
from .files import MOST_KEPT, Unreadable, tidy

_UNITS = {"HOUR": "hour", "DAY": "day", "MONTH": "month", "YEAR": "year"}
# Only where nothing of ours says it better: what people abroad call temporary is a fixed term here.
_CONTRACTS = {"TEMPORARY": "fixed_term", "CONTRACTOR": "fixed_term", "INTERN": "internship", "FULL_TIME": "permanent"}
_BREAK = re.compile(r"<br\s*/?>|</(?:div|li|h\d|p|tr)>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</p>\s*(?=<p)|</(?:ul|ol|table)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_DEEPEST = 50


class _Blocks(HTMLParser):
    """The blocks of JSON-LD of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = (
            tag == "script" and (dict(attrs).get("type") or "").split(";")[0].strip() == "application/ld+json"
        )
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def read(text: str) -> list[dict[str, str]]:
    """Column → text for every posting in `text`, in order. Raises Unreadable with a sentence."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        page = _Blocks()
        page.feed(text)
        blocks = page.found
        if not blocks:
            raise Unreadable(_("There is no JobPosting in this page. Save the page of one post, with its whole code."))
    else:
        blocks = [text]
    found: list[dict[str, str]] = []
    for block in blocks:
        try:
            found += [_cells(posting) for posting in _postings(json.loads(block), 0)]
        except (ValueError, RecursionError) as wrong:
            if len(blocks) == 1:
                raise Unreadable(_("This is not JSON that can be read.")) from wrong
    if not found:
        raise Unreadable(_("There is no JobPosting in it."))
    return found[:MOST_KEPT]


def _postings(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every JobPosting, wherever in graphs, lists and feeds it stands."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for one in node:
            yield from _postings(one, depth + 1)
    elif isinstance(node, dict):
        if any(str(kind).rpartition("/")[2].rpartition(":")[2] == "JobPosting" for kind in _list(node.get("@type"))):
            yield node
        else:
            for one in node.values():
                yield from _postings(one, depth + 1)


def _cells(posting: dict[str, Any]) -> dict[str, str]:
    salary = _first(posting.get("baseSalary"))
    pay = salary.get("value", salary) if isinstance(salary, dict) else {"value": salary}
    pay = pay if isinstance(pay, dict) else {"value": pay}
    low, high = pay.get("minValue", pay.get("value")), pay.get("maxValue")
    unit = _text(pay.get("unitText") or (salary.get("unitText") if isinstance(salary, dict) else "")).upper()
    preferred = _text(posting.get("wasl:preferred"))
    skills = [name for name in _names(posting.get("skills")) if name not in preferred.split("; ")]
    experience = _first(posting.get("experienceRequirements"))
    months = experience.get("monthsOfExperience") if isinstance(experience, dict) else None
    education = _first(posting.get("educationRequirements"))
    kinds = [_text(kind).upper().replace("-", "_").replace(" ", "_") for kind in _list(posting.get("employmentType"))]
    occupation = _dig(posting, "relevantOccupation", "name") or _dig(posting, "occupationalCategory", "name")
    cells = {
        "reference": _text(_dig(posting, "identifier", "value") or posting.get("identifier")),
        "title": _text(posting.get("title") or posting.get("name")),
        "occupation": _text(occupation),
        "tasks": _words(_text(posting.get("description"))),
        "town": _text(_dig(posting, "jobLocation", "address", "addressLocality")),
        "posts": _text(posting.get("totalJobOpenings")),
        "contract": next((_CONTRACTS[kind] for kind in _CONTRACTS if kind in kinds), ""),
        "hours": "".join(re.findall(r"\d{1,2}", _text(posting.get("workHours")))[:1]),
        "wage_from": _text(low),
        "wage_to": _text(high) if high != low else "",
        "period": _UNITS.get(unit, unit.lower()),
        "currency": _text(salary.get("currency") if isinstance(salary, dict) else posting.get("salaryCurrency")),
        "start": _text(posting.get("jobStartDate")),
        "deadline": _text(posting.get("validThrough")),
        "years": str(int(months) // 12) if isinstance(months, (int, float)) and months >= 12 else "",
        "education": _text(education.get("educationalLevel") or education.get("credentialCategory"))
        if isinstance(education, dict)
        else "",
        "skills": "; ".join(skills),
        "benefits": ", ".join(_names(posting.get("jobBenefits"))),
        "name_shown": "no" if _text(posting.get("hiringOrganization")) == "confidential" else "",
    }
    # What is ours says it exactly.
    ours = {key: _text(posting.get(f"wasl:{key}")) for key in BY_KEY if posting.get(f"wasl:{key}")}
    return {column: tidy(text) for column, text in (cells | ours).items() if tidy(text)}


def _words(markup: str) -> str:
    """The text of a description in HTML, paragraph by paragraph; nothing of its markup."""
    if "<" not in markup and "&lt;" in markup:
        # Escaped once too often by whoever wrote it.
        markup = html.unescape(markup)
    text = _TAG.sub("", _BREAK.sub("\n", _PARAGRAPH.sub("\n\n", markup)))
    return re.sub(r"\n{3,}", "\n\n", html.unescape(text)).strip()


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (dict, list)):
        named = _first(value)
        return (
            _text(named.get("name") or named.get("value")) if isinstance(named, dict) else _text(named) if named else ""
        )
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def _names(value: Any) -> list[str]:
    """The names of several things: a list of them, or a text with commas between."""
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[;,\n]", value) if part.strip()]
    return [name for one in _list(value) if (name := _text(one).replace(";", ",").strip())]


def _dig(node: Any, *keys: str) -> Any:
    for key in keys:
        node = _first(node)
        node = node.get(key) if isinstance(node, dict) else None
    return node


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
