"""Which agency accompanies a person: theirs to choose, to change, and to end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import Agency

from . import actions
from .edit_views import context_of
from .models import Profile


def agency(request: HttpRequest, code: str) -> HttpResponse:
    """The agencies of one's country, those of one's region first; only the person chooses."""
    profile = get_object_or_404(
        Profile.objects.filter(user=request.user).select_related("agency", "place__region"), code=code
    )
    region = profile.place.region
    near = Agency.objects.filter(country=region.country).exclude(phone="").select_related("place")
    served = set(near.filter(territory=region).values_list("pk", flat=True))
    if request.method == "POST":
        chosen = request.POST.get("agency", "")
        if chosen and not (chosen.isdecimal() and near.filter(pk=chosen).exists()):
            raise Http404
        actions.choose_agency(profile, near.get(pk=chosen) if chosen else None, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("home")
    agencies = sorted(near, key=lambda one: (one.pk not in served, one.name))
    return render(request, "returnees/agency.html", context_of(request, profile, agencies=agencies, served=served))
