"""The shared words: occupations and skills, their labels, how they relate, the classifications around them.

Occupations, skills and skill groups are one table of concepts with three faces, so that labels, hierarchy and
look-ups are written once. A concept is known by its ESCO address (uri) or, in our starter vocabulary, by its code;
an import finds it by either and upgrades the row in place.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import name_in


class Source(models.TextChoices):
    STARTER = "starter", _("our starter vocabulary")
    ESCO = "esco", _("ESCO classification of the European Commission")
    AGENCY = "agency", _("added by an agency")


class Vocabulary(models.Model):
    """One row: a number that grows whenever words change, so that indexes know they are old."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("vocabulary version")
        constraints = [models.CheckConstraint(name="one_vocabulary", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def version(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def changed(cls) -> None:
        """To be called in the transaction that changes words."""
        if not cls.objects.update(number=F("number") + 1):
            cls.objects.get_or_create(id=1, defaults={"number": 1})


class IscoGroup(models.Model):
    """A group of ISCO-08 (ILO): one to four digits; the parent is the code less its last digit."""

    code = models.CharField(_("code"), max_length=4, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=200, blank=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=200, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("ISCO-08 group")
        verbose_name_plural = _("ISCO-08 groups")

    def __str__(self) -> str:
        return f"{self.code} {name_in(self) or self.name_en}"


class Sector(models.Model):
    """A branch of the economy as agencies speak of it, with its codes in ISIC Rev. 4 and NACE Rev. 2."""

    code = models.SlugField(_("code"), max_length=30, primary_key=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_ar = models.CharField(_("name in Arabic"), max_length=80)
    isic = models.CharField(_("ISIC Rev. 4 divisions"), max_length=80)
    nace = models.CharField(_("NACE Rev. 2 divisions"), max_length=80)

    class Meta:
        ordering = ["code"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self) -> str:
        return name_in(self)


class SectorIsco(models.Model):
    """The share (0 to 1) of a sector's workers in an ISCO-08 sub-major group (two digits)."""

    sector = models.ForeignKey(Sector, models.CASCADE, related_name="shares")
    isco = models.ForeignKey(IscoGroup, models.PROTECT)
    weight = models.FloatField(_("share of the sector's workers"))

    class Meta:
        verbose_name = _("share of an ISCO group in a sector")
        constraints = [
            models.UniqueConstraint(fields=["sector", "isco"], name="one_share_per_sector_and_isco"),
            models.CheckConstraint(name="share_from_0_to_1", condition=Q(weight__gte=0, weight__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.sector_id} {self.isco_id} {self.weight:.3f}"


class ConceptQuerySet(models.QuerySet["Concept"]):
    def with_names(self) -> ConceptQuerySet:
        """With what `Concept.label` reads."""
        return self.prefetch_related(names())


class Concept(models.Model):
    """Something people do or know that has a name in every language."""

    class Kind(models.TextChoices):
        OCCUPATION = "occupation", _("occupation")
        SKILL = "skill", _("skill")
        GROUP = "group", _("group of skills")

    class SkillType(models.TextChoices):
        SKILL = "skill", _("skill")
        KNOWLEDGE = "knowledge", _("knowledge")
        LANGUAGE = "language", _("language")
        ATTITUDE = "attitude", _("attitude")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    code = models.CharField(_("our code"), max_length=80, unique=True, null=True, blank=True)
    uri = models.CharField(_("ESCO address"), max_length=120, unique=True, null=True, blank=True)
    isco = models.ForeignKey(IscoGroup, models.PROTECT, null=True, blank=True, verbose_name=_("ISCO-08 group"))
    skill_type = models.CharField(_("type of skill"), max_length=10, choices=SkillType.choices, blank=True)
    reuse = models.CharField(_("how widely a skill is used"), max_length=20, blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.ESCO)
    esco_code = models.CharField(_("ESCO code"), max_length=20, blank=True)
    collections = models.ManyToManyField("Collection", blank=True, related_name="concepts")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="occupations")
    broader = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="narrower")

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        constraints = [
            models.CheckConstraint(
                name="concept_is_known_by_code_or_uri", condition=Q(code__isnull=False) | Q(uri__isnull=False)
            ),
            models.CheckConstraint(
                name="occupation_has_an_isco_group",
                condition=~Q(kind="occupation") | Q(isco__isnull=False),
                violation_error_message=_("An occupation needs its ISCO-08 group."),
            ),
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None, kind: str | None = None) -> str:
        """The preferred (or masculine, feminine) label in `language` or the reader's, else English, else any.

        Reads self.labels.all(): prefetch `names` for lists.
        """
        language = language or get_language() or "en"
        by_rank: list[tuple[int, str]] = []
        for row in self.labels.all():
            if row.kind == Label.Kind.ALTERNATIVE:
                continue
            nearness = 0 if row.language == language else 1 if row.language == "en" else 2
            shape = 0 if kind and row.kind == kind else 1 if row.kind == Label.Kind.PREFERRED else 2
            by_rank.append((nearness * 3 + shape, row.text))
        return min(by_rank)[1] if by_rank else (self.code or self.uri or "")


class OccupationManager(models.Manager.from_queryset(ConceptQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ConceptQuerySet:
        return super().get_queryset().filter(kind=Concept.Kind.OCCUPATION)


class SkillManager(models.Manager.from_queryset(ConceptQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ConceptQuerySet:
        return super().get_queryset().filter(kind=Concept.Kind.SKILL)


class Occupation(Concept):
    objects = OccupationManager()

    class Meta:
        proxy = True
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")


class Skill(Concept):
    objects = SkillManager()

    class Meta:
        proxy = True
        verbose_name = _("skill")
        verbose_name_plural = _("skills")


class Collection(models.Model):
    """A list that ESCO keeps across its tree: green, digital, transversal, language, research, DigComp skills."""

    code = models.SlugField(_("code"), max_length=30, primary_key=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def __str__(self) -> str:
        return self.code


class Label(models.Model):
    """A name of a concept in one language."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        MASCULINE = "masculine", _("masculine form")
        FEMININE = "feminine", _("feminine form")
        ALTERNATIVE = "alternative", _("alternative")

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="labels")
    # ar, en, fr, es, and ary for Moroccan Arabic written in Latin letters (ISO 639-3).
    language = models.CharField(_("language"), max_length=3)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices)
    text = models.CharField(_("text"), max_length=400)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.ESCO)
    needs_review = models.BooleanField(_("needs native review"), default=False)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        constraints = [
            models.UniqueConstraint(fields=["concept", "language", "kind", "text"], name="label_once"),
            models.UniqueConstraint(
                fields=["concept", "language"], condition=Q(kind="preferred"), name="one_preferred_label_per_language"
            ),
            models.CheckConstraint(name="label_has_a_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


def names(path: str = "") -> Prefetch:
    """To prefetch the names, not the dozens of alternatives, of the concepts that stand at `path` of other rows."""
    return Prefetch(f"{path}__labels" if path else "labels", Label.objects.exclude(kind=Label.Kind.ALTERNATIVE))


class OccupationSkill(models.Model):
    """What an occupation needs: essential, or optional."""

    occupation = models.ForeignKey(Concept, models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Concept, models.CASCADE, related_name="needed_by")
    essential = models.BooleanField(_("essential"))
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.ESCO)

    class Meta:
        verbose_name = _("skill of an occupation")
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill"], name="skill_once_per_occupation"),
            models.CheckConstraint(name="an_occupation_is_not_its_own_skill", condition=~Q(occupation=F("skill"))),
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} needs {self.skill_id}"


class SkillRelation(models.Model):
    """A skill that another one rests on (essential) or gains from (optional)."""

    skill = models.ForeignKey(Concept, models.CASCADE, related_name="rests_on")
    related = models.ForeignKey(Concept, models.CASCADE, related_name="serves")
    essential = models.BooleanField(_("essential"))
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.ESCO)

    class Meta:
        verbose_name = _("relation of two skills")
        constraints = [
            models.UniqueConstraint(fields=["skill", "related"], name="skill_relation_once"),
            models.CheckConstraint(name="a_skill_is_not_related_to_itself", condition=~Q(skill=F("related"))),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} rests on {self.related_id}"
