"""Opening a database: what works, and one line for what does not."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import StorageError, open_storage
from bot.storage import sqlite as sqlite_module
from bot.storage.opening import connected
from tests.bot.storage.conftest import database_of, execute
from tests.bot.storage.making import HERE

_ROOT = Path(__file__).parents[3]
_POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


async def _refusal(url: str) -> str:
    with pytest.raises(StorageError) as refusal:
        await open_storage(url)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@_POSIX
async def test_a_file_is_made_with_its_folder_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "100%" / "pilcrow.db"

    storage = await open_storage(f"sqlite+aiosqlite:///{path}")
    await storage.pins.add(HERE, "When?", "", "", 7)

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {0o600}
    await storage.close()
    assert [file.name for file in path.parent.iterdir()] == ["pilcrow.db"]


async def test_a_path_may_begin_with_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    await (await open_storage("sqlite:///~/pilcrow.db")).close()

    assert (tmp_path / "pilcrow.db").is_file()


async def test_sqlite_keeps_a_log_waits_for_the_disk_and_checks_references(tmp_path: Path) -> None:
    database = sqlite_module.connect(_sqlite_url(tmp_path))

    async with database.reading() as connection:
        found = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert found == ["wal", 2, 1, 5000]
    await database.dispose()


def _sqlite_url(folder: Path) -> sqlite_module.URL:
    return sqlite_module.URL.create("sqlite", database=str(folder / "pilcrow.db"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"This is a letter, and no database at all.\n" * 200, "it is no SQLite database"),
        (b"SQLite format 3\x00" + b"\xff" * 8000, "it is no SQLite database"),
    ],
)
async def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)

    assert await _refusal(f"sqlite:///{path}") == f"the database {path} cannot be used: {why}"
    assert path.read_bytes() == content


async def test_a_damaged_file_is_refused(tmp_path: Path, migrated: Path) -> None:
    path = tmp_path / "damaged.db"
    content = migrated.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))

    assert "the file is damaged" in await _refusal(f"sqlite:///{path}")


async def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "it is a folder" in await _refusal(f"sqlite:///{tmp_path}")


async def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    said = await _refusal(f"sqlite:///{tmp_path / 'file' / 'pilcrow.db'}")

    assert said.startswith(f"the database {tmp_path / 'file' / 'pilcrow.db'} cannot be used: ")


@_POSIX
@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)
async def test_what_cannot_be_written_is_refused(tmp_path: Path, migrated: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "pilcrow.db").write_bytes(migrated.read_bytes())
    folder.chmod(0o500)

    said = [await _refusal(f"sqlite:///{folder / name}") for name in ("new.db", "pilcrow.db")]

    folder.chmod(0o700)
    assert all("cannot be used" in line for line in said)


async def test_a_database_that_another_program_holds_is_waited_for_and_then_refused(
    tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_module, "BUSY", 0.05)
    with closing(sqlite3.connect(migrated, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert "another program holds it" in await _refusal(f"sqlite:///{migrated}")

    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        assert "another program holds it" in await _refusal(f"sqlite:///{tmp_path / 'new.db'}")


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///file:x?uri=true", "sqlite://x/y"],
)
async def test_only_a_file_is_a_sqlite_database(url: str) -> None:
    assert "has to be a file" in await _refusal(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "pilcrow.db",
        "mysql://user:hunter2@localhost/pilcrow",
        "postgresql+psycopg://user:hunter2@localhost/pilcrow",
        "postgresql://user:hun:ter2@localhost:port/pilcrow",
        "postgresql://user:hunter2@127.0.0.1:1/pilcrow",
        "postgresql://user:hunter2@127.0.0.1:1/pilcrow?hunter2=hunter2",
        "postgresql://user:hunter2@127.0.0.1:1/pilcrow?sslmode=hunter2",
        "postgresql://user@127.0.0.1:1/pilcrow?password=hunter2&unknown=1",
        "sqlite+aiosqlite://user:hunter2@host/file",
        "sqlite:///~nobody-of-this-name/pilcrow.db",
    ],
)
async def test_an_address_that_leads_nowhere_is_refused_without_its_password(url: str) -> None:
    said = await _refusal(url)

    assert "hunter2" not in said
    assert "ter2" not in said


async def test_a_missing_driver_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)

    said = await _refusal("postgresql://user:hunter2@localhost/pilcrow")

    assert 'pip install "pilcrow[postgresql]"' in said


def test_a_server_that_does_not_answer_is_said_to() -> None:
    database = connected("postgresql://user:hunter2@localhost/pilcrow")

    said = str(database.failure(TimeoutError()))

    assert said == "the database pilcrow on localhost cannot be used: it does not answer"


async def test_what_postgresql_refuses_is_told_without_the_password(postgresql: str) -> None:
    user = "postgres:hunter2@"
    missing = database_of(postgresql, "missing").replace("postgres:@", user)
    unknown = postgresql.replace("postgres:@", "hunter2:hunter2@")

    assert "does not exist" in await _refusal(missing)
    said = [await _refusal(missing), await _refusal(unknown)]

    assert "hunter2" not in "".join(said)


async def test_addresses_as_hosts_hand_them_out_are_understood(postgresql: str) -> None:
    await execute(postgresql, "CREATE DATABASE handed")
    url = database_of(postgresql, "handed")
    spellings = [
        url + "&sslmode=disable",
        url.replace("postgresql:", "postgres:"),
        url.replace("postgresql:", "postgresql+asyncpg:"),
    ]

    for spelling in spellings:
        await (await open_storage(spelling)).close()

    await execute(postgresql, "DROP DATABASE handed")


def test_what_is_not_needed_is_not_imported_and_an_open_database_ends_with_its_program(
    url: str,
) -> None:
    script = (
        "import asyncio, sys\n"
        "from bot.storage import open_storage, values\n"
        "print('sqlalchemy' in sys.modules)\n"
        "async def main():\n"
        "    await (await open_storage(sys.argv[1])).pins.list(1)\n"
        "    print('alembic' in sys.modules)\n"
        "    sys.exit(3)\n"
        "asyncio.run(main())\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", script, url],
        cwd=_ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.stdout.split() == ["False", "False"]
    assert ended.returncode == 3
