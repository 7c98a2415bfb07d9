"""Which sentence of which passage fits a question best: BM25's hits, looked at closely.

BM25 brings passages up; each of their sentences is then scored together with its passage by a
few signals, each a function below or a method it names, added up by the one table `Weights`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.expectation import Expected, evidence, expected
from knowledge.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from knowledge.base import KnowledgeBase, Sentence
    from knowledge.model import Hit, Passage
    from knowledge.question import Query

_NONE: frozenset[str] = frozenset()
# How many hits are looked at: past them, the right passage is hardly ever found.
DEPTH = 50


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal counts.

    Fitted by a listwise logistic regression on the 8 even-numbered articles of the SQuAD 2.0 half
    (see benchmarks/README.md), rounded; captions by hand, so that they win only where they are
    clearly better.

    Attributes:
        passage: `Hit.score`, passage (BM25).
        pairs: `pairs` of the passage's best sentence in that.
        rarity: `matched` of the passage.
        before: `matched` of the sentence with the one before it.
        after: `matched` of the sentence with the one after it.
        prefixes: `KnowledgeBase.sentence_scores`.
        caption: A caption's handicap.
    """

    passage: float = 0.3
    pairs: float = 0.5
    rarity: float = 0.2
    before: float = 0.3
    after: float = 0.15
    prefixes: float = 0.3
    caption: float = -1.5


WEIGHTS = Weights()
# What `evidence` of the expected kind of answer counts, from the same fit.
EXPECTED = {
    Expected.PERSON: 0.5,
    Expected.PLACE: 0.9,
    Expected.DATE: 2.3,
    Expected.NUMBER: 2.2,
    Expected.CAUSE: 1.9,
    Expected.MANNER: 0.15,
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with its best sentence.

    Attributes:
        hit: The passage as the engine brought it up.
        best: The index of its best sentence.
        scores: What each of its sentences scores by itself and its neighbours.
        score: The best one's score together with its passage's.
        coverage: The share of the question's rarity that the passage holds, 0 to 1.
        focus_coverage: The same of the best sentence with the one before it.
    """

    hit: Hit
    best: int
    scores: tuple[float, ...]
    score: float
    coverage: float
    focus_coverage: float


def rank(base: KnowledgeBase, query: Query, within: range | None = None) -> list[Ranked]:
    """Return the passages for a query, the owner of the best sentence first."""
    hits = base.engine.search(query.terms, DEPTH, within, query.weights)
    prefixes = base.sentence_scores(query, [hit.position for hit in hits])
    ranker = _Ranker(query, neighbours(query, base.engine.idf), expected(query.text))
    ranked = [
        ranker.ranked(hit, base.sentences[hit.position], scores)
        for hit, scores in zip(hits, prefixes, strict=True)
    ]
    return sorted(ranked, key=lambda found: -found.score)


def matched(query: Query, held: Iterable[str]) -> float:
    """Return the sum of the background rarity of some of the question's terms."""
    return sum(query.rarity[term] for term in held)


def neighbours(query: Query, idf: Callable[[str], float]) -> dict[tuple[str, str], float]:
    """Return the pairs of terms that follow each other in the question, with their mean idf."""
    return {(a, b): (idf(a) + idf(b)) / 2 for a, b in pairwise(query.sequence)}


def pairs(asked: Mapping[tuple[str, str], float], sentence: Sentence) -> float:
    """Return the sum over the question's neighbouring terms that are neighbours there too."""
    return sum(asked[pair] for pair in asked.keys() & set(pairwise(sentence.terms)))


@dataclass(frozen=True, slots=True)
class Signal:
    """One of the sums that make a score: a value and what it counts."""

    name: str
    value: float
    weight: float


def signals(base: KnowledgeBase, query: Query, ranked: Ranked) -> list[Signal]:
    """Return what a ranked passage's score is the sum of: value times weight, signal by signal."""
    (prefixes,) = base.sentence_scores(query, [ranked.hit.position])
    ranker = _Ranker(query, neighbours(query, base.engine.idf), expected(query.text))
    return ranker.signals(ranked, base.sentences[ranked.hit.position], prefixes)


@dataclass(frozen=True, slots=True)
class _Ranker:
    """Scores passages for one question."""

    query: Query
    neighbours: Mapping[tuple[str, str], float]
    kind: Expected | None

    def ranked(self, hit: Hit, found: Sequence[Sentence], prefixes: Sequence[float]) -> Ranked:
        """Score a passage by the best of its sentences."""
        before, after = self._context(hit, found)
        scores = [
            WEIGHTS.before * before[at]
            + WEIGHTS.after * after[at]
            + WEIGHTS.prefixes * prefixes[at]
            + self._expected * self._evidence(hit.passage, sentence)
            for at, sentence in enumerate(found)
        ]
        best = max(range(len(found)), key=scores.__getitem__)
        share, whole = matched(self.query, hit.terms), matched(self.query, self.query.terms) or 1.0
        score = (
            scores[best]
            + WEIGHTS.rarity * share
            + WEIGHTS.passage * hit.score
            + WEIGHTS.pairs * self._closest(found)
            + WEIGHTS.caption * _is_caption(hit)
        )
        return Ranked(hit, best, tuple(scores), score, share / whole, before[best] / whole)

    def signals(
        self, ranked: Ranked, found: Sequence[Sentence], prefixes: Sequence[float]
    ) -> list[Signal]:
        """Return the parts of `ranked.score`."""
        hit, best = ranked.hit, ranked.best
        before, after = self._context(hit, found)
        return [
            Signal("passage (BM25)", hit.score, WEIGHTS.passage),
            Signal("neighbouring words", self._closest(found), WEIGHTS.pairs),
            Signal("rarity, passage", matched(self.query, hit.terms), WEIGHTS.rarity),
            Signal("rarity, one before too", before[best], WEIGHTS.before),
            Signal("rarity, one after too", after[best], WEIGHTS.after),
            Signal("word beginnings (BM25)", prefixes[best], WEIGHTS.prefixes),
            Signal(
                "the kind of thing asked",
                self._evidence(hit.passage, found[best]),
                self._expected,
            ),
            Signal("a caption", _is_caption(hit), WEIGHTS.caption),
        ]

    @property
    def _expected(self) -> float:
        return 0.0 if self.kind is None else EXPECTED[self.kind]

    def _context(self, hit: Hit, found: Sequence[Sentence]) -> tuple[list[float], list[float]]:
        """Return `matched` of each sentence with the one before it, and with the one after it."""
        terms = frozenset(hit.terms)
        held = [terms.intersection(sentence.terms) for sentence in found]
        before = [
            matched(self.query, a | b) for a, b in zip(held, [_NONE, *held[:-1]], strict=True)
        ]
        after = [matched(self.query, a | b) for a, b in zip(held, [*held[1:], _NONE], strict=True)]
        return before, after

    def _evidence(self, passage: Passage, sentence: Sentence) -> float:
        if self.kind is None:
            return 0.0
        return evidence(self.kind, sentence.span.of(passage.article.text), self.query.asked)

    def _closest(self, found: Sequence[Sentence]) -> float:
        return max(pairs(self.neighbours, sentence) for sentence in found)


def _is_caption(hit: Hit) -> float:
    return float(hit.passage.kind is Kind.CAPTION)
