"""A process that is killed in the middle of a change leaves the old revision or the new one."""

import asyncio
import multiprocessing
import random
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from bot.service import AnswerService
from bot.storage.values import SHARED, State
from tests.bot.curation.changing import SERVER, change_forever
from tests.bot.serving import serving

_KILLS = 50
# About as long as a change takes, so that every step of one is hit.
_LONGEST_S = 0.03
# What a start would import, so that most of the time is spent on changes.
_PRELOADED = ["tests.bot.curation.changing", "bot.storage.opening", "bot.storage.sqlite"]


@pytest.mark.timeout(110)
async def test_killed_at_fifty_moments_the_articles_and_their_history_are_whole(
    tmp_path: Path,
) -> None:
    folder, data = tmp_path / "articles", tmp_path / "data"
    folder.mkdir()
    start = "---\nlanguage: en\n---\n\nThe pier is long.\n"
    (folder / "shared.md").write_text(start, encoding="utf-8")
    chance = random.Random()
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(_PRELOADED)
    numbers: list[int] = []

    for _ in range(_KILLS):
        heard, told = forked.Pipe(duplex=False)
        seed = chance.randrange(2**32)
        changing = forked.Process(target=change_forever, args=(folder, data, seed, told))
        changing.start()
        for _ in range(1 + chance.randrange(3)):
            assert heard.poll(20)
            heard.recv()
        await asyncio.sleep(chance.random() * _LONGEST_S)
        changing.kill()
        changing.join(10)
        numbers.append(await _checked(folder, data, f"seed {seed}"))

    assert numbers == sorted(numbers)
    assert numbers[-1] > _KILLS / 2, "too few changes were made"


async def _checked(folder: Path, data: Path, what: str) -> int:
    """Start after a kill; return the number of the last change once all is found whole."""
    async with serving(folder, data, keep_versions=3) as service:
        base = await service.base(SERVER)
        history = await service.storage.articles.history(SERVER, limit=1_000)
        state = await service.storage.articles.state(SERVER)
        await _rebuilt(service, what)
    numbers = [line.number for line in history]
    assert numbers == list(range(len(numbers), 0, -1)), what
    assert all(newer.before == older.after for newer, older in pairwise(history)), what
    assert not history or history[0].after == base.revision, what
    assert {one.article for one in state.held} <= {article.id for article in base.articles}, what
    with sqlite3.connect(data / "pilcrow.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",), what
    database.close()
    return len(numbers)


async def _rebuilt(service: AnswerService, what: str) -> None:
    """Every revision whose versions are kept can be built, and is what the history says it is."""
    for at, line in enumerate(await service.storage.articles.history(SERVER, limit=2)):
        past = await service.storage.articles.state_at(SERVER, line.number)
        assert past is not None, what
        if at and not await _is_kept(service, past):
            continue
        rebuilt = await service.libraries.assembled(past)
        assert rebuilt.revision == line.after, what


async def _is_kept(service: AnswerService, past: State) -> bool:
    """Tell whether no version was given up, as those beyond three are that nobody is held at."""
    stored = service.storage.articles
    shared = await stored.state_at(SHARED, past.shared or 0)
    assert shared is not None
    for state in (past, shared):
        for one in state.held:
            kept = await stored.versions(state.server, one.article)
            if one.digest not in {version.digest for version in kept}:
                return False
    return True
