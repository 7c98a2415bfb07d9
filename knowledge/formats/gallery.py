"""Photo galleries in web copy: `n/total`, one or two lines of caption, a line of credit.

What follows the last credit is body again, with nothing to mark it, so the credits of the items
before teach what a credit looks like.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

from knowledge.formats.draft import Block, Role, lines
from knowledge.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.formats.losses import Losses

_MARKER = re.compile(
    r"[(\[]?\s*+(?:(?:photo|image|picture|slide)\s++)?+(\d{1,3})\s*+(?:/|of)\s*+(\d{1,3})\s*+[)\]]?",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ".”", '."')
_AGENCY = re.compile(
    r"\b(?:via|getty|reuters|afp|ap|epa|pa|upi|anadolu|tass|xinhua|shutterstock|alamy|rex|"
    r"photo|photograph|image|picture|credit|courtesy|handout|©)\b",
    re.IGNORECASE,
)
# Markers of a short gallery have to count, so that ¼ and ¾ are none; those of a longer one may
# have lost items between them.
_SHORT = 8
# How many galleries a text may have.
_MOST = 20
# What stands between two markers is a caption, not a page with its number at the foot.
_LONGEST = 600
# How many lines of the last item may stand above its credit.
_LINES = 4


def set_apart(
    text: str, blocks: Sequence[Block], joins: Callable[[Block, Block], bool], losses: Losses
) -> list[Block]:
    """Return `blocks` with the galleries' items turned into captions, markers and credits gone.

    Args:
        text: The text that the blocks are spans of.
        blocks: Its blocks, in order.
        joins: Tells whether a block goes on in the next one.
        losses: Where markers and credits are noted.
    """
    for _ in range(_MOST):
        apart = _one_set_apart(text, blocks, joins, losses)
        if apart is None:
            break
        blocks = apart
    return list(blocks)


def _one_set_apart(
    text: str, blocks: Sequence[Block], joins: Callable[[Block, Block], bool], losses: Losses
) -> list[Block] | None:
    """Set the gallery with the most markers apart; None where there is no gallery left."""
    rows = [row for block in blocks for row in lines(text, block)]
    total = _total([_marker(text, row) for row in rows])
    starts = [at for at, row in enumerate(rows) if total and _marker(text, row)[1] == total]
    items = [rows[start:end] for start, end in pairwise([*starts, len(rows)])]
    if not items or not 0 < median(_length(item) for item in items[:-1]) <= _LONGEST:
        return None
    read = _Items(text, blocks, total, joins, losses, *_credits(text, items[:-1]))
    result = read.whole(rows[: starts[0]])
    for item in items:
        result.extend(read.blocks(item, last=item is items[-1]))
    return result


@dataclass(frozen=True, slots=True)
class _Items:
    """How this gallery's items are read.

    Attributes:
        text: The text.
        cut: Its blocks, of which the items are lines.
        total: How many photos the gallery says it has.
        joins: Tells whether a block goes on in the next one.
        losses: Where markers and credits are noted.
        credited: Whether its items end with credits.
        seen: The credits of all items but the last.
    """

    text: str
    cut: Sequence[Block]
    total: int
    joins: Callable[[Block, Block], bool]
    losses: Losses
    credited: bool
    seen: frozenset[str]

    def blocks(self, item: Sequence[Block], *, last: bool) -> list[Block]:
        """Return an item's caption, and the body that goes on after it."""
        number, _ = _marker(self.text, item[0])
        ends = (at for at, row in enumerate(item) if row.role is not Role.PARAGRAPH)
        end = next(ends, len(item))
        caption, credit, rest = self._parts(item[:end], last=last and end == len(item))
        body = self.whole([*rest, *item[end:]])
        self.losses.note("gallery marker", item[0].span.of(self.text))
        self.losses.note("photo credit", credit, count=bool(credit))
        if not caption:
            return body
        span = Span(caption[0].span.start, caption[-1].span.end)
        shown = Block(span, Role.CAPTION, number=number, total=self.total, credit=credit)
        return [shown, *body]

    def whole(self, rows: Iterable[Block]) -> list[Block]:
        """Return what is left of the blocks where only `rows` of them remain."""
        found = [list(group) for _, group in groupby(rows, self._owner)]
        return [
            replace(group[0], span=Span(group[0].span.start, group[-1].span.end)) for group in found
        ]

    def _owner(self, row: Block) -> int:
        return bisect_right(self.cut, row.span.start, key=lambda block: block.span.start)

    def _parts(
        self, item: Sequence[Block], *, last: bool
    ) -> tuple[Sequence[Block], str, Sequence[Block]]:
        """Cut an item into caption, credit and the body that goes on after it."""
        rows = item[1:]
        at = self._credit(rows, last=last) if self.credited else None
        if at is not None:
            return rows[:at], rows[at].span.of(self.text), rows[at + 1 :]
        end = self._caption_end(item) if last else len(rows)
        return rows[:end], "", rows[end:]

    def _credit(self, rows: Sequence[Block], *, last: bool) -> int | None:
        """Return the index of the credit: a last short line, or what looks like one before it."""
        found = [row.span.of(self.text) for row in rows]
        if not last and len(rows) > 1 and _is_short(found[-1]):
            return len(rows) - 1
        near = range(1, min(len(rows), _LINES + 1))
        known = (at for at in near if _is_credit(found[at], self.seen))
        short = (at for at in near if last and _is_short(found[at]))
        return next(known, next(short, None))

    def _caption_end(self, item: Sequence[Block]) -> int:
        """Return where the caption of a last item without a credit ends, in lines after `item[0]`.

        It is a line where the marker stands in the same block, as in galleries without blank
        lines; else a block, with those it goes on in.
        """
        rows = item[1:]
        end = min(1, len(rows))
        while end < len(rows):
            same = self._owner(rows[end - 1]) == self._owner(rows[end]) != self._owner(item[0])
            if not same and not self.joins(rows[end - 1], rows[end]):
                break
            end += 1
        return end


def _marker(text: str, row: Block) -> tuple[int, int]:
    """Return a marker's number and total; zeros where the line is none."""
    found = _MARKER.fullmatch(text, row.span.start, row.span.end)
    number, total = (int(found[1]), int(found[2])) if found else (0, 0)
    return (number, total) if 1 <= number <= total else (0, 0)


def _total(markers: Sequence[tuple[int, int]]) -> int:
    """Return the total that the markers of a gallery agree on, else 0."""
    totals = [total for _, total in markers if total]
    most = max(Counter(totals).items(), key=itemgetter(1), default=(0, 0))[0]
    steps = [b - a for a, b in pairwise(number for number, total in markers if total == most)]
    grows = 1 in steps or (most > _SHORT and any(step > 0 for step in steps))
    return most if grows else 0


def _length(item: Sequence[Block]) -> int:
    return item[-1].span.end - item[0].span.end


def _credits(text: str, items: Sequence[Sequence[Block]]) -> tuple[bool, frozenset[str]]:
    """Return whether most items have a credit, and what those credits are."""
    found: list[str] = []
    for item in items:
        below = [row.span.of(text) for row in item[2:]]
        ends = below[-1:] if below and _is_short(below[-1]) else []
        named = (line for line in below[:_LINES] if _is_credit(line, frozenset()))
        found.extend(ends or islice(named, 1))
    return 2 * len(found) >= len(items), frozenset(found)


def _is_short(text: str) -> bool:
    return len(text) <= 60 and len(text.split()) <= 8 and not text.endswith(_SENTENCE_END)


def _is_credit(text: str, seen: frozenset[str]) -> bool:
    return _is_short(text) and (text in seen or bool(_AGENCY.search(text)))
