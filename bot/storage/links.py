"""Questions that moderators gave a paragraph to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, select, update

from bot.storage import numbering
from bot.storage.cleaning import cleaned
from bot.storage.database import Part, portions, whole
from bot.storage.tables import links, unanswered
from bot.storage.unanswered import known
from bot.storage.values import Link

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncConnection


class Links(Part):
    """The linked questions of every server."""

    @whole
    async def add(
        self, server: int, question: str, terms: Iterable[str], article: str, text: str, by: int
    ) -> Link:
        """Link a question to a paragraph; what was unanswered in such terms is so no more."""
        row: dict[str, Any] = {
            "server": server,
            "question": cleaned(question),
            "terms": tuple(map(cleaned, terms)),
            "article": cleaned(article),
            "text": cleaned(text),
            "at": datetime.now(UTC),
        }
        async with self.database.writing() as connection:
            number = await numbering.take(self.database, connection, server, "link")
            link = Link(number=number, by=by, **row)
            await connection.execute(links.insert().values(number=number, person=by, **row))
            await _mark(connection, link)
        return link

    @whole
    async def list(self, server: int) -> builtins.list[Link]:
        """Return a server's links, oldest first."""
        async with self.database.reading() as connection:
            found = select(links).where(links.c.server == server).order_by(links.c.number)
            return [_link(row) for row in await connection.execute(found)]

    @whole
    async def remove(self, server: int, number: int) -> bool:
        """Unlink a question; return whether there was such a link."""
        gone = delete(links).where(links.c.server == server, links.c.number == number)
        freed = update(unanswered).where(unanswered.c.server == server, unanswered.c.link == number)
        async with self.database.writing() as connection:
            await connection.execute(freed.values(link=None, linked_at=None))
            return (await connection.execute(gone)).rowcount > 0


async def _mark(connection: AsyncConnection, link: Link) -> None:
    near = (await known(connection, link.server, [link.terms])).alike(link.terms)
    for some in portions([row.number for row in near]):
        marked = update(unanswered).where(
            unanswered.c.server == link.server, unanswered.c.number.in_(some)
        )
        await connection.execute(marked.values(link=link.number, linked_at=link.at))


def _link(row: Row[Any]) -> Link:
    return Link(
        server=row.server,
        number=row.number,
        question=row.question,
        terms=row.terms,
        article=row.article,
        text=row.text,
        by=row.person,
        at=row.at,
    )
