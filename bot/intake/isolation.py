"""A conversion in a process of its own, so that no document can eat the bot's memory or time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.outcomes import Converted, Failed, Kind, Reason

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from bot.intake.uploads import Limits

_ROOT = Path(__file__).parents[2]
# What Python itself needs; a converter has no business with the token or the database.
_NEEDED = ("PATH", "PYTHON", "COVERAGE", "LANG", "LC_", "TMP", "TEMP", "HOME", "SYSTEMROOT")
# The first line of what the child says, and the longest it can be.
_FIRST_LINE = 64
_PIECE = 65_536


async def convert(kind: Kind, data: bytes, limits: Limits) -> Converted | Failed:
    """Convert a document; the process ends with this call, however it ends."""
    command = (sys.executable, "-m", "bot.intake.converting", kind.value, *_told(limits))
    child = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT,
        env={name: value for name, value in os.environ.items() if name.startswith(_NEEDED)},
    )
    room = limits.max_bytes + _FIRST_LINE
    try:
        async with asyncio.timeout(limits.seconds):
            said = await _exchanged(child, data, room)
            return (
                Failed(Reason.TOO_LONG)
                if len(said) > room
                else understood(said, await child.wait())
            )
    except TimeoutError:
        return Failed(Reason.SLOW)
    finally:
        await _ended(child)


def understood(said: bytes, code: int) -> Converted | Failed:
    """Return what a child said and ended with: its first line tells what the rest is."""
    first, _, rest = said.partition(b"\n")
    word, _, count = first.decode("ascii", errors="replace").partition(" ")
    if code == 0 and word in {".txt", ".html"}:
        return Converted(rest, word)
    if code == 0 and word in set(Reason):
        return Failed(Reason(word), int(count))
    # It was ended from outside: for its time, or else for its memory.
    return Failed(Reason.SLOW if code == -getattr(signal, "SIGXCPU", 0) else Reason.MEMORY)


def _told(limits: Limits) -> tuple[str, ...]:
    bounds = (limits.max_bytes, limits.max_pages, limits.seconds, limits.memory)
    return tuple(map(str, bounds))


async def _exchanged(child: Process, data: bytes, room: int) -> bytes:
    """Give the child its document and return what it says, at most a piece more than `room`."""
    assert child.stdin is not None
    assert child.stdout is not None
    with contextlib.suppress(ConnectionError):
        child.stdin.write(data)
        await child.stdin.drain()
    child.stdin.close()
    said = bytearray()
    while len(said) <= room and (piece := await child.stdout.read(_PIECE)):
        said += piece
    return bytes(said)


async def _ended(child: Process) -> None:
    """End a child that has not ended. One that has is not touched: its end is being noted."""
    if child.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        child.kill()
    assert child.stdout is not None
    # A pipe with something in it would keep its process from being counted as ended.
    while await child.stdout.read(_PIECE):
        pass
    await child.wait()
