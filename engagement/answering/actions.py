"""What is done about answers: counted, reminded of, given up; a firm that leaves people waiting is switched off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit, messages
from accounts.models import Event, User
from employers.models import Employer, Responsiveness
from engagement import actions
from engagement.models import Introduction, Stage

from .deadlines import DAYS, REMIND_BEFORE
from .responsiveness import sector_share, share, usual_days, weight

Decliner, Reason = Introduction.Decliner, Introduction.Reason
COUNTED = timedelta(days=365)
IN_TIME = timedelta(days=DAYS[Stage.ACCEPTED])
# So many people one after the other without an answer, and the firm's openings are no longer shown.
MOST_SILENT = 5
INVITED_BACK = timedelta(days=182)


@dataclass
class Tally:
    """Of one employer, or of a sector: who waited, who was answered in time, and after how many days."""

    asked: int = 0
    answered: int = 0
    days: list[float] = field(default_factory=list)

    def add(self, in_time: bool, days: float | None) -> None:
        self.asked += 1
        self.answered += in_time
        if days is not None:
            self.days.append(days)


def in_time(row: Introduction, now: datetime) -> bool | None:
    """Whether somebody who said yes was answered in time; None while that is open, or where the person left first."""
    due = row.accepted_at + IN_TIME
    if row.answered_at:
        return row.answered_at <= due
    left = row.stage == Stage.DECLINED and row.reason != Reason.SILENT
    return False if now > due and not (left and row.stage_at <= due) else None


def _accepted(now: datetime) -> Iterator[tuple[int, str, Introduction]]:
    """(employer, its sector, introduction) of a year, oldest yes first."""
    rows = Introduction.objects.filter(accepted_at__gt=now - COUNTED).order_by("accepted_at", "pk")
    rows = rows.annotate(employer=F("opening__employer"), sector=F("opening__employer__sector"))
    for row in rows.iterator(chunk_size=2000):
        yield row.employer, row.sector, row


def count(now: datetime | None = None) -> int:
    """Counts anew how every employer answers; how many have somebody to count."""
    now = now or timezone.now()
    firms: dict[int, Tally] = defaultdict(Tally)
    sectors: dict[str, Tally] = defaultdict(Tally)
    sector_of, everybody = {}, Tally()
    for employer, sector, row in _accepted(now):
        if (answered := in_time(row, now)) is None:
            continue
        days = (row.answered_at - row.accepted_at).total_seconds() / 86400 if row.answered_at else None
        sector_of[employer] = sector
        for tally in (firms[employer], sectors[sector], everybody):
            tally.add(answered, days)
    usual = {
        code: sector_share(tally.asked, tally.answered, everybody.asked, everybody.answered)
        for code, tally in sectors.items()
    }
    people = weight([(tally.asked, tally.answered, usual[sector_of[pk]]) for pk, tally in firms.items()])
    counted = []
    for employer, tally in firms.items():
        found = share(tally.asked, tally.answered, usual[sector_of[employer]], people)
        counted.append(
            Responsiveness(
                employer_id=employer,
                asked=found.asked,
                answered=found.answered,
                rate=found.rate,
                low=found.low,
                high=found.high,
                days=usual_days(tally.days),
                sector_rate=usual[sector_of[employer]],
                as_of=timezone.localdate(now),
            )
        )
    fields = ["asked", "answered", "rate", "low", "high", "days", "sector_rate", "as_of"]
    with transaction.atomic():
        Responsiveness.objects.exclude(employer__in=firms).delete()
        Responsiveness.objects.bulk_create(
            counted, update_conflicts=True, unique_fields=["employer"], update_fields=fields
        )
    return len(counted)


def remind(today: date | None = None) -> int:
    """Three days before an answer is due, once for each: the person, or one text to the firm for all who wait."""
    today = today or timezone.localdate()
    due = Introduction.objects.filter(
        stage__in=DAYS, reply_by__gte=today, reply_by__lte=today + REMIND_BEFORE, reminded_at=None
    )
    reminded = 0
    firms: dict[Employer, list[Introduction]] = defaultdict(list)
    for row in due.select_related("profile__user", "opening__employer"):
        if row.stage != Stage.PROPOSED:
            firms[row.opening.employer].append(row)
            continue
        with transaction.atomic():
            if _mark([row]):
                messages.send(row.profile.user, "introduction_waits", day=row.reply_by)
                reminded += 1
    for employer, rows in firms.items():
        with transaction.atomic():
            if marked := _mark(rows):
                reminded += marked
                _tell(employer, "people_wait", number=marked, day=min(row.reply_by for row in rows))
    return reminded


def _mark(rows: Iterable[Introduction]) -> int:
    """Who was not reminded yet is marked; a sweep that runs twice marks nobody twice."""
    fresh = Introduction.objects.filter(pk__in=[row.pk for row in rows], reminded_at=None)
    return fresh.update(reminded_at=timezone.now())


def give_up(today: date | None = None) -> int:
    """Ends what nobody answered in time: the person is free and is told so; a firm that left too many is switched off.

    Running it twice ends nothing twice.
    """
    today = today or timezone.localdate()
    late = Introduction.objects.filter(stage__in=DAYS, reply_by__lt=today).order_by("reply_by", "pk")
    ended = 0
    for pk in list(late.values_list("pk", flat=True)):
        with transaction.atomic():
            row = late.select_for_update(of=("self",)).select_related("opening__employer").filter(pk=pk).first()
            if row is None:
                continue
            if row.stage == Stage.PROPOSED:
                actions.lapse(row)
            else:
                actions.release(row)
                _switch_off_if_silent(row.opening.employer)
            ended += 1
    return ended


def silent(employer: Employer, now: datetime | None = None) -> int:
    """How many people, one after the other up to now, the firm left without an answer since it last came back."""
    now = now or timezone.now()
    since = max(now - COUNTED, employer.back_at or now - COUNTED)
    rows = Introduction.objects.filter(opening__employer=employer, accepted_at__gt=since).order_by("-accepted_at")
    number = 0
    for row in rows:
        answered = in_time(row, now)
        if row.answered_at or answered:
            break
        number += answered is False or row.reason == Reason.SILENT
    return number


def _switch_off_if_silent(employer: Employer) -> None:
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    if employer.switched_off_at or silent(employer) < MOST_SILENT:
        return
    employer.switched_off_at = timezone.now()
    employer.save(update_fields=["switched_off_at"])
    audit.record("employer.switched_off", employer, by=None, people=MOST_SILENT)
    _tell(employer, "switched_off", number=MOST_SILENT)


@transaction.atomic
def come_back(employer: Employer, *, by: User) -> bool:
    """The firm will answer again: its openings are shown from now on. Whether it was off."""
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    if employer.switched_off_at is None:
        return False
    employer.switched_off_at, employer.back_at = None, timezone.now()
    employer.save(update_fields=["switched_off_at", "back_at"])
    audit.record("employer.came_back", employer, by=by)
    return True


def invite_back(now: datetime | None = None) -> int:
    """Asks firms that are off whether they would come back, every six months; how many were asked."""
    now = now or timezone.now()
    asked = 0
    for employer in Employer.objects.filter(switched_off_at__lt=now - INVITED_BACK, suspended_at=None):
        lately = Event.objects.filter(name="employer.invited_back", subject_id=employer.pk, at__gt=now - INVITED_BACK)
        if not lately.exists():
            with transaction.atomic():
                audit.record("employer.invited_back", employer, by=None)
                _tell(employer, "come_back")
            asked += 1
    return asked


def _tell(employer: Employer, template: str, **facts: object) -> None:
    for member in employer.members.filter(may_meet=True).select_related("user"):
        messages.send(member.user, template, **facts)
