"""Moderators: who is one, what is served, and reloading while people ask."""

import asyncio

from tests.end_to_end.conftest import Town

REFUSED = "This is for moderators: it needs Manage Server"


async def test_status_says_what_is_served_and_what_was_left_out(town: Town) -> None:
    town.write("broken.md", "---\ndate: soon\n---\nWords.\n")
    await town.start()

    asked = await town.discord.slash(town.moderator, town.channel, "knowledge status")
    text = (await asked.answer()).text
    question = {"question": "Who built the lighthouse at Orrin Point?"}
    pin = await town.discord.slash(town.moderator, town.channel, "knowledge test add", **question)
    await pin.answer()
    town.write("broken.md", "Words.\n")
    town.write("lighthouse.md", "It burned down.\n")
    reload = await town.discord.slash(town.moderator, town.channel, "knowledge reload")
    stopped = (await reload.answer()).text
    again = await town.discord.slash(town.moderator, town.channel, "knowledge status")

    assert "1 article, 4 paragraphs, 0 captions" in text
    assert "broken.md, line 2" in text
    assert asked.ephemeral
    assert stopped.startswith("**Stopped**")
    assert (await again.answer()).text == text


async def test_a_member_is_refused_at_run_time_too(town: Town) -> None:
    await town.start()

    for command in ("knowledge status", "knowledge reload"):
        asked = await town.discord.slash(town.reader, town.channel, command)

        assert (await asked.answer()).text == f"{REFUSED}."
        assert asked.ephemeral
    assert not town.discord.may_use(town.reader, "knowledge")
    assert town.discord.may_use(town.moderator, "knowledge")


async def test_a_role_named_in_the_settings_makes_a_moderator(town: Town) -> None:
    keepers = town.guild.add_role("Keepers")
    keeper = town.guild.add_member("Kim", roles=[keepers])
    await town.start(MODERATOR_ROLE="@keepers")

    allowed = await town.discord.slash(keeper, town.channel, "knowledge status")
    refused = await town.discord.slash(town.reader, town.channel, "knowledge status")

    assert "Serving" in (await allowed.answer()).text
    assert (await refused.answer()).text == f"{REFUSED} or the role keepers."


async def test_a_reload_reports_what_it_added_removed_and_changed(town: Town) -> None:
    town.write("old.txt", "Old\n\nThe old boathouse has a slate roof.\n")
    town.write("kept.txt", "Kept\n\nThe pier is short.\n\nThe pier is wooden.\n")
    await town.start()
    (town.articles / "old.txt").unlink()
    town.write("kept.txt", "Kept\n\nThe pier is long.\n\nThe pier is wooden.\n")
    town.write("new.txt", "New\n\nThe new boathouse has a copper roof.\n")

    asked = await town.discord.slash(town.moderator, town.channel, "knowledge reload")
    report = (await asked.answer()).text
    question = await town.discord.slash(
        town.reader, town.channel, "ask", question="Which boathouse roof is copper?"
    )
    undone = await town.discord.slash(town.moderator, town.channel, "knowledge rollback", version=1)
    back = (await undone.answer()).text
    again = await town.discord.slash(
        town.reader, town.channel, "ask", question="Which boathouse roof is slate?"
    )

    assert asked.deferred
    assert "**Reloaded** in " in report
    assert "Added: 1 article, 1 paragraph\n- New\n" in report
    assert "Removed: 1 article, 1 paragraph\n- Old\n" in report
    assert "Changed: 1 article, 1 paragraph\n- Kept" in report
    assert "copper roof" in (await question.answer()).text
    assert "change #2; `/knowledge rollback 1` undoes it" in report
    assert "**Rolled back** to what" in back
    assert "Added: 1 article, 1 paragraph\n- Old\n" in back
    assert "slate roof" in (await again.answer()).text


async def test_a_reload_of_the_same_says_that_nothing_changed(town: Town) -> None:
    await town.start()

    asked = await town.discord.slash(town.moderator, town.channel, "knowledge reload")

    assert "nothing has changed" in (await asked.answer()).text


async def test_a_failed_reload_changes_nothing_and_says_why_per_file(town: Town) -> None:
    await town.start()
    town.write("lighthouse.md", "")
    (town.articles / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")

    asked = await town.discord.slash(town.moderator, town.channel, "knowledge reload")
    report = (await asked.answer()).text
    question = await town.discord.slash(
        town.reader, town.channel, "ask", question="Who built the lighthouse?"
    )

    assert "Nothing was reloaded" in report
    assert "lighthouse.md\\: there is no paragraph in it" in report or "lighthouse.md: " in report
    assert "picture.png" in report
    assert "Marta Lindqvist" in (await question.answer()).text


async def test_questions_are_answered_during_reloads_from_one_whole_snapshot(town: Town) -> None:
    for number in range(300):
        town.write(f"p{number}.txt", f"Pier {number}\n\nPier {number} is {number} fathoms long.\n")
    await town.start()

    async def ask(number: int) -> str:
        asked = await town.discord.slash(
            town.reader, town.channel, "ask", question=f"How long is pier {number}?"
        )
        return (await asked.answer()).text

    async def reload() -> str:
        asked = await town.discord.slash(town.moderator, town.channel, "knowledge reload")
        return (await asked.answer(10)).text

    *answers, first, second = await asyncio.gather(
        *(ask(number) for number in range(100, 130)), reload(), reload()
    )

    assert [f"{n} fathoms" in answer for n, answer in enumerate(answers, 100)] == [True] * 30
    assert "nothing has changed" in first
    assert "nothing has changed" in second
