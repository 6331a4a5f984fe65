"""A file of openings: read and judged, kept where somebody says so, forgotten after a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from employers.actions import NotNow, submit
from employers.models import Employer, Opening, OpeningImport

from . import columns, files, postings
from .files import Unreadable
from .lines import Line, Reader, key_of

KEPT_FOR = timedelta(days=1)
MOST_FORGOTTEN = 500  # by one sweep


def bring(raw: bytes, name: str, employer: Employer, *, by: User) -> OpeningImport:
    """Reads a file, or the text of a page, and judges every row; no opening is made. Raises Unreadable."""
    # JSON or a page, whatever its name says.
    if raw[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[", b"<")):
        rows = [(number, typed, []) for number, typed in enumerate(postings.read(files.decoded(raw)), 1)]
        about: dict[str, Any] = {"source": Opening.Source.JOB_POSTING, "total": len(rows)}
    else:
        table = files.read(raw, columns.known)
        matched = columns.match(table.header)
        if matched.missing:
            raise Unreadable(columns.missing_words(matched, get_language() or "en"))
        rows = [(number, *_typed(matched.keys, cells)) for number, cells in table.rows]
        about = {
            "source": Opening.Source.FILE,
            "total": table.total,
            "more": table.more,
            "guessed": [(written, column.key) for written, column in matched.guessed],
            "unknown": matched.unknown,
        }
    used = {column for _number, typed, formulas in rows for column in (*typed, *formulas)}
    about["columns"] = [column.key for column in columns.COLUMNS if column.key in used or column.required]
    about["language"] = get_language()
    return OpeningImport.objects.create(
        employer=employer, by=by, name=name[:160], about=about, lines=judged(rows, employer)
    )


def _typed(keys: list[str], cells: list[files.Cell]) -> tuple[dict[str, str], list[str]]:
    """Column → text of one row, and the columns that hold a formula."""
    known = [(key, cell) for key, cell in zip(keys, cells, strict=False) if key and cell.text]
    # What our own export made harmless for Excel is as it was.
    return {key: columns.bare(cell.text) for key, cell in known}, [key for key, cell in known if cell.formula]


def judged(rows: Iterable[tuple[int, dict[str, str], list[str]]], employer: Employer) -> list[dict[str, Any]]:
    """The lines of an OpeningImport, in the reader's language."""
    reader, seen, lines = Reader(employer), {}, []
    for number, typed, formulas in rows:
        line, key = reader.read(typed, formulas), key_of(typed)
        if key in seen:
            line.wrong("title", _("The same as line %(line)d.") % {"line": seen[key]})
        seen.setdefault(key, number)
        lines.append(
            {
                "line": number, "typed": typed, "formulas": formulas, "key": key, "good": not line.errors,
                "sure": line.sure, "meaning": line.meaning, "errors": line.errors, "notes": line.notes,
            }
        )  # fmt: skip
    return lines


def kept_before(brought: OpeningImport) -> dict[str, int]:
    """Key → opening, for the lines that are openings already."""
    return {key: pk for key, pk, _state in _of(brought)}


def keep(brought: OpeningImport, *, handing_in: bool, by: User) -> OpeningImport:
    """Makes an opening of every good line that is none yet: a draft, or handed in at once where its occupation is sure.

    Each line by itself, so that a long file holds up nobody else; a line makes one opening, whoever asks how often.
    """
    if brought.confirmed_at:
        return brought
    reader, there = Reader(brought.employer), kept_before(brought)
    for row in brought.lines:
        if not row["good"] or row["key"] in there:
            continue
        # Read once more: a day, a floor or a site may have gone meanwhile.
        line = reader.read(row["typed"], row["formulas"])
        if line.opening is not None and (opening := _made(line, row["key"], brought, by)) and handing_in and line.sure:
            _hand_in(opening, by)
    # Counted, not added up: somebody may have pressed the same button in another window.
    states = [state for key, _pk, state in _of(brought) if key not in there]
    handed_in = len(states) - states.count(Opening.State.DRAFT)
    waiting = OpeningImport.objects.filter(pk=brought.pk, confirmed_at=None)
    waiting.update(confirmed_at=timezone.now(), kept=len(states), handed_in=handed_in)
    brought.refresh_from_db()
    return brought


def _of(brought: OpeningImport) -> list[tuple[str, int, str]]:
    """Key, number and state of the openings that lines of the file are."""
    mine = Opening.objects.filter(employer=brought.employer_id).exclude(key="")
    keys = {line["key"] for line in brought.lines}
    return [row for row in mine.values_list("key", "pk", "state") if row[0] in keys]


def _made(line: Line, key: str, brought: OpeningImport, by: User) -> Opening | None:
    """The opening of a line; None if somebody made it a moment ago."""
    opening = line.opening
    assert opening is not None  # noqa: S101 (asked by `keep`)
    opening.key, opening.source, opening.posted_by = key, brought.about["source"], by
    try:
        with transaction.atomic():
            opening.save()
            for row in (*line.needs, *line.languages):
                row.opening = opening
                row.save()
            audit.record("opening.brought", opening, by=by)
    except IntegrityError:
        return None
    return opening


def _hand_in(opening: Opening, by: User) -> None:
    """Where it cannot be yet, it stays a draft."""
    with suppress(NotNow):
        submit(opening, by=by)


def forget_files() -> int:
    """Forgets files a day after they were read; how many. Their openings stay."""
    old = OpeningImport.objects.filter(made_at__lte=timezone.now() - KEPT_FOR)
    pks = list(old.values_list("pk", flat=True)[:MOST_FORGOTTEN])
    OpeningImport.objects.filter(pk__in=pks).delete()
    return len(pks)


def in_language(brought: OpeningImport, lines: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Some lines with their sentences in the reader's language: judged anew where the file was read in another."""
    if brought.about["language"] == get_language():
        return lines
    reader = Reader(brought.employer)
    told = []
    for row in lines:
        line = reader.read(row["typed"], row["formulas"])
        # What is wrong beside other lines of the file only the first reading knew.
        told.append({**row, "errors": line.errors or row["errors"], "notes": line.notes, "meaning": line.meaning})
    return told
