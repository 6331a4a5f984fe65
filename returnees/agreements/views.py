"""The page of who sees what, why and until when, and the deeds on it: for the person, or with a counsellor beside."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import consents
from accounts.consents import ASKED_AGAIN, CURRENT, GENERAL, TEXTS, Purpose, Text
from accounts.models import Consent
from returnees.edit_views import context_of, record_to_change
from returnees.models import ExportedPerson, Profile

from .forms import AnswerForm, PartnerForm


@dataclass(frozen=True)
class Card:
    """One purpose, for one recipient where it has one, with the last answer to it."""

    text: Text
    answer: Consent | None = None
    query: str = ""  # names the recipient to the page that asks again

    @property
    def state(self) -> str:
        return self.answer.state if self.answer else "open"

    @property
    def is_older(self) -> bool:
        """Whether the yes was to a text of ours that another has followed."""
        former = {text.version for text in TEXTS if text.purpose == self.text.purpose} - {self.text.version}
        return self.state == "yes" and self.answer.text_version in former

    @property
    def ends_soon(self) -> bool:
        return self.state == "yes" and self.answer.expires_on <= timezone.localdate() + ASKED_AGAIN


def agreements(request: HttpRequest, code: str) -> HttpResponse:
    """Every question with its answer, each to be changed."""
    profile = record_to_change(request, code)
    given = consents.answers(profile.user)
    last = {row.purpose: row for row in given if row.purpose in GENERAL}
    # Whoever has not been abroad is not asked whether to show it.
    asked = [one for one in GENERAL if one != Purpose.SHOW_ABROAD or one in last or profile.stays.exists()]
    partners = [row for row in given if row.purpose == Purpose.PARTNER]
    names = [row for row in given if row.purpose == Purpose.SHARE_NAME and row.granted]
    return render(
        request,
        "agreements/agreements.html",
        context_of(
            request,
            profile,
            cards=[Card(CURRENT[one], last.get(one)) for one in asked],
            partners=[
                Card(CURRENT[Purpose.PARTNER], row, "?" + urlencode(PartnerForm.of(row))) for row in reversed(partners)
            ],
            names=[Card(CURRENT[Purpose.SHARE_NAME], row) for row in reversed(names)],
        ),
    )


def agree(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """One question alone: for a partner, for somebody who answers before a counsellor, and where answers are sent."""
    if purpose not in {*GENERAL, Purpose.PARTNER}:
        raise Http404
    profile = record_to_change(request, code)
    own = profile.user_id == request.user.pk
    facts = {"profile": profile} if purpose == Purpose.PARTNER else {}
    form = (PartnerForm if purpose == Purpose.PARTNER else AnswerForm)(
        request.POST or None, own=own, initial=request.GET.dict(), **facts
    )
    if request.method == "POST" and form.is_valid():
        yes = form.cleaned_data["answer"] == "yes"
        if purpose == Purpose.KEEP and not yes:
            raise Http404  # that is erasing the file, which has its own page
        witness = None if own else request.user
        deed = consents.give if yes else consents.refuse
        deed(profile.user, purpose, by=request.user, witness=witness, **form.facts)
        messages.success(request, _("Your yes is written down.") if yes else _("Your no is written down."))
        return _back(profile, purpose)
    return render(
        request,
        "agreements/agree.html",
        context_of(request, profile, form=form, card=Card(CURRENT[purpose]), purpose=purpose),
    )


def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What taking back a yes does, and doing it. A yes to an employer is taken back where the proposals are."""
    profile = record_to_change(request, code)
    mine = Consent.objects.live().filter(person=profile.user).exclude(purpose__in=[Purpose.KEEP, Purpose.SHARE_NAME])
    consent = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        consents.withdraw(consent, by=request.user)
        messages.success(request, _("It has ended, from this moment."))
        return _back(profile, consent.purpose)
    sent = ExportedPerson.objects.filter(
        profile=profile, export__partner=consent.recipient, export__fetched_at__isnull=False
    )
    return render(
        request,
        "agreements/withdraw.html",
        context_of(
            request,
            profile,
            card=Card(CURRENT[consent.purpose], consent),
            sent=sent.select_related("export__agency").order_by("-export__fetched_at") if consent.recipient else [],
        ),
    )


def _back(profile: Profile, purpose: str) -> HttpResponse:
    return redirect(f"{reverse('agreements', args=[profile.code])}#{purpose}")
