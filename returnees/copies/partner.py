"""What a named partner receives of somebody who agreed to it: columns that the policy lets a partner see, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accounts.models import Consent, ConsentQuerySet, Membership, User
from accounts.templatetags.house import language_name
from returnees.models import Cefr, Export, Isced, Licence, Profile, ProfileQuerySet
from returnees.policy import FIELDS, TABLES, Role, Stage, Tier, may

# What a spreadsheet would compute instead of show (OWASP, CSV injection).
COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"


@dataclass(frozen=True)
class Column:
    """`field` ("identity.phone") says by its tier whether a partner sees it."""

    field: str
    name: str | Promise
    told: Callable[[Profile], str]

    @property
    def tier(self) -> Tier:
        return FIELDS.get(self.field, TABLES[self.field.partition(".")[0]])


def _listed(texts: Iterable[str]) -> str:
    return pgettext("between the items of a list", ", ").join(dict.fromkeys(filter(None, texts)))


def _who(name: str) -> Callable[[Profile], str]:
    # Somebody whose name nobody has written yet has no identity.
    return lambda profile: getattr(getattr(profile, "identity", None), name, "")


def _abroad(profile: Profile) -> str:
    stays = [stay.get_country_display() for stay in profile.stays.all()]
    home = profile.place.region.country
    jobs = [job.get_country_display() for job in profile.experiences.all() if job.country and job.country != home]
    return _listed(stays + jobs)


COLUMNS = [
    Column("profile.code", _("code"), lambda p: p.code),
    Column("identity.given_name", _("given name"), _who("given_name")),
    Column("identity.family_name", _("family name"), _who("family_name")),
    Column("identity.given_name_ar", _("given name in Arabic"), _who("given_name_ar")),
    Column("identity.family_name_ar", _("family name in Arabic"), _who("family_name_ar")),
    Column("identity.phone", _("telephone"), _who("phone")),
    Column("profile.place", _("town"), lambda p: str(p.place)),
    Column(
        "profile.available_from",
        _("available from"),
        lambda p: formats.date_format(p.available_from, "SHORT_DATE_FORMAT") if p.available_from else "",
    ),
    Column("experience.occupation", _("work done"), lambda p: _listed(str(e.occupation) for e in p.experiences.all())),
    Column("wish.occupation", _("wishes"), lambda p: _listed(str(w.occupation) for w in p.wishes.all())),
    Column("profileskill.skill", _("skills"), lambda p: _listed(str(s.skill) for s in p.skills.all())),
    Column(
        "profilelanguage.spoken",
        _("languages spoken"),
        lambda p: _listed(f"{language_name(one.language)} {Cefr(one.spoken).label}" for one in p.languages.all()),
    ),
    Column("profile.isced", _("education"), lambda p: str(Isced(p.isced).label) if p.isced is not None else ""),
    Column(
        "profile.licences",
        _("licences"),
        lambda p: _listed(str(Licence(one).label) if one in Licence.values else one for one in p.licences),
    ),
    Column("experience.country", _("worked in"), _abroad),
]


def people_for(export: Export) -> ProfileQuerySet:
    """The people who agree, at this moment, that this partner gets their file, and whose files `export.by` may share:
    those they accompany; all of the agency's for its officers and leads. Never by a file that is being contested."""
    by = export.by
    roles = set(by.memberships.live().filter(agency=export.agency).values_list("role", flat=True))
    files = Profile.objects.visible_to(by).filter(agency=export.agency).undisputed()
    if not roles & {Membership.Role.OFFICER, Membership.Role.LEAD}:
        files = files.editable_by(by)
    return files.filter(Exists(agreed(export.partner).filter(person=OuterRef("user_id"))))


def agreed(partner: str) -> ConsentQuerySet:
    """The answers that let this partner have a file, now."""
    return Consent.objects.live().filter(purpose=Consent.Purpose.PARTNER, recipient=partner)


def partners_of(user: User) -> list[str]:
    """The partners that people of the user's agencies agreed to share their file with, by name."""
    files = Profile.objects.visible_to(user)
    live = Consent.objects.live().filter(purpose=Consent.Purpose.PARTNER, person__profile__in=files)
    return sorted(set(live.values_list("recipient", flat=True)))


def cells_of(profile: Profile) -> list[str]:
    """One line about somebody, by the policy: work abroad only where they let it be shown."""
    shows_abroad = Consent.objects.live().filter(person=profile.user_id, purpose=Consent.Purpose.SHOW_ABROAD).exists()
    stage = Stage.WHOLE if shows_abroad else Stage.NAMED
    return [column.told(profile) if may(Role.PARTNER, column.tier, stage) else "" for column in COLUMNS]


def with_columns(people: ProfileQuerySet) -> ProfileQuerySet:
    """With everything that a line reads."""
    return people.with_work().select_related("identity")


def csv_of(lines: Iterable[list[str]]) -> bytes:
    """UTF-8 with a byte order mark, and the separator that spreadsheets expect in the reader's language."""
    out = io.StringIO()
    separator = "," if translation.get_language() == "en" else ";"
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([plain(str(column.name)) for column in COLUMNS])
    writer.writerows([plain(cell) for cell in line] for line in lines)
    return (BOM + out.getvalue()).encode()


def plain(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(COMPUTED) else cell
