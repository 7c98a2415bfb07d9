"""Who is there: users, and what a guild makes of them, roles and members."""

from dataclasses import dataclass, field

from tests.discord_server.snowflakes import made_at
from tests.discord_server.wire import NOTHING, ORDINARY, Json, Permission


@dataclass(eq=False, slots=True)
class User:
    """An account."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"

    def payload(self) -> Json:
        """The user object."""
        return {
            "id": str(self.id),
            "username": self.name.lower().replace(" ", "_"),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "system": False,
            "public_flags": 0,
        }


@dataclass(eq=False, slots=True)
class Role:
    """A role of a guild."""

    id: int
    name: str
    position: int = 0
    permissions: Permission = NOTHING
    mentionable: bool = False
    managed: bool = False

    @property
    def mention(self) -> str:
        """The text that mentions this role."""
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        """The role object."""
        return {
            "id": str(self.id),
            "name": self.name,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "position": self.position,
            "permissions": str(int(self.permissions)),
            "managed": self.managed,
            "mentionable": self.mentionable,
            "flags": 0,
        }


@dataclass(eq=False, slots=True)
class Member:
    """A user in a guild; `permissions` is what an interaction says of them."""

    user: User
    guild_id: int
    roles: list[Role] = field(default_factory=list[Role])
    permissions: Permission = ORDINARY
    nick: str | None = None

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """The text that mentions this member."""
        return self.user.mention

    def payload(self) -> Json:
        """The member object without its user, as messages carry it."""
        return {
            "nick": self.nick,
            "avatar": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": made_at(self.guild_id),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }

    def with_user(self) -> Json:
        """The member object with its user, as guilds carry it."""
        return {**self.payload(), "user": self.user.payload()}

    def with_permissions(self) -> Json:
        """The member object as interactions carry it."""
        return {**self.with_user(), "permissions": str(int(self.permissions))}
