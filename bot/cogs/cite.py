"""For readers who check or cite: whether words stand in an article, its paragraphs, citations."""

from __future__ import annotations

import asyncio
import random
import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import addressing, provenance, referring, sending
from bot.addressing import server_of
from bot.cogs.options import (
    UnknownArticleError,
    article_choices,
    article_id,
    everywhere,
    offering,
)
from bot.locales import gettext, gettext_noop, ngettext
from bot.locales.bidi import without_isolates
from bot.manners import is_quiet
from bot.replies import citing, inventory, paging
from bot.replies.blocks import Reply
from bot.replies.escaping import inline
from bot.rereading import said_by
from knowledge import Match, Passage, Quote, find_source, read_id, requoted, stands_in

if TYPE_CHECKING:
    from bot.service import AnswerService
    from knowledge import Article, KnowledgeBase

_MOST_TEXT, _MOST_PLACE, _MOST_CHOICES = 2000, 100, 25
# More paragraphs at once are a copy of the article.
_MOST_PARAGRAPHS = 20
_NONE = gettext_noop("I have no paragraph to show at the moment.")
_CHANGED = gettext_noop("The article has changed since. Please use the command again.")
_PAGE = re.compile(r"(\d{1,6}):([0-9a-f]{32})")


class Cite(commands.Cog):
    """Checks quotes, and gives paragraphs and citations."""

    def __init__(self, client: commands.Bot, service: AnswerService) -> None:
        """Take who knows the articles."""
        self._client = client
        self._service = service
        self._menu = app_commands.ContextMenu(name="Copy as citation", callback=self.copy)
        self.actions = {"contents": self._turn}

    async def cog_load(self) -> None:
        """Add the message menu, which a cog does not do by itself."""
        self._client.tree.add_command(everywhere(self._menu))

    @everywhere
    @app_commands.command()
    @app_commands.describe(
        text="The id below a quote, or any words", private="Show it to you alone"
    )
    async def verify(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, _MOST_TEXT],
        private: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Say whether words stand in an article, and in which version of it."""
        quiet = await is_quiet(self._service, interaction, private=private)
        # What is copied from an answer may bring what kept its direction there.
        text = without_isolates(text)
        server, wanted = server_of(interaction), read_id(text)
        if wanted:
            work = provenance.by_quote_id(self._service, server, wanted)
        else:
            work = provenance.by_text(self._service, server, text)
        traced = await sending.awaited(interaction, work, private=quiet)

        def render(room: int) -> list[Reply]:
            if wanted:
                return [citing.of_id(traced, wanted, room)]
            return [citing.of_text(traced, text, room)]

        await sending.respond(interaction, render, private=quiet)

    @everywhere
    @app_commands.command()
    @app_commands.describe(
        article="Which one",
        paragraph="Its number, or how it begins",
        to="The last one, where you want several",
        private="Show it to you alone",
    )
    async def cite(
        self,
        interaction: discord.Interaction,
        article: str,
        paragraph: app_commands.Range[str, 1, _MOST_PLACE],
        to: app_commands.Range[str, 1, _MOST_PLACE] | None = None,
        private: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Give paragraphs word for word, with their citation."""
        quiet = await is_quiet(self._service, interaction, private=private)
        base, chosen = await self._chosen(interaction, article, private=quiet)
        ends: list[Passage] = []
        for place in (paragraph, to or paragraph):
            found = referring.placed(base, chosen, place)
            if found is None:
                await sending.say(interaction, _no_paragraph(place, chosen))
                return
            ends.append(found)
        held = referring.between(base, ends[0], ends[1])
        if len(held) > _MOST_PARAGRAPHS:
            await sending.say(interaction, _too_many(len(held)))
            return
        await sending.respond(
            interaction, lambda room: citing.paragraphs(held, room), private=quiet
        )

    @everywhere
    @app_commands.command()
    @app_commands.describe(article="Which one", private="Show it to you alone")
    async def outline(
        self,
        interaction: discord.Interaction,
        article: str,
        private: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Show an article's headings, and how each paragraph begins."""
        quiet = await is_quiet(self._service, interaction, private=private)
        base, chosen = await self._chosen(interaction, article, private=quiet)
        shown = await _outline(interaction, base, base.articles.index(chosen), 0)
        await sending.respond(interaction, lambda _room: [shown], private=quiet)

    @everywhere
    @app_commands.command()
    @app_commands.describe(article="Of this article alone", private="Show it to you alone")
    async def random(
        self,
        interaction: discord.Interaction,
        article: str | None = None,
        private: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Give a paragraph by chance."""
        quiet = await is_quiet(self._service, interaction, private=private)
        base = await self._base(interaction, private=quiet)
        chosen = article_id(self._service, base, article)
        within = range(len(base.passages)) if chosen is None else base.within(chosen)
        if not within:
            await sending.say(interaction, gettext(_NONE))
            return
        passage = base.passages[random.choice(within)]
        await sending.respond(
            interaction, lambda room: citing.paragraphs([passage], room), private=quiet
        )

    async def copy(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Give the quote of an answer in several styles."""
        base = await self._base(interaction, private=True)
        mine = self._client.user is not None and message.author.id == self._client.user.id
        quote = await asyncio.to_thread(_quoted, base, message) if mine else None
        if quote is None:
            await sending.say(interaction, gettext(citing.NO_CITATION))
            return
        await sending.respond(interaction, lambda room: citing.styles(quote, room), private=True)

    @cite.autocomplete("article")
    @outline.autocomplete("article")
    @random.autocomplete("article")
    @offering
    async def _articles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await article_choices(self._service, interaction, typed)

    @cite.autocomplete("paragraph")
    @cite.autocomplete("to")
    @offering
    async def _paragraphs(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        base = await self._service.base(server_of(interaction))
        article = self._service.article(base, str(interaction.namespace.article or ""))
        if article is None:
            return []
        offered = referring.choices(base, article, typed, _MOST_CHOICES)
        return [app_commands.Choice(name=name, value=value) for name, value in offered]

    async def _turn(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """Turn the page of an outline: in place for the only one who sees it, or beside it."""
        found = _PAGE.fullmatch(rest)
        base = await self._base(interaction, private=True)
        start = found[2] if found else "-"
        at = next((n for n, one in enumerate(base.digests) if one.startswith(start)), None)
        if found is None or at is None:
            await sending.say(interaction, gettext(_CHANGED))
            return
        shown = await _outline(interaction, base, at, int(found[1]))
        if interaction.message and interaction.message.flags.ephemeral:
            await sending.update(interaction, lambda _room: [shown])
        else:
            await sending.respond(interaction, lambda _room: [shown], private=True)

    async def _chosen(
        self, interaction: discord.Interaction, wanted: str, *, private: bool
    ) -> tuple[KnowledgeBase, Article]:
        base = await self._base(interaction, private=private)
        article = self._service.article(base, wanted)
        if article is None:
            raise UnknownArticleError(wanted)
        return base, article

    async def _base(self, interaction: discord.Interaction, *, private: bool) -> KnowledgeBase:
        work = self._service.base(server_of(interaction))
        return await sending.awaited(interaction, work, private=private)


def _no_paragraph(place: str, article: Article) -> str:
    return gettext(
        "I have no paragraph “{place}” of **{title}**. `/outline` shows them.",
        place=inline(place, _MOST_PLACE),
        title=inline(article.title, _MOST_PLACE),
    )


def _too_many(count: int) -> str:
    return ngettext(
        "This is {count} paragraph; I give up to {most} at once.",
        "These are {count} paragraphs; I give up to {most} at once.",
        count,
        most=_MOST_PARAGRAPHS,
    )


async def _outline(
    interaction: discord.Interaction[Any], base: KnowledgeBase, number: int, at: int
) -> Reply:
    """Return a page of the outline of an article, given its place in the base."""
    room, start = sending.room_in(interaction), base.digests[number][:32]
    made = await asyncio.to_thread(inventory.outline, base.readings[number], room)
    return paging.page(made, at, lambda to: f"contents:{to}:{start}")


def _quoted(base: KnowledgeBase, message: discord.Message) -> Quote | None:
    """Return what a reply of the bot quotes first, where it still stands so."""
    said, text = said_by(base, message), addressing.said_in(message).strip("… ")
    if isinstance(said, Passage):
        return requoted([said], text) or stands_in([said], text)
    found = find_source(base, text)
    if found is None or found.match is not Match.EXACT:
        return None
    return requoted([found.quote.passage], text) or found.quote
