"""What the bot may do in its servers and in the channels that it watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.doctor.findings import error, ok, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.doctor.asking import Asker, Reply
    from bot.doctor.findings import Finding

_ADMINISTRATOR = 1 << 3
_VIEW, _SEND, _IN_THREADS = 1 << 10, 1 << 11, 1 << 38
# What the bot needs, as Discord calls it; without the first ones it cannot answer at all.
_NEEDED = {
    _VIEW: "View Channels",
    _SEND: "Send Messages",
    _IN_THREADS: "Send Messages in Threads",
    1 << 14: "Embed Links",
    1 << 15: "Attach Files",
    1 << 16: "Read Message History",
}
_EVERYTHING = sum(_NEEDED)
_FORUMS = frozenset({15, 16})
_THREADS = frozenset({10, 11, 12})
_ROLE, _MEMBER = 0, 1
_A_PAGE = 200
_GRANT = "allow it to the bot's role under Server Settings › Roles"
_ALLOW = "allow it to the bot under the channel's Edit Channel › Permissions"


async def servers(asker: Asker) -> list[dict[str, Any]] | Reply:
    """Return the servers that the bot is in, or what Discord answers instead."""
    found: list[dict[str, Any]] = []
    query: dict[str, str] = {"limit": str(_A_PAGE)}
    while True:
        reply = await asker.get("/users/@me/guilds", **query)
        if not reply.is_good:
            return reply
        found += reply.body
        if len(reply.body) < _A_PAGE:
            return found
        query["after"] = found[-1]["id"]


def in_servers(found: Sequence[Mapping[str, Any]], me: str) -> Iterator[Finding]:
    """Say what the bot may not do in each server.

    Args:
        found: The servers, each with what the bot may do there.
        me: The bot's id, for the address that invites it.
    """
    if not found:
        invite = "https://discord.com/oauth2/authorize?scope=bot+applications.commands"
        do = f"invite it: {invite}&client_id={me}&permissions={_EVERYTHING}"
        yield warning("servers", "the bot is in none", do)
    for server in found:
        name = f"{server['name']} ({server['id']})"
        if missing := _missing(int(server.get("permissions", 0))):
            yield warning("permissions", f"in {name} the bot may not {_listed(missing)}", _GRANT)
        else:
            yield ok("permissions", f"in {name} the bot may do all it needs")


async def in_channel(asker: Asker, channel: int, me: str, why: str) -> Finding:
    """Say what the bot may not do in a channel.

    Args:
        asker: Asks Discord.
        channel: The channel's id.
        me: The bot's.
        why: Why the bot needs the channel.
    """
    name = f"channel {channel}, {why}"
    reply = await asker.get(f"/channels/{channel}")
    if reply.status == 404:
        return error("channels", f"there is no {name}", "take the id away, or mend it")
    if reply.status == 403:
        return error("channels", f"the bot cannot see {name}", _ALLOW)
    if not reply.is_good or not reply.body.get("guild_id"):
        says = reply.reason if not reply.is_good else f"{name}, is in no server"
        return error("channels", says, "name a channel of a server that the bot is in")
    named = f"#{reply.body.get('name')} ({name})"
    may = await _may_in(asker, reply.body, me)
    if may is None:
        return warning("channels", f"{named}: Discord does not say what it may", "try again later")
    missing = _missing(may)
    if not missing:
        return ok("channels", f"in {named}, the bot may do all it needs")
    says = f"in {named}, the bot may not {_listed(missing)}"
    kind = reply.body.get("type")
    speak = _IN_THREADS if kind in _FORUMS | _THREADS else _SEND
    return (error if {_VIEW, speak} & set(missing) else warning)("channels", says, _ALLOW)


async def _may_in(asker: Asker, channel: dict[str, Any], me: str) -> int | None:
    """Return what the bot may do in a channel; a thread has the permissions of its channel."""
    server = channel["guild_id"]
    guild = await asker.get(f"/guilds/{server}")
    member = await asker.get(f"/guilds/{server}/members/{me}")
    if channel.get("type") in _THREADS:
        parent = await asker.get(f"/channels/{channel['parent_id']}")
        channel = parent.body if parent.is_good else {}
    if not (guild.is_good and member.is_good and channel):
        return None
    return permitted(guild.body, member.body, channel, me)


def permitted(
    server: Mapping[str, Any], member: Mapping[str, Any], channel: Mapping[str, Any], me: str
) -> int:
    """Return what a member may do in a channel, by Discord's rules.

    Args:
        server: The server with its roles.
        member: The member with the ids of theirs.
        channel: The channel with its overwrites.
        me: The member's id.
    """
    roles = {role["id"]: int(role["permissions"]) for role in server["roles"]}
    everyone, mine = server["id"], set(member["roles"])
    may = roles.get(everyone, 0)
    for role in mine:
        may |= roles.get(role, 0)
    if may & _ADMINISTRATOR or server.get("owner_id") == me:
        return _EVERYTHING
    rules: list[dict[str, Any]] = channel.get("permission_overwrites") or []
    of_roles = [rule for rule in rules if int(rule["type"]) == _ROLE]
    for applied in (
        [rule for rule in of_roles if rule["id"] == everyone],
        [rule for rule in of_roles if rule["id"] in mine],
        [rule for rule in rules if int(rule["type"]) == _MEMBER and rule["id"] == me],
    ):
        allow, deny = _sum(applied)
        may = may & ~deny | allow
    return may


def _sum(rules: list[dict[str, Any]]) -> tuple[int, int]:
    allow = deny = 0
    for rule in rules:
        allow |= int(rule["allow"])
        deny |= int(rule["deny"])
    return allow, deny


def _missing(may: int) -> list[int]:
    return [] if may & _ADMINISTRATOR else [bit for bit in _NEEDED if not may & bit]


def _listed(bits: list[int]) -> str:
    return ", ".join(_NEEDED[bit] for bit in bits)
