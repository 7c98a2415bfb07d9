"""Which sentence of which passage fits a question best: BM25's hits, looked at closely.

BM25 brings passages up; each of their sentences is then scored together with its passage by a
few signals, each a function below, put together by the one table `WEIGHTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.base import KnowledgeBase, Sentence
    from knowledge.model import Hit, Passage

# How many hits are looked at: past them, the right passage is hardly ever found.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal counts; fitted on the even-numbered articles of SQuAD 2.0's dev half."""

    passage: float = 0.4
    pairs: float = 0.5
    sentence: float = 0.8
    context: float = 0.4
    caption: float = -1.5


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with its best sentence.

    Attributes:
        hit: The passage as the engine brought it up.
        best: The index of its best sentence.
        score: That sentence's score together with its passage.
        coverage: The share of the question's idf that the passage holds, 0 to 1.
        focus_coverage: The same of the best sentence with the one before it.
    """

    hit: Hit
    best: int
    score: float
    coverage: float
    focus_coverage: float


def rank(base: KnowledgeBase, terms: Sequence[str], within: range | None = None) -> list[Ranked]:
    """Return the passages for `terms`, the owner of the best sentence first."""
    ranked = [_ranked(base, terms, hit) for hit in base.engine.search(terms, DEPTH, within)]
    return sorted(ranked, key=lambda found: -found.score)


def coverage(terms: Iterable[str], held: Iterable[str], idf: Callable[[str], float]) -> float:
    """Return the sum of the idf of those of `terms` that are in `held`."""
    present = set(held)
    return sum(idf(term) for term in terms if term in present)


def pairs(terms: Sequence[str], sentence: Sentence, idf: Callable[[str], float]) -> float:
    """Return the sum of the mean idf of neighbouring terms that are neighbours there too."""
    neighbours = set(pairwise(sentence.terms))
    return sum((idf(a) + idf(b)) / 2 for a, b in pairwise(terms) if (a, b) in neighbours)


def _ranked(base: KnowledgeBase, terms: Sequence[str], hit: Hit) -> Ranked:
    idf = base.engine.idf
    found = base.sentences[hit.position]
    held = [coverage(terms, sentence.terms, idf) for sentence in found]
    with_before = [
        coverage(terms, found[at].terms + (found[at - 1].terms if at else ()), idf)
        for at in range(len(found))
    ]
    scores = [
        WEIGHTS.sentence * held[at] + WEIGHTS.context * with_before[at] for at in range(len(found))
    ]
    best = max(range(len(found)), key=scores.__getitem__)
    closest = max(pairs(terms, sentence, idf) for sentence in found)
    whole = sum(map(idf, terms))
    return Ranked(
        hit,
        best,
        scores[best] + _passage_score(hit.passage, hit.score, closest),
        coverage(terms, hit.terms, idf) / whole,
        with_before[best] / whole,
    )


def _passage_score(passage: Passage, bm25: float, closest: float) -> float:
    caption = WEIGHTS.caption if passage.kind is Kind.CAPTION else 0.0
    return WEIGHTS.passage * bm25 + WEIGHTS.pairs * closest + caption
