"""What takes long is done in a worker thread: heartbeats and other people do not wait for it."""

import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import knowledge
from bot import pressing, sending
from bot.cogs import read
from bot.cogs.ask import Ask
from bot.cogs.browsing import Browsing
from bot.cogs.read import Read
from bot.curation import curator
from bot.curation.proposals import Add, Prepared
from bot.pressing import Pressing
from bot.replies import inventory
from bot.service import AnswerService
from knowledge import Loaded
from tests.bot.messages import BASE, WHEN
from tests.bot.serving import serving
from tests.bot.test_addressing import message

_client: Any = type("Client", (), {"user": None})()
_somebody: Any = SimpleNamespace(
    guild_id=None,
    channel=None,
    user=SimpleNamespace(id=7),
    context=SimpleNamespace(private_channel=False),
    type=None,
    app_permissions=SimpleNamespace(embed_links=True),
    is_guild_integration=lambda: False,
)
_anybody: Any = None


def _ask(service: AnswerService) -> Awaitable[None]:
    return Ask(_client, service, frozenset(), _anybody, _anybody).answer_this(
        _somebody, message(WHEN)
    )


def _summarise(service: AnswerService) -> Awaitable[None]:
    cog = Read(_client, service)
    # A command's callback takes its cog, of which pyright knows nothing.
    callback: Any = cog.summary.callback
    return callback(cog, _somebody)


def _search(service: AnswerService) -> Awaitable[None]:
    cog = Read(_client, service)
    callback: Any = cog.search.callback
    return callback(cog, _somebody, "lighthouse")


def _find_source(service: AnswerService) -> Awaitable[None]:
    return Read(_client, service).find_source(_somebody, message(WHEN))


def _turn(service: AnswerService) -> Awaitable[None]:
    return Pressing(service).find(_somebody, "0:lighthouse")


def _outline(service: AnswerService) -> Awaitable[None]:
    return Browsing(service, _anybody).outline(_somebody, BASE.digests[0][:32])


async def _add(service: AnswerService) -> None:
    found = await service.curator.prepare(1, Add(knowledge.read(b"A pier.", "pier.md")))
    assert isinstance(found, Prepared)
    await service.curator.commit(found, 1)


@pytest.mark.parametrize("work", [_ask, _summarise, _search, _find_source, _turn, _outline, _add])
async def test_long_work_leaves_the_event_loop_alone(
    work: Callable[[AnswerService], Awaitable[None]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    threads: list[int] = []

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            threads.append(threading.get_ident())
            return real(*given, **named)

        return call

    async def sent(*_given: Any, **_named: Any) -> None: ...

    for place, name in (
        (knowledge, "ask"),
        (read, "summarise"),
        (read, "find_source"),
        (read, "search"),
        (pressing, "search"),
        (inventory, "outline"),
        (curator, "digest"),
    ):
        monkeypatch.setattr(place, name, watched(getattr(place, name)))
    monkeypatch.setattr(sending, "respond", sent)
    async with serving(lambda: Loaded(BASE, ()), tmp_path) as service:
        await work(service)

    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
