"""An opening put together from the pages of its draft, before it is kept: to be judged, looked at, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from employers.models import Opening, OpeningDraft, OpeningLanguage, OpeningNeed
from employers.rules import wages
from returnees.fieldwise import text_of

from .forms import STEPS, NeedsForm, OfferForm, StepForm, WorkForm


@dataclass(frozen=True)
class Shown:
    """An opening that is not kept yet, as pages and rules read one."""

    opening: Opening
    needs: list[OpeningNeed]
    speech: list[OpeningLanguage]

    @property
    def languages(self) -> Mapping[str, list[OpeningLanguage]]:
        """As templates ask a row for its rows: `opening.languages.all`."""
        return {"all": self.speech}

    @property
    def benefit_names(self) -> list[str]:
        return [str(Opening.Benefit(one).label) for one in self.opening.benefits if one in Opening.Benefit.values]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opening, name)


class Whole:
    """The three pages of a draft, checked together."""

    def __init__(self, draft: OpeningDraft) -> None:
        self.draft = draft
        self.forms: dict[str, StepForm] = {name: form.of(draft.employer, draft.fields) for name, form in STEPS.items()}
        self.wrong = [name for name, form in self.forms.items() if not form.is_valid()]

    @property
    def legal_basis(self) -> str:
        return "".join(self.draft.typed.get("legal_basis", []))

    @property
    def faults(self) -> list[tuple[str, str, str, str]]:
        """What is missing or wrong, as (step, id of the field, its name, what is wrong)."""
        return [
            (step, form[field].auto_id, str(form[field].label), error)
            for step, form in self.forms.items()
            for field, errors in form.errors.items()
            for error in errors
        ]

    def written(self, opening: Opening | None = None) -> Opening:
        """The opening as the draft has it, not saved: new, or `opening` changed. To be called when nothing is wrong."""
        work, needs, offer = (self.forms[name].cleaned_data for name in ("work", "needs", "offer"))
        made = opening or Opening(employer=self.draft.employer, key=self.draft.pk.hex, name_shown=True)
        for form in (WorkForm, NeedsForm, OfferForm):
            for name in form.base_fields:
                if name in COLUMNS:
                    setattr(made, name, (work | needs | offer)[name])
        made.occupation = work["concept"]
        made.years = needs["years"] or 0
        made.wage_gross = offer["wage_gross"] == "gross"
        made.wage_currency = self.forms["offer"].currency  # type: ignore[attr-defined]
        made.legal_basis = self.legal_basis
        made.wage_monthly = wages.of(made).monthly
        return made

    def needs(self) -> list[OpeningNeed]:
        return list(self.forms["needs"].needs())  # type: ignore[attr-defined]

    def languages(self) -> list[OpeningLanguage]:
        speech = self.forms["needs"].speech()  # type: ignore[attr-defined]
        return [OpeningLanguage(language=code, level=level, required=required) for code, level, required in speech]


# What the pages and the row call by the same name.
COLUMNS = {field.name for field in Opening._meta.concrete_fields} - {"occupation", "years", "wage_gross"}


def typed_of(opening: Opening) -> dict[str, list[str]]:
    """What would have been sent for an opening that is there: to change it, or to post it again."""
    typed: dict[str, list[str]] = {}
    for form in STEPS.values():
        for name in form.base_fields:
            if name in COLUMNS:
                typed[name] = _sent(getattr(opening, name))
    typed |= {
        "occupation": [opening.occupation.label()],
        "meant": [str(opening.occupation_id)],
        "site": [str(opening.site_id)],
        "subsidy": [str(opening.subsidy_id or "")],
        "years": [str(opening.years or "")],
        "wage_gross": ["gross" if opening.wage_gross else "net"],
        "legal_basis": [opening.legal_basis],
        "skill": [str(need.skill_id) for need in opening.needs.all()],
    }
    for need in opening.needs.all():
        typed[f"need-{need.skill_id}"] = [f"{'r' if need.required else 'a'}{need.level}"]
    for row in opening.languages.all():
        typed[f"speaks-{row.language}"] = [f"{'r' if row.required else 'a'}{row.level}"]
    return typed


def _sent(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [f"{value.normalize():f}" if isinstance(value, Decimal) else text_of(value)]
