"""BM25 over documents: `rank_bm25` defines the scores, an inverted index finds them fast.

`rank_bm25` visits every document for every term. `Index` asks it once for what its scores are
made of, so that a query touches only the documents that share a term with it, and works out a
term's scores when it is first asked for. An index may go on from another and share what it holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

import numpy as np
from rank_bm25 import BM25Plus

from knowledge.postings import Postings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from knowledge.postings import Counted

# Robertson, Zaragoza (2009), The Probabilistic Relevance Framework: k1 1.2 to 2, b 0.5 to 0.8.
# delta = 0 turns BM25+ (Lv, Zhai 2011) into BM25 with idf = ln((N + 1) / df): above 0 for every
# term however common, where Okapi's idf is 0 or negative from half the documents on, and no
# score for a document that matches nothing, which BM25+'s own delta would give.
K1, B, DELTA = 1.2, 0.75, 0
# The most scores that an index keeps for the next question, for each of its documents.
_ROOM = 32
_NONE: Mapping[int, Sequence[str]] = MappingProxyType({})


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
        self.k1, self.b = k1, b
        self._idf: Mapping[str, float] = {}
        self._lengths = np.zeros(self.size, dtype=np.int32)
        self._mean = 0.0
        self._layers: tuple[Postings, ...] = ()
        self._kept: dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]] = {}
        self._room = _ROOM * self.size
        if any(documents):  # rank_bm25 divides by the number of documents and by their length
            self._build(BM25Plus(documents, k1=k1, b=b, delta=DELTA))

    def _build(self, bm25: _Counts) -> None:
        self._idf = bm25.idf
        self._lengths = np.array(bm25.doc_len, dtype=np.int32)
        self._mean = bm25.avgdl
        self._layers = (Postings(bm25.doc_freqs, range(self.size)),)

    def extended(
        self, documents: Sequence[Sequence[str]], replaced: Mapping[int, Sequence[str]] = _NONE
    ) -> Index:
        """Return the index of these documents and of others after them.

        It scores as an index of all of them does, shares what this one holds, and costs what the
        new documents cost.

        Args:
            documents: The terms of each new document.
            replaced: The new terms of some documents of this index, by their numbers.
        """
        other = Index((), k1=self.k1, b=self.b)
        other.size = self.size + len(documents)
        other._room = _ROOM * other.size
        places = sorted(replaced)
        new = [*(replaced[place] for place in places), *documents]
        lengths = np.array([len(terms) for terms in new], dtype=np.int32)
        other._lengths = np.concatenate((self._lengths, lengths[len(places) :]))
        other._lengths[places] = lengths[: len(places)]
        other._mean = int(other._lengths.sum()) / max(1, other.size)
        numbers = [*places, *range(self.size, other.size)]
        own = Postings([Counter(terms) for terms in new], numbers, small=True)
        other._layers = (*(layer.without(places) for layer in self._layers), own)
        return other

    def __contains__(self, term: str) -> bool:
        return any(layer.find(term) for layer in self._layers)

    def idf(self, term: str) -> float:
        """Return a term's inverse document frequency, ln((N + 1) / df).

        A term that no document holds is as rare as one that half a document holds.
        """
        known = self._idf.get(term)
        return known if known is not None else math.log((self.size + 1) / self._holders(term))

    def _holders(self, term: str) -> float:
        """Return how many documents hold a term; a half where none does."""
        found = (layer.find(term) for layer in self._layers)
        return sum(len(documents) for documents, _ in filter(None, found)) or 0.5

    def most(self, terms: Iterable[str]) -> float:
        """Return the score that no document can reach: every term, without end."""
        return sum(self.idf(term) * (self.k1 + 1) for term in terms)

    def scores(
        self,
        terms: Sequence[str],
        weights: Mapping[str, float] | None = None,
        *,
        limit: int | None = None,
        within: range | None = None,
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the documents that share a term, best first, and their scores.

        A term that stands twice counts twice, as in rank_bm25. Equal scores keep the order of
        the documents.

        Args:
            terms: What to look for.
            weights: What some of the terms count; 1 where a term has none.
            limit: The most documents to return; all by default.
            within: The documents to look at; all by default.
        """
        every = np.zeros(self.size)
        for term in terms:
            documents, scores = self._scored(term)
            every[documents] += scores * weights.get(term, 1.0) if weights else scores
        start, stop = (within.start, within.stop) if within is not None else (0, self.size)
        found = np.flatnonzero(every[start:stop]) + start
        scores = every[found]
        if limit is not None and 0 < limit < len(found):
            last = len(found) - limit
            likely = scores >= np.partition(scores, last)[last]
            found, scores = found[likely], scores[likely]
        order = np.argsort(-scores, kind="stable")[:limit]
        return found[order], scores[order]

    def _scored(self, term: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the documents that hold a term and what it scores in each, kept for next time."""
        kept = self._kept.get(term)
        if kept is None:
            documents, counts = self._counted(term)
            if not len(documents):
                return documents, np.zeros(0)
            kept = documents, self._bm25(self.idf(term), counts, self._lengths[documents])
            if len(documents) > self._room:
                self._kept.clear()
                self._room = _ROOM * self.size
            self._kept[term] = kept
            self._room -= len(documents)
        return kept

    def _bm25(
        self,
        idf: float | NDArray[np.float64],
        counts: NDArray[np.intp] | NDArray[np.float64],
        lengths: NDArray[np.int32],
    ) -> NDArray[np.float64]:
        saturation = self.k1 * (1 - self.b + self.b * lengths / self._mean) + counts
        return idf * (DELTA + (counts * (self.k1 + 1)) / saturation)

    def _counted(self, term: str) -> Counted:
        """Return the documents that hold a term, in order, and how often each does."""
        found = [*filter(None, (layer.find(term) for layer in self._layers))]
        if not found:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
        if len(found) == 1:
            return found[0]
        documents, counts = (np.concatenate(parts) for parts in zip(*found, strict=True))
        order = np.argsort(documents, kind="stable")
        return documents[order], counts[order]

    def scores_of(self, terms: Sequence[str], documents: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the scores of some documents, in their order; 0 where no term is shared."""
        found = [(term, *self._counted(term)) for term in terms]
        held = [(self.idf(term), at, counts) for term, at, counts in found if len(at)]
        if not held:
            return np.zeros(len(documents))
        counts = np.zeros((len(held), len(documents)))
        for row, (_, at, often) in zip(counts, held, strict=True):
            place = at.searchsorted(documents)
            place[place == len(at)] = 0
            np.copyto(row, often[place], where=at[place] == documents)
        idf = np.array([[rarity] for rarity, _, _ in held])
        return self._bm25(idf, counts, self._lengths[documents]).sum(axis=0)

    def holders(self, term: str) -> list[int]:
        """Return the documents that hold a term, in order."""
        return self._counted(term)[0].tolist()

    def holds(self, term: str, documents: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell of each of some documents whether it holds a term."""
        at, _ = self._scored(term)
        if not len(at):
            return np.zeros(len(documents), dtype=np.bool_)
        place = at.searchsorted(documents)
        place[place == len(at)] = 0
        return at[place] == documents
