"""How long what is kept, since when, and the sweeps that hold to it: one table, read by the nightly task and the docs.

Periods: domain design, to be validated with the authority (docs/data-protection.md). Each sweep takes a bounded number
of rows, may run twice, and goes on the next night where it stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone, translation

from accounts import audit, messages
from accounts.models import User

from .erasing import erase, leave_no_traces
from .models import ClaimCode, ClaimTry, Conflict, Contest, Departure, Export, ExportedPerson, Profile, ReturnContext
from .models.profile import ProfileQuerySet

log = logging.getLogger("wasl.retention")

MOST = 500
WARNED_AFTER = timedelta(days=700)  # 23 months of silence
ERASED_AFTER = timedelta(days=730)  # 24 months
# However late the warning came, so long there is to answer it.
TIME_TO_ANSWER = timedelta(days=30)


@dataclass(frozen=True)
class Period:
    """`kept` after `since`; `forget` does it and says how many rows went."""

    what: str
    kept: timedelta
    since: str
    forget: Callable[[timedelta], int]


def silent_for(span: timedelta) -> ProfileQuerySet:
    """Files of which nobody has heard for so long: no change, no signing in, no "keep my file"."""
    last = Greatest("changed_at", "heard_at", Coalesce("user__last_login", "changed_at"))
    files = Profile.objects.exclude(status=Profile.Status.MERGED).annotate(last_heard=last)
    return files.filter(last_heard__lte=timezone.now() - span)


def warn_of_silence(most: int = MOST) -> int:
    """Writes to the people whose file ends in a month, once; how many. Their counsellors see it on their first page."""
    silent = silent_for(WARNED_AFTER).filter(Q(warned_at=None) | Q(warned_at__lt=F("last_heard")))
    pks = list(silent.order_by("last_heard").values_list("pk", flat=True)[:most])
    for pk in pks:
        with transaction.atomic():
            profile = Profile.objects.select_for_update(of=("self",)).select_related("user", "agency").get(pk=pk)
            profile.warned_at = timezone.now()
            profile.save(update_fields=["warned_at"])
            audit.record("profile.warned", profile, by=None)
            _write_to(profile)
    return len(pks)


def _write_to(profile: Profile) -> None:
    identity = getattr(profile, "identity", None)
    address = next(iter(messages.addresses_of(profile.user)), "") or (identity.phone if identity else "")
    if address:
        with translation.override(profile.user.language):
            day = timezone.localdate() + TIME_TO_ANSWER
            phone = profile.agency.phone if profile.agency else ""
            messages.send(address, "file_ends", day=f"{day:%d/%m/%Y}", phone=phone)


def erase_silent(after: timedelta, most: int = MOST) -> int:
    """Erases the files that nobody has kept after the warning; how many."""
    gone = silent_for(after).filter(warned_at__gte=F("last_heard"), warned_at__lte=timezone.now() - TIME_TO_ANSWER)
    pks = list(gone.order_by("last_heard").values_list("pk", flat=True)[:most])
    for pk in pks:
        try:
            erase(Profile(pk=pk), by=None, reason=Departure.Reason.IDLE)
        except Profile.DoesNotExist:
            continue
    return len(pks)


@transaction.atomic
def keep(profile: Profile, *, by: User) -> None:
    """Somebody says that the file is to be kept: the person, or the counsellor who has heard of them."""
    Profile.objects.filter(pk=profile.pk).update(heard_at=timezone.now(), warned_at=None)
    audit.record("profile.kept", profile, by=by)


def ending() -> ProfileQuerySet:
    """Files whose end was announced and that nobody has kept since."""
    return silent_for(WARNED_AFTER).filter(warned_at__gte=F("last_heard"))


def _delete(rows: QuerySet) -> int:
    pks = list(rows.values_list("pk", flat=True)[:MOST])
    rows.model._base_manager.filter(pk__in=pks).delete()
    return len(pks)


def _forget_copies(_kept: timedelta) -> int:
    # The period stands in the row: it begins when the copy is ready.
    return _delete(ExportedPerson.objects.filter(export__expires_at__lte=timezone.now()))


def _forget_exports(kept: timedelta) -> int:
    return _delete(Export.objects.filter(asked_at__lte=timezone.now() - kept))


def _forget_return_context(kept: timedelta) -> int:
    return _delete(ReturnContext.objects.filter(noted_at__lte=timezone.now() - kept))


def _forget_claims(kept: timedelta) -> int:
    return _delete(ClaimCode.objects.filter(expires_at__lte=timezone.now() - kept))


def _forget_tries(kept: timedelta) -> int:
    return _delete(ClaimTry.objects.filter(at__lte=timezone.now() - kept))


def _forget_contests(kept: timedelta) -> int:
    return _delete(Contest.objects.filter(answered_at__lte=timezone.now() - kept))


def _forget_conflicts(kept: timedelta) -> int:
    return _delete(Conflict.objects.filter(at__lte=timezone.now() - kept))


YEAR = timedelta(days=365)
PERIODS = [
    Period("a file nobody hears of", ERASED_AFTER, "the last change, sign-in or “keep my file”", erase_silent),
    Period("what stands in a copy", timedelta(hours=24), "the copy is ready", _forget_copies),
    Period("that a copy was asked for", 2 * YEAR, "it was asked for", _forget_exports),
    Period("how somebody came back", YEAR, "it was noted", _forget_return_context),
    Period("codes to take over a file", timedelta(days=90), "they end", _forget_claims),
    Period("wrong codes, by network", timedelta(days=1), "they were typed", _forget_tries),
    Period("contests and their answers", YEAR, "the answer", _forget_contests),
    Period("two versions of a field", YEAR / 2, "the second was typed", _forget_conflicts),
]


def forget() -> dict[str, int]:
    """Every period of the table once; how many rows went for each. One that fails does not hold the others."""
    went: dict[str, int] = {}
    for period in PERIODS:
        try:
            went[period.what] = period.forget(period.kept)
        except Exception as wrong:  # the rows of one table may be wrong in any way
            log.error("%s: %s", period.what, type(wrong).__name__)
    leave_no_traces()
    return went
