"""Migrations: all of one or nothing, once, and exactly the tables that the program knows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

import bot.storage
from bot.storage import StorageError, open_storage, upgrading
from bot.storage.opening import connected
from bot.storage.tables import metadata
from tests.bot.storage.making import HERE

_HEAD = upgrading.HEAD
_ROOT = Path(__file__).parents[3]
_SCRIPTS = Path(bot.storage.__file__).parent / "migrations"

_BROKEN = f'''"""A migration that fails half way."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{upgrading.HEAD}"


def upgrade() -> None:
    """Make a table, then fail."""
    op.create_table("half", sa.Column("way", sa.Integer()))
    op.execute("INSERT INTO half VALUES (1)")
    op.execute("SELECT 1 FROM nowhere")
'''


async def _tables(url: str) -> set[str]:
    return set(await _read(url, _names))


def _names(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


async def _read(url: str, read: Any) -> Any:
    database = connected(url)
    async with database.reading() as connection:
        found = await connection.run_sync(read)
    await database.dispose()
    return found


async def _write(url: str, statement: str) -> None:
    database = connected(url)
    async with database.writing() as connection:
        await connection.execute(text(statement))
    await database.dispose()


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the newest migration one that fails half way."""
    folder = tmp_path / "migrations"
    shutil.copytree(_SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9000_broken.py").write_text(_BROKEN, encoding="utf-8")
    monkeypatch.setattr(upgrading, "SCRIPTS", str(folder))
    monkeypatch.setattr(upgrading, "HEAD", "9000")


def test_the_newest_migration_is_the_one_that_the_program_takes_for_it() -> None:
    config = Config()
    config.set_main_option("script_location", upgrading.SCRIPTS)

    assert ScriptDirectory.from_config(config).get_heads() == [upgrading.HEAD]


async def test_the_migrations_make_exactly_the_tables_that_the_program_knows(
    empty_url: str,
) -> None:
    await (await open_storage(empty_url)).close()

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return compare_metadata(context, metadata)

    assert await _read(empty_url, differences) == []
    assert await _read(empty_url, upgrading.revision) == upgrading.HEAD


@pytest.mark.usefixtures("broken")
async def test_a_migration_that_fails_leaves_nothing_of_it_and_of_those_before_it(
    empty_url: str,
) -> None:
    with pytest.raises(StorageError, match="nowhere") as failure:
        await open_storage(empty_url)

    assert "\n" not in str(failure.value)
    assert await _tables(empty_url) == set()


async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty_url: str, broken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "HEAD", _HEAD)
        patch.setattr(upgrading, "SCRIPTS", "bot.storage:migrations")
        storage = await open_storage(empty_url)
        pin = await storage.pins.add(HERE, "When?", "", "", 7)
        await storage.close()
    before = await _tables(empty_url)

    with pytest.raises(StorageError):
        await open_storage(empty_url)

    assert await _tables(empty_url) == before
    monkeypatch.undo()
    storage = await open_storage(empty_url)
    assert await storage.pins.list(HERE) == [pin]
    await storage.close()


async def test_a_database_that_is_newer_than_the_program_is_refused_in_one_line(
    empty_url: str,
) -> None:
    await (await open_storage(empty_url)).close()
    await _write(empty_url, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StorageError) as refusal:
        await open_storage(empty_url)

    assert "is newer than this program: it has migration 9999" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert await _read(empty_url, upgrading.revision) == "9999"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no such thing as fork here")
def test_programs_that_start_at_once_on_an_empty_database_all_run(empty_url: str) -> None:
    script = (
        "import asyncio, os, sys, alembic.command, bot.storage.opening as o\n"
        "first = os.fork()\n"
        "async def main():\n"
        "    s = await o.opened(sys.argv[1])\n"
        "    print((await s.pins.add(1, 'q', '', '', 1)).number, flush=True)\n"
        "    await s.close()\n"
        "asyncio.run(main())\n"
        "sys.exit(first and os.waitpid(first, 0)[1])\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", script, empty_url],
        cwd=_ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (ended.stderr, ended.returncode) == ("", 0)
    assert sorted(ended.stdout.split()) == ["1", "2"]
