"""A site of one's own on the loopback interface, with a certificate of its own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from aiohttp import web

from bot.intake import Fetcher
from bot.intake.destinations import Address

# The key and the certificate of site.example, other.example and 127.0.0.1: worth nothing elsewhere.
_CERTIFICATE = Path(__file__).with_name("site.pem")
_HOSTS = ("site.example", "other.example", "wrong.example")

Reply: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """What it answers to each path, and what it was asked."""

    port: int = 0
    replies: dict[str, web.Response | Reply] = field(
        default_factory=dict[str, "web.Response | Reply"]
    )
    asked: list[web.BaseRequest] = field(default_factory=list[web.BaseRequest])
    looked_up: list[str] = field(default_factory=list[str])

    def url(self, path: str = "/", host: str = "site.example") -> str:
        return f"https://{host}:{self.port}{path}"

    def fetcher(
        self,
        *,
        allows: Callable[[Address], bool] = lambda address: address.is_loopback,
        resolve: Callable[[str], Awaitable[Sequence[str]]] | None = None,
        trusted: bool = True,
        seconds: float = 20.0,
    ) -> Fetcher:
        return Fetcher(
            resolve=resolve or self.resolve,
            allows=allows,
            ports=frozenset((443, self.port)),
            tls=ssl.create_default_context(cafile=_CERTIFICATE) if trusted else None,
            seconds=seconds,
        )

    async def resolve(self, host: str) -> list[str]:
        self.looked_up.append(host)
        if host in _HOSTS:
            return ["127.0.0.1"]
        raise OSError("no such host")

    async def reply(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request)
        found = self.replies.get(request.path, web.Response(status=404))
        if not isinstance(found, web.Response):
            return await found(request)
        # A response can be sent once.
        return web.Response(
            status=found.status, reason=found.reason, headers=found.headers, body=found.body
        )


@asynccontextmanager
async def served() -> AsyncGenerator[Site]:
    site = Site()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(_CERTIFICATE)
    runner = web.ServerRunner(web.Server(site.reply), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        site.port = runner.addresses[0][1]
        yield site
    finally:
        await runner.cleanup()


@asynccontextmanager
async def listening() -> AsyncGenerator[tuple[int, list[object]]]:
    """Listen on a loopback port and note every connection."""
    connections: list[object] = []

    async def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], connections
    finally:
        server.close()
        await server.wait_closed()
