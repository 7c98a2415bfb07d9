"""Reports for moderators: what had no answer, what people thought of answers, and usage."""

from typing import Any

from tests.discord_server.actions import Person
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.people import Member
from tests.discord_server.places import Channel
from tests.discord_server.wire import ORDINARY, Permission
from tests.end_to_end.conftest import Town

REFUSED = "This is for moderators: it needs Manage Server."
FERRY = "Which zeppelin rescued the sailors of the boat?"
MINE = "How deep is the copper mine?"
BUILT = "Who built the lighthouse?"
CHOSEN = "-# A moderator chose this paragraph for this question"


async def _ask(town: Town, question: str, channel: Channel | None = None, **more: Any) -> Message:
    asked = await town.discord.slash(
        town.reader, channel or town.channel, "ask", question=question, **more
    )
    return await asked.answer()


async def _report(town: Town, who: Person, name: str, **options: Any) -> Interaction:
    asked = await town.discord.slash(who, town.channel, f"report {name}", **options)
    await asked.answer(30)
    assert asked.ephemeral
    return asked


async def _text(town: Town, who: Person, name: str, **options: Any) -> str:
    return (await (await _report(town, who, name, **options)).answer()).text


async def _forge(town: Town, who: Member, message: Message, label: str) -> str:
    """Press a button that only somebody else can see, as a changed client could."""
    (button,) = [one for one in message.buttons if one.label == label]
    shown = await _ask(town, BUILT, private=True)
    shown.components[0]["components"][0] |= {"custom_id": button.custom_id, "style": 2, "url": None}
    pressed = await town.discord.click(who, shown, custom_id=button.custom_id)
    answer = await pressed.answer()
    assert pressed.ephemeral
    return answer.text


def _labels(message: Message) -> list[str | None]:
    return [button.label for button in message.buttons]


async def test_reports_are_for_moderators_and_show_their_own_server_alone(town: Town) -> None:
    other = town.discord.add_guild("Selvik")
    elsewhere = other.add_channel("general")
    bea = other.add_member("Bea", permissions=Permission.MANAGE_GUILD)
    owner = town.guild.members[town.guild.world.owner.id]
    await town.start()
    await _ask(town, FERRY)
    await _ask(town, BUILT)
    voted = await town.discord.click(town.reader, await _ask(town, BUILT), label="Helpful")
    await voted.answer()

    for name in ("unanswered", "answered", "feedback", "usage"):
        assert await _text(town, town.reader, name) == REFUSED
        assert REFUSED not in await _text(town, owner, name)
    page = await (await _report(town, town.moderator, "unanswered")).answer()
    for label in ("Answered by…", "Dismiss"):
        assert await _forge(town, town.reader, page, label) == REFUSED
    form = await town.discord.click(town.moderator, page, label="Answered by…")
    sent = await town.discord.submit(town.reader, form, {"Paragraph": "lighthouse 1"})
    assert (await sent.answer()).text == REFUSED
    told: list[str] = []
    for name in ("unanswered", "answered", "feedback", "usage"):
        asked = await town.discord.slash(bea, elsewhere, f"report {name}")
        told.append((await asked.answer(30)).text)
    assert [text.split("\n")[0] for text in told] == [
        "**No question is without an answer** in the last 30 days.",
        "**No question is answered by a moderator's choice.**",
        "**No feedback** in the last 30 days.",
        "**Usage** in the last 30 days: no question was asked",
    ]
    assert FERRY in await _text(town, town.moderator, "unanswered")


async def test_a_moderator_chooses_the_paragraph_for_a_question_and_takes_that_back(
    town: Town,
) -> None:
    other = town.discord.add_guild("Selvik")
    log = town.guild.add_channel("log")
    ann = other.add_member(town.reader.user)
    elsewhere = other.add_channel("general")
    first = await town.start()
    logged = await town.discord.slash(town.moderator, town.channel, "config log", channel=log)
    await logged.answer()
    await town.discord.next_message(log)
    for question in (MINE, FERRY, FERRY):
        await _ask(town, question)

    page = await (await _report(town, town.moderator, "unanswered", days=7)).answer()
    assert "**Without an answer: 1 of 2** · asked 2 times" in page.text
    assert f"“{FERRY}”\nFound nowhere: *zeppelin*" in page.text
    assert _labels(page) == ["Next", "Answered by…", "Dismiss"]
    turned = await town.discord.click(town.moderator, page, label="Next")
    assert (await turned.answer()) is page
    assert f"“{MINE}”" in page.text
    await (await town.discord.click(town.moderator, page, label="Back")).answer()

    form = await town.discord.click(town.moderator, page, label="Answered by…")
    wrong = await town.discord.submit(town.moderator, form, {"Paragraph": "lighthouse 99"})
    assert "I know no paragraph “lighthouse 99”; nothing was changed" in (await wrong.answer()).text
    # A form, like a button, outlives a restart.
    form = await town.discord.click(town.moderator, page, label="Answered by…")
    await first.stop()
    await town.start()
    for paragraph in ("lighthouse 1", "lighthouse 4"):
        chosen = await town.discord.submit(town.moderator, form, {"Paragraph": paragraph})
        assert (await chosen.answer()) is page
        assert f"to answer “{FERRY}”" in (await town.discord.next_message(log)).text
    assert page.text.startswith(f"-# Chosen: **lighthouse ¶ 4** to answer “{FERRY}”.\n**Without")
    assert "**Without an answer: 1 of 1**" in page.text

    said = await town.discord.say(
        town.reader, town.channel, town.mention("zeppelin rescued the SAILORS of which boat?")
    )
    linked = await town.discord.next_message(town.channel)
    assert linked.reply_to is said
    assert linked.text.startswith(CHOSEN)
    assert "silver medal" in linked.text
    assert "Why?" not in _labels(linked)
    asked = await town.discord.slash(ann, elsewhere, "ask", question=FERRY)
    assert CHOSEN not in (await asked.answer()).text

    await (await town.discord.click(town.moderator, page, label="Dismiss")).answer()
    assert page.text.startswith(f"-# Dismissed: “{MINE}”.\n**No question is without an answer**")
    assert _labels(page) == []

    kept = await (await _report(town, town.moderator, "answered")).answer()
    assert "**Answered by a moderator: 1 of 1**" in kept.text
    assert f"“{FERRY}”\n> **The council awarded" in kept.text
    assert await _forge(town, town.reader, kept, "Unlink") == REFUSED
    await (await town.discord.click(town.moderator, kept, label="Unlink")).answer()
    assert kept.text.startswith(f"-# Unlinked: “{FERRY}”.\n**No question is answered")
    assert CHOSEN not in (await _ask(town, FERRY)).text
    assert f"“{FERRY}”" in await _text(town, town.moderator, "unanswered")


async def test_pages_survive_a_restart_and_a_list_that_became_shorter(town: Town) -> None:
    first = await town.start(STORE_QUESTIONS="no")
    for question in (MINE, FERRY):
        await _ask(town, question)
    old = await (await _report(town, town.moderator, "unanswered")).answer()
    assert "Its words, since its text is not kept: " in old.text
    new = await (await _report(town, town.moderator, "unanswered")).answer()
    form = await town.discord.click(town.moderator, new, label="Answered by…")
    await (await town.discord.submit(town.moderator, form, {"Paragraph": "lighthouse 1"})).answer()
    await first.stop()
    await town.start(STORE_QUESTIONS="no")

    turned = await town.discord.click(town.moderator, old, label="Next")

    assert (await turned.answer()) is old
    assert "**Without an answer: 1 of 1**" in old.text
    assert "Back" not in _labels(old)
    assert CHOSEN in (await _ask(town, FERRY)).text
    kept = await _text(town, town.moderator, "answered")
    assert "Its words, since its text is not kept: " in kept
    await (await town.discord.click(town.reader, await _ask(town, BUILT), label="Helpful")).answer()
    voted = await _text(town, town.moderator, "feedback")
    assert "1 found it helpful" in voted
    assert "lighthouse?" not in voted
    made_up = await _ask(town, BUILT)
    made_up.components[0]["components"][1] |= {"custom_id": "unanswered:x"}
    first_page = await town.discord.click(town.moderator, made_up, custom_id="unanswered:x")
    assert "**Without an answer: 1 of 1**" in (await first_page.answer()).text


async def test_people_vote_once_on_an_answer_and_may_change_their_minds(town: Town) -> None:
    alone = town.discord.add_guild("Elsewhere", installed=False)
    stranger = alone.add_member("Sue")
    await town.start()
    answer = await _ask(town, BUILT)
    said = await town.discord.say(town.reader, town.channel, town.mention(BUILT))
    reply = await town.discord.next_message(town.channel)

    told: list[str] = []
    for who, message, label in (
        (town.reader, answer, "Helpful"),
        (town.reader, answer, "Helpful"),
        (town.reader, answer, "Not helpful"),
        (town.moderator, reply, "Helpful"),
    ):
        pressed = await town.discord.click(who, message, label=label)
        if label == "Not helpful":
            wrong = {"What is wrong?": "Out of date", "In your words": "It is *blue* now."}
            pressed = await town.discord.submit(who, pressed, wrong)
        told.append((await pressed.answer()).text)
        assert pressed.ephemeral

    assert reply.reply_to is said
    assert told == [
        "Thank you: I noted that this is helpful.",
        "I have already noted that you find this helpful.",
        "Thank you: I noted that this is not helpful.",
        "Thank you: I noted that this is helpful.",
    ]
    rows = [[part["label"] for part in row["components"]] for row in answer.components]
    assert rows[-1] == ["Helpful", "Not helpful", "Delete"]
    assert len(rows) == 2
    shown = await _text(town, town.moderator, "feedback", days=1)
    assert "**Feedback** in the last day: 1 found it helpful, 1 did not" in shown
    assert shown.count("\n-# The lighthouse at Orrin Point · ¶ 1") == 2
    assert "\nReason: Out of date: It is \\*blue\\* now.\n" in shown
    assert BUILT not in shown
    table = await (await _report(town, town.moderator, "feedback", format="csv")).answer()
    assert "2 rows, attached" in table.text
    assert table.files[0].filename == "feedback.csv"
    assert ",bad,lighthouse,¶ 1," in table.files[0].content.decode("utf-8-sig")
    private = await _ask(town, BUILT, private=True)
    assert "Helpful" in _labels(private)
    await town.discord.say(town.stranger, town.discord.dm(town.stranger), BUILT)
    direct = await town.discord.next_message(town.discord.dm(town.stranger))
    installed = await town.discord.slash(stranger, alone.add_channel("x"), "ask", question=BUILT)
    for message in (direct, await installed.answer()):
        assert "Marta Lindqvist" in message.text
        assert "Helpful" not in _labels(message)
    direct.components[0]["components"][1] |= {"custom_id": "vote:up:x"}
    made_up = await town.discord.click(town.stranger, direct, custom_id="vote:up:x")
    assert (await made_up.answer()).text == "This is for servers, where moderators read it."
    # Of an answer from before a change, the vote counts for its paragraph too.
    town.write("new.txt", "New\n\nThe new boathouse has a copper roof.\n")
    await (await town.discord.slash(town.moderator, town.channel, "knowledge reload")).answer()
    await (await town.discord.click(town.moderator, answer, label="Helpful")).answer()
    latest = (await _text(town, town.moderator, "feedback")).split("\n\n")
    assert "2 found it helpful, 1 did not" in latest[0]
    assert latest[1].startswith("**Helpful** ")
    assert latest[1].endswith("\n-# The lighthouse at Orrin Point · ¶ 1")


async def test_usage_is_a_picture_with_words_and_tables_are_attached(town: Town) -> None:
    words_only = town.guild.add_channel(
        "words", bot_permissions=ORDINARY & ~Permission.ATTACH_FILES
    )
    await town.start()
    for question in (BUILT, BUILT, MINE):
        await _ask(town, question)

    asked = await _report(town, town.moderator, "usage", days=7)
    shown = await asked.answer(30)

    assert asked.deferred
    assert shown.text.startswith("**Usage** in the last 7 days: 3 questions\n- 2 answered (67%)")
    assert "- The lighthouse at Orrin Point · ¶ 1: 2 times" in shown.text
    (png,) = shown.files
    assert png.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert shown.embeds[0]["image"]["url"] == f"attachment://{png.filename}"
    assert png.description is not None
    assert png.description.startswith("Bar chart of the questions asked. 3 questions: 2 answered")
    tables = await (await _report(town, town.moderator, "usage", format="csv")).answer()
    assert [file.filename for file in tables.files] == ["usage.csv", "quoted.csv"]
    assert tables.files[0].content.decode("utf-8-sig").split("\r\n")[1].endswith(",2,0,1")
    rows = await (await _report(town, town.moderator, "unanswered", format="csv")).answer()
    assert MINE in rows.files[0].content.decode("utf-8-sig")
    for options in ({}, {"format": "csv"}):
        asked = await town.discord.slash(town.moderator, words_only, "report usage", **options)
        plain = await asked.answer(30)
        assert not plain.files
        words = "3 questions" if not options else "I may not attach files here"
        assert words in plain.text
