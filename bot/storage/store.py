"""The way in: an open database and the parts of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.storage.articles import Articles
    from bot.storage.daily import DailyQuotes
    from bot.storage.links import Links
    from bot.storage.people import People
    from bot.storage.pins import Pins
    from bot.storage.questions import Questions
    from bot.storage.servers import Servers
    from bot.storage.votes import Votes


@dataclass(frozen=True, slots=True)
class Storage:
    """An open database. Every method of its parts raises StorageError where it fails."""

    articles: Articles
    pins: Pins
    links: Links
    questions: Questions
    votes: Votes
    servers: Servers
    people: People
    daily: DailyQuotes
    _dispose: Callable[[], Awaitable[None]] = field(repr=False)

    async def close(self) -> None:
        """Close every connection."""
        await self._dispose()


async def open_storage(url: str) -> Storage:
    """Open a database, and bring it to this program's version.

    Args:
        url: `sqlite:///file`, `sqlite+aiosqlite:///file`, `postgresql://…` or
            `postgresql+asyncpg://…`.

    Raises:
        StorageError: It cannot be opened or is newer than the program, in one clear line.
    """
    from bot.storage import opening  # noqa: PLC0415 (SQLAlchemy: 0.3 s a terminal need not wait)

    return await opening.opened(url)
