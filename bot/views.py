"""Buttons: what they look like, and who is told when one is pressed.

A button's `custom_id` says all that its press needs, so buttons outlive a restart and nothing is
kept in memory for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol, Self, cast

import discord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.replies.blocks import Button


class Presser(Protocol):
    """The client, as far as a button knows it."""

    async def press(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Do what a button is for."""
        ...


class Press(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"[a-z]+:[\s\S]+",
):
    """A button of any reply, old or new: an action's name, a colon, and what it needs to know."""

    def __init__(self, label: str, custom_id: str, row: int | None = None) -> None:
        """Take the label, a custom id that `template` matches, and a row where that matters."""
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id), row=row)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Make the button again that was pressed."""
        return cls(cast("discord.ui.Button[Any]", item).label or "", match.string)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press to the client."""
        await cast("Presser", interaction.client).press(interaction, self.custom_id)


def custom_ids(message: discord.Message) -> list[str]:
    """Return the custom ids of the buttons below a message, in their order."""
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    buttons = (one for row in rows for one in row.children if isinstance(one, discord.Button))
    return [button.custom_id for button in buttons if button.custom_id]


def view(buttons: Sequence[Button], below: Sequence[Button] = ()) -> discord.ui.View:
    """Return a view of the buttons; the client's dynamic items listen, not the view.

    What is `below` has a row of its own, since a row holds five buttons.
    """
    made = discord.ui.View(timeout=None)
    for button in buttons:
        if button.url:
            made.add_item(discord.ui.Button(label=button.label, url=button.url))
        else:
            made.add_item(Press(button.label, button.custom_id))
    for button in below:
        made.add_item(Press(button.label, button.custom_id, row=1))
    return made
