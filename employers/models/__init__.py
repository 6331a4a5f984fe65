"""Employers, their sites and people, their openings and what each needs, the floors and subsidies of the law."""

from .bulk import OpeningImport
from .employer import Employer, EmployerQuerySet, Member, MemberInvitation, Responsiveness, Site, Verification
from .law import Period, SubsidyRule, WageFloor
from .opening import (
    OPEN,
    Opening,
    OpeningLanguage,
    OpeningMove,
    OpeningNeed,
    OpeningQuerySet,
    OpeningReport,
)

__all__ = [
    "OPEN",
    "Employer",
    "EmployerQuerySet",
    "Member",
    "MemberInvitation",
    "Opening",
    "OpeningImport",
    "OpeningLanguage",
    "OpeningMove",
    "OpeningNeed",
    "OpeningQuerySet",
    "OpeningReport",
    "Period",
    "Responsiveness",
    "Site",
    "SubsidyRule",
    "Verification",
    "WageFloor",
]
