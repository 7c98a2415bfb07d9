"""Questions without an answer, merged into those that are known already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update

from bot.storage import likeness, numbering
from bot.storage.cleaning import cleaned
from bot.storage.tables import signs, unanswered
from bot.storage.unanswered import Known, asked_again, columns_of, known, new_question
from bot.storage.values import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database
    from bot.storage.values import Asked, Unanswered

KIND = "unanswered"


async def merge(database: Database, connection: AsyncConnection, events: Sequence[Asked]) -> None:
    """Add the questions that were not answered, or count those that are known once more."""
    failed = [
        replace(event, terms=tuple(sorted(set(map(cleaned, event.terms)))))
        for event in events
        if event.terms and event.outcome != Outcome.ANSWERED
    ]
    for server in sorted({event.server for event in failed}):
        own = sorted((e for e in failed if e.server == server), key=lambda event: event.at)
        await _merge(database, connection, server, own)


async def _merge(
    database: Database, connection: AsyncConnection, server: int, events: Sequence[Asked]
) -> None:
    # Wait for whoever else merges into this server, then look at what there is.
    before = await numbering.take(database, connection, server, KIND, 0) - 1
    there = await known(connection, server, [event.terms for event in events])
    old = dict(there.rows)
    changed = _merged(there, events, before)
    fresh = [row for row in changed if row.number > before]
    await numbering.take(database, connection, server, KIND, len(fresh))
    await _insert(connection, fresh)
    await _update(connection, [row for row in changed if row.number <= before], old)


def _merged(there: Known, events: Iterable[Asked], last: int) -> list[Unanswered]:
    changed: set[int] = set()
    for event in events:
        same = there.equal(event.terms) or next(iter(there.alike(event.terms)), None)
        last += same is None
        row = asked_again(same, event) if same else new_question(event, last)
        there.put(row)
        changed.add(row.number)
    return [there.rows[number] for number in sorted(changed)]


async def _insert(connection: AsyncConnection, rows: Sequence[Unanswered]) -> None:
    if rows:
        added = [_key(row) | columns_of(row) | {"dismissed": False} for row in rows]
        await connection.execute(unanswered.insert(), added)
        await connection.execute(signs.insert(), _signs(rows))


async def _update(
    connection: AsyncConnection, rows: Sequence[Unanswered], old: dict[int, Unanswered]
) -> None:
    if not rows:
        return
    named = [{"at_server": row.server, "at_number": row.number} | columns_of(row) for row in rows]
    columns: dict[str, Any] = {name: bindparam(name) for name in columns_of(rows[0])}
    await connection.execute(
        update(unanswered)
        .where(
            unanswered.c.server == bindparam("at_server"),
            unanswered.c.number == bindparam("at_number"),
        )
        .values(columns),
        named,
    )
    await _sign_again(connection, [row for row in rows if row.terms != old[row.number].terms])


async def _sign_again(connection: AsyncConnection, rows: Sequence[Unanswered]) -> None:
    if rows:
        await connection.execute(
            delete(signs).where(
                signs.c.server == bindparam("at_server"), signs.c.number == bindparam("at_number")
            ),
            [{"at_server": row.server, "at_number": row.number} for row in rows],
        )
        await connection.execute(signs.insert(), _signs(rows))


def _key(row: Unanswered) -> dict[str, Any]:
    return {"server": row.server, "number": row.number}


def _signs(rows: Iterable[Unanswered]) -> list[dict[str, Any]]:
    return [_key(row) | {"sign": sign} for row in rows for sign in likeness.signs(row.terms)]
