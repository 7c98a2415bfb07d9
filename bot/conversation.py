"""What was said before, for questions that rest on it: in memory, for minutes, for a few turns."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

# How long and for how many conversations turns are kept, and how many turns each has.
_SECONDS, _MOST, _TURNS = 900.0, 500, 3


class Conversations:
    """Remembers the last turns of each conversation; nothing is stored."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock that counts seconds."""
        self._clock = clock
        self._turns: OrderedDict[Hashable, tuple[float, tuple[str, ...]]] = OrderedDict()

    def turns(self, key: Hashable) -> tuple[str, ...]:
        """Return what was said in a conversation, the latest first."""
        when, turns = self._turns.get(key, (0.0, ()))
        return turns if turns and self._clock() - when <= _SECONDS else ()

    def remember(self, key: Hashable | None, turn: str, before: tuple[str, ...] = ()) -> None:
        """Add a turn to a conversation, after those before it; not without a key or a turn."""
        if key is None or not turn:
            return
        self._turns[key] = self._clock(), (turn, *before)[:_TURNS]
        self._turns.move_to_end(key)
        while len(self._turns) > _MOST:
            self._turns.popitem(last=False)
