from knowledge import Kind
from knowledge.base import Sentence
from knowledge.model import Span
from knowledge.ranking import coverage, pairs, rank
from tests.knowledge.making import base_of


def one(_term: str) -> float:
    return 1.0


def test_coverage_is_the_weight_of_the_terms_held() -> None:
    assert coverage(["mill", "river", "mill"], ["mill", "wheel"], one) == 2.0


def test_pairs_are_neighbours_that_stay_neighbours() -> None:
    sentence = Sentence(Span(0, 1), ("old", "mill", "river"))

    assert pairs(["old", "mill"], sentence, one) == 1.0
    assert pairs(["mill", "old", "river"], sentence, one) == 0.0


def test_the_owner_of_the_best_sentence_comes_first() -> None:
    base = base_of("The mill. The river. The owner.\n\nThe owner of the mill by the river slept.")

    ranked = rank(base, base.terms("owner of the mill by the river"))

    assert [found.hit.passage.number for found in ranked] == [2, 1]
    assert ranked[0].coverage == 1.0
    assert ranked[0].focus_coverage == 1.0


def test_the_best_sentence_counts_the_one_before_it() -> None:
    base = base_of("The wheel broke. It fell in the river. The dog barked. It fell on the roof.")

    (found,) = rank(base, base.terms("wheel fell"))

    assert found.best == 1


def test_captions_win_only_where_they_are_clearly_better() -> None:
    items = "\n\n".join(f"{n}/2\n\nThe mill by the river at night\n\nAP" for n in (1, 2))
    base = base_of(f"The mill by the river at noon was quiet.\n\n{items}")

    kinds = [found.hit.passage.kind for found in rank(base, base.terms("mill by the river"))]

    assert kinds == [Kind.PARAGRAPH, Kind.CAPTION, Kind.CAPTION]


def test_nothing_is_found_for_unknown_words() -> None:
    assert rank(base_of("The mill."), ["wheel"]) == []
