"""A question → `Answer` or `NoAnswer`: what comes up, whether it supports an answer, the quotes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.model import Answer, NoAnswer, Quote, Reason, Understood
from knowledge.quoting import quote
from knowledge.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.base import KnowledgeBase
    from knowledge.model import Passage
    from knowledge.question import Query
    from knowledge.ranking import Ranked

MOST_QUOTES = 3
MOST_NEAREST = 5
# A further quote is given where it scores this share of the best.
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """The logistic from what a passage matches of a question to how likely it answers.

    Each is for a share from 0 to 1. Fitted on the even-numbered articles of the SQuAD 2.0 half,
    their own questions against those of the other articles (see benchmarks/README.md).

    Attributes:
        coverage: Of the question's background rarity, what the passage holds.
        focus: The same of its best sentence with the one before.
        unknown: The same of what no passage holds at all.
        bm25: The passage's BM25 score over the bound no passage can reach.
        bias: What is added in any case.
    """

    coverage: float = 5.5
    focus: float = 4.8
    unknown: float = -4.1
    bm25: float = 1.2
    bias: float = -4.1


CONFIDENCE = ConfidenceWeights()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least confidence, 0 to 1, for each tone: an answer, and a passage shown as the closest.

    As they ship, 97 % of questions are answered and 98 % of off-topic ones are not, on the
    odd-numbered articles of the SQuAD 2.0 half.
    """

    answer: float = 0.4
    closest: float = 0.15


THRESHOLDS = Thresholds()


def ask(
    base: KnowledgeBase,
    question: str,
    *,
    article: str | None = None,
    thresholds: Thresholds = THRESHOLDS,
    turns: Sequence[str] = (),
) -> Answer | NoAnswer:
    """Answer a question from a knowledge base.

    Args:
        base: The snapshot to answer from.
        question: Any text.
        article: The id of the only article to look at; an unknown id finds nothing.
        thresholds: How much confidence each tone needs.
        turns: What was said before, the latest first, for a question that rests on it.
    """
    query = base.query(question, turns)
    within = None if article is None else base.within(article) or range(0)
    ranked = rank(base, query, within) if query.terms else []
    understood = _understood(base, query)
    if not ranked:
        reason = Reason.NO_MATCH if query.terms else Reason.NO_WORDS
        return NoAnswer(question, reason, 0.0, base.revision, understood=understood)
    confidence = confidence_of(base, query, ranked[0])
    quotes = [quote(base, query, found) for found in ranked[: MOST_QUOTES + MOST_NEAREST]]
    if confidence < thresholds.answer:
        reason = Reason.CLOSE if confidence >= thresholds.closest else Reason.WEAK
        nearest = tuple(quotes[:MOST_NEAREST])
        return NoAnswer(question, reason, confidence, base.revision, nearest, understood)
    given = _given(base, query, ranked, thresholds.answer)
    nearest = tuple(quotes[given : given + MOST_NEAREST])
    return Answer(question, tuple(quotes[:given]), confidence, base.revision, nearest, understood)


def answer_from(base: KnowledgeBase, question: str, passage: Passage) -> Answer:
    """Answer a question with a passage that somebody said answers it.

    Args:
        base: The snapshot to answer from.
        question: Any text; it decides which sentence of the passage is quoted.
        passage: One of the base's passages.

    Returns:
        An answer of confidence 1; nearest is what would have been shown otherwise.

    Raises:
        ValueError: The base has no such passage.
    """
    position = _position(base, passage)
    query = base.query(question)
    ranked = rank(base, query) if query.terms else []
    others = (quote(base, query, found) for found in ranked if found.hit.position != position)
    nearest = tuple(islice(others, MOST_NEAREST))
    understood = replace(_understood(base, query), linked=True)
    given = _quote_of(base, query, position)
    return Answer(question, (given,), 1.0, base.revision, nearest, understood)


def normal_terms(base: KnowledgeBase, question: str) -> tuple[str, ...]:
    """Return a question's terms, sorted, once each: what questions that ask the same share.

    A word that stands nowhere counts as the one that it was taken for.
    """
    return tuple(sorted(base.terms(question)))


def unknown_words(base: KnowledgeBase, question: str) -> tuple[str, ...]:
    """Return a question's content words that stand in no passage, as asked, folded, in order.

    The words of a name of several stand together.
    """
    query = base.query(question)
    asked = {used: word for word, used in query.corrections.items()}
    said = ((term, words.split()) for term, words in query.words.items())
    missing = (
        [asked.get(word, word) for word in words]
        for term, words in said
        if term not in base.engine or not asked.keys().isdisjoint(words)
    )
    return tuple(dict.fromkeys(" ".join(words) for words in missing))


def _position(base: KnowledgeBase, passage: Passage) -> int:
    for at in base.within(passage.article.id) or ():
        if base.passages[at] == passage:
            return at
    raise ValueError(f"{passage.span} of {passage.article.id} is no passage of {base.revision}")


def _quote_of(base: KnowledgeBase, query: Query, position: int) -> Quote:
    """Return the best of a passage for a query; its first sentence where it holds nothing of it."""
    ranked = rank(base, query, range(position, position + 1)) if query.terms else []
    if ranked:
        return quote(base, query, ranked[0])
    first = base.sentences[position][0].span
    return Quote(base.passages[position], first, first)


def _understood(base: KnowledgeBase, query: Query) -> Understood:
    corrections = ((asked, base.spelt(used)) for asked, used in query.corrections.items())
    return Understood(tuple(corrections), query.assumed)


def confidence_of(base: KnowledgeBase, query: Query, ranked: Ranked) -> float:
    """Return how likely a passage answers, 0 to 1, by how much of the question it matches."""
    whole = sum(query.rarity.values())
    unknown = sum(weight for term, weight in query.rarity.items() if term not in base.engine)
    support = (
        CONFIDENCE.coverage * ranked.coverage
        + CONFIDENCE.focus * ranked.focus_coverage
        + CONFIDENCE.unknown * unknown / whole
        + CONFIDENCE.bm25 * ranked.hit.score / base.engine.most(query.terms)
        + CONFIDENCE.bias
    )
    return 1 / (1 + math.exp(-support))


def _given(base: KnowledgeBase, query: Query, ranked: Sequence[Ranked], threshold: float) -> int:
    """Return how many of the first passages are quotes of the answer."""
    given = 1
    for found in ranked[1:MOST_QUOTES]:
        nearly = found.score >= _NEARLY * ranked[0].score
        if not nearly or confidence_of(base, query, found) < threshold:
            break
        given += 1
    return given
