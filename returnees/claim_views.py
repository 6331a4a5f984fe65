"""Taking over a file: the counsellor makes a code, the person types it and says how they will sign in."""

from __future__ import annotations

import time

import segno
from django import forms
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts import consents
from accounts.entrance import let_in, network_of, reached, send_code
from accounts.forms import ReachForm
from accounts.models import Code, Consent, Event, User

from . import claiming
from .copies.deeds import in_words
from .edit_forms import parsed_phone
from .models import A_CLAIM_HOLDS, ClaimCode, Profile

HELD, FOR = "claim", 3600  # in the session: which code was typed, and how long that counts
SHOWN = 30


def told(why: str) -> str:
    """Why a code is not made or not taken, in words."""
    return {
        "wrong": _("This is not a code of ours. Look at each letter."),
        "over": _("This code does not hold any more. Ask your counsellor for a new one."),
        "used": _("This code was used already. If it was not you, tell the agency at once."),
        "too_many": _("Many wrong codes came from here. Please try again later."),
        "claimed": _("The person signs in already; they need no code."),
        "contested": _("The file is being contested. Until that is answered no code is made."),
        "unknown": _("Write the year of birth or the telephone into the file first: the code is asked with it."),
    }[why]


def claim_code(request: HttpRequest, code: str) -> HttpResponse:
    """For the counsellor: a code on a slip to print, or by SMS. Shown once; we keep only what recognises it."""
    profile = get_object_or_404(
        Profile.objects.editable_by(request.user)
        .exclude(user=request.user)
        .select_related("user", "identity", "agency"),
        code=code,
    )
    identity = getattr(profile, "identity", None)
    facts: dict[str, object] = {
        "profile": profile,
        "phone": identity.phone if identity else "",
        "signs_in": claiming.can_sign_in(profile.user),
    }
    if request.method == "POST":
        try:
            made = claiming.make_code(profile, by=request.user)
        except claiming.Refused as refused:
            notices.warning(request, told(refused.why))
            return redirect("claim-code", code)
        address, contest_at = (request.build_absolute_uri(reverse(name)) for name in ("claim", "contest-with-code"))
        if "sms" in request.POST and facts["phone"]:
            claiming.send_code(profile, made, address=address, contest_at=contest_at)
        facts |= {
            "made": claiming.spaced(made),
            "by_sms": "sms" in request.POST,
            "address": address,
            "contest_at": contest_at,
            "qr": _qr(address),
            "until": timezone.localdate() + A_CLAIM_HOLDS,
            "language": profile.user.language,
        }
    return render(request, "returnees/claim_code.html", facts)


def _qr(address: str) -> str:
    return segno.make(address, error="m").svg_data_uri(scale=4, border=2)


class ClaimForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("The code of 8 letters and digits"),
        help_text=gettext_lazy("It stands on the slip of paper or in the SMS."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("Your year of birth"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Or the telephone number that the agency wrote down"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("birth_year") and not cleaned.get("phone"):
            self.add_error("birth_year", _("Write your year of birth, or the telephone number."))
        return cleaned


@login_not_required
@never_cache
def claim(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            code = claiming.find(typed["code"], network=network_of(request))
            phone = _as_kept(typed["phone"], code.profile)
            if claiming.is_known(code, birth_year=typed["birth_year"], phone=phone):
                request.session[HELD] = {"pk": code.pk, "at": time.time()}
                return redirect("claim-take" if request.user.is_authenticated else "claim-way")
            form.add_error(None, _("The code and what you wrote do not fit together. Look at both again."))
        except claiming.Refused as refused:
            form.add_error("code", told(refused.why))
    return render(request, "returnees/claim.html", {"form": form})


def _as_kept(typed: str, profile: Profile) -> str:
    try:
        return parsed_phone(typed, profile.place.region.country)
    except forms.ValidationError:
        return ""


@login_not_required
@never_cache
def claim_way(request: HttpRequest) -> HttpResponse:
    """Where the codes to sign in with will go; the first one goes there now."""
    if _held(request) is None:
        return redirect("claim")
    form = ReachForm(request.POST or None)
    if form.is_valid() and (answer := send_code(request, form, Code.Purpose.CLAIM, next_url=reverse("claim-take"))):
        return answer
    return render(request, "returnees/claim_way.html", {"form": form})


@login_not_required
@never_cache
def claim_take(request: HttpRequest) -> HttpResponse:
    """The last question: is this file yours? With another account there are two files, and nothing is joined."""
    held = _held(request)
    if held is None:
        return redirect("claim")
    facts = {"profile": held.profile, "by": held.made_by}
    if request.user.is_authenticated:
        return _two(request, held, request.user, facts)
    address = reached(request)
    if not address:
        return redirect("claim-way")
    if request.method != "POST":
        return render(request, "returnees/claim_take.html", facts)
    try:
        user = claiming.take_over(held, address=address)
    except claiming.OtherAccount as other:
        return _two(request, held, other.owner, facts)
    except claiming.Refused as refused:
        notices.warning(request, told(refused.why))
        return redirect("claim")
    request.session.pop(HELD, None)
    return let_in(request, user, reverse("claimed", args=[held.profile.code]))


def _two(request: HttpRequest, held: ClaimCode, owner: User, facts: dict[str, object]) -> HttpResponse:
    """The person has an account with a file already, or shares a telephone with somebody who has."""
    if owner.pk == held.profile.user_id:
        return redirect("claimed", held.profile.code)
    has_file = hasattr(owner, "profile")
    if request.method == "POST" and "both" in request.POST and has_file:
        claiming.say_both_are_mine(held, owner)
        request.session.pop(HELD, None)
        notices.success(
            request, _("Your counsellors learn that both files are yours. They ask you before they join them.")
        )
        return redirect("home")
    return render(request, "returnees/claim_two.html", facts | {"has_file": has_file})


def _held(request: HttpRequest) -> ClaimCode | None:
    held = request.session.get(HELD)
    if not held or time.time() - held["at"] > FOR:
        return None
    live = ClaimCode.objects.live().select_related("profile__user", "profile__agency", "made_by")
    return live.filter(pk=held["pk"]).first()


def claimed(request: HttpRequest, code: str) -> HttpResponse:
    """What was written before one came, by whom; and what was said or signed, to confirm or to take back."""
    profile = get_object_or_404(Profile.objects.select_related("agency", "counsellor"), user=request.user, code=code)
    live = Consent.objects.filter(person=request.user, withdrawn_at=None, mode__in=consents.FOR_SOMEBODY)
    asked = list(live.select_related("witness").order_by("given_at"))
    if request.method == "POST":
        return _answered(request, profile, asked)
    events = Event.objects.filter(subject_type="returnees.profile", subject_id=profile.pk).exclude(
        by_id=request.user.pk
    )
    deeds = list(events.exclude(name__in=["profile.viewed", "profile.listed"]).order_by("-at")[:SHOWN])
    users = User.objects.in_bulk({event.by_id for event in deeds if event.by_id})
    facts = {
        "profile": profile,
        "asked": asked,
        "deeds": [(in_words(event.name), users.get(event.by_id), event.at) for event in deeds],
    }
    return render(request, "returnees/claimed.html", facts)


def _answered(request: HttpRequest, profile: Profile, asked: list[Consent]) -> HttpResponse:
    """Each yes is confirmed by the person's own tap, each no takes it back at once; not answered stays as it was."""
    erase = False
    for consent in asked:
        said = request.POST.get(f"consent-{consent.pk}")
        if said == "yes":
            one = dict(mode=Consent.Mode.TAP, by=request.user, recipient=consent.recipient, reference=consent.reference)
            deed = consents.give if consent.granted else consents.refuse
            deed(request.user, consent.purpose, **one)
        elif said == "no" and consent.purpose == Consent.Purpose.KEEP:
            erase = True
        elif said == "no":
            consents.withdraw(consent, by=request.user)
    if erase:
        # No longer keeping the file is erasing it: what goes is shown first.
        return redirect("erase", profile.code)
    notices.success(request, _("Thank you. Your answers count from now on."))
    return redirect("person", profile.code)
