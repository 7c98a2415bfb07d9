"""What the reports of a server are made from, read from the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.service import AnswerService
    from bot.storage.values import Cited, Day, Unanswered, Vote

# How many rows a table has at most, so that it fits into a message as a file.
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Usage:
    """What was asked and quoted.

    Attributes:
        days: The questions of each day (UTC), oldest first; days without any are left out.
        cited: The quotes shown most, most often first.
        until: The last day.
        span: How many days there are.
    """

    days: Sequence[Day]
    cited: Sequence[Cited]
    until: date
    span: int

    @property
    def paragraphs(self) -> list[Cited]:
        """The paragraphs shown most: the quotes of one counted together, under the first of them."""
        merged: dict[tuple[str, str], Cited] = {}
        for quote in self.cited:
            place = (quote.article, quote.label)
            before = merged[place].count if place in merged else 0
            merged[place] = replace(merged.get(place, quote), count=before + quote.count)
        return sorted(merged.values(), key=lambda each: -each.count)


@dataclass(frozen=True, slots=True)
class Spot:
    """A question without an answer, and its place among the `total` ones, from 0."""

    row: Unanswered
    position: int
    total: int


def _now() -> datetime:
    return datetime.now(UTC)


class Gathering:
    """Reads what there is to report. No report looks further back than questions are kept."""

    def __init__(
        self, service: AnswerService, keep_days: int, clock: Callable[[], datetime] = _now
    ) -> None:
        """Take who has the database, for how many days questions are kept, and a clock."""
        self._service = service
        self._keep_days = keep_days
        self.clock = clock

    def span(self, days: int) -> int:
        """Return how many days can be looked at, of those wanted."""
        return max(1, min(days, self._keep_days))

    async def usage(self, server: int, days: int) -> Usage:
        """Return the usage of the last days, today being one."""
        await self._service.recorded()
        questions = self._service.storage.questions
        until, span = self.clock().date(), self.span(days)
        since = datetime.combine(until - timedelta(span - 1), time.min, UTC)
        by_day = await questions.by_day(server, since)
        return Usage(by_day, await questions.cited(server, since, MOST_ROWS), until, span)

    async def spot(self, server: int, days: int, position: int) -> Spot | None:
        """Return the question without an answer at a position, or else the last; None if none."""
        since = self._since(days)
        read = self._service.storage.questions.unanswered
        await self._service.recorded()
        rows, total = await read(server, since, limit=1, offset=position)
        if not rows and total:
            position = total - 1
            rows, total = await read(server, since, limit=1, offset=position)
        return Spot(rows[0], position, total) if rows else None

    async def unanswered(
        self, server: int, days: int, limit: int = MOST_ROWS
    ) -> tuple[list[Unanswered], int]:
        """Return the first questions without an answer, most asked first, and how many there are."""
        await self._service.recorded()
        return await self._service.storage.questions.unanswered(
            server, self._since(days), limit=limit
        )

    async def votes(self, server: int, days: int) -> list[Vote]:
        """Return the votes of the last days, newest first."""
        return await self._service.storage.votes.list(server, self._since(days))

    def _since(self, days: int) -> datetime:
        return self.clock() - timedelta(days=self.span(days))
