"""For moderators: the settings of their server."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import announcing, sending, tongues, watching
from bot.addressing import server_of
from bot.cogs.channels import Place, closed, is_in
from bot.curation import tuning
from bot.curation.tuning import Disorder
from bot.locales import LOCALES, current, gettext, speaking
from bot.replies import configuration
from bot.storage.preferences import Mode, ServerSettings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.cogs.moderators import Moderators
    from bot.service import AnswerService
    from bot.settings import Settings

_MODES = [app_commands.Choice(name=name, value=mode.value) for mode, name in watching.NAMES.items()]
_WHOEVER_ASKS = "auto"
_LOCALES = [
    app_commands.Choice(name="whoever asks", value=_WHOEVER_ASKS),
    *(app_commands.Choice(name=name, value=code) for code, name in LOCALES.items()),
]
_MOST_CHOICES, _MOST_NAME = 25, 100
_MOST_MINUTES = 1440


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Configure(commands.GroupCog, group_name="config"):
    """The settings of this server: for moderators."""

    def __init__(
        self,
        client: discord.Client,
        service: AnswerService,
        moderators: Moderators,
        operator: Settings,
    ) -> None:
        """Take who keeps the settings, who may change them, and what holds otherwise."""
        self._client = client
        self._service = service
        self._moderators = moderators
        self._operator = operator
        # One change after the other: each keeps what the one before it set.
        self._changing = asyncio.Lock()
        self.actions: dict[str, Callable[[discord.Interaction[Any], str], Awaitable[None]]] = {
            configuration.SAVE: self.save_tone,
            configuration.DROP: self.drop,
            configuration.RESET: self.reset_all,
        }

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Check at run time too: a server's admins can override the default permissions.

        Raises:
            NotModeratorError: The member is no moderator.
        """
        return await self._moderators.check(interaction)

    @app_commands.command()
    async def show(self, interaction: discord.Interaction) -> None:
        """Show every setting of this server, and which are the defaults."""
        server = server_of(interaction)
        settings, thresholds = (
            await self._service.settings(server),
            await self._service.thresholds(server),
        )
        asked = [at for at in sorted(self._operator.ask_channels) if is_in(interaction.guild, at)]
        shown = configuration.show(settings, self._operator, thresholds, asked)
        await sending.respond(interaction, lambda _room: [shown], private=True)

    @app_commands.command()
    @app_commands.describe(channel="Which one; its threads go by it too", mode="When I answer")
    @app_commands.choices(mode=_MODES)
    async def channel(self, interaction: discord.Interaction, channel: Place, mode: str) -> None:
        """Choose when I answer in a channel."""
        wanted = Mode(mode)
        if wanted in watching.NEED_CONTENTS and not self._client.intents.message_content:
            await sending.say(interaction, gettext(configuration.NO_CONTENTS))
            return
        await self._change(
            interaction,
            lambda held: replace(held, channels={**held.channels, channel.id: wanted}),
            lambda _held: configuration.channel(channel.id, wanted),
            "" if wanted is Mode.OFF else closed(channel),
        )

    @app_commands.command()
    @app_commands.describe(role="Its members; nobody else where you name none")
    async def moderators(
        self, interaction: discord.Interaction, role: discord.Role | None = None
    ) -> None:
        """Choose who is a moderator, besides members with Manage Server."""
        await self._moderators.check_hand_over(interaction)
        if role and role.is_default():
            await sending.say(interaction, gettext(configuration.EVERYBODY))
            return
        await self._change(
            interaction,
            lambda held: replace(held, moderator_role=role.id if role else None),
            lambda held: configuration.moderators(held, self._operator),
            "\n" + gettext(configuration.INTEGRATIONS) if role else "",
        )

    @app_commands.command()
    @app_commands.describe(
        answer="The confidence an answer needs, 0 to 1",
        closest="The confidence a closest passage needs, 0 to 1",
    )
    async def tone(
        self,
        interaction: discord.Interaction,
        answer: app_commands.Range[float, 0, 1] | None = None,
        closest: app_commands.Range[float, 0, 1] | None = None,
    ) -> None:
        """See what other thresholds would change, and set them."""
        server = server_of(interaction)
        now = await self._service.thresholds(server)
        wanted = tuning.proposed(now, answer, closest)
        if isinstance(wanted, Disorder):
            await sending.say(interaction, configuration.disorder(wanted))
            return
        await self._service.recorded()
        held = await self._service.storage.questions.confidences(server, tuning.QUESTIONS)
        trial = configuration.trial(held, now, wanted)
        await sending.respond(interaction, lambda _room: [trial], private=True)

    @app_commands.command()
    @app_commands.describe(language="A name or a code; auto to detect it for each article")
    async def language(
        self, interaction: discord.Interaction, language: app_commands.Range[str, 1, _MOST_NAME]
    ) -> None:
        """Choose the language that new articles are in."""
        code = tongues.code_of(language)
        if code is None:
            await sending.say(interaction, configuration.unknown_language(language))
            return
        stored = "" if code == tongues.AUTO else code
        await self._change(
            interaction, lambda held: replace(held, language=stored), configuration.language
        )

    @language.autocomplete("language")
    async def _languages(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        offered = tongues.suggestions(typed, _MOST_CHOICES)
        return [app_commands.Choice(name=name, value=code) for name, code in offered]

    @app_commands.command()
    @app_commands.describe(locale="One for everybody here, or that of whoever asks")
    @app_commands.choices(locale=_LOCALES)
    async def locale(self, interaction: discord.Interaction, locale: str) -> None:
        """Choose the language that I speak here."""
        chosen = "" if locale == _WHOEVER_ASKS else locale

        def told(held: ServerSettings) -> str:
            with speaking(held.locale or current()):
                return configuration.locale(held)

        await self._change(interaction, lambda held: replace(held, locale=chosen), told)

    @app_commands.command()
    @app_commands.describe(
        role="Whom I ask; nobody where you name neither",
        minutes="How often at most; 30 where you don't say",
    )
    async def handoff(
        self,
        interaction: discord.Interaction,
        role: discord.Role | None = None,
        minutes: app_commands.Range[int, 1, _MOST_MINUTES] | None = None,
    ) -> None:
        """Choose who is asked where I find no answer."""
        if role and role.is_default():
            await sending.say(interaction, gettext(configuration.EVERYBODY))
            return

        def handed_off(held: ServerSettings) -> ServerSettings:
            chosen = held.handoff_role if minutes else None
            often = minutes or held.handoff_minutes
            return replace(held, handoff_role=role.id if role else chosen, handoff_minutes=often)

        heard = role is None or role.mentionable or interaction.app_permissions.mention_everyone
        hint = "" if heard else " " + gettext(configuration.UNHEARD)
        await self._change(interaction, handed_off, configuration.handoff, hint)

    @app_commands.command()
    @app_commands.describe(
        channel="Where changes are told; nowhere where you name neither",
        digest="Tell there once a week what was asked",
    )
    async def log(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        digest: bool | None = None,  # noqa: FBT001 (an option of a slash command)
    ) -> None:
        """Choose where changes are told, and whether there is a weekly digest."""
        held = await self._service.settings(server_of(interaction))
        if channel is None and digest and held.log_channel is None:
            await sending.say(interaction, gettext(configuration.NO_LOG))
            return

        def logged(held: ServerSettings) -> ServerSettings:
            place = channel.id if channel else (None if digest is None else held.log_channel)
            weekly = held.digest if digest is None else digest
            return replace(held, log_channel=place, digest=weekly and place is not None)

        hint = closed(channel) if channel else ""
        await self._change(interaction, logged, configuration.log, hint)

    @app_commands.command()
    @app_commands.describe(on="Whether the fourth answer in a row is given in a thread")
    async def threads(self, interaction: discord.Interaction, on: bool) -> None:  # noqa: FBT001 (an option of a slash command)
        """Choose whether long exchanges in a channel move into a thread."""
        may = interaction.app_permissions
        able = not on or (may.create_public_threads and may.send_messages_in_threads)
        hint = "" if able else " " + gettext(configuration.NO_THREADS)
        await self._change(
            interaction, lambda held: replace(held, threads=on), configuration.threads, hint
        )

    @app_commands.command()
    async def reset(self, interaction: discord.Interaction) -> None:
        """Go back to the defaults in everything."""
        await self._moderators.check_hand_over(interaction)
        question = configuration.reset_question()
        await sending.respond(interaction, lambda _room: [question], private=True)

    async def save_tone(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Set the thresholds that a button carries."""
        await self._moderators.check(interaction)
        wanted = tuning.decode(code)
        if wanted is None:
            await sending.say(interaction, gettext(configuration.OLD))
            return
        await self._change(
            interaction,
            lambda held: replace(held, answer=wanted.answer, closest=wanted.closest),
            lambda _held: configuration.tone(wanted),
        )

    async def drop(self, interaction: discord.Interaction[Any], _code: str) -> None:
        """Change nothing after all."""
        await self._moderators.check(interaction)
        await _show(interaction, gettext(configuration.DROPPED))

    async def reset_all(self, interaction: discord.Interaction[Any], _code: str) -> None:
        """Forget everything that was set."""
        await self._moderators.check_hand_over(interaction)
        await self._change(
            interaction,
            lambda _held: ServerSettings(),
            lambda _held: gettext(configuration.WAS_RESET),
        )

    async def _change(
        self,
        interaction: discord.Interaction[Any],
        change: Callable[[ServerSettings], ServerSettings],
        line: Callable[[ServerSettings], str],
        hint: str = "",
    ) -> None:
        """Set something, say what holds now, and tell it in the log, old and new."""
        server = server_of(interaction)
        async with self._changing:
            before = await self._service.settings(server)
            after = change(before)
            await self._service.configure(server, after)
        held = line(after)
        await _show(interaction, held + hint)
        who = interaction.user.mention

        def told() -> str:
            return configuration.changed(who, line(after))

        for place in dict.fromkeys((before.log_channel, after.log_channel)):
            await announcing.write(self._client, self._service, server, place, told)


async def _show(interaction: discord.Interaction[Any], text: str) -> None:
    """Answer a command, or change the message whose button was pressed."""
    if interaction.type is discord.InteractionType.component:
        await sending.update(interaction, lambda _room: [configuration.Reply(text)])
    else:
        await sending.say(interaction, text)
