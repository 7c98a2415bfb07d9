"""The log channel of a server: a line for everything that moderators change."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.replies import changes
from bot.replies.escaping import shorten
from bot.storage import StorageError

if TYPE_CHECKING:
    from bot.service import AnswerService
    from bot.storage.values import Change

_log = logging.getLogger(__name__)
_LONGEST = 1900


async def note(client: discord.Client, service: AnswerService, server: int, text: str) -> None:
    """Write a line into a server's log channel, where it has one; failing to is no failure.

    Args:
        client: Who writes.
        service: Who knows the channel.
        server: Whose log.
        text: Discord markdown on one line; mentions in it ping nobody.
    """
    try:
        channel = (await service.settings(server)).log_channel
    except StorageError as problem:
        _log.warning("no line in the log of server %d: %s", server, problem)
        return
    await write(client, server, channel, text)


async def write(client: discord.Client, server: int, channel: int | None, text: str) -> None:
    """Write a line into this channel of a server; where it is None or closed, into none."""
    if channel is None:
        return
    place = client.get_partial_messageable(channel, guild_id=server)
    try:
        await place.send(
            shorten(text, _LONGEST),
            allowed_mentions=discord.AllowedMentions.none(),
            suppress_embeds=True,
        )
    except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
        _log.warning("no line in log channel %d of server %d: %s", channel, server, refused)


async def announce(
    client: discord.Client, service: AnswerService, server: int, change: Change
) -> None:
    """Write the line of a change into a server's log channel, where it has one."""
    await note(client, service, server, changes.line(change))
