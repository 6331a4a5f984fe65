"""A counsellor registers a person with them: first the question whether a file may be kept, then who they are."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from accounts import audit, consents, towns
from accounts.context_processors import LANGUAGE_NAMES
from accounts.models import Agency, Consent, Place, User

from . import duplicates
from .actions import record_reading
from .edit_forms import parsed_phone
from .models import Identity, Profile

KEEP = Consent.Purpose.KEEP


class KeepForm(forms.Form):
    """Asked first; without a yes nothing else is asked."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the person"), choices=LANGUAGE_NAMES)
    keep = forms.ChoiceField(
        label=gettext_lazy("What does the person say?"),
        choices=[
            (Consent.Mode.ORAL, gettext_lazy("Yes, said aloud before me")),
            (Consent.Mode.PAPER, gettext_lazy("Yes, signed on paper, which the agency keeps")),
            ("no", gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what the person answers.")},
    )
    adult = forms.BooleanField(
        label=gettext_lazy("The person is 18 or older"),
        required=False,
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("keep") in consents.FOR_SOMEBODY and not cleaned.get("adult"):
            self.add_error("adult", _("A file is only for people of 18 or older."))
        return cleaned


class PersonForm(forms.Form):
    """Who they are, as far as they wish to say; a given name in one of the scripts, and a town."""

    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=80, required=False)
    given_name_ar = forms.CharField(
        label=gettext_lazy("Given name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    family_name_ar = forms.CharField(
        label=gettext_lazy("Family name in Arabic"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone to reach the person"),
        help_text=gettext_lazy("May be the family's."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"),
        help_text=gettext_lazy("With it, or with the telephone, the person takes the file over later."),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    place = forms.ModelChoiceField(
        Place.objects.select_related("region"),
        label=gettext_lazy("Town"),
        empty_label=gettext_lazy("Choose a town"),
        error_messages={"required": gettext_lazy("Choose a town.")},
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), label=gettext_lazy("Agency"), empty_label=None)

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(pk__in=by.agency_ids)
        self.fields["agency"].queryset = agencies
        first = agencies.first()
        if len(by.agency_ids) == 1:
            # One agency is no question.
            self.fields["agency"].initial, self.fields["agency"].widget = first, forms.HiddenInput()
        field = self.fields["place"]
        field.choices = [("", field.empty_label), *towns.by_region(field.queryset, first.country if first else "")]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not cleaned.get("given_name") and not cleaned.get("given_name_ar"):
            self.add_error("given_name", _("Write a given name, in one of the two scripts."))
        if cleaned.get("place") and cleaned.get("phone"):
            try:
                cleaned["phone"] = parsed_phone(cleaned["phone"], cleaned["place"].region.country)
            except forms.ValidationError as wrong:
                self.add_error("phone", wrong)
        return cleaned

    @property
    def who(self) -> dict[str, object]:
        """The fields of an `Identity`."""
        names = ("given_name", "family_name", "given_name_ar", "family_name_ar", "phone")
        said: dict[str, object] = {name: self.cleaned_data[name] for name in names}
        if not said["given_name"]:
            # One name is always there in Latin or, where nobody wrote that, as it is.
            said["given_name"] = said["given_name_ar"]
        return said | {"birth_year": str(self.cleaned_data["birth_year"] or "")}


@transaction.atomic
def register(*, by: User, agency: Agency, language: str, place: Place, mode: str, **who: object) -> Profile:
    """Opens the file of somebody who agreed before the counsellor `by`, aloud or on paper; `by` accompanies them."""
    user = User.objects.create_user(language=language)
    profile = Profile.objects.create(user=user, agency=agency, counsellor=by, place=place)
    Identity.objects.create(profile=profile, **who)
    with translation.override(language):
        consents.give(user, KEEP, mode=mode, by=by, witness=by)
    audit.record("profile.registered", profile, by=by)
    return profile


@sensitive_post_parameters()
def new(request: HttpRequest) -> HttpResponse:
    """Two steps on one address; what was answered in the first goes along in the second."""
    if not request.user.is_intermediary:
        raise Http404
    spoken = request.POST.get("language") or request.GET.get("language") or request.LANGUAGE_CODE
    spoken = spoken if spoken in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    asked = KeepForm(request.POST or None, initial={"language": spoken})
    if not asked.is_valid():
        facts = {"form": asked, "spoken": spoken, "words": consents.CURRENT[KEEP], "languages": LANGUAGE_NAMES}
        return render(request, "returnees/register_keep.html", facts)
    if asked.cleaned_data["keep"] == "no":
        return render(request, "returnees/register_no.html")
    form = PersonForm(request.POST if "given_name" in request.POST else None, by=request.user)
    known = None
    if form.is_valid():
        who, agency = form.who, form.cleaned_data["agency"]
        if "new" not in request.POST:
            known = _known(who, agency, request.user)
        if known is None:
            profile = register(
                by=request.user,
                agency=agency,
                language=asked.cleaned_data["language"],
                place=form.cleaned_data["place"],
                mode=asked.cleaned_data["keep"],
                **who,
            )
            return redirect("edit", profile.code)
    return render(request, "returnees/register.html", {"form": form, "asked": asked, "known": known})


def _known(who: dict[str, object], agency: Agency, by: User) -> duplicates.Known | None:
    """Files that may be this person's already; None where there is none. Those shown are written down as read."""
    known = duplicates.like(
        who["given_name"],
        who["family_name"],
        who["given_name_ar"],
        who["family_name_ar"],
        who["phone"],
        int(who["birth_year"]) if who["birth_year"] else None,
        agency,
    )
    if not known.own and not known.elsewhere:
        return None
    record_reading([profile for profile, _judged in known.own], by=by, where="register")
    return known
