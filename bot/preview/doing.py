"""What people do: they write, use commands and menus, press buttons, fill in forms."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import discord

from bot.preview import world
from bot.preview.desk import CHOICES, MODAL
from bot.preview.entering import Entry, ImpossibleError
from bot.preview.room import EPHEMERAL
from bot.preview.world import Json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.preview.desk import Desk, Interaction
    from bot.preview.room import Room
    from bot.preview.world import Person

_COMMAND, _COMPONENT, _AUTOCOMPLETE, _MODAL = 2, 3, 4, 5
_BUTTON = 2
# Discord gives up on a bot that says nothing for so long.
_PATIENCE = 3.0
_LONGEST = 2000
_SILENT = "The application did not respond"


class Doing:
    """Turns what a person does in the page into the gateway's events."""

    def __init__(self, room: Room, desk: Desk, tell: Callable[[str, Json], None]) -> None:
        """Take the messages, what answers the bot, and how the bot hears of an event."""
        self._room = room
        self._desk = desk
        self._tell = tell
        self._forms: dict[str, tuple[Interaction, Json]] = {}

    async def say(self, person: Person, asked: Json) -> Json:
        """Write a message, as a reply to another or not."""
        text = _text(asked)
        more: Json = {}
        place = int(asked.get("channel") or world.CHANNEL_ID)
        if place not in self._room.channels:
            raise ImpossibleError("There is no such channel.")
        mentioned = _mentioned(text)
        if asked.get("reply"):
            target = self._visible(person, asked["reply"])
            place = int(target["channel_id"])
            keys = {"channel_id": target["channel_id"], "message_id": target["id"]}
            more |= {"type": 19, "message_reference": {**keys, "type": 0}}
            mentioned |= {int(target["author"]["id"])}
        more["mentions"] = [{**one.user(), "member": one.member()} for one in _people(mentioned)]
        return {"message": self._room.post(person, place, {"content": text}, **more)["id"]}

    async def edit(self, person: Person, asked: Json) -> Json:
        """Change a message of one's own."""
        message, text = self._visible(person, asked["message"]), _text(asked)
        if message["author"]["id"] != str(person.id):
            raise ImpossibleError("This message is somebody else's.")
        people = _people(_mentioned(text))
        message["mentions"] = [{**one.user(), "member": one.member()} for one in people]
        self._room.change(message, {"content": text})
        return {}

    async def delete(self, person: Person, asked: Json) -> Json:
        """Delete a message of one's own, dismiss a private one, or, as a moderator, delete any."""
        message = self._visible(person, asked["message"])
        own = message["author"]["id"] == str(person.id) or message["flags"] & EPHEMERAL
        if not own and not discord.Permissions(person.permissions).manage_messages:
            raise ImpossibleError("This message is somebody else's.")
        self._room.remove(message)
        return {}

    async def use(self, person: Person, asked: Json) -> Json:
        """Use a slash command, or a message menu on a message."""
        data = self._entered(person, asked)
        return await self._begin(_COMMAND, person, asked, data)

    async def complete(self, person: Person, asked: Json) -> Json:
        """Return the choices for the option that is being typed."""
        data = self._entered(person, asked, str(asked["focused"]))
        return await self._begin(_AUTOCOMPLETE, person, asked, data)

    async def press(self, person: Person, asked: Json) -> Json:
        """Press a button of a message, or choose in its menu."""
        message, key = self._visible(person, asked["message"]), asked["custom_id"]
        parts = walk(message["components"])
        pressed = next((one for one in parts if one.get("custom_id") == key), None)
        if pressed is None or pressed.get("disabled"):
            raise ImpossibleError("There is no such button any more.")
        data: Json = {"custom_id": key, "component_type": pressed["type"]}
        if pressed["type"] != _BUTTON:
            data["values"] = [str(one) for one in asked.get("values") or ()]
        return await self._begin(_COMPONENT, person, asked, data, message)

    async def submit(self, person: Person, asked: Json) -> Json:
        """Send a form."""
        if asked["form"] not in self._forms:
            raise ImpossibleError("This form was sent already.")
        shown, form = self._forms[asked["form"]]
        values, entry = world.part(asked, "values"), Entry(self._room)
        parts = [entry.filled(one, values) for one in form["components"]]
        data = {"custom_id": form["custom_id"], "components": parts, "resolved": entry.resolved}
        del self._forms[asked["form"]]
        return await self._begin(_MODAL, person, asked, data, shown.source)

    def _visible(self, person: Person, key: object) -> Json:
        message = self._room.messages.get(int(str(key)))
        if message is None:
            raise ImpossibleError("This message is gone.")
        asker = world.part(world.part(message, "interaction_metadata"), "user")
        if message["flags"] & EPHEMERAL and asker.get("id") != str(person.id):
            raise ImpossibleError("This message is for somebody else.")
        return message

    def _entered(self, person: Person, asked: Json, focused: str = "") -> Json:
        """Return a command's data as Discord sends it."""
        found = (one for one in self._desk.commands if one["id"] == str(asked["command"]))
        command = next(found, None)
        needed = int((command or {}).get("default_member_permissions") or 0)
        if command is None or needed & ~person.permissions:
            raise ImpossibleError("There is no such command for you.")
        entry = Entry(self._room)
        data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if asked.get("target"):
            target = self._visible(person, asked["target"])
            entry.resolved["messages"] = {target["id"]: self._room.whole(target)}
            data["target_id"] = target["id"]
        else:
            path = [str(one) for one in asked.get("path") or ()]
            data["options"] = entry.options(command, path, world.part(asked, "values"), focused)
        return data | ({"resolved": entry.resolved} if entry.resolved else {})

    async def _begin(
        self, kind: int, person: Person, asked: Json, data: Json, source: Json | None = None
    ) -> Json:
        """Let the bot hear of it, and return what the page has to show at once."""
        place = int((source or {}).get("channel_id") or asked.get("channel") or world.CHANNEL_ID)
        interaction = self._desk.open(kind, person, place, source)
        interaction.name = _spoken(data)
        self._tell("INTERACTION_CREATE", self._event(interaction, data, str(asked.get("locale"))))
        await asyncio.wait({interaction.first}, timeout=_PATIENCE)
        if not interaction.first.done():
            raise ImpossibleError(_SILENT)
        answer = interaction.first.result()
        if answer["type"] == CHOICES:
            return {"choices": answer["data"]["choices"]}
        if answer["type"] == MODAL:
            self._forms[str(interaction.id)] = interaction, answer["data"]
            return {"form": {**answer["data"], "id": str(interaction.id)}}
        return {}

    def _event(self, interaction: Interaction, data: Json, locale: str) -> Json:
        person, place = interaction.person, self._room.channels[interaction.place]
        source = {"message": self._room.whole(interaction.source)} if interaction.source else {}
        common: Json = {
            "id": str(interaction.id),
            "application_id": str(world.BOT_ID),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "data": data,
            "channel_id": str(interaction.place),
            "channel": {**place, "permissions": str(person.permissions)},
            "app_permissions": str(world.BOT.permissions),
            "locale": locale,
            "entitlements": [],
            "attachment_size_limit": 10 * 1024 * 1024,
            **source,
        }
        if place["type"] == world.DIRECT:
            return {
                **common,
                "user": person.user(),
                "context": 1,
                "authorizing_integration_owners": {"0": "0"},
            }
        owners = {"0": str(world.GUILD_ID)}
        return {
            **common,
            "guild_id": str(world.GUILD_ID),
            "guild": world.summary(),
            "guild_locale": "en-US",
            "member": person.whole(),
            "context": 0,
            "authorizing_integration_owners": owners,
        }


def walk(components: list[Json]) -> Iterator[Json]:
    """Yield all components, those within others too."""
    for one in components:
        yield one
        yield from walk(world.parts(one, "components"))
        yield from walk([one[part] for part in ("accessory", "component") if one.get(part)])


def _text(asked: Json) -> str:
    text = str(asked.get("text") or "").strip()
    if not 0 < len(text) <= _LONGEST:
        raise ImpossibleError(f"A message has from 1 to {_LONGEST} characters.")
    return text


def _mentioned(text: str) -> set[int]:
    return {int(key) for key in re.findall(r"<@!?(\d{1,20})>", text)}


def _people(keys: set[int]) -> list[Person]:
    return [one for one in (world.BOT, *world.PEOPLE.values()) if one.id in keys]


def _spoken(data: Json) -> str:
    """Return a command's whole name: `knowledge add`."""
    inner = [one for one in world.parts(data, "options") if "options" in one]
    return " ".join(filter(None, (data.get("name"), *map(_spoken, inner))))
