"""BM25 over passages: `rank_bm25` defines the scores, an inverted index finds them fast.

`rank_bm25` visits every document for every term. `Index` asks it once for what its scores are
made of and keeps one score a term and document, so that a query touches only the documents that
share a term with it. `BM25Engine` is the index with passages as its documents.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

import numpy as np
from rank_bm25 import BM25Plus

from knowledge.model import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.model import Passage

# Robertson, Zaragoza (2009), The Probabilistic Relevance Framework: k1 1.2 to 2, b 0.5 to 0.8.
# delta = 0 turns BM25+ (Lv, Zhai 2011) into BM25 with idf = ln((N + 1) / df): above 0 for every
# term however common, where Okapi's idf is 0 or negative from half the documents on, and no
# score for a document that matches nothing, which BM25+'s own delta would give.
K1, B, DELTA = 1.2, 0.75, 0


class _Counts(Protocol):
    """What is taken from `rank_bm25`, which comes without types."""

    doc_freqs: list[dict[str, int]]
    doc_len: list[int]
    idf: dict[str, float]

    @property
    def avgdl(self) -> float: ...


class Index:
    """The BM25 scores of documents for the terms they hold."""

    def __init__(self, documents: Sequence[Sequence[str]], *, k1: float = K1, b: float = B) -> None:
        """Index `documents`, each a sequence of terms.

        Args:
            documents: The terms of each document, in order, repetitions included.
            k1: How soon a repeated term stops counting more.
            b: How much a long document's terms count less, 0 to 1.
        """
        self.size = len(documents)
        self.k1 = k1
        self._postings: dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]] = {}
        self._idf: dict[str, float] = {}
        if any(documents):  # rank_bm25 divides by the number of documents and by their length
            self._build(BM25Plus(documents, k1=k1, b=b, delta=DELTA), b)

    def _build(self, bm25: _Counts, b: float) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        counts: dict[str, list[int]] = defaultdict(list)
        for document, frequencies in enumerate(bm25.doc_freqs):
            for term, count in frequencies.items():
                places[term].append(document)
                counts[term].append(count)
        lengths = np.array(bm25.doc_len)
        self._idf = dict(bm25.idf)
        for term, documents in places.items():
            at = np.array(documents, dtype=np.intp)
            frequency = np.array(counts[term])
            saturation = self.k1 * (1 - b + b * lengths[at] / bm25.avgdl) + frequency
            score = self._idf[term] * (DELTA + (frequency * (self.k1 + 1)) / saturation)
            self._postings[term] = at, score

    def __contains__(self, term: str) -> bool:
        return term in self._postings

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency, ln((N + 1) / df).

        A term that no document holds is as rare as one that half a document holds.
        """
        return self._idf.get(term) or math.log((self.size + 1) / 0.5)

    def most(self, terms: Iterable[str]) -> float:
        """Return the score that no document can reach: every term, without end."""
        return sum(self.idf(term) * (self.k1 + 1) for term in terms)

    def scores(
        self, terms: Sequence[str], weights: Mapping[str, float] | None = None
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the documents that share a term, best first, and their scores.

        A term that stands twice counts twice, as in rank_bm25. Equal scores keep the order of
        the documents.

        Args:
            terms: What to look for.
            weights: What some of the terms count; 1 where a term has none.
        """
        found = [self._postings[term] for term in terms if term in self._postings]
        if weights:
            shares = [weights.get(term, 1.0) for term in terms if term in self._postings]
            found = [(at, score * share) for (at, score), share in zip(found, shares, strict=True)]
        if not found:
            return np.array([], dtype=np.intp), np.array([], dtype=np.float64)
        documents, inverse = np.unique(np.concatenate([at for at, _ in found]), return_inverse=True)
        each = np.concatenate([score for _, score in found])
        scores = np.asarray(np.bincount(inverse, weights=each), dtype=np.float64)
        order = np.argsort(-scores, kind="stable")
        return documents[order], scores[order]

    def scores_of(self, terms: Sequence[str], documents: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the scores of some documents, in their order; 0 where no term is shared."""
        scores = np.zeros(len(documents))
        for term in terms:
            if term in self._postings:
                at, score = self._postings[term]
                place = np.minimum(np.searchsorted(at, documents), len(at) - 1)
                scores += np.where(at[place] == documents, score[place], 0.0)
        return scores


class Engine(Protocol):
    """Anything that brings up passages for terms."""

    def search(
        self,
        terms: Sequence[str],
        limit: int,
        within: range | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> list[Hit]:
        """Return at most `limit` hits, best first, equal scores in reading order.

        Args:
            terms: What to look for.
            limit: The most hits to return.
            within: The positions to look at; all of them by default.
            weights: What some of the terms count; 1 where a term has none.
        """
        ...

    def idf(self, term: str) -> float:
        """Return how rare a term is among the passages."""
        ...

    def __contains__(self, term: str) -> bool:
        """Tell whether any passage holds a term."""
        ...

    def most(self, terms: Iterable[str]) -> float:
        """Return a bound that no passage's score for the terms can reach."""
        ...


class BM25Engine:
    """The engine that ships."""

    def __init__(self, passages: Sequence[Passage], terms: Sequence[Sequence[str]]) -> None:
        """Take the passages and, in the same order, the terms of each."""
        self._passages = passages
        self._held = [frozenset(held) for held in terms]
        self._index = Index(terms)
        self.idf = self._index.idf
        self.most = self._index.most

    def __contains__(self, term: str) -> bool:
        return term in self._index

    def search(
        self,
        terms: Sequence[str],
        limit: int,
        within: range | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> list[Hit]:
        """Return at most `limit` hits, best first, equal scores in reading order."""
        documents, scores = self._index.scores(terms, weights)
        if within is not None:
            inside = (documents >= within.start) & (documents < within.stop)
            documents, scores = documents[inside], scores[inside]
        best = zip(documents[:limit].tolist(), scores[:limit].tolist(), strict=True)
        return [self._hit(position, score, terms) for position, score in best]

    def _hit(self, position: int, score: float, terms: Sequence[str]) -> Hit:
        held = self._held[position]
        matched = tuple(term for term in dict.fromkeys(terms) if term in held)
        return Hit(position, self._passages[position], score, matched)
