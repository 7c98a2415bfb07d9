"""For people with a question: by command, message menu, mention, reply, in private or watched."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot import addressing, answers, sending
from bot.cogs.options import MOST_QUESTION, article_choices, article_id, everywhere
from bot.conversation import Conversations
from bot.failures import apology
from knowledge import Answer

if TYPE_CHECKING:
    from bot.service import AnswerService

_log = logging.getLogger(__name__)
_INVITATION = (
    "Ask me a question about my articles, and I answer with their own words. `/help` says more."
)
_UNREADABLE = "I can read a reply only if it mentions me: leave the @ on, or use `/ask`."


class Ask(commands.Cog):
    """Answers questions."""

    def __init__(
        self, client: commands.Bot, service: AnswerService, channels: frozenset[int]
    ) -> None:
        """Take who answers, and the channels in which every question is answered."""
        self._client = client
        self._service = service
        self._channels = channels
        self._conversations = Conversations()
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
        private: bool = False,  # noqa: FBT001, FBT002 (an option of a slash command)
    ) -> None:
        """Ask a question about the articles; the answer is a quote."""
        chosen = article_id(self._service, article)
        await self._answer(interaction, question, chosen, private=private)

    @ask.autocomplete("article")
    async def _articles(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return article_choices(self._service, typed)

    async def answer_this(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer a message as a question."""
        said, me = addressing.said_in(message), self._client.user
        question = addressing.without_mention(said, me) if me else said
        await self._answer(interaction, question, None, private=False)

    async def _answer(
        self, interaction: discord.Interaction, question: str, article: str | None, *, private: bool
    ) -> None:
        base = self._service.base
        result = await asyncio.to_thread(self._service.ask, question, article, base=base)
        await sending.respond(
            interaction,
            lambda room: [answers.answer(base, result, room, repeat=True)],
            private=private,
        )

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks the bot something."""
        me = self._client.user
        question = addressing.question_in(message, me, self._channels) if me else None
        if question is None:
            return
        try:
            await self._reply(message, question)
        except Exception as error:  # noqa: BLE001 (the last handler of this path)
            await self._failed(message, error)

    async def _failed(self, message: discord.Message, error: Exception) -> None:
        """Say that it failed, where that is possible."""
        try:
            if sending.is_refusal(error):
                raise error
            await sending.post(message, apology(f"message {message.id}", error))
        except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
            _log.warning("no reply to message %d: %s", message.id, refused)

    async def _reply(self, message: discord.Message, question: str) -> None:
        if not question:
            hint = _UNREADABLE if addressing.is_empty(message) else _INVITATION
            await sending.post(message, hint)
            return
        turns = self._turns(message)
        base = self._service.base
        result = await asyncio.to_thread(self._service.ask, question, turns=turns, base=base)
        turn = f"{question}\n{result.quotes[0].text}" if isinstance(result, Answer) else ""
        # Before the answer is out, since the next question may come as soon as it is.
        self._conversations.remember(addressing.conversation_of(message), turn, turns)
        sent = await sending.reply(message, lambda room: answers.answer(base, result, room))
        self._conversations.remember(sent.id, turn, turns)

    def _turns(self, message: discord.Message) -> tuple[str, ...]:
        """Return what was said before a message: in its reply chain, or its thread or DM."""
        reference = message.reference
        if reference and (turns := self._conversations.turns(reference.message_id)):
            return turns
        if reference and isinstance(reference.resolved, discord.Message):
            return (addressing.said_in(reference.resolved),)
        return self._conversations.turns(addressing.conversation_of(message))
