"""What an officer looks at before a firm is called verified, and which points each level needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.models import Employer

Level = Employer.Level


class Answer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SEEN = "not_seen", _("Not looked at")


@dataclass(frozen=True)
class Point:
    code: str
    asks: Promise
    how: Promise
    # The lowest level that needs a yes; None where a yes helps and only a no stands in the way.
    needed_for: Level | None


POINTS = [
    Point("existence", _("It exists in law"),
          _("You hold an extract of the register or a certificate of its number, less than 3 months old."),
          Level.DOCUMENT),
    Point("call_back", _("The contact was called back"),
          _("At a number found elsewhere than in the form: the register, the chamber, the sign at the door."),
          Level.DOCUMENT),
    Point("free", _("Nobody pays for a job there"),
          _("No fee, deposit, passport or training paid in advance, also not through a middleman."), Level.DOCUMENT),
    Point("social_security", _("It declares its people to social security"),
          _("You hold the certificate of affiliation. Of a firm without employees yet, say so in the note."),
          Level.VISITED),
    Point("headcount", _("As many people as it declares fit the posts it offers"),
          _("The last declaration of wages, beside the number of posts."), Level.VISITED),
    Point("address", _("It works at the address it gives"),
          _("Seen on site, or attested by its chamber."), Level.VISITED),
    Point("conditions", _("People work there in decent conditions"),
          _("Seen on site, or attested by its chamber; accidents and complaints of the last years are known."),
          Level.VISITED),
    Point("wage", _("It pays at least the legal minimum"), _("By its offers, or by a payslip without the name."), None),
    Point("reason", _("It hires for a reason that is in order"),
          _("A new or a vacant post; never in the place of people on strike."), None),
    Point("wording", _("Its offers shut nobody out for who they are"),
          _("Nothing on sex, age, family, religion or origin without a reason in law."), None),
]  # fmt: skip
CODES = [point.code for point in POINTS]


def missing(level: int, answers: dict[str, str]) -> list[Point]:
    """The points that stand between these answers and `level`: those it needs without a yes, and every no."""
    return [
        point
        for point in POINTS
        if answers.get(point.code) == Answer.NO
        or (point.needed_for is not None and point.needed_for <= level and answers.get(point.code) != Answer.YES)
    ]


def best(answers: dict[str, str]) -> Level | None:
    """The highest level that these answers reach; None where they reach none."""
    return next((level for level in (Level.VISITED, Level.DOCUMENT) if not missing(level, answers)), None)
