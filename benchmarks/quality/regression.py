"""The two regressions that the weights come from, in plain numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# How much of the listwise loss is on the passage; the rest is on the sentence.
PASSAGE_SHARE = 0.3
RIDGE = 0.02
_STEPS, _RATE = 600, 0.05


@dataclass(frozen=True, slots=True)
class Lists:
    """Candidates of several questions, one after another; each question has a right one.

    Attributes:
        features: One row for each candidate sentence.
        starts: The row at which each question's candidates start.
        sentence: Which candidates hold a part of the answer.
        passage: Which candidates stand in the right passage.
    """

    features: Floats
    starts: NDArray[np.intp]
    sentence: Bools
    passage: Bools


def listwise(lists: Lists) -> Floats:
    """Return the weight of each feature under which the right candidates are likeliest.

    A softmax over each question's candidates (Cao et al. 2007, Learning to Rank: From Pairwise
    Approach to Listwise Approach), with a ridge on standardised features, by Adam (Kingma, Ba
    2015).
    """
    spread = lists.features.std(axis=0)
    spread[spread == 0] = 1.0
    features = lists.features / spread
    weights, first, second = np.zeros((3, features.shape[1]))
    for step in range(1, _STEPS + 1):
        gradient = features.T @ _pull(lists, features @ weights) / len(lists.starts)
        gradient += RIDGE * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        scale = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        weights -= _RATE * first / (1 - 0.9**step) / scale
    return weights / spread


def logistic(features: Floats, labels: Bools) -> Floats:
    """Return the weight of each feature, and the bias last; both classes count the same in all.

    Newton's method, with a trace of a ridge so that separable classes have an end.
    """
    rows = np.column_stack([features, np.ones(len(features))])
    positive = np.count_nonzero(labels)
    share = np.where(labels, 0.5 / positive, 0.5 / (len(labels) - positive))
    weights = np.zeros(rows.shape[1])
    ridge = 1e-5 * np.eye(len(weights))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (share * (chance - labels)) + ridge @ weights
        bend = (rows * (share * chance * (1 - chance))[:, None]).T @ rows + ridge
        weights -= np.linalg.solve(bend, gradient)
    return weights


def _pull(lists: Lists, scores: Floats) -> Floats:
    """Return the derivative of the loss by each score."""
    everyone = np.ones(len(scores), dtype=bool)
    chance = _softmax(scores, lists.starts, everyone)
    sentence = _softmax(scores, lists.starts, lists.sentence)
    passage = _softmax(scores, lists.starts, lists.passage)
    return chance - (1 - PASSAGE_SHARE) * sentence - PASSAGE_SHARE * passage


def _softmax(scores: Floats, starts: NDArray[np.intp], among: Bools) -> Floats:
    """Return the chance of each candidate among some of its question's."""
    lengths = np.diff(np.append(starts, len(scores)))
    highest = np.repeat(np.maximum.reduceat(np.where(among, scores, -np.inf), starts), lengths)
    powers = np.exp(np.where(among, scores, -np.inf) - highest)
    return powers / np.repeat(np.add.reduceat(powers, starts), lengths)
