"""Why an introduction ended, as each side says it and as the other reads it: about the work, never about somebody."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Introduction

Decliner, Reason = Introduction.Decliner, Introduction.Reason
Words = Mapping[str, str | Promise]

# Why a person may say no; nobody needs to say.
OF_PERSON: Words = {
    Reason.WAGE: _("The wage"),
    Reason.DISTANCE: _("The distance"),
    Reason.HOURS: _("The hours"),
    Reason.OTHER_JOB: _("I have found something else"),
    Reason.UNSAID: _("Something else, or I'd rather not say"),
}
# Why a firm may: of the work, or because the post is gone; never of who somebody is.
OF_EMPLOYER: Words = {
    Reason.SKILLS: _("Other skills are needed"),
    Reason.EXPERIENCE: _("More experience is needed"),
    Reason.LANGUAGE: _("More of a language is needed"),
    Reason.PAPERS: _("A diploma or a permit is missing"),
    Reason.WAGE: _("We do not agree on the wage"),
    Reason.DISTANCE: _("It is too far"),
    Reason.HOURS: _("The hours do not fit"),
    Reason.INTERVIEW: _("We agreed to meet, and it did not happen"),
    Reason.FILLED: _("The post is taken"),
    Reason.UNSAID: _("Another reason"),
}
_TO_EMPLOYER: Words = {
    Reason.WAGE: _("The wage does not suit them."),
    Reason.DISTANCE: _("It is too far for them."),
    Reason.HOURS: _("The hours do not suit them."),
    Reason.OTHER_JOB: _("They have found something else."),
}
_TO_PERSON: Words = {
    Reason.SKILLS: _("The firm looks for other skills for this post."),
    Reason.EXPERIENCE: _("The firm looks for more experience for this post."),
    Reason.LANGUAGE: _("The firm needs more of a language for this post."),
    Reason.PAPERS: _("The firm needs a diploma or a permit that is not in your file."),
    Reason.WAGE: _("You and the firm do not agree on the wage."),
    Reason.DISTANCE: _("The firm finds it too far."),
    Reason.HOURS: _("The hours do not fit."),
    Reason.INTERVIEW: _("The firm says that the meeting did not happen."),
    Reason.FILLED: _("The post is taken."),
}


def to_employer(row: Introduction) -> str:
    """Why it ended, for the firm: a reason of the person only where they agreed that it is read."""
    if row.declined_by == Decliner.PERSON:
        shared = _TO_EMPLOYER.get(row.reason, "") if row.reason_shared else ""
        return str(shared or _("They gave no reason, and need not."))
    if row.declined_by == Decliner.EMPLOYER and row.reason != Reason.SILENT:
        return str(OF_EMPLOYER.get(row.reason, ""))
    if row.declined_by == Decliner.EMPLOYER:
        return str(_("You did not answer in time, so the person is free again."))
    return str(_("It was not answered in time."))


def to_person(row: Introduction) -> str:
    """Why it ended, for the person, likewise."""
    if row.declined_by == Decliner.EMPLOYER and row.reason == Reason.SILENT:
        return str(_("The firm did not answer in time. It was not about you."))
    if row.declined_by == Decliner.EMPLOYER:
        shared = _TO_PERSON.get(row.reason, "") if row.reason_shared else ""
        return str(shared or _("The firm gave no reason."))
    if row.declined_by == Decliner.PERSON and row.reason in OF_PERSON and row.reason != Reason.UNSAID:
        return str(OF_PERSON[row.reason])
    return ""
