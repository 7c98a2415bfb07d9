"""The picture of usage, drawn in a program of its own.

Measured with 60 days and 8 paragraphs: drawn in a thread, the event loop stands still for up to
80 ms, and the bot's memory grows by 40 MB at once and by 9 MB with each picture. In a program of its
own it is 6 ms and nothing, for 0.7 s more.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import TYPE_CHECKING

import bot
from bot.insight.picture import picture
from bot.settings import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.storage.values import Cited, Day

# The first picture on a machine takes longer: matplotlib looks for its fonts then.
_SECONDS = 30.0
_FOLDER = Path(bot.__file__).parents[1]

_log = logging.getLogger(__name__)


async def drawn(
    days: Sequence[Day],
    cited: Sequence[Cited],
    *,
    until: date,
    span: int,
    titles: Mapping[str, str] | None = None,
    seconds: float = _SECONDS,
) -> bytes | None:
    """Return the picture of the `span` days up to `until` as a PNG; None where it cannot be drawn.

    `titles` are the articles' by their ids. What takes longer than `seconds` is given up. Why there
    is no picture is logged: a report can do without.
    """
    shown = picture(days, cited, titles or {}, until, span)
    try:
        async with asyncio.timeout(seconds):
            return await _drawn(shown.packed())
    except (OSError, _FailedError) as error:  # TimeoutError is an OSError
        _log.warning("No picture was drawn: %s", str(error) or type(error).__name__)
        return None


class _FailedError(Exception):
    """The program that draws ended without a picture."""


async def _drawn(packed: bytes) -> bytes:
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.insight.chart"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        cwd=_FOLDER,
        # It needs none of the settings, least of all the token.
        env={name: value for name, value in os.environ.items() if name not in NAMES},
    )
    try:
        png, complaint = await program.communicate(packed)
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()
    if program.returncode:
        last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
        raise _FailedError(last or f"exit {program.returncode}")
    return png
