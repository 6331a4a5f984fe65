"""Suggestions in the reader's language, and one index per version of the words whoever builds it."""

import threading
import time
from pathlib import Path

import pytest

from skills import suggest as module
from skills.models import Concept, IscoGroup, Label, Vocabulary
from skills.ngrams import LabelIndex
from skills.suggest import Suggestion, open_labels, preferred_labels, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "text-index"


def concept(code: str, kind: str = "occupation", **labels: str) -> int:
    """A concept with its names: language=preferred, or language_feminine=…, language_alternative=…"""
    isco = IscoGroup.objects.get_or_create(code="7")[0] if kind == "occupation" else None
    made = Concept.objects.create(code=code, kind=kind, isco=isco)
    for name, text in labels.items():
        language, _, label_kind = name.partition("_")
        Label.objects.create(concept=made, language=language, kind=label_kind or "preferred", text=text)
    Vocabulary.changed()
    return made.pk


@pytest.fixture
def welder() -> int:
    return concept("welder", en="welder", fr="soudeur", fr_feminine="soudeuse", ar="لحام")


@pytest.fixture
def welding(welder: int) -> int:
    return concept("welding", kind="skill", en="welding", fr="soudage")


def test_amina_types_french_and_reads_arabic(welder: int) -> None:
    assert suggest("soudeuse", "ar") == [
        Suggestion(
            concept_id=welder, kind="occupation", label="لحام", matched="soudeuse", matched_language="fr", score=0.96
        )
    ]


def test_a_label_missing_in_her_language_is_shown_in_english_or_in_any(welding: int) -> None:
    only_french = concept("caftan", kind="skill", fr="coudre un caftan")
    assert preferred_labels([welding, only_french], "ar") == {welding: "welding", only_french: "coudre un caftan"}
    assert [one.label for one in suggest("soudage", "ar", kind="skill")] == ["welding"]


def test_kind_keeps_the_other_kind_and_groups_out(welder: int, welding: int) -> None:
    concept("metal", kind="group", en="welding and metal")
    assert {one.concept_id for one in suggest("weld", "en")} == {welder, welding}
    assert [one.concept_id for one in suggest("weld", "en", kind="skill")] == [welding]
    assert [one.concept_id for one in suggest("weld", "en", kind="occupation")] == [welder]


def test_her_language_then_the_preferred_label_win_a_tie() -> None:
    spanish = concept("a", es="chef")
    other = concept("b", fr="cuisinier", fr_alternative="chef")
    french = concept("c", fr="chef")
    assert [one.concept_id for one in suggest("chef", "fr")] == [french, other, spanish]
    assert next(one.concept_id for one in suggest("chef", "es")) == spanish


def test_darija_is_kept_with_its_own_language(welder: int) -> None:
    tailor = concept("tailor", en="tailor", ar="خياط", ary_alternative="khayyat")
    (found,) = suggest("5ayyat", "ar", limit=1)
    assert (found.concept_id, found.label, found.matched_language) == (tailor, "خياط", "ary")


def test_nothing_typed_or_no_words_yet_finds_nothing() -> None:
    assert suggest("welder", "en") == []
    concept("welder", en="welder")
    assert suggest("  ", "en") == suggest("?!", "en") == []


def test_a_few_shared_letters_are_no_suggestion(welder: int) -> None:
    assert suggest("dermatologist", "en") == []


def test_a_new_version_is_found_at_once_and_the_old_folder_goes(welder: int, own_folder: Path) -> None:
    suggest("welder", "en")
    before = [path.name for path in own_folder.iterdir() if path.is_dir()]
    baker = concept("baker", en="baker")
    assert [one.concept_id for one in suggest("baker", "en", limit=1)] == [baker]
    after = [path.name for path in own_folder.iterdir() if path.is_dir()]
    assert len(before) == len(after) == 1 and before != after


def test_one_version_is_built_once(welder: int, monkeypatch: pytest.MonkeyPatch) -> None:
    suggest("welder", "en")
    monkeypatch.setattr(module, "_opened", None)  # as in a process that has just started
    monkeypatch.setattr(module.Labels, "build", lambda: pytest.fail("built again"))
    assert [one.concept_id for one in suggest("welder", "en")] == [welder]


def test_when_building_fails_the_index_before_is_used_on(welder: int, monkeypatch: pytest.MonkeyPatch) -> None:
    suggest("welder", "en")

    def full(self: LabelIndex, folder: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(LabelIndex, "save", full)
    concept("baker", en="baker")
    assert [one.concept_id for one in suggest("welder", "en")] == [welder]


def test_a_concept_that_has_gone_is_not_suggested(welder: int, welding: int) -> None:
    suggest("weld", "en")
    Concept.objects.filter(pk=welding).delete()
    assert [one.concept_id for one in suggest("weld", "en")] == [welder]


def test_while_somebody_builds_the_index_before_is_used_on(welder: int, own_folder: Path) -> None:
    before = open_labels()
    concept("baker", en="baker")
    with module._lock(own_folder / ".lock", wait=True):  # a lock belongs to who opened the file, not to a process
        assert open_labels() is before
    assert open_labels() is not before


def test_who_has_no_index_yet_waits_for_who_builds_it(welder: int, own_folder: Path) -> None:
    own_folder.mkdir()
    held, seen = threading.Event(), []

    def build_slowly() -> None:
        with module._lock(own_folder / ".lock", wait=True):
            held.set()
            time.sleep(0.3)
            seen.append(sorted(path.name for path in own_folder.iterdir()))

    other = threading.Thread(target=build_slowly)
    other.start()
    assert held.wait(10)
    assert open_labels() is not None
    other.join(10)
    assert seen == [[".lock"]]


def test_who_waited_does_not_build_again(welder: int, own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_labels()
    (folder,) = (path for path in own_folder.iterdir() if path.is_dir())
    monkeypatch.setattr(module.Labels, "build", lambda: pytest.fail("built again"))
    assert module._build(folder, wait=True)
