"""Slash commands in the languages of Discord's own clients: their names and what describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.app_commands import TranslationContextLocation

from bot.locales.catalogues import catalogue
from bot.locales.chosen import DEFAULT, supported
from bot.locales.texts import NAME

if TYPE_CHECKING:
    import discord
    from discord.app_commands import TranslationContextTypes

_NAMES = frozenset(
    {
        TranslationContextLocation.command_name,
        TranslationContextLocation.group_name,
        TranslationContextLocation.parameter_name,
    }
)


class Catalogued(app_commands.Translator):
    """Translates what Discord shows of commands, by the catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: TranslationContextTypes,
    ) -> str | None:
        """Return a text in one of Discord's locales; None for English and where it is the same."""
        language = supported(locale.value)
        if language == DEFAULT:
            return None
        known, message = catalogue(language), string.message
        is_name = context.location in _NAMES
        text = known.pgettext(NAME, message) if is_name else known.gettext(message)
        return None if text == message else text
