"""What happens by itself: a digest once a week where one is wanted, and old questions forgotten."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import sending
from bot.insight import phrases, reports
from bot.locales import speaking
from bot.speaking import of_server
from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.insight.gathering import Gathering
    from bot.replies.blocks import Reply
    from bot.service import AnswerService

_log = logging.getLogger(__name__)
# Seconds until the first look, and from one to the next.
_FIRST, _EVERY = 60.0, 3600.0
_WEEK, _ROWS = 7, 3


class Weekly:
    """Looks once an hour what is due. Weeks in which the bot was away are not made up for."""

    def __init__(
        self, client: discord.Client, service: AnswerService, gathering: Gathering, keep_days: int
    ) -> None:
        """Take who writes, who has the database, what reads it, and how long questions are kept."""
        self._client = client
        self._service = service
        self._gathering = gathering
        self._keep_days = keep_days
        self._sent: dict[int, datetime] = {}
        self._work: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look in a minute, unless that has begun."""
        self._work = self._work or asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        if self._work:
            self._work.cancel()
            await asyncio.wait({self._work})

    async def look(self) -> None:
        """Do what is due now: send digests, forget what is older than it may be kept."""
        now = self._gathering.clock()
        try:
            for server in await self._due(now):
                await self._digest_if_possible(server, now)
            storage, before = self._service.storage, now - timedelta(days=self._keep_days)
            forgotten = await storage.questions.forget(before) + await storage.votes.forget(before)
        except StorageError as problem:
            _log.warning("looked for nothing that is due: %s", problem)
            return
        if forgotten:
            _log.info("forgot %d rows about questions", forgotten)

    async def _run(self) -> None:
        await asyncio.sleep(_FIRST)
        while True:
            try:
                await self.look()
            except Exception:  # noqa: BLE001 (the last handler of this task)
                _log.exception("what is due could not be done")
            await asyncio.sleep(_EVERY)

    async def _due(self, now: datetime) -> list[int]:
        """Return the servers whose digest is due; what was sent counts even if not noted."""
        before = now - timedelta(days=_WEEK)
        due = await self._service.storage.servers.due_digests(before)
        return [server for server in due if self._sent.get(server, before) <= before]

    async def _digest_if_possible(self, server: int, now: datetime) -> None:
        """Send a server's digest; if that fails, the other servers get theirs all the same."""
        try:
            await self._digest(server, now)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
            _log.warning("no digest for server %d: %s", server, refused)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 (the last handler of what is done for one server)
            _log.exception("no digest for server %d", server)

    async def _digest(self, server: int, now: datetime) -> None:
        """Send a server's digest; where nobody could read it, try again at the next look."""
        guild = self._client.get_guild(server)
        channel = open_channel(guild, (await self._service.settings(server)).log_channel)
        if channel is None:
            return
        with speaking(await of_server(self._service, guild)):
            digest = await self._written(server)
            await sending.write(channel, channel.permissions_for(channel.guild.me), digest)
        self._sent[server] = now
        await self._service.storage.servers.digest_sent(server, now)

    async def _written(self, server: int) -> Callable[[int], Reply]:
        usage = await self._gathering.usage(server, _WEEK)
        rows, _ = await self._gathering.unanswered(server, _WEEK, _ROWS)
        titles = phrases.titles(await self._service.base(server))
        return lambda room: reports.digest(usage.days, rows, usage.paragraphs, room, titles=titles)


def open_channel(
    guild: discord.Guild | None, channel: int | None
) -> discord.TextChannel | discord.Thread | None:
    """Return a channel of a server that the bot may write in; None where there is no such."""
    found = guild.get_channel_or_thread(channel) if guild and channel else None
    if not isinstance(found, (discord.TextChannel, discord.Thread)):
        return None
    may = found.permissions_for(found.guild.me)
    writes = (
        may.send_messages_in_threads if isinstance(found, discord.Thread) else may.send_messages
    )
    return found if may.view_channel and writes else None
