"""Discord's REST interface, as far as the bot uses it: each request changes the room, or reads it."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.preview import world
from bot.preview.refusals import not_found, refused
from bot.preview.room import EPHEMERAL, LOADING

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match

    from bot.preview.room import Room
    from bot.preview.wire import Request
    from bot.preview.world import Json, Person

_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE = range(4, 8)
CHOICES, MODAL = 8, 9


@dataclass(eq=False, slots=True)
class Interaction:
    """Something that a person did with the bot, and what the bot has answered so far.

    Attributes:
        name: Of the command, if it is one.
        source: The message whose button was pressed, if one was.
        first: The body of the first response, once it is there.
    """

    id: int
    kind: int
    person: Person
    place: int
    source: Json | None = None
    name: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    first: asyncio.Future[Json] = field(default_factory=lambda: asyncio.Future[Any]())
    message: Json | None = None


class Desk:
    """Answers the bot's requests."""

    def __init__(self, room: Room) -> None:
        """Take where the messages are."""
        self._room = room
        self._interactions: dict[str, Interaction] = {}
        self.commands: list[Json] = []
        channel, message = r"/channels/(\d+)", r"/messages/(\d+)"
        webhook = r"/webhooks/\d+/([\w-]+)"
        table: dict[str, Callable[[Request, Match[str]], Any]] = {
            r"GET /users/@me": lambda _request, _match: world.BOT.user(),
            r"GET /(?:oauth2/)?applications/@me": lambda _request, _match: world.application(),
            r"(?:GET|PUT) /applications/\d+/commands": self._commands,
            r"GET /users/(\d+)": self._user,
            r"POST /users/@me/channels": self._direct,
            r"GET /guilds/\d+/members/(\d+)": self._member,
            rf"GET {channel}": self._channel,
            rf"POST {channel}/typing": self._typing,
            rf"POST {channel}(?:{message})?/threads": self._thread,
            rf"POST {channel}/messages": self._post,
            rf"GET {channel}/messages": self._history,
            rf"GET {channel}{message}": self._read,
            rf"PATCH {channel}{message}": self._edit,
            rf"DELETE {channel}{message}": self._delete,
            r"POST /interactions/\d+/([\w-]+)/callback": self._respond,
            rf"POST {webhook}": self._follow_up,
            rf"(GET|PATCH|DELETE) {webhook}/messages/(@original|\d+)": self._answer,
        }
        self._table = [(re.compile(pattern), action) for pattern, action in table.items()]

    async def answer(self, request: Request) -> Any:
        """Do what a request is for, and return what Discord would.

        Raises:
            discord.HTTPException: There is no such thing here.
        """
        for pattern, action in self._table:
            if match := pattern.fullmatch(f"{request.method} {request.path}"):
                return action(request, match)
        raise not_found(f"endpoint {request.method} {request.path}")

    def file(self, url: str) -> bytes:
        """Return what is in a file, by its address."""
        _, _, key = url.rpartition("/")
        if not key.isdigit() or int(key) not in self._room.files:
            raise not_found("file")
        return self._room.files[int(key)].content

    def open(
        self, kind: int, person: Person, place: int, source: Json | None = None
    ) -> Interaction:
        """Begin something that the bot has to answer."""
        made = Interaction(self._room.new_id(), kind, person, place, source)
        self._interactions[made.token] = made
        return made

    def _commands(self, request: Request, _: Match[str]) -> list[Json]:
        if request.method == "PUT":
            listed: list[Json] = request.body
            common = {"application_id": str(world.BOT_ID), "description": "", "type": 1}
            self.commands = [{**common, "id": str(self._room.new_id()), **one} for one in listed]
        return self.commands

    def _user(self, _: Request, match: Match[str]) -> Json:
        return _person(match[1]).user()

    def _member(self, _: Request, match: Match[str]) -> Json:
        person = _person(match[1])
        return {**person.member(), "user": person.user()}

    def _direct(self, request: Request, _: Match[str]) -> Json:
        return self._room.open_direct(_person(str(request.body["recipient_id"])))

    def _channel(self, _: Request, match: Match[str]) -> Json:
        found = self._room.channels.get(int(match[1]))
        if found is None:
            raise not_found("Channel")
        return found

    def _typing(self, _: Request, match: Match[str]) -> None:
        self._room.tell({"kind": "typing", "channel": match[1]})

    def _thread(self, request: Request, match: Match[str]) -> Json:
        starter = int(match[2]) if match[2] else None
        return self._room.open_thread(int(match[1]), request.body["name"], starter)

    def _post(self, request: Request, match: Match[str]) -> Json:
        self._channel(request, match)
        more: Json = {}
        if reference := request.body.get("message_reference"):
            target = self._found(str(reference["message_id"]))
            keys = {"type": 0, "message_id": target["id"], "channel_id": match[1]}
            more = {"type": 19, "message_reference": keys}
        body, files = request.body, request.files
        made = self._room.post(world.BOT, int(match[1]), body, files, **more)
        return self._room.whole(made)

    def _history(self, request: Request, match: Match[str]) -> list[Json]:
        before = int(request.query.get("before") or 1 << 63)
        after = int(request.query.get("after") or 0)
        found = [
            self._room.whole(one)
            for key, one in self._room.messages.items()
            if one["channel_id"] == match[1] and after < key < before
            if not one["flags"] & EPHEMERAL
        ]
        limit = int(request.query.get("limit") or 50)
        return found[:limit] if after else found[::-1][:limit]

    def _read(self, _: Request, match: Match[str]) -> Json:
        return self._room.whole(self._found(match[2]))

    def _edit(self, request: Request, match: Match[str]) -> Json:
        changed = self._room.change(self._found(match[2]), request.body, request.files)
        return self._room.whole(changed)

    def _delete(self, _: Request, match: Match[str]) -> None:
        self._room.remove(self._found(match[2]))

    def _found(self, key: str) -> Json:
        found = self._room.messages.get(int(key))
        if found is None:
            raise not_found("Message")
        return found

    def _respond(self, request: Request, match: Match[str]) -> Json:
        interaction = self._known(match[1])
        if interaction.first.done():
            raise refused("Interaction has already been acknowledged.")
        kind, data = int(request.body["type"]), world.part(request.body, "data")
        if kind == _MESSAGE:
            interaction.message = self._said(interaction, data, request)
        elif kind == _DEFERRED:
            flags = LOADING | (int(data.get("flags") or 0) & EPHEMERAL)
            interaction.message = self._said(interaction, {"flags": flags}, request)
        elif kind in (_UPDATE, _DEFERRED_UPDATE):
            interaction.message = interaction.source
        if kind == _UPDATE and interaction.source:
            self._room.change(interaction.source, data, request.files)
        interaction.first.set_result(request.body)
        return _receipt(interaction, kind)

    def _known(self, token: str) -> Interaction:
        if token not in self._interactions:
            raise not_found("interaction")
        return self._interactions[token]

    def _said(self, interaction: Interaction, body: Json, request: Request) -> Json:
        user = interaction.person.user()
        common: Json = {"id": str(interaction.id), "type": interaction.kind, "user": user}
        origin: Json = {**common, "authorizing_integration_owners": {}}
        told = {"interaction": {**common, "name": interaction.name}} if interaction.name else {}
        return self._room.post(
            world.BOT,
            interaction.place,
            body,
            request.files,
            type=20,
            interaction_metadata=origin,
            **told,
            application_id=str(world.BOT_ID),
            webhook_id=str(world.BOT_ID),
        )

    def _follow_up(self, request: Request, match: Match[str]) -> Json:
        interaction = self._known(match[1])
        first = interaction.message
        if first and first["flags"] & LOADING:
            return self._room.change(first, request.body, request.files)
        return self._said(interaction, request.body, request)

    def _answer(self, request: Request, match: Match[str]) -> Json | None:
        first = self._known(match[2]).message
        key = first["id"] if match[3] == "@original" and first else match[3]
        message = self._found(key.removeprefix("@original") or "0")
        if match[1] == "DELETE":
            return self._room.remove(message)
        if match[1] == "PATCH":
            message = self._room.change(message, request.body, request.files)
        return message


def _person(key: str) -> Person:
    found = {world.BOT_ID: world.BOT, **world.PEOPLE}.get(int(key))
    if found is None:
        raise not_found("User")
    return found


def _receipt(interaction: Interaction, kind: int) -> Json:
    receipt: Json = {"id": str(interaction.id), "type": interaction.kind}
    resource: Json = {"type": kind}
    if message := interaction.message:
        receipt["response_message_id"] = message["id"]
        receipt["response_message_loading"] = bool(message["flags"] & LOADING)
        receipt["response_message_ephemeral"] = bool(message["flags"] & EPHEMERAL)
        resource["message"] = message
    return {"interaction": receipt, "resource": resource}
