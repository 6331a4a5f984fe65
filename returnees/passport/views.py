"""The holder's pages: choose, see, sign, hand on, withdraw. The same pages serve a counsellor beside the person."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.context_processors import LANGUAGE_NAMES
from accounts.kept_typing import keeps_typed, typed_before
from returnees.edit_views import record_to_change
from returnees.models import Passport, Profile

from . import actions, offline, pdf, telling
from .checking import Verdict
from .choosing import with_all
from .content import Issue
from .forms import PassportForm
from .offline import Short


def passports(request: HttpRequest, code: str) -> HttpResponse:
    """All of them, the newest first: which hold, until when, and what can be done."""
    profile = record_to_change(request, code)
    held = list(Passport.objects.held_by(profile).select_related("status", "issued_by"))
    return _page(request, "passport/passports.html", profile, passports=held)


@keeps_typed
def new(request: HttpRequest, code: str) -> HttpResponse:
    """The choice; posted, the preview of what would be signed. `like` is a former passport to take the ticks from."""
    profile = _to_choose_from(request, code)
    former = _former(request, profile)
    if request.method != "POST":
        form = PassportForm(typed_before(request), profile=profile, by=request.user, like=former)
        return _page(request, "passport/new.html", profile, form=form)
    form = PassportForm(request.POST, profile=profile, by=request.user)
    if not form.is_valid() or "change" in request.POST:
        return _page(request, "passport/new.html", profile, form=form)
    draft = actions.draft(profile, form.choice, form.cleaned_data["language"])
    return _page(
        request,
        "passport/preview.html",
        profile,
        form=form,
        issue=draft,
        told=telling.told(draft),
        language=dict(LANGUAGE_NAMES)[draft.language],
        disclaimer=telling.disclaimer(),
    )


@require_POST
def issue(request: HttpRequest, code: str) -> HttpResponse:
    profile = _to_choose_from(request, code)
    form = PassportForm(request.POST, profile=profile, by=request.user)
    if not form.is_valid():
        return _page(request, "passport/new.html", profile, form=form)
    asked = form.cleaned_data
    try:
        made = actions.issue(
            profile, form.choice, language=asked["language"], disclosed=asked["disclosed"], by=request.user
        )
    except actions.TooMany:
        form.add_error(None, _("There are as many valid passports as one person may have. Withdraw one first."))
        return _page(request, "passport/new.html", profile, form=form)
    messages.success(request, _("The passport is made and signed."))
    return redirect("passport", code=profile.code, pk=made.pk)


def passport(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """One passport: its code, its sheet, its document, what is in it."""
    profile, held = _held(request, code, pk)
    checked = actions.checked(held)
    said = checked.said if isinstance(checked.said, Issue) else None
    return _page(
        request,
        "passport/passport.html",
        profile,
        passport=held,
        verdict=checked.verdict.value,
        address=actions.address(held),
        qr=offline.qr(actions.address(held)).svg_data_uri(border=offline.QUIET, light="#fff", omitsize=True),
        told=telling.told(said) if said else None,
        languages=LANGUAGE_NAMES,
    )


def withdraw(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    profile, held = _held(request, code, pk)
    if request.method == "POST":
        actions.withdraw(held, by=request.user)
        messages.success(request, _("The passport is withdrawn. Whoever checks it is told so from now on."))
        return redirect("passports", code=profile.code)
    return _page(request, "passport/withdraw.html", profile, passport=held, shown_code=held.shown_code)


def sheet(request: HttpRequest, code: str, pk: UUID, language: str) -> HttpResponse:
    """The printed form, in any of the three languages."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    profile, held = _held(request, code, pk)
    whole, short = actions.checked(held), actions.checked(held, short=True)
    if not (isinstance(whole.said, Issue) and isinstance(short.said, Short) and whole.verdict is Verdict.VALID):
        return _no_longer(request, profile, held)
    with translation.override(language):
        made = pdf.render(whole.said, telling.told(whole.said), held.offline, short.said.left_out)
    name = f"passport-{held.shown_code}-{language}.pdf"
    return HttpResponse(made, content_type="application/pdf", headers=_attached(name))


def document(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """The signed data, for whoever checks it by a program. application/vc is its registered media type."""
    profile, held = _held(request, code, pk)
    if actions.checked(held).verdict is not Verdict.VALID:
        return _no_longer(request, profile, held)
    name = f"passport-{held.shown_code}.json"
    return HttpResponse(held.document, content_type="application/vc", headers=_attached(name))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _no_longer(request: HttpRequest, profile: Profile, held: Passport) -> HttpResponseRedirect:
    messages.error(request, _("This passport no longer holds, so it is not handed on. Make a new one."))
    return redirect("passport", code=profile.code, pk=held.pk)


def _to_choose_from(request: HttpRequest, code: str) -> Profile:
    """The record with all that may go into a passport."""
    return with_all(Profile.objects.filter(pk=record_to_change(request, code).pk)).get()


def _held(request: HttpRequest, code: str, pk: UUID) -> tuple[Profile, Passport]:
    profile = record_to_change(request, code)
    return profile, get_object_or_404(Passport.objects.held_by(profile).select_related("status", "issued_by"), pk=pk)


def _former(request: HttpRequest, profile: Profile) -> dict | None:
    try:
        former = Passport.objects.held_by(profile).filter(pk=UUID(request.GET.get("like", ""))).first()
    except ValueError:
        return None
    return {**former.choice, "language": former.language, "disclosed": former.disclosed} if former else None


def _page(request: HttpRequest, template: str, profile: Profile, **more: object) -> HttpResponse:
    own = profile.user_id == request.user.pk
    return render(request, template, {"profile": profile, "own": own, **more})
