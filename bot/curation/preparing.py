"""A proposal → what it would change, with the server's tests run before and after."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot.curation.libraries import MissingContentError
from bot.curation.proposals import (
    Add,
    Broken,
    NoSuchChange,
    NotOwn,
    Prepared,
    Reload,
    Remove,
    Rollback,
    TooMuch,
    Unchanged,
)
from bot.curation.verdicts import judge, regressions
from bot.storage.values import Held
from knowledge import compare, digest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.curation.libraries import Libraries, Served
    from bot.curation.proposals import Impossible, Proposal
    from bot.storage import Storage
    from bot.storage.values import State
    from knowledge import Article, KnowledgeBase, Loaded, Reading, Thresholds


class Preparer:
    """Looks at changes from all sides before any is made."""

    def __init__(
        self,
        storage: Storage,
        libraries: Libraries,
        load: Callable[[], Loaded],
        thresholds: Callable[[int], Awaitable[Thresholds]],
        most_bytes: int,
    ) -> None:
        """Take where changes would be stored and served.

        Args:
            storage: The database.
            libraries: What each server is answered from.
            load: Reads the operator's articles, in a worker thread.
            thresholds: Tells those of a server.
            most_bytes: How many bytes the text of a server's own articles may have.
        """
        self._storage = storage
        self._libraries = libraries
        self._load = load
        self._thresholds = thresholds
        self._most_bytes = most_bytes

    async def prepare(self, server: int, proposal: Proposal) -> Prepared | Impossible:
        """Return what a proposal would change, with the server's tests run on it.

        Raises:
            StorageError: The database cannot be read.
        """
        start = time.perf_counter()
        seen = self._libraries.shared_number
        try:
            found = await self._changed(await self._libraries.served(server), proposal)
        except MissingContentError:
            return pruned(proposal)
        if isinstance(found, Prepared):
            found = replace(await self._tested(found), seen=seen)
        if isinstance(found, (Prepared, Unchanged)):
            return replace(found, seconds=time.perf_counter() - start)
        return found

    async def _changed(self, old: Served, proposal: Proposal) -> Prepared | Impossible:
        match proposal:
            case Add():
                return await self._added(old, proposal)
            case Remove():
                return await self._removed(old, proposal)
            case Reload():
                return await self._reloaded(old, proposal)
            case Rollback():
                return await self._rolled_back(old, proposal)
            case _:
                assert_never(proposal)

    async def _added(self, old: Served, proposal: Add) -> Prepared | TooMuch | Unchanged:
        reading = proposal.reading
        new = Held(reading.article.id, await asyncio.to_thread(digest, reading))
        if new in old.held:
            return Unchanged(old.base)
        held = [new if one.article == new.article else one for one in old.state.held]
        if new not in held:
            held.append(new)
        named = zip(old.held, own_articles(old), strict=True)
        others = [article for one, article in named if one.article != new.article]
        size = sum(len(one.text.encode("utf-8", "replace")) for one in (*others, reading.article))
        if size > self._most_bytes:
            return TooMuch(size, self._most_bytes)
        state = replace(old.state, held=tuple(held))
        return await self._prepared(proposal, old, state, (reading,), article=reading.article)

    async def _removed(self, old: Served, proposal: Remove) -> Prepared | NotOwn:
        own = {article.id: at for at, article in enumerate(own_articles(old))}
        at = own.get(proposal.article)
        if at is None:
            known = old.base.within(proposal.article) is not None
            return NotOwn(proposal.article, shared=known)
        held = (*old.state.held[:at], *old.state.held[at + 1 :])
        state = replace(old.state, held=held)
        return await self._prepared(proposal, old, state, article=own_articles(old)[at])

    async def _reloaded(self, old: Served, proposal: Reload) -> Prepared | Broken | Unchanged:
        loaded = await asyncio.to_thread(self._load)
        if loaded.problems:
            return Broken(loaded.problems)
        same = loaded.base.revision == self._libraries.shared.revision
        shared = self._libraries.shared if same else loaded.base
        if same and old.state.shared is None:
            return Unchanged(old.base)
        state = replace(old.state, shared=None)
        return await self._prepared(proposal, old, state, shared=shared)

    async def _rolled_back(
        self, old: Served, proposal: Rollback
    ) -> Prepared | NoSuchChange | Unchanged:
        past = await self._storage.articles.state_at(old.state.server, proposal.number)
        if past is None:
            return NoSuchChange(proposal.number, pruned=False)
        digests = {one.digest for one in past.held}
        if len(await self._storage.articles.contents(digests)) < len(digests):
            return NoSuchChange(proposal.number, pruned=True)
        follows = past.shared == self._libraries.shared_number
        state = replace(old.state, held=past.held, shared=None if follows else past.shared)
        if state == old.state:
            return Unchanged(old.base)
        return await self._prepared(proposal, old, state)

    async def _prepared(
        self,
        proposal: Proposal,
        old: Served,
        state: State,
        fresh: tuple[Reading, ...] = (),
        *,
        shared: KnowledgeBase | None = None,
        article: Article | None = None,
    ) -> Prepared:
        new = await self._libraries.assembled(state, shared, fresh)
        changes = await asyncio.to_thread(compare, old.base, new)
        return Prepared(state.server, proposal, old, new, state, changes, fresh, shared, article)

    async def _tested(self, prepared: Prepared) -> Prepared:
        """Run the server's tests on what is served and on what would be."""
        server = prepared.server
        pins = await self._storage.pins.list(server)
        if not pins:
            return prepared
        links = await self._storage.links.list(server)
        thresholds = await self._thresholds(server)
        before = await asyncio.to_thread(judge, prepared.old.base, pins, thresholds, links)
        after = await asyncio.to_thread(judge, prepared.new, pins, thresholds, links)
        return replace(
            prepared,
            before=tuple(before),
            after=tuple(after),
            failures=tuple(regressions(before, after)),
        )


def own_articles(served: Served) -> tuple[Article, ...]:
    """Return a server's own articles, in the order of what its state holds."""
    count = len(served.held)
    return served.base.articles[len(served.base.articles) - count :]


def pruned(proposal: Proposal) -> NoSuchChange:
    """Return that some of what a proposal would serve cannot be read any more."""
    return NoSuchChange(proposal.number if isinstance(proposal, Rollback) else 0, pruned=True)
