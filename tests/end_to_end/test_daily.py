"""`/daily`: set, shown, changed and stopped by moderators, and told in the log."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import dailies
from tests.discord_server.wire import ORDINARY, Permission
from tests.end_to_end.conftest import Town


async def _daily(town: Town, **options: object) -> str:
    used = await town.discord.slash(town.moderator, town.channel, "daily", **options)
    assert used.ephemeral
    return (await used.answer()).text


async def test_a_moderator_sets_shows_changes_and_stops_the_quote_of_the_day(town: Town) -> None:
    square, log = town.guild.add_channel("square"), town.guild.add_channel("log")
    await town.start()
    await town.discord.slash(town.moderator, town.channel, "config log", channel=log)
    await town.discord.next_message(log)
    none = await _daily(town)
    zones = await town.discord.autocomplete(
        town.moderator, town.channel, "daily", focused="timezone", timezone="new york"
    )
    articles = await town.discord.autocomplete(
        town.moderator, town.channel, "daily", focused="article", article="orrin"
    )

    made = await _daily(
        town,
        channel=square,
        time="8:30",
        article=articles[0]["value"],
        timezone=zones[0]["value"],
    )
    shown = await _daily(town)
    changed = await _daily(town, time="17.05")
    anew = await _daily(town, channel=square, time="00:00", timezone="utc")
    stopped = await _daily(town, stop=True)

    assert none.startswith("There is no quote of the day here.")
    told = (
        f"Each day at 08:30 (America/New\\_York) there is a quote in {square.mention}, "
        "from **The lighthouse at Orrin Point**."
    )
    assert made.startswith(f"{told}\n-# The next one comes <t:")
    assert shown.startswith(told)
    assert shown.endswith("-# Shown so far: 0 of 4 paragraphs")
    assert changed.startswith(told.replace("08:30", "17:05"))
    assert anew.startswith(
        f"Each day at 00:00 (UTC) there is a quote in {square.mention}, from all articles."
    )
    assert stopped == "There is no quote of the day any more."
    assert await _daily(town, stop=True) == await _daily(town) == none
    logged = [(await town.discord.next_message(log)).text for _ in range(4)]
    assert logged[0] == f"{town.moderator.user.mention} changed a setting. {told}"
    assert logged[-1] == f"{town.moderator.user.mention} changed a setting. {stopped}"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"time": "08:30"}, "Please name a channel and a time"),
        ({"timezone": "Europe/Berlin"}, "Please name a channel and a time"),
        ({"time": "24:00"}, "Please write the time as hours and minutes"),
        ({"time": "soon"}, "Please write the time as hours and minutes"),
        ({"time": "08:30", "timezone": "@here"}, "I know no time zone called “\\@here”."),
    ],
)
async def test_what_cannot_be_set_is_said_kindly(
    town: Town, options: dict[str, object], told: str
) -> None:
    await town.start()

    assert (await _daily(town, **options)).startswith(told)
    assert "no quote of the day here" in await _daily(town)


async def test_an_unknown_article_and_a_closed_channel_are_said_at_once(town: Town) -> None:
    silent = ORDINARY & ~Permission.SEND_MESSAGES
    shut = town.guild.add_channel("shut", bot_permissions=silent)
    await town.start()

    unknown = await _daily(town, channel=shut, time="08:30", article="zeppelins")
    closed = await _daily(town, channel=shut, time="08:30")

    assert unknown.startswith("I have no article called “zeppelins”.")
    assert f"I cannot write in {shut.mention} yet: I need Send Messages there." in closed


async def test_members_do_not_set_it_and_moderators_are_the_only_ones_offered_it(
    town: Town,
) -> None:
    await town.start()

    used = await town.discord.slash(town.reader, town.channel, "daily", stop=True)

    assert (await used.answer()).text == "This is for moderators: it needs Manage Server."
    assert not town.discord.may_use(town.reader, "daily")


async def test_the_quote_comes_at_its_time_with_its_buttons_and_outlives_a_restart(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = [timedelta(0)]
    now = datetime(2026, 3, 30, 8, 29, tzinfo=UTC)
    monkeypatch.setattr(dailies, "now_in_utc", lambda: now + ahead[0])
    square = town.guild.add_channel("square")
    program = await town.start()
    await _daily(town, channel=square, time="08:30")
    await town.discord.silence(square, 0.1)
    await program.stop()
    await town.discord.disconnected()

    ahead[0] = timedelta(minutes=1)
    await town.start()
    quote = await town.discord.next_message(square)
    again = await town.discord.click(town.reader, quote, label="Context")

    assert quote.text.startswith("-# Quote of the day\n> ")
    assert "**The lighthouse at Orrin Point**" in quote.text
    assert not quote.pings
    assert [button.label for button in quote.buttons] == ["Open ↗", "Context"]
    assert again.ephemeral
    assert "1 of 4 paragraphs" in await _daily(town)
