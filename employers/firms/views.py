"""Pages of those who hire: registering the firm, keeping it true, sharing the work among colleagues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from accounts.models import Place
from employers.models import Employer, MemberInvitation, Site

from . import actions, identifiers
from .forms import FirmForm, InviteForm, NameForm, RegisterForm, RightsForm, SiteForm, WhereForm
from .legal_forms import label
from .standing import Standing


@keeps_typed
def register(request: HttpRequest) -> HttpResponse:
    """First the town, which says the country; then the form. A firm that is here already is told as that."""
    if not actions.can_join(request.user):
        return render(request, "employers/firms/other_account.html")
    where = WhereForm({"place": request.POST.get("place") or request.GET.get("place", "")} if _asked(request) else None)
    if not where.is_valid():
        return render(request, "employers/firms/where.html", {"form": where})
    place: Place = where.cleaned_data["place"]
    form = _filled(request, lambda sent: RegisterForm(sent, place=place, by=request.user))
    taken = False
    if request.method == "POST" and form.is_valid():
        try:
            firm = actions.register(by=request.user, **form.said)
        except actions.Known:
            taken = True
        else:
            notices.success(request, _("Your firm is registered. Here is what comes next."))
            return redirect("firm", firm.pk)
    return render(request, "employers/firms/register.html", {"form": form, "place": place, "taken": taken})


@require_POST
def ask_to_join(request: HttpRequest) -> HttpResponse:
    """The agency of the firm that is here already is asked; whoever asks learns nothing of it."""
    where = WhereForm(request.POST)
    if not where.is_valid() or not actions.can_join(request.user):
        return redirect("firm-register")
    form = RegisterForm(request.POST, place=where.cleaned_data["place"], by=request.user)
    if form.is_valid() and (firm := actions.known(form.country, form.said["name"], form.said["identifiers"])):
        if not firm.members.filter(user=request.user).exists():
            said = form.cleaned_data
            actions.ask_to_join(firm, by=request.user, name=said["contact_name"], role=said["contact_role"])
        return render(request, "employers/firms/asked.html")
    return redirect("firm-register")


def my_firm(request: HttpRequest) -> HttpResponse:
    """The firm of somebody who works for one; a list for whoever works for several."""
    mine = Employer.objects.filter(members__user=request.user).select_related("sector", "agency")
    if not mine:
        raise Http404
    if len(mine) == 1:
        return redirect("firm", mine[0].pk)
    return render(request, "employers/firms/mine.html", {"firms": mine})


def firm(request: HttpRequest, pk: int) -> HttpResponse:
    """What is written of the firm, how far it is verified, what comes next; with the officer's side for its agency."""
    sites = Site.objects.select_related("place__region").annotate(posted=Count("openings"))
    rows = Employer.objects.visible_to(request.user).select_related("sector", "agency__place")
    one = get_object_or_404(rows.prefetch_related("verifications__by", Prefetch("sites", sites)), pk=pk)
    facts = {
        "standing": Standing.of(one),
        "legal_form": label(one.country, one.legal_form),
        "first_number": identifiers.KINDS[one.country][0].code if one.country in identifiers.KINDS else "",
        "numbers": identifiers.named(one.country, one.identifiers),
        "members": one.members.count(),
        "asked": one.join_requests.filter(answered_at=None) if _is_agency(request, one) else [],
    }
    return render(request, "employers/firms/firm.html", context_of(request, one, **facts))


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = firm_to_change(request, pk)
    # What somebody has seen on paper is theirs to change.
    seen = one.level >= Employer.Level.DOCUMENT and not _is_agency(request, one)
    asked = {"instance": one, "country": one.country, "region": _region(one), "seen": seen}
    form = _filled(request, lambda sent: FirmForm(sent, **asked))
    taken = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(one, by=request.user, **form.said)
        except actions.Known:
            taken = True
        else:
            notices.success(request, _("Saved."))
            return redirect("firm", pk)
    # What was typed is in the form, not in the firm of the heading.
    one.refresh_from_db()
    return render(request, "employers/firms/edit.html", context_of(request, one, form=form, taken=taken, seen=seen))


@keeps_typed
def site_add(request: HttpRequest, pk: int) -> HttpResponse:
    one = firm_to_change(request, pk)
    return _site_page(request, one, Site(employer=one))


@keeps_typed
def site(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    one = firm_to_change(request, pk)
    return _site_page(request, one, get_object_or_404(one.sites, pk=site))


def _site_page(request: HttpRequest, one: Employer, row: Site) -> HttpResponse:
    form = _filled(request, lambda sent: SiteForm(sent, instance=row))
    if request.method == "POST" and form.is_valid():
        # Pressed twice, the second press finds the site that the first one made.
        said = {name: form.cleaned_data[name] for name in ("name", "place", "address")}
        if row.pk or not one.sites.filter(**said).exists():
            actions.save_site(form.save(commit=False), by=request.user)
        notices.success(request, _("Saved."))
        return redirect(reverse("firm", args=[one.pk]) + "#sites")
    return render(request, "employers/firms/site.html", context_of(request, one, form=form, site=row))


def site_remove(request: HttpRequest, pk: int, site: int) -> HttpResponse:
    one = firm_to_change(request, pk)
    row = get_object_or_404(one.sites.select_related("place"), pk=site)
    return _asks_first(
        request,
        one,
        lambda: actions.remove_site(row, by=request.user),
        title=_("Remove this site?"),
        what=", ".join(filter(None, [row.name, row.address, str(row.place)])),
        back=reverse("firm", args=[pk]) + "#sites",
    )


@keeps_typed
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works for the firm here, with their rights; and, for who may, an invitation."""
    one = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    may_change = Employer.objects.editable_by(request.user).filter(pk=pk).exists()
    if request.method == "POST" and not may_change:
        raise Http404
    form = _filled(request, InviteForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(one, form.cleaned_data["to"], by=request.user, link=_link(request), **form.rights)
        except actions.NotNow as refused:
            form.add_error("to", str(refused))
        else:
            notices.success(request, _("Invited. The mail is on its way; the invitation holds for 14 days."))
            return redirect("members", pk)
    facts = {
        "form": form,
        "may_change": may_change,
        "people": one.members.select_related("user").order_by("joined_at", "pk"),
        "invitations": actions.live_invitations(one).select_related("by") if may_change else [],
    }
    return render(request, "employers/firms/members.html", context_of(request, one, **facts))


def _link(request: HttpRequest) -> Callable[[MemberInvitation], str]:
    return lambda made: request.build_absolute_uri(reverse("invitation", args=[made.pk]))


@keeps_typed
def member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    one = firm_to_change(request, pk)
    row = get_object_or_404(one.members.select_related("user"), pk=member)
    now = {right: getattr(row, right) for right in actions.RIGHTS}
    form = _filled(request, lambda sent: RightsForm(sent, initial=now))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_rights(row, by=request.user, **form.rights)
        except actions.NotNow as refused:
            form.add_error("may_manage", str(refused))
        else:
            notices.success(request, _("Saved."))
            return redirect("members", pk)
    return render(request, "employers/firms/member.html", context_of(request, one, form=form, member=row))


def member_remove(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """By who manages the firm; and anybody may leave."""
    one = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(one.members.select_related("user"), pk=member)
    own = row.user_id == request.user.pk
    if not own:
        one = firm_to_change(request, pk)
    return _asks_first(
        request,
        one,
        lambda: actions.remove_member(row, by=request.user),
        title=_("Leave the firm?") if own else _("Remove this member?"),
        what=_("You see nothing of the firm here from then on. A colleague can invite you again.")
        if own
        else _("%(name)s sees nothing of the firm here from then on. You can invite them again.") % {"name": row.user},
        back=reverse("members", args=[pk]),
        after=reverse("home") if own else "",
    )


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    one = firm_to_change(request, pk)
    try:
        actions.withdraw(get_object_or_404(one.invitations, pk=key), by=request.user)
    except actions.NotNow as refused:
        notices.warning(request, str(refused))
    else:
        notices.success(request, _("Withdrawn. The link in the mail opens nothing any more."))
    return redirect("members", pk)


@login_not_required
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """For whoever holds the link: who invites, to what; then sign in, and yes or no. It opens once."""
    made = MemberInvitation.objects.select_related("employer", "by").filter(pk=key).first()
    facts: dict[str, Any] = {"invitation": made, "other": False}
    if made is None or not actions.live_invitations(made.employer).filter(pk=key).exists():
        if made and request.user.is_authenticated and made.employer.members.filter(user=request.user).exists():
            return redirect("firm", made.employer_id)
        return render(request, "employers/firms/no_invitation.html", status=200 if made else 404)
    if not request.user.is_authenticated:
        return render(request, "employers/firms/invitation.html", facts)
    facts["other"] = not actions.can_join(request.user)
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        try:
            actions.accept(made, by=request.user, name=form.cleaned_data["name"])
        except actions.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            notices.success(request, _("Welcome. You work for this firm here from now on."))
            return redirect("firm", made.employer_id)
    return render(request, "employers/firms/invitation.html", facts | {"form": form})


def firm_to_change(request: HttpRequest, pk: int) -> Employer:
    rows = Employer.objects.editable_by(request.user).select_related("sector", "agency")
    return get_object_or_404(rows, pk=pk)


def context_of(request: HttpRequest, one: Employer, **facts: Any) -> dict[str, Any]:
    """What every page of a firm shows: the firm, and who reads it."""
    return {
        "firm": one,
        "is_agency": _is_agency(request, one),
        "may_change": Employer.objects.editable_by(request.user).filter(pk=one.pk).exists(),
        "may_verify": Employer.objects.verifiable_by(request.user).filter(pk=one.pk).exists(),
        "own": one.members.filter(user=request.user).first(),
        **facts,
    }


def _is_agency(request: HttpRequest, one: Employer) -> bool:
    return one.agency_id in request.user.agency_ids


def _asked(request: HttpRequest) -> bool:
    return request.method == "POST" or "place" in request.GET


def _filled(request: HttpRequest, made_of: Callable[[Any], Any]) -> Any:
    """The form as sent; or as it was typed before the session ended; or empty."""
    return made_of(request.POST if request.method == "POST" else typed_before(request))


def _region(one: Employer) -> Any:
    first = one.sites.select_related("place__region").order_by("pk").first()
    return first.place.region if first else None


def _asks_first(
    request: HttpRequest, one: Employer, deed: Callable[[], None], *, title: str, what: str, back: str, after: str = ""
) -> HttpResponse:
    """A page that asks once before something is taken out."""
    if request.method == "POST":
        try:
            deed()
        except actions.NotNow as refused:
            notices.warning(request, str(refused))
            return redirect(back)
        notices.success(request, _("Done."))
        return redirect(after or back)
    facts = {"title": title, "what": what, "back": back}
    return render(request, "employers/firms/ask_first.html", context_of(request, one, **facts))
