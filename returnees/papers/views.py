"""A person's diplomas, certificates and licences, and what becomes of them in another country."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from accounts.models import Country
from returnees.actions import leave_unsaid, remove
from returnees.edit_views import ask_to_remove, context_of, record_to_change
from returnees.evidence import NotAllowed
from returnees.models import Experience, Profile, Qualification, RecognitionCase
from returnees.row_pages import row_page
from skills.models import Concept, names

from . import known
from .actions import add_paper
from .forms import AddPaper, MoveForm, OpenRecognition, PaperForm, RecognitionForm, SchoolForm
from .recognition import (
    TOLD,
    State,
    add_document,
    called,
    drop_document,
    may_take,
    move_recognition,
    open_recognition,
    tick_documents,
)

PART = "papers"


def papers(request: HttpRequest, code: str) -> HttpResponse:
    profile = record_to_change(request, code)
    home = Country(profile.place.region.country)
    work = list(profile.experiences.select_related("recognition").prefetch_related(names("occupation")))
    return render(
        request,
        "papers/mine.html",
        context_of(
            request,
            profile,
            home=home,
            papers=profile.qualifications.select_related("recognition"),
            work=work,
            way_of_experience=known.way(home.value, RecognitionCase.Kind.EXPERIENCE),
            regulated=_regulated(profile, work, home),
            add=AddPaper(initial={"country": home.value}),
            left=PART in profile.unsaid,
        ),
    )


def _regulated(
    profile: Profile, work: list[Experience], home: Country
) -> list[tuple[Concept, known.Regulation | None]]:
    """The works somebody has done or wishes for, each once, with what is known of it at home."""
    wishes = profile.wishes.prefetch_related(names("occupation"))
    jobs = {one.occupation_id: one.occupation for one in [*wishes, *work]}
    return [(job, known.regulation(job.isco_id or "", home.value)) for job in jobs.values()]


@keeps_typed
def paper_add(request: HttpRequest, code: str) -> HttpResponse:
    profile = record_to_change(request, code)
    form = AddPaper(request.POST or typed_before(request) or None)
    if request.method == "POST" and form.is_valid():
        made = add_paper(profile, **form.cleaned_data, by=request.user)
        return redirect("paper", profile.code, made.pk)
    return render(request, "papers/add.html", context_of(request, profile, form=form, title=_("Add a paper")))


@keeps_typed
def paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    row = get_object_or_404(Qualification, profile=profile, pk=pk)
    return row_page(
        request,
        profile,
        PaperForm,
        lambda: get_object_or_404(Qualification.objects.select_related("recognition"), profile=profile, pk=pk),
        template="papers/paper.html",
        after=reverse("papers", args=[profile.code]),
        title=row.title,
        remove_at=reverse("paper-remove", args=[profile.code, pk]),
    )


def paper_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Asks once, then takes the paper out, with its recognition."""
    profile = record_to_change(request, code)
    row = get_object_or_404(Qualification, profile=profile, pk=pk)
    if request.method == "POST":
        remove(row, by=request.user)
        messages.success(request, _("Taken out."))
        return redirect("papers", profile.code)
    return ask_to_remove(request, profile, row.title, _("Papers"), reverse("papers", args=[profile.code]))


@keeps_typed
def school(request: HttpRequest, code: str) -> HttpResponse:
    profile = record_to_change(request, code)
    return row_page(
        request,
        profile,
        SchoolForm,
        lambda: Profile.objects.select_related("place__region").get(pk=profile.pk),
        template="papers/row.html",
        after=reverse("papers", args=[profile.code]),
        title=_("School and licences"),
    )


@require_POST
def papers_unsaid(request: HttpRequest, code: str) -> HttpResponse:
    profile = record_to_change(request, code)
    leave_unsaid(profile, PART, by=request.user, unsaid="say" not in request.POST)
    return redirect("papers", profile.code)


def paper_recognition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    row = get_object_or_404(Qualification.objects.select_related("recognition"), profile=profile, pk=pk)
    kind = RecognitionCase.Kind.ACADEMIC if (row.isced or 0) > 4 else RecognitionCase.Kind.PROFESSIONAL
    return _opened(request, profile, row, kind)


def work_recognition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    rows = Experience.objects.select_related("recognition").prefetch_related(names("occupation"))
    row = get_object_or_404(rows, profile=profile, pk=pk)
    return _opened(request, profile, row, RecognitionCase.Kind.EXPERIENCE)


def _opened(request: HttpRequest, profile: Profile, row: Qualification | Experience, kind: str) -> HttpResponse:
    """The case of a paper or of work: the one there is, or the question that begins one."""
    if hasattr(row, "recognition"):
        return redirect("recognition", profile.code, row.recognition.pk)
    form = OpenRecognition(request.POST or None, initial={"kind": kind, "country": profile.place.region.country})
    if request.method == "POST" and form.is_valid():
        case = open_recognition(row, **form.cleaned_data, by=request.user)
        return redirect("recognition", profile.code, case.pk)
    title = _("Have it recognised: %(what)s") % {"what": row}
    return render(request, "papers/add.html", context_of(request, profile, form=form, title=title))


def _case(profile: Profile, pk: int) -> RecognitionCase:
    cases = RecognitionCase.objects.of(profile).select_related("qualification__profile", "experience__profile")
    return get_object_or_404(cases.prefetch_related(names("experience__occupation")), pk=pk)


@keeps_typed
def recognition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Where it stands, what is missing, what comes next."""
    profile = record_to_change(request, code)
    case = _case(profile, pk)
    steps = may_take(request.user, case)
    isco = case.experience.occupation.isco_id if case.experience else ""
    return row_page(
        request,
        profile,
        RecognitionForm,
        lambda: _case(profile, pk),
        template="papers/recognition.html",
        after=reverse("recognition", args=[profile.code, pk]),
        title=str(case.qualification or case.experience),
        case=case,
        told=[step for step in steps if step in TOLD],
        plain=[step for step in steps if step not in TOLD],
        documents=[(called(row), row) for row in case.documents],
        missing=sum(not row["there"] for row in case.documents),
        way=known.way(case.country, case.kind),
        regulation=known.regulation(isco or "", case.country),
    )


@require_POST
def recognition_documents(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ticks, a paper more, a paper less: only what was changed on this page is changed."""
    profile = record_to_change(request, code)
    case = _case(profile, pk)
    if which := request.POST.get("drop"):
        drop_document(case, which, by=request.user)
    else:
        ticked, was = set(request.POST.getlist("there")), set(request.POST.getlist("was_there"))
        shown = set(request.POST.getlist("shown"))
        tick_documents(case, {one: one in ticked for one in shown if (one in ticked) != (one in was)}, by=request.user)
        add_document(case, request.POST.get("name", "").strip()[:120], by=request.user)
        messages.success(request, _("Saved."))
    return redirect(reverse("recognition", args=[profile.code, pk]) + "#documents")


@keeps_typed
def recognition_move(request: HttpRequest, code: str, pk: int, to: str) -> HttpResponse:
    """One step on, with what is told of it."""
    profile = record_to_change(request, code)
    case = _case(profile, pk)
    if to not in State.values or State(to) not in may_take(request.user, case):
        raise Http404
    sent = request.POST if request.method == "POST" else typed_before(request)
    form = MoveForm(sent, to=State(to), case=case)
    if request.method == "POST" and form.is_valid():
        try:
            move_recognition(case, State(to), by=request.user, **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("recognition", profile.code, pk)
    title = _("Now it is: %(state)s") % {"state": State(to).label}
    return render(request, "papers/move.html", context_of(request, profile, form=form, title=title, case=case))
