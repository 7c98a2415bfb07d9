"""The articles of servers: what each holds, and every change of it."""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from bot.storage import history, keeping
from bot.storage.cleaning import cleaned
from bot.storage.database import Part, portions, whole
from bot.storage.errors import ConflictError, GoneError
from bot.storage.tables import changes, held, versions
from bot.storage.values import SHARED, Action, Change, State, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.history import Last
    from bot.storage.values import Held, NewChange


class Articles(Part):
    """The articles of every server."""

    @whole
    async def state(self, server: int) -> State:
        """Return what a server holds now."""
        async with self.database.reading() as connection:
            return await history.state(connection, server)

    @whole
    async def state_at(self, server: int, number: int) -> State | None:
        """Return what a server held after a change, to roll back to.

        Returns:
            Its own articles, and in `shared` the SHARED change that was served with them, whether
            it was held there or followed; None where there is no such change.
        """
        query = select(changes.c.shared).where(
            changes.c.server == server, changes.c.number == number
        )
        async with self.database.reading() as connection:
            shared = await connection.scalar(query)
            if shared is None:
                return None
            then = await history.held_at(connection, server, number)
        return State(server, number, then, None if server == SHARED else int(shared))

    @whole
    async def contents(self, digests: Iterable[str]) -> dict[str, bytes]:
        """Return packed readings by digest; those not kept any more, or damaged, are missing."""
        async with self.database.reading() as connection:
            stored = await keeping.read(connection, digests)
        return await asyncio.to_thread(_expanded, stored)

    @whole
    async def versions_beginning(self, server: int, start: str) -> list[str]:
        """Return the digests that begin so, of the versions of a server and of the operator."""
        async with self.database.reading() as connection:
            return await keeping.beginning(connection, (server, SHARED), start)

    @whole
    async def versions(self, server: int, article: str) -> list[Version]:
        """Return the versions of an article that are kept, newest first."""
        query = select(versions).where(versions.c.server == server, versions.c.article == article)
        newest = query.order_by(versions.c.number.desc(), versions.c.position.desc())
        async with self.database.reading() as connection:
            return [
                Version(
                    server=row.server,
                    article=row.article,
                    number=row.number,
                    digest=row.digest,
                    title=row.title,
                    at=row.at,
                    by=row.person,
                )
                for row in await connection.execute(newest)
            ]

    @whole
    async def history(
        self, server: int, *, limit: int = 20, before: int | None = None
    ) -> list[Change]:
        """Return the changes of a server, newest first.

        A server that follows the operator's articles has a line for each change of these, too.

        Args:
            server: The server, or SHARED.
            limit: The most to return.
            before: Only changes of smaller numbers.
        """
        await self._catch_up(server)
        query = select(changes).where(changes.c.server == server)
        if before is not None:
            query = query.where(changes.c.number < before)
        async with self.database.reading() as connection:
            rows = await connection.execute(query.order_by(changes.c.number.desc()).limit(limit))
            return list(map(history.change_of, rows))

    async def _catch_up(self, server: int) -> None:
        async with self.database.reading() as connection:
            newest = (await history.last(connection, SHARED)).number
            if not (await history.last(connection, server)).behind(newest):
                return
        async with self.database.writing() as connection:
            await history.catch_up(
                connection, await history.locked(self.database, connection, server)
            )

    @whole
    async def commit(self, change: NewChange) -> Change:
        """Make a change: all of it, or nothing where anything is raised.

        A server's first change is preceded by a START line, of the revision before it.

        Raises:
            ConflictError: Somebody else changed the server, or the SHARED articles, meanwhile.
            GoneError: It needs contents that are neither stored nor given.
        """
        packed = await self._packed(change)
        async with self.database.writing() as connection:
            await self.database.alone(connection, self.database.kind.sharing)
            at = await history.locked(self.database, connection, change.server)
            await _expect(connection, change, at.number)
            at = await history.catch_up(connection, at, change.brings)
            done = await _write(connection, change, at)
            # Another server may have given up since what was stored a moment ago.
            gone = set(await _missing(connection, change)) - packed.keys()
            packed |= keeping.compressed(change.contents, gone)
            await keeping.store(self.database, connection, packed)
            await _hold(connection, done.number, change)
            await history.move(
                connection, history.Last(change.server, done.number, change.shared, done.shared)
            )
            await keeping.prune(connection, change.server, change.keep)
        return done

    async def _packed(self, change: NewChange) -> dict[str, bytes]:
        """Compress what is not stored yet, before anybody is made to wait."""
        async with self.database.reading() as connection:
            new = await _missing(connection, change)
        return await asyncio.to_thread(keeping.compressed, change.contents, new)


async def _missing(connection: AsyncConnection, change: NewChange) -> tuple[str, ...]:
    return await keeping.missing(connection, (one.digest for one in change.held))


async def _expect(connection: AsyncConnection, change: NewChange, number: int) -> None:
    """Raise ConflictError unless only SHARED changes came after the one that is expected."""
    others = select(func.count()).where(
        changes.c.server == change.server,
        changes.c.number > change.expects,
        changes.c.action != Action.SHARED.value,
    )
    if number < change.expects or await connection.scalar(others):
        raise ConflictError(change.server, change.expects, number)
    newest = (await history.last(connection, SHARED)).number
    if change.seen not in {None, newest}:
        raise ConflictError(SHARED, change.seen or 0, newest)


async def _write(connection: AsyncConnection, change: NewChange, at: Last) -> Change:
    """Write the change's line, and before a server's first one that of its start."""
    newest = (await history.last(connection, SHARED)).number
    starts = at.number == 0 and change.server != SHARED and change.action != Action.START
    number = at.number + 1 + starts
    done = Change(
        server=change.server,
        number=number,
        at=change.at,
        by=change.by,
        action=change.action,
        detail=cleaned(change.detail),
        before=change.before,
        after=change.after,
        shared=_shared(change, number, newest),
        pinned=change.shared is not None,
        forced=change.forced,
    )
    until_then = newest - 1 if change.brings == newest else newest
    lines = [_start(change, until_then), done] if starts else [done]
    await history.write(connection, lines)
    return done


def _shared(change: NewChange, number: int, newest: int) -> int:
    if change.server == SHARED:
        return number
    return newest if change.shared is None else change.shared


def _start(change: NewChange, newest: int) -> Change:
    return Change(
        server=change.server,
        number=1,
        at=change.at,
        by=0,
        action=Action.START,
        detail="",
        before=change.before,
        after=change.before,
        shared=_shared(replace(change, shared=None), 1, newest),
        pinned=False,
        forced=False,
    )


async def _hold(connection: AsyncConnection, number: int, change: NewChange) -> None:
    """Put what the server holds now in the place of what it held, and note new versions."""
    old = await history.held_at(connection, change.server, None)
    before, after = set(enumerate(old)), set(enumerate(change.held))
    # What moves ends in one place and begins in another; the digests tell what is a new version.
    ended = [{"at_position": place} for place, _ in before - after]
    begun = sorted(after - before, key=lambda item: item[0])
    if ended:
        await connection.execute(
            update(held)
            .where(
                held.c.server == change.server,
                held.c.until.is_(None),
                held.c.position == bindparam("at_position"),
            )
            .values(until=number),
            ended,
        )
    if begun:
        await connection.execute(held.insert(), [_span(change, number, *item) for item in begun])
    there = set(old)
    fresh = [item for item in begun if item[1] not in there]
    await _note(connection, number, change, fresh)


def _span(change: NewChange, number: int, position: int, one: Held) -> dict[str, Any]:
    return {
        "server": change.server,
        "since": number,
        "position": position,
        "until": None,
        "article": one.article,
        "digest": one.digest,
    }


async def _note(
    connection: AsyncConnection, number: int, change: NewChange, fresh: Sequence[tuple[int, Held]]
) -> None:
    needed = [one.digest for _, one in fresh]
    if change.shared is not None:
        needed += [one.digest for one in await history.held_at(connection, SHARED, change.shared)]
    gone = await keeping.missing(connection, needed)
    if gone:
        raise GoneError(gone)
    if not fresh:
        return
    titles = await _titles(connection, change, needed)
    rows = [
        {
            "server": change.server,
            "number": number,
            "position": position,
            "article": one.article,
            "digest": one.digest,
            "title": titles.get(one.digest) or titles.get(one.article) or one.article,
            "at": change.at,
            "person": change.by,
        }
        for position, one in fresh
    ]
    await connection.execute(versions.insert(), rows)


async def _titles(
    connection: AsyncConnection, change: NewChange, digests: Sequence[str]
) -> dict[str, str]:
    """Return the titles that are given, and those of earlier versions that come back."""
    known: dict[str, str] = {}
    for some in portions(digests):
        query = select(versions.c.digest, versions.c.title).where(
            versions.c.server == change.server, versions.c.digest.in_(some)
        )
        known |= {row.digest: row.title for row in await connection.execute(query)}
    return known | dict(change.titles)


def _expanded(stored: Mapping[str, bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for digest, packed in stored.items():
        with contextlib.suppress(zlib.error):
            found[digest] = zlib.decompress(packed)
    return found
