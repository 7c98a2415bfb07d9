"""What was asked and what was shown, without who asked."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, or_, select, update

from bot.storage import merging
from bot.storage.cleaning import cleaned
from bot.storage.database import Part, whole
from bot.storage.tables import asked, given, unanswered
from bot.storage.unanswered import question_of
from bot.storage.values import Asked, Cited, Day, Given, Outcome, Unanswered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Delete
    from sqlalchemy.ext.asyncio import AsyncConnection


class Questions(Part):
    """The questions of every server."""

    @whole
    async def record(self, events: Sequence[Asked]) -> None:
        """Count questions and quotes, and merge what was not answered: all or nothing."""
        if not events:
            return
        async with self.database.writing() as connection:
            await connection.execute(asked.insert(), [_asked(event) for event in events])
            for event in events:
                if event.instead:
                    await connection.execute(_taken_back(event.server, event.instead))
            await self._count(connection, events)
            await merging.merge(self.database, connection, events)

    @whole
    async def unanswered(
        self, server: int, since: datetime, *, limit: int, offset: int = 0
    ) -> tuple[list[Unanswered], int]:
        """Return a page of what was not answered since then, and how many there are in all.

        Most asked first, then newest. Left out is what was dismissed, and what has not been
        asked again since it was linked.
        """
        wanted = (
            unanswered.c.server == server,
            unanswered.c.last_at >= since,
            unanswered.c.dismissed.is_(False),
            or_(unanswered.c.linked_at.is_(None), unanswered.c.last_at > unanswered.c.linked_at),
        )
        page = (
            select(unanswered)
            .where(*wanted)
            .order_by(
                unanswered.c.times.desc(), unanswered.c.last_at.desc(), unanswered.c.number.desc()
            )
        )
        async with self.database.reading() as connection:
            rows = await connection.execute(page.limit(limit).offset(offset))
            total = await connection.scalar(
                select(func.count()).select_from(unanswered).where(*wanted)
            )
            return [question_of(row) for row in rows], int(total or 0)

    @whole
    async def one(self, server: int, number: int) -> Unanswered | None:
        """Return a question that was not answered, dismissed or not."""
        found = select(unanswered).where(
            unanswered.c.server == server, unanswered.c.number == number
        )
        async with self.database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
            return None if row is None else question_of(row)

    @whole
    async def dismiss(self, server: int, number: int) -> bool:
        """List a question no more, however often it is asked; return whether it was listed."""
        dismissed = update(unanswered).where(
            unanswered.c.server == server,
            unanswered.c.number == number,
            unanswered.c.dismissed.is_(False),
        )
        async with self.database.writing() as connection:
            return (await connection.execute(dismissed.values(dismissed=True))).rowcount > 0

    @whole
    async def confidences(self, server: int, limit: int = 100) -> list[float]:
        """Return the confidences of the last questions, newest first."""
        last = (
            select(asked.c.confidence)
            .where(asked.c.server == server)
            .order_by(asked.c.at.desc(), asked.c.id.desc())
            .limit(limit)
        )
        async with self.database.reading() as connection:
            return list(await connection.scalars(last))

    @whole
    async def by_day(self, server: int, since: datetime) -> list[Day]:
        """Count outcomes since then by day (UTC), oldest first; days without any are left out."""
        counted = (
            select(asked.c.day, *(_counted(outcome) for outcome in Outcome))
            .where(asked.c.server == server, asked.c.at >= since)
            .group_by(asked.c.day)
            .order_by(asked.c.day)
        )
        async with self.database.reading() as connection:
            return [
                Day(row.day, int(row.answered), int(row.closest), int(row.refused))
                for row in await connection.execute(counted)
            ]

    @whole
    async def cited(self, server: int, since: datetime, limit: int) -> list[Cited]:
        """Return the quotes that were shown most since the day of `since` began (UTC)."""
        times = func.sum(given.c.times).label("total")
        texts = [func.max(given.c[name]).label(name) for name in ("article", "label", "text")]
        most = (
            select(*texts, times)
            .where(given.c.server == server, given.c.day >= _day(since))
            .group_by(given.c.sha)
            .order_by(times.desc(), given.c.sha)
            .limit(limit)
        )
        async with self.database.reading() as connection:
            return [
                Cited(row.article, row.label, row.text, int(row.total))
                for row in await connection.execute(most)
            ]

    @whole
    async def given(self, server: int, article: str, since: datetime) -> list[Given]:
        """Return the quotes of an article that were shown since the day of `since` began (UTC)."""
        texts = [func.max(given.c[name]).label(name) for name in ("article", "label", "text")]
        shown = (
            select(*texts)
            .where(given.c.server == server, given.c.day >= _day(since), given.c.article == article)
            .group_by(given.c.sha)
            .order_by(func.max(given.c.day).desc(), given.c.sha)
        )
        async with self.database.reading() as connection:
            return [
                Given(row.article, row.label, row.text) for row in await connection.execute(shown)
            ]

    @whole
    async def forget(self, before: datetime) -> int:
        """Delete what was asked and shown before then, in all servers; return how many rows."""
        old = (
            delete(asked).where(asked.c.at < before),
            delete(given).where(given.c.day < _day(before)),
            delete(unanswered).where(unanswered.c.last_at < before),
        )
        async with self.database.writing() as connection:
            return sum([(await connection.execute(one)).rowcount for one in old])

    async def _count(self, connection: AsyncConnection, events: Sequence[Asked]) -> None:
        shown = Counter(
            (event.server, _day(event.at), _sha(quote), quote)
            for event in events
            for quote in event.quotes
        )
        # In one order everywhere, so that two who count the same rows never wait for each other.
        for server, day, sha, quote in sorted(shown, key=lambda key: key[:3]):
            times = shown[server, day, sha, quote]
            row = self.database.kind.insert(given).values(
                server=server,
                day=day,
                sha=sha,
                article=quote.article,
                label=quote.label,
                text=quote.text,
                times=times,
            )
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["server", "day", "sha"],
                    set_={"times": given.c.times + times},
                )
            )


def _asked(event: Asked) -> dict[str, Any]:
    return {
        "server": event.server,
        "at": event.at,
        "day": _day(event.at),
        "outcome": event.outcome.value,
        "confidence": event.confidence,
    }


def _taken_back(server: int, at: datetime) -> Delete:
    return delete(asked).where(asked.c.server == server, asked.c.at == at)


def _counted(outcome: Outcome) -> Any:
    return func.sum(case((asked.c.outcome == outcome.value, 1), else_=0)).label(outcome.value)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _sha(quote: Given) -> str:
    whole = "\n".join(cleaned(part) for part in (quote.article, quote.label, quote.text))
    return sha256(whole.encode()).hexdigest()
