"""What is drawn by lot, each draw from a seed of its own: questions, off-topic ones, typos.

A seed names what is drawn for, so that a draw is the same in any process and in any order.
"""

from __future__ import annotations

from random import Random
from string import ascii_lowercase
from typing import TYPE_CHECKING

from knowledge.analysis import STOP_WORDS, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.quality.squad import Asked, Question

# Shorter words hardly ever hold a typo that can still be read.
SHORTEST = 5


def sample(questions: Sequence[Question], most: int | None, seed: object) -> list[Question]:
    """Return at most so many of some questions, in their order; all of them for None."""
    if most is None or len(questions) <= most:
        return list(questions)
    return [questions[at] for at in sorted(Random(str(seed)).sample(range(len(questions)), most))]


def off_topic(asked: Asked, others: Iterable[Asked], each: int, seed: int) -> list[str]:
    """Return questions that other articles answer, so many of each."""
    return [
        question.text
        for other in others
        if other.id != asked.id
        for question in sample(other.answerable, each, f"{seed}/{asked.id}/{other.id}")
    ]


def with_typo(question: str, seed: int) -> str:
    """Return a question with one typo in one of its content words of five letters or more.

    Two letters swapped, or one dropped, doubled or replaced. A question without such a word is
    returned as it is.
    """
    draw = Random(f"{seed}/{question}")
    found = [word for word in words(question) if _is_content(word.group())]
    if not found:
        return question
    word = draw.choice(found)
    return question[: word.start()] + _misspelt(word.group(), draw) + question[word.end() :]


def _is_content(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and fold(word) not in STOP_WORDS["en"]


def _misspelt(word: str, draw: Random) -> str:
    misspelt = word
    while misspelt.lower() == word.lower():
        at = draw.randrange(len(word) - 1)
        here, after = word[at], word[at + 1]
        misspelt = draw.choice(
            (
                word[:at] + after + here + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + here + word[at:],
                word[:at] + draw.choice(ascii_lowercase) + word[at + 1 :],
            )
        )
    return misspelt
