"""What a person may be looked for by."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.encryption import blind
from accounts.models import Region, User
from skills.asking import meant

from . import names
from .edit_forms import parsed_phone
from .models import IdentityKey, Profile, ProfileQuerySet

MOST_CALLED = 200  # files that share a key with a name and are compared with it


class PeopleFilter(forms.Form):
    """A filter that cannot be read is left out and says so; the others count."""

    q = forms.CharField(label=_("Work, name or telephone"), required=False, max_length=80)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False, empty_label=_("All"))
    status = forms.ChoiceField(choices=[("", _("All")), *Profile.Status.choices], label=_("Status"), required=False)

    def __init__(self, *args: object, people: ProfileQuerySet, reader: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.reader = people, reader
        self.fields["region"].queryset = Region.objects.filter(pk__in=people.values("place__region"))

    def narrowed(self, language: str) -> tuple[ProfileQuerySet, list[str]]:
        """The people who fit, and the occupations that the words were taken to mean, in `language`."""
        self.is_valid()
        asked = self.cleaned_data
        people, meaning = self.people, []
        if words := asked.get("q"):
            occupations = meant(words, language)
            meaning = [occupation.label for occupation in occupations]
            ids = [occupation.concept_id for occupation in occupations]
            # A code read out at the counter finds its file too; so does the name or telephone of one's own people.
            people = people.filter(
                Q(code__iexact=words)
                | Q(pk__in=_worked_or_wished(ids, words).values("pk"))
                | Q(pk__in=called(words, self.people, self.reader))
            )
        if region := asked.get("region"):
            people = people.filter(place__region=region)
        if status := asked.get("status"):
            people = people.filter(status=status)
        return people, meaning


def called(words: str, people: ProfileQuerySet, reader: User) -> list[int]:
    """The people whose name (in whatever script or spelling) or telephone `words` are, among those whom `reader`
    accompanies or may begin to: who may not see a name cannot try it out either."""
    own = people.filter(Q(counsellor=reader) | Q(counsellor=None))
    kinds = IdentityKey.Kind
    keys = [blind(text, f"identity.{kinds.NAME}") for text in names.keys(words, "")]
    telephones = {phone for one in people.values_list("place__region__country", flat=True).distinct()
                  if (phone := as_telephone(words, one))}  # fmt: skip
    keys += [blind(phone, f"identity.{kinds.PHONE}") for phone in telephones]
    if not keys:
        return []
    found = own.filter(identity__keys__key__in=keys).select_related("identity").distinct()[:MOST_CALLED]
    asked = names.Name(words)
    return [
        profile.pk
        for profile in found
        if profile.identity.phone in telephones
        or any(names.likeness(asked, name) >= names.ALIKE for name in profile.identity.names)
    ]


def as_telephone(words: str, country: str) -> str:
    try:
        return parsed_phone(words, country) if any(letter.isdigit() for letter in words) else ""
    except ValidationError:
        return ""


def _worked_or_wished(occupations: list[int], words: str) -> ProfileQuerySet:
    return Profile.objects.filter(
        Q(experiences__occupation__in=occupations)
        | Q(wishes__occupation__in=occupations)
        | Q(experiences__title__icontains=words)
    )
