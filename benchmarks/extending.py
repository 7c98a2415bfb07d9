"""How long a server's own articles take to be put on top of the shared ones, and what they weigh.

    python -m benchmarks.extending [--passages N] [--own N] [--rounds N]

Times are medians with the 95th percentile; the memory is what each further knowledge base holds by
itself, as Python counts it, before and after it was asked.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
import tracemalloc
from typing import TYPE_CHECKING

from benchmarks.speed import QUESTIONS, copies, numbered
from knowledge import EMBEDDED, ask, build, extend, load, read

if TYPE_CHECKING:
    from knowledge import KnowledgeBase, Reading


# So few that the stemmer, which keeps 10,000 words for all, has met each word before the count.
_KINDS = 8


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description="Measure knowledge bases that share a base.")
    parser.add_argument("--passages", type=int, default=1_000, help="how many are shared")
    parser.add_argument("--own", type=int, default=20, help="how many each further base adds")
    parser.add_argument("--rounds", type=int, default=50, help="how many further bases are made")
    arguments = parser.parse_args()
    rounds: int = arguments.rounds
    article = load(EMBEDDED).base
    shared = copies(article, arguments.passages)
    own = [one(article, arguments.own, number) for number in range(rounds)]
    extend(shared, own[-1])
    extending: list[float] = []
    first: list[float] = []
    for readings in own:
        start = time.perf_counter()
        base = extend(shared, readings)
        done = time.perf_counter()
        ask(base, QUESTIONS[0])
        extending.append(done - start)
        first.append(time.perf_counter() - done)
    start = time.perf_counter()
    build(shared.readings)
    print(f"{'':40}{'median':>12}{'95 %':>12}")
    show(f"build {len(shared.passages):,} passages", [time.perf_counter() - start])
    show(f"extend them by {arguments.own}", extending)
    show("the first question after that", first)
    print()
    new, asked = weighed(shared, own)
    print(f"a further base holds {new / 1024:,.0f} KiB, {asked / 1024:,.0f} KiB once asked")


def one(article: KnowledgeBase, passages: int, number: int) -> list[Reading]:
    """Return an article of so many passages, two words in three of them new."""
    copy = 1_000_000 + number % _KINDS
    texts = (numbered(passage.text, copy) for passage in article.passages[:passages])
    return [read("\n\n".join(texts).encode(), f"own-{number}.md")]


def weighed(shared: KnowledgeBase, own: list[list[Reading]]) -> tuple[float, float]:
    """Return the bytes that each further base holds, new and after questions, without its text."""
    for readings in own[:_KINDS]:
        extend(shared, readings)
    tracemalloc.start()
    start = counted()
    bases = [extend(shared, readings) for readings in own]
    new = counted()
    for base in bases:
        for question in QUESTIONS:
            ask(base, question)
    asked = counted()
    tracemalloc.stop()
    return (new - start) / len(own), (asked - start) / len(own)


def counted() -> int:
    """Return how many bytes Python holds since the count was started."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def show(name: str, taken: list[float]) -> None:
    """Print a row of the table."""
    high = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    print(f"{name:40}{statistics.median(taken) * 1e3:>9.2f} ms{high * 1e3:>9.2f} ms")


if __name__ == "__main__":
    main()
