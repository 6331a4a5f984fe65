"""What is asked about social rights."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Country


class PairForm(forms.Form):
    """Which two countries somebody asks about."""

    stay = forms.ChoiceField(label=_("I worked in"), choices=[("", _("choose")), *Country.choices])
    home = forms.ChoiceField(label=_("I live in"), choices=[("", _("choose")), *Country.choices])

    def clean(self) -> dict[str, str]:
        said = super().clean()
        if said.get("stay") and said.get("stay") == said.get("home"):
            self.add_error("stay", _("Choose two different countries."))
        return said
