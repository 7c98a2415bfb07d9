"""What people say, and reading what the bot says back."""

from collections.abc import Sequence

from tests.discord_server.actions import Person
from tests.discord_server.gateway import Gateway
from tests.discord_server.invocations import ImpossibleError
from tests.discord_server.limits import CONTENT
from tests.discord_server.messages import Message, Upload
from tests.discord_server.people import Member, User
from tests.discord_server.pings import allowed_pings
from tests.discord_server.places import Channel
from tests.discord_server.wire import Intent, Json
from tests.discord_server.world import World


class Conversation:
    """Messages by people, and the bot's messages in the order in which a test reads them."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        self._read: set[int] = set()

    async def say(
        self,
        author: Person,
        channel: Channel,
        text: str,
        reply_to: Message | None,
        attachments: Sequence[Upload],
        *,
        ping_reply: bool,
        message_id: int | None = None,
    ) -> Message:
        """A message by a person."""
        if len(text) > CONTENT:
            msg = f"nobody can send {len(text)} characters"
            raise ImpossibleError(msg)
        if channel.forum:
            msg = f"nobody can write in #{channel.name}: it is a forum"
            raise ImpossibleError(msg)
        number = message_id or self._world.new_id()
        message = Message(number, channel, _account(author), text, reply_to=reply_to)
        message.files = [self._world.keep_file(one) for one in attachments]
        self._mention(message, ping_reply=ping_reply)
        self._world.messages[message.id] = message
        self._world.changes.announce()
        await self._gateway.publish("MESSAGE_CREATE", message)
        return message

    async def open(self, author: Person, parent: Channel, title: str, text: str) -> Channel:
        """A thread by a person; in a forum, its first message has its id."""
        if parent.guild is None or parent.parent is not None or (parent.forum and not text):
            msg = f"nobody can open a thread like that in #{parent.name}"
            raise ImpossibleError(msg)
        thread = parent.guild.add_thread(parent, title, opener=_account(author))
        payload = thread.payload(self._world.bot) | {"newly_created": True}
        await self._gateway.tell("THREAD_CREATE", payload, Intent.GUILDS)
        if text:
            number = thread.id if parent.forum else None
            await self.say(author, thread, text, None, (), ping_reply=True, message_id=number)
        return thread

    def _mention(self, message: Message, *, ping_reply: bool) -> None:
        allowed: Json = {"parse": ["users", "roles"], "replied_user": ping_reply}
        replied = message.reply_to.author.id if message.reply_to else None
        pings = allowed_pings(message.content, allowed, replied)
        message.pings = pings
        message.mentions = [user for key, user in self._world.users.items() if key in pings.users]
        message.mention_roles = sorted(pings.roles)

    async def edit(self, message: Message, text: str) -> None:
        """A person changes what they said."""
        message.versions.append(message.payload())
        message.content, message.edited_at = text, self._world.now()
        self._mention(message, ping_reply=False)
        await self._gateway.publish("MESSAGE_UPDATE", message)

    async def delete(self, message: Message) -> None:
        """A person or a moderator takes a message away."""
        message.deleted = True
        await self._gateway.publish("MESSAGE_DELETE", message)

    async def react(self, who: Person, message: Message, emoji: str) -> None:
        """A person reacts to a message."""
        channel = message.channel
        event: Json = {
            "user_id": str(who.id),
            "channel_id": str(channel.id),
            "message_id": str(message.id),
            "message_author_id": str(message.author.id),
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
        }
        if channel.guild:
            event["guild_id"] = str(channel.guild.id)
        if channel.guild and isinstance(who, Member):
            event["member"] = who.with_user()
        needed = (
            Intent.GUILD_MESSAGE_REACTIONS if channel.guild else Intent.DIRECT_MESSAGE_REACTIONS
        )
        await self._gateway.tell("MESSAGE_REACTION_ADD", event, needed)

    async def next_message(self, channel: Channel, timeout: float) -> Message:
        """The bot's oldest message in a channel that was not read yet."""

        def unread() -> Message | None:
            return next(iter(self._unread(channel)), None)

        what = f"a message by the bot in #{channel.name}"
        message = await self._world.changes.until(unread, timeout, what)
        self._read.add(message.id)
        return message

    async def silence(self, channel: Channel, seconds: float) -> None:
        """Fail if the bot says something in a channel."""
        try:
            message = await self.next_message(channel, seconds)
        except TimeoutError:
            return
        msg = f"the bot was not silent: {message.text!r}"
        raise AssertionError(msg)

    def _unread(self, channel: Channel) -> list[Message]:
        return [
            message
            for message in self._world.history(channel)
            if message.author is self._world.bot
            and message.origin is None
            and message.id not in self._read
        ]


def _account(person: Person) -> User:
    return person.user if isinstance(person, Member) else person
