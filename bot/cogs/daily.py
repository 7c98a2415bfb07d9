"""For moderators: one quote a day."""

from __future__ import annotations

import asyncio
import re
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import discord
from discord import app_commands
from discord.ext import commands

from bot import announcing, dailies, sending
from bot.addressing import server_of
from bot.cogs.channels import closed
from bot.cogs.options import article_choices, article_id, for_moderators, offering
from bot.locales import gettext
from bot.replies import configuration, daily
from bot.storage.preferences import DailyQuote

if TYPE_CHECKING:
    from bot.cogs.moderators import Moderators
    from bot.service import AnswerService
    from knowledge import KnowledgeBase

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_MOST_TIME, _MOST_ZONE, _MOST_CHOICES = 8, 64, 25
_UTC = "UTC"


class Daily(commands.Cog):
    """Sets the quote of the day, and has it sent."""

    def __init__(
        self, client: discord.Client, service: AnswerService, moderators: Moderators
    ) -> None:
        """Take who writes, who knows the articles, and who may set it."""
        self._client = client
        self._service = service
        self._moderators = moderators
        self._dailies = dailies.Daily(client, service)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin to look for what is due; Discord may say more than once that it is ready."""
        self._dailies.start()

    async def cog_unload(self) -> None:
        """Look no more."""
        await self._dailies.stop()

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check at run time too: a server's admins can override the default permissions.

        Raises:
            NotModeratorError: The member is no moderator.
        """
        return await self._moderators.check(interaction)

    @for_moderators
    @app_commands.command()
    @app_commands.describe(
        channel="Where",
        time="When, such as 08:30",
        article="From this article alone; from all where you don't say",
        timezone="Where it is that time; UTC where you don't say",
        stop="No quote of the day any more",
    )
    async def daily(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        time: app_commands.Range[str, 1, _MOST_TIME] | None = None,
        article: str | None = None,
        timezone: app_commands.Range[str, 1, _MOST_ZONE] | None = None,
        stop: bool = False,  # noqa: FBT001, FBT002 (an option of a slash command)
    ) -> None:
        """Have one quote a day in a channel, or see what is set."""
        server = server_of(interaction)
        held = await self._service.storage.daily.of(server)
        if stop:
            await self._stop(interaction, server)
        elif not (channel or time or article or timezone):
            await self._show(interaction, held)
        elif isinstance(clock := _read(time, timezone, held), str):
            await sending.say(interaction, clock)
        elif (place := channel.id if channel else held and held.channel) is None:
            await sending.say(interaction, gettext(daily.INCOMPLETE))
        else:
            base = await self._service.base(server)
            # Both named anew, it begins anew; otherwise what is left out stays.
            kept = held.article if held and not (channel and time) else ""
            chosen = article_id(self._service, base, article) or kept
            wanted = DailyQuote(server, place, *clock, dailies.now_in_utc(), chosen)
            await self._set(interaction, wanted, base, closed(channel) if channel else "")

    @daily.autocomplete("article")
    @offering
    async def _articles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if not await self._moderators.knows(interaction):
            return []
        return await article_choices(self._service, interaction, typed)

    @daily.autocomplete("timezone")
    async def _zones(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        words = typed.casefold().replace("_", " ").split()
        names = await asyncio.to_thread(_names)
        fitting = [name for fold, name in names.items() if all(word in fold for word in words)]
        return [app_commands.Choice(name=name, value=name) for name in fitting[:_MOST_CHOICES]]

    async def _set(
        self, interaction: discord.Interaction, wanted: DailyQuote, base: KnowledgeBase, hint: str
    ) -> None:
        await self._service.storage.daily.set(wanted)
        self._dailies.changed(wanted.server)
        title = _title(base, wanted.article)
        held = await self._service.storage.daily.of(wanted.server) or wanted
        await sending.say(interaction, f"{daily.told(wanted, title)}{hint}\n{_next(held)}")
        person = interaction.user.mention

        def line() -> str:
            return configuration.changed(person, daily.told(wanted, title))

        await announcing.note(self._client, self._service, wanted.server, line)

    async def _stop(self, interaction: discord.Interaction, server: int) -> None:
        if not await self._service.storage.daily.stop(server):
            await sending.say(interaction, gettext(daily.NOT_SET))
            return
        self._dailies.changed(server)
        await sending.say(interaction, gettext(daily.STOPPED))
        person = interaction.user.mention

        def line() -> str:
            return configuration.changed(person, gettext(daily.STOPPED))

        await announcing.note(self._client, self._service, server, line)

    async def _show(self, interaction: discord.Interaction, held: DailyQuote | None) -> None:
        if held is None:
            await sending.say(interaction, gettext(daily.NOT_SET))
            return
        base = await self._service.base(held.server)
        there = (await dailies.quotable(base, held.article)).keys()
        had = await self._service.storage.daily.shown(held.server)
        lines = [
            daily.told(held, _title(base, held.article)),
            _next(held),
            daily.shown(len(there & had), len(there)),
        ]
        await sending.say(interaction, "\n".join(lines))


def _read(written: str | None, zone: str | None, held: DailyQuote | None) -> tuple[int, str] | str:
    """Return the minute of the day and the time zone, or else what is wrong with them."""
    minute = held.minute if held else None
    if written is not None:
        found = _TIME.fullmatch(written.strip())
        if found is None:
            return gettext(daily.NO_TIME)
        minute = int(found[1]) * 60 + int(found[2])
    if minute is None:
        return gettext(daily.INCOMPLETE)
    if zone is None:
        return minute, held.zone if held else _UTC
    known = _names().get(_folded(zone))
    return daily.unknown_zone(zone) if known is None else (minute, known)


@cache
def _names() -> dict[str, str]:
    """Return the names of all time zones by how they are looked for."""
    return {_folded(name): name for name in sorted({*available_timezones(), _UTC})}


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _title(base: KnowledgeBase, article: str) -> str:
    return next((one.title for one in base.articles if one.id == article), "")


def _next(held: DailyQuote) -> str:
    now = dailies.now_in_utc()
    return daily.following(dailies.upcoming(held, now))
