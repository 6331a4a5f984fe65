"""Schemes to work abroad for a time: what each offers, to how many, by whose word."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from skills.models import names

from .models import FunnelCount, Intake, QuotaLine, Scheme
from .telling import in_words


def schemes(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    waiting = Q(intakes__closes_on__gte=today, intakes__status__in=[Intake.Status.PLANNED, Intake.Status.OPEN])
    found = Scheme.objects.annotate(waiting=Count("intakes", filter=waiting, distinct=True)).order_by(
        "origin_country", "status", "code"
    )
    return render(request, "mobility_schemes/schemes.html", {"schemes": found})


def scheme(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(
        Scheme.objects.select_related("agreement").prefetch_related(
            "sectors", names("occupations"), "bodies", "rules__reviewed_by"
        ),
        code=code,
    )
    lines = (
        QuotaLine.objects.current()
        .filter(scheme=found)
        .select_related("sector", "isco", "origin_region", "supersedes")
        .order_by("-starts_on", "pk")
    )
    counts = (
        FunnelCount.objects.filter(Q(quota_line__scheme=found) | Q(intake__scheme=found))
        .select_related("quota_line", "intake")
        .order_by("-as_of", "pk")
    )
    return render(
        request,
        "mobility_schemes/scheme.html",
        {
            "scheme": found,
            "agreement_title": getattr(found.agreement, f"title_{request.LANGUAGE_CODE}") or found.agreement.title_en,
            "lines": lines,
            "rules": in_words(list(found.rules.all())),
            "counts": counts,
            "intakes": found.intakes.all(),
            "today": timezone.localdate(),
        },
    )
