"""What moderators set for their servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from bot.storage.database import Part, whole
from bot.storage.preferences import Mode, ServerSettings
from bot.storage.tables import channels, settings

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


# The columns that hold what is set, by the same names.
_COLUMNS = [name for name in settings.c.keys() if name not in {"server", "digest_at"}]  # noqa: SIM118


class Servers(Part):
    """The settings of every server."""

    @whole
    async def settings(self, server: int) -> ServerSettings:
        """Return what a server has set."""
        async with self.database.reading() as connection:
            found = await connection.execute(select(settings).where(settings.c.server == server))
            row = found.one_or_none()
            if row is None:
                return ServerSettings()
            modes = await _modes(connection, server)
        return ServerSettings(**{name: getattr(row, name) for name in _COLUMNS}, channels=modes)

    @whole
    async def save(self, server: int, wanted: ServerSettings) -> None:
        """Set all of it."""
        row = {name: getattr(wanted, name) for name in _COLUMNS}
        modes = [
            {"server": server, "channel": channel, "mode": mode.value}
            for channel, mode in wanted.channels.items()
        ]
        upsert = self.database.kind.insert(settings).values(server=server, **row)
        async with self.database.writing() as connection:
            await connection.execute(
                upsert.on_conflict_do_update(index_elements=["server"], set_=row)
            )
            await connection.execute(delete(channels).where(channels.c.server == server))
            if modes:
                await connection.execute(channels.insert(), modes)

    @whole
    async def due_digests(self, before: datetime) -> list[int]:
        """Return the servers that want a digest and have had none since then."""
        late = or_(settings.c.digest_at.is_(None), settings.c.digest_at < before)
        due = select(settings.c.server).where(settings.c.digest.is_(True), late)
        async with self.database.reading() as connection:
            return list(await connection.scalars(due.order_by(settings.c.server)))

    @whole
    async def digest_sent(self, server: int, at: datetime) -> None:
        """Note that a server has had its digest."""
        noted = update(settings).where(settings.c.server == server).values(digest_at=at)
        async with self.database.writing() as connection:
            await connection.execute(noted)


async def _modes(connection: AsyncConnection, server: int) -> dict[int, Mode]:
    found = select(channels).where(channels.c.server == server).order_by(channels.c.channel)
    return {row.channel: Mode(row.mode) for row in await connection.execute(found)}
