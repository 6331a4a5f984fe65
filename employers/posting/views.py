"""From "Who do you need?" to a published opening: each page keeps what is typed, then says what comes next."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from employers.actions import NotNow
from employers.models import Employer, Opening, OpeningDraft
from employers.rules import lint, subsidies, wages

from . import actions
from .actions import NotWhole, Overtaken
from .forms import STEPS, StartForm, StepForm
from .reading import Piece, propose
from .whole import Shown, Whole

TITLES = {
    "work": gettext_lazy("The work"),
    "needs": gettext_lazy("What it needs"),
    "offer": gettext_lazy("What you offer"),
    "check": gettext_lazy("Check and publish"),
}
PAGES = {
    "work": "employers/posting/work.html",
    "needs": "employers/posting/needs.html",
    "offer": "employers/posting/offer.html",
}
AFTER = dict(zip(TITLES, [*TITLES, ""][1:], strict=False))
# Whose words can be taken out of, and on which page each field stands.
TEXTS = ("title", "description", "training")
LABELS = {name: field.label for form in STEPS.values() for name, field in form.base_fields.items()}
View = Callable[..., HttpResponse]


def of_draft(view: View) -> View:
    """A view of a draft that the reader may type in. What has become an opening, from another window or by a second
    click, leads there."""

    @wraps(view)
    def found(request: HttpRequest, pk: uuid.UUID, **more: Any) -> HttpResponse:
        drafts = OpeningDraft.objects.editable_by(request.user).select_related("employer", "opening", "by")
        draft = get_object_or_404(drafts, pk=pk)
        if not draft.typed:
            return redirect("opening", draft.opening_id)
        return view(request, draft, **more)

    return found


@keeps_typed
def start(request: HttpRequest) -> HttpResponse:
    """Who is needed, in a word or as a pasted text."""
    employers = list(Employer.objects.posting_for(request.user).order_by("name"))
    if not employers:
        raise Http404
    typed = request.POST if request.method == "POST" else typed_before(request)
    queryset = Employer.objects.posting_for(request.user).order_by("name")
    form = StartForm(typed, employers=queryset, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        draft = actions.begin(
            asked["employer"], asked["key"], {"title": [asked["title"]]}, text=asked["text"], by=request.user
        )
        return redirect(
            "posting-read" if asked["text"] else "posting-step", draft.pk, *([] if asked["text"] else ["work"])
        )
    drafts = OpeningDraft.objects.editable_by(request.user).being_typed().select_related("employer", "by")
    return render(request, "employers/posting/start.html", {"form": form, "drafts": drafts[:10]})


@keeps_typed
@of_draft
def read(request: HttpRequest, draft: OpeningDraft) -> HttpResponse:
    """What the pasted text says, to be ticked; what is not ticked is not taken over."""
    pieces = propose(draft.text, request.LANGUAGE_CODE)
    typed = request.POST if request.method == "POST" else typed_before(request)
    ticked = set(typed.getlist("take")) if typed is not None else set()
    if typed is not None and "all" in typed:
        ticked = {piece.key for piece in pieces}
    elif request.method == "POST":
        taken = _taken([piece for piece in pieces if piece.key in ticked])
        if not any(draft.typed.get("title", [])) and "title" not in taken:
            taken["title"] = [""]
        # Saved by somebody else in this very moment: the next page shows what there is.
        with suppress(Overtaken):
            actions.keep(draft, taken, version=draft.version, by=request.user)
        return redirect("posting-step", draft.pk, "work")
    shown = [(_label_of(piece), piece) for piece in pieces]
    return render(request, "employers/posting/read.html", {"draft": draft, "pieces": shown, "ticked": ticked})


def _label_of(piece: Piece) -> object:
    """What a piece is about, as the forms call it."""
    return (
        _("Language") if piece.field == "language" else _("Wage") if piece.field == "wage_min" else LABELS[piece.field]
    )


def _taken(pieces: list[Piece]) -> dict[str, list[str]]:
    taken: dict[str, list[str]] = {}
    for piece in pieces:
        for name, values in piece.values.items():
            taken[name] = [*taken.get(name, []), *values]
    return taken


@keeps_typed
@of_draft
def step(request: HttpRequest, draft: OpeningDraft, name: str) -> HttpResponse:
    """One of the three pages. "Go on" wants it right, everything else only keeps it."""
    if name not in STEPS:
        raise Http404
    typed = request.POST if request.method == "POST" else typed_before(request)
    if typed is None:
        # Back from the last page: what is missing or wrong is said at once.
        again = STEPS[name].of if "check" in request.GET else STEPS[name]
        form = again(employer=draft.employer, typed=draft.fields)
        return _page(request, draft, name, form)
    form = STEPS[name](typed, employer=draft.employer, typed=draft.fields)
    right = form.is_valid()
    if request.method != "POST":
        return _page(request, draft, name, form, from_before=True)
    version = request.POST.get("version", "")
    try:
        draft = actions.keep(
            draft, form.sent(), version=int(version) if version.isdecimal() else draft.version, by=request.user
        )
    except Overtaken as overtaken:
        return _page(request, overtaken.draft, name, form, theirs=form.in_words(overtaken.theirs))
    if "later" in request.POST:
        messages.success(request, _("Kept. It is waiting for you among your drafts."))
        return redirect("home")
    if "count" in request.POST:
        return redirect("opening-reach", draft.pk)
    if "add" in request.POST or not right:
        return _page(request, draft, name, form)
    after = AFTER[name]
    if after == "check" or "check" in request.GET:
        return redirect("posting-check", draft.pk)
    return redirect("posting-step", draft.pk, after)


def _page(request: HttpRequest, draft: OpeningDraft, name: str, form: StepForm, **more: Any) -> HttpResponse:
    for field, words in more.get("theirs", {}).items():
        form[field].theirs = words
    return render(request, PAGES[name], {**_heading(draft, name), "form": form, **more})


def _heading(draft: OpeningDraft, name: str) -> dict[str, object]:
    return {"draft": draft, "step": name, "titles": TITLES, "heading": TITLES[name]}


@of_draft
def check(request: HttpRequest, draft: OpeningDraft) -> HttpResponse:
    """How people will see it, and what the law says of it; then it is published."""
    if request.method == "POST":
        try:
            opening = actions.finish(draft, by=request.user)
        except NotNow as reason:
            messages.error(request, str(reason))
        except NotWhole:
            pass
        else:
            messages.success(request, _told(opening))
            return redirect("opening", opening.pk)
    whole = Whole(draft)
    context = {**_heading(draft, "check"), "whole": whole, "texts": TEXTS}
    if not whole.wrong:
        opening = whole.written()
        findings = lint.of(opening)
        context |= {
            "opening": Shown(opening, whole.needs(), whole.languages()),
            "wage": wages.of(opening),
            "floor": wages.told(wages.of(opening), opening.hours_per_week),
            "findings": [(finding, _step_of(finding.field)) for finding in findings],
            "refused": bool(lint.refused(findings)),
            "answers": _subsidies(opening),
        }
    return render(request, "employers/posting/check.html", context)


def _step_of(field: str) -> str:
    """The page on which a field stands, "" for what is the firm's."""
    return next((name for name, form in STEPS.items() if field in form.base_fields), "")


def _subsidies(opening: Opening) -> list[subsidies.Answer]:
    on = opening.starts_on or timezone.localdate()
    return subsidies.answers(opening.employer.country, opening.contract, opening.isced, opening.months, on)


def _told(opening: Opening) -> str:
    if opening.is_live:
        return _("Published. You hear from us as soon as somebody says yes.")
    if opening.state == Opening.State.SUBMITTED:
        return _("Handed in. Your agency looks at it before people see it.")
    return _("Saved.")


@require_POST
@of_draft
def wording(request: HttpRequest, draft: OpeningDraft) -> HttpResponse:
    """Takes unlawful words out, or keeps the article of the law that asks for them."""
    typed: dict[str, list[str]] = {}
    if "legal_basis" in request.POST:
        typed["legal_basis"] = [request.POST["legal_basis"].strip()[:200]]
    whole = Whole(draft)
    if not whole.wrong:
        for number, finding in enumerate(lint.of(whole.written())):
            if request.POST.get("use") == str(number) and finding.found and finding.field in TEXTS:
                words = "".join(draft.typed.get(finding.field, []))
                typed[finding.field] = [" ".join(words.replace(finding.found, "").split(" ")).strip(" ,;:-–")]
    if typed:
        actions.keep(draft, typed, version=draft.version, by=request.user)
        messages.success(request, _("Changed. Please look at it once more."))
    return redirect("posting-check", draft.pk)


@of_draft
def remove(request: HttpRequest, draft: OpeningDraft) -> HttpResponse:
    """Asks once, then forgets what was typed."""
    if request.method == "POST":
        actions.throw_away(draft, by=request.user)
        messages.success(request, _("The draft is gone."))
        return redirect("home")
    return render(request, "employers/posting/remove.html", {"draft": draft})


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """To the pages of an opening that is there; people see it as it was until the changes are published."""
    opening = get_object_or_404(Opening.objects.editable_by(request.user).changeable(), pk=pk)
    return redirect("posting-step", actions.change(opening, by=request.user).pk, "work")


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft that says what an earlier opening said."""
    opening = get_object_or_404(Opening.objects.editable_by(request.user), pk=pk)
    draft = actions.again(opening, by=request.user)
    return redirect("posting-step", draft.pk, "work")
