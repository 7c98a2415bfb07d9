"""Messages → what they ask: which are meant for the bot, and their words without the mention."""

from __future__ import annotations

import asyncio
import contextlib
import re
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot.escaping import unescape

if TYPE_CHECKING:
    from collections.abc import Collection

_CONVERSATION = (discord.MessageType.default, discord.MessageType.reply)
# Lines that start with `> `, or everything after `>>> `.
_QUOTED = re.compile(r"^>>> (?P<rest>(?s:.*))|(?:^> .*(?:\n|\Z))+", re.MULTILINE)
_QUOTE_LINE = re.compile(r"^> (.*)", re.MULTILINE)
_ITALIC = re.compile(r"(\\[^0-9A-Za-z\s])|\*")
_BOLD = re.compile(r"(\\[^0-9A-Za-z\s])|\*\*")
_REPEATED = re.compile(r"-# “(.*)”\n")
_ASSUMED = re.compile(r"^-# Assuming that you mean (.*)$", re.MULTILINE)
# A press has to be answered within three seconds; the library tries again for longer than that.
FETCH_SECONDS = 2.0
_QUESTION_MARKS = ("?", "？", "؟")


def question_in(
    message: discord.Message, me: discord.abc.User, channels: Collection[int]
) -> str | None:
    """Return what a message asks the bot, without the mention; None where it asks it nothing.

    Args:
        message: Any message that the bot can see.
        me: The bot.
        channels: The channels in which every message that ends in a question mark is meant for it.
    """
    if message.author.bot or message.type not in _CONVERSATION:
        return None
    text = without_mention(message.content, me)
    if is_private(message) or me in message.mentions or _is_reply_to(message, me):
        return text
    return text if _is_watched(message, channels) and text.endswith(_QUESTION_MARKS) else None


async def question_behind(interaction: discord.Interaction[Any]) -> str | None:
    """Return the question of the answer whose button was pressed; None where it is out of sight.

    It stands in the answer's first line, or in the message that the answer replies to.
    """
    answer = interaction.message
    if answer is None:
        return None
    if repeated := _REPEATED.match(_shown(answer)):
        return unescape(repeated[1])
    me = interaction.client.user
    asked = answer.reference.resolved if answer.reference else None
    if answer.reference and answer.reference.message_id and asked is None:
        with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
            fetched = answer.channel.fetch_message(answer.reference.message_id)
            asked = await asyncio.wait_for(fetched, FETCH_SECONDS)
    if not isinstance(asked, discord.Message) or me is None:
        return None
    return without_mention(asked.content, me) or None


def without_mention(text: str, me: discord.abc.User) -> str:
    """Return a text on one line, without the mentions of the bot."""
    return " ".join(re.sub(rf"<@!?{me.id}>", " ", text).split())


def assumed_in(answer: discord.Message) -> str:
    """Return the names that an answer says it took from the turns before; empty where none."""
    assumed = _ASSUMED.search(_shown(answer))
    return unescape(_ITALIC.sub(r"\1", assumed[1])) if assumed else ""


def said_in(message: discord.Message) -> str:
    """Return what a message says or, where it quotes, the first passage it quotes."""
    shown = _shown(message)
    quoted = _QUOTED.search(shown)
    if not quoted:
        return shown
    text = quoted["rest"] or " ".join(_QUOTE_LINE.findall(quoted.group()))
    return unescape(_BOLD.sub(r"\1", text))


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
    return message.content or "\n".join(embed.description or "" for embed in message.embeds)


def _is_reply_to(message: discord.Message, me: discord.abc.User) -> bool:
    replied = message.reference.resolved if message.reference else None
    return isinstance(replied, discord.Message) and replied.author == me


def _is_watched(message: discord.Message, channels: Collection[int]) -> bool:
    parent = getattr(message.channel, "parent_id", None)
    return message.channel.id in channels or parent in channels
