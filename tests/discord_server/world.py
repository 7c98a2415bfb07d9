"""The whole state of the loopback Discord, and how to find things in it."""

import time
from urllib.parse import quote

from tests.discord_server.messages import Attachment, Message, Upload
from tests.discord_server.people import Role, User
from tests.discord_server.places import Channel, Guild
from tests.discord_server.refusals import missing_access, unknown_channel, unknown_message
from tests.discord_server.snowflakes import Clock, Snowflakes, timestamp
from tests.discord_server.waiting import Changes
from tests.discord_server.wire import IN_A_DM, NOTHING, ORDINARY, Permission


class World:
    """Guilds, channels, users and messages, and a record of what the bot did wrong."""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock
        self.changes = Changes()
        self.origin = ""
        self.channels: dict[int, Channel] = {}
        self.guilds: dict[int, Guild] = {}
        self.users: dict[int, User] = {}
        self.messages: dict[int, Message] = {}
        self.files: dict[int, Attachment] = {}
        self.violations: list[str] = []
        self.refusals: list[str] = []
        self._snowflakes = Snowflakes(clock)
        self.bot = self.add_user("Pilcrow", bot=True)
        self.owner = self.add_user("Owner")

    def new_id(self) -> int:
        """A fresh id."""
        return self._snowflakes.next()

    def now(self) -> str:
        """The present moment, as Discord writes it."""
        return timestamp(self.clock())

    def add_user(
        self, name: str, *, bot: bool = False, locale: str = "en-US", accepts_dms: bool = True
    ) -> User:
        """A new account."""
        user = User(self.new_id(), name, bot, locale, accepts_dms)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, *, installed: bool = True, locale: str = "en-US") -> Guild:
        """A guild, with the bot as a member unless it is not installed there."""
        guild = Guild(self.new_id(), name, self, installed, locale)
        guild.roles.append(Role(guild.id, "@everyone", permissions=ORDINARY))
        self.guilds[guild.id] = guild
        guild.add_member(self.owner, permissions=Permission.ADMINISTRATOR)
        if installed:
            guild.add_member(self.bot)
        return guild

    def dm(self, user: User) -> Channel:
        """The direct messages between the bot and a user."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.new_id(), user.name, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def channel(self, channel_id: str) -> Channel:
        """The channel with this id, if the bot may see it."""
        channel = self.channels.get(int(channel_id))
        if channel is None:
            raise unknown_channel()
        if Permission.VIEW_CHANNEL not in self.rights(channel):
            raise missing_access()
        return channel

    def message(self, channel_id: str, message_id: str) -> Message:
        """The message with this id in a channel that the bot may see."""
        channel = self.channel(channel_id)
        message = self.messages.get(int(message_id))
        if message is None or message.deleted or message.ephemeral:
            raise unknown_message()
        if message.channel is not channel:
            raise unknown_message()
        return message

    def rights(self, channel: Channel) -> Permission:
        """What the bot may do in a channel."""
        if channel.guild is None:
            return IN_A_DM
        return channel.bot_permissions if channel.guild.installed else NOTHING

    def history(self, channel: Channel) -> list[Message]:
        """The messages of a channel, the oldest first."""
        return [one for one in self.messages.values() if one.channel is channel and not one.deleted]

    def keep_file(self, upload: Upload) -> Attachment:
        """Store a file where it can be downloaded."""
        file_id = self.new_id()
        url = f"{self.origin}/attachments/{file_id}/{quote(upload.filename)}"
        kept = Attachment(
            file_id, upload.filename, upload.content, upload.content_type, url, upload.description
        )
        self.files[file_id] = kept
        return kept
