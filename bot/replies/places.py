"""Sentences as short codes, for a button's `custom_id`: which version of an article, which character.

A code holds everything a button needs, so buttons survive a restart and cost no memory. An article
is named by the beginning of its digest, so a code means the same whatever is added or removed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge import KnowledgeBase, Passage, Span

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# How many digits of a digest tell an article from others: one pair in four thousand million is alike.
_DIGEST = 8
_ARTICLE = rf"[0-9a-f]{{{_DIGEST}}}(?:\.[0-9a-z]{{1,12}})+"
# What `encode` makes of any number of quotes fits beside a short name in 100 characters.
_ROOM = 88
PATTERN = rf"(?=.{{1,{_ROOM}}}\Z){_ARTICLE}(?:,{_ARTICLE})*"
_CODE = re.compile(PATTERN)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the beginning of its article's digest, and a character."""

    digest: str
    offset: int


def encode(base: KnowledgeBase, quotes: Iterable[Quote]) -> str:
    """Return a code for the focus of each quote; those that find no room are left out."""
    numbers = {article.id: at for at, article in enumerate(base.articles)}
    code, last = "", ""
    for quote in quotes:
        digest = base.digests[numbers[quote.passage.article.id]][:_DIGEST]
        article = f"{',' if code else ''}{digest}" if digest != last else ""
        place = f"{article}.{_base36(quote.focus.start)}"
        if len(code) + len(place) > _ROOM:
            break
        code, last = code + place, digest
    return code


def read(code: str) -> list[Place]:
    """Return the places of a code; none where somebody made it up."""
    if not _CODE.fullmatch(code):
        return []
    articles = (article.split(".") for article in code.split(","))
    return [Place(digest, int(start, 36)) for digest, *starts in articles for start in starts]


def decode(base: KnowledgeBase, code: str) -> list[Quote] | None:
    """Return the passages of a code, each as a quote with its focus.

    Returns:
        None where one of them is in no article that is as it was then.
    """
    found = [find(base, place) for place in read(code)]
    quotes = [quote for quote in found if quote]
    return quotes if quotes and len(quotes) == len(found) else None


def find(base: KnowledgeBase, place: Place) -> Quote | None:
    """Return the passage at a place; None where no article is as it was then, or nothing is there."""
    at = next((n for n, one in enumerate(base.digests) if one.startswith(place.digest)), None)
    if at is None:
        return None
    inside = base.within(base.readings[at].article.id) or range(0)
    found = base.passages[inside.start : inside.stop]
    at = bisect_right(found, place.offset, key=_start) - 1
    if at < 0 or place.offset >= found[at].span.end:
        return None
    # What a message quotes may start anywhere in a sentence.
    starts = [s.span for s in base.sentences[inside.start + at]]
    focus = starts[max(0, bisect_right(starts, place.offset, key=_span_start) - 1)]
    return Quote(found[at], found[at].span, focus)


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


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
