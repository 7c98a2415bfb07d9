"""What brings up passages for terms, and the engine that ships: BM25."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Protocol

from knowledge.model import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.index import Index
    from knowledge.model import Passage


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

    def extended(
        self,
        passages: Sequence[Passage],
        terms: Sequence[Sequence[str]],
        replaced: Mapping[int, Sequence[str]],
    ) -> Engine:
        """Return an engine of further passages too, as if it had been made of all.

        Args:
            passages: All passages, those of this engine first.
            terms: The terms of each further one.
            replaced: The new terms of some passages of this engine, by their positions.
        """
        ...

    def holders(self, term: str) -> Sequence[int]:
        """Return the positions of the passages that hold a term."""
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

    def __init__(self, passages: Sequence[Passage], index: Index) -> None:
        """Take the passages, and the index of their terms in the same order."""
        self._passages = passages
        self._index = index
        self.idf = index.idf
        self.most = index.most

    def extended(
        self,
        passages: Sequence[Passage],
        terms: Sequence[Sequence[str]],
        replaced: Mapping[int, Sequence[str]],
    ) -> BM25Engine:
        """Return an engine of further passages too; it shares what this one holds."""
        return BM25Engine(passages, self._index.extended(terms, replaced))

    def holders(self, term: str) -> list[int]:
        """Return the positions of the passages that hold a term."""
        return self._index.holders(term)

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
        found, scores = self._index.scores(terms, weights, limit=limit, within=within)
        distinct = list(dict.fromkeys(terms))
        held = zip(*(self._index.holds(term, found).tolist() for term in distinct), strict=True)
        positions: list[int] = found.tolist()
        return [
            Hit(at, self._passages[at], score, tuple(compress(distinct, matched)))
            for at, score, matched in zip(positions, scores.tolist(), held, strict=True)
        ]
