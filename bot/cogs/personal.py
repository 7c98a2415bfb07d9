"""For everybody, about themselves: what is kept, a copy of it, its end, and to be left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import sending
from bot.cogs.options import everywhere
from bot.replies import privacy
from bot.storage.values import Erased

if TYPE_CHECKING:
    from bot.replies.blocks import Reply
    from bot.service import AnswerService
    from bot.settings import Settings


class Personal(commands.Cog):
    """Tells people what is stored about them, and does with it what they want."""

    mydata = everywhere(
        app_commands.Group(name="mydata", description="What I keep about you, to see and to delete")
    )

    def __init__(self, service: AnswerService, settings: Settings) -> None:
        """Take who has the database, and what the operator lets be kept."""
        self._service = service
        self._settings = settings
        # They go by who presses them, so nobody can delete what is somebody else's.
        self.actions = {privacy.DELETE: self.erase, privacy.KEEP: self.keep}

    @everywhere
    @app_commands.command()
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Say what I keep, of whom and for how long."""
        settings = self._settings
        kept = privacy.kept(days=settings.keep_questions_days, text=settings.store_questions)
        await _tell(interaction, kept)

    @mydata.command()
    async def export(self, interaction: discord.Interaction) -> None:
        """Get all that I keep about you, as a file."""
        await interaction.response.defer(ephemeral=True)
        if not interaction.app_permissions.attach_files:
            await _tell(interaction, privacy.no_files())
            return
        await _tell(
            interaction,
            privacy.exported(await self._service.storage.people.export(interaction.user.id)),
        )

    @mydata.command()
    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete all that I keep about you."""
        await interaction.response.defer(ephemeral=True)
        held = await self._service.storage.people.held(interaction.user.id)
        await _tell(interaction, privacy.nothing() if held == Erased(0, 0) else privacy.asked(held))

    @mydata.command()
    @app_commands.describe(on="True: I leave your messages alone. False: I react again")
    async def ignore(
        self,
        interaction: discord.Interaction,
        on: bool,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Switch me off for yourself, in all servers."""
        person = interaction.user.id
        await (self._service.ignored.add(person) if on else self._service.ignored.remove(person))
        await _tell(interaction, privacy.switched(off=on))

    async def erase(self, interaction: discord.Interaction[Any], _rest: str) -> None:
        """Delete what is kept about the one who pressed."""
        await interaction.response.defer()
        done = await self._service.delete_person(interaction.user.id)
        await sending.update(interaction, lambda _room: [privacy.erased(done)])

    async def keep(self, interaction: discord.Interaction[Any], _rest: str) -> None:
        """Delete nothing."""
        await sending.update(interaction, lambda _room: [privacy.unchanged()])


async def _tell(interaction: discord.Interaction[Any], reply: Reply) -> None:
    await sending.respond(interaction, lambda _room: [reply], private=True)
