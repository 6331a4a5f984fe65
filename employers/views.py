"""Openings as a list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .forms import OpeningFilter
from .models import Employer, Opening

A_PAGE = 25


def openings(request: HttpRequest) -> HttpResponse:
    """What the reader may see: what is open, and all of one's own."""
    visible = Opening.objects.visible_to(request.user)
    form = OpeningFilter(request.GET, openings=visible)
    found, meaning = form.narrowed(request.LANGUAGE_CODE)
    found = found.select_related("employer__sector", "site__place__region", "occupation")
    page = Paginator(found.nearest_first(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "employers/openings.html",
        {
            "form": form,
            "page": page,
            "meaning": meaning,
            "filtered": any(form.cleaned_data.values()),
            "narrowed": any(value for name, value in form.cleaned_data.items() if name != "q"),
            "may_post": Employer.objects.posting_for(request.user).exists(),
            "is_employer": request.user.employer_memberships.exists(),
        },
    )
