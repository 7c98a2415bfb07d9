"""More: the next quotes of an answer, in its place for the one who asked and beside it for others."""

import asyncio

import pytest

from bot.service import AnswerService
from knowledge import KnowledgeBase
from tests.discord_server.messages import Message
from tests.discord_server.wire import ORDINARY, Permission
from tests.end_to_end.conftest import LIGHTHOUSE, Town

KEEPER = "Which keeper fitted a burner?"
SHIPS = "\n\n".join(
    f"The ship Halvard {number} carried copper kettles to the port of Grenmouth."
    for number in range(9)
)


def _labels(message: Message) -> list[str]:
    return [button.label or "" for button in message.buttons]


async def _asked(town: Town, question: str = KEEPER, **options: object) -> Message:
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=question, **options)
    return await asked.answer()


@pytest.mark.parametrize("embeds", [True, False])
async def test_more_shows_the_next_quotes_in_the_askers_own_answer(
    town: Town, *, embeds: bool
) -> None:
    lacking = Permission(0) if embeds else Permission.EMBED_LINKS
    channel = town.guild.add_channel("plain", bot_permissions=ORDINARY & ~lacking)
    await town.start()
    await town.discord.say(town.reader, channel, town.mention(KEEPER))
    answer = await town.discord.next_message(channel)
    first = answer.text

    more = await town.discord.click(town.reader, answer, label="More")

    assert (await more.answer()) is answer
    assert "Tobias Wren" in first
    assert "Tobias Wren" not in answer.text
    assert answer.text.startswith("> ")
    assert "Keeper Anna Halloran" in answer.text
    assert bool(answer.embeds) is embeds
    assert _labels(answer)[-3:] == ["Helpful", "Not helpful", "Delete"]
    assert more.followups == []
    why = await town.discord.click(town.moderator, answer, label="Why?")
    assert "**Why this passage?**" in (await why.answer()).text


async def test_others_are_shown_the_next_quotes_privately(town: Town) -> None:
    await town.start()
    answer = await _asked(town)

    more = await town.discord.click(town.moderator, answer, label="More")

    shown = await more.answer()
    assert more.ephemeral
    assert shown is not answer
    assert "Keeper Anna Halloran" in shown.text
    assert answer.versions == []


async def test_a_private_answer_is_turned_over_in_place(town: Town) -> None:
    await town.start()
    answer = await _asked(town, private=True)
    direct = town.discord.dm(town.stranger)
    await town.discord.say(town.stranger, direct, KEEPER)
    said = await town.discord.next_message(direct)

    for who, message in ((town.reader, answer), (town.stranger, said)):
        more = await town.discord.click(who, message, label="More")
        assert (await more.answer()) is message
        assert "Keeper Anna Halloran" in message.text

    assert answer.ephemeral
    assert answer.text.startswith(f"-# “{KEEPER}”\n> ")
    assert _labels(answer)[-2:] == ["Helpful", "Not helpful"]
    assert _labels(said)[-1] == "Delete"


async def test_every_quote_comes_up_once_and_then_there_is_no_more_even_after_a_restart(
    town: Town,
) -> None:
    town.write("ships.txt", f"Ships\n\n{SHIPS}\n")
    program = await town.start()
    answer = await _asked(town, "Which ship carried copper kettles to Grenmouth?")
    await program.stop()
    await town.discord.disconnected()
    await town.start()

    pages = [answer.text]
    while "More" in _labels(answer):
        code = next(one.custom_id for one in answer.buttons if one.label == "More")
        more = await town.discord.click(town.reader, answer, custom_id=code)
        pages.append((await more.answer()).text)

    quoted = [line for page in pages for line in page.splitlines() if line.startswith("> ")]
    assert len(pages) > 1
    assert len(quoted) == len(set(quoted)) > 3
    assert all(page.startswith("-# “Which ship") for page in pages)
    assert "Context" in _labels(answer)


async def test_a_click_that_comes_twice_turns_one_page(town: Town) -> None:
    town.write("ships.txt", f"Ships\n\n{SHIPS}\n")
    await town.start()
    answer = await _asked(town, "Which ship carried copper kettles to Grenmouth?")
    code = next(one.custom_id for one in answer.buttons if one.label == "More")
    before = answer.payload()

    more = await town.discord.click(town.reader, answer, custom_id=code)
    once = (await more.answer()).text
    await town.discord.repeat("INTERACTION_CREATE")
    # The second press of a double click still knows the button of before.
    now = answer.components
    answer.components = before["components"]
    again = await town.discord.click(town.reader, answer, custom_id=code)

    assert (await again.answer()).text == once
    assert answer.components == now
    assert more.followups == again.followups == []


async def test_nearest_passages_stay_below_the_refusal_that_calls_for_help(town: Town) -> None:
    role = town.guild.add_role("Wardens", mentionable=True)
    plain = town.guild.add_channel("plain", bot_permissions=ORDINARY & ~Permission.EMBED_LINKS)
    await town.start(ANSWER_THRESHOLD="0.99", CLOSEST_THRESHOLD="0.98")
    await town.discord.slash(town.moderator, town.channel, "config handoff", role=role, minutes=1)
    await town.discord.say(town.reader, plain, town.mention("Which sailors wore a silver hat?"))
    answer = await town.discord.next_message(plain)
    call = f"{role.mention}, do you know the answer?"
    assert answer.text.endswith(call)

    nearest = await town.discord.click(town.reader, answer, label="Nearest passages")

    text = (await nearest.answer()).text
    assert text.startswith("**I found no passage that answers this.**\n-# The nearest passages")
    assert text.endswith(call)
    assert text.count(call) == 1
    assert "\n> " in text
    assert "Why?" not in _labels(answer)
    assert answer.pings.roles == {role.id}


async def test_quotes_of_a_changed_article_say_so_once(town: Town) -> None:
    town.write("ships.txt", f"Ships\n\n{SHIPS}\n")
    await town.start()
    answer = await _asked(town, "Which ship carried copper kettles to Grenmouth?")
    town.write("ships.txt", f"Ships\n\nA new first paragraph.\n\n{SHIPS}\n")
    await (await town.discord.slash(town.moderator, town.channel, "knowledge reload")).answer()

    for _ in range(2):
        more = await town.discord.click(town.reader, answer, label="More")
        await more.answer()

    assert answer.text.count("The article has changed since this answer.") <= 1
    assert answer.text.startswith("-# “Which ship")
    assert LIGHTHOUSE not in answer.text


async def test_what_takes_long_is_turned_over_in_place_too(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.start()
    answer = await _asked(town)
    base = AnswerService.base

    async def slow(self: AnswerService, server: int) -> KnowledgeBase:
        await asyncio.sleep(0.2)
        return await base(self, server)

    monkeypatch.setattr(AnswerService, "base", slow)
    monkeypatch.setattr("bot.sending._PATIENCE", 0.05)
    more = await town.discord.click(town.reader, answer, label="More")

    assert more.deferred
    assert (await more.answer()) is answer
    assert "Keeper Anna Halloran" in answer.text
    assert _labels(answer)[-3:] == ["Helpful", "Not helpful", "Delete"]
    assert more.followups == []
