"""What a person may be looked for by."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from skills.asking import meant

from .models import Profile, ProfileQuerySet


class PeopleFilter(forms.Form):
    """A filter that cannot be read is left out and says so; the others count."""

    q = forms.CharField(label=_("Work done or wished for"), required=False, max_length=80)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False, empty_label=_("All"))
    status = forms.ChoiceField(choices=[("", _("All")), *Profile.Status.choices], label=_("Status"), required=False)

    def __init__(self, *args: object, people: ProfileQuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["region"].queryset = Region.objects.filter(pk__in=people.values("place__region"))

    def narrowed(self, language: str) -> tuple[ProfileQuerySet, list[str]]:
        """The people who fit, and the occupations that the words were taken to mean, in `language`."""
        self.is_valid()
        asked = self.cleaned_data
        people, names = self.people, []
        if words := asked.get("q"):
            occupations = meant(words, language)
            names = [occupation.label for occupation in occupations]
            ids = [occupation.concept_id for occupation in occupations]
            # A code read out at the counter finds its file too.
            people = people.filter(Q(code__iexact=words) | Q(pk__in=_worked_or_wished(ids, words).values("pk")))
        if region := asked.get("region"):
            people = people.filter(place__region=region)
        if status := asked.get("status"):
            people = people.filter(status=status)
        return people, names


def _worked_or_wished(occupations: list[int], words: str) -> ProfileQuerySet:
    return Profile.objects.filter(
        Q(experiences__occupation__in=occupations)
        | Q(wishes__occupation__in=occupations)
        | Q(experiences__title__icontains=words)
    )
