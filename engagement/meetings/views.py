"""Interviews and messages between the two sides of an introduction, after the person's yes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from returnees.actions import record_reading
from returnees.edit_views import context_of, record_to_change

from ..actions import NotNow
from ..models import Introduction, Letter, Slot
from . import invitation, letters, slots
from .forms import CancelForm, JudgeForm, LetterForm, SlotsForm
from .sides import met, own

Side = Letter.Side


# The employer


@keeps_typed
def offer_slots(request: HttpRequest, opening: int, pk: int) -> HttpResponse:
    introduction = met(request, opening, pk)
    data = request.POST if request.method == "POST" else typed_before(request)
    form = SlotsForm(data, introduction=introduction)
    if request.method == "POST" and form.is_valid():
        said = {key: form.cleaned_data[key] for key in ("mode", "minutes", "where")}
        try:
            slots.offer(introduction, form.moments, by=request.user, **said)
        except NotNow as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("The person is told, and takes a moment or says that none fits."))
            return redirect("candidate", opening, pk)
    return render(request, "engagement/meetings/offer.html", _firm(introduction, form=form))


@require_POST
def settle_slot(request: HttpRequest, opening: int, pk: int, slot: UUID, deed: str) -> HttpResponse:
    """Takes a free moment back, or says what came of an interview."""
    introduction = met(request, opening, pk)
    told = {
        "withdraw": _("The moment is taken back."),
        "held": _("Written down. Tell the person soon how it goes on."),
        "missed": _("Written down. You can offer other moments, or end it."),
    }
    if deed not in told:
        raise Http404
    try:
        row = slots.of(introduction, slot)
        slots.withdraw(row, by=request.user) if deed == "withdraw" else slots.mark(row, deed, by=request.user)
    except NotNow as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, told[deed])
    return redirect("candidate", opening, pk)


@keeps_typed
def cancel_slot(request: HttpRequest, opening: int, pk: int, slot: UUID) -> HttpResponse:
    introduction = met(request, opening, pk)
    row = get_object_or_404(introduction.slots.filter(taken_at__isnull=False), pk=slot)
    form = CancelForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            slots.cancel(row, by=request.user, words=form.cleaned_data["words"])
        except NotNow as why:
            messages.warning(request, str(why))
        else:
            messages.success(request, _("Cancelled, and the person is told. You can offer other moments."))
        return redirect("candidate", opening, pk)
    row.introduction = introduction
    return render(request, "engagement/meetings/cancel.html", _firm(introduction, form=form, slot=row))


@keeps_typed
def letters_firm(request: HttpRequest, opening: int, pk: int) -> HttpResponse:
    introduction = met(request, opening, pk)
    back = lambda: redirect("letters-firm", opening, pk)  # noqa: E731
    return _letters(request, introduction, Side.EMPLOYER, "engagement/meetings/letters_firm.html", back, _firm)


# The person, or the counsellor beside them


@require_POST
def take_slot(request: HttpRequest, code: str, pk: int, slot: UUID) -> HttpResponse:
    introduction = own(record_to_change(request, code), pk)
    told = _("Agreed. Both sides have the day and the hour.")
    return _answered(request, introduction, told, lambda: slots.take(slots.of(introduction, slot), by=request.user))


@require_POST
def give_up_slot(request: HttpRequest, code: str, pk: int, slot: UUID) -> HttpResponse:
    introduction = own(record_to_change(request, code), pk)
    told = _("The employer is told, and may offer other moments.")
    return _answered(request, introduction, told, lambda: slots.give_up(slots.of(introduction, slot), by=request.user))


@require_POST
def no_slot_fits(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    introduction = own(record_to_change(request, code), pk)
    told = _("The employer is asked for other moments. This is not a no.")
    return _answered(request, introduction, told, lambda: slots.none_fits(introduction, by=request.user))


@keeps_typed
def letters_own(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    introduction = own(profile, pk)

    def page(introduction: Introduction, **more: object) -> dict[str, object]:
        return context_of(request, profile, introduction=introduction, opening=introduction.opening, **more)

    back = lambda: redirect("letters", code, pk)  # noqa: E731
    return _letters(request, introduction, Side.PERSON, "engagement/meetings/letters.html", back, page)


def _answered(request: HttpRequest, introduction: Introduction, told: str, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except NotNow as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, told)
    return redirect("introduction", introduction.profile.code, introduction.pk)


# Both


def calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The interview for the calendar of whichever side asks for it."""
    agreed = Slot.objects.filter(taken_at__isnull=False).select_related("introduction")
    slot = get_object_or_404(agreed, pk=pk)
    of = slot.introduction
    if request.user.employer_memberships.filter(employer__openings=of.opening_id).exists():
        slot.introduction, side = met(request, of.opening_id, of.pk), Side.EMPLOYER
    else:
        slot.introduction, side = own(record_to_change(request, of.profile.code), of.pk), Side.PERSON
    answer = HttpResponse(invitation.file_of(slot, side=side), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return answer


def _letters(
    request: HttpRequest,
    introduction: Introduction,
    side: str,
    template: str,
    back: Callable[[], HttpResponse],
    page: Callable[..., dict[str, object]],
) -> HttpResponse:
    """What the two sides wrote, as one of them may read it, and a message to write."""
    form = LetterForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            letter = letters.write(introduction, side=side, by=request.user, **form.cleaned_data)
        except NotNow as why:
            form.add_error(None, str(why))
        else:
            if letter.held_for and letter.passed is None:
                messages.warning(request, _("Somebody of the agency reads this message before it is passed on."))
            else:
                messages.success(request, _("Your message is sent."))
            return back()
    if request.method == "GET" and (side == Side.EMPLOYER or introduction.profile.user_id == request.user.pk):
        letters.mark_read(introduction, side)
    written = list(letters.between(introduction, side))
    found = {"letters": written, "form": form, "side": side, "may_write": letters.is_open(introduction)}
    return render(request, template, page(introduction, **found))


def _firm(introduction: Introduction, **more: object) -> dict[str, object]:
    return {"introduction": introduction, "opening": introduction.opening, "profile": introduction.profile} | more


# The agency


def held_letters(request: HttpRequest) -> HttpResponse:
    """Messages that wait until somebody of the agency has read them."""
    if not request.user.is_intermediary:
        raise Http404
    waiting = letters.judged_by(request.user).filter(passed=None)
    rows = list(waiting.select_related("introduction__opening__employer", "introduction__profile__identity"))
    record_reading([row.introduction.profile for row in rows], by=request.user, where="letters")
    return render(request, "engagement/meetings/held.html", {"letters": rows})


def held_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them: passed on, or kept back with a reason."""
    found = letters.judged_by(request.user).select_related(
        "introduction__opening__employer", "introduction__profile__identity", "judged_by"
    )
    letter = get_object_or_404(found, pk=pk)
    passing = request.POST.get("deed") == "pass"
    form = JudgeForm(request.POST if request.method == "POST" and not passing else None)
    if request.method == "POST" and (passing or form.is_valid()):
        try:
            if passing:
                letters.pass_on(letter, by=request.user)
            else:
                letters.keep_back(letter, by=request.user, because=form.cleaned_data["because"])
        except NotNow as why:
            messages.warning(request, str(why))
        else:
            messages.success(request, _("The message is passed on.") if passing else _("The message is kept back."))
        return redirect("held-letters")
    record_reading([letter.introduction.profile], by=request.user, where="letters")
    return render(request, "engagement/meetings/held_letter.html", {"letter": letter, "form": form})
