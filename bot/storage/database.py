"""A connected database: transactions to read in and to write in."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Sequence

    from sqlalchemy import Table
    from sqlalchemy.dialects import postgresql, sqlite
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    Upsert = sqlite.Insert | postgresql.Insert

_T = TypeVar("_T")
_P = ParamSpec("_P")
_PartT = TypeVar("_PartT", bound="Part")

# The most values in one IN: SQLite took 999 variables in a statement once, and that is enough.
MOST_VALUES = 500


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between databases.

    Attributes:
        insert: An INSERT that knows ON CONFLICT.
        describe: The reason of a failure, in words that hold no password.
        migrating: What a migration runs first, so that there is one at a time.
        sharing: What a change of contents runs first, so that there is one at a time.
        failures: What its driver raises that SQLAlchemy does not wrap.
    """

    insert: Callable[[Table], Upsert]
    describe: Callable[[BaseException], str]
    migrating: str = ""
    sharing: str = ""
    failures: tuple[type[Exception], ...] = ()


class Database:
    """An engine, how it reads and writes, and where it is."""

    def __init__(
        self, where: str, kind: Kind, reader: AsyncEngine, writer: AsyncEngine, *, queue: bool
    ) -> None:
        """Take two views of one engine.

        Args:
            where: The database, in words.
            kind: What it is.
            reader: Begins transactions that see one moment.
            writer: Begins transactions that write.
            queue: Whether only one may write at a time.
        """
        self.where = where
        self.kind = kind
        self._failures = (SQLAlchemyError, OSError, *kind.failures)
        self._reader = reader
        self._writer = writer
        self._running: set[asyncio.Task[Any]] = set()
        self._turn: AbstractAsyncContextManager[None] = asyncio.Lock() if queue else nullcontext()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection]:
        """Read within one transaction, which sees one moment.

        Raises:
            StorageError: The database failed.
        """
        try:
            async with self._reader.begin() as connection:
                yield connection
        except self._failures as problem:
            raise self.failure(problem) from problem

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncConnection]:
        """Write within one transaction; commit unless something is raised.

        Raises:
            StorageError: The database failed; nothing was written.
        """
        try:
            async with self._turn, self._writer.begin() as connection:
                yield connection
        except self._failures as problem:
            raise self.failure(problem) from problem

    async def alone(self, connection: AsyncConnection, statement: str) -> None:
        """Run one of the kind's locks, where it needs any."""
        if statement:
            await connection.execute(text(statement))

    def failure(self, problem: BaseException) -> StorageError:
        """Return what went wrong, in one line."""
        why = " ".join(self.kind.describe(cause(problem)).split())
        return StorageError(f"the database {self.where} cannot be used: {why}")

    async def finished(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do some work to its end; whoever is cancelled meanwhile is so afterwards.

        A driver that is interrupted leaves a transaction open, which locks others out.
        """
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            raise

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # nobody may be left to look at it

    async def dispose(self) -> None:
        """Close every connection, once the work that has begun is done."""
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._writer.dispose()


class Part:
    """A part of a storage."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self.database = database


def whole(
    method: Callable[Concatenate[_PartT, _P], Coroutine[Any, Any, _T]],
) -> Callable[Concatenate[_PartT, _P], Coroutine[Any, Any, _T]]:
    """Let a method of a part do its work to the end, once it has begun."""

    @wraps(method)
    async def finished(part: _PartT, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await part.database.finished(method(part, *args, **kwargs))

    return finished


def cause(problem: BaseException) -> BaseException:
    """Return what the driver said, without what SQLAlchemy wrapped around it."""
    while isinstance(problem, DBAPIError) and problem.orig is not None:
        problem = problem.orig.__cause__ or problem.orig
    return problem


def portions(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Cut values into as many as one statement takes."""
    for start in range(0, len(values), MOST_VALUES):
        yield values[start : start + MOST_VALUES]
