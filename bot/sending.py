"""Replies → Discord: as an embed where that is permitted, as plain text where it is not.

Everything that goes out passes `_checked`: a quote that differs from its source is never sent.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import discord

from bot import addressing, views
from bot.blocks import CONTENT_ROOM, EMBED_ROOM
from bot.excerpts import is_verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.blocks import Reply
    from knowledge import Passage

_COLOUR = discord.Colour(0xC9A227)
# A person who installed the bot for themselves gets five follow-ups at most.
_MOST_MESSAGES = 5
_MOST_FILES = 10


class NotVerbatimError(Exception):
    """A quote about to be sent is not what its source says."""


async def respond(
    interaction: discord.Interaction[Any],
    render: Callable[[int], Sequence[Reply]],
    *,
    private: bool = False,
) -> None:
    """Answer an interaction with the messages that `render` makes for the room there is."""
    may = interaction.app_permissions
    for message in _messages(render, embeds=may.embed_links, files=may.attach_files):
        if interaction.response.is_done():
            await interaction.followup.send(**message, ephemeral=private)
        else:
            await interaction.response.send_message(**message, ephemeral=private)


async def reply(to: discord.Message, part: Callable[[int], Reply]) -> discord.Message:
    """Reply to a message with the one that `part` makes for the room there is."""
    may = _permissions(to)
    (message,) = _messages(
        lambda room: [part(room)], embeds=may.embed_links, files=may.attach_files
    )
    return await post(to, **message)


async def post(to: discord.Message, content: str | None = None, **message: Any) -> discord.Message:
    """Reply to a message, or write below it where Discord does not let the bot reply."""
    may = _permissions(to)
    if may.value and not may.read_message_history:
        return await to.channel.send(content, **message)
    return await to.reply(content, **message, mention_author=False)


def is_refusal(error: Exception) -> bool:
    """Tell whether Discord lets no message be answered: it is gone, or the bot has no right to."""
    gone = isinstance(error, discord.HTTPException) and "In message_reference" in error.text
    return gone or isinstance(error, (discord.Forbidden, discord.NotFound))


def _permissions(message: discord.Message) -> discord.Permissions:
    """Return what the bot may do where a message stands; none where that cannot be told."""
    if addressing.is_private(message):
        return discord.Permissions.all()
    try:
        return message.channel.permissions_for(message.guild.me)  # pyright: ignore[reportOptionalMemberAccess]
    except (AttributeError, discord.ClientException):  # a server or a thread half known so far
        return discord.Permissions.none()


async def send_passages(interaction: discord.Interaction[Any], passages: Iterable[Passage]) -> None:
    """Answer an interaction with whole passages as text files, for the one who asked."""
    files = [_file(passage) for passage in passages][:_MOST_FILES]
    await interaction.response.send_message(files=files, ephemeral=True)


def _file(passage: Passage) -> discord.File:
    name = f"{passage.article.id}-{passage.kind.value}-{passage.number}.txt"
    return discord.File(io.BytesIO(passage.text.encode("utf-8", "replace")), filename=name)


async def say(interaction: discord.Interaction[Any], text: str) -> None:
    """Tell the one who asked something short, privately, whether or not an answer has begun."""
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True)
    else:
        await interaction.response.send_message(text, ephemeral=True)


def _messages(
    render: Callable[[int], Sequence[Reply]], *, embeds: bool, files: bool
) -> list[dict[str, Any]]:
    """Return the arguments of each message; more than a few end in a file, or with a hint."""
    replies = [_checked(part) for part in render(EMBED_ROOM if embeds else CONTENT_ROOM)]
    messages = [_message(part, embeds=embeds) for part in replies[:_MOST_MESSAGES]]
    if rest := replies[_MOST_MESSAGES:]:
        messages.append(_overflow(rest, files=files))
    return messages


def _overflow(rest: Sequence[Reply], *, files: bool) -> dict[str, Any]:
    if not files:
        return {"content": "… There is more. Ask me in a direct message, where I can attach it."}
    text = "\n\n".join(part.text for part in rest).encode("utf-8", "replace")
    return {"content": "… The rest:", "file": discord.File(io.BytesIO(text), filename="rest.md")}


def _checked(part: Reply) -> Reply:
    for shown in part.excerpts:
        if not is_verbatim(shown) or shown.markup not in part.text:
            message = f"{shown.quote.citation}: {shown.markup!r} is not {shown.quote.text!r}"
            raise NotVerbatimError(message)
    return part


def _message(part: Reply, *, embeds: bool) -> dict[str, Any]:
    message: dict[str, Any] = {"allowed_mentions": discord.AllowedMentions.none()}
    if embeds:
        message["embed"] = discord.Embed(description=part.text, colour=_COLOUR)
    else:
        message["content"] = part.text
        message["suppress_embeds"] = True
    if part.buttons:
        message["view"] = views.view(part.buttons)
    return message
