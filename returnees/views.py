"""People as a list, for those whose agency keeps their file."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from skills.models import names

from .actions import record_reading
from .contest_views import may_answer
from .forms import PeopleFilter
from .models import Profile

A_PAGE = 25


def people(request: HttpRequest) -> HttpResponse:
    if not request.user.is_intermediary:
        raise Http404
    visible = Profile.objects.visible_to(request.user)
    form = PeopleFilter(request.GET, people=visible, reader=request.user)
    found, meaning = form.narrowed(request.LANGUAGE_CODE)
    found = (
        found.annotate(agreed=Exists(Profile.objects.findable().filter(pk=OuterRef("pk"))))
        .select_related("identity", "place__region", "counsellor")
        .prefetch_related(names("experiences__occupation"), names("wishes__occupation"))
    )
    page = Paginator(found.order_by("-changed_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    record_reading(page, by=request.user, where="list")
    return render(
        request,
        "returnees/people.html",
        {
            "form": form,
            "page": page,
            "meaning": meaning,
            "filtered": any(form.cleaned_data.values()),
            "narrowed": any(value for name, value in form.cleaned_data.items() if name != "q"),
            "today": timezone.localdate(),
            "answers": may_answer(request.user),
        },
    )
