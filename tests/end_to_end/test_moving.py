"""Long exchanges in a channel move into a thread where the server wants it, and nowhere else."""

import pytest

from bot import moving
from tests.discord_server.messages import Message
from tests.discord_server.places import Channel
from tests.discord_server.wire import ORDINARY, Permission
from tests.end_to_end.conftest import Town

QUESTIONS = (
    "Who built the lighthouse at Orrin Point?",
    "Who saved seven sailors?",
    "Which boat sank in the great storm?",
    "Who fitted a paraffin burner?",
    "What hangs in the town museum?",
)
LINE = "-# This exchange goes on in this thread. Mention me or reply to me to ask more."


async def _wanted(town: Town, *, on: bool = True) -> str:
    used = await town.discord.slash(town.moderator, town.channel, "config threads", on=on)
    return (await used.answer()).text


async def _chain(town: Town, channel: Channel, count: int = 3) -> Message:
    """Ask one question after the other, each in reply to the answer before."""
    answer: Message | None = None
    for question in QUESTIONS[:count]:
        said = town.mention(question)
        await town.discord.say(town.reader, channel, said, reply_to=answer)
        answer = await town.discord.next_message(channel)
    assert answer
    return answer


async def test_the_fourth_question_of_an_exchange_is_answered_in_a_thread_that_goes_on(
    town: Town,
) -> None:
    await town.start()
    assert await _wanted(town) == "Long exchanges in a channel move into a thread."
    third = await _chain(town, town.channel)

    fourth = await town.discord.say(
        town.reader, town.channel, town.mention(QUESTIONS[3]), reply_to=third
    )
    await town.discord.silence(town.channel)

    assert third.thread is None
    thread = fourth.thread
    assert thread
    assert thread.name == QUESTIONS[0]
    answer = await town.discord.next_message(thread)
    assert answer.text.startswith(f"-# “{QUESTIONS[3]}”\n> ")
    assert "Tobias Wren" in answer.text
    assert answer.text.endswith(LINE)
    assert answer.reply_to is None
    why = await town.discord.click(town.reader, answer, label="Why?")
    assert "**Why this passage?**" in (await why.answer()).text

    for reply_to in (None, answer):
        asked = town.mention("and when did he do it?")
        await town.discord.say(town.reader, thread, asked, reply_to=reply_to)
        more = await town.discord.next_message(thread)
        assert "Assuming that you mean *Tobias Wren*" in more.text
        assert "1902" in more.text
        assert LINE not in more.text


async def test_an_edit_or_a_deletion_of_the_question_finds_its_answer_in_the_thread(
    town: Town,
) -> None:
    await town.start()
    await _wanted(town)
    third = await _chain(town, town.channel)
    said = town.mention(QUESTIONS[3])
    fourth = await town.discord.say(town.reader, town.channel, said, reply_to=third)
    await town.discord.silence(town.channel)
    assert fourth.thread
    answer = await town.discord.next_message(fourth.thread)

    await town.discord.edit(fourth, town.mention(QUESTIONS[4]))
    await town.discord.edited(answer)
    assert "silver medal" in answer.text
    assert answer.text.endswith(LINE)
    await town.discord.delete(fourth)
    await town.discord.removed(answer)


async def test_an_exchange_moves_once_and_its_name_is_one_line_of_a_hundred_characters(
    town: Town,
) -> None:
    await town.start()
    await _wanted(town)
    long = "Who built the lighthouse\nat Orrin Point? " + "Please tell me all of it. " * 9
    await town.discord.say(town.reader, town.channel, town.mention(long))
    answer = await town.discord.next_message(town.channel)
    for question in QUESTIONS[1:3]:
        said = town.mention(question)
        await town.discord.say(town.reader, town.channel, said, reply_to=answer)
        answer = await town.discord.next_message(town.channel)

    said = town.mention(QUESTIONS[3])
    fourth = await town.discord.say(town.moderator, town.channel, said, reply_to=answer)
    await town.discord.silence(town.channel)
    fifth = await town.discord.say(town.reader, town.channel, said, reply_to=answer)
    again = await town.discord.next_message(town.channel)

    assert fourth.thread
    assert fourth.thread.name.startswith("Who built the lighthouse at Orrin Point? Please")
    assert len(fourth.thread.name) <= 100
    assert fifth.thread is None
    assert again.reply_to is fifth


@pytest.mark.parametrize("lacking", ["create", "send", "discord", "setting", "chain"])
async def test_otherwise_it_is_answered_where_it_was_asked(town: Town, lacking: str) -> None:
    denied = {
        "create": Permission.CREATE_PUBLIC_THREADS,
        "send": Permission.SEND_MESSAGES_IN_THREADS,
    }
    may = ORDINARY & ~denied.get(lacking, Permission(0))
    channel = town.guild.add_channel("square", bot_permissions=may)
    await town.start()
    await _wanted(town, on=lacking != "setting")
    third = await _chain(town, channel)
    if lacking == "discord":
        town.discord.fail_next("POST", "/threads", 400, {"code": 160006, "message": "Too many"})

    reply_to = None if lacking == "chain" else third
    said = town.mention(QUESTIONS[3])
    fourth = await town.discord.say(town.reader, channel, said, reply_to=reply_to)
    answer = await town.discord.next_message(channel)

    assert fourth.thread is None
    assert answer.reply_to is fourth
    assert LINE not in answer.text


async def test_an_exchange_that_takes_its_time_stays(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(moving.time, "monotonic", lambda: now[0])
    moved = moving.Moving(lambda: now[0])
    chain = moving.Chain("Who?", [0.0, 0.0, 1.0])

    now[0] = 900.0
    long = moved._is_long(chain)  # pyright: ignore[reportPrivateUsage]
    now[0] = 901.0

    assert long
    assert not moved._is_long(chain)  # pyright: ignore[reportPrivateUsage]


async def test_in_a_thread_and_in_a_post_the_exchange_stays(town: Town) -> None:
    forum = town.guild.add_channel("questions", forum=True)
    thread = town.guild.add_thread(town.channel, "in between")
    await town.start()
    await _wanted(town)
    post = await town.discord.open(town.reader, forum, "A riddle", "Listen.")

    for place in (thread, post):
        channels = len(town.guild.channels)
        await _chain(town, place, 5)
        assert len(town.guild.channels) == channels


async def test_a_server_is_told_what_the_bot_lacks_and_sees_what_is_set(town: Town) -> None:
    may = ORDINARY & ~Permission.CREATE_PUBLIC_THREADS
    channel = town.guild.add_channel("square", bot_permissions=may)
    await town.start()

    set_ = await town.discord.slash(town.moderator, channel, "config threads", on=True)
    shown = await town.discord.slash(town.moderator, channel, "config show")

    assert "I need Create Public Threads" in (await set_.answer()).text
    line = "Long exchanges in a channel move into a thread · *set here*"
    assert line in (await shown.answer()).text
