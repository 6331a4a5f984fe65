"""Who the person is, what only an audit for fairness may join, and how somebody came back: never what matching reads.

Rows of their own, so that a query for matching cannot reach them by accident. Who they are is sealed at rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import blind
from accounts.sealed import SealedField

from .. import names
from .profile import Profile


class Identity(models.Model):
    """Tier C: who the person is. Read by the person and their own counsellor, by an employer only after a yes."""

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True, related_name="identity")
    given_name = SealedField(_("given name"))
    family_name = SealedField(_("family name"), blank=True)
    given_name_ar = SealedField(_("given name in Arabic"), blank=True)
    family_name_ar = SealedField(_("family name in Arabic"), blank=True)
    phone = SealedField(_("telephone"), blank=True)  # E.164
    birth_year = SealedField(_("year of birth"), blank=True)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        # In the caller's transaction: a name that is changed is found by its new keys at once.
        IdentityKey.objects.write([self])

    @property
    def born(self) -> int | None:
        return int(self.birth_year) if self.birth_year.isdecimal() else None

    @property
    def names(self) -> list[names.Name]:
        """The name in each script it is written in."""
        both = [(self.given_name, self.family_name), (self.given_name_ar, self.family_name_ar)]
        return [names.Name(given, family) for given, family in both if given or family]


class IdentityKeyManager(models.Manager["IdentityKey"]):
    def write(self, identities: Iterable[Identity]) -> None:
        """Writes the blind keys of these identities anew: two queries for a thousand of them."""
        for some in batched(identities, 1000):
            self.filter(identity__in=[one.pk for one in some]).delete()
            self.bulk_create(
                IdentityKey(identity_id=one.pk, kind=kind, key=blind(text, f"identity.{kind}"))
                for one in some
                for kind, text in key_texts(one.names, one.phone, one.born)
            )

    def write_missing(self) -> None:
        """For rows that came in without `save`."""
        self.write(Identity.objects.filter(keys=None).iterator())


def batched(identities: Iterable[Identity], size: int) -> Iterator[list[Identity]]:
    rest = iter(identities)
    while some := list(islice(rest, size)):
        yield some


def key_texts(written: Iterable[names.Name], phone: str, born: int | None) -> set[tuple[str, str]]:
    """What blind keys are made of, with their kinds. `phone` is E.164."""
    kind = IdentityKey.Kind
    return set(_key_texts(kind, list(written), phone, born))


def _key_texts(
    kind: type[IdentityKey.Kind], written: list[names.Name], phone: str, born: int | None
) -> Iterator[tuple[str, str]]:
    if phone:
        yield kind.PHONE, phone
    for name in written:
        for key in names.keys(name.given, name.family):
            yield kind.NAME, key
        if phone:
            # Sisters share a telephone, but not a name.
            for first in names.word_keys(name.given):
                yield kind.CALLED, f"{phone} {first}"
        if born:
            # Two years each, so that files one year apart still meet.
            for key, year in product(names.keys(name.given, name.family), (born, born + 1)):
                yield kind.BORN, f"{key} {year}"


class IdentityKey(models.Model):
    """A blind key of who somebody is: finds files that may be one person's without reading whose they are."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        NAME = "name", _("name")
        CALLED = "calls", _("telephone and given name")
        BORN = "born", _("family name and year of birth")

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    key = models.CharField(max_length=43)

    objects = IdentityKeyManager()

    class Meta:
        verbose_name = _("blind key")
        verbose_name_plural = _("blind keys")
        indexes = [models.Index(fields=["key", "kind"], name="identity_by_key")]
        constraints = [models.UniqueConstraint(fields=["identity", "kind", "key"], name="identity_key_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.identity_id}"


class Equality(models.Model):
    """Tier D: said freely, joined only in the audit for fairness, never shown, never ranked on."""

    class Sex(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        UNSAID = "", _("I'd rather not say")

    class AgeBand(models.TextChoices):
        A18 = "18-24", "18–24"
        A25 = "25-34", "25–34"
        A35 = "35-44", "35–44"
        A45 = "45-54", "45–54"
        A55 = "55+", "55+"
        UNSAID = "", _("I'd rather not say")

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True, related_name="equality")
    sex = models.CharField(_("sex"), max_length=5, choices=Sex.choices, blank=True)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand.choices, blank=True)
    rural = models.BooleanField(_("lives in the countryside"), null=True, blank=True)

    class Meta:
        verbose_name = _("equality data")
        verbose_name_plural = _("equality data")

    def __str__(self) -> str:
        return str(self.profile_id)


class ReturnContext(models.Model):
    """Tier E: how somebody came back, only where an aid asks for it. Never seen by an employer, never by a ranker."""

    class Kind(models.TextChoices):
        OWN = "own", _("by own means")
        ASSISTED = "assisted", _("with assistance")
        FORCED = "forced", _("not by own choice")

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True, related_name="return_context")
    kind = models.CharField(_("kind of return"), max_length=8, choices=Kind.choices)
    programme = models.CharField(_("programme"), max_length=80, blank=True)
    noted_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("return context")
        verbose_name_plural = _("return contexts")

    def __str__(self) -> str:
        return str(self.profile_id)
