"""Plain text: books and notes, and web copy with its header, dateline, gallery and wide gaps."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from knowledge import sentences
from knowledge.formats import gallery, header
from knowledge.formats.draft import Block, Draft, Role, lines
from knowledge.formats.losses import Losses
from knowledge.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BLOCK = re.compile(r"\S.*(?:\n[^\S\n]*\S.*)*")
# Wrapped text rarely runs past 100 characters a line; a longer line is a paragraph of its own.
_WRAPPED = 120
# The share of lines that end as sentences do from which a text's lines are its paragraphs.
_PARAGRAPHS, _FEWEST = 0.8, 3
_ORDINAL = re.compile(
    r"(?:chapter|part|section|book|act|scene|appendix|prologue|epilogue|preface|introduction|"
    r"letter|[ivxlc]+\.|\d{1,3}(?:\.\d{1,3})*\.?)(?:\s|$|:)",
    re.IGNORECASE,
)
_OPEN_ENDS = (".", "!", "?", "…", ":", ";", ",", '"', "”", "»", "-", "–", "—", "。", "！", "？")
_CLOSED_ENDS = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』]*$")


def read(text: str) -> Draft:
    """Cut a plain text into blocks; the text itself stays as it is."""
    losses = Losses()
    blocks, facts = header.take(text, _blocks(text), losses)
    blocks = _unwrapped(text, blocks)
    wide = _wide_gap(text, blocks)

    def joins(first: Block, second: Block) -> bool:
        return bool(wide) and _gap(text, first, second) == wide and _is_prose(text, first)

    blocks = gallery.set_apart(text, blocks, joins, losses)
    blocks = _joined(blocks, joins)
    blocks = _with_headings(text, header.without_dateline(text, blocks, losses))
    if not facts.title and blocks and blocks[0].role is Role.HEADING:
        facts = replace(facts, title=blocks[0].span.of(text))
    return Draft(text, tuple(blocks), facts, losses.found())


def _blocks(text: str) -> list[Block]:
    return [
        Block(Span(found.start(), found.start() + len(found.group().rstrip())))
        for found in _BLOCK.finditer(text)
    ]


def _unwrapped(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Cut blocks at their line ends where their lines are paragraphs, not wrapped."""
    cut = [lines(text, block) for block in blocks]
    upper = [line for rows in cut for line in rows[:-1]]
    ended = sum(_is_prose(text, line) for line in upper)
    every = len(upper) >= _FEWEST and ended >= _PARAGRAPHS * len(upper)
    result: list[Block] = []
    for block, rows in zip(blocks, cut, strict=True):
        result.extend(rows if every or _is_long(rows) else [block])
    return result


def _is_long(rows: Sequence[Block]) -> bool:
    lengths = [row.span.end - row.span.start for row in rows[:-1]]
    return bool(lengths) and median(lengths) > _WRAPPED


def _gap(text: str, first: Block, second: Block) -> int:
    return text.count("\n", first.span.end, second.span.start)


def _wide_gap(text: str, blocks: Sequence[Block]) -> int:
    """Return the gap, in line ends, that stands inside this text's paragraphs; 0 for none.

    A text shows that its wide gaps part sentences, not paragraphs, by two things together: nearly
    every block is one sentence on one line, and wide gaps are about as common as narrow ones. In
    a book, wide gaps part headings and chapters and are rare.
    """
    gaps = Counter(
        _gap(text, first, second)
        for first, second in pairwise(blocks)
        if _is_prose(text, first) and _is_prose(text, second)
    )
    if len(gaps) < 2:
        return 0
    narrow = min(gaps)
    wide = max((gap for gap in gaps if gap > narrow), key=lambda gap: gaps[gap])
    if gaps[wide] < 2 or gaps[wide] < gaps[narrow] / 2:
        return 0
    prose = [block for block in blocks if _is_prose(text, block)]
    single = sum(1 for block in prose if _is_one_sentence(text, block))
    return wide if single >= 0.85 * len(prose) else 0


def _is_prose(text: str, block: Block) -> bool:
    return bool(
        _CLOSED_ENDS.search(text, max(block.span.start, block.span.end - 6), block.span.end)
    )


def _is_one_sentence(text: str, block: Block) -> bool:
    found = block.span.of(text)
    return "\n" not in found and len(sentences.split(found)) == 1


def _joined(blocks: Sequence[Block], joins: Callable[[Block, Block], bool]) -> list[Block]:
    result: list[Block] = []
    for block in blocks:
        before = result[-1] if result else None
        if before and before.role is block.role is Role.PARAGRAPH and joins(before, block):
            result[-1] = replace(before, span=Span(before.span.start, block.span.end))
        else:
            result.append(block)
    return result


def _with_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Give headings their role: up to three short lines in a row with prose after them."""
    result = list(blocks)
    run: list[int] = []
    for at, block in enumerate(blocks):
        if block.role is Role.PARAGRAPH and _looks_like_heading(block.span.of(text)):
            run.append(at)
            continue
        if len(run) <= 3 and block.role is Role.PARAGRAPH:
            for depth, place in enumerate(run, 1):
                result[place] = replace(blocks[place], role=Role.HEADING, level=depth)
        run = []
    return result


def _looks_like_heading(text: str) -> bool:
    if "\n" in text or len(text) > 80 or len(text.split()) > 12 or text[0].islower():
        return False
    if _ORDINAL.match(text) or (text.isupper() and len(text) > 3):
        return True
    return text[0].isalnum() and not text.endswith(_OPEN_ENDS)
