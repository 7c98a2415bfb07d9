"""Manners: where the bot is a guest, and that a limit which cannot be told harms nobody."""

import logging
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.limiting import Limiter
from bot.manners import Manners, is_guest


@pytest.mark.parametrize(
    ("guild_id", "group", "installed", "guest"),
    [
        (7, False, True, False),
        (7, False, False, True),
        (None, True, False, True),
        (None, False, False, False),
    ],
    ids=["a server with the bot", "one without", "a group", "its own direct messages"],
)
def test_the_bot_is_a_guest_where_others_read_and_it_was_not_added(
    *,
    guild_id: int | None,
    group: bool,
    installed: bool,
    guest: bool,
) -> None:
    used: Any = SimpleNamespace(
        guild_id=guild_id,
        context=SimpleNamespace(private_channel=group),
        is_guild_integration=lambda: installed,
    )

    assert is_guest(used) is guest


async def test_a_wait_that_cannot_be_told_refuses_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def refused(*_given: Any, **_named: Any) -> None:
        raise discord.DiscordException("gone")

    response = SimpleNamespace(is_done=lambda: False, send_message=refused, defer=refused)
    used: Any = SimpleNamespace(
        user=SimpleNamespace(id=1),
        channel_id=2,
        type=discord.InteractionType.component,
        response=response,
    )
    manners = Manners(Limiter(1, 0))

    with caplog.at_level(logging.WARNING):
        admitted = [await manners.admit_press(used) for _ in range(6)]

    assert admitted == [True] + [False] * 5
    assert caplog.messages == ["could not tell that there is a limit: gone"] * 5
