"""Killed at any moment: what is there afterwards is whole."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import knowledge
from bot.storage import Storage, open_storage
from tests.bot.storage.conftest import execute
from tests.bot.storage.making import HERE, LONG_AGO

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no such thing as fork here")

_ROOT = Path(__file__).parents[3]
_KILLS = 10

# Wait until nobody else is connected.
_ENDED = """
DO $$ BEGIN
  WHILE EXISTS (SELECT FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()) LOOP
    PERFORM pg_sleep(0.005), pg_stat_clear_snapshot();
  END LOOP;
END $$
"""


def test_a_program_that_is_killed_leaves_every_change_whole(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bot.storage.committing", url],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        numbers = [_killed(program, url) for _ in range(_KILLS)]
        program.communicate()

    assert numbers == sorted(numbers)
    assert numbers[-1] > 0
    assert program.returncode == 0


def _killed(program: subprocess.Popen[str], url: str) -> int:
    assert program.stdin
    assert program.stdout
    program.stdin.write("go\n")
    program.stdin.flush()
    child = int(program.stdout.readline())
    time.sleep(random.uniform(0, 0.05))
    os.kill(child, signal.SIGKILL)
    return asyncio.run(_opened(url))


async def _opened(url: str) -> int:
    if url.startswith("postgresql"):  # it ends by itself what was sent to it
        await execute(url, _ENDED)
    storage = await open_storage(url)
    try:
        return await _checked(storage)
    finally:
        await storage.close()


async def _checked(storage: Storage) -> int:
    articles, questions = storage.articles, storage.questions
    state, lines = await articles.state(HERE), await articles.history(HERE, limit=10_000)
    assert [line.number for line in lines] == list(range(state.number, 0, -1))
    for line in lines[:-1][:10]:
        then = await articles.state_at(HERE, line.number)
        assert then
        assert line.after == knowledge.revision_of(one.digest for one in then.held)
    held = {one.digest for one in state.held}
    assert set(await articles.contents(held)) == held
    failed, _ = await questions.unanswered(HERE, LONG_AGO, limit=5, offset=0)
    shown = await questions.cited(HERE, LONG_AGO, 5)
    asked = len(await questions.confidences(HERE, limit=100_000))
    assert sum(row.count for row in failed) * 2 == sum(row.count for row in shown) * 2 == asked
    return state.number
