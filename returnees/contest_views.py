"""Contesting a file: by the person, by whoever holds a code to it; and answering."""

from __future__ import annotations

from django import forms
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.entrance import network_of
from accounts.models import Membership, User

from . import claiming, contesting
from .claim_views import told
from .models import ClaimCode, Contest, Profile

A_PAGE = 25
HELD = "contest"  # in the session: which code was typed


class ContestForm(forms.Form):
    matter = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=Contest.Matter.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy("What is wrong, and what it should be. You can leave it empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=Contest.Outcome.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The person reads it. Whoever contested with a code reads it with the code."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class CodeOnlyForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("The code of 8 letters and digits"),
        help_text=gettext_lazy("It stands on the slip of paper or in the SMS."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )


def contest(request: HttpRequest, code: str) -> HttpResponse:
    """By the person, about their own file; with what was answered before."""
    profile = get_object_or_404(Profile.objects.select_related("agency"), user=request.user, code=code)
    form = ContestForm(request.POST or None)
    if form.is_valid():
        contesting.contest(profile, by=request.user, **form.cleaned_data)
        notices.success(request, _("Received. From now on nobody proposes you by this file, until it is answered."))
        return redirect("contest", code)
    facts = {"form": form, "profile": profile, "contests": profile.contests.select_related("answered_by")}
    return render(request, "returnees/contest.html", facts)


@login_not_required
def contest_with_code(request: HttpRequest) -> HttpResponse:
    """By whoever holds a code: nothing of the file is shown but which agency keeps it."""
    held = _held(request)
    if held is None:
        form = CodeOnlyForm(request.POST or None)
        if form.is_valid():
            try:
                request.session[HELD] = claiming.find(form.cleaned_data["code"], network=network_of(request)).pk
                return redirect("contest-with-code")
            except claiming.Refused as refused:
                form.add_error("code", told(refused.why))
        return render(request, "returnees/contest_code.html", {"form": form})
    form = ContestForm(request.POST or None)
    if form.is_valid():
        contesting.contest(held.profile, code=held, **form.cleaned_data)
        notices.success(request, _("Received. From now on nobody is proposed by this file, until it is answered."))
        return redirect("contest-with-code")
    facts = {"form": form, "agency": held.profile.agency, "contests": held.contests.all()}
    return render(request, "returnees/contest.html", facts)


def _held(request: HttpRequest) -> ClaimCode | None:
    live = ClaimCode.objects.live().select_related("profile__agency")
    return live.filter(pk=request.session.get(HELD)).first()


def contests(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, for those who may answer."""
    if not may_answer(request.user):
        raise Http404
    mine = Contest.objects.answerable_by(request.user).select_related("profile", "profile__agency")
    page = Paginator(mine.order_by("-answered_at", "made_at"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "returnees/contests.html", {"page": page})


def answer(request: HttpRequest, pk: str) -> HttpResponse:
    mine = Contest.objects.answerable_by(request.user).select_related("profile__agency", "profile__counsellor")
    made = get_object_or_404(mine, pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            contesting.answer(made, by=request.user, **form.cleaned_data)
            notices.success(request, _("Answered. The person can read it."))
        except contesting.Answered:
            notices.warning(request, _("Somebody has answered it already."))
        return redirect("contests")
    if request.method == "GET":
        audit.record("contest.read", made.profile, by=request.user)
    return render(request, "returnees/answer.html", {"contest": made, "profile": made.profile, "form": form})


def may_answer(user: User) -> bool:
    """Whether contests can come to this user: leads, officers, and who runs the platform."""
    heads = {Membership.Role.LEAD, Membership.Role.OFFICER}
    return user.is_staff or user.memberships.live().filter(role__in=heads).exists()
