"""Readiness: what is said while the database or Discord is away."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

import knowledge
from bot import endpoints
from bot.client import Pilcrow
from bot.endpoints import served
from bot.metrics import Metrics
from bot.service import AnswerService
from bot.settings import Settings
from bot.storage import ServerSettings, StorageError
from bot.storage.servers import Servers

Page = Callable[[str], Awaitable[tuple[int, str]]]


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Pilcrow]:
    """A client that never connects; its service has not started."""
    settings = Settings(data_dir=tmp_path)
    made = Pilcrow(AnswerService(lambda: knowledge.load(knowledge.EMBEDDED), settings), settings)
    yield made
    await made.service.close()


@pytest.fixture
async def page(client: Pilcrow) -> AsyncIterator[Page]:
    """What reads a page of the client's."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = one.getsockname()
    async with served(client, Metrics(), address), aiohttp.ClientSession() as session:

        async def read(path: str) -> tuple[int, str]:
            async with session.get(f"http://127.0.0.1:{address[1]}/{path}") as answer:
                return answer.status, await answer.text()

        yield read


async def test_before_the_start_it_is_healthy_and_not_ready(page: Page) -> None:
    assert (await page("healthz"))[0] == 200
    status, text = await page("readyz")
    assert (status, json.loads(text)["database"]) == (503, False)
    assert "pilcrow_servers 0.0" in (await page("metrics"))[1]


async def test_a_database_that_fails_or_hangs_is_not_ready(
    client: Pilcrow, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    await client.service.start()
    before = json.loads((await page("readyz"))[1])["database"]

    async def fail(_: Servers, __: int) -> ServerSettings:
        raise StorageError("away")

    async def hang(_: Servers, __: int) -> ServerSettings:
        await asyncio.sleep(0.5)
        return ServerSettings()

    monkeypatch.setattr(endpoints, "_PATIENCE", 0.05)
    told: list[bool] = []
    for ask in (fail, hang):
        monkeypatch.setattr(Servers, "settings", ask)
        told.append(json.loads((await page("readyz"))[1])["database"])

    assert (before, told) == (True, [False, False])


async def test_errors_in_the_log_are_counted_and_warnings_are_not(page: Page) -> None:
    logging.getLogger("bot.lighthouse").warning("fog")
    logging.getLogger("bot.lighthouse").error("the lamp went out")

    assert "pilcrow_errors_total 1.0" in (await page("metrics"))[1]
