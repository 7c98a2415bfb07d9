"""Readers check quotes, give paragraphs word for word, and copy citations."""

import re
from typing import Any

import pytest

from tests.discord_server.messages import Message, Upload
from tests.end_to_end.conftest import LIGHTHOUSE, Town

BUILT = "Who built the lighthouse at Orrin Point?"
TOWER = "The lighthouse at Orrin Point was built in 1874 by the engineer Marta Lindqvist."
PIER = "# The pier\n\nThe old pier is 40 fathoms long.\n\nIt was built of oak in 1881.\n"
LONGER = PIER.replace("40", "45")
MOVED = PIER.replace("The old pier", "Orrin Harbour has one pier.\n\nThe old pier")
_ID = re.compile(r"[a-z-]+ ¶[0-9]+ · [0-9a-f]{4}")
COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("verify", {"text": TOWER}),
    ("cite", {"article": "lighthouse", "paragraph": "1"}),
    ("outline", {"article": "lighthouse"}),
    ("random", {}),
]


async def use(town: Town, command: str, **options: Any) -> str:
    """Use a command as a reader, and return the answer's text."""
    used = await town.discord.slash(town.reader, town.channel, command, **options)
    return (await used.answer()).text


async def mentioned(town: Town, text: str) -> Message:
    """Mention the bot, and return its reply."""
    await town.discord.say(town.reader, town.channel, town.mention(text))
    return await town.discord.next_message(town.channel)


async def change(town: Town, text: str) -> None:
    """Add the pier, or replace it, as a moderator."""
    form = await town.discord.slash(town.moderator, town.channel, "knowledge add")
    file = {"File": Upload("pier.md", text.encode())}
    preview = await (await town.discord.submit(town.moderator, form, file)).answer(20)
    pressed = await town.discord.click(town.moderator, preview, label="Confirm")
    assert "undoes it" in (await pressed.answer(10)).text


def id_in(text: str) -> str:
    found = _ID.search(text)
    assert found, text
    return found[0]


async def test_an_answer_has_an_id_that_is_verified(town: Town) -> None:
    await town.start()

    quoted = id_in(await use(town, "ask", question=BUILT))
    text = await use(town, "verify", text=quoted)
    other = await use(town, "verify", text="lighthouse ¶1 · 0000")

    assert quoted.startswith("lighthouse ¶1 · ")
    assert text.startswith("**Verbatim.**")
    assert TOWER in text.replace("*", "")
    assert "which I answer from" in text
    assert quoted in text
    assert other.startswith("**Not found.** No version that I keep")


async def test_a_text_is_verbatim_or_altered_or_not_found(town: Town) -> None:
    await town.start()

    verbatim = await use(town, "verify", text=TOWER)
    same = await use(town, "verify", text=TOWER.lower())
    altered = await use(town, "verify", text="The council awarded Halloran a golden medal")
    nowhere = await use(town, "verify", text="Zeppelins are filled with helium.")

    assert verbatim.startswith("**Verbatim.**")
    assert same.startswith("**The same words**")
    assert altered.startswith("**Altered.**")
    assert "Halloran a ~~silver~~ __golden__ medal" in altered
    assert nowhere.startswith("**Not found.**")


async def test_old_ids_and_words_stay_verifiable_after_replacements(town: Town) -> None:
    await town.start()
    await change(town, PIER)
    length = id_in(await use(town, "cite", article="pier", paragraph="1"))
    oak = id_in(await use(town, "cite", article="pier", paragraph="2"))

    await change(town, LONGER)
    gone = await use(town, "verify", text=length)
    words = await use(town, "verify", text="The old pier is 40 fathoms long.")
    stands = await use(town, "verify", text=oak)
    await change(town, MOVED)
    moved = await use(town, "verify", text=oak)
    back = await use(town, "verify", text="the old pier is 45 fathoms long")

    assert gone.startswith("**Verbatim then, not now.**")
    assert "It stood word for word in version 2 of <t:" in gone
    assert "45 fathoms" in gone
    assert "40 fathoms" not in gone
    assert words.startswith("**Altered.**")
    assert "__40__" in words
    assert "It stood word for word in version 2 of <t:" in words
    assert stands.startswith("**Verbatim.**")
    assert moved.startswith("**Verbatim.**")
    assert "it still stands · `pier ¶3 · " in moved
    assert "It stood word for word in version 3 of <t:" in back


async def test_removed_articles_are_not_shown_again_and_other_servers_learn_nothing(
    town: Town,
) -> None:
    second = town.discord.add_guild("Second")
    square, there = second.add_channel("square"), second.add_member("Eve")
    await town.start()
    await change(town, PIER)
    length = id_in(await use(town, "cite", article="pier", paragraph="1"))
    asked = await town.discord.slash(
        town.moderator, town.channel, "knowledge remove", article="pier"
    )
    await (await town.discord.click(town.moderator, await asked.answer(), label="Remove")).answer(9)

    here = await use(town, "verify", text=length)
    by_words = await use(town, "verify", text="The old pier is 40 fathoms long.")
    elsewhere = [
        (await (await town.discord.slash(there, square, "verify", text=text)).answer()).text
        for text in (length, "The old pier is 40 fathoms long.")
    ]

    assert "It stood word for word in version 2" in here
    assert "That paragraph is in no article of now." in here
    assert "fathoms" not in here
    assert "It stood word for word in version 2" in by_words
    assert elsewhere[0].startswith("**Not found.** No version that I keep")
    assert "It stood" not in elsewhere[1]


async def test_an_operators_reload_leaves_ids_verifiable(town: Town) -> None:
    await town.start()
    quoted = id_in(await use(town, "cite", article="lighthouse", paragraph="2"))
    town.write("lighthouse.md", LIGHTHOUSE.replace("27 miles", "28 miles"))
    used = await town.discord.slash(town.moderator, town.channel, "knowledge reload")
    assert "Reloaded" in (await used.answer(10)).text

    text = await use(town, "verify", text=quoted)

    assert text.startswith("**Verbatim then, not now.**")
    assert "28 miles" in text


async def test_paragraphs_are_given_word_for_word_and_offered_by_their_first_words(
    town: Town,
) -> None:
    await town.start()
    at: dict[str, Any] = {"article": "lighthouse"}

    offered = await town.discord.autocomplete(
        town.reader, town.channel, "cite", focused="paragraph", paragraph="its lamp", **at
    )
    by_number = await town.discord.autocomplete(
        town.reader, town.channel, "cite", focused="to", paragraph="1", to="3", **at
    )
    nothing = await town.discord.autocomplete(
        town.reader, town.channel, "cite", focused="paragraph", paragraph="", article="zeppelin"
    )
    articles = await town.discord.autocomplete(
        town.reader, town.channel, "cite", focused="article", article="orrin", paragraph="1"
    )
    one = await use(town, "cite", paragraph=offered[0]["value"], **at)
    several = await use(town, "cite", paragraph="¶2", to="4", **at)
    beyond = await use(town, "cite", paragraph="9", **at)
    unknown = await use(town, "cite", article="zeppelin", paragraph="1")

    assert [(c["name"][:20], c["value"]) for c in offered] == [("¶2 · Its lamp burned", "¶2")]
    assert by_number[0]["value"] == "¶3"
    assert nothing == []
    assert [choice["value"] for choice in articles] == ["lighthouse"]
    assert "fitted a \\*paraffin\\* burner" in one or "fitted a paraffin burner" in one
    assert "· ¶ 2 · `lighthouse ¶2 · " in one
    assert [several.count(f"lighthouse ¶{n} · ") for n in (1, 2, 3, 4)] == [0, 1, 1, 1]
    assert "I have no paragraph “9”" in beyond
    assert "I have no article called “zeppelin”" in unknown


async def test_an_outline_has_pages_and_a_paragraph_comes_by_chance(town: Town) -> None:
    town.write("log.md", "# Log\n\n" + "\n\n".join(f"Day {n} was calm." for n in range(300)))
    await town.start()

    used = await town.discord.slash(town.reader, town.channel, "outline", article="log")
    first = await used.answer()
    turned = await town.discord.click(town.reader, first, label="Next")
    short = await use(town, "outline", article="lighthouse")
    chance = await use(town, "random", article="lighthouse")

    assert "-# ¶ 1 · Day 0 was calm." in first.text
    assert "-# Page 2 of" in (await turned.answer()).text
    assert turned.ephemeral
    assert "**The storm of 1931**" in short
    assert "The lighthouse at Orrin Point" in chance
    id_in(chance)


async def test_an_answer_is_copied_in_four_styles(town: Town) -> None:
    await town.start()
    answer = await mentioned(town, BUILT)
    refusal = await mentioned(town, "How heavy is a zeppelin?")
    other = await town.discord.say(town.reader, town.channel, "Hello")

    used = await town.discord.menu(town.reader, town.channel, "Copy as citation", answer)
    text = (await used.answer()).text
    no_answers = [
        await town.discord.menu(town.reader, town.channel, "Copy as citation", message)
        for message in (refusal, other)
    ]

    assert used.ephemeral
    assert [
        name for name in ("APA", "MLA", "Chicago", "BibTeX") if f"**{name}**\n```\n" in text
    ] == [
        "APA",
        "MLA",
        "Chicago",
        "BibTeX",
    ]
    assert text.count(TOWER) == 4
    assert f"note = {{Para. 1: ``{TOWER}''}}" in text
    assert (
        "The lighthouse at Orrin Point. (2019, May 14). Orrin Gazette. "
        "https://gazette.example/orrin-point"
    ) in text
    assert "“The lighthouse at Orrin Point.” Orrin Gazette, 14 May 2019, https://" in text
    assert "@misc{lighthouse," in text
    for one in no_answers:
        assert "That is no answer of mine" in (await one.answer()).text


async def test_references_in_a_message_are_answered_inline(town: Town) -> None:
    await town.start()

    place = await mentioned(town, "see [[lighthouse ¶4]]")
    many = await mentioned(
        town, "[[orrin ¶ 1]], [[Tobias Wren]], [[zeppelin]], [[Orrin Gazette]] and [[orrin ¶ 1]]"
    )
    title = await mentioned(town, "[[The lighthouse at Orrin Point]]?")

    assert "The council awarded Halloran a silver medal" in place.text
    assert "-# **The lighthouse at Orrin Point** · ¶ 4 · `lighthouse ¶4 · " in place.text
    assert "built in 1874" in many.text
    assert "Tobias Wren" in many.text
    assert "I found no passage for “zeppelin”" in many.text
    assert "1 more; I answer 3 in a message" in many.text
    assert "· ¶ 1 ·" in title.text
    verified = await use(town, "verify", text=id_in(place.text))
    assert verified.startswith("**Verbatim.**")


async def test_the_commands_work_in_direct_messages_and_are_private_for_guests(
    town: Town,
) -> None:
    elsewhere = town.discord.add_guild("Elsewhere", installed=False)
    guest, lounge = elsewhere.add_member("Sue"), elsewhere.add_channel("lounge")
    direct = town.discord.dm(town.stranger)
    await town.start()

    for command, options in COMMANDS:
        alone = await town.discord.slash(guest, lounge, command, **options)
        open_to_all = await town.discord.slash(guest, lounge, command, private=False, **options)
        at_home = await town.discord.slash(town.reader, town.channel, command, **options)
        asked_for = await town.discord.slash(
            town.reader, town.channel, command, private=True, **options
        )
        in_private = await town.discord.slash(town.stranger, direct, command, **options)
        used = (alone, open_to_all, at_home, asked_for, in_private)
        for one in used:
            assert "lighthouse" in (await one.answer()).text.casefold(), command
        assert [one.ephemeral for one in used] == [True, False, False, True, False], command


@pytest.mark.parametrize(
    "hostile", ["[[" * 500, "[[]]", "[[@everyone]]", "[[¶4]]", "[[a ¶" + "9" * 50]
)
async def test_odd_references_harm_nothing(town: Town, hostile: str) -> None:
    await town.start()

    assert (await mentioned(town, hostile)).text


async def test_what_is_copied_from_a_quote_from_right_to_left_is_verbatim(town: Town) -> None:
    town.write("port.md", "# الميناء\n\nتجمد الميناء القديم في شتاء عام 1881.\n")
    await town.start()

    text = await use(town, "ask", question="متى تجمد الميناء القديم؟")
    (quote,) = [line.removeprefix("> ") for line in text.split("\n") if line.startswith("> ")]
    copied = quote.replace("*", "").replace("_", "")
    verified = await use(town, "verify", text=copied)
    said = await town.discord.say(town.reader, town.channel, f"> {copied}")
    found = await town.discord.menu(town.reader, town.channel, "Find the source", said)

    assert (quote[0], quote[-1]) == ("\u2068", "\u2069")
    assert verified.startswith("**Verbatim.**")
    assert (await found.answer()).text.startswith("**Exact.**")
