"""Who looked at a person's record, when and why, in words for the person: read from the audit log, grouped by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import consents
from accounts.models import Event, User
from employers.models import Opening
from returnees.models import Profile

A_PAGE = 30
LATELY = timedelta(days=30)

# What was done, by the name of the line in the log. A name that is not here is told without its kind.
DONE = {
    "profile.viewed": gettext_lazy("Your file was opened, to work on it with you."),
    "profile.registered": gettext_lazy("Your file was begun with you."),
    "profile.edited": gettext_lazy("Something in your file was changed."),
    "profile.row_added": gettext_lazy("Something was added to your file."),
    "profile.row_removed": gettext_lazy("Something was taken out of your file."),
    "profile.conflict_settled": gettext_lazy("Of two versions of one line in your file, one was chosen."),
    "profile.part_left_unsaid": gettext_lazy("It was noted that you would rather not say something."),
    "profile.taken_over": gettext_lazy("Somebody began to accompany you."),
    "profile.shared": gettext_lazy("A copy of your file was made for a partner whom you said yes to."),
    "profile.warned": gettext_lazy("You were told that your file would end."),
    "skill.evidence_raised": gettext_lazy("It was noted what stands behind one of your skills."),
    "skill.evidence_taken_back": gettext_lazy("A note on one of your skills was taken back."),
    "claim.code_made": gettext_lazy("A code was made with which you can take over your file."),
    "contest.read": gettext_lazy("What you contested was read, and your file with it."),
    "contest.answered": gettext_lazy("What you contested was answered."),
    "passport.issued": gettext_lazy("A skills passport was made with you."),
}
# In which list the person stood.
LISTED = {
    "list": gettext_lazy("You stood in the list of people whom the agency accompanies."),
    "home": gettext_lazy("You stood on their first page, among people to think of next."),
}


@dataclass(frozen=True)
class Reader:
    """Who it was: name, and for whom they work in which role. None: the service itself, or somebody now gone."""

    user: User | None
    works: Sequence[tuple[str, str]]  # (role, agency or firm)
    accompanies: bool  # is the person's counsellor


@dataclass(frozen=True)
class Visit:
    """What one reader did on one day."""

    day: date
    reader: Reader
    told: Sequence[str]


def readings(profile: Profile) -> QuerySet[Event]:
    """The lines of the log about this record that somebody else than the person caused."""
    about = Event.objects.filter(subject_type=Profile._meta.label_lower, subject_id=profile.pk)
    return about.exclude(by_id=profile.user_id)


def lately(profile: Profile) -> int:
    """How many people looked within a month."""
    since = timezone.now() - LATELY
    return readings(profile).filter(at__gte=since, by_id__isnull=False).values("by_id").distinct().count()


def visits(profile: Profile, number: str | None) -> tuple[Page, list[tuple[date, list[Visit]]]]:
    """One page of what was done, day by day and reader by reader, latest first; the same queries for any number."""
    done = (
        readings(profile)
        .annotate(day=TruncDate("at"), where=KT("facts__where"), opening=KT("facts__opening"), named=KT("facts__named"))
        .values("day", "by_id", "name", "where", "opening", "named")
        .annotate(times=Count("pk"), last=Max("at"))
        .order_by("-day", "by_id", "-last")
    )
    page = Paginator(done, A_PAGE).get_page(number)
    rows = list(page)
    users = User.objects.prefetch_related("memberships__agency", "employer_memberships__employer").in_bulk(
        {row["by_id"] for row in rows if row["by_id"]}
    )
    titles = _titles(profile, {int(row["opening"]) for row in rows if row["opening"]})
    days = []
    for day, of_day in groupby(rows, key=lambda row: row["day"]):
        seen = [
            Visit(day, _reader(users.get(who), profile), list(dict.fromkeys(_told(row, titles) for row in of_one)))
            for who, of_one in groupby(of_day, key=lambda row: row["by_id"])
        ]
        days.append((day, seen))
    return page, days


def _reader(user: User | None, profile: Profile) -> Reader:
    if user is None:
        return Reader(None, (), False)
    works = [(row.get_role_display(), str(row.agency)) for row in user.memberships.all()]
    works += [(_("Employer"), str(row.employer)) for row in user.employer_memberships.all()]
    return Reader(user, works, user.pk == profile.counsellor_id)


def _titles(profile: Profile, openings: set[int]) -> dict[int, str]:
    """Opening -> "title – firm", for those that the person may see or has answered; of others they learn nothing."""
    visible = Opening.objects.visible_to(profile.user).filter(pk__in=openings).select_related("employer")
    found = {row.pk: f"{row.title} – {row.employer}" for row in visible}
    for row in consents.answers(profile.user) if openings - found.keys() else []:
        kind, _colon, number = row.reference.partition(":")
        if kind == "opening":
            found.setdefault(int(number), row.recipient)
    return found


def _told(row: Mapping[str, Any], titles: Mapping[int, str]) -> str:
    title = titles.get(int(row["opening"])) if row["opening"] else None
    if row["name"] != "profile.listed":
        return str(DONE.get(row["name"], _("Something was done in your file.")))
    if row["where"] in {"candidates", "shortlist"}:
        if row["named"] == "true":
            sentence, without = (
                _("Your name and your telephone were seen, for the job you said yes to: {job}."),
                _("Your name and your telephone were seen, for a job you said yes to."),
            )
        else:
            sentence, without = (
                _("Your card without a name was seen, for the job: {job}."),
                _("Your card without a name was seen, for a job that is closed now."),
            )
    elif row["where"] == "opening":
        sentence, without = (
            _("You stood in the list of people who may fit the job: {job}."),
            _("You stood in the list of people who may fit a job."),
        )
    else:
        return str(LISTED.get(row["where"], _("You stood in a list of people.")))
    return format_html(sentence, job=format_html("<bdi>{}</bdi>", title)) if title else without
