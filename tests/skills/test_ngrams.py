"""The index of labels: what it finds, that it is shared whole, and runs worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.sentences import r_precision
from benchmarks.titles import average_precision, read_qrels, read_run, reciprocal_rank, score
from skills.folding import key
from skills.ngrams import LabelIndex, rank_concepts, search_texts

WELDER, NURSE, DRIVER, SEAMSTRESS, JAVA = 10, 20, 30, 40, 50
LABELS = [
    ("welder", WELDER),
    ("soudeur/soudeuse", WELDER),
    ("nurse", NURSE),
    ("infirmier/infirmière", NURSE),
    ("heavy truck driver", DRIVER),
    ("conducteur de poids lourd", DRIVER),
    ("خياط / خياطة", SEAMSTRESS),
    ("khayyata", SEAMSTRESS),
    ("Java (computer programming)", JAVA),
    ("!!!", JAVA),
]


@pytest.fixture
def index() -> LabelIndex:
    return LabelIndex.build([text for text, _ in LABELS], [concept for _, concept in LABELS])


def found(index: LabelIndex, text: str) -> int | None:
    hits = index.search(text, 1)
    return hits[0].concept if hits else None


@pytest.mark.parametrize(
    ("typed", "concept"),
    [
        ("welder", WELDER),
        ("WLEDER", WELDER),
        ("weldr", WELDER),
        ("soudeuse", WELDER),
        ("sou", WELDER),
        ("n", NURSE),
        ("infirmiere", NURSE),
        ("driver truck heavy", DRIVER),
        ("conductrice poids lourds", DRIVER),
        ("الخياطة", SEAMSTRESS),
        ("khyyata", SEAMSTRESS),
        ("5ayyata", SEAMSTRESS),
        ("java", JAVA),
        ("", None),
        ("???", None),
        ("qqq", None),
    ],
)
def test_what_is_typed_finds_what_is_meant(index: LabelIndex, typed: str, concept: int | None) -> None:
    assert found(index, typed) == concept


def test_a_concept_comes_once_with_its_best_label(index: LabelIndex) -> None:
    hits = index.search("soudeuse", 8)
    assert [hit.concept for hit in hits] == list(dict.fromkeys(hit.concept for hit in hits))
    assert (hits[0].label, hits[0].score) == (1, pytest.approx(0.99))  # typed is one gender, the label is both
    assert all(0 <= hit.score <= 1 for hit in hits)


def test_a_label_written_as_typed_scores_one(index: LabelIndex) -> None:
    assert index.search("nurse", 1)[0].score == 1


def test_two_letters_swapped_in_a_short_word_cost_less_than_a_letter_wrong(index: LabelIndex) -> None:
    swapped, wrong = (index.search(typed, 1)[0] for typed in ("wedler", "wecher"))
    assert swapped.concept == wrong.concept == WELDER
    assert swapped.score > 0.75 > 0.65 > wrong.score


def test_what_is_worth_nothing_is_not_found_and_what_is_worth_more_wins_a_tie() -> None:
    index = LabelIndex.build(["chef", "chef"], [1, 2])
    assert [hit.concept for hit in index.search("chef", worth=np.array([0, 1], np.float32))] == [2]
    assert [hit.concept for hit in index.search("chef", worth=np.array([0.9, 1], np.float32))] == [2, 1]


def test_the_beginning_of_a_label_counts_only_while_typing(index: LabelIndex) -> None:
    assert index.search("heavy tr", 1)[0].score > 0.85
    assert index.search("heavy tr", 1, typing=False)[0].score < 0.75


def test_exact_keys_are_looked_up_all_at_once(index: LabelIndex) -> None:
    asked = [key("Soudeuses"), key("Java"), key("weld"), ""]
    assert index.exact(asked) == [[1], [8], [], []]


def test_a_saved_index_answers_as_the_one_that_was_built(index: LabelIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "1")
    again = LabelIndex.load(tmp_path / "1")
    assert again.search("infirmiere") == index.search("infirmiere")
    assert [again.text(row) for row in range(len(again))] == [text for text, _ in LABELS]
    with pytest.raises(ValueError, match="read-only"):
        again.concepts[0] = 0


def test_the_second_to_save_leaves_the_first_as_it_is_and_no_draft(index: LabelIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "1")
    LabelIndex.build(["other"], [1]).save(tmp_path / "1")
    assert len(LabelIndex.load(tmp_path / "1")) == len(LABELS)
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


def test_an_index_that_cannot_be_written_leaves_nothing_behind(
    index: LabelIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="no space left"):
        index.save(tmp_path / "1")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_index_can_be_kept_and_finds_nothing(tmp_path: Path) -> None:
    LabelIndex.build([], []).save(tmp_path / "0")
    empty = LabelIndex.load(tmp_path / "0")
    assert (len(empty), empty.search("welder"), empty.exact(["welder"])) == (0, [], [[]])


def test_labels_and_concepts_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="2 labels"):
        LabelIndex.build(["a", "b"], [1])


def test_titles_are_ranked_by_what_sets_them_apart() -> None:
    corpus = ["welder", "underwater welder", "nurse", "nurse in general"]
    runs = list(search_texts(["Underwater welders", "Nurses, in general", "soldier"], corpus, limit=2))
    assert [[row for row, _ in run] for run in runs] == [[1, 0], [3, 2], [0, 1]]
    assert list(search_texts(["!"], corpus)) == [[]]
    assert list(search_texts(["welder"], [])) == [[]]
    assert list(search_texts([], corpus)) == []


def test_what_every_query_says_counts_little() -> None:
    queries = ["nurse in general", "welder in general", "cook in general", "baker in general"]
    assert next(search_texts(queries, ["generalist in general", "nurse"]))[0][0] == 1
    assert next(search_texts(queries[:1], ["generalist in general", "nurse"]))[0][0] == 0


def test_the_nearest_titles_lend_their_words() -> None:
    (run,) = search_texts(["lawyer"], ["cook", "attorney", "lawyer attorney"])
    assert [row for row, _ in run] == [2, 1]


def test_a_concept_is_as_near_to_a_sentence_as_the_nearest_of_its_labels() -> None:
    labels = ["manage budgets", "administer money", "speak French", "French"]
    ranked = rank_concepts(["You will be managing our budget"], labels, [7, 7, 8, 8], [1, 0.8, 1, 0.8], 5)
    assert [[concept for concept, _ in line] for line in ranked] == [[7]]


def test_the_measures_are_those_worked_out_by_hand() -> None:
    run = read_run(["q1 Q0 a 1 0.9 t", "q1 Q0 b 2 0.5 t", "q1 Q0 c 3 0.5 t", "q2 Q0 a 1 0.1 t"])
    qrels = read_qrels(["q1 0 a 1", "q1 0 b 1", "q1 0 x 1", "q2 0 b 1", "q3 0 a 1", "q3 0 b 0"])
    # Ties go by id from the last: a, c, b. Precision is 1 at a and 2/3 at b; x is never found.
    assert run["q1"] == ["a", "c", "b"]
    assert average_precision(run["q1"], qrels["q1"]) == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert reciprocal_rank(["c", "b"], {"b"}) == 0.5
    assert score(run, qrels) == {"queries": 3, "MAP": round((5 / 9) / 3, 4), "MRR": round(1 / 3, 4)}
    assert r_precision(["a", "x", "b", "y", "z", "c"], {"a", "b", "c"}) == pytest.approx(2 / 3)
    assert r_precision(["a"], set("abcdefg")) == pytest.approx(1 / 5)
