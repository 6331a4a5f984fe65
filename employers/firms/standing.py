"""Where a firm stands in its verification, for the pages that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from employers.models import Employer, Verification

from .verifying import REMINDED


@dataclass(frozen=True)
class Standing:
    """`state` is "suspended", "off" (left people without an answer), "ending" (within 30 days), "verified", "lapsed"
    (was verified), "waiting" (its numbers have the right form) or "numbers" (none has)."""

    firm: Employer
    last: Verification | None
    today: date

    @classmethod
    def of(cls, firm: Employer) -> Standing:
        return cls(firm, next(iter(firm.verifications.all()), None), timezone.localdate())

    @property
    def until(self) -> date | None:
        return self.last.expires_on if self.last else None

    @cached_property
    def state(self) -> str:
        return state_of(self.firm, self.until, self.today)


def state_of(firm: Employer, until: date | None, today: date) -> str:
    if firm.suspended_at:
        return "suspended"
    if firm.level >= Employer.Level.DOCUMENT:
        if firm.switched_off_at:
            return "off"
        return "ending" if until and until <= today + REMINDED else "verified"
    if until:
        return "lapsed"
    return "waiting" if firm.level else "numbers"
