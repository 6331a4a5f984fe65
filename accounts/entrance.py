"""The way in: opening an account, signing in, and the code between asking and being in."""

from __future__ import annotations

import ipaddress
import math
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from . import actions, codes, messages, phones, session_limits
from .consents import CURRENT
from .forms import CodeForm, ReachForm, SignInForm, SignUpForm
from .models import A_CODE_HOLDS, Code, Consent, Message, User

Purpose = Code.Purpose
# In the session: which code is waited for, and where to go then. Nothing of whom it was sent to.
WAITED_FOR = "code"
# And which one was typed by somebody who is not signed in yet.
REACHED = "reached"
# The country of the last number typed on this device.
COUNTRY_COOKIE = "country"
A_YEAR = 365 * 24 * 3600


@login_not_required
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Says what is kept, by whom and for whom, and asks whether to; then sends a code. Until it is typed nothing is."""
    if request.user.is_authenticated:
        return redirect("home")
    if request.POST.get("keep") == "no":
        return render(request, "accounts/no_file.html")
    form = SignUpForm(request.POST or None, initial=_country(request))
    if form.is_valid() and (answer := send_code(request, form, Purpose.SIGN_UP)):
        return answer
    facts = {"form": form, "keeper": settings.DATA_KEEPER, "words": CURRENT[Consent.Purpose.KEEP]}
    return render(request, "account/signup.html", facts)


@login_not_required
@never_cache
def employer_door(request: HttpRequest) -> HttpResponse:
    """For somebody who hires: a code opens the account that is there, or a new one that keeps no personal file."""
    next_url = next_of(request) or reverse("firm-register")
    if request.user.is_authenticated:
        return redirect(next_url)
    form = ReachForm(request.POST or None, initial={"by": Message.Channel.MAIL, **_country(request)})
    if form.is_valid() and (answer := send_code(request, form, Purpose.FIRM, next_url=next_url)):
        return answer
    facts = {"form": form, "next": next_of(request), "keeper": settings.DATA_KEEPER}
    return render(request, "accounts/employer_door.html", facts)


class SignIn(LoginView):
    """By a code or, where one has a password, with it; both on one page."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        return context | {"reach": ReachForm(initial=_country(self.request)), "next": next_of(self.request)}


@login_not_required
@never_cache
def sign_in_by_code(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated or request.method != "POST":
        return redirect("account_login")
    form = ReachForm(request.POST)
    if form.is_valid() and (answer := send_code(request, form, Purpose.SIGN_IN, next_url=next_of(request))):
        return answer
    facts = {"reach": form, "form": SignInForm(request=request), "next": next_of(request)}
    return render(request, "account/login.html", facts)


@login_not_required
@never_cache
@sensitive_post_parameters("code")
def enter_code(request: HttpRequest) -> HttpResponse:
    code = _waited_for(request)
    if code is None:
        return redirect(_before(request))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if codes.guess(code, form.cleaned_data["code"]):
            return _arrived(request, code)
        form.add_error("code", _not_this(codes.guesses_left(code)))
    by_sms = messages.channel_of(code.to) == Message.Channel.SMS
    facts = {
        "form": form,
        "by_sms": by_sms,
        "to": phones.spaced(code.to) if by_sms else code.to,
        "holds": codes.guesses_left(code) > 0,
        "before": reverse(_before(request)),
    }
    return render(request, "accounts/code.html", facts)


@login_not_required
def send_code_again(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and (code := _waited_for(request)):
        try:
            ask_code(request, code.purpose, code.to, user=code.user, next_url=request.session[WAITED_FOR]["next"])
        except codes.TooMany as too_many:
            notices.warning(request, wait_for(too_many.wait))
        else:
            notices.success(request, _("A new code is on its way. Only the last one counts."))
    return redirect("enter-code")


def send_code(
    request: HttpRequest, form: ReachForm, purpose: Purpose, *, next_url: str = "", user: User | None = None
) -> HttpResponse | None:
    """Sends the code and goes to where it is typed; None, with the reason on the form, when none can be sent now."""
    try:
        answer = ask_code(request, purpose, form.cleaned_data["to"], user=user, next_url=next_url)
    except codes.TooMany as too_many:
        form.add_error(None, wait_for(too_many.wait))
        return None
    if country := form.cleaned_data.get("country"):
        answer.set_cookie(
            COUNTRY_COOKIE, country, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return answer


def ask_code(
    request: HttpRequest, purpose: str, address: str, *, user: User | None = None, next_url: str = ""
) -> HttpResponse:
    """Sends a code to `address`, or says there why there is none; on the page one cannot tell. Raises codes.TooMany."""
    if purpose == Purpose.SIGN_UP:
        instead = "" if actions.is_free(address) else "already_account"
    elif purpose == Purpose.SIGN_IN:
        user = actions.owner_of(address)
        instead = "" if user else "no_account"
    elif purpose == Purpose.CLAIM:
        # Whose account it opens already is asked once they have shown that they read it.
        instead = ""
    elif purpose == Purpose.FIRM:
        # The account that it opens already is as good as a new one.
        instead = "" if actions.is_free(address) or actions.owner_of(address) else "already_account"
    else:
        instead = "" if actions.is_free(address) or actions.owner_of(address) == user else "already_account"
    code = codes.ask(purpose, address, network=network_of(request), user=user, instead=instead)
    request.session[WAITED_FOR] = {"id": str(code.pk), "next": next_url}
    return redirect("enter-code")


def reached(request: HttpRequest) -> str:
    """The address that this visitor has just shown to read, by the code that was sent to it; "" for none."""
    code = Code.objects.filter(
        pk=request.session.get(REACHED), purpose=Purpose.CLAIM, used_at__gt=timezone.now() - A_CODE_HOLDS
    ).first()
    return code.to if code else ""


def next_of(request: HttpRequest) -> str:
    """Where one wanted to go, when that is a page of ours."""
    return get_next_redirect_url(request) or ""


def wait_for(wait: timedelta) -> str:
    minutes = math.ceil(wait.total_seconds() / 60)
    if minutes <= 60:
        said = ngettext(
            "A code was sent a moment ago. You can ask for another in %(n)d minute.",
            "Several codes were sent already. You can ask for another in %(n)d minutes.",
            minutes,
        )
        return said % {"n": minutes}
    hours = math.ceil(minutes / 60)
    said = ngettext(
        "Many codes were sent already. You can ask for another in %(n)d hour.",
        "Many codes were sent already. You can ask for another in %(n)d hours.",
        hours,
    )
    return said % {"n": hours}


def network_of(request: HttpRequest) -> str:
    """Whom the limits take for one: an IPv4 address, the /64 of an IPv6 one, which is what one line gets."""
    address = get_adapter().get_client_ip(request)
    if ":" in address:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return address


def _country(request: HttpRequest) -> dict[str, str]:
    return {"country": request.COOKIES[COUNTRY_COOKIE]} if COUNTRY_COOKIE in request.COOKIES else {}


def _waited_for(request: HttpRequest) -> Code | None:
    """The code that this browser asked for and has not used; of somebody signed in, only their own."""
    waited_for = request.session.get(WAITED_FOR)
    if not waited_for:
        return None
    code = Code.objects.filter(pk=waited_for["id"], used_at=None).select_related("user").first()
    signed_in = request.user if request.user.is_authenticated else None
    asked_by = code.user if code and code.purpose in {Purpose.PROVE, Purpose.ADD} else None
    # Without an address it ran out long ago.
    return code if code and code.to and asked_by == signed_in else None


def _before(request: HttpRequest) -> str:
    """The page on which a code is asked for."""
    if request.user.is_authenticated:
        return "how-i-sign-in"
    waited_for = Code.objects.filter(pk=request.session.get(WAITED_FOR, {}).get("id")).first()
    doors = {Purpose.CLAIM: "claim-way", Purpose.FIRM: "employer-door"}
    return doors.get(waited_for.purpose, "account_login") if waited_for else "account_login"


def _not_this(left: int) -> str:
    if not left:
        return _("This code does not hold any more. Ask for a new one.")
    said = ngettext(
        "This is not the code. You can try %(n)d more time.",
        "This is not the code. You can try %(n)d more times.",
        left,
    )
    return said % {"n": left}


def _arrived(request: HttpRequest, code: Code) -> HttpResponse:
    next_url = request.session.pop(WAITED_FOR)["next"]
    if code.purpose == Purpose.SIGN_UP:
        user = actions.open_account(code.to, language=request.LANGUAGE_CODE)
        return let_in(request, user, reverse("start"))
    if code.purpose == Purpose.FIRM:
        user = actions.owner_of(code.to) or actions.open_account(
            code.to, language=request.LANGUAGE_CODE, keep_a_file=False
        )
        return let_in(request, user, next_url)
    if code.purpose == Purpose.SIGN_IN:
        # Asked anew: the address may have been given up while the code was on its way.
        user = actions.owner_of(code.to)
        return let_in(request, user, next_url) if user else redirect("account_login")
    if code.purpose == Purpose.PROVE:
        session_limits.proven(request)
        return redirect(next_url or "how-i-sign-in")
    if code.purpose == Purpose.CLAIM:
        request.session[REACHED] = str(code.pk)
        return redirect(next_url or "home")
    try:
        actions.sign_in_with(request.user, code.to)
    except actions.Taken:
        notices.error(request, _("This number or address opens another account since a moment ago."))
    else:
        actions.end_sessions(request.user, but=request.session.session_key)
        notices.success(request, _("Done. Your account opens with it from now on."))
    return redirect("how-i-sign-in")


def let_in(request: HttpRequest, user: User, next_url: str) -> HttpResponse:
    """Signs in somebody who has just typed the code that was sent to them."""
    # The code has shown that the address is theirs; an e-mail address that they may have besides is not asked for.
    return perform_login(request, user, email_verification=EmailVerificationMethod.NONE, redirect_url=next_url or None)
