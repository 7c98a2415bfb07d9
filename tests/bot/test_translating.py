"""Commands are shown in the languages that Discord and the catalogues have in common."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.translating import Catalogued
from tests.bot.locales.marking import mark


async def _translated(locale: discord.Locale, location: Any) -> str | None:
    context: Any = SimpleNamespace(location=location, data=None)
    return await Catalogued().translate(app_commands.locale_str("ask"), locale, context)


@pytest.mark.parametrize(
    ("locale", "name", "text"),
    [
        (discord.Locale.german, "ask-de", "[de] ask"),
        (discord.Locale.latin_american_spanish, "ask-es", "[es] ask"),
        (discord.Locale.brazil_portuguese, "ask-pt", "[pt] ask"),
        (discord.Locale.british_english, None, None),
        (discord.Locale.dutch, None, None),
    ],
)
async def test_names_have_a_context_of_their_own(
    locale: discord.Locale, name: str | None, text: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(monkeypatch)

    for location in (Location.command_name, Location.group_name, Location.parameter_name):
        assert await _translated(locale, location) == name
    for location in (Location.command_description, Location.choice_name):
        assert await _translated(locale, location) == text


async def test_what_is_not_translated_is_left_to_discord() -> None:
    context: Any = SimpleNamespace(location=Location.choice_name, data=None)
    own = app_commands.locale_str("Deutsch")

    assert await Catalogued().translate(own, discord.Locale.german, context) is None
