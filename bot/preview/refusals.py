"""What Discord says no to, as the library raises it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import discord

if TYPE_CHECKING:
    from aiohttp import ClientResponse


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    reason: str


def not_found(what: str) -> discord.NotFound:
    """Return the error for something that is not there."""
    return discord.NotFound(_response(404, "Not Found"), _body(10_000, f"Unknown {what}"))


def refused(text: str) -> discord.HTTPException:
    """Return the error for a request that makes no sense."""
    return discord.HTTPException(_response(400, "Bad Request"), _body(50_035, text))


def _response(status: int, reason: str) -> ClientResponse:
    # The library reads no more of it than these two.
    return cast("ClientResponse", _Answer(status, reason))


def _body(code: int, message: str) -> dict[str, Any]:
    return {"code": code, "message": message}
