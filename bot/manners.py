"""Who is answered, and whether in public: the limits, and those who switched the bot off."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import sending, watching
from bot.addressing import server_of

if TYPE_CHECKING:
    from bot.limiting import Limiter, Refusal
    from bot.service import AnswerService

_log = logging.getLogger(__name__)
# What people may always know and do.
_UNLIMITED = frozenset({"help", "privacy", "mydata"})


class Manners:
    """Asks the limits before anything is answered."""

    def __init__(self, limiter: Limiter) -> None:
        """Take the limits."""
        self._limiter = limiter

    async def admit_command(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether a command or a menu may run now, and if not, how long to wait.

        Moderators' commands have the limit of a person alone: where everybody asks, they still work.
        """
        root = _root(interaction)
        if interaction.type is discord.InteractionType.autocomplete or root in _UNLIMITED:
            return True
        for_all = not _is_for_moderators(interaction)
        return await self._admit(interaction, interaction.channel_id if for_all else None)

    async def admit_press(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether a button that asks something may do so now, and if not, how long to wait."""
        return await self._admit(interaction, interaction.channel_id)

    async def admit_message(self, message: discord.Message) -> bool:
        """Tell whether a message is answered now, and if not, reply how long to wait."""
        refusal = self._limiter.ask(message.author.id, message.channel.id)
        if refusal and refusal.told:
            await sending.post(message, refusal.text)
        return refusal is None

    async def _admit(self, interaction: discord.Interaction[Any], channel: int | None) -> bool:
        refusal = self._limiter.ask(interaction.user.id, channel)
        if refusal:
            await _tell(interaction, refusal)
        return refusal is None


async def is_quiet(
    service: AnswerService, interaction: discord.Interaction[Any], *, private: bool | None
) -> bool:
    """Tell whether the answer to an interaction is for the one who asked alone.

    It is where the server wants nothing said in public, and for those who switched the bot off.
    Otherwise it is as they chose; where they did not, it is where the bot is but a guest.

    Args:
        service: Knows the server's settings and the people.
        interaction: The command or the button.
        private: What they chose; None where they chose nothing.
    """
    settings = await service.settings(server_of(interaction))
    if watching.is_off(settings, interaction.channel) or interaction.user.id in service.ignored:
        return True
    return is_guest(interaction) if private is None else private


def is_guest(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the bot is there only since a person installed it for themselves.

    Its own direct messages are no such place: nobody else reads them.
    """
    elsewhere = interaction.guild_id is not None or interaction.context.private_channel
    return bool(elsewhere) and not interaction.is_guild_integration()


async def _tell(interaction: discord.Interaction[Any], refusal: Refusal) -> None:
    try:
        if refusal.told:
            await sending.say(interaction, refusal.text)
        else:
            await _pass_over(interaction)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
        _log.warning("could not tell that there is a limit: %s", refused)


async def _pass_over(interaction: discord.Interaction[Any]) -> None:
    """Say nothing; left alone, Discord itself would say that the bot failed."""
    if interaction.type is discord.InteractionType.component:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True)
        await interaction.delete_original_response()


def _root(interaction: discord.Interaction[Any]) -> str:
    return str((interaction.data or {}).get("name", ""))


def _is_for_moderators(interaction: discord.Interaction[Any]) -> bool:
    command = interaction.command
    if command is None:
        return False
    root = command.root_parent if isinstance(command, discord.app_commands.Command) else None
    return (root or command).default_permissions is not None
