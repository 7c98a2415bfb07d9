"""One check after another: what is here first, then what Discord says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.doctor import local, permissions, remote
from bot.doctor.asking import Asker, Reply
from bot.doctor.findings import error
from bot.storage import StorageError, open_storage
from bot.watching import NEED_CONTENTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from bot.doctor.findings import Finding
    from bot.settings import Settings
    from knowledge import Loaded

# Where these are wrong, the default would be looked at, which is not what the operator means.
_PLACES = frozenset({"DATABASE_URL", "DATA_DIR"})
_ADDRESSES = frozenset({"DISCORD_API_URL", "DISCORD_TOKEN"})
_WATCHED, _LOGGED = "which is watched", "which is the log"


async def examine(
    values: Mapping[str, str], file: Path | None, load: Callable[[Settings], Loaded]
) -> AsyncIterator[Finding]:
    """Yield what each check found; nothing is changed, in Discord or here.

    Args:
        values: What is set, by name.
        file: The file that some of it comes from, where there is one.
        load: Reads the articles.
    """
    settings, wrong = local.read_settings(values)
    for finding in local.settings(values, wrong, file):
        yield finding
    servers_are_known = False
    if not _PLACES & set(wrong):
        found, servers_are_known = await local.database(settings)
        yield found
    for finding in await asyncio.to_thread(lambda: list(local.articles(settings, load))):
        yield finding
    for finding in local.extras(settings):
        yield finding
    if not _ADDRESSES & set(wrong):
        async for finding in _discord(settings, stored=servers_are_known):
            yield finding


async def _discord(settings: Settings, *, stored: bool) -> AsyncIterator[Finding]:
    async with Asker(settings.token, settings.api_url) as asker:
        yield remote.clock(reached := await asker.get("/gateway"), remote.now())
        if not settings.token or not reached.status:
            yield remote.token(settings, None if not settings.token else reached)
            return
        me = await asker.get("/users/@me")
        yield remote.token(settings, me)
        if me.is_good:
            async for finding in _account(asker, settings, me.body["id"], stored=stored):
                yield finding


async def _account(
    asker: Asker, settings: Settings, me: str, *, stored: bool
) -> AsyncIterator[Finding]:
    application = await asker.get("/applications/@me")
    for finding in remote.application(application):
        yield finding
    servers, known = await permissions.servers(asker), dict[int, str]()
    if isinstance(servers, Reply):
        yield error("servers", servers.reason, "try again later")
    else:
        for finding in permissions.in_servers(servers, me):
            yield finding
        known = await _channels(settings, servers) if stored else known
    if application.is_good:
        flags, watched = int(application.body.get("flags") or 0), list(known.values())
        yield remote.intents(settings, flags, watched.count(_WATCHED))
    for channel, why in (dict.fromkeys(settings.ask_channels, "in ASK_CHANNELS") | known).items():
        yield await permissions.in_channel(asker, channel, me, why)


async def _channels(settings: Settings, servers: list[dict[str, Any]]) -> dict[int, str]:
    """Return the channels that servers' moderators chose, each with why the bot needs it."""
    found: dict[int, str] = {}
    try:
        storage = await open_storage(settings.database)
    except StorageError:  # said already
        return found
    try:
        for server in servers:
            chosen = await storage.servers.settings(int(server["id"]))
            if chosen.log_channel:
                found[chosen.log_channel] = _LOGGED
            found |= {at: _WATCHED for at, mode in chosen.channels.items() if mode in NEED_CONTENTS}
    finally:
        await storage.close()
    return found
