"""What becomes of each question: of one article as its own knowledge base, and of all as one.

Nothing is judged here; `metrics` makes figures of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.quality.outcomes import Found, Outcome
from benchmarks.quality.peers import PEERS
from benchmarks.quality.sampling import off_topic, sample, with_typo
from knowledge import Answer, ask, build
from knowledge.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.quality.outcomes import Values
    from benchmarks.quality.peers import Peer
    from benchmarks.quality.squad import Asked, Question
    from knowledge import KnowledgeBase, NoAnswer, Quote, Span


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured.

    Attributes:
        sample: The most questions of each kind an article is asked; all of them for None.
        seed: Of everything that is drawn by lot.
        off_topic: How many questions of each other article an article is asked.
        peers: The names of the peers to compare with.
    """

    sample: int | None = None
    seed: int = 1
    off_topic: int = 40
    peers: tuple[str, ...] = ()


def measure(asked: Asked, split: Sequence[Asked], plan: Plan) -> Outcome:
    """Ask an article its own questions, and questions of the other articles of its split."""
    base = build([asked.reading])
    questions = sample(asked.answerable, plan.sample, f"{plan.seed}/{asked.id}")
    unanswerable = sample(asked.unanswerable, plan.sample, f"{plan.seed}/{asked.id}/not")
    replies = [ask(base, question.text) for question in questions]
    foreign = [ask(base, text) for text in off_topic(asked, split, plan.off_topic, plan.seed)]
    judged = list(zip(questions, map(_first, replies), strict=True))
    quotes = [quote for _, quote in judged if quote]
    return Outcome(
        asked.id,
        Found(
            _values(place(base, question.text, question.passage) for question in questions),
            _values(bool(quote) and _holds(quote.focus, question) for question, quote in judged),
        ),
        quotes=_values(bool(q) and _holds(q.span, question) for question, q in judged),
        focus_words=_values(_words(quote, quote.focus) for quote in quotes),
        quote_words=_values(_words(quote, quote.span) for quote in quotes),
        typos=_values(place(base, with_typo(q.text, plan.seed), q.passage) for q in questions),
        confidence=_values(reply.confidence for reply in replies),
        answered=_values(isinstance(reply, Answer) for reply in replies),
        unanswerable=_values(ask(base, question.text).confidence for question in unanswerable),
        off_topic=_values(reply.confidence for reply in foreign),
        refused=_values(not isinstance(reply, Answer) for reply in foreign),
        peers={name: by_peer(PEERS[name], base, questions) for name in plan.peers},
    )


def together(articles: Sequence[Asked], split: Sequence[Asked], plan: Plan) -> dict[str, Values]:
    """Return the ranks of the split's questions with all articles as one knowledge base, by id."""
    base = build([asked.reading for asked in articles])
    ranks: dict[str, Values] = {}
    for asked in split:
        questions = sample(asked.answerable, plan.sample, f"{plan.seed}/{asked.id}")
        start = (base.within(asked.id) or range(0)).start
        ranks[asked.id] = _values(place(base, q.text, start + q.passage) for q in questions)
    return ranks


def place(base: KnowledgeBase, question: str, passage: int) -> float:
    """Return at which place a passage comes up, from 1; 0 where it does not."""
    positions = [found.hit.position for found in rank(base, base.query(question))]
    return float(positions.index(passage) + 1) if passage in positions else 0.0


def by_peer(peer: Peer, base: KnowledgeBase, questions: Sequence[Question]) -> Found:
    """Rank passages by a peer, then all sentences, of which the best passage's best one counts."""
    of_passage = peer([passage.text for passage in base.passages])
    text = base.articles[0].text
    spans = [[sentence.span for sentence in sentences] for sentences in base.sentences]
    of_sentence = peer([span.of(text) for found in spans for span in found])
    starts = np.cumsum([0, *(len(found) for found in spans)])
    ranks: list[float] = []
    sentences: list[bool] = []
    for question in questions:
        scores = of_passage(question.text)
        best = int(np.argmax(scores))
        sentence = np.argmax(of_sentence(question.text)[starts[best] : starts[best + 1]])
        ranks.append(standing(scores, question.passage))
        sentences.append(_holds(spans[best][int(sentence)], question))
    return Found(_values(ranks), _values(sentences))


def standing(scores: Values, at: int) -> float:
    """Return the place of one of some scores, from 1; equal ones stand in their order."""
    return 1.0 + float(np.sum(scores > scores[at]) + np.sum(scores[:at] == scores[at]))


def _first(reply: Answer | NoAnswer) -> Quote | None:
    quotes = reply.quotes if isinstance(reply, Answer) else reply.nearest
    return quotes[0] if quotes else None


def _holds(span: Span, question: Question) -> bool:
    return any(gold.start < span.end and span.start < gold.end for gold in question.gold)


def _words(quote: Quote, span: Span) -> int:
    return len(span.of(quote.passage.article.text).split())


def _values(them: Iterable[float]) -> Values:
    return np.fromiter(them, float)
