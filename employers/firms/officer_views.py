"""The agency's side: which firms wait, what was seen of each, verifying, suspending, and who asks to join."""

from __future__ import annotations

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from employers.models import Employer, JoinRequest

from . import actions, checklist, identifiers, verifying
from .forms import FirmFilter, SuspendForm, VerifyForm
from .legal_forms import label
from .standing import Standing, state_of
from .views import context_of

A_PAGE = 25


def firms(request: HttpRequest) -> HttpResponse:
    """The firms that the reader's agencies answer for; what waits comes first."""
    if not request.user.is_intermediary:
        raise Http404
    form = FirmFilter(request.GET)
    mine = Employer.objects.filter(agency__in=request.user.agency_ids)
    found = form.narrowed(mine).select_related("sector", "agency").prefetch_related("sites__place")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    for one in page:
        one.state = state_of(one, one.until, today)
    facts = {
        "form": form,
        "page": page,
        "filtered": any(form.cleaned_data.values()),
        "several": len(request.user.agency_ids) > 1,
    }
    return render(request, "employers/firms/firms.html", facts)


@keeps_typed
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist, what was seen, and the level it reaches."""
    firm = _firm(request, pk)
    standing = Standing.of(firm)
    sent = request.POST if request.method == "POST" else typed_before(request)
    form = VerifyForm(sent, last=standing.last)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            verifying.verify(
                firm, said["level"], by=request.user, seen=said["seen"], answers=form.answers, note=said["note"]
            )
        except actions.NotNow as refused:
            form.add_error("level", str(refused))
        else:
            notices.success(request, _("Verified for a year. The firm's openings can be shown."))
            return redirect("firm", pk)
    facts = {
        "form": form,
        "standing": standing,
        "legal_form": label(firm.country, firm.legal_form),
        "numbers": identifiers.named(firm.country, firm.identifiers),
        "needed": [(level, [p for p in checklist.POINTS if p.needed_for == level]) for level in (2, 3)],
    }
    return render(request, "employers/firms/verify.html", context_of(request, firm, **facts))


@keeps_typed
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    firm = _firm(request, pk)
    form = SuspendForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            verifying.suspend(firm, by=request.user, reason=form.cleaned_data["reason"])
        except actions.NotNow as refused:
            notices.warning(request, str(refused))
        else:
            notices.success(request, _("Suspended. Nothing of the firm is shown until you lift it."))
        return redirect("firm", pk)
    return render(request, "employers/firms/suspend.html", context_of(request, firm, form=form))


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    verifying.lift(_firm(request, pk), by=request.user)
    notices.success(request, _("Lifted. What is verified is shown again."))
    return redirect("firm", pk)


@require_POST
def join_answer(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Yes or no to somebody who says they work for the firm."""
    firm = get_object_or_404(Employer.objects.filter(agency__in=request.user.agency_ids), pk=pk)
    row = get_object_or_404(JoinRequest.objects.filter(employer=firm), pk=asked)
    accepted = request.POST.get("answer") == "yes"
    # Without anybody who manages the firm it could not be kept true.
    alone = not firm.members.filter(may_manage=True).exists()
    try:
        actions.answer_join(row, by=request.user, accepted=accepted, may_manage=alone)
    except actions.NotNow as refused:
        notices.warning(request, str(refused))
    else:
        notices.success(request, _("Answered. The person is told."))
    return redirect("firm", pk)


def _firm(request: HttpRequest, pk: int) -> Employer:
    rows = Employer.objects.verifiable_by(request.user).select_related("sector", "agency__place")
    return get_object_or_404(rows.prefetch_related("verifications__by", "sites__place__region"), pk=pk)
