"""For moderators: what was asked, what had no answer, and what people thought of the answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from bot import sending, voting
from bot.addressing import server_of
from bot.cogs import linking
from bot.cogs.linking import Linking
from bot.insight import phrases, picture, reports, tables
from bot.insight.drawing import drawn
from bot.insight.gathering import Gathering
from bot.locales import gettext
from bot.replies.blocks import Attached
from bot.weekly import Weekly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.cogs.moderators import Moderators
    from bot.insight.gathering import Usage
    from bot.replies.blocks import Reply
    from bot.service import AnswerService
    from bot.settings import Settings

Days = app_commands.Range[int, 1, 365]
Format = Literal["page", "csv"]
Row = TypeVar("Row")
_MONTH = 30
_DAYS = "How far back; 30 where you don't say"
_FORMAT = "Pages to read, or a table to keep"


@dataclass(frozen=True, slots=True)
class _Table(Generic[Row]):
    """A table to attach: what it holds, its name, and what writes it."""

    what: str
    name: str
    make: Callable[[Sequence[Row]], bytes]


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Report(commands.GroupCog, group_name="report"):
    """Reports on the questions of this server: for moderators."""

    def __init__(
        self,
        client: discord.Client,
        service: AnswerService,
        moderators: Moderators,
        settings: Settings,
    ) -> None:
        """Take who knows the articles, who is a moderator, and how long questions are kept."""
        self._service = service
        self._moderators = moderators
        keep = settings.keep_questions_days
        self._gathering = Gathering(service, keep)
        self._linking = Linking(service, moderators, self._gathering)
        self._weekly = Weekly(client, service, self._gathering, keep)
        # A picture takes a program of its own, and the machine may be small.
        self._drawing = asyncio.Lock()
        self.actions = self._linking.actions

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin to look for digests that are due; Discord may say more than once that it is ready."""
        self._weekly.start()

    async def cog_unload(self) -> None:
        """Look no more."""
        await self._weekly.stop()

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check at run time too: a server's admins can override the default permissions.

        Raises:
            NotModeratorError: The member is no moderator.
        """
        return await self._moderators.check(interaction)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take what was written into a form, which outlives a restart."""
        await linking.catch(interaction)

    @app_commands.command()
    @app_commands.describe(days=_DAYS, format=_FORMAT)
    async def unanswered(
        self, interaction: discord.Interaction, days: Days = _MONTH, format: Format = "page"
    ) -> None:
        """Go through the questions without an answer."""
        server = server_of(interaction)
        if format == "page":
            render = await self._linking.unanswered(server, days)
            await sending.respond(interaction, render, private=True)
            return
        await interaction.response.defer(ephemeral=True)
        rows, total = await self._gathering.unanswered(server, days)
        what = gettext("Questions without an answer")
        table = _Table(what, "unanswered.csv", tables.unanswered_csv)
        await self._attach(interaction, table, rows, total, days)

    @app_commands.command()
    async def answered(self, interaction: discord.Interaction) -> None:
        """Go through the questions that a moderator chose the paragraph for."""
        render = await self._linking.answered(server_of(interaction))
        await sending.respond(interaction, render, private=True)

    @app_commands.command()
    @app_commands.describe(days=_DAYS, format=_FORMAT)
    async def feedback(
        self, interaction: discord.Interaction, days: Days = _MONTH, format: Format = "page"
    ) -> None:
        """Show what people thought of the answers."""
        await interaction.response.defer(ephemeral=True)
        server = server_of(interaction)
        votes, span = await self._gathering.votes(server, days), self._gathering.span(days)
        if format == "csv":
            table = _Table(gettext("Feedback"), "feedback.csv", tables.feedback_csv)
            await self._attach(interaction, table, votes, len(votes), days)
            return
        titles = phrases.titles(await self._service.base(server))
        told = [replace(vote, reason=voting.in_words(vote.reason)) for vote in votes]
        await sending.respond(
            interaction,
            lambda room: reports.feedback(told, room, days=span, titles=titles),
            private=True,
        )

    @app_commands.command()
    @app_commands.describe(days=_DAYS, format=_FORMAT)
    async def usage(
        self, interaction: discord.Interaction, days: Days = _MONTH, format: Format = "page"
    ) -> None:
        """Show how many questions were asked and answered, and what was quoted most."""
        await interaction.response.defer(ephemeral=True)
        server, is_table = server_of(interaction), format == "csv"
        usage = await self._gathering.usage(server, days)
        titles = phrases.titles(await self._service.base(server))
        may = interaction.app_permissions.attach_files
        if is_table and not may:
            await sending.respond(interaction, lambda _room: [reports.no_files()], private=True)
            return
        files = _tables(usage) if is_table else await self._picture(usage, titles) if may else ()
        await sending.respond(
            interaction, lambda room: [_usage(usage, titles, room, files)], private=True
        )

    async def _picture(self, usage: Usage, titles: Mapping[str, str]) -> tuple[Attached, ...]:
        """Return the picture; none where it cannot be drawn, since the words say the same."""
        cited = usage.paragraphs
        async with self._drawing:
            png = await drawn(usage.days, cited, until=usage.until, span=usage.span, titles=titles)
        alt = picture.alt_text(usage.days, cited, titles)
        return (Attached("usage.png", png, alt, shown=True),) if png else ()

    async def _attach(
        self,
        interaction: discord.Interaction,
        table: _Table[Row],
        rows: Sequence[Row],
        total: int,
        days: int,
    ) -> None:
        """Attach as many rows as find room in a file."""
        if not interaction.app_permissions.attach_files:
            await sending.respond(interaction, lambda _room: [reports.no_files()], private=True)
            return
        content, size = await asyncio.to_thread(tables.fitting, table.make, rows)
        told = reports.attached(table.what, self._gathering.span(days), size, total)
        reply = replace(told, files=(Attached(table.name, content),))
        await sending.respond(interaction, lambda _room: [reply], private=True)


def _usage(
    usage: Usage, titles: Mapping[str, str], room: int, files: tuple[Attached, ...]
) -> Reply:
    reply = reports.usage(usage.days, usage.paragraphs, room, span=usage.span, titles=titles)
    return replace(reply, files=files)


def _tables(usage: Usage) -> tuple[Attached, ...]:
    cited, _ = tables.fitting(tables.cited_csv, usage.cited)
    return (Attached("usage.csv", tables.usage_csv(usage.days)), Attached("quoted.csv", cited))
