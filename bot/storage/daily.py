"""The quote of the day: where each server wants it, and what it had so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from bot.storage.database import Part, portions, whole
from bot.storage.preferences import DailyQuote
from bot.storage.tables import daily, daily_shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row


class DailyQuotes(Part):
    """What every server wants each day."""

    @whole
    async def all(self) -> list[DailyQuote]:
        """Return what every server wants, in one order."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(daily).order_by(daily.c.server))
            return [_wanted(row) for row in rows]

    @whole
    async def of(self, server: int) -> DailyQuote | None:
        """Return what a server wants; None where it wants nothing."""
        found = select(daily).where(daily.c.server == server)
        async with self.database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
            return None if row is None else _wanted(row)

    @whole
    async def set(self, wanted: DailyQuote) -> None:
        """Want this from now on; when the last one was sent is still known."""
        row = {
            "channel": wanted.channel,
            "minute": wanted.minute,
            "zone": wanted.zone,
            "since": wanted.since,
            "article": wanted.article,
        }
        upsert = self.database.kind.insert(daily).values(server=wanted.server, **row)
        async with self.database.writing() as connection:
            await connection.execute(
                upsert.on_conflict_do_update(index_elements=["server"], set_=row)
            )

    @whole
    async def stop(self, server: int) -> bool:
        """Want nothing more, and forget what was shown; return whether anything was wanted."""
        async with self.database.writing() as connection:
            gone = await connection.execute(delete(daily).where(daily.c.server == server))
            await connection.execute(delete(daily_shown).where(daily_shown.c.server == server))
            return gone.rowcount > 0

    @whole
    async def shown(self, server: int) -> frozenset[str]:
        """Return the hashes of what a server was shown."""
        found = select(daily_shown.c.sha).where(daily_shown.c.server == server)
        async with self.database.reading() as connection:
            return frozenset(await connection.scalars(found))

    @whole
    async def claim(self, wanted: DailyQuote, at: datetime, sha: str) -> bool:
        """Note that a quote is being sent; return whether it may be.

        It may not where another was sent since, or where the server wants something else now.

        Args:
            wanted: What was wanted when it was looked for.
            at: When.
            sha: The hash of what is shown.
        """
        mine = (
            daily.c.server == wanted.server,
            daily.c.channel == wanted.channel,
            daily.c.sent == wanted.sent,
        )
        shown = self.database.kind.insert(daily_shown).values(server=wanted.server, sha=sha)
        async with self.database.writing() as connection:
            noted = await connection.execute(update(daily).where(*mine).values(sent=at))
            if noted.rowcount:
                await connection.execute(
                    shown.on_conflict_do_nothing(index_elements=["server", "sha"])
                )
            return noted.rowcount > 0

    @whole
    async def release(self, wanted: DailyQuote, at: datetime, sha: str) -> None:
        """Take back what was claimed at a time: nothing was sent."""
        mine = (daily.c.server == wanted.server, daily.c.sent == at)
        one = (daily_shown.c.server == wanted.server, daily_shown.c.sha == sha)
        async with self.database.writing() as connection:
            await connection.execute(update(daily).where(*mine).values(sent=wanted.sent))
            await connection.execute(delete(daily_shown).where(*one))

    @whole
    async def begin_again(self, server: int, hashes: Sequence[str]) -> None:
        """Forget that these were shown."""
        async with self.database.writing() as connection:
            for some in portions(hashes):
                of_them = (daily_shown.c.server == server, daily_shown.c.sha.in_(some))
                await connection.execute(delete(daily_shown).where(*of_them))


def _wanted(row: Row[Any]) -> DailyQuote:
    return DailyQuote(
        server=row.server,
        channel=row.channel,
        minute=row.minute,
        zone=row.zone,
        since=row.since,
        article=row.article,
        sent=row.sent,
    )
