"""Messages → what they ask: which are meant for the bot, and their words without the mention."""

from __future__ import annotations

import asyncio
import contextlib
import re
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot import watching
from bot.locales.bidi import without_isolates
from bot.replies import understood
from bot.replies.escaping import unescape
from bot.storage.preferences import Mode
from bot.storage.values import SHARED

_CONVERSATION = (discord.MessageType.default, discord.MessageType.reply)
# Lines that start with `> `, or everything after `>>> `.
_QUOTED = re.compile(r"^>>> (?P<rest>(?s:.*))|(?:^> .*(?:\n|\Z))+", re.MULTILINE)
_QUOTE_LINE = re.compile(r"^> (.*)", re.MULTILINE)
_MARKS = re.compile(r"(\\[^0-9A-Za-z\s])|\*\*|__")
# A press has to be answered within three seconds; the library tries again for longer than that.
FETCH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody asks the bot.

    Attributes:
        question: Without the mention; empty where nothing else was said.
        around: What else was said with it.
        titled: Whether a thread's title is a part of it.
    """

    question: str
    around: str = ""
    titled: bool = False


def question_in(
    message: discord.Message, me: discord.abc.User, mode: Mode, *, first: bool = False
) -> Asking | None:
    """Return what a message asks the bot; None where it asks it nothing.

    Args:
        message: Any message that the bot can see.
        me: The bot.
        mode: When the message's channel is answered in; direct messages always are.
        first: Whether the message is the first of its thread, whose title then speaks too.
    """
    if not is_said(message) or (mode is Mode.OFF and not is_private(message)):
        return None
    text = without_mention(message.content, me)
    asking = Asking(text)
    if first and isinstance(message.channel, discord.Thread):
        title = " ".join(message.channel.name.split())
        asking = Asking(*watching.opening(title, text), titled=True)
    if is_private(message) or me in message.mentions or _is_reply_to(message, me):
        return asking
    watched = mode is Mode.QUESTIONS and asking.question.endswith(watching.QUESTION_MARKS)
    return asking if watched or (mode is Mode.THREADS and first) else None


def is_said(message: discord.Message) -> bool:
    """Tell whether a person said it, and not a bot or Discord itself."""
    return not message.author.bot and message.type in _CONVERSATION


def server_of(interaction: discord.Interaction[Any]) -> int:
    """Return the server that the bot is in and an interaction came from; SHARED where it is none.

    People who installed the bot for themselves may use it in servers that did not.
    """
    return (interaction.guild_id if interaction.is_guild_integration() else None) or SHARED


async def question_behind(interaction: discord.Interaction[Any]) -> str | None:
    """Return the question of the answer whose button was pressed; None where it is out of sight.

    It stands in the answer's first line, or in the message that the answer replies to.
    """
    answer, me = interaction.message, interaction.client.user
    return await question_of(answer, me) if answer and me else None


async def question_of(answer: discord.Message, me: discord.abc.User) -> str | None:
    """Return the question that a reply of the bot answers; None where it is out of sight."""
    if repeated := understood.question_in(replied_in(answer)):
        return repeated
    asked = answer.reference.resolved if answer.reference else None
    if answer.reference and answer.reference.message_id and asked is None:
        with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
            fetched = answer.channel.fetch_message(answer.reference.message_id)
            asked = await asyncio.wait_for(fetched, FETCH_SECONDS)
    if not isinstance(asked, discord.Message):
        return None
    return without_mention(asked.content, me) or None


def replied_in(answer: discord.Message) -> str:
    """Return what a reply of the bot says: its content, where there is an embed, only pings."""
    told = "\n".join(embed.description or "" for embed in answer.embeds)
    return told or answer.content


def without_mention(text: str, me: discord.abc.User) -> str:
    """Return a text on one line, without the mentions of the bot."""
    return " ".join(re.sub(rf"<@!?{me.id}>", " ", text).split())


def assumed_in(answer: discord.Message) -> str:
    """Return the names that an answer says it took from the turns before; empty where none."""
    return understood.assumed_in(replied_in(answer))


def said_in(message: discord.Message) -> str:
    """Return what a message says or, where it quotes, the first passage it quotes."""
    shown = _shown(message)
    quoted = _QUOTED.search(shown)
    if not quoted:
        return shown
    text = quoted["rest"] or " ".join(_QUOTE_LINE.findall(quoted.group()))
    return unescape(_MARKS.sub(r"\1", text))


def server_in(message: discord.Message) -> int:
    """Return the server that a message was written in; SHARED where it is none."""
    known = message.guild.id if message.guild else getattr(message.channel, "guild_id", None)
    return known or SHARED


def conversation_of(message: discord.Message) -> tuple[int, int] | None:
    """Return what tells a conversation from others: one person in a thread or a direct message.

    In a channel everybody speaks at once; there, only replies belong together.
    """
    if is_private(message) or isinstance(message.channel, discord.Thread):
        return message.channel.id, message.author.id
    return None


def is_private(message: discord.Message) -> bool:
    """Tell whether it is a direct message; a server may be unknown as yet, and is none."""
    return message.guild is None and getattr(message.channel, "guild_id", None) is None


def is_empty(message: discord.Message) -> bool:
    """Tell whether nothing at all of a message can be seen: the content intent withholds it."""
    held = (message.attachments, message.stickers, message.embeds, message.message_snapshots)
    return not (message.content or any(held))


def _shown(message: discord.Message) -> str:
    shown = message.content or "\n".join(embed.description or "" for embed in message.embeds)
    return without_isolates(shown)


def _is_reply_to(message: discord.Message, me: discord.abc.User) -> bool:
    replied = message.reference.resolved if message.reference else None
    return isinstance(replied, discord.Message) and replied.author == me
