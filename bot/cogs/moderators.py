"""Who is a moderator: checked when a command is run, and again when a button is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.addressing import server_of
from bot.failures import unreachable
from bot.locales import gettext
from bot.replies.escaping import escape
from bot.storage import StorageError

if TYPE_CHECKING:
    from bot.service import AnswerService


class NotModeratorError(app_commands.CheckFailure):
    """Somebody used a moderator's command who is none, or who cannot be told from a member now."""


class Moderators:
    """Tells moderators from members.

    Moderators have Manage Server, or the role that the server or the operator named; the operator
    is one everywhere.
    """

    def __init__(self, service: AnswerService, role: str) -> None:
        """Take who knows the servers' settings, and the operator's name or id of a role, if any."""
        self._service = service
        self._role = role

    async def check(self, interaction: discord.Interaction[Any]) -> bool:
        """Return True for a moderator.

        Raises:
            NotModeratorError: It is somebody else, or not in a server.
        """
        try:
            if await self.may_hand_over(interaction) or await self._has_role(interaction):
                return True
        except StorageError as problem:
            raise NotModeratorError(unreachable(problem)) from problem
        raise NotModeratorError(self._needed())

    async def knows(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether somebody is a moderator, for what the library checks nothing before."""
        try:
            return await self.check(interaction)
        except NotModeratorError:
            return False

    async def may_hand_over(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether somebody may say who else is a moderator: only Manage Server does."""
        if not interaction.is_guild_integration() or interaction.guild_id is None:
            return False
        client = cast("commands.Bot", interaction.client)
        return interaction.permissions.manage_guild or await client.is_owner(interaction.user)

    async def check_hand_over(self, interaction: discord.Interaction[Any]) -> bool:
        """Return True for somebody who may say who is a moderator.

        Raises:
            NotModeratorError: It is somebody else.
        """
        if await self.may_hand_over(interaction):
            return True
        raise NotModeratorError(gettext("This needs Manage Server."))

    def _needed(self) -> str:
        if not self._role:
            return gettext("This is for moderators: it needs Manage Server.")
        return gettext(
            "This is for moderators: it needs Manage Server or the role {role}.",
            role=escape(self._role),
        )

    async def _has_role(self, interaction: discord.Interaction[Any]) -> bool:
        if not interaction.is_guild_integration():
            return False
        if has_role(interaction.user, self._role):
            return True
        settings = await self._service.settings(server_of(interaction))
        return has_role(interaction.user, str(settings.moderator_role or ""))


def has_role(user: discord.abc.User, wanted: str) -> bool:
    """Tell whether a member has a role, given by name in any case, or by id."""
    roles = user.roles if isinstance(user, discord.Member) else []
    names = {name for role in roles for name in (role.name.casefold(), str(role.id))}
    return bool(wanted) and wanted.casefold() in names
