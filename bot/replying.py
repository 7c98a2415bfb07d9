"""Messages that ask something → replies, which change with the question and go with it."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import addressing, following, referring, sending, watching
from bot.conversation import Conversations
from bot.exchanges import Exchanges
from bot.failures import apology, unreachable
from bot.handoff import asked_for_help
from bot.locales import gettext, gettext_noop, speaking
from bot.moving import Moving, said_so
from bot.replies import answers
from bot.storage import Mode, StorageError
from bot.watching import Openings
from knowledge import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from discord.ext import commands

    from bot.addressing import Asking
    from bot.exchanges import Exchange
    from bot.handoff import HandOff
    from bot.manners import Manners
    from bot.replies.blocks import Reply
    from bot.service import AnswerService
    from bot.speaking import Speaker
    from knowledge import NoAnswer

_log = logging.getLogger(__name__)
_INVITATION = gettext_noop(
    "Ask me a question about my articles, and I answer with their own words. `/help` says more."
)
_UNREADABLE = gettext_noop(
    "I can read a reply only if it mentions me: leave the @ on, or use `/ask`."
)


class Replier:
    """Replies to messages, once to each."""

    def __init__(
        self,
        client: commands.Bot,
        service: AnswerService,
        channels: frozenset[int],
        manners: Manners,
        handoff: HandOff,
        speaker: Speaker,
    ) -> None:
        """Take who answers what where, how often, whom to ask instead, and in which language."""
        self._client = client
        self._service = service
        self._channels = channels
        self._manners = manners
        self._handoff = handoff
        self._speaker = speaker
        self._conversations = Conversations()
        self._openings = Openings()
        self._exchanges = Exchanges()
        self._moving = Moving()

    def began(self, thread: int) -> None:
        """Wait for a new thread's first message."""
        self._openings.began(thread)

    async def said(self, message: discord.Message) -> None:
        """Answer a message, if it asks the bot something and was not answered already."""
        if not addressing.is_said(message) or message.author.id in self._service.ignored:
            return
        if exchange := self._exchanges.begin(message):
            exchange.first = self._is_first(message)
            await self._answer(exchange)

    async def edited(self, message: discord.Message) -> None:
        """Answer again in place, if a message asks something else now."""
        if message.author.id in self._service.ignored:
            return
        # Without its mention a message cannot be read; its answer stays as it is.
        if not addressing.is_empty(message) and (exchange := self._exchanges.edited(message)):
            await self._answer(exchange)

    async def deleted(self, message: int) -> None:
        """Delete the answer to a message, once it is out."""
        if not (exchange := self._exchanges.deleted(message)):
            return
        async with exchange.alone:
            if exchange.answer:
                with contextlib.suppress(discord.DiscordException, aiohttp.ClientError, OSError):
                    await exchange.answer.delete()

    async def _answer(self, exchange: Exchange) -> None:
        async with exchange.alone:
            message = exchange.message
            asking = await self._asking(message, first=exchange.first)
            if asking is None and exchange.asked is None:
                self._exchanges.drop(exchange)
            if asking is None or asking == exchange.asked or exchange.gone:
                return
            self._exchanges.keep(exchange)
            with speaking(await self._speaker.to_author(message)):
                await self._admit(exchange, message, asking)

    async def _admit(self, exchange: Exchange, message: discord.Message, asking: Asking) -> None:
        """Reply unless it is too much, and say so where that fails."""
        try:
            if await self._manners.admit_message(message):
                exchange.asked = asking
                await self._reply(exchange, message, asking)
        except Exception as error:  # noqa: BLE001 (the last handler of this path)
            await self._failed(exchange, error)

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

    async def _failed(self, exchange: Exchange, error: Exception) -> None:
        """Say that it failed, where that is possible."""
        message = exchange.message
        try:
            if sending.is_refusal(error):
                raise error
            what = f"message {message.id}"
            away = unreachable(error) if isinstance(error, StorageError) else ""
            await self._say(exchange, message, away or apology(what, error))
        except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
            _log.warning("no reply to message %d: %s", message.id, refused)

    async def _reply(self, exchange: Exchange, message: discord.Message, asking: Asking) -> None:
        if not asking.question:
            hint = _UNREADABLE if addressing.is_empty(message) else _INVITATION
            await self._say(exchange, message, gettext(hint))
            return
        server = addressing.server_in(message)
        if named := await referring.answer(self._service, server, asking.question):
            await self._send(exchange, message, named)
            return
        if exchange.turns is None:
            exchange.turns = self._turns(message)
        turns = (asking.around,) if asking.around else exchange.turns
        base = await self._service.base(server)
        result = await self._service.ask(
            server, asking.question, turns=turns, base=base, tally=exchange.tally
        )
        turn = f"{asking.question}\n{result.quotes[0].text}" if isinstance(result, Answer) else ""
        # Before the answer is out, since the next question may come as soon as it is.
        self._remember(exchange, message, turn, turns)
        is_new = exchange.answer is None
        await self._move(exchange, message, turn, turns)
        role = await self._role(exchange, server, result)
        repeat = asking.titled or exchange.thread is not None
        part = asked_for_help(lambda room: answers.answer(base, result, room, repeat=repeat), role)
        await self._send(exchange, message, said_so(part) if exchange.thread else part)
        self._service.observer.answered(following.seconds())
        if exchange.answer:
            self._conversations.remember(exchange.answer.id, turn, turns)
            if is_new:
                self._moving.answered(message, exchange.answer, asking.question)

    async def _move(
        self, exchange: Exchange, message: discord.Message, turn: str, turns: tuple[str, ...]
    ) -> None:
        """Answer in a thread, if a long exchange moves there; what was said before goes with it."""
        if exchange.answer or exchange.gone:
            return
        settings = await self._service.settings(addressing.server_in(message))
        exchange.thread = thread = await self._moving.thread_for(message, settings)
        if thread:
            self._conversations.remember((thread.id, message.author.id), turn, turns)

    async def _role(self, exchange: Exchange, server: int, result: Answer | NoAnswer) -> int:
        """Return whom to ask instead; an edit pings nobody."""
        if exchange.answer:
            return 0
        return self._handoff.role(server, await self._service.settings(server), result)

    async def _send(
        self, exchange: Exchange, message: discord.Message, part: Callable[[int], Reply]
    ) -> None:
        if exchange.answer:
            exchange.answer = await sending.change(exchange.answer, message, part)
        elif exchange.thread and not exchange.gone:
            exchange.answer = await sending.reply_in(exchange.thread, message, part)
        elif not exchange.gone:
            exchange.answer = await sending.reply(message, part)

    async def _say(self, exchange: Exchange, message: discord.Message, text: str) -> None:
        if exchange.answer:
            exchange.answer = await exchange.answer.edit(content=text, embed=None, view=None)
        elif not exchange.gone:
            exchange.answer = await sending.post(message, text)

    def _remember(
        self, exchange: Exchange, message: discord.Message, turn: str, turns: tuple[str, ...]
    ) -> None:
        """Take note of a turn, unless it is an edit and the conversation has gone on since."""
        key = addressing.conversation_of(message)
        if not exchange.answer or self._conversations.turns(key) == exchange.left:
            self._conversations.remember(key, turn, turns)
            exchange.left = self._conversations.turns(key)

    def _turns(self, message: discord.Message) -> tuple[str, ...]:
        """Return what was said before a message: in its reply chain, or its thread or DM."""
        reference = message.reference
        if reference and (turns := self._conversations.turns(reference.message_id)):
            return turns
        replied = reference.resolved if reference else None
        if isinstance(replied, discord.Message) and replied.author.id not in self._service.ignored:
            return (addressing.said_in(replied),)
        return self._conversations.turns(addressing.conversation_of(message))
