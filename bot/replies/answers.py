"""Answers → messages: the three tones, what was understood, search results, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot.replies import places, reasons
from bot.replies.blocks import (
    LONGEST_NAME,
    Button,
    Reply,
    block,
    citation,
    full_buttons,
    joined,
    numbered,
    open_buttons,
    pages,
    short_citation,
)
from bot.replies.escaping import inline
from bot.replies.excerpts import marked, plain
from knowledge import Answer, NoAnswer, Quote, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge import Explanation, KnowledgeBase, Page, Understood

NO_ANSWER = "I found no passage that answers this."
CHANGED = (
    "The article has changed since this answer, and I find its words no more. Please ask again."
)
# How many results a page of a search has.
PAGE = 5
_WHY, _MORE, _CONTEXT = "Why?", "More", "Context"
_QUESTION, _ESCAPED_QUESTION = 300, 400
# How many names that were not asked are told, and how many characters of each.
_NAMES, _NAME = 3, 40


def answer(
    base: KnowledgeBase, result: Answer | NoAnswer, room: int, *, repeat: bool = False
) -> Reply:
    """Return the reply to a question; `repeat` shows the question where nothing else does."""
    above = (_asked(result) if repeat else "") + _understood(result.understood)
    match result:
        case Answer():
            reply = _answered(base, result, room - len(above))
        case NoAnswer():
            reply = _unanswered(base, result, room - len(above))
        case _:
            assert_never(result)
    return replace(reply, text=above + reply.text, removable=True)


def _asked(result: Answer | NoAnswer) -> str:
    """Return the question as a line; a longer one is not repeated, since it would have to be cut."""
    short = len(result.question.strip()) <= _QUESTION
    shown = inline(result.question, _QUESTION) if short else ""
    return f"-# “{shown}”\n" if 0 < len(shown) <= _ESCAPED_QUESTION else ""


def _understood(understood: Understood) -> str:
    """Return what was searched for that was not asked, in a small line each."""
    lines = ""
    if understood.corrections:
        words = ", ".join(f"*{inline(used, _NAME)}*" for _, used in understood.corrections[:_NAMES])
        lines += f"-# Showing results for {words}\n"
    if understood.assumed:
        names = ", ".join(f"*{inline(name, _NAME)}*" for name in understood.assumed[:_NAMES])
        lines += f"-# Assuming that you mean {names}\n"
    if understood.linked:
        lines += "-# A moderator chose this paragraph for this question\n"
    return lines


def _answered(base: KnowledgeBase, result: Answer, room: int) -> Reply:
    reply = block(result.quotes[0], room)
    left = list(result.quotes[1:])
    while left:
        further = block(left[0], room)
        if further.excerpts[0].cut or len(reply.text) + 2 + len(further.text) > room:
            break
        reply = joined(reply, further)
        left.pop(0)
    # Where somebody chose the passage, the words and signals are not why.
    why = () if result.understood.linked else _buttons(base, _WHY, "why", result.quotes[:1])
    buttons = (
        *open_buttons(result.quotes[0]),
        *full_buttons(base, reply),
        *_buttons(base, _CONTEXT, "context", result.quotes[:1]),
        *_buttons(base, _MORE, "more", (*left, *result.nearest)),
        *why,
    )
    return replace(reply, buttons=buttons, votes=_votes(base, result.quotes[0]))


def _unanswered(base: KnowledgeBase, result: NoAnswer, room: int) -> Reply:
    tones = {
        Reason.NO_WORDS: "-# There is no word in it that I could search for.",
        Reason.NO_MATCH: "-# None of its words stands in an article of mine.",
        Reason.WEAK: "-# The nearest passages share too few of its words to be an answer.",
        Reason.CLOSE: "The closest passage I found, which may not answer it:",
    }
    reply = Reply(f"**{NO_ANSWER}**\n{tones[result.reason]}")
    if result.reason is not Reason.CLOSE:
        nearest = result.nearest[:2]
        return replace(reply, buttons=_buttons(base, "Nearest passages", "more", nearest))
    reply = joined(reply, block(result.nearest[0], room - len(reply.text) - 1), "\n")
    why = _buttons(base, _WHY, "why", result.nearest[:1])
    context = _buttons(base, _CONTEXT, "context", result.nearest[:1])
    more = _buttons(base, _MORE, "more", result.nearest[1:])
    buttons = (*full_buttons(base, reply), *context, *more, *why)
    return replace(reply, buttons=buttons, votes=_votes(base, result.nearest[0]))


def _votes(base: KnowledgeBase, quote: Quote) -> tuple[Button, ...]:
    """Return the buttons for an opinion of an answer, which say what was quoted first."""
    ways = (("Helpful", "vote:up"), ("Not helpful", "vote:down"))
    return tuple(one for label, way in ways for one in _buttons(base, label, way, [quote]))


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
    place = f"-# {inline(near.passage.label, LONGEST_NAME)}"
    shown = plain(near, room - len(place) - 1)
    return Reply(f"{shown.markup}\n{place}", (shown,))


def found(base: KnowledgeBase, text: str, page: Page, room: int) -> Reply:
    """Return a page of search results, with buttons to the pages beside it."""
    words = inline(text, LONGEST_NAME)
    if not page.results:
        wanted = f" with {words}" if words else ""
        return Reply(f"**I found no passage{wanted}.**\n-# `/sources` lists what I have read.")
    size = len(page.results)
    head = (
        f"**{words}** · {page.first + 1}–{page.first + size} of {numbered(page.total, 'passage')}"
    )
    reply = Reply(head)
    each = (room - len(head)) // size - 2
    for quote, spans in page.results:
        place = citation(quote.passage)
        if len(place) > each // 2:
            place = short_citation(quote.passage)
        shown = marked(quote, spans, each - len(place) - 1)
        reply = joined(reply, Reply(f"{shown.markup}\n{place}", (shown,)))
    turns = [("Back", page.first - PAGE)] if page.first else []
    turns += [("Next", page.first + PAGE)] if page.first + size < page.total else []
    buttons = [Button(label, custom_id=f"find:{first}:{text}") for label, first in turns]
    return replace(reply, buttons=(*buttons, *full_buttons(base, reply)))


def why(explanation: Explanation) -> Reply:
    """Return why a passage was given: its terms and signals as a small table."""
    table = "\n".join(reasons.table(explanation))
    return Reply(
        f"**Why this passage?** Confidence {explanation.confidence:.0%}\n```\n{table}\n```"
    )
