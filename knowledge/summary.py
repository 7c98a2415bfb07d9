"""Articles → their leading sentences: extractive summaries, in reading order.

TextRank (Mihalcea, Tarau 2004) with BM25 as the similarity of sentences (Barrios et al. 2016),
a prior for early sentences, and maximal marginal relevance (Carbonell, Goldstein 1998) against
repetition, fitted to a number of words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from knowledge.index import Index
from knowledge.model import Kind, Quote
from knowledge.quoting import leans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.base import KnowledgeBase, Sentence
    from knowledge.model import Passage

# PageRank's usual damping, and rounds enough to settle.
_DAMPING, _ROUNDS = 0.85, 30
# Fitted on news summaries of 60 words: a sentence's place, and relevance against repetition.
_POSITION, _LAMBDA = 0.3, 0.8
# The square of their number has to stay small; more are cut by place and fit.
_MOST_SENTENCES = 400
_FEWEST_WORDS = 4


class Length(Enum):
    """How long a summary is to be, in words."""

    SHORT = 60
    MEDIUM = 120
    LONG = 250


@dataclass(frozen=True, slots=True)
class Summary:
    """Whole sentences of the articles, in reading order; none where nothing is about the topic."""

    sentences: tuple[Quote, ...]
    revision: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(sentence.text.split()) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be taken, with what decides: its place, its fit, its size in words."""

    passage: Passage
    sentence: Sentence
    prior: float
    fit: float
    words: int

    @property
    def leans(self) -> bool:
        """Whether it starts with a word that refers to what stood before it."""
        return not self._opens and leans(self.sentence.span.of(self.passage.article.text))

    @property
    def _opens(self) -> bool:
        """Whether its article begins with it, so that its words refer to the title."""
        return self.passage.number == 1 and self.sentence.span.start == self.passage.span.start

    def is_before(self, other: _Candidate) -> bool:
        """Tell whether nothing but white space parts this sentence from another after it."""
        text = self.passage.article.text
        between = text[self.sentence.span.end : other.sentence.span.start]
        return self.passage.article is other.passage.article and not between.strip()


def summarise(
    base: KnowledgeBase,
    *,
    words: int = Length.MEDIUM.value,
    about: str = "",
    article: str | None = None,
) -> Summary:
    """Summarise a knowledge base, or one of its articles, by its own sentences.

    Args:
        base: The snapshot to summarise.
        words: The most words it may have; where even the shortest sentence has more, that one
            alone is the summary.
        about: A topic: only paragraphs that hold one of its terms take part, by how well they fit.
        article: The id of the only article to look at.
    """
    within = range(len(base.passages)) if article is None else base.within(article) or range(0)
    candidates = _candidates(base, _fits(base, about, within))
    if not candidates:
        return Summary((), base.revision)
    similarity = _similarity([candidate.sentence.terms for candidate in candidates])
    ranks = _text_rank(similarity) * len(candidates)
    priors = np.array([0.0 if about else candidate.prior for candidate in candidates])
    scores = (ranks + priors) * np.array([candidate.fit for candidate in candidates])
    chosen = _chosen(candidates, scores / scores.max(), similarity, words)
    quotes = [
        Quote(found.passage, found.sentence.span, found.sentence.span, float(scores[at]))
        for at in chosen
        for found in (candidates[at],)
    ]
    return Summary(tuple(quotes), base.revision)


def _fits(base: KnowledgeBase, about: str, within: range) -> dict[int, float]:
    """Return the positions of the paragraphs that take part, in order, and how well each fits."""
    fits = dict.fromkeys(within, 1.0)
    if about.strip():
        hits = base.engine.search(base.terms(about), len(within), within)
        fits = {hit.position: hit.score / hits[0].score for hit in hits}
    return {at: fits[at] for at in sorted(fits) if base.passages[at].kind is Kind.PARAGRAPH}


def _candidates(base: KnowledgeBase, fits: Mapping[int, float]) -> list[_Candidate]:
    found: list[_Candidate] = []
    places: Counter[str] = Counter()
    for at, fit in fits.items():
        passage = base.passages[at]
        for sentence in base.sentences[at]:
            prior = 2 / (1 + _POSITION * places[passage.article.id])
            places[passage.article.id] += 1
            words = len(sentence.span.of(passage.article.text).split())
            found.append(_Candidate(passage, sentence, prior, fit, words))
    whole = [candidate for candidate in found if candidate.words >= _FEWEST_WORDS] or found
    keep = sorted(range(len(whole)), key=lambda at: -whole[at].prior * whole[at].fit)
    return [whole[at] for at in sorted(keep[:_MOST_SENTENCES])]


def _similarity(documents: Sequence[tuple[str, ...]]) -> NDArray[np.float64]:
    """Return how much of each sentence (row) each other one (column) says, 0 to about 1."""
    index = Index(documents)
    similarity = np.zeros((len(documents), len(documents)))
    for row, terms in enumerate(documents):
        at, scores = index.scores(terms)
        similarity[row, at] = scores
        similarity[row] /= similarity[row, row] or 1.0
    np.fill_diagonal(similarity, 0.0)
    return similarity


def _text_rank(similarity: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the stationary probabilities of a walk from sentence to similar sentence."""
    size = len(similarity)
    sums = similarity.sum(axis=1, keepdims=True)
    steps = np.divide(similarity, sums, out=np.full_like(similarity, 1 / size), where=sums > 0)
    ranks = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        ranks = (1 - _DAMPING) / size + _DAMPING * (ranks @ steps)
    return ranks


def _chosen(
    candidates: Sequence[_Candidate],
    scores: NDArray[np.float64],
    similarity: NDArray[np.float64],
    budget: int,
) -> list[int]:
    """Return the indices of the sentences taken, in reading order.

    A sentence that leans on another is taken only after that one; where all of them lean and none
    of what they lean on takes part, they are taken as they are.
    """
    said = np.zeros(len(candidates))
    left = {at: candidate.words for at, candidate in enumerate(candidates)}
    chosen: list[int] = []
    while fitting := _fitting(candidates, left, chosen, budget):
        best = max(fitting, key=lambda at: _LAMBDA * scores[at] - (1 - _LAMBDA) * said[at])
        chosen.append(best)
        budget -= left.pop(best)
        said = np.maximum(said, similarity[:, best])
    return sorted(chosen) or [min(left, key=lambda at: left[at])]


def _fitting(
    candidates: Sequence[_Candidate], left: Mapping[int, int], chosen: Sequence[int], budget: int
) -> list[int]:
    """Return which sentences find room, and lean on nothing that is left out."""
    fitting = [at for at, words in left.items() if words <= budget]
    alone = [
        at
        for at in fitting
        if not candidates[at].leans
        or (at - 1 in chosen and candidates[at - 1].is_before(candidates[at]))
    ]
    return alone if alone or chosen else fitting
