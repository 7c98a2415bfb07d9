"""SQLite: one file, one writer at a time."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database, Kind
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Seconds to wait for another program that writes.
BUSY = 5.0

_REASONS = {
    "SQLITE_NOTADB": "it is no SQLite database",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_BUSY": "another program holds it",
    "SQLITE_READONLY": "it cannot be written",
    "SQLITE_FULL": "the disk is full",
}


def connect(url: URL) -> Database:
    """Make the file where it is missing, for its owner alone, and connect to it.

    Raises:
        StorageError: It is no file that can be read and written.
    """
    path = _path(url)
    try:
        _prepare(path)
    except (OSError, sqlite3.Error) as problem:
        why = describe(problem)
        raise StorageError(f"the database {path} cannot be used: {why}") from problem
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        # The driver's own transactions begin late and leave DDL out.
        connect_args={"isolation_level": None, "timeout": BUSY},
    )
    event.listen(engine.sync_engine, "connect", _connected)
    event.listen(engine.sync_engine, "begin", _begin)
    writer = engine.execution_options(writes=True)
    return Database(str(path), Kind(insert, describe), engine, writer, queue=True)


def describe(problem: BaseException) -> str:
    """Return why SQLite or the system said no."""
    if isinstance(problem, OSError):
        return problem.strerror or type(problem).__name__
    name: str = getattr(problem, "sqlite_errorname", "")
    return next((why for code, why in _REASONS.items() if name.startswith(code)), str(problem))


def _path(url: URL) -> Path:
    name = url.database or ""
    if not name or name.startswith((":", "file:")) or url.query or url.host:
        raise StorageError(
            "the database has to be a file, such as sqlite+aiosqlite:///pilcrow.db"
            " (three slashes, four before a path from the root)"
        )
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError as problem:
        raise StorageError(f"the database {name} cannot be used: {problem}") from problem


def _prepare(path: Path) -> None:
    """Make the file and switch it to a write-ahead log, which it keeps; try to write."""
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, timeout=BUSY, isolation_level=None)) as connection:
        _to_wal(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        connection.execute("ROLLBACK")


def _to_wal(connection: sqlite3.Connection) -> None:
    """Retry where another program does the same: SQLite does not wait for that by itself."""
    end = time.monotonic() + BUSY
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _connected(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
