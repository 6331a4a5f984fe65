"""What can be done to openings."""

from django.db import transaction
from django.utils import timezone

from accounts import audit

from .models import Opening


def close_expired() -> int:
    """Close what is past its deadline; how many were. Running it twice closes nothing twice."""
    today = timezone.localdate()
    late = Opening.objects.filter(state=Opening.State.PUBLISHED, deadline__lt=today)
    closed = 0
    for pk in late.values_list("pk", flat=True):
        with transaction.atomic():
            now = timezone.now()
            done = late.filter(pk=pk).update(state=Opening.State.EXPIRED, closed_at=now, changed_at=now)
            if done:
                audit.record("opening.expired", Opening.objects.get(pk=pk), by=None)
                closed += done
    return closed
