"""For moderators: what is served and what became of it, page by page; nothing here changes any."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from bot import sending
from bot.addressing import server_of
from bot.cogs.changing import answer
from bot.cogs.options import UnknownArticleError
from bot.curation.comparing import NoVersion, compared, shelved
from bot.curation.shelf import by_digest, shelf, version_of
from bot.locales import gettext, gettext_noop
from bot.replies import changes, inventory, paging, reports
from bot.replies.blocks import Reply

if TYPE_CHECKING:
    import discord

    from bot.cogs.moderators import Moderators
    from bot.service import AnswerService

_CHANGED = gettext_noop("The articles have changed since. Please use the command again.")
_OUTLINE = re.compile(r"(\d{1,6}):([0-9a-f]{32})")
_DIFF = re.compile(r"(\d{1,6}):(\d{1,12}):(\d{1,12}):([\s\S]+)")


class Browsing:
    """Shows pages, by command and by the buttons below them."""

    def __init__(self, service: AnswerService, moderators: Moderators) -> None:
        """Take who knows the articles, and who tells moderators from members."""
        self._service = service
        self._moderators = moderators
        self.actions = {
            "list": self._turn_list,
            "outline": self._turn_outline,
            "history": self._turn_history,
            "diff": self._turn_difference,
        }

    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Show what the server is answered from."""
        service, server = self._service, server_of(interaction)
        served = await service.libraries.served(server)
        last = next(iter(await service.storage.articles.history(server, limit=1)), None)
        since, problems = service.libraries.since, service.libraries.problems
        await answer(interaction, lambda room: reports.status(served, last, since, problems, room))

    async def list(self, interaction: discord.Interaction[Any], at: int = 0) -> None:
        """Show a page of the articles."""
        kept = shelf(await self._service.libraries.served(server_of(interaction)))
        firsts = range(0, len(kept), inventory.PAGE) or range(1)
        at = min(at, len(firsts) - 1)
        storage, first = self._service.storage, firsts[at]
        rows = [(one, await version_of(storage, one)) for one in kept[first:][: inventory.PAGE]]
        own = sum(1 for one in kept if one.is_own)

        def render(room: int) -> list[Reply]:
            *others, last = inventory.listed(rows, own, len(kept), room)
            beside = [Reply("")] * len(firsts)
            beside[at] = last
            return [*others, paging.page(beside, at, "list:{}".format)]

        await answer(interaction, render)

    async def outline(
        self, interaction: discord.Interaction[Any], digest: str, at: int = 0
    ) -> None:
        """Show a page of an article's outline.

        Args:
            interaction: Who asks, and where.
            digest: How the article's digest begins, in 32 hexadecimal digits.
            at: Which page, from 0.
        """
        kept = by_digest(await self._service.libraries.served(server_of(interaction)), digest)
        if kept is None:
            await answer(interaction, lambda _room: [Reply(gettext(_CHANGED))])
            return

        made = await asyncio.to_thread(
            inventory.outline, kept.reading, sending.room_in(interaction)
        )
        shown = paging.page(made, at, lambda to: f"outline:{to}:{digest}")
        await answer(interaction, lambda _room: [shown])

    async def history(
        self, interaction: discord.Interaction[Any], before: int | None = None
    ) -> None:
        """Show a page of the history: the changes before one, or the newest."""
        server, stored = server_of(interaction), self._service.storage.articles
        found = await stored.history(server, limit=changes.PAGE, before=before)
        newest = (await stored.state(server)).number
        await answer(interaction, lambda _room: [changes.history(found, newest)])

    async def difference(
        self,
        interaction: discord.Interaction[Any],
        wanted: str,
        older: int | None,
        newer: int | None,
        at: int = 0,
    ) -> None:
        """Show a page of how two versions of an article differ.

        Raises:
            UnknownArticleError: The server has no such article, and had none.
        """
        server = server_of(interaction)
        article = await shelved(self._service, server, wanted)
        if article is None or not article.versions:
            raise UnknownArticleError(wanted)
        found = await compared(self._service, server, article, older, newer)
        if isinstance(found, NoVersion):
            text = changes.no_version(found.number, found.known)
            await answer(interaction, lambda _room: [Reply(text)])
            return
        place = f"{found.older.number}:{found.newer.number}:{article.name}"
        made = await asyncio.to_thread(changes.difference, found, sending.room_in(interaction))
        shown = paging.page(made, at, lambda to: f"diff:{to}:{place}")
        await answer(interaction, lambda _room: [shown])

    async def _turn_list(self, interaction: discord.Interaction[Any], rest: str) -> None:
        await self._moderators.check(interaction)
        await interaction.response.defer()
        await self.list(interaction, _number(rest))

    async def _turn_outline(self, interaction: discord.Interaction[Any], rest: str) -> None:
        await self._moderators.check(interaction)
        await interaction.response.defer()
        found = _OUTLINE.fullmatch(rest)
        await self.outline(interaction, found[2] if found else "-", int(found[1]) if found else 0)

    async def _turn_history(self, interaction: discord.Interaction[Any], rest: str) -> None:
        await self._moderators.check(interaction)
        await self.history(interaction, _number(rest) or None)

    async def _turn_difference(self, interaction: discord.Interaction[Any], rest: str) -> None:
        await self._moderators.check(interaction)
        if found := _DIFF.fullmatch(rest):
            await interaction.response.defer()
            older, newer = int(found[2]), int(found[3])
            await self.difference(interaction, found[4], older, newer, int(found[1]))
        else:
            await answer(interaction, lambda _room: [Reply(gettext(_CHANGED))])


def _number(text: str) -> int:
    """Return a number from a button's id, which somebody may have made up; 0 where it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
