"""An answer once it is out: its buttons, and what becomes of it with its question."""

from tests.discord_server.messages import Message
from tests.end_to_end.conftest import LIGHTHOUSE, Town

BUILT = "Who built the lighthouse at Orrin Point?"
FITTED = "Who fitted a paraffin burner?"
KEEPER = "Which keeper fitted a burner?"
SAVED = "Who saved seven sailors?"


async def _asked(town: Town, question: str = BUILT, **options: object) -> Message:
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=question, **options)
    return await asked.answer()


async def _reload(town: Town) -> None:
    await (await town.discord.slash(town.moderator, town.channel, "knowledge reload")).answer()


def _labels(message: Message) -> list[list[str]]:
    return [[part["label"] for part in row["components"]] for row in message.components]


async def test_the_buttons_of_an_answer_are_few_and_in_two_rows(town: Town) -> None:
    await town.start()

    public, private = await _asked(town, KEEPER), await _asked(town, KEEPER, private=True)
    direct = town.discord.dm(town.stranger)
    await town.discord.say(town.stranger, direct, KEEPER)

    reading = ["Open ↗", "Context", "More", "Why?"]
    assert _labels(public) == [reading, ["Helpful", "Not helpful", "Delete"]]
    assert _labels(private) == [reading, ["Helpful", "Not helpful"]]
    assert _labels(await town.discord.next_message(direct)) == [reading, ["Delete"]]


async def test_the_context_is_shown_to_the_one_who_presses(town: Town) -> None:
    await town.start()
    answer = await _asked(town, FITTED)

    context = await town.discord.click(town.moderator, answer, label="Context")

    shown = (await context.answer()).text
    assert context.ephemeral
    assert shown.index("built in 1874") < shown.index("Tobias Wren") < shown.index("Perseverance")


async def test_an_answer_is_deleted_by_its_asker_or_a_moderator_alone_even_after_a_restart(
    town: Town,
) -> None:
    other = town.guild.add_member("Eve")
    program = await town.start()
    first, second = await _asked(town), await _asked(town)
    said = await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    reply = await town.discord.next_message(town.channel)
    await program.stop()
    await town.discord.disconnected()
    await town.start()

    refused = await town.discord.click(other, first, label="Delete")
    for who, message in (
        (town.reader, first),
        (town.moderator, second),
        (town.reader, reply),
    ):
        assert not message.deleted
        await town.discord.click(who, message, label="Delete")
        await town.discord.removed(message)

    assert (await refused.answer()).text == (
        "Only the one who asked, or a moderator, can delete this answer."
    )
    assert refused.ephemeral
    assert not said.deleted


async def test_an_edited_question_edits_its_answer_and_a_deleted_one_deletes_it(
    town: Town,
) -> None:
    await town.start()
    said = await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    answer = await town.discord.next_message(town.channel)

    await town.discord.edit(said, town.mention(FITTED))
    await town.discord.edited(answer)
    assert "Tobias Wren" in answer.text
    assert "Lindqvist" not in answer.text
    # The same words again, and words that the bot may not read, change nothing.
    await town.discord.edit(said, town.mention(FITTED))
    await town.discord.edit(said, "never mind")
    await town.discord.edit(said, town.mention("zeppelin"))
    await town.discord.edited(answer, 2)
    assert "I found no passage" in answer.text
    await town.discord.edit(said, town.mention())
    await town.discord.edited(answer, 3)
    assert answer.text.startswith("Ask me a question")
    assert not answer.embeds
    assert not answer.components
    await town.discord.edit(said, town.mention(BUILT))
    await town.discord.edited(answer, 4)
    assert "Lindqvist" in answer.text
    await town.discord.silence(town.channel)
    await town.discord.delete(said)
    await town.discord.removed(answer)


async def test_an_edited_question_counts_once(town: Town) -> None:
    await town.start()
    said = await town.discord.say(town.reader, town.channel, town.mention("zeppelin"))
    answer = await town.discord.next_message(town.channel)
    for times, question in enumerate((FITTED, BUILT), 1):
        await town.discord.edit(said, town.mention(question))
        await town.discord.edited(answer, times)

    report = await town.discord.slash(town.moderator, town.channel, "report usage")

    text = (await report.answer(15)).text
    assert "1 question" in text
    assert "1 answered" in text


async def test_an_edit_in_a_direct_message_goes_on_from_what_was_said_before(town: Town) -> None:
    await town.start()
    channel = town.discord.dm(town.stranger)
    await town.discord.say(town.stranger, channel, "Who was Tobias Wren?")
    await town.discord.next_message(channel)
    said = await town.discord.say(town.stranger, channel, "And what did he paint?")
    answer = await town.discord.next_message(channel)

    await town.discord.edit(said, "And what did he fit?")
    await town.discord.edited(answer)

    assert "Assuming that you mean *Tobias Wren*" in answer.text


async def test_an_edit_or_a_deletion_while_answering_ends_in_one_right_answer(town: Town) -> None:
    await town.start()
    said = await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    for question in (SAVED, BUILT, FITTED):
        await town.discord.edit(said, town.mention(question))
    gone = await town.discord.say(town.reader, town.channel, town.mention(SAVED))
    await town.discord.delete(gone)

    answer = await town.discord.next_message(town.channel)

    await town.discord.silence(town.channel)
    assert "Tobias Wren" in answer.text
    assert [one for one in town.discord.messages(town.channel) if one.reply_to is gone] == []


async def test_an_event_that_comes_again_is_answered_once(town: Town) -> None:
    await town.start()
    await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    await town.discord.next_message(town.channel)

    await town.discord.repeat("MESSAGE_CREATE")

    await town.discord.silence(town.channel)


async def test_what_is_wrong_with_an_answer_is_asked_and_may_be_said_again(town: Town) -> None:
    program = await town.start()
    answer = await _asked(town)
    form = await town.discord.click(town.reader, answer, label="Not helpful")
    await program.stop()
    await town.discord.disconnected()
    await town.start()

    told: list[str] = []
    for choice, words in (("Wrong passage", ""), ("Wrong passage", ""), ("Not answered", "<@1> x")):
        values = {"What is wrong?": choice, "In your words": words}
        sent = await town.discord.submit(town.reader, form, values)
        told.append((await sent.answer()).text)

    thanks = "Thank you: I noted that this is not helpful."
    again = "I have already noted that you do not find this helpful."
    assert told == [thanks, again, thanks]
    report = await town.discord.slash(town.moderator, town.channel, "report feedback")
    shown = (await report.answer()).text
    assert "0 found it helpful, 1 did not" in shown
    assert "Reason: Not answered: \\<\\@1\\> x\n-# The lighthouse at Orrin Point · ¶ 1" in shown


async def test_buttons_outlive_other_articles_and_changes_of_their_own(town: Town) -> None:
    await town.start()
    answer = await _asked(town, "Who built the lighthouse for the keeper?")

    async def pressed(label: str) -> str:
        return (await (await town.discord.click(town.moderator, answer, label=label)).answer()).text

    town.write("a-new.txt", "New\n\nThe new boathouse has a copper roof.\n")
    await _reload(town)
    context = await pressed("Context")
    assert context.startswith("> **The lighthouse at Orrin Point was built in 1874")

    added = "## The tower\n\nThe tower is closed in winter.\n"
    changed = LIGHTHOUSE.replace("## The tower\n", added).replace("the engineer ", "")
    town.write("lighthouse.md", changed)
    await _reload(town)
    note = "-# The article has changed since this answer.\n"
    context = await pressed("Context")
    assert context.startswith(f"{note}> The tower is closed in winter.\n-# ¶ 1")
    assert "> **The lighthouse at Orrin Point was built in 1874 by Marta Lindqvist.**" in context
    assert (await pressed("More")).startswith(f"{note}> ")
    assert (await pressed("Why?")).startswith(f"{note}**Why this passage?**")

    # What was taken out is not shown.
    town.write("lighthouse.md", "# The lighthouse\n\nNothing is known of it.\n")
    await _reload(town)
    assert await pressed("Context") == (
        "The article has changed since this answer, and I find its words no more. Please ask again."
    )


async def test_a_click_that_comes_again_does_nothing_twice(town: Town) -> None:
    await town.start()
    answer = await _asked(town, "Who built the lighthouse for the keeper?")

    voted = await town.discord.click(town.reader, answer, label="Helpful")
    await town.discord.repeat("INTERACTION_CREATE")
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=BUILT)
    await town.discord.repeat("INTERACTION_CREATE")
    more = await town.discord.click(town.reader, answer, label="Context")

    assert (await voted.answer()).text == "Thank you: I noted that this is helpful."
    assert "Lindqvist" in (await asked.answer()).text
    assert "¶" in (await more.answer()).text
    assert voted.followups == asked.followups == []
