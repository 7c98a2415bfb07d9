"""A database that fails while the bot runs: everybody is told in one line, and nothing is lost."""

import sqlite3
from contextlib import closing

from bot.storage.preferences import ServerSettings
from tests.discord_server.messages import Upload
from tests.end_to_end.conftest import Town
from tests.end_to_end.test_curating import PIER, asked, press, stored

AWAY = "I cannot reach my database at the moment. Please try again later."


def take_away(town: Town) -> None:
    """Rename every table, as if the database were another."""
    _rename(town, "{0}", "{0}_away")


def bring_back(town: Town) -> None:
    """Undo that."""
    _rename(town, "{0}_away", "{0}")


def _rename(town: Town, old: str, new: str) -> None:
    with closing(sqlite3.connect(town.home / "stored" / "pilcrow.db")) as database:
        for name in ("held", "states", "changes", "versions", "contents", "settings", "links"):
            database.execute(f"ALTER TABLE {old.format(name)} RENAME TO {new.format(name)}")
        database.commit()


async def test_without_its_database_the_bot_says_so_and_goes_on_once_it_is_back(
    town: Town,
) -> None:
    keepers = town.guild.add_role("Keepers")
    keeper = town.guild.add_member("Kim", roles=[keepers])
    async with stored(town) as storage:
        settings = ServerSettings(moderator_role=keepers.id, language="en")
        await storage.servers.save(town.guild.id, settings)
    program = await town.start()
    take_away(town)

    answer = await asked(town, "How long is the old pier?")
    await town.discord.say(town.reader, town.channel, town.mention("How long is it?"))
    replied = await town.discord.next_message(town.channel)
    status = await town.discord.slash(keeper, town.channel, "knowledge status")
    offered = [
        await town.discord.autocomplete(town.moderator, town.channel, command, focused=option)
        for command, option in (
            ("ask", "article"),
            ("summary", "article"),
            ("knowledge show", "article"),
            ("knowledge remove", "article"),
            ("knowledge rollback", "version"),
            ("knowledge test add", "expected"),
        )
    ]
    form = await town.discord.slash(town.moderator, town.channel, "knowledge add")
    file = {"File": Upload("pier.md", PIER.encode())}
    sent = await town.discord.submit(town.moderator, form, file)
    told, draft = await sent.next_followup(20), await sent.next_followup(20)
    previewed = draft.text
    bring_back(town)
    added = await press(town, draft, "Confirm")
    code = await program.stop()

    assert (answer, replied.text, told.text) == (AWAY, AWAY, AWAY)
    assert ((await status.answer()).text, status.ephemeral) == (AWAY, True)
    assert offered == [[]] * 6
    assert previewed.startswith("**Preview**")
    assert added.text.startswith("**Added** The pier")
    assert code == 0
    assert not [line for line in program.lines if "Traceback" in line]
    assert any("the database cannot be used: the database" in line for line in program.lines)
