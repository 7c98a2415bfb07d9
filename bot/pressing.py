"""What each button below an answer does when it is pressed, told by its custom id alone."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import discord

from bot import addressing, sending
from bot.addressing import server_of
from bot.replies import answers, places, readers
from knowledge import explain, search

if TYPE_CHECKING:
    from bot.service import AnswerService
    from knowledge import KnowledgeBase, Passage, Quote

_UNSEEN = "I cannot see the question of this answer any more. Please ask it again."
_PAGE = re.compile(r"(\d{1,6}):([\s\S]+)")


class Pressing:
    """Answers the press of a button, to the one who pressed it."""

    def __init__(self, service: AnswerService) -> None:
        """Take who knows what is served."""
        self._service = service
        self.actions = {
            "more": self.more,
            "why": self.why,
            "full": self.full,
            "find": self.find,
        }

    async def more(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Show passages with their citations."""
        if found := await self._found(interaction, code):
            base, quotes = found
            await sending.respond(
                interaction, lambda room: answers.passages(base, quotes, room), private=True
            )

    async def full(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Give whole passages, as files where that is permitted."""
        if found := await self._found(interaction, code):
            await _full(interaction, list(dict.fromkeys(quote.passage for quote in found[1])))

    async def why(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Say why a passage was given."""
        if not (found := await self._found(interaction, code)):
            return
        base, (quote, *_) = found
        question = await addressing.question_behind(interaction)
        assumed = addressing.assumed_in(interaction.message) if interaction.message else ""
        turns = (assumed,) if assumed else ()
        explanation = explain(base, question, quote.passage, turns) if question else None
        if explanation is None:
            await sending.say(interaction, _UNSEEN)
            return
        await sending.respond(interaction, lambda _room: [answers.why(explanation)], private=True)

    async def find(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Turn the page of a search."""
        page = _PAGE.fullmatch(code)
        if page is None:
            await sending.say(interaction, answers.CHANGED)
            return
        first, text = int(page[1]), page[2]
        base = await self._base(interaction)
        found = await asyncio.to_thread(search, base, text, first, answers.PAGE)
        await sending.respond(
            interaction, lambda room: [answers.found(base, text, found, room)], private=True
        )

    async def _base(self, interaction: discord.Interaction[Any]) -> KnowledgeBase:
        work = self._service.base(server_of(interaction))
        return await sending.awaited(interaction, work, private=True)

    async def _found(
        self, interaction: discord.Interaction[Any], code: str
    ) -> tuple[KnowledgeBase, list[Quote]] | None:
        """Return the quotes that a code means; where it means none any more, say so."""
        revision, _, code = code.partition(":")
        base = await self._base(interaction)
        quotes = places.decode(base, revision, code)
        if quotes:
            return base, quotes
        await sending.say(interaction, answers.CHANGED)
        return None


async def _full(interaction: discord.Interaction[Any], passages: list[Passage]) -> None:
    if interaction.app_permissions.attach_files:
        await sending.send_passages(interaction, passages)
        return
    await sending.respond(
        interaction,
        lambda room: [part for passage in passages for part in readers.whole(passage, room)],
        private=True,
    )
