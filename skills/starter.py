"""Our starter vocabulary, read from the CSV files beside this module. Pure: files in, words or faults out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .words import ADDRESS, LONGEST_LABEL, Fault, FaultyFiles, Name, Word, Words

FOLDER = Path(__file__).parent / "vocabulary"

SKILLS = ["code", "type", "esco_uri", "en", "fr", "ar", "also_en", "also_fr", "also_ar", "broader", "related"]
OCCUPATIONS = [
    "code",
    "isco",
    "esco_uri",
    "en",
    "fr",
    "fr_f",
    "ar",
    "ar_f",
    "also_en",
    "also_fr",
    "also_ar",
    "also_ary",
    "sectors",
    "essential",
    "optional",
]
GROUPS = ["code", "en", "fr", "ar"]
ISCO = ["code", "en", "fr", "ar"]
SECTORS = ["code", "en", "fr", "ar", "isic", "nace"]
SHARES = ["sector", "isco", "weight"]

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SKILL_TYPES = ("skill", "knowledge", "language", "attitude")
# Arabic labels wait for the eye of somebody who grew up with the language.
REVIEWED_LATER = ("ar", "ary")


@dataclass
class Row:
    """A line of a file, by column name, able to say where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> list[str]:
        """The parts of a cell whose values are separated by |."""
        return [part.strip() for part in self.cells[column].split("|") if part.strip()]


class _Reading:
    """The files of one folder and the faults met so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []

    def fault(self, row: Row, column: str, reason: str) -> None:
        self.faults.append(Fault(row.file, row.line, column, reason))

    def rows(self, pattern: str, header: list[str]) -> Iterator[Row]:
        """Every line of every file that matches, its cells stripped; lines of a wrong width are faults."""
        for path in sorted(self.folder.glob(pattern)):
            name = path.relative_to(self.folder).as_posix()
            line = 1
            try:
                with path.open("rb") as file:
                    # Decoded line by line, so that a wrong byte is known by its line.
                    texts = (raw.decode("utf-8" if at else "utf-8-sig") for at, raw in enumerate(file))
                    lines = csv.reader(texts, strict=True)
                    got = next(lines, [])
                    if got != header:
                        self.faults.append(Fault(name, 1, "", f"the header must be {','.join(header)}"))
                        continue
                    line = lines.line_num + 1
                    for cells in lines:
                        row = Row(name, line, dict(zip(header, map(str.strip, cells), strict=False)))
                        line = lines.line_num + 1
                        if len(cells) != len(header):
                            self.fault(row, "", f"{len(cells)} cells where the header has {len(header)}")
                        elif any(cells):
                            yield row
            except UnicodeDecodeError:
                self.faults.append(Fault(name, lines.line_num + 1, "", "the text is not UTF-8"))
            except csv.Error as error:
                self.faults.append(Fault(name, line, "", f"the line cannot be read as CSV ({error})"))


def read(folder: Path = FOLDER) -> Words:
    """The words of a vocabulary folder: groups.csv, isco.csv, sectors.csv, sector_isco.csv, and in each
    subfolder skills.csv and occupations.csv. Raises FaultyFiles with all faults."""
    files = _Reading(folder)
    words = Words(source="starter")
    _read_isco(files, words)
    _read_sectors(files, words)
    keys: dict[str, str] = {}
    groups = [row for row in files.rows("groups.csv", GROUPS) if _is_new_code(files, row, keys)]
    for row in groups:
        words.concepts[row["code"]] = Word("group", code=row["code"])
        _name(files, words, row, row["code"])
    group_codes = set(keys)
    uris: dict[str, str] = {}
    skills = [row for row in files.rows("*/skills.csv", SKILLS) if _is_new_code(files, row, keys)]
    for row in skills:
        uri = _uri(files, row, uris, "skill")
        keys[row["code"]] = uri or row["code"]
        if row["type"] not in SKILL_TYPES:
            files.fault(row, "type", f"{row['type']!r} is none of {', '.join(SKILL_TYPES)}")
        words.concepts[keys[row["code"]]] = Word("skill", code=row["code"], uri=uri, skill_type=row["type"])
        _name(files, words, row, keys[row["code"]])
    skill_codes = set(keys) - group_codes
    for row in skills:
        key = keys[row["code"]]
        words.all_broader.add(key)
        for group in _known(files, row, "broader", group_codes, "group"):
            words.broader[key].add(keys[group])
        for other in _known(files, row, "related", skill_codes, "skill"):
            words.related[key, keys[other]] = False
    for row in files.rows("*/occupations.csv", OCCUPATIONS):
        if _is_new_code(files, row, keys):
            _read_occupation(files, words, row, keys, skill_codes, uris)
    if files.faults:
        raise FaultyFiles(*files.faults)
    return words


def _read_occupation(
    files: _Reading, words: Words, row: Row, keys: dict[str, str], skill_codes: set[str], uris: dict[str, str]
) -> None:
    uri = _uri(files, row, uris, "occupation")
    key = keys[row["code"]] = uri or row["code"]
    if not re.fullmatch(r"\d{4}", row["isco"]):
        files.fault(row, "isco", f"{row['isco']!r} is not a unit group of four digits")
    elif any(words.isco.values()) and row["isco"] not in words.isco:
        files.fault(row, "isco", f"there is no ISCO-08 unit group {row['isco']}")
    words.concepts[key] = Word("occupation", code=row["code"], uri=uri, isco=row["isco"])
    _name(files, words, row, key)
    if words.sectors:
        words.in_sectors[key] = _known(files, row, "sectors", set(words.sectors), "sector")
    for column in ("optional", "essential"):
        for skill in _known(files, row, column, skill_codes, "skill"):
            words.needs[key, keys[skill]] = column == "essential"


def _is_new_code(files: _Reading, row: Row, keys: dict[str, str]) -> bool:
    code = row["code"]
    if not KEBAB.fullmatch(code) or len(code) > 80:
        files.fault(row, "code", f"{code!r} is not written in small letters, digits and single hyphens")
    elif code in keys:
        files.fault(row, "code", f"{code} stands twice")
    else:
        keys[code] = code
        return True
    return False


def _uri(files: _Reading, row: Row, uris: dict[str, str], kind: str) -> str | None:
    uri = row["esco_uri"]
    if not uri:
        return None
    match = ADDRESS.fullmatch(uri)
    if not match or (match[1] != kind and not (kind == "skill" and match[1] == "isced-f")):
        files.fault(row, "esco_uri", f"{uri!r} is not the ESCO address of a {kind}")
    elif uri in uris:
        files.fault(row, "esco_uri", f"{uri} is already that of {uris[uri]}")
    else:
        uris[uri] = row["code"]
        return uri
    return None


def _known(files: _Reading, row: Row, column: str, codes: set[str], what: str) -> list[str]:
    """The codes of a cell that exist; the others are faults."""
    for code in row.many(column):
        if code not in codes:
            files.fault(row, column, f"there is no {what} {code}")
    return [code for code in row.many(column) if code in codes]


def _name(files: _Reading, words: Words, row: Row, key: str) -> None:
    for language in ("en", "fr", "ar", "ary"):
        names: list[Name] = []
        unsure = language in REVIEWED_LATER
        if language != "ary":
            first, second = row[language], row.cells.get(f"{language}_f", "")
            if not first:
                files.fault(row, language, "the label is empty")
                continue
            if second and second != first:
                names.append(Name("preferred", both_forms(first, second), unsure))
                names.append(Name("masculine", first, unsure))
                names.append(Name("feminine", second, unsure))
            else:
                names.append(Name("preferred", first, unsure))
        said = {name.text.casefold() for name in names}
        for text in row.many(f"also_{language}") if f"also_{language}" in row.cells else []:
            if text.casefold() not in said:
                said.add(text.casefold())
                names.append(Name("alternative", text, unsure))
        for name in names:
            if len(name.text) > LONGEST_LABEL:
                files.fault(row, language, f"a label has more than {LONGEST_LABEL} letters")
        if names:
            words.names[key, language] = names


def both_forms(masculine: str, feminine: str) -> str:
    """The two forms of a title with what they end in alike said once.

    >>> both_forms("développeur de logiciels", "développeuse de logiciels")
    'développeur / développeuse de logiciels'
    """
    he, she = masculine.split(), feminine.split()
    alike = 0
    while alike < min(len(he), len(she)) - 1 and he[-1 - alike] == she[-1 - alike]:
        alike += 1
    start = he[: len(he) - alike]
    return " ".join([*start, "/", *she])


def _read_isco(files: _Reading, words: Words) -> None:
    for pattern in ("isco.csv", "*/isco.csv"):
        for row in files.rows(pattern, ISCO):
            if not re.fullmatch(r"\d{1,4}", row["code"]):
                files.fault(row, "code", f"{row['code']!r} is not an ISCO-08 code of one to four digits")
            elif row["code"] in words.isco:
                files.fault(row, "code", f"{row['code']} stands twice")
            else:
                words.isco[row["code"]] = {language: row[language] for language in ("en", "fr", "ar")}


def _read_sectors(files: _Reading, words: Words) -> None:
    for row in files.rows("sectors.csv", SECTORS):
        if row["code"] in words.sectors:
            files.fault(row, "code", f"{row['code']} stands twice")
        for column in ("code", "en", "fr", "ar", "isic", "nace"):
            if not row[column]:
                files.fault(row, column, "the cell is empty")
        words.sectors[row["code"]] = {
            "name_en": row["en"], "name_fr": row["fr"], "name_ar": row["ar"], "isic": row["isic"], "nace": row["nace"]
        }  # fmt: skip
    for row in files.rows("sector_isco.csv", SHARES):
        if row["sector"] not in words.sectors:
            files.fault(row, "sector", f"there is no sector {row['sector']}")
        if not re.fullmatch(r"\d{2}", row["isco"]):
            files.fault(row, "isco", f"{row['isco']!r} is not an ISCO-08 code of two digits")
        weight = _number(row["weight"])
        if weight is None or not 0 < weight <= 1:
            files.fault(row, "weight", f"{row['weight']!r} is not a share between 0 and 1")
        else:
            words.shares.setdefault(row["sector"], {})[row["isco"]] = weight


def _number(text: str, parse: Callable[[str], float] = float) -> float | None:
    try:
        return parse(text)
    except ValueError:
        return None
