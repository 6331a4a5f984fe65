"""A page of one row whose fields are saved by themselves: what rights and papers share."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.kept_typing import typed_before

from .edit_views import context_of, save_fields
from .fieldwise import FieldwiseForm
from .models import Profile


def row_page(
    request: HttpRequest,
    profile: Profile,
    form_class: type[FieldwiseForm],
    fetch: Callable[[], models.Model],
    *,
    template: str,
    after: str,
    **more: object,
) -> HttpResponse:
    """Shows the row that `fetch` gives, or saves what was sent of it."""
    context = context_of(request, profile, **more)

    def page(form: FieldwiseForm, **also: object) -> HttpResponse:
        return render(request, template, context | {"row": fetch(), "form": form} | also)

    if request.method == "POST":
        return save_fields(
            request,
            profile,
            lambda locked: form_class(request.POST, instance=fetch(), second=context["second"]),
            page=page,
            after=after,
        )
    typed = typed_before(request)
    form = form_class(typed, instance=fetch(), second=context["second"])
    if typed is not None:
        form.is_valid()
    return page(form, from_before=typed is not None)
