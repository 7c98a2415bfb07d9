"""The loopback Discord itself: the real client runs against it, and it enforces the rules."""

import asyncio
import io
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_server import sample_bot
from tests.discord_server.actions import NoResponseError
from tests.discord_server.invocations import ImpossibleError
from tests.discord_server.messages import Upload
from tests.discord_server.people import Member
from tests.discord_server.pings import Pings
from tests.discord_server.places import Channel, Guild
from tests.discord_server.posting import FILE_LIMIT
from tests.discord_server.sample_bot import Bot, ordinary_intents
from tests.discord_server.server import DiscordServer
from tests.discord_server.wire import ORDINARY, CallbackType, Intent, Json, Permission


def point_at(server: DiscordServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", server.api_url)
    gateway = yarl.URL(server.gateway_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)


@asynccontextmanager
async def running(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch, intents: discord.Intents | None = None
) -> AsyncGenerator[Bot, None]:
    point_at(server, monkeypatch)
    bot = Bot(intents or ordinary_intents())
    task = asyncio.create_task(stay(bot, server.token))
    try:
        await server.ready()
        await bot.wait_until_ready()
        yield bot
    finally:
        # Only a cancelled client says goodbye with 1000; `close()` alone says 4000.
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def stay(bot: Bot, token: str) -> None:
    async with bot:
        await bot.start(token)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
def guild(server: DiscordServer) -> Guild:
    return server.add_guild("Library")


@pytest.fixture
def general(guild: Guild) -> Channel:
    return guild.add_channel("general")


@pytest.fixture
def ann(guild: Guild) -> Member:
    return guild.add_member("Ann", locale="de")


@pytest.fixture
async def bot(
    server: DiscordServer, general: Channel, ann: Member, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bot]:
    async with running(server, monkeypatch) as bot:
        yield bot
    assert server.last_close == 1000


async def test_a_slash_command_is_answered(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    asked = await server.slash(ann, general, "ask", question="Why quote?")

    answer = await asked.answer()

    assert answer.content == f"Why quote? @everyone {ann.mention}"
    assert answer.embeds[0]["title"] == "A quote"
    assert [one.label for one in answer.buttons] == ["More"]
    assert "A quote\nnone" in answer.text
    assert not answer.pings
    assert not asked.ephemeral
    assert server.violations == []


async def test_a_private_answer_is_ephemeral_and_nobody_else_can_press_its_button(
    bot: Bot, server: DiscordServer, guild: Guild, general: Channel, ann: Member
) -> None:
    asked = await server.slash(ann, general, "ask", question="Why?", private=True)
    answer = await asked.answer()

    assert asked.ephemeral
    with pytest.raises(ImpossibleError):
        await server.click(guild.add_member("Bob"), answer, label="More")


async def test_a_button_edits_its_message_in_place(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    answer = await (await server.slash(ann, general, "ask", question="Why?")).answer()

    pressed = await server.click(ann, answer, label="More")

    assert pressed.type == CallbackType.UPDATE
    assert answer.content == "second page"
    assert answer.versions[0]["content"].startswith("Why?")


async def test_a_deferred_answer_is_edited_and_followed_up(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    pondering = await server.slash(ann, general, "ponder")

    answer = await pondering.answer()
    extra = await pondering.next_followup()

    assert (pondering.deferred, pondering.ephemeral) == (True, True)
    assert answer.content == "pondered"
    assert extra.files[0].content == Path(sample_bot.__file__).read_bytes()
    assert extra.files[0].filename == "proof.py"


async def test_autocompletion_returns_choices(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    choices = await server.autocomplete(ann, general, "ask", focused="article", article="ira")

    assert choices == [{"name": "Ira", "value": "ira"}]


async def test_a_message_menu_gets_the_whole_message(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    message = await server.say(ann, general, "What is a pilcrow?")

    seen = await server.menu(ann, general, "Answer this", message)

    assert (await seen.answer()).content == "Seen: What is a pilcrow?"


async def test_a_modal_is_filled_in_with_text_and_a_file(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    shown = await server.slash(ann, general, "feedback")

    sent = await server.submit(
        ann, shown, {"Your words": "good", "proof": Upload("a.txt", b"abc", "text/plain")}
    )

    assert (await sent.answer()).content == "Thanks for 'good' [b'abc']"


async def test_a_modal_refuses_what_its_fields_refuse(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    shown = await server.slash(ann, general, "feedback")

    for values in ({}, {"words": "x" * 51}, {"words": "x", "unknown": "y"}):
        with pytest.raises(ImpossibleError):
            await server.submit(ann, shown, values)


async def test_a_layout_of_components_v2_is_stored_with_its_text(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    answer = await (await server.slash(ann, general, "layout")).answer()

    assert answer.is_v2
    assert answer.text == "the quote\nthe citation"
    assert answer.buttons[0].custom_id == "go"
    assert server.violations == []


async def test_a_mention_is_answered_with_a_reply(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    question = await server.say(ann, general, f"{server.bot.mention} hello")

    reply = await server.next_message(general)

    assert reply.reply_to is question
    assert reply.content == f"You said: {server.bot.mention} hello"
    assert not reply.pings
    await server.silence(general, 0.05)


async def test_a_direct_message_is_answered(bot: Bot, server: DiscordServer) -> None:
    dan = server.add_user("Dan")

    await server.say(dan, server.dm(dan), "hello")

    assert (await server.next_message(server.dm(dan))).content == "You said: hello"


async def test_a_slash_command_works_in_direct_messages_unless_it_is_for_guilds(
    bot: Bot, server: DiscordServer
) -> None:
    dan = server.add_user("Dan")

    asked = await server.slash(dan, server.dm(dan), "ask", question="Why?")

    assert (await asked.answer()).content.startswith("Why?")
    with pytest.raises(ImpossibleError):
        await server.slash(dan, server.dm(dan), "knowledge reload")


async def test_permissions_of_the_member_reach_the_command(
    bot: Bot, server: DiscordServer, guild: Guild, general: Channel, ann: Member
) -> None:
    keeper = guild.add_member("Kim", permissions=ORDINARY | Permission.MANAGE_GUILD)

    allowed = await server.slash(keeper, general, "knowledge reload")
    forced = await server.slash(ann, general, "knowledge reload")

    assert (await allowed.answer()).content == "reloaded"
    assert (await forced.answer()).content == "not allowed"
    assert server.may_use(keeper, "knowledge")
    assert not server.may_use(ann, "knowledge")


async def test_what_a_person_cannot_enter_fails_in_the_test(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    attempts: list[dict[str, Any]] = [
        {},
        {"question": "no"},
        {"question": "x" * 201},
        {"question": 7},
        {"question": "why", "colour": "red"},
    ]
    for options in attempts:
        with pytest.raises(ImpossibleError):
            await server.slash(ann, general, "ask", **options)
    with pytest.raises(ImpossibleError):
        await server.slash(ann, general, "unheard-of")


async def test_commands_are_returned_as_discord_returns_them(
    bot: Bot, server: DiscordServer
) -> None:
    fetched = await bot.tree.fetch_commands()

    ask = next(one for one in server.commands if one["name"] == "ask")
    assert {one.name for one in fetched} == {one["name"] for one in server.commands}
    assert ask["application_id"] == str(server.application_id)
    assert ask["default_member_permissions"] is None
    assert ask["options"][0]["required"] is True
    assert server.command_puts == 1


async def test_a_command_keeps_its_id_and_version_when_it_is_synced_again_unchanged(
    bot: Bot, server: DiscordServer
) -> None:
    before = server.commands

    await bot.tree.sync()

    assert server.commands == before
    assert server.command_puts == 2


async def test_a_bot_that_stays_silent_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(reply_within=0.05) as server:
        guild = server.add_guild("Library")
        general, ann = guild.add_channel("general"), guild.add_member("Ann")
        async with running(server, monkeypatch):
            with pytest.raises(NoResponseError):
                await server.slash(ann, general, "sleep")


async def test_without_the_intent_content_is_hidden_unless_the_bot_is_addressed(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    secret = await server.say(ann, general, "secret", attachments=[Upload("a.txt", b"a")])
    await server.say(ann, general, f"{server.bot.mention} open")
    answer = await server.next_message(general)
    await server.say(ann, general, "pinged", reply_to=answer)
    await server.next_message(general)
    await server.say(ann, general, "not-pinged", reply_to=answer, ping_reply=False)
    await server.say(ann, general, f"{server.bot.mention} quoted", reply_to=secret)
    await server.next_message(general)

    assert [one.content.split(" ", 1)[-1] for one in bot.heard] == [
        "",
        "open",
        "pinged",
        "",
        "quoted",
    ]
    assert bot.heard[0].attachments == []
    resolved = bot.heard[-1].reference and bot.heard[-1].reference.resolved
    assert isinstance(resolved, discord.Message)
    assert resolved.content == ""


async def test_with_the_intent_granted_content_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(privileged_intents=Intent.MESSAGE_CONTENT) as server:
        guild = server.add_guild("Library")
        general, ann = guild.add_channel("general"), guild.add_member("Ann")
        intents = ordinary_intents()
        intents.message_content = True
        async with running(server, monkeypatch, intents) as bot:
            await server.say(ann, general, "watched")
            await server.say(ann, general, bot.user.mention if bot.user else "")
            await server.next_message(general)

        assert bot.heard[0].content == "watched"


async def test_a_privileged_intent_that_was_not_granted_ends_the_connection(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    intents = ordinary_intents()
    intents.message_content = True

    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with asyncio.timeout(5):
            await start(server, monkeypatch, intents, server.token)


async def test_a_wrong_token_is_refused(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(discord.LoginFailure):
        await start(server, monkeypatch, ordinary_intents(), "wrong")

    assert server.refusals == ["GET /users/@me: 401 0 401: Unauthorized"]


async def start(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch, intents: discord.Intents, token: str
) -> None:
    point_at(server, monkeypatch)
    async with Bot(intents) as bot:
        await bot.start(token)


async def test_a_missed_message_is_replayed_after_a_resume(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    await server.drop()
    await server.say(ann, general, f"{server.bot.mention} missed")

    await server.resumed()

    assert "missed" in (await server.next_message(general)).content
    assert server.identifies == 1


async def test_op_7_is_followed_by_a_resume(bot: Bot, server: DiscordServer) -> None:
    await server.ask_to_reconnect()

    await server.resumed()

    assert (server.identifies, server.resumes) == (1, 1)


async def test_a_session_that_was_invalidated_is_opened_anew(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    await server.invalidate(resumable=False)
    await server.disconnected()

    await server.ready()
    await server.say(ann, general, f"{server.bot.mention} again")

    assert "again" in (await server.next_message(general)).content
    assert (server.identifies, server.resumes) == (2, 0)


def at_once(backoff: ExponentialBackoff[Any]) -> float:
    return 0.01


async def test_a_refused_gateway_is_tried_again(
    bot: Bot, server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExponentialBackoff, "delay", at_once)
    server.refuse_gateway(times=1)

    await server.close_gateway(4000)

    await server.resumed()


async def test_the_bot_sees_edits_and_deletions(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    message = await server.say(ann, general, f"{server.bot.mention} one")
    await server.next_message(general)

    await server.edit(message, f"{server.bot.mention} two")
    await server.say(ann, general, f"{server.bot.mention} three")
    await server.next_message(general)

    assert [one.content[-3:] for one in bot.edits] == ["two"]


async def test_a_message_against_the_rules_is_refused_and_recorded(
    bot: Bot, server: DiscordServer, general: Channel
) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, general).send("x" * 2001)

    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert "Must be 2000 or fewer in length." in refused.value.text
    place_and_path = f"POST /channels/{general.id}/messages: content"
    problem = "Must be 2000 or fewer in length. (BASE_TYPE_MAX_LENGTH)"
    assert server.violations == [f"{place_and_path}: {problem}"]


def place(bot: Bot, channel: Channel) -> discord.abc.Messageable:
    known = bot.get_channel(channel.id)
    return (
        known if isinstance(known, discord.TextChannel) else bot.get_partial_messageable(channel.id)
    )


async def test_an_empty_message_is_refused(
    bot: Bot, server: DiscordServer, general: Channel
) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, general).send(" \n")

    assert refused.value.code == 50006
    assert len(server.violations) == 1


def embed() -> discord.Embed:
    return discord.Embed(title="dropped")


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        (Permission.VIEW_CHANNEL, 50001),
        (Permission.SEND_MESSAGES, 50013),
        (Permission.ATTACH_FILES, 50013),
        (Permission.EMBED_LINKS, 50006),
    ],
)
async def test_a_missing_permission_refuses_what_needs_it(
    bot: Bot, server: DiscordServer, guild: Guild, taken: Permission, code: int
) -> None:
    closed = guild.add_channel("closed", bot_permissions=ORDINARY & ~taken)
    with_file = taken is Permission.ATTACH_FILES
    parts: Any = {"file": discord.File(__file__)} if with_file else {"embed": embed()}

    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, closed).send(**parts)

    assert refused.value.code == code


async def test_without_embed_links_only_the_text_arrives(
    bot: Bot, server: DiscordServer, guild: Guild, ann: Member
) -> None:
    plain = guild.add_channel("plain", bot_permissions=ORDINARY & ~Permission.EMBED_LINKS)

    answer = await (await server.slash(ann, plain, "ask", question="Why?")).answer()

    assert answer.embeds == []
    assert answer.text.startswith("Why?")


async def test_a_reply_to_a_message_that_is_gone_is_refused_unless_it_may_fail(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    message = await server.say(ann, general, "short-lived")
    await server.delete(message)
    gone = discord.MessageReference(message_id=message.id, channel_id=general.id)

    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, general).send("reply", reference=gone)
    gone.fail_if_not_exists = False
    await place(bot, general).send("reply", reference=gone)

    assert refused.value.code == 50035
    assert (await server.next_message(general)).reply_to is None


async def test_pings_are_those_that_allowed_mentions_lets_through(
    bot: Bot, server: DiscordServer, guild: Guild, general: Channel, ann: Member
) -> None:
    keepers = guild.add_role("Keepers", mentionable=True)
    text = f"{ann.mention} {keepers.mention} @everyone"

    await place(bot, general).send(text)
    await place(bot, general).send(text, allowed_mentions=discord.AllowedMentions.all())
    silent, loud = [await server.next_message(general) for _ in range(2)]

    assert not silent.pings
    assert loud.pings == Pings(frozenset({ann.id}), frozenset({keepers.id}))
    assert [user.name for user in silent.mentions] == ["Ann"]


async def test_a_message_is_edited_deleted_and_threaded(
    bot: Bot, server: DiscordServer, general: Channel
) -> None:
    sent = await place(bot, general).send("first")
    message = await server.next_message(general)

    await sent.edit(content="second")
    thread = await sent.create_thread(name="More of it")
    await thread.send("inside")
    await sent.add_reaction("👍")
    await sent.delete()

    assert (message.content, message.reactions, message.deleted) == ("second", ["👍"], True)
    assert message.thread is not None
    assert (await server.next_message(message.thread)).content == "inside"
    assert server.violations == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": "x" * 101}, "Must be 100 or fewer"),
        ({"name": "x", "auto_archive_duration": 61}, "Value must be one of"),
        ({"name": "x", "slowmode_delay": 21601}, "between 0 and 21600"),
    ],
)
async def test_a_thread_has_its_limits(
    bot: Bot, server: DiscordServer, general: Channel, asked: dict[str, Any], told: str
) -> None:
    sent = await place(bot, general).send("first")

    with pytest.raises(discord.HTTPException, match=told):
        await sent.create_thread(**asked)

    assert server.messages(general)[0].thread is None


async def test_a_guild_has_so_many_active_threads_and_a_thread_has_none(
    bot: Bot, guild: Guild, general: Channel
) -> None:
    sent = await place(bot, general).send("first")
    thread = await sent.create_thread(name="More of it")
    inside = await thread.send("inside")
    with pytest.raises(discord.HTTPException, match="channel type"):
        await inside.create_thread(name="Deeper")
    for number in range(999):
        guild.add_thread(general, f"thread {number}")

    with pytest.raises(discord.HTTPException, match="active threads"):
        await (await place(bot, general).send("second")).create_thread(name="One more")


async def test_people_open_threads_and_posts_whose_first_message_has_the_posts_id(
    server: DiscordServer,
    guild: Guild,
    general: Channel,
    ann: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forum = guild.add_channel("help", forum=True)
    async with running(server, monkeypatch) as bot:
        thread = await server.open(ann, general, "More of it")
        post = await server.open(ann, forum, "Why?", f"{server.bot.mention} Says who?")
        reply = await server.next_message(post)

        known = [bot.get_channel(one.id) for one in (thread, post)]
        assert [getattr(one, "owner_id", None) for one in known] == [ann.id, ann.id]
        assert isinstance(bot.get_channel(forum.id), discord.ForumChannel)
        with pytest.raises(discord.HTTPException, match="non-text channel"):
            await place(bot, forum).send("Why?")

    assert reply.reply_to is not None
    assert reply.reply_to.id == post.id
    with pytest.raises(ImpossibleError, match="it is a forum"):
        await server.say(ann, forum, "Why?")
    with pytest.raises(ImpossibleError, match="open a thread like that"):
        await server.open(ann, forum, "A title alone")


async def test_the_components_v2_flag_excludes_content_for_good(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    asked = await server.slash(ann, general, "layout")
    answer = await asked.answer()
    sent = bot.get_partial_messageable(general.id).get_partial_message(answer.id)

    with pytest.raises(discord.HTTPException):
        await sent.edit(content="plain text")

    assert "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2" in server.violations[0]


async def test_a_second_first_response_is_refused(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    async with listening(bot) as heard:
        await server.slash(ann, general, "ask", question="Why?")
    twice = discord.InteractionResponse(heard[0])

    with pytest.raises(discord.HTTPException) as refused:
        await twice.send_message("twice")

    assert refused.value.code == 40060


@asynccontextmanager
async def listening(bot: Bot) -> AsyncGenerator[list[discord.Interaction], None]:
    heard: list[discord.Interaction] = []

    async def on_interaction(interaction: discord.Interaction) -> None:
        heard.append(interaction)

    bot.event(on_interaction)
    yield heard


async def test_a_late_response_finds_no_interaction_and_an_old_token_is_void(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ahead = [0.0]
    async with DiscordServer(clock=lambda: time.time() + ahead[0], reply_within=0.5) as server:
        guild = server.add_guild("Library")
        general, ann = guild.add_channel("general"), guild.add_member("Ann")
        async with running(server, monkeypatch) as bot, listening(bot) as heard:
            await server.slash(ann, general, "ask", question="Why?")
            await heard[0].followup.send("in time")
            ahead[0] = 15 * 60 + 1
            with pytest.raises(discord.HTTPException) as void:
                await heard[0].followup.send("too late")
            with suppress(NoResponseError):
                await server.slash(ann, general, "sleep")
            with pytest.raises(discord.NotFound) as late:
                await heard[1].response.send_message("too late")

    assert (void.value.status, void.value.code) == (401, 50027)
    assert late.value.code == 10062


async def test_requests_fail_on_request(bot: Bot, server: DiscordServer, general: Channel) -> None:
    server.fail_next("POST", r"/messages\Z", 503, {"message": "away", "code": 0})

    with pytest.raises(discord.DiscordServerError):
        await place(bot, general).send("one")
    await place(bot, general).send("two")

    assert (await server.next_message(general)).content == "two"


async def test_an_unknown_route_is_recorded(bot: Bot, server: DiscordServer, guild: Guild) -> None:
    with pytest.raises(discord.NotFound):
        await bot.http.request(Route("GET", "/stickers/1"))

    assert server.violations == ["GET /stickers/1: unknown route"]


async def test_commands_against_the_rules_are_refused(bot: Bot, server: DiscordServer) -> None:
    wrong = [{"name": "Loud", "description": "", "type": 1}]

    with pytest.raises(discord.HTTPException):
        await bot.http.bulk_upsert_global_commands(server.application_id, wrong)  # pyright: ignore[reportArgumentType]

    assert [one.split("0.")[1].split(":")[0] for one in server.violations] == [
        "name",
        "description",
    ]


async def test_the_bot_says_a_word_where_it_was_silent(
    bot: Bot, server: DiscordServer, general: Channel
) -> None:
    await place(bot, general).send("a word")

    with pytest.raises(AssertionError, match="a word"):
        await server.silence(general)


async def test_a_guild_that_the_bot_joins_or_leaves_is_announced(
    bot: Bot, server: DiscordServer
) -> None:
    later = server.add_guild("Later", installed=False)

    async with asyncio.TaskGroup() as waiting:
        join = waiting.create_task(bot.wait_for("guild_join", timeout=3))
        leave = waiting.create_task(bot.wait_for("guild_remove", timeout=3))
        await asyncio.sleep(0)
        await server.invite_bot(later)
        await server.kick_bot(later)
    joined, left = join.result(), leave.result()

    assert (joined.name, left.id) == ("Later", later.id)


async def test_what_a_person_installed_works_in_a_guild_without_the_bot(
    bot: Bot, server: DiscordServer
) -> None:
    foreign = server.add_guild("Foreign", installed=False)
    hall, eve = foreign.add_channel("hall"), foreign.add_member("Eve")

    pondering = await server.slash(eve, hall, "ponder")

    assert (await pondering.answer()).content == "pondered"
    with pytest.raises(ImpossibleError):
        await server.slash(eve, hall, "ask", question="Why?")
    with pytest.raises(discord.Forbidden):
        await place(bot, hall).send("hello")


async def test_without_the_intent_the_history_hides_content_too(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    await server.say(ann, general, "secret")
    await server.say(ann, general, f"{server.bot.mention} open")
    await server.next_message(general)

    history = [one.content async for one in place(bot, general).history(oldest_first=True)]

    assert history[0] == ""
    assert history[1].endswith("open")


async def test_the_bot_knows_its_own_permissions(bot: Bot, guild: Guild, general: Channel) -> None:
    channel = bot.get_channel(general.id)

    assert isinstance(channel, discord.TextChannel)
    assert channel.permissions_for(channel.guild.me).value == ORDINARY


async def test_a_person_who_takes_no_direct_messages_gets_none(
    bot: Bot, server: DiscordServer
) -> None:
    shy = server.add_user("Shy", accepts_dms=False)
    user = await bot.fetch_user(shy.id)

    with pytest.raises(discord.Forbidden) as refused:
        await user.send("hello")

    assert refused.value.code == 50007


async def test_an_attachment_of_a_message_can_be_read(bot: Bot, server: DiscordServer) -> None:
    dan = server.add_user("Dan")

    await server.say(dan, server.dm(dan), "this", attachments=[Upload("ä b.md", b"# Title")])
    await server.next_message(server.dm(dan))

    assert await bot.heard[0].attachments[0].read() == b"# Title"
    assert bot.heard[0].attachments[0].filename == "ä b.md"


async def test_a_file_above_the_limit_is_refused(
    bot: Bot, server: DiscordServer, general: Channel
) -> None:
    large = discord.File(io.BytesIO(bytes(FILE_LIMIT + 1)), "large.bin")

    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, general).send("large", file=large)

    assert (refused.value.status, refused.value.code) == (413, 40005)


async def test_the_same_nonce_sends_one_message(
    bot: Bot, server: DiscordServer, general: Channel
) -> None:
    first = await place(bot, general).send("once", nonce=7)
    second = await place(bot, general).send("once", nonce=7)

    assert first.id == second.id
    assert len(server.messages(general)) == 1


async def test_an_edit_keeps_the_attachments_it_names(
    bot: Bot, server: DiscordServer, general: Channel
) -> None:
    sent = await place(bot, general).send("file", file=discord.File(__file__, "a.py"))
    message = await server.next_message(general)

    await sent.edit(content="still there")
    await sent.edit(attachments=[*sent.attachments, discord.File(__file__, "b.py")])

    assert [one.filename for one in message.files] == ["a.py", "b.py"]


async def test_typing_is_seen(bot: Bot, server: DiscordServer, general: Channel) -> None:
    async with place(bot, general).typing():
        await place(bot, general).send("typed")

    assert server.typing == [general]


async def test_an_option_is_chosen_in_a_select_and_the_message_edited(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    asked = await server.slash(ann, general, "choose")

    chosen = await server.choose(ann, await asked.answer(), "chosen", ["B"])

    assert (await chosen.answer()).content == "chosen: ['B']"
    assert chosen.deferred


async def test_options_may_be_members_channels_roles_and_files(
    bot: Bot, server: DiscordServer, guild: Guild, general: Channel, ann: Member
) -> None:
    role, file = guild.add_role("Keepers"), Upload("a.txt", b"abc")

    shown = await server.slash(
        ann, general, "show", who=ann, where=general, role=role, file=file, count=9
    )

    assert (await shown.answer()).content == "ann general Keepers b'abc' 9"
    with pytest.raises(ImpossibleError):
        await server.slash(
            ann, general, "show", who=ann, where=general, role=role, file=file, count=10
        )


async def test_a_reaction_by_a_person_reaches_the_bot(
    bot: Bot, server: DiscordServer, general: Channel, ann: Member
) -> None:
    message = await server.say(ann, general, f"{server.bot.mention} one")

    await server.react(ann, message, "👎")
    await server.slash(ann, general, "layout")

    assert bot.reactions == ["👎"]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"op": 99, "d": None}, 4001),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 2, "d": {"token": "wrong", "intents": 0}}, 4004),
        ({"op": 2, "d": {"intents": 1 << 40}}, 4013),
        ({"op": 2, "d": {"intents": int(Intent.MESSAGE_CONTENT)}}, 4014),
    ],
)
async def test_the_gateway_closes_on_what_it_does_not_accept(
    server: DiscordServer, frame: Json, code: int
) -> None:
    if frame["op"] == 2:
        frame = {"op": 2, "d": {"token": server.token, **frame["d"]}}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(server.gateway_url) as socket,
    ):
        hello = await socket.receive_json()
        await socket.send_json(frame)
        end = await socket.receive()

    assert hello["op"] == 10
    assert end.data == code


async def test_an_unknown_session_cannot_be_resumed(server: DiscordServer) -> None:
    wish = {"token": server.token, "session_id": "unheard-of", "seq": 3}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(server.gateway_url) as socket,
    ):
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": wish})
        answer = await socket.receive_json()

    assert (answer["op"], answer["d"]) == (9, False)
