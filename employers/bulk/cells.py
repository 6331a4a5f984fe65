"""An opening as the cells of a row, in the words that `values` reads: what one program writes for another.

Only what schema.org's JobPosting has no exact place for; a cell that would say the usual is left out.
"""

from __future__ import annotations

from accounts.templatetags.house import language_name
from employers.models import Opening
from returnees.models import Cefr


def told_in_cells(opening: Opening) -> dict[str, str]:
    """Column → text. Reads opening.needs.all() and opening.languages.all(): prefetch them for lists."""
    preferred = [str(need.skill) for need in opening.needs.all() if not need.required]
    cells = {
        "contract": opening.contract,
        "months": str(opening.months or ""),
        "languages": ", ".join(
            f"{row.language} {Cefr(row.level).label}{'' if row.required else ' (advantage)'}"
            for row in opening.languages.all()
        ),
        "licences": ", ".join(opening.licences),
        "preferred": "; ".join(preferred),
        "benefits": ", ".join(opening.benefits),
        "schedule": opening.schedule,
        "probation": str(opening.probation_months or ""),
        "training": opening.training,
        "or_equivalent": "" if opening.or_equivalent else "no",
        "abroad": "yes" if opening.abroad_valued else "",
        "gross": "" if opening.wage_gross else "no",
    }
    return {column: text for column, text in cells.items() if text}


def language_words(opening: Opening) -> list[str]:
    """ "French B1" for each language that is asked for, in the reader's language."""
    return [f"{language_name(row.language)} {Cefr(row.level).label}" for row in opening.languages.all()]
