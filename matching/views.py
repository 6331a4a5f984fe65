"""One opening with its people, one person with their openings: the ranked lists."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import Consent, Event, User
from employers.models import Opening
from returnees.actions import record_reading
from returnees.merging import led_to
from returnees.models import Profile
from returnees.policy import sight

from .forms import RankedFilter
from .ranking import rank, rank_for
from .showing import openings_of, people_of, places_of

A_PAGE = 25
ON_A_FILE = 10
VIEWS_READ, VIEWS_TOLD = 200, 10


def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """What the post is; for intermediaries, who of their people fits and why."""
    found = get_object_or_404(Opening.objects.visible_to(request.user).with_needs(), pk=pk)
    context = {"opening": found, "is_member": found.employer.members.filter(user=request.user).exists()}
    if request.user.is_intermediary and found.state == Opening.State.PUBLISHED:
        ranking = rank(found, by=request.user)
        shown = people_of(ranking, request.user)
        form = RankedFilter(request.GET, shown=shown, place=found.site.place)
        narrowed = form.narrowed()
        page = Paginator(narrowed, A_PAGE).get_page(request.GET.get("page"))
        record_reading([row.subject for row in page], by=request.user, where="opening")
        context |= {
            "funnel": _told_of_people(ranking.funnel),
            "form": form,
            "filtered": any(form.cleaned_data.values()),
            "page": page,
        }
    elif profile := Profile.objects.filter(user=request.user).select_related("place__region").first():
        mine = openings_of(rank_for(profile, by=request.user), request.user)
        context["fit"] = next((row for row in mine if row.subject.pk == found.pk), None)
    return render(request, "matching/opening.html", context)


def person(request: HttpRequest, code: str) -> HttpResponse:
    """One's own file, or that of a person one's agency keeps; then reading it is written down. A file that was joined
    with another one leads there."""
    if kept := led_to(code, request.user):
        return redirect("person", kept.code)
    with transaction.atomic():
        found = get_object_or_404(
            Profile.objects.visible_to(request.user)
            .with_work()
            .select_related("user", "identity", "counsellor")
            .prefetch_related("qualifications__recognition"),
            code=code,
        )
        own = found.user_id == request.user.pk
        record_reading([found], by=request.user)
    ranking = rank_for(found, by=request.user)
    return render(
        request,
        "matching/person.html",
        {
            "profile": found,
            "own": own,
            "joined": found.joined.filter(undone_at=None).exists(),
            "sees": sight(request.user, found),
            "may_edit": Profile.objects.editable_by(request.user).filter(pk=found.pk).exists(),
            "consents": _consents(found),
            "readers": _readers(found) if own else [],
            "funnel": _told_of_openings(ranking.funnel),
            "skills": sorted(found.skills.all(), key=lambda row: -row.evidence),
            "learned_abroad": any(row.learned == "abroad" for row in found.skills.all()),
            "page": Paginator(openings_of(ranking, request.user), ON_A_FILE).get_page(request.GET.get("page")),
            "places": places_of(ranking, request.user),
            "today": timezone.localdate(),
        },
    )


def _consents(profile: Profile) -> list[tuple[str, Consent | None]]:
    """Every purpose that concerns the whole file with the person's last answer, or none; then the named recipients."""
    given = list(Consent.objects.filter(person=profile.user, withdrawn_at=None).select_related("witness"))
    general = {row.purpose: row for row in given if not row.recipient}
    named = [(row.get_purpose_display(), row) for row in given if row.recipient]
    about_all = [Consent.Purpose.KEEP, Consent.Purpose.PROPOSE, Consent.Purpose.FOLLOW_UP]
    about_all += [Consent.Purpose.STATISTICS, Consent.Purpose.SHOW_ABROAD]
    return [(purpose.label, general.get(purpose.value)) for purpose in about_all] + named


def _readers(profile: Profile) -> list[tuple[Event, User | None]]:
    """Who else opened this file, latest first; several times on one day are told once."""
    seen = Event.objects.filter(name="profile.viewed", subject_type="returnees.profile", subject_id=profile.pk)
    by_day: dict[tuple[int | None, date], Event] = {}
    for event in seen.order_by("-at")[:VIEWS_READ]:
        by_day.setdefault((event.by_id, timezone.localdate(event.at)), event)
    events = list(by_day.values())[:VIEWS_TOLD]
    users = User.objects.in_bulk({event.by_id for event in events if event.by_id})
    return [(event, users.get(event.by_id)) for event in events]


def _told_of_people(funnel: dict[str, Any]) -> list[str]:
    """How the list of people came about: first who was compared, then who was not, and why."""
    pool, considered, out = funnel["pool"], funnel["considered"], funnel["excluded"]
    told = [
        ngettext(
            "%(considered)d of %(pool)d person was compared.", "%(considered)d of %(pool)d people were compared.", pool
        )
        % {"considered": considered, "pool": pool}
    ]
    sentences = {
        "consent": lambda n: ngettext("%(n)d has not agreed to be proposed", "%(n)d have not agreed to be proposed", n),
        "distance": lambda n: ngettext("%(n)d lives too far", "%(n)d live too far", n),
        "availability": lambda n: ngettext("%(n)d is free too late", "%(n)d are free too late", n),
        "work": lambda n: ngettext(
            "%(n)d has done other work",
            "%(n)d have done other work",
            n,
        ),
        "further": lambda n: ngettext("%(n)d stands further down", "%(n)d stand further down", n),
    }
    return told + [sentences[why](n) % {"n": n} for why, n in out.items() if n > 0 and why in sentences]


def _told_of_openings(funnel: dict[str, Any]) -> list[str]:
    """The same for the openings of a person."""
    pool, considered, out = funnel["pool"], funnel["considered"], funnel["excluded"]
    told = [
        ngettext(
            "%(considered)d of %(pool)d opening was compared.",
            "%(considered)d of %(pool)d openings were compared.",
            pool,
        )
        % {"considered": considered, "pool": pool}
    ]
    sentences = {
        "distance": lambda n: ngettext("%(n)d is too far", "%(n)d are too far", n),
        "availability": lambda n: ngettext("%(n)d starts too early", "%(n)d start too early", n),
        "work": lambda n: ngettext("%(n)d asks for other work", "%(n)d ask for other work", n),
        "further": lambda n: ngettext("%(n)d stands further down", "%(n)d stand further down", n),
    }
    return told + [sentences[why](n) % {"n": n} for why, n in out.items() if n > 0 and why in sentences]
