"""Pilcrow as its users start it: a process, talking to a Discord on loopback."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.discord_server.people import Member, User
from tests.discord_server.places import Channel, Guild
from tests.discord_server.server import DiscordServer
from tests.discord_server.wire import Permission

LIGHTHOUSE = """\
---
title: The lighthouse at Orrin Point
source: Orrin Gazette
date: 2019-05-14
url: https://gazette.example/orrin-point
---

## The tower

The lighthouse at Orrin Point was built in 1874 by the engineer Marta Lindqvist. It stands 41 \
metres high and is painted in red and white bands.

Its lamp burned whale oil until 1902, when the keeper Tobias Wren fitted a *paraffin* burner. \
The new lamp could be seen from 27 miles away.

## The storm of 1931

During the great storm of 1931 the supply boat Perseverance sank with eleven sailors aboard. \
Keeper Anna Halloran rowed out three times and saved seven of them.

The council awarded Halloran a silver medal, which hangs in the town museum today.
"""
HOSTILE = (
    "# Notes on pings\n\n"
    "The zeppelin notice said @everyone should read <@1234567890123456789> and **not** _this_ "
    "`code` at https://example.org/a_b or [here](https://evil.example).\n"
)
LONG = "The archive ledger " + "records another shipment of copper kettles and " * 220 + "ends."


@dataclass
class Program:
    """The bot's process, and what it says on standard error."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list[str])

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop and wait; return its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until it ends by itself; return its exit code."""
        _, noise = await asyncio.wait_for(self.process.communicate(), 15)
        self.lines += noise.decode().splitlines()
        return self.process.returncode or 0


@dataclass
class Town:
    """A Discord with a server, a channel and people, and the folder the bot reads."""

    discord: DiscordServer
    guild: Guild
    channel: Channel
    reader: Member
    moderator: Member
    stranger: User
    articles: Path
    home: Path
    programs: list[Program] = field(default_factory=list[Program])

    async def start(self, *arguments: str, wait: bool = True, **settings: str) -> Program:
        """Start the bot with these settings, and wait until it is ready."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name in {"PATH", "LANG", "HOME"} or name.startswith("COVERAGE_")
        }
        environment |= {
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.api_url,
            "DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "ARTICLES_DIR": str(self.articles),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            **settings,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *(arguments or ("run",))),
            cwd=self.home,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        program = Program(process)
        self.programs.append(program)
        if wait:
            await self._ready(program)
        return program

    async def _ready(self, program: Program) -> None:
        """Wait until the bot is ready; a bot that ends instead fails with what it said."""
        ready = asyncio.create_task(self.discord.ready(15))
        ended = asyncio.create_task(program.process.wait())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not ready.done():
            ready.cancel()
            await program.ended()
            pytest.fail("the bot ended:\n" + "\n".join(program.lines[-20:]))
        await ready

    def mention(self, question: str = "") -> str:
        """What a person types to ask the bot in a channel."""
        return f"<@{self.discord.bot.id}> {question}"

    def write(self, name: str, text: str) -> None:
        """Put an article into the folder."""
        (self.articles / name).write_text(text, encoding="utf-8")


MakeTown = Callable[..., Town]


@pytest.fixture
async def town(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    """A town whose bot, once started, breaks none of Discord's rules and leaves nothing behind.

    The marker `granted` names privileged intents that are switched on for the application.
    """
    marker = request.node.get_closest_marker("granted")
    async with DiscordServer(privileged_intents=marker.args[0] if marker else 0) as discord:
        guild = discord.add_guild("Orrin")
        articles = tmp_path / "articles"
        articles.mkdir()
        (articles / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
        town = Town(
            discord,
            guild,
            guild.add_channel("general"),
            guild.add_member("Ann"),
            guild.add_member("Mo", permissions=Permission.MANAGE_GUILD),
            discord.add_user("Dan"),
            articles,
            tmp_path,
        )
        yield town
        codes = [await program.stop() for program in town.programs]
        assert discord.violations == []
        assert set(codes) <= {0, 1}
