"""How far a figure may be off for the articles it was measured on.

Efron (1979), Bootstrap Methods: Another Look at the Jackknife; percentile intervals. Whole
articles are drawn, since the questions of one article do well or badly together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.quality.metrics import Metric
    from benchmarks.quality.outcomes import Outcome

RESAMPLES = 1000
_OUTSIDE = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


def figure(metric: Metric, outcomes: Sequence[Outcome], seed: int) -> Figure:
    """Return a metric of some articles, with its interval over samples of as many articles."""
    draws = np.random.default_rng(seed).integers(len(outcomes), size=(RESAMPLES, len(outcomes)))
    values = [metric([outcomes[int(at)] for at in draw]) for draw in draws]
    known = [value for value in values if not np.isnan(value)] or [np.nan]
    low, high = np.quantile(known, [_OUTSIDE / 2, 1 - _OUTSIDE / 2])
    return Figure(metric(outcomes), float(low), float(high))


def difference(mine: Metric, theirs: Metric) -> Metric:
    """Return a metric: how much more one metric is than another on the same questions."""
    return lambda outcomes: mine(outcomes) - theirs(outcomes)
