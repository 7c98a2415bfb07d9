"""Waiting until something is so, without asking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Changes:
    """Wakes those who wait whenever anything in the world changed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def announce(self) -> None:
        """Say that something changed."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, found: Callable[[], T | None], timeout: float, what: str) -> T:
        """Wait for something to be there.

        Args:
            found: Looks, and returns None (or False) as long as it is not there.
            timeout: How many seconds to wait.
            what: What is awaited, for the message of the TimeoutError.
        """
        try:
            async with asyncio.timeout(timeout):
                while not (result := found()):
                    await self._next()
                return result
        except TimeoutError:
            msg = f"waited {timeout:g} s in vain for {what}"
            raise TimeoutError(msg) from None

    async def _next(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)
