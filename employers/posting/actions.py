"""What can be done to a draft: begun, kept step by step, finished as an opening."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from employers import actions
from employers.models import Employer, Opening, OpeningDraft

from .whole import Whole, typed_of

# What is not yet with the agency, or came back from it.
HANDED_IN_AGAIN = {Opening.State.DRAFT, Opening.State.CHANGES}
Typed = Mapping[str, list[str]]


class Overtaken(Exception):
    """Somebody saved the draft meanwhile: `theirs` is what they have for the fields where the two differ."""

    def __init__(self, draft: OpeningDraft, theirs: Typed) -> None:
        super().__init__()
        self.draft, self.theirs = draft, theirs


class NotWhole(Exception):
    """Something is still missing or wrong."""


def begin(employer: Employer, key: uuid.UUID, typed: Typed, *, text: str = "", by: User) -> OpeningDraft:
    """A new draft; the same key twice, from a second click, is one."""
    facts = {"employer": employer, "typed": dict(typed), "text": text, "by": by}
    return OpeningDraft.objects.get_or_create(pk=key, defaults=facts)[0]


@transaction.atomic
def change(opening: Opening, *, by: User) -> OpeningDraft:
    """The draft that changes an opening: the one that is being typed already, else one with what the opening says."""
    locked = Opening.objects.select_for_update().get(pk=opening.pk)
    draft, _made = OpeningDraft.objects.get_or_create(opening=locked, defaults={"employer_id": locked.employer_id})
    if not draft.typed:
        draft.typed = typed_of(locked)
        _save(draft, by)
    return draft


@transaction.atomic
def again(opening: Opening, *, by: User) -> OpeningDraft:
    """A new draft that says what `opening` said, without its days. Asked for twice before it is touched, it is one."""
    locked = Opening.objects.select_for_update().get(pk=opening.pk)
    typed = {**typed_of(locked), "starts_on": [""], "deadline": [""]}
    fresh = OpeningDraft.objects.filter(
        employer=locked.employer_id, opening=None, by=by, version=0, typed=typed
    ).first()
    return fresh or OpeningDraft.objects.create(employer_id=locked.employer_id, typed=typed, by=by)


@transaction.atomic
def keep(draft: OpeningDraft, typed: Typed, *, version: int, by: User) -> OpeningDraft:
    """Keeps what was typed on one page, right or wrong. Raises Overtaken where the page was made before somebody else
    saved other words for the same fields."""
    draft = _locked(draft)
    if version != draft.version:
        theirs = {
            name: sent for name, sent in draft.typed.items() if name in typed and _told(sent) != _told(typed[name])
        }
        if theirs:
            raise Overtaken(draft, theirs)
    draft.typed = {**draft.typed, **typed}
    _save(draft, by)
    return draft


@transaction.atomic
def finish(draft: OpeningDraft, *, by: User) -> Opening:
    """Makes the opening, or changes the one the draft was made from, and hands it in. Twice it is one.

    Raises NotWhole, and `employers.actions.NotNow` with the reason; then nothing has happened.
    """
    draft = _locked(draft)
    if not draft.typed and draft.opening:
        return draft.opening
    whole = Whole(draft)
    if whole.wrong:
        raise NotWhole
    kept = Opening.objects.select_for_update().get(pk=draft.opening_id) if draft.opening_id else None
    before = typed_of(kept) if kept else {}
    opening = whole.written(kept)
    opening.posted_by = opening.posted_by or by
    opening.changed_at = timezone.now()
    opening.save()
    opening.needs.all().delete()
    opening.languages.all().delete()
    for row in [*whole.needs(), *whole.languages()]:
        row.opening = opening
        row.save()
    if kept and kept.state not in HANDED_IN_AGAIN:
        # Fresh: what was read before the change is not what is judged.
        after = typed_of(Opening.objects.get(pk=kept.pk))
        fields = [name for name, sent in after.items() if sent != before.get(name)]
        audit.record("opening.changed", opening, by=by, fields=fields)
        opening = actions.changed(opening, fields, by=by)
    else:
        opening = actions.submit(opening, by=by)
    draft.opening, draft.typed, draft.text = opening, {}, ""
    _save(draft, by)
    return opening


@transaction.atomic
def throw_away(draft: OpeningDraft, *, by: User) -> None:
    """Forgets what was typed; the opening it was made from, if any, stays as it is."""
    draft = _locked(draft)
    if draft.opening_id:
        draft.typed, draft.text = {}, ""
        _save(draft, by)
    else:
        draft.delete()


def _locked(draft: OpeningDraft) -> OpeningDraft:
    return OpeningDraft.objects.select_for_update(of=("self",)).select_related("employer", "opening").get(pk=draft.pk)


def _save(draft: OpeningDraft, by: User) -> None:
    draft.version += 1
    draft.by, draft.changed_at = by, timezone.now()
    draft.save(update_fields=["opening", "typed", "text", "version", "by", "changed_at"])


def _told(sent: list[str]) -> list[str]:
    """What was sent, without what a browser changes by itself."""
    return sorted(one.replace("\r\n", "\n").strip() for one in sent if one.strip())
