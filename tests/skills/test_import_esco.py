"""Taking in ESCO: any 1.x layout, any wrapping, in place over our own words, and nothing at all from a broken file."""

import os
import re
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from skills import actions, esco
from skills.esco import both_genders
from skills.models import Collection, Concept, IscoGroup, Label, OccupationSkill, SkillRelation, Vocabulary

HOST = "http://data.europa.eu/esco"
CAPTAIN, PILOT = f"{HOST}/occupation/c1", f"{HOST}/occupation/c2"
STEER, MOOR, FRENCH = f"{HOST}/skill/s1", f"{HOST}/skill/s2", f"{HOST}/skill/s3"
GROUP, TOP = f"{HOST}/skill/g1", f"{HOST}/skill/g0"

# The files of version 1.1 in English; the column sets and their order are those of the official bundles.
ENGLISH = {
    "ISCOGroups_en.csv": f"""conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description
ISCOGroup,{HOST}/isco/C0,0,Armed forces occupations,released,,,
ISCOGroup,{HOST}/isco/C3,3,Technicians,released,,,
ISCOGroup,{HOST}/isco/C31,31,Science technicians,released,,,
ISCOGroup,{HOST}/isco/C315,315,Ship and aircraft technicians,released,,,
ISCOGroup,{HOST}/isco/C3152,3152,Ships' deck officers and pilots,released,,,
""",
    "occupations_en.csv": f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,\
modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code
Occupation,{CAPTAIN},3152,ship captain,"captain of a ship
ship captain
skipper",hidden,released,,,,,,"Captains steer, and answer for all.",3152.1
Occupation,{PILOT},3152,port pilot,,,released,,,,,,,3152.2
""",
    "skills_en.csv": f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,\
modifiedDate,scopeNote,definition,inScheme,description
KnowledgeSkillCompetence,{STEER},skill/competence,sector-specific,steer vessels,"steer ships
navigate vessels",,released,,,,,
KnowledgeSkillCompetence,{MOOR},knowledge,cross-sector,moor vessels,,,released,,,,,
KnowledgeSkillCompetence,{FRENCH},knowledge,transversal,French,,,released,,,,,
""",
    "skillGroups_en.csv": f"""conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,\
scopeNote,inScheme,description,code
SkillGroup,{GROUP},operating watercraft,,,released,,,,,S8.3
""",
    "skillsHierarchy_en.csv": f"""Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Level 2 URI,\
Level 2 preferred term,Level 3 URI,Level 3 preferred term,Description,Scope note,Level 0 code,Level 1 code,Level 2 code
{TOP},skills,,,,,,,,,S
{TOP},skills,{GROUP},operating watercraft,,,,,,,S,S8.3
""",
    "languageSkillsCollection_en.csv": f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,status,altLabels,\
description,broaderConceptUri,broaderConceptPT
KnowledgeSkillCompetence,{FRENCH},knowledge,transversal,French,released,,,{GROUP},languages
""",
    "conceptSchemes_en.csv": "conceptType,conceptSchemeUri,preferredLabel,title,status,description,hasTopConcept\n",
    "occupationSkillRelations.csv": f"""occupationUri,relationType,skillType,skillUri
{CAPTAIN},essential,skill/competence,{STEER}
{CAPTAIN},optional,knowledge,{FRENCH}
{PILOT},essential,knowledge,{MOOR}
""",
    "skillSkillRelations.csv": f"""originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri
{MOOR},knowledge,optional,skill/competence,{STEER}
""",
    "broaderRelationsOccPillar.csv": f"""conceptType,conceptUri,broaderType,broaderUri
ISCOGroup,{HOST}/isco/C3152,ISCOGroup,{HOST}/isco/C315
Occupation,{CAPTAIN},ISCOGroup,{HOST}/isco/C3152
Occupation,{PILOT},Occupation,{CAPTAIN}
""",
    "broaderRelationsSkillPillar.csv": f"""conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,{STEER},SkillGroup,{GROUP}
SkillGroup,{GROUP},SkillGroup,{TOP}
""",
}
FRENCH_1_0 = {
    "occupations_fr.csv": f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description
Occupation,{CAPTAIN},3151,capitaine de navire/capitaine de navire,"commandant | commandante",
Occupation,{HOST}/occupation/gone,3151,aiguilleur/aiguilleuse,,
""",
}
FRENCH_TABIYA = f"""ORIGINURI,ID,UUIDHISTORY,OCCUPATIONGROUPCODE,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION,\
DEFINITION,SCOPENOTE,REGULATEDPROFESSIONNOTE,OCCUPATIONTYPE,ISLOCALIZED
{CAPTAIN},1,,3152,3152.1,commandant de bord/commandante de bord,"maître à bord
commandant",,,,,escooccupation,false
"""


def put(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def take(*paths: Path, language: str | None = None) -> str:
    said = StringIO()
    call_command("import_esco", *paths, language=language, stdout=said)
    return said.getvalue()


def row_of(said: str, what: str) -> tuple[int, int]:
    """In the files, in the database: the two numbers of a line of the summary."""
    match = re.search(rf"^{re.escape(what)} +([\d,]+) +([\d,]+)$", said, re.MULTILINE)
    assert match, said
    return int(match[1].replace(",", "")), int(match[2].replace(",", ""))


def labels(uri: str, language: str) -> list[tuple[str, str]]:
    found = Label.objects.filter(concept__uri=uri, language=language)
    return sorted(found.values_list("kind", "text"))


@pytest.fixture
def english(tmp_path: Path, db: None) -> Path:
    return put(tmp_path / "en", ENGLISH)


def test_an_official_bundle_brings_concepts_labels_and_all_relations(english: Path) -> None:
    said = take(english)
    captain = Concept.objects.get(uri=CAPTAIN)
    assert (captain.kind, captain.isco_id, captain.esco_code, captain.source) == (
        "occupation", "3152", "3152.1", "esco",
    )  # fmt: skip
    assert captain.description_en == "Captains steer, and answer for all."
    assert labels(CAPTAIN, "en") == [
        ("alternative", "captain of a ship"),
        ("alternative", "ship captain"),
        ("alternative", "skipper"),
        ("preferred", "ship captain"),
    ]
    skill_types = Concept.objects.filter(kind="skill").values_list("uri", "skill_type", "reuse")
    assert sorted(skill_types) == [
        (STEER, "skill", "sector-specific"),
        (MOOR, "knowledge", "cross-sector"),
        (FRENCH, "language", "transversal"),
    ]
    assert [group.uri for group in Concept.objects.get(uri=STEER).broader.all()] == [GROUP]
    assert [group.uri for group in Concept.objects.get(uri=GROUP).broader.all()] == [TOP]
    assert [occupation.uri for occupation in Concept.objects.get(uri=PILOT).broader.all()] == [CAPTAIN]
    assert sorted(OccupationSkill.objects.values_list("occupation__uri", "skill__uri", "essential")) == [
        (CAPTAIN, STEER, True),
        (CAPTAIN, FRENCH, False),
        (PILOT, MOOR, True),
    ]
    assert list(SkillRelation.objects.values_list("skill__uri", "related__uri", "essential")) == [(MOOR, STEER, False)]
    assert list(Collection.objects.values_list("code", "concepts__uri")) == [("language", FRENCH)]
    assert IscoGroup.objects.get(code="3152").parent.name_en == "Ship and aircraft technicians"
    assert row_of(said, "occupations, en, alternative labels") == (3, 3)
    assert row_of(said, "occupation–skill relations") == (3, 3)
    assert said.endswith("This service uses the ESCO classification of the European Commission.\n")


def test_a_second_time_changes_nothing_and_says_so(english: Path) -> None:
    take(english)
    version = Vocabulary.version()
    assert "Nothing was changed" in take(english)
    assert Vocabulary.version() == version == 1


@pytest.mark.parametrize(
    "wrap",
    [
        lambda folder: [zipped(folder / "ESCO dataset - v1.1.1 - classification - en - csv.zip", ENGLISH)],
        lambda folder: [zipped(folder / "esco.zip", {f"esco/csv/{name}": text for name, text in ENGLISH.items()})],
        lambda folder: [zipped(folder / "esco.zip", ENGLISH).parent],
        lambda folder: sorted(put(folder / "single", ENGLISH).iterdir()),
    ],
    ids=["zip", "zip with folders", "folder with a zip", "single files"],
)
@pytest.mark.django_db
def test_zip_folder_and_single_files_say_the_same(wrap: Callable[[Path], list[Path]], tmp_path: Path) -> None:
    take(*wrap(tmp_path))
    assert Concept.objects.count() == 7
    assert OccupationSkill.objects.count() == 3


@pytest.mark.django_db
def test_version_1_0_without_codes_and_1_2_with_more_columns_are_read_too(tmp_path: Path) -> None:
    old = {
        "a.csv": f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description
Occupation,{CAPTAIN.replace("http:", "https:")},110,officer,,
""",
        "b.csv": f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description
KnowledgeSkillCompetence,{STEER},skill/competence,cross-sector,steer,steering | helm,
""",
    }
    new = {
        "relations.csv": f"""occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel
{CAPTAIN},officer,essential,skill/competence,{STEER},steer
""",
        "dictionary_en.csv": "filename,data header,property,description\n",
    }
    take(put(tmp_path / "old", old), put(tmp_path / "new", new), language="en")
    assert Concept.objects.get(uri=CAPTAIN).isco_id == "0110"
    assert labels(STEER, "en") == [("alternative", "helm"), ("alternative", "steering"), ("preferred", "steer")]
    assert OccupationSkill.objects.get().essential


def test_our_own_words_are_upgraded_in_place_not_doubled(english: Path) -> None:
    for code in ("3", "31", "315", "3152"):
        IscoGroup.objects.create(code=code, parent_id=code[:-1] or None)
    ours = Concept.objects.create(kind="occupation", code="skipper", uri=CAPTAIN, isco_id="3152", source="starter")
    steer = Concept.objects.create(kind="skill", code="steer", uri=STEER, source="starter")
    cook = Concept.objects.create(kind="skill", code="cook", source="starter")
    for kind, text in (("preferred", "Skipper"), ("alternative", "boat captain")):
        Label.objects.create(concept=ours, language="en", kind=kind, text=text, source="starter")
    Label.objects.create(concept=ours, language="fr", kind="preferred", text="patron pêcheur", source="starter")
    OccupationSkill.objects.create(occupation=ours, skill=steer, essential=False, source="starter")
    OccupationSkill.objects.create(occupation=ours, skill=cook, essential=False, source="starter")
    take(english)
    captain = Concept.objects.get(uri=CAPTAIN)
    assert captain.pk == ours.pk
    assert (captain.code, captain.source) == ("skipper", "esco")
    assert labels(CAPTAIN, "en") == [
        ("alternative", "boat captain"),
        ("alternative", "captain of a ship"),
        ("alternative", "ship captain"),
        ("alternative", "skipper"),
        ("preferred", "ship captain"),
    ]
    assert labels(CAPTAIN, "fr") == [("preferred", "patron pêcheur")]
    french = Concept.objects.get(uri=FRENCH)
    rows = ours.needs.values_list("skill", "essential", "source")
    needs = {skill: (essential, source) for skill, essential, source in rows}
    assert needs == {steer.pk: (True, "esco"), cook.pk: (False, "starter"), french.pk: (False, "esco")}
    assert "Nothing was changed" in take(english)


def test_a_translation_brings_labels_in_two_genders_and_no_concepts(english: Path, tmp_path: Path) -> None:
    take(english)
    said = take(put(tmp_path / "fr", {**FRENCH_1_0, "occupations_tabiya_v1.1.2.csv": FRENCH_TABIYA}))
    assert labels(CAPTAIN, "fr") == [
        ("alternative", "commandant"),
        ("alternative", "maître à bord"),
        ("feminine", "commandante de bord"),
        ("masculine", "commandant de bord"),
        ("preferred", "commandant de bord/commandante de bord"),
    ]
    assert Concept.objects.get(uri=CAPTAIN).isco_id == "3152"
    assert not Concept.objects.filter(uri__endswith="gone").exists()
    assert "occupations_fr.csv: 1 concepts of another version, not taken in" in said
    assert row_of(said, "occupations, fr, pairs of genders") == (1, 1)


def test_bare_labels_make_no_concepts_and_leave_alternatives_to_the_fuller_file(english: Path, tmp_path: Path) -> None:
    take(english)
    files = {
        "skills_fr.csv": f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description
KnowledgeSkillCompetence,{STEER},skill/competence,,gouverner,barrer,
""",
        "skills_fr_v1.2.1_labels.csv": f"""conceptUri,preferredLabel,altLabels
{STEER},gouverner un navire,tenir la barre|piloter
{HOST}/skill/new,souder,
""",
    }
    said = take(put(tmp_path / "fr", files))
    assert labels(STEER, "fr") == [
        ("alternative", "barrer"),
        ("alternative", "piloter"),
        ("alternative", "tenir la barre"),
        ("preferred", "gouverner un navire"),
    ]
    assert "skills_fr_v1.2.1_labels.csv: 1 concepts of another version, not taken in" in said
    assert not Concept.objects.filter(uri__endswith="/new").exists()


@pytest.mark.django_db
def test_where_esco_is_not_yet_a_whole_file_of_any_language_makes_concepts(tmp_path: Path) -> None:
    take(put(tmp_path / "fr", FRENCH_1_0))
    assert Concept.objects.filter(source="esco", kind="occupation").count() == 2
    assert labels(f"{HOST}/occupation/gone", "fr") == [
        ("feminine", "aiguilleuse"), ("masculine", "aiguilleur"), ("preferred", "aiguilleur/aiguilleuse"),
    ]  # fmt: skip
    assert labels(CAPTAIN, "fr")[-1] == ("preferred", "capitaine de navire")
    assert "Nothing was changed" in take(tmp_path / "fr")


def test_a_newer_version_replaces_the_label_and_the_relations(english: Path, tmp_path: Path) -> None:
    take(english)
    changed = {
        "occupations_en.csv": ENGLISH["occupations_en.csv"]
        .replace(",ship captain,", ",ship master,")
        .replace("skipper", "sea captain"),
        "occupationSkillRelations.csv": ENGLISH["occupationSkillRelations.csv"].replace(
            f"{CAPTAIN},optional,knowledge,{FRENCH}", f"{CAPTAIN},optional,knowledge,{MOOR}"
        ),
    }
    take(put(tmp_path / "v1.2", changed))
    assert ("preferred", "ship master") in labels(CAPTAIN, "en")
    # What people have called it until now still finds it.
    assert {("alternative", "skipper"), ("alternative", "sea captain")} < set(labels(CAPTAIN, "en"))
    assert Label.objects.filter(concept__uri=CAPTAIN, kind="preferred").count() == 1
    needs = Concept.objects.get(uri=CAPTAIN).needs.values_list("skill__uri", flat=True)
    assert sorted(needs) == [STEER, MOOR]


def test_a_skill_related_to_itself_is_left_out_and_told(english: Path) -> None:
    # The official 1.1.1 has one.
    file = english / "skillSkillRelations.csv"
    file.write_text(f"{ENGLISH[file.name]}{MOOR},knowledge,optional,knowledge,{MOOR}\n", encoding="utf-8")
    assert f"skillSkillRelations.csv, line 3: {MOOR} is related to itself, left out" in take(english)
    assert SkillRelation.objects.count() == 1


def test_when_writing_fails_half_way_nothing_is_left(english: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(actions, "_memberships", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        take(english)
    assert Concept.objects.count() == Label.objects.count() == IscoGroup.objects.count() == 0


def test_a_few_lines_that_lead_nowhere_are_left_out_and_told(english: Path) -> None:
    # The official 1.1.1 has 67 such lines in 123,855.
    many = "".join(f"{CAPTAIN},optional,knowledge,{STEER}\n" for _ in range(1000))
    file = english / "occupationSkillRelations.csv"
    file.write_text(f"{ENGLISH[file.name]}{many}{HOST}/occupation/lost,optional,knowledge,{STEER}\n", encoding="utf-8")
    said = take(english)
    assert "occupationSkillRelations.csv: 1 of 1,004 lines name 1 concept(s) that are in no file, left out" in said
    assert OccupationSkill.objects.get(occupation__uri=CAPTAIN, skill__uri=STEER).essential


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("occupations_en.csv", "conceptUri", "address", "occupations_en.csv, line 1: the header is of no ESCO file"),
        ("occupations_en.csv", ",code\n", ",status\n", "line 1: a column stands twice in the header"),
        ("occupations_en.csv", PILOT, "javascript:alert(1)", "line 5, column conceptUri: 'javascript:alert(1)' is not"),
        ("occupations_en.csv", PILOT, MOOR, f"line 5, column conceptUri: {MOOR} is not the address of an occupation"),
        ("occupations_en.csv", PILOT, CAPTAIN, f"line 5, column conceptUri: {CAPTAIN} stands twice"),
        ("occupations_en.csv", "3152,port pilot", "31521,port pilot", "line 5, column iscoGroup: '31521' is not an"),
        ("occupations_en.csv", "port pilot", "", "line 5, column preferredLabel: the label is empty"),
        ("occupations_en.csv", "port pilot", "p" * 401, "line 5, column preferredLabel: a label has more than 400"),
        ("occupations_en.csv", "port pilot,", "port pilot,,", "line 5: 15 cells where the header has 14"),
        ("occupations_en.csv", 'skipper",', 'skipper"s,', "line 2: the record that starts here is broken"),
        ("occupations_en.csv", "port pilot", '"port pilot', "line 5: the record that starts here is broken"),
        ("occupations_en.csv", "port pilot", "port\0pilot", "line 5: the line holds a zero byte"),
        ("occupations_en.csv", "Occupation,", "Job,", "line 2, column conceptType: 'Job' is none of Occupation"),
        ("occupationSkillRelations.csv", STEER, f"{HOST}/skill/lost", "line 2, column skillUri: there is no concept"),
        ("occupationSkillRelations.csv", "optional", "useful", "line 3, column relationType: 'useful' is neither"),
        ("skillSkillRelations.csv", MOOR, "moor", "line 2, column originalSkillUri: 'moor' is not an ESCO address"),
        ("broaderRelationsSkillPillar.csv", GROUP, f"{HOST}/skill/lost", "line 2, column broaderUri: there is no con"),
        ("ISCOGroups_en.csv", "isco/C3152", "isco/sea", "line 6, column conceptUri: "),
    ],
)
def test_a_broken_file_is_named_by_place_and_changes_nothing(
    english: Path, name: str, old: str, new: str, fault: str
) -> None:
    file = english / name
    assert old in ENGLISH[name]
    file.write_text(ENGLISH[name].replace(old, new, 1), encoding="utf-8")
    refused(fault, english)


def refused(fault: str, *paths: Path, language: str | None = None) -> None:
    with pytest.raises(CommandError) as said:
        take(*paths, language=language)
    assert fault in str(said.value)
    assert Concept.objects.count() == IscoGroup.objects.count() == Label.objects.count() == Vocabulary.version() == 0


def test_text_that_is_not_utf_8_is_known_by_its_line(english: Path) -> None:
    file = english / "occupations_en.csv"
    file.write_bytes(file.read_bytes().replace(b"port pilot", "port pilot à Sète".encode("latin-1")))
    refused("occupations_en.csv, line 5: byte 69 is not UTF-8", english)


def test_a_truncated_or_damaged_zip_is_refused(english: Path, tmp_path: Path) -> None:
    whole = zipped(tmp_path / "esco.zip", ENGLISH).read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    refused("cut.zip: this is not a whole zip file", cut)
    damaged = tmp_path / "damaged.zip"
    at = whole.index(b"occupations_en.csv") + 60
    damaged.write_bytes(whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 40]) + whole[at + 40 :])
    refused("damaged.zip/occupations_en.csv: the file cannot be unpacked", damaged)


@pytest.mark.parametrize("name", ["../occupations_en.csv", "/etc/occupations_en.csv", "a\\..\\occupations_en.csv"])
def test_a_name_that_leads_out_of_the_zip_is_refused(english: Path, tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "esco.zip", {name: ENGLISH["occupations_en.csv"]})
    refused("leads out of the zip", path, language="en")


def test_a_bundle_that_would_fill_the_disk_is_refused(
    english: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "esco-en.zip", {"a.csv": "x" * 3000, "b.csv": "x" * 3000})
    monkeypatch.setattr(esco, "LARGEST_BUNDLE", 5000)
    refused("when unpacked; the limit is", path)
    monkeypatch.setattr(esco, "LARGEST_FILE", 2000)
    refused("esco-en.zip/a.csv: ", path)
    monkeypatch.setattr(esco, "MOST_ENTRIES", 1)
    refused("2 entries; the limit is 1", path)


def test_a_plain_file_is_held_to_the_same_limits(english: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(esco, "LARGEST_FILE", 500)
    refused("the limit for a file is", english)
    monkeypatch.setattr(esco, "LONGEST_LINE", 50)
    refused("line 1: the line is longer than 50 bytes", english)


def test_a_unit_group_that_isco_08_does_not_have_is_refused_once_all_are_known(
    english: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(esco, "ALL_ISCO_GROUPS", 5)
    file = english / "occupations_en.csv"
    file.write_text(ENGLISH[file.name].replace("3152,port", "3159,port"), encoding="utf-8")
    refused("occupations_en.csv, line 5, column iscoGroup: there is no ISCO-08 unit group 3159", english)


def test_the_language_must_be_told_and_must_agree(english: Path, tmp_path: Path) -> None:
    alone = put(tmp_path / "alone", {"titles.csv": FRENCH_1_0["occupations_fr.csv"]})
    refused("titles.csv: the language cannot be told from the name: say --language", alone)
    refused("the name says en, but --language says fr", english, language="fr")
    refused("nowhere: there is no such file or folder", tmp_path / "nowhere")
    refused("There is no CSV file at these paths.", put(tmp_path / "empty", {}))


def test_a_collection_nobody_knows_is_refused(english: Path) -> None:
    (english / "languageSkillsCollection_en.csv").rename(english / "blueSkillsCollection_en.csv")
    refused("blueSkillsCollection_en.csv: the name says no collection", english)


@pytest.mark.parametrize(
    ("label", "pair"),
    [
        ("directeur technique/directrice technique", ("directeur technique", "directrice technique")),
        ("المدير الفني / المديرة الفنية", ("المدير الفني", "المديرة الفنية")),
        ("مشغلة آلة زخرفة / مشغل آلة زخرفة", ("مشغل آلة زخرفة", "مشغلة آلة زخرفة")),
        ("steward/hôtesse", ("steward", "hôtesse")),
        ("homme de surface/femme de surface", ("homme de surface", "femme de surface")),
        ("vendeur/vendeuse en jeux et loterie", ("vendeur en jeux et loterie", "vendeuse en jeux et loterie")),
        (
            "conducteur/conductrice d’installation de séparation",
            ("conducteur d’installation de séparation", "conductrice d’installation de séparation"),
        ),
        (
            "ouvrier brasseur-malteur/ouvrière brasseuse malteuse",
            ("ouvrier brasseur-malteur", "ouvrière brasseuse malteuse"),
        ),
        # In doubt: the adjective would have to agree, the second side is an ending, sides differ, or are the same.
        ("productor/productora musical", None),
        ("redactor/a de revista", None),
        ("chef décorateur/décoratrice spectacle", None),
        ("formateur «a/b»/formatrice «a/b»", None),
        ("مدونة / مدونة", None),
        ("menuisier", None),
    ],
)  # fmt: skip
def test_a_title_is_split_into_its_genders_only_when_it_is_clear(label: str, pair: tuple[str, str] | None) -> None:
    assert both_genders(label) == pair


@pytest.mark.skipif(not os.environ.get("ESCO_DIR"), reason="ESCO_DIR does not say where the official files are")
@pytest.mark.django_db
def test_the_official_english_1_1_1_comes_in_whole() -> None:
    said = take(Path(os.environ["ESCO_DIR"]) / "en")
    assert row_of(said, "occupations, en") == (3007, 3007)
    assert row_of(said, "occupations, en, alternative labels") == (32804, 32804)
    assert row_of(said, "skills, en") == (13896, 13896)
    assert row_of(said, "skills, en, alternative labels") == (97483, 97483)
    # 67 lines name an occupation that is in no file of the bundle.
    assert row_of(said, "occupation–skill relations") == (123855, 123855 - 67)
    assert row_of(said, "ISCO-08 groups") == (619, 619)
