"""What each button below an answer does when it is pressed, told by its custom id alone."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import discord

from bot import addressing, relocating, sending
from bot.addressing import server_of
from bot.locales import gettext, gettext_noop
from bot.replies import answers, readers
from bot.replies.blocks import noted
from bot.turning import Shown
from knowledge import explain, search

if TYPE_CHECKING:
    from bot.relocating import Behind
    from bot.service import AnswerService
    from knowledge import KnowledgeBase

_UNSEEN = gettext_noop("I cannot see the question of this answer any more. Please ask it again.")
_PAGE = re.compile(r"(\d{1,6}):([\s\S]+)")


class Pressing:
    """Answers the press of a button, to the one who pressed it."""

    def __init__(self, service: AnswerService) -> None:
        """Take who knows what is served."""
        self._service = service
        self.actions = {
            "more": self.more,
            "context": self.context,
            "why": self.why,
            "full": self.full,
            "find": self.find,
        }

    async def more(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Show the next passages: in the answer to the one who asked, and beside it to others."""
        shown = Shown.of(interaction)
        theirs = shown is not None and shown.is_for(interaction.user.id)
        if not (behind := await self._behind(interaction, code, in_place=theirs)):
            return
        if shown and theirs:
            await sending.update(
                interaction, lambda room: [shown.with_next(behind, room)], asker=shown.asker
            )
        else:
            base, quotes = behind.base, behind.quotes
            part = noted(behind.note, lambda room: answers.passages(base, quotes, room))
            await sending.respond(interaction, part, private=True)

    async def context(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Show a paragraph with its neighbours."""
        if behind := await self._behind(interaction, code):
            base, (quote, *_) = behind.base, behind.quotes
            part = noted(behind.note, lambda room: answers.context(base, quote, room))
            await sending.respond(interaction, part, private=True)

    async def full(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Give whole passages, as files where that is permitted."""
        if behind := await self._behind(interaction, code):
            await _full(interaction, behind)

    async def why(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Say why a passage was given."""
        if not (behind := await self._behind(interaction, code)):
            return
        base, (quote, *_) = behind.base, behind.quotes
        question = await addressing.question_behind(interaction)
        assumed = addressing.assumed_in(interaction.message) if interaction.message else ""
        turns = (assumed,) if assumed else ()
        explanation = explain(base, question, quote.passage, turns) if question else None
        if explanation is None:
            await sending.say(interaction, gettext(_UNSEEN))
            return
        part = noted(behind.note, lambda _room: [answers.why(explanation)])
        await sending.respond(interaction, part, private=True)

    async def find(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Turn the page of a search."""
        page = _PAGE.fullmatch(code)
        if page is None:
            await sending.say(interaction, gettext(answers.CHANGED))
            return
        first, text = int(page[1]), page[2]
        base = await self._base(interaction)
        found = await asyncio.to_thread(search, base, text, first, answers.PAGE)
        await sending.respond(
            interaction, lambda room: [answers.found(base, text, found, room)], private=True
        )

    async def _base(
        self, interaction: discord.Interaction[Any], *, in_place: bool = False
    ) -> KnowledgeBase:
        work = self._service.base(server_of(interaction))
        return await sending.awaited(interaction, work, private=True, in_place=in_place)

    async def _behind(
        self, interaction: discord.Interaction[Any], code: str, *, in_place: bool = False
    ) -> Behind | None:
        """Return what a code means now; where it means nothing any more, say so."""
        base, storage = await self._base(interaction, in_place=in_place), self._service.storage
        work = relocating.behind(storage, server_of(interaction), base, code)
        found = await sending.awaited(interaction, work, private=True, in_place=in_place)
        if found.quotes:
            return found
        await sending.say(interaction, gettext(answers.CHANGED))
        return None


async def _full(interaction: discord.Interaction[Any], behind: Behind) -> None:
    passages = list(dict.fromkeys(quote.passage for quote in behind.quotes))
    if interaction.app_permissions.attach_files:
        await sending.send_passages(interaction, passages, behind.note)
        return
    part = noted(
        behind.note,
        lambda room: [part for passage in passages for part in readers.whole(passage, room)],
    )
    await sending.respond(interaction, part, private=True)
