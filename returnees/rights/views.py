"""Social rights: the sheets, which say nothing of anybody, and a person's own periods and steps."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from accounts.models import Country
from returnees.actions import leave_unsaid, remove
from returnees.edit_views import ask_to_remove, context_of, record_to_change
from returnees.evidence import NotAllowed
from returnees.models import Profile, RightsCase, SocialPeriod
from returnees.row_pages import row_page
from returnees.sourced import cited

from . import sheets as known
from .actions import MOVES, add_period, follow_right, move_right
from .forms import AddPeriod, FollowRight, PairForm, PeriodForm, RightForm
from .telling import right_name, totals_told

# The name by which a record says that its person would rather not fill this in.
PART = "rights"


@login_not_required
def sheets(request: HttpRequest) -> HttpResponse:
    """Every sheet there is, and the way to any other pair of countries."""
    form = PairForm(request.GET or None)
    if form.is_valid():
        return redirect("rights-sheet", f"{form.cleaned_data['home']}-{form.cleaned_data['stay']}".lower())
    by_home = [
        (Country(home), [(sheet.slug, Country(sheet.stay)) for sheet in found])
        for home, found in groupby(known.every().values(), key=lambda sheet: sheet.home)
    ]
    return render(request, "rights/sheets.html", {"by_home": by_home, "form": form})


@login_not_required
def sheet(request: HttpRequest, pair: str) -> HttpResponse:
    return render(request, "rights/sheet.html", _of(pair))


@login_not_required
def sheet_printed(request: HttpRequest, pair: str) -> HttpResponse:
    """The same on one sheet of paper, with nothing around it."""
    found = _of(pair)
    if found["sheet"] is None:
        raise Http404
    return render(request, "rights/sheet_printed.html", found)


def _of(pair: str) -> dict[str, object]:
    """What a page of the pair "ma-es" shows; without a sheet, what is known of the country one came back to."""
    home, _dash, stay = pair.upper().partition("-")
    if home == stay or not {home, stay} <= set(Country.values):
        raise Http404
    sheet = known.between(home, stay)
    said = sheet.said if sheet else known.at_home(home)
    sources = cited(said)
    days = {source.read for source in sources}
    return {
        "home": Country(home),
        "stay": Country(stay),
        "pair": pair,
        "sheet": sheet,
        "parts": [
            (known.HEADINGS[part], [(one, [sources.index(source) + 1 for source in one.sources]) for one in several])
            for part, several in groupby(said, key=lambda one: one.part)
        ],
        "sources": sources,
        # Said once where it is the same for all.
        "read": days.pop() if len(days) == 1 else None,
    }


def rights(request: HttpRequest, code: str) -> HttpResponse:
    """A person's own page: the sheets that concern them, the periods they know of, the steps they follow."""
    profile = record_to_change(request, code)
    home = profile.place.region.country
    periods = list(profile.social_periods.all())
    cases = list(profile.rights_cases.all())
    return render(
        request,
        "rights/mine.html",
        context_of(
            request,
            profile,
            pairs=[(Country(stay), f"{home}-{stay}".lower(), known.between(home, stay)) for stay in _stays(profile)],
            by_country=_by_country(periods),
            totals=totals_told(periods),
            cases=[(case, MOVES[RightsCase.State(case.state)]) for case in cases],
            add_period=AddPeriod(initial={"country": next(iter(_stays(profile)), home)}),
            left=PART in profile.unsaid,
            today=timezone.localdate(),
        ),
    )


def _stays(profile: Profile) -> list[str]:
    """The countries somebody told of, other than the one they live in: those of periods first."""
    told = [
        *profile.social_periods.values_list("country", flat=True),
        *profile.rights_cases.values_list("country", flat=True),
        *profile.stays.values_list("country", flat=True),
        *profile.experiences.values_list("country", flat=True),
    ]
    return [country for country in dict.fromkeys(told) if country and country != profile.place.region.country]


def _by_country(periods: list[SocialPeriod]) -> list[tuple[Country, list[SocialPeriod]]]:
    groups: dict[str, list[SocialPeriod]] = defaultdict(list)
    for period in periods:
        groups[period.country].append(period)
    return [(Country(country), several) for country, several in groups.items()]


@keeps_typed
def period_add(request: HttpRequest, code: str) -> HttpResponse:
    profile = record_to_change(request, code)
    form = AddPeriod(request.POST or typed_before(request) or None)
    if request.method == "POST" and form.is_valid():
        made = add_period(profile, **form.cleaned_data, by=request.user)
        return redirect("period", profile.code, made.pk)
    title = _("Add a period")
    return render(request, "rights/add.html", context_of(request, profile, form=form, title=title))


@keeps_typed
def period(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    profile = record_to_change(request, code)
    row = get_object_or_404(SocialPeriod, profile=profile, pk=pk)
    sheet = known.between(profile.place.region.country, row.country)
    return row_page(
        request,
        profile,
        PeriodForm,
        lambda: get_object_or_404(SocialPeriod, profile=profile, pk=pk),
        template="rights/row.html",
        after=reverse("rights", args=[profile.code]) + "#periods",
        title=_("Period insured in %(country)s") % {"country": row.get_country_display()},
        remove_at=reverse("period-remove", args=[profile.code, pk]),
        sheet=sheet,
    )


def period_remove(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    profile = record_to_change(request, code)
    return _removed(request, profile, get_object_or_404(SocialPeriod, profile=profile, pk=pk), title=None)


@keeps_typed
def right_add(request: HttpRequest, code: str) -> HttpResponse:
    profile = record_to_change(request, code)
    begin = {"country": next(iter(_stays(profile)), profile.place.region.country)}
    form = FollowRight(request.POST or typed_before(request) or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = follow_right(profile, told["country"], told["right"] or told["other"], by=request.user)
        return redirect("right", profile.code, made.pk)
    title = _("Follow up a right")
    return render(request, "rights/add.html", context_of(request, profile, form=form, title=title))


@keeps_typed
def right(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    row = get_object_or_404(RightsCase, profile=profile, pk=pk)
    return row_page(
        request,
        profile,
        RightForm,
        lambda: get_object_or_404(RightsCase, profile=profile, pk=pk),
        template="rights/row.html",
        after=reverse("rights", args=[profile.code]) + "#steps",
        title=f"{right_name(row.right)} – {row.get_country_display()}",
        remove_at=reverse("right-remove", args=[profile.code, pk]),
        sheet=known.between(profile.place.region.country, row.country),
    )


@require_POST
def right_move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    case = get_object_or_404(RightsCase, profile=profile, pk=pk)
    to = request.POST.get("to", "")
    if to not in RightsCase.State.values:
        raise Http404
    try:
        move_right(case, RightsCase.State(to), by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return redirect(reverse("rights", args=[profile.code]) + "#steps")


def right_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    row = get_object_or_404(RightsCase, profile=profile, pk=pk)
    return _removed(request, profile, row, title=right_name(row.right))


def _removed(request: HttpRequest, profile: Profile, row: SocialPeriod | RightsCase, title: str | None) -> HttpResponse:
    """Asks once, then takes the row out."""
    if request.method == "POST":
        remove(row, by=request.user)
        messages.success(request, _("Taken out."))
        return redirect("rights", profile.code)
    return ask_to_remove(
        request, profile, title or str(row), _("Social rights"), reverse("rights", args=[profile.code])
    )


@require_POST
def rights_unsaid(request: HttpRequest, code: str) -> HttpResponse:
    """I'd rather not say: nothing here is asked for again, until its reader says otherwise."""
    profile = record_to_change(request, code)
    leave_unsaid(profile, PART, by=request.user, unsaid="say" not in request.POST)
    return redirect("rights", profile.code)
