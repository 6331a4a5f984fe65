"""Everything that is kept about somebody, as one JSON document, and the same to read as one page without other files.

    {"format": "wasl-record-1", "made_at": …, "code": …,
     "tables": [{"table": "returnees.experience", "name": "experiences", "tier": "A",
                 "fields": {"occupation": "occupation", …}, "rows": [{"id": 12, "occupation": {…}, …}]}],
     "deeds": [{"at": …, "deed": "profile.viewed", "by": {"id": 3, "text": "Samira"}, "about": "returnees.profile",
                "id": 12, "facts": {}}]}

A plain value stands as it is; a choice is {"code", "text"}; an occupation or skill {"id", "text", "uri", "code",
"isco"}; another row {"id", "text"}. Times are ISO 8601, languages ISO 639, countries ISO 3166-1, levels CEFR and ISCED.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Event, User
from accounts.templatetags.house import language_name
from returnees.about import AT_ONCE, Rows, rows_about
from returnees.models import IdentityKey, Merge, Profile
from returnees.policy import TABLES, Tier
from skills.models import Concept

from .deeds import in_words as deeds_in_words

FORMAT = "wasl-record-1"
# What opens a door, or is made from what is told anyway so that it can be found: no knowledge of the person.
KEYS = {"password", "key", "session_key", "digest", "network"}
LEFT_OUT: set[type[models.Model]] = {IdentityKey}
# How two files were joined, for undoing it: it may speak of somebody else, when the joining was wrong.
FIELDS_LEFT_OUT = {(Merge, "record")}
# Of each table the page shows so many rows, the latest; the document holds all.
ON_THE_PAGE = 100
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d)?")


def record_of(profile: Profile) -> dict[str, Any]:
    """Everything about this person, in the reader's language where there are words for it."""
    rows = {model: some for model, some in rows_about(profile).items() if model not in LEFT_OUT}
    names = _Names(rows, profile)
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "language": translation.get_language(),
        "code": profile.code,
        "tables": [_table(model, some, names) for model, some in rows.items()],
        "deeds": list(_deeds(profile, rows)),
    }


def told_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a table that are told; the others hold keys."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in KEYS and (model, field.name) not in FIELDS_LEFT_OUT
    ]


def _table(model: type[models.Model], rows: list[models.Model], names: _Names) -> dict[str, Any]:
    fields = told_fields(model)
    return {
        "table": model._meta.label_lower,
        "name": str(model._meta.verbose_name_plural),
        "tier": TABLES.get(model._meta.model_name or "", Tier.KEEPING),
        "fields": {field.name: str(field.verbose_name) for field in fields},
        "rows": [{field.name: _value(field, row, names) for field in fields} for row in rows],
    }


def _value(field: models.Field, row: models.Model, names: _Names) -> Any:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return value
    if isinstance(field, models.ForeignKey):
        return names.of(field.related_model, value)
    if field.choices:
        return {"code": value, "text": str(dict(field.flatchoices).get(value, value))}
    if field.name == "language":
        return {"code": value, "text": language_name(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    return value


class _Names:
    """What the rows point at, by name: each table read once."""

    def __init__(self, rows: Rows, profile: Profile) -> None:
        self.profile = profile
        wanted: dict[type[models.Model], set[object]] = defaultdict(set)
        for model, some in rows.items():
            for field in told_fields(model):
                if isinstance(field, models.ForeignKey):
                    wanted[field.related_model] |= {getattr(row, field.attname) for row in some} - {None}
        self.found = {model: self._read(model, pks) for model, pks in wanted.items()}

    @staticmethod
    def _read(model: type[models.Model], pks: set[object]) -> dict[object, models.Model]:
        rows = Concept.objects.with_names() if model is Concept else model._base_manager.all()
        found: dict[object, models.Model] = {}
        several = sorted(pks, key=str)
        for start in range(0, len(several), AT_ONCE):
            found |= rows.in_bulk(several[start : start + AT_ONCE])
        return found

    def of(self, model: type[models.Model], pk: Any) -> Any:
        row = self.found[model].get(pk)
        if isinstance(row, Concept):
            return {"id": row.pk, "text": row.label(), "uri": row.uri, "code": row.code, "isco": row.isco_id}
        if isinstance(row, Profile):
            # Of somebody else's file only that there is one.
            return {"id": row.pk, "text": row.code} if row.pk == self.profile.pk else {"id": None, "text": ""}
        if isinstance(row, User):
            # Others by the name they are called at work; never by their address.
            return {"id": row.pk, "text": row.name}
        plain = str(pk) if isinstance(pk, uuid.UUID) else pk
        return {"id": plain, "text": str(row) if row is not None else ""}


def _deeds(profile: Profile, rows: Rows) -> Iterator[dict[str, Any]]:
    """The lines of the audit log about these rows or by the person: who, what, when."""
    lines: dict[int, Event] = {event.pk: event for event in Event.objects.filter(by_id=profile.user_id)}
    for model, some in rows.items():
        pks = [row.pk for row in some if isinstance(row.pk, int)]
        for start in range(0, len(pks), AT_ONCE):
            about = Q(subject_type=model._meta.label_lower, subject_id__in=pks[start : start + AT_ONCE])
            lines |= {event.pk: event for event in Event.objects.filter(about)}
    users = User.objects.in_bulk({event.by_id for event in lines.values() if event.by_id})
    for event in sorted(lines.values(), key=lambda one: one.at):
        by = users.get(event.by_id)
        yield {
            "at": event.at.isoformat(),
            "deed": event.name,
            "by": {"id": event.by_id, "text": by.name if by else ""},
            "about": event.subject_type,
            "id": event.subject_id,
            "facts": event.facts,
        }


# To read


def page_of(record: dict[str, Any]) -> str:
    """The document as one page in the reader's language: a file of its own, its style inside it."""
    tables = [
        {
            "name": table["name"],
            "n": len(table["rows"]),
            "rows": [list(_told(table, row)) for row in table["rows"][-ON_THE_PAGE:][::-1]],
        }
        for table in record["tables"]
    ]
    deeds = [
        {"at": _moment(deed["at"]), "words": deeds_in_words(deed["deed"]), "who": deed["by"]["text"]}
        for deed in record["deeds"][-ON_THE_PAGE:][::-1]
    ]
    facts = {"record": record, "tables": tables, "deeds": deeds, "style": _style()}
    return render_to_string("returnees/copies/record.html", facts | {"made_at": _moment(record["made_at"])})


def _style() -> SafeString:
    css = Path(__file__).with_name("record.css").read_text(encoding="utf-8")
    return mark_safe(f"<style>{css}</style>")  # noqa: S308, our own file


def _told(table: dict[str, Any], row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field that says something, by its name."""
    for name, value in row.items():
        if name not in {"id", "user", "profile"} and (text := in_words(value)):
            yield table["fields"][name], text


def in_words(value: Any) -> str:
    """A value of the document as one reads it; "" where there is nothing to tell."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        if "text" in value:
            return str(value["text"] or value.get("code") or "")
        return "; ".join(f"{name}: {text}" for name, one in value.items() if (text := in_words(one)))
    if isinstance(value, list):
        return pgettext("between the items of a list", ", ").join(filter(None, map(in_words, value)))
    if isinstance(value, str):
        return _moment(value)
    return formats.localize(value)


def _moment(text: str) -> str:
    """A day or a moment as one writes it here; any other text as it is."""
    if not ISO.fullmatch(text):
        return text
    if len(text) > 10 and (moment := parse_datetime(text)):
        local = timezone.localtime(moment)
        return f"{formats.date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M}"
    day = parse_date(text)
    return formats.date_format(day, "SHORT_DATE_FORMAT") if day else text
