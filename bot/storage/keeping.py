"""Which versions and contents are kept."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, or_, select

from bot.storage.database import portions
from bot.storage.history import during
from bot.storage.tables import contents, held, states, versions
from bot.storage.values import SHARED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


def compressed(packed: Mapping[str, bytes], wanted: Collection[str]) -> dict[str, bytes]:
    """Return those of some packed readings that are wanted, smaller."""
    return {digest: zlib.compress(packed[digest]) for digest in wanted if digest in packed}


async def read(connection: AsyncConnection, digests: Iterable[str]) -> dict[str, bytes]:
    """Return stored contents as they are stored."""
    found: dict[str, bytes] = {}
    for some in portions(sorted(set(digests))):
        rows = await connection.execute(select(contents).where(contents.c.digest.in_(some)))
        found |= {row.digest: row.packed for row in rows}
    return found


async def beginning(connection: AsyncConnection, servers: Collection[int], start: str) -> list[str]:
    """Return the digests that begin so among the versions of some servers."""
    query = select(versions.c.digest).where(
        versions.c.server.in_(servers), versions.c.digest.startswith(start, autoescape=True)
    )
    return sorted(set(await connection.scalars(query)))


async def missing(connection: AsyncConnection, digests: Iterable[str]) -> tuple[str, ...]:
    """Return those of some digests whose contents are not stored."""
    wanted = sorted(set(digests))
    there: set[str] = set()
    for some in portions(wanted):
        there |= set(
            await connection.scalars(select(contents.c.digest).where(contents.c.digest.in_(some)))
        )
    return tuple(digest for digest in wanted if digest not in there)


async def store(
    database: Database, connection: AsyncConnection, packed: Mapping[str, bytes]
) -> None:
    """Store contents that are not stored yet."""
    row = database.kind.insert(contents).on_conflict_do_nothing(index_elements=["digest"])
    if packed:
        await connection.execute(
            row, [{"digest": digest, "packed": packed[digest]} for digest in sorted(packed)]
        )


async def prune(connection: AsyncConnection, server: int, keep: int) -> None:
    """Delete a server's versions beyond the newest `keep`, and contents nobody refers to."""
    old = (await connection.execute(_beyond(server, keep))).all()
    if not old:
        return
    await connection.execute(
        delete(versions).where(
            versions.c.server == server,
            versions.c.number == bindparam("at_number"),
            versions.c.position == bindparam("at_position"),
        ),
        [{"at_number": row.number, "at_position": row.position} for row in old],
    )
    for some in portions(sorted({row.digest for row in old})):
        await connection.execute(
            delete(contents).where(
                contents.c.digest.in_(some),
                ~exists().where(versions.c.digest == contents.c.digest),
            )
        )


def _beyond(server: int, keep: int) -> Select[*tuple[Any, ...]]:
    newest = func.row_number().over(
        partition_by=versions.c.article,
        order_by=(versions.c.number.desc(), versions.c.position.desc()),
    )
    ranked = (
        select(versions.c.number, versions.c.position, versions.c.digest, newest.label("rank"))
        .where(versions.c.server == server)
        .subquery()
    )
    return select(ranked.c.number, ranked.c.position, ranked.c.digest).where(
        ranked.c.rank > max(keep, 1), ranked.c.digest.not_in(_served(server))
    )


def _served(server: int) -> Select[Any]:
    """Select the digests that somebody is answered from now."""
    now = (held.c.server == server) & during(None)
    if server != SHARED:
        return select(held.c.digest).where(now)
    pinned = exists().where(
        states.c.shared.is_not(None),
        held.c.since <= states.c.shared,
        or_(held.c.until.is_(None), held.c.until > states.c.shared),
    )
    return select(held.c.digest).where(held.c.server == SHARED, now | pinned)
