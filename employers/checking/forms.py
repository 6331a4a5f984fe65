"""What an officer says of an opening, what somebody reports, and why an employer withdraws."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from employers import reasons
from employers.models import OpeningReport


class ReasonForm(forms.Form):
    """A reason from a list, and words; with "something else" the words are needed."""

    code = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=160,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    listed: dict[str, object]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = list(self.listed.items())

    def clean(self) -> dict[str, object]:
        said = super().clean()
        if said.get("code") == "other" and not said.get("words"):
            self.add_error("words", _("Say it in your words."))
        return said

    @property
    def reason(self) -> str:
        return reasons.of(self.cleaned_data["code"], self.cleaned_data["words"])


class ChangesForm(ReasonForm):
    listed = reasons.CHANGES

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _("The firm reads it. Say what to change, and how.")
        self.fields["words"].required = True


class RefusalForm(ReasonForm):
    listed = reasons.REFUSED

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _("The firm reads it.")


class WithdrawalForm(ReasonForm):
    listed = reasons.WITHDRAWN


class ReportForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What is wrong?"), choices=OpeningReport.Kind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("What happened, who asked for what. You can leave it empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("What came of it"), choices=OpeningReport.Answer.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Only your agency reads it."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
