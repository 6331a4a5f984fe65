"""Reading the European Commission's ESCO classification from CSV files of any 1.x version. Pure: no database.

What a file is, is told by its header, for the columns and their order differ between versions:

    conceptUri, preferredLabel, conceptType …         occupations, skills, skill groups, ISCO-08 groups
    conceptUri, preferredLabel [, altLabels]          labels only
    ORIGINURI, PREFERREDLABEL …                       occupations or skills in Tabiya's layout
    … broaderConceptUri                               a collection; which one, its name says (green, digital, …)
    Level 0 URI … Level 3 URI                         the skills hierarchy
    occupationUri, relationType, skillUri             what occupations need
    originalSkillUri, relationType, relatedSkillUri   skills that rest on skills
    conceptUri, broaderUri                            broader concepts of either pillar
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .words import ADDRESS, LONGEST_LABEL, LONGEST_NAME, Fault, FaultyFiles, Name, Word, Words

CREDIT = "This service uses the ESCO classification of the European Commission."

LARGEST_FILE = 200 * 2**20
LARGEST_BUNDLE = 600 * 2**20
MOST_ENTRIES = 1000
LONGEST_LINE = 2**20
"""Bytes. English 1.1.1 has 43 MB in 17 files, the largest 21 MB."""

# Fewer are only those that our own vocabulary has named so far, and say nothing about which codes exist.
ALL_ISCO_GROUPS = 619

# The official 1.1.1 files name 1 occupation and 7 skill groups that they do not contain (75 lines of 153,000).
# More than one line in a thousand of a file is not that kind of slip any more.
STRAY_LINES_PER_FILE = 1 / 1000

LANGUAGES = frozenset(
    "ar bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv uk".split()  # noqa: SIM905
)
COLLECTIONS = ("digcomp", "digital", "green", "language", "research", "transversal")
KINDS = {"Occupation": "occupation", "KnowledgeSkillCompetence": "skill", "SkillGroup": "group", "ISCOGroup": "isco"}
SKILL_TYPES = {"skill/competence": "skill", "knowledge": "knowledge", "language": "language", "attitude": "attitude"}
READ_LATER = {"needs", "related", "broader", "collection"}


@dataclass(frozen=True, slots=True)
class File:
    """A CSV file on disk or in a zip. `bundle` is the name of the zip or folder it lies in."""

    name: str
    bundle: str
    size: int
    open: Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Known:
    """What the database holds already: addresses with their kind, languages among them, ISCO-08 codes."""

    kinds: dict[str, str] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    isco: frozenset[str] = frozenset()
    from_esco: frozenset[str] = frozenset()
    """Kinds of which ESCO's own concepts are here."""


@dataclass
class Read:
    """The words of some files, and counts of what stood in them, by kind, for the summary."""

    words: Words
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """A file whose header has been read and understood."""

    file: File
    what: str
    columns: dict[str, int]
    width: int
    language: str = ""
    version: tuple[int, ...] = (0,)


def find(paths: Iterable[Path]) -> list[File]:
    """The CSV files at `paths`: files, folders and zips, and zips in folders. Raises FaultyFiles."""
    files: list[File] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(part for part in path.rglob("*") if part.suffix.lower() in {".csv", ".zip"})
            for part in inside:
                files.extend(_opened(part, part.relative_to(path).as_posix(), path.resolve().name))
        elif path.is_file():
            files.extend(_opened(path, path.name, ""))
        else:
            raise FaultyFiles(Fault(str(path), None, "", "there is no such file or folder"))
    return files


def _opened(path: Path, name: str, bundle: str) -> Iterator[File]:
    if path.suffix.lower() != ".zip":
        yield File(name, bundle, path.stat().st_size, lambda: path.open("rb"))
        return
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise FaultyFiles(Fault(name, None, "", f"this is not a whole zip file ({error})")) from None
    if len(entries) > MOST_ENTRIES:
        raise FaultyFiles(Fault(name, None, "", f"{len(entries)} entries; the limit is {MOST_ENTRIES}"))
    for entry in entries:
        inside = PurePosixPath(entry.filename)
        if inside.is_absolute() or ".." in inside.parts or "\\" in entry.filename or ":" in entry.filename:
            raise FaultyFiles(Fault(name, None, "", f"the entry name {entry.filename!r} leads out of the zip"))
        if entry.file_size > LARGEST_FILE:
            raise FaultyFiles(Fault(f"{name}/{inside}", None, "", _too_large(entry.file_size)))
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_BUNDLE:
        reason = f"{total // 2**20} MiB when unpacked; the limit is {LARGEST_BUNDLE // 2**20} MiB"
        raise FaultyFiles(Fault(name, None, "", reason))
    for entry in entries:
        inside = PurePosixPath(entry.filename)
        if inside.suffix.lower() == ".csv" and inside.parts[0] != "__MACOSX":
            yield File(f"{name}/{inside}", Path(name).name, entry.file_size, _opener(archive, entry))


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], AbstractContextManager[BinaryIO]]:
    return lambda: archive.open(entry)  # type: ignore[return-value]


def _too_large(size: int) -> str:
    return f"{size // 2**20} MiB when unpacked; the limit for a file is {LARGEST_FILE // 2**20} MiB"


# Lines


def _lines(file: File, stream: BinaryIO, seen: Callable[[int], None]) -> Iterator[str]:
    """The lines of a file as text. Decoded one by one, so that a fault knows its line."""
    number = size = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        size += len(raw)
        if len(raw) > LONGEST_LINE:
            raise FaultyFiles(Fault(file.name, number, "", f"the line is longer than {LONGEST_LINE} bytes"))
        if size > LARGEST_FILE:
            raise FaultyFiles(Fault(file.name, number, "", _too_large(size)))
        if b"\0" in raw:
            raise FaultyFiles(Fault(file.name, number, "", "the line holds a zero byte"))
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise FaultyFiles(Fault(file.name, number, "", f"byte {error.start + 1} is not UTF-8")) from None
        seen(len(raw))
        yield text


def _records(file: File, seen: Callable[[int], None]) -> Iterator[tuple[int, list[str]]]:
    """(line where it starts, cells) of every record, the header among them. Raises FaultyFiles."""
    start = 1
    try:
        with file.open() as stream:
            records = csv.reader(_lines(file, stream, seen), strict=True)
            for cells in records:
                if cells:
                    yield start, cells
                start = records.line_num + 1
    except csv.Error as error:
        raise FaultyFiles(Fault(file.name, start, "", f"the record that starts here is broken ({error})")) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise FaultyFiles(Fault(file.name, None, "", f"the file cannot be unpacked ({error})")) from None


class _Rows:
    """The records of a sheet under its header, with the cells of the current one by column name."""

    def __init__(self, sheet: _Sheet, seen: Callable[[int], None]) -> None:
        self.sheet = sheet
        self.line = 1
        self.read = 0
        self._cells: list[str] = []
        self._seen = seen

    def __iter__(self) -> Iterator[_Rows]:
        records = _records(self.sheet.file, self._seen)
        next(records)
        # The official hierarchy leaves out empty cells at the end of a line; nothing else does.
        ragged = self.sheet.what == "hierarchy"
        for self.line, cells in records:
            if len(cells) > self.sheet.width or (len(cells) < self.sheet.width and not ragged):
                raise self.fault("", f"{len(cells)} cells where the header has {self.sheet.width}")
            self._cells = cells
            self.read += 1
            yield self

    def __getitem__(self, column: str) -> str:
        """The cell, stripped; "" where this version of the file has no such column."""
        at = self.sheet.columns.get(column)
        return self._cells[at].strip() if at is not None and at < len(self._cells) else ""

    def fault(self, column: str, reason: str) -> FaultyFiles:
        return FaultyFiles(Fault(self.sheet.file.name, self.line, column, reason))

    def address(self, column: str) -> str:
        """The ESCO address in a cell, always with http (some exports write https). Raises FaultyFiles."""
        text = self[column]
        if not ADDRESS.fullmatch(text):
            raise self.fault(column, f"{text!r} is not an ESCO address")
        return text.replace("https://", "http://", 1)


# What a file is


def _understood(file: File) -> _Sheet | None:
    """The sheet a file is, None for a file of the official bundles that says nothing new. Raises FaultyFiles."""
    records = _records(file, lambda size: None)
    _, header = next(records, (1, []))
    records.close()  # type: ignore[attr-defined]
    names = [_TABIYA.get(name.strip(), name.strip()) for name in header]
    columns = {name: at for at, name in reversed(list(enumerate(names)))}
    has = columns.keys()
    if not names:
        raise FaultyFiles(Fault(file.name, 1, "", "the file is empty"))
    what = ""
    if {"occupationUri", "relationType", "skillUri"} <= has:
        what = "needs"
    elif {"originalSkillUri", "relationType", "relatedSkillUri"} <= has:
        what = "related"
    elif {"conceptUri", "broaderUri"} <= has:
        what = "broader"
    elif {"Level 0 URI", "Level 0 preferred term", "Level 3 URI"} <= has:
        what = "hierarchy"
    elif "conceptSchemeUri" in has or "greenShare" in has or {"filename", "data header"} <= has:
        return None
    elif {"conceptUri", "broaderConceptUri"} <= has:
        what = "collection"
    elif {"conceptUri", "preferredLabel"} <= has:
        what = "concepts" if has & {"conceptType", "iscoGroup", "skillType"} else "labels"
    if not what:
        raise FaultyFiles(Fault(file.name, 1, "", f"the header is of no ESCO file: {', '.join(names)[:200]}"))
    if len(columns) < len(names):
        raise FaultyFiles(Fault(file.name, 1, "", "a column stands twice in the header"))
    return _Sheet(file, what, columns, len(names), version=_version(file, has))


_TABIYA = {
    "ORIGINURI": "conceptUri", "PREFERREDLABEL": "preferredLabel", "ALTLABELS": "altLabels",
    "DESCRIPTION": "description", "OCCUPATIONGROUPCODE": "iscoGroup", "CODE": "code",
    "SKILLTYPE": "skillType", "REUSELEVEL": "reuseLevel", "OCCUPATIONTYPE": "occupationType",
}  # fmt: skip


def _version(file: File, has: Iterable[str]) -> tuple[int, ...]:
    """The version that the name of the file or its bundle says, else the oldest that has such columns."""
    for name in (PurePosixPath(file.name).name, file.bundle):
        if match := re.search(r"v\.?(\d+(?:\.\d+)+)", name, re.IGNORECASE):
            return tuple(map(int, match[1].split(".")))
    columns = set(has)
    return (1, 1) if "code" in columns else (1, 0, 8) if "status" in columns else (1, 0)


def _language_in(name: str) -> str:
    """The one language code among the words of a name, or ""."""
    found = {part for part in re.split(r"[^a-z]+", name.lower().removesuffix(".csv")) if part in LANGUAGES}
    return found.pop() if len(found) == 1 else ""


def _give_languages(sheets: list[_Sheet], language: str | None) -> None:
    """Tell the language of every sheet that has labels: what was said, its own name, its bundle, its neighbours."""
    named = [sheet for sheet in sheets if sheet.what in {"concepts", "labels", "hierarchy"}]
    own = {id(sheet): _language_in(PurePosixPath(sheet.file.name).name) for sheet in named}
    around: dict[str, set[str]] = {}
    for sheet in named:
        around.setdefault(sheet.file.bundle, set()).update({own[id(sheet)]} - {""})
    for sheet in named:
        told = own[id(sheet)] or _language_in(sheet.file.bundle if sheet.file.bundle.endswith(".zip") else "")
        if language and told and told != language:
            reason = f"the name says {told}, but --language says {language}"
            raise FaultyFiles(Fault(sheet.file.name, None, "", reason))
        neighbours = around[sheet.file.bundle]
        sheet.language = language or told or (next(iter(neighbours)) if len(neighbours) == 1 else "")
        if not sheet.language:
            reason = "the language cannot be told from the name: say --language"
            raise FaultyFiles(Fault(sheet.file.name, None, "", reason))


# Reading


def read(
    files: Iterable[File],
    language: str | None = None,
    known: Known = Known(),
    seen: Callable[[int], None] = lambda size: None,
) -> Read:
    """The words in `files`. Each is read once, `seen` is called with the bytes done. Raises FaultyFiles.

    Concepts and what they are come from English files. Files of another language bring labels; they make concepts
    only where ESCO has none of that kind here yet, for a translation is often of another version than the rest.
    """
    sheets = [sheet for file in files if (sheet := _understood(file))]
    _give_languages(sheets, language)
    # The newest first: where two files speak of one concept in one language, it has the say.
    sheets.sort(key=lambda sheet: sheet.version, reverse=True)
    reading = _Reading(known, sheets)
    for sheet in sheets:
        rows = _Rows(sheet, seen)
        if sheet.what in {"concepts", "labels"}:
            reading.concepts(rows)
        elif sheet.what == "hierarchy":
            reading.hierarchy(rows)
    for sheet in sheets:
        rows = _Rows(sheet, seen)
        if sheet.what in READ_LATER:
            getattr(reading, sheet.what)(rows)
    return reading.done()


class _Reading:
    """Words gathered from one sheet after the other."""

    def __init__(self, known: Known, sheets: list[_Sheet]) -> None:
        self.known = known
        self.words = Words(source="esco")
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []
        self.whole: set[tuple[str, str]] = set()
        self.english = any(sheet.language == "en" for sheet in sheets if sheet.what in {"concepts", "hierarchy"})
        self.unit_groups: dict[str, Fault] = {}

    def leads(self, kind: str, language: str) -> bool:
        """Whether files of this language say which concepts of the kind there are."""
        return language == "en" or not (self.english or kind in self.known.from_esco)

    def has(self, uri: str) -> bool:
        return uri in self.words.concepts or uri in self.known.kinds

    def concepts(self, rows: _Rows) -> None:
        language = rows.sheet.language
        labels_only = rows.sheet.what == "labels"
        unknown = unnamed = 0
        mine: set[str] = set()
        for row in rows:
            if row["status"] not in {"", "released"} or row["occupationType"] == "localoccupation":
                continue
            uri = row.address("conceptUri")
            if uri in mine:
                raise row.fault("conceptUri", f"{uri} stands twice")
            mine.add(uri)
            kind = self._kind(row, uri)
            preferred = row["preferredLabel"]
            if not preferred:
                if language == "en":
                    raise row.fault("preferredLabel", "the label is empty")
                unnamed += 1
                continue
            if kind == "isco":
                self._isco(row, uri, language, preferred)
                continue
            if not labels_only and self.leads(kind, language):
                self._fact(row, uri, kind, language)
            if self.has(uri):
                self._names(row, uri, kind, language, preferred, labels_only)
            else:
                unknown += 1
        if unknown:
            self.notes.append(f"{rows.sheet.file.name}: {unknown:,} concepts of another version, not taken in")
        if unnamed:
            self.notes.append(f"{rows.sheet.file.name}: {unnamed:,} concepts without a label in this language")

    def _kind(self, row: _Rows, uri: str) -> str:
        said = row["conceptType"]
        if said:
            if said not in KINDS:
                raise row.fault("conceptType", f"{said!r} is none of {', '.join(KINDS)}")
            kind = KINDS[said]
        else:
            place = uri.split("/")[-2]
            kind = {"occupation": "occupation", "isco": "isco"}.get(place, "skill")
        if (kind == "occupation") != ("/occupation/" in uri) or (kind == "isco") != ("/isco/" in uri):
            raise row.fault("conceptUri", f"{uri} is not the address of an {kind} concept")
        return self.words.concepts[uri].kind if uri in self.words.concepts else kind

    def _isco(self, row: _Rows, uri: str, language: str, preferred: str) -> None:
        # The code column has lost its leading zeros in some exports; the address never has.
        code = uri.rsplit("/", 1)[1].removeprefix("C")
        if not re.fullmatch(r"\d{1,4}", code):
            raise row.fault("conceptUri", f"{uri} holds no ISCO-08 code")
        if len(preferred) > LONGEST_NAME:
            raise row.fault("preferredLabel", f"the name has more than {LONGEST_NAME} letters")
        self.words.isco.setdefault(code, {}).setdefault(language, preferred)

    def _fact(self, row: _Rows, uri: str, kind: str, language: str) -> None:
        isco = None
        if kind == "occupation" and (row["iscoGroup"] or uri not in self.known.kinds):
            isco = row["iscoGroup"].removeprefix("C").zfill(4)
            if not row["iscoGroup"] or not re.fullmatch(r"\d{4}", isco):
                raise row.fault("iscoGroup", f"{row['iscoGroup']!r} is not an ISCO-08 unit group")
            reason = f"there is no ISCO-08 unit group {isco}"
            self.unit_groups.setdefault(isco, Fault(row.sheet.file.name, row.line, "iscoGroup", reason))
        skill_type = SKILL_TYPES.get(row["skillType"], "") if kind == "skill" else ""
        if uri in self.known.languages:
            skill_type = "language"
        new = Word(
            kind, uri=uri, isco=isco, skill_type=skill_type, reuse=row["reuseLevel"][:20],
            description=row["description"] if language == "en" else "", esco_code=row["code"][:20],
        )  # fmt: skip
        if language != "en" and self.known.kinds.get(uri, kind) != kind:
            return  # a skill of one version can be a group in another; the English files say which
        old = self.words.concepts.setdefault(uri, new)
        if old is not new:
            for fact in ("isco", "skill_type", "reuse", "description", "esco_code"):
                setattr(old, fact, getattr(old, fact) or getattr(new, fact))

    def _names(self, row: _Rows, uri: str, kind: str, language: str, preferred: str, labels_only: bool) -> None:
        """Take the labels in unless a newer whole file has told all; after newer bare labels, only alternatives."""
        place = uri, language
        if place in self.whole:
            return
        if not labels_only:
            self.whole.add(place)
        names = self.words.names.get(place)
        alternatives = [text for part in re.split(r"\n|\|", row["altLabels"]) if (text := part.strip())]
        if any(len(text) > LONGEST_LABEL for text in (preferred, *alternatives)):
            column = "preferredLabel" if len(preferred) > LONGEST_LABEL else "altLabels"
            raise row.fault(column, f"a label has more than {LONGEST_LABEL} letters")
        if names is None:
            names = self.words.names[place] = [Name("preferred", _said_once(preferred))]
            if kind == "occupation" and language != "en" and (pair := both_genders(preferred)):
                names += [Name("masculine", pair[0]), Name("feminine", pair[1])]
        before = {name.text for name in names if name.kind == "alternative"}
        names += [Name("alternative", text) for text in dict.fromkeys(alternatives) if text not in before]

    def hierarchy(self, rows: _Rows) -> None:
        language = rows.sheet.language
        leads = self.leads("group", language)
        for row in rows:
            above = ""
            for level in range(4):
                if not row[f"Level {level} URI"]:
                    break
                uri = row.address(f"Level {level} URI")
                name = row[f"Level {level} preferred term"]
                if leads and uri not in self.words.concepts and name:
                    kind = self.known.kinds.get(uri, "group")
                    self.words.concepts[uri] = Word(kind, uri=uri, esco_code=row[f"Level {level} code"][:20])
                if name and self.has(uri) and (uri, language) not in self.words.names:
                    self.words.names[uri, language] = [Name("preferred", name[:LONGEST_LABEL])]
                if leads and above and self.has(uri) and self.has(above):
                    self.words.broader[uri].add(above)
                above = uri

    def needs(self, rows: _Rows) -> None:
        self._relations(rows, "occupationUri", "skillUri", self.words.needs, "occupation–skill relations")

    def related(self, rows: _Rows) -> None:
        self._relations(rows, "originalSkillUri", "relatedSkillUri", self.words.related, "skill–skill relations")

    def _relations(self, rows: _Rows, one: str, other: str, into: dict[tuple[str, str], bool], what: str) -> None:
        strays = _Strays(self, rows)
        for row in rows:
            if row["relationType"] not in {"essential", "optional"}:
                raise row.fault("relationType", f"{row['relationType']!r} is neither essential nor optional")
            essential = row["relationType"] == "essential"
            start, end = row.address(one), row.address(other)
            if strays.are(start, one) or strays.are(end, other):
                continue
            if start == end:
                self.notes.append(f"{rows.sheet.file.name}, line {row.line}: {start} is related to itself, left out")
                continue
            into[start, end] = into.get((start, end), False) or essential
        self.counts[what] += rows.read
        strays.judge()

    def broader(self, rows: _Rows) -> None:
        strays = _Strays(self, rows)
        for row in rows:
            start, end = row.address("conceptUri"), row.address("broaderUri")
            if "/isco/" in end:
                continue  # told by the code of the group, and by the column iscoGroup of an occupation
            if strays.are(start, "conceptUri") or strays.are(end, "broaderUri"):
                continue
            self.words.broader[start].add(end)
            self.words.all_broader.add(start)
        self.counts["broader relations"] += rows.read
        strays.judge()

    def collection(self, rows: _Rows) -> None:
        name = PurePosixPath(rows.sheet.file.name).name.lower()
        code = next((code for code in COLLECTIONS if code in name), None)
        if code is None:
            reason = f"the name says no collection; expected one of {', '.join(COLLECTIONS)}"
            raise FaultyFiles(Fault(rows.sheet.file.name, None, "", reason))
        strays = _Strays(self, rows)
        for row in rows:
            uri = row.address("conceptUri")
            if strays.are(uri, "conceptUri"):
                continue
            self.words.collections[code].add(uri)
            if code == "language":
                kind = self.known.kinds.get(uri, "skill")
                self.words.concepts.setdefault(uri, Word(kind, uri=uri)).skill_type = "language"
        self.counts["places in collections"] += rows.read
        strays.judge()

    def done(self) -> Read:
        there = self.known.isco | self.words.isco.keys()
        if len(there) >= ALL_ISCO_GROUPS and (missing := self.unit_groups.keys() - there):
            raise FaultyFiles(*(self.unit_groups[isco] for isco in sorted(missing)))
        self.counts["ISCO-08 groups"] = len(self.words.isco)
        kinds = {"occupation": "occupations", "skill": "skills", "group": "skill groups"}
        for (uri, language), names in self.words.names.items():
            word = self.words.concepts.get(uri)
            what = kinds[word.kind if word else self.known.kinds[uri]]
            self.counts[f"{what}, {language}"] += 1
            self.counts[f"{what}, {language}, alternative labels"] += sum(n.kind == "alternative" for n in names)
            self.counts[f"{what}, {language}, pairs of genders"] += any(n.kind == "feminine" for n in names)
        return Read(self.words, +self.counts, self.notes)


class _Strays:
    """Lines of a relation file that name a concept which is nowhere."""

    def __init__(self, reading: _Reading, rows: _Rows) -> None:
        self.reading = reading
        self.rows = rows
        self.first: tuple[int, str, str] | None = None
        self.lines = 0
        self.uris: set[str] = set()

    def are(self, uri: str, column: str) -> bool:
        if self.reading.has(uri):
            return False
        self.lines += 1
        self.uris.add(uri)
        self.first = self.first or (self.rows.line, column, uri)
        return True

    def judge(self) -> None:
        """A few are noted, many are a fault of the file. Raises FaultyFiles."""
        if self.first is None:
            return
        name = self.rows.sheet.file.name
        line, column, uri = self.first
        if self.lines > self.rows.read * STRAY_LINES_PER_FILE:
            raise FaultyFiles(Fault(name, line, column, f"there is no concept {uri}"))
        self.reading.notes.append(
            f"{name}: {self.lines:,} of {self.rows.read:,} lines name {len(self.uris)} concept(s) that are in no file, "
            f"left out (the first: line {line}, {uri})"
        )


_SHARED_TAIL = re.compile(r"(?:d['’]|de|du|des|en|sur|à|au|aux|dans|pour|del|para)\b|d['’]", re.IGNORECASE)


def both_genders(label: str) -> tuple[str, str] | None:
    """The masculine and feminine forms of a title that gives both, or None where the split is in doubt.

    >>> both_genders("directeur technique/directrice technique")
    ('directeur technique', 'directrice technique')
    >>> both_genders("vendeur/vendeuse en jeux et loterie")
    ('vendeur en jeux et loterie', 'vendeuse en jeux et loterie')
    >>> both_genders("redactor/a de revista")
    """
    if label.count("/") != 1:
        return None
    he, she = (part.strip() for part in label.split("/"))
    if not he or not she or he == she:
        return None
    if _is_feminine_arabic(he) and not _is_feminine_arabic(she):
        he, she = she, he
    left, right = he.split(), she.split()
    alike = _stem(left[0]) == _stem(right[0])
    if len(left) == len(right):
        # "homme de surface / femme de surface", "steward / hôtesse": other words, same title.
        sure = alike or left[1:] == right[1:] or _is_arabic(he)
        return (he, she) if sure and len(right[0]) > 2 else None
    if not alike:
        return None
    if len(left) > 1:
        return he, she
    # "vendeur/vendeuse en …" says the rest once; an adjective there would have to agree, so only prepositions.
    return (f"{he} {' '.join(right[1:])}", she) if _SHARED_TAIL.match(right[1]) else None


def _said_once(label: str) -> str:
    """A title whose two sides are the same word for word (62 Arabic ones in 1.0.8), without the second."""
    he, _, she = label.partition("/")
    return he.strip() if he.strip() == she.strip() else label


def _stem(word: str) -> str:
    return word.casefold().removeprefix("ال")[:3]


def _is_arabic(text: str) -> bool:
    return bool(re.search("[\u0600-\u06ff]", text))


def _is_feminine_arabic(text: str) -> bool:
    return text.split()[0].endswith("ة")
