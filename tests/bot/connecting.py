"""A client that is connected to a Discord on loopback, without the rest of the bot."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_server.server import DiscordServer


@asynccontextmanager
async def connected(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[discord.Client]:
    """Connect a client that knows its servers."""
    monkeypatch.setattr(Route, "BASE", server.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
    client = discord.Client(
        intents=discord.Intents(guilds=True),
        allowed_mentions=discord.AllowedMentions.none(),
        guild_ready_timeout=0.01,
    )

    async def stay() -> None:
        async with client:
            await client.start(server.token)

    task = asyncio.create_task(stay())
    try:
        await server.ready()
        await client.wait_until_ready()
        yield client
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
