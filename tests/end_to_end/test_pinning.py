"""Questions as tests: pinned by command and by menu, run, listed, removed, and what they stop."""

from typing import Any

from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.people import Member
from tests.discord_server.places import Channel
from tests.discord_server.wire import ORDINARY
from tests.end_to_end.conftest import LIGHTHOUSE, Town

REFUSED = "This is for moderators: it needs Manage Server."
BUILT = "Who built the lighthouse?"
NOWHERE = "Does the zeppelin carry passengers?"
PIN = "Pin as test"
LONG = "Was it the council of the harbour, or the brothers who had the slate quarry? " * 2


async def _used(
    town: Town, who: Member, command: str, /, channel: Channel | None = None, **options: Any
) -> str:
    asked = await town.discord.slash(
        who, channel or town.channel, f"knowledge {command}", **options
    )
    text = (await asked.answer()).text
    assert asked.ephemeral
    return text


async def _menu(town: Town, who: Member, target: Message) -> Interaction:
    asked = await town.discord.menu(who, target.channel, PIN, target)
    await asked.answer()
    assert asked.ephemeral
    return asked


async def _pinned(town: Town, target: Message) -> str:
    return (await (await _menu(town, town.moderator, target)).answer()).text


async def _choices(town: Town, who: Member, command: str, focused: str, **typed: str) -> list[str]:
    found = await town.discord.autocomplete(
        who, town.channel, f"knowledge {command}", focused=focused, **typed
    )
    return [choice["name"] for choice in found]


async def test_a_moderator_pins_runs_lists_and_removes_tests(town: Town) -> None:
    await town.start()
    mo = town.moderator

    nothing = await _used(town, mo, "test run"), await _used(town, mo, "test list")
    built = await _used(town, mo, "test add", question=BUILT)
    silent = await _used(town, mo, "test add", question=NOWHERE, expected="no answer")
    wrong = await _used(
        town, mo, "test add", question="Who was Tobias Wren?", expected="lighthouse ¶ 4"
    )
    unknown = await _used(town, mo, "test add", question=BUILT, expected="lighthouse 9")
    ran = await _used(town, mo, "test run")
    again = await _used(town, mo, "test add", question=BUILT.lower(), expected="none")
    listed = await _used(town, mo, "test list")
    (name,) = await _choices(town, mo, "test remove", "question", question="tobias")
    removed = await _used(town, mo, "test remove", question="#3")
    absent = await _used(town, mo, "test remove", question="#3")
    left = await _used(town, mo, "test run")

    assert all("There are no tests yet" in text for text in nothing)
    assert "**lighthouse ¶ 1** must answer it, and does: it passes." in built
    assert "> The lighthouse at Orrin Point was built in 1874" in built
    assert "Nothing may answer it, and nothing does: it passes." in silent
    assert "**lighthouse ¶ 4** must answer it; at the moment **lighthouse ¶ 2** does" in wrong
    assert "its paragraphs go up to 4" in unknown
    assert "**2 of 3 tests pass**" in ran
    assert ran.index("✗  Who was Tobias Wren?") < ran.index(f"✓  {BUILT}")
    assert "takes the place of the test that expected lighthouse ¶ 1" in again
    assert "**3 tests**" in listed
    assert f"- {BUILT.lower()}\n-# no answer · <@{mo.id}>" in listed
    assert name == "Who was Tobias Wren?"
    assert "**Removed the test:** Who was Tobias Wren?\n-# 2 tests left" in removed
    assert "There is no test with this question" in absent
    assert "**1 of 2 tests pass**" in left


async def test_what_a_moderator_types_is_completed(town: Town) -> None:
    await town.start()

    everything = await _choices(town, town.moderator, "test add", "expected", question="x")
    few = await _choices(
        town, town.moderator, "test add", "expected", question="x", expected="lighthouse whale"
    )
    hidden = await _choices(town, town.reader, "test add", "expected", question="x")
    unseen = await _choices(town, town.reader, "test remove", "question")

    assert everything[0] == "no answer"
    assert everything[1].startswith("lighthouse ¶ 1 · The lighthouse at Orrin Point was built")
    assert few == [everything[2]]
    assert (hidden, unseen) == ([], [])


async def test_the_menu_pins_what_the_bot_answered_and_what_people_asked(town: Town) -> None:
    await town.start()
    discord = town.discord
    slash = await discord.slash(town.reader, town.channel, "ask", question=BUILT)
    answer = await slash.answer()
    await discord.say(town.reader, town.channel, town.mention("Who fitted a paraffin burner?"))
    reply = await discord.next_message(town.channel)
    refusal = await discord.slash(town.reader, town.channel, "ask", question=NOWHERE)
    person = await discord.say(town.reader, town.channel, "Who was awarded a silver medal?")
    summary = await (await discord.slash(town.reader, town.channel, "summary")).answer()
    empty = await discord.say(town.reader, town.channel, town.mention())

    answered = await _pinned(town, answer)
    replied = await _pinned(town, reply)
    refused = await _pinned(town, await refusal.answer())
    said = await _pinned(town, person)
    none = [await _pinned(town, summary), await _pinned(town, empty)]
    town.write("new.txt", "New\n\nThe new boathouse has a copper roof.\n")
    await _used(town, town.moderator, "reload")
    older = await _pinned(town, answer)
    ran = await _used(town, town.moderator, "test run")

    assert f"**Pinned as a test:** {BUILT}\n**lighthouse ¶ 1** must answer it, and does" in answered
    assert "Who fitted a paraffin burner?\n**lighthouse ¶ 2** must answer it, and does" in replied
    assert f"{NOWHERE}\nNothing may answer it, and nothing does: it passes." in refused
    assert "Who was awarded a silver medal?\n**lighthouse ¶ 4** must answer it, and does" in said
    assert "This is no answer to a question" in none[0]
    assert "There is no question in this" in none[1]
    assert "**lighthouse ¶ 1** must answer it, and does: it passes." in older
    assert "takes the place of the test that expected lighthouse ¶ 1" in older
    assert "**4 of 4 tests pass**" in ran


async def test_members_are_refused_and_the_operator_and_other_servers_have_their_own(
    town: Town,
) -> None:
    skerry = town.discord.add_guild("Skerry")
    far, kim = skerry.add_channel("far"), skerry.add_member("Kim")
    operator = next(one for one in skerry.members.values() if one.user.name == "Owner")
    operator.permissions = ORDINARY
    await town.start()
    said = await town.discord.say(town.reader, town.channel, BUILT)
    await _used(town, town.moderator, "test add", question=BUILT)

    refusals = [
        await _used(town, town.reader, "test add", question=BUILT),
        await _used(town, town.reader, "test run"),
        await _used(town, town.reader, "test list"),
        await _used(town, town.reader, "test remove", question=BUILT),
        (await (await _menu(town, town.reader, said)).answer()).text,
        await _used(town, kim, "test list", channel=far),
    ]
    elsewhere = [
        await _used(town, operator, "test list", channel=far),
        await _used(town, operator, "test remove", channel=far, question=BUILT),
        await _used(town, operator, "test add", channel=far, question=NOWHERE),
    ]
    theirs = await _used(town, operator, "test run", channel=far)
    ours = await _used(town, town.moderator, "test list")
    menu = next(one for one in town.discord.commands if one["name"] == PIN)

    assert refusals == [REFUSED] * 6
    assert "There are no tests yet" in elsewhere[0]
    assert "There is no test with this question" in elsewhere[1]
    assert "**Pinned as a test:**" in elsewhere[2]
    assert "**1 of 1 test passes**" in theirs
    assert BUILT in ours
    assert NOWHERE not in ours
    assert (menu["default_member_permissions"], menu["contexts"]) == ("32", [0])
    assert menu["integration_types"] == [0]


async def test_a_long_run_is_turned_by_moderators_even_after_a_restart(town: Town) -> None:
    program = await town.start()
    for number in range(25):
        await _used(town, town.moderator, "test add", question=f"Who built pier {number}? {LONG}")
    asked = await town.discord.slash(town.moderator, town.channel, "knowledge test run")
    listed = await town.discord.slash(town.moderator, town.channel, "knowledge test list")
    first, names = await asked.answer(), await listed.answer()
    assert await program.stop() == 0
    await town.start()

    turned = await town.discord.click(town.moderator, first, label="Next")
    second = (await turned.answer()).text
    labels = [button.label for button in (await turned.answer()).buttons]
    flipped = await town.discord.click(town.moderator, names, label="Next")
    list_text = (await flipped.answer()).text
    town.moderator.permissions = ORDINARY
    former = [
        await town.discord.click(town.moderator, first, label="Back"),
        await town.discord.click(town.moderator, names, label="Back"),
    ]

    assert "Page 2 of 2" in second
    assert second.count("✓") + second.count("✗") == 5
    assert labels == ["Back"]
    assert "Page 2 of 2" in list_text
    assert [(await one.answer()).text for one in former] == [REFUSED] * 2


async def test_a_test_that_would_fail_stops_a_reload(town: Town) -> None:
    await town.start()
    await _used(town, town.moderator, "test add", question=BUILT)
    await _used(town, town.moderator, "test add", question=NOWHERE)
    town.write("lighthouse.md", LIGHTHOUSE.replace("built in 1874 by", "painted in 1990 by"))
    town.write("zeppelin.txt", "Zeppelin\n\nThe zeppelin does carry passengers, forty of them.\n")

    stopped = await town.discord.slash(town.moderator, town.channel, "knowledge reload")
    message = await stopped.answer()
    report = message.text
    before = await _used(town, town.moderator, "test run")
    pressed = await town.discord.click(town.moderator, message, label="Serve anyway")
    served = await pressed.answer()
    after = await _used(town, town.moderator, "test run")

    assert "**Stopped**" in report
    assert NOWHERE in report
    assert "**2 of 2 tests pass**" in before
    assert "**Stopped**" not in served.text
    assert "zeppelin ¶ 1" in after
    assert "**2 of 2 tests pass**" not in after
