"""The doctor's round on a Discord on loopback, for tests."""

from collections.abc import Mapping
from pathlib import Path

import knowledge
from bot.doctor import Finding, Level, examine
from bot.settings import Settings
from knowledge import Loaded
from tests.discord_server.server import DiscordServer


def load(settings: Settings) -> Loaded:
    return knowledge.load(settings.articles)


async def found(
    discord: DiscordServer, home: Path, file: Path | None = None, **values: str
) -> list[Finding]:
    """What the doctor finds with these settings."""
    settings = {
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.api_url,
        "DATA_DIR": str(home),
        **values,
    }
    return await listed({name: value for name, value in settings.items() if value}, file)


async def listed(values: Mapping[str, str], file: Path | None = None) -> list[Finding]:
    """What the doctor finds with these settings and no others."""
    return [finding async for finding in examine(values, file, load)]


def at(findings: list[Finding], level: Level) -> list[tuple[str, str]]:
    """The findings of a level: what was looked at and what is so."""
    return [(one.check, one.says) for one in findings if one.level is level]
