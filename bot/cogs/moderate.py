"""For moderators: what is served, and reloading it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import discord
from discord import app_commands
from discord.ext import commands

from bot import reports, sending
from bot.escaping import escape
from bot.service import Reloaded, ReloadFailed

if TYPE_CHECKING:
    from bot.service import AnswerService


class NotModeratorError(app_commands.CheckFailure):
    """An ordinary member used a moderator's command."""


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Moderate(commands.GroupCog, group_name="knowledge"):
    """The knowledge base: for moderators."""

    def __init__(self, service: AnswerService, role: str) -> None:
        """Take who holds the articles, and the name or id of the moderators' role, if any."""
        self._service = service
        self._role = role

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check at run time too: a server's admins can override the default permissions.

        Raises:
            NotModeratorError: The member is no moderator.
        """
        if interaction.permissions.manage_guild or has_role(interaction.user, self._role):
            return True
        role = f" or the role {escape(self._role)}" if self._role else ""
        raise NotModeratorError(f"This is for moderators: it needs Manage Server{role}.")

    @app_commands.command()
    async def status(self, interaction: discord.Interaction) -> None:
        """Show what is served, and what was left out."""
        service = self._service
        await sending.respond(interaction, lambda room: reports.status(service, room), private=True)

    @app_commands.command()
    async def reload(self, interaction: discord.Interaction) -> None:
        """Read all articles again, and serve them if nothing is wrong with any."""
        await interaction.response.defer(ephemeral=True)
        outcome = await self._service.reload()
        match outcome:
            case Reloaded():
                report = reports.reloaded(outcome)
                await sending.respond(interaction, lambda _room: [report], private=True)
            case ReloadFailed(problems):
                await sending.respond(
                    interaction, lambda room: reports.reload_failed(problems, room), private=True
                )
            case _:
                assert_never(outcome)


def has_role(user: discord.abc.User, wanted: str) -> bool:
    """Tell whether a member has a role, given by name in any case, or by id."""
    roles = user.roles if isinstance(user, discord.Member) else []
    names = {name for role in roles for name in (role.name.casefold(), str(role.id))}
    return bool(wanted) and wanted.casefold() in names
