"""Photo galleries in web copy: `n/total`, one or two lines of caption, a line of credit.

What follows the last credit is body again, with nothing to mark it, so the credits of the items
before teach what a credit looks like.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.formats.draft import Block, Role
from knowledge.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MARKER = re.compile(r"[(\[]?\s*(\d{1,3})\s*(?:/|of)\s*(\d{1,3})\s*[)\]]?")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ".”", '."')
_AGENCY = re.compile(
    r"\b(?:via|getty|reuters|afp|ap|epa|pa|upi|anadolu|tass|xinhua|shutterstock|alamy|rex|"
    r"photo|photograph|image|picture|credit|courtesy|handout|©)\b",
    re.IGNORECASE,
)


def set_apart(
    text: str, blocks: Sequence[Block], joins: Callable[[Block, Block], bool]
) -> list[Block]:
    """Return `blocks` with a gallery's items turned into captions, markers and credits gone.

    Args:
        text: The text that the blocks are spans of.
        blocks: Its blocks, in order.
        joins: Tells whether a block goes on in the next one.
    """
    if not _total(text, blocks):
        return list(blocks)
    lines = [line for block in blocks for line in _lines(text, block)]
    total = _total(text, lines)
    starts = [at for at, line in enumerate(lines) if _number(text, line, total)]
    items = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    seen = {_last(text, item) for item in items[:-1] if len(item) > 2}
    result = _whole(blocks, lines[: starts[0]])
    for item in items:
        number = _number(text, item[0], total)
        caption, credit, rest = _parts(text, item[1:], seen, joins, last=item is items[-1])
        if caption:
            span = Span(caption[0].span.start, caption[-1].span.end)
            result.append(Block(span, Role.CAPTION, number=number, total=total, credit=credit))
        result.extend(_whole(blocks, rest))
    return result


def _total(text: str, blocks: Sequence[Block]) -> int:
    """Return the total that two or more markers agree on, else 0."""
    lines = (line for block in blocks for line in block.span.of(text).splitlines())
    markers = [found for line in lines if (found := _MARKER.fullmatch(line.strip()))]
    totals = [int(found[2]) for found in markers if 1 <= int(found[1]) <= int(found[2])]
    most = max(totals, key=totals.count, default=0)
    return most if totals.count(most) > 1 else 0


def _number(text: str, block: Block, total: int) -> int:
    found = _MARKER.fullmatch(block.span.of(text))
    return int(found[1]) if found and int(found[2]) == total and int(found[1]) else 0


def _lines(text: str, block: Block) -> Iterator[Block]:
    """Yield a block's lines as blocks, for items set without blank lines."""
    for found in re.finditer(r"\S.*", block.span.of(text)):
        start = block.span.start + found.start()
        yield replace(block, span=Span(start, start + len(found.group().rstrip())))


def _whole(blocks: Sequence[Block], lines: Sequence[Block]) -> list[Block]:
    """Return what is left of `blocks` where only `lines` of them remain."""
    result: list[Block] = []
    for block in blocks:
        kept = [line for line in lines if block.span.holds(line.span)]
        if kept:
            result.append(replace(block, span=Span(kept[0].span.start, kept[-1].span.end)))
    return result


def _last(text: str, item: Sequence[Block]) -> str:
    return item[-1].span.of(text) if _is_short(item[-1].span.of(text)) else ""


def _parts(
    text: str,
    item: Sequence[Block],
    seen: set[str],
    joins: Callable[[Block, Block], bool],
    *,
    last: bool,
) -> tuple[Sequence[Block], str, Sequence[Block]]:
    """Cut an item into caption, credit and the body that goes on after it."""
    if len(item) < 2:
        return item, "", ()
    tail = item[-1].span.of(text)
    if not last and _is_short(tail):
        return item[:-1], tail, ()
    for at, line in enumerate(item[1:], 1):
        found = line.span.of(text)
        if _is_credit(found, seen):
            return item[:at], found, item[at + 1 :]
    end = 1
    while end < len(item) and (not last or joins(item[end - 1], item[end])):
        end += 1
    return item[:end], "", item[end:]


def _is_short(text: str) -> bool:
    return len(text) <= 60 and len(text.split()) <= 8 and not text.endswith(_SENTENCE_END)


def _is_credit(text: str, seen: set[str]) -> bool:
    return _is_short(text) and (text in seen or bool(_AGENCY.search(text)))
