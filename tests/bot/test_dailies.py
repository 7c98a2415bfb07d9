"""The quote of the day: once a day, at its time, none twice before all, whatever fails."""

import gettext
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import discord
import pytest

from bot import dailies
from bot.curation.proposals import Prepared, Reload
from bot.dailies import Daily, is_due, moment, upcoming
from bot.locales import texts
from bot.service import AnswerService
from bot.storage import DailyQuote, ServerSettings
from tests.bot.connecting import connected
from tests.bot.serving import serving
from tests.discord_server.places import Channel, Guild
from tests.discord_server.server import DiscordServer
from tests.discord_server.wire import ORDINARY, Permission

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 30, 8, 30, tzinfo=UTC)
BELLS = [
    f"The bell of Varnholt number {name} was cast by the founder Mara Calloway in her own yard."
    for name in ("one", "two", "three")
]
LATE = timedelta(hours=1)
DAY = timedelta(days=1)
WANTED = DailyQuote(1, 2, 510, "UTC", LONG_AGO)


class _German(gettext.NullTranslations):
    """A German catalogue of one text."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._german = locale == "de"

    def gettext(self, message: str) -> str:
        return "Spruch zum Morgen" if self._german and message == "Quote of the day" else message


def _first(hashes: Sequence[str]) -> str:
    return hashes[0]


@dataclass
class _Place:
    """A server with a channel and a log, a bot in it, and a clock."""

    world: DiscordServer
    guild: Guild
    channel: Channel
    log: Channel
    service: AnswerService
    client: discord.Client
    folder: Path
    now: list[datetime] = field(default_factory=lambda: [NOW])

    def daily(self) -> Daily:
        """A bot that has just started."""
        return Daily(self.client, self.service, lambda: self.now[0], _first)

    def said(self) -> list[str]:
        """What was said in the channel."""
        return [message.text for message in self.world.messages(self.channel)]

    async def want(self, **changed: object) -> None:
        """Want a quote a day at half past eight."""
        wanted = replace(WANTED, server=self.guild.id, channel=self.channel.id)
        await self.service.storage.daily.set(replace(wanted, **changed))  # pyright: ignore[reportArgumentType] (its fields)


@pytest.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[_Place]:
    """A place where a quote a day is wanted."""
    async with _made(tmp_path, monkeypatch) as made:
        await made.want()
        yield made
        assert made.world.violations == []


@asynccontextmanager
async def _made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[_Place]:
    articles = folder / "articles"
    articles.mkdir()
    (articles / "bells.txt").write_text("\n\n".join(["Bells", *BELLS]), encoding="utf-8")
    async with DiscordServer() as world, serving(articles, folder) as service:
        guild = world.add_guild("Varnholt")
        square, log = guild.add_channel("square"), guild.add_channel("log")
        await service.configure(guild.id, ServerSettings(log_channel=log.id))
        async with connected(world, monkeypatch) as client:
            yield _Place(world, guild, square, log, service, client, folder)


async def test_one_quote_comes_each_day_and_none_twice_until_all_were_shown(place: _Place) -> None:
    daily = place.daily()
    for _ in range(7):
        for late in (timedelta(0), timedelta(minutes=5), timedelta(minutes=5)):
            place.now[0] += late
            await daily.look()
        place.now[0] += DAY - timedelta(minutes=10)

    bells = [next(bell for bell in BELLS if bell in text) for text in place.said()]
    assert len(bells) == 7
    assert set(bells[:3]) == set(bells[3:6]) == set(BELLS)
    assert bells[2] != bells[3]
    assert place.said()[0].startswith("-# Quote of the day\n> The bell of Varnholt")
    labels = [button.label for button in place.world.messages(place.channel)[0].buttons]
    assert labels == ["Context"]


async def test_what_was_shown_outlives_a_restart_and_another_version(place: _Place) -> None:
    await place.daily().look()
    reversed_bells = "\n\n".join(["Bells", "A new beginning of it all.", *reversed(BELLS)])
    (place.folder / "articles" / "bells.txt").write_text(reversed_bells, encoding="utf-8")
    prepared = await place.service.curator.prepare(place.guild.id, Reload())
    assert isinstance(prepared, Prepared)
    await place.service.curator.commit(prepared, 7)

    for _ in range(2):
        await place.daily().look()
        place.now[0] += DAY
    await place.daily().look()

    found = [next(bell for bell in BELLS if bell in text) for text in place.said()]
    assert sorted(found) == sorted(BELLS)


async def test_days_that_were_missed_are_not_made_up(place: _Place) -> None:
    place.now[0] += LATE
    wait = await place.daily().look()
    assert place.said() == []
    assert wait <= 900

    place.now[0] += 3 * DAY - LATE
    await place.daily().look()

    assert len(place.said()) == 1


async def test_what_was_due_before_it_was_set_is_not_sent(place: _Place) -> None:
    await place.want(since=NOW + timedelta(seconds=1))

    await place.daily().look()

    assert place.said() == []


async def test_a_refused_message_is_tried_again_and_told_once(place: _Place) -> None:
    daily = place.daily()
    place.world.fail_next("POST", f"/channels/{place.channel.id}/messages", 403, times=2)

    waits: list[float] = []
    for _ in range(4):
        waits.append(await daily.look())
        place.now[0] += timedelta(minutes=1)

    told = [message.text for message in place.world.messages(place.log)]
    assert len(place.said()) == 1
    assert waits[:2] == [60, 60]
    assert waits[2] > 60
    (line,) = told
    assert line.startswith(f"I cannot write the quote of the day in {place.channel.mention}. ")


async def test_a_closed_channel_is_told_once_and_the_other_servers_get_theirs(
    place: _Place,
) -> None:
    shut = place.guild.add_channel("shut", bot_permissions=ORDINARY & ~Permission.SEND_MESSAGES)
    await place.want(channel=shut.id)
    await place.service.storage.daily.set(replace(WANTED, server=5))
    daily = place.daily()

    for _ in range(3):
        await daily.look()

    assert len(place.world.messages(place.log)) == 1
    assert place.world.messages(shut) == []


@pytest.mark.parametrize("minute", [0, 510, 1439])
async def test_a_message_that_may_be_out_is_not_sent_again(place: _Place, minute: int) -> None:
    await place.want(minute=minute)
    place.now[0] = NOW.replace(hour=minute // 60, minute=minute % 60)
    path = f"/channels/{place.channel.id}/messages"
    place.world.fail_next("POST", path, 503, times=1)

    for _ in range(2):
        for _ in range(3):
            await place.daily().look()
        place.now[0] += timedelta(minutes=1)

    assert place.said() == []
    place.now[0] += DAY - timedelta(minutes=2)
    await place.daily().look()
    assert len(place.said()) == 1


async def test_two_failures_around_midnight_give_one_quote_on_each_day_at_most(
    place: _Place,
) -> None:
    await place.want(minute=1439)
    path = f"/channels/{place.channel.id}/messages"
    place.now[0] = NOW.replace(hour=23, minute=59)
    place.world.fail_next("POST", path, 403, times=2)
    for _ in range(2):
        await place.daily().look()
        place.now[0] += timedelta(seconds=30)
    await place.daily().look()
    assert place.said() == []

    place.now[0] = (NOW + DAY).replace(hour=23, minute=59)
    await place.daily().look()
    await place.want(minute=0)
    await place.daily().look()
    assert len(place.said()) == 1
    place.now[0] += timedelta(minutes=1)
    await place.daily().look()

    assert len(place.said()) == 2


async def test_it_is_in_the_language_of_the_server(
    place: _Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "catalogue", _German)
    await place.service.configure(place.guild.id, ServerSettings(locale="de"))

    await place.daily().look()

    assert place.said()[0].startswith("-# Spruch zum Morgen\n> ")


async def test_a_long_paragraph_is_cut_and_read_in_full(place: _Place) -> None:
    ledger = "The bells rang early. " + "Then they rang again over the whole valley. " * 200
    (place.folder / "articles" / "bells.txt").write_text(f"Bells\n\n{ledger}\n", encoding="utf-8")
    prepared = await place.service.curator.prepare(place.guild.id, Reload())
    assert isinstance(prepared, Prepared)
    await place.service.curator.commit(prepared, 7)

    await place.daily().look()

    (quote,) = place.world.messages(place.channel)
    assert "**The bells rang early.** …" in quote.text
    assert [button.label for button in quote.buttons] == ["Read in full", "Context"]


async def test_an_article_that_is_gone_is_told_kindly(place: _Place) -> None:
    await place.want(article="nowhere")

    await place.daily().look()

    (told,) = place.world.messages(place.log)
    assert told.text.startswith("I have nothing to quote today")
    assert place.said() == []


async def test_the_database_may_be_away(
    place: _Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    daily = place.daily()
    await place.service.storage.close()
    database = place.folder / "pilcrow.db"
    away = database.rename(place.folder / "away.db")
    (place.folder / "pilcrow.db").mkdir()

    wait = await daily.look()

    (place.folder / "pilcrow.db").rmdir()
    away.rename(database)
    assert wait == 60
    assert "looked for no quote of the day" in caplog.text
    await daily.look()
    assert len(place.said()) == 1


def test_a_quote_is_due_at_its_time_of_day_where_that_is() -> None:
    berlin = replace(WANTED, zone="Europe/Berlin")

    at = moment(berlin, NOW.date())

    assert at == NOW - timedelta(hours=2)
    assert not is_due(berlin, at - timedelta(seconds=1))
    assert is_due(berlin, at)
    assert is_due(berlin, at + LATE - timedelta(seconds=1))
    assert not is_due(berlin, at + LATE)
    assert not is_due(replace(berlin, sent=at), at + timedelta(minutes=1))
    assert upcoming(berlin, at - LATE) == at
    assert upcoming(berlin, at) == at + DAY
    assert upcoming(replace(berlin, sent=at - LATE), at - timedelta(minutes=1)) == at + DAY


@pytest.mark.parametrize("minute", [0, 90, 120, 150, 179, 180, 1439])
@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", datetime(2026, 3, 27, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 23, tzinfo=UTC)),
        ("America/Havana", datetime(2025, 3, 7, tzinfo=UTC)),
        ("America/Havana", datetime(2025, 10, 31, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 3, tzinfo=UTC)),
    ],
)
def test_a_change_of_the_clocks_gives_one_quote_on_each_day(
    zone: str, day: datetime, minute: int
) -> None:
    wanted, sent = replace(WANTED, zone=zone, minute=minute), list[datetime]()
    now = day
    while now < day + 5 * DAY:
        if is_due(wanted, now):
            sent.append(now)
            wanted = replace(wanted, sent=now)
        now += timedelta(minutes=1)

    days = [at.astimezone(ZoneInfo(zone)).date() for at in sent]
    assert len(days) == len(set(days))
    assert len(days) in (4, 5, 6)
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]


def test_a_zone_that_this_machine_does_not_know_is_taken_for_utc() -> None:
    assert dailies.zone_of("Nowhere/At_All") is dailies.zone_of("UTC") is UTC


async def test_looking_begins_once_wakes_up_and_ends(place: _Place) -> None:
    place.now[0] += LATE
    daily = place.daily()
    daily.start()
    daily.start()
    place.now[0] += DAY - LATE

    daily.changed(place.guild.id)
    text = (await place.world.next_message(place.channel)).text

    assert "Quote of the day" in text
    await daily.stop()
    await daily.stop()
