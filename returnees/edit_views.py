"""The person's own record, page by page: for the person alone, or for the counsellor beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.kept_typing import keeps_typed, typed_before
from accounts.templatetags.house import language_name
from skills.models import Concept, OccupationSkill, names
from skills.suggest import suggest

from . import actions, edit_forms, evidence, fieldwise, strength
from .models import Conflict, EvidenceStep, Identity, Profile, ProfileSkill, RecognitionCase
from .papers.forms import PaperForm, RecognitionForm, SchoolForm
from .rights.forms import PeriodForm, RightForm

SUGGESTED = 24
GUESSES = 8


@dataclass(frozen=True)
class Part:
    """A page of the record. `rows`: the name of the relation it lists, "" where there is one row only."""

    name: str
    title: Any
    icon: str
    form: type[fieldwise.FieldwiseForm]
    rows: str = ""


PARTS = {
    part.name: part
    for part in (
        Part("me", gettext_lazy("Who I am"), "person", edit_forms.IdentityForm),
        Part("work", gettext_lazy("Work I have done"), "opening", edit_forms.ExperienceForm, "experiences"),
        Part("skills", gettext_lazy("What I can do"), "tool", edit_forms.SkillForm, "skills"),
        Part("languages", gettext_lazy("Languages"), "speech", edit_forms.LanguageForm, "languages"),
        Part("abroad", gettext_lazy("Time abroad"), "globe", edit_forms.StayForm, "stays"),
        Part("place", gettext_lazy("Where and from when"), "pin", edit_forms.PlaceForm),
        Part("wishes", gettext_lazy("What I am looking for"), "search", edit_forms.WishesForm),
    )
}
# Which form settles a contested field of which table; those of the Profile by their fields.
_ALL = [*(one.form for one in PARTS.values()), PaperForm, RecognitionForm, SchoolForm, PeriodForm, RightForm]
FORMS = {form._meta.model._meta.label_lower: form for form in _ALL}


def record_to_change(request: HttpRequest, code: str) -> Profile:
    """The record to be changed, with the reading of it written down. 404 for whoever may not."""
    mine = Profile.objects.editable_by(request.user).select_related("user", "identity", "place__region", "agency")
    found = get_object_or_404(mine, code=code)
    if request.method == "GET":
        actions.record_reading([found], by=request.user)
    return found


def context_of(request: HttpRequest, profile: Profile, **more: object) -> dict[str, object]:
    own = profile.user_id == request.user.pk
    return {"profile": profile, "own": own, "second": _second(request, profile, own), "parts": PARTS} | more


def _second(request: HttpRequest, profile: Profile, own: bool) -> str:
    """The other language of a page that a counsellor and a person look at together; "" for none."""
    asked = request.GET.get("with")
    if asked is not None:
        request.session["second_language"] = asked if asked in dict(settings.LANGUAGES) else ""
    chosen = request.session.get("second_language")
    if chosen is None:
        chosen = "" if own else profile.user.language
    return "" if chosen == request.LANGUAGE_CODE else chosen


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The record as a list of its parts: what is there, what the next step would change."""
    profile = record_to_change(request, code)
    told = strength.read(profile)
    return render(
        request,
        "returnees/edit.html",
        context_of(
            request,
            profile,
            states=[(part, told.count(part.name), part.name in profile.unsaid) for part in PARTS.values()],
            steps=strength.next_steps(told, profile.unsaid),
            conflicts=profile.conflicts.count(),
            papers=profile.qualifications.count(),
            papers_left="papers" in profile.unsaid,
            rights=profile.social_periods.count() + profile.rights_cases.count(),
            rights_left="rights" in profile.unsaid,
        ),
    )


def _row(profile: Profile, part: Part, pk: int | None) -> models.Model:
    """The row that a page is about. Raises Http404."""
    if part.rows:
        if pk is None:
            raise Http404
        return get_object_or_404(getattr(profile, part.rows), pk=pk)
    if part.form._meta.model is Identity:
        return Identity.objects.filter(profile=profile).first() or Identity(profile=profile)
    return profile


@keeps_typed
def part(request: HttpRequest, code: str, name: str, pk: int | None = None) -> HttpResponse:
    """One part of the record, or one row of it: whatever is right is kept, field by field."""
    if name not in PARTS:
        raise Http404
    profile, one = record_to_change(request, code), PARTS[name]
    if one.rows and pk is None:
        return _list(request, profile, one)
    if request.method == "POST":
        return _saved(request, profile, one, pk)
    row = _row(profile, one, pk)
    typed = typed_before(request)
    form = _form(request, profile, one, row, typed)
    if typed is not None:
        form.is_valid()
    return _page(request, profile, one, row, form, from_before=typed is not None)


def _form(
    request: HttpRequest, profile: Profile, one: Part, row: models.Model, data: Any = None
) -> fieldwise.FieldwiseForm:
    more = {"cefr": request.GET.get("scale") == "cefr"} if one.name == "languages" else {}
    own = profile.user_id == request.user.pk
    return one.form(data, instance=row, second=_second(request, profile, own), **more)


def _page(
    request: HttpRequest, profile: Profile, one: Part, row: models.Model, form: fieldwise.FieldwiseForm, **more: object
) -> HttpResponse:
    context = context_of(request, profile, part=one, row=row, form=form, **more)
    if one.name == "skills":
        steps = evidence.may_raise(request.user, profile)
        context |= {"steps": row.steps.select_related("by"), "raise_form": edit_forms.StepForm(steps=steps)}
    if one.name == "wishes":
        context["wishes"] = profile.wishes.prefetch_related(names("occupation"))
    return render(request, "returnees/part.html", context)


def _saved(request: HttpRequest, profile: Profile, one: Part, pk: int | None) -> HttpResponse:
    def form_of(locked: Profile) -> fieldwise.FieldwiseForm:
        row = _row(profile, one, pk) if one.rows or one.form._meta.model is Identity else locked
        if row._state.adding:
            row.save()
        return _form(request, profile, one, row, request.POST)

    return save_fields(
        request,
        profile,
        form_of,
        page=lambda form: _page(request, profile, one, form.instance, form),
        after=_after(request, profile, one),
    )


def save_fields(
    request: HttpRequest,
    profile: Profile,
    form_of: Callable[[Profile], fieldwise.FieldwiseForm],
    *,
    page: Callable[[fieldwise.FieldwiseForm], HttpResponse],
    after: str,
) -> HttpResponse:
    """Keeps what is right of a form, field by field; then the line beneath one field, `page` again, or on to `after`.

    `form_of` gives the form over what was sent, for the record that is locked meanwhile.
    """
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        form = form_of(locked)
        saved = form.save_fields(locked, request.user)
    if request.htmx:
        # Only the line beneath the field comes back: what somebody is typing at this moment is not touched.
        touched = request.htmx.trigger_name
        found = form[touched] if touched in form.fields else None
        context = {"field": found, "form": form, "saved": saved, "second": form.second}
        return render(request, "returnees/kept.html", context)
    if saved.wrong:
        return page(form)
    if saved.contested:
        return redirect("conflicts", profile.code)
    if saved.written:
        messages.success(request, _("Saved."))
    return redirect(after)


def _after(request: HttpRequest, profile: Profile, one: Part) -> str:
    """Where "save" leads: back to the list of rows, else to the parts of the record."""
    if one.rows or "stay" in request.POST:
        return reverse("part", args=[profile.code, one.name])
    return reverse("edit", args=[profile.code])


def _list(request: HttpRequest, profile: Profile, one: Part) -> HttpResponse:
    rows = {
        "work": lambda: profile.experiences.prefetch_related(names("occupation")),
        "skills": lambda: profile.skills.prefetch_related(names("skill")).order_by("-evidence", "pk"),
        "languages": lambda: profile.languages.order_by("pk"),
        "abroad": lambda: profile.stays.all(),
    }[one.name]()
    more: dict[str, object] = {}
    if one.name == "skills":
        more["suggested"] = suggested_skills(profile)
    if one.name == "languages":
        more["add"] = edit_forms.AddLanguage(initial={"language": "fr"})
    if one.name == "abroad":
        more["add"] = edit_forms.AddStay()
    return render(request, "returnees/rows.html", context_of(request, profile, part=one, rows=rows, **more))


def suggested_skills(profile: Profile) -> list[Concept]:
    """Skills that the person's jobs ask for and the record lacks: those of several jobs, then essential ones, first."""
    jobs = list(profile.experiences.values_list("occupation_id", flat=True)) or list(
        profile.wishes.values_list("occupation_id", flat=True)
    )
    rows = OccupationSkill.objects.filter(occupation__in=jobs).exclude(skill__in=profile.skills.values("skill"))
    weights: dict[int, float] = {}
    for skill, essential in rows.order_by("pk").values_list("skill_id", "essential"):
        weights[skill] = weights.get(skill, 0) + (2 if essential else 1)
    best = sorted(weights, key=lambda skill: -weights[skill])[:SUGGESTED]
    found = Concept.objects.with_names().in_bulk(best)
    return [found[pk] for pk in best if pk in found]


@keeps_typed
def add(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A new row: first what it is about, then its own page, where each field is saved by itself."""
    deeds: dict[str, Callable[[HttpRequest, Profile], HttpResponse | None]] = {
        "work": _add_work,
        "wishes": _add_wish,
        "skills": _add_skills,
        "languages": _add_language,
        "abroad": _add_stay,
    }
    if name not in deeds:
        raise Http404
    profile = record_to_change(request, code)
    return deeds[name](request, profile) or redirect("part", profile.code, name)


def _choose(request: HttpRequest, profile: Profile, name: str, kind: str) -> tuple[Concept | None, HttpResponse | None]:
    """The concept chosen among those that fit what was typed, or the page that asks for it."""
    text = (request.POST.get("q") or request.GET.get("q") or "").strip()[:80]
    form = edit_forms.ChooseConcept(request.POST if "concept" in request.POST else None, kind=kind)
    if form.is_bound and form.is_valid():
        return form.cleaned_data["concept"], None
    found = suggest(text, request.LANGUAGE_CODE, kind=kind, limit=GUESSES) if text else []
    context = context_of(request, profile, part=PARTS[name], kind=kind, text=text, found=found, form=form)
    return None, render(request, "returnees/choose.html", context)


def _add_work(request: HttpRequest, profile: Profile) -> HttpResponse:
    occupation, page = _choose(request, profile, "work", "occupation")
    if occupation is None:
        return page
    text = request.POST.get("q", "").strip()[:120]
    country = "" if profile.stays.exists() else profile.place.region.country
    row = actions.add_experience(profile, occupation, by=request.user, title=text, country=country)
    return redirect("part", profile.code, "work", row.pk)


def _add_wish(request: HttpRequest, profile: Profile) -> HttpResponse | None:
    occupation, page = _choose(request, profile, "wishes", "occupation")
    if occupation is not None:
        actions.add_wish(profile, occupation, by=request.user)
    return page


def _add_skills(request: HttpRequest, profile: Profile) -> HttpResponse | None:
    if request.method == "POST" and "skill" in request.POST:
        ticked = [pk for pk in request.POST.getlist("skill") if pk.isdecimal()]
        chosen = Concept.objects.filter(kind=Concept.Kind.SKILL, pk__in=ticked)
        made = actions.add_skills(profile, chosen, by=request.user)
        messages.success(request, _("%(n)d added.") % {"n": len(made)})
        return None
    skill, page = _choose(request, profile, "skills", "skill")
    if skill is not None:
        actions.add_skills(profile, [skill], by=request.user)
    return page


def _add_language(request: HttpRequest, profile: Profile) -> HttpResponse | None:
    form = edit_forms.AddLanguage(request.POST or None)
    if not form.is_valid():
        return None
    row = actions.add_language(profile, form.cleaned_data["language"], by=request.user)
    return redirect("part", profile.code, "languages", row.pk)


def _add_stay(request: HttpRequest, profile: Profile) -> HttpResponse | None:
    form = edit_forms.AddStay(request.POST or None)
    if not form.is_valid():
        return None
    row = actions.add_stay(profile, form.cleaned_data["country"], by=request.user)
    return redirect("part", profile.code, "abroad", row.pk)


def ask_to_remove(
    request: HttpRequest, profile: Profile, title: str, part_title: object, part_address: str
) -> HttpResponse:
    """The page that asks once before `title` is taken out of a part of the record."""
    context = context_of(request, profile, title=title, part_title=part_title, part_address=part_address)
    return render(request, "returnees/remove.html", context)


def remove(request: HttpRequest, code: str, name: str, pk: int) -> HttpResponse:
    """Asks once, then takes the row out."""
    if name not in PARTS or not (PARTS[name].rows or name == "wishes"):
        raise Http404
    profile = record_to_change(request, code)
    row = get_object_or_404(getattr(profile, PARTS[name].rows or "wishes"), pk=pk)
    if request.method == "POST":
        actions.remove(row, by=request.user)
        messages.success(request, _("Taken out."))
        return redirect("part", profile.code, name)
    title = language_name(row.language) if name == "languages" else str(row)
    return ask_to_remove(request, profile, title, PARTS[name].title, reverse("part", args=[profile.code, name]))


@keeps_typed
def raise_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One more step of the ladder for a skill."""
    profile = record_to_change(request, code)
    skill = get_object_or_404(ProfileSkill, profile=profile, pk=pk)
    steps = evidence.may_raise(request.user, profile)
    form = edit_forms.StepForm(request.POST or typed_before(request) or None, steps=steps)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            evidence.raise_evidence(skill, told.pop("step"), by=request.user, **told)
        except evidence.NotAllowed as refused:
            form.add_error("step", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("part", profile.code, "skills", skill.pk)
    one = PARTS["skills"]
    return render(
        request,
        "returnees/part.html",
        context_of(
            request,
            profile,
            part=one,
            row=skill,
            form=_form(request, profile, one, skill),
            steps=skill.steps.select_related("by"),
            raise_form=form,
        ),
    )


@require_POST
def take_back_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    profile = record_to_change(request, code)
    step = get_object_or_404(EvidenceStep, skill__profile=profile, pk=pk)
    try:
        evidence.take_back(step, by=request.user)
    except evidence.NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("part", profile.code, "skills", step.skill_id)


@require_POST
def unsaid(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """I'd rather not say: a part that is not asked for again, until its reader says otherwise."""
    if name not in PARTS:
        raise Http404
    profile = record_to_change(request, code)
    actions.leave_unsaid(profile, name, by=request.user, unsaid="say" not in request.POST)
    return redirect("edit", profile.code)


def conflicts(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions of a field, side by side: which one counts?"""
    profile = record_to_change(request, code)
    waiting = []
    for conflict in profile.conflicts.select_related("by"):
        form, row = _contested(profile, conflict)
        if row is None:
            conflict.delete()  # the row was taken out meanwhile: there is nothing left to choose
            continue
        bound = form(instance=row).fields[conflict.field.rsplit(".", 1)[1]]
        waiting.append(
            (conflict, bound, fieldwise.shown(conflict.stored, bound), fieldwise.shown(conflict.offered, bound))
        )
    if not waiting:
        return redirect("edit", profile.code)
    return render(request, "returnees/conflicts.html", context_of(request, profile, waiting=waiting))


@require_POST
def settle(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    profile = record_to_change(request, code)
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        conflict = get_object_or_404(Conflict.objects.filter(profile=locked), pk=pk)
        form, row = _contested(locked, conflict)
        kept = row is not None and fieldwise.settle(
            conflict, form, row, take="offered" in request.POST, by=request.user
        )
    if not kept:
        messages.error(request, _("That value no longer fits. Please type it again on its page."))
    return redirect("conflicts", profile.code)


def _contested(profile: Profile, conflict: Conflict) -> tuple[type[fieldwise.FieldwiseForm], models.Model | None]:
    """The form and the row of a contested field; no row where it is gone."""
    label, pk, name = conflict.field.replace(":", ".").rsplit(".", 2)
    model = apps.get_model(label)
    if model is Profile:
        return next(form for form in _ALL if form._meta.model is Profile and name in form.base_fields), profile
    rows = (
        RecognitionCase.objects.of(profile)
        if model is RecognitionCase
        else model._default_manager.filter(profile=profile)
    )
    return FORMS[label], rows.filter(pk=pk).first()


@require_POST
def take_over(request: HttpRequest, code: str) -> HttpResponse:
    """A counsellor of the agency begins to accompany somebody whom a colleague, or nobody yet, accompanied."""
    found = get_object_or_404(Profile.objects.visible_to(request.user).exclude(user=request.user), code=code)
    actions.take_over(found, by=request.user)
    messages.success(request, _("You accompany this person now. They can see it."))
    return redirect("person", found.code)
