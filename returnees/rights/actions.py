"""What can be done about social rights: periods written down, steps moved, people reminded."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, messages
from accounts.models import User
from returnees.evidence import NotAllowed
from returnees.fieldwise import touch
from returnees.models import Profile, RightsCase, SocialPeriod

State = RightsCase.State
# From -> to. One step back is open everywhere: people press the wrong button.
MOVES: dict[State, tuple[State, ...]] = {
    State.NOT_INFORMED: (State.INFORMED,),
    State.INFORMED: (State.DOCUMENTS,),
    State.DOCUMENTS: (State.FILED, State.INFORMED),
    State.FILED: (State.GRANTED, State.REFUSED, State.DOCUMENTS),
    State.GRANTED: (State.FILED,),
    State.REFUSED: (State.APPEAL, State.FILED),
    State.APPEAL: (State.GRANTED, State.REFUSED),
}


@transaction.atomic
def add_period(profile: Profile, country: str, branch: str, *, by: User) -> SocialPeriod:
    """A time insured, of which the rest is said field by field afterwards."""
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    period = SocialPeriod.objects.create(profile=profile, country=country, branch=branch)
    _added(period, profile, by)
    return period


@transaction.atomic
def follow_right(profile: Profile, country: str, right: str, *, by: User) -> RightsCase:
    """A right that somebody begins to follow up. A counsellor who writes it down has spoken of it."""
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    case = RightsCase.objects.create(profile=profile, country=country, right=right, state=State.INFORMED)
    _added(case, profile, by)
    return case


@transaction.atomic
def move_right(case: RightsCase, to: State, *, by: User) -> RightsCase:
    """One step on, or back. A reminder that has come is answered by it. Raises NotAllowed."""
    profile = Profile.objects.select_for_update().get(pk=case.profile_id)
    case = RightsCase.objects.select_for_update().get(pk=case.pk)
    if to not in MOVES[State(case.state)]:
        raise NotAllowed(
            _("From “%(here)s” there is no step to “%(there)s”.")
            % {"here": case.get_state_display(), "there": to.label}
        )
    before, case.state = case.state, to
    if case.remind_on and case.remind_on <= timezone.localdate():
        case.remind_on = None
    case.save(update_fields=["state", "remind_on"])
    touch(profile)
    audit.record("right.moved", profile, by=by, right=case.pk, before=before, now=to)
    return case


def remind_due(today: date | None = None) -> int:
    """Reminds people of steps whose day has come; of how many. Called twice on one day it reminds once.

    The text says nothing of what it is about: telephones are shared. Who has no address that reaches them sees it on
    their first page, as their counsellor does.
    """
    today = today or timezone.localdate()
    reminded = 0
    for pk in RightsCase.objects.to_remind(today).values_list("pk", flat=True):
        with transaction.atomic():
            due = RightsCase.objects.select_for_update(of=("self",)).select_related("profile__user")
            case = due.filter(pk=pk).to_remind(today).first()
            if case is None:
                continue
            case.reminded_on = today
            case.save(update_fields=["reminded_on"])
            audit.record("right.reminded", case.profile, by=None, right=case.pk)
            messages.send(case.profile.user, "reminder")
            reminded += 1
    return reminded


def _added(row: SocialPeriod | RightsCase, profile: Profile, by: User) -> None:
    touch(profile)
    audit.record("profile.row_added", profile, by=by, row=f"{row._meta.label_lower}:{row.pk}")
