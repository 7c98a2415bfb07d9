"""The application commands that the bot registered, as Discord keeps and returns them."""

from collections.abc import Iterator

from tests.discord_server.command_limits import commands_violations
from tests.discord_server.refusals import refuse_if
from tests.discord_server.wire import Json
from tests.discord_server.world import World

LOCALIZED = ("name", "description")


class CommandBook:
    """Global commands and those of single guilds; `puts` counts how often they were set."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[int | None, list[Json]] = {}
        self.puts = 0

    def put(self, commands: list[Json], guild_id: int | None = None) -> list[Json]:
        """Replace all commands of a scope."""
        refuse_if(commands_violations(commands))
        known = {(one["type"], one["name"]): one for one in self.commands(guild_id)}
        self._scopes[guild_id] = [self._stored(one, known, guild_id) for one in commands]
        self.puts += 1
        self._world.changes.announce()
        return self.commands(guild_id)

    def commands(self, guild_id: int | None = None) -> list[Json]:
        """The commands of a scope; without a guild the global ones."""
        return self._scopes.get(guild_id, [])

    def find(self, name: str, kind: int, guild_id: int | None) -> Json | None:
        """A command that is usable in this guild, or in direct messages."""
        reachable = [*(self.commands(guild_id) if guild_id else []), *self.commands()]
        matches = (one for one in reachable if (one["name"], one["type"]) == (name, kind))
        return next(matches, None)

    def _stored(
        self, command: Json, known: dict[tuple[int, str], Json], guild_id: int | None
    ) -> Json:
        fresh = self._completed(command, guild_id)
        before = known.get((fresh["type"], fresh["name"]))
        if before is None:
            return fresh | {"id": str(self._world.new_id()), "version": str(self._world.new_id())}
        kept = fresh | {"id": before["id"], "version": before["version"]}
        return kept if kept == before else kept | {"version": str(self._world.new_id())}

    def _completed(self, command: Json, guild_id: int | None) -> Json:
        permissions = command.get("default_member_permissions")
        done: Json = {
            "id": "",
            "application_id": str(self._world.bot.id),
            "version": "",
            "default_member_permissions": None if permissions is None else str(permissions),
            "type": command.get("type", 1),
            "name": command["name"],
            "name_localizations": command.get("name_localizations") or None,
            "description": command.get("description") or "",
            "description_localizations": command.get("description_localizations") or None,
            "dm_permission": command.get("dm_permission", True),
            "contexts": command.get("contexts"),
            "integration_types": command.get("integration_types") or [0],
            "nsfw": bool(command.get("nsfw")),
        }
        if guild_id is not None:
            done["guild_id"] = str(guild_id)
        if command.get("options"):
            done["options"] = [_option(one) for one in command["options"]]
        return done


def _option(option: Json) -> Json:
    """An option as Discord returns it: false and empty settings are left out."""
    kept = {name: value for name, value in option.items() if value or _is_number(value)}
    done: Json = {
        **kept,
        "name_localizations": option.get("name_localizations") or None,
        "description_localizations": option.get("description_localizations") or None,
    }
    if kept.get("options"):
        done["options"] = [_option(one) for one in kept["options"]]
    if kept.get("choices"):
        done["choices"] = [{"name_localizations": None, **one} for one in kept["choices"]]
    return done


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def without_localizations(commands: list[Json]) -> list[Json]:
    """The commands as a GET without `with_localizations` returns them."""
    return [dict(_plain(command)) for command in commands]


def _plain(thing: Json) -> Iterator[tuple[str, object]]:
    for name, value in thing.items():
        if name in ("options", "choices"):
            yield name, [dict(_plain(one)) for one in value]
        elif not name.endswith("_localizations"):
            yield name, value
