"""Answers → messages: the three tones, what was understood, search results, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot import places, reasons
from bot.blocks import (
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
from bot.escaping import inline
from bot.excerpts import marked
from knowledge import Answer, NoAnswer, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge import Explanation, KnowledgeBase, Page, Quote, Understood

NO_ANSWER = "I found no passage that answers this."
CHANGED = "The articles have changed since this answer. Please ask again."
# How many results a page of a search has.
PAGE = 5
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
    return replace(reply, text=above + reply.text)


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
    more = (*left, *result.nearest) or places.around(base, result.quotes[0])
    buttons = (
        *open_buttons(result.quotes[0]),
        *full_buttons(base, reply),
        _button(base, "More passages", "more", more),
        _button(base, "Why this passage?", "why", result.quotes[:1]),
    )
    return replace(reply, buttons=buttons)


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
        return replace(reply, buttons=_buttons(base, "Nearest passages", nearest))
    reply = joined(reply, block(result.nearest[0], room - len(reply.text) - 1), "\n")
    why = _button(base, "Why this passage?", "why", result.nearest[:1])
    more = _buttons(base, "More passages", result.nearest[1:])
    return replace(reply, buttons=(*full_buttons(base, reply), *more, why))


def _buttons(base: KnowledgeBase, label: str, quotes: tuple[Quote, ...]) -> tuple[Button, ...]:
    return (_button(base, label, "more", quotes),) if quotes else ()


def _button(base: KnowledgeBase, label: str, action: str, quotes: Iterable[Quote]) -> Button:
    return Button(label, custom_id=f"{action}:{places.encode(base, quotes)}")


def passages(base: KnowledgeBase, quotes: Iterable[Quote], room: int) -> list[Reply]:
    """Return whole passages, each with its citation, in as few messages as they need."""
    made = pages([block(quote, room) for quote in quotes], room)
    return [replace(page, buttons=tuple(full_buttons(base, page))) for page in made]


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
