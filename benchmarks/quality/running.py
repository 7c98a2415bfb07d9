"""All measurements of one run, on all processors, with a progress bar."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import track

from benchmarks.quality import measuring

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from benchmarks.quality.measuring import Plan
    from benchmarks.quality.outcomes import Outcome, Values
    from benchmarks.quality.squad import Asked


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave.

    Attributes:
        outcomes: One for each article of the split, in their order.
        together: Each article's ranks with all articles of the file as one base, by id.
    """

    outcomes: list[Outcome]
    together: dict[str, Values]


def run(articles: Sequence[Asked], split: Sequence[Asked], plan: Plan, jobs: int) -> Run:
    """Measure the articles of a split.

    Args:
        articles: All articles of the file.
        split: Those that are asked.
        plan: What is measured.
        jobs: How many processes work; for 1, this one.
    """
    tasks = [(measuring.together, articles, split, plan)]
    tasks += [(measuring.measure, asked, split, plan) for asked in split]
    bar = Console(stderr=True)
    with _done(tasks, jobs) as done:
        results = dict(track(done, "asking", total=len(tasks), console=bar, transient=True))
    return Run([results[at] for at in range(1, len(tasks))], results[0])


@contextmanager
def _done(tasks: Sequence[tuple[Any, ...]], jobs: int) -> Generator[Iterator[tuple[int, Any]]]:
    """Give each task's index and result, as they get done."""
    if jobs == 1:
        yield ((at, _call(*task)) for at, task in enumerate(tasks))
        return
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        places = {pool.submit(*task): at for at, task in enumerate(tasks)}
        yield ((places[future], future.result()) for future in as_completed(places))


def _call(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)
