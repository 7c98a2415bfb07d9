"""Figures of what became of the questions, over all of them: each question counts the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.outcomes import Found, Outcome, Values

# The share of its own questions that an article is to answer when its refusals are compared.
ANSWERED = 0.95
# How far down a passage still counts for MRR.
_CUT = 10
_BINS = 10

Metric = Callable[[Sequence[Outcome]], float]
Finder = Callable[[Outcome], Found]


def mean_of(values: Callable[[Outcome], Values], scale: float = 100.0) -> Metric:
    """Return a metric: the mean of some values of each outcome, in per cent by default."""
    return lambda outcomes: scale * _mean(_pooled(outcomes, values))


def hit(finder: Finder, within: int) -> Metric:
    """Return a metric: how often the right passage is among the first so many."""
    return mean_of(lambda outcome: hits(finder(outcome).ranks, within))


def mrr(finder: Finder) -> Metric:
    """Return a metric: the mean reciprocal rank of the right passage, 0 past the tenth.

    Voorhees (1999), The TREC-8 Question Answering Track Report.
    """
    return mean_of(lambda outcome: reciprocals(finder(outcome).ranks))


def sentence_hit(finder: Finder) -> Metric:
    """Return a metric: how often the decisive sentence holds a part of the answer."""
    return mean_of(lambda outcome: finder(outcome).sentences)


def hits(ranks: Values, within: int) -> Values:
    """Return 1 for each rank among the first so many, else 0."""
    return ((ranks > 0) & (ranks <= within)).astype(float)


def reciprocals(ranks: Values) -> Values:
    """Return 1 / rank of each; 0 where there is none, or past the tenth."""
    return hits(ranks, _CUT) / np.maximum(ranks, 1)


def refused_off_topic(outcomes: Sequence[Outcome]) -> float:
    """Return the share of off-topic questions refused where 95 % of the own are answered."""
    own = _pooled(outcomes, lambda outcome: outcome.confidence)
    if not len(own):
        return float("nan")
    least = np.sort(own)[len(own) - math.ceil(ANSWERED * len(own))]
    foreign = _pooled(outcomes, lambda outcome: outcome.off_topic)
    return 100 * _mean(foreign < least)


def unanswerable_auroc(outcomes: Sequence[Outcome]) -> float:
    """Return how often a question that has an answer is surer than one that has none."""
    return auroc(
        _pooled(outcomes, lambda outcome: outcome.confidence),
        _pooled(outcomes, lambda outcome: outcome.unanswerable),
    )


def auroc(higher: Values, lower: Values) -> float:
    """Return the area under the ROC curve, ties counting half.

    It is Mann and Whitney's U (1947) over the number of pairs; see Hanley, McNeil (1982).
    """
    if not (len(higher) and len(lower)):
        return float("nan")
    ordered = np.sort(lower)
    below = np.searchsorted(ordered, higher, side="left")
    not_above = np.searchsorted(ordered, higher, side="right")
    return float((below.sum() + not_above.sum()) / (2 * len(higher) * len(lower)))


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions of like confidence: how sure they were, and how often rightly.

    Attributes:
        questions: How many there are, on-topic and off-topic.
        confidence: Their mean confidence.
        right: The share that has an answer, and whose first quote is of the right passage.
    """

    questions: int
    confidence: float
    right: float


def reliability(outcomes: Sequence[Outcome]) -> list[Bin]:
    """Return ten bins of confidence; on-topic and off-topic questions count half in all.

    Murphy, Winkler (1977), Reliability of Subjective Probability Forecasts.
    """
    own = _pooled(outcomes, lambda outcome: outcome.confidence)
    foreign = _pooled(outcomes, lambda outcome: outcome.off_topic)
    first = _pooled(outcomes, lambda outcome: hits(outcome.found.ranks, 1))
    confidence = np.concatenate([own, foreign])
    right = np.concatenate([first, np.zeros(len(foreign))])
    weights = np.concatenate([np.full(len(each), 1 / max(1, len(each))) for each in (own, foreign)])
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return [
        Bin(
            int(held.sum()),
            float(np.average(confidence[held], weights=weights[held])),
            float(np.average(right[held], weights=weights[held])),
        )
        for held in (bins == at for at in range(_BINS))
        if held.any()
    ]


def _mean(values: NDArray[Any]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def _pooled(outcomes: Sequence[Outcome], values: Callable[[Outcome], Values]) -> Values:
    return np.concatenate([values(outcome) for outcome in outcomes])
