from knowledge.engine import BM25Engine
from knowledge.index import Index
from tests.knowledge.making import base_of, reading


def test_hits_come_best_first_and_equal_ones_in_reading_order() -> None:
    base = base_of("The mill.\n\nThe river.\n\nThe mill.\n\nThe mill, the mill and the river.")

    hits = base.engine.search(["mill", "river", "mill"], 9)

    assert [hit.position for hit in hits][1:3] == [0, 2]
    assert hits[0].terms == ("mill", "river")
    assert [hit.passage.number for hit in base.engine.search(["mill"], 2)] == [1, 3]


def test_a_search_can_be_kept_to_some_passages() -> None:
    found = reading("The mill.\n\nThe mill.\n\nThe mill.")
    engine = BM25Engine(found.passages, Index([["mill"]] * 3))

    assert [hit.position for hit in engine.search(["mill"], 9, range(1, 2))] == [1]
    assert engine.search(["mill"], 9, range(0)) == []
