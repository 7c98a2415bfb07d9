"""Levers that make the connection go wrong, and gauges of how the bot took it."""

import re
from collections.abc import Mapping

from tests.discord_server.faults import Fault, Faults
from tests.discord_server.gateway import Gateway
from tests.discord_server.wire import Intent, Json
from tests.discord_server.world import World


class Levers:
    """What a test pulls at the gateway and at REST."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway
        self._faults = Faults()

    @property
    def identifies(self) -> int:
        """How often a client identified."""
        return self._gateway.identifies

    @property
    def resumes(self) -> int:
        """How often a client resumed a session."""
        return self._gateway.resumes

    @property
    def intents(self) -> Intent:
        """The intents that a client identified with last."""
        return self._gateway.intents

    @property
    def last_close(self) -> int | None:
        """The close code that a client sent last; 1006 when it went without one."""
        return self._gateway.last_close

    async def ask_to_reconnect(self) -> None:
        """Op 7: the client has to reconnect and resume."""
        await self._gateway.ask_to_reconnect()

    async def invalidate(self, *, resumable: bool) -> None:
        """Op 9: the client has to resume, or to identify anew."""
        await self._gateway.invalidate(resumable=resumable)

    async def drop(self) -> None:
        """Abort the gateway's connections without a goodbye."""
        await self._gateway.drop()

    async def repeat(self, event: str) -> None:
        """Send the last event with this name again, as may happen around a resume."""
        await self._gateway.repeat(event)

    async def close_gateway(self, code: int) -> None:
        """Close the gateway's connections with a code."""
        await self._gateway.close(code)

    def refuse_gateway(self, times: int) -> None:
        """Answer the next attempts to connect to the gateway with 503."""
        self._gateway.refusing = times

    async def disconnected(self, timeout: float = 5) -> None:
        """Wait until no client is connected."""
        away = self._world.changes.until(lambda: not self._gateway.connected, timeout, "the end")
        await away

    async def resumed(self, times: int = 1, timeout: float = 10) -> None:
        """Wait until a client resumed so many times."""

        def done() -> bool:
            return self._gateway.resumes >= times

        await self._world.changes.until(done, timeout, "a resume")

    def fail_next(
        self,
        method: str,
        path: str,
        status: int,
        body: Json | None = None,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
    ) -> None:
        """Let the next requests fail whose method and path (a regular expression) match."""
        self._faults.add(Fault(method, re.compile(path), status, body, headers or {}), times)
