"""A run → its figures: which are reported, under which names, and how far each may be off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.quality import metrics
from benchmarks.quality.bootstrap import difference, figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.quality.bootstrap import Figure
    from benchmarks.quality.metrics import Bin, Finder, Metric
    from benchmarks.quality.outcomes import Found, Outcome
    from benchmarks.quality.running import Run

PILCROW = "Pilcrow"
# What can be said of anything that ranks passages and their sentences.
COMPARED: dict[str, Callable[[Finder], Metric]] = {
    "passage hit@1": partial(metrics.hit, within=1),
    "hit@3": partial(metrics.hit, within=3),
    "MRR@10": metrics.mrr,
    "sentence hit@1": metrics.sentence_hit,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Something beside Pilcrow.

    Attributes:
        figures: Its own, by the names of `COMPARED`.
        leads: How much more Pilcrow has, on the same questions.
    """

    figures: dict[str, Figure]
    leads: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a run.

    Attributes:
        articles: How many articles were asked.
        questions: How many questions of each kind.
        figures: Of Pilcrow, by name.
        peers: By name.
        reliability: How often confidence is right.
    """

    articles: int
    questions: dict[str, int]
    figures: dict[str, Figure]
    peers: dict[str, Compared]
    reliability: list[Bin]


def report(run: Run, seed: int) -> Report:
    """Return the figures of a run."""
    outcomes = run.outcomes
    return Report(
        len(outcomes),
        {
            "answerable": sum(len(outcome.confidence) for outcome in outcomes),
            "unanswerable": sum(len(outcome.unanswerable) for outcome in outcomes),
            "off-topic": sum(len(outcome.off_topic) for outcome in outcomes),
        },
        {name: figure(metric, outcomes, seed) for name, metric in _metrics(run).items()},
        {name: _compared(name, outcomes, seed) for name in outcomes[0].peers},
        metrics.reliability(outcomes),
    )


def _metrics(run: Run) -> dict[str, Metric]:
    mean_of, hits = metrics.mean_of, metrics.hits
    return {
        **{name: metric(_own) for name, metric in COMPARED.items()},
        "two-sentence hit@1": mean_of(lambda outcome: outcome.quotes),
        "words of the sentence": mean_of(lambda outcome: outcome.focus_words, 1),
        "words of the quote": mean_of(lambda outcome: outcome.quote_words, 1),
        "passage hit@1, one typo": mean_of(lambda outcome: hits(outcome.typos, 1)),
        "off-topic refused, 95 % answered": metrics.refused_off_topic,
        "answered, as shipped": mean_of(lambda outcome: outcome.answered),
        "off-topic refused, as shipped": mean_of(lambda outcome: outcome.refused),
        "AUROC, unanswerable questions": metrics.unanswerable_auroc,
        "passage hit@1, whole file as one base": mean_of(
            lambda outcome: hits(run.together[outcome.id], 1)
        ),
    }


def _compared(name: str, outcomes: list[Outcome], seed: int) -> Compared:
    def theirs(outcome: Outcome) -> Found:
        return outcome.peers[name]

    return Compared(
        {at: figure(metric(theirs), outcomes, seed) for at, metric in COMPARED.items()},
        {
            at: figure(difference(metric(_own), metric(theirs)), outcomes, seed)
            for at, metric in COMPARED.items()
        },
    )


def _own(outcome: Outcome) -> Found:
    return outcome.found
