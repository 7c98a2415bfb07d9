"""Messages → what they ask: which are meant for the bot, and their words without the mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord

from bot.escaping import unescape

if TYPE_CHECKING:
    from collections.abc import Collection

_CONVERSATION = (discord.MessageType.default, discord.MessageType.reply)
# Lines that start with `> `, or everything after `>>> `.
_QUOTED = re.compile(r"^>>> (?P<rest>(?s:.*))|(?:^> .*(?:\n|\Z))+", re.MULTILINE)
_QUOTE_LINE = re.compile(r"^> (.*)", re.MULTILINE)
_BOLD = re.compile(r"(\\[^0-9A-Za-z\s])|\*\*")
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
    text = _without_mention(message, me)
    if message.guild is None or me in message.mentions or _is_reply_to(message, me):
        return text
    return text if _is_watched(message, channels) and text.endswith(_QUESTION_MARKS) else None


def said_in(message: discord.Message) -> str:
    """Return what a message says or, where it quotes, the first passage it quotes."""
    shown = message.content or "\n".join(embed.description or "" for embed in message.embeds)
    quoted = _QUOTED.search(shown)
    if not quoted:
        return shown
    text = quoted["rest"] or " ".join(_QUOTE_LINE.findall(quoted.group()))
    return unescape(_BOLD.sub(r"\1", text))


def is_empty(message: discord.Message) -> bool:
    """Tell whether nothing at all of a message can be seen: the content intent withholds it."""
    return not (message.content or message.attachments or message.stickers or message.embeds)


def _without_mention(message: discord.Message, me: discord.abc.User) -> str:
    return " ".join(re.sub(rf"<@!?{me.id}>", " ", message.content).split())


def _is_reply_to(message: discord.Message, me: discord.abc.User) -> bool:
    replied = message.reference.resolved if message.reference else None
    return isinstance(replied, discord.Message) and replied.author == me


def _is_watched(message: discord.Message, channels: Collection[int]) -> bool:
    parent = getattr(message.channel, "parent_id", None)
    return message.channel.id in channels or parent in channels
