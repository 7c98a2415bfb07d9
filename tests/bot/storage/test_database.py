"""Transactions: whole or not at all, whatever comes in between."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import Held, Storage, StorageError, open_storage
from bot.storage.database import MOST_VALUES, portions
from bot.storage.opening import connected
from tests.bot.storage.conftest import execute
from tests.bot.storage.making import HERE, THERE, change, digest_of


async def test_what_fails_later_is_a_storage_error_of_one_line(empty_url: str) -> None:
    storage = await open_storage(empty_url)
    database = connected(empty_url)
    async with database.writing() as connection:
        await connection.execute(text("DROP TABLE pins"))
    await database.dispose()

    with pytest.raises(StorageError) as reading:
        await storage.pins.list(HERE)
    with pytest.raises(StorageError) as writing:
        await storage.pins.add(HERE, "When?", "", "", 7)

    for failure in (reading, writing):
        assert "pins" in str(failure.value)
        assert "\n" not in str(failure.value)
    await storage.close()


async def test_a_change_that_is_cancelled_is_whole_or_not_there_at_all(storage: Storage) -> None:
    number = 0
    for turns in range(0, 160, 8):
        articles = {"a": f"text {turns}"}
        task = asyncio.create_task(storage.articles.commit(change(HERE, number, articles)))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

        state = await storage.articles.state(HERE)
        assert state.number == number or state.held == (Held("a", digest_of(articles["a"])),)
        number = state.number

    await storage.articles.commit(change(HERE, number, {"b": "last"}))


async def test_another_program_that_writes_to_the_file_is_waited_for(
    tmp_path: Path, migrated: Path
) -> None:
    path = shutil.copy(migrated, tmp_path)
    storage = await open_storage(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        adding = asyncio.create_task(storage.pins.add(HERE, "When?", "", "", 7))
        await asyncio.sleep(0.1)
        waiting = not adding.done()
        pins = await storage.pins.list(HERE)
        other.execute("ROLLBACK")

    assert (await adding).number == 1
    assert waiting
    assert pins == []
    await storage.close()


async def test_connections_that_were_cut_are_made_anew(emptied: tuple[str, str]) -> None:
    url, _ = emptied
    storage = await open_storage(url)
    pin = await storage.pins.add(THERE, "When?", "", "", 7)
    await execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )

    assert pin in await storage.pins.list(THERE)
    await storage.close()


def test_values_are_cut_into_what_one_statement_takes() -> None:
    parts = list(portions(range(MOST_VALUES * 2 + 1)))

    assert [len(part) for part in parts] == [MOST_VALUES, MOST_VALUES, 1]
    assert list(portions("")) == []
