"""Running headers, footers and page numbers: what stands at a page's edge on one page after another."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many lines from its edge a page's header goes, and how far away its like may be: left and
# right pages have headers of their own.
_DEPTH, _NEAR = 3, 4
_NUMBER = re.compile(r"\d{1,5}")
_PAGE = re.compile(r"[^\w]*(?:page|p\.)\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?[^\w]*", re.IGNORECASE)
# Headings that count as page numbers do, where each has a page of its own.
_HEADING = re.compile(
    r"(?:chapter|part|section|article|day|lesson|unit|step|figure|table|appendix|act|scene)\b",
    re.IGNORECASE,
)


def without(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return pages, each a list of lines, without what runs along their edges."""
    heads = [_filled(page)[:_DEPTH] for page in pages]
    feet = [_filled(page)[: -_DEPTH - 1 : -1] for page in pages]
    result: list[list[str]] = []
    for at, page in enumerate(pages):
        top, bottom = _run(pages, heads, at), _run(pages, feet, at)
        gone = {*heads[at][:top], *feet[at][:bottom]}
        result.append([line for number, line in enumerate(page) if number not in gone])
    return result


def _filled(page: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(page) if line]


def _run(pages: Sequence[Sequence[str]], edges: Sequence[Sequence[int]], at: int) -> int:
    """Return how many lines from its edge run along the pages."""
    near = [
        (other - at, [pages[other][number] for number in edges[other]])
        for other in range(max(0, at - _NEAR), min(len(pages), at + _NEAR + 1))
        if other != at
    ]
    lines = [pages[at][number] for number in edges[at]]
    return sum(1 for _ in takewhile(lambda line: _runs(line, near), lines))


def _runs(line: str, near: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Tell whether a line is a page number, or stands at the edges of two pages nearby."""
    if _PAGE.fullmatch(line):
        return True
    counts = not any(c.isalpha() for c in line)
    found = [max((_like(line, other, step) for other in lines), default=0) for step, lines in near]
    if counts:
        return 2 in found
    return sum(1 for match in found if match) > 1


def _like(line: str, other: str, step: int) -> int:
    """Return 2 where two lines differ by their page numbers alone, 1 where they do not differ."""
    if line == other:
        return 1
    if _NUMBER.sub("#", line) != _NUMBER.sub("#", other) or _HEADING.match(line):
        return 0
    pairs = zip(_NUMBER.findall(line), _NUMBER.findall(other), strict=True)
    steps = {int(second) - int(first) for first, second in pairs}
    return 2 if steps <= {0, step} else 0
