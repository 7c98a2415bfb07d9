"""Where things happen: guilds, their channels and threads, and direct messages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.discord_server.people import Member, Role, User
from tests.discord_server.snowflakes import made_at
from tests.discord_server.wire import EVERY_PERMISSION, IN_A_DM, ORDINARY, Json, Permission

TEXT, DM, PUBLIC_THREAD, FORUM = 0, 1, 11, 15


@dataclass(eq=False, slots=True)
class Channel:
    """A text channel or forum, a thread (it has a parent) or a direct message (it has no guild).

    `opener` is who opened the thread; the bot, where nobody else did.
    """

    id: int
    name: str
    guild: "Guild | None" = None
    parent: "Channel | None" = None
    recipient: User | None = None
    bot_permissions: Permission = IN_A_DM
    everyone_permissions: Permission = ORDINARY
    forum: bool = False
    opener: User | None = None

    @property
    def kind(self) -> int:
        """The number Discord gives this kind of channel."""
        if self.guild is None:
            return DM
        if self.parent is None:
            return FORUM if self.forum else TEXT
        return PUBLIC_THREAD

    @property
    def mention(self) -> str:
        """The text that mentions this channel."""
        return f"<#{self.id}>"

    def payload(self, bot: User) -> Json:
        """The channel object."""
        common: Json = {"id": str(self.id), "type": self.kind, "flags": 0, "last_message_id": None}
        if self.guild is None:
            return common | self._direct()
        common |= {"name": self.name, "guild_id": str(self.guild.id), "rate_limit_per_user": 0}
        if self.parent is None:
            return common | self._textual(self.guild.id, bot)
        return common | self._threaded(self.parent, bot)

    def _direct(self) -> Json:
        return {"recipients": [self.recipient.payload()] if self.recipient else []}

    def _textual(self, guild_id: int, bot: User) -> Json:
        return {
            "position": 0,
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": [
                _overwrite(guild_id, 0, self.everyone_permissions),
                _overwrite(bot.id, 1, self.bot_permissions),
            ],
        }

    def _threaded(self, parent: "Channel", bot: User) -> Json:
        return {
            "parent_id": str(parent.id),
            "owner_id": str((self.opener or bot).id),
            "message_count": 0,
            "member_count": 1,
            "total_message_sent": 0,
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": made_at(self.id),
                "create_timestamp": made_at(self.id),
                "locked": False,
            },
        }


def _overwrite(owner: int, kind: int, permissions: Permission) -> Json:
    allow = int(permissions)
    deny = int(EVERY_PERMISSION) & ~allow
    return {"id": str(owner), "type": kind, "allow": str(allow), "deny": str(deny)}


class Registry(Protocol):
    """What a guild needs of the world around it."""

    bot: User
    owner: User
    channels: dict[int, Channel]

    def new_id(self) -> int:
        """A fresh id."""
        ...

    def add_user(
        self, name: str, *, bot: bool = False, locale: str = "en-US", accepts_dms: bool = True
    ) -> User:
        """A new account."""
        ...


@dataclass(eq=False, slots=True)
class Guild:
    """A guild; the bot is a member of it when `installed`."""

    id: int
    name: str
    world: Registry = field(repr=False)
    installed: bool = True
    locale: str = "en-US"
    channels: list[Channel] = field(default_factory=list[Channel])
    roles: list[Role] = field(default_factory=list[Role])
    members: dict[int, Member] = field(default_factory=dict[int, Member])

    def add_channel(
        self,
        name: str,
        *,
        bot_permissions: int = ORDINARY,
        everyone_permissions: int = ORDINARY,
        forum: bool = False,
    ) -> Channel:
        """A text channel or a forum, with these permissions for the bot and for everyone."""
        channel = Channel(
            self.world.new_id(),
            name,
            guild=self,
            bot_permissions=Permission(bot_permissions),
            everyone_permissions=Permission(everyone_permissions),
            forum=forum,
        )
        return self._keep(channel)

    def add_thread(
        self,
        parent: Channel,
        name: str,
        thread_id: int | None = None,
        opener: User | None = None,
    ) -> Channel:
        """A public thread with its parent's permissions."""
        thread = Channel(
            thread_id or self.world.new_id(),
            name,
            guild=self,
            parent=parent,
            bot_permissions=parent.bot_permissions,
            everyone_permissions=parent.everyone_permissions,
            opener=opener,
        )
        return self._keep(thread)

    def _keep(self, channel: Channel) -> Channel:
        self.channels.append(channel)
        self.world.channels[channel.id] = channel
        return channel

    def add_role(self, name: str, *, permissions: int = 0, mentionable: bool = False) -> Role:
        """A role above those that are there."""
        role = Role(
            self.world.new_id(), name, len(self.roles), Permission(permissions), mentionable
        )
        self.roles.append(role)
        return role

    def add_member(
        self,
        who: str | User,
        *,
        roles: Sequence[Role] = (),
        permissions: int = ORDINARY,
        locale: str = "en-US",
    ) -> Member:
        """A member: a new account by this name, or an account that is there already."""
        user = self.world.add_user(who, locale=locale) if isinstance(who, str) else who
        member = Member(user, self.id, list(roles), Permission(permissions))
        self.members[user.id] = member
        return member

    def role(self, role_id: int) -> Role | None:
        """The role with this id."""
        return next((role for role in self.roles if role.id == role_id), None)

    def payload(self, *, everybody: bool) -> Json:
        """The guild as GUILD_CREATE carries it, with everybody or only the bot as members."""
        bot = self.world.bot
        members = [one for one in self.members.values() if everybody or one.user is bot]
        return {
            **self.summary(),
            "owner_id": str(self.world.owner.id),
            "large": False,
            "member_count": len(self.members),
            "joined_at": made_at(self.id),
            "system_channel_id": None,
            "premium_tier": 0,
            "nsfw_level": 0,
            "roles": [role.payload() for role in self.roles],
            "channels": [one.payload(bot) for one in self.channels if one.parent is None],
            "threads": [one.payload(bot) for one in self.channels if one.parent is not None],
            "members": [member.with_user() for member in members],
            "presences": [],
            "voice_states": [],
            "emojis": [],
            "stickers": [],
        }

    def membership(self, user: User) -> Json:
        """What a member is told of the guild in the list of theirs, channels aside."""
        may = self.members[user.id].permissions
        for role in (self.roles[0], *self.members[user.id].roles):
            may |= role.permissions
        common = {"icon": None, "owner": user is self.world.owner, "permissions": str(int(may))}
        return {"id": str(self.id), "name": self.name, "features": [], **common}

    def summary(self) -> Json:
        """What an interaction says of the guild."""
        return {
            "id": str(self.id),
            "name": self.name,
            "features": [],
            "locale": self.locale,
            "preferred_locale": self.locale,
        }
