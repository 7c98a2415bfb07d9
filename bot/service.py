"""What the application can do with its knowledge, for whoever asks: Discord or a terminal."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import knowledge
from bot.problems import describe
from knowledge import Answer, Length

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge import (
        Article,
        Changes,
        Found,
        KnowledgeBase,
        KnowledgeError,
        Loaded,
        NoAnswer,
        Summary,
        Thresholds,
    )

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reloaded:
    """A reload that is served now: what it changed, and how many seconds it took."""

    base: KnowledgeBase
    changes: Changes
    seconds: float


@dataclass(frozen=True, slots=True)
class ReloadFailed:
    """A reload that changed nothing, and why."""

    problems: tuple[KnowledgeError, ...]


class AnswerService:
    """Answers from the knowledge base of the moment; a reload swaps it in one step."""

    def __init__(
        self, load: Callable[[], Loaded], thresholds: Thresholds = knowledge.THRESHOLDS
    ) -> None:
        """Load the articles a first time; what cannot be read is logged and left out.

        Args:
            load: Reads all articles; called again for each reload, in a worker thread.
            thresholds: How much confidence an answer needs.
        """
        self._thresholds = thresholds
        self._load = load
        self._reloading = asyncio.Lock()
        loaded = load()
        self.base = loaded.base
        self.problems = loaded.problems
        self.since = datetime.now(UTC)
        for problem in loaded.problems:
            _log.warning("left out %s", describe(problem))

    def ask(
        self,
        question: str,
        article: str | None = None,
        turns: Sequence[str] = (),
        *,
        base: KnowledgeBase | None = None,
    ) -> Answer | NoAnswer:
        """Answer a question, from one article where its id is given.

        Args:
            question: Any text.
            article: The id of the only article to look at.
            turns: What was said before, the latest first.
            base: The snapshot to ask, where a reload may come in between.
        """
        held = self.base if base is None else base
        result = knowledge.ask(
            held, question, article=article, thresholds=self._thresholds, turns=turns
        )
        _log.info(
            "question of %d characters: %s, confidence %.2f",
            len(question),
            "answered" if isinstance(result, Answer) else result.reason.name,
            result.confidence,
        )
        return result

    def summarise(
        self,
        length: Length,
        about: str = "",
        article: str | None = None,
        *,
        base: KnowledgeBase | None = None,
    ) -> Summary:
        """Summarise all articles, or the one whose id is given."""
        held = self.base if base is None else base
        return knowledge.summarise(held, words=length.value, about=about, article=article)

    def find_source(self, text: str, *, base: KnowledgeBase | None = None) -> Found | None:
        """Return where a text comes from."""
        return knowledge.find_source(self.base if base is None else base, text)

    def article(self, wanted: str) -> Article | None:
        """Return the article with this id, or else this title, in any case."""
        folded = wanted.casefold().strip()
        named = {a.title.casefold(): a for a in reversed(self.base.articles)}
        named |= {a.id.casefold(): a for a in self.base.articles}
        return named.get(folded)

    def suggest(self, typed: str, limit: int) -> list[Article]:
        """Return the articles whose title or id holds every word typed, for autocomplete."""
        words = typed.casefold().split()
        held = (
            article
            for article in self.base.articles
            if all(word in f"{article.title} {article.id}".casefold() for word in words)
        )
        return [article for article, _ in zip(held, range(limit), strict=False)]

    async def reload(self) -> Reloaded | ReloadFailed:
        """Read all articles again, aside, and serve them if nothing is wrong with any."""
        async with self._reloading:
            start = time.perf_counter()
            loaded = await asyncio.to_thread(self._load)
            if loaded.problems:
                return ReloadFailed(loaded.problems)
            changes = await asyncio.to_thread(knowledge.compare, self.base, loaded.base)
            self.base, self.problems, self.since = loaded.base, (), datetime.now(UTC)
            return Reloaded(loaded.base, changes, time.perf_counter() - start)
