"""The page and what it asks for, served to this machine alone."""

from __future__ import annotations

import json
import secrets
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import discord
from aiohttp import web

from bot.locales.chosen import DEFAULT, LOCALES, supported
from bot.preview import world
from bot.preview.entering import ImpossibleError
from bot.preview.room import BINARY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Handler

    from bot.preview.desk import Desk
    from bot.preview.doing import Doing
    from bot.preview.room import Room
    from bot.preview.world import Json, Person

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_PICTURE = "image/png"
# Discord's ten megabytes for a file, in base64 and with room for the rest.
_LARGEST = 16 * 1024 * 1024
_OWN = frozenset({"127.0.0.1", "localhost", "::1"})
TOKEN_HEADER = "X-Preview-Token"


class Pages:
    """What a browser gets."""

    def __init__(self, room: Room, desk: Desk, doing: Doing) -> None:
        """Take the messages, the commands, and what people may do."""
        self._room = room
        self._desk = desk
        self._token = secrets.token_urlsafe(24)
        self._actions: dict[str, Callable[[Person, Json], Awaitable[Json]]] = {
            "say": doing.say,
            "use": doing.use,
            "press": doing.press,
            "complete": doing.complete,
            "submit": doing.submit,
            "edit": doing.edit,
            "delete": doing.delete,
        }

    def application(self) -> web.Application:
        """Return the application to serve."""
        made = web.Application(middlewares=[_guarded], client_max_size=_LARGEST)
        made.router.add_get("/", self._page)
        made.router.add_get(r"/{name:[a-z]+\.(?:js|css)}", self._part)
        made.router.add_get("/events", self._events)
        made.router.add_get(r"/files/{key:\d+}", self._file)
        made.router.add_post("/{action:[a-z]+}", self._act)
        made.on_response_prepare.append(_secure)
        made.on_shutdown.append(self._end)
        return made

    async def _page(self, _: web.Request) -> web.Response:
        text = _packaged("index.html").replace("{token}", self._token)
        return web.Response(text=text, content_type="text/html")

    async def _part(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        try:
            text = _packaged(name)
        except FileNotFoundError:
            raise web.HTTPNotFound from None
        return web.Response(text=text, content_type=_KINDS[name[name.index(".") :]])

    async def _file(self, request: web.Request) -> web.Response:
        file = self._room.files.get(int(request.match_info["key"]))
        if file is None:
            raise web.HTTPNotFound
        # Nothing but a picture is ever shown as what it says it is.
        shown = file.kind == _PICTURE
        kind = _PICTURE if shown else BINARY
        how = {} if shown else {"Content-Disposition": "attachment"}
        return web.Response(body=file.content, content_type=kind, headers=how)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with self._room.listening() as queue:
            happened: Json | None = self._state()
            while happened is not None:
                try:
                    await response.write(b"data: " + json.dumps(happened).encode() + b"\n\n")
                except ConnectionError:
                    break
                happened = await queue.get()
        return response

    def _state(self) -> Json:
        people = (*world.PEOPLE.values(), world.BOT)
        return {
            "kind": "state",
            "channel": str(world.CHANNEL_ID),
            "bot": str(world.BOT_ID),
            "people": [{**one.user(), "permissions": str(one.permissions)} for one in people],
            "roles": [world.role(one) for one in world.ROLES],
            "channels": list(self._room.channels.values()),
            "commands": self._desk.commands,
            "locales": _locales(),
            "messages": [self._room.seen(one) for one in self._room.messages.values()],
        }

    async def _act(self, request: web.Request) -> web.Response:
        if request.match_info["action"] not in self._actions:
            raise web.HTTPNotFound
        if not secrets.compare_digest(request.headers.get(TOKEN_HEADER, ""), self._token):
            raise web.HTTPForbidden(text="The page is an old one: load it anew.")
        asked = await _object(request)
        person = world.PEOPLE.get(int(asked.get("person") or world.READER_ID), world.READER)
        try:
            done = await self._actions[request.match_info["action"]](person, asked)
        except ImpossibleError as problem:
            return web.json_response({"problem": str(problem)})
        except (KeyError, TypeError, ValueError):
            raise web.HTTPBadRequest(text="That makes no sense.") from None
        return web.json_response(done)

    async def _end(self, _: web.Application) -> None:
        self._room.tell(None)


async def _object(request: web.Request) -> Json:
    try:
        asked: Any = await request.json()
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise web.HTTPBadRequest(text="A JSON object is needed.")
    return asked  # pyright: ignore[reportUnknownVariableType]


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve this machine's own pages alone, whatever name another site made lead here."""
    host = urlsplit(f"//{request.headers.get('Host', '')}")
    if host.hostname not in _OWN:
        raise web.HTTPForbidden(text="This page is for this machine alone.")
    if request.method == "POST" and request.headers.get("Origin") != f"http://{host.netloc}":
        raise web.HTTPForbidden(text="Only the page itself may do that.")
    return await handler(request)


async def _secure(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _packaged(name: str) -> str:
    return (resources.files("bot.preview") / "page" / name).read_text(encoding="utf-8")


def _locales() -> list[Json]:
    """Return the locales of Discord that the bot speaks, English first."""
    spoken = [one.value for one in discord.Locale if supported(one.value) != DEFAULT]
    tags = ["en-US", *sorted(spoken)]
    return [{"tag": tag, "name": f"{LOCALES[supported(tag)]} ({tag})"} for tag in tags]
