"""A look at a database that leaves it as it is: whether it opens, its version, whether it is written.

What is not there yet is not made, and what is older is not migrated.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url, text
from sqlalchemy.exc import ArgumentError

from bot.storage import upgrading
from bot.storage.errors import StorageError
from bot.storage.opening import connected

if TYPE_CHECKING:
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a database is like.

    Attributes:
        where: It, in words that hold no password.
        version: The last migration it has had; None where it is empty or not there yet.
        newest: The newest migration that this program knows.
        exists: Whether it is there.
    """

    where: str
    version: str | None
    newest: str = upgrading.HEAD
    exists: bool = True


async def inspected(url: str) -> Inspection:
    """Return what a database is like; it can be read and written.

    Raises:
        StorageError: It cannot, in one clear line.
    """
    missing = _missing_file(url)
    if missing:
        return _creatable(missing)
    database = connected(url)
    try:
        return await database.finished(_looked_at(database))
    finally:
        await database.dispose()


async def _looked_at(database: Database) -> Inspection:
    try:
        async with database.reading() as connection:
            version = await connection.run_sync(upgrading.revision)
        if version is not None:
            await _write_nothing(database)
    except (TypeError, ValueError) as problem:  # an option that the driver does not know
        raise database.failure(problem) from problem
    return Inspection(database.where, version)


async def _write_nothing(database: Database) -> None:
    """Set the version to what it is, which needs all that other writing needs."""
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def _missing_file(url: str) -> Path | None:
    """Return the file that an SQLite address names, where there is none."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        return None  # connecting says so in clear words
    if not parsed.drivername.startswith("sqlite") or not parsed.database:
        return None
    path = Path(parsed.database).absolute()
    return None if path.exists() else path


def _creatable(path: Path) -> Inspection:
    folder = next(one for one in path.parents if one.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise StorageError(f"the database {path} cannot be used: {folder} cannot be written")
    return Inspection(str(path), None, exists=False)
