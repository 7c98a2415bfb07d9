"""What is drawn is what Discord would be sent, to the letter."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.preview import world
from bot.preview.serving import served
from bot.settings import Settings
from bot.syncing import signature
from tests.discord_server.messages import Message
from tests.discord_server.server import DiscordServer
from tests.discord_server.wire import Permission
from tests.end_to_end.conftest import LIGHTHOUSE, Town
from tests.preview.tab import made
from tests.preview.visitor import Json, Visitor

QUESTIONS = [
    "Who built the lighthouse at Orrin Point?",
    "What did keeper Anna Halloran do in the storm?",
    "What is the capital of Peru?",
]
USES: list[tuple[str, dict[str, Any]]] = [
    ("summary", {"about": "the storm"}),
    ("ask", {"question": QUESTIONS[0], "private": True}),
    ("verify", {"text": "The lighthouse at Orrin Point was built in 1875 by Marta Lindqvist."}),
    ("sources", {}),
    ("privacy", {}),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    return tmp_path


@asynccontextmanager
async def _at_discord(home: Path) -> AsyncGenerator[Town]:
    async with DiscordServer() as discord:
        guild = discord.add_guild("Preview")
        people = (
            guild.add_member("Ann"),
            guild.add_member("Mo", permissions=Permission.MANAGE_GUILD),
        )
        channel, stranger = guild.add_channel("articles"), discord.add_user("Dan")
        town = Town(discord, guild, channel, *people, stranger, home / "articles", home)
        program = await town.start()
        yield town
        await program.stop()


@asynccontextmanager
async def _in_preview(home: Path) -> AsyncGenerator[Visitor]:
    settings = Settings(articles=home / "articles", rate_person=0, rate_channel=0)
    async with served(made, settings, 0) as address, Visitor.at(address) as visitor:
        yield visitor


async def test_the_page_is_told_what_discord_is_told(home: Path) -> None:
    found: list[Message] = []
    async with _at_discord(home) as town:
        for question in QUESTIONS:
            await town.discord.say(town.reader, town.channel, town.mention(question))
            found.append(await town.discord.next_message(town.channel))
        for name, values in USES:
            used = await town.discord.slash(town.reader, town.channel, name, **values)
            found.append(await used.answer())
        at_discord = [_compared(one.payload(), town.reader.id) for one in found]
    async with _in_preview(home) as visitor:
        for number, question in enumerate(QUESTIONS, 1):
            await visitor.ask(question, number)
        for number, (name, values) in enumerate(USES, len(QUESTIONS) + 1):
            assert await visitor.use(name, values=values) == {}
            await visitor.answer(number)
        in_preview = [_compared(one, world.READER_ID) for one in visitor.answers]

    assert len(in_preview) == len(QUESTIONS) + len(USES)
    assert in_preview == at_discord


async def test_the_page_offers_the_commands_that_discord_would(home: Path) -> None:
    async with _at_discord(home) as town:
        at_discord = {one["name"]: signature(one) for one in town.discord.commands}
    async with _in_preview(home) as visitor:
        in_preview = {one["name"]: signature(one) for one in visitor.state["commands"]}

    assert in_preview == at_discord


def _compared(message: Json, reader: int) -> Any:
    """What of a message is drawn, without the numbers that Discord adds."""
    drawn = {key: message[key] for key in ("content", "embeds", "components", "flags", "type")}
    text = json.dumps(drawn).replace(str(reader), "READER")
    return json.loads(text, object_hook=_without_numbers)


def _without_numbers(thing: Json) -> Json:
    added = {"id"} if isinstance(thing.get("id"), int) else set[str]()
    return {key: value for key, value in thing.items() if key not in added}
