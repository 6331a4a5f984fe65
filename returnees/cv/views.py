"""A CV brought by a person, or by the counsellor beside them: read, proposed piece by piece, kept where they say so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.kept_typing import keeps_typed, typed_before
from returnees.edit_views import context_of, record_to_change
from returnees.models import Profile

from . import offer as offers
from .carrying import Gone, carried, opened
from .forms import BringForm
from .offer import KINDS, Offer
from .proposals import propose


@keeps_typed
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """The file or the text; then, in the same answer, what it says. Nothing of it is stored: see `carrying`."""
    profile = record_to_change(request, code)
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = BringForm(typed, request.FILES or None, request=request)
    if request.method == "POST" and form.is_valid():
        told = propose(form.cleaned_data["told"], request.LANGUAGE_CODE, timezone.localdate())
        audit.record("profile.cv_read", profile, by=request.user, **{kind: len(getattr(told, kind)) for kind in KINDS})
        if told:
            offer = Offer.of(told, profile, request.LANGUAGE_CODE, None)
            return _offered(request, profile, offer, carried(told, profile, request.user))
        form.add_error(None, _("We found no work, skill, language or diploma in it that we could name."))
    return render(request, "returnees/cv/bring.html", context_of(request, profile, form=form))


@keeps_typed
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """What was ticked is added, and the answer says what was and what was left: told once, and kept nowhere, so it
    comes with the answer and not after a redirection. Sent twice, it finds everything in the record already."""
    profile = record_to_change(request, code)
    typed = request.POST if request.method == "POST" else typed_before(request)
    if typed is None:
        return redirect("cv", profile.code)
    sealed = typed.get("told", "")
    try:
        told = opened(sealed, profile, request.user)
    except Gone:
        messages.warning(request, _("This page was open for too long. Please bring the CV again: nothing was added."))
        return redirect("cv", profile.code)
    offer = Offer.of(told, profile, request.LANGUAGE_CODE, typed)
    if typed.get("tick") in KINDS:
        offer = Offer.of(told, profile, request.LANGUAGE_CODE, offers.ticked_all(typed, offer, typed["tick"]))
        return _offered(request, profile, offer.without_complaints(), sealed)
    if request.method != "POST" or not offer.is_valid() or not offer.any_ticked:
        return _offered(request, profile, offer, sealed, missed=request.method == "POST")
    kept = offers.keep(offer, profile, by=request.user)
    return render(request, "returnees/cv/kept.html", context_of(request, profile, kept=kept))


def _offered(
    request: HttpRequest, profile: Profile, offer: Offer, sealed: str, *, missed: bool = False
) -> HttpResponse:
    context = context_of(request, profile, offer=offer, sealed=sealed, missed=missed)
    return render(request, "returnees/cv/offer.html", context)
