"""Sentences as short codes, for a button's `custom_id`: which revision, article and character.

A code holds everything a button needs, so buttons survive a restart and cost no memory.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from knowledge import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge import KnowledgeBase, Passage, Span

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# What `encode` makes of any number of quotes fits beside a short name in 100 characters.
PATTERN = r"(?P<revision>[0-9a-f]{12}):(?P<places>[0-9a-z.,]{3,70})"
_ROOM = 70
_CODE = re.compile(PATTERN)
_PLACE = re.compile(r"[0-9a-z]+\.[0-9a-z]+")


def encode(base: KnowledgeBase, quotes: Iterable[Quote]) -> str:
    """Return a code for the focus of each quote; those that find no room are left out."""
    numbers = {article.id: at for at, article in enumerate(base.articles)}
    places = ""
    for quote in quotes:
        place = f"{_base36(numbers[quote.passage.article.id])}.{_base36(quote.focus.start)}"
        if len(places) + len(place) + 1 > _ROOM:
            break
        places += ("," if places else "") + place
    return f"{base.revision}:{places}"


def decode(base: KnowledgeBase, revision: str, places: str) -> list[Quote] | None:
    """Return the passages of a code, each as a quote with its focus; None where it is not ours.

    That is so when the revision is another one, or when somebody made the code up.
    """
    if revision != base.revision or not _CODE.fullmatch(f"{revision}:{places}"):
        return None
    found = [_quote(base, place) for place in places.split(",")]
    quotes = [quote for quote in found if quote]
    return quotes if len(quotes) == len(found) else None


def around(base: KnowledgeBase, quote: Quote) -> list[Quote]:
    """Return the passage of a quote with the ones before and after it, in reading order."""
    inside = base.within(quote.passage.article.id) or range(0)
    found = base.passages[inside.start : inside.stop]
    at = bisect_right(found, quote.span.start, key=_start) - 1
    return [
        Quote(found[near], found[near].span, base.sentences[inside.start + near][0].span)
        for near in range(max(0, at - 1), min(len(found), at + 2))
    ]


def _start(passage: Passage) -> int:
    return passage.span.start


def _span_start(span: Span) -> int:
    return span.start


def _quote(base: KnowledgeBase, place: str) -> Quote | None:
    if not _PLACE.fullmatch(place):
        return None
    article, start = place.split(".")
    try:
        held, offset = base.articles[int(article, 36)], int(start, 36)
    except IndexError:
        return None
    inside = base.within(held.id) or range(0)
    found = base.passages[inside.start : inside.stop]
    at = bisect_right(found, offset, key=_start) - 1
    if at < 0 or offset >= found[at].span.end:
        return None
    # What a message quotes may start anywhere in a sentence.
    starts = [s.span for s in base.sentences[inside.start + at]]
    focus = starts[max(0, bisect_right(starts, offset, key=_span_start) - 1)]
    return Quote(found[at], found[at].span, focus)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
