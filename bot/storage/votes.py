"""What people thought of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, or_, select

from bot.storage.database import Part, whole
from bot.storage.tables import votes
from bot.storage.values import Vote

if TYPE_CHECKING:
    import builtins
    from datetime import datetime


class Votes(Part):
    """The votes of every server."""

    @whole
    async def cast(self, vote: Vote) -> bool:
        """Count a vote, in place of what the person said before.

        Returns:
            Whether it is new, or says something else than before.
        """
        wanted = self.database.kind.insert(votes).values(
            server=vote.server,
            message=vote.message,
            person=vote.person,
            good=vote.good,
            article=vote.article,
            label=vote.label,
            reason=vote.reason,
            at=vote.at,
        )
        said = wanted.excluded
        changed = or_(votes.c.good != said.good, votes.c.reason != said.reason)
        upsert = wanted.on_conflict_do_update(
            index_elements=["server", "message", "person"],
            set_={"good": said.good, "reason": said.reason, "at": said.at},
            where=changed,
        )
        async with self.database.writing() as connection:
            return (await connection.execute(upsert)).rowcount > 0

    @whole
    async def list(self, server: int, since: datetime) -> builtins.list[Vote]:
        """Return a server's votes since then, newest first."""
        found = (
            select(votes)
            .where(votes.c.server == server, votes.c.at >= since)
            .order_by(votes.c.at.desc(), votes.c.message.desc(), votes.c.person)
        )
        async with self.database.reading() as connection:
            return [_vote(row) for row in await connection.execute(found)]

    @whole
    async def forget(self, before: datetime) -> int:
        """Delete the votes of before then, of all servers; return how many."""
        async with self.database.writing() as connection:
            return (await connection.execute(delete(votes).where(votes.c.at < before))).rowcount


def _vote(row: Row[Any]) -> Vote:
    return Vote(
        server=row.server,
        message=row.message,
        person=row.person,
        good=row.good,
        article=row.article,
        label=row.label,
        reason=row.reason,
        at=row.at,
    )
