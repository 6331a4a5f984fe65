"""The first page of one's own file: a name to be called by and a town; everything else can wait."""

from __future__ import annotations

import phonenumbers
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from accounts import towns
from accounts.models import Country, Place, SignInPhone, User

from . import actions
from .models import Profile


class StartForm(forms.Form):
    given_name = forms.CharField(
        label=_("Given name"),
        help_text=_("As you would like to be called. Only you see it, and whoever you show it to."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
    )
    place = forms.ModelChoiceField(
        Place.objects.select_related("region"),
        label=_("Town"),
        help_text=_("Where you live, or will live when you come back. If yours is not there, take the nearest."),
        empty_label=_("Choose a town"),
        error_messages={"required": _("Choose a town.")},
    )

    def __init__(self, *args: object, near: str = "", **kwargs: object) -> None:
        """`near`: the country whose towns stand first."""
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        field.choices = [("", field.empty_label), *towns.by_region(field.queryset, near)]


def start(request: HttpRequest) -> HttpResponse:
    profile = Profile.objects.filter(user=request.user).first()
    if profile:
        return redirect("person", profile.code)
    form = StartForm(request.POST or None, near=_country_of(request.user))
    if form.is_valid():
        try:
            profile = actions.begin(request.user, **form.cleaned_data)
        except actions.NotAgreed:
            raise Http404 from None
        return redirect("edit", profile.code)
    if not actions.has_agreed(request.user):
        raise Http404
    return render(request, "returnees/start.html", {"form": form})


def _country_of(user: User) -> str:
    """Where the number they sign in with is from; "" when it is from elsewhere or there is none."""
    phone = SignInPhone.objects.filter(user=user).first()
    country = phonenumbers.region_code_for_number(phonenumbers.parse(phone.number)) if phone else ""
    return country if country in Country.values else ""
