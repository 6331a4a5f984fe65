"""Files that may be one person's, laid side by side for the counsellor who decides; and what was joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.templatetags.house import language_name
from skills.models import names

from . import actions, duplicates, merging
from .models import Cefr, Licence, Merge, Profile

A_PAGE = 25
REFUSED = {
    "gone": gettext_lazy("One of these files was joined or taken away a moment ago. Nothing was changed by you."),
    "both claimed": gettext_lazy(
        "Somebody signs in with each of these files, so neither can be joined: ask the person which one they use."
    ),
    "claimed": gettext_lazy("Somebody has begun to sign in with the other file: look at the pair again."),
    "agencies": gettext_lazy("Two agencies keep these files, so they cannot be joined here."),
    "itself": gettext_lazy("This is one file."),
    "late": gettext_lazy("More than thirty days have passed: what was left of the other file is gone."),
    "undone": gettext_lazy("This was undone already."),
    "joined since": gettext_lazy("The kept file was joined with a third one since: undo that first."),
}
# Lists of a record, as they are compared: what each has that the other lacks.
LISTS = (
    ("experiences", gettext_lazy("Work")),
    ("skills", gettext_lazy("Skills")),
    ("stays", gettext_lazy("Time abroad")),
    ("qualifications", gettext_lazy("Diplomas")),
    ("wishes", gettext_lazy("Wishes")),
)


@dataclass(frozen=True)
class Line:
    """A field of both files in words. `asked`: both say something, so somebody chooses."""

    name: str
    label: str
    kept: str
    other: str
    asked: bool


def duplicates_list(request: HttpRequest) -> HttpResponse:
    """The pairs among the agency's people. Names only of those whom the reader accompanies or may."""
    if not request.user.is_intermediary:
        raise Http404
    found = duplicates.among(Profile.objects.visible_to(request.user))
    page = Paginator([one for one in found if one.one.agency_id == one.other.agency_id], A_PAGE)
    page = page.get_page(request.GET.get("page"))
    shown = [profile for alike in page for profile in (alike.one, alike.other)]
    mine = Profile.objects.editable_by(request.user).filter(pk__in=[one.pk for one in shown])
    named = set(mine.values_list("pk", flat=True))
    actions.record_reading([one for one in shown if one.pk in named], by=request.user, where="duplicates")
    return render(request, "returnees/duplicates.html", {"page": page, "named": named})


def duplicate(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Two files side by side, and three answers."""
    mine = Profile.objects.editable_by(request.user).select_related("user", "identity", "place", "counsellor")
    pair = [get_object_or_404(mine, code=code) for code in (one, other)]
    if pair[0].pk == pair[1].pk:
        raise Http404
    if request.method == "POST":
        return _answered(request, *pair)
    actions.record_reading(pair, by=request.user, where="duplicates")
    refused = ""
    try:
        kept, second = merging.in_order(*pair)
    except merging.NotJoined as wrong:
        kept, second, refused = *pair, REFUSED[wrong.reason]
    return render(
        request,
        "returnees/duplicate.html",
        {
            "kept": kept,
            "other": second,
            "refused": refused,
            "claimed": merging.is_claimed(kept.user),
            "judged": duplicates.judge(duplicates.Who.of(kept.identity), duplicates.Who.of(second.identity)),
            "lines": [_line(one) for one in merging.differences(kept, second)],
            "equals": [(_label(*one[:2]), _told(*one)) for one in merging.equals(kept, second)],
            "lists": _lists(kept, second),
        },
    )


def _answered(request: HttpRequest, one: Profile, other: Profile) -> HttpResponse:
    answer = request.POST.get("answer")
    if answer == "two":
        duplicates.keep_apart(one, other, by=request.user)
        messages.success(request, _("Kept as two people. You will not be asked about them again."))
    elif answer == "one":
        theirs = {name for name, value in request.POST.items() if value == "other"}
        try:
            kept, second = merging.in_order(one, other)
            merging.merge(kept, second, by=request.user, theirs=theirs)
        except merging.NotJoined as wrong:
            messages.error(request, REFUSED[wrong.reason])
            return redirect("duplicates")
        messages.success(request, _("The two files are one now. You can part them again for thirty days."))
        return redirect("joined", kept.code)
    else:
        messages.info(request, _("Left as it is. The pair stays in this list."))
    return redirect("duplicates")


def joined(request: HttpRequest, code: str) -> HttpResponse:
    """Which files were joined into this one, by whom: for the person and for whoever accompanies them."""
    mine = Profile.objects.editable_by(request.user).select_related("identity", "agency")
    profile = get_object_or_404(mine, code=code)
    actions.record_reading([profile], by=request.user)
    merges = profile.joined.select_related("other", "by", "undone_by")
    return render(
        request,
        "returnees/joined.html",
        {
            "profile": profile,
            "own": profile.user_id == request.user.pk,
            "merges": [(one, merging.may_be_undone(one), one.at + merging.UNDOABLE) for one in merges],
        },
    )


@require_POST
def undo_joining(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """By whoever accompanies the person; the person themselves contests it."""
    mine = Profile.objects.editable_by(request.user).exclude(user=request.user)
    merge = get_object_or_404(Merge, kept=get_object_or_404(mine, code=code), pk=pk)
    try:
        merging.undo(merge, by=request.user)
    except merging.NotJoined as wrong:
        messages.error(request, REFUSED[wrong.reason])
        return redirect("joined", code)
    messages.success(request, _("The two files are apart again, each as it was."))
    return redirect("joined", code)


def _line(one: merging.Difference) -> Line:
    return Line(
        one.name,
        _label(one.model, one.field),
        _told(one.model, one.field, one.kept),
        _told(one.model, one.field, one.other),
        one.is_open,
    )


def _label(model: type[models.Model], field: str) -> str:
    if model is Profile or field in {row.name for row in model._meta.concrete_fields}:
        label = str(model._meta.get_field(field).verbose_name)
    else:
        label = language_name(field)
    return label[:1].upper() + label[1:]


def _told(model: type[models.Model], field: str, value: Any) -> str:
    """A value in words; "" where nothing is said."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, models.Model) and hasattr(value, "spoken"):
        levels = [(_("spoken"), value.spoken), (_("written"), value.written)]
        return " · ".join(f"{what} {Cefr(level).label}" for what, level in levels)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return " · ".join(str(Licence(one).label) if one in Licence.values else str(one) for one in value)
    choices = dict(model._meta.get_field(field).flatchoices)
    return str(choices.get(value, value))


def _lists(kept: Profile, other: Profile) -> list[tuple[str, list[str], list[str], int]]:
    """Of each list: what only the kept file has, what only the other one has, and how many both have."""
    found = []
    for relation, label in LISTS:
        ours, theirs = (dict.fromkeys(map(str, _rows(one, relation))) for one in (kept, other))
        left = [text for text in ours if text not in theirs]
        right = [text for text in theirs if text not in ours]
        if left or right:
            found.append((str(label), left, right, len(ours) - len(left)))
    return found


def _rows(profile: Profile, relation: str) -> models.QuerySet:
    rows = getattr(profile, relation).all()
    concept = {"experiences": "occupation", "skills": "skill", "wishes": "occupation"}.get(relation)
    return rows.prefetch_related(names(concept)) if concept else rows
