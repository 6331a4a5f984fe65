"""Verifying a firm, suspending it, and what happens when a verification is a year old."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from employers.models import Employer, Verification

from . import checklist
from .actions import NotNow, locked, tell_managers

HOLDS = timedelta(days=365)
REMINDED = timedelta(days=30)


@transaction.atomic
def verify(firm: Employer, level: int, *, by: User, seen: str, answers: dict[str, str], note: str = "") -> Verification:
    """`level` is reached for a year by what `by` has seen today; `answers` are those of the checklist.

    Raises NotNow where the answers do not reach the level, naming the points; and while the firm is suspended.
    """
    firm = locked(firm)
    if firm.suspended_at:
        raise NotNow(_("The firm is suspended. Lift that first."))
    if lacking := checklist.missing(level, answers):
        raise NotNow(
            _("This level is not reached yet. Look again at: %(points)s.")
            % {"points": get_text_list([str(point.asks) for point in lacking], _("and"))}
        )
    today = timezone.localdate()
    made = Verification.objects.create(
        employer=firm, level=level, seen=seen, checklist=answers, note=note, by=by, on=today, expires_on=today + HOLDS
    )
    firm.level = level
    firm.save(update_fields=["level"])
    audit.record("employer.verified", firm, by=by, level=level, verification=made.pk)
    tell_managers(firm, "firm_verified", day=made.expires_on)
    return made


@transaction.atomic
def suspend(firm: Employer, *, by: User, reason: str) -> None:
    """Nothing of the firm is shown until that is lifted. Raises NotNow when it is suspended already."""
    firm = locked(firm)
    if firm.suspended_at:
        raise NotNow(_("The firm is suspended already."))
    firm.suspended_at, firm.suspended_reason = timezone.now(), reason
    firm.save(update_fields=["suspended_at", "suspended_reason"])
    audit.record("employer.suspended", firm, by=by)
    tell_managers(firm, "firm_suspended")


@transaction.atomic
def lift(firm: Employer, *, by: User) -> None:
    """What was shown before is shown again, as far as the verification still holds. Lifted twice, it is lifted."""
    firm = locked(firm)
    if firm.suspended_at is None:
        return
    firm.suspended_at, firm.suspended_reason = None, ""
    firm.save(update_fields=["suspended_at", "suspended_reason"])
    audit.record("employer.suspension_lifted", firm, by=by)
    tell_managers(firm, "firm_lifted")


def verified_until() -> QuerySet[Employer]:
    """Verified firms with `until`, the last day of their last verification; those nobody has looked at are left out."""
    dated = Employer.objects.annotate(until=Max("verifications__expires_on"))
    return dated.filter(level__gte=Employer.Level.DOCUMENT, until__isnull=False)


def remind(today: date | None = None) -> int:
    """Tells the managers of firms whose verification ends within 30 days, once for each; how many firms."""
    today = today or timezone.localdate()
    soon = verified_until().filter(until__gte=today, until__lte=today + REMINDED, suspended_at=None)
    reminded = 0
    for pk, until in soon.values_list("pk", "until"):
        with transaction.atomic():
            firm = Employer.objects.select_for_update().get(pk=pk)
            last = firm.verifications.filter(expires_on=until, reminded_at=None)
            if last.update(reminded_at=timezone.now()):
                audit.record("employer.reminded", firm, by=None)
                tell_managers(firm, "firm_expiring", day=until)
                reminded += 1
    return reminded


def lapse(today: date | None = None) -> int:
    """Firms whose last verification is over fall back to level 1: their openings are shown no longer, and come back
    when somebody verifies again. How many; twice on one day changes nothing the second time."""
    today = today or timezone.localdate()
    over = verified_until().filter(until__lt=today)
    lapsed = 0
    for pk in over.values_list("pk", flat=True):
        with transaction.atomic():
            firm = Employer.objects.select_for_update().get(pk=pk)
            # Verified again while this was running, it holds.
            if firm.level < Employer.Level.DOCUMENT or firm.verifications.filter(expires_on__gte=today).exists():
                continue
            firm.level = Employer.Level.FORMAT
            firm.save(update_fields=["level"])
            audit.record("employer.lapsed", firm, by=None)
            tell_managers(firm, "firm_lapsed")
            lapsed += 1
    return lapsed
