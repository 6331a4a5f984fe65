"""Saying that something is wrong with an opening, and answering. Who said it is never shown to the firm."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, messages
from accounts.encryption import blind
from accounts.models import Membership, User
from employers.actions import NotNow
from employers.models import Opening, OpeningReport

DAY = timedelta(days=1)
# Many people may stand behind one network of an agency or a mobile operator.
FROM_A_NETWORK = [(timedelta(minutes=10), 10), (DAY, 60)]
BY_A_READER = [(DAY, 10)]


class TooMany(Exception):
    """So many reports have come from there that the next one has to wait."""


@transaction.atomic
def report(opening: Opening, *, key: UUID, kind: str, words: str, by: User | None, network: str) -> OpeningReport:
    """Writes it down and tells those who answer; sent twice with the same `key` it is one. Raises TooMany."""
    if there := OpeningReport.objects.filter(pk=key, opening=opening).first():
        return there
    where = blind(network, "report.network")
    _check_limits(OpeningReport.objects.filter(network=where), FROM_A_NETWORK)
    if by:
        _check_limits(OpeningReport.objects.filter(by=by), BY_A_READER)
    made, new = OpeningReport.objects.get_or_create(
        pk=key, defaults=dict(opening=opening, kind=kind, words=words, by=by, network=where)
    )
    if new:
        audit.record("opening.reported", opening, by=by, kind=kind)
        for user in _who_answers(opening):
            messages.send(user, "opening_reported")
    return made


def _check_limits(rows: QuerySet[OpeningReport], limits: list[tuple[timedelta, int]]) -> None:
    now = timezone.now()
    for span, most in limits:
        if rows.filter(made_at__gt=now - span).count() >= most:
            raise TooMany


def _who_answers(opening: Opening) -> list[User]:
    heads = [Membership.Role.OFFICER, Membership.Role.LEAD]
    live = Membership.objects.live().filter(agency=opening.employer.agency_id, role__in=heads)
    return list(User.objects.filter(pk__in=live.values("user")))


@transaction.atomic
def answer(made: OpeningReport, *, answer: str, note: str, by: User) -> OpeningReport:
    """What came of it. Raises NotNow when somebody has answered."""
    made = OpeningReport.objects.select_for_update(of=("self",)).select_related("opening").get(pk=made.pk)
    if made.answer:
        raise NotNow(_("Somebody has answered it already."))
    made.answer, made.note, made.answered_by, made.answered_at = answer, note, by, timezone.now()
    made.save(update_fields=["answer", "note", "answered_by", "answered_at"])
    audit.record("opening.report_answered", made.opening, by=by, answer=answer)
    return made


def forget_networks() -> None:
    """Where a report came from is of no more use once no limit counts it."""
    OpeningReport.objects.filter(made_at__lt=timezone.now() - DAY).exclude(network="").update(network="")
