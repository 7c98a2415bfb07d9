"""The messages that there are, as Discord keeps them, and who hears of each change."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord

from bot.preview import world
from bot.preview.world import Json, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

SUPPRESSED, EPHEMERAL, LOADING = 1 << 2, 1 << 6, 1 << 7
_FOREVER = EPHEMERAL | discord.MessageFlags(components_v2=True).value
BINARY = "application/octet-stream"
_BODY = ("content", "embeds", "components")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was attached to a message or to a command."""

    name: str
    content: bytes = field(repr=False)
    kind: str = BINARY
    description: str = ""


class Room:
    """Everything that was written in the server, in every channel of it."""

    def __init__(self) -> None:
        """Begin with two empty channels."""
        names = {world.CHANNEL_ID: "articles", world.LOG_ID: "log"}
        self.channels = {key: world.channel(key, name) for key, name in names.items()}
        self.messages: dict[int, Json] = {}
        self.files: dict[int, File] = {}
        self.told: Callable[[str, Json], None] = lambda _event, _payload: None
        self._listeners: set[asyncio.Queue[Json | None]] = set()
        self._last = 0

    def new_id(self) -> int:
        """Return an id that no other thing has, and that says when it was made."""
        self._last = max(self._last + 1, discord.utils.time_snowflake(discord.utils.utcnow()))
        return self._last

    @contextmanager
    def listening(self) -> Generator[asyncio.Queue[Json | None]]:
        """Give a queue of what happens; None ends it."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def tell(self, happened: Json | None) -> None:
        """Let every page know."""
        for queue in self._listeners:
            queue.put_nowait(happened)

    def keep(self, file: File, *, private: bool = False) -> Json:
        """Keep a file, and return the attachment object."""
        key = self.new_id()
        self.files[key] = file
        url = f"/files/{key}"
        described = {"description": file.description} if file.description else {}
        return {
            "id": str(key),
            "filename": file.name,
            "size": len(file.content),
            "url": url,
            "proxy_url": url,
            "content_type": file.kind,
            "ephemeral": private,
            **described,
        }

    def post(
        self, author: Person, place: int, body: Json, files: Sequence[File] = (), **more: object
    ) -> Json:
        """Add a message, and return it.

        Args:
            author: Who writes it.
            place: The channel's id.
            body: Content, embeds, components, attachments and flags, as they are sent to Discord.
            files: What is attached, in the order of the body's attachments.
            more: What else the message object holds.
        """
        key = self.new_id()
        message: Json = {
            "id": str(key),
            "channel_id": str(place),
            "type": 0,
            "author": author.user(),
            "content": "",
            "timestamp": _now(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "flags": 0,
            "pinned": False,
            **more,
        }
        self.messages[key] = message
        self._fill(message, body, files)
        self._publish("MESSAGE_CREATE", message)
        return message

    def change(self, message: Json, body: Json, files: Sequence[File] = ()) -> Json:
        """Change what the body names of a message; the rest stays."""
        waited = message["flags"] & LOADING
        self._fill(message, body, files)
        message["edited_timestamp"] = None if waited else _now()
        self._publish("MESSAGE_UPDATE", message)
        return message

    def remove(self, message: Json) -> None:
        """Take a message away."""
        del self.messages[int(message["id"])]
        self.tell({"kind": "gone", "id": message["id"]})
        if not message["flags"] & EPHEMERAL:
            place = {"channel_id": message["channel_id"], "guild_id": str(world.GUILD_ID)}
            self.told("MESSAGE_DELETE", {"id": message["id"], **place})

    def _fill(self, message: Json, body: Json, files: Sequence[File]) -> None:
        asked = int(body.get("flags") or 0)
        kept = _FOREVER if "flags" in body else _FOREVER | SUPPRESSED
        message["flags"] = (message["flags"] & kept) | asked
        private = bool(message["flags"] & EPHEMERAL)
        if "attachments" in body or files:
            held = {one["id"]: one for one in message["attachments"]}
            listed = world.parts(body, "attachments")
            stay = [held[str(one["id"])] for one in listed if str(one["id"]) in held]
            added = [self.keep(one, private=private) for one in files]
            message["attachments"] = [*stay, *added]
        message |= {part: body[part] or type(message[part])() for part in _BODY if part in body}
        message["embeds"] = [self._shown(message, one) for one in message["embeds"]]

    def _shown(self, message: Json, embed: Json) -> Json:
        urls = {f"attachment://{one['filename']}": one["url"] for one in message["attachments"]}
        pictures = {part: embed[part] for part in ("image", "thumbnail") if embed.get(part)}
        return embed | {
            part: {**picture, "url": urls.get(picture["url"], picture["url"])}
            for part, picture in pictures.items()
        }

    def _publish(self, event: str, message: Json) -> None:
        self.tell({"kind": "message", "message": self.seen(message)})
        if not message["flags"] & (EPHEMERAL | LOADING):
            self.told(event, self.whole(message))

    def whole(self, message: Json) -> Json:
        """Return a message as the gateway and Discord's answers carry it."""
        whole = dict(message)
        place = self.channels[int(message["channel_id"])]
        if place["type"] != world.DIRECT:
            author = world.PEOPLE.get(int(message["author"]["id"]), world.BOT)
            whole |= {"guild_id": str(world.GUILD_ID), "member": author.member()}
        if reference := whole.get("message_reference"):
            found = self.messages.get(int(reference["message_id"]))
            whole["referenced_message"] = found and self._without_reply(found)
        return whole

    def _without_reply(self, message: Json) -> Json:
        return self.whole({k: v for k, v in message.items() if k != "message_reference"})

    def seen(self, message: Json) -> Json:
        """Return a message as the page draws it: whole, with the name of where it stands."""
        place = self.channels[int(message["channel_id"])]
        return {**message, "place": place.get("name") or "Direct message"}

    def open_thread(self, parent: int, name: str, starter: int | None) -> Json:
        """Open a thread, below a message or not."""
        made = world.thread(starter or self.new_id(), parent, name)
        self.channels[int(made["id"])] = made
        self.told("THREAD_CREATE", {**made, "newly_created": True})
        return made

    def open_direct(self, person: Person) -> Json:
        """Return the direct messages with a person."""
        for place in self.channels.values():
            if place["type"] == world.DIRECT and place["recipients"][0]["id"] == str(person.id):
                return place
        made = world.direct(self.new_id(), person)
        self.channels[int(made["id"])] = made
        return made


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
