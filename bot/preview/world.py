"""Who and what is in the channel: the server, its channels, roles and people, as Discord says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import discord

Json: TypeAlias = dict[str, Any]

TEXT, DIRECT, THREAD = 0, 1, 11
# An address of Discord holds the time it was made; these are of the day Discord opened, and after.
_FIRST = 1 << 22
BOT_ID, READER_ID, MODERATOR_ID = _FIRST + 1, _FIRST + 2, _FIRST + 3
GUILD_ID, CHANNEL_ID, LOG_ID, HELPERS_ID = _FIRST + 4, _FIRST + 5, _FIRST + 6, _FIRST + 7
MADE = "2015-05-13T00:00:00+00:00"
_ORDINARY = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
    use_application_commands=True,
)
_MODERATING = _ORDINARY | discord.Permissions(manage_guild=True, manage_messages=True)


@dataclass(frozen=True, slots=True)
class Person:
    """An account that is a member of the server."""

    id: int
    name: str
    permissions: int = _ORDINARY.value
    bot: bool = False

    def user(self) -> Json:
        """Return the user object."""
        return {
            "id": str(self.id),
            "username": self.name.lower(),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }

    def member(self) -> Json:
        """Return the member object without its user, as messages carry it."""
        return {
            "nick": None,
            "avatar": None,
            "roles": [],
            "joined_at": MADE,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
        }

    def within(self) -> Json:
        """Return the member object as what was entered refers to it."""
        return {**self.member(), "permissions": str(self.permissions)}

    def whole(self) -> Json:
        """Return the member object as interactions carry it."""
        return {**self.within(), "user": self.user()}


BOT = Person(BOT_ID, "Pilcrow", bot=True)
READER = Person(READER_ID, "Ann")
MODERATOR = Person(MODERATOR_ID, "Mo", _MODERATING.value)
PEOPLE = {one.id: one for one in (READER, MODERATOR)}
ROLES = {GUILD_ID: "@everyone", HELPERS_ID: "Helpers"}


def role(role_id: int) -> Json:
    """Return a role object."""
    everyone = role_id == GUILD_ID
    return {
        "id": str(role_id),
        "name": ROLES[role_id],
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0 if everyone else 1,
        "permissions": str(_ORDINARY.value if everyone else 0),
        "managed": False,
        "mentionable": not everyone,
        "flags": 0,
    }


def channel(channel_id: int, name: str) -> Json:
    """Return a text channel of the server."""
    return {
        "id": str(channel_id),
        "type": TEXT,
        "guild_id": str(GUILD_ID),
        "name": name,
        "position": 0,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "permission_overwrites": [],
        "flags": 0,
        "last_message_id": None,
    }


def thread(thread_id: int, parent: int, name: str) -> Json:
    """Return a thread that the bot opened."""
    return {
        "id": str(thread_id),
        "type": THREAD,
        "guild_id": str(GUILD_ID),
        "parent_id": str(parent),
        "owner_id": str(BOT_ID),
        "name": name,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "locked": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": MADE,
        },
        "flags": 0,
        "last_message_id": None,
    }


def direct(channel_id: int, person: Person) -> Json:
    """Return the direct messages between the bot and a person."""
    recipients = [person.user()]
    return {"id": str(channel_id), "type": DIRECT, "recipients": recipients, "flags": 0}


def summary() -> Json:
    """Return what an interaction says of the server."""
    return {
        "id": str(GUILD_ID),
        "name": "Preview",
        "features": [],
        "locale": "en-US",
        "preferred_locale": "en-US",
    }


def guild(channels: list[Json]) -> Json:
    """Return the server as the gateway tells the bot of it."""
    everybody = (BOT, *PEOPLE.values())
    return {
        **summary(),
        "owner_id": str(MODERATOR_ID),
        "large": False,
        "member_count": len(everybody),
        "joined_at": MADE,
        "system_channel_id": None,
        "premium_tier": 0,
        "nsfw_level": 0,
        "roles": [role(one) for one in ROLES],
        "channels": channels,
        "threads": [],
        "members": [{**one.member(), "user": one.user()} for one in everybody],
        "presences": [],
        "voice_states": [],
        "emojis": [],
        "stickers": [],
    }


def application() -> Json:
    """Return the application, with the contents of messages granted to it."""
    flags = discord.ApplicationFlags()
    flags.gateway_message_content_limited = True
    return {
        "id": str(BOT_ID),
        "name": BOT.name,
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": MODERATOR.user(),
        "verify_key": "0" * 64,
        "team": None,
        "flags": flags.value,
        "bot": BOT.user(),
    }


def part(thing: Json, name: str) -> Json:
    """Return an object within an object; empty where it is missing or null."""
    return thing.get(name) or {}


def parts(thing: Json, name: str) -> list[Json]:
    """Return a list of objects within an object; empty where it is missing or null."""
    return thing.get(name) or []
