"""Erasing a record: first what goes and what stays, then, by somebody who has shown that it is them, the deed."""

from django.contrib import messages as notices
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.session_limits import asks_for_proof

from . import retention
from .claiming import can_sign_in
from .erasing import erase, may_be_counted
from .models import Departure, Profile


def record_to_erase(request: HttpRequest, code: str) -> Profile:
    """One's own; and for somebody who cannot sign in, at their word, that of the person one accompanies. Else 404."""
    found = get_object_or_404(Profile.objects.editable_by(request.user).select_related("user", "agency"), code=code)
    if found.user_id != request.user.pk and can_sign_in(found.user):
        raise Http404
    return found


def erase_page(request: HttpRequest, code: str) -> HttpResponse:
    """The first step: reading."""
    profile = record_to_erase(request, code)
    return render(request, "returnees/erase.html", _facts(request, profile))


@asks_for_proof
def erase_for_good(request: HttpRequest, code: str) -> HttpResponse:
    """The second: a last question, and the deed."""
    profile = record_to_erase(request, code)
    own = profile.user_id == request.user.pk
    if request.method != "POST" or "sure" not in request.POST:
        unsure = request.method == "POST"
        return render(request, "returnees/erase_for_good.html", _facts(request, profile) | {"unsure": unsure})
    erase(profile, by=request.user, reason=Departure.Reason.ASKED)
    if own and not request.user.works_for_others:
        logout(request)
        return redirect("erased")
    notices.success(request, _("The file is erased."))
    return redirect("home")


def keep(request: HttpRequest, code: str) -> HttpResponse:
    """The answer to the warning that a silent file ends."""
    profile = get_object_or_404(Profile.objects.editable_by(request.user), code=code)
    own = profile.user_id == request.user.pk
    if request.method == "POST":
        retention.keep(profile, by=request.user)
        notices.success(request, _("The file is kept."))
        return redirect("home" if own else "person", *([] if own else [code]))
    return render(request, "returnees/keep.html", {"profile": profile, "own": own})


@login_not_required
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "returnees/erased.html")


def _facts(request: HttpRequest, profile: Profile) -> dict[str, object]:
    return {"profile": profile, "own": profile.user_id == request.user.pk, "counted": may_be_counted(profile)}
