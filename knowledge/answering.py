"""A question → `Answer` or `NoAnswer`: what comes up, whether it supports an answer, the quotes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from knowledge.model import Answer, NoAnswer, Reason
from knowledge.quoting import quote
from knowledge.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.base import KnowledgeBase
    from knowledge.ranking import Ranked

MOST_QUOTES = 3
MOST_NEAREST = 5
# A further quote is given where it fits nearly as well as the best.
_NEARLY = 0.85
# A logistic over three shares of what a full match would give: the passage's idf coverage, that
# of the sentence with the one before it, and BM25 over its bound. Fitted on the even-numbered
# articles of SQuAD 2.0's dev half, their own questions against those of the other articles.
_COVERAGE, _FOCUS, _BM25, _BIAS = 2.33, 3.86, 13.08, -5.02
# Answers 95 % and refuses 97 % of off-topic questions on the odd-numbered articles.
THRESHOLD = 0.38


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
    terms = base.terms(question)
    within = None if article is None else base.within(article) or range(0)
    ranked = rank(base, terms, within) if terms else []
    if not ranked:
        reason = Reason.NO_MATCH if terms else Reason.NO_WORDS
        return NoAnswer(question, reason, 0.0, base.revision)
    confidence = _confidence(base, terms, ranked[0])
    if confidence < threshold:
        nearest = tuple(quote(base, terms, found) for found in ranked[:MOST_NEAREST])
        return NoAnswer(question, Reason.WEAK, confidence, base.revision, nearest)
    given = _given(base, terms, ranked, threshold)
    further = ranked[given : given + MOST_NEAREST]
    return Answer(
        question,
        tuple(quote(base, terms, found) for found in ranked[:given]),
        confidence,
        base.revision,
        tuple(quote(base, terms, found) for found in further),
    )


def _confidence(base: KnowledgeBase, terms: Sequence[str], ranked: Ranked) -> float:
    share = ranked.hit.score / base.engine.most(terms)
    support = _COVERAGE * ranked.coverage + _FOCUS * ranked.focus_coverage + _BM25 * share + _BIAS
    return 1 / (1 + math.exp(-support))


def _given(
    base: KnowledgeBase, terms: Sequence[str], ranked: Sequence[Ranked], threshold: float
) -> int:
    """Return how many of the first passages are quotes of the answer."""
    given = 1
    for found in ranked[1:MOST_QUOTES]:
        nearly = found.score >= _NEARLY * ranked[0].score
        if not nearly or _confidence(base, terms, found) < threshold:
            break
        given += 1
    return given
