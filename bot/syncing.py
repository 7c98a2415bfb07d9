"""Slash commands → Discord, only when they differ from what Discord has: creates are limited."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord.http import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from discord import app_commands

_log = logging.getLogger(__name__)
# What makes a command or an option what it is. Discord adds the rest: ids, versions, defaults.
_PLAIN = ("name", "description", "required", "autocomplete", "nsfw")
_LOCALIZED = ("name_localizations", "description_localizations")
_BOUNDS = ("min_value", "max_value", "min_length", "max_length")


async def sync_if_changed(client: discord.Client, tree: app_commands.CommandTree[Any]) -> bool:
    """Send the commands to Discord where they changed; tell whether they had.

    Raises:
        discord.HTTPException: Discord refuses, or cannot be reached.
    """
    application = client.application_id
    assert application is not None, "log in before syncing"
    wanted = [signature(payload) for payload in await _payloads(tree)]
    try:
        listed = await _listed(client, application)
        held = _sorted([signature(command) for command in listed])
    except (discord.HTTPException, AttributeError, LookupError, TypeError, ValueError) as problem:
        _log.warning("cannot tell whether the commands changed: %r", problem)
        held = []
    if _sorted(wanted) == held:
        _log.info("the %d commands are unchanged", len(wanted))
        return False
    synced = await tree.sync()
    _log.info("synced %d commands", len(synced))
    return True


async def _payloads(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """Return the commands as they are sent."""
    commands, translator = tree.get_commands(), tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, translator) for command in commands]


async def _listed(client: discord.Client, application: int) -> list[dict[str, Any]]:
    """Return the commands as Discord has them; the library would ask for no localizations."""
    route = Route("GET", "/applications/{application}/commands", application=application)
    return await client.http.request(route, params={"with_localizations": "true"})


def signature(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what matters of a command's or an option's payload, with defaults left out."""
    kept: dict[str, Any] = {key: payload[key] for key in _PLAIN if payload.get(key)}
    # A bound of 0 may come back or not; both mean the same for what anybody enters here.
    kept |= {key: payload[key] for key in _BOUNDS if payload.get(key)}
    kept |= {key: dict(payload[key]) for key in _LOCALIZED if payload.get(key)}
    kept["type"] = int(payload.get("type") or 1)
    permissions = payload.get("default_member_permissions")
    if permissions is not None:
        kept["permissions"] = int(permissions)
    for key in ("contexts", "integration_types", "channel_types"):
        if payload.get(key):
            kept[key] = sorted(payload[key])
    for key, parts in (("options", signature), ("choices", _choice)):
        if payload.get(key):
            kept[key] = [parts(part) for part in payload[key]]
    return kept


def _choice(payload: Mapping[str, Any]) -> tuple[Any, ...]:
    return payload["name"], payload["value"], payload.get("name_localizations") or {}


def _sorted(commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(commands, key=lambda command: (command["type"], command["name"]))
