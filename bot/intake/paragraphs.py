"""The lines of printed pages → paragraphs, by where a line breaks although there was room."""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.intake import furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What a font draws in one piece is more than one letter to a reader.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st"})
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_CLOSED = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]」』]*$")
_BULLET = re.compile(r"[•‣▪■●○◦⁃*]\s*\S")
_ITEM = re.compile(r"(?:-|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_HYPHENS = ("-", "\u2010", "\u00ad")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
# Scripts that are written without spaces between words.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
# Letters are not all as wide as each other: a line of nine tenths of the characters may be full.
_FULL = 0.9
# The share of lines with blank ones after them from which these say nothing of paragraphs.
_DOUBLE_SPACED = 0.7


class _Gap(IntEnum):
    """What stands between two lines."""

    NONE = 0
    BLANK = 1
    PAGE = 2


def of(pages: Sequence[str]) -> str:
    """Return the text of pages as paragraphs on one line each, a blank line between them."""
    lines, gaps = _in_order(furniture.without([_lines(page) for page in pages]))
    if _is_double_spaced(lines, gaps):
        gaps = [_Gap.NONE if gap is _Gap.BLANK else gap for gap in gaps]
    width = _width(lines)
    words = {word.lower() for line in lines for word in _WORD.findall(line)}
    paragraphs: list[list[str]] = [[line] for line in lines[:1]]
    for (line, following), gap in zip(pairwise(lines), gaps, strict=True):
        if _goes_on(line, gap, following, width):
            paragraphs[-1].append(following)
        else:
            paragraphs.append([following])
    return "\n\n".join(_joined(each, words) for each in paragraphs)


def _lines(page: str) -> list[str]:
    shown = _CONTROLS.sub("", page.translate(_LIGATURES))
    return [_SPACE.sub(" ", line).strip() for line in shown.splitlines()]


def _in_order(pages: Iterable[Sequence[str]]) -> tuple[list[str], list[_Gap]]:
    """Return the lines that are not blank, and what stands between each and the next."""
    lines: list[str] = []
    gaps: list[_Gap] = []
    gap = _Gap.NONE
    for page in pages:
        for line in page:
            if not line:
                gap = max(gap, _Gap.BLANK)
                continue
            gaps.extend([gap] if lines else [])
            lines.append(line)
            gap = _Gap.NONE
        gap = _Gap.PAGE
    return lines, gaps


def _is_double_spaced(lines: Sequence[str], gaps: Sequence[_Gap]) -> bool:
    """Tell whether nearly all lines have a blank one after them, most of them amid a sentence."""
    blank = [line for line, gap in zip(lines, gaps, strict=False) if gap is _Gap.BLANK]
    amid = sum(1 for line in blank if not _CLOSED.search(line))
    return len(blank) > _DOUBLE_SPACED * len(gaps) and amid > len(blank) / 2


def _width(lines: Sequence[str]) -> int:
    """Return how many characters a full line has, but for a few that stand out."""
    lengths = sorted(map(len, lines))
    return lengths[(len(lengths) - 1) * 95 // 100] if lengths else 0


def _goes_on(line: str, gap: _Gap, following: str, width: int) -> bool:
    """Tell whether a paragraph goes on from one line to the next."""
    if _BULLET.match(following):
        return False
    lower = following[0].islower()
    if line.endswith(_HYPHENS) and lower:
        return True
    closed = bool(_CLOSED.search(line))
    room = width * _FULL - len(line) > len(following.split(" ", 1)[0])
    if _ITEM.match(following) and (closed or room):
        return False
    if gap is not _Gap.NONE:
        return not closed and (lower or (gap is _Gap.PAGE and not room))
    return not room or (lower and not closed)


def _joined(lines: Sequence[str], words: set[str]) -> str:
    parts = [lines[0]]
    for line, following in pairwise(lines):
        if line.endswith(_HYPHENS) and following[0].islower():
            parts[-1] = _unhyphenated(line, following, parts[-1], words)
        elif not (_UNSPACED.match(line[-1]) and _UNSPACED.match(following)):
            parts.append(" ")
        parts.append(following)
    return "".join(parts).replace("\u00ad", "")


def _unhyphenated(line: str, following: str, part: str, words: set[str]) -> str:
    """Return the end of a line without its hyphen, unless the word has one elsewhere too."""
    first, second = line[:-1].rsplit(" ", 1)[-1].lower(), _WORD.match(following)
    rest = second.group().lower() if second else ""
    kept = f"{first}-{rest}" in words and first + rest not in words
    return part if kept else part[:-1]
