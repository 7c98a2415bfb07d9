"""The short id of a quote: its article, its paragraph, and the beginning of its text's digest."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import sentences
from knowledge.model import Kind, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.model import Passage

_DIGITS = 4
# A quote is at most so many sentences, or its whole passage.
_MOST_SENTENCES = 2
_ID = re.compile(
    r"(?P<article>[^\s¶](?:[^¶]*[^\s¶])?)\s*(?:(?P<mark>¶)|\s(?:photo|caption))\s*"
    rf"(?P<number>[0-9]{{1,9}})\s*·\s*(?P<digits>[0-9a-f]{{{_DIGITS}}})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuoteId:
    """What a quote is known by, also when its article has changed since.

    Attributes:
        article: The article's id.
        kind: Whether it is of a paragraph or of a caption.
        number: The number of that.
        digits: How the SHA-256 of the quoted text begins, in lower case.
    """

    article: str
    kind: Kind
    number: int
    digits: str

    def __str__(self) -> str:
        """Return it as people write it: `soleimani-2020 ¶4 · 7f3a`, or `regatta photo 2 · 90c1`."""
        mark = "¶" if self.kind is Kind.PARAGRAPH else "photo "
        return f"{self.article} {mark}{self.number} · {self.digits}"


def identify(quote: Quote) -> QuoteId | None:
    """Return the id of a quote; None for one that is neither whole sentences nor a whole passage."""
    if quote.span not in _spans(quote.passage):
        return None
    passage = quote.passage
    return QuoteId(passage.article.id, passage.kind, passage.number, _digits(quote.text))


def read_id(text: str) -> QuoteId | None:
    """Return the id that a text is; None where it is none."""
    found = _ID.fullmatch(text.strip(" \t\n`*"))
    if found is None:
        return None
    kind = Kind.PARAGRAPH if found["mark"] else Kind.CAPTION
    return QuoteId(found["article"], kind, int(found["number"]), found["digits"].lower())


def identified(passages: Iterable[Passage], wanted: QuoteId) -> Quote | None:
    """Return the quote with an id among the passages of one version of its article.

    Args:
        passages: Them all; their article may have another id than it had.
        wanted: The id.
    """
    for passage in passages:
        if (passage.kind, passage.number) == (wanted.kind, wanted.number):
            for span in _spans(passage):
                if _digits(span.of(passage.article.text)) == wanted.digits:
                    return Quote(passage, span, span)
    return None


def requoted(passages: Iterable[Passage], text: str) -> Quote | None:
    """Return the first quote of whole sentences that says just a text, white space aside."""
    said = text.split()
    for passage in passages:
        for span in _spans(passage):
            if span.of(passage.article.text).split() == said:
                return Quote(passage, span, span)
    return None


def _spans(passage: Passage) -> list[Span]:
    """Return what may be quoted of a passage: all of it, and one or two sentences in a row."""
    return [passage.span, *_runs(sentences.split(passage.article.text, passage.span))]


def _runs(found: list[Span]) -> Iterator[Span]:
    for size in range(1, _MOST_SENTENCES + 1):
        for first in range(len(found) - size + 1):
            yield Span(found[first].start, found[first + size - 1].end)


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
