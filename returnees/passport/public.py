"""What anybody may open without signing in: does a passport hold, and all that is needed to check one alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from returnees.models import CODE_LETTERS
from returnees.models.passport import in_fours

from . import actions, keys, telling, terms
from .checking import Checked, Verdict
from .content import Issue
from .forms import BroughtForm, CodeForm
from .offline import Short

Page = Callable[..., HttpResponse]
# A code has 31^12 values; this keeps one machine from trying many, and from making us check signatures all day.
RATES = {"passport": "60/m/ip,600/h/ip"}


def _public(view: Page) -> Page:
    """Open to all, kept by no cache, found by no search engine, and not too often from one address."""

    limited = rate_limit(action="passport", config=RATES, limit_get=True)(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = limited(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(never_cache(answered))


@_public
def check(request: HttpRequest) -> HttpResponse:
    """Where one types the code, or brings the signed document or the text of the printed code."""
    if "code" in request.GET:
        by_code = CodeForm(request.GET)
        if by_code.is_valid():
            if code := _typed(by_code.cleaned_data["code"]):
                return redirect("passport-checked", code=code)
            by_code.add_error("code", telling.not_a_code())
        return _answer(request, code_form=by_code)
    if request.method != "POST":
        return _answer(request)
    form = BroughtForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, form=form)
    return _answer(request, form=form, checked=actions.brought(form.cleaned_data["text"]))


@_public
@require_safe
def checked(request: HttpRequest, code: str) -> HttpResponse:
    """Only whether the passport of this code holds; and what is in it where the holder has said so."""
    written = _typed(code)
    if not written:
        raise Http404
    if written != code:
        return redirect("passport-checked", code=written)
    found, passport = actions.looked_up(written)
    if found is None:
        return _answer(request, code=written, finding=telling.finding(None), status=404)
    if passport is None or not passport.disclosed:
        found = Checked(found.verdict)
    return _answer(request, code=written, checked=found, expires=passport and passport.expires_on)


def _answer(
    request: HttpRequest, *, status: int = 200, checked: Checked | None = None, code: str = "", **more: object
) -> HttpResponse:
    holds = checked is not None and checked.verdict is Verdict.VALID
    context = {
        "form": BroughtForm(),
        "code_form": CodeForm(),
        "shown_code": in_fours(code),
        "finding": telling.finding(checked.verdict) if checked else None,
        "disclaimer": telling.disclaimer(),
        "holds": holds,
        # What no longer holds is not shown: the holder took it back, or it is too old to lean on.
        "told": _told(checked.said) if checked and holds else None,
        **more,
    }
    return render(request, "passport/check.html", context, status=status)


def _told(said: Issue | Short | None) -> telling.Told | None:
    if said is None:
        return None
    return telling.told_short(said) if isinstance(said, Short) else telling.told(said)


def _typed(code: str) -> str:
    """The code however it was typed: in fours, with spaces, in small letters. "" where it can be none."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters if len(letters) == 12 and set(letters) <= set(CODE_LETTERS) else ""


@login_not_required
@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """The public keys, as a controller document."""
    return _open(JsonResponse(keys.controller(settings.PUBLIC_URL, actions.public_keys())), "application/ld+json")


@login_not_required
@require_safe
def context(request: HttpRequest) -> HttpResponse:
    """Our words, as a JSON-LD context. It never changes: what is signed refers to it."""
    return _open(JsonResponse(terms.ours(settings.PUBLIC_URL)), "application/ld+json")


@login_not_required
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Which passports of this list were withdrawn."""
    try:
        return _open(HttpResponse(actions.status_list(number)), "application/vc")
    except LookupError as missing:
        raise Http404 from missing


def _open(response: HttpResponse, kind: str) -> HttpResponse:
    """Readable by programs of other sites too: there is nothing personal in it."""
    response["Content-Type"] = kind
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is signed, what each word of it means, and how to check it without us."""
    return render(
        request,
        "passport/about.html",
        {
            "ladder": telling.ladder(),
            "words": telling.meanings(),
            "base": settings.PUBLIC_URL,
            "paths": {"issuer": terms.ISSUER, "context": terms.CONTEXT, "status": f"{terms.STATUS}0"},
            "disclaimer": telling.disclaimer(),
        },
    )
