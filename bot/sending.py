"""Replies → Discord: as an embed where that is permitted, as plain text where it is not.

Everything that goes out passes `_checked`: a quote that differs from its source is never sent.
"""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot import addressing, views
from bot.locales import gettext
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM, Button
from bot.replies.excerpts import is_verbatim
from bot.storage.values import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence

    from bot.replies.blocks import Attached, Reply
    from knowledge import Passage

_T = TypeVar("_T")
# Seconds until Discord is told that an answer takes longer; it gives up after three.
_PATIENCE = 1.5
_COLOUR = discord.Colour(0xC9A227)
# A person who installed the bot for themselves gets five follow-ups at most.
_MOST_MESSAGES = 5
_MOST_FILES = 10


class NotVerbatimError(Exception):
    """A quote about to be sent is not what its source says."""


async def awaited(
    interaction: discord.Interaction[Any],
    work: Coroutine[Any, Any, _T],
    *,
    private: bool,
    in_place: bool = False,
) -> _T:
    """Do some work; where it takes long, show that it goes on, since Discord does not wait.

    Args:
        interaction: What the work is for.
        work: Anything, such as building a large knowledge base.
        private: Whether the answer is for the one who asked alone.
        in_place: Whether the answer changes the message whose button was pressed.
    """
    task = asyncio.create_task(work)
    try:
        await asyncio.wait({task}, timeout=_PATIENCE)
        if not task.done() and not interaction.response.is_done():
            await interaction.response.defer(ephemeral=private, thinking=not in_place)
        return await task
    finally:
        task.cancel()


def room_in(interaction: discord.Interaction[Any]) -> int:
    """Return how many characters a message may have that answers an interaction."""
    return EMBED_ROOM if interaction.app_permissions.embed_links else CONTENT_ROOM


async def respond(
    interaction: discord.Interaction[Any],
    render: Callable[[int], Sequence[Reply]],
    *,
    private: bool = False,
) -> None:
    """Answer an interaction with the messages that `render` makes for the room there is."""
    may, votes = interaction.app_permissions, addressing.server_of(interaction) != SHARED
    asker = 0 if private else interaction.user.id
    for message in _messages(
        render, embeds=may.embed_links, files=may.attach_files, votes=votes, asker=asker
    ):
        if interaction.response.is_done():
            await interaction.followup.send(**message, ephemeral=private)
        else:
            await interaction.response.send_message(**message, ephemeral=private)


async def update(
    interaction: discord.Interaction[Any],
    render: Callable[[int], Sequence[Reply]],
    *,
    asker: int | None = None,
) -> None:
    """Change the message whose button was pressed: its text and its buttons.

    What finds no room in one message follows in others, for the one who pressed.

    Args:
        interaction: The press.
        render: What makes messages for the room there is.
        asker: Whose question the message answers, 0 where nobody else sees it; None where it is no
            answer.
    """
    may, votes = interaction.app_permissions, addressing.server_of(interaction) != SHARED
    first, *others = _messages(
        render,
        embeds=may.embed_links,
        files=may.attach_files,
        votes=votes and asker is not None,
        asker=asker or 0,
    )
    changed: dict[str, Any] = {"content": None, "embed": None, "view": None} | first
    if interaction.response.is_done():
        changed.pop("suppress_embeds", None)
        await interaction.edit_original_response(**changed)
    else:
        await interaction.response.edit_message(**changed)
    for message in others:
        await interaction.followup.send(**message, ephemeral=True)


async def reply(to: discord.Message, part: Callable[[int], Reply]) -> discord.Message:
    """Reply to a message with the one that `part` makes for the room there is."""
    return await post(to, **_answer(to, part))


async def reply_in(
    thread: discord.Thread, to: discord.Message, part: Callable[[int], Reply]
) -> discord.Message:
    """Answer a message in the thread that began with it, which has its channel's permissions."""
    return await thread.send(**_answer(to, part))


async def change(
    answer: discord.Message, to: discord.Message, part: Callable[[int], Reply]
) -> discord.Message:
    """Make another message of one that answers a message."""
    made = _answer(to, part)
    plain = made.pop("suppress_embeds", False)
    changed: dict[str, Any] = {"content": None, "embed": None, "view": None} | made
    return await answer.edit(**changed, suppress=plain)


def _answer(to: discord.Message, part: Callable[[int], Reply]) -> dict[str, Any]:
    may, votes = _permissions(to), addressing.server_in(to) != SHARED
    (message,) = _messages(
        lambda room: [part(room)],
        embeds=may.embed_links,
        files=may.attach_files,
        votes=votes,
        asker=to.author.id,
    )
    return message


async def write(
    to: discord.abc.Messageable,
    may: discord.Permissions,
    part: Callable[[int], Reply],
    nonce: str | None = None,
) -> None:
    """Write a message that answers nobody, given what the bot may do there.

    Discord takes two with the same `nonce`, within a few minutes, for the same message.
    """
    (message,) = _messages(lambda room: [part(room)], embeds=may.embed_links, files=False)
    once: dict[str, Any] = {"nonce": nonce} if nonce else {}
    await to.send(**message, **once)


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


async def send_passages(
    interaction: discord.Interaction[Any], passages: Iterable[Passage], note: str = ""
) -> None:
    """Answer an interaction with whole passages as text files, for the one who asked."""
    files = [_file(passage) for passage in passages][:_MOST_FILES]
    content = f"-# {note}" if note else None
    if interaction.response.is_done():
        await interaction.followup.send(content or "", files=files, ephemeral=True)
    else:
        await interaction.response.send_message(content, files=files, ephemeral=True)


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
    render: Callable[[int], Sequence[Reply]],
    *,
    embeds: bool,
    files: bool,
    votes: bool = False,
    asker: int = 0,
) -> list[dict[str, Any]]:
    """Return the arguments of each message; more than a few end in a file, or with a hint.

    `votes` tells whether somebody reads what people think of an answer, and `asker` whose question
    it answers in public; 0 where nobody else sees it.
    """
    replies = [_checked(part) for part in render(EMBED_ROOM if embeds else CONTENT_ROOM)]
    messages = [
        _message(part, embeds=embeds, below=_below(part, votes=votes, asker=asker))
        for part in replies[:_MOST_MESSAGES]
    ]
    if rest := replies[_MOST_MESSAGES:]:
        messages.append(_overflow(rest, files=files))
    return messages


def _overflow(rest: Sequence[Reply], *, files: bool) -> dict[str, Any]:
    if not files:
        told = gettext("… There is more. Ask me in a direct message, where I can attach it.")
        return {"content": told}
    text = "\n\n".join(part.text for part in rest).encode("utf-8", "replace")
    rest_of_it = discord.File(io.BytesIO(text), filename="rest.md")
    return {"content": gettext("… The rest:"), "file": rest_of_it}


def _checked(part: Reply) -> Reply:
    for shown in part.excerpts:
        if not is_verbatim(shown) or shown.markup not in part.text:
            message = f"{shown.quote.citation}: {shown.markup!r} is not {shown.quote.text!r}"
            raise NotVerbatimError(message)
    return part


def _below(part: Reply, *, votes: bool, asker: int) -> tuple[Button, ...]:
    """Return the buttons of the last row: what people think of a reply, and to have it removed."""
    button = Button(gettext("Delete"), custom_id=f"delete:{asker}")
    removal = (button,) if part.removable and asker else ()
    return (*(part.votes if votes else ()), *removal)


def _message(part: Reply, *, embeds: bool, below: Sequence[Button]) -> dict[str, Any]:
    message: dict[str, Any] = {"allowed_mentions": _allowed(part)}
    call = _call(part.calls) if part.calls else ""
    if embeds:
        message["embed"] = discord.Embed(description=part.text, colour=_COLOUR)
        for shown in (one for one in part.files if one.shown):
            message["embed"].set_image(url=f"attachment://{shown.name}")
        # An embed pings nobody.
        message |= {"content": call} if call else {}
    else:
        message["content"] = f"{part.text}\n{call}".rstrip() if call else part.text
        message["suppress_embeds"] = True
    if part.files:
        message["files"] = [_attachment(one) for one in part.files]
    if part.buttons or below:
        message["view"] = views.view(part.buttons, below)
    return message


def _call(role: int) -> str:
    return gettext("{role}, do you know the answer?", role=f"<@&{role}>")


def _attachment(one: Attached) -> discord.File:
    held = io.BytesIO(one.content)
    return discord.File(held, filename=one.name, description=one.description or None)


def _allowed(part: Reply) -> discord.AllowedMentions:
    """Return who may be pinged: nobody, or the role that is called, whatever else is in the text."""
    roles = [discord.Object(part.calls)] if part.calls else False
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)
