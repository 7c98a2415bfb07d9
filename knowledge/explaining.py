"""Why a passage was given: the terms it matched, the signals of its score, and the confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.answering import confidence_of
from knowledge.ranking import Signal, rank, signals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.base import KnowledgeBase
    from knowledge.model import Passage


@dataclass(frozen=True, slots=True)
class TermWeight:
    """A term of the question: how rare it is at large and here, and whether the passage holds it.

    Attributes:
        words: The question's words that it stands for, folded.
        rarity: Its background rarity, about 0 to 3.3.
        idf: Its inverse document frequency among the passages.
        matched: Whether the passage holds it.
    """

    words: str
    rarity: float
    idf: float
    matched: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """What made a passage's score; the signals' values times weights add up to it."""

    terms: tuple[TermWeight, ...]
    signals: tuple[Signal, ...]
    score: float
    confidence: float


def explain(
    base: KnowledgeBase, question: str, passage: Passage, turns: Sequence[str] = ()
) -> Explanation | None:
    """Return why a passage was given for a question; None where it does not come up for it."""
    query = base.query(question, turns)
    within = base.within(passage.article.id)
    ranked = rank(base, query, within) if query.terms else []
    found = next((one for one in ranked if one.hit.passage.span == passage.span), None)
    if found is None:
        return None
    held = set(found.hit.terms)
    terms = tuple(
        TermWeight(query.words[term], rarity, base.engine.idf(term), term in held)
        for term, rarity in query.rarity.items()
    )
    parts = tuple(signals(base, query, found))
    return Explanation(terms, parts, found.score, confidence_of(base, query, found))
