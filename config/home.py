"""The first page, assembled from every app for whoever reads it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Agency


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        agencies = Agency.objects.exclude(phone="").select_related("place").order_by("country", "name")
        return render(request, "home/signed_out.html", {"agencies": agencies})
    return render(request, "home/signed_in.html")
