"""How long a question takes, and how long the articles take to load.

    python -m benchmarks.speed [--articles PATH] [--rounds N]

Questions are asked one after another in this process; times are medians with the 95th percentile.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import track

from knowledge import EMBEDDED, ask, build, load, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge import KnowledgeBase

QUESTIONS = (
    "Who leads Kata'ib Hezbollah?",
    "How many American troops are in Iraq?",
    "When did Saddam Hussein invade Kuwait?",
    "Why did Isis commanders cheer the drone strike?",
    "Which photo shows the Great Mosque of Kufa?",
    "What is the capital of Australia?",
    "How do I bake bread without yeast at high altitude?",
)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description="Measure questions and loading.")
    parser.add_argument("--articles", type=Path, default=EMBEDDED, help="a file or a folder")
    parser.add_argument("--rounds", type=int, default=50, help="how often each question is asked")
    arguments = parser.parse_args()
    articles: Path = arguments.articles
    rounds: int = arguments.rounds
    base = load(articles).base
    larger = copies(base, 10_000)
    rows = [
        ("load the articles", times(lambda: load(articles), rounds)),
        (f"a question, {len(base.passages)} passages", asked(base, rounds)),
        (f"a question, {len(larger.passages):,} passages", asked(larger, max(1, rounds // 10))),
    ]
    print(f"{'':32}{'median':>12}{'95 %':>12}")
    for name, taken in rows:
        high = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
        print(f"{name:32}{statistics.median(taken) * 1e3:>9.2f} ms{high * 1e3:>9.2f} ms")


def asked(base: KnowledgeBase, rounds: int) -> list[float]:
    """Return the seconds each question took."""
    ask(base, QUESTIONS[0])
    taken: list[float] = []
    for _ in track(range(rounds), description=f"{len(base.passages)} passages", transient=True):
        for question in QUESTIONS:
            taken += times(lambda question=question: ask(base, question), 1)
    return taken


def times(run: Callable[[], object], rounds: int) -> list[float]:
    """Return how many seconds each of some runs took."""
    taken: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return taken


def copies(base: KnowledgeBase, passages: int) -> KnowledgeBase:
    """Return a knowledge base of about so many passages: the articles again and again.

    Each copy's words carry its number, but for every third, so that the vocabulary grows as it
    does in real collections and common words stay common.
    """
    texts: Sequence[str] = [passage.text for passage in base.passages]
    readings = [
        read("\n\n".join(numbered(text, copy) for text in texts).encode(), f"copy-{copy}.md")
        for copy in track(
            range(max(1, passages // len(texts))), description="copies", transient=True
        )
    ]
    return build(readings)


def numbered(text: str, copy: int) -> str:
    """Return a text whose words, but for every third, carry a number."""
    return " ".join(
        word if at % 3 == copy % 3 else f"{word.rstrip('.,')}{copy}"
        for at, word in enumerate(text.split())
    )


if __name__ == "__main__":
    main()
