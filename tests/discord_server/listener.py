"""The HTTP server: every endpoint at its path, on the loopback interface only."""

from aiohttp import web

from tests.discord_server.gateway import Gateway
from tests.discord_server.guard import API, Endpoint, Guard
from tests.discord_server.posting import REQUEST_LIMIT

LOOPBACK = "127.0.0.1"
GOING_AWAY = 1001

Route = tuple[str, str, Endpoint]


class Listener:
    """Starts and stops the server; its port is a free one."""

    def __init__(
        self, guard: Guard, gateway: Gateway, routes: list[Route], downloads: Endpoint
    ) -> None:
        application = web.Application(client_max_size=2 * REQUEST_LIMIT)
        application.router.add_get("/gateway", gateway.serve)
        application.router.add_get("/attachments/{file}/{name}", guard.over(downloads))
        for method, path, endpoint in routes:
            application.router.add_route(method, API + path, guard.over(endpoint))
        application.router.add_route("*", "/{path:.*}", guard.over(guard.unknown_route))
        self._gateway = gateway
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        self._door: web.TCPSite | None = None

    async def start(self) -> str:
        """Begin to listen, and return the address."""
        await self._runner.setup()
        self._door = web.TCPSite(self._runner, LOOPBACK, 0)
        await self._door.start()
        return f"{LOOPBACK}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening, so that nobody comes back, and end all connections."""
        if self._door:
            await self._door.stop()
        await self._gateway.close(GOING_AWAY)
        await self._runner.cleanup()
