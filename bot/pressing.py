"""What each button does when it is pressed, told by its custom id alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord

from bot import addressing, answers, places, replies, sending
from knowledge import explain, search

if TYPE_CHECKING:
    from bot.service import AnswerService
    from knowledge import Passage, Quote

_UNSEEN = "I cannot see the question of this answer any more. Please ask it again."


async def press(
    interaction: discord.Interaction[Any], service: AnswerService, custom_id: str
) -> None:
    """Answer the press of a button, to the one who pressed it."""
    action, _, rest = custom_id.partition(":")
    if action == "find":
        first, _, text = rest.partition(":")
        await _turn(interaction, service, int(first), text)
        return
    revision, _, code = rest.partition(":")
    quotes = places.decode(service.base, revision, code)
    if not quotes:
        await sending.say(interaction, answers.CHANGED)
    elif action == "why":
        await _why(interaction, service, quotes[0])
    elif action == "full":
        await _full(interaction, list(dict.fromkeys(quote.passage for quote in quotes)))
    else:
        base = service.base
        await sending.respond(
            interaction, lambda room: answers.passages(base, quotes, room), private=True
        )


async def _turn(
    interaction: discord.Interaction[Any], service: AnswerService, first: int, text: str
) -> None:
    base = service.base
    page = await asyncio.to_thread(search, base, text, first, answers.PAGE)
    await sending.respond(
        interaction, lambda room: [answers.found(base, text, page, room)], private=True
    )


async def _full(interaction: discord.Interaction[Any], passages: list[Passage]) -> None:
    if interaction.app_permissions.attach_files:
        await sending.send_passages(interaction, passages)
        return
    await sending.respond(
        interaction,
        lambda room: [part for passage in passages for part in replies.whole(passage, room)],
        private=True,
    )


async def _why(interaction: discord.Interaction[Any], service: AnswerService, quote: Quote) -> None:
    question = await addressing.question_behind(interaction)
    assumed = addressing.assumed_in(interaction.message) if interaction.message else ""
    turns = (assumed,) if assumed else ()
    explanation = explain(service.base, question, quote.passage, turns) if question else None
    if explanation is None:
        await sending.say(interaction, _UNSEEN)
        return
    await sending.respond(interaction, lambda _room: [answers.why(explanation)], private=True)
