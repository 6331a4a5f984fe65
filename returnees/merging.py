"""Joining two files of one person, by somebody who looked at both; for thirty days it can be undone, row by row.

Nothing is deleted at first. Rows of the other file are hung onto the kept one, except those that are there already;
the other file stays behind with its doubles, joined and out of sight, until the thirty days are over. What was changed
is written down, sealed, with what stood there before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Consent, SignInPhone, User

from .about import hanging_on
from .erasing import remove
from .fieldwise import touch
from .models import (
    ClaimCode,
    Conflict,
    Equality,
    ExportedPerson,
    Identity,
    Merge,
    NotTheSame,
    Profile,
    ProfileLanguage,
    ProfileSkill,
    ReturnContext,
)

UNDOABLE = timedelta(days=30)

# Of one row each, compared field by field; what one file does not say, the other one does.
COMPARED: dict[type[models.Model], tuple[str, ...]] = {
    Identity: ("given_name", "family_name", "given_name_ar", "family_name_ar", "phone", "birth_year"),
    Profile: (
        "place", "radius_km", "would_move", "available_from", "isced", "licences", "wage_wish", "abroad_again",
        "hours", "own_business",
    ),
    Equality: ("sex", "age_band", "rural"),
}  # fmt: skip
LEVELS = ("understood", "spoken", "read", "written")
# Values that mean nothing without each other.
_WITH = {"wage_wish": ("wage_currency",)}
# What stays with the file it was about.
_STAYS = (Conflict, ClaimCode, ExportedPerson, Merge, NotTheSame, Identity, Equality, ReturnContext)
# Two rows that say the same thing, where no constraint tells: fields by label. Apps further right add their own.
SAME: dict[str, tuple[str, ...]] = {
    "returnees.experience": ("occupation", "title", "country", "start_year", "end_year", "months", "band", "paid"),
    "returnees.stay": ("country", "band", "start_year", "end_year", "seasons", "scheme_name"),
    "returnees.qualification": ("title", "country", "year", "isced"),
    "returnees.socialperiod": ("country", "regime", "branch", "starts_on", "ends_on"),
}


class NotJoined(Exception):
    """Why two files cannot be joined, or parted again: `reason` is "gone", "both claimed", "claimed", "agencies",
    "itself", "late", "undone" or "joined since"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Difference:
    """A field in which two files differ. `name` is what `merge` takes: "identity.phone", "language.fr"."""

    name: str
    model: type[models.Model]
    field: str
    kept: Any
    other: Any

    @property
    def is_open(self) -> bool:
        """Whether both say something: then somebody chooses."""
        return self.kept not in _EMPTY and self.other not in _EMPTY


_EMPTY: tuple[Any, ...] = (None, "", [])


def is_claimed(user: User) -> bool:
    """Whether somebody signs in with this account: then it is theirs, and stays."""
    return (
        user.has_usable_password()
        or user.last_login is not None
        or SignInPhone.objects.filter(user=user).exists()
        or user.memberships.exists()
    )


def in_order(one: Profile, other: Profile) -> tuple[Profile, Profile]:
    """Which file is kept: the one that somebody signs in with, else the older. Raises NotJoined ("both claimed")."""
    claimed = [profile for profile in (one, other) if is_claimed(profile.user)]
    if len(claimed) == 2:
        raise NotJoined("both claimed")
    kept = claimed[0] if claimed else min(one, other, key=lambda profile: (profile.created_at, profile.pk))
    return (kept, other) if kept == one else (kept, one)


def differences(kept: Profile, other: Profile) -> list[Difference]:
    """Every field of one row in which the files differ, and every language that is spoken otherwise."""
    found = []
    for model, names in COMPARED.items():
        left, right = _one_row(model, kept), _one_row(model, other)
        for name in names:
            ours, theirs = getattr(left, name, None), getattr(right, name, None)
            if ours != theirs and not (ours in _EMPTY and theirs in _EMPTY):
                found.append(Difference(f"{model._meta.model_name}.{name}", model, name, ours, theirs))
    levels = {row.language: row for row in kept.languages.all()}
    for row in other.languages.all():
        if (mine := levels.get(row.language)) and _levels(mine) != _levels(row):
            found.append(Difference(f"language.{row.language}", ProfileLanguage, row.language, mine, row))
    return found


def equals(kept: Profile, other: Profile) -> list[tuple[type[models.Model], str, Any]]:
    """The fields of one row in which both files say the same."""
    rows = [(model, names, _one_row(model, kept), _one_row(model, other)) for model, names in COMPARED.items()]
    return [
        (model, name, value)
        for model, names, left, right in rows
        for name in names
        if (value := getattr(left, name, None)) == getattr(right, name, None) and value not in _EMPTY
    ]


def _levels(row: ProfileLanguage) -> tuple[int, ...]:
    return tuple(getattr(row, level) for level in LEVELS)


def _one_row(model: type[models.Model], profile: Profile) -> models.Model | None:
    return profile if model is Profile else model._default_manager.filter(pk=profile.pk).first()


@dataclass
class _Record:
    """What is changed, with what stood there before: all that undoing needs."""

    changed: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    created: list[tuple[str, str]] = field(default_factory=list)

    def change(self, row: models.Model, **values: Any) -> None:
        """Raises IntegrityError, with nothing changed, where the database refuses."""
        names = [row._meta.get_field(name) for name in values]
        before = {one.attname: getattr(row, one.attname) for one in names}
        for name, value in values.items():
            setattr(row, name, value)
        after = {one.attname: getattr(row, one.attname) for one in names}
        try:
            with transaction.atomic():
                row.save(update_fields=list(values))
        except IntegrityError:
            for attname, value in before.items():
                setattr(row, attname, value)
            raise
        self.changed.append((row._meta.label_lower, str(row.pk), before, after))

    def create(self, row: models.Model) -> None:
        row.save(force_insert=True)
        self.created.append((row._meta.label_lower, str(row.pk)))

    def text(self) -> str:
        # As text to the microsecond, so that each value is known again.
        return json.dumps({"changed": self.changed, "created": self.created}, default=str)


@transaction.atomic
def merge(kept: Profile, other: Profile, *, by: User, theirs: Collection[str] = ()) -> Merge:
    """Hangs what is in `other` onto `kept`, without doubles. `theirs` names the differences in which the value of
    `other` counts; what only one of them says is taken anyway. The stricter of two consents holds.

    Raises NotJoined: one of them is gone or joined meanwhile, both are signed in with, the other one is, or the
    agencies differ. Two counsellors at once: one waits for the other here, and then learns that it is done.
    """
    # In the order of their numbers, so that two who join the same files the other way round do not block each other.
    pks = sorted({kept.pk, other.pk})
    locked = {one.pk: one for one in Profile.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    _check(locked, kept.pk, other.pk)
    kept, other = locked[kept.pk], locked[other.pk]
    done = _Record()
    for difference in differences(kept, other):
        if difference.name in theirs or (not difference.is_open and difference.other not in _EMPTY):
            _take(difference, kept, other, done)
    _take_missing_rows(kept, other, done)
    for row in _rows_of(other):
        _hang(row, kept, done)
    _join_consents(kept, other, by, done)
    _remember_who_is_not(kept, other, done)
    for code in ClaimCode.objects.filter(profile=other, used_at=None, expires_at__gt=timezone.now()):
        # Whoever holds it would take over an empty place.
        done.change(code, expires_at=timezone.now())
    done.change(other, status=Profile.Status.MERGED)
    joined = Merge.objects.create(kept=kept, other=other, by=by, record=done.text())
    touch(kept)
    audit.record("profile.joined", kept, by=by, other=other.pk, rows=len(done.changed))
    audit.record("profile.joined_into", other, by=by, kept=kept.pk)
    return joined


def _check(locked: dict[int, Profile], kept: int, other: int) -> None:
    if kept == other:
        raise NotJoined("itself")
    if len(locked) < 2 or any(one.status == Profile.Status.MERGED for one in locked.values()):
        raise NotJoined("gone")
    if locked[kept].agency_id != locked[other].agency_id:
        raise NotJoined("agencies")
    if is_claimed(locked[other].user):
        raise NotJoined("both claimed" if is_claimed(locked[kept].user) else "claimed")


def _take(difference: Difference, kept: Profile, other: Profile, done: _Record) -> None:
    if difference.model is ProfileLanguage:
        row, theirs = difference.kept, difference.other
        done.change(row, **{level: getattr(theirs, level) for level in LEVELS})
        return
    row = _one_row(difference.model, kept)
    if row is None:
        return  # the whole row is taken
    more = {name: getattr(other, name) for name in _WITH.get(difference.field, ())}
    done.change(row, **{difference.field: difference.other}, **more)


def _take_missing_rows(kept: Profile, other: Profile, done: _Record) -> None:
    """A copy of what only the other file has of one row."""
    for model in (Identity, Equality, ReturnContext):
        theirs = _one_row(model, other)
        if theirs is not None and _one_row(model, kept) is None:
            values = {one.attname: getattr(theirs, one.attname) for one in model._meta.concrete_fields}
            done.create(model(**{**values, "profile_id": kept.pk}))


def _rows_of(profile: Profile) -> Iterator[models.Model]:
    """Every row of any app that hangs on the file itself, but for what stays with it."""
    for relation in Profile._meta.related_objects:
        if relation.related_model not in _STAYS:
            rows = relation.related_model._default_manager
            yield from rows.filter(**{relation.field.name: profile}).order_by("pk")


def _hang(row: models.Model, kept: Profile, done: _Record) -> None:
    """Onto the kept file; a double stays where it is and gives what hangs on it, and its higher step, to its twin."""
    twin = _twin(row, kept)
    if twin is None:
        try:
            done.change(row, **_placed(row, kept))
            return
        except IntegrityError:
            return  # the database knows it for a double
    if isinstance(row, ProfileSkill) and row.evidence > twin.evidence:
        done.change(twin, evidence=row.evidence)
    for key in hanging_on(type(row)):
        for child in key.model._default_manager.filter(**{key.name: row}).order_by("pk"):
            try:
                done.change(child, **{key.name: twin})
            except IntegrityError:
                continue


def _placed(row: models.Model, kept: Profile) -> dict[str, Any]:
    values: dict[str, Any] = {"profile": kept}
    if row._meta.label_lower == "returnees.wish":
        # Behind the wishes of the kept file.
        last = kept.wishes.aggregate(last=models.Max("priority"))["last"] or 0
        values["priority"] = last + 1
    return values


def _twin(row: models.Model, kept: Profile) -> models.Model | None:
    names = SAME.get(row._meta.label_lower)
    if names is None:
        unique = [one for one in row._meta.constraints if isinstance(one, models.UniqueConstraint)]
        fitting = [one for one in unique if "profile" in one.fields and one.condition is None]
        if not fitting:
            return None
        names = tuple(name for name in fitting[0].fields if name != "profile")
    same = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
    asked = {
        f"{name}__isnull" if value is None else name: True if value is None else value for name, value in same.items()
    }
    return type(row)._default_manager.filter(profile=kept, **asked).order_by("pk").first()


def _join_consents(kept: Profile, other: Profile, by: User, done: _Record) -> None:
    """One set of answers: a refusal or a withdrawal on either side beats a yes, the earlier end beats the later."""
    now = timezone.now()
    ours, theirs = (
        list(Consent.objects.filter(person=one.user_id).order_by("given_at", "pk")) for one in (kept, other)
    )
    for question in dict.fromkeys(map(_question, theirs)):
        mine, yours = _last(ours, question), _last(theirs, question)
        strict = yours is not None and not _is_yes(yours)
        for row in theirs:
            if _question(row) == question and row is not yours and row.withdrawn_at is not None:
                done.change(row, person=kept.user)
        if yours is None:
            continue
        if mine is None:
            done.change(yours, person=kept.user)
        elif _is_yes(mine) and strict:
            done.change(mine, withdrawn_at=max(now, mine.given_at), withdrawn_by=by)
            done.change(yours, person=kept.user)
        elif _is_yes(mine) and yours.expires_on < mine.expires_on:
            done.change(mine, expires_on=yours.expires_on)
        elif yours.withdrawn_at is not None:
            done.change(yours, person=kept.user)


def _question(consent: Consent) -> tuple[str, str, str]:
    return consent.purpose, consent.recipient, consent.reference


def _last(rows: Iterable[Consent], question: tuple[str, str, str]) -> Consent | None:
    """The answer that holds to a question, else the last one."""
    asked = [row for row in rows if _question(row) == question]
    standing = [row for row in asked if row.withdrawn_at is None]
    return (standing or asked or [None])[-1]


def _is_yes(consent: Consent) -> bool:
    return consent.granted and consent.withdrawn_at is None


def _remember_who_is_not(kept: Profile, other: Profile, done: _Record) -> None:
    """Whoever was told apart from one of them is not asked about again."""
    for one in NotTheSame.objects.filter(models.Q(first=other) | models.Q(second=other)):
        third = one.second_id if one.first_id == other.pk else one.first_id
        first, second = sorted((kept.pk, third))
        if first != second and not NotTheSame.objects.filter(first=first, second=second).exists():
            done.create(NotTheSame(first_id=first, second_id=second, by_id=one.by_id, at=one.at))


@transaction.atomic
def undo(joined: Merge, *, by: User) -> None:
    """Every row back to where it stood; what was written since stays with the kept file. Raises NotJoined: too late,
    undone already, or the kept file was joined into a third one since."""
    pks = sorted((joined.kept_id, joined.other_id))
    files = {one.pk: one for one in Profile.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    joined = Merge.objects.select_for_update().get(pk=joined.pk)
    if joined.undone_at is not None:
        raise NotJoined("undone")
    if not may_be_undone(joined):
        raise NotJoined("late")
    if files[joined.kept_id].status == Profile.Status.MERGED:
        raise NotJoined("joined since")
    record = json.loads(joined.record)
    for label, pk in reversed(record["created"]):
        apps.get_model(label)._default_manager.filter(pk=pk).delete()
    for label, pk, before, after in reversed(record["changed"]):
        _put_back(apps.get_model(label), pk, before, after)
    joined.undone_at, joined.undone_by, joined.record = timezone.now(), by, ""
    joined.save(update_fields=["undone_at", "undone_by", "record"])
    for one in Profile.objects.filter(pk__in=pks):
        touch(one)
        audit.record("profile.parted_again", one, by=by)


def may_be_undone(joined: Merge) -> bool:
    return joined.undone_at is None and timezone.now() < joined.at + UNDOABLE


def _put_back(model: type[models.Model], pk: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        return  # taken out of the record since
    read: Callable[[str, Any], Any] = lambda name, value: model._meta.get_field(name).to_python(value)  # noqa: E731
    # What somebody wrote since stays.
    names = [name for name in before if getattr(row, name) == read(name, after[name])]
    for name in names:
        setattr(row, name, read(name, before[name]))
    if names:
        row.save(update_fields=names)


def led_to(code: str, user: User) -> Profile | None:
    """Where a joined file went, for whoever may see the kept one; None where nothing was joined."""
    profile, seen = Profile.objects.filter(code=code, status=Profile.Status.MERGED).first(), set()
    while profile is not None and profile.status == Profile.Status.MERGED and profile.pk not in seen:
        seen.add(profile.pk)
        joined = Merge.objects.filter(other=profile, undone_at=None).select_related("kept").first()
        profile = joined.kept if joined else None
    return Profile.objects.visible_to(user).filter(pk=profile.pk).first() if profile is not None and seen else None


def forget_joined() -> None:
    """What is left of files joined more than thirty days ago goes, with the account that nobody claimed."""
    over = Merge.objects.filter(undone_at=None, at__lte=timezone.now() - UNDOABLE)
    for joined in over.select_related("other__user"):
        with transaction.atomic():
            audit.record("profile.joined_for_good", joined.kept, by=None, other=joined.other_id)
            remove(joined.other)
