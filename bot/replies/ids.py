"""The short id of a quote at the end of its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies.escaping import inline
from knowledge import identify

if TYPE_CHECKING:
    from knowledge import Quote

# An id takes no more than so much of a line.
_LONGEST = 80


def mark(quote: Quote) -> str:
    """Return what a citation ends in: the quote's id; empty where it has none, or a very long one."""
    found = identify(quote)
    if found is None or len(str(found)) > _LONGEST:
        return ""
    return f" · {inline(str(found), _LONGEST)}"
