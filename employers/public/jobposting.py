"""An opening in the words of schema.org's JobPosting, for search engines and other sites.

What the vocabulary has no exact place for stands beside it under keys beginning "wasl:", which others pass over and our
own import reads. Town, region and country are said, never the address; nothing of a person is in it.
https://schema.org/JobPosting, https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from employers.bulk.cells import language_words, told_in_cells
from employers.models import Opening, Period

CONTEXT = "https://schema.org"
UNITS = {Period.HOUR: "HOUR", Period.DAY: "DAY", Period.MONTH: "MONTH"}
FULL_TIME_FROM = 35  # hours a week

_KINDS = {
    Opening.Contract.FIXED_TERM: "TEMPORARY",
    Opening.Contract.AGENCY_WORK: "TEMPORARY",
    Opening.Contract.SITE: "TEMPORARY",
    Opening.Contract.SEASONAL: "TEMPORARY",
    Opening.Contract.INSERTION: "TEMPORARY",
    Opening.Contract.APPRENTICESHIP: "OTHER",
    Opening.Contract.INTERNSHIP: "INTERN",
}
# Google's words for what is asked for; there is none for less than upper secondary.
_CREDENTIALS = {
    3: "high school",
    4: "professional certificate",
    5: "associate degree",
    6: "bachelor degree",
    7: "postgraduate degree",
    8: "postgraduate degree",
}
# No text can end the element that holds it, nor begin a comment or another one.
_IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
# What XML 1.0 has no place for, and what no reader can see.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def address(opening: Opening) -> str:
    """Of its public page, with the host."""
    return settings.PUBLIC_URL + reverse("job", args=[opening.pk])


def shown_name(opening: Opening) -> str:
    """The firm, as everybody may read it; "" when it gives its name only to those it meets."""
    return visible(str(opening.employer)) if opening.name_shown else ""


def visible(text: str) -> str:
    """`text` without control characters, which a feed cannot hold."""
    return _UNSEEN.sub("", text)


def job_posting(opening: Opening) -> dict[str, Any]:
    """One opening, read `for_everybody`; names of skills and places in the language that is active."""
    place = opening.site.place
    needs = list(opening.needs.all())
    firm = shown_name(opening)
    posting: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "JobPosting",
        "@id": address(opening),
        "url": address(opening),
        "title": visible(opening.title),
        "description": paragraphs(opening.description) or paragraphs(_in_short(opening)),
        "identifier": {"@type": "PropertyValue", "name": firm or "Wasl", "value": str(opening.pk)},
        "datePosted": opening.published_at.date().isoformat() if opening.published_at else None,
        "validThrough": f"{opening.deadline.isoformat()}T23:59:59Z" if opening.deadline else None,
        "employmentType": _employment_type(opening),
        "hiringOrganization": {"@type": "Organization", "name": firm} if firm else "confidential",
        "industry": str(opening.employer.sector),
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": str(place),
                "addressRegion": str(place.region),
                "addressCountry": place.region.country,
            },
        },
        "baseSalary": _salary(opening),
        "relevantOccupation": {"@type": "Occupation", "name": str(opening.occupation)},
        "occupationalCategory": {
            "@type": "CategoryCode",
            "codeValue": opening.occupation.isco_id,
            "name": str(opening.occupation),
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "ISCO-08"},
        },
        "skills": [str(need.skill) for need in needs],
        "qualifications": language_words(opening) or None,
        "experienceRequirements": _experience(opening),
        "educationRequirements": _education(opening),
        "experienceInPlaceOfEducation": opening.or_equivalent if opening.isced and opening.years else None,
        "jobBenefits": [str(Opening.Benefit(one).label) for one in opening.benefits if one in Opening.Benefit.values],
        "workHours": _hours(opening.hours_per_week),
        "totalJobOpenings": opening.posts,
        "jobStartDate": opening.starts_on.isoformat() if opening.starts_on else None,
        "jobImmediateStart": opening.starts_on is None,
        "directApply": False,
        **{f"wasl:{key}": text for key, text in told_in_cells(opening).items()},
    }
    return {key: value for key, value in posting.items() if value not in (None, "", [])}


def script(data: dict[str, Any]) -> SafeString:
    """`data` as a block of data of a page. It is no script: nothing of it is run, and no policy has to allow it."""
    escaped = json.dumps(data, ensure_ascii=False).translate(_IN_HTML)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(escaped))  # noqa: S308


def paragraphs(text: str) -> str:
    """Plain text as HTML, every sign of it kept as text."""
    lines = escape(visible(text).replace("\r\n", "\n").strip())
    return f"<p>{lines}</p>".replace("\n\n", "</p><p>").replace("\n", "<br>") if lines else ""


def _in_short(opening: Opening) -> str:
    """A description is demanded: where none was written, the work and what it asks for."""
    return "\n".join([str(opening.occupation), *(str(need.skill) for need in opening.needs.all())])


def _hours(count: int) -> str:
    return ngettext("%(n)s hour per week", "%(n)s hours per week", count) % {"n": count}


def _employment_type(opening: Opening) -> list[str]:
    length = "FULL_TIME" if opening.hours_per_week >= FULL_TIME_FROM else "PART_TIME"
    kind = _KINDS.get(Opening.Contract(opening.contract))
    return [length, kind] if kind else [length]


def _salary(opening: Opening) -> dict[str, Any]:
    amount: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": UNITS[Period(opening.wage_period)]}
    if opening.wage_max is None or opening.wage_max == opening.wage_min:
        amount["value"] = float(opening.wage_min)
    else:
        amount |= {"minValue": float(opening.wage_min), "maxValue": float(opening.wage_max)}
    return {"@type": "MonetaryAmount", "currency": opening.wage_currency, "value": amount}


def _experience(opening: Opening) -> str | dict[str, Any]:
    if not opening.years:
        return "no requirements"
    return {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 12 * opening.years}


def _education(opening: Opening) -> str | dict[str, Any]:
    if not opening.isced:
        return "no requirements"
    asked = {"@type": "EducationalOccupationalCredential", "educationalLevel": f"ISCED {opening.isced}"}
    if opening.isced in _CREDENTIALS:
        asked["credentialCategory"] = _CREDENTIALS[opening.isced]
    return asked
