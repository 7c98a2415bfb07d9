"""Turns of phrase that reports have in common."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from bot.locales import gettext, ngettext
from bot.locales.bidi import isolated
from bot.replies.blocks import Button, Reply, citation, labelled, short_citation
from bot.replies.escaping import inline
from bot.replies.excerpts import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from knowledge import KnowledgeBase, Quote

_QUESTION, _TITLE, _LABEL, _WORD = 300, 60, 40, 40
_WORDS_ROOM = 300
_BRIEF, _FEW = 100, 5


def titles(base: KnowledgeBase) -> dict[str, str]:
    """Return the titles of a knowledge base's articles by their ids."""
    return {article.id: article.title for article in base.articles}


def named(article: str, titles: Mapping[str, str]) -> str:
    """Return an article's title; of one that is gone, its id."""
    return inline(titles.get(article, article), _TITLE)


def place(article: str, label: str, titles: Mapping[str, str]) -> str:
    """Return an article's title and a place in it."""
    parts = (isolated(named(article, titles)), labelled(label, _LABEL))
    return " · ".join(filter(None, parts))


def lately(days: int) -> str:
    """Return in which span of time, of so many days."""
    return ngettext("in the last day", "in the last {count} days", days)


def ago(at: datetime) -> str:
    """Return a time as Discord shows it, counted from now."""
    return f"<t:{int(at.timestamp())}:R>"


def asked(question: str, terms: Sequence[str]) -> str:
    """Return a question; where its text is not kept, its words."""
    shown = inline(question, _QUESTION)
    if not shown:
        return gettext("Its words, since its text is not kept: {words}", words=words(terms))
    return gettext("“{question}”", question=shown)


def briefly(question: str, terms: Sequence[str]) -> str:
    """Return the beginning of a question; where its text is not kept, a few of its words."""
    return gettext("“{question}”", question=inline(question, _BRIEF) or words(terms[:_FEW]))


def often(what: str, count: int) -> str:
    """Return an item of a list: what was asked or quoted, and how often."""
    return ngettext("- {what}: {count} time", "- {what}: {count} times", count, what=what)


def words(listed: Sequence[str]) -> str:
    """Return as many words as find room, and how many more there are."""
    shown = [f"*{isolated(inline(word, _WORD))}*" for word in listed]
    ends = accumulate(len(word) + 2 for word in shown)
    fitting = sum(1 for end in ends if end <= _WORDS_ROOM)
    some, more = ", ".join(shown[:fitting]), len(shown) - fitting
    if not more:
        return some
    return ngettext("{words} and {count} more", "{words} and {count} more", more, words=some)


def quoted(quote: Quote, room: int) -> Reply:
    """Return a quote with its place, which is a short one where it would take half of the room."""
    where = citation(quote.passage)
    if len(where) > room // 2:
        where = short_citation(quote.passage)
    shown = excerpt(quote, room - len(where) - 1)
    return Reply(f"{shown.markup}\n{where}", (shown,))


def beside(action: str, position: int, total: int) -> list[Button]:
    """Return the buttons to the pages beside one, whose numbers go behind the action."""
    turns = ((gettext("Back"), position - 1), (gettext("Next"), position + 1))
    return [Button(label, f"{action}:{at}") for label, at in turns if 0 <= at < total]
