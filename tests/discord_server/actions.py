"""What people do: they use commands, press buttons and send modals, and wait for the bot."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from tests.discord_server.commands import CommandBook
from tests.discord_server.desk import Desk
from tests.discord_server.form import Form, picked, pressed
from tests.discord_server.gateway import Gateway
from tests.discord_server.interactions import Interaction
from tests.discord_server.invocations import ImpossibleError, Invocation
from tests.discord_server.messages import Message
from tests.discord_server.people import Member, User
from tests.discord_server.places import Channel
from tests.discord_server.posting import FILE_LIMIT
from tests.discord_server.wire import InteractionType, Json, Permission
from tests.discord_server.world import World

Person: TypeAlias = User | Member
IN_GUILD, IN_BOT_DM = 0, 1
SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3


class NoResponseError(AssertionError):
    """The bot let three seconds pass: "The application did not respond"."""


class Actions:
    """Turns what a person does into an interaction and waits for its first response."""

    def __init__(self, world: World, book: CommandBook, gateway: Gateway, desk: Desk) -> None:
        self._world = world
        self._book = book
        self._gateway = gateway
        self._desk = desk

    async def slash(
        self, who: Person, channel: Channel, name: str, values: Mapping[str, Any]
    ) -> Interaction:
        """Use a slash command; `name` may go on with a sub-command."""
        command, path = self._command(channel, name)
        entered = Invocation(self._world, command).slash(path, values)
        return await self._begin(InteractionType.COMMAND, who, channel, entered)

    async def menu(
        self, who: Person, channel: Channel, name: str, target: Message | Person
    ) -> Interaction:
        """Use a context menu on a message or on a user."""
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        command = self._reachable(channel, name, kind)
        entered = Invocation(self._world, command).menu(target)
        return await self._begin(InteractionType.COMMAND, who, channel, entered)

    async def autocomplete(
        self, who: Person, channel: Channel, name: str, focused: str, values: Mapping[str, Any]
    ) -> list[Json]:
        """Type into an option of a slash command and read the choices."""
        command, path = self._command(channel, name)
        entered = Invocation(self._world, command).slash(path, {focused: "", **values}, focused)
        kind = InteractionType.AUTOCOMPLETE
        return (await self._begin(kind, who, channel, entered)).choices

    async def click(
        self, who: Person, message: Message, label: str | None, custom_id: str | None
    ) -> Interaction:
        """Press a button of a message."""
        self._check_visible(who, message)
        return await self._touch(who, message, pressed(message, label, custom_id))

    async def choose(
        self, who: Person, message: Message, custom_id: str, values: list[str]
    ) -> Interaction:
        """Choose options in a select of a message."""
        self._check_visible(who, message)
        return await self._touch(who, message, picked(message, custom_id, values))

    async def submit(
        self, who: Person, shown: Interaction, values: Mapping[str, Any]
    ) -> Interaction:
        """Fill in and send the modal that an interaction was answered with."""
        if shown.modal is None:
            msg = f"no modal to fill in: the answer was {shown.type!r}"
            raise ImpossibleError(msg)
        entered = Form(self._world, shown.modal, values).submitted()
        kind = InteractionType.MODAL
        return await self._begin(kind, who, shown.channel, entered, source=shown.source)

    def may_use(self, who: Person, name: str) -> bool:
        """Whether Discord would offer the slash command, going by its default permissions."""
        guild_id = who.guild_id if isinstance(who, Member) else None
        command = self._book.find(name, SLASH, guild_id)
        if command is None:
            return False
        needed = command["default_member_permissions"]
        if needed is None or not isinstance(who, Member):
            return True
        if Permission.ADMINISTRATOR in who.permissions:
            return True
        return int(needed) != 0 and int(needed) & ~int(who.permissions) == 0

    def _command(self, channel: Channel, name: str) -> tuple[Json, list[str]]:
        first, *path = name.split()
        return self._reachable(channel, first, SLASH), path

    def _reachable(self, channel: Channel, name: str, kind: int) -> Json:
        guild = channel.guild
        command = self._book.find(name, kind, guild.id if guild else None)
        if command is None:
            msg = f"no command {name!r} of type {kind} was synced"
            raise ImpossibleError(msg)
        if not _offered(command, channel):
            msg = f"{name!r} is not offered in this place: {command['contexts']}"
            raise ImpossibleError(msg)
        return command

    def _check_visible(self, who: Person, message: Message) -> None:
        private = message.ephemeral and message.origin and message.origin.user.id != who.id
        if message.deleted or private:
            msg = "this message is not there for this person"
            raise ImpossibleError(msg)

    async def _touch(self, who: Person, message: Message, entered: Json) -> Interaction:
        kind = InteractionType.COMPONENT
        return await self._begin(kind, who, message.channel, entered, source=message)

    async def _begin(
        self,
        kind: InteractionType,
        who: Person,
        channel: Channel,
        entered: Json,
        command: Json | None = None,
        source: Message | None = None,
    ) -> Interaction:
        installed = channel.guild is None or channel.guild.installed
        interaction = Interaction(
            self._world.new_id(),
            kind,
            who.user if isinstance(who, Member) else who,
            channel,
            self._world.rights(channel) if installed else channel.bot_permissions,
            self._world.clock(),
            self._world.changes,
            source,
            entered,
            counts_followups=not installed,
        )
        self._desk.open(interaction)
        await self._gateway.settle()
        await self._gateway.tell("INTERACTION_CREATE", self._event(interaction, who))
        await self._first_response(interaction)
        return interaction

    async def _first_response(self, interaction: Interaction) -> None:
        def answered() -> bool:
            return interaction.type is not None

        wait = self._desk.reply_within
        try:
            await self._world.changes.until(answered, wait, "the first response")
        except TimeoutError:
            interaction.given_up = True
            msg = f"the bot did not respond within {wait:g} s: {interaction.data}"
            raise NoResponseError(msg) from None

    def _event(self, interaction: Interaction, who: Person) -> Json:
        channel, guild = interaction.channel, interaction.channel.guild
        event: Json = {
            "id": str(interaction.id),
            "application_id": str(self._world.bot.id),
            "type": int(interaction.kind),
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": {**channel.payload(self._world.bot), "permissions": _rights(who)},
            "app_permissions": str(int(interaction.rights)),
            "locale": interaction.user.locale,
            "entitlements": [],
            "authorizing_integration_owners": _owners(channel, who),
            "context": IN_GUILD if guild else IN_BOT_DM,
            "attachment_size_limit": FILE_LIMIT,
        }
        if interaction.source:
            event["message"] = interaction.source.payload()
        if guild is None:
            return event | {"user": interaction.user.payload()}
        if not isinstance(who, Member):
            msg = f"{who.name} is no member of {guild.name}"
            raise ImpossibleError(msg)
        place: Json = {"guild_id": str(guild.id), "guild": guild.summary()}
        return event | place | {"member": who.with_permissions(), "guild_locale": guild.locale}


def _rights(who: Person) -> str:
    return str(int(who.permissions)) if isinstance(who, Member) else "0"


def _owners(channel: Channel, who: Person) -> Json:
    if channel.guild is None:
        return {"0": "0"}
    return {"0": str(channel.guild.id)} if channel.guild.installed else {"1": str(who.id)}


def _offered(command: Json, channel: Channel) -> bool:
    contexts: list[int] | None = command["contexts"]
    if contexts is None:
        contexts = [IN_GUILD, IN_BOT_DM] if command["dm_permission"] else [IN_GUILD]
    if (IN_BOT_DM if channel.guild is None else IN_GUILD) not in contexts:
        return False
    return channel.guild is None or channel.guild.installed or 1 in command["integration_types"]
