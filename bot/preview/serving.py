"""The preview from its start to its end: a client, a database that goes with it, an address."""

from __future__ import annotations

import dataclasses
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import web

from bot.preview.desk import Desk
from bot.preview.doing import Doing
from bot.preview.pages import Pages
from bot.preview.room import Room
from bot.preview.wire import Wire
from bot.running import StartError, stop_on_signals, without_voice
from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from bot.client import Pilcrow
    from bot.settings import Settings

Make: TypeAlias = "Callable[[Settings], Pilcrow]"

HOST = "127.0.0.1"
DEFAULT_PORT = 8765


async def run_preview(
    make: Make, settings: Settings, port: int, say: Callable[[str], None]
) -> None:
    """Serve the preview until it is told to stop: SIGTERM or Ctrl-C.

    Args:
        make: Makes the client.
        settings: The operator's; nothing of theirs is written, and no token is needed.
        port: Where to listen on loopback; 0 takes a free one.
        say: Prints a line for the operator.

    Raises:
        StartError: The port is taken, or the database cannot be made.
    """
    told = stop_on_signals()
    async with served(make, settings, port) as address:
        say(f"The preview is at {address} on this machine alone; Ctrl-C stops it.")
        await told.wait()


@asynccontextmanager
async def served(make: Make, settings: Settings, port: int) -> AsyncGenerator[str]:
    """Serve the preview as long as this lasts; yield its address.

    Raises:
        StartError: The port is taken, or the database cannot be made.
    """
    async with opened(make, settings) as pages:
        runner = web.AppRunner(pages.application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            yield await _listening(runner, port)
        finally:
            await runner.cleanup()


async def _listening(runner: web.AppRunner, port: int) -> str:
    site = web.TCPSite(runner, HOST, port)
    try:
        await site.start()
    except (OSError, OverflowError) as problem:
        why = getattr(problem, "strerror", "") or str(problem)
        raise StartError(f"{HOST}:{port} cannot be listened on: {why}") from None
    return f"http://{HOST}:{runner.addresses[0][1]}/"


@asynccontextmanager
async def opened(make: Make, settings: Settings) -> AsyncGenerator[Pages]:
    """Run a client that talks to nobody but the page; what it stores goes with it.

    Raises:
        StartError: The database cannot be made.
    """
    without_voice()
    with tempfile.TemporaryDirectory(prefix="pilcrow-preview-") as folder:
        own = dataclasses.replace(
            settings, token="", data_dir=Path(folder), database_url="", metrics_address=None
        )
        room = Room()
        desk = Desk(room)
        try:
            async with make(own) as client:
                wire = Wire(client, desk.answer, desk.file)
                room.told = wire.tell
                await client.service.start()
                await wire.connect(list(room.channels.values()))
                yield Pages(room, desk, Doing(room, desk, wire.tell))
        except StorageError as problem:
            raise StartError(str(problem)) from None
