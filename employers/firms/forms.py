"""What is asked of a firm, of its sites and of those who work for it, and what an officer says of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import phonenumbers
from django import forms
from django.db.models import Case, Count, IntegerField, Max, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import messages, towns
from accounts.forms import AT_HOME
from accounts.models import Agency, Country, Message, Place, Region, User
from employers.models import Employer, EmployerQuerySet, Site, Verification

from . import identifiers
from .checklist import POINTS, Answer
from .legal_forms import FORMS
from .verifying import REMINDED

AGENCIES = [
    Agency.Kind.EMPLOYMENT_AGENCY,
    Agency.Kind.EIMEA,
    Agency.Kind.TERRITORIAL_OFFICE,
    Agency.Kind.CHAMBER,
]
NUMBER = "number_"
Group = tuple[str, str, list[forms.BoundField]]


class WhereForm(forms.Form):
    """Asked first: the town says which country's numbers and agencies come next."""

    place = forms.ModelChoiceField(
        Place.objects.filter(region__country__in=AT_HOME).select_related("region"),
        label=gettext_lazy("Town where people work"),
        help_text=gettext_lazy("Of the first site; others can be added. If yours is not there, take the nearest."),
        empty_label=gettext_lazy("Choose a town"),
        error_messages={"required": gettext_lazy("Choose a town."), "invalid_choice": gettext_lazy("Choose a town.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        field.choices = [("", field.empty_label), *towns.by_region(field.queryset)]


class FirmForm(forms.ModelForm):
    """A firm of `country`: what it is, its numbers, whom to speak with, who accompanies it. Its name and its numbers
    are for the agency to change once somebody has seen them (`seen`)."""

    class Meta:
        model = Employer
        fields = (
            "name", "trade_name", "legal_form", "sector", "size", "founded", "parent_country", "chambers",
            "people_a_month", "contact_name", "contact_role", "contact_email", "contact_phone", "channel", "agency",
        )  # fmt: skip
        labels = {
            "parent_country": gettext_lazy("Country of the parent firm, when it is a foreign one"),
            "chambers": gettext_lazy("Chambers you belong to"),
            "people_a_month": gettext_lazy("How many people can you meet in a month?"),
            "contact_name": gettext_lazy("Contact person"),
            "contact_role": gettext_lazy("What they do in the firm"),
            "contact_phone": gettext_lazy("Telephone"),
            "contact_email": gettext_lazy("E-mail address"),
            "channel": gettext_lazy("How to reach them best"),
            "agency": gettext_lazy("Agency"),
        }
        help_texts = {
            "name": gettext_lazy("As it stands on the register or on the certificate."),
            "trade_name": gettext_lazy("When people know you by another one."),
            "chambers": gettext_lazy("CGEM, UTICA, CNES, CGECI, a bilateral chamber…"),
            "people_a_month": gettext_lazy(
                "We then propose no more than that, so that nobody waits in vain. Empty: as many as fit."
            ),
            "agency": gettext_lazy("It looks at your papers, calls you back and answers questions, free of charge."),
        }
        widgets = {
            "founded": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "people_a_month": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "contact_role": forms.TextInput(attrs={"autocomplete": "organization-title", "dir": "auto"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "name": forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
            "trade_name": forms.TextInput(attrs={"dir": "auto"}),
            "chambers": forms.TextInput(attrs={"dir": "auto"}),
        }

    def __init__(
        self, *args: Any, country: str, region: Region | None = None, seen: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.country, self.kinds = country, identifiers.KINDS[country]
        self.fields["legal_form"] = forms.ChoiceField(
            label=_("Legal form"), choices=[("", _("Choose")), *FORMS[country]], required=True,
            error_messages={"required": _("Choose a legal form.")},
        )  # fmt: skip
        self.fields["size"].choices = [("", _("Choose")), *Employer.Size.choices]
        self.fields["sector"].empty_label = _("Choose")
        self.fields["sector"].error_messages["required"] = _("Choose a sector.")
        self.fields["size"].error_messages["required"] = _("Choose how many people work for you.")
        self.fields["name"].error_messages["required"] = _("Write the legal name.")
        self.fields["channel"].choices = [("", _("No matter")), *Employer.Channel.choices]
        others = sorted((one for one in Country.choices if one[0] != country), key=lambda one: str(one[1]))
        self.fields["parent_country"].choices = [("", _("None, or this one")), *others]
        self.fields["contact_name"].required = True
        self.fields["contact_name"].error_messages["required"] = _("Write whom to ask for.")
        self.fields["contact_phone"].max_length = 40
        self.fields["contact_phone"].widget.attrs["maxlength"] = 40
        self.fields["contact_phone"].validators = []
        self._offer_agencies(region)
        for kind in self.kinds:
            self.fields[NUMBER + kind.code] = forms.CharField(
                label=kind.name, required=False, max_length=60,
                help_text=_("Expected: %(form)s, for instance %(example)s.") % kind.told,
                initial=(self.instance.identifiers or {}).get(kind.code, ""),
                widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            )  # fmt: skip
        if seen:
            for name in ("name", "legal_form", *(NUMBER + kind.code for kind in self.kinds)):
                self.fields[name].disabled = True

    def _offer_agencies(self, region: Region | None) -> None:
        """Those of the country that answer for firms, those whose territory holds the site's region first."""
        field = self.fields["agency"]
        offered = Agency.objects.filter(country=self.country, kind__in=AGENCIES)
        near = set(offered.filter(territory=region).values_list("pk", flat=True)) if region else set()
        field.queryset = offered
        ordered = sorted(offered.select_related("place"), key=lambda one: (one.pk not in near, one.name))
        field.required = bool(ordered)
        field.choices = [("", _("Choose an agency")), *((one.pk, self._called(one, one.pk in near)) for one in ordered)]
        field.error_messages["required"] = _("Choose the agency that answers for you.")
        if near and not self.instance.agency_id:
            field.initial = ordered[0].pk

    @staticmethod
    def _called(agency: Agency, near: bool) -> str:
        where = (
            f"{agency.name} ({agency.place})" if agency.place and str(agency.place) not in agency.name else agency.name
        )
        return _("%(agency)s, for your region") % {"agency": where} if near else where

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_founded(self) -> int | None:
        year = self.cleaned_data["founded"]
        if year is not None and not 1800 <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Write a year, like 2012."))
        return year

    def clean_contact_phone(self) -> str:
        typed = self.cleaned_data["contact_phone"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, self.country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(_("This is not a telephone number. Look at each digit."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        numbers = {}
        for kind in self.kinds:
            try:
                if number := identifiers.read(self.country, kind.code, cleaned.get(NUMBER + kind.code) or ""):
                    numbers[kind.code] = number
            except identifiers.WrongForm as wrong:
                if not self.fields[NUMBER + kind.code].disabled:
                    self.add_error(NUMBER + kind.code, str(wrong))
        cleaned["identifiers"] = numbers
        if "contact_email" in cleaned and "contact_phone" in cleaned:
            if not cleaned["contact_email"] and not cleaned["contact_phone"]:
                self.add_error("contact_phone", _("Write a telephone number or an e-mail address."))
            elif cleaned.get("channel") == Employer.Channel.MAIL and not cleaned["contact_email"]:
                self.add_error("contact_email", _("Write the e-mail address, or choose another way to be reached."))
            elif cleaned.get("channel") in {"phone", "whatsapp"} and not cleaned["contact_phone"]:
                self.add_error("contact_phone", _("Write the telephone number, or choose another way to be reached."))
        return cleaned

    def validate_unique(self) -> None:
        """That the firm is here already is the deed's to say, in words that tell nothing of the other one."""

    def validate_constraints(self) -> None:
        exclude = self._get_validation_exclusions() | {"name"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except forms.ValidationError as wrong:
            self._update_errors(wrong)

    @property
    def said(self) -> dict[str, Any]:
        """The fields of an Employer that were asked, but those that the reader may not change."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields if not self.fields[name].disabled}
        if not self.fields[NUMBER + self.kinds[0].code].disabled:
            facts["identifiers"] = self.cleaned_data["identifiers"]
        return facts

    def group(self, title: str, hint: str, names: list[str]) -> Group:
        return title, hint, [self[name] for name in names if name in self.fields]

    @property
    def groups(self) -> Iterator[Group]:
        """The fields under headings, in the order in which one knows the answers."""
        yield self.group(_("The firm"), "", ["name", "trade_name", "legal_form", "sector", "size", "founded"])
        yield self.group(
            _("Its numbers"),
            _("One is enough to begin; with several the agency finds you sooner. You can add them later."),
            [NUMBER + kind.code for kind in self.kinds],
        )
        yield from self.places
        yield self.group(
            _("Whom to speak with"),
            _("Your agency calls this person."),
            ["contact_name", "contact_role", "contact_phone", "contact_email", "channel"],
        )
        yield self.group(_("Who answers for you"), "", ["agency", "chambers", "parent_country", "people_a_month"])

    @property
    def places(self) -> Iterator[Group]:
        yield from ()


class RegisterForm(FirmForm):
    """The same, with the first site; the key makes one firm of a form that was sent twice."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ModelChoiceField(Place.objects.filter(region__country__in=AT_HOME), widget=forms.HiddenInput)
    address = forms.CharField(
        label=gettext_lazy("Address"), max_length=160, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    transport = forms.BooleanField(label=gettext_lazy("Staff transport"), required=False)
    creche = forms.BooleanField(label=gettext_lazy("Crèche"), required=False)
    accessible = forms.BooleanField(label=gettext_lazy("Accessible with a wheelchair"), required=False)

    def __init__(self, *args: Any, place: Place, by: User, **kwargs: Any) -> None:
        ways = {messages.channel_of(one): one for one in messages.addresses_of(by)}
        initial = {
            "place": place.pk,
            "form_key": uuid.uuid4(),
            "contact_name": by.name,
            "contact_email": ways.get(Message.Channel.MAIL, ""),
            "contact_phone": ways.get(Message.Channel.SMS, ""),
        }
        super().__init__(*args, country=place.region.country, region=place.region, initial=initial, **kwargs)
        self.instance.country = place.region.country
        del self.fields["people_a_month"]

    @property
    def said(self) -> dict[str, Any]:
        names = [name for name in self.Meta.fields if name in self.fields]
        facts = {name: self.cleaned_data[name] for name in [*names, "identifiers", "form_key"]}
        site = {name: self.cleaned_data[name] for name in ("place", "address", "transport", "creche", "accessible")}
        return facts | {"country": self.country, "site": site}

    @property
    def places(self) -> Iterator[Group]:
        yield self.group(_("Its first site"), "", ["address", "transport", "creche", "accessible"])


class SiteForm(forms.ModelForm):
    class Meta:
        model = Site
        fields = ("name", "place", "address", "transport", "creche", "accessible")
        labels = {"accessible": gettext_lazy("Accessible with a wheelchair"), "place": gettext_lazy("Town")}
        help_texts = {"name": gettext_lazy("When you have several: the mill, the office in town…")}
        widgets = {name: forms.TextInput(attrs={"dir": "auto"}) for name in ("name", "address")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the site")
        field = self.fields["place"]
        field.queryset = Place.objects.filter(region__country__in=AT_HOME).select_related("region")
        field.choices = [("", _("Choose a town")), *towns.by_region(field.queryset, self.instance.employer.country)]
        field.error_messages["required"] = _("Choose a town.")


class RightsForm(forms.Form):
    may_post = forms.BooleanField(
        label=gettext_lazy("Write openings"),
        help_text=gettext_lazy("Writes them, changes them, pauses and ends them."),
        required=False,
        initial=True,
    )
    may_meet = forms.BooleanField(
        label=gettext_lazy("Meet people"),
        help_text=gettext_lazy("Sees who is proposed, invites, interviews, says yes or no."),
        required=False,
        initial=True,
    )
    may_manage = forms.BooleanField(
        label=gettext_lazy("Manage the firm"),
        help_text=gettext_lazy("Changes what is written about the firm, its sites and its members."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] for name in ("may_post", "may_meet", "may_manage")):
            self.add_error("may_post", _("Tick at least one."))
        return cleaned

    @property
    def rights(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] for name in ("may_post", "may_meet", "may_manage")}


class InviteForm(RightsForm):
    to = forms.EmailField(
        label=gettext_lazy("E-mail address of your colleague"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the e-mail address.")},
    )
    field_order = ("to",)

    def clean_to(self) -> str:
        return self.cleaned_data["to"].lower()


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Your colleagues and the agency see it."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )


class VerifyForm(forms.Form):
    """The officer's list, what was seen, and the level that it reaches."""

    seen = forms.CharField(
        label=gettext_lazy("What you have seen"),
        help_text=gettext_lazy("The documents with their dates, the visit with its day. The firm reads it."),
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what you have seen.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note for your agency"),
        help_text=gettext_lazy("The firm does not read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"),
        choices=[
            (Employer.Level.DOCUMENT, gettext_lazy("2: documents seen")),
            (Employer.Level.VISITED, gettext_lazy("3: site visited, or attested by a chamber")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a level.")},
    )

    def __init__(self, *args: Any, last: Verification | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = last.checklist if last else {}
        for point in POINTS:
            self.fields[point.code] = forms.ChoiceField(
                label=point.asks,
                help_text=point.how,
                choices=Answer.choices,
                initial=before.get(point.code, Answer.NOT_SEEN),
                widget=forms.RadioSelect,
                error_messages={"required": _("Say yes, no, or not looked at.")},
            )
        self.order_fields([point.code for point in POINTS])

    @property
    def answers(self) -> dict[str, str]:
        return {point.code: self.cleaned_data[point.code] for point in POINTS}

    @property
    def points(self) -> Iterator[tuple[Any, forms.BoundField]]:
        for point in POINTS:
            yield point, self[point.code]


class SuspendForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The firm reads it. Write what it must do so that the suspension is lifted."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class FirmFilter(forms.Form):
    """A filter that cannot be read is left out and says so; the others count."""

    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=gettext_lazy("State of the verification"),
        choices=[
            ("", gettext_lazy("All")),
            ("waiting", gettext_lazy("Not verified")),
            ("asked", gettext_lazy("Somebody asks to join")),
            ("ending", gettext_lazy("Ends within 30 days")),
            ("verified", gettext_lazy("Verified")),
            ("suspended", gettext_lazy("Suspended")),
        ],
        required=False,
    )

    def narrowed(self, firms: EmployerQuerySet) -> EmployerQuerySet:
        """The firms that fit: what waits first, then what ends soon, then the others by name; each with `until`, the
        last day of its verification, and `asking`, how many wait to join."""
        self.is_valid()
        soon = timezone.localdate() + REMINDED
        firms = firms.annotate(
            until=Max("verifications__expires_on"),
            asking=Count("join_requests", filter=Q(join_requests__answered_at=None), distinct=True),
        )
        verified = Q(level__gte=Employer.Level.DOCUMENT, suspended_at=None)
        waiting = Q(level__lt=Employer.Level.DOCUMENT, suspended_at=None)
        ending = verified & Q(until__lte=soon)
        where = {
            "waiting": waiting,
            "asked": Q(asking__gt=0),
            "ending": ending,
            "verified": verified,
            "suspended": Q(suspended_at__isnull=False),
        }
        if state := self.cleaned_data.get("state"):
            firms = firms.filter(where[state])
        if name := self.cleaned_data.get("name"):
            firms = firms.filter(Q(name__icontains=name) | Q(trade_name__icontains=name))
        turn = Case(
            When(Q(asking__gt=0) | waiting, then=Value(0)),
            When(ending, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return firms.annotate(turn=turn).order_by("turn", "name", "pk")
