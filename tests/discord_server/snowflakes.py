"""Ids that carry the time at which they were made, as Discord's do."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], float]

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """A source of ids that grow strictly, whatever the clock does."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """A fresh id."""
        timed = (int(self._clock() * 1000) - EPOCH_MS) << 22
        self._last = max(timed, self._last + 1)
        return self._last


def timestamp(seconds: float) -> str:
    """A moment as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def made_at(snowflake: int) -> str:
    """The moment at which an id was made, as Discord writes it."""
    return timestamp(((snowflake >> 22) + EPOCH_MS) / 1000)
