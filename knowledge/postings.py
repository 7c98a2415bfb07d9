"""Which documents hold which terms, and how often: an inverted index in a few flat arrays."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    # The documents that hold a term, ascending, and how often each does.
    Counted = tuple[NDArray[np.signedinteger[Any]], NDArray[np.signedinteger[Any]]]


class _Numbers(Protocol):
    def get(self, term: str, /) -> int | None: ...


class SortedTerms:
    """Distinct terms, found by bisection: slower than a dict, in a tenth of its memory."""

    def __init__(self, terms: Iterable[str]) -> None:
        """Take terms, in any order and with repetitions."""
        self._terms = tuple(sorted(set(terms)))

    def get(self, term: str, /) -> int | None:
        """Return a term's place among the terms in order; None where it is not there."""
        at = bisect_left(self._terms, term)
        return at if at < len(self._terms) and self._terms[at] == term else None

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self.get(term) is not None

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)


class Postings:
    """The terms of some documents. Nothing in it changes."""

    def __init__(
        self,
        frequencies: Sequence[Mapping[str, int]],
        documents: Sequence[int],
        *,
        small: bool = False,
    ) -> None:
        """Invert documents.

        Args:
            frequencies: How often each document holds its terms.
            documents: The documents' numbers, ascending.
            small: Whether little memory counts more than fast look-ups.
        """
        terms = (term for held in frequencies for term in held)
        vocabulary = SortedTerms(terms) if small else dict.fromkeys(terms)
        numbers = {term: number for number, term in enumerate(vocabulary)}
        self._numbers: _Numbers = vocabulary if isinstance(vocabulary, SortedTerms) else numbers
        size = np.int32 if small else np.intp
        rows = np.array([numbers[term] for held in frequencies for term in held], dtype=size)
        counts = np.array([n for held in frequencies for n in held.values()], dtype=size)
        order = np.argsort(rows, kind="stable")
        lengths = list(map(len, frequencies))
        self._documents = np.repeat(np.array(documents, dtype=size), lengths)[order]
        self._counts = counts[order]
        starts = np.cumsum(np.bincount(rows, minlength=len(numbers)))
        self._starts = np.concatenate(([0], starts)).astype(np.int32)
        self._gone: NDArray[np.intp] | None = None

    def find(self, term: str) -> Counted | None:
        """Return the documents that hold a term; None where none does."""
        number = self._numbers.get(term)
        if number is None:
            return None
        start, stop = self._starts[number], self._starts[number + 1]
        documents, counts = self._documents[start:stop], self._counts[start:stop]
        if self._gone is None:
            return documents, counts
        left = np.isin(documents, self._gone, invert=True)
        return (documents[left], counts[left]) if left.any() else None

    def without(self, documents: Collection[int]) -> Postings:
        """Return these postings as if they had never held some documents; little is copied."""
        if not documents:
            return self
        gone = np.array(sorted(documents), dtype=np.intp)
        other = object.__new__(Postings)
        other.__dict__ |= self.__dict__
        other._gone = gone if self._gone is None else np.union1d(gone, self._gone)
        return other
