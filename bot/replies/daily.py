"""The quote of the day, and what is set for it, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.locales import gettext, gettext_noop, ngettext
from bot.replies import places
from bot.replies.blocks import (
    LONGEST_NAME,
    LONGEST_TITLE,
    Button,
    Reply,
    citation,
    full_buttons,
    open_buttons,
)
from bot.replies.escaping import inline
from bot.replies.excerpts import plain
from bot.replies.ids import mark
from knowledge import Quote

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.preferences import DailyQuote
    from knowledge import KnowledgeBase, Passage

NOT_SET = gettext_noop(
    "There is no quote of the day here. `/daily` with a channel and a time starts one."
)
INCOMPLETE = gettext_noop("Please name a channel and a time, such as 08:30.")
NO_TIME = gettext_noop("Please write the time as hours and minutes, such as 08:30 or 17:05.")
STOPPED = gettext_noop("There is no quote of the day any more.")


def quote(base: KnowledgeBase, passage: Passage, room: int) -> Reply:
    """Return a paragraph as the quote of a day."""
    whole = next(one for one in places.around(base, _all_of(passage)) if one.passage == passage)
    head, place = f"-# {gettext('Quote of the day')}\n", citation(passage) + mark(whole)
    shown = plain(whole, room - len(head) - len(place) - 1)
    reply = Reply(f"{head}{shown.markup}\n{place}", (shown,))
    context = Button(gettext("Context"), custom_id=f"context:{places.encode(base, [whole])}")
    buttons = (*open_buttons(_all_of(passage)), *full_buttons(base, reply), context)
    return replace(reply, buttons=buttons)


def _all_of(passage: Passage) -> Quote:
    return Quote(passage, passage.span, passage.span)


def told(wanted: DailyQuote, title: str) -> str:
    """Return what is set, in a sentence.

    Args:
        wanted: What is set.
        title: The title of the only article; empty for all.
    """
    facts = {
        "channel": f"<#{wanted.channel}>",
        "time": f"{wanted.minute // 60:02}:{wanted.minute % 60:02}",
        "zone": inline(wanted.zone, LONGEST_NAME),
    }
    if not wanted.article:
        return gettext(
            "Each day at {time} ({zone}) there is a quote in {channel}, from all articles.", **facts
        )
    return gettext(
        "Each day at {time} ({zone}) there is a quote in {channel}, from {title}.",
        **facts,
        title=f"**{inline(title or wanted.article, LONGEST_TITLE)}**",
    )


def following(at: datetime) -> str:
    """Return when the next one comes."""
    return gettext("-# The next one comes {when}", when=f"<t:{int(at.timestamp())}:R>")


def shown(count: int, of: int) -> str:
    """Return how many paragraphs were shown already."""
    return ngettext(
        "-# Shown so far: {shown} of {count} paragraph",
        "-# Shown so far: {shown} of {count} paragraphs",
        of,
        shown=count,
    )


def unknown_zone(written: str) -> str:
    """Return that there is no such time zone."""
    return gettext(
        "I know no time zone called “{name}”. Please choose one of those that come up as you type.",
        name=inline(written, LONGEST_NAME),
    )


def closed(channel: int) -> str:
    """Return that a channel is closed to the quote of the day."""
    return gettext(
        "I cannot write the quote of the day in {channel}. Please let me see that channel and "
        "send messages there, or choose another with `/daily`.",
        channel=f"<#{channel}>",
    )


def nothing() -> str:
    """Return that there is nothing to be quoted."""
    return gettext(
        "I have nothing to quote today: the article of `/daily` is gone or empty. Please choose "
        "another."
    )
