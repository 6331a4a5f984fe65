"""The employer's buttons on an opening: pause, resume, withdraw, still free, filled, open again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from employers import actions
from employers.actions import NotNow
from employers.models import Opening

from .forms import WithdrawalForm


def _mine(request: HttpRequest, pk: int) -> Opening:
    return get_object_or_404(Opening.objects.editable_by(request.user).select_related("employer"), pk=pk)


def _deed(request: HttpRequest, pk: int, deed: Callable[..., Opening], done: str) -> HttpResponse:
    opening = _mine(request, pk)
    try:
        deed(opening, by=request.user)
        notices.success(request, done)
    except NotNow as refused:
        notices.warning(request, str(refused))
    # Whoever answers for several openings goes on with the next one.
    if request.POST.get("next") == "still-free":
        return redirect("still-free")
    return redirect("opening", pk)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(request, pk, actions.pause, _("Paused. It is not shown until you resume it."))


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(request, pk, actions.resume, _("It is shown again."))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(request, pk, actions.confirm, _("Thank you. It stays open."))


@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed(request, pk, actions.fill, _("Marked as filled. It is not shown any more."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    opening = _mine(request, pk)
    try:
        if actions.reopen(opening, by=request.user).is_live:
            notices.success(request, _("It is open again."))
        else:
            notices.success(request, _("Your agency reads it before it is shown again."))
    except NotNow as refused:
        notices.warning(request, str(refused))
    return redirect("opening", pk)


@keeps_typed
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Taken back, with a reason: asked before it is done."""
    opening = _mine(request, pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(opening, by=request.user, reason=form.reason)
            notices.success(request, _("Withdrawn. It is not shown any more; you can open it again later."))
        except NotNow as refused:
            notices.warning(request, str(refused))
        return redirect("opening", pk)
    return render(request, "employers/checking/withdraw.html", {"opening": opening, "form": form})


def still_free(request: HttpRequest) -> HttpResponse:
    """The openings that somebody was asked about: still free, filled, or no longer, in one tap each."""
    asked = Opening.objects.editable_by(request.user).asked().select_related("employer", "site__place")
    return render(request, "employers/checking/still_free.html", {"openings": asked.order_by("asked_at")})
