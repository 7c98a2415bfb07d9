"""PostgreSQL, by asyncpg."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database, Kind
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL

# Seconds to wait for a connection, and for a statement.
CONNECTING = 10.0
RUNNING = 60.0

# Any number that nobody else locks: "pilcrow" in ASCII.
_LOCK = int.from_bytes(b"pilcrow", "big")


def connect(url: URL) -> Database:
    """Set a pool of connections up; nothing is connected yet.

    Raises:
        StorageError: The driver is not installed.
    """
    try:
        import asyncpg  # noqa: PLC0415 (an extra)
    except ImportError as problem:
        raise StorageError(
            'PostgreSQL needs a driver that is not installed: pip install "pilcrow[postgresql]"'
        ) from problem
    engine = create_async_engine(
        _for_asyncpg(url),
        pool_pre_ping=True,
        connect_args={"timeout": CONNECTING, "command_timeout": RUNNING},
    )
    kind = Kind(
        insert,
        _describe(url.password or ""),
        migrating=f"SELECT pg_advisory_xact_lock({_LOCK})",
        sharing="LOCK TABLE contents IN SHARE ROW EXCLUSIVE MODE",
        failures=(asyncpg.PostgresError, asyncpg.InterfaceError),
    )
    return Database(
        f"{url.database or ''} on {_host(url)}",
        kind,
        engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True),
        engine.execution_options(isolation_level="READ COMMITTED"),
        queue=False,
    )


def _for_asyncpg(url: URL) -> URL:
    """Accept what libpq calls `sslmode`, as hosts hand it out; asyncpg calls it `ssl`."""
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    return url.set(drivername="postgresql+asyncpg", query=query)


def _host(url: URL) -> str:
    host = url.host or url.query.get("host", "")
    name = host if isinstance(host, str) else ", ".join(host)
    return name or "this machine"


def _describe(password: str) -> Callable[[BaseException], str]:
    def describe(problem: BaseException) -> str:
        if isinstance(problem, TimeoutError):
            return "it does not answer"
        said = getattr(problem, "strerror", None) or str(problem)
        said = said.partition("\n")[0] or type(problem).__name__
        return said.replace(password, "***") if password else said

    return describe
