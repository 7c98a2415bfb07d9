"""Summaries, sources, help, and where a message's words come from."""

from tests.end_to_end.conftest import Town


async def test_a_summary_is_made_of_the_articles_own_sentences(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "summary", length=60)

    text = (await asked.answer()).text
    assert text.startswith("**Summary of The lighthouse at Orrin Point**")
    assert "> The lighthouse at Orrin Point was built in 1874 by the engineer Marta" in text
    assert "-# ¶ 1" in text
    assert not asked.ephemeral


async def test_a_summary_can_be_about_a_topic_and_private(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(
        town.reader, town.channel, "summary", about="the storm", private=True
    )

    text = (await asked.answer()).text
    assert "about the storm" in text
    assert "supply boat Perseverance" in text
    assert "whale oil" not in text
    assert asked.ephemeral


async def test_a_topic_that_no_passage_is_about_is_said_so(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "summary", about="zeppelins")

    assert "I found no passage about zeppelins" in (await asked.answer()).text


async def test_a_summary_of_several_articles_names_each(town: Town) -> None:
    town.write("bread.txt", "Baking at Orrin Point\n\nThe keeper built two large ovens of brick.\n")
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "summary", length=250)

    text = (await asked.answer()).text
    assert "-# Baking at Orrin Point · ¶ 1" in text
    assert "-# The lighthouse at Orrin Point · ¶ 1" in text


async def test_search_lists_every_passage_page_by_page_with_its_words_marked(town: Town) -> None:
    for number in range(7):
        town.write(f"pier{number}.txt", f"Pier {number}\n\nPier {number} belongs to the harbour.\n")
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "search", terms="harbours pier")
    first = await asked.answer()
    turned = await town.discord.click(town.reader, first, label="Next")
    second = await turned.answer()

    assert "1–5 of 7 passages" in first.text
    assert "belongs to the **harbour**." in first.text
    assert [button.label for button in first.buttons] == ["Next"]
    assert "6–7 of 7 passages" in second.text
    assert [button.label for button in second.buttons] == ["Back"]


async def test_a_search_for_what_is_nowhere_says_so(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "search", terms="zeppelin `x`")

    assert "I found no passage with zeppelin \\`x\\`" in (await asked.answer()).text


async def test_a_search_for_nothing_says_so(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "search", terms="   ")

    assert "I found no passage.**" in (await asked.answer()).text


async def test_sources_lists_the_articles(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "sources")

    assert (await asked.answer()).text == (
        "**The lighthouse at Orrin Point**\n-# Orrin Gazette · May 14, 2019 · 4 paragraphs"
        " · <https://gazette.example/orrin-point>"
    )


async def test_a_long_list_of_sources_ends_in_a_file(town: Town) -> None:
    for number in range(400):
        town.write(
            f"a{number}.md", f"# {'Very long title ' * 8}{number}\n\nSome words stand here.\n"
        )
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "sources")

    shown = [await asked.answer()] + [await asked.next_followup() for _ in range(5)]
    everything = "".join(part.text for part in shown) + shown[-1].files[0].content.decode()
    assert everything.count("Very long title") >= 400 * 8


async def test_help_names_every_command(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.reader, town.channel, "help")

    text = (await asked.answer()).text
    for command in town.discord.commands:
        named = command["name"] in text or command["name"] in {"help", "Pin as test"}
        assert named, command["name"]


async def test_the_source_of_a_message_is_found(town: Town) -> None:
    await town.start()
    verdicts = (
        ("Its lamp burned whale oil until 1902", "**Exact.**"),
        ("> its lamp burned **whale oil** until 1902!", "**Exact.**"),
        ("Its lamp burned olive oil until 1903, when the keeper fitted a burner", "**Near, not"),
        ("Which year did the keeper fit the paraffin burner?", "**Not a quotation.**"),
        ("Zeppelins are filled with helium.", "**Not found.**"),
        ("…", "**Not found.**"),
    )
    for said, verdict in verdicts:
        message = await town.discord.say(town.reader, town.channel, said)

        asked = await town.discord.menu(town.reader, town.channel, "Find the source", message)

        assert (await asked.answer()).text.startswith(verdict)
        assert asked.ephemeral


async def test_a_difference_is_shown_word_by_word(town: Town) -> None:
    await town.start()
    message = await town.discord.say(
        town.reader, town.channel, "The council awarded Halloran a golden medal"
    )

    asked = await town.discord.menu(town.reader, town.channel, "Find the source", message)

    text = (await asked.answer()).text
    assert "The council awarded Halloran a ~~silver~~ __golden__ medal" in text
    assert "¶ 4" in text


async def test_the_bots_own_answer_is_exact(town: Town) -> None:
    await town.start()
    await town.discord.say(town.reader, town.channel, town.mention("What hangs in the museum?"))
    answer = await town.discord.next_message(town.channel)

    asked = await town.discord.menu(town.reader, town.channel, "Find the source", answer)

    assert (await asked.answer()).text.startswith("**Exact.**")
