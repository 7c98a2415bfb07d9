"""What stands before every endpoint: faults on request, the token, a record of refusals."""

import json
import re
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import web

from tests.discord_server.faults import Faults
from tests.discord_server.refusals import INVALID_FORM, RefusedError, unauthorized
from tests.discord_server.wire import Json
from tests.discord_server.world import World

API = "/api/v10"
OPEN_PATHS = re.compile(rf"{API}/(?:webhooks|interactions)/|{API}/gateway\Z|(?!{API}/)")
WRONG_DOINGS = frozenset({INVALID_FORM, 50006, 40060, 160002})

Endpoint: TypeAlias = Callable[[web.Request], Awaitable[Any]]
Respond: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


def json_answer(body: Any, status: int = 200) -> web.Response:
    """An answer whose content type is exactly `application/json`, or an empty one for None."""
    if body is None:
        return web.Response(status=204)
    return web.Response(
        body=json.dumps(body).encode(),
        status=status,
        headers={"Content-Type": "application/json"},
    )


class Guard:
    """Stands before every endpoint: faults on request, the token, and refusals as JSON."""

    def __init__(self, world: World, faults: Faults, token: str) -> None:
        self._world = world
        self._faults = faults
        self._token = token

    def over(self, endpoint: Endpoint) -> Respond:
        """The endpoint as aiohttp wants it: it answers, whatever happens on the way."""

        async def respond(request: web.Request) -> web.StreamResponse:
            return await self._answer(request, endpoint)

        return respond

    async def _answer(self, request: web.Request, endpoint: Endpoint) -> web.StreamResponse:
        fault = self._faults.take(request.method, request.path)
        if fault:
            answer = json_answer(fault.body or {}, fault.status)
            answer.headers.update(fault.headers)
            return answer
        try:
            self._authenticate(request)
            answer = await endpoint(request)
            return answer if isinstance(answer, web.StreamResponse) else json_answer(answer)
        except RefusedError as refused:
            self._record(request, refused)
            return json_answer(refused.payload(), refused.status)
        except (KeyError, TypeError, ValueError, AttributeError):
            return self._failed(request)

    def _authenticate(self, request: web.Request) -> None:
        if OPEN_PATHS.match(request.path):
            return
        if request.headers.get("Authorization") != f"Bot {self._token}":
            raise unauthorized()

    def _record(self, request: web.Request, refused: RefusedError) -> None:
        place = f"{request.method} {request.path.removeprefix(API)}"
        self._world.refusals.append(f"{place}: {refused.status} {refused.code} {refused.message}")
        if refused.violations:
            self._world.violations += [f"{place}: {one}" for one in refused.violations]
        elif refused.code in WRONG_DOINGS:
            self._world.violations.append(f"{place}: {refused.message} ({refused.code})")

    def _failed(self, request: web.Request) -> web.Response:
        place = f"{request.method} {request.path.removeprefix(API)}"
        self._world.violations.append(f"{place}: not understood\n{traceback.format_exc()}")
        return json_answer({"message": "Bad Request", "code": 0}, 400)

    async def unknown_route(self, request: web.Request) -> Json:
        """Whatever no other endpoint takes."""
        place = f"{request.method} {request.path.removeprefix(API)}"
        self._world.violations.append(f"{place}: unknown route")
        raise RefusedError(404, 0, "404: Not Found")
