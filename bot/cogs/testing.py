"""For moderators: questions as tests, pinned by command or by message menu, run, listed, removed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import addressing, sending
from bot.addressing import server_of
from bot.cogs.changing import answer
from bot.cogs.options import MOST_QUESTION, for_moderators, offering
from bot.curation import expecting
from bot.curation.expecting import Rule, Unknown
from bot.curation.pinning import Pinning
from bot.locales import gettext
from bot.replies import trials
from bot.replies.blocks import Reply
from bot.rereading import Unclear, said_by

if TYPE_CHECKING:
    from bot.cogs.moderators import Moderators
    from bot.curation.expecting import Expected
    from bot.service import AnswerService
    from knowledge import KnowledgeBase

# What fits into an option that has choices of 100 characters, written by hand.
_MOST_EXPECTED = 200
_MOST_CHOICES = 25
Choices = list[app_commands.Choice[str]]


class Tests(app_commands.Group, name="test", description="Questions as tests: for moderators."):
    """The commands `/knowledge test …`, and the buttons below their replies."""

    def __init__(self, service: AnswerService, moderators: Moderators) -> None:
        """Take who knows the articles, and who tells moderators from members."""
        super().__init__()
        self._service = service
        self._moderators = moderators
        self._pinning = Pinning(service)
        self.actions = {trials.RUN: self._turn_run, trials.LIST: self._turn_list}

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check at run time too.

        Raises:
            NotModeratorError: The member is no moderator.
        """
        return await self._moderators.check(interaction)

    @app_commands.command()
    @app_commands.describe(
        question="What people ask",
        expected="What must answer it, such as: orrin-point 4; what does now where you don't say",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, MOST_QUESTION],
        expected: app_commands.Range[str, 0, _MOST_EXPECTED] = "",
    ) -> None:
        """Pin a question to the paragraph that must answer it, or to no answer."""
        await interaction.response.defer(ephemeral=True)
        base = await self._service.base(server_of(interaction))
        found = await asyncio.to_thread(expecting.read, base, expected)
        if isinstance(found, Unknown):
            await answer(interaction, lambda _room: [trials.unknown(found)])
        else:
            await self.pin(interaction, base, question, found)

    @add.autocomplete("expected")
    @offering
    async def _paragraphs(self, interaction: discord.Interaction, typed: str) -> Choices:
        if not await self._moderators.knows(interaction):
            return []
        base = await self._service.base(server_of(interaction))
        return _choices(await asyncio.to_thread(expecting.choices, base, typed, _MOST_CHOICES))

    @app_commands.command()
    async def run(self, interaction: discord.Interaction) -> None:
        """Ask all pinned questions, and show which are answered as they must be."""
        await interaction.response.defer(ephemeral=True)
        await self._show_run(interaction, 0)

    @app_commands.command(name="list")
    async def show(self, interaction: discord.Interaction) -> None:
        """List the pinned questions and what must answer each."""
        await interaction.response.defer(ephemeral=True)
        await self._show_list(interaction, 0)

    @app_commands.command()
    @app_commands.describe(question="The pinned question")
    async def remove(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, MOST_QUESTION],
    ) -> None:
        """Unpin a question."""
        done = await self._pinning.remove(server_of(interaction), question)
        reply = trials.removed(done) if done else Reply(gettext(trials.NO_SUCH_TEST))
        await answer(interaction, lambda _room: [reply])

    @remove.autocomplete("question")
    @offering
    async def _questions(self, interaction: discord.Interaction, typed: str) -> Choices:
        if not await self._moderators.knows(interaction):
            return []
        tests = await self._pinning.tests(server_of(interaction))
        return _choices(trials.question_choices(tests, typed, _MOST_CHOICES))

    async def pin(
        self,
        interaction: discord.Interaction,
        base: KnowledgeBase,
        question: str,
        expected: Expected,
        *,
        followed: bool = False,
    ) -> None:
        """Pin a question, and say so. The interaction has to be deferred."""
        if not question.strip() or len(question) > MOST_QUESTION:
            long = trials.too_long(MOST_QUESTION)
            text = long if question.strip() else gettext(trials.NO_QUESTION)
            await sending.say(interaction, text)
            return
        server, by = server_of(interaction), interaction.user.id
        done = await self._pinning.pin(base, server, question, expected, by)
        await answer(interaction, lambda room: [trials.pinned(done, room, followed=followed)])

    async def _show_run(self, interaction: discord.Interaction[Any], at: int) -> None:
        verdicts = await self._pinning.run(server_of(interaction))
        await answer(interaction, lambda room: [trials.ran(verdicts, at, room)])

    async def _show_list(self, interaction: discord.Interaction[Any], at: int) -> None:
        tests = await self._pinning.listed(server_of(interaction))
        await answer(interaction, lambda room: [trials.listed(tests, at, room)])

    async def _turn_run(self, interaction: discord.Interaction[Any], rest: str) -> None:
        await self._moderators.check(interaction)
        await interaction.response.defer()
        await self._show_run(interaction, _page(rest))

    async def _turn_list(self, interaction: discord.Interaction[Any], rest: str) -> None:
        await self._moderators.check(interaction)
        await interaction.response.defer()
        await self._show_list(interaction, _page(rest))


class Testing(commands.Cog):
    """Adds the tests to the commands `/knowledge …`, and the menu that pins a message."""

    def __init__(
        self, client: commands.Bot, service: AnswerService, moderators: Moderators
    ) -> None:
        """Take who knows the articles, and who tells moderators from members."""
        self._client = client
        self._service = service
        self._moderators = moderators
        self._tests = Tests(service, moderators)
        self._menu = app_commands.ContextMenu(name="Pin as test", callback=self.pin)
        self.actions = self._tests.actions

    async def cog_load(self) -> None:
        """Add the message menu, and the commands to those of another cog."""
        tree = self._client.tree
        tree.add_command(for_moderators(self._menu))
        knowledge = tree.get_command("knowledge")
        if isinstance(knowledge, app_commands.Group):
            knowledge.add_command(self._tests)

    async def pin(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Pin what a reply gave as the answer, or what answers a person's message now."""
        # A menu asks no cog's check.
        await self._moderators.check(interaction)
        await interaction.response.defer(ephemeral=True)
        base = await self._service.base(server_of(interaction))
        question, expected = await self._asked(base, message)
        if isinstance(expected, Unclear):
            await sending.say(interaction, gettext(trials.UNCLEAR[expected]))
        elif question is None:
            await sending.say(interaction, gettext(trials.UNSEEN))
        else:
            followed = bool(addressing.assumed_in(message))
            await self._tests.pin(interaction, base, question, expected, followed=followed)

    async def _asked(
        self, base: KnowledgeBase, message: discord.Message
    ) -> tuple[str | None, Expected | Unclear]:
        """Return what a message asks, and what must answer it."""
        me = self._client.user
        if me is None or message.author.id != me.id:
            said = addressing.said_in(message)
            return addressing.without_mention(said, me) if me else said, Rule.NOW
        expected = await asyncio.to_thread(said_by, base, message)
        return await addressing.question_of(message, me), expected


def _choices(pairs: list[tuple[str, str]]) -> Choices:
    return [app_commands.Choice(name=name, value=value) for name, value in pairs]


def _page(rest: str) -> int:
    """Return the page that a button says; the first where somebody made it up."""
    return int(rest) if rest.isdecimal() and len(rest) < 5 else 0
