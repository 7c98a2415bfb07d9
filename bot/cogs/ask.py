"""For people with a question: by command, message menu, mention, reply, in private or watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import addressing, following, sending, voting
from bot.addressing import server_of
from bot.cogs.options import MOST_QUESTION, article_choices, article_id, everywhere, offering
from bot.handoff import HandOff, asked_for_help
from bot.manners import is_quiet
from bot.replies import answers
from bot.replying import Replier

if TYPE_CHECKING:
    from bot.manners import Manners
    from bot.service import AnswerService
    from bot.speaking import Speaker
    from knowledge import Answer, KnowledgeBase, NoAnswer


class Ask(commands.Cog):
    """Answers questions."""

    def __init__(
        self,
        client: commands.Bot,
        service: AnswerService,
        channels: frozenset[int],
        manners: Manners,
        speaker: Speaker,
    ) -> None:
        """Take who answers, the channels with every question answered, limits, and languages."""
        self._client = client
        self._service = service
        self._handoff = HandOff()
        self._replier = Replier(client, service, channels, manners, self._handoff, speaker)
        self._menu = app_commands.ContextMenu(name="Answer this", callback=self.answer_this)

    async def cog_load(self) -> None:
        """Add the message menu, which a cog does not do by itself."""
        self._client.tree.add_command(everywhere(self._menu))

    @everywhere
    @app_commands.command()
    @app_commands.describe(
        question="What do you want to know?",
        article="Look in this article alone",
        private="Show the answer to you alone",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, MOST_QUESTION],
        article: str | None = None,
        private: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Ask a question about the articles; the answer is a quote."""
        await self._answer(interaction, question, article, private=private)

    @ask.autocomplete("article")
    @offering
    async def _articles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await article_choices(self._service, interaction, typed)

    async def answer_this(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer a message as a question."""
        said, me = addressing.said_in(message), self._client.user
        question = addressing.without_mention(said, me) if me else said
        # To those who switched the bot off, nobody has it reply in public.
        left_alone = True if message.author.id in self._service.ignored else None
        await self._answer(interaction, question, None, private=left_alone)

    async def _answer(
        self,
        interaction: discord.Interaction,
        question: str,
        article: str | None,
        *,
        private: bool | None,
    ) -> None:
        server = server_of(interaction)
        settings = await self._service.settings(server)
        quiet = await is_quiet(self._service, interaction, private=private)
        work = self._found(server, question, article)
        base, result = await sending.awaited(interaction, work, private=quiet)
        role = 0 if quiet else self._handoff.role(server, settings, result)
        part = asked_for_help(lambda room: answers.answer(base, result, room, repeat=True), role)
        await sending.respond(interaction, lambda room: [part(room)], private=quiet)
        self._service.observer.answered(following.seconds())

    async def _found(
        self, server: int, question: str, article: str | None
    ) -> tuple[KnowledgeBase, Answer | NoAnswer]:
        base = await self._service.base(server)
        chosen = article_id(self._service, base, article)
        return base, await self._service.ask(server, question, chosen, base=base)

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Wait for the thread's first message."""
        self._replier.began(thread.id)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks the bot something."""
        await self._replier.said(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Change the answer with its question."""
        await self._replier.edited(event.message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Delete the answer with its question."""
        await self._replier.deleted(event.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Delete the answers with their questions."""
        for message in event.message_ids:
            await self._replier.deleted(message)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take what was written into a form about an answer, which outlives a restart."""
        await voting.catch(interaction)
