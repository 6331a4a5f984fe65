"""A person's own record, in the tiers of what may be seen by whom (`returnees.policy`)."""

from .identity import Equality, Identity, IdentityKey, ReturnContext
from .keeping import ClaimCode, Conflict, Contest, Departure, Export, ExportedPerson, Merge, NotTheSame
from .papers import Qualification, RecognitionCase
from .passport import Passport, PassportStatus
from .profile import (
    BAND_MONTHS,
    CODE_LETTERS,
    Band,
    Cefr,
    Currency,
    Evidence,
    EvidenceStep,
    Experience,
    Isced,
    Licence,
    Profile,
    ProfileLanguage,
    ProfileQuerySet,
    ProfileSkill,
    Stay,
    Wish,
    new_code,
)
from .rights import RightsCase, SocialPeriod

__all__ = [
    "BAND_MONTHS",
    "CODE_LETTERS",
    "Band",
    "Cefr",
    "ClaimCode",
    "Conflict",
    "Contest",
    "Currency",
    "Departure",
    "Equality",
    "Evidence",
    "EvidenceStep",
    "Experience",
    "Export",
    "ExportedPerson",
    "Identity",
    "IdentityKey",
    "Isced",
    "Licence",
    "Merge",
    "NotTheSame",
    "Passport",
    "PassportStatus",
    "Profile",
    "ProfileLanguage",
    "ProfileQuerySet",
    "ProfileSkill",
    "Qualification",
    "RecognitionCase",
    "ReturnContext",
    "RightsCase",
    "SocialPeriod",
    "Stay",
    "Wish",
    "new_code",
]
