"""The log channel of a server: a line for everything that moderators change."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.locales import speaking
from bot.replies import changes
from bot.replies.escaping import shorten
from bot.speaking import of_server
from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.service import AnswerService
    from bot.storage.values import Change

_log = logging.getLogger(__name__)
_LONGEST = 1900


async def note(
    client: discord.Client, service: AnswerService, server: int, line: Callable[[], str]
) -> None:
    """Write a line into a server's log channel, where it has one; failing to is no failure.

    Args:
        client: Who writes.
        service: Who knows the channel.
        server: Whose log.
        line: Says it, in the server's language: Discord markdown; mentions in it ping nobody.
    """
    try:
        channel = (await service.settings(server)).log_channel
    except StorageError as problem:
        _log.warning("no line in the log of server %d: %s", server, problem)
        return
    await write(client, service, server, channel, line)


async def write(
    client: discord.Client,
    service: AnswerService,
    server: int,
    channel: int | None,
    line: Callable[[], str],
) -> None:
    """Write a line into this channel of a server; where it is None or closed, into none."""
    if channel is None:
        return
    with speaking(await of_server(service, client.get_guild(server))):
        text = line()
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
    await note(client, service, server, lambda: changes.line(change))
