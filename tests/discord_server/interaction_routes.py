"""Endpoints of interactions: the first response, and the webhook that follows it up."""

from aiohttp import web

from tests.discord_server.bodies import read_body
from tests.discord_server.desk import Desk
from tests.discord_server.guard import Endpoint
from tests.discord_server.wire import Json


class InteractionRoutes:
    """What the bot answers to interactions; the token in the path is the permission."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[tuple[str, str, Endpoint]]:
        """The endpoints by method and path."""
        webhook = "/webhooks/{application}/{token}"
        message = webhook + "/messages/{message}"
        return [
            ("POST", "/interactions/{interaction}/{token}/callback", self._respond),
            ("POST", webhook, self._follow_up),
            ("GET", message, self._get),
            ("PATCH", message, self._edit),
            ("DELETE", message, self._delete),
        ]

    async def _respond(self, request: web.Request) -> Json | None:
        place = request.match_info
        body = await read_body(request)
        receipt = await self._desk.respond(place["interaction"], place["token"], body)
        wanted = request.query.get("with_response", "").lower() in ("1", "true")
        return receipt if wanted else None

    async def _follow_up(self, request: web.Request) -> Json:
        body = await read_body(request)
        return (await self._desk.follow_up(request.match_info["token"], body)).payload()

    async def _get(self, request: web.Request) -> Json:
        place = request.match_info
        return self._desk.find(place["token"], place["message"]).payload()

    async def _edit(self, request: web.Request) -> Json:
        place = request.match_info
        body = await read_body(request)
        return (await self._desk.edit(place["token"], place["message"], body)).payload()

    async def _delete(self, request: web.Request) -> None:
        place = request.match_info
        await self._desk.delete(place["token"], place["message"])
