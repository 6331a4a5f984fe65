"""What happened to a row that was shown, written beside that very row: what the ranker learns from."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Label, Ranked


def label(ranked: Ranked | None, stage: str, reason: str = "") -> None:
    """Writes a stage of `Label.Stage` for a shown row, once: what came first stays. Nothing for who stood in no list.

    `reason` of a decline is "<who declined>:<code>", never a text.
    """
    if ranked is not None:
        Label.objects.get_or_create(ranked=ranked, stage=stage, defaults={"reason": reason})


def viewed(rows: Iterable[Ranked]) -> None:
    """The same for the rows of a page that somebody looked at, in one query."""
    viewed_now = [Label(ranked=row, stage=Label.Stage.VIEWED) for row in rows]
    Label.objects.bulk_create(viewed_now, ignore_conflicts=True)
