"""What a copy for a partner is asked with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User

from .partner import partners_of


class PartnerForm(forms.Form):
    partner = forms.ChoiceField(
        label=_("Partner"), help_text=_("Those that people of your agency agreed to share their file with.")
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("From the files of"), empty_label=None)
    reason = forms.CharField(
        label=_("What it is for"),
        max_length=200,
        help_text=_("One sentence, without names. The people can read with whom their file was shared."),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [(name, name) for name in partners_of(user)]
        agencies = Agency.objects.filter(pk__in=user.agency_ids)
        self.fields["agency"].queryset = agencies
        if len(user.agency_ids) == 1:
            # One agency is no question.
            self.fields["agency"].initial = agencies.first()
            self.fields["agency"].widget = forms.HiddenInput()
