"""How people name passages: `[[soleimani ¶4]]` in a message, paragraphs in `/cite`."""

from __future__ import annotations

import asyncio
import re
from itertools import islice
from typing import TYPE_CHECKING

from bot.locales import gettext
from bot.locales.bidi import without_isolates
from bot.replies import citing
from bot.replies.escaping import shorten
from knowledge import (
    Answer,
    Article,
    Kind,
    KnowledgeBase,
    Passage,
    Quote,
    ask,
    identified,
    read_id,
    search,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.replies.blocks import Reply
    from bot.service import AnswerService

MOST = 3
_LONGEST = 100
_REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_PLACE = re.compile(
    r"(?:(?P<kind>¶|paragraph|photo|caption)\s*)?(?P<number>[0-9]{1,9})(?:\s.*|·.*)?",
    re.IGNORECASE | re.DOTALL,
)
_INSIDE = re.compile(
    r"(?P<name>.*?[^\s¶])\s*(?P<place>(?:¶|\b(?:paragraph|photo|caption)\s)\s*[0-9]{1,9})"
)


def references(text: str) -> list[str]:
    """Return what a message names in double brackets, each once, in its order."""
    named = (" ".join(one.split()) for one in _REFERENCE.findall(without_isolates(text)))
    return list(dict.fromkeys(filter(None, named)))


async def answer(service: AnswerService, server: int, text: str) -> Callable[[int], Reply] | None:
    """Return what makes the answer to a message that names passages; None where it names none.

    Args:
        service: Who knows the articles.
        server: Where it is asked.
        text: What a message says that is meant for the bot.
    """
    named = references(text)
    if not named:
        return None
    base = await service.base(server)
    looked_up = named[:MOST]
    found = [(one, await asyncio.to_thread(resolved, service, base, one)) for one in looked_up]
    left = len(named) - len(found)
    return lambda room: citing.compact(base, found, left, room)


def resolved(service: AnswerService, base: KnowledgeBase, name: str) -> Quote | None:
    """Return the passage that a name means; None where it means none.

    Args:
        service: Who knows the articles.
        base: The snapshot to look in.
        name: An id of a quote, an article with a paragraph, an article, or what to look for.
    """
    wanted = read_id(name)
    if wanted:
        held = service.article(base, wanted.article)
        reading = base.reading(held.id) if held else None
        return identified(reading.passages, wanted) if reading else None
    inside = _INSIDE.fullmatch(name)
    if inside and (article := called(service, base, inside["name"])):
        passage = placed(base, article, inside["place"])
        return _whole(passage) if passage else None
    if article := service.article(base, name):
        passage = next(iter(_held(base, article)), None)
        return _whole(passage) if passage else None
    return _about(base, name)


def _about(base: KnowledgeBase, name: str) -> Quote | None:
    result = ask(base, name)
    if isinstance(result, Answer):
        return result.quotes[0]
    page = search(base, name, 0, 1)
    return page.results[0][0] if page.results else None


def called(service: AnswerService, base: KnowledgeBase, name: str) -> Article | None:
    """Return the article with a name, or else the only one whose title or id holds its words."""
    if article := service.article(base, name):
        return article
    fitting = service.suggest(base, name, 2)
    return fitting[0] if len(fitting) == 1 else None


def placed(base: KnowledgeBase, article: Article, place: str) -> Passage | None:
    """Return the passage of an article that a place means: `4`, `¶4`, `photo 2`, or a choice."""
    held, written = _held(base, article), place.strip()
    found = _PLACE.fullmatch(written)
    if found is None:
        return next((one for one in held if _is_called(one, written)), None)
    photo = (found["kind"] or "").lower() in {"photo", "caption"}
    wanted = Kind.CAPTION if photo else Kind.PARAGRAPH, int(found["number"])
    return next((one for one in held if (one.kind, one.number) == wanted), None)


def between(base: KnowledgeBase, first: Passage, last: Passage) -> list[Passage]:
    """Return the passages from one to another of an article, in reading order."""
    held = _held(base, first.article)
    ends = sorted((held.index(first), held.index(last)))
    return held[ends[0] : ends[1] + 1]


def choices(base: KnowledgeBase, article: Article, typed: str, limit: int) -> list[tuple[str, str]]:
    """Return the passages of an article to offer, as names and values.

    Those come first that begin as was typed, then those whose place or first words hold it.
    """
    wanted = " ".join(typed.casefold().split())
    held = [
        (passage, f"{shown_place(passage)} · {_start(passage)}") for passage in _held(base, article)
    ]
    exact = placed(base, article, typed) if wanted else None
    begin = [(p, name) for p, name in held if p == exact or _start(p).casefold().startswith(wanted)]
    begin.sort(key=lambda one: one[0] != exact)
    rest = [one for one in held if one not in begin and _holds(one[1], wanted)]
    fitting = islice((*begin, *rest), limit)
    return [(shorten(name, _LONGEST), place_of(passage)) for passage, name in fitting]


def place_of(passage: Passage) -> str:
    """Return where a passage stands in its article, in every language: `¶4` or `photo 2`."""
    mark = "¶" if passage.kind is Kind.PARAGRAPH else "photo "
    return f"{mark}{passage.number}"


def shown_place(passage: Passage) -> str:
    """Return where a passage stands in its article, as it is called now: `¶4` or `photo 2`."""
    if passage.kind is Kind.PARAGRAPH:
        return place_of(passage)
    return gettext("photo {place}", place=str(passage.number))


def _is_called(passage: Passage, written: str) -> bool:
    return without_isolates(shown_place(passage)).casefold() == written.casefold()


def _holds(name: str, wanted: str) -> bool:
    folded = name.casefold()
    return all(word in folded for word in wanted.split())


def _start(passage: Passage) -> str:
    span = passage.span
    end = min(span.end, span.start + 2 * _LONGEST)
    return " ".join(passage.article.text[span.start : end].split())


def _held(base: KnowledgeBase, article: Article) -> list[Passage]:
    return [base.passages[at] for at in base.within(article.id) or ()]


def _whole(passage: Passage) -> Quote:
    return Quote(passage, passage.span, passage.span)
