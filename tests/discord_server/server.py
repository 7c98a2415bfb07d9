"""The loopback Discord as tests use it: a server, the people on it, and what they do."""

import secrets
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from tests.discord_server.account_routes import AccountRoutes
from tests.discord_server.actions import Actions, Person
from tests.discord_server.channel_routes import ChannelRoutes, download
from tests.discord_server.commands import CommandBook
from tests.discord_server.conversation import Conversation
from tests.discord_server.desk import Desk
from tests.discord_server.gateway import Gateway
from tests.discord_server.guard import API, Guard
from tests.discord_server.interaction_routes import InteractionRoutes
from tests.discord_server.interactions import Interaction
from tests.discord_server.levers import Levers
from tests.discord_server.listener import Listener
from tests.discord_server.messages import Message, Upload
from tests.discord_server.people import User
from tests.discord_server.places import Channel, Guild
from tests.discord_server.posting import Postings
from tests.discord_server.snowflakes import Clock
from tests.discord_server.wire import Intent, Json
from tests.discord_server.world import World


class DiscordServer(Levers):
    """A Discord of one's own, on the loopback interface.

    Args:
        privileged_intents: The privileged intents switched on for the application.
        clock: Seconds since 1970; tests may turn it.
        reply_within: How many seconds the bot has for the first response.
    """

    def __init__(
        self,
        *,
        privileged_intents: int = 0,
        clock: Clock = time.time,
        reply_within: float = 3.0,
    ) -> None:
        granted = Intent(privileged_intents)
        self.token = f"loopback.{secrets.token_hex(16)}"
        self.api_url = ""
        self.gateway_url = ""
        world = World(clock)
        super().__init__(world, Gateway(world, self.token, granted))
        self._book = CommandBook(self._world)
        postings = Postings(self._world, self._gateway.publish)
        desk = Desk(self._world, postings, reply_within)
        self._actions = Actions(self._world, self._book, self._gateway, desk)
        self._conversation = Conversation(self._world, self._gateway)
        self._channels = ChannelRoutes(self._world, postings, self._gateway, granted)
        account = AccountRoutes(self._world, self._book, self._gateway, granted)
        routes = [*account.routes(), *self._channels.routes(), *InteractionRoutes(desk).routes()]
        guard = Guard(self._world, self._faults, self.token)
        self._listener = Listener(guard, self._gateway, routes, download(self._world))

    async def __aenter__(self) -> Self:
        address = await self._listener.start()
        self._world.origin = f"http://{address}"
        self.api_url = f"{self._world.origin}{API}"
        self.gateway_url = self._gateway.url = f"ws://{address}/gateway"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._listener.stop()

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self._world.bot

    @property
    def application_id(self) -> int:
        """The application's id, which is the bot's too."""
        return self._world.bot.id

    @property
    def violations(self) -> list[str]:
        """All that the bot sent against Discord's rules; a good test ends with none."""
        return self._world.violations

    @property
    def refusals(self) -> list[str]:
        """All requests that were refused, for whatever reason."""
        return self._world.refusals

    def add_guild(self, name: str, *, installed: bool = True, locale: str = "en-US") -> Guild:
        """A guild, with the bot in it unless it is not installed there."""
        return self._world.add_guild(name, installed=installed, locale=locale)

    def add_user(
        self, name: str, *, bot: bool = False, locale: str = "en-US", accepts_dms: bool = True
    ) -> User:
        """An account outside of any guild."""
        return self._world.add_user(name, bot=bot, locale=locale, accepts_dms=accepts_dms)

    def dm(self, user: User) -> Channel:
        """The direct messages between the bot and a user."""
        return self._world.dm(user)

    async def ready(self, timeout: float = 10) -> None:
        """Wait until the bot identified and was sent READY and its guilds."""

        def there() -> bool:
            return self._gateway.identifies > 0 and self._gateway.connected

        await self._world.changes.until(there, timeout, "the bot to be ready")

    async def commands_synced(self, timeout: float = 10) -> None:
        """Wait until the bot registered its commands."""
        await self._world.changes.until(lambda: self.command_puts, timeout, "the commands")

    @property
    def commands(self) -> list[Json]:
        """The global commands as they are stored."""
        return self._book.commands()

    def guild_commands(self, guild: Guild) -> list[Json]:
        """The commands of one guild as they are stored."""
        return self._book.commands(guild.id)

    @property
    def command_puts(self) -> int:
        """How often commands were registered."""
        return self._book.puts

    async def say(
        self,
        author: Person,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        ping_reply: bool = True,
        attachments: Sequence[Upload] = (),
    ) -> Message:
        """A message by a person; the bot is told if its intents cover it."""
        return await self._conversation.say(
            author, channel, text, reply_to, attachments, ping_reply=ping_reply
        )

    async def open(self, author: Person, parent: Channel, title: str, text: str = "") -> Channel:
        """A post in a forum by a person, or a thread in a channel; returns the thread."""
        return await self._conversation.open(author, parent, title, text)

    async def edit(self, message: Message, text: str) -> None:
        """A person changes what they said."""
        await self._conversation.edit(message, text)

    async def delete(self, message: Message) -> None:
        """Somebody takes a message away."""
        await self._conversation.delete(message)

    async def react(self, who: Person, message: Message, emoji: str) -> None:
        """A person reacts to a message."""
        await self._conversation.react(who, message, emoji)

    def messages(self, channel: Channel) -> list[Message]:
        """All messages of a channel, the oldest first."""
        return self._world.history(channel)

    async def next_message(self, channel: Channel, timeout: float = 3) -> Message:
        """The bot's next message in a channel; answers to interactions are not counted."""
        return await self._conversation.next_message(channel, timeout)

    async def silence(self, channel: Channel, seconds: float = 0.3) -> None:
        """Fail if the bot says something in a channel, answers to interactions aside."""
        await self._conversation.silence(channel, seconds)

    async def edited(self, message: Message, times: int = 1, timeout: float = 3) -> Message:
        """Wait until a message was edited so many times."""

        def done() -> Message | None:
            return message if len(message.versions) >= times else None

        return await self._world.changes.until(done, timeout, "an edit")

    async def removed(self, message: Message, timeout: float = 3) -> None:
        """Wait until a message was taken away."""
        await self._world.changes.until(lambda: message.deleted, timeout, "a deletion")

    async def slash(
        self, who: Person, channel: Channel, command: str, /, **options: Any
    ) -> Interaction:
        """Use a slash command, such as "ask" or "knowledge reload"."""
        return await self._actions.slash(who, channel, command, options)

    async def menu(
        self, who: Person, channel: Channel, name: str, target: Message | Person
    ) -> Interaction:
        """Use a context menu on a message or on a user."""
        return await self._actions.menu(who, channel, name, target)

    async def autocomplete(
        self, who: Person, channel: Channel, command: str, /, *, focused: str, **options: Any
    ) -> list[Json]:
        """Type into the focused option and read the choices."""
        return await self._actions.autocomplete(who, channel, command, focused, options)

    async def click(
        self,
        who: Person,
        message: Message,
        *,
        label: str | None = None,
        custom_id: str | None = None,
    ) -> Interaction:
        """Press the button with this label or custom_id."""
        return await self._actions.click(who, message, label, custom_id)

    async def choose(
        self, who: Person, message: Message, custom_id: str, values: list[str]
    ) -> Interaction:
        """Choose options in a select."""
        return await self._actions.choose(who, message, custom_id, values)

    async def submit(
        self, who: Person, shown: Interaction, values: Mapping[str, Any]
    ) -> Interaction:
        """Fill in and send a modal; the values go by label or custom_id."""
        return await self._actions.submit(who, shown, values)

    def may_use(self, who: Person, command: str) -> bool:
        """Whether Discord would offer a command, going by its default permissions."""
        return self._actions.may_use(who, command)

    async def invite_bot(self, guild: Guild) -> None:
        """The bot comes into a guild."""
        guild.installed = True
        guild.add_member(self.bot)
        await self._gateway.joined(guild)

    async def kick_bot(self, guild: Guild) -> None:
        """The bot has to leave a guild."""
        guild.installed = False
        guild.members.pop(self.bot.id)
        await self._gateway.tell("GUILD_DELETE", {"id": str(guild.id)}, Intent.GUILDS)

    @property
    def typing(self) -> list[Channel]:
        """The channels in which the bot said that it is typing."""
        return self._channels.typing
