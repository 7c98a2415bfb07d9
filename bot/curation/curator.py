"""Changes of what a server is answered from: prepared aside, tested, committed, then served.

Nothing is served before it is stored, and what is stored is whole: a crash at any moment leaves
the old revision or the new one.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, assert_never

from bot.curation.preparing import pruned
from bot.curation.proposals import (
    Add,
    Committed,
    Prepared,
    Reload,
    Remove,
    Rollback,
    Stopped,
)
from bot.storage import (
    SHARED,
    Action,
    ConflictError,
    GoneError,
    Held,
    NewChange,
    StorageError,
)
from knowledge import Loaded, digest, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.curation.libraries import Libraries
    from bot.curation.preparing import Preparer
    from bot.curation.proposals import Impossible
    from bot.storage import Storage
    from knowledge import KnowledgeBase

# A change that others overtake is tried again on top of theirs, so often.
_TRIES = 3


def _unnoticed(_: Action) -> None:
    """Tell nobody of a change."""


class Curator:
    """Makes changes, one at a time: each goes on from what the one before it left."""

    def __init__(
        self,
        storage: Storage,
        libraries: Libraries,
        preparer: Preparer,
        *,
        keep: int,
        changed: Callable[[Action], None] = _unnoticed,
    ) -> None:
        """Take where changes are stored and served.

        Args:
            storage: Stores them.
            libraries: Serves them.
            preparer: Prepares them.
            keep: How many versions are kept.
            changed: Is told what each change did.
        """
        self._changed = changed
        self._storage = storage
        self._libraries = libraries
        self._keep = keep
        self._changing = asyncio.Lock()
        self.prepare = preparer.prepare

    async def commit(
        self, prepared: Prepared, by: int, *, forced: bool = False
    ) -> Committed | Stopped | Impossible:
        """Store a prepared change and serve it, on top of what others changed meanwhile.

        Args:
            prepared: The change.
            by: The id of whoever makes it.
            forced: Whether to make it though tests fail that its failures name.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._changing:
            return await self._committed(prepared, by, forced=forced)

    async def _committed(
        self, prepared: Prepared, by: int, *, forced: bool
    ) -> Committed | Stopped | Impossible:
        accepted = _failing(prepared) if forced else set[int]()
        for _ in range(_TRIES):
            if not await self._is_current(prepared):
                again = await self.prepare(prepared.server, prepared.proposal)
                if not isinstance(again, Prepared):
                    return again
                prepared = again
            if _failing(prepared) - accepted:
                return Stopped(prepared)
            try:
                return await self._stored(prepared, by)
            except ConflictError:  # another process changed the server
                self._libraries.forget(prepared.server)
            except GoneError:
                return pruned(prepared.proposal)
        raise StorageError("somebody else keeps changing this server's articles")

    async def _is_current(self, prepared: Prepared) -> bool:
        served = await self._libraries.served(prepared.server)
        seen = self._libraries.shared_number
        return (served.state, seen) == (prepared.old.state, prepared.seen)

    async def _stored(self, prepared: Prepared, by: int) -> Committed:
        shared, number = prepared.shared, None
        if shared is not None:
            number = await self.record_shared(shared, by)
            # Now, since what comes next may fail: nobody is answered from other than what is stored.
            self._libraries.share(Loaded(shared, ()), number)
        state, old = prepared.state, prepared.old
        contents = await asyncio.to_thread(
            lambda: {digest(one): pack(one) for one in prepared.fresh}
        )
        change = await self._storage.articles.commit(
            NewChange(
                server=prepared.server,
                expects=old.state.number,
                at=datetime.now(UTC),
                by=by,
                action=_action(prepared),
                detail=_detail(prepared),
                before=old.base.revision,
                after=prepared.new.revision,
                held=state.held,
                shared=state.shared,
                contents=contents,
                titles={one.article.id: one.article.title for one in prepared.fresh},
                forced=bool(prepared.failures),
                keep=self._keep,
                brings=number,
            )
        )
        self._libraries.serve(replace(state, number=change.number), prepared.new)
        self._changed(_action(prepared))
        return Committed(change, prepared)

    async def record_shared(self, base: KnowledgeBase, by: int = 0) -> int:
        """Store the operator's articles where they differ from what was stored last.

        Returns:
            The number of the change that made them so.
        """
        state = await self._storage.articles.state(SHARED)
        held = tuple(map(Held, (article.id for article in base.articles), base.digests))
        if state.number and state.held == held:
            return state.number
        known = {one.digest for one in state.held}
        fresh = await asyncio.to_thread(_packed, base, known)
        before = await self._storage.articles.history(SHARED, limit=1)
        change = await self._storage.articles.commit(
            NewChange(
                server=SHARED,
                expects=state.number,
                at=datetime.now(UTC),
                by=by,
                action=Action.RELOAD,
                detail="",
                before=before[0].after if before else base.revision,
                after=base.revision,
                held=held,
                shared=None,
                contents=fresh,
                titles={
                    one.digest: article.title
                    for one, article in zip(held, base.articles, strict=True)
                },
                forced=False,
                keep=self._keep,
            )
        )
        return change.number


def _packed(base: KnowledgeBase, known: Collection[str]) -> dict[str, bytes]:
    """Return the readings of a base that are not among the known ones, packed."""
    pairs = zip(base.articles, base.digests, strict=True)
    new = [(article.id, named) for article, named in pairs if named not in known]
    found = ((base.reading(name), named) for name, named in new)
    return {named: pack(reading) for reading, named in found if reading is not None}


def _failing(prepared: Prepared) -> set[int]:
    return {after.pin.number for _, after in prepared.failures}


def _action(prepared: Prepared) -> Action:
    match prepared.proposal:
        case Add():
            new = len(prepared.state.held) > len(prepared.old.state.held)
            return Action.ADD if new else Action.REPLACE
        case Remove():
            return Action.REMOVE
        case Reload():
            return Action.RELOAD
        case Rollback():
            return Action.ROLLBACK
        case _:
            assert_never(prepared.proposal)


def _detail(prepared: Prepared) -> str:
    match prepared.proposal:
        case Rollback(number):
            return f"#{number}"
        case Reload():
            changes = prepared.changes
            counts = (len(changes.added), len(changes.removed), len(changes.changed))
            return " ".join(map("{}{}".format, "+−~", counts))
        case _:
            return prepared.article.title if prepared.article else ""
