"""Introductions: the person's yes or no to each employer, and what the employer sees of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.consents import CURRENT, Purpose
from accounts.models import Consent
from employers.models import Opening
from matching import feedback
from matching.cards import reference
from matching.models import Ranked
from matching.shortlist import shortlist as matching_shortlist
from returnees.actions import record_reading
from returnees.edit_views import context_of, record_to_change
from returnees.models import Profile

from . import actions, showing
from .forms import CardFilter, NoForm, NotThisPersonForm, YesForm
from .models import Introduction

A_PAGE = 25
STEPS = {
    "shortlist": (actions.shortlist, gettext_lazy("You go on with this person, who can see it.")),
    "interviewed": (actions.interviewed, gettext_lazy("It is written down that you have met.")),
    "offer": (actions.offer, gettext_lazy("It is written down that you have offered the post.")),
}


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
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """For the people of the firm who may meet people: who may fit, as cards without a name, to invite from."""
    opening = get_object_or_404(Opening.objects.met_by(request.user).with_needs(), pk=pk)
    context: dict[str, Any] = {"opening": opening}
    if Opening.objects.open().filter(pk=pk).exists():
        # Who is no longer in question stands among the candidates, with the reason.
        out = opening.introductions.exclude(profile__in=opening.introductions.live().values("profile"))
        found = matching_shortlist(opening, by=request.user, without=set(out.values_list("profile_id", flat=True)))
        form = CardFilter(request.GET, opening=opening, choices=found.choices)
        page = Paginator(form.narrowed(), A_PAGE).get_page(request.GET.get("page"))
        record_reading([one.profile for one in page], by=request.user, where="shortlist", opening=pk)
        feedback.viewed(one.ranked for one in page)
        context |= {
            "found": found,
            "form": form,
            "filtered": any(form.cleaned_data.values()),
            "page": page,
            "known": showing.introduced(opening, [one.profile for one in page]),
            "room": actions.room(opening.employer),
        }
    return render(request, "engagement/shortlist.html", context)


@require_POST
def invite(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """From a card of the list, by its letters."""
    opening = get_object_or_404(Opening.objects.met_by(request.user), pk=pk)
    listed = Ranked.objects.filter(ranking__opening=opening, ranking__made_for=request.user)
    pks = listed.order_by().values_list("profile_id", flat=True).distinct()
    found = next((one for one in pks if reference(opening.pk, one) == code), None)
    profile = get_object_or_404(Profile.objects.findable(), pk=found)
    told = _("The person is told and answers for themselves. You are told when they say yes.")
    return _of_employer(request, told, "shortlist", actions.invite, opening, profile)


@transaction.atomic
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """For the people of the firm: who is proposed to them or was invited, by what they have to do."""
    mine = Opening.objects.met_by(request.user).select_related("employer", "site__place__region")
    opening = get_object_or_404(mine, pk=pk)
    found = showing.candidates_of(opening, request.user)
    context = {"opening": opening, "found": found, "no": NotThisPersonForm()}
    return render(request, "engagement/candidates.html", context)


@transaction.atomic
def candidate(request: HttpRequest, pk: int, introduction: int) -> HttpResponse:
    """One introduction for the firm: who it is, as far as they may know, where it stands, what is next."""
    row = _met(request, pk, introduction)
    one = showing.candidate_of(row, request.user)
    if one is None:
        raise Http404
    context = {"opening": row.opening, "one": one, "way": showing.way_of(row), "no": NotThisPersonForm()}
    return render(request, "engagement/candidate.html", context)


@require_POST
def candidate_step(request: HttpRequest, pk: int, introduction: int, step: str) -> HttpResponse:
    """The next step with a person, in one tap: all but the hire and the no."""
    if step not in STEPS:
        raise Http404
    deed, told = STEPS[step]
    return _of_employer(request, str(told), "candidate", deed, _met(request, pk, introduction))


@require_POST
def candidate_no(request: HttpRequest, pk: int, introduction: int) -> HttpResponse:
    """The second of two taps: a reason."""
    row = _met(request, pk, introduction)
    form = NotThisPersonForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please choose a reason."))
        return redirect("candidate", pk, row.pk)
    told = _("You do not go on with this person. They are told without delay, and the name is no longer shown.")
    return _of_employer(request, told, "candidates", actions.decline_by_employer, row, **form.cleaned_data)


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


def introduction(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One proposal: what it is, who asks, what a yes gives away, and where it stands."""
    profile = record_to_change(request, code)
    row = get_object_or_404(profile.introductions.with_origin(), pk=pk)
    one = showing.proposal_of(row, request.user)
    opening = one.introduction.opening
    seen_on = opening.employer.verifications.values_list("on", flat=True).first()
    context = {"one": one, "opening": opening, "seen_on": seen_on, "way": showing.way_of(row)}
    return render(request, "engagement/introduction.html", context_of(request, profile, **context))


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
    """The no, with a reason for whoever wants to give one; also later, by who has said yes."""
    profile = record_to_change(request, code)
    introduction = _introduction(profile, pk)
    form = NoForm(request.POST if request.method == "POST" else None, own=profile.user_id == request.user.pk)
    if form.is_valid():
        told = _("Your no is written down.")
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


def _met(request: HttpRequest, pk: int, introduction: int) -> Introduction:
    """An introduction of an opening for which the reader may meet people."""
    rows = Introduction.objects.of_employer(request.user).with_origin()
    rows = rows.select_related("opening__employer", "opening__site__place__region", "profile")
    return get_object_or_404(rows, pk=introduction, opening=pk)


def _of_employer(request: HttpRequest, told: str, after: str, deed: Any, *what: Any, **facts: Any) -> HttpResponse:
    """Does a deed of the firm and goes on: to the page of the candidate, or to one of the opening."""
    try:
        row = deed(*what, by=request.user, **facts)
    except actions.NotNow as why:
        messages.warning(request, str(why))
        row = what[0] if isinstance(what[0], Introduction) else None
        return redirect("candidate", row.opening_id, row.pk) if row else redirect(after, what[0].pk)
    messages.success(request, told)
    return redirect("candidate", row.opening_id, row.pk) if after == "candidate" else redirect(after, row.opening_id)


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
