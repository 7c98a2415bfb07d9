"""People: what the database has of each, all of it; and who switched the bot off for themselves.

Which columns hold a person's id is told by the tables, so that no table can be forgotten here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import delete, func, select, update

from bot.storage.database import Part, whole
from bot.storage.tables import PERSON, ignored, metadata
from bot.storage.values import Erased

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, RowMapping, Table

_SAFE = 2**53 - 1
Rows: TypeAlias = "dict[str, list[dict[str, Any]]]"


class People(Part):
    """The people of every server."""

    @whole
    async def ignoring(self) -> set[int]:
        """Return all who switched the bot off for themselves."""
        async with self.database.reading() as connection:
            return set(await connection.scalars(select(ignored.c.person)))

    @whole
    async def ignore(self, person: int, at: datetime) -> None:
        """Note that somebody switched the bot off for themselves."""
        row = self.database.kind.insert(ignored).values(person=person, at=at)
        async with self.database.writing() as connection:
            await connection.execute(row.on_conflict_do_nothing(index_elements=["person"]))

    @whole
    async def heed(self, person: int) -> None:
        """Note that somebody switched the bot on again."""
        async with self.database.writing() as connection:
            await connection.execute(delete(ignored).where(ignored.c.person == person))

    @whole
    async def export(self, person: int) -> Rows:
        """Return every row that holds a person's id, by table, as JSON takes it."""
        async with self.database.reading() as connection:
            found = {
                table.name: await connection.execute(
                    select(table).where(column == person).order_by(*table.primary_key)
                )
                for table, column in marked()
            }
            return {name: list(map(_plain, rows.mappings())) for name, rows in found.items()}

    @whole
    async def held(self, person: int) -> Erased:
        """Return what `delete` would delete of a person now."""
        rows = names = 0
        async with self.database.reading() as connection:
            for table, column in marked():
                counted = select(func.count()).select_from(table).where(column == person)
                count = int(await connection.scalar(counted) or 0)
                rows, names = (
                    (rows + count, names) if column.info[PERSON] else (rows, names + count)
                )
        return Erased(rows, names)

    @whole
    async def delete(self, person: int) -> Erased:
        """Delete a person's own rows, and put nobody, 0, where they are named: all or nothing."""
        rows = names = 0
        async with self.database.writing() as connection:
            for table, column in marked():
                if column.info[PERSON]:
                    gone = delete(table).where(column == person)
                    rows += (await connection.execute(gone)).rowcount
                else:
                    nobody = update(table).where(column == person).values({column: 0})
                    names += (await connection.execute(nobody)).rowcount
        return Erased(rows, names)


def marked() -> Iterator[tuple[Table, Column[Any]]]:
    """Yield every column that holds a person's id, with its table."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if PERSON in column.info:
                yield table, column


def _plain(row: RowMapping) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case bool() | float() | None:
            return value
        case int():
            # What reads numbers as JavaScript does would lose the last digits of ids.
            return str(value) if value > _SAFE else value
        case tuple():
            return list(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        case _:
            return str(value)
