"""An address → an open database of this program's version."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.articles import Articles
from bot.storage.daily import DailyQuotes
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.links import Links
from bot.storage.people import People
from bot.storage.pins import Pins
from bot.storage.questions import Questions
from bot.storage.servers import Servers
from bot.storage.store import Storage
from bot.storage.upgrading import upgrade
from bot.storage.votes import Votes

_ALLOWED = "sqlite+aiosqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"


async def opened(url: str) -> Storage:
    """Connect, migrate and return the parts; `bot.storage.open_storage` says more.

    Raises:
        StorageError: It cannot be opened or is newer than the program, in one clear line.
    """
    database = connected(url)
    try:
        await database.finished(upgrade(database))
    except (TypeError, ValueError) as problem:  # an option that the driver does not know
        raise database.failure(problem) from problem
    except BaseException:
        await database.dispose()
        raise
    return Storage(
        Articles(database),
        Pins(database),
        Links(database),
        Questions(database),
        Votes(database),
        Servers(database),
        People(database),
        DailyQuotes(database),
        database.dispose,
    )


def connected(url: str) -> Database:
    """Connect to what an address names, whatever its version.

    Raises:
        StorageError: The address is none, or there is nothing to be used.
    """
    parsed = _parsed(url)
    match parsed.drivername:
        case "sqlite" | "sqlite+aiosqlite":
            from bot.storage import sqlite  # noqa: PLC0415 (one of the two drivers is enough)

            return sqlite.connect(parsed)
        case "postgresql" | "postgres" | "postgresql+asyncpg":
            from bot.storage import postgresql  # noqa: PLC0415 (likewise)

            return postgresql.connect(parsed)
        case other:
            raise StorageError(f"{other} is no database that is supported; allowed: {_ALLOWED}")


def _parsed(url: str) -> URL:
    # What cannot be parsed is not repeated: there may be a password in it.
    try:
        return make_url(url.strip())
    except (ArgumentError, ValueError):
        raise StorageError(f"that is no address of a database; allowed: {_ALLOWED}") from None
