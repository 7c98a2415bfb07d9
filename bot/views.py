"""Buttons: what they look like, and who is told when one is pressed.

A button's `custom_id` says all that its press needs, so buttons outlive a restart and nothing is
kept in memory for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol, Self, cast

import discord

from bot import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.blocks import Button


class Presser(Protocol):
    """The client, as far as a button knows it."""

    async def press(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Do what a button is for."""
        ...


class Press(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"(?:more|full|why):{places.PATTERN}|find:[0-9]{{1,6}}:[\s\S]+",
):
    """A button of any reply, old or new."""

    def __init__(self, label: str, custom_id: str) -> None:
        """Take the label and a custom id that `template` matches."""
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Make the button again that was pressed."""
        return cls(cast("discord.ui.Button[Any]", item).label or "", match.string)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to the client."""
        await cast("Presser", interaction.client).press(interaction, self.custom_id)


def view(buttons: Sequence[Button]) -> discord.ui.View:
    """Return a view of the buttons; the client's dynamic items listen, not the view."""
    made = discord.ui.View(timeout=None)
    for button in buttons:
        if button.url:
            made.add_item(discord.ui.Button(label=button.label, url=button.url))
        else:
            made.add_item(Press(button.label, button.custom_id))
    return made
