"""Long exchanges in a channel move into a thread, where the server wants that.

An exchange is a chain of replies. Its fourth question within a quarter of an hour is answered in a
thread of its own; in memory, for the latest chains.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.locales import gettext
from bot.replies.escaping import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.replies.blocks import Reply
    from bot.storage.preferences import ServerSettings

_log = logging.getLogger(__name__)
# After how many answers within how many seconds the next one is given in a thread.
_ANSWERS, _SECONDS = 3, 900.0
# How many messages are remembered, the latest ones.
_MOST = 2_000
_LONGEST_NAME = 100


@dataclass(eq=False, slots=True)
class Chain:
    """Messages that reply to one another.

    Attributes:
        first: Its first question.
        answered: When each of its questions was answered, in seconds.
        moved: Whether it has a thread.
    """

    first: str
    answered: list[float] = field(default_factory=list[float])
    moved: bool = False


class Moving:
    """Knows the latest chains of replies."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        """Take a clock that counts seconds, and how many messages to remember."""
        self._clock = clock
        self._most = most
        self._chains: OrderedDict[int, Chain] = OrderedDict()

    def answered(self, message: discord.Message, answer: discord.Message, question: str) -> None:
        """Take note of a question in a channel that was answered there."""
        if not isinstance(message.channel, discord.TextChannel):
            return
        chain = self._chain(message) or Chain(question)
        chain.answered = [*chain.answered, self._clock()][-_ANSWERS:]
        for one in (message, answer):
            self._chains[one.id] = chain
        while len(self._chains) > self._most:
            self._chains.popitem(last=False)

    async def thread_for(
        self, message: discord.Message, settings: ServerSettings
    ) -> discord.Thread | None:
        """Return a new thread to answer a message in; None where it is answered where it stands."""
        chain = self._chain(message) if settings.threads else None
        if chain is None or chain.moved or not self._is_long(chain) or not _may(message):
            return None
        # At once, so that of two questions one begins the thread.
        chain.moved = True
        name = shorten(" ".join(chain.first.split()), _LONGEST_NAME)
        try:
            return await message.create_thread(name=name)
        except (discord.DiscordException, aiohttp.ClientError, OSError, ValueError) as refused:
            chain.moved = False
            _log.warning("no thread for message %d: %s", message.id, refused)
            return None

    def _chain(self, message: discord.Message) -> Chain | None:
        replied = message.reference.message_id if message.reference else None
        return self._chains.get(replied) if replied else None

    def _is_long(self, chain: Chain) -> bool:
        since = self._clock() - _SECONDS
        return sum(at >= since for at in chain.answered) >= _ANSWERS


def said_so(part: Callable[[int], Reply]) -> Callable[[int], Reply]:
    """Return what makes the same reply with a small line below: the exchange goes on here."""
    line = gettext(
        "-# This exchange goes on in this thread. Mention me or reply to me to ask more."
    )

    def made(room: int) -> Reply:
        reply = part(room - len(line) - 1)
        return replace(reply, text=f"{reply.text}\n{line}")

    return made


def _may(message: discord.Message) -> bool:
    """Tell whether the bot may begin a thread with a message and write in it."""
    if not isinstance(message.channel, discord.TextChannel) or message.guild is None:
        return False
    may = message.channel.permissions_for(message.guild.me)
    return may.create_public_threads and may.send_messages_in_threads
