"""Which questions are near-duplicates, by their terms."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# How much of their terms two questions have to share: intersection by union, as a share of five.
_SHARED, _WHOLE = 4, 5


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sets of terms have a Jaccard index of at least 0.8."""
    both = len(one & other)
    return both > 0 and both * _WHOLE >= (len(one) + len(other) - both) * _SHARED


def signs(terms: Iterable[str]) -> frozenset[int]:
    """Return numbers of which near-duplicates always share one, and few others do.

    Two sets that share four fifths share at least one of the first terms of both, in any fixed
    order, once these are more than the fifth they may differ in (prefix filtering: Chaudhuri et
    al., 2006). Long words first: they are the rarer ones.
    """
    ordered = sorted(set(terms), key=lambda term: (-len(term), term))
    first = len(ordered) - (len(ordered) * _SHARED + _WHOLE - 1) // _WHOLE + 1
    return frozenset(map(_sign, ordered[:first]))


def whole(terms: Iterable[str]) -> int:
    """Return a number that only equal sets of terms have."""
    return _sign("\n".join(sorted(set(terms))))


def _sign(term: str) -> int:
    # 64 bits: a column of integers, however long a term is. A collision costs one comparison.
    spelt = term.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(spelt, digest_size=8).digest(), "big", signed=True)
