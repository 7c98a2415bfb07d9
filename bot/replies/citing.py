"""Quotes to check and to cite → messages: verdicts, paragraphs, the compact form, styles to copy."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.locales import gettext, gettext_noop, ngettext
from bot.locales.bidi import isolated, without_isolates
from bot.replies import readers
from bot.replies.blocks import (
    LONGEST_NAME,
    Reply,
    citation,
    full_buttons,
    joined,
    open_buttons,
    pages,
    short_citation,
)
from bot.replies.escaping import inline
from bot.replies.excerpts import excerpt, in_parts
from bot.replies.ids import mark
from bot.replies.styles import STYLES
from knowledge import Match, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.provenance import Traced
    from bot.storage.values import Version
    from knowledge import KnowledgeBase, Passage, QuoteId

_AROUND = 16
_FENCE = re.compile("``(?=`)")
_HEADS = {
    Match.NEAR: gettext_noop("**Altered.** The article has it like this:"),
    Match.PARAPHRASE: gettext_noop(
        "**Not found.** It stands in no article so. The passage that says most like it:"
    ),
}
_VERBATIM = gettext_noop("**Verbatim.** These words stand in the article:")
_SAME = gettext_noop("**The same words**, but for capitals, marks or spaces:")
_NOWHERE = gettext_noop("**Not found.** I found no passage that this quotes or paraphrases.")
_UNKNOWN_ID = gettext_noop(
    "**Not found.** No version that I keep has a quote with this id. Its words themselves can be "
    "verified too."
)
# Said by `gettext`.
NO_CITATION = gettext_noop(
    "That is no answer of mine that quotes a passage, or the passage stands there no more."
)


def of_text(traced: Traced, text: str, room: int) -> Reply:
    """Return whether a text stands in the articles: verbatim, altered or not.

    Args:
        traced: Where it stands, or stood.
        text: As it was given.
        room: How many characters a message may have.
    """
    foot = _version(traced)
    found = traced.found
    if found is None:
        return Reply("\n".join(filter(None, (gettext(_NOWHERE), foot))))
    head = _HEADS.get(found.match) or (_VERBATIM if _is_verbatim(text, found.quote) else _SAME)
    shown = readers.source(traced.base, found, room - len(foot) - 1, gettext(head))
    return replace(shown, text="\n".join(filter(None, (shown.text, foot))))


def of_id(traced: Traced, wanted: QuoteId, room: int) -> Reply:
    """Return whether the quote with an id stands in the articles."""
    found, foot = traced.found, _version(traced)
    if found:
        shown = readers.source(traced.base, found, room - len(foot) - 1, gettext(_VERBATIM))
        return replace(shown, text="\n".join(filter(None, (shown.text, foot))))
    name = inline(str(wanted), LONGEST_NAME)
    if traced.version is None:
        return Reply(f"{gettext(_UNKNOWN_ID)}\n-# {isolated(name)}")
    then = gettext("**Verbatim then, not now.** {id} was quoted word for word.", id=name)
    head = f"{then}\n{foot}"
    if traced.there is None:
        return Reply(f"{head}\n{gettext('That paragraph is in no article of now.')}")
    now = gettext("`/verify` with its words shows what differs. The paragraph as it is now:")
    head = f"{head}\n{now}"
    shown = _paragraph(traced.there, room - len(head) - 1)
    reply = joined(Reply(head), shown, "\n")
    return replace(reply, buttons=tuple(full_buttons(traced.base, reply)))


def _is_verbatim(text: str, quote: Quote) -> bool:
    """Tell whether a text is in its source character by character, white space and isolates aside."""
    return _plain(text).strip("\"“”„«»'‘’ ") in _plain(quote.passage.text)


def _plain(text: str) -> str:
    return " ".join(without_isolates(text).split())


def _version(traced: Traced) -> str:
    """Return in which version words stand, or stood."""
    version = traced.version
    if version is None:
        return ""
    if not traced.since:
        quote = traced.found.quote if traced.found else None
        still = _still(version, quote, traced)
        return f"-# {still}{mark(quote) if quote else ''}"
    return gettext(
        "-# It stood word for word in version {number} of {day} of **{title}**, and does not stand"
        " so now",
        number=str(version.number),
        day=_day(version),
        title=inline(version.title, LONGEST_NAME),
    )


def _still(version: Version, quote: Quote | None, traced: Traced) -> str:
    digests = traced.base.digests if quote else ()
    number, day = str(version.number), _day(version)
    if version.digest in digests:
        return gettext("Version {number} of {day}, which I answer from", number=number, day=day)
    return gettext("Version {number} of {day}; it still stands", number=number, day=day)


def _day(version: Version) -> str:
    return f"<t:{int(version.at.timestamp())}:d>"


def paragraphs(passages: Sequence[Passage], room: int) -> list[Reply]:
    """Return whole passages from beginning to end, each with its citation and its id."""
    blocks: list[Reply] = []
    for passage in passages:
        whole = Quote(passage, passage.span, passage.span)
        place = Reply(citation(passage) + mark(whole))
        parts = in_parts(passage, room - len(place.text) - 1)
        *before, last = [Reply(part.markup, (part,)) for part in parts]
        blocks += [*before, joined(last, place, "\n")]
    made = pages(blocks, room)
    only = Quote(passages[0], passages[0].span, passages[0].span)
    return [*made[:-1], replace(made[-1], buttons=tuple(open_buttons(only)))]


def _paragraph(quote: Quote, room: int) -> Reply:
    place = citation(quote.passage) + mark(quote)
    shown = excerpt(quote, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def compact(
    base: KnowledgeBase, found: Sequence[tuple[str, Quote | None]], left: int, room: int
) -> Reply:
    """Return references, each as its quote with a short citation.

    Args:
        base: The snapshot they were looked up in.
        found: What each names, in their order; None where that is nothing.
        left: How many more there were than are looked up.
        room: How many characters the message may have.
    """
    foot = _left_out(left, len(found)) if left else ""
    each = (room - len(foot)) // len(found) - 2
    reply = Reply("")
    for name, quote in found:
        part = _compact(quote, each) if quote else Reply(_unknown(name))
        reply = joined(reply, part) if reply.text else part
    text = "\n".join(filter(None, (reply.text, foot)))
    made = replace(reply, text=text)
    only = open_buttons(found[0][1]) if len(found) == 1 and found[0][1] else ()
    return replace(made, buttons=(*only, *full_buttons(base, made)))


def _left_out(left: int, most: int) -> str:
    return ngettext(
        "-# {count} more; I answer {most} in a message",
        "-# {count} more; I answer {most} in a message",
        left,
        most=most,
    )


def _compact(quote: Quote, room: int) -> Reply:
    place = short_citation(quote.passage) + mark(quote)
    shown = excerpt(quote, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def _unknown(name: str) -> str:
    return gettext(
        "**I found no passage for “{name}”.** `/sources` lists what I have.",
        name=inline(name, LONGEST_NAME),
    )


def styles(quote: Quote, room: int) -> list[Reply]:
    """Return a quote in each style, in a block of code to copy."""
    made = [Reply(_copied(name, style(quote), room)) for name, style in STYLES]
    return pages(made, room)


def _copied(name: str, text: str, room: int) -> str:
    if len(text) > room - len(name) - _AROUND:
        long = gettext("-# The quote is too long for one message; quote a part of it.")
        return f"**{name}**\n{long}"
    # A fence inside would end the block; a space without width keeps its marks apart.
    kept = _FENCE.sub("``\u200b", text)
    return f"**{name}**\n```\n{kept}\n```"
