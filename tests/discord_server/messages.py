"""A message as it is stored, and what a reader sees of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.discord_server.people import User
from tests.discord_server.pings import NOBODY, Pings
from tests.discord_server.places import Channel
from tests.discord_server.snowflakes import made_at
from tests.discord_server.wire import NO_FLAGS, ComponentType, Json, MessageFlag, part, parts


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to Discord."""

    filename: str
    content: bytes
    content_type: str = "application/octet-stream"
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that Discord keeps, with the address to fetch it from."""

    id: int
    filename: str
    content: bytes = field(repr=False)
    content_type: str
    url: str
    description: str | None = None

    def payload(self, *, ephemeral: bool = False) -> Json:
        """The attachment object."""
        body: Json = {
            "id": str(self.id),
            "filename": self.filename,
            "size": len(self.content),
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
            "ephemeral": ephemeral,
        }
        return body | ({"description": self.description} if self.description else {})


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a reader sees it."""

    label: str | None
    custom_id: str | None
    url: str | None
    disabled: bool
    style: int
    component_id: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that a message answers."""

    interaction_id: int
    kind: int
    user: User

    def payload(self) -> Json:
        """The interaction_metadata object."""
        return {
            "id": str(self.interaction_id),
            "type": self.kind,
            "user": self.user.payload(),
            "authorizing_integration_owners": {},
        }


@dataclass(eq=False, slots=True)
class Message:
    """A message; `versions` holds what it said before each edit."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    files: list[Attachment] = field(default_factory=list[Attachment])
    flags: MessageFlag = NO_FLAGS
    reply_to: "Message | None" = None
    origin: Origin | None = None
    mentions: list[User] = field(default_factory=list[User])
    mention_roles: list[int] = field(default_factory=list[int])
    pings: Pings = NOBODY
    nonce: str | int | None = None
    reactions: list[str] = field(default_factory=list[str])
    versions: list[Json] = field(default_factory=list[Json])
    edited_at: str | None = None
    deleted: bool = False
    thread: Channel | None = None

    @property
    def ephemeral(self) -> bool:
        """Whether only the one who asked sees it."""
        return MessageFlag.EPHEMERAL in self.flags

    @property
    def loading(self) -> bool:
        """Whether it only says that the bot is thinking."""
        return MessageFlag.LOADING in self.flags

    @property
    def is_v2(self) -> bool:
        """Whether it is made of Components V2."""
        return MessageFlag.COMPONENTS_V2 in self.flags

    @property
    def buttons(self) -> list[Button]:
        """All its buttons, in the order of reading."""
        return [_button(one) for one in walk(self.components) if one["type"] == 2]

    @property
    def text(self) -> str:
        """All that a reader sees as text, one piece a line."""
        shown = [self.content, *embed_texts(self.embeds), *display_texts(self.components)]
        return "\n".join(piece for piece in shown if piece)

    @property
    def url(self) -> str:
        """The link that jumps to it."""
        place = self.channel.guild.id if self.channel.guild else "@me"
        return f"https://discord.com/channels/{place}/{self.channel.id}/{self.id}"

    def payload(self) -> Json:
        """The message object, whole."""
        body: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "type": 19 if self.reply_to else (20 if self.origin else 0),
            "author": self.author.payload(),
            "content": self.content,
            "timestamp": made_at(self.id),
            "edited_timestamp": self.edited_at,
            "tts": False,
            "mention_everyone": self.pings.everyone,
            "mentions": [user.payload() for user in self.mentions],
            "mention_roles": [str(role) for role in self.mention_roles],
            "attachments": [one.payload(ephemeral=self.ephemeral) for one in self.files],
            "embeds": self.embeds,
            "components": self.components,
            "flags": int(self.flags),
            "pinned": False,
        }
        return body | self._optional_parts()

    def _optional_parts(self) -> Json:
        parts: Json = {}
        if self.nonce is not None:
            parts["nonce"] = self.nonce
        if self.origin:
            parts["interaction_metadata"] = self.origin.payload()
            parts["webhook_id"] = parts["application_id"] = str(self.author.id)
        if self.reply_to:
            parts["message_reference"] = self.reply_to.reference()
            gone = self.reply_to.deleted
            parts["referenced_message"] = None if gone else self.reply_to.without_reply()
        return parts

    def without_reply(self) -> Json:
        """The message object as another message's `referenced_message` carries it."""
        body = self.payload()
        body.pop("referenced_message", None)
        return body

    def reference(self) -> Json:
        """The message_reference object that points here."""
        body: Json = {"type": 0, "message_id": str(self.id), "channel_id": str(self.channel.id)}
        if self.channel.guild:
            body["guild_id"] = str(self.channel.guild.id)
        return body


def walk(components: list[Json]) -> Iterator[Json]:
    """All components, those within others too, in the order of reading."""
    for component in components:
        yield component
        yield from walk(parts(component, "components"))
        for single in ("accessory", "component"):
            if component.get(single):
                yield from walk([component[single]])


def embed_texts(embeds: list[Json]) -> Iterator[str]:
    """The visible texts of embeds, in the order of reading."""
    for embed in embeds:
        yield _text(part(embed, "author"), "name")
        yield _text(embed, "title")
        yield _text(embed, "description")
        for one in parts(embed, "fields"):
            yield _text(one, "name")
            yield _text(one, "value")
        yield _text(part(embed, "footer"), "text")


def display_texts(components: list[Json]) -> Iterator[str]:
    """The texts of Components V2, in the order of reading."""
    for component in walk(components):
        if component["type"] == ComponentType.TEXT_DISPLAY:
            yield _text(component, "content")


def _text(thing: Json, key: str) -> str:
    return str(thing.get(key) or "")


def _button(component: Json) -> Button:
    return Button(
        component.get("label"),
        component.get("custom_id"),
        component.get("url"),
        bool(component.get("disabled")),
        component["style"],
        component.get("id", 0),
    )
