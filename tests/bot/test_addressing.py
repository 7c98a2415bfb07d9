"""Addressing: which messages ask the bot something, and what."""

import asyncio
import re
from typing import Any, cast

import discord
import pytest
from hypothesis import assume, given

from bot import addressing
from bot.replies.answers import answer
from bot.storage import SHARED, Mode
from knowledge import Answer, Thresholds, ask
from tests.bot.texts import LIGHTHOUSE, awkward_texts, base_of

_ME, _ANNA, _OTHER_BOT = 1001, 1002, 1003
_GENERAL, _WATCHED, _THREAD, _OTHER_THREAD, _DM = 2001, 2002, 2003, 2004, 2005
_UNKNOWN = 2006
_forwarded: dict[str, Any] = {
    "content": "Text",
    "type": 0,
    "embeds": [],
    "attachments": [],
    "timestamp": "2024-01-01T00:00:00+00:00",
    "edited_timestamp": None,
}
_BASE = base_of(LIGHTHOUSE)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _user(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "username": f"user{number}",
        "discriminator": "0",
        "avatar": None,
        "bot": number != _ANNA,
    }


_connection: Any = vars(discord.Client(intents=discord.Intents(guilds=True)))["_connection"]
_connection.user = discord.ClientUser(state=_connection, data=cast("Any", _user(_ME)))
_thread = {"type": 11, "owner_id": _ANNA, "last_message_id": None, "name": "thread",
           "message_count": 1, "member_count": 1, "rate_limit_per_user": 0, "guild_id": "3001",
           "thread_metadata": {"archived": False, "auto_archive_duration": 60,
                               "archive_timestamp": "2024-01-01T00:00:00+00:00"}}  # fmt: skip
_guild_payload: dict[str, Any] = {
    "id": "3001",
    "name": "guild",
    "roles": [{"id": "3001", "name": "@everyone", "permissions": "0", "position": 0}],
    "channels": [
        {"id": str(at), "type": 0, "name": "text", "position": 0, "permission_overwrites": []}
        for at in (_GENERAL, _WATCHED)
    ],
    "threads": [
        _thread | {"id": str(_THREAD), "parent_id": str(_WATCHED)},
        _thread | {"id": str(_OTHER_THREAD), "parent_id": str(_GENERAL)},
    ],
}
_guild = discord.Guild(data=cast("Any", _guild_payload), state=_connection)
_dm = discord.DMChannel(
    me=_connection.user,
    state=_connection,
    data=cast("Any", {"id": str(_DM), "type": 1, "recipients": [_user(_ANNA)]}),
)

_unknown = discord.PartialMessageable(state=_connection, id=_UNKNOWN, guild_id=3009)


def message(
    content: str, *, at: int = _GENERAL, author: int = _ANNA, **more: Any
) -> discord.Message:
    """Return a message as discord.py makes it of what the gateway sends."""
    channel: Any = {_DM: _dm, _UNKNOWN: _unknown}.get(at) or _guild.get_channel_or_thread(at)
    mentioned = [_user(number) for number in (_ME, _ANNA) if f"<@{number}>" in content]
    data: Any = {
        "id": "4001",
        "channel_id": str(at),
        "author": _user(author),
        "content": content,
        "type": 0,
        "attachments": [],
        "embeds": [],
        "mentions": mentioned + ([_user(_ME)] if f"<@!{_ME}>" in content else []),
        "mention_roles": [],
        **more,
    }
    return discord.Message(state=_connection, channel=channel, data=data)


def _reply_to(
    author: int, content: str, *, at: int = _GENERAL, said: str = "What?"
) -> discord.Message:
    referenced: dict[str, Any] = {
        "id": "4000", "channel_id": str(at), "author": _user(author), "content": said, "type": 0,
        "attachments": [], "embeds": [], "mentions": [], "mention_roles": [],
    }  # fmt: skip
    reference = {"message_id": "4000", "channel_id": str(at), "guild_id": "3001"}
    return message(
        content, at=at, type=19, message_reference=reference, referenced_message=referenced
    )


def _asked(given: discord.Message, mode: Mode | None = None, *, first: bool = False) -> str | None:
    watched = given.channel.id in {_WATCHED, _THREAD}
    mode = mode or (Mode.QUESTIONS if watched else Mode.MENTION)
    asking = addressing.question_in(given, _connection.user, mode, first=first)
    return asking.question if asking else None


@pytest.mark.parametrize(
    "content",
    [
        "<@1001> Who built it?",
        "<@!1001> Who built it?",
        "Who built it? <@1001>",
        "Who <@1001>\n built  it?",
        "<@1001><@1001> Who built it?",
    ],
)
def test_a_mention_asks_the_words_around_it(content: str) -> None:
    assert _asked(message(content)) == "Who built it?"


def test_a_mention_of_others_stays_in_the_question() -> None:
    assert _asked(message("<@1001> Who is <@1002>?")) == "Who is <@1002>?"


@pytest.mark.parametrize("content", ["<@1001>", "  <@1001>\n"])
def test_a_mention_alone_asks_an_empty_question(content: str) -> None:
    assert _asked(message(content)) == ""


@pytest.mark.parametrize("content", ["Who built it?", "the steps", "", "<@1001> the steps"])
def test_every_direct_message_is_a_question(content: str) -> None:
    assert _asked(message(content, at=_DM)) == content.removeprefix("<@1001> ")


def test_a_server_that_is_not_known_yet_is_no_direct_message() -> None:
    given = message("Who built it?", at=_UNKNOWN, guild_id="3009")

    assert _asked(given) is None
    assert addressing.conversation_of(given) is None


def test_a_reply_to_the_bot_is_a_question() -> None:
    assert _asked(_reply_to(_ME, "And who paid for it")) == "And who paid for it"


@pytest.mark.parametrize("author", [_ANNA, _OTHER_BOT])
def test_a_reply_to_somebody_else_is_none(author: int) -> None:
    assert _asked(_reply_to(author, "And who paid for it?")) is None


def test_a_reply_to_a_message_that_is_gone_is_none() -> None:
    reference = {"message_id": "4000", "channel_id": str(_GENERAL), "guild_id": "3001"}
    replied = message("Why?", type=19, message_reference=reference, referenced_message=None)

    assert _asked(replied) is None


@pytest.mark.parametrize("content", ["Who built it?", "谁建的？", "من بناه؟", " Who? \n"])
@pytest.mark.parametrize("at", [_WATCHED, _THREAD])
def test_a_question_in_a_watched_channel_or_its_thread_is_meant_for_the_bot(
    content: str, at: int
) -> None:
    assert _asked(message(content, at=at)) == content.strip()


@pytest.mark.parametrize("content", ["Nice!", "Who? I know.", "", "?!"])
@pytest.mark.parametrize("at", [_WATCHED, _THREAD])
def test_what_is_no_question_there_is_not(content: str, at: int) -> None:
    assert _asked(message(content, at=at)) is None


@pytest.mark.parametrize("at", [_GENERAL, _THREAD])
def test_nothing_is_asked_where_the_bot_is_off(at: int) -> None:
    asked = [message("<@1001> Who built it?", at=at), _reply_to(_ME, "Who built it?", at=at)]

    assert [_asked(given, Mode.OFF, first=True) for given in asked] == [None, None]
    assert _asked(message("Who built it?", at=_DM), Mode.OFF) == "Who built it?"


def test_the_first_message_of_a_new_thread_asks_its_title_and_itself() -> None:
    given = message("It is tall.", at=_THREAD)

    assert _asked(given, Mode.THREADS, first=True) == "thread It is tall."
    assert _asked(given, Mode.THREADS) is None
    assert _asked(given, Mode.QUESTIONS, first=True) is None
    assert _asked(message("Why?", at=_THREAD), Mode.QUESTIONS, first=True) == "thread Why?"
    assert _asked(message("<@1001>", at=_THREAD), Mode.MENTION, first=True) == "thread"


@pytest.mark.parametrize(
    ("at", "server"), [(_GENERAL, 3001), (_THREAD, 3001), (_UNKNOWN, 3009), (_DM, SHARED)]
)
def test_a_message_is_written_in_a_server_even_where_that_is_half_known(
    at: int, server: int
) -> None:
    assert addressing.server_in(message("Why?", at=at)) == server


@pytest.mark.parametrize("at", [_GENERAL, _OTHER_THREAD])
def test_a_question_elsewhere_is_not(at: int) -> None:
    assert _asked(message("Who built it?", at=at)) is None


@pytest.mark.parametrize("at", [_DM, _WATCHED, _GENERAL])
@pytest.mark.parametrize("author", [_ME, _OTHER_BOT])
def test_what_a_bot_says_is_never_a_question(at: int, author: int) -> None:
    assert _asked(message("<@1001> Who built it?", at=at, author=author)) is None


@pytest.mark.parametrize("kind", [6, 7, 8, 18, 21])
@pytest.mark.parametrize("at", [_DM, _WATCHED])
def test_what_discord_itself_says_is_never_a_question(at: int, kind: int) -> None:
    assert _asked(message("<@1001> Who built it?", at=at, type=kind)) is None


def test_a_message_says_its_content() -> None:
    assert addressing.said_in(message("It has 214 steps.")) == "It has 214 steps."


def test_a_message_without_content_says_what_its_embeds_say() -> None:
    embeds = [{"description": "It has"}, {"title": "No text"}, {"description": "214 steps."}]

    said = addressing.said_in(message("", embeds=embeds))

    assert said == "It has\n\n214 steps."


def test_a_message_that_quotes_says_its_first_block_quote() -> None:
    content = "Look:\n> It has **214** steps\n> of granite\\*.\nTrue?\n> And more."

    said = addressing.said_in(message(content))

    assert said == "It has 214 steps of granite*."


def test_a_message_that_quotes_to_its_end_says_all_of_that() -> None:
    said = addressing.said_in(message("Look:\n>>> It has\n214 steps\\*.\n\nOf granite."))

    assert said == "It has\n214 steps*.\n\nOf granite."


@pytest.mark.parametrize("content", ["5 > 3", "a\n>b", ">"])
def test_a_greater_than_sign_that_opens_no_quote_is_text(content: str) -> None:
    assert addressing.said_in(message(content)) == content


@given(awkward_texts)
def test_the_bots_own_answer_says_what_it_quotes(extra: str) -> None:
    visible = "".join(c if c.isprintable() else " " for c in extra)
    base = base_of(f"{LIGHTHOUSE}\nThe lighthouse of Selvik {' '.join(visible.split())} shines.")
    result = ask(base, "lighthouse of Selvik shines", thresholds=Thresholds(0.0, 0.0))
    assert isinstance(result, Answer)
    reply = answer(base, result, 4096)

    said = addressing.said_in(message("", embeds=[{"description": reply.text}]))

    assert said.split() == result.quotes[0].text.split()


@pytest.mark.parametrize(
    ("more", "empty"),
    [
        ({}, True),
        ({"embeds": [{"description": "Text"}]}, False),
        ({"sticker_items": [{"id": "1", "name": "wave", "format_type": 1}]}, False),
        ({"message_snapshots": [{"message": _forwarded}]}, False),
        (
            {"attachments": [{"id": "1", "filename": "a", "size": 1, "url": "", "proxy_url": ""}]},
            False,
        ),
    ],
)
def test_a_message_is_empty_when_nothing_of_it_can_be_seen(
    more: dict[str, Any],
    empty: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    assert addressing.is_empty(message("", **more)) is empty
    assert not addressing.is_empty(message("x", **more))


def _pressed(answer: discord.Message | None) -> Any:
    """Return the press of a button below a message, as discord.py makes it."""
    data: dict[str, Any] = {
        "id": "5001", "application_id": str(_ME), "type": 3, "token": "token", "version": 1,
        "channel": _guild_payload["channels"][0], "user": _user(_ANNA), "guild_id": "3001",
        "attachment_size_limit": 0, "authorizing_integration_owners": {},
        "data": {"custom_id": "more:x", "component_type": 2},
    }  # fmt: skip
    interaction: Any = discord.Interaction(data=cast("Any", data), state=_connection)
    interaction.message = answer
    return interaction


async def test_the_question_of_an_answer_stands_in_its_first_line() -> None:
    shown = answer(_BASE, ask(_BASE, "Who *built* it, “Selvik”?"), 4096, repeat=True)

    in_embed = _pressed(message("", embeds=[{"description": shown.text}], author=_ME))
    in_text = _pressed(message(shown.text, author=_ME))

    for pressed in (in_embed, in_text):
        assert await addressing.question_behind(pressed) == "Who *built* it, “Selvik”?"


async def test_a_reply_that_calls_for_help_beside_its_embed_is_read_by_the_embed() -> None:
    text = "-# “Who built it?”\n-# Assuming that you mean *Selvik*\n**Nothing.**"
    given = message("<@&77>, who knows?", author=_ME, embeds=[{"description": text}])

    assert await addressing.question_of(given, _connection.user) == "Who built it?"
    assert addressing.assumed_in(given) == "Selvik"


@given(awkward_texts)
async def test_every_question_that_an_answer_repeats_is_read_back(text: str) -> None:
    shown = answer(_BASE, ask(_BASE, text), 4096, repeat=True)
    assume(shown.text.startswith("-# “"))

    question = await addressing.question_behind(_pressed(message(shown.text, author=_ME)))

    assert question == " ".join(_DIRECTION.sub("", text).split())


async def test_the_question_of_an_answer_without_it_is_the_message_it_replies_to() -> None:
    replied = _reply_to(_ANNA, "> It has 214 steps.")

    assert await addressing.question_behind(_pressed(replied)) == "What?"


@pytest.mark.parametrize("wait", [60.0, 0.0])
async def test_a_question_that_cannot_be_fetched_in_time_is_out_of_sight(
    wait: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fetch(_channel: Any, _number: int) -> None:
        await asyncio.sleep(wait)
        raise ConnectionResetError

    reference = {"message_id": "4000", "channel_id": str(_GENERAL), "guild_id": "3001"}
    given = message("> Built in 1874.", author=_ME, type=19, message_reference=reference)
    monkeypatch.setattr(addressing, "FETCH_SECONDS", 0.01)
    monkeypatch.setattr(discord.TextChannel, "fetch_message", fetch)

    assert await addressing.question_behind(_pressed(given)) is None


async def test_an_answer_to_a_mention_alone_has_no_question() -> None:
    replied = _reply_to(_ANNA, "> It has 214 steps.", said="<@1001>")

    assert await addressing.question_behind(_pressed(replied)) is None


@pytest.mark.parametrize("answer", [None, message("> It has 214 steps.", author=_ME)])
async def test_an_answer_to_nothing_has_no_question(answer: discord.Message | None) -> None:
    assert await addressing.question_behind(_pressed(answer)) is None


@pytest.mark.parametrize(
    ("turn", "assumed"),
    [
        ("Where is Anna Halloran?", "Anna Halloran"),
        ("Did the U.S. or Kata’ib Hezbollah leave Selvik?", "U.S, Kata’ib Hezbollah, Selvik"),
        ("nothing", ""),
    ],
)
def test_the_names_that_an_answer_assumed_are_read_back(turn: str, assumed: str) -> None:
    shown = answer(_BASE, ask(_BASE, "When did she leave?", turns=(turn,)), 4096)

    names = addressing.assumed_in(message(shown.text, author=_ME))

    assert names == assumed


def test_what_an_article_says_is_nothing_that_was_assumed() -> None:
    base = base_of("-# Assuming that you mean *Selvik*", suffix="txt")
    shown = answer(base, ask(base, "Selvik Assuming mean"), 4096)

    assert addressing.assumed_in(message(shown.text, author=_ME)) == ""


@pytest.mark.parametrize("at", [_THREAD, _OTHER_THREAD, _DM])
def test_a_conversation_is_one_person_in_a_thread_or_a_direct_message(at: int) -> None:
    anna = addressing.conversation_of(message("Why?", at=at))
    other = addressing.conversation_of(message("Why?", at=at, author=_OTHER_BOT))

    assert anna == (at, _ANNA)
    assert other == (at, _OTHER_BOT)


@pytest.mark.parametrize("at", [_GENERAL, _WATCHED])
def test_a_channel_holds_no_conversation(at: int) -> None:
    assert addressing.conversation_of(message("Why?", at=at)) is None
