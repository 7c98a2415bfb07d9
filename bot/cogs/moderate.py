"""For moderators: the commands of `/knowledge`; `bot.cogs.testing` adds those of its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import sending
from bot.addressing import server_of
from bot.cogs.adding import Adding
from bot.cogs.browsing import Browsing
from bot.cogs.changing import Changing
from bot.cogs.options import UnknownArticleError, article_choices, offering
from bot.curation.comparing import shelved
from bot.curation.proposals import Reload, Rollback
from bot.curation.shelf import by_id, shelf
from bot.replies import changes, reports
from bot.replies.escaping import shorten

if TYPE_CHECKING:
    from bot.cogs.moderators import Moderators
    from bot.curation.shelf import Kept
    from bot.service import AnswerService
    from bot.settings import Settings

_MOST_CHOICES, _MOST_NAME = 25, 100
_MOST_NUMBER = 2**53


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Moderate(commands.GroupCog, group_name="knowledge"):
    """The knowledge base: for moderators."""

    def __init__(self, service: AnswerService, moderators: Moderators, settings: Settings) -> None:
        """Take who holds the articles, who is a moderator, and how much an article may have."""
        self._service = service
        self._moderators = moderators
        self._browsing = Browsing(service, moderators)
        self._changing = Changing(service, moderators)
        self._adding = Adding(service, moderators, self._changing, settings)
        self.actions = self._browsing.actions | self._changing.actions | self._adding.actions

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check at run time too: a server's admins can override the default permissions.

        Raises:
            NotModeratorError: The member is no moderator.
        """
        return await self._moderators.check(interaction)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer forms that were open when the bot was restarted."""
        await self._adding.catch(interaction)

    @app_commands.command()
    async def status(self, interaction: discord.Interaction) -> None:
        """Show what is served, and what was left out."""
        await interaction.response.defer(ephemeral=True)
        await self._browsing.status(interaction)

    @app_commands.command()
    async def add(self, interaction: discord.Interaction) -> None:
        """Add an article of this server's own: a file or an address. You see it before it counts."""
        await self._adding.show(interaction)

    @app_commands.command()
    async def list(self, interaction: discord.Interaction) -> None:
        """List this server's own articles and the operator's, with their versions."""
        await interaction.response.defer(ephemeral=True)
        await self._browsing.list(interaction)

    @app_commands.command()
    @app_commands.describe(article="Which one")
    async def show(self, interaction: discord.Interaction, article: str) -> None:
        """Show the outline of an article: its headings and paragraphs with their numbers."""
        await interaction.response.defer(ephemeral=True)
        kept = await self._kept(interaction, article)
        await self._browsing.outline(interaction, kept.digest[:32])

    @app_commands.command()
    @app_commands.describe(article="Which one of this server's own")
    async def remove(self, interaction: discord.Interaction, article: str) -> None:
        """Take away one of this server's own articles; a rollback brings it back."""
        await interaction.response.defer(ephemeral=True)
        kept = await self._kept(interaction, article)
        if not kept.is_own:
            await sending.say(interaction, reports.not_yours())
            return
        await sending.respond(interaction, lambda _room: [reports.removal(kept)], private=True)

    @app_commands.command()
    @app_commands.describe(dry_run="Say what it would change, and change nothing")
    async def reload(
        self,
        interaction: discord.Interaction,
        dry_run: bool = False,  # noqa: FBT001, FBT002 (an option of a slash command)
    ) -> None:
        """Read the operator's articles again, and serve them if nothing is wrong with any."""
        await interaction.response.defer(ephemeral=True)
        if dry_run:
            await self._changing.try_out(interaction, Reload())
        else:
            await self._changing.propose(interaction, Reload())

    @app_commands.command()
    @app_commands.describe(
        article="Which one",
        older="The number of the older version; the one before the newest where you don't say",
        newer="The number of the newer version; the newest where you don't say",
    )
    @app_commands.rename(older="from", newer="to")
    async def diff(
        self,
        interaction: discord.Interaction,
        article: str,
        older: app_commands.Range[int, 1, _MOST_NUMBER] | None = None,
        newer: app_commands.Range[int, 1, _MOST_NUMBER] | None = None,
    ) -> None:
        """Compare two versions of an article, paragraph by paragraph."""
        await interaction.response.defer(ephemeral=True)
        await self._browsing.difference(interaction, article, older, newer)

    @app_commands.command()
    async def history(self, interaction: discord.Interaction) -> None:
        """Show what was changed here: when, by whom, and from what to what."""
        await self._browsing.history(interaction)

    @app_commands.command()
    @app_commands.describe(version="The number of the change to go back to")
    async def rollback(
        self,
        interaction: discord.Interaction,
        version: app_commands.Range[int, 1, _MOST_NUMBER],
    ) -> None:
        """Serve again what was served after an earlier change."""
        await interaction.response.defer(ephemeral=True)
        await self._changing.propose(interaction, Rollback(version))

    @show.autocomplete("article")
    @diff.autocomplete("article")
    @offering
    async def _articles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if not await self._moderators.knows(interaction):
            return []
        return await article_choices(self._service, interaction, typed)

    @remove.autocomplete("article")
    @offering
    async def _own_articles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if not await self._moderators.knows(interaction):
            return []
        served = await self._service.libraries.served(server_of(interaction))
        own = {one.article.id for one in shelf(served) if one.is_own}
        fitting = self._service.suggest(served.base, typed, len(served.base.articles))
        return [
            app_commands.Choice(name=shorten(article.title, _MOST_NAME), value=article.id)
            for article in fitting
            if article.id in own
        ][:_MOST_CHOICES]

    @rollback.autocomplete("version")
    @offering
    async def _changes(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[int]]:
        if not await self._moderators.knows(interaction):
            return []
        found = await self._service.storage.articles.history(server_of(interaction), limit=100)
        fitting = [one for one in found if str(one.number).startswith(str(typed).strip())]
        return [
            app_commands.Choice(name=shorten(changes.choice(one), _MOST_NAME), value=one.number)
            for one in fitting[:_MOST_CHOICES]
        ]

    @diff.autocomplete("older")
    @diff.autocomplete("newer")
    @offering
    async def _versions(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[int]]:
        wanted = str(interaction.namespace.article or "")
        if not wanted or not await self._moderators.knows(interaction):
            return []
        article = await shelved(self._service, server_of(interaction), wanted)
        numbers = article.versions if article else ()
        fitting = [one for one in numbers if str(one.number).startswith(str(typed).strip())]
        return [
            app_commands.Choice(
                name=shorten(
                    f"{one.number} · {one.at:%Y-%m-%d %H:%M} UTC · {one.title}", _MOST_NAME
                ),
                value=one.number,
            )
            for one in fitting[:_MOST_CHOICES]
        ]

    async def _kept(self, interaction: discord.Interaction[Any], wanted: str) -> Kept:
        served = await self._service.libraries.served(server_of(interaction))
        article = self._service.article(served.base, wanted)
        kept = by_id(served, article.id) if article else None
        if kept is None:
            raise UnknownArticleError(wanted)
        return kept
