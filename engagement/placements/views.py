"""Hires and what came of them: told by the firm, the person and the agency; the questions that a link opens."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from returnees.actions import record_reading
from returnees.edit_views import context_of, record_to_change
from returnees.models import Profile
from returnees.policy import Role, role_of

from ..actions import NotNow
from ..meetings.sides import met, own
from ..models import FollowUp, Introduction, Outcome, Placement, Rating
from . import actions, follow_up
from .forms import AnswerForm, EndForm, HireForm, RatingForm, answered, as_in

Teller = Introduction.Decliner
Whom, Result = FollowUp.Whom, FollowUp.Result
A_PAGE = 30


# A hire and its end


@keeps_typed
def hire(request: HttpRequest, opening: int, pk: int) -> HttpResponse:
    """By the firm: as in the opening with one tap more, or with changes."""
    introduction = met(request, opening, pk)
    page = {"introduction": introduction, "opening": introduction.opening, "profile": introduction.profile}
    return _hire(request, introduction, "engagement/placements/hire.html", page, ("candidate", opening, pk))


@keeps_typed
def hire_told(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """By the counsellor, who was told of it."""
    profile = _of_others(request, code)
    introduction = own(profile, pk)
    page = context_of(request, profile, introduction=introduction, opening=introduction.opening)
    return _hire(request, introduction, "engagement/placements/hire_told.html", page, ("introduction", code, pk))


def _of_others(request: HttpRequest, code: str) -> Profile:
    profile = record_to_change(request, code)
    if profile.user_id == request.user.pk:
        raise Http404
    return profile


def _hire(
    request: HttpRequest, introduction: Introduction, template: str, page: dict[str, object], back: tuple
) -> HttpResponse:
    if Placement.objects.filter(introduction=introduction).exists():
        return redirect(*back)
    opening = introduction.opening
    form = HireForm(request.POST if request.method == "POST" else typed_before(request), opening=opening)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_hire(introduction, by=request.user, **form.facts())
        except NotNow as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("The hire is written down. We ask in 3 months how it goes."))
            return redirect(*back)
    return render(request, template, page | {"form": form, "plain": as_in(opening), "as_is": HireForm(opening=opening)})


@keeps_typed
def end(request: HttpRequest, opening: int, pk: int) -> HttpResponse:
    introduction = met(request, opening, pk)
    page = {"introduction": introduction, "opening": introduction.opening, "profile": introduction.profile}
    template = "engagement/placements/end.html"
    return _end(request, introduction, Teller.EMPLOYER, template, page, ("candidate", opening, pk))


@keeps_typed
def end_told(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """By the person, or by the counsellor."""
    profile = record_to_change(request, code)
    introduction = own(profile, pk)
    page = context_of(request, profile, introduction=introduction, opening=introduction.opening)
    teller = Teller.PERSON if profile.user_id == request.user.pk else Teller.AGENCY
    template = "engagement/placements/end_told.html"
    return _end(request, introduction, teller, template, page, ("introduction", code, pk))


def _end(
    request: HttpRequest,
    introduction: Introduction,
    teller: str,
    template: str,
    page: dict[str, object],
    back: tuple,
) -> HttpResponse:
    placement = get_object_or_404(Placement, introduction=introduction)
    data = request.POST if request.method == "POST" else typed_before(request)
    form = EndForm(data, placement=placement, told_by=teller)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(placement, by=request.user, told_by=teller, **form.cleaned_data)
        except NotNow as why:
            messages.warning(request, str(why))
        else:
            messages.success(request, _("Written down."))
        return redirect(*back)
    return render(request, template, page | {"form": form, "placement": placement})


@require_POST
def look_again(request: HttpRequest, code: str) -> HttpResponse:
    profile = record_to_change(request, code)
    if actions.look_again(profile, by=request.user):
        messages.success(request, _("The file is open again: new jobs can be proposed."))
    return redirect("person", code)


# The questions that a link opens


@login_not_required
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The two questions, for whoever holds the link."""
    try:
        row = follow_up.of_link(token)
    except follow_up.LinkOver as why:
        return _over(request, why)
    _read_to(request, row)
    before = Outcome.objects.filter(follow_up=row).first()
    form = AnswerForm(request.POST if request.method == "POST" else None, row=row, initial=answered(before))
    refusing = request.POST.get("deed") == "refuse"
    if request.method == "POST" and (refusing or form.is_valid()):
        try:
            follow_up.refuse(row) if refusing else follow_up.answer(row, **form.facts())
        except NotNow as why:
            return _over(request, why)
        return redirect("follow-up-more", token)
    return render(request, "engagement/placements/answer.html", _asked(row, form=form, before=before, token=token))


@login_not_required
@never_cache
def more(request: HttpRequest, token: str) -> HttpResponse:
    """After the answer: thanks, and five things that one may add or leave."""
    try:
        row = follow_up.of_link(token)
    except follow_up.LinkOver as why:
        return _over(request, why)
    if row.result not in {Result.DONE, Result.REFUSED}:
        return redirect("follow-up", token)
    _read_to(request, row)
    rating = Rating.objects.filter(follow_up=row).first()
    initial = {item: getattr(rating, item) for item in Rating.ITEMS} if rating else {}
    form = RatingForm(request.POST if request.method == "POST" else None, row=row, initial=initial)
    enough = row.result == Result.REFUSED or "enough" in request.GET
    if request.method == "POST" and row.result == Result.DONE and form.is_valid():
        try:
            follow_up.rate(row, form.cleaned_data)
        except NotNow as why:
            return _over(request, why)
        return redirect(f"{request.path}?enough")
    return render(request, "engagement/placements/more.html", _asked(row, form=form, enough=enough, token=token))


def _over(request: HttpRequest, why: Exception) -> HttpResponse:
    return render(request, "engagement/placements/over.html", {"why": str(why)}, status=410)


def _read_to(request: HttpRequest, row: FollowUp) -> None:
    """In the language of whoever was written to, until they pick another on this device."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    placement = row.placement
    asked = placement.introduction.profile.user if row.whom == Whom.PERSON else placement.recorded_by
    if asked is not None:
        translation.activate(asked.language)
        request.LANGUAGE_CODE = translation.get_language()


def _asked(row: FollowUp, **more: object) -> dict[str, object]:
    """What the page may say of it: the link may be passed on, so it names no person and, to a person, no firm."""
    return {"row": row, "placement": row.placement, "opening": row.placement.introduction.opening} | more


# The agency


def placements(request: HttpRequest) -> HttpResponse:
    """The hires of the agency's people and firms: which questions wait, which were lost."""
    if not request.user.is_intermediary:
        raise Http404
    rows = Placement.objects.visible_to(request.user).with_people()
    waiting = follow_up.due().filter(placement=OuterRef("pk"))
    lost = FollowUp.objects.filter(placement=OuterRef("pk"), result=Result.UNREACHABLE)
    shown = request.GET.get("show", "")
    counts = {"due": rows.filter(Exists(waiting)).count(), "lost": rows.filter(Exists(lost)).count()}
    if shown in counts:
        rows = rows.filter(Exists(waiting if shown == "due" else lost))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    people = [row.introduction.profile for row in page]
    record_reading([one for one in people if role_of(request.user, one) != Role.NOBODY], by=request.user, where="hires")
    today = follow_up.due().filter(placement__in=[row.pk for row in page]).values_list("placement_id", flat=True)
    found = {"page": page, "shown": shown, "counts": counts, "waiting": set(today)}
    return render(request, "engagement/placements/placements.html", found)


def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """One hire: what was agreed, and what each side says, side by side."""
    row = _placement(request, pk)
    profile = row.introduction.profile
    role = role_of(request.user, profile)
    if role != Role.NOBODY:
        record_reading([profile], by=request.user, where="hires")
    # What the person answers is for who accompanies them, as the text of their yes says.
    hears = role == Role.COUNSELLOR
    asked = list(row.follow_ups.select_related("outcome").order_by("month", "whom"))
    months: dict[int, dict[str, FollowUp]] = {}
    for one in asked:
        if one.whom == Whom.EMPLOYER or hears:
            months.setdefault(one.month, {})[one.whom] = one
    sides = [(month, found.get(Whom.EMPLOYER), found.get(Whom.PERSON)) for month, found in months.items()]
    page = {
        "placement": row,
        "profile": profile,
        "opening": row.introduction.opening,
        "sides": [(*one, _differ(*one[1:])) for one in sides],
        "hears": hears,
        "answerable": {one.pk for one in asked if follow_up.is_due(one)},
    }
    return render(request, "engagement/placements/placement.html", page)


def _differ(one: FollowUp | None, other: FollowUp | None) -> bool:
    """Whether both sides have answered and do not say the same of whether it lasts."""
    told = [getattr(row, "outcome", None) for row in (one, other) if row is not None]
    said = [outcome.same_employer for outcome in told if outcome is not None]
    return len(said) == 2 and said[0] != said[1]


@keeps_typed
def answer_told(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """At the telephone: somebody of the agency asks, and writes the answer down."""
    found = _placement(request, pk)
    profile = found.introduction.profile
    question = get_object_or_404(found.follow_ups, pk=row)
    if question.whom == Whom.PERSON and role_of(request.user, profile) != Role.COUNSELLOR:
        raise Http404
    question.placement = found
    data = request.POST if request.method == "POST" else typed_before(request)
    form = AnswerForm(data, row=question, initial=answered(Outcome.objects.filter(follow_up=question).first()))
    refusing = request.POST.get("deed") == "refuse"
    if request.method == "POST" and (refusing or form.is_valid()):
        try:
            if refusing:
                follow_up.refuse(question, by=request.user)
            else:
                follow_up.answer(question, by=request.user, **form.facts())
        except NotNow as why:
            messages.warning(request, str(why))
        else:
            messages.success(request, _("The answer is written down."))
        return redirect("placement", pk)
    if role_of(request.user, profile) != Role.NOBODY:
        record_reading([profile], by=request.user, where="hires")
    page = _asked(question, form=form, profile=profile)
    return render(request, "engagement/placements/answer_told.html", page)


def _placement(request: HttpRequest, pk: int) -> Placement:
    if not request.user.is_intermediary:
        raise Http404
    return get_object_or_404(Placement.objects.visible_to(request.user).with_people(), pk=pk)
