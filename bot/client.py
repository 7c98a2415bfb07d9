"""The Discord client: intents, cogs, command sync, buttons, and the last error handler."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot import following, sending
from bot.cogs.ask import Ask
from bot.cogs.cite import Cite
from bot.cogs.configure import Configure
from bot.cogs.daily import Daily
from bot.cogs.moderate import Moderate
from bot.cogs.moderators import Moderators, NotModeratorError
from bot.cogs.options import UnknownArticleError
from bot.cogs.personal import Personal
from bot.cogs.read import Read
from bot.cogs.report import Report
from bot.cogs.testing import Testing
from bot.exchanges import Once
from bot.failures import apology, unreachable
from bot.limiting import Limiter
from bot.locales import gettext, gettext_noop, speak, speaking
from bot.manners import Manners
from bot.pressing import Pressing
from bot.removing import Removing
from bot.speaking import Speaker
from bot.storage import StorageError
from bot.syncing import sync_if_changed
from bot.translating import Catalogued
from bot.views import Press
from bot.voting import Voting

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.service import AnswerService
    from bot.settings import Settings

_log = logging.getLogger(__name__)
_STALE = gettext_noop("This command has changed. Please try again in a minute.")
_OLD = gettext_noop("I do not know this button any more. Please ask again.")


class Pilcrow(commands.Bot):
    """The bot. It never pings anybody, and it sees message contents only where it is asked to."""

    def __init__(self, service: AnswerService, settings: Settings) -> None:
        """Take who answers, and the settings."""
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(settings),
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.5,
        )
        self.service = service
        self.settings = settings
        self.limiter = Limiter(settings.rate_person, settings.rate_channel)
        self.manners = Manners(self.limiter)
        self.speaker = Speaker(service)
        self._actions: dict[str, Callable[[discord.Interaction[Any], str], Awaitable[None]]] = {}
        self._asking: frozenset[str] = frozenset()
        self.once = Once()

    async def setup_hook(self) -> None:
        """Add what there is to use, before the gateway is connected.

        Raises:
            discord.DiscordServerError: Discord cannot take the commands now; try again later.
        """
        if not self.cogs:
            await self.add_cogs()
            self.add_dynamic_items(Press)
            self._see_contents_where_granted()
        try:
            await sync_if_changed(self, self.tree)
        except discord.DiscordServerError:
            raise
        except discord.HTTPException as refused:
            _log.error("Discord refuses the commands; the old ones stay: %s", refused)

    async def add_cogs(self) -> None:
        """Add every command; `pilcrow sync` needs no more than that."""
        await self.tree.set_translator(Catalogued())
        service = self.service
        moderators = Moderators(service, self.settings.moderator_role)
        pressing = Pressing(service)
        self._actions |= pressing.actions
        self._asking = frozenset(pressing.actions)
        channels = self.settings.ask_channels
        await self.add_cog(Ask(self, service, channels, self.manners, self.speaker))
        await self.add_cog(Read(self, service))
        cite = Cite(self, service)
        await self.add_cog(cite)
        self._actions |= cite.actions
        moderate = Moderate(service, moderators, self.settings)
        await self.add_cog(moderate)
        self._actions |= moderate.actions
        testing = Testing(self, service, moderators)
        await self.add_cog(testing)
        self._actions |= testing.actions
        report = Report(self, service, moderators, self.settings)
        await self.add_cog(report)
        self._actions |= report.actions
        self._actions |= Voting(service).actions
        self._actions |= Removing(moderators).actions
        configure = Configure(self, service, moderators, self.settings)
        await self.add_cog(configure)
        self._actions |= configure.actions
        await self.add_cog(Daily(self, service, moderators))
        personal = Personal(service, self.settings)
        await self.add_cog(personal)
        self._actions |= personal.actions

    def _see_contents_where_granted(self) -> None:
        """Ask for the contents of messages where the operator switched them on for the bot."""
        flags = self.application_flags
        if flags.gateway_message_content or flags.gateway_message_content_limited:
            # Before the gateway is connected; the library has no public way to do it this late.
            self._connection._intents.message_content = True  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell what happened; before anything else, what of the gateway's events it belongs to."""
        if event_name in {"socket_event_type", "disconnect"}:
            following.follow(args[0] if args else "")
        super().dispatch(event_name, *args, **kwargs)

    async def close(self) -> None:
        """Leave Discord, and write what waits to be written."""
        await super().close()
        await self.service.close()

    async def on_ready(self) -> None:
        """Say that the bot is up."""
        _log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no prefix commands, and the Ask cog reads messages."""

    async def press(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Do what a button is for."""
        if not self.once.take(interaction.id):
            return
        with speaking(await self.speaker.to_user(interaction)):
            await self._press(interaction, custom_id)

    async def _press(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        action, _, rest = custom_id.partition(":")
        try:
            if action in self._asking and not await self.manners.admit_press(interaction):
                return
            if action in self._actions:
                await self._actions[action](interaction, rest)
            else:
                await sending.say(interaction, gettext(_OLD))
        except (UnknownArticleError, NotModeratorError) as refusal:
            await tell(interaction, str(refusal))
        except StorageError as problem:
            await tell(interaction, unreachable(problem))
        except Exception as error:  # noqa: BLE001 (the last handler of this path)
            await tell(interaction, apology("a button", error))


class Tree(app_commands.CommandTree[Pilcrow]):
    """The commands, with the limit before them and the last error handler."""

    async def interaction_check(self, interaction: discord.Interaction[Pilcrow], /) -> bool:
        """Tell whether a command may run now, and not for the second time."""
        client = interaction.client
        if not client.once.take(interaction.id):
            return False
        # A command is a task of its own: what comes after this check is said so too.
        speak(await client.speaker.to_user(interaction))
        return await client.manners.admit_command(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Pilcrow], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the one who asked, in one sentence; log what was no mistake of theirs."""
        match error:
            case UnknownArticleError() | NotModeratorError():
                text = str(error)
            case app_commands.CommandInvokeError(original=StorageError() as problem):
                text = unreachable(problem)
            case app_commands.CommandSignatureMismatch() | app_commands.CommandNotFound():
                text = gettext(_STALE)
            case _:
                name = interaction.command.qualified_name if interaction.command else "a command"
                text = apology(name, error.__cause__ or error)
        await tell(interaction, text)


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Say something if that is still possible: the interaction may be what failed."""
    try:
        await sending.say(interaction, text)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
        _log.warning("could not tell so: %s", refused)


def intents(settings: Settings) -> discord.Intents:
    """Return the least intents that serve: contents of messages only for watched channels."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = wanted.dm_messages = True
    wanted.message_content = bool(settings.ask_channels)
    return wanted
