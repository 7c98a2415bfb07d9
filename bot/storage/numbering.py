"""Numbers for what a server has many of: from 1 on, never given twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.tables import numbers

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


async def take(
    database: Database, connection: AsyncConnection, server: int, kind: str, count: int = 1
) -> int:
    """Return the first of `count` new numbers; others who want some wait for this transaction."""
    wanted = database.kind.insert(numbers).values(server=server, kind=kind, last=count)
    await connection.execute(
        wanted.on_conflict_do_update(
            index_elements=["server", "kind"], set_={"last": numbers.c.last + count}
        )
    )
    last = await connection.scalar(
        select(numbers.c.last).where(numbers.c.server == server, numbers.c.kind == kind)
    )
    return int(last or 0) - count + 1
