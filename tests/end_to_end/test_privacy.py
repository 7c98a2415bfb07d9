"""Privacy and manners: limits, what is kept, a person's own data, and being left alone."""

import json
from typing import Any

import pytest

from bot.storage import Vote, open_storage
from tests.discord_server.actions import Person
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.places import Channel
from tests.discord_server.wire import ORDINARY, Intent, Permission
from tests.end_to_end.conftest import Town

BUILT = "Who built the lighthouse?"
NAMED = "Marta Lindqvist"
COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ask", {"question": BUILT}),
    ("search", {"terms": "lamp"}),
    ("summary", {}),
)
WAIT = "You ask faster than I answer. Please ask again in "
MANY = "Many are asking here just now. Please ask again in "


async def _use(
    town: Town, who: Person, command: str, channel: Channel | None = None, **options: Any
) -> tuple[Interaction, Message]:
    used = await town.discord.slash(who, channel or town.channel, command, **options)
    return used, await used.answer()


async def _private(
    town: Town, who: Person, command: str, channel: Channel | None = None, **options: Any
) -> Message:
    used, answer = await _use(town, who, command, channel, **options)
    assert used.ephemeral
    return answer


async def _asked(town: Town, who: Person, **options: Any) -> str:
    return (await _use(town, who, "ask", question=BUILT, **options))[1].text


def _id_of(message: Message, action: str) -> str:
    """Return the custom id of the button that does this."""
    ids = [button.custom_id or "" for button in message.buttons]
    return next(one for one in ids if one.startswith(f"{action}:"))


async def _exported(town: Town, who: Person) -> dict[str, list[dict[str, Any]]]:
    answer = await _private(town, who, "mydata export")
    (file,) = answer.files
    assert file.filename == "my-data.json"
    return json.loads(file.content)


async def test_commands_menus_buttons_and_messages_share_one_limit_a_person(town: Town) -> None:
    ben = town.guild.add_member("Ben")
    other = town.guild.add_channel("other")
    await town.start(RATE_PERSON="4", RATE_CHANNEL="60")
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=BUILT)
    answer = await asked.answer()
    said = await town.discord.say(town.reader, other, town.mention(BUILT))
    assert NAMED in (await town.discord.next_message(other)).text
    menu = await town.discord.menu(town.reader, town.channel, "Answer this", said)
    assert NAMED in (await menu.answer()).text
    pressed = await town.discord.click(town.reader, answer, custom_id=_id_of(answer, "why"))
    assert WAIT not in (await pressed.answer()).text

    refused = [
        await town.discord.slash(town.reader, other, "search", terms="lamp"),
        await town.discord.click(town.reader, answer, custom_id=_id_of(answer, "why")),
    ]
    for one in refused:
        assert (await one.answer()).text.startswith(WAIT)
        assert one.ephemeral
    await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    told = await town.discord.next_message(town.channel)
    assert told.text.startswith(WAIT)
    assert told.text.endswith(" seconds.")
    # What comes then, up to the tenth and beyond, has no reply.
    for _ in range(8):
        await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    silent = await town.discord.slash(town.reader, town.channel, "ask", question=BUILT)
    unnoticed = await town.discord.click(town.reader, answer, custom_id=_id_of(answer, "why"))
    await town.discord.silence(town.channel)
    await silent.deleted()
    assert (silent.ephemeral, silent.followups) == (True, [])
    assert (unnoticed.message, unnoticed.followups) == (answer, [])
    # A vote, help and a person's own data are no questions; others ask as before.
    voted = await town.discord.click(town.reader, answer, label="Helpful")
    assert "Thank you" in (await voted.answer()).text
    for command in ("help", "privacy", "mydata export"):
        assert WAIT not in (await _private(town, town.reader, command)).text
    assert NAMED in await _asked(town, ben)


async def test_a_channel_has_a_limit_that_moderators_commands_do_not_have(town: Town) -> None:
    quiet = town.guild.add_channel("quiet")
    people = [town.guild.add_member(name) for name in ("Ben", "Cid", "Dot")]
    await town.start(RATE_PERSON="0", RATE_CHANNEL="2")

    told = [await _asked(town, who) for who in people]

    assert [NAMED in text for text in told] == [True, True, False]
    assert told[-1].startswith(MANY)
    status = await _private(town, town.moderator, "knowledge status")
    assert "1 article" in status.text
    assert MANY in await _asked(town, town.moderator)
    assert NAMED in await _asked(town, people[-1], channel=quiet)


async def test_nobody_waits_where_the_limits_are_off_and_ten_a_minute_is_the_default(
    town: Town,
) -> None:
    program = await town.start()
    assert all([NAMED in await _asked(town, town.reader) for _ in range(15)])
    await program.stop()
    await town.start(RATE_PERSON="", RATE_CHANNEL="")
    told = [await _asked(town, town.reader) for _ in range(11)]

    assert [NAMED in text for text in told] == [True] * 10 + [False]


@pytest.mark.parametrize(
    ("settings", "days", "kept"),
    [
        ({}, "90 days", "only of questions without an answer, not with who asked"),
        ({"STORE_QUESTIONS": "no", "KEEP_QUESTIONS_DAYS": "7"}, "7 days", "not kept"),
    ],
)
async def test_privacy_says_in_five_lines_what_is_kept_and_for_how_long(
    town: Town, settings: dict[str, Any], days: str, kept: str
) -> None:
    await town.start(**settings)

    told = (await _private(town, town.reader, "privacy")).text

    assert len(told.splitlines()) == 5
    assert f"**Their text**: {kept}" in told
    assert told.count(days) == 3
    direct = await _private(town, town.stranger, "privacy", town.discord.dm(town.stranger))
    assert direct.text == told


async def test_a_person_gets_what_is_kept_about_them_and_has_it_deleted(town: Town) -> None:
    await town.start()
    _, answer = await _use(town, town.reader, "ask", question=BUILT)
    for who in (town.reader, town.moderator):
        await (await town.discord.click(who, answer, label="Helpful")).answer()
    pinned: dict[str, Any] = {"question": BUILT, "expected": "lighthouse 1"}
    await _private(town, town.moderator, "knowledge test add", **pinned)

    of_reader = await _exported(town, town.reader)
    assert {name for name, rows in of_reader.items() if rows} == {"votes"}
    assert BUILT not in json.dumps(of_reader)
    held = {name for name, rows in (await _exported(town, town.moderator)).items() if rows}
    assert held == {"votes", "pins"}

    page = await _private(town, town.moderator, "mydata delete")
    assert "- 1 entry of yours: deleted\n- 1 entry of a server: kept, without you" in page.text
    kept = await town.discord.click(town.moderator, page, label="Keep")
    assert (await kept.answer()).text == "I have deleted nothing."
    assert any((await _exported(town, town.moderator)).values())
    page = await _private(town, town.moderator, "mydata delete")
    done = await town.discord.click(town.moderator, page, label="Delete")
    assert (
        "1 entry of yours was deleted. Your id is gone from 1 entry" in (await done.answer()).text
    )
    assert not page.buttons

    assert not any((await _exported(town, town.moderator)).values())
    nothing = await _private(town, town.moderator, "mydata delete")
    assert (nothing.text, nothing.buttons) == ("I keep nothing about you.", [])
    assert await _exported(town, town.reader) == of_reader
    tests = await _private(town, town.moderator, "knowledge test list")
    assert "a moderator" in tests.text
    assert "<@0>" not in tests.text
    feedback = await _private(town, town.moderator, "report feedback")
    assert "1 found it helpful, 0 did not" in feedback.text
    assert BUILT not in feedback.text


async def test_an_export_needs_leave_to_attach_files_and_says_so(town: Town) -> None:
    words = town.guild.add_channel("words", bot_permissions=ORDINARY & ~Permission.ATTACH_FILES)
    await town.start()

    told = await _private(town, town.reader, "mydata export", words)

    assert "Use `/mydata export` in a direct message" in told.text


@pytest.mark.granted(Intent.MESSAGE_CONTENT)
async def test_who_switched_the_bot_off_is_left_alone_until_they_switch_it_on(town: Town) -> None:
    watched = town.guild.add_channel("questions")
    direct = town.discord.dm(town.reader.user)
    program = await town.start(ASK_CHANNELS=str(watched.id))
    _, answer = await _use(town, town.moderator, "ask", question=BUILT)
    await _private(town, town.reader, "mydata ignore", on=True)

    async def left_alone() -> None:
        mine = await town.discord.say(town.reader, watched, BUILT)
        await town.discord.say(town.reader, town.channel, town.mention(BUILT))
        await town.discord.say(town.reader, town.channel, BUILT, reply_to=answer)
        await town.discord.say(town.reader, direct, BUILT)
        for channel in (watched, town.channel, direct):
            await town.discord.silence(channel)
        # Their own commands and buttons answer them alone, and so does a menu on their message.
        for command, options in COMMANDS:
            await _private(town, town.reader, command, private=False, **options)
            await _private(town, town.reader, command, **options)
        said = answer.text
        for custom_id in [one.custom_id for one in answer.buttons if one.custom_id]:
            # One is for the asker alone, the other opens a form that only its presser sees.
            if not custom_id.startswith(("delete:", "vote:down:")):
                pressed = await town.discord.click(town.reader, answer, custom_id=custom_id)
                await pressed.answer()
                assert pressed.ephemeral, custom_id
        assert answer.text == said
        menu = await town.discord.menu(town.moderator, town.channel, "Answer this", mine)
        assert NAMED in (await menu.answer()).text
        assert menu.ephemeral

    await left_alone()
    await town.discord.say(town.moderator, watched, BUILT)
    assert NAMED in (await town.discord.next_message(watched)).text
    # It outlives a restart.
    await program.stop()
    await town.start(ASK_CHANNELS=str(watched.id))
    await left_alone()

    back = await _private(town, town.reader, "mydata ignore", on=False)
    assert back.text == "I react again to messages of yours that ask me something."
    await town.discord.say(town.reader, watched, BUILT)
    assert NAMED in (await town.discord.next_message(watched)).text
    assert (await _exported(town, town.reader))["ignored"] == []


async def test_deleting_ones_data_switches_the_bot_on_again(town: Town) -> None:
    await town.start()
    await _private(town, town.reader, "mydata ignore", on=True)

    page = await _private(town, town.reader, "mydata delete")
    assert "that is deleted too" in page.text
    await (await town.discord.click(town.reader, page, label="Delete")).answer()

    await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    assert NAMED in (await town.discord.next_message(town.channel)).text


async def test_where_the_bot_is_but_a_guest_answers_are_private_unless_one_wants_otherwise(
    town: Town,
) -> None:
    elsewhere = town.discord.add_guild("Elsewhere", installed=False)
    guest, lounge = elsewhere.add_member("Sue"), elsewhere.add_channel("lounge")
    direct = town.discord.dm(town.stranger)
    await town.start()

    for command, options in COMMANDS:
        alone, _ = await _use(town, guest, command, lounge, **options)
        public, _ = await _use(town, guest, command, lounge, private=False, **options)
        at_home, _ = await _use(town, town.reader, command, **options)
        in_private, _ = await _use(town, town.stranger, command, direct, **options)
        seen = [one.ephemeral for one in (alone, public, at_home, in_private)]
        assert seen == [True, False, False, False], command
    told = await _private(town, guest, "mydata ignore", lounge, on=True)
    assert "I no longer react to your messages" in told.text


async def test_a_vote_is_stored_without_the_question_it_is_about(town: Town) -> None:
    program = await town.start()
    _, answer = await _use(town, town.reader, "ask", question=BUILT)
    await (await town.discord.click(town.reader, answer, label="Helpful")).answer()
    await program.stop()

    database = (town.home / "stored" / "pilcrow.db").read_bytes()
    log = town.home / "stored" / "pilcrow.db-wal"
    database += log.read_bytes() if log.exists() else b""
    storage = await open_storage(f"sqlite:///{town.home / 'stored' / 'pilcrow.db'}")
    exported = await storage.people.export(town.reader.id)
    await storage.close()

    (vote,) = exported["votes"]
    assert "question" not in vote
    assert "question" not in Vote.__slots__
    assert b"Who built the" not in database
