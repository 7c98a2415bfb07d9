"""The doctor's round: what is found when all is well, and what when something is not."""

import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import Finding, Level, local, remote
from bot.storage import Mode, ServerSettings, open_storage
from tests.bot.doctor.rounds import at, found, listed
from tests.discord_server.server import DiscordServer
from tests.discord_server.wire import NOTHING, ORDINARY, Intent, Permission

NOWHERE = "123456789012345678"


@pytest.fixture
async def discord(request: pytest.FixtureRequest) -> AsyncIterator[DiscordServer]:
    marker = request.node.get_closest_marker("granted")
    async with DiscordServer(privileged_intents=marker.args[0] if marker else 0) as server:
        yield server
        assert server.violations == []


async def migrated(home: Path, server: int = 0, **settings: Any) -> None:
    """A database as a bot leaves it that served a server."""
    storage = await open_storage(f"sqlite+aiosqlite:///{home / 'pilcrow.db'}")
    if server:
        await storage.servers.save(server, ServerSettings(**settings))
    await storage.close()


def says(findings: list[Finding], level: Level) -> str:
    return "\n".join(f"{check}: {said}" for check, said in at(findings, level))


async def test_where_all_is_well_every_line_is_ok(discord: DiscordServer, tmp_path: Path) -> None:
    discord.add_guild("Orrin")
    await migrated(tmp_path)

    findings = await found(discord, tmp_path)

    assert {one.level for one in findings} == {Level.OK}
    assert [one.do for one in findings if one.do] == []
    checks = list(dict.fromkeys(one.check for one in findings))
    assert checks == [
        *("settings", "database", "articles", "extras"),
        *("clock", "token", "application", "permissions", "intents"),
    ]


async def test_no_line_holds_the_token_or_a_password(
    discord: DiscordServer, tmp_path: Path
) -> None:
    database = "postgresql://ann:secret@127.0.0.1:1/pilcrow"
    findings = await found(discord, tmp_path, DISCORD_TOKEN="abc.def.ghi", DATABASE_URL=database)

    assert "Discord refuses DISCORD_TOKEN" in says(findings, Level.ERROR)
    assert "database:" in says(findings, Level.ERROR)
    assert not any("secret" in repr(one) or "abc.def" in repr(one) for one in findings)


async def test_without_a_token_the_clock_is_still_checked(
    discord: DiscordServer, tmp_path: Path
) -> None:
    findings = await found(discord, tmp_path, DISCORD_TOKEN="")

    assert at(findings, Level.ERROR) == [("token", "DISCORD_TOKEN is not set")]
    assert ("clock", "it agrees with Discord's") in at(findings, Level.OK)
    assert "put DISCORD_TOKEN=" in findings[-1].do


async def test_every_wrong_setting_is_a_line_and_nothing_else_is_looked_at_in_its_place(
    tmp_path: Path,
) -> None:
    values = {"DATABASE_URL": "mysql://ann:secret@x/y", "LOG_LEVEL": "LOUD", "KEEP_VERSIONS": "0"}
    findings = await listed(values | {"DISCORD_API_URL": "http://discord.example"})

    assert [check for check, _ in at(findings, Level.ERROR)] == ["settings"] * 4
    assert {one.check for one in findings} == {"settings", "articles", "extras"}
    assert list(tmp_path.iterdir()) == []


async def test_a_database_that_is_not_there_is_not_made(
    discord: DiscordServer, tmp_path: Path
) -> None:
    findings = await found(discord, tmp_path / "stored")

    assert "is new; the first start makes its tables" in says(findings, Level.OK)
    assert not (tmp_path / "stored").exists()


async def test_an_older_database_is_not_migrated_and_a_newer_one_is_an_error(
    discord: DiscordServer, tmp_path: Path
) -> None:
    await migrated(tmp_path)
    told: list[str] = []
    for version, level in (("0000", Level.WARNING), ("9999", Level.ERROR)):
        with closing(sqlite3.connect(tmp_path / "pilcrow.db")) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        told.append(says(await found(discord, tmp_path), level))

    assert "database: " in told[0]
    assert "is at version 0000; the next start makes it" in told[0]
    assert "is at version 9999, newer than" in told[1]
    with closing(sqlite3.connect(tmp_path / "pilcrow.db")) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("9999",)]


async def test_a_database_that_is_none_is_an_error(discord: DiscordServer, tmp_path: Path) -> None:
    (tmp_path / "pilcrow.db").write_text("no database at all" * 100)

    assert "it is no SQLite database" in says(await found(discord, tmp_path), Level.ERROR)


async def test_a_folder_that_cannot_be_written_is_an_error(
    discord: DiscordServer, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")

    findings = await found(discord, tmp_path / "file" / "stored")

    assert f"{tmp_path / 'file'} cannot be written" in says(findings, Level.ERROR)


async def test_articles_that_are_left_out_are_warnings_and_none_at_all_an_error(
    discord: DiscordServer, tmp_path: Path
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "empty.md").write_text("")

    findings = await found(discord, tmp_path, ARTICLES_DIR=str(articles))

    assert f"articles: there is none in {articles}" in says(findings, Level.ERROR)
    assert "articles: left out: " in says(findings, Level.WARNING)


@pytest.mark.parametrize(("late", "level"), [(20, Level.WARNING), (500, Level.ERROR)])
async def test_a_clock_that_is_off_is_said_with_how_much(
    discord: DiscordServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    late: int,
    level: Level,
) -> None:
    monkeypatch.setattr(remote, "now", lambda: datetime.now(UTC) + timedelta(seconds=late))

    (clock,) = [one for one in await found(discord, tmp_path) if one.check == "clock"]

    assert clock.level is level
    assert abs(int(clock.says.split()[2]) - late) <= 2


async def test_a_discord_out_of_reach_is_one_error(discord: DiscordServer, tmp_path: Path) -> None:
    findings = await found(discord, tmp_path, DISCORD_API_URL="http://127.0.0.1:9/api/v10")

    assert "discord: Discord cannot be reached" in says(findings, Level.ERROR)


async def test_a_bot_in_no_server_is_told_how_to_be_invited(
    discord: DiscordServer, tmp_path: Path
) -> None:
    (servers,) = [one for one in await found(discord, tmp_path) if one.check == "servers"]

    assert (servers.level, servers.says) == (Level.WARNING, "the bot is in none")
    assert f"client_id={discord.application_id}" in servers.do


async def test_many_servers_are_read_page_by_page(discord: DiscordServer, tmp_path: Path) -> None:
    for number in range(201):
        discord.add_guild(f"Orrin {number}")

    findings = await found(discord, tmp_path)

    assert len([one for one in findings if one.check == "permissions"]) == 201


async def test_what_the_bot_may_not_do_in_a_server_is_a_warning(
    discord: DiscordServer, tmp_path: Path
) -> None:
    guild = discord.add_guild("Orrin")
    for holder in (guild.roles[0], guild.members[discord.bot.id]):
        holder.permissions = ORDINARY & ~Permission.EMBED_LINKS & ~Permission.ATTACH_FILES

    findings = await found(discord, tmp_path)

    told = f"permissions: in Orrin ({guild.id}) the bot may not Embed Links, Attach Files"
    assert told in says(findings, Level.WARNING)


async def test_watched_channels_need_the_content_intent(
    discord: DiscordServer, tmp_path: Path
) -> None:
    channel = discord.add_guild("Orrin").add_channel("questions")

    findings = await found(discord, tmp_path, ASK_CHANNELS=str(channel.id))

    assert "ASK_CHANNELS needs the contents of messages" in says(findings, Level.ERROR)
    assert f"in #questions (channel {channel.id}, in ASK_CHANNELS)" in says(findings, Level.OK)


@pytest.mark.granted(Intent.MESSAGE_CONTENT)
async def test_channels_that_cannot_be_used_are_errors(
    discord: DiscordServer, tmp_path: Path
) -> None:
    guild = discord.add_guild("Orrin")
    mute = guild.add_channel("mute", bot_permissions=ORDINARY & ~Permission.SEND_MESSAGES)
    plain = guild.add_channel("plain", bot_permissions=ORDINARY & ~Permission.EMBED_LINKS)
    unseen = guild.add_channel("unseen", bot_permissions=NOTHING)
    thread = guild.add_thread(guild.add_channel("lobby"), "a thread")
    watched = ",".join(str(one.id) for one in (mute, plain, unseen, thread)) + f",{NOWHERE}"

    findings = await found(discord, tmp_path, ASK_CHANNELS=watched)

    errors, warnings = says(findings, Level.ERROR), says(findings, Level.WARNING)
    assert f"in #mute (channel {mute.id}, in ASK_CHANNELS), the bot may not Send Messages" in errors
    assert f"the bot cannot see channel {unseen.id}, in ASK_CHANNELS" in errors
    assert f"there is no channel {NOWHERE}, in ASK_CHANNELS" in errors
    assert f"in #plain (channel {plain.id}, in ASK_CHANNELS), the bot may not Embed" in warnings
    assert "in #a thread" in says(findings, Level.OK)
    assert "contents of messages, which is granted" in says(findings, Level.OK)


async def test_channels_that_servers_chose_are_looked_at_too(
    discord: DiscordServer, tmp_path: Path
) -> None:
    guild = discord.add_guild("Orrin")
    forum = guild.add_channel("help", forum=True, bot_permissions=ORDINARY & ~(1 << 38))
    log, off = guild.add_channel("log"), guild.add_channel("off")
    modes = {forum.id: Mode.THREADS, off.id: Mode.OFF}
    await migrated(tmp_path, guild.id, channels=modes, log_channel=log.id)

    findings = await found(discord, tmp_path)

    assert "may not Send Messages in Threads" in says(findings, Level.ERROR)
    assert "moderators have 1 channel watched" in says(findings, Level.WARNING)
    assert f"in #log (channel {log.id}, which is the log)" in says(findings, Level.OK)
    assert not any(str(off.id) in one.says for one in findings)


async def test_what_discord_refuses_is_a_line_each(discord: DiscordServer, tmp_path: Path) -> None:
    channel = discord.add_guild("Orrin").add_channel("questions")
    discord.fail_next("GET", r"/applications/@me$", 500)
    discord.fail_next("GET", r"/users/@me/guilds$", 503, {"message": "Busy"})
    discord.fail_next("GET", rf"/channels/{channel.id}$", 502)

    findings = await found(discord, tmp_path, ASK_CHANNELS=str(channel.id))

    assert at(findings, Level.ERROR) == [
        ("application", "Discord answers 500"),
        ("servers", "Discord answers 503 Busy"),
        ("channels", "Discord answers 502"),
    ]


async def test_a_pause_that_discord_wants_is_made(discord: DiscordServer, tmp_path: Path) -> None:
    discord.fail_next("GET", r"/users/@me$", 429, headers={"Retry-After": "0.1"}, times=2)

    assert at(await found(discord, tmp_path), Level.ERROR) == []


async def test_an_application_that_wants_a_code_grant_is_an_error(
    discord: DiscordServer, tmp_path: Path
) -> None:
    body = {"id": "1", "name": "Pilcrow", "bot_require_code_grant": True, "flags": 0}
    discord.fail_next("GET", r"/applications/@me$", 200, body)

    findings = await found(discord, tmp_path)

    assert "application: Pilcrow, which its owner alone may invite" in says(findings, Level.OK)
    assert "it requires a code grant" in says(findings, Level.ERROR)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")
async def test_a_token_that_others_can_read_is_a_warning(
    discord: DiscordServer, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("DISCORD_TOKEN=x")
    file.chmod(0o644)
    open_to_all = await found(discord, tmp_path, file)
    file.chmod(0o600)

    assert f"others on this machine can read {file}" in says(open_to_all, Level.WARNING)
    assert "others" not in says(await found(discord, tmp_path, file), Level.WARNING)


async def test_optional_parts_that_are_missing_are_said(
    discord: DiscordServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "find_spec", _absent)
    here = await found(discord, tmp_path)
    there = await found(discord, tmp_path, DATABASE_URL="postgresql://ann@127.0.0.1:1/pilcrow")

    assert "extras: documents is not installed" in says(here, Level.WARNING)
    assert "extras: postgresql is not installed, and not needed" in says(here, Level.OK)
    assert "extras: postgresql is not installed, for" in says(there, Level.ERROR)


def _absent(_: str) -> None:
    return None
