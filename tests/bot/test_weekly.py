"""What happens by itself: digests where they are wanted, and old questions forgotten."""

import gettext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from bot.insight.gathering import Gathering
from bot.locales import texts
from bot.storage.preferences import ServerSettings
from bot.storage.values import Asked, Outcome, Vote
from bot.weekly import Weekly
from tests.bot.connecting import connected
from tests.bot.serving import serving
from tests.bot.texts import LIGHTHOUSE
from tests.discord_server.server import DiscordServer
from tests.discord_server.wire import ORDINARY, Permission

NOW = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
KEEP = 90


class _German(gettext.NullTranslations):
    """A German catalogue of one text."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._german = locale == "de"

    def gettext(self, message: str) -> str:
        quiet = self._german and message == "**The last week**: no question was asked"
        return "**Die letzte Woche**: keine Frage" if quiet else message


def _asked(server: int, ago: timedelta, term: str) -> Asked:
    question = f"Where is the {term}?"
    return Asked(server, NOW - ago, Outcome.REFUSED, 0, terms=(term,), question=question)


async def test_a_digest_is_sent_once_a_week_where_it_is_wanted_and_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "selvik.md").write_text(LIGHTHOUSE, encoding="utf-8")
    now = [NOW]
    async with DiscordServer() as world, serving(tmp_path, tmp_path) as service:
        guild, other = world.add_guild("Orrin"), world.add_guild("Selvik")
        log, elsewhere = guild.add_channel("log"), other.add_channel("log")
        silent = ORDINARY & ~Permission.SEND_MESSAGES
        closed = other.add_channel("closed", bot_permissions=silent)
        wanted = {
            guild.id: ServerSettings(log_channel=log.id, digest=True),
            other.id: ServerSettings(log_channel=closed.id, digest=True),
            1: ServerSettings(log_channel=2, digest=True),
            2: ServerSettings(digest=True),
        }
        for server, settings in wanted.items():
            await service.configure(server, settings)
        await service.storage.questions.record(
            [
                _asked(guild.id, timedelta(days=3), "mine"),
                _asked(guild.id, timedelta(days=9), "ford"),
                _asked(other.id, timedelta(days=3), "barn"),
            ]
        )
        async with connected(world, monkeypatch) as client:
            gathering = Gathering(service, KEEP, lambda: now[0])
            weekly = Weekly(client, service, gathering, KEEP)
            await weekly.look()
            await weekly.look()

            (digest,) = world.messages(log)
            assert "**The last week**: 1 question, 0 answered (0%)" in digest.text
            assert "- “Where is the mine?”: 1 time" in digest.text
            assert "ford" not in digest.text
            assert "barn" not in digest.text
            assert not world.messages(closed)
            assert not world.messages(elsewhere)

            # Nobody could write to the other server until now; three weeks are one digest.
            await service.configure(other.id, ServerSettings(log_channel=elsewhere.id, digest=True))
            now[0] += timedelta(days=21)
            world.fail_next("POST", f"/channels/{log.id}/messages", 403)
            await weekly.look()
            assert len(world.messages(log)) == 1
            assert "no question was asked" in world.messages(elsewhere)[0].text
            now[0] += timedelta(hours=1)
            await weekly.look()
            assert len(world.messages(log)) == 2
            assert len(world.messages(elsewhere)) == 1
        assert world.violations == []


async def test_a_digest_is_in_the_language_of_its_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "selvik.md").write_text(LIGHTHOUSE, encoding="utf-8")
    monkeypatch.setattr(texts, "catalogue", _German)
    async with DiscordServer() as world, serving(tmp_path, tmp_path) as service:
        guild = world.add_guild("Orrin")
        log = guild.add_channel("log")
        wanted = ServerSettings(log_channel=log.id, digest=True, locale="de")
        await service.configure(guild.id, wanted)
        async with connected(world, monkeypatch) as client:
            gathering = Gathering(service, KEEP, lambda: NOW)
            await Weekly(client, service, gathering, KEEP).look()

        (digest,) = world.messages(log)
        assert digest.text.startswith("**Die letzte Woche**: keine Frage")
        assert world.violations == []


async def test_what_is_older_than_it_may_be_kept_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "selvik.md").write_text(LIGHTHOUSE, encoding="utf-8")
    async with serving(tmp_path, tmp_path) as service:
        gathering = Gathering(service, KEEP, lambda: NOW)
        old, new = timedelta(days=KEEP, minutes=1), timedelta(days=KEEP - 1)
        await service.storage.questions.record([_asked(7, old, "mine"), _asked(7, new, "ford")])
        for person, ago in enumerate((old, new)):
            vote = Vote(7, 1, person, True, "", "", "", NOW - ago)  # noqa: FBT003 (a value)
            await service.storage.votes.cast(vote)

        await Weekly(
            discord.Client(intents=discord.Intents.none()), service, gathering, KEEP
        ).look()

        since = NOW - timedelta(days=365)
        rows, _ = await service.storage.questions.unanswered(7, since, limit=9)
        assert [row.terms for row in rows] == [("ford",)]
        assert [vote.person for vote in await service.storage.votes.list(7, since)] == [1]


async def test_looking_ends_when_it_is_told_to(tmp_path: Path) -> None:
    (tmp_path / "selvik.md").write_text(LIGHTHOUSE, encoding="utf-8")
    idle = discord.Client(intents=discord.Intents.none())
    async with serving(tmp_path, tmp_path) as service, idle as client:
        weekly = Weekly(client, service, Gathering(service, KEEP), KEEP)
        weekly.start()
        weekly.start()
        await weekly.stop()
        await weekly.stop()
