"""Fit what `knowledge` ships again: what each signal of a ranking counts, and the confidence.

    python -m benchmarks.quality.fit [--data PATH]

On the articles with an even index alone. Captions have no part in it: SQuAD has none.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.quality import squad
from benchmarks.quality.features import KINDS, SIGNALS, SUPPORT, lists, support
from benchmarks.quality.regression import listwise, logistic
from benchmarks.quality.sampling import off_topic
from benchmarks.quality.squad import DATA
from benchmarks.quality.tables import plain
from knowledge import build
from knowledge.answering import CONFIDENCE
from knowledge.ranking import EXPECTED, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.quality.regression import Floats
    from benchmarks.quality.squad import Asked
    from knowledge import KnowledgeBase

# Questions of each other article that an article's own are told from.
_EACH = 40


def main(given: Sequence[str]) -> int:
    """Fit, print both tables and return the exit status."""
    parser = argparse.ArgumentParser("python -m benchmarks.quality.fit")
    parser.add_argument("--data", type=Path, default=DATA, help="in SQuAD's format (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the sampling (%(default)s)")
    options = parser.parse_args(given)
    try:
        even = squad.split(squad.load(options.data), "even")
    except squad.UnreadableError as error:
        print(error, file=sys.stderr)
        return 1
    if sum(bool(asked.answerable) for asked in even) < 2:
        print(f"{options.data} has no two articles with answers to fit on", file=sys.stderr)
        return 1
    bases = [(build([asked.reading]), asked) for asked in even]
    print(plain([("signal", "fitted", "shipped"), *_beside(ranking(bases), shipped_ranking())]))
    fitted = confidence(bases, options.seed)
    print()
    print(plain([("confidence", "fitted", "shipped"), *_beside(fitted, shipped_confidence())]))
    return 0


def ranking(bases: Sequence[tuple[KnowledgeBase, Asked]]) -> dict[str, float]:
    """Return what each signal counts, by its name."""
    fitted = listwise(lists(bases))
    return dict(zip((*SIGNALS, *(kind.name for kind in KINDS)), fitted.tolist(), strict=True))


def confidence(bases: Sequence[tuple[KnowledgeBase, Asked]], seed: int) -> dict[str, float]:
    """Return what each part of the confidence counts, by its name, and the bias."""
    articles = [asked for _, asked in bases]
    own: list[Floats] = []
    foreign: list[Floats] = []
    for base, asked in bases:
        own.append(support(base, [question.text for question in asked.answerable]))
        foreign.append(support(base, off_topic(asked, articles, _EACH, seed)))
    labels = np.repeat([True, False], [sum(map(len, own)), sum(map(len, foreign))])
    fitted = logistic(np.concatenate([*own, *foreign]), labels)
    return dict(zip((*SUPPORT, "bias"), fitted.tolist(), strict=True))


def shipped_ranking() -> dict[str, float]:
    """Return what `knowledge.ranking` ships."""
    signals = {name: getattr(WEIGHTS, name) for name in SIGNALS}
    return signals | {kind.name: weight for kind, weight in EXPECTED.items()}


def shipped_confidence() -> dict[str, float]:
    """Return what `knowledge.answering` ships."""
    return asdict(CONFIDENCE)


def _beside(fitted: dict[str, float], shipped: dict[str, float]) -> list[tuple[str, ...]]:
    return [
        (name.lower(), f"{value:.2f}", f"{shipped[name]:.2f}") for name, value in fitted.items()
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
