"""A question → `Answer` or `NoAnswer`: what comes up, whether it supports an answer, the quotes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from knowledge.model import Answer, NoAnswer, Reason
from knowledge.quoting import quote
from knowledge.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.base import KnowledgeBase, Query
    from knowledge.ranking import Ranked

MOST_QUOTES = 3
MOST_NEAREST = 5
# A further quote is given where it fits nearly as well as the best.
_NEARLY = 0.85
# A logistic over four shares, each 0 to 1: of the question's background rarity what the passage
# holds, what its best sentence with the one before holds, and what no passage holds at all; and
# BM25 over its bound. Fitted on the even-numbered articles of the SQuAD 2.0 half, their own
# questions against those of the other articles.
_COVERAGE, _FOCUS, _UNKNOWN, _BM25, _BIAS = 4.6, 4.6, -3.4, 2.0, -3.5
THRESHOLD = 0.5


def ask(
    base: KnowledgeBase,
    question: str,
    *,
    article: str | None = None,
    threshold: float = THRESHOLD,
) -> Answer | NoAnswer:
    """Answer a question from a knowledge base.

    Args:
        base: The snapshot to answer from.
        question: Any text.
        article: The id of the only article to look at; an unknown id finds nothing.
        threshold: The least confidence, 0 to 1, at which to answer.
    """
    query = base.query(question)
    within = None if article is None else base.within(article) or range(0)
    ranked = rank(base, query, within) if query.terms else []
    if not ranked:
        reason = Reason.NO_MATCH if query.terms else Reason.NO_WORDS
        return NoAnswer(question, reason, 0.0, base.revision)
    confidence = _confidence(base, query, ranked[0])
    if confidence < threshold:
        nearest = tuple(quote(base, query.terms, found) for found in ranked[:MOST_NEAREST])
        return NoAnswer(question, Reason.WEAK, confidence, base.revision, nearest)
    given = _given(base, query, ranked, threshold)
    further = ranked[given : given + MOST_NEAREST]
    return Answer(
        question,
        tuple(quote(base, query.terms, found) for found in ranked[:given]),
        confidence,
        base.revision,
        tuple(quote(base, query.terms, found) for found in further),
    )


def _confidence(base: KnowledgeBase, query: Query, ranked: Ranked) -> float:
    whole = sum(query.rarity.values())
    unknown = sum(weight for term, weight in query.rarity.items() if term not in base.engine)
    support = (
        _COVERAGE * ranked.coverage
        + _FOCUS * ranked.focus_coverage
        + _UNKNOWN * unknown / whole
        + _BM25 * ranked.hit.score / base.engine.most(query.terms)
        + _BIAS
    )
    return 1 / (1 + math.exp(-support))


def _given(base: KnowledgeBase, query: Query, ranked: Sequence[Ranked], threshold: float) -> int:
    """Return how many of the first passages are quotes of the answer."""
    given = 1
    for found in ranked[1:MOST_QUOTES]:
        nearly = found.score >= _NEARLY * ranked[0].score
        if not nearly or _confidence(base, query, found) < threshold:
            break
        given += 1
    return given
