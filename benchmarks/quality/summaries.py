"""Summaries against the lead of the article, by ROUGE, where no human summaries are at hand.

    python -m benchmarks.quality.summaries [--data PATH]

An encyclopedia's article opens with its own summary. The first paragraph is taken as what a good
summary says, and the rest of the article is summarised without it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer

from benchmarks.quality import squad
from benchmarks.quality.squad import DATA
from benchmarks.quality.tables import plain
from knowledge import Length, Reading, build, summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge import KnowledgeBase

MEASURES = ("rouge1", "rouge2", "rougeL")
_ROUNDS = 1000


def main(given: Sequence[str]) -> int:
    """Measure, print one table and return the exit status."""
    parser = argparse.ArgumentParser("python -m benchmarks.quality.summaries")
    parser.add_argument("--data", type=Path, default=DATA, help="in SQuAD's format (%(default)s)")
    try:
        articles = squad.load(parser.parse_args(given).data)
    except squad.UnreadableError as error:
        print(error, file=sys.stderr)
        return 1
    rows: list[tuple[str, ...]] = [("words", *MEASURES, *(f"{m} over lead" for m in MEASURES))]
    for length in Length:
        ours, leads = scores([asked.reading for asked in articles], length.value)
        rows.append((str(length.value), *_means(ours), *_differences(ours - leads)))
    print(plain(rows))
    return 0


def scores(
    readings: Sequence[Reading], words: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the F-measures of Pilcrow's summaries and of the leads: articles by measures."""
    scorer: Any = RougeScorer(MEASURES, use_stemmer=True)
    ours: list[list[float]] = []
    leads: list[list[float]] = []
    for reading in readings:
        target = reading.passages[0].text
        base = build([Reading(reading.article, reading.passages[1:])])
        said = " ".join(quote.text for quote in summarise(base, words=words).sentences)
        for found, text in ((ours, said), (leads, lead(base, words))):
            scored = scorer.score(target, text)
            found.append([100 * scored[measure].fmeasure for measure in MEASURES])
    return np.array(ours), np.array(leads)


def lead(base: KnowledgeBase, words: int) -> str:
    """Return the first sentences that have no more than so many words; one at least."""
    text = base.articles[0].text
    taken: list[str] = []
    for sentence in (one.span.of(text) for found in base.sentences for one in found):
        if taken and len(" ".join([*taken, sentence]).split()) > words:
            break
        taken.append(sentence)
    return " ".join(taken)


def _means(each: NDArray[np.float64]) -> list[str]:
    return [f"{mean:.1f}" for mean in each.mean(axis=0)]


def _differences(each: NDArray[np.float64]) -> list[str]:
    """Return mean differences with their 95 % bootstrap intervals over articles (Efron 1979)."""
    size = len(each)
    random = np.random.default_rng(1)
    means = [each[random.integers(0, size, size)].mean(axis=0) for _ in range(_ROUNDS)]
    low, high = np.percentile(means, [2.5, 97.5], axis=0)
    return [
        f"{mean:+.1f} [{a:.1f}, {b:.1f}]"
        for mean, a, b in zip(each.mean(axis=0), low, high, strict=True)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
