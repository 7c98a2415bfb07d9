"""The history of a server: its last change, and what it held at any of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, or_, select, update

import knowledge
from bot.storage.tables import changes, held, states
from bot.storage.values import SHARED, Action, Change, Held, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Last:
    """Where a server's history is at.

    Attributes:
        server: The server, or SHARED.
        number: Its last change; 0 before the first.
        shared: The SHARED change it is held at; None where it follows the newest.
        seen: The last SHARED change that its own history tells of.
    """

    server: int
    number: int = 0
    shared: int | None = None
    seen: int = 0

    def behind(self, newest: int) -> bool:
        """Return whether there are SHARED changes that its history has to tell of."""
        follows = self.server != SHARED and self.number > 0 and self.shared is None
        return follows and self.seen < newest


async def last(connection: AsyncConnection, server: int, *, waits: bool = False) -> Last:
    """Return where a server's history is at.

    Args:
        connection: A connection in a transaction.
        server: The server, or SHARED.
        waits: Whether to wait for others who change the server, and to make them wait.
    """
    query = select(states).where(states.c.server == server)
    row = (await connection.execute(query.with_for_update() if waits else query)).one_or_none()
    return Last(server) if row is None else Last(row.server, row.number, row.shared, row.seen)


async def locked(database: Database, connection: AsyncConnection, server: int) -> Last:
    """Return where a server's history is at, and let nobody else change it until the commit."""
    row = database.kind.insert(states).values(server=server, number=0, seen=0)
    await connection.execute(row.on_conflict_do_nothing(index_elements=["server"]))
    return await last(connection, server, waits=True)


async def move(connection: AsyncConnection, to: Last) -> None:
    """Note where a server's history is at now."""
    moved = update(states).where(states.c.server == to.server)
    await connection.execute(moved.values(number=to.number, shared=to.shared, seen=to.seen))


async def write(connection: AsyncConnection, lines: Sequence[Change]) -> None:
    """Add lines to the history, if there are any."""
    if not lines:
        return
    await connection.execute(changes.insert(), list(map(_row, lines)))


async def held_at(connection: AsyncConnection, server: int, number: int | None) -> tuple[Held, ...]:
    """Return what a server held at a change; what it holds now for None."""
    found = select(held).where(held.c.server == server, during(number))
    rows = await connection.execute(found.order_by(held.c.position))
    return tuple(Held(row.article, row.digest) for row in rows)


def during(number: int | None) -> ColumnElement[bool]:
    """Return the condition for what was held at a change; for what is held now for None."""
    if number is None:
        return held.c.until.is_(None)
    return (held.c.since <= number) & or_(held.c.until.is_(None), held.c.until > number)


async def state(connection: AsyncConnection, server: int) -> State:
    """Return what a server holds now."""
    at = await last(connection, server)
    return State(server, at.number, await held_at(connection, server, None), at.shared)


async def catch_up(connection: AsyncConnection, at: Last, brings: int | None = None) -> Last:
    """Tell a server that follows SHARED of the SHARED changes since it last looked.

    Args:
        connection: A connection in a transaction.
        at: Where the server's history is at.
        brings: A SHARED change that is left out: a line about it comes anyway.
    """
    newest = (await last(connection, SHARED)).number
    if not at.behind(newest):
        return at
    own = [one.digest for one in await held_at(connection, at.server, None)]
    shared = _Shared(await _spans(connection, at.seen))
    query = select(changes).where(changes.c.server == SHARED, changes.c.number > at.seen)
    news = [
        change_of(row)
        for row in await connection.execute(query.order_by(changes.c.number))
        if row.number <= newest and row.number != brings
    ]
    lines = [
        Change(
            server=at.server,
            number=number,
            at=new.at,
            by=0,
            action=Action.SHARED,
            detail=new.detail,
            before=knowledge.revision_of(shared.at(new.number - 1) + own),
            after=knowledge.revision_of(shared.at(new.number) + own),
            shared=new.number,
            pinned=False,
            forced=False,
        )
        for number, new in enumerate(news, at.number + 1)
    ]
    await write(connection, lines)
    caught = Last(at.server, at.number + len(lines), None, newest)
    await move(connection, caught)
    return caught


class _Shared:
    """The digests of the SHARED articles at each of some changes."""

    def __init__(self, spans: Sequence[Row[Any]]) -> None:
        self._spans = spans

    def at(self, number: int) -> list[str]:
        return [
            row.digest
            for row in self._spans
            if row.since <= number and (row.until is None or row.until > number)
        ]


async def _spans(connection: AsyncConnection, seen: int) -> Sequence[Row[Any]]:
    ended_later = or_(held.c.until.is_(None), held.c.until > seen)
    query = select(held).where(held.c.server == SHARED, ended_later)
    return (await connection.execute(query.order_by(held.c.position))).all()


def _row(change: Change) -> dict[str, Any]:
    return {
        "server": change.server,
        "number": change.number,
        "at": change.at,
        "person": change.by,
        "action": change.action.value,
        "detail": change.detail,
        "revision_before": change.before,
        "revision_after": change.after,
        "shared": change.shared,
        "pinned": change.pinned,
        "forced": change.forced,
    }


def change_of(row: Row[Any]) -> Change:
    """Return the change of a row."""
    return Change(
        server=row.server,
        number=row.number,
        at=row.at,
        by=row.person,
        action=Action(row.action),
        detail=row.detail,
        before=row.revision_before,
        after=row.revision_after,
        shared=row.shared,
        pinned=row.pinned,
        forced=row.forced,
    )
