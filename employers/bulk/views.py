"""Bring a file of openings, look at every row, keep the good ones."""

from __future__ import annotations

import csv
import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.kept_typing import keeps_typed, typed_before
from employers.models import Employer, OpeningImport

from . import actions
from .columns import BY_KEY, LINE, WRONG, harmless
from .files import MOST_KEPT, MOST_ROWS
from .forms import BringForm
from .template import workbook

A_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@keeps_typed
def bring(request: HttpRequest) -> HttpResponse:
    """The file, or the text of a page. Read, it leads to its rows."""
    employers = Employer.objects.posting_for(request.user).order_by("name")
    if not employers:
        raise Http404
    typed = request.POST if request.method == "POST" else typed_before(request)
    first = {"employer": request.GET.get("firm")}
    form = BringForm(typed, request.FILES or None, employers=employers, request=request, initial=first)
    if request.method == "POST" and form.is_valid() and form.brought:
        return redirect("bulk-preview", form.brought.pk)
    return render(request, "employers/bulk/bring.html", {"form": form})


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with the names of the columns, and a sheet that explains them, in the reader's language."""
    response = HttpResponse(workbook(request.LANGUAGE_CODE), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="openings.xlsx"'
    return response


@require_safe
def preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Every row with what is wrong beside its cell; or, once it is kept, how many openings came of it."""
    brought = _brought(request, pk)
    there = actions.kept_before(brought)
    wrong = [line for line in brought.lines if not line["good"]]
    listed = wrong if request.GET.get("show") == "wrong" else brought.lines
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = [
        {**line, "cells": _cells(brought, line), "opening": there.get(line["key"])}
        for line in actions.in_language(brought, list(page.object_list))
    ]
    about = brought.about
    context = {
        "brought": brought,
        "page": page,
        "only_wrong": listed is wrong,
        "wrong": len(wrong),
        "good": sum(line["good"] and line["key"] not in there for line in brought.lines),
        "unsure": sum(line["good"] and not line["sure"] and line["key"] not in there for line in brought.lines),
        "there": sum(line["key"] in there for line in brought.lines),
        "guessed": [(name, BY_KEY[key].name(request.LANGUAGE_CODE)) for name, key in about.get("guessed", [])],
        "unknown": about.get("unknown", []),
        "left": about["total"] - len(brought.lines),
        "most": MOST_KEPT,
        "counted": MOST_ROWS,
    }
    return render(request, "employers/bulk/preview.html", context)


@require_POST
def keep(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The good rows become openings: drafts, or handed in. Sent twice it is done once."""
    brought = _brought(request, pk)
    actions.keep(brought, handing_in=request.POST.get("how") == "hand_in", by=request.user)
    return redirect("bulk-preview", brought.pk)


@require_safe
def errors(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The rows that cannot be kept as they are, with the reasons, to be corrected in a spreadsheet and sent again."""
    brought = _brought(request, pk)
    language = request.LANGUAGE_CODE
    response = HttpResponse(
        "\ufeff", content_type="text/csv; charset=utf-8"
    )  # without the mark Excel reads Latin letters
    response["Content-Disposition"] = 'attachment; filename="openings-to-correct.csv"'
    columns = brought.about["columns"]
    sheet = csv.writer(response, delimiter="," if language == "en" else ";")
    names = [BY_KEY[column].name(language) for column in columns]
    sheet.writerow([LINE[language], *names, WRONG[language]])
    for line in actions.in_language(brought, [line for line in brought.lines if not line["good"]]):
        reasons = [
            f"{BY_KEY[column].name(language)}: {sentence}"
            for column, sentences in line["errors"].items()
            for sentence in sentences
        ]
        cells = [line["typed"].get(column, "") for column in columns]
        sheet.writerow([line["line"], *map(harmless, cells), harmless(" ".join(reasons))])
    return response


def _brought(request: HttpRequest, pk: uuid.UUID) -> OpeningImport:
    return get_object_or_404(OpeningImport.objects.editable_by(request.user).select_related("employer"), pk=pk)


def _cells(brought: OpeningImport, line: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of a line in the order of the columns: those with something in them, or something to be said of."""
    return [
        {
            "name": BY_KEY[key].name(get_language() or "en"),
            "text": line["typed"].get(key, ""),
            "errors": line["errors"].get(key, []),
            "notes": line["notes"].get(key, []),
        }
        for key in dict.fromkeys([*brought.about["columns"], *line["errors"], *line["notes"]])
        # The title stands above the cells; it comes again only with what is to be said of it.
        if key in BY_KEY
        and (key in line["errors"] or key in line["notes"] or (key != "title" and line["typed"].get(key)))
    ]
