"""Which knowledge base each server is answered from: shared by most, built on demand for the others.

A server's base is the operator's articles and its own. Servers without any of their own share one
snapshot; the bases of the others are built when they are asked for and kept while there is room.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from bot.storage.values import SHARED, State
from knowledge import build, extend, unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.storage import Storage
    from bot.storage.values import Held
    from knowledge import KnowledgeBase, Loaded, Reading

    # The SHARED change that a base goes on from, and what it has beyond that.
    _Key: TypeAlias = tuple[int, tuple[Held, ...]]

_log = logging.getLogger(__name__)
# How many passages the bases kept may have beyond the shared ones: about 26 kB each.
_MOST_PASSAGES = 4_000


class MissingContentError(Exception):
    """A version is not stored any more, or what is stored is damaged."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a server is answered from.

    Attributes:
        state: What it holds.
        base: The snapshot.
        damaged: Whether that is the operator's articles alone, since what the server holds cannot
            be read.
    """

    state: State
    base: KnowledgeBase
    damaged: bool = False

    @property
    def held(self) -> tuple[Held, ...]:
        """The server's own articles in the snapshot, of which they are the last."""
        return () if self.damaged else self.state.held


class Libraries:
    """Holds the snapshots of the moment; a change swaps one in a single step.

    Attributes:
        shared: The snapshot of the operator's articles alone.
        shared_number: The number of the change that made them so.
        problems: What was wrong with those that were left out.
        since: When they were read.
    """

    def __init__(self, storage: Storage, shared: Loaded) -> None:
        """Take the operator's articles."""
        self._storage = storage
        self._states: dict[int, State] = {}
        self._damaged: dict[int, State] = {}
        self._bases: OrderedDict[_Key, KnowledgeBase] = OrderedDict()
        self.share(shared, 0)
        self._building: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def served(self, server: int) -> Served:
        """Return a server's state and snapshot, built now where it has to be.

        Args:
            server: Its id; SHARED where there is none, as in a direct message.

        Raises:
            StorageError: The database cannot be read.
        """
        state = self._states.get(server)
        if state is not None and (kept := self._kept(state)):
            return Served(state, kept)
        if server == SHARED:
            return Served(State(SHARED, self.shared_number, (), None), self.shared)
        async with self._building[server]:
            return await self._built(server)

    async def _built(self, server: int) -> Served:
        if server not in self._states:
            self._states[server] = await self._storage.articles.state(server)
        state = self._states[server]
        if self._damaged.get(server) == state:
            return Served(state, self.shared, damaged=True)
        try:
            return Served(state, await self.assembled(state))
        except MissingContentError:
            if self._states.get(server) != state:  # a change came in between
                return await self._built(server)
        _log.error(
            "what server %d holds since its change %d cannot be read: the contents are missing or "
            "damaged; it is answered from the operator's articles alone",
            *(server, state.number),
        )
        self._damaged[server] = state
        return Served(state, self.shared, damaged=True)

    async def assembled(
        self,
        state: State,
        shared: KnowledgeBase | None = None,
        fresh: Sequence[Reading] = (),
    ) -> KnowledgeBase:
        """Return the snapshot of a state.

        Args:
            state: What it holds, and which shared articles.
            shared: The operator's articles, where they are not those of the moment.
            fresh: Readings that are not stored yet.

        Raises:
            MissingContentError: A version is not stored any more.
        """
        key, is_stored = self._key(state), shared is None and not fresh
        if shared is None:
            if kept := self._kept(state):
                return kept
            shared = self.shared if self._follows(state) else await self._shared_at(state.shared)
        readings = await self._readings(state.held, fresh)
        made = await asyncio.to_thread(extend, shared, readings) if readings else shared
        if is_stored:
            self._keep(key, made)
        return made

    def serve(self, state: State, base: KnowledgeBase) -> None:
        """Answer a server from another snapshot from now on."""
        self._states[state.server] = state
        self._keep(self._key(state), base)

    def share(self, loaded: Loaded, number: int) -> None:
        """Answer every server that follows the operator's articles from these from now on."""
        self.shared, self.problems, self.shared_number = loaded.base, loaded.problems, number
        self.since = datetime.now(UTC)
        self._bases.clear()

    def forget(self, server: int) -> None:
        """Read a server's state again before it is answered: somebody else changed it."""
        self._states.pop(server, None)

    def _follows(self, state: State) -> bool:
        return state.shared is None or state.shared == self.shared_number

    def _kept(self, state: State) -> KnowledgeBase | None:
        if not state.held and self._follows(state):
            return self.shared
        return self._looked_up(self._key(state))

    def _looked_up(self, key: _Key) -> KnowledgeBase | None:
        if key in self._bases:
            self._bases.move_to_end(key)
        return self._bases.get(key)

    def _keep(self, key: _Key, base: KnowledgeBase) -> None:
        if base is self.shared:
            return
        self._bases[key] = base
        while len(self._bases) > 1 and self.weight() > _MOST_PASSAGES:
            self._bases.popitem(last=False)

    def weight(self) -> int:
        """Count the passages that no other snapshot shares."""
        common = {at: len(base.passages) for (at, held), base in self._bases.items() if not held}
        common[self.shared_number] = len(self.shared.passages)
        return sum(
            len(base.passages) - (common.get(number, 0) if held else 0)
            for (number, held), base in self._bases.items()
        )

    def _key(self, state: State) -> _Key:
        return self.shared_number if state.shared is None else state.shared, state.held

    async def _shared_at(self, number: int | None) -> KnowledgeBase:
        """Return the operator's articles as a change of the past left them."""
        if kept := self._looked_up((number or 0, ())):
            return kept
        past = await self._storage.articles.state_at(SHARED, number or 0)
        if past is None:
            raise MissingContentError
        made = await asyncio.to_thread(build, await self._readings(past.held))
        self._keep((past.number, ()), made)
        return made

    async def _readings(self, held: Sequence[Held], fresh: Sequence[Reading] = ()) -> list[Reading]:
        known = {reading.article.id: reading for reading in fresh}
        digests = [one.digest for one in held if one.article not in known]
        packed = await self._storage.articles.contents(digests) if digests else {}
        thawed = await asyncio.to_thread(_thawed, packed, set(digests))
        return [known.get(one.article) or thawed[one.digest] for one in held]


def _thawed(packed: Mapping[str, bytes], digests: Collection[str]) -> dict[str, Reading]:
    """Return stored readings; each has to be what its digest says."""
    if any(hashlib.sha256(packed.get(one, b"")).hexdigest() != one for one in digests):
        raise MissingContentError
    return {one: unpack(packed[one]) for one in digests}
