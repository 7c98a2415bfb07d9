"""What people are told of what is stored about them, and what becomes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.replies.blocks import Attached, Button, Reply, numbered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.storage.values import Erased

# The buttons of `/mydata delete`.
DELETE, KEEP = "erase", "unerase"
FILE = "my-data.json"
NOTHING = Reply("I keep nothing about you.")
KEPT = Reply("I have deleted nothing.")
NO_FILES = Reply(
    "I may not attach a file here. Use `/mydata export` in a direct message with me, please."
)
_TEXT = (
    "**Their text**: only of questions without an answer, not with who asked, until nobody has"
    " asked one for {days}; longer where a moderator makes one a test or chooses its answer."
)
_NO_TEXT = (
    "**Their text**: not kept. Of questions without an answer I keep the words I searched for, not"
    " with who asked, until nobody has asked one for {days}; a moderator may make one a test."
)
_QUESTIONS = (
    "**Questions** in servers: when, how each ended and which quotes it got, for {days}; never who"
    " asked. Elsewhere, nothing."
)
_VOTES = (
    "**Votes**: your id with your vote, the answer's message and quote, and what you wrote about it,"
    " for {days}."
)
_MODERATORS = (
    "**Moderators**: their id and the time, with each article, test and chosen answer, as long as"
    " the server's history lasts."
)
_BESIDES = (
    "**Besides**: your id if you switch me off with `/mydata ignore`; in memory only, a"
    " conversation's last turns and how often you ask. `/mydata export` shows what I keep about you,"
    " `/mydata delete` deletes it."
)
_IGNORED = (
    "From now on I no longer react to your messages, in any server. Commands still work, for your eyes"
    " alone. `/mydata ignore on:False` takes it back."
)
_HEEDED = "I react again to messages of yours that ask me something."


def kept(*, days: int, text: bool) -> Reply:
    """Return what is kept, in five lines.

    Args:
        days: How long questions and votes are kept.
        text: Whether the text of a question without an answer is.
    """
    lines = (_QUESTIONS, _TEXT if text else _NO_TEXT, _VOTES, _MODERATORS, _BESIDES)
    return Reply("\n".join(lines).format(days=numbered(days, "day")))


def exported(held: Mapping[str, list[dict[str, Any]]]) -> Reply:
    """Return all that is stored of a person, attached."""
    rows = sum(map(len, held.values()))
    content = json.dumps(held, ensure_ascii=False, indent=2).encode()
    file = Attached(FILE, content)
    text = f"**What I keep about you**: {_entries(rows)}, by table, attached as JSON."
    return Reply(text if rows else f"{NOTHING.text} The file names where I looked.", files=(file,))


def asked(held: Erased) -> Reply:
    """Return the question whether to delete what is stored of a person."""
    told = [
        "**Delete what I keep about you, in all servers?** It cannot be taken back.",
        *([f"- {_entries(held.rows)} of yours: deleted"] if held.rows else []),
        *([f"- {_entries(held.names)} of servers: kept, without you"] if held.names else []),
        "-# If you have switched me off with `/mydata ignore`, that is deleted too.",
    ]
    buttons = (Button("Delete", f"{DELETE}:mine"), Button("Keep", f"{KEEP}:mine"))
    return Reply("\n".join(told), buttons=buttons)


def erased(done: Erased) -> Reply:
    """Return what was deleted."""
    own = f"Deleted: {_entries(done.rows)} of yours."
    named = f" Your id is gone from {_entries(done.names)} of servers." if done.names else ""
    return Reply(own + named)


def switched(*, off: bool) -> Reply:
    """Return what it means that somebody switched the bot off, or on again."""
    return Reply(_IGNORED if off else _HEEDED)


def _entries(count: int) -> str:
    return f"{count:,} " + ("entry" if count == 1 else "entries")
