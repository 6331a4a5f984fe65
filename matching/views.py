"""One opening with its people, one person with their openings: the ranked lists."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from accounts import consents
from accounts.consents import CURRENT, GENERAL
from employers.models import Opening, OpeningDraft
from returnees.actions import record_reading
from returnees.edit_views import context_of, record_to_change
from returnees.merging import led_to
from returnees.models import Export, ExportedPerson, Profile
from returnees.policy import sight

from .forms import RankedFilter
from .ranking import rank, rank_for
from .reach import asked_of, in_words, reach
from .seen import lately, visits
from .showing import openings_of, people_of, places_of

A_PAGE = 25
ON_A_FILE = 10


def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """What the post is; for intermediaries, who of their people fits and why."""
    found = get_object_or_404(Opening.objects.visible_to(request.user).with_needs(), pk=pk)
    context = {"opening": found, "meets": Opening.objects.met_by(request.user).filter(pk=pk).exists()}
    context["may_edit"] = Opening.objects.editable_by(request.user).filter(pk=pk).exists()
    if request.user.is_intermediary and found.is_live:
        ranking = rank(found, by=request.user)
        shown = people_of(ranking, request.user)
        form = RankedFilter(request.GET, shown=shown, place=found.site.place)
        narrowed = form.narrowed()
        page = Paginator(narrowed, A_PAGE).get_page(request.GET.get("page"))
        record_reading([row.subject for row in page], by=request.user, where="opening", opening=found.pk)
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


def opening_reach(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How many people fit an opening that is being typed: a part of its page as it is typed, else a page of its own,
    of what is kept. Only numbers, and only as far as they single out nobody: reading them is no reading of a file."""
    drafts = OpeningDraft.objects.editable_by(request.user).being_typed().select_related("employer")
    draft = get_object_or_404(drafts, pk=pk)
    asked = asked_of(draft, request.POST if request.method == "POST" else None)
    found = reach(asked) if asked else None
    dearest = in_words(found.dearest) if found and found.dearest else ""
    template = "matching/reach.html" if request.htmx else "matching/reach_page.html"
    return render(request, template, {"draft": draft, "found": found, "dearest": dearest})


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
    sees = sight(request.user, found)
    return render(
        request,
        "matching/person.html",
        {
            "profile": found,
            "own": own,
            "joined": found.joined.filter(undone_at=None).exists(),
            "sees": sees,
            "may_edit": Profile.objects.editable_by(request.user).filter(pk=found.pk).exists(),
            "agreed": _agreed(found) if sees["keeping"] else [],
            "readers": lately(found),
            "funnel": _told_of_openings(ranking.funnel),
            "skills": sorted(found.skills.all(), key=lambda row: -row.evidence),
            "learned_abroad": any(row.learned == "abroad" for row in found.skills.all()),
            "page": Paginator(openings_of(ranking, request.user), ON_A_FILE).get_page(request.GET.get("page")),
            "places": places_of(ranking, request.user),
        },
    )


def seen(request: HttpRequest, code: str) -> HttpResponse:
    """Who looked at the record and why, with whom it was shared and why: for the person, or with a counsellor."""
    profile = record_to_change(request, code)
    page, days = visits(profile, request.GET.get("page"))
    copies = ExportedPerson.objects.filter(profile=profile, export__kind=Export.Kind.PARTNER)
    return render(
        request,
        "matching/seen.html",
        context_of(
            request,
            profile,
            page=page,
            days=days,
            shared=[
                (row, CURRENT[row.purpose])
                for row in reversed(consents.answers(profile.user))
                if row.granted and row.recipient
            ],
            copies=copies.select_related("export__agency").order_by("-export__asked_at")[:A_PAGE],
        ),
    )


def _agreed(profile: Profile) -> list[tuple[str, str]]:
    """(purpose, state of the last answer), for those that concern the whole file."""
    last = {row.purpose: row.state for row in consents.answers(profile.user)}
    return [(purpose.label, last.get(purpose, "open")) for purpose in GENERAL]


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
