"""The one deed of this app: taking words in, whichever files they come from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction

from .models import (
    Collection,
    Concept,
    IscoGroup,
    Label,
    OccupationSkill,
    Sector,
    SectorIsco,
    SkillRelation,
    Source,
    Vocabulary,
)
from .words import Name, Word, Words, settled

# Whose word counts when two sources speak: an agency's own, then ESCO's, then our starter vocabulary's.
RANK: dict[str, int] = {Source.AGENCY: 0, Source.ESCO: 1, Source.STARTER: 2}
LINKS: dict[type[models.Model], str] = {OccupationSkill: "skills of occupations", SkillRelation: "relations of skills"}
STEPS = 5
ROWS = 2000  # per statement; the database driver splits further where it must


@transaction.atomic
def take_in(words: Words, done: Callable[[], None] = lambda: None) -> Counter[str]:
    """Bring the database to what `words` say, and count the rows that had to change, by what they are.

    Concepts are found by ESCO address, then by code, and upgraded in place; nothing that a better source has said
    is taken back. No change, no new version. `done` is called after each of STEPS steps. Raises IntegrityError when
    `words` break a constraint.
    """
    changes: Counter[str] = Counter()
    _isco(words, changes)
    _sectors(words, changes)
    ids = _concepts(words, changes)
    done()
    _labels(words, ids, changes)
    done()
    _broader(words, ids, changes)
    done()
    _links(OccupationSkill, ("occupation_id", "skill_id"), words.source, _by_id(words.needs, ids), changes)
    _links(SkillRelation, ("skill_id", "related_id"), words.source, _by_id(words.related, ids), changes)
    done()
    _memberships(words, ids, changes)
    done()
    changes += Counter()
    if changes:
        Vocabulary.changed()
    return changes


def _isco(words: Words, changes: Counter[str]) -> None:
    known = {group.code: group for group in IscoGroup.objects.all()}
    named: dict[str, dict[str, str]] = dict(words.isco)
    wanted = {word.isco for word in words.concepts.values() if word.isco}
    wanted.update(code for shares in words.shares.values() for code in shares)
    for code in wanted | set(named):
        for length in range(1, len(code) + 1):
            named.setdefault(code[:length], {})
    # Names have no source of their own: once ESCO is here, the starter vocabulary only fills what is empty.
    yields = words.source == Source.STARTER and Concept.objects.filter(source=Source.ESCO).exists()
    new, renamed = [], []
    for code in sorted(named, key=lambda code: (len(code), code)):
        group = known.get(code)
        if group is None:
            group = IscoGroup(code=code, parent_id=code[:-1] or None)
            new.append(group)
        before = [group.name_en, group.name_fr, group.name_ar, group.name_es]
        for language, name in named[code].items():
            field = f"name_{language}"
            if name and hasattr(group, field) and not (yields and getattr(group, field)):
                setattr(group, field, name)
        if code in known and before != [group.name_en, group.name_fr, group.name_ar, group.name_es]:
            renamed.append(group)
    IscoGroup.objects.bulk_create(new, batch_size=ROWS)
    IscoGroup.objects.bulk_update(renamed, ["name_en", "name_fr", "name_ar", "name_es"], batch_size=100)
    changes["ISCO-08 groups"] += len(new) + len(renamed)


def _sectors(words: Words, changes: Counter[str]) -> None:
    known = {sector.code: sector for sector in Sector.objects.all()}
    for code, facts in words.sectors.items():
        sector = known.get(code) or Sector(code=code)
        if code not in known or any(getattr(sector, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(sector, name, value)
            sector.save()
            changes["sectors"] += 1
    before: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for sector_code, isco, weight in SectorIsco.objects.values_list("sector_id", "isco_id", "weight"):
        before[sector_code][isco] = weight
    for code, shares in words.shares.items():
        if before[code] != shares:
            SectorIsco.objects.filter(sector=code).delete()
            SectorIsco.objects.bulk_create(
                [SectorIsco(sector_id=code, isco_id=isco, weight=weight) for isco, weight in shares.items()]
            )
            changes["shares of ISCO groups in sectors"] += len(set(before[code].items()) ^ set(shares.items()))


def _concepts(words: Words, changes: Counter[str]) -> dict[str, int]:
    """Create or upgrade the concepts of `words`; the id of every concept by address and by code."""
    rows = list(Concept.objects.all())
    by_uri = {row.uri: row for row in rows if row.uri}
    by_code = {row.code: row for row in rows if row.code}
    new: list[Concept] = []
    changed: list[Concept] = []
    for word in words.concepts.values():
        row = by_uri.get(word.uri) or by_code.get(word.code)
        if row is None:
            row = Concept(
                kind=word.kind, code=word.code, uri=word.uri, isco_id=word.isco, skill_type=word.skill_type,
                reuse=word.reuse, description_en=word.description, source=words.source, esco_code=word.esco_code,
            )  # fmt: skip
            new.append(row)
        elif _upgrade(row, word, words.source, by_uri, by_code):
            changed.append(row)
    Concept.objects.bulk_create(new, batch_size=ROWS)
    Concept.objects.bulk_update(
        changed,
        ["kind", "code", "uri", "isco", "skill_type", "reuse", "description_en", "source", "esco_code"],
        batch_size=100,
    )
    changes["concepts"] += len(new) + len(changed)
    ids: dict[str, int] = {}
    for row in rows + new:
        # A code first: a starter concept whose address is already another row's is known by its code alone.
        ids.update({key: row.pk for key in (row.code, row.uri) if key})
    for key, word in words.concepts.items():
        if key not in ids and word.code:
            ids[key] = ids[word.code]
    return ids


def _upgrade(row: Concept, word: Word, source: str, by_uri: dict[str, Concept], by_code: dict[str, Concept]) -> bool:
    """Write what `word` knows into `row` where its source may; whether anything changed."""
    before = _facts(row)
    if word.code and word.code not in by_code:
        row.code = word.code
        by_code[word.code] = row
    if word.uri and word.uri not in by_uri and (row.uri is None or RANK[source] <= RANK[row.source]):
        row.uri = word.uri
        by_uri[word.uri] = row
    if RANK[source] <= RANK[row.source]:
        row.kind, row.source = word.kind, source
        row.isco_id = word.isco or row.isco_id
        row.skill_type = word.skill_type or row.skill_type
        row.reuse = word.reuse or row.reuse
        row.description_en = word.description or row.description_en
        row.esco_code = word.esco_code or row.esco_code
    return before != _facts(row)


def _facts(row: Concept) -> tuple[Any, ...]:
    return (
        row.kind, row.code, row.uri, row.isco_id, row.skill_type, row.reuse, row.description_en, row.source,
        row.esco_code,
    )  # fmt: skip


def _labels(words: Words, ids: dict[str, int], changes: Counter[str]) -> None:
    """Settle the labels of every concept and language named: see `settled` for who gives way to whom."""
    brought = {(ids[key], language): names for (key, language), names in words.names.items()}
    here: defaultdict[tuple[int, str], list[tuple[int, str, str, str, bool]]] = defaultdict(list)
    languages = {language for _, language in brought}
    rows = Label.objects.filter(language__in=languages).values_list(
        "concept_id", "language", "id", "kind", "text", "source", "needs_review"
    )
    for concept, language, *label in rows.iterator(chunk_size=ROWS):
        if (concept, language) in brought:
            here[concept, language].append(tuple(label))  # type: ignore[arg-type]
    new: list[Label] = []
    changed: list[Label] = []
    gone: list[int] = []
    for place, names in brought.items():
        old = {(kind, text): (pk, source, unsure) for pk, kind, text, source, unsure in here.get(place, ())}
        said = [(words.source, name) for name in names]
        for (kind, text), (_, source, unsure) in old.items():
            # ESCO's alternatives of another version stay: they are still words that people use.
            if source != words.source or (source == Source.ESCO and kind == Label.Kind.ALTERNATIVE):
                said.append((source, Name(kind, text, unsure)))
        for key, (source, unsure) in settled(said, RANK).items():
            before = old.pop(key, None)
            kind, text = key
            if before is None:
                new.append(_label(place, kind, text, source, unsure))
            elif before[1] != source:
                changed.append(_label(place, kind, text, source, unsure, pk=before[0]))
        gone.extend(pk for pk, _, _ in old.values())
    # First what goes: one preferred label per language holds at every moment.
    for chunk in _chunks(gone, 500):
        Label.objects.filter(id__in=chunk).delete()
    Label.objects.bulk_update(changed, ["source", "needs_review"], batch_size=100)
    Label.objects.bulk_create(new, batch_size=ROWS)
    changes["labels"] += len(new) + len(changed) + len(gone)


def _label(place: tuple[int, str], kind: str, text: str, source: str, unsure: bool, pk: int | None = None) -> Label:
    return Label(
        pk=pk, concept_id=place[0], language=place[1], kind=kind, text=text, source=source, needs_review=unsure
    )


def _broader(words: Words, ids: dict[str, int], changes: Counter[str]) -> None:
    """Links to broader concepts; those to concepts of this source go when `words` tell all and do not have them."""
    Link = Concept.broader.through
    wanted = {(ids[child], ids[parent]) for child, parents in words.broader.items() for parent in parents}
    wanted = {(child, parent) for child, parent in wanted if child != parent}
    whole = {ids[key] for key in words.all_broader}
    ours = set(Concept.objects.filter(source=words.source).values_list("id", flat=True)) if whole else set()
    here: dict[tuple[int, int], int] = {}
    for pk, child, parent in Link.objects.values_list("id", "from_concept_id", "to_concept_id").iterator():
        here[child, parent] = pk
    gone = [
        pk
        for (child, parent), pk in here.items()
        if child in whole and parent in ours and (child, parent) not in wanted
    ]
    new = [Link(from_concept_id=child, to_concept_id=parent) for child, parent in sorted(wanted - here.keys())]
    for chunk in _chunks(gone, 500):
        Link.objects.filter(id__in=chunk).delete()
    Link.objects.bulk_create(new, batch_size=ROWS)
    changes["links to broader concepts"] += len(new) + len(gone)


def _by_id(pairs: dict[tuple[str, str], bool], ids: dict[str, int]) -> dict[tuple[int, int], bool]:
    return {(ids[one], ids[other]): essential for (one, other), essential in pairs.items()}


def _links(
    model: type[models.Model],
    ends: tuple[str, str],
    source: str,
    wanted: dict[tuple[int, int], bool],
    changes: Counter[str],
) -> None:
    """Make this source's links of every concept that `wanted` starts from be exactly those wanted."""
    starts = {start for start, _ in wanted}
    new: list[models.Model] = []
    changed: list[models.Model] = []
    gone: list[int] = []
    here: set[tuple[int, int]] = set()
    manager = model._default_manager
    rows = manager.values_list("id", *ends, "essential", "source") if wanted else ()
    for pk, start, end, essential, said_by in list(rows):
        if start not in starts:
            continue
        want = wanted.get((start, end))
        if want is None:
            if said_by == source:
                gone.append(pk)
            continue
        here.add((start, end))
        if RANK[source] <= RANK[said_by] and (want, source) != (essential, said_by):
            changed.append(model(**{"id": pk, ends[0]: start, ends[1]: end, "essential": want, "source": source}))
    for (start, end), essential in wanted.items():
        if start != end and (start, end) not in here:
            new.append(model(**{ends[0]: start, ends[1]: end, "essential": essential, "source": source}))
    for chunk in _chunks(gone, 500):
        manager.filter(id__in=chunk).delete()
    manager.bulk_update(changed, ["essential", "source"], batch_size=100)
    manager.bulk_create(new, batch_size=ROWS)
    changes[LINKS[model]] += len(new) + len(changed) + len(gone)


def _memberships(words: Words, ids: dict[str, int], changes: Counter[str]) -> None:
    """Put concepts into sectors and collections; what an agency has added there stays."""
    sectors = {(ids[key], sector) for key, codes in words.in_sectors.items() for sector in codes}
    collections = {(ids[key], code) for code, keys in words.collections.items() for key in keys}
    Collection.objects.bulk_create([Collection(code=code) for code in words.collections], ignore_conflicts=True)
    for Link, column, wanted in (
        (Concept.sectors.through, "sector_id", sectors),
        (Concept.collections.through, "collection_id", collections),
    ):
        here = set(Link.objects.values_list("concept_id", column)) if wanted else set()
        new = [Link(**{"concept_id": concept, column: code}) for concept, code in sorted(wanted - here)]
        Link.objects.bulk_create(new, batch_size=ROWS)
        changes["sectors of occupations" if column == "sector_id" else "places in collections"] += len(new)


def _chunks(values: list[int], size: int) -> Iterable[list[int]]:
    return (values[start : start + size] for start in range(0, len(values), size))
