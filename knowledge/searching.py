"""Words → every passage that holds one of them, the matching words marked: search, not an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.model import Quote

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the passages that hold a word of a search.

    Attributes:
        results: The sentence of each that holds most, and where its matching words stand.
        first: How many passages come before these.
        total: How many there are in all.
    """

    results: tuple[tuple[Quote, tuple[Span, ...]], ...]
    first: int
    total: int


def search(base: KnowledgeBase, text: str, first: int = 0, size: int = 5) -> Page:
    """Return a page of the passages that hold a word of `text`, best by BM25 first.

    It is the last page where `first` is past the end.
    """
    query = base.query(text)
    hits = base.engine.search(query.terms, len(base.passages))
    first = max(0, min(first, (len(hits) - 1) // size * size))
    results: list[tuple[Quote, tuple[Span, ...]]] = []
    for hit in hits[first : first + size]:
        held = set(hit.terms)
        found = base.sentences[hit.position]
        best = max(found, key=lambda sentence: len(held.intersection(sentence.terms)))
        quote = Quote(hit.passage, best.span, best.span, hit.score)
        results.append((quote, tuple(base.places(hit.passage, best.span, held))))
    return Page(tuple(results), first, len(hits))
