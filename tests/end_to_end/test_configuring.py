"""Moderators set what holds in their server, and nowhere else."""

import asyncio
from typing import Any

import pytest

from tests.discord_server.interactions import Interaction
from tests.discord_server.people import Member
from tests.discord_server.pings import Pings
from tests.discord_server.places import Channel, Guild
from tests.discord_server.wire import ORDINARY, Intent, Permission
from tests.end_to_end.conftest import Town

QUESTION = "Who built the lighthouse at Orrin Point?"
LINDQVIST = "Marta Lindqvist"
ELSEWHERE = "Which museum in Paris holds the Mona Lisa?"
REFUSED = "This is for moderators: it needs Manage Server."
content = pytest.mark.granted(int(Intent.MESSAGE_CONTENT))


def operator(guild: Guild) -> Member:
    """The application's owner, as an ordinary member of a guild."""
    member = next(one for one in guild.members.values() if one.user.name == "Owner")
    member.permissions = ORDINARY
    return member


async def config(
    town: Town, command: str, who: Member | None = None, at: Channel | None = None, **options: Any
) -> Interaction:
    """Use a command of `/config`."""
    return await town.discord.slash(
        who or town.moderator, at or town.channel, f"config {command}", **options
    )


async def told(town: Town, command: str, **options: Any) -> str:
    """Use a command of `/config`, and read its answer."""
    used = await config(town, command, **options)
    assert used.ephemeral
    return (await used.answer()).text


async def test_members_are_refused_and_only_manage_server_hands_over(town: Town) -> None:
    keepers = town.guild.add_role("Keepers")
    keeper = town.guild.add_member("Kim", roles=[keepers])
    owner = operator(town.guild)
    everybody = next(role for role in town.guild.roles if role.name == "@everyone")
    commands: dict[str, dict[str, Any]] = {
        "show": {},
        "channel": {"channel": town.channel, "mode": "mention only"},
        "moderators": {"role": keepers},
        "tone": {"answer": 0.5},
        "language": {"language": "de"},
        "locale": {"locale": "whoever asks"},
        "handoff": {"role": keepers},
        "log": {"digest": False},
        "reset": {},
    }
    await town.start()

    for who in (town.reader, keeper):
        answers = [await told(town, name, who=who, **given) for name, given in commands.items()]
        assert set(answers) == {REFUSED}
    assert not town.discord.may_use(town.reader, "config")
    for who in (town.moderator, owner):
        answers = [await told(town, name, who=who, **given) for name, given in commands.items()]
        assert not [answer for answer in answers if "needs Manage Server" in answer]
    handed = [await told(town, name, who=keeper, **given) for name, given in commands.items()]

    own = "This needs Manage Server."
    assert [name for name, text in zip(commands, handed, strict=True) if text == own] == [
        "moderators",
        "reset",
    ]
    assert "everybody" in await told(town, "moderators", role=everybody)
    assert "Keepers" not in await told(town, "moderators")
    assert await told(town, "show", who=keeper) == REFUSED


async def test_settings_are_told_logged_kept_and_go_no_further(town: Town) -> None:
    keepers = town.guild.add_role("Keepers", mentionable=True)
    log = town.guild.add_channel("log")
    closed = town.guild.add_channel("closed", bot_permissions=int(Permission.VIEW_CHANNEL))
    quiet = town.guild.add_channel("quiet")
    other = town.discord.add_guild("Elsewhere")
    square = other.add_channel("square")
    mayor = other.add_member("Lu", permissions=Permission.MANAGE_GUILD)
    program = await town.start(ASK_CHANNELS="", MODERATOR_ROLE="Wardens")

    unlogged = await told(town, "log", digest=True)
    warned = await told(town, "log", channel=closed)
    logged = await told(town, "log", channel=log, digest=True)
    line = await town.discord.next_message(log)
    await asyncio.gather(
        config(town, "channel", channel=quiet, mode="off"),
        config(town, "channel", channel=town.channel, mode="mention only"),
        config(town, "handoff", role=keepers, minutes=5),
        config(town, "language", language="German"),
        config(town, "moderators", role=keepers),
    )
    lines = [(await town.discord.next_message(log)) for _ in range(5)]
    unknown = await told(town, "language", language="**Klingon**")
    choices = await town.discord.autocomplete(
        town.moderator, town.channel, "config language", focused="language", language="ger"
    )
    await program.stop()
    await town.discord.disconnected()
    await town.start(MODERATOR_ROLE="Wardens")
    shown = await told(town, "show")
    there = await told(town, "show", who=mayor, at=square)

    assert "no log channel yet" in unlogged
    assert "I cannot write in" in warned
    assert "Send Messages there" in warned
    assert logged == f"Changes are told in {log.mention}, with a weekly digest."
    assert line.text == f"{town.moderator.mention} changed a setting. {logged}"
    assert not any(one.pings for one in [line, *lines])
    assert "\\*\\*Klingon\\*\\*" in unknown
    assert [(one["name"], one["value"]) for one in choices] == [("German", "de")]
    for text in (
        f"Moderators: Manage Server, the role Wardens, {keepers.mention} · *set here*",
        "An answer needs a confidence of 0.4 · *default*",
        "Language of new articles: German, unless said otherwise · *set here*",
        f"I ask {keepers.mention}, at most once in 5 minutes · *set here*",
        f"Changes are told in {log.mention}, with a weekly digest · *set here*",
        f"- mention only: {town.channel.mention} · *set here*",
        f"- off: {quiet.mention} · *set here*",
    ):
        assert text in shown
    assert there.count("*set here*") == 0
    assert "<#" not in there


async def test_a_reset_asks_first_and_forgets_everything(town: Town) -> None:
    keepers = town.guild.add_role("Keepers")
    keeper = town.guild.add_member("Kim", roles=[keepers])
    log = town.guild.add_channel("log")
    await town.start()
    await config(town, "moderators", role=keepers)
    await config(town, "log", channel=log)
    await town.discord.next_message(log)

    asked = await (await config(town, "reset")).answer()
    kept = await town.discord.click(town.moderator, asked, label="Cancel")
    text = (await kept.answer()).text
    asked = await (await config(town, "reset")).answer()
    done = await town.discord.click(town.moderator, asked, label="Reset")
    after = await done.answer()

    assert "Nothing was changed" in text
    assert after is asked
    assert after.text == "All settings of this server are the defaults again."
    assert not after.buttons
    assert "defaults again" in (await town.discord.next_message(log)).text
    assert "set here" not in await told(town, "show")
    assert await told(town, "show", who=keeper) == REFUSED


async def test_the_tone_shows_its_effect_before_it_is_saved_even_after_a_restart(
    town: Town,
) -> None:
    keepers = town.guild.add_role("Keepers")
    keeper = town.guild.add_member("Kim", roles=[keepers])
    program = await town.start()
    nothing = await told(town, "tone", answer=0.9)
    for question in (QUESTION, "Which sailors of the supply boat were married?", ELSEWHERE):
        await town.discord.slash(town.reader, town.channel, "ask", question=question)
    await config(town, "moderators", role=keepers)

    wrong = await told(town, "tone", answer=0.2, closest=0.3)
    unsure = await told(town, "tone")
    # What is asked is written down in the background.
    shown = await (await config(town, "tone", answer=0.001, closest=0.001, who=keeper)).answer()
    while "on the latest 3 questions asked here" not in shown.text:
        shown = await (await config(town, "tone", answer=0.001, closest=0.001, who=keeper)).answer()
    trial = shown.text
    cancelled = await town.discord.click(
        keeper, await (await config(town, "tone", answer=0.9, who=keeper)).answer(), label="Cancel"
    )
    before = await town.discord.slash(town.reader, town.channel, "ask", question=ELSEWHERE)
    await program.stop()
    await town.discord.disconnected()
    await town.start()
    keeper.roles.clear()
    refused = await town.discord.click(keeper, shown, label="Save")
    keeper.roles.append(keepers)
    saved = await town.discord.click(keeper, shown, label="Save")
    after = await town.discord.slash(town.reader, town.channel, "ask", question=ELSEWHERE)

    assert "Nobody has asked anything here so far" in nothing
    assert "cannot need more than an answer: 0.3 is above 0.2" in wrong
    assert "Name a number" in unsure
    assert next(line for line in trial.splitlines() if "answered" in line).split()[-1] == "3"
    assert "Nothing was changed" in (await cancelled.answer()).text
    assert "I found no passage" in (await before.answer()).text
    assert (await refused.answer()).text == REFUSED
    assert (await saved.answer()).text == (
        "An answer needs a confidence of 0.001, a closest passage one of 0.001."
    )
    assert "I found no passage" not in (await after.answer()).text


async def test_where_it_is_off_the_bot_is_silent_and_commands_are_answered_privately(
    town: Town,
) -> None:
    thread = town.guild.add_thread(town.channel, "in between")
    other = town.guild.add_channel("other")
    elsewhere = town.discord.add_guild("Elsewhere")
    square, lu = elsewhere.add_channel("square"), elsewhere.add_member("Lu")
    await town.start()
    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    first = await town.discord.next_message(town.channel)
    unseen = [
        await told(town, "channel", channel=town.channel, mode=mode)
        for mode in ("every question", "threads and forum posts")
    ]

    said = await told(town, "channel", channel=town.channel, mode="off")
    await town.discord.say(town.reader, town.channel, town.mention(QUESTION))
    await town.discord.say(town.reader, town.channel, town.mention())
    await town.discord.say(town.reader, town.channel, "Who fitted a burner?", reply_to=first)
    await town.discord.say(town.reader, thread, town.mention(QUESTION))
    await town.discord.silence(town.channel)
    await town.discord.silence(thread, 0.1)
    asked = [
        await town.discord.slash(town.reader, at, "ask", question=QUESTION)
        for at in (town.channel, thread, other)
    ]
    asked += [
        await town.discord.slash(town.reader, town.channel, "search", terms="lighthouse"),
        await town.discord.slash(town.reader, town.channel, "summary"),
        await town.discord.menu(town.reader, town.channel, "Answer this", first),
    ]
    await town.discord.say(lu, square, town.mention(QUESTION))

    assert all("Message Content Intent" in one and "\n" not in one for one in unseen)
    assert "I say nothing" in said
    assert [one.ephemeral for one in asked] == [True, True, False, True, True, True]
    assert LINDQVIST in (await asked[0].answer()).text
    assert LINDQVIST in (await town.discord.next_message(square)).text


@content
async def test_every_question_is_answered_where_a_server_or_the_operator_wants_it(
    town: Town,
) -> None:
    watched, silent = town.guild.add_channel("watched"), town.guild.add_channel("silent")
    closed = town.guild.add_channel("closed", bot_permissions=int(Permission.VIEW_CHANNEL))
    thread = town.guild.add_thread(watched, "in between")
    await town.start(ASK_CHANNELS=f"{town.channel.id},{silent.id}")

    set_here = await told(town, "channel", channel=watched, mode="every question")
    warned = await told(town, "channel", channel=closed, mode="every question")
    await told(town, "channel", channel=silent, mode="mention only")
    for channel in (watched, town.channel, silent, thread):
        await town.discord.say(town.reader, channel, QUESTION)
        await town.discord.say(town.reader, channel, "I know who built it.")
    answers = [
        (await town.discord.next_message(channel)).text
        for channel in (watched, town.channel, thread)
    ]
    await town.discord.silence(silent)
    shown = await told(town, "show")

    assert "every message that ends in a question mark" in set_here
    assert "I need Send Messages there" in warned
    assert all(LINDQVIST in answer for answer in answers)
    assert f"- every question: {town.channel.mention} · *default*" in shown
    assert f"- mention only: {silent.mention} · *set here*" in shown


@content
async def test_new_threads_and_posts_are_answered_once(town: Town) -> None:
    forum = town.guild.add_channel("help", forum=True)
    unset = town.guild.add_channel("showcase", forum=True)
    old = town.guild.add_thread(town.channel, "from before", opener=town.reader.user)
    await town.start()
    for channel in (forum, town.channel):
        await told(town, "channel", channel=channel, mode="threads and forum posts")

    post = await town.discord.open(
        town.reader, forum, QUESTION, "Hi all, I was there last week with my family, it was grand."
    )
    answer = await town.discord.next_message(post)
    why = await town.discord.click(town.reader, answer, label="Why?")
    subject = await town.discord.open(
        town.reader, forum, "The lamp", "Hello. Who fitted the paraffin burner? Thank you!"
    )
    elsewhere = await town.discord.open(town.reader, unset, QUESTION, "Who?")
    thread = await town.discord.open(town.reader, town.channel, "A riddle")
    await town.discord.say(town.moderator, thread, "Who knows?")
    await town.discord.say(town.reader, thread, QUESTION)
    in_thread = await town.discord.next_message(thread)
    for place in (post, thread, old):
        await town.discord.say(town.reader, place, "Who fitted the paraffin burner?")
    await town.discord.say(town.reader, town.channel, QUESTION)
    await town.discord.silence(post)
    for place in (thread, old, elsewhere, town.channel):
        await town.discord.silence(place, 0.05)
    await town.discord.say(town.reader, post, town.mention("How high is the lighthouse?"))

    assert LINDQVIST in answer.text
    assert answer.reply_to is not None
    assert "✓  lighthouse" in (await why.answer()).text
    assert "Tobias Wren" in (await town.discord.next_message(subject)).text
    assert LINDQVIST in in_thread.text
    assert "__41__ metres" in (await town.discord.next_message(post)).text


async def test_a_role_is_asked_where_there_is_no_answer_and_nobody_else_is_pinged(
    town: Town,
) -> None:
    keepers = town.guild.add_role("Keepers", mentionable=True)
    others = town.guild.add_role("Others", mentionable=True)
    plain = town.guild.add_channel("plain", bot_permissions=ORDINARY & ~Permission.EMBED_LINKS)
    elsewhere = town.discord.add_guild("Elsewhere")
    square, lu = elsewhere.add_channel("square"), elsewhere.add_member("Lu")
    town.write("pings.md", f"# Pings\n\nThe zeppelin notice names {keepers.mention} @everyone.\n")
    await town.start()
    hostile = f"{ELSEWHERE} {others.mention} {town.moderator.mention} @everyone"

    async def mention(at: Channel, question: str, who: Member = town.reader) -> Pings:
        await town.discord.say(who, at, town.mention(question))
        return (await town.discord.next_message(at)).pings

    async def ask(question: str, at: Channel = town.channel, *, private: bool = False) -> Pings:
        asked = await town.discord.slash(town.reader, at, "ask", question=question, private=private)
        return (await asked.answer()).pings

    before = await mention(town.channel, hostile)
    said = await told(town, "handoff", role=keepers)
    quiet = [
        await ask(hostile, private=True),
        await mention(town.channel, "What does the zeppelin notice name?"),
        await mention(square, ELSEWHERE, lu),
        await mention(town.channel, "?!"),
    ]
    called = await mention(town.channel, hostile)
    again = await mention(plain, hostile)
    await town.discord.say(town.stranger, town.discord.dm(town.stranger), ELSEWHERE)
    direct = await town.discord.next_message(town.discord.dm(town.stranger))

    only = Pings(roles=frozenset({keepers.id}))
    assert said == f"Where I find no answer, I ask {keepers.mention}, at most once in 30 minutes."
    assert not any([before, *quiet, again, direct.pings])
    assert called == only


async def test_the_call_for_a_role_stands_beside_the_answer(town: Town) -> None:
    keepers, everybody = town.guild.add_role("Keepers"), town.guild.roles[0]
    others = town.guild.add_role("Others", mentionable=True)
    elsewhere = town.discord.add_guild("Elsewhere")
    rights = ORDINARY & ~Permission.EMBED_LINKS
    plain = elsewhere.add_channel("plain", bot_permissions=rights)
    wardens = elsewhere.add_role("Wardens", mentionable=True)
    lu = elsewhere.add_member("Lu", permissions=Permission.MANAGE_GUILD)
    await town.start()

    refused = await told(town, "handoff", role=everybody)
    unheard = await told(town, "handoff", role=keepers, minutes=1)
    keepers.mentionable = True
    kept = await told(town, "handoff", minutes=2)
    asked = await town.discord.slash(
        town.reader, town.channel, "ask", question=f"{ELSEWHERE} {others.mention}"
    )
    off = await told(town, "handoff")
    await config(town, "handoff", who=lu, at=plain, role=wardens)
    await town.discord.say(lu, plain, town.mention(f"{ELSEWHERE} {lu.mention}"))

    answers = [await asked.answer(), await town.discord.next_message(plain)]
    assert "everybody" in refused
    assert "not told yet" in unheard
    assert "once in 2 minutes" in kept
    assert off == "Where I find no answer, I ask nobody."
    for answer, role in zip(answers, (keepers, wardens), strict=True):
        assert answer.pings == Pings(roles=frozenset({role.id}))
        assert f"{role.mention}, do you know the answer?" in answer.content
        assert "I found no passage" in answer.text
