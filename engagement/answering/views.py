"""How a firm answers, as candidates read it, and switching it on again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.models import Employer
from engagement.models import Introduction, Stage

from . import actions
from .deadlines import DAYS

WAITING = [Stage.ACCEPTED, Stage.SHORTLISTED, Stage.INTERVIEWED]


def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """For the people of the firm and its agency: what candidates read of it, who waits and until when."""
    firms = Employer.objects.visible_to(request.user).select_related("responsiveness")
    employer = get_object_or_404(firms, pk=pk)
    waiting = Introduction.objects.filter(opening__employer=employer, stage__in=WAITING, reply_by__isnull=False)
    members = employer.members.filter(user=request.user)
    return render(
        request,
        "engagement/answering/answers.html",
        {
            "employer": employer,
            "waiting": waiting.select_related("opening").order_by("reply_by", "pk")[:50],
            "silent": actions.silent(employer),
            "most": actions.MOST_SILENT,
            "days": DAYS[Stage.ACCEPTED],
            "is_member": members.exists(),
            "may_meet": members.filter(may_meet=True).exists(),
        },
    )


@require_POST
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """By somebody of the firm who meets people: they are the ones who will answer."""
    mine = Employer.objects.filter(members__user=request.user, members__may_meet=True)
    employer = get_object_or_404(mine, pk=pk)
    if actions.come_back(employer, by=request.user):
        messages.success(request, _("Welcome back. Your openings are shown again from now on."))
    return redirect("employer-answers", pk)
