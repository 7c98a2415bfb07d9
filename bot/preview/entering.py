"""What a person enters for a command or into a form, as Discord sends it on."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from bot.preview import world
from bot.preview.room import BINARY, File

if TYPE_CHECKING:
    from bot.preview.room import Room
    from bot.preview.world import Json

_SUB_COMMAND, _SUB_GROUP = 1, 2
_INTEGER, _USER, _CHANNEL, _ROLE, _NUMBER, _ATTACHMENT = 4, 6, 7, 8, 10, 11
_LABEL, _UPLOAD = 18, 19
_LISTS = frozenset({3, 5, 6, 7, 8, 19, 22})


class ImpossibleError(Exception):
    """Something that Discord would not let a person do; the message says what."""


class Entry:
    """One command or one form, filled in.

    Attributes:
        resolved: What the values are the ids of, by kind.
    """

    def __init__(self, room: Room) -> None:
        """Take where files are kept."""
        self._room = room
        self.resolved: Json = {}

    def options(self, level: Json, path: list[str], values: Json, focused: str) -> list[Json]:
        """Return the options of a command with their values.

        Args:
            level: The command, or a sub-command within it.
            path: The names of the sub-commands below it.
            values: What was entered, by the options' names.
            focused: The option that is being typed, if one is: nothing is required then.

        Raises:
            ImpossibleError: Discord would not take these values.
        """
        declared = world.parts(level, "options")
        if path:
            chosen = next((one for one in declared if one["name"] == path[0]), None)
            if chosen is None or chosen["type"] not in (_SUB_COMMAND, _SUB_GROUP):
                raise ImpossibleError("There is no such command.")
            inside = self.options(chosen, path[1:], values, focused)
            return [{"name": chosen["name"], "type": chosen["type"], "options": inside}]
        return [
            {"name": one["name"], "type": one["type"], **value}
            for one in declared
            if (value := self._value(one, values.get(one["name"]), focused))
        ]

    def _value(self, option: Json, value: Any, focused: str) -> Json:
        if option["name"] == focused:
            return {"value": str(value or ""), "focused": True}
        if value not in (None, ""):
            return {"value": self._reduced(option, value)}
        if option.get("required") and not focused:
            raise ImpossibleError(f"{option['name']} is missing.")
        return {}

    def _reduced(self, option: Json, value: Any) -> Any:
        """Return the value of an option; what it is the id of goes to the resolved ones."""
        kind = option["type"]
        if kind in (_INTEGER, _NUMBER):
            return _number(value, whole=kind == _INTEGER)
        if kind == _ATTACHMENT:
            return self._refer("attachments", self._room.keep(uploaded(value), private=True))
        known = {_USER: world.PEOPLE, _CHANNEL: self._room.channels, _ROLE: world.ROLES}
        if kind not in known:
            return value
        key = int(value)
        if key not in known[kind]:
            raise ImpossibleError(f"There is no such {option['name']}.")
        if kind == _ROLE:
            return self._refer("roles", world.role(key))
        if kind == _CHANNEL:
            may = {"permissions": str(world.MODERATOR.permissions)}
            return self._refer("channels", {**self._room.channels[key], **may})
        person = world.PEOPLE[key]
        self.resolved["members"] = {str(key): person.within()}
        return self._refer("users", person.user())

    def _refer(self, kind: str, thing: Json) -> str:
        self.resolved.setdefault(kind, {})[thing["id"]] = thing
        return thing["id"]

    def filled(self, part: Json, values: Json) -> Json:
        """Return a part of a form as it was filled in, by its fields' custom ids."""
        common: Json = {"type": part["type"], "id": part.get("id", 0)}
        if part["type"] == _LABEL:
            return common | {"component": self.filled(part["component"], values)}
        if "components" in part:
            return common | {"components": [self.filled(one, values) for one in part["components"]]}
        if "custom_id" not in part:
            return common
        key = part["custom_id"]
        return common | {"custom_id": key} | self._answer(part, values.get(key))

    def _answer(self, field: Json, value: Any) -> Json:
        if field["type"] == _UPLOAD:
            kept = [self._room.keep(uploaded(one), private=True) for one in value or ()]
            return {"values": [self._refer("attachments", one) for one in kept]}
        return {"values": value or []} if field["type"] in _LISTS else {"value": value}


def uploaded(value: Json) -> File:
    """Return a file that the page sent.

    Raises:
        ImpossibleError: It is none.
    """
    try:
        content = base64.b64decode(value["content"], validate=True)
    except (binascii.Error, KeyError, TypeError, ValueError):
        raise ImpossibleError("This is no file.") from None
    name, kind = str(value.get("name") or "file"), str(value.get("type") or BINARY)
    return File(name[:200], content, kind)


def _number(value: object, *, whole: bool) -> float:
    try:
        return int(str(value)) if whole else float(str(value))
    except ValueError:
        raise ImpossibleError(f"{value} is no number.") from None
