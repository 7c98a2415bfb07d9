"""What is served on METRICS_ADDRESS: /metrics for Prometheus, /healthz and /readyz for whoever runs it.

All of it in the bot's own loop, so that /healthz answers only as long as that turns.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web
from prometheus_client.exposition import choose_encoder

from bot.running import StartError
from bot.storage import SHARED, StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from bot.client import Pilcrow
    from bot.metrics import Metrics

_log = logging.getLogger(__name__)
# Seconds that the database has to show that it is there.
_PATIENCE = 2.0


@asynccontextmanager
async def served(
    client: Pilcrow, metrics: Metrics, address: tuple[str, int]
) -> AsyncGenerator[None]:
    """Serve the metrics of a client as long as this lasts.

    Raises:
        StartError: Nothing can be served at that address.
    """
    metrics.watch(client)
    runner = web.AppRunner(_application(client, metrics), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    host, port = address
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as problem:
        await runner.cleanup()
        why = problem.strerror or str(problem)
        raise StartError(f"METRICS_ADDRESS {host}:{port} cannot be listened on: {why}") from None
    _log.info(
        "metrics on http://%s/metrics", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    )
    try:
        with _counting(metrics):
            yield
    finally:
        await runner.cleanup()


@contextmanager
def _counting(metrics: Metrics) -> Generator[None]:
    counter = metrics.error_counter()
    logging.getLogger().addHandler(counter)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(counter)


def _application(client: Pilcrow, metrics: Metrics) -> web.Application:
    async def numbers(request: web.Request) -> web.Response:
        encode, kind = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(metrics.registry), headers={"Content-Type": kind})

    async def healthy(_: web.Request) -> web.Response:
        return web.json_response({"healthy": True})

    async def ready(_: web.Request) -> web.Response:
        parts = {
            "discord": client.is_ready() and metrics.connected and not client.is_closed(),
            "database": await _has_database(client),
        }
        is_ready = all(parts.values())
        body: dict[str, Any] = {"ready": is_ready, **parts}
        return web.json_response(body, status=200 if is_ready else 503)

    application = web.Application()
    application.router.add_get("/metrics", numbers)
    application.router.add_get("/healthz", healthy)
    application.router.add_get("/readyz", ready)
    return application


async def _has_database(client: Pilcrow) -> bool:
    if client.service.started is None:
        return False
    look = asyncio.create_task(_looked(client))
    # Not `wait_for`, which would wait for the look to end.
    done, _ = await asyncio.wait({look}, timeout=_PATIENCE)
    return bool(done) and look.result()


async def _looked(client: Pilcrow) -> bool:
    try:
        await client.service.storage.servers.settings(SHARED)
    except StorageError:
        return False
    return True
