"""What takes long is done in a worker thread: heartbeats and other people do not wait for it."""

import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import knowledge
from bot import pressing, sending
from bot.cogs import read
from bot.cogs.ask import Ask
from bot.cogs.read import Read
from bot.service import AnswerService
from knowledge import Loaded
from tests.bot.messages import BASE, WHEN
from tests.bot.test_addressing import message

_client: Any = type("Client", (), {"user": None})()
_nobody: Any = None
_service = AnswerService(lambda: Loaded(BASE, ()))
_ask, _read = Ask(_client, _service, frozenset()), Read(_client, _service)
# A command's callback takes its cog, of which pyright knows nothing.
_summary: Any = _read.summary.callback
_search: Any = _read.search.callback
_LONG: dict[str, Callable[[], Awaitable[None]]] = {
    "ask": lambda: _ask.answer_this(_nobody, message(WHEN)),
    "summarise": lambda: _summary(_read, _nobody),
    "find_source": lambda: _read.find_source(_nobody, message(WHEN)),
    "search": lambda: _search(_read, _nobody, "lighthouse"),
    "turned": lambda: pressing.press(_nobody, _service, "find:0:lighthouse"),
}


@pytest.mark.parametrize("work", _LONG.values(), ids=_LONG)
async def test_long_work_leaves_the_event_loop_alone(
    work: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def watched(name: str) -> Callable[..., Any]:
        real = getattr(knowledge, name)

        def call(*given: Any, **named: Any) -> Any:
            threads.append(threading.get_ident())
            return real(*given, **named)

        return call

    async def sent(*_given: Any, **_named: Any) -> None: ...

    for place, name in (
        (knowledge, "ask"),
        (knowledge, "summarise"),
        (knowledge, "find_source"),
        (read, "search"),
        (pressing, "search"),
    ):
        monkeypatch.setattr(place, name, watched(name))
    monkeypatch.setattr(sending, "respond", sent)

    await work()

    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
