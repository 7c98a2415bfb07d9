"""What a person enters for a command, as the `data` of an interaction."""

from collections.abc import Mapping
from typing import Any

from tests.discord_server.messages import Message, Upload
from tests.discord_server.people import Member, Role, User
from tests.discord_server.places import Channel
from tests.discord_server.wire import Json, parts
from tests.discord_server.world import World

SUB_COMMAND, SUB_GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
NUMERIC = frozenset({INTEGER, NUMBER})
TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User, Member),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Member, Role),
    NUMBER: (int, float),
    ATTACHMENT: (Upload,),
}


class ImpossibleError(AssertionError):
    """Something that Discord would not have let a person do."""


class Invocation:
    """Fills in one command, collecting what its values refer to."""

    def __init__(self, world: World, command: Json) -> None:
        self._world = world
        self._command = command
        self._resolved: Json = {}

    def slash(self, path: list[str], values: Mapping[str, Any], focused: str | None = None) -> Json:
        """A slash command with values for its options.

        Args:
            path: The names of the sub-command group and the sub-command, as far as there are any.
            values: The values by the names of the options.
            focused: The option being typed, for an autocompletion: nothing is required then.
        """
        options = self._descend(self._command, path, values, focused)
        return self._whole(1, options=options)

    def menu(self, target: Message | User | Member) -> Json:
        """A context menu used on a message or on a user."""
        if isinstance(target, Message):
            self._refer("messages", target.id, target.payload())
        else:
            self._refer_to_user(target)
        return self._whole(self._command["type"], target_id=str(target.id))

    def _whole(self, kind: int, **more: Any) -> Json:
        whole: Json = {"id": self._command["id"], "name": self._command["name"], "type": kind}
        if "guild_id" in self._command:
            whole["guild_id"] = self._command["guild_id"]
        return whole | more | ({"resolved": self._resolved} if self._resolved else {})

    def _descend(
        self, level: Json, path: list[str], values: Mapping[str, Any], focused: str | None
    ) -> list[Json]:
        declared: list[Json] = parts(level, "options")
        nested = [one for one in declared if one["type"] in (SUB_COMMAND, SUB_GROUP)]
        if not nested and not path:
            return self._entered(declared, values, focused)
        chosen = next((one for one in nested if path and one["name"] == path[0]), None)
        if chosen is None:
            msg = f"/{self._command['name']} has no sub-command {' '.join(path)!r}"
            raise ImpossibleError(msg)
        inside = self._descend(chosen, path[1:], values, focused)
        return [{"name": chosen["name"], "type": chosen["type"], "options": inside}]

    def _entered(
        self, declared: list[Json], values: Mapping[str, Any], focused: str | None
    ) -> list[Json]:
        names = {one["name"] for one in declared}
        if unknown := set(values) - names:
            msg = f"/{self._command['name']} has no option {sorted(unknown)}"
            raise ImpossibleError(msg)
        required = {one["name"] for one in declared if one.get("required")}
        if not focused and (absent := required - set(values)):
            msg = f"/{self._command['name']} needs {sorted(absent)}"
            raise ImpossibleError(msg)
        return [
            self._option(one, values[one["name"]], is_focused=one["name"] == focused)
            for one in declared
            if one["name"] in values
        ]

    def _option(self, option: Json, value: Any, *, is_focused: bool) -> Json:
        entered: Json = {"name": option["name"], "type": option["type"]}
        if is_focused:
            if not option.get("autocomplete"):
                msg = f"{option['name']} is not declared with autocomplete"
                raise ImpossibleError(msg)
            return entered | {"value": value, "focused": True}
        check_value(option, value)
        return entered | {"value": self._reduced(option, value)}

    def _reduced(self, option: Json, value: Any) -> Any:
        if isinstance(value, User | Member):
            return self._refer_to_user(value)
        if isinstance(value, Channel):
            return self._refer("channels", value.id, self._partial(value))
        if isinstance(value, Role):
            return self._refer("roles", value.id, value.payload())
        if isinstance(value, Upload):
            kept = self._world.keep_file(value)
            return self._refer("attachments", kept.id, kept.payload(ephemeral=True))
        return chosen_value(option, value)

    def _partial(self, channel: Channel) -> Json:
        rights = str(int(self._world.rights(channel)))
        return {**channel.payload(self._world.bot), "permissions": rights}

    def _refer_to_user(self, who: User | Member) -> str:
        if isinstance(who, Member):
            permissions = {"permissions": str(int(who.permissions))}
            self._refer("members", who.id, who.payload() | permissions)
            return self._refer("users", who.id, who.user.payload())
        return self._refer("users", who.id, who.payload())

    def _refer(self, kind: str, key: int, payload: Json) -> str:
        self._resolved.setdefault(kind, {})[str(key)] = payload
        return str(key)


def chosen_value(option: Json, value: Any) -> Any:
    """The value of a declared choice that was given by its name, or the value itself."""
    by_name = {one["name"]: one["value"] for one in parts(option, "choices")}
    return by_name.get(value, value)


def check_value(option: Json, value: Any) -> None:
    """Fail on a value that Discord would not have let a person enter."""
    for rule in (_right_type, _right_channel, _declared_choice, _in_length, _in_range):
        if problem := rule(option, value):
            msg = f"{option['name']}={value!r}: {problem}"
            raise ImpossibleError(msg)


def _right_type(option: Json, value: Any) -> str:
    kinds = TYPES[option["type"]]
    confused = isinstance(value, bool) and option["type"] != BOOLEAN
    return "" if isinstance(value, kinds) and not confused else f"not a {kinds[0].__name__}"


def _right_channel(option: Json, value: Any) -> str:
    kinds = option.get("channel_types")
    wrong = isinstance(value, Channel) and kinds and value.kind not in kinds
    return "not that kind of channel" if wrong else ""


def _declared_choice(option: Json, value: Any) -> str:
    values = [one["value"] for one in parts(option, "choices")]
    return "" if not values or chosen_value(option, value) in values else "not a declared choice"


def _in_length(option: Json, value: Any) -> str:
    if option["type"] != STRING:
        return ""
    return _bounded(len(value), max(1, option.get("min_length") or 1), option.get("max_length"))


def _in_range(option: Json, value: Any) -> str:
    if option["type"] not in NUMERIC:
        return ""
    return _bounded(value, option.get("min_value"), option.get("max_value"))


def _bounded(number: float, least: float | None, most: float | None) -> str:
    if least is not None and number < least:
        return f"{number} is less than {least}"
    return f"{number} is more than {most}" if most is not None and number > most else ""
