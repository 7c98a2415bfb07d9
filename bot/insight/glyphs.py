"""Names as a font can draw them: what it has no glyph for is left out, never shown as a box."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_MISSING = "\0"
# These join or part the letters beside them, as Persian needs it.
_JOINERS = "\u200c\u200d"
_GAP = re.compile(rf"[\s{_JOINERS}]*{_MISSING}[\s{_JOINERS}{_MISSING}]*")
_ELLIPSIS = "…"


def name_of(drawable: AbstractSet[int], *names: str) -> str:
    """Return the first name of which the font can draw more than it cannot, on one line.

    `drawable` are the code points that the font has glyphs for. What it cannot draw becomes an
    ellipsis; where no name can be drawn, that is all that is left.
    """
    for name in names:
        marked = "".join(_marked(drawable, character) for character in name)
        letters = len("".join(marked.split()))
        if 2 * marked.count(_MISSING) < letters:
            return " ".join(_GAP.sub(f" {_ELLIPSIS} ", marked).split())
    return _ELLIPSIS


def is_drawable(drawable: AbstractSet[int], text: str) -> bool:
    """Tell whether the font can draw all of a text."""
    return not any(_MISSING in _marked(drawable, character) for character in text)


def _marked(drawable: AbstractSet[int], character: str) -> str:
    """Return a character, a mark where it cannot be drawn, nothing where it only changes others."""
    if character.isspace():
        return " "
    if character not in _JOINERS and unicodedata.category(character)[0] == "C":
        return ""
    if ord(character) in drawable:
        return character
    return "" if unicodedata.category(character)[0] in "MC" else _MISSING
