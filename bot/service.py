"""What the application can do with its knowledge, for whoever asks in whichever server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import knowledge
from bot.curation.curator import Curator
from bot.curation.libraries import Libraries
from bot.curation.linking import linked
from bot.curation.preparing import Preparer
from bot.ignoring import Ignored
from bot.observing import Nobody
from bot.problems import describe
from bot.recording import Recorder
from bot.storage import open_storage
from bot.storage.preferences import ServerSettings
from bot.storage.values import SHARED, Asked, Given, Outcome
from knowledge import Answer, NoAnswer, Reason, Thresholds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.observing import Observer
    from bot.recording import Tally
    from bot.settings import Settings
    from bot.storage import Storage
    from bot.storage.values import Erased, Link
    from knowledge import Article, KnowledgeBase, Loaded

_log = logging.getLogger(__name__)


class AnswerService:
    """Answers each server from its own knowledge base of the moment.

    Attributes:
        storage: The database; there once the service has started.
        libraries: What each server is answered from; likewise.
        curator: Makes changes; likewise.
        ignored: Who switched the bot off for themselves; likewise.
        observer: Counts what happens.
    """

    storage: Storage
    libraries: Libraries
    curator: Curator
    ignored: Ignored

    def __init__(
        self,
        load: Callable[[], Loaded],
        settings: Settings,
        observer: Observer | None = None,
    ) -> None:
        """Take what reads the operator's articles, the settings, and who counts, if anybody."""
        self.observer = observer or Nobody()
        self._load = load
        self._settings = settings
        self._known: dict[int, ServerSettings] = {}
        self._links: dict[int, tuple[Link, ...]] = {}
        self._recorder: Recorder | None = None

    async def start(self) -> None:
        """Open the database and read the operator's articles; what cannot be read is left out.

        Raises:
            StorageError: The database cannot be used.
        """
        settings = self._settings
        self.storage = storage = await open_storage(settings.database)
        self.ignored = Ignored(storage.people)
        await self.ignored.load()
        self._recorder = Recorder(storage.questions.record)
        loaded = await asyncio.to_thread(self._load)
        for problem in loaded.problems:
            _log.warning("left out %s", describe(problem))
        self.libraries = Libraries(storage, loaded)
        preparer = Preparer(
            storage, self.libraries, self._load, self.thresholds, settings.max_server_bytes
        )
        self.curator = Curator(
            *(storage, self.libraries, preparer),
            keep=settings.keep_versions,
            changed=self.observer.changed,
        )
        self.libraries.share(loaded, await self.curator.record_shared(loaded.base))
        self._recorder.start()

    async def close(self) -> None:
        """Write what waits to be written, and close the database."""
        if self._recorder:
            await self._recorder.close()
            await self.storage.close()

    @property
    def started(self) -> Libraries | None:
        """What each server is answered from; None until the service has started."""
        return getattr(self, "libraries", None)

    @property
    def lost(self) -> int:
        """How many questions could not be recorded."""
        return self._recorder.lost if self._recorder else 0

    async def recorded(self, seconds: float = 1.0) -> None:
        """Wait until what was asked so far is stored, though no longer than `seconds`."""
        if self._recorder:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._recorder.flush(), seconds)

    async def base(self, server: int) -> KnowledgeBase:
        """Return the snapshot that a server is answered from now.

        Args:
            server: Its id; SHARED outside servers.
        """
        return (await self.libraries.served(server)).base

    async def settings(self, server: int) -> ServerSettings:
        """Return what moderators have set for a server."""
        if server not in self._known:
            stored = server != SHARED
            held = await self.storage.servers.settings(server) if stored else ServerSettings()
            # They may have been set while they were read.
            self._known.setdefault(server, held)
        return self._known[server]

    async def configure(self, server: int, settings: ServerSettings) -> None:
        """Store what moderators set for a server, and go by it from now on."""
        await self.storage.servers.save(server, settings)
        self._known[server] = settings

    async def thresholds(self, server: int) -> Thresholds:
        """Return how much confidence each tone needs in a server."""
        settings, default = await self.settings(server), self._settings.thresholds
        answer = default.answer if settings.answer is None else settings.answer
        closest = default.closest if settings.closest is None else settings.closest
        return Thresholds(answer, min(answer, closest))

    async def links(self, server: int) -> tuple[Link, ...]:
        """Return the answers that moderators of a server chose."""
        known = self._links
        if server not in known:
            stored = await self.storage.links.list(server) if server != SHARED else ()
            known[server] = tuple(stored)
        return known[server]

    def forget_links(self, server: int) -> None:
        """Read a server's chosen answers again before the next question: they have changed."""
        # Another mapping, so that what is being read at the moment is not taken for the newest.
        self._links = {known: links for known, links in self._links.items() if known != server}

    async def delete_person(self, person: int) -> Erased:
        """Delete what is stored of a person, in every server, and what is remembered of that."""
        erased = await self.storage.people.delete(person)
        self.ignored.forget(person)
        # Who chose the answers may have been this person.
        self._links = {}
        return erased

    async def ask(
        self,
        server: int,
        question: str,
        article: str | None = None,
        turns: Sequence[str] = (),
        *,
        base: KnowledgeBase | None = None,
        tally: Tally | None = None,
    ) -> Answer | NoAnswer:
        """Answer a question, and take note of it for the server's moderators.

        Args:
            server: Where it is asked.
            question: Any text.
            article: The id of the only article to look at.
            turns: What was said before, the latest first.
            base: The snapshot to ask, where a change may come in between.
            tally: How the question was counted before it was edited.
        """
        held = await self.base(server) if base is None else base
        links = () if article else await self.links(server)
        thresholds = await self.thresholds(server)

        def answer() -> tuple[Answer | NoAnswer, Asked | None]:
            if chosen := linked(held, links, question):
                result = knowledge.answer_from(held, question, chosen)
            else:
                result = knowledge.ask(
                    held, question, article=article, thresholds=thresholds, turns=turns
                )
            return result, self._asked(server, held, result) if server != SHARED else None

        begun = time.perf_counter()
        result, asked = await asyncio.to_thread(answer)
        outcome = _outcome(result)
        self.observer.asked(outcome, time.perf_counter() - begun)
        if asked and self._recorder:
            self._recorder.record(tally.counted(asked) if tally else asked)
        _log.info(
            "question of %d characters: %s, confidence %.2f",
            len(question),
            outcome,
            result.confidence,
        )
        return result

    def _asked(self, server: int, base: KnowledgeBase, result: Answer | NoAnswer) -> Asked:
        answered = isinstance(result, Answer)
        nearest = result.nearest[0] if result.nearest and not answered else None
        keeps_text = self._settings.store_questions and not answered
        return Asked(
            server=server,
            at=datetime.now(UTC),
            outcome=_outcome(result),
            confidence=result.confidence,
            terms=() if answered else knowledge.normal_terms(base, result.question),
            question=" ".join(result.question.split()) if keeps_text else "",
            nearest=_given(nearest) if nearest else None,
            missing=() if answered else knowledge.unknown_words(base, result.question),
            quotes=tuple(map(_given, result.quotes)) if answered else (),
        )

    def article(self, base: KnowledgeBase, wanted: str) -> Article | None:
        """Return the article with this id, or else this title, in any case."""
        folded = wanted.casefold().strip()
        named = {a.title.casefold(): a for a in reversed(base.articles)}
        named |= {a.id.casefold(): a for a in base.articles}
        return named.get(folded)

    def suggest(self, base: KnowledgeBase, typed: str, limit: int) -> list[Article]:
        """Return the articles whose title or id holds every word typed, for autocomplete."""
        words = typed.casefold().split()
        held = (
            article
            for article in base.articles
            if all(word in f"{article.title} {article.id}".casefold() for word in words)
        )
        return [article for article, _ in zip(held, range(limit), strict=False)]


def _outcome(result: Answer | NoAnswer) -> Outcome:
    if isinstance(result, Answer):
        return Outcome.ANSWERED
    return Outcome.CLOSEST if result.reason is Reason.CLOSE else Outcome.REFUSED


def _given(quote: knowledge.Quote) -> Given:
    return Given(quote.passage.article.id, quote.passage.label, quote.text)
