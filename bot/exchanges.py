"""Questions said in messages with what was replied: in memory, so that an edit finds its answer.

Nothing happens twice: a message is answered once, and what becomes of it goes one after the other.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.recording import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import discord

    from bot.addressing import Asking

# How many questions and how many events are remembered, the latest ones.
_MOST, _MOST_EVENTS = 1_000, 10_000
# How long after a question its edit still changes the answer.
_SECONDS = 600.0


@dataclass(eq=False, slots=True)
class Exchange:
    """A message that asks something, and its answer.

    Attributes:
        message: The question as it stands now.
        since: When it was asked, in seconds.
        first: Whether it is the first message of its thread.
        asked: What was answered last.
        turns: What was said before it, the latest first.
        answer: The reply; none until it is out.
        left: What the conversation held once it was answered.
        gone: Whether the question was deleted.
        tally: How it was counted.
        thread: Where it is answered, if it is the first of a thread that the bot began for that.
        alone: Lets one thing happen at a time.
    """

    message: discord.Message
    since: float
    first: bool = False
    asked: Asking | None = None
    turns: tuple[str, ...] | None = None
    answer: discord.Message | None = None
    left: tuple[str, ...] = ()
    gone: bool = False
    tally: Tally = field(default_factory=Tally)
    thread: discord.Thread | None = None
    alone: asyncio.Lock = field(default_factory=asyncio.Lock)


class Exchanges:
    """The latest questions with their answers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        """Take a clock that counts seconds, and how many to remember."""
        self._clock = clock
        self._most = most
        self._known: OrderedDict[int, Exchange] = OrderedDict()

    def begin(self, message: discord.Message) -> Exchange | None:
        """Return what a message begins; None where it is known already."""
        if message.id in self._known:
            return None
        begun = self._known[message.id] = Exchange(message, self._clock())
        return begun

    def keep(self, exchange: Exchange) -> None:
        """Remember a message that asks something, rather than those of long ago."""
        self._known[exchange.message.id] = exchange
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def drop(self, exchange: Exchange) -> None:
        """Forget a message that asks nothing."""
        self._known.pop(exchange.message.id, None)

    def edited(self, message: discord.Message) -> Exchange | None:
        """Return the exchange that an edited message belongs to, with the message as it is now.

        None where it asked nothing, or too long ago.
        """
        found = self._known.get(message.id)
        if found is None or self._clock() - found.since > _SECONDS:
            return None
        found.message = message
        return found

    def deleted(self, message: int) -> Exchange | None:
        """Return the exchange whose question a deleted message is; None where it is none.

        What it was stays known, so that an event that comes late brings no answer.
        """
        found = self._known.get(message)
        if found:
            found.gone = True
        return found


class Once:
    """Tells the events that come again, as they may after the connection was lost."""

    def __init__(self, most: int = _MOST_EVENTS) -> None:
        """Take how many to remember."""
        self._most = most
        self._seen: OrderedDict[Hashable, None] = OrderedDict()

    def take(self, event: Hashable) -> bool:
        """Tell whether an event comes for the first time, and remember it."""
        if event in self._seen:
            return False
        self._seen[event] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True
