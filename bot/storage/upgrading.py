"""Migrations: a database of any earlier version → this one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy import column, inspect, select, table

from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.database import Database

_log = logging.getLogger(__name__)

# The newest migration. Known without Alembic, which takes 0.3 s to import.
HEAD = "0003"

# The scripts, as Alembic names what lies in a package.
SCRIPTS = "bot.storage:migrations"


async def upgrade(database: Database) -> None:
    """Run the migrations that are due; they and their record are committed together.

    Raises:
        StorageError: The database is newer than the program, or failed.
    """
    async with database.reading() as connection:
        if await connection.run_sync(revision) == HEAD:
            return
    async with database.writing() as connection:
        await database.alone(connection, database.kind.migrating)
        stored = await connection.run_sync(revision)
        if stored != HEAD:
            await connection.run_sync(_migrate, stored, database.where)


def revision(connection: Connection) -> str | None:
    """Return the last migration a database has had; None where there was none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = table("alembic_version", column("version_num"))
    return connection.scalar(select(version.c.version_num))


def _migrate(connection: Connection, stored: str | None, where: str) -> None:
    from alembic import command, script  # noqa: PLC0415 (0.3 s, and seldom due)
    from alembic.config import Config  # noqa: PLC0415 (likewise)

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", SCRIPTS)
    known = {one.revision for one in script.ScriptDirectory.from_config(config).walk_revisions()}
    if stored is not None and stored not in known:
        raise StorageError(
            f"the database {where} is newer than this program: it has migration {stored},"
            f" and the newest known here is {HEAD}; install a newer Pilcrow"
        )
    command.upgrade(config, HEAD)
    _log.info("migrated the database from %s to %s", stored or "nothing", HEAD)
