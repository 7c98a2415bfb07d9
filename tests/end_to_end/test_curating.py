"""Moderators add, change, compare and take back a server's own articles, from inside Discord."""

import asyncio
import re
import signal
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.storage import Storage, open_storage
from bot.storage.preferences import ServerSettings
from tests.bot.intake.making import ONE, TWO, archive, docx, pdf, words
from tests.discord_server.messages import Message, Upload
from tests.discord_server.people import Member
from tests.discord_server.pings import NOBODY
from tests.discord_server.places import Channel
from tests.discord_server.wire import ORDINARY, Permission
from tests.end_to_end.conftest import Town

PIER = "# The pier\n\nThe old pier is 40 fathoms long.\n\nIt was built of oak in 1881.\n"
LONGER = (
    "# The pier\n\nThe old pier is 45 fathoms long.\n\nIt was built of oak in 1881.\n\n"
    "Its lamp was lit by Ada Fenwick.\n"
)
HOW_LONG = "How long is the old pier?"
REFUSED = "This is for moderators: it needs Manage Server."
_REVISION = re.compile(r"revision `([0-9a-f]{12})`")


async def use(
    town: Town, command: str, who: Member | None = None, at: Channel | None = None, **options: Any
) -> Message:
    """Use a command of `/knowledge`, and return its answer, which nobody else sees."""
    used = await town.discord.slash(
        who or town.moderator, at or town.channel, f"knowledge {command}", **options
    )
    answer = await used.answer(10)
    assert used.ephemeral
    return answer


async def press(town: Town, message: Message, label: str, who: Member | None = None) -> Message:
    """Press a button, and return the message it changed, or answered with."""
    pressed = await town.discord.click(who or town.moderator, message, label=label)
    return await pressed.answer(10)


async def preview(
    town: Town,
    given: str | bytes | None = PIER,
    name: str = "pier.md",
    who: Member | None = None,
    at: Channel | None = None,
    **fields: str,
) -> Message:
    """Send the form of an article, and return the answer to it."""
    who = who or town.moderator
    form = await town.discord.slash(who, at or town.channel, "knowledge add")
    sent = await town.discord.submit(who, form, _filled(given, name, fields))
    assert sent.ephemeral
    return await sent.answer(20)


def _filled(given: str | bytes | None, name: str, fields: Mapping[str, str]) -> dict[str, Any]:
    content = given.encode() if isinstance(given, str) else given
    facts = {"Date, link, language": fields["more"]} if "more" in fields else {}
    rest = {key.capitalize(): value for key, value in fields.items() if key != "more"}
    return facts | rest | ({"File": Upload(name, content)} if content is not None else {})


async def add(town: Town, given: str = PIER, **more: Any) -> str:
    """Add an article, and return what is said of it."""
    shown = await preview(town, given, **more)
    return (await press(town, shown, "Confirm", more.get("who"))).text


async def asked(town: Town, question: str, who: Member | None = None, at: Any = None) -> str:
    """Ask something, and return the answer."""
    used = await town.discord.slash(
        who or town.reader, at or town.channel, "ask", question=question
    )
    return (await used.answer()).text


@asynccontextmanager
async def stored(town: Town) -> AsyncGenerator[Storage]:
    """Open the database beside the bot."""
    folder = town.home / "stored"
    folder.mkdir(exist_ok=True)
    storage = await open_storage(f"sqlite+aiosqlite:///{folder / 'pilcrow.db'}")
    try:
        yield storage
    finally:
        await storage.close()


def revision(text: str) -> str:
    found = _REVISION.search(text)
    assert found, text
    return found[1]


async def test_an_article_is_added_replaced_compared_and_told_of(town: Town) -> None:
    log = town.guild.add_channel("log")
    async with stored(town) as storage:
        await storage.servers.save(town.guild.id, ServerSettings(log_channel=log.id, language="en"))
    await town.start()

    shown = await preview(town, source="Harbour *News*", more="3 May 2020\nhttps://pier.example")
    before = await asked(town, HOW_LONG)
    added = await press(town, shown, "Confirm")
    after = await asked(town, HOW_LONG)

    first = str(added.versions[1]["embeds"][0]["description"])
    assert not added.buttons
    assert "**Preview**: nothing is added yet\n**The pier**" in first
    assert r"Harbour \*News\* · May 3, 2020 · `pier` · 2 paragraphs · language en" in first
    assert "<https://pier.example>" in first
    assert "> The old pier is 40 fathoms long.\n-# ¶ 1" in first
    assert "40 fathoms" not in before
    assert "**Added** The pier" in added.text
    assert "change #2; `/knowledge rollback 1` undoes it" in added.text
    assert "__40__ fathoms" in after
    line = await town.discord.next_message(log)
    assert "**#2** <t:" in line.text
    assert f"<@{town.moderator.id}> · added **The pier** · `" in line.text
    assert line.pings == NOBODY

    same = await preview(town, source="Harbour *News*", more="3 May 2020\nhttps://pier.example")
    newer = await preview(town, LONGER)
    dropped = await press(town, await preview(town, "Nothing much.", "x.txt"), "Cancel")
    replaced = await press(town, newer, "Confirm")
    listed = (await use(town, "list")).text
    outline = (await use(town, "show", article="pier")).text
    differing = (await use(town, "diff", article="The pier")).text
    to = await town.discord.autocomplete(
        town.moderator, town.channel, "knowledge diff", focused="to", article="pier", to=""
    )
    both: dict[str, Any] = {"from": 2, "to": 3}
    beyond: dict[str, Any] = {"from": 2, "to": 99}
    same_again = (await use(town, "diff", article="pier", **both)).text
    odd = (await use(town, "diff", article="pier", **beyond)).text
    alone = (await use(town, "diff", article="lighthouse")).text
    nothing = (await use(town, "diff", article="zeppelin")).text
    history = (await use(town, "history")).text
    status = (await use(town, "status")).text

    assert "**Nothing to add**" in same.text
    assert not same.buttons
    assert dropped.text == "**Nothing was changed.**"
    assert not dropped.buttons
    assert "**Replaced** The pier" in replaced.text
    assert "Replaces version 2 of **The pier**" in str(newer.versions)
    assert "**2 articles** · 1 of them this server's own" in listed
    assert "-# `pier` · 3 paragraphs · version 3 of <t:" in listed
    assert f"by <@{town.moderator.id}>" in listed
    assert "`lighthouse` · 4 paragraphs" in listed
    assert "-# ¶ 3 · Its lamp was lit by Ada Fenwick." in outline
    assert "**The pier**: version 2 → 3\nParagraphs: 1 added, 0 removed, 1 changed" in differing
    assert "**Changed** ¶ 1 The old pier is ~~40~~ __45__ fathoms long." in differing
    assert "**Added** ¶ 3 __Its lamp was lit by Ada Fenwick.__" in differing
    assert "**Source** ~~Harbour \\*News\\*~~" in differing
    assert "1 quote given in the last 30 days no longer stands there:\n- ¶ 1: The old" in differing
    assert same_again == differing
    assert [choice["value"] for choice in to] == [3, 2]
    assert odd == "It has no version 99; it has 3, 2."
    assert "There is only one version of it" in alone
    assert "I have no article called “zeppelin”" in nothing
    assert re.findall(r"^\*\*#(\d)\*\*", history, re.MULTILINE) == ["3", "2", "1"]
    assert "replaced **The pier**" in history
    assert "1 article of this server's own; the operator's articles are followed" in status
    assert "Last change: **#3**" in status


async def test_every_command_is_for_moderators_and_for_the_operator(town: Town) -> None:
    owner = next(one for one in town.guild.members.values() if one.user.name == "Owner")
    owner.permissions = ORDINARY
    commands: dict[str, dict[str, Any]] = {
        "status": {},
        "list": {},
        "show": {"article": "lighthouse"},
        "remove": {"article": "lighthouse"},
        "reload": {"dry_run": True},
        "diff": {"article": "lighthouse"},
        "history": {},
        "rollback": {"version": 1},
    }
    await town.start()

    for name, options in {**commands, "add": {}}.items():
        assert (await use(town, name, who=town.reader, **options)).text == REFUSED
    for name, options in commands.items():
        assert REFUSED not in (await use(town, name, **options)).text
        assert REFUSED not in (await use(town, name, who=owner, **options)).text
    assert "**Added**" in await add(town, who=owner)
    own = "knowledge remove"
    choices = [
        await town.discord.autocomplete(who, town.channel, own, focused="article", article="")
        for who in (town.reader, owner)
    ]
    turned = await town.discord.autocomplete(
        town.reader, town.channel, "knowledge rollback", focused="version", version=""
    )
    waiting = await preview(town, LONGER)
    removal = await use(town, "remove", article="pier")
    town.moderator.permissions = ORDINARY
    refused = [await press(town, waiting, "Confirm"), await press(town, removal, "Remove")]
    form_refused = await preview_of_someone_demoted(town)

    assert [[one["value"] for one in found] for found in choices] == [[], ["pier"]]
    assert turned == []
    assert {one.text for one in refused} == {REFUSED}
    assert form_refused == REFUSED
    assert "__40__ fathoms" in await asked(town, HOW_LONG)


async def preview_of_someone_demoted(town: Town) -> str:
    """Open the form as a moderator, and send it when one is none any more."""
    town.moderator.permissions = Permission.MANAGE_GUILD
    form = await town.discord.slash(town.moderator, town.channel, "knowledge add")
    town.moderator.permissions = ORDINARY
    sent = await town.discord.submit(town.moderator, form, _filled(PIER, "pier.md", {}))
    return (await sent.answer()).text


async def test_servers_see_nothing_of_each_other(town: Town) -> None:
    other = town.discord.add_guild("Elsewhere")
    place = other.add_channel("general")
    mia = other.add_member("Mia", permissions=Permission.MANAGE_GUILD)
    ned = other.add_member("Ned")
    await town.start()
    await add(town)
    waiting = await preview(town, LONGER)

    def there(command: str, **options: Any) -> Any:
        return use(town, command, who=mia, at=place, **options)

    texts = {
        name: (await there(name, **options)).text
        for name, options in {
            "status": {},
            "list": {},
            "show": {"article": "pier"},
            "remove": {"article": "The pier"},
            "diff": {"article": "pier"},
            "history": {},
            "rollback": {"version": 1},
            "reload": {},
        }.items()
    }
    answer = await asked(town, HOW_LONG, ned, place)
    chosen: list[Any] = []
    for command, option in (
        ("knowledge show", "article"),
        ("knowledge diff", "article"),
        ("knowledge remove", "article"),
        ("knowledge rollback", "version"),
        ("ask", "article"),
    ):
        chosen += await town.discord.autocomplete(
            mia, place, command, focused=option, **{option: ""}
        )
    versions = await town.discord.autocomplete(
        mia, place, "knowledge diff", focused="from", article="pier", **{"from": ""}
    )
    theirs = await add(town, LONGER, who=mia, at=place)
    in_first = await asked(town, HOW_LONG)
    ours = (await use(town, "diff", article="pier")).text
    confirmed = (await press(town, waiting, "Confirm")).text

    assert not [text for text in (*texts.values(), answer) if "fathoms" in text]
    assert "0 articles of this server's own" in texts["status"]
    assert "**1 article** · 0 of them" in texts["list"]
    for name in ("show", "remove", "diff"):
        assert "I have no article called" in texts[name]
    assert texts["history"] == "**Nothing has been changed here yet.**"
    assert "Change #1 is not in the history" in texts["rollback"]
    assert {one["value"] for one in chosen} == {"lighthouse"}
    assert versions == []
    assert "**Added** The pier" in theirs
    assert "change #2" in theirs
    assert "__40__ fathoms" in in_first
    assert "only one version" in ours
    assert "**Replaced**" in confirmed
    assert "__45__ fathoms" in await asked(town, HOW_LONG, ned, place)


@pytest.mark.process
async def test_a_restart_serves_the_same_and_a_rollback_undoes_each_change(town: Town) -> None:
    program = await town.start()
    empty = revision((await use(town, "status")).text)
    await add(town)
    removal = await use(town, "remove", article="pier")
    waiting = await preview(town, LONGER)
    form = await town.discord.slash(town.moderator, town.channel, "knowledge add")
    served = revision((await use(town, "status")).text)
    await program.stop(signal.SIGKILL)
    town.programs.remove(program)
    await town.start()

    assert revision((await use(town, "status")).text) == served
    gone = (await press(town, waiting, "Confirm")).text
    lost = await town.discord.submit(town.moderator, form, _filled(PIER, "pier.md", {}))
    removed = await press(town, removal, "Remove")
    choices = await town.discord.autocomplete(
        town.moderator, town.channel, "knowledge rollback", focused="version", version="2"
    )
    back = (await use(town, "rollback", version=2)).text
    same = (await use(town, "rollback", version=2)).text
    none = (await use(town, "rollback", version=77)).text
    at_first = (await use(town, "rollback", version=1)).text
    operators = (await use(town, "remove", article="lighthouse")).text

    assert "This does not wait for a press any more" in gone
    assert "I do not know this form any more" in (await lost.answer()).text
    assert "**Removed** The pier" in removed.text
    assert not removed.buttons
    assert revision(removed.text) == empty
    assert [one["value"] for one in choices] == [2]
    assert re.fullmatch(r"#2 · \d{4}-\d\d-\d\d \d\d:\d\d UTC · add The pier", choices[0]["name"])
    assert "**Rolled back** to what" in back
    assert revision(back) == served
    assert "change #4; `/knowledge rollback 3` undoes it" in back
    assert "**Already so**" in same
    assert "Change #77 is not in the history" in none
    assert revision(at_first) == empty
    assert "one of the operator's articles" in operators
    assert "40 fathoms" not in await asked(town, HOW_LONG)


async def test_a_bad_file_is_refused_in_one_line_and_nothing_is_stored(town: Town) -> None:
    bad: list[tuple[bytes | None, str, dict[str, Any], str]] = [
        (b"", "empty.md", {}, "there is nothing in it"),
        (b" \n\t\n", "blank.txt", {}, "there is nothing in it"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture.md", {}, "picture.md"),
        (b"x" * 1_000_001, "big.txt", {}, "it has 1,000,001 bytes; the limit is 1,000,000"),
        (archive({"a.txt": "no Word file"}), "a.docx", {}, "a.docx"),
        (pdf([[]]), "scan.pdf", {}, "scan.pdf"),
        (b"<html><script>let a = 1</script></html>", "page.html", {}, "no paragraph"),
        (b"---\ndate: soon\n---\nWords.\n", "odd.md", {}, "odd.md, line 2"),
        (b"One.\n\n" * 11, "many.txt", {}, "11 paragraphs and captions; the limit is 10"),
        (None, "", {}, "Please give a file or an address"),
        (None, "", {"address": "http://example.org/a"}, "example.org"),
        (None, "", {"address": "https://127.0.0.1/a"}, "127.0.0.1"),
        (b"Words.", "a.txt", {"more": "date: soon"}, "date is 'soon', which is no date"),
        (b"Words.", "a.txt", {"more": "link: nowhere"}, "link is 'nowhere', which is no address"),
        (b"Words.", "a.txt", {"more": "language: 12"}, "language is '12'"),
        (b"Words.", "a.txt", {"more": "colour: red"}, "colour"),
    ]
    await town.start(MAX_ARTICLE_MB="1", MAX_PARAGRAPHS="10")

    for content, name, fields, expected in bad:
        shown = await preview(town, content, name, **fields)

        assert expected in shown.text.replace("\\", ""), name
        assert "\n" not in shown.text
        assert not shown.buttons
    assert (await use(town, "history")).text == "**Nothing has been changed here yet.**"


async def test_pdf_and_word_files_are_read(town: Town) -> None:
    await town.start()

    paper = await preview(town, pdf([[ONE], [TWO]]), "The mill.pdf")
    letter = await preview(town, docx(words(ONE) + words(TWO)), "letter.docx", title="U.S. a/b")

    assert "`the-mill`" in paper.text
    assert "The old mill at the river stood still" in paper.text
    assert "`u-s-a-b`" in letter.text
    assert "**Added** The mill" in (await press(town, paper, "Confirm")).text
    assert "**Added** U.S. a/b" in (await press(town, letter, "Confirm")).text.replace("\\", "")
    assert "stood still for a whole year" in await asked(town, "What stood still at the river?")


async def test_a_change_that_breaks_a_test_is_made_only_by_whoever_insists(town: Town) -> None:
    program = await town.start()
    await add(town)
    async with stored(town) as storage:
        await storage.pins.add(
            town.guild.id, HOW_LONG, "pier", "The old pier is 40 fathoms long.", town.moderator.id
        )
        await storage.pins.add(town.guild.id, "zeppelins?", "", "", town.moderator.id)

    broken = await press(town, await preview(town, "# The pier\n\nIt burned down."), "Confirm")
    held_up = broken.text
    instead = (await press(town, broken, "Serve anyway")).text
    back = (await use(town, "rollback", version=2)).text
    question = await use(town, "remove", article="pier")
    stopped = await press(town, question, "Remove")
    kept = await asked(town, HOW_LONG)
    cancelled = await press(town, stopped, "Cancel")
    again = await press(town, await use(town, "remove", article="pier"), "Remove")
    tables = again.text
    forced = await press(town, again, "Serve anyway")
    history = (await use(town, "history")).text
    dry = (await use(town, "reload", dry_run=True)).text
    town.write("new.txt", "Zeppelins\n\nZeppelins land at the pier.\n\nZeppelins are slow.\n")
    would = (await use(town, "reload", dry_run=True)).text

    assert "**Stopped**: 1 test that passes now would fail. Nothing was changed." in held_up
    assert "**Replaced** The pier" in instead
    assert "undoes it · 1 test failed" in instead
    assert "**Rolled back**" in back
    assert "**Stopped**: 1 test that passes now would fail. Nothing was changed." in tables
    assert "pier ¶ 1" in tables
    assert "the paragraph is gone" in tables
    assert "__40__ fathoms" in kept
    assert cancelled.text == "**Nothing was changed.**"
    assert "**Removed** The pier" in forced.text
    assert forced.text.endswith("undoes it · 1 test failed")
    assert "served although tests failed" in history
    assert "**Dry run**: nothing would change" in dry
    assert "**Dry run**: nothing was changed. A reload would serve `" in would
    assert "It would be stopped: 1 test that passes now would fail." in would
    assert "Zeppelins land" not in await asked(town, "Where do zeppelins land?")
    assert program.running


async def test_of_two_moderators_at_once_both_change_or_one_is_told(town: Town) -> None:
    second = town.guild.add_member("Moe", permissions=Permission.MANAGE_GUILD)
    await town.start()
    ours, theirs = await asyncio.gather(
        preview(town), preview(town, "The boathouse roof is copper.", "boats.txt", who=second)
    )

    both = await asyncio.gather(
        press(town, ours, "Confirm"), press(town, theirs, "Confirm", who=second)
    )
    removals = await asyncio.gather(
        use(town, "remove", article="pier"), use(town, "remove", article="pier", who=second)
    )
    gone = await asyncio.gather(
        press(town, removals[0], "Remove"), press(town, removals[1], "Remove", who=second)
    )
    history = (await use(town, "history")).text

    assert all("**Added**" in one.text for one in both)
    assert len(re.findall(r"added \*\*", history)) == 2
    told = sorted(one.text for one in gone)
    assert sum("**Removed**" in text for text in told) == 1
    assert sum("not here any more" in text or "have changed" in text for text in told) == 1
    assert len(re.findall(r"removed \*\*", history)) == 1


async def test_what_is_long_is_shown_in_pages(town: Town) -> None:
    text = "\n\n".join(f"Berth {n} of the harbour is {n} fathoms deep." for n in range(300))
    for number in range(9):
        town.write(f"q{number}.txt", f"Quay {number}\n\nQuay {number} is short.\n")
    await town.start()
    await add(town, text, name="berths.txt")
    await add(town, text.replace("fathoms", "feet"), name="berths.txt")
    for number in range(8):
        await use(town, "rollback", version=2 + number % 2)

    outline = await use(town, "show", article="berths")
    second = (await press(town, outline, "Next")).text
    differing = await use(town, "diff", article="berths")
    first = differing.text
    next_one = (await press(town, differing, "Next")).text
    history = await use(town, "history")
    newest = history.text
    older = await press(town, history, "Older")
    oldest = older.text
    newer = (await press(town, older, "Newer")).text
    listed = await use(town, "list")
    last = (await press(town, listed, "Next")).text

    assert "-# Page 2 of" in second
    assert "¶ 1 " not in second
    assert "Berth" in second
    assert "-# Page 1 of" in first
    assert "-# Page 2 of" in next_one
    assert "~~fathoms~~ __feet__" in next_one
    numbers = re.findall(r"^\*\*#(\d+)\*\*", newest + "\n" + oldest, re.MULTILINE)
    assert numbers == [str(n) for n in range(int(numbers[0]), 0, -1)]
    assert newer == newest
    assert "-# Page 2 of 2" in last
    assert "`q8`" in last


async def test_a_moderator_of_a_plain_channel_sees_the_same_without_embeds(town: Town) -> None:
    plain = town.guild.add_channel(
        "plain", bot_permissions=ORDINARY & ~Permission.EMBED_LINKS & ~Permission.ATTACH_FILES
    )
    await town.start()

    shown = await preview(town, at=plain)
    first = shown.content
    added = await press(town, shown, "Confirm")

    assert "**Preview**" in first
    assert "**Added** The pier" in added.content
    assert not added.embeds
