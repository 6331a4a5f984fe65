"""A file of openings, or the text of a page that holds some; and what becomes of the good lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.uploads import cut_off
from employers.models import Employer, EmployerQuerySet, OpeningImport

from . import actions
from .files import Unreadable, too_large

MOST_TEXT = 200_000  # letters: a long page of one post


class BringForm(forms.Form):
    """A file, or the same as text; `clean` leaves what was read, judged and not yet kept in `brought`."""

    employer = forms.ModelChoiceField(Employer.objects.none(), label=_("For which firm"), empty_label=None)
    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,  # "the file is empty" is said with the other reasons
        help_text=_("CSV or Excel (.xlsx), or a saved page with JobPosting; up to 10 MB and 500 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.html,.htm,.json"}),
    )
    text = forms.CharField(
        label=_("Or the code of a JobPosting"),
        required=False,
        max_length=MOST_TEXT,
        help_text=_("JSON-LD, as your site or another job board writes it for search engines."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
    )
    brought: OpeningImport | None = None

    def __init__(self, *args: Any, employers: EmployerQuerySet, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["employer"].queryset = employers
        if len(employers) == 1:
            self.fields["employer"].widget = forms.HiddenInput()
            self.fields["employer"].initial = employers[0].pk

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        file, text = asked.get("file"), asked.get("text", "").strip()
        field, name = ("file", file.name) if file else ("text", gettext("pasted text"))
        if cut_off(self.request):
            self.add_error("file", str(too_large()))
        elif not (file or text):
            self.add_error("file", gettext("Choose a file, or paste the code below."))
        if self.errors:
            return asked
        try:
            raw = file.read() if file else text.encode()
            self.brought = actions.bring(raw, name, asked["employer"], by=self.request.user)
        except Unreadable as wrong:
            self.add_error(field, str(wrong))
        return asked
