"""For people with a question: by command, message menu, mention, reply, in private or watched."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot import addressing, sending, watching
from bot.addressing import Asking, server_of
from bot.cogs.options import MOST_QUESTION, article_choices, article_id, everywhere, offering
from bot.conversation import Conversations
from bot.failures import apology, unreachable
from bot.handoff import HandOff, asked_for_help
from bot.replies import answers
from bot.storage import Mode, StorageError
from bot.watching import Openings
from knowledge import Answer

if TYPE_CHECKING:
    from bot.service import AnswerService
    from knowledge import KnowledgeBase, NoAnswer

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
        """Take who answers, and the channels in which the operator has every question answered."""
        self._client = client
        self._service = service
        self._channels = channels
        self._conversations = Conversations()
        self._openings = Openings()
        self._handoff = HandOff()
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
        await self._answer(interaction, question, None, private=False)

    async def _answer(
        self, interaction: discord.Interaction, question: str, article: str | None, *, private: bool
    ) -> None:
        server = server_of(interaction)
        settings = await self._service.settings(server)
        quiet = private or watching.is_off(settings, interaction.channel)
        work = self._found(server, question, article)
        base, result = await sending.awaited(interaction, work, private=quiet)
        role = 0 if quiet else self._handoff.role(server, settings, result)
        part = asked_for_help(lambda room: answers.answer(base, result, room, repeat=True), role)
        await sending.respond(interaction, lambda room: [part(room)], private=quiet)

    async def _found(
        self, server: int, question: str, article: str | None
    ) -> tuple[KnowledgeBase, Answer | NoAnswer]:
        base = await self._service.base(server)
        chosen = article_id(self._service, base, article)
        return base, await self._service.ask(server, question, chosen, base=base)

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Wait for the thread's first message."""
        self._openings.began(thread.id)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks the bot something."""
        if not addressing.is_said(message):
            return
        asking = await self._asking(message, first=self._is_first(message))
        if asking is None:
            return
        try:
            await self._reply(message, asking)
        except Exception as error:  # noqa: BLE001 (the last handler of this path)
            await self._failed(message, error)

    def _is_first(self, message: discord.Message) -> bool:
        thread, author = message.channel, message.author.id
        return isinstance(thread, discord.Thread) and self._openings.take(
            thread.id, message.id, by_owner=author == thread.owner_id
        )

    async def _asking(self, message: discord.Message, *, first: bool) -> Asking | None:
        """Return what a message asks; as long as settings are out of reach, only if it mentions."""
        try:
            settings = await self._service.settings(addressing.server_in(message))
            mode = watching.mode_of(settings.channels, self._channels, message.channel)
        except StorageError:
            mode = Mode.MENTION
        me = self._client.user
        return addressing.question_in(message, me, mode, first=first) if me else None

    async def _failed(self, message: discord.Message, error: Exception) -> None:
        """Say that it failed, where that is possible."""
        try:
            if sending.is_refusal(error):
                raise error
            what = f"message {message.id}"
            away = unreachable(error) if isinstance(error, StorageError) else ""
            await sending.post(message, away or apology(what, error))
        except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
            _log.warning("no reply to message %d: %s", message.id, refused)

    async def _reply(self, message: discord.Message, asking: Asking) -> None:
        question = asking.question
        if not question:
            hint = _UNREADABLE if addressing.is_empty(message) else _INVITATION
            await sending.post(message, hint)
            return
        turns = (asking.around,) if asking.around else self._turns(message)
        server = addressing.server_in(message)
        base = await self._service.base(server)
        result = await self._service.ask(server, question, turns=turns, base=base)
        turn = f"{question}\n{result.quotes[0].text}" if isinstance(result, Answer) else ""
        # Before the answer is out, since the next question may come as soon as it is.
        self._conversations.remember(addressing.conversation_of(message), turn, turns)
        role = self._handoff.role(server, await self._service.settings(server), result)
        part = asked_for_help(
            lambda room: answers.answer(base, result, room, repeat=asking.titled), role
        )
        sent = await sending.reply(message, part)
        self._conversations.remember(sent.id, turn, turns)

    def _turns(self, message: discord.Message) -> tuple[str, ...]:
        """Return what was said before a message: in its reply chain, or its thread or DM."""
        reference = message.reference
        if reference and (turns := self._conversations.turns(reference.message_id)):
            return turns
        if reference and isinstance(reference.resolved, discord.Message):
            return (addressing.said_in(reference.resolved),)
        return self._conversations.turns(addressing.conversation_of(message))
