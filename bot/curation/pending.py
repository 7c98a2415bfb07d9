"""What waits for a moderator to press a button: kept in memory, bounded in number, size and time.

Only what no button can say by itself waits here, as a file that somebody has uploaded does. A
restart loses it, and so does what comes after it where there is no more room.
"""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

T = TypeVar("T")
SECONDS = 15 * 60
_MOST, _MOST_OF_ONE, _MOST_BYTES = 200, 3, 100_000_000


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[T]):
    value: T
    server: int
    person: int
    size: int
    until: float


class Pending(Generic[T]):
    """Keeps values for those who gave them, each under a token of 16 hexadecimal digits."""

    def __init__(
        self, most_bytes: int = _MOST_BYTES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take how many bytes may wait in all, though the newest value always may; and a clock."""
        self._most_bytes = most_bytes
        self._clock = clock
        self._waiting: dict[str, _Waiting[T]] = {}

    def keep(self, value: T, server: int, person: int, size: int) -> str:
        """Keep a value for 15 minutes, in the place of older ones where there are too many.

        Args:
            value: What to keep.
            server: Where it is from.
            person: Whose it is; nobody else gets it.
            size: Its size in bytes, or thereabouts.

        Returns:
            The token that it is asked for by.
        """
        token = secrets.token_hex(8)
        self._waiting[token] = _Waiting(value, server, person, size, self._clock() + SECONDS)
        self._make_room(server, person)
        return token

    @contextmanager
    def taken(self, token: str, server: int, person: int) -> Generator[T | None]:
        """Take a value out, and put it back if what is done with it fails.

        It is None where it is not there any more, or is somebody else's. Nobody can take it twice.
        """
        self._forget_old()
        found = self._waiting.get(token)
        if found is None or (found.server, found.person) != (server, person):
            yield None
            return
        del self._waiting[token]
        try:
            yield found.value
        except BaseException:
            self._waiting[token] = found
            raise

    def drop(self, token: str, server: int, person: int) -> bool:
        """Forget a value, and tell whether it was there and theirs."""
        with self.taken(token, server, person) as found:
            return found is not None

    def _make_room(self, server: int, person: int) -> None:
        """Forget the oldest: first of the one who keeps something, so that they spare others."""
        self._forget_old()
        theirs = [
            token
            for token, one in self._waiting.items()
            if (one.server, one.person) == (server, person)
        ]
        for token in theirs[:-_MOST_OF_ONE]:
            del self._waiting[token]
        while len(self._waiting) > 1 and self._is_full():
            del self._waiting[next(iter(self._waiting))]

    def _is_full(self) -> bool:
        size = sum(one.size for one in self._waiting.values())
        return len(self._waiting) > _MOST or size > self._most_bytes

    def _forget_old(self) -> None:
        now = self._clock()
        self._waiting = {token: one for token, one in self._waiting.items() if one.until > now}
