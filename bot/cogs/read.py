"""For readers: summaries, sources, help, and where a message's words come from."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import addressing, sending
from bot.addressing import server_of
from bot.cogs.options import article_choices, article_id, everywhere, offering
from bot.manners import is_quiet
from bot.replies import answers, readers
from knowledge import Length, find_source, search, summarise

if TYPE_CHECKING:
    from bot.service import AnswerService
    from knowledge import KnowledgeBase

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
        private: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Summarise the articles by their own leading sentences."""
        quiet = await is_quiet(self._service, interaction, private=private)
        base = await self._base(interaction, private=quiet)
        chosen = article_id(self._service, base, article)
        result = await asyncio.to_thread(
            summarise, base, words=length.value, about=about, article=chosen
        )
        await sending.respond(
            interaction, lambda room: readers.summary(base, result, about, room), private=quiet
        )

    @summary.autocomplete("article")
    @offering
    async def _articles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await article_choices(self._service, interaction, typed)

    @everywhere
    @app_commands.command()
    @app_commands.describe(terms="Words to look for", private="Show it to you alone")
    async def search(
        self,
        interaction: discord.Interaction,
        terms: app_commands.Range[str, 1, _MOST_TERMS],
        private: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """List every passage that holds some words."""
        quiet = await is_quiet(self._service, interaction, private=private)
        base = await self._base(interaction, private=quiet)
        page = await asyncio.to_thread(search, base, terms, 0, answers.PAGE)
        await sending.respond(
            interaction, lambda room: [answers.found(base, terms, page, room)], private=quiet
        )

    @everywhere
    @app_commands.command()
    async def sources(self, interaction: discord.Interaction) -> None:
        """List the articles that answers are quoted from."""
        base = await self._base(interaction, private=True)
        await sending.respond(interaction, lambda room: readers.sources(base, room), private=True)

    @everywhere
    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """Say what this bot does and how to ask it."""
        await sending.respond(interaction, lambda _room: [readers.guide()], private=True)

    async def find_source(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Tell which passage a message quotes or paraphrases."""
        base = await self._base(interaction, private=True)
        found = await asyncio.to_thread(find_source, base, addressing.said_in(message))
        await sending.respond(
            interaction, lambda room: [readers.source(base, found, room)], private=True
        )

    async def _base(self, interaction: discord.Interaction, *, private: bool) -> KnowledgeBase:
        work = self._service.base(server_of(interaction))
        return await sending.awaited(interaction, work, private=private)
