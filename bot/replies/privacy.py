"""What people are told of what is stored about them, and what becomes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.locales import gettext, gettext_noop, ngettext
from bot.replies import counts
from bot.replies.blocks import Attached, Button, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.storage.values import Erased

# The buttons of `/mydata delete`.
DELETE, KEEP = "erase", "unerase"
FILE = "my-data.json"
_TEXT = gettext_noop(
    "**Their text**: only of questions without an answer, not with who asked, until nobody has"
    " asked one for {days}; longer where a moderator makes one a test or chooses its answer."
)
_NO_TEXT = gettext_noop(
    "**Their text**: not kept. Of questions without an answer I keep the words I searched for, not"
    " with who asked, until nobody has asked one for {days}; a moderator may make one a test."
)
_QUESTIONS = gettext_noop(
    "**Questions** in servers: when, how each ended and which quotes it got, for {days}; never who"
    " asked. Elsewhere, nothing."
)
_VOTES = gettext_noop(
    "**Votes**: your id with your vote, the answer's message and quote, and what you wrote about it,"
    " for {days}."
)
_MODERATORS = gettext_noop(
    "**Moderators**: their id and the time, with each article, test and chosen answer, as long as"
    " the server's history lasts."
)
_BESIDES = gettext_noop(
    "**Besides**: your id if you switch me off with `/mydata ignore`; in memory only, a"
    " conversation's last turns, your language and how often you ask. `/mydata export` shows what I keep about you,"
    " `/mydata delete` deletes it."
)
_IGNORED = gettext_noop(
    "From now on I no longer react to your messages, in any server. Commands still work, for your eyes"
    " alone. `/mydata ignore on:False` takes it back."
)
_HEEDED = gettext_noop("I react again to messages of yours that ask me something.")


def nothing() -> Reply:
    """Return that nothing is stored of a person."""
    return Reply(gettext("I keep nothing about you."))


def unchanged() -> Reply:
    """Return that somebody who was asked chose to keep it all."""
    return Reply(gettext("I have deleted nothing."))


def no_files() -> Reply:
    """Return where an export can be had instead."""
    return Reply(
        gettext(
            "I may not attach a file here. Use `/mydata export` in a direct message with me, please."
        )
    )


def kept(*, days: int, text: bool) -> Reply:
    """Return what is kept, in five lines.

    Args:
        days: How long questions and votes are kept.
        text: Whether the text of a question without an answer is.
    """
    lines = (_QUESTIONS, _TEXT if text else _NO_TEXT, _VOTES, _MODERATORS, _BESIDES)
    return Reply("\n".join(gettext(line, days=counts.days(days)) for line in lines))


def exported(held: Mapping[str, list[dict[str, Any]]]) -> Reply:
    """Return all that is stored of a person, attached."""
    rows = sum(map(len, held.values()))
    content = json.dumps(held, ensure_ascii=False, indent=2).encode()
    file = Attached(FILE, content)
    text = gettext("I keep nothing about you. The file names where I looked.")
    if rows:
        text = gettext(
            "**What I keep about you**: {entries}, by table, attached as JSON.",
            entries=counts.entries(rows),
        )
    return Reply(text, files=(file,))


def asked(held: Erased) -> Reply:
    """Return the question whether to delete what is stored of a person."""
    own = ngettext(
        "- {count} entry of yours: deleted", "- {count} entries of yours: deleted", held.rows
    )
    of_servers = ngettext(
        "- {count} entry of a server: kept, without you",
        "- {count} entries of servers: kept, without you",
        held.names,
    )
    told = [
        gettext("**Delete what I keep about you, in all servers?** It cannot be taken back."),
        *([own] if held.rows else []),
        *([of_servers] if held.names else []),
        gettext("-# If you have switched me off with `/mydata ignore`, that is deleted too."),
    ]
    buttons = (
        Button(gettext("Delete"), f"{DELETE}:mine"),
        Button(gettext("Keep"), f"{KEEP}:mine"),
    )
    return Reply("\n".join(told), buttons=buttons)


def erased(done: Erased) -> Reply:
    """Return what was deleted."""
    own = ngettext(
        "{count} entry of yours was deleted.", "{count} entries of yours were deleted.", done.rows
    )
    gone = ngettext(
        "Your id is gone from {count} entry of a server.",
        "Your id is gone from {count} entries of servers.",
        done.names,
    )
    told = [*([own] if done.rows or not done.names else []), *([gone] if done.names else [])]
    return Reply(" ".join(told))


def switched(*, off: bool) -> Reply:
    """Return what it means that somebody switched the bot off, or on again."""
    return Reply(gettext(_IGNORED if off else _HEEDED))
