"""The starter vocabulary: what the shipped files must keep, and how they come into the database."""

import csv
import re
from collections import Counter, defaultdict
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from skills import starter
from skills.models import Concept, IscoGroup, Label, OccupationSkill, Sector, SectorIsco, SkillRelation, Vocabulary
from skills.starter import both_forms
from skills.words import FaultyFiles, Words

SECTORS = """
    textile automotive agrifood it tourism construction health logistics fishing retail services
""".split()  # noqa: SIM905
# The occupations that corridors and national programmes ask for most, by ISCO-08 unit group.
ASKED_FOR = """
    8153 7532 7533 3122 8212 8211 7212 7412 7223 9211 6113 9321 7514 8160 3142 8341 2512 2514 2513 2522
    3512 4222 5120 3434 5131 4224 9112 7112 7114 7411 7126 7122 7127 3123 8342 2221 5321 5322 8332 8344
""".split()  # noqa: SIM905


def load(folder: Path | None = None) -> str:
    said = StringIO()
    call_command("load_vocabulary", *([folder] if folder else []), stdout=said)
    return said.getvalue()


# The shipped files


@pytest.fixture(scope="module")
def shipped() -> Words:
    return starter.read()


def rows(pattern: str) -> list[dict[str, str]]:
    found = []
    for path in sorted(starter.FOLDER.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            found += [{**row, "file": f"{path.parent.name}/{path.name}"} for row in csv.DictReader(file)]
    return found


def test_the_vocabulary_is_large_enough_to_be_useful_alone(shipped: Words) -> None:
    kinds = Counter(word.kind for word in shipped.concepts.values())
    assert kinds["occupation"] >= 250
    assert kinds["skill"] >= 1000


def test_every_sector_has_occupations_of_its_own(shipped: Words) -> None:
    assert sorted(shipped.sectors) == sorted(SECTORS)
    main = Counter(codes[0] for codes in shipped.in_sectors.values())
    assert [sector for sector in SECTORS if main[sector] < 10] == []


def test_the_occupations_most_asked_for_are_there(shipped: Words) -> None:
    there = {word.isco for word in shipped.concepts.values()}
    assert [code for code in ASKED_FOR if code not in there] == []


def test_isco_groups_are_named_in_three_languages(shipped: Words) -> None:
    sizes = Counter(map(len, shipped.isco))
    assert (sizes[1], sizes[2], sizes[3]) == (10, 43, 130)
    used = {word.isco for word in shipped.concepts.values() if word.isco}
    assert used <= shipped.isco.keys()
    assert [code for code, names in shipped.isco.items() if not all(names.values())] == []
    assert max(len(name) for names in shipped.isco.values() for name in names.values()) <= 200


@pytest.mark.parametrize("pattern", ["*/skills.csv", "*/occupations.csv"])
@pytest.mark.parametrize("column", ["code", "esco_uri", "en", "fr", "ar"])
def test_nothing_stands_twice(pattern: str, column: str) -> None:
    places = defaultdict(list)
    for row in rows(pattern):
        if row[column]:
            places[row[column].strip().casefold()].append(f"{row['file']} {row['code']}")
    assert {value: where for value, where in places.items() if len(where) > 1} == {}


def test_arabic_labels_are_written_in_arabic() -> None:
    arabic = re.compile("[\u0600-\u06ff]")
    # What is only known can have a foreign name (Java, HACCP).
    found = [row for row in rows("*/*s.csv") if row.get("type") != "knowledge" and not arabic.search(row["ar"])]
    assert [f"{row['file']} {row['code']}: {row['ar']}" for row in found] == []


def test_an_occupation_needs_five_to_sixteen_skills_and_two_more_help() -> None:
    odd = []
    for row in rows("*/occupations.csv"):
        essential, optional = (set(row[column].split("|")) - {""} for column in ("essential", "optional"))
        if not 5 <= len(essential) <= 16 or len(optional) < 2 or essential & optional:
            odd.append(f"{row['file']} {row['code']}")
    assert odd == []


def test_every_skill_is_needed_by_some_occupation(shipped: Words) -> None:
    needed = {skill for _, skill in shipped.needs}
    skills = {key: word.code for key, word in shipped.concepts.items() if word.kind == "skill"}
    assert [code for key, code in skills.items() if key not in needed] == []


def test_the_shares_of_a_sector_make_a_whole(shipped: Words) -> None:
    assert sorted(shipped.shares) == sorted(SECTORS)
    assert {sector: round(sum(shares.values()), 6) for sector, shares in shipped.shares.items()} == dict.fromkeys(
        SECTORS, 1.0
    )
    assert {code for shares in shipped.shares.values() for code in shares} <= shipped.isco.keys()


@pytest.mark.django_db
def test_the_shipped_vocabulary_loads_and_a_second_time_changes_nothing() -> None:
    load()
    version = Vocabulary.version()
    assert version == 1
    assert Concept.objects.filter(kind="occupation").count() >= 250
    assert Sector.objects.count() == 11
    assert "Nothing was changed" in load()
    assert Vocabulary.version() == version


# How files come in


FILES = {
    "groups.csv": "code,en,fr,ar\nsewing,sewing,couture,الخياطة\n",
    "isco.csv": (
        "code,en,fr,ar\n7,Craft workers,Métiers,الحرفيون\n75,Garment workers,Habillement,الملابس\n"
        "753,Garment trades,Habillement,الملابس\n7531,Tailors,Tailleurs,الخياطون\n"
    ),
    "sectors.csv": "code,en,fr,ar,isic,nace\ntextile,Textile,Textile,النسيج,13|14,13|14\n",
    "sector_isco.csv": "sector,isco,weight\ntextile,75,1.0000\n",
    "cloth/skills.csv": (
        "code,type,esco_uri,en,fr,ar,also_en,also_fr,also_ar,broader,related\n"
        "cut,skill,http://data.europa.eu/esco/skill/aa-1,cut fabric,couper le tissu,قص القماش,"
        "cutting|Cutting,,,sewing,sew\n"
        "sew,skill,,sew,coudre,خياطة,,,,sewing,\n"
        "press,skill,,press,repasser,كي,,,,sewing,\n"
    ),
    "cloth/occupations.csv": (
        "code,isco,esco_uri,en,fr,fr_f,ar,ar_f,also_en,also_fr,also_ar,also_ary,sectors,essential,optional\n"
        "tailor,7531,http://data.europa.eu/esco/occupation/bb-1,tailor,"
        "tailleur sur mesure,tailleuse sur mesure,خياط,خياطة,"
        "dressmaker,couturier|couturière,,khyyat,textile,cut|sew,press\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def labels(concept: Concept, language: str) -> list[tuple[str, str]]:
    return sorted(concept.labels.filter(language=language).values_list("kind", "text"))


@pytest.mark.django_db
def test_an_occupation_comes_with_its_labels_skills_and_sector(folder: Path) -> None:
    load(folder)
    tailor = Concept.objects.get(code="tailor")
    assert labels(tailor, "fr") == [
        ("alternative", "couturier"),
        ("alternative", "couturière"),
        ("feminine", "tailleuse sur mesure"),
        ("masculine", "tailleur sur mesure"),
        ("preferred", "tailleur / tailleuse sur mesure"),
    ]
    assert labels(tailor, "ary") == [("alternative", "khyyat")]
    assert set(Label.objects.filter(needs_review=True).values_list("language", flat=True)) == {"ar", "ary"}
    assert not Label.objects.filter(language__in=["ar", "ary"], needs_review=False).exists()
    assert list(tailor.sectors.values_list("code", flat=True)) == ["textile"]
    assert tailor.isco.name_ar == "الخياطون"
    assert tailor.isco.parent_id == "753"
    needs = OccupationSkill.objects.filter(occupation=tailor).values_list("skill__code", "essential")
    assert sorted(needs) == [("cut", True), ("press", False), ("sew", True)]
    assert list(SkillRelation.objects.values_list("skill__code", "related__code", "essential")) == [
        ("cut", "sew", False)
    ]
    assert Concept.objects.get(code="cut").broader.get().kind == "group"
    assert SectorIsco.objects.get().weight == 1
    assert set(Concept.objects.values_list("source", flat=True)) == {"starter"}


@pytest.mark.django_db
def test_an_alternative_that_says_the_same_again_is_left_out(folder: Path) -> None:
    load(folder)
    assert labels(Concept.objects.get(code="cut"), "en") == [("alternative", "cutting"), ("preferred", "cut fabric")]


def test_what_two_forms_share_is_said_once() -> None:
    assert both_forms("soudeur", "soudeuse") == "soudeur / soudeuse"
    assert both_forms("chef d'équipe", "cheffe d'équipe") == "chef / cheffe d'équipe"
    assert both_forms("عامل نسيج", "عاملة نسيج") == "عامل / عاملة نسيج"
    assert both_forms("technicien polyvalent", "technicienne polyvalente") == (
        "technicien polyvalent / technicienne polyvalente"
    )


@pytest.mark.django_db
def test_a_corrected_file_changes_just_its_rows_and_the_version(folder: Path) -> None:
    load(folder)
    kept = Label.objects.get(text="sew", kind="preferred").pk
    file = folder / "cloth/occupations.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("dressmaker", "seamster"), encoding="utf-8")
    assert "Changed: labels 2\n" in load(folder)
    assert Vocabulary.version() == 2
    assert Label.objects.get(text="sew", kind="preferred").pk == kept
    assert not Label.objects.filter(text="dressmaker").exists()


@pytest.mark.django_db
def test_a_reviewed_label_stays_reviewed(folder: Path) -> None:
    load(folder)
    Label.objects.filter(text="قص القماش").update(needs_review=False)
    assert "Nothing was changed" in load(folder)
    assert Label.objects.get(text="قص القماش").needs_review is False


@pytest.mark.django_db
def test_what_esco_has_said_stays(folder: Path) -> None:
    IscoGroup.objects.create(code="7")
    IscoGroup.objects.create(code="75", parent_id="7")
    IscoGroup.objects.create(code="753", parent_id="75")
    IscoGroup.objects.create(code="7531", parent_id="753", name_en="Tailors, dressmakers, furriers and hatters")
    esco = Concept.objects.create(
        kind="occupation", uri="http://data.europa.eu/esco/occupation/bb-1", isco_id="7531", source="esco"
    )
    Label.objects.create(concept=esco, language="en", kind="preferred", text="bespoke tailor", source="esco")
    Label.objects.create(concept=esco, language="en", kind="alternative", text="Dressmaker", source="esco")
    cut = Concept.objects.create(kind="skill", uri="http://data.europa.eu/esco/skill/aa-1", source="esco")
    OccupationSkill.objects.create(occupation=esco, skill=cut, essential=False, source="esco")
    load(folder)
    tailor = Concept.objects.get(code="tailor")
    assert tailor == esco
    assert OccupationSkill.objects.filter(skill=cut).values_list("essential", "source").get() == (False, "esco")
    assert tailor.source == "esco"
    assert tailor.isco.name_en == "Tailors, dressmakers, furriers and hatters"
    assert labels(tailor, "en") == [
        ("alternative", "Dressmaker"),
        ("alternative", "tailor"),
        ("preferred", "bespoke tailor"),
    ]
    assert ("masculine", "tailleur sur mesure") in labels(tailor, "fr")
    assert "Nothing was changed" in load(folder)


@pytest.mark.django_db
def test_what_an_agency_calls_it_stays_in_front(folder: Path) -> None:
    load(folder)
    sew = Concept.objects.get(code="sew")
    sew.labels.filter(language="fr").delete()
    Label.objects.create(concept=sew, language="fr", kind="preferred", text="piquer", source="agency")
    load(folder)
    assert labels(sew, "fr") == [("alternative", "coudre"), ("preferred", "piquer")]


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("cloth/skills.csv", "sew,skill,", "cut,skill,", "cloth/skills.csv, line 3, column code: cut stands twice"),
        ("cloth/skills.csv", "sew,skill,", "Sew It,skill,", "line 3, column code: 'Sew It' is not written in small"),
        ("cloth/skills.csv", "press,skill,", "press,art,", "line 4, column type: 'art' is none of skill, knowledge"),
        ("cloth/skills.csv", "esco/skill/aa-1", "esco/occupation/aa-1", "line 2, column esco_uri: "),
        ("cloth/skills.csv", ",sewing,sew\n", ",sewing,sow\n", "line 2, column related: there is no skill sow"),
        ("cloth/skills.csv", "كي,,,,sewing", "كي,,,,ironing", "line 4, column broader: there is no group ironing"),
        ("cloth/skills.csv", "press,repasser,", "press,,", "line 4, column fr: the label is empty"),
        ("cloth/skills.csv", "press,repasser,", "press,", "line 4: 10 cells where the header has 11"),
        ("cloth/skills.csv", "code,type,", "code,kind,", "cloth/skills.csv, line 1: the header must be code,type,"),
        ("cloth/skills.csv", ",sew,coudre", ',"sew"ing,coudre', "line 3: the line cannot be read as CSV"),
        ("cloth/occupations.csv", "tailor,7531", "tailor,753", "line 2, column isco: '753' is not a unit group"),
        ("cloth/occupations.csv", "tailor,7531", "tailor,7539", "line 2, column isco: there is no ISCO-08 unit group"),
        ("cloth/occupations.csv", ",textile,", ",cloth,", "line 2, column sectors: there is no sector cloth"),
        ("cloth/occupations.csv", "cut|sew", "cut|fly", "line 2, column essential: there is no skill fly"),
        ("sector_isco.csv", "1.0000", "1,5", "sector_isco.csv, line 2: 4 cells where the header has 3"),
        ("sector_isco.csv", "1.0000", "7", "line 2, column weight: '7' is not a share between 0 and 1"),
        ("sectors.csv", ",Textile,Textile", ",Textile,", "sectors.csv, line 2, column fr: the cell is empty"),
    ],
)
@pytest.mark.django_db
def test_a_fault_is_named_by_place_and_changes_nothing(folder: Path, name: str, old: str, new: str, fault: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CommandError, match="Nothing was changed") as said:
        load(folder)
    assert fault in str(said.value)
    assert Concept.objects.count() == IscoGroup.objects.count() == Vocabulary.version() == 0


def test_text_that_is_not_utf_8_is_a_fault(folder: Path) -> None:
    (folder / "cloth/skills.csv").write_bytes(
        FILES["cloth/skills.csv"].encode().replace("كي".encode(), "كي".encode("cp1256"))
    )
    with pytest.raises(FaultyFiles) as said:
        starter.read(folder)
    assert str(said.value.faults[0]).startswith("cloth/skills.csv, line 4: the text is not UTF-8")
