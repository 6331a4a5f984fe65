"""Pages of copies: of everything about oneself, and for a partner."""

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.session_limits import asks_for_proof
from returnees.models import Export, Profile

from . import actions
from .forms import PartnerForm

SHOWN = 20


def export(request: HttpRequest, code: str) -> HttpResponse:
    """One's own copy: asked for here, fetched from here. Nobody else's business."""
    profile = get_object_or_404(Profile, user=request.user, code=code)
    if request.method == "POST":
        actions.ask_own(profile, by=request.user)
        return redirect("export", code)
    own = request.user.exports.filter(kind=Export.Kind.OWN).first()
    return render(request, "returnees/copies/own.html", {"profile": profile, "export": own})


def exports(request: HttpRequest) -> HttpResponse:
    """Copies for partners, for those who work for an agency."""
    if not request.user.is_intermediary:
        raise Http404
    form = PartnerForm(request.POST or None, user=request.user)
    if form.is_valid():
        asked = form.cleaned_data
        actions.ask_for_partner(asked["partner"], agency=asked["agency"], reason=asked["reason"], by=request.user)
        return redirect("exports")
    mine = request.user.exports.filter(kind=Export.Kind.PARTNER, agency__in=request.user.agency_ids)
    return render(request, "returnees/copies/partner.html", {"form": form, "exports": mine[:SHOWN]})


@asks_for_proof
def fetch(request: HttpRequest, pk: str) -> HttpResponse:
    """The file itself, as the consents are at this moment."""
    export = get_object_or_404(Export.objects.visible_to(request.user), pk=pk)
    own = export.kind == Export.Kind.OWN
    try:
        name, content = actions.fetch(export, by=request.user)
    except actions.Gone:
        notices.warning(request, _("This copy is not there any more. Ask for a new one."))
        return redirect("export", request.user.profile.code) if own else redirect("exports")
    response = HttpResponse(content, content_type="application/zip" if own else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
