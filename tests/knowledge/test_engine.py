import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from knowledge.engine import BM25Engine, Index
from tests.knowledge.making import base_of, reading

TERMS = st.sampled_from("mill river wheel owner year valley".split())
DOCUMENTS = st.lists(st.lists(TERMS, max_size=12), max_size=12)
QUERIES = st.lists(TERMS | st.sampled_from(["unknown", ""]), max_size=8)


class _Scorer(Protocol):
    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]: ...


def reference(documents: Sequence[Sequence[str]], query: Sequence[str]) -> list[float]:
    """Score with rank_bm25 as it is, but for corpora that it divides by zero on."""
    if not any(documents):
        return [0.0] * len(documents)
    return scored(BM25Plus(documents, k1=1.2, b=0.75, delta=0), query)


def scored(scorer: _Scorer, query: Sequence[str]) -> list[float]:
    return scorer.get_scores(query).tolist()


@given(DOCUMENTS, QUERIES)
def test_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    at, scores = Index(documents).scores(query)

    expected = reference(documents, query)
    places: list[int] = at.tolist()
    assert scores.tolist() == pytest.approx([expected[place] for place in places], rel=0, abs=1e-9)
    best = sorted(range(len(documents)), key=lambda place: -expected[place])
    assert places == [place for place in best if expected[place] > 0]


@given(DOCUMENTS, st.lists(TERMS, min_size=1, max_size=8))
def test_no_score_reaches_its_bound(documents: list[list[str]], query: list[str]) -> None:
    index = Index(documents)

    _, scores = index.scores(query)

    assert all(score < index.most(query) for score in scores)


def test_rare_terms_count_more_and_unknown_ones_most() -> None:
    index = Index([["mill", "river"], ["mill"], []])

    assert index.idf("mill") == pytest.approx(math.log(4 / 2))
    assert index.idf("river") == pytest.approx(math.log(4))
    assert index.idf("wheel") == pytest.approx(math.log(8))
    assert "mill" in index
    assert "wheel" not in index


@given(DOCUMENTS, QUERIES, st.dictionaries(TERMS, st.sampled_from([0.25, 0.5, 1.0, 2.0])))
def test_weighted_scores_are_the_weighted_sum_of_each_terms(
    documents: list[list[str]], query: list[str], weights: dict[str, float]
) -> None:
    index = Index(documents)

    at, scores = index.scores(query, weights)

    expected = np.zeros(len(documents))
    for term in query:
        places, alone = index.scores([term])
        expected[places] += weights.get(term, 1.0) * alone
    assert scores.tolist() == pytest.approx(expected[at].tolist())
    assert sorted(at.tolist()) == np.flatnonzero(expected).tolist()
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


@given(DOCUMENTS, QUERIES)
def test_weights_of_one_change_nothing(documents: list[list[str]], query: list[str]) -> None:
    index = Index(documents)

    plain, weighted = index.scores(query), index.scores(query, dict.fromkeys(query, 1.0))

    assert [part.tolist() for part in plain] == [part.tolist() for part in weighted]


@given(DOCUMENTS, QUERIES, st.data())
def test_scores_of_some_documents_are_their_scores(
    documents: list[list[str]], query: list[str], data: st.DataObject
) -> None:
    index = Index(documents)
    places = st.integers(0, max(0, len(documents) - 1))
    chosen: list[int] = data.draw(st.lists(places, max_size=15 if documents else 0))

    some = index.scores_of(query, np.array(chosen, dtype=np.intp))

    at, scores = index.scores(query)
    every = dict(zip(at.tolist(), scores.tolist(), strict=True))
    assert some.tolist() == pytest.approx([every.get(place, 0.0) for place in chosen])


def test_an_index_of_nothing_knows_nothing() -> None:
    at, scores = Index([]).scores(["mill"])

    assert (at.tolist(), scores.tolist()) == ([], [])
    assert Index([]).idf("mill") > 0


def test_hits_come_best_first_and_equal_ones_in_reading_order() -> None:
    base = base_of("The mill.\n\nThe river.\n\nThe mill.\n\nThe mill, the mill and the river.")

    hits = base.engine.search(["mill", "river", "mill"], 9)

    assert [hit.position for hit in hits][1:3] == [0, 2]
    assert hits[0].terms == ("mill", "river")
    assert [hit.passage.number for hit in base.engine.search(["mill"], 2)] == [1, 3]


def test_a_search_can_be_kept_to_some_passages() -> None:
    found = reading("The mill.\n\nThe mill.\n\nThe mill.")
    engine = BM25Engine(found.passages, [["mill"]] * 3)

    assert [hit.position for hit in engine.search(["mill"], 9, range(1, 2))] == [1]
    assert engine.search(["mill"], 9, range(0)) == []
