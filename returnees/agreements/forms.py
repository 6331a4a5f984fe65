"""An answer to one purpose: by the person, or written down by the counsellor who heard or read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consents import FOR_SOMEBODY, Mode
from accounts.models import Agency, Consent
from returnees.models import Profile


class AnswerForm(forms.Form):
    """Yes or no is the button; `by` somebody else than the person, how they said it is asked too."""

    answer = forms.ChoiceField(choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.HiddenInput)
    mode = forms.ChoiceField(
        label=_("How did the person answer?"),
        choices=[(mode.value, mode.label) for mode in Mode if mode in FOR_SOMEBODY],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["mode"]

    @property
    def facts(self) -> dict[str, str]:
        """What the deed needs to know beyond who answers whom."""
        return {"mode": self.cleaned_data.get("mode", Mode.TAP)}


class PartnerForm(AnswerForm):
    """The same for one partner: an agency that is known here, or a name."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("A partner known here"), required=False)
    other = forms.CharField(label=_("Or another one, by its name"), max_length=120, required=False)
    field_order = ["agency", "other", "mode"]

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The agency that keeps the file has it already.
        self.fields["agency"].queryset = Agency.objects.exclude(pk=profile.agency_id)
        self.keeper = profile.agency

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name = " ".join(cleaned.get("other", "").split())
        known = cleaned.get("agency") or Agency.objects.filter(name__iexact=name).first()
        if known and name and known.name.casefold() != name.casefold():
            raise forms.ValidationError(_("Choose a partner or type a name, not both."))
        if known and known == self.keeper:
            raise forms.ValidationError(_("This agency keeps your file already."))
        if not known and not name:
            raise forms.ValidationError(_("Say which partner."))
        return cleaned | {"agency": known, "other": name}

    @property
    def facts(self) -> dict[str, str]:
        known = self.cleaned_data["agency"]
        if known:
            return super().facts | {"recipient": known.name, "reference": f"agency:{known.pk}"}
        return super().facts | {"recipient": self.cleaned_data["other"]}

    @staticmethod
    def of(consent: Consent) -> dict[str, str]:
        """The form as it names the partner of an answer given before."""
        kind, _colon, number = consent.reference.partition(":")
        return {"agency": number} if kind == "agency" else {"other": consent.recipient}
