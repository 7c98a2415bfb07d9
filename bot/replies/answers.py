"""Answers → messages: the three tones, what was understood, search results, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot.locales import gettext, gettext_noop, ngettext
from bot.replies import places, reasons
from bot.replies.blocks import (
    LONGEST_NAME,
    Button,
    Reply,
    block,
    citation,
    full_buttons,
    joined,
    labelled,
    open_buttons,
    pages,
    short_citation,
)
from bot.replies.escaping import inline
from bot.replies.excerpts import marked, plain
from bot.replies.strength import in_words
from bot.replies.understood import NO_ANSWER, assumptions, repeated
from knowledge import Answer, NoAnswer, Quote, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge import Explanation, KnowledgeBase, Page

CHANGED = gettext_noop(
    "The article has changed since this answer, and I find its words no more. Please ask again."
)
# How many results a page of a search has.
PAGE = 5
# How many quotes take the place of those before.
_AT_ONCE = 3


def answer(
    base: KnowledgeBase, result: Answer | NoAnswer, room: int, *, repeat: bool = False
) -> Reply:
    """Return the reply to a question; `repeat` shows the question where nothing else does."""
    above = (repeated(result.question) if repeat else "") + assumptions(result.understood)
    match result:
        case Answer():
            reply = _answered(base, result, room - len(above))
        case NoAnswer():
            reply = _unanswered(base, result, room - len(above))
        case _:
            assert_never(result)
    return replace(reply, text=above + reply.text, removable=True)


def _answered(base: KnowledgeBase, result: Answer, room: int) -> Reply:
    # Where a moderator chose the passage, that says more than how sure the bot is.
    sure = "" if result.understood.linked else in_words(result.confidence)
    reply, left = _filled(result.quotes, room, sure)
    # Where somebody chose the passage, the words and signals are not why.
    why = () if result.understood.linked else _why(base, result.quotes)
    buttons = (
        *open_buttons(result.quotes[0]),
        *full_buttons(base, reply),
        *_context(base, result.quotes),
        *_more(base, (*left, *result.nearest)),
        *why,
    )
    return replace(reply, buttons=buttons, votes=_votes(base, result.quotes[0]))


def _filled(quotes: Sequence[Quote], room: int, sure: str = "") -> tuple[Reply, Sequence[Quote]]:
    """Return as many quotes as find room whole, one at least, and those that are left.

    `sure` says how sure the first one is.
    """
    reply, left = block(quotes[0], room, sure), list(quotes[1:])
    while left:
        another = block(left[0], room)
        if another.excerpts[0].cut or len(reply.text) + 2 + len(another.text) > room:
            break
        reply = joined(reply, another)
        left.pop(0)
    return reply, left


def further(
    base: KnowledgeBase, quotes: Sequence[Quote], above: str, room: int, *, why: bool
) -> Reply:
    """Return an answer that shows its next quotes in the place of those before.

    Args:
        base: The snapshot they are in.
        quotes: All that are left.
        above: What the answer says above its quotes.
        room: How many characters the message may have.
        why: Whether the answer can be given reasons for.
    """
    shown, left = _filled(quotes[:_AT_ONCE], room - len(above))
    buttons = (
        *open_buttons(quotes[0]),
        *full_buttons(base, shown),
        *_context(base, quotes),
        *_more(base, (*left, *quotes[_AT_ONCE:])),
        *(_why(base, quotes) if why else ()),
    )
    text, votes = above + shown.text, _votes(base, quotes[0])
    return replace(shown, text=text, buttons=buttons, votes=votes, removable=True)


def _unanswered(base: KnowledgeBase, result: NoAnswer, room: int) -> Reply:
    tones = {
        Reason.NO_WORDS: gettext("-# There is no word in it that I could search for."),
        Reason.NO_MATCH: gettext("-# None of its words stands in an article of mine."),
        Reason.WEAK: gettext("-# The nearest passages share too few of its words to be an answer."),
        Reason.CLOSE: gettext("The closest passage I found, which may not answer it:"),
    }
    reply = Reply(f"**{gettext(NO_ANSWER)}**\n{tones[result.reason]}")
    if result.reason is not Reason.CLOSE:
        nearest = result.nearest[:2]
        return replace(reply, buttons=_buttons(base, gettext("Nearest passages"), "more", nearest))
    reply = joined(reply, block(result.nearest[0], room - len(reply.text) - 1), "\n")
    beside = (*_context(base, result.nearest), *_more(base, result.nearest[1:]))
    buttons = (*full_buttons(base, reply), *beside, *_why(base, result.nearest))
    return replace(reply, buttons=buttons, votes=_votes(base, result.nearest[0]))


def _votes(base: KnowledgeBase, quote: Quote) -> tuple[Button, ...]:
    """Return the buttons for an opinion of an answer, which say what was quoted first."""
    ways = ((gettext("Helpful"), "vote:up"), (gettext("Not helpful"), "vote:down"))
    return tuple(one for label, way in ways for one in _buttons(base, label, way, [quote]))


def _why(base: KnowledgeBase, quotes: Sequence[Quote]) -> tuple[Button, ...]:
    return _buttons(base, gettext("Why?"), "why", quotes[:1])


def _context(base: KnowledgeBase, quotes: Sequence[Quote]) -> tuple[Button, ...]:
    return _buttons(base, gettext("Context"), "context", quotes[:1])


def _more(base: KnowledgeBase, quotes: Sequence[Quote]) -> tuple[Button, ...]:
    return _buttons(base, gettext("More"), "more", quotes)


def _buttons(
    base: KnowledgeBase, label: str, action: str, quotes: Sequence[Quote]
) -> tuple[Button, ...]:
    """Return a button that knows some quotes; none where there are none."""
    code = places.encode(base, quotes)
    return (Button(label, custom_id=f"{action}:{code}"),) if quotes else ()


def passages(base: KnowledgeBase, quotes: Iterable[Quote], room: int) -> list[Reply]:
    """Return whole passages, each with its citation, in as few messages as they need."""
    made = pages([block(quote, room) for quote in quotes], room)
    return [replace(page, buttons=tuple(full_buttons(base, page))) for page in made]


def context(base: KnowledgeBase, quote: Quote, room: int) -> list[Reply]:
    """Return the whole paragraph of a quote, between the one before it and the one after it."""
    shown = [_paragraph(quote, one, room) for one in places.around(base, quote)]
    made = pages(shown, room)
    return [replace(page, buttons=tuple(full_buttons(base, page))) for page in made]


def _paragraph(quote: Quote, near: Quote, room: int) -> Reply:
    """Return a paragraph; that of the quote with its decisive sentence bold, and cited in full."""
    if near.passage == quote.passage:
        return block(Quote(near.passage, near.span, quote.focus), room)
    place = f"-# {labelled(near.passage.label)}"
    shown = plain(near, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def found(base: KnowledgeBase, text: str, page: Page, room: int) -> Reply:
    """Return a page of search results, with buttons to the pages beside it."""
    words = inline(text, LONGEST_NAME)
    if not page.results:
        none = gettext("**I found no passage.**")
        head = gettext("**I found no passage with {words}.**", words=words) if words else none
        return Reply(f"{head}\n{gettext('-# `/sources` lists what I have read.')}")
    size = len(page.results)
    head = ngettext(
        "**{words}** · {first}–{last} of {count} passage",
        "**{words}** · {first}–{last} of {count} passages",
        page.total,
        words=words,
        first=page.first + 1,
        last=page.first + size,
    )
    reply = Reply(head)
    each = (room - len(head)) // size - 2
    for quote, spans in page.results:
        place = citation(quote.passage)
        if len(place) > each // 2:
            place = short_citation(quote.passage)
        shown = marked(quote, spans, each - len(place) - 1)
        reply = joined(reply, Reply(f"{shown.markup}\n{place}", (shown,)))
    turns = [(gettext("Back"), page.first - PAGE)] if page.first else []
    turns += [(gettext("Next"), page.first + PAGE)] if page.first + size < page.total else []
    buttons = [Button(label, custom_id=f"find:{first}:{text}") for label, first in turns]
    return replace(reply, buttons=(*buttons, *full_buttons(base, reply)))


def why(explanation: Explanation) -> Reply:
    """Return why a passage was given: its terms and signals as a small table."""
    table = "\n".join(reasons.table(explanation))
    return Reply(f"**{gettext('Why this passage?')}**\n```\n{table}\n```")
