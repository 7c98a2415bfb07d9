"""Texts of two directions on one line, kept in order by isolates.

Unicode's bidirectional algorithm, https://www.unicode.org/reports/tr9/, lets what stands beside a
text decide where its punctuation goes; a first strong isolate ends that.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional

from bot.locales.chosen import current

FSI, PDI = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"ar"})
_ISOLATES = re.compile(f"[{FSI}{PDI}]")


def isolated(text: str) -> str:
    """Return a text so that it keeps its order within another, where the two may differ."""
    differs = current() in _RIGHT_TO_LEFT or reads_right_to_left(text)
    return f"{FSI}{text}{PDI}" if differs and text else text


def reads_right_to_left(text: str) -> bool:
    """Tell whether any of a text is written from right to left."""
    return not text.isascii() and any(bidirectional(one) in ("R", "AL") for one in text)


def without_isolates(text: str) -> str:
    """Return a text without isolates."""
    return _ISOLATES.sub("", text)
