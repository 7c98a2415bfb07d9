"""Articles with questions and the spans that answer them, from files in SQuAD's format.

Versions 1.1 and 2.0: https://rajpurkar.github.io/SQuAD-explorer. Each paragraph is one passage,
character for character, so that the spans that answer hold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from knowledge import Article, Passage, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Split = Literal["even", "odd", "all"]
# Half of the development set, laid beside this repository; it is not to be copied into it.
DATA = Path("../shared/data/squad2-dev-half.json")
SPLITS: tuple[Split, ...] = ("odd", "even", "all")
_BETWEEN = "\n\n"


class UnreadableError(Exception):
    """A file that cannot be read or is not of SQuAD's format."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with where it is answered.

    Attributes:
        text: As it is asked.
        passage: The index of the passage it was asked about.
        gold: The spans of the article that answer it; empty where nothing does.
    """

    text: str
    passage: int
    gold: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An article and the questions asked about it."""

    reading: Reading
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        """The article's id."""
        return self.reading.article.id

    @property
    def answerable(self) -> tuple[Question, ...]:
        """The questions that the article answers."""
        return tuple(question for question in self.questions if question.gold)

    @property
    def unanswerable(self) -> tuple[Question, ...]:
        """The questions that are about the article, but that it does not answer."""
        return tuple(question for question in self.questions if not question.gold)


def load(path: Path) -> list[Asked]:
    """Load a file in SQuAD's format.

    Raises:
        UnreadableError: It is absent, not permitted, or something else.
    """
    try:
        articles: Any = json.loads(path.read_text(encoding="utf-8"))["data"]
        return [_article(at, article) for at, article in enumerate(articles)]
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableError(f"{path} is not in SQuAD's format") from error


def split(articles: Sequence[Asked], which: Split) -> list[Asked]:
    """Return the articles with an even index, with an odd one, or all."""
    start, step = {"even": (0, 2), "odd": (1, 2), "all": (0, 1)}[which]
    return list(articles[start::step])


def _article(at: int, found: Any) -> Asked:
    paragraphs = [found for found in found["paragraphs"] if found["context"].strip()]
    contexts: list[str] = [paragraph["context"] for paragraph in paragraphs]
    title = unquote(found.get("title", "")).replace("_", " ") or f"Article {at + 1}"
    article = Article(f"article-{at}", title, _BETWEEN.join(contexts))
    starts = list(accumulate((len(c) + len(_BETWEEN) for c in contexts), initial=0))
    passages = tuple(
        Passage(article, Span(start, start + len(context)), number)
        for number, (start, context) in enumerate(zip(starts, contexts, strict=False), 1)
    )
    questions = tuple(
        _question(question, number, starts[number])
        for number, paragraph in enumerate(paragraphs)
        for question in paragraph["qas"]
    )
    return Asked(Reading(article, passages), questions)


def _question(found: Any, passage: int, start: int) -> Question:
    answers: list[Any] = [] if found.get("is_impossible") else found["answers"]
    places = ((start + answer["answer_start"], len(answer["text"])) for answer in answers)
    gold = dict.fromkeys(Span(at, at + length) for at, length in places)
    return Question(found["question"], passage, tuple(gold))
