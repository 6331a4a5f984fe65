"""Employers, their sites and people, their openings and what each needs, the floors and subsidies of the law."""

from .bulk import OpeningImport
from .draft import OpeningDraft
from .employer import (
    Employer,
    EmployerKey,
    EmployerQuerySet,
    JoinRequest,
    Member,
    MemberInvitation,
    Responsiveness,
    Site,
    Verification,
)
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
    "EmployerKey",
    "EmployerQuerySet",
    "JoinRequest",
    "Member",
    "MemberInvitation",
    "Opening",
    "OpeningDraft",
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
