"""Pilcrow as its users meet it, talking to a Discord on loopback."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.storage import open_storage
from tests.discord_server.people import Member, User
from tests.discord_server.places import Channel, Guild
from tests.discord_server.server import DiscordServer
from tests.discord_server.wire import Permission
from tests.end_to_end.programs import Process, Program, Task

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
    in_process: bool = True
    programs: list[Program] = field(default_factory=list[Program])

    async def start(self, *arguments: str, wait: bool = True, **settings: str) -> Program:
        """Start the bot with these settings, and wait until it is ready.

        It is a task in this process, unless the test is marked with `process`.
        """
        settings = self.settings(**settings)
        if self.in_process:
            assert not arguments, "mark the test with `process`"
            program = await Task.start(settings)
        else:
            program = await Process.start(arguments or ("run",), settings, self.home)
        self.programs.append(program)
        if wait:
            await self._ready(program)
        return program

    def settings(self, **settings: str) -> dict[str, str]:
        """What the bot is started with, unless it is set otherwise."""
        return {
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.api_url,
            "DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "ARTICLES_DIR": str(self.articles),
            "DATA_DIR": str(self.home / "stored"),
            "RATE_PERSON": "0",
            "RATE_CHANNEL": "0",
            **settings,
        }

    async def _ready(self, program: Program) -> None:
        """Wait until the bot is ready; a bot that ends instead fails with what it said."""
        ready = asyncio.create_task(self.discord.ready(15))
        while program.running and not ready.done():
            await asyncio.wait({ready}, timeout=0.05)
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


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a first start leaves it, which spares every test that start."""
    folder = tmp_path_factory.mktemp("stored")

    async def made() -> None:
        await (await open_storage(Settings(data_dir=folder).database)).close()

    asyncio.run(made())
    return folder


@pytest.fixture
async def town(
    tmp_path: Path, empty_database: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    """A town whose bot, once started, breaks none of Discord's rules and leaves nothing behind.

    The marker `granted` names privileged intents that are switched on for the application; with the
    marker `process` the bot is started as a process of its own.
    """
    marker = request.node.get_closest_marker("granted")
    async with DiscordServer(privileged_intents=marker.args[0] if marker else 0) as discord:
        guild = discord.add_guild("Orrin")
        articles = tmp_path / "articles"
        articles.mkdir()
        shutil.copytree(empty_database, tmp_path / "stored")
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
            in_process=request.node.get_closest_marker("process") is None,
        )
        yield town
        codes = [await program.stop() for program in town.programs]
        assert discord.violations == []
        assert set(codes) <= {0, 1}
