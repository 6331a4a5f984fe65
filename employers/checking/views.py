"""The officer reads what waits, and publishes, sends back or refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from accounts.models import Membership, User
from employers import actions
from employers.actions import NotNow
from employers.models import Employer, Opening, OpeningReport
from employers.moves import MOVES
from employers.rules import lint

from .forms import ChangesForm, ReasonForm, RefusalForm

A_PAGE = 25
State = Opening.State
# What can be listed: by name, what it is called and what it holds.
SHOWN = {
    "waiting": (gettext_lazy("Wait for you"), Q(state__in=[State.SUBMITTED, State.VERIFYING])),
    "changes": (gettext_lazy("Sent back"), Q(state=State.CHANGES)),
    "refused": (gettext_lazy("Refused"), Q(state=State.REJECTED)),
    "reported": (gettext_lazy("Reported"), Q(pk__in=OpeningReport.objects.filter(answer="").values("opening"))),
}


@dataclass(frozen=True)
class Part:
    """One of the lists of the queue, with how much is in it."""

    name: str
    label: object
    count: int
    here: bool


def checks(user: User) -> bool:
    """Whether openings can come to this user: officers and leads."""
    heads = [Membership.Role.LEAD, Membership.Role.OFFICER]
    return user.memberships.live().filter(role__in=heads).exists()


def to_check(user: User) -> int:
    """How many openings wait for this user: handed in, or reported and not answered."""
    return Opening.objects.checkable_by(user).filter(SHOWN["waiting"][1] | SHOWN["reported"][1]).count()


def queue(request: HttpRequest) -> HttpResponse:
    """What waits, longest first, with what the wording made us say."""
    if not checks(request.user):
        raise Http404
    mine = Opening.objects.checkable_by(request.user)
    name = request.GET.get("show", "waiting")
    name = name if name in SHOWN else "waiting"
    counts = mine.aggregate(**{part: Count("pk", filter=which, distinct=True) for part, (_l, which) in SHOWN.items()})
    found = mine.filter(SHOWN[name][1]).select_related("employer", "site__place", "occupation").order_by("state_at")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for opening in page:
        opening.told = lint.read(title=opening.title, description=opening.description, training=opening.training)
    parts = [Part(part, label, counts[part], part == name) for part, (label, _which) in SHOWN.items()]
    return render(request, "employers/checking/queue.html", {"page": page, "parts": parts, "show": name})


def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything an officer decides by: what was found, who the firm is, how it came here."""
    found = _found(request, pk)
    findings = lint.of(found)
    moves = found.moves.select_related("by")
    reader = next((move.by for move in reversed(moves) if move.after == State.VERIFYING), None)
    return render(
        request,
        "employers/checking/opening.html",
        {
            "opening": found,
            "findings": findings,
            "refused": lint.refused(findings),
            "held": lint.held(findings),
            "moves": moves,
            "reader": reader if found.state == State.VERIFYING else None,
            "unseen": found.employer.level < Employer.Level.DOCUMENT,
            "may": {str(step.value): True for step, who in MOVES[State(found.state)].items() if "officer" in who},
            "reports": found.reports.filter(answer="").order_by("made_at"),
            "version": actions.version_of(found),
        },
    )


def _found(request: HttpRequest, pk: int) -> Opening:
    return get_object_or_404(Opening.objects.checkable_by(request.user).with_needs(), pk=pk)


def _deed(request: HttpRequest, pk: int, deed: Callable[[Opening], object], done: str) -> HttpResponse:
    opening = get_object_or_404(Opening.objects.checkable_by(request.user), pk=pk)
    try:
        deed(opening)
        notices.success(request, done)
    except NotNow as refused:
        notices.warning(request, str(refused))
    return redirect("check-opening", pk)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(
        request, pk, lambda opening: actions.take(opening, by=request.user), _("Your colleagues see that you read it.")
    )


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    read = request.POST.get("read", "")
    return _deed(
        request,
        pk,
        lambda opening: actions.publish(opening, by=request.user, read=read),
        _("Published. The firm has been told."),
    )


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(
        request,
        pk,
        lambda opening: actions.stop(opening, by=request.user),
        _("It is not shown any more. The firm has been told that you look into it."),
    )


@keeps_typed
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What has to change before it can be published."""
    return _with_reason(
        request, pk, ChangesForm, actions.ask_changes, "employers/checking/changes.html", _("Sent back to the firm.")
    )


@keeps_typed
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused for good, with the reason."""
    return _with_reason(
        request,
        pk,
        RefusalForm,
        actions.reject,
        "employers/checking/reject.html",
        _("Refused. The firm has been told why."),
    )


def _with_reason(
    request: HttpRequest,
    pk: int,
    form_of: type[ReasonForm],
    deed: Callable[..., Opening],
    template: str,
    done: str,
) -> HttpResponse:
    found = _found(request, pk)
    form = form_of(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            deed(found, by=request.user, reason=form.reason)
            notices.success(request, done)
        except NotNow as refused:
            notices.warning(request, str(refused))
        return redirect("check-opening", pk)
    findings = lint.of(found)
    return render(request, template, {"opening": found, "form": form, "findings": findings})
