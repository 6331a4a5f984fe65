"""The shared words: looked up, and offered while somebody types."""

from heapq import nlargest

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from .models import Concept, Label, names
from .similarity import graph
from .suggest import suggest

SHOWN = 20
NEAR = 10
# As matching has it: less than this is another occupation.
NEAR_ENOUGH = 0.3
# The three languages of the pages first; Spanish and Moroccan Arabic in Latin letters help finding, not reading.
READ = ["ar", "fr", "en"]
KINDS = {"occupation", "skill"}


def words(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:80]
    found = suggest(text, request.LANGUAGE_CODE, limit=SHOWN) if text else []
    return render(request, "skills/words.html", {"text": text, "found": found})


def suggestions(request: HttpRequest) -> HttpResponse:
    """A few words that fit what is being typed: a fragment for htmx, a page for everybody else. `of`: the name of the
    field that asks, where it is one of many; it gets options for its list."""
    of = request.GET.get("of")
    text = request.GET.get(of or "q", "").strip()[:80]
    kind = request.GET.get("kind")
    found = suggest(text, request.LANGUAGE_CODE, kind=kind if kind in KINDS else None, limit=6) if text else []
    fragment = "components/options.html" if of else "components/guesses.html"
    template = fragment if request.htmx else "skills/suggestions.html"
    return render(request, template, {"text": text, "found": found})


def concept(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Concept.objects.exclude(kind=Concept.Kind.GROUP).select_related("isco").prefetch_related("labels"), pk=pk
    )
    labels = {
        language: [
            row
            for row in sorted(found.labels.all(), key=lambda row: (row.kind != Label.Kind.PREFERRED, row.text))
            if row.language == language
        ]
        for language in READ
    }
    needs = found.needs.select_related("skill").prefetch_related(names("skill")).order_by(F("essential").desc(), "pk")
    needed_by = found.needed_by.select_related("occupation").prefetch_related(names("occupation")).order_by("pk")
    return render(
        request,
        "skills/concept.html",
        {
            "concept": found,
            "labels": labels,
            "needs": needs[:60],
            "needed_by": needed_by[:40],
            "near": _near(found) if found.kind == Concept.Kind.OCCUPATION else [],
            "sectors": found.sectors.all(),
            "needs_review": any(row.needs_review for row in labels["ar"]),
        },
    )


def _near(occupation: Concept) -> list[Concept]:
    """The occupations nearest in skills and in classification, nearest first."""
    words = graph()
    nearness = ((words.occupation_nearness(occupation.pk, other), other) for other in words.isco)
    nearest = [pk for share, pk in nlargest(NEAR + 1, nearness) if share >= NEAR_ENOUGH and pk != occupation.pk]
    found = Concept.objects.with_names().in_bulk(nearest)
    return [found[pk] for pk in nearest[:NEAR] if pk in found]
