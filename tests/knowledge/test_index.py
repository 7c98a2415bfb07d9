import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from knowledge import index as module
from knowledge.index import Index

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


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS, QUERIES, st.data())
def test_an_extended_index_is_the_index_of_all_documents(
    first: list[list[str]],
    second: list[list[str]],
    third: list[list[str]],
    query: list[str],
    data: st.DataObject,
) -> None:
    chosen = st.sampled_from(range(len(first) or 1))
    replaced = data.draw(st.dictionaries(chosen, st.lists(TERMS))) if first else {}

    extended = Index(first).extended(second, replaced).extended(third)

    documents = [*(replaced.get(at, terms) for at, terms in enumerate(first)), *second, *third]
    whole = Index(documents)
    assert [part.tolist() for part in extended.scores(query)] == [
        part.tolist() for part in whole.scores(query)
    ]
    assert extended.most(query) == whole.most(query)
    every = np.arange(len(documents))
    for term in (*query, "mill"):
        assert (term in extended, extended.idf(term)) == (term in whole, whole.idf(term))
        assert extended.holders(term) == whole.holders(term)
        assert extended.holds(term, every).tolist() == [term in terms for terms in documents]
    assert extended.scores_of(query, every).tolist() == whole.scores_of(query, every).tolist()
    assert extended.size == len(documents)


@given(DOCUMENTS, QUERIES, st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_best_of_some_documents_are_the_first_of_them(
    documents: list[list[str]], query: list[str], limit: int, one: int, other: int
) -> None:
    index = Index(documents)
    within = range(min(one, other), max(one, other))

    at, scores = index.scores(query, limit=limit, within=within)

    every = zip(*(part.tolist() for part in index.scores(query)), strict=True)
    best = [(place, score) for place, score in every if place in within][:limit]
    assert list(zip(at.tolist(), scores.tolist(), strict=True)) == best


def test_what_is_kept_for_the_next_question_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROOM", 2)
    index = Index([["mill", "river", "wheel"], ["mill", "river", "wheel"]])

    scores = [index.scores([term])[1].tolist() for term in ("mill", "river", "wheel", "mill")]

    assert scores == [scores[0]] * 4
    kept = index._kept  # pyright: ignore[reportPrivateUsage] (what it costs is not to be seen outside)
    assert list(kept) == ["wheel", "mill"]
