"""The sheets of social rights, for everybody: they say nothing of anybody."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import Country
from returnees.sourced import cited

from . import sheets as known
from .forms import PairForm


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
