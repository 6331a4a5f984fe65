"""What everybody may see of what is open: a list, each opening, feeds and a list for other sites. No sign-in."""

from __future__ import annotations

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from accounts.models import Agency
from employers.forms import OpeningFilter
from employers.models import Opening, OpeningQuerySet

from . import feeds
from .caching import told_once
from .jobposting import address, job_posting, script

A_PAGE = 25
IN_A_FEED = 200
IN_A_FRAME = 50
IN_A_SITEMAP = 50_000  # the most that the protocol allows
A_QUARTER = 15 * 60  # seconds

# What does not come back: a search engine may forget it.
_OVER = [Opening.State.FILLED, Opening.State.EXPIRED, Opening.State.WITHDRAWN, Opening.State.CLOSED]


@login_not_required
@require_safe
@told_once()
def jobs(request: HttpRequest) -> HttpResponse:
    """What is open, the newest first."""
    visible = Opening.objects.open()
    form = OpeningFilter(request.GET, openings=visible)
    found, meaning = form.narrowed(request.LANGUAGE_CODE)
    found = found.select_related("employer", "site__place__region").order_by("-published_at", "-pk")
    return render(
        request,
        "employers/public/jobs.html",
        {
            "form": form,
            "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
            "meaning": meaning,
            "filtered": any(form.cleaned_data.values()),
            "narrowed": any(value for name, value in form.cleaned_data.items() if name != "q"),
        },
    )


@login_not_required
@require_safe
@told_once()
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One opening; 410 when it is over, and 404 with the same kind words while it rests."""
    found = Opening.objects.open().for_everybody().filter(pk=pk).first()
    if found is None:
        once = get_object_or_404(Opening.objects.exclude(published_at=None), pk=pk)
        return render(request, "employers/public/gone.html", status=410 if once.state in _OVER else 404)
    return render(
        request,
        "employers/public/job.html",
        {
            "opening": found,
            "agency": found.employer.agency,
            "posting": script(job_posting(found)),
            "address": address(found),
        },
    )


@login_not_required
@require_safe
@told_once(shared=A_QUARTER)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of all that is open (sitemaps.org, 0.9)."""
    listed = Opening.objects.open().order_by("-published_at", "-pk").only("pk", "changed_at")[:IN_A_SITEMAP]
    context = {"rows": [(address(opening), opening.changed_at) for opening in listed]}
    return render(request, "employers/public/sitemap.xml", context, content_type="application/xml")


@login_not_required
@require_safe
@told_once(shared=A_QUARTER)
def feed_atom(request: HttpRequest, pk: int) -> HttpResponse:
    agency, page = _of_agency(request, pk, IN_A_FEED)
    response = HttpResponse(feeds.atom(agency, page), content_type="application/atom+xml; charset=utf-8")
    return _for_programs(response, feeds.following("feed-atom", agency, page))


@login_not_required
@require_safe
@told_once(shared=A_QUARTER)
def feed_json(request: HttpRequest, pk: int) -> HttpResponse:
    agency, page = _of_agency(request, pk, IN_A_FEED)
    response = JsonResponse(feeds.postings(agency, page), json_dumps_params={"ensure_ascii": False})
    return _for_programs(response, feeds.following("feed-json", agency, page))


@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "form-action": [NONE]})
@told_once(shared=A_QUARTER)
def embed(request: HttpRequest, pk: int) -> HttpResponse:
    """A list that another site may show in a frame: no menu, no form, no cookie; each line leads to its page here."""
    agency, page = _of_agency(request, pk, IN_A_FRAME)
    return render(request, "employers/public/embed.html", {"agency": agency, "page": page})


def _of_agency(request: HttpRequest, pk: int, most: int) -> tuple[Agency, Page[Opening]]:
    """The page of its openings that is asked for. In the language that who takes a feed or shows a frame asks for by
    `?language=`, else as the browser asks."""
    agency = get_object_or_404(Agency, pk=pk)
    if request.GET.get("language") in dict(settings.LANGUAGES):
        translation.activate(request.GET["language"])
    listed: OpeningQuerySet = Opening.objects.open().filter(employer__agency=agency).for_everybody()
    pages = Paginator(listed.order_by("-published_at", "-pk"), most)
    number = request.GET.get("page", "1")
    if not number.isdecimal() or not 1 <= int(number) <= pages.num_pages:
        raise Http404
    return agency, pages.page(int(number))


def _for_programs(response: HttpResponse, after: str) -> HttpResponse:
    """Readable by programs of other sites too: there is nothing personal in it."""
    response["Access-Control-Allow-Origin"] = "*"
    if after:
        response["Link"] = f'<{after}>; rel="next"'
    return response
