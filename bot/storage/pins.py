"""Questions that are tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, select

from bot.storage import numbering
from bot.storage.cleaning import cleaned
from bot.storage.database import Part, whole
from bot.storage.tables import pins
from bot.storage.values import Pin

if TYPE_CHECKING:
    import builtins


class Pins(Part):
    """The pinned questions of every server."""

    @whole
    async def add(self, server: int, question: str, article: str, text: str, by: int) -> Pin:
        """Pin a question to a paragraph, or to no answer where `article` is empty."""
        row: dict[str, Any] = {
            "server": server,
            "question": cleaned(question),
            "article": cleaned(article),
            "text": cleaned(text),
            "at": datetime.now(UTC),
        }
        async with self.database.writing() as connection:
            number = await numbering.take(self.database, connection, server, "pin")
            await connection.execute(pins.insert().values(number=number, person=by, **row))
        return Pin(number=number, by=by, **row)

    @whole
    async def list(self, server: int) -> builtins.list[Pin]:
        """Return a server's pins, oldest first."""
        async with self.database.reading() as connection:
            found = select(pins).where(pins.c.server == server).order_by(pins.c.number)
            return [_pin(row) for row in await connection.execute(found)]

    @whole
    async def remove(self, server: int, number: int) -> bool:
        """Unpin a question; return whether there was one."""
        gone = delete(pins).where(pins.c.server == server, pins.c.number == number)
        async with self.database.writing() as connection:
            return (await connection.execute(gone)).rowcount > 0


def _pin(row: Row[Any]) -> Pin:
    return Pin(row.server, row.number, row.question, row.article, row.text, row.person, row.at)
