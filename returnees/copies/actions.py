"""Asking for a copy, making it in the background, handing it over.

What somebody agreed to is asked at the moment their line is written, and again at the moment the copy leaves: whoever
withdraws in between is not in it.
"""

from __future__ import annotations

import io
import json
import logging
import zipfile
from datetime import timedelta
from traceback import extract_tb
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from accounts import audit, messages
from accounts.models import Agency, User
from returnees.models import Export, ExportedPerson, Profile

from . import partner, record

log = logging.getLogger("wasl.copies")

HOLDS = timedelta(hours=24)
# Later than any copy takes; then somebody's work was lost, and it is begun again.
LOST_AFTER = timedelta(minutes=10)


class Gone(Exception):
    """The copy is not there: not made yet, over, or nobody is left in it."""


@transaction.atomic
def ask_own(profile: Profile, *, by: User) -> Export:
    """Has a copy made of everything about `profile`, whose person is `by`; asked twice while one is made, it is one."""
    waiting = by.exports.filter(kind=Export.Kind.OWN, state=Export.State.ASKED).first()
    if waiting:
        return waiting
    export = Export.objects.create(kind=Export.Kind.OWN, by=by)
    audit.record("copy.asked", profile, by=by)
    transaction.on_commit(lambda: _begin(export.pk))
    return export


@transaction.atomic
def ask_for_partner(name: str, *, agency: Agency, reason: str, by: User) -> Export:
    """Has a copy made, for the partner of this name, of the people who agreed to it."""
    export = Export.objects.create(kind=Export.Kind.PARTNER, by=by, agency=agency, partner=name, reason=reason)
    transaction.on_commit(lambda: _begin(export.pk))
    return export


def _begin(pk: UUID) -> None:
    from returnees.tasks import make_copy  # the task calls back into this module

    try:
        make_copy.delay(str(pk))
    except Exception as wrong:  # each broker fails in its own way; `make_lost` comes by later
        log.warning("the broker takes no work (%s): copy %s waits", type(wrong).__name__, pk)


def make(pk: UUID) -> None:
    """Makes the copy that was asked for; called twice, it is made once. One that cannot be made says so."""
    export = Export.objects.filter(pk=pk, state=Export.State.ASKED).select_related("by", "agency").first()
    if export is None:
        return
    with translation.override(export.by.language):
        try:
            _write_own(export) if export.kind == Export.Kind.OWN else _write_for_partner(export)
        except Exception as wrong:  # whatever is wrong with one copy must not hold the others
            # What the complaint says may be of the person; where it comes from is not.
            where = extract_tb(wrong.__traceback__)[-1]
            log.error("copy %s: %s in %s, line %s", pk, type(wrong).__name__, where.filename, where.lineno)
            Export.objects.filter(pk=pk, state=Export.State.ASKED).update(state=Export.State.FAILED)


def make_lost(*, most: int = 20) -> int:
    """Makes the copies whose work was lost on the way; how many."""
    late = Export.objects.filter(state=Export.State.ASKED, asked_at__lt=timezone.now() - LOST_AFTER)
    pks = list(late.order_by("asked_at").values_list("pk", flat=True)[:most])
    for pk in pks:
        make(pk)
    return len(pks)


def _write_own(export: Export) -> None:
    with transaction.atomic():
        # Held: whoever erases the record at this moment waits, and then the copy goes with it.
        profile = Profile.objects.select_for_update(of=("self",)).select_related("user").filter(user=export.by).first()
        if profile is None:
            return
        document = record.record_of(profile)
        files = {
            "record.json": json.dumps(document, ensure_ascii=False, indent=1),
            "record.html": record.page_of(document),
        }
        _write_line(export, profile, files)
        _ready(export)
        messages.send(export.by, "copy_ready")


def _write_for_partner(export: Export) -> None:
    for pk in list(partner.people_for(export).order_by("pk").values_list("pk", flat=True)):
        write_out(export, pk)
    with transaction.atomic():
        _ready(export)


def write_out(export: Export, pk: int) -> bool:
    """Writes one person's line, unless they do not agree any more; whether it did."""
    with transaction.atomic():
        # Held until the line is there: a withdrawal comes before, or after and is seen when the copy leaves.
        profile = partner.with_columns(_held(export, Q(pk=pk))).first()
        if profile is None:
            return False
        _write_line(export, profile, partner.cells_of(profile))
        return True


def _held(export: Export, who: Q):
    """Those of `who` who still agree; their answers cannot change before this transaction ends."""
    people = partner.people_for(export).filter(who)
    users = list(people.order_by("user_id").values_list("user_id", flat=True))
    # A withdrawal locks the account first, and then ends the answer.
    list(User.objects.select_for_update().filter(pk__in=users).order_by("pk").values_list("pk", flat=True))
    return people


def _write_line(export: Export, profile: Profile, content: object) -> None:
    line = ExportedPerson.objects.filter(export=export, profile=profile).first()
    line = line or ExportedPerson(export=export, profile=profile)
    line.content = json.dumps(content, ensure_ascii=False)
    line.save()


def _ready(export: Export) -> None:
    export.state, export.expires_at = Export.State.READY, timezone.now() + HOLDS
    export.save(update_fields=["state", "expires_at"])


@transaction.atomic
def fetch(export: Export, *, by: User) -> tuple[str, bytes]:
    """The name and the bytes of the file that leaves now. Raises Gone."""
    export = (
        Export.objects.select_for_update(of=("self",))
        .select_related("by", "agency")
        .filter(pk=export.pk, by=by)
        .first()
    )
    if export is None or export.state != Export.State.READY or export.expires_at <= timezone.now():
        raise Gone
    name, content = _own_file(export) if export.kind == Export.Kind.OWN else _partner_file(export)
    export.fetched_at = timezone.now()
    export.save(update_fields=["fetched_at"])
    return name, content


def _own_file(export: Export) -> tuple[str, bytes]:
    line = export.people.select_related("profile").first()
    if line is None:
        raise Gone
    audit.record("copy.fetched", line.profile, by=export.by)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in json.loads(line.content).items():
            archive.writestr(name, text)
    return f"wasl-{line.profile.code}-{export.asked_at:%Y-%m-%d}.zip", out.getvalue()


def _partner_file(export: Export) -> tuple[str, bytes]:
    agree = {profile.pk: profile for profile in _held(export, Q(exported__export=export))}
    # Those who withdrew are not in it, and what was written of them goes now.
    export.people.exclude(profile__in=agree).delete()
    lines = list(export.people.order_by("profile__code"))
    if not lines:
        raise Gone
    audit.record_many("profile.shared", agree.values(), by=export.by, partner=export.partner, export=str(export.pk))
    name = f"wasl-partner-{export.asked_at:%Y-%m-%d}.csv"
    return name, partner.csv_of(json.loads(line.content) for line in lines)
