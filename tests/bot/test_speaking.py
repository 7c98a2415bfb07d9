"""Whose language is spoken: the chosen one, else that of who asks, else the server's."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot import speaking
from bot.service import AnswerService
from bot.speaking import Speaker, of_server
from bot.storage.preferences import ServerSettings
from tests.bot.serving import serving

SERVER = 7


def guild(locale: str) -> Any:
    return SimpleNamespace(id=SERVER, preferred_locale=discord.Locale(locale))


def interaction(person: int, locale: str, server: int | None = None) -> Any:
    return SimpleNamespace(
        user=SimpleNamespace(id=person),
        locale=discord.Locale(locale),
        guild_id=server,
        is_guild_integration=lambda: server is not None,
    )


def message(person: int, there: Any = None) -> Any:
    return SimpleNamespace(author=SimpleNamespace(id=person), guild=there, channel=None)


async def test_a_server_is_spoken_to_as_chosen_or_as_discord_has_it(tmp_path: Path) -> None:
    async with serving(tmp_path, tmp_path) as service:
        speaker = Speaker(service)

        before = await of_server(service, guild("pt-BR")), await of_server(service, None)
        await service.configure(SERVER, ServerSettings(locale="ar"))

        assert before == ("pt", "en")
        assert await of_server(service, guild("pt-BR")) == "ar"
        assert await speaker.to_user(interaction(1, "de", SERVER)) == "ar"
        assert await speaker.to_user(interaction(1, "de")) == "de"
        assert await speaker.to_author(message(1, guild("fr"))) == "ar"


async def test_a_language_that_is_not_spoken_is_no_choice(tmp_path: Path) -> None:
    async with serving(tmp_path, tmp_path) as service:
        await service.configure(SERVER, ServerSettings(locale="tlh"))

        assert await of_server(service, guild("ja")) == "ja"


async def test_the_latest_people_are_remembered(tmp_path: Path) -> None:
    async with serving(tmp_path, tmp_path) as service:
        speaker = Speaker(service, most=2)
        for person, locale in ((1, "de"), (2, "fr"), (1, "ja"), (3, "es-ES")):
            await speaker.to_user(interaction(person, locale))

        heard = [await speaker.to_author(message(person, guild("pt-BR"))) for person in (1, 2, 3)]

        assert heard == ["ja", "pt", "es"]
        assert await speaker.to_author(message(2)) == "en"


async def test_a_database_that_does_not_answer_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stuck(AnswerService):
        async def settings(self, server: int) -> ServerSettings:
            await asyncio.sleep(60)
            return await super().settings(server)

    monkeypatch.setattr(speaking, "_SECONDS", 0.01)
    nothing: Any = None

    assert await of_server(Stuck(nothing, nothing), guild("de")) == "de"
