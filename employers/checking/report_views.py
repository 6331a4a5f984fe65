"""Reporting an opening, by anybody; and answering, by those who check openings."""

from __future__ import annotations

import uuid

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit
from accounts.entrance import network_of
from accounts.kept_typing import keeps_typed, typed_before
from employers.actions import NotNow
from employers.models import Opening, OpeningReport

from . import reporting
from .forms import AnswerForm, ReportForm
from .views import A_PAGE, checks


@login_not_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """By whoever reads the opening, signed in or not. The firm never learns who."""
    user = request.user if request.user.is_authenticated else None
    mine = Opening.objects.visible_to(request.user).values("pk")
    shown = Opening.objects.filter(Q(pk__in=Opening.objects.open().values("pk")) | Q(pk__in=mine))
    opening = get_object_or_404(shown.select_related("employer__agency"), pk=pk)
    back = reverse("opening" if mine.filter(pk=pk).exists() else "job", args=[pk])
    form = ReportForm(request.POST or None, initial={"key": uuid.uuid4()})
    if form.is_valid():
        try:
            reporting.report(opening, by=user, network=network_of(request), **form.cleaned_data)
            done = _("Thank you. Somebody of the agency looks into it. The firm does not learn who you are.")
            notices.success(request, done)
            return redirect(back)
        except reporting.TooMany:
            form.add_error(None, _("Many reports have come from here. Please try again later, or call the agency."))
    return render(request, "employers/checking/report.html", {"opening": opening, "form": form, "back": back})


def reports(request: HttpRequest) -> HttpResponse:
    """What was reported, unanswered first."""
    if not checks(request.user):
        raise Http404
    rows = _mine(request).order_by(F("answered_at").desc(nulls_first=True), "made_at")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "employers/checking/reports.html", {"page": page})


@keeps_typed
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was reported, what can be done about it, and what came of it."""
    made = get_object_or_404(_mine(request), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            reporting.answer(made, by=request.user, **form.cleaned_data)
            notices.success(request, _("Answered."))
        except NotNow as refused:
            notices.warning(request, str(refused))
        return redirect("reports")
    if request.method == "GET":
        audit.record("opening.report_read", made.opening, by=request.user)
    return render(request, "employers/checking/answer.html", {"report": made, "opening": made.opening, "form": form})


def _mine(request: HttpRequest) -> QuerySet[OpeningReport]:
    openings = Opening.objects.checkable_by(request.user)
    rows = OpeningReport.objects.filter(opening__in=openings.values("pk"))
    return rows.select_related("opening__employer", "opening__site__place", "answered_by")
