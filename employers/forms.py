"""What an opening may be looked for by."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from skills.asking import meant
from skills.models import Sector

from .models import Opening, OpeningQuerySet


class OpeningFilter(forms.Form):
    """A filter that cannot be read is left out and says so; the others count."""

    q = forms.CharField(label=_("Work, in your words"), required=False, max_length=80)
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("Sector"), required=False, empty_label=_("All"))
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False, empty_label=_("All"))
    contract = forms.ChoiceField(
        choices=[("", _("All")), *Opening.Contract.choices], label=_("Contract"), required=False
    )

    def __init__(self, *args: object, openings: OpeningQuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.openings = openings
        self.fields["region"].queryset = Region.objects.filter(pk__in=openings.values("site__place__region"))

    def narrowed(self, language: str) -> tuple[OpeningQuerySet, list[str]]:
        """The openings that fit, and the occupations that the words were taken to mean, in `language`."""
        self.is_valid()
        asked = self.cleaned_data
        openings, names = self.openings, []
        if words := asked.get("q"):
            occupations = meant(words, language)
            names = [occupation.label for occupation in occupations]
            openings = openings.filter(
                Q(occupation__in=[occupation.concept_id for occupation in occupations]) | Q(title__icontains=words)
            )
        if sector := asked.get("sector"):
            openings = openings.filter(employer__sector=sector)
        if region := asked.get("region"):
            openings = openings.filter(site__place__region=region)
        if contract := asked.get("contract"):
            openings = openings.filter(contract=contract)
        return openings, names
