"""An answer taken away again, by the one who asked or by a moderator."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import discord

from bot import sending
from bot.locales import gettext, gettext_noop

if TYPE_CHECKING:
    from bot.cogs.moderators import Moderators

_NOT_YOURS = gettext_noop("Only the one who asked, or a moderator, can delete this answer.")


class Removing:
    """Deletes answers. Who asked stands in the button."""

    def __init__(self, moderators: Moderators) -> None:
        """Take who tells moderators from members."""
        self._moderators = moderators
        self.actions = {"delete": self.delete}

    async def delete(self, interaction: discord.Interaction[Any], asker: str) -> None:
        """Delete the message whose button was pressed, if it is theirs to delete."""
        is_theirs = str(interaction.user.id) == asker
        if not is_theirs and not await self._moderators.knows(interaction):
            await sending.say(interaction, gettext(_NOT_YOURS))
            return
        await interaction.response.defer()
        # Where it is gone already, another press was faster.
        with contextlib.suppress(discord.NotFound):
            await interaction.delete_original_response()
