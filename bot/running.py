"""From a token to a running client and back: addresses, first connection, signals, shutdown."""

from __future__ import annotations

import asyncio
import gc
import logging
import random
import signal
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable
    from contextlib import AbstractAsyncContextManager
    from typing import TypeAlias

    from bot.client import Pilcrow
    from bot.settings import Settings

    Beside: TypeAlias = Callable[[Pilcrow], AbstractAsyncContextManager[None]]

_log = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
NO_TOKEN = "DISCORD_TOKEN is not set: put the token from your application's Bot page into .env"
WRONG_TOKEN = (
    "Discord refuses DISCORD_TOKEN: reset it on your application's Bot page and copy it anew"
)
NO_INTENT = (
    "ASK_CHANNELS needs the Message Content Intent: switch it on on your application's Bot page"
)


class StartError(Exception):
    """The bot cannot start until its operator mends something; the message says what."""


async def run_bot(
    make: Callable[[], Pilcrow], settings: Settings, beside: Beside | None = None
) -> None:
    """Run the bot until it is told to stop: SIGTERM, Ctrl-C, or the gateway's last word.

    Args:
        make: Makes the client.
        settings: The operator's.
        beside: What goes on beside the client as long as it runs, if anything.

    Raises:
        StartError: The token is missing or wrong, or an intent is not granted.
    """
    told = stop_on_signals()
    async with _started(make, settings) as client, (beside or _alone)(client):
        await client.service.start()  # first, since what is wrong with it nobody need wait for
        work = asyncio.create_task(_stay_connected(client, settings.token))
        stop = asyncio.create_task(told.wait())
        try:
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            await _ended(work)
    _log.info("stopped")


async def _stay_connected(client: Pilcrow, token: str) -> None:
    await _retried("log in", lambda: _log_in(client, token))
    # What is loaded by now stays; looking through it again and again would hold everybody up.
    gc.freeze()
    await _retried("connect", lambda: _connect(client))


async def _ended(work: asyncio.Task[None]) -> None:
    """Cancel a task until it ends: Python 3.11's `wait_for` can swallow a cancellation."""
    while not work.done():
        work.cancel()
        await asyncio.wait({work}, timeout=1)
    if not work.cancelled():
        work.result()


async def sync_commands(make: Callable[[], Pilcrow], settings: Settings) -> None:
    """Send the commands to Discord, changed or not.

    Raises:
        StartError: The token is missing or wrong.
    """
    async with _started(make, settings) as client:
        client.setup_hook = client.add_cogs
        await client.login(settings.token)
        synced = await client.tree.sync()
        _log.info("synced %d commands", len(synced))


@asynccontextmanager
async def _alone(_: Pilcrow) -> AsyncGenerator[None]:
    yield


@asynccontextmanager
async def _started(make: Callable[[], Pilcrow], settings: Settings) -> AsyncGenerator[Pilcrow]:
    """Yield a client that is closed at the end; what the operator has to mend is a StartError."""
    if not settings.token:
        raise StartError(NO_TOKEN)
    use_addresses(settings)
    without_voice()
    try:
        async with make() as client:
            yield client
    except StorageError as problem:
        raise StartError(str(problem)) from None
    except discord.LoginFailure:
        raise StartError(WRONG_TOKEN) from None
    except discord.PrivilegedIntentsRequired:
        raise StartError(NO_INTENT) from None
    except discord.ConnectionClosed as closed:
        raise StartError(WRONG_TOKEN if closed.code == 4004 else str(closed)) from None
    except discord.HTTPException as refused:
        raise StartError(f"Discord refuses: {refused}") from None
    except aiohttp.ClientError as error:
        raise StartError(f"Discord cannot be reached: {error}") from None


def without_voice() -> None:
    """Spare operators the warnings about libraries that only a voice client needs."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def use_addresses(settings: Settings) -> None:
    """Send what is for Discord to the addresses in the settings, where there are any."""
    if settings.api_url:
        Route.BASE = settings.api_url
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


def stop_on_signals() -> asyncio.Event:
    """Return what SIGTERM and Ctrl-C set, so that the gateway can be closed with code 1000."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, told.set)
        except NotImplementedError:  # Windows, where Ctrl-C raises KeyboardInterrupt instead
            break
    return told


async def _log_in(client: Pilcrow, token: str) -> None:
    """Log in; after a failure let go of the session, since the next try opens another."""
    try:
        await client.login(token)
    except Exception:
        await client.http.close()
        client.http.connector = discord.utils.MISSING
        raise


class _NeverConnectedError(Exception):
    """The gateway could not be reached a first time."""


async def _connect(client: Pilcrow) -> None:
    """Stay connected. Until the first connection stands, discord.py 2.7.1 fails strangely."""
    try:
        await client.connect(reconnect=True)
    except AttributeError as error:
        if client.ws is not None:  # pyright: ignore[reportUnnecessaryComparison]
            raise
        raise _NeverConnectedError from error


async def _retried(what: str, attempt: Callable[[], Awaitable[None]]) -> None:
    """Try until it works, waiting twice as long each time, with jitter, a minute at most."""
    wait = _FIRST_WAIT
    while True:
        try:
            return await attempt()
        except (OSError, TimeoutError, aiohttp.ClientError, _NeverConnectedError) as error:
            problem = str(error.__cause__ or error) or type(error).__name__
        except discord.DiscordServerError as error:
            problem = str(error)
        pause = wait * random.uniform(0.5, 1.0)
        _log.warning("could not %s (%s); trying again in %.1f s", what, problem, pause)
        await asyncio.sleep(pause)
        wait = min(2 * wait, _LONGEST_WAIT)
