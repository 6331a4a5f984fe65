"""Files that may be one person's: found by blind keys, judged by what they say, never joined by themselves.

A telephone alone says nothing: families share one. Two files are worth a look when names are alike and nothing speaks
against it, or when a telephone is the same and so is the given name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, product

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import audit
from accounts.encryption import blind
from accounts.models import Agency, User

from .models import Identity, IdentityKey, NotTheSame, Profile, ProfileQuerySet
from .models.identity import key_texts
from .names import ALIKE, Name, likeness

Kind = IdentityKey.Kind
# The most pairs that are judged for one list; the surest are judged first.
MOST = 2000


class Sure(IntEnum):
    POSSIBLE = 1
    LIKELY = 2
    VERY_LIKELY = 3


@dataclass(frozen=True)
class Who:
    """What is known of somebody: the name in each script, the telephone (E.164 or ""), the year of birth."""

    names: Sequence[Name]
    phone: str = ""
    born: int | None = None

    @classmethod
    def of(cls, identity: Identity) -> Who:
        return cls(identity.names, identity.phone, identity.born)


@dataclass(frozen=True)
class Judged:
    """How sure, and the grounds: "name", "phone", "given" (name alone), "born", "born near"."""

    sure: Sure
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    one: Profile
    other: Profile
    judged: Judged

    @property
    def pair(self) -> tuple[Profile, Profile]:
        return self.one, self.other


def judge(one: Who, other: Who) -> Judged | None:
    """Whether two may be one person. None where too little speaks for it or something speaks against it."""
    whole = max((likeness(left, right) for left, right in product(one.names, other.names)), default=0.0)
    given = max(
        (likeness(Name(left.given), Name(right.given)) for left, right in product(one.names, other.names)), default=0.0
    )
    phone = bool(one.phone) and one.phone == other.phone
    apart = None if one.born is None or other.born is None else abs(one.born - other.born)
    grounds = (
        ("name",) if whole >= ALIKE else ("given",) if given >= ALIKE else (),
        ("phone",) if phone else (),
        () if apart is None or apart > 1 else ("born",) if apart == 0 else ("born near",),
    )
    told = tuple(ground for part in grounds for ground in part)
    if whole >= ALIKE:
        if apart is not None and apart > 1:
            return Judged(Sure.POSSIBLE, told) if phone else None
        return Judged(Sure(1 + phone + (apart == 0)), told)
    if phone and given >= ALIKE and (apart is None or apart <= 1):
        return Judged(Sure.LIKELY if apart == 0 else Sure.POSSIBLE, told)
    if whole >= 0.8 and apart == 0:
        return Judged(Sure.POSSIBLE, told)
    return None


def candidates(profile: Profile) -> list[Alike]:
    """Files of the same agency that may be the same person's, the surest first. Four queries at most."""
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in IdentityKey.objects.filter(identity=profile.pk).values_list("kind", "key"):
        keys[kind].append(key)
    shared = _sharing(keys, Kind.NAME, Kind.CALLED, Kind.BORN)
    others = _open(Profile.objects.filter(agency=profile.agency_id)).exclude(pk=profile.pk)
    found = others.filter(pk__in=shared.values("identity")).select_related("identity", "counsellor")[:MOST]
    apart = _told_apart([profile.pk])
    return _judged((profile, other) for other in found if _pair(profile, other) not in apart)


def among(profiles: ProfileQuerySet) -> list[Alike]:
    """The pairs among `profiles` that may be one person, the surest first. Four queries, for any number of people."""
    people = _open(profiles)
    every = IdentityKey.objects.filter(identity__in=people.values("pk"))
    undated = every.filter(kind=Kind.NAME).exclude(
        identity__in=IdentityKey.objects.filter(kind=Kind.BORN).values("identity")
    )
    # A name alone tells something only of those whose year of birth nobody knows: there are many Mohamed Alaoui.
    telling = every.filter(Q(kind__in=[Kind.BORN, Kind.CALLED]) | Q(kind=Kind.NAME, key__in=undated.values("key")))
    # Not narrowed to these people again: the index answers it, and who else shares a key is not looked at.
    twin = IdentityKey.objects.filter(kind=OuterRef("kind"), key=OuterRef("key")).exclude(identity=OuterRef("identity"))
    rows = telling.filter(Exists(twin)).values_list("kind", "key", "identity_id")
    nameless = set(undated.values_list("identity_id", flat=True))
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, key, pk in rows:
        groups[kind, key].add(pk)
    kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
    for (kind, _key), members in groups.items():
        for pair in combinations(sorted(members), 2):
            if kind != Kind.NAME or nameless.intersection(pair):
                kinds[pair].add(kind)
    apart = set(NotTheSame.objects.filter(first__in=people.values("pk")).values_list("first_id", "second_id"))
    pairs = sorted((pair for pair in kinds if pair not in apart), key=lambda pair: (-len(kinds[pair]), pair))[:MOST]
    looked_at = people.select_related("identity", "counsellor", "place").in_bulk({pk for pair in pairs for pk in pair})
    return _judged((looked_at[first], looked_at[second]) for first, second in pairs)


@dataclass(frozen=True)
class Known:
    """Before somebody is registered: files of the agency that may be theirs already, and whether one that equals both
    telephone and name is kept elsewhere. Of the latter nothing more may be told: ask the person."""

    own: list[tuple[Profile, Judged]]
    elsewhere: bool


def like(
    given: str,
    family: str = "",
    given_ar: str = "",
    family_ar: str = "",
    phone: str = "",
    birth_year: int | None = None,
    agency: Agency | None = None,
) -> Known:
    """What a counsellor of `agency` is to know before registering this person. `phone` is E.164. Two queries."""
    written = [Name(*name) for name in ((given, family), (given_ar, family_ar)) if any(name)]
    who = Who(written, phone, birth_year)
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, text in key_texts(written, phone, birth_year):
        keys[kind].append(blind(text, f"identity.{kind}"))

    own = _open(Profile.objects.filter(agency=agency)).select_related("identity", "counsellor")
    found = (
        own.filter(pk__in=_sharing(keys, Kind.NAME, Kind.CALLED, Kind.BORN).values("identity"))[:MOST] if agency else []
    )
    judged = [(profile, said) for profile in found if (said := judge(who, Who.of(profile.identity)))]
    others = _open(Profile.objects.exclude(agency=agency) if agency else Profile.objects.all())
    elsewhere = (
        others.filter(pk__in=_sharing(keys, Kind.PHONE).values("identity"))
        .filter(pk__in=_sharing(keys, Kind.NAME).values("identity"))
        .exists()
    )
    return Known(sorted(judged, key=lambda pair: -pair[1].sure), elsewhere)


@transaction.atomic
def keep_apart(one: Profile, other: Profile, *, by: User) -> None:
    """Two people: the pair is never shown again."""
    first, second = _pair(one, other)
    _row, made = NotTheSame.objects.get_or_create(first_id=first, second_id=second, defaults={"by": by})
    if made:
        for profile, another in ((one, other), (other, one)):
            audit.record("profile.told_apart", profile, by=by, other=another.pk)


def _sharing(keys: dict[str, list[str]], *kinds: str) -> QuerySet[IdentityKey]:
    """The keys of anybody that are among `keys`, by kind."""
    matching = Q(pk__in=[])
    for kind in kinds:
        matching |= Q(kind=kind, key__in=keys[kind])
    return IdentityKey.objects.filter(matching)


def _open(profiles: ProfileQuerySet) -> ProfileQuerySet:
    return profiles.filter(identity__isnull=False).exclude(status=Profile.Status.MERGED)


def _pair(one: Profile, other: Profile) -> tuple[int, int]:
    return (one.pk, other.pk) if one.pk < other.pk else (other.pk, one.pk)


def _told_apart(pks: Iterable[int]) -> set[tuple[int, int]]:
    named = NotTheSame.objects.filter(Q(first__in=pks) | Q(second__in=pks))
    return set(named.values_list("first_id", "second_id"))


def _judged(pairs: Iterable[tuple[Profile, Profile]]) -> list[Alike]:
    found = [
        Alike(one, other, said) for one, other in pairs if (said := judge(Who.of(one.identity), Who.of(other.identity)))
    ]
    return sorted(found, key=lambda alike: (-alike.judged.sure, alike.one.pk, alike.other.pk))
