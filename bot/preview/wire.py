"""The real client with Discord's two ends replaced: its HTTP, and the gateway's events."""

from __future__ import annotations

import asyncio
import contextvars
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.preview import world
from bot.preview.room import File

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    import discord

    from bot.client import Pilcrow
    from bot.preview.world import Json

_FILE = re.compile(r"files\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Request:
    """What the library would send to Discord."""

    method: str
    path: str
    body: Any
    files: tuple[File, ...] = ()
    query: Json = field(default_factory=dict[str, Any])


class Wire:
    """Connects a client to what answers it in Discord's place."""

    def __init__(
        self,
        client: Pilcrow,
        answer: Callable[[Request], Awaitable[Any]],
        file: Callable[[str], bytes],
    ) -> None:
        """Take the client, what answers its requests, and where files are fetched."""
        self._client = client
        self._context = contextvars.copy_context()
        self._context.run(async_context.set, _Adapter(answer))

        async def request(
            route: Route,
            *,
            files: Sequence[discord.File] | None = None,
            form: Iterable[Json] | None = None,
            **kwargs: Any,
        ) -> Any:
            return await answer(
                _request(route, kwargs.get("json"), form or (), kwargs.get("params"))
            )

        async def get_from_cdn(url: str) -> bytes:
            return file(url)

        client.http.request = request
        client.http.get_from_cdn = get_from_cdn

    async def connect(self, channels: list[Json]) -> None:
        """Log in, and hear of the server as the gateway tells of it."""
        await self._client.login("preview")
        guilds = [{"id": str(world.GUILD_ID), "unavailable": True}]
        user = world.BOT.user()
        app = world.application()
        self.tell("READY", {"user": user, "guilds": guilds, "application": app})
        self.tell("GUILD_CREATE", world.guild(channels))
        await self._client.wait_until_ready()

    def tell(self, event: str, payload: Json) -> None:
        """Let the client hear of an event, as from the gateway."""
        # Through JSON, so that nothing is shared with what the library keeps and changes.
        own, context = json.loads(json.dumps(payload)), self._context.copy()
        asyncio.get_running_loop().call_soon(self._heard, event, own, context=context)

    def _heard(self, event: str, payload: Json) -> None:
        self._client.dispatch("socket_event_type", event)
        # The library has no public door for a gateway that is not a socket.
        self._client._connection.parsers[event](payload)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


class _Adapter(AsyncWebhookAdapter):
    """What carries the answers to interactions."""

    def __init__(self, answer: Callable[[Request], Awaitable[Any]]) -> None:
        super().__init__()
        self._answer = answer

    async def request(self, route: Route, session: Any, **more: Any) -> Any:
        """Answer in Discord's place."""
        form = more.get("multipart") or ()
        return await self._answer(_request(route, more.get("payload"), form, more.get("params")))


def _request(route: Route, body: Any, form: Iterable[Json], query: Any) -> Request:
    files: dict[int, File] = {}
    body = json.loads(json.dumps({} if body is None else body))
    for part in form:
        if part["name"] == "payload_json":
            body = json.loads(part["value"])
        elif found := _FILE.fullmatch(part["name"]):
            files[int(found[1])] = File(part["filename"], cast("bytes", part["value"].read()))
    path = route.url.removeprefix(Route.BASE)
    listed = world.parts(world.part(body, "data") or body, "attachments") if files else []
    sent = tuple(_described(files[number], number, listed) for number in sorted(files))
    return Request(route.method, path, body, sent, dict(query or {}))


def _described(file: File, number: int, listed: Sequence[Json]) -> File:
    """Return a file with what is said about it, and its kind as Discord finds it out."""
    # What stays has a long id; what is new, its place among the files.
    described = (one for one in listed if str(one["id"]) == str(number))
    said: Json = next(described, dict[str, Any]())
    kind = "image/png" if file.content.startswith(b"\x89PNG\r\n\x1a\n") else file.kind
    return File(
        said.get("filename") or file.name, file.content, kind, said.get("description") or ""
    )
