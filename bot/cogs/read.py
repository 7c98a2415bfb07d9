"""For readers: summaries, sources, help, and where a message's words come from."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import addressing, answers, replies, sending
from bot.cogs.options import article_choices, article_id, everywhere
from knowledge import Length, search

if TYPE_CHECKING:
    from bot.service import AnswerService

# A search stands in its buttons, whose ids hold 100 characters.
_MOST_TOPIC, _MOST_TERMS = 200, 80


class Read(commands.Cog):
    """Shows what the articles say as a whole."""

    def __init__(self, client: commands.Bot, service: AnswerService) -> None:
        """Take who knows the articles."""
        self._client = client
        self._service = service
        self._menu = app_commands.ContextMenu(name="Find the source", callback=self.find_source)

    async def cog_load(self) -> None:
        """Add the message menu, which a cog does not do by itself."""
        self._client.tree.add_command(everywhere(self._menu))

    @everywhere
    @app_commands.command()
    @app_commands.describe(
        article="Summarise this article alone",
        length="How long it may be; medium where you don't say",
        about="Only what it says about this",
        private="Show it to you alone",
    )
    async def summary(
        self,
        interaction: discord.Interaction,
        article: str | None = None,
        length: Length = Length.MEDIUM,
        about: app_commands.Range[str, 1, _MOST_TOPIC] = "",
        private: bool = False,  # noqa: FBT001, FBT002 (an option of a slash command)
    ) -> None:
        """Summarise the articles by their own leading sentences."""
        base, chosen = self._service.base, article_id(self._service, article)
        summarise = self._service.summarise
        result = await asyncio.to_thread(summarise, length, about, chosen, base=base)
        await sending.respond(
            interaction, lambda room: replies.summary(base, result, about, room), private=private
        )

    @summary.autocomplete("article")
    async def _articles(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return article_choices(self._service, typed)

    @everywhere
    @app_commands.command()
    @app_commands.describe(terms="Words to look for", private="Show it to you alone")
    async def search(
        self,
        interaction: discord.Interaction,
        terms: app_commands.Range[str, 1, _MOST_TERMS],
        private: bool = False,  # noqa: FBT001, FBT002 (an option of a slash command)
    ) -> None:
        """List every passage that holds some words."""
        base = self._service.base
        page = await asyncio.to_thread(search, base, terms, 0, answers.PAGE)
        await sending.respond(
            interaction, lambda room: [answers.found(base, terms, page, room)], private=private
        )

    @everywhere
    @app_commands.command()
    async def sources(self, interaction: discord.Interaction) -> None:
        """List the articles that answers are quoted from."""
        base = self._service.base
        await sending.respond(interaction, lambda room: replies.sources(base, room), private=True)

    @everywhere
    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """Say what this bot does and how to ask it."""
        await sending.respond(interaction, lambda _room: [replies.guide()], private=True)

    async def find_source(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Tell which passage a message quotes or paraphrases."""
        base = self._service.base
        said = addressing.said_in(message)
        found = await asyncio.to_thread(self._service.find_source, said, base=base)
        await sending.respond(
            interaction, lambda room: [replies.source(base, found, room)], private=True
        )
