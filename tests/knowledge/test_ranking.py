import pytest

from knowledge import Kind
from knowledge.base import Sentence
from knowledge.model import Span
from knowledge.ranking import matched, neighbours, pairs, rank
from tests.knowledge.making import base_of


def one(_term: str) -> float:
    return 1.0


def test_matched_is_the_background_rarity_of_the_terms() -> None:
    query = base_of("The mill.").query("The year of the miller's 1821 zeppelin")

    assert matched(query, ["1821", "zeppelin"]) == pytest.approx(3.0 + 3.3)
    assert 0 < matched(query, ["year"]) < 1.5


def test_pairs_are_neighbours_that_stay_neighbours() -> None:
    query = base_of("The mill.").query("old mill, old river")
    asked = neighbours(query, one)

    assert asked == {("old", "mill"): 1.0, ("mill", "old"): 1.0, ("old", "river"): 1.0}
    assert pairs(asked, Sentence(Span(0, 1), ("old", "mill", "river"))) == 1.0
    assert pairs(asked, Sentence(Span(0, 1), ("mill", "river", "old"))) == 0.0


def test_the_owner_of_the_best_sentence_comes_first() -> None:
    base = base_of("The mill. The river. The owner.\n\nThe owner of the mill by the river slept.")

    ranked = rank(base, base.query("owner of the mill by the river"))

    assert [found.hit.passage.number for found in ranked] == [2, 1]
    assert ranked[0].coverage == 1.0
    assert ranked[0].focus_coverage == 1.0


def test_the_best_sentence_counts_the_one_before_it() -> None:
    base = base_of("The wheel broke. It fell in the river. The dog barked. It fell on the roof.")

    (found,) = rank(base, base.query("wheel fell river"))

    assert found.best == 1


def test_captions_win_only_where_they_are_clearly_better() -> None:
    items = "\n\n".join(f"{n}/2\n\nThe mill by the river at night\n\nAP" for n in (1, 2))
    base = base_of(f"The mill by the river at noon was quiet.\n\n{items}")

    kinds = [found.hit.passage.kind for found in rank(base, base.query("mill by the river"))]

    assert kinds == [Kind.PARAGRAPH, Kind.CAPTION, Kind.CAPTION]


def test_nothing_is_found_for_unknown_words() -> None:
    base = base_of("The mill.")

    assert rank(base, base.query("wheel")) == []


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How many ships did the harbour lose?", "The harbour lost eleven ships in the storm."),
        ("When did the harbour lose its ships?", "The harbour lost its ships in 1931."),
        ("Why did the harbour lose its ships?", "The harbour lost its ships because of ice."),
        ("Who lost the ships of the harbour?", "Ships of the harbour were lost by Anna Halloran."),
    ],
)
def test_a_sentence_with_the_kind_of_thing_asked_for_wins(question: str, best: str) -> None:
    base = base_of(
        "The harbour lost eleven ships in the storm.\n\nThe harbour lost its ships in 1931.\n\n"
        "The harbour lost its ships because of ice.\n\n"
        "Ships of the harbour were lost by Anna Halloran.\n\nThe harbour lost its ships."
    )

    ranked = rank(base, base.query(question))

    assert ranked[0].hit.passage.text == best


def test_words_of_one_family_count_for_a_sentence() -> None:
    base = base_of("The town had a mayor. The founder of the mill left the town. A cat left.")

    (found,) = rank(base, base.query("Who was foundational to the town and left?"))

    assert found.best == 1
