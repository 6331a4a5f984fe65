"""Introductions: the person's yes or no to each employer, and what the employer sees of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.consents import CURRENT, Purpose
from accounts.models import Consent
from employers.models import Opening
from returnees.edit_views import context_of, record_to_change
from returnees.models import Profile

from . import actions, showing
from .forms import NoForm, YesForm
from .models import Introduction


@require_POST
def introduce(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """From the list of people of an opening."""
    if not request.user.is_intermediary:
        raise Http404
    opening = get_object_or_404(Opening.objects.visible_to(request.user), pk=pk)
    profile = get_object_or_404(Profile.objects.visible_to(request.user), code=code)
    try:
        actions.introduce(profile, opening, by=request.user)
    except actions.NotNow as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("The opening is proposed to this person, who can now say yes or no."))
    return redirect("opening", pk)


@transaction.atomic
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """For the people of the firm: who is proposed to them."""
    mine = Opening.objects.filter(employer__members__user=request.user).select_related("employer", "site__place")
    opening = get_object_or_404(mine, pk=pk)
    shown, gone = showing.candidates_of(opening, request.user)
    return render(
        request,
        "engagement/candidates.html",
        {
            "opening": opening,
            "named": [one for one in shown if one.is_named],
            "cards": [one for one in shown if not one.is_named],
            "gone": gone,
        },
    )


def introductions(request: HttpRequest, code: str) -> HttpResponse:
    """Every opening proposed to the person: what it is, why it fits, what a yes gives away, and where it stands."""
    profile = record_to_change(request, code)
    proposals = showing.proposals_of(profile, request.user)
    waiting = [one for one in proposals if one.is_open and one.introduction.stage == "proposed"]
    return render(
        request,
        "engagement/introductions.html",
        context_of(
            request,
            profile,
            waiting=waiting,
            others=[one for one in proposals if one not in waiting],
        ),
    )


def say_yes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The yes; asked on its own page where a counsellor writes it down."""
    profile = record_to_change(request, code)
    introduction = _introduction(profile, pk)
    form = YesForm(request.POST if request.method == "POST" else None, own=profile.user_id == request.user.pk)
    if form.is_valid():
        return _done(
            request, profile, _("The employer may now call."), actions.accept, introduction, **form.cleaned_data
        )
    return _ask(request, profile, "engagement/say_yes.html", introduction, form=form)


def say_no(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The no, with a reason for whoever wants to give one."""
    profile = record_to_change(request, code)
    introduction = _introduction(profile, pk)
    form = NoForm(request.POST if request.method == "POST" else None, own=profile.user_id == request.user.pk)
    if form.is_valid():
        told = _("Your no is written down. The employer learns nothing of you.")
        return _done(request, profile, told, actions.decline, introduction, **form.cleaned_data)
    return _ask(request, profile, "engagement/say_no.html", introduction, form=form)


def take_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What taking back the yes to an employer does, and doing it. `pk` is the yes itself."""
    profile = record_to_change(request, code)
    consent = get_object_or_404(
        Consent.objects.live().filter(person=profile.user_id, purpose=Purpose.SHARE_NAME), pk=pk
    )
    if request.method == "POST":
        told = _("From this moment the employer no longer sees the name, and is asked to delete it.")
        return _done(request, profile, told, actions.take_back, consent)
    text = CURRENT[Purpose.SHARE_NAME]
    return render(request, "engagement/take_back.html", context_of(request, profile, consent=consent, text=text))


def _introduction(profile: Profile, pk: int) -> Introduction:
    return get_object_or_404(profile.introductions.select_related("opening__employer"), pk=pk)


def _ask(
    request: HttpRequest, profile: Profile, template: str, introduction: Introduction, **more: object
) -> HttpResponse:
    text = CURRENT[Purpose.SHARE_NAME]
    found = {"introduction": introduction, "opening": introduction.opening, "text": text, **more}
    return render(request, template, context_of(request, profile, **found))


def _done(
    request: HttpRequest, profile: Profile, told: str, deed: Any, row: Introduction | Consent, **facts: object
) -> HttpResponse:
    try:
        deed(row, by=request.user, **facts)
    except actions.NotNow as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, told)
    return redirect("introductions", profile.code)
