"""Why an opening is refused, sent back or withdrawn: codes, so that each reader finds the reason in their language.

A reason is kept as a code, or as a code and words: "money: Frais de dossier". What was written before there were codes
is only words.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSED = {
    "money": _("It asks people for money."),
    "nofirm": _("The firm could not be shown to exist."),
    "nopost": _("The post does not exist, or is not free."),
    "strike": _("It would replace people on strike."),
    "unfair": _("It shuts people out for who they are."),
    "unsafe": _("The work is dangerous or people are treated badly."),
    "wage": _("The wage or the contract is below the law."),
    "double": _("The same opening is here already."),
    "other": _("Something else"),
}
CHANGES = {
    "wording": _("Some wording has to change."),
    "wage": _("The wage or the contract is below the law."),
    "tasks": _("The tasks are not clear."),
    "contact": _("Telephone numbers, addresses or links have to go."),
    "degree": _("It asks for more than the work needs."),
    "money": _("It asks people for money."),
    "other": _("Something else"),
}
WITHDRAWN = {
    "filled": _("Filled in another way"),
    "budget": _("There is no budget any more"),
    "plans": _("Plans have changed"),
    "nobody": _("Nobody suitable was found"),
    "mistake": _("It was posted by mistake"),
    "other": _("Something else"),
}
_ALL = {**REFUSED, **CHANGES, **WITHDRAWN}


def of(code: str, words: str = "") -> str:
    """A reason as it is kept, at most 200 characters."""
    return f"{code}: {' '.join(words.split())}"[:200] if words.strip() else code


def in_words(reason: str) -> str:
    """A kept reason in the reader's language."""
    code, _colon, words = reason.partition(":")
    if code not in _ALL:
        return reason
    words = words.strip()
    if not words:
        return str(_ALL[code])
    return words if code == "other" else f"{_ALL[code]} {words}"
