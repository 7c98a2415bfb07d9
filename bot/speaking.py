"""Which language is spoken to whom: the server's where its moderators chose one, else the asker's."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from bot.addressing import server_in, server_of
from bot.locales import LOCALES, supported
from bot.storage import StorageError
from bot.storage.values import SHARED

if TYPE_CHECKING:
    import discord

    from bot.service import AnswerService

_log = logging.getLogger(__name__)
# How many people's languages are remembered, the latest ones.
_MOST = 10_000
# How long a server's choice is waited for: what is asked has to be answered soon.
_SECONDS = 1.0


async def of_server(service: AnswerService, guild: discord.Guild | None) -> str:
    """Return the locale of what is said to a whole server, a key of `LOCALES`.

    Args:
        service: Who knows what moderators chose.
        guild: The server; None outside servers, where that is English.
    """
    chosen = await _chosen(service, guild.id if guild else SHARED)
    return chosen or supported(guild.preferred_locale if guild else None)


class Speaker:
    """Knows the language of those who ask: of the latest, in memory, as Discord told it."""

    def __init__(self, service: AnswerService, most: int = _MOST) -> None:
        """Take who knows what moderators chose, and how many people to remember."""
        self._service = service
        self._most = most
        self._heard: OrderedDict[int, str] = OrderedDict()

    async def to_user(self, interaction: discord.Interaction[Any]) -> str:
        """Return the locale for who uses a command or a button, and remember theirs."""
        own = self._hear(interaction.user.id, supported(interaction.locale))
        return await _chosen(self._service, server_of(interaction)) or own

    async def to_author(self, message: discord.Message) -> str:
        """Return the locale for who wrote a message, which itself does not tell theirs."""
        chosen = await _chosen(self._service, server_in(message))
        there = supported(message.guild.preferred_locale if message.guild else None)
        return chosen or self._heard.get(message.author.id, there)

    def _hear(self, person: int, locale: str) -> str:
        self._heard[person] = locale
        self._heard.move_to_end(person)
        if len(self._heard) > self._most:
            self._heard.popitem(last=False)
        return locale


async def _chosen(service: AnswerService, server: int) -> str:
    """Return what moderators chose; empty where they did not, or where the database is away."""
    try:
        chosen = (await asyncio.wait_for(service.settings(server), _SECONDS)).locale
    except (StorageError, TimeoutError) as problem:
        _log.warning("cannot tell the language of server %d: %r", server, problem)
        return ""
    # What another version stored may be a language that this one does not speak.
    return chosen if chosen in LOCALES else ""
