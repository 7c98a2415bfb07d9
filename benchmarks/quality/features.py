"""What the regressions see of a question: the same signals that `knowledge` ranks and judges by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.quality.regression import Lists
from knowledge.expectation import Expected, evidence, expected
from knowledge.ranking import matched, neighbours, pairs, rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.quality.regression import Floats
    from benchmarks.quality.squad import Asked, Question
    from knowledge import KnowledgeBase
    from knowledge.question import Query
    from knowledge.ranking import Ranked

SIGNALS = ("passage", "pairs", "rarity", "before", "after", "prefixes")
KINDS = tuple(Expected)
SUPPORT = ("coverage", "focus", "unknown", "bm25")
Row = list[float]


def lists(bases: Sequence[tuple[KnowledgeBase, Asked]]) -> Lists:
    """Return the candidates of every answerable question whose passage comes up."""
    rows: list[Row] = []
    starts: list[int] = []
    sentence: list[bool] = []
    passage: list[bool] = []
    for base, asked in bases:
        for question in asked.answerable:
            found = list(_candidates(base, question))
            if any(holds for _, holds, _ in found):
                starts.append(len(rows))
                rows += [row for row, _, _ in found]
                sentence += [holds for _, holds, _ in found]
                passage += [owns for _, _, owns in found]
    return Lists(np.array(rows), np.array(starts), np.array(sentence), np.array(passage))


def support(base: KnowledgeBase, questions: Sequence[str]) -> Floats:
    """Return what the confidence in each question's first passage rests on; none, no row."""
    queries = [base.query(question) for question in questions]
    found = [(query, rank(base, query)) for query in queries]
    rows = [_support(base, query, ranked[0]) for query, ranked in found if ranked]
    return np.array(rows).reshape(-1, len(SUPPORT))


def _support(base: KnowledgeBase, query: Query, ranked: Ranked) -> Row:
    unknown = matched(query, (term for term in query.terms if term not in base.engine))
    return [
        ranked.coverage,
        ranked.focus_coverage,
        unknown / (matched(query, query.terms) or 1.0),
        ranked.hit.score / base.engine.most(query.terms),
    ]


def _candidates(base: KnowledgeBase, question: Question) -> Iterator[tuple[Row, bool, bool]]:
    """Yield each sentence's features, whether it answers, and whether its passage does."""
    query = base.query(question.text)
    for ranked in rank(base, query):
        owns = ranked.hit.position == question.passage
        sentences = base.sentences[ranked.hit.position]
        for sentence, row in zip(sentences, _rows(base, query, ranked), strict=True):
            span = sentence.span
            holds = any(gold.start < span.end and span.start < gold.end for gold in question.gold)
            yield row, owns and holds, owns


def _rows(base: KnowledgeBase, query: Query, ranked: Ranked) -> list[Row]:
    """Return the features of each sentence of a passage: `SIGNALS`, then `KINDS`."""
    hit = ranked.hit
    sentences = base.sentences[hit.position]
    asked = neighbours(query, base.engine.idf)
    closest = max(pairs(asked, sentence) for sentence in sentences)
    terms = frozenset(hit.terms)
    held = [terms.intersection(sentence.terms) for sentence in sentences]
    beside = [frozenset[str](), *held, frozenset[str]()]
    prefixes = base.sentence_scores(query, [hit.position])[0]
    whole = [hit.score, closest, matched(query, terms)]
    return [
        [
            *whole,
            matched(query, here | beside[at]),
            matched(query, here | beside[at + 2]),
            prefixes[at],
            *_evidence(query, sentences[at].span.of(hit.passage.article.text)),
        ]
        for at, here in enumerate(held)
    ]


def _evidence(query: Query, sentence: str) -> Row:
    kind = expected(query.text)
    found = 0.0 if kind is None else evidence(kind, sentence, query.asked)
    return [found if kind is each else 0.0 for each in KINDS]
