"""How I sign in: the telephone, the e-mail address, the password, and where I am signed in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from . import actions, codes, messages
from .entrance import ask_code, next_of, send_code, wait_for
from .forms import PasswordForm, ReachForm
from .models import Code, Message
from .session_limits import asks_for_proof, proven

Channel = Message.Channel


def _ways(request: HttpRequest) -> dict[str, str]:
    """The addresses that open the account, by channel."""
    return {messages.channel_of(one): one for one in messages.addresses_of(request.user)}


def how_i_sign_in(request: HttpRequest) -> HttpResponse:
    ways = _ways(request)
    facts = {"phone": ways.get(Channel.SMS), "email": ways.get(Channel.MAIL), "may_remove": len(ways) > 1}
    return render(request, "accounts/how_i_sign_in.html", facts)


@asks_for_proof
def change_way(request: HttpRequest, channel: str) -> HttpResponse:
    """Another number or address: a code goes there, and when it is typed the account opens with it."""
    if channel not in Channel.values:
        raise Http404
    form = ReachForm({**request.POST.dict(), "by": channel} if request.method == "POST" else None)
    if form.is_valid() and (answer := send_code(request, form, Code.Purpose.ADD, user=request.user)):
        return answer
    facts = {"form": form, "channel": channel, "former": _ways(request).get(channel)}
    return render(request, "accounts/change_way.html", facts)


@asks_for_proof
def remove_way(request: HttpRequest, channel: str) -> HttpResponse:
    address = _ways(request).get(channel)
    if not address:
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/remove_way.html", {"address": address, "channel": channel})
    try:
        actions.stop_signing_in_with(request.user, channel)
    except actions.LastWay:
        notices.error(request, _("Nobody could sign in to your account without it. Add another way first."))
    else:
        notices.success(request, _("Done. Your account does not open with it any more."))
    return redirect("how-i-sign-in")


def prove(request: HttpRequest) -> HttpResponse:
    """A code to where one already signs in with, or the password; then back to what one wanted."""
    ways, next_url = _ways(request), next_of(request)
    form = PasswordForm(request.POST if "password" in request.POST else None)
    if request.method == "POST" and (address := ways.get(request.POST.get("by", ""))):
        try:
            return ask_code(request, Code.Purpose.PROVE, address, user=request.user, next_url=next_url)
        except codes.TooMany as too_many:
            notices.warning(request, wait_for(too_many.wait))
    elif form.is_valid() and _is_their_password(request, form):
        proven(request)
        return redirect(next_url or "how-i-sign-in")
    facts = {"ways": ways, "form": form, "next": next_url}
    return render(request, "accounts/prove.html", facts)


def _is_their_password(request: HttpRequest, form: PasswordForm) -> bool:
    """Says on the form why not. Wrong ones count towards the limits of signing in."""
    try:
        if request.user.has_usable_password() and get_adapter().reauthenticate(
            request.user, form.cleaned_data["password"]
        ):
            return True
        form.add_error("password", _("This is not the password."))
    except ValidationError as too_many:
        form.add_error("password", too_many)
    return False
