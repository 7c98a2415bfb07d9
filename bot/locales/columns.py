"""Columns of tables in code blocks, where Chinese and Japanese characters take two places each.

Widths: https://www.unicode.org/reports/tr11/
"""

from __future__ import annotations

from unicodedata import east_asian_width

from bot.locales.bidi import FSI, PDI


def width(text: str) -> int:
    """Return how many places a text takes."""
    return sum(map(_places, text))


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """Return a text with spaces behind it, or before it, up to so many places."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int, end: str = "") -> str:
    """Return a text with an ellipsis and `end` where it takes more than so many places."""
    if width(text) <= columns:
        return text
    room, taken, kept = columns - width(end) - 1, 0, 0
    for character in text:
        taken += _places(character)
        if taken > room:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…{end}"


def _places(character: str) -> int:
    if character in (FSI, PDI):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1
