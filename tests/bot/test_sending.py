"""Sending: what is said at once, and what is said while work takes long."""

import asyncio
from typing import Any, cast

import discord
import pytest

from bot import sending


class _Response:
    """What an interaction is answered with, as far as waiting needs it."""

    def __init__(self) -> None:
        self.deferred: list[dict[str, bool]] = []

    def is_done(self) -> bool:
        return bool(self.deferred)

    async def defer(self, **how: bool) -> None:
        self.deferred.append(how)


class _Interaction:
    def __init__(self) -> None:
        self.response = _Response()


async def _worked(done: asyncio.Event) -> str:
    await done.wait()
    return "made"


async def test_discord_is_told_in_time_that_an_answer_takes_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "_PATIENCE", 0.01)
    quick, slow, done = _Interaction(), _Interaction(), asyncio.Event()

    task = asyncio.create_task(_awaited(slow, done))
    while not slow.response.deferred:
        await asyncio.sleep(0)
    done.set()

    assert (await task, await _awaited(quick, done)) == ("made", "made")
    assert slow.response.deferred == [{"ephemeral": True, "thinking": True}]
    assert quick.response.deferred == []


async def _awaited(interaction: _Interaction, done: asyncio.Event) -> str:
    given = cast("discord.Interaction[Any]", interaction)
    return await sending.awaited(given, _worked(done), private=True)
