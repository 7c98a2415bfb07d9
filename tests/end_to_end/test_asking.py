"""Every way to ask a question in Discord, and the answer as Discord shows it."""

import pytest

from tests.discord_server.wire import ORDINARY, Intent, Permission
from tests.end_to_end.conftest import HOSTILE, LONG, Town

QUESTION = "Who built the lighthouse at Orrin Point?"
ANSWER = (
    "> **The lighthouse at Orrin Point was built in 1874 by the engineer __Marta Lindqvist__.**\n"
    "-# **The lighthouse at Orrin Point** › The tower · Orrin Gazette · May 14, 2019 · ¶ 1"
)
NO_ANSWER = "I found no passage that answers this"


async def test_a_slash_command_is_answered_with_quote_citation_and_link(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)

    answer = await asked.answer()
    assert ANSWER in answer.text
    assert f"-# “{QUESTION}”\n" in answer.text
    assert not asked.ephemeral
    link = next(button.url for button in answer.buttons if button.label == "Open ↗")
    assert link == (
        "https://gazette.example/orrin-point#:~:text="
        "The%20lighthouse%20at%20Orrin%20Point%20was,1874%20by%20the%20engineer%20Marta%20Lindqvist."
    )


async def test_a_private_question_is_answered_to_the_asker_alone(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question=QUESTION, private=True
    )

    assert asked.ephemeral


async def test_an_article_can_be_chosen_by_its_suggestion(town: Town) -> None:
    town.write(
        "bread.txt", "Baking at Orrin Point\n\nThe lighthouse keeper built ovens at Orrin Point.\n"
    )
    await town.start()

    choices = await town.discord.autocomplete(
        town.reader, town.channel, "ask", focused="article", article="baking", question="x"
    )
    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question=QUESTION, article=choices[0]["value"]
    )

    assert [choice["name"] for choice in choices] == ["Baking at Orrin Point"]
    assert "ovens" in (await asked.answer()).text


async def test_autocomplete_holds_its_limits_with_many_long_titles(town: Town) -> None:
    for number in range(40):
        town.write(
            f"a{number}.md", f"# {'Very long title ' * 20}{number}\n\nSome words stand here.\n"
        )
    await town.start()

    choices = await town.discord.autocomplete(
        town.reader, town.channel, "summary", focused="article", article="long"
    )

    assert len(choices) == 25
    assert all(len(choice["name"]) <= 100 and choice["name"].endswith("…") for choice in choices)


async def test_an_unknown_article_is_answered_kindly(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question=QUESTION, article="**nope**"
    )

    assert (await asked.answer()).text == (
        "I have no article called “\\*\\*nope\\*\\*”. `/sources` lists them."
    )
    assert asked.ephemeral


async def test_a_mention_is_answered_without_the_content_intent(town: Town) -> None:
    await town.start()

    asked = await town.discord.say(town.reader, town.channel, town.mention(QUESTION))

    answer = await town.discord.next_message(town.channel)
    assert ANSWER in answer.text
    assert answer.reply_to is asked
    assert not answer.pings


async def test_a_mention_alone_is_answered_with_an_invitation(town: Town) -> None:
    await town.start()

    await town.discord.say(town.reader, town.channel, town.mention())

    assert "Ask me a question" in (await town.discord.next_message(town.channel)).text


async def test_a_direct_message_is_a_question(town: Town) -> None:
    await town.start()
    channel = town.discord.dm(town.stranger)

    await town.discord.say(town.stranger, channel, "How high is the lighthouse?")

    assert "__41__ metres" in (await town.discord.next_message(channel)).text


async def test_a_reply_to_the_bot_is_a_question(town: Town) -> None:
    await town.start()
    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    first = await town.discord.next_message(town.channel)

    await town.discord.say(
        town.reader, town.channel, "Who fitted a paraffin burner?", reply_to=first
    )

    assert "Tobias Wren" in (await town.discord.next_message(town.channel)).text


async def test_a_reply_that_cannot_be_read_says_how_to_ask(town: Town) -> None:
    await town.start()
    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    first = await town.discord.next_message(town.channel)

    await town.discord.say(
        town.reader, town.channel, "And who was Wren?", reply_to=first, ping_reply=False
    )

    assert "leave the @ on" in (await town.discord.next_message(town.channel)).text


async def test_a_message_to_others_is_left_alone(town: Town) -> None:
    await town.start()

    await town.discord.say(town.reader, town.channel, QUESTION)

    await town.discord.silence(town.channel)


async def test_the_message_menu_answers_any_message(town: Town) -> None:
    await town.start()
    message = await town.discord.say(town.reader, town.channel, QUESTION)

    asked = await town.discord.menu(town.moderator, town.channel, "Answer this", message)

    assert ANSWER in (await asked.answer()).text


async def test_the_message_menu_reads_a_question_without_the_mention(town: Town) -> None:
    await town.start()
    message = await town.discord.say(town.reader, town.channel, town.mention(QUESTION))

    asked = await town.discord.menu(town.moderator, town.channel, "Answer this", message)

    assert f"-# “{QUESTION}”\n" in (await asked.answer()).text


@pytest.mark.granted(int(Intent.MESSAGE_CONTENT))
async def test_a_watched_channel_answers_what_ends_in_a_question_mark(town: Town) -> None:
    other = town.guild.add_channel("other")
    await town.start(ASK_CHANNELS=str(town.channel.id))

    await town.discord.say(town.reader, other, QUESTION)
    await town.discord.say(town.reader, town.channel, "The lighthouse was built by Lindqvist.")
    await town.discord.silence(town.channel)
    await town.discord.say(town.reader, town.channel, QUESTION)

    assert ANSWER in (await town.discord.next_message(town.channel)).text
    await town.discord.silence(other)


async def test_another_subject_is_refused_and_the_nearest_passages_are_a_button_away(
    town: Town,
) -> None:
    await town.start()

    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question="Which museum in Paris holds the Mona Lisa?"
    )

    answer = await asked.answer()
    nearest = await town.discord.click(town.reader, answer, label="Nearest passages")
    assert NO_ANSWER in answer.text
    assert "town museum" in (await nearest.answer()).text
    assert NO_ANSWER in answer.text


async def test_nonsense_is_refused_kindly(town: Town) -> None:
    await town.start()

    for question in ("?!", "🗼", "of the and", "\u202e\u0000", "x" * 2000):
        asked = await town.discord.slash(town.reader, town.channel, "ask", question=question)

        assert NO_ANSWER in (await asked.answer()).text


async def test_more_passages_are_shown_to_the_one_who_presses(town: Town) -> None:
    await town.start()
    question = "Which keeper fitted a burner?"
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=question)

    more = await town.discord.click(town.moderator, await asked.answer(), label="More")

    shown = await more.answer()
    assert more.ephemeral
    assert "Keeper Anna Halloran" in shown.text


async def test_a_button_still_works_after_a_restart(town: Town) -> None:
    program = await town.start()
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)
    answer = await asked.answer()
    await program.stop()
    await town.discord.disconnected()
    await town.start()

    more = await town.discord.click(town.reader, answer, label="Context")

    assert "¶" in (await more.answer()).text


async def test_hostile_text_pings_nobody_and_stays_verbatim(town: Town) -> None:
    town.write("hostile.md", HOSTILE.replace("**not** _this_", "\\*\\*not\\*\\* \\_this\\_"))
    await town.start()

    await town.discord.say(
        town.reader, town.channel, town.mention("What did the @everyone zeppelin notice say?")
    )

    answer = await town.discord.next_message(town.channel)
    assert "\\*\\*not\\*\\* \\_this\\_" in answer.text
    assert "\\@everyone" in answer.text
    assert not answer.pings


async def test_a_long_paragraph_is_cut_with_an_ellipsis_and_read_in_full(town: Town) -> None:
    town.write("ledger.txt", LONG)
    await town.start()

    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question="What does the archive ledger record?"
    )
    answer = await asked.answer()
    full = await town.discord.click(town.reader, answer, label="Read in full")

    assert " …\n" in answer.text
    assert (await full.answer()).files[0].content == LONG.encode()


@pytest.mark.parametrize("missing", [Permission(0), Permission.ATTACH_FILES])
async def test_all_passages_that_were_cut_are_read_in_full(town: Town, missing: Permission) -> None:
    town.write("ledger.txt", LONG)
    town.write("diary.txt", LONG.replace("archive", "private"))
    channel = town.guild.add_channel("long", bot_permissions=ORDINARY & ~missing)
    await town.start()

    asked = await town.discord.slash(town.reader, channel, "search", terms="copper kettles")
    full = await town.discord.click(town.reader, await asked.answer(), label="Read in full")

    first = await full.answer()
    shown = [first.text, *(file.content.decode() for file in first.files)]
    shown += [(await full.next_followup()).text for _ in range(5 if missing else 0)]
    assert any(LONG[:30] in text for text in shown)
    assert any(LONG.replace("archive", "private")[:30] in text for text in shown)


async def test_without_the_history_the_answer_is_no_reply(town: Town) -> None:
    channel = town.guild.add_channel(
        "now", bot_permissions=ORDINARY & ~Permission.READ_MESSAGE_HISTORY
    )
    await town.start()

    await town.discord.say(town.reader, channel, town.mention(QUESTION))
    answer = await town.discord.next_message(channel)
    await town.discord.say(town.reader, channel, town.mention())
    invitation = await town.discord.next_message(channel)

    assert ANSWER in answer.text
    assert "Ask me a question" in invitation.text
    assert answer.reply_to is invitation.reply_to is None


async def test_without_embeds_the_answer_is_plain_text(town: Town) -> None:
    town.write("ledger.txt", LONG)
    plain = town.guild.add_channel(
        "plain", bot_permissions=ORDINARY & ~Permission.EMBED_LINKS & ~Permission.ATTACH_FILES
    )
    await town.start()

    await town.discord.say(town.reader, plain, town.mention(QUESTION))
    answer = await town.discord.next_message(plain)
    asked = await town.discord.slash(
        town.reader, plain, "ask", question="What does the archive ledger record?"
    )
    full = await town.discord.click(town.reader, await asked.answer(), label="Read in full")

    first = await full.answer()
    assert ANSWER in answer.content
    assert not answer.embeds
    assert "copper kettles" in first.content
    assert "direct message" in (await full.next_followup()).content or full.followups


async def test_a_misspelt_name_is_searched_for_as_it_stands(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question="What did Haloran row out for?"
    )

    text = (await asked.answer()).text
    assert "-# Showing results for *Halloran*\n" in text
    assert "rowed out three times" in text


async def test_a_passage_that_fits_in_part_is_shown_as_the_closest(town: Town) -> None:
    await town.start(ANSWER_THRESHOLD="0.99", CLOSEST_THRESHOLD="0.05")

    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question="Which sailors of the supply boat were married?"
    )

    text = (await asked.answer()).text
    assert f"**{NO_ANSWER}.**\nThe closest passage I found, which may not answer it:\n> " in text
    assert "eleven sailors" in text


@pytest.mark.parametrize("by", ["slash", "mention"])
async def test_why_this_passage_shows_its_words_and_signals(town: Town, by: str) -> None:
    await town.start()
    if by == "slash":
        asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)
        answer = await asked.answer()
    else:
        await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
        answer = await town.discord.next_message(town.channel)

    why = await town.discord.click(town.moderator, answer, label="Why?")

    text = (await why.answer()).text
    assert why.ephemeral
    assert "✓  lighthouse" in text
    assert "passage (BM25)" in text


async def test_why_says_so_where_the_question_is_gone(town: Town) -> None:
    await town.start()
    asked = await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    answer = await town.discord.next_message(town.channel)
    await town.discord.delete(asked)

    why = await town.discord.click(town.reader, answer, label="Why?")

    assert "cannot see the question" in (await why.answer()).text


async def test_a_question_that_rests_on_the_one_before_is_understood_in_a_direct_message(
    town: Town,
) -> None:
    await town.start()
    channel = town.discord.dm(town.stranger)
    await town.discord.say(town.stranger, channel, "Who fitted a paraffin burner?")
    await town.discord.next_message(channel)

    await town.discord.say(town.stranger, channel, "and when did he do it?")

    text = (await town.discord.next_message(channel)).text
    assert "Assuming that you mean *Tobias Wren*" in text
    assert "1902" in text


async def test_why_takes_into_account_what_was_assumed(town: Town) -> None:
    await town.start()
    channel = town.discord.dm(town.stranger)
    await town.discord.say(town.stranger, channel, "Who fitted a paraffin burner?")
    await town.discord.next_message(channel)
    await town.discord.say(town.stranger, channel, "and when did he do it?")
    answer = await town.discord.next_message(channel)

    why = await town.discord.click(town.stranger, answer, label="Why?")

    assert "✓  wren" in (await why.answer()).text


async def test_a_question_that_rests_on_the_one_before_is_understood_in_a_reply_chain(
    town: Town,
) -> None:
    program = await town.start()
    await town.discord.say(town.reader, town.channel, town.mention("Who saved seven sailors?"))
    first = await town.discord.next_message(town.channel)
    await program.stop()
    await town.discord.disconnected()
    await town.start()

    await town.discord.say(
        town.reader, town.channel, town.mention("what was she given?"), reply_to=first
    )

    text = (await town.discord.next_message(town.channel)).text
    assert "-# Assuming that you mean " in text
    assert "Anna Halloran*" in text


async def test_a_question_in_a_channel_does_not_rest_on_other_peoples(town: Town) -> None:
    await town.start()
    await town.discord.say(town.reader, town.channel, town.mention("Who fitted a burner?"))
    await town.discord.next_message(town.channel)

    await town.discord.say(town.moderator, town.channel, town.mention("and when did he do it?"))

    assert "Assuming" not in (await town.discord.next_message(town.channel)).text
