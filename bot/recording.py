"""What was asked, on its way to the database: in the background, in order, within a bound."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.storage.values import Asked, Given

_log = logging.getLogger(__name__)
# How many questions wait for the database at most, how many are written at once, how many seconds
# they are gathered, so that busy times cost few transactions, and how many a failed write waits.
_MOST, _BATCH, _GATHER, _PAUSE = 5_000, 200, 0.5, 5.0


class Tally:
    """How one question was counted, so that what it is edited to counts in its place."""

    def __init__(self) -> None:
        """Begin with a question that was not asked yet."""
        self._last: Asked | None = None
        self._shown: set[Given] = set()
        self._terms: set[tuple[str, ...]] = set()

    def counted(self, asked: Asked) -> Asked:
        """Return how the question counts as it is now: not twice for what counted before."""
        before, self._last = self._last, asked
        quotes = tuple(quote for quote in asked.quotes if quote not in self._shown)
        terms = () if asked.terms in self._terms else asked.terms
        self._shown.update(quotes)
        self._terms.add(asked.terms)
        if before is None:
            return asked
        return replace(asked, quotes=quotes, terms=terms, instead=before.at)


class Recorder:
    """Writes what was asked without making anybody wait; loses only what is beyond its bound."""

    def __init__(
        self, write: Callable[[Sequence[Asked]], Awaitable[None]], pause: float = _PAUSE
    ) -> None:
        """Take what writes a batch in one transaction, and the seconds after a failed one."""
        self._write = write
        self._pause = pause
        self._waiting: asyncio.Queue[Asked] = asyncio.Queue(_MOST)
        self._batch: list[Asked] = []
        self._work: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self.lost = 0

    def start(self) -> None:
        """Begin to write."""
        self._work = asyncio.create_task(self._run())

    def record(self, asked: Asked) -> None:
        """Take note of a question; where too many wait already, it is counted as lost."""
        try:
            self._waiting.put_nowait(asked)
        except asyncio.QueueFull:
            self.lost += 1
            if self.lost == 1:
                _log.warning("the database is behind; further questions are not recorded")

    async def flush(self) -> None:
        """Write everything recorded so far now, and wait until it is written."""
        self._hurry.set()
        await self._waiting.join()
        self._hurry.clear()

    async def close(self, seconds: float = 2.0) -> None:
        """Write what waits, as far as that takes no longer than `seconds`, and end."""
        if self._work is None:
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.flush(), seconds)
        self._work.cancel()
        await asyncio.wait({self._work})
        if left := self._waiting.qsize() + len(self._batch):
            _log.warning("%d questions could not be recorded", left)

    async def _run(self) -> None:
        while True:
            self._batch = [await self._waiting.get()]
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), _GATHER)
            while len(self._batch) < _BATCH and not self._waiting.empty():
                self._batch.append(self._waiting.get_nowait())
            await self._written()
            for _ in self._batch:
                self._waiting.task_done()
            self._batch = []

    async def _written(self) -> None:
        """Write the batch; as long as the database is away, try again."""
        while True:
            try:
                return await self._write(self._batch)
            except StorageError as problem:
                _log.warning("could not record %d questions: %s", len(self._batch), problem)
                await asyncio.sleep(self._pause)
            except Exception:  # noqa: BLE001 (the last handler of this task)
                _log.exception("%d questions cannot be recorded", len(self._batch))
                self.lost += len(self._batch)
                return None
