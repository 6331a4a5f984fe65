"""What a ranked list may be narrowed by. Narrowing hides rows; it never moves one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Place, Region

from .features import distance_km
from .showing import Shown


class RankedFilter(forms.Form):
    """For the people of an opening: where they live, how far, whether they are free now."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False, empty_label=_("All"))
    within = forms.TypedChoiceField(label=_("At most this far"), required=False, coerce=int, empty_value=None)
    now = forms.BooleanField(label=_("Available now"), required=False)

    def __init__(self, *args: object, shown: Sequence[Shown], place: Place, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.shown, self.place = shown, place
        regions = {row.subject.place.region_id for row in shown}
        self.fields["region"].queryset = Region.objects.filter(pk__in=regions)
        self.fields["within"].choices = [
            ("", _("Any distance")),
            *((km, ngettext("%(km)d km", "%(km)d km", km) % {"km": km}) for km in (10, 30, 60, 120)),
        ]

    def narrowed(self) -> list[Shown]:
        self.is_valid()
        asked = self.cleaned_data
        tests: list[Callable[[Shown], bool]] = []
        if region := asked.get("region"):
            tests.append(lambda row: row.subject.place.region_id == region.pk)
        if within := asked.get("within"):
            here = (self.place.latitude, self.place.longitude)
            tests.append(
                lambda row: distance_km(here, (row.subject.place.latitude, row.subject.place.longitude)) <= within
            )
        if asked.get("now"):
            today = timezone.localdate()
            tests.append(lambda row: row.subject.available_from is not None and row.subject.available_from <= today)
        return [row for row in self.shown if all(test(row) for test in tests)]
